//! `decimal`: an exact number with digits behind the comma, never a binary
//! fraction.
//!
//! A comma is the decimal sign in Vietnamese and a dot groups thousands; abroad
//! it is the other way round. What can be meant in one way only is taken:
//! `1,5`, `1.5`, `1.500,25`, `1,500.25`, `1.500.000`. What cannot, `1.500`, is
//! refused.

use super::{is_digits, ungrouped};
use crate::decimal::{Decimal, SCALE};
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Digits of a number, those behind the comma counted in full: what 64 bits hold
/// for certain.
pub(crate) const DIGITS: u8 = 18;

/// Options of `decimal`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// Digits behind the comma, at most; 1 to 9.
    pub scale: u8,
    /// What the number may be.
    #[serde(flatten)]
    pub bounds: Bounds,
}

/// What a number may be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Bounds {
    /// At least.
    #[serde(with = "as_text", skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Decimal>,
    /// At most.
    #[serde(with = "as_text", skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Decimal>,
    /// More than.
    #[serde(with = "as_text", skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<Decimal>,
    /// Less than.
    #[serde(with = "as_text", skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<Decimal>,
    /// A multiple of this; above zero.
    #[serde(with = "as_text", skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Decimal>,
}

/// A decimal in a stored form: the text of the data contract.
mod as_text {
    use crate::decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(
        number: &Option<Decimal>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        number.map(Decimal::to_text).serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let Some(text) = text else { return Ok(None) };
        let number = Decimal::parse(&text);
        number
            .map(Some)
            .ok_or_else(|| D::Error::custom("no decimal"))
    }
}

pub(super) fn read(options: &Options, text: &str) -> Result<Option<Value>, Code> {
    let plain = plain(text).ok_or(Code::Type)?;
    of_plain(options, &plain).map(Some)
}

/// Reads `-?\d+(\.\d+)?`.
pub(super) fn of_plain(options: &Options, plain: &str) -> Result<Value, Code> {
    let behind = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
    if behind > usize::from(options.scale) {
        return Err(Code::Scale(options.scale));
    }
    // With every digit the field may have, the number still fits, so that bounds
    // and steps are exact.
    let whole = plain
        .split('.')
        .next()
        .unwrap_or("")
        .trim_start_matches('-');
    if whole.len() > usize::from(DIGITS.saturating_sub(options.scale)) {
        return Err(Code::Type);
    }
    let number = Decimal::parse(plain).ok_or(Code::Type)?;
    Ok(Value::Decimal(number))
}

/// What was typed as `-?\d+(\.\d+)?`; `None` where it is no number, or could
/// be two.
fn plain(text: &str) -> Option<String> {
    let typed = ungrouped(text, "");
    let digits = typed.strip_prefix('-').unwrap_or(&typed);
    // How many there are of either sign, and where the last stands.
    let (mut commas, mut dots) = ((0, 0), (0, 0));
    for (at, byte) in digits.bytes().enumerate() {
        match byte {
            b',' => commas = (commas.0 + 1, at),
            b'.' => dots = (dots.0 + 1, at),
            _ => {}
        }
    }
    // The sign that comes last, or but once, is the decimal sign.
    let (group, mark) = match (commas.0, dots.0) {
        (0, 1) => {
            let behind = digits.len() - dots.1 - 1;
            let two_ways = behind == 3 && dots.1 <= 3 && !digits.starts_with('0');
            if two_ways {
                return None;
            }
            (',', '.')
        }
        (0 | 1, 0) => ('.', ','),
        (_, 0) => (',', '.'),
        (0, _) => ('.', ','),
        _ if commas.1 > dots.1 => ('.', ','),
        _ => (',', '.'),
    };
    let (whole, behind) = digits.split_once(mark).unwrap_or((digits, "0"));
    if !is_digits(behind) {
        return None;
    }
    let sign = if digits.len() < typed.len() { "-" } else { "" };
    let whole_digits = grouped(whole, group)?;
    Some(if whole.len() < digits.len() {
        [sign, &whole_digits, ".", behind].concat()
    } else {
        [sign, &whole_digits].concat()
    })
}

/// Digits without the signs between groups of three.
#[inline(never)]
pub(super) fn grouped(text: &str, group: char) -> Option<String> {
    let mut out = String::new();
    let mut first = None;
    for part in text.split(group) {
        let head = *first.get_or_insert(part);
        let later = !out.is_empty();
        if later && (part.len() != 3 || head.len() > 3 || head.starts_with('0')) || !is_digits(part)
        {
            return None;
        }
        out.push_str(part);
    }
    Some(out)
}

/// The number with so many digits behind the point.
fn aligned(number: Decimal, scale: u8) -> Option<Decimal> {
    number.plus(Decimal::new(0, scale)?)
}

impl Bounds {
    /// Against which of them a number is.
    pub(super) fn check(&self, number: Decimal) -> Option<Code> {
        if let Some(least) = self.minimum.filter(|least| number < *least) {
            return Some(Code::Minimum(least));
        }
        if let Some(most) = self.maximum.filter(|most| number > *most) {
            return Some(Code::Maximum(most));
        }
        if let Some(above) = self.exclusive_minimum.filter(|above| number <= *above) {
            return Some(Code::ExclusiveMinimum(above));
        }
        if let Some(below) = self.exclusive_maximum.filter(|below| number >= *below) {
            return Some(Code::ExclusiveMaximum(below));
        }
        self.multiple_of
            .filter(|step| !is_multiple(number, *step))
            .map(Code::MultipleOf)
    }
}

