//! `nationalId`: a 12-digit personal identification number (TT 07/2016/TT-BCA).
//!
//! Three digits of the place of birth, one of century and sex, two of the year,
//! six at random. A number of another build was never given to anyone, which is
//! an error. That a number does not fit the *typed* birth date or sex is a
//! warning: people with corrected birth data keep their number, and refusing it
//! would shut them out.

use super::{Around, is_digits, ungrouped};
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `nationalId`: which answers the number is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// The field of the same person's birth date (sibling, then root).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// The field of the same person's sex, a choice of [`SEXES`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
}

/// What the options of a field of the sex are called: male, then female.
pub const SEXES: [[&str; 2]; 2] = [["male", "M"], ["female", "F"]];

/// The 63 provinces as they were when the numbers were given, by code; never
/// today's 34.
pub(crate) const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Country codes of people born abroad have three digits from here on.
const FIRST_COUNTRY: u16 = 101;

/// Twelve ASCII digits; spaces between groups are dropped.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    let digits = ungrouped(text, "");
    let fits = digits.len() == 12 && is_digits(&digits);
    if fits {
        Ok(Some(Value::Str(digits)))
    } else {
        Err(Code::Type)
    }
}

/// The digits from one place to another as a number.
fn part(digits: &str, from: usize, to: usize) -> Option<u16> {
    digits.get(from..to)?.parse().ok()
}

/// The year of birth the number tells.
fn year(digits: &str) -> Option<i32> {
    let (century, year) = (part(digits, 3, 4)?, part(digits, 4, 6)?);
    Some(1900 + i32::from(century / 2) * 100 + i32::from(year))
}

/// The place is a province or a country, the century the last or this.
pub(super) fn check(digits: &str) -> Option<Code> {
    let (place, century) = (part(digits, 0, 3)?, part(digits, 3, 4)?);
    let known = place >= FIRST_COUNTRY || PROVINCES.iter().any(|known| u16::from(*known) == place);
    (!known || century > 3).then_some(Code::Structure)
}

/// What a number of the right build does not fit, of what was typed elsewhere.
pub(crate) fn compare(options: &Options, digits: &str, around: &Around<'_, '_>) -> Vec<Code> {
    let mut found = Vec::new();
    if year(digits) > Some(i32::from(around.run.context.today.year)) {
        found.push(Code::BirthYear);
    }
    let typed = |name: &Option<String>| name.as_ref().and_then(|name| around.value(name));
    let born = match typed(&options.birth_date) {
        Some(Value::Date(date)) => Some(date.year),
        Some(Value::PartialDate(date)) => Some(date.year),
        _ => None,
    };
    if found.is_empty() && born.is_some_and(|born| year(digits) != Some(i32::from(born))) {
        found.push(Code::BirthDate);
    }
    if let Some(Value::Str(sex)) = typed(&options.sex) {
        let told = SEXES.iter().position(|names| names.contains(&sex.as_str()));
        let digit = part(digits, 3, 4).map(|digit| usize::from(digit % 2));
        if told.is_some() && told != digit {
            found.push(Code::Sex);
        }
    }
    found
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
    fn only_numbers_that_were_given() {
        // Hanoi; Sơn La; Cà Mau, born in 2002; abroad; Bắc Giang and Bà Rịa – Vũng
        // Tàu, which were merged in 2025 and whose numbers go on being right.
        for digits in [
            "001199012345",
            "014085000001",
            "096302000001",
            "101185000001",
            "024190000001",
            "077226000001",
        ] {
            assert_eq!(check(digits), None, "{digits}");
        }
        // No such place (003, 097, 100 are between the two lists); the 22nd century.
        for digits in [
            "000199012345",
            "003199012345",
            "097199012345",
            "100199012345",
            "001400000001",
        ] {
            assert_eq!(check(digits), Some(Code::Structure), "{digits}");
        }
        assert_eq!(Code::Structure.level(), crate::Level::Error);
        assert_eq!(Code::BirthDate.level(), crate::Level::Warning);
        assert_eq!(Code::Sex.level(), crate::Level::Warning);
    }
}
