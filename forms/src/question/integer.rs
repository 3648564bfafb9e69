//! `integer`: a whole number, ±(2^53 − 1) as JSON carries for certain.

use super::decimal::Bounds;
use super::{is_digits, ungrouped};
use crate::decimal::Decimal;
use crate::limits;
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `integer` and `money`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i64>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i64>,
    /// More than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<i64>,
    /// Less than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<i64>,
    /// A multiple of this; above zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<i64>,
}

/// Digits with an optional minus; spaces between groups are taken, dots and
/// commas are not: `1.500` is fifteen hundred here and one and a half abroad.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    let typed = ungrouped(text, "");
    let digits = typed.strip_prefix('-').unwrap_or(&typed);
    if digits.len() > 16 || !is_digits(digits) {
        return Err(Code::Type);
    }
    let number: i64 = typed.parse().map_err(|_| Code::Type)?;
    let fits = (-limits::WHOLE_NUMBER..=limits::WHOLE_NUMBER).contains(&number);
    if fits {
        Ok(Some(Value::Int(number)))
    } else {
        Err(Code::Type)
    }
}

impl Options {
    /// The same as bounds of any number.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            minimum: self.minimum.map(Decimal::from),
            maximum: self.maximum.map(Decimal::from),
            exclusive_minimum: self.exclusive_minimum.map(Decimal::from),
            exclusive_maximum: self.exclusive_maximum.map(Decimal::from),
            multiple_of: self.multiple_of.map(Decimal::from),
        }
    }
}

pub(super) fn check(options: &Options, number: i64) -> Option<Code> {
    options.bounds().check(Decimal::from(number))
}

pub(super) fn show(number: i64) -> Vec<String> {
    vec![number.to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<i64> {
        read(text).ok().flatten().and_then(|value| value.as_int())
    }

    #[test]
    fn reads_whole_numbers_only() {
        assert_eq!(number("007"), Some(7));
        assert_eq!(number("1 500"), Some(1_500));
        assert_eq!(number("-3"), Some(-3));
        assert_eq!(number("9007199254740991"), Some(limits::WHOLE_NUMBER));
        for text in [
            "1.5",
            "1,500",
            "--1",
            "-",
            "３",
            "1e3",
            "9007199254740992",
            "99999999999999999",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn both_sides_of_the_bounds() {
        let options = Options {
            minimum: Some(1),
            maximum: Some(10),
            ..Options::default()
        };
        assert_eq!(check(&options, 0), Some(Code::Minimum(1.into())));
        assert_eq!(check(&options, 1), None);
        assert_eq!(check(&options, 10), None);
        assert_eq!(check(&options, 11), Some(Code::Maximum(10.into())));
    }

    #[test]
    fn bounds_that_are_not_reached_and_steps() {
        let options = Options {
            exclusive_minimum: Some(0),
            exclusive_maximum: Some(100),
            multiple_of: Some(5),
            ..Options::default()
        };
        assert_eq!(check(&options, 0), Some(Code::ExclusiveMinimum(0.into())));
        assert_eq!(check(&options, 5), None);
        assert_eq!(check(&options, 95), None);
        assert_eq!(
            check(&options, 100),
            Some(Code::ExclusiveMaximum(100.into()))
        );
        assert_eq!(check(&options, 7), Some(Code::MultipleOf(5.into())));
    }
}