fn is_multiple(number: Decimal, step: Decimal) -> bool {
    let scale = number.scale().max(step.scale()).min(SCALE);
    match (aligned(number, scale), aligned(step, scale)) {
        (Some(number), Some(step)) => number.units().checked_rem(step.units()) == Some(0),
        _ => false,
    }
}

/// `1.500,25` in Vietnamese, `1,500.25` in English.
pub(crate) fn show(number: Decimal, lang: &str) -> Vec<String> {
    let text = number.to_text();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = text.strip_suffix(digits).unwrap_or("").to_owned();
    match whole.parse() {
        Ok(whole) => out.push_str(&crate::money::group(whole, lang)),
        Err(_) => out.push_str(whole),
    }
    if !behind.is_empty() {
        out.push(if lang == "en" { '.' } else { ',' });
        out.push_str(behind);
    }
    vec![out]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn kept(text: &str, scale: u8) -> Result<String, Code> {
        let options = Options {
            scale,
            bounds: Bounds::default(),
        };
        match read(&options, text)? {
            Some(Value::Decimal(number)) => Ok(number.to_text()),
            _ => panic!("{text}"),
        }
    }

    #[test]
    fn what_can_be_meant_in_one_way_is_taken() {
        for (typed, number) in [
            ("1,5", "1.5"),
            ("1.5", "1.5"),
            ("-0,25", "-0.25"),
            ("3", "3"),
            ("1 500,5", "1500.5"),
            ("1.500,25", "1500.25"),
            ("1,500.25", "1500.25"),
            ("1.500.000", "1500000"),
            ("1,500,000", "1500000"),
            ("1.500.000,5", "1500000.5"),
            ("0.125", "0.125"),
            ("1234.567", "1234.567"),
            ("1,500", "1.500"),
            ("007,10", "7.10"),
        ] {
            assert_eq!(kept(typed, 3).as_deref(), Ok(number), "{typed}");
        }
        for typed in [
            "1.500", "12.345", ",5", "5,", ".5", "5.", "1,5,5", "1.5.5", "1.50,5", "0.500,5",
            "1,5.5", "1..500", "--1", "-", "1e3", "１,5", "một", "1,-5", "1.500.00", "1,500.",
        ] {
            assert_eq!(kept(typed, 3), Err(Code::Type), "{typed}");
        }
    }

    #[test]
    fn both_sides_of_the_scale_and_the_size() {
        assert_eq!(kept("1,25", 2).as_deref(), Ok("1.25"));
        assert_eq!(kept("1,255", 2), Err(Code::Scale(2)));
        assert_eq!(kept("0,123456789", 9).as_deref(), Ok("0.123456789"));
        assert_eq!(kept("0,1234567890", 9), Err(Code::Scale(9)));
        assert_eq!(kept("999999999", 9).as_deref(), Ok("999999999"));
        assert_eq!(kept("1000000000", 9), Err(Code::Type));
        let long = "9".repeat(16);
        assert_eq!(kept(&long, 2).as_deref(), Ok(long.as_str()));
        assert_eq!(kept(&[&long, "9"].concat(), 2), Err(Code::Type));
    }

    #[test]
    fn bounds_and_steps_are_exact() {
        let number = |text: &str| Decimal::parse(text).unwrap();
        let bounds = Bounds {
            minimum: Some(number("0.1")),
            maximum: Some(number("10")),
            multiple_of: Some(number("0.05")),
            ..Bounds::default()
        };
        assert_eq!(
            bounds.check(number("0.099")),
            Some(Code::Minimum(number("0.1")))
        );
        for text in ["0.1", "0.10", "0.15", "10.000"] {
            assert_eq!(bounds.check(number(text)), None, "{text}");
        }
        assert_eq!(
            bounds.check(number("10.001")),
            Some(Code::Maximum(number("10")))
        );
        assert_eq!(
            bounds.check(number("0.12")),
            Some(Code::MultipleOf(number("0.05")))
        );
    }

    #[test]
    fn shown_as_it_is_written_here_and_abroad() {
        let number = Decimal::parse("-1234567.50").unwrap();
        assert_eq!(show(number, "vi"), ["-1.234.567,50"]);
        assert_eq!(show(number, "en"), ["-1,234,567.50"]);
        assert_eq!(show(Decimal::parse("-0.5").unwrap(), "vi"), ["-0,5"]);
        assert_eq!(show(Decimal::from(12), "vi"), ["12"]);
    }

    #[test]
    fn what_is_stored_is_read_again() {
        let options = Options {
            scale: 2,
            bounds: Bounds {
                minimum: Decimal::parse("0.50"),
                ..Bounds::default()
            },
        };
        let stored = serde_json::to_string(&options).unwrap();
        assert_eq!(stored, r#"{"scale":2,"minimum":"0.50"}"#);
        assert_eq!(serde_json::from_str::<Options>(&stored).unwrap(), options);
        assert!(serde_json::from_str::<Options>(r#"{"scale":2,"minimum":"x"}"#).is_err());
    }
}
