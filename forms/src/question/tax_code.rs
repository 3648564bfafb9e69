//! `taxCode`: the number a taxpayer is registered under: ten digits of which
//! the last checks the others, and three more for a dependent unit
//! (TT 86/2024/TT-BTC, Article 5).

use super::{is_digits, national_id, ungrouped};
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `taxCode`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// Also a personal identification number of twelve digits, which serves
    /// people as tax code since 1 July 2025 (the same circular, Article 5.5).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
}

/// What each of the first nine digits counts for.
const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/// Ten digits, or thirteen with or without a hyphen after the tenth; spaces
/// and dots between groups are dropped.
pub(super) fn read(options: &Options, text: &str) -> Result<Option<Value>, Code> {
    let typed = ungrouped(text, ".");
    let person = options.personal && typed.len() == 12;
    let (number, branch) = if typed.len() == 10 || person {
        (typed.as_str(), "")
    } else {
        let (number, rest) = typed.split_at_checked(10).ok_or(Code::Type)?;
        (number, rest.strip_prefix('-').unwrap_or(rest))
    };
    let alone = branch.is_empty() && number.len() == typed.len();
    if !is_digits(number) || !(alone || branch.len() == 3 && is_digits(branch)) {
        return Err(Code::Type);
    }
    let parts = if alone {
        [number, ""]
    } else {
        [number, branch]
    };
    Ok(Some(Value::Str(parts.join(if alone { "" } else { "-" }))))
}

/// The tenth digit is ten less the weighted sum of the others modulo eleven;
/// numbers for which that is ten are not given out.
pub(super) fn check(code: &str) -> Option<Code> {
    if code.len() == 12 {
        return national_id::check(code);
    }
    let digits = code.bytes().map(|byte| u32::from(byte) - u32::from(b'0'));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, by)| digit * by).sum();
    let last = code.as_bytes().get(9).map(|byte| u32::from(byte - b'0'));
    (last != Some(10 - sum % 11)).then_some(Code::CheckDigit)
}

pub(super) fn show(code: &str) -> Vec<String> {
    vec![code.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, personal: bool) -> Result<Option<String>, Code> {
        let value = read(&Options { personal }, text)?;
        Ok(value.and_then(|value| value.as_str().map(str::to_owned)))
    }

    #[test]
    fn ten_digits_and_perhaps_a_branch() {
        for (typed, code) in [
            ("0100109106", "0100109106"),
            ("0100 109 106", "0100109106"),
            ("0100109106-001", "0100109106-001"),
            ("0100109106001", "0100109106-001"),
        ] {
            assert_eq!(kept(typed, false), Ok(Some(code.to_owned())), "{typed}");
        }
        for typed in [
            "010010910",
            "01001091060",
            "0100109106-01",
            "0100109106-",
            "0100109106-00a",
            "０100109106",
            "014085000001",
            "a",
        ] {
            assert_eq!(kept(typed, false), Err(Code::Type), "{typed}");
        }
    }

    #[test]
    fn the_tenth_digit_checks_the_others() {
        // Published codes of large companies, the second with weights past 200.
        for code in ["0100109106", "0101245486", "0100109106-001"] {
            assert_eq!(check(code), None, "{code}");
        }
        for code in ["0100109107", "0101245468", "1100109106"] {
            assert_eq!(check(code), Some(Code::CheckDigit), "{code}");
        }
        // 0·31 + … = 0 modulo 11 wants a tenth digit of ten, which there is not.
        assert_eq!(check("0000000000"), Some(Code::CheckDigit));
    }

    #[test]
    fn twelve_digits_only_where_people_are_meant() {
        assert_eq!(
            kept("014 085 000 001", true),
            Ok(Some("014085000001".to_owned()))
        );
        assert_eq!(kept("014085000001-001", true), Err(Code::Type));
        assert_eq!(check("014085000001"), None);
        assert_eq!(check("003085000001"), Some(Code::Structure));
    }
}
