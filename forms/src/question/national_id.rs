//! `nationalId`: a 12-digit personal identification number (TT 07/2016/TT-BCA).
//!
//! Only the count of digits is an error. The structure is a *warning*: people
//! with corrected birth data keep their number, and refusing it would shut
//! them out.

use crate::date::Date;
use crate::problem::Code;
use crate::value::Value;

/// The 63 provinces as they were when the numbers were given, by code; never
/// today's 34.
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Country codes of people born abroad have three digits from here on.
const FIRST_COUNTRY: u16 = 101;

/// Twelve ASCII digits; spaces between groups are dropped.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    let digits: String = text
        .chars()
        .filter(|c| *c != ' ' && *c != '\u{a0}')
        .collect();
    let fits = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits {
        Ok(Some(Value::Str(digits)))
    } else {
        Err(Code::Type)
    }
}

/// Province or country, then century and sex, then year: the first is in the
/// table, the year not in the future.
pub(super) fn check(digits: &str, today: Date) -> Option<Code> {
    let part = |from: usize, to: usize| {
        digits
            .get(from..to)
            .and_then(|part| part.parse::<u16>().ok())
    };
    let (place, century, year) = (part(0, 3)?, part(3, 4)?, part(4, 6)?);
    let born = 1900 + i32::from(century / 2) * 100 + i32::from(year);
    let known_place =
        place >= FIRST_COUNTRY || PROVINCES.iter().any(|known| u16::from(*known) == place);
    (!known_place || born > i32::from(today.year)).then_some(Code::Structure)
}

pub(super) fn show(digits: &str) -> Vec<String> {
    vec![digits.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_are_the_only_demand() {
        assert_eq!(
            read("001 199 012 345"),
            Ok(Some(Value::Str("001199012345".to_owned())))
        );
        for text in [
            "00119901234",
            "0011990123456",
            "0011990１2345",
            "00119901234a",
        ] {
            assert_eq!(read(text), Err(Code::Type), "{text}");
        }
    }

    #[test]
    fn a_structure_that_does_not_fit_is_a_warning() {
        let today = Date {
            year: 2026,
            month: 11,
            day: 23,
        };
        for digits in [
            "001199012345",
            "014085000001",
            "096302000001",
            "101185000001",
        ] {
            assert_eq!(check(digits, today), None, "{digits}");
        }
        // No such place; born in 2027; in the 22nd century.
        for digits in [
            "000199012345",
            "003199012345",
            "097199012345",
            "001327000001",
            "001400000001",
        ] {
            assert_eq!(check(digits, today), Some(Code::Structure), "{digits}");
        }
        assert_eq!(Code::Structure.level(), crate::Level::Warning);
    }
}
