//! `calculated`: read-only, recomputed by the server, the client's value ignored.

use crate::expression::Expr;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `calculated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// What the expression gives.
    pub data_type: DataType,
    /// The value; unknown is "no value".
    pub calculate: Expr,
}

/// The type of a calculated value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DataType {
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// Text.
    Text,
    /// A civil date.
    Date,
}

impl DataType {
    /// Whether a value is of this type.
    pub(crate) fn takes(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (DataType::Boolean, Value::Bool(_))
                | (DataType::Integer, Value::Int(_))
                | (DataType::Text, Value::Str(_))
                | (DataType::Date, Value::Date(_))
        )
    }
}

/// Shown by the value's own kind.
pub(super) fn show(value: &Value, lang: &str) -> Vec<String> {
    match value {
        Value::Bool(yes) => super::boolean::show(*yes, lang),
        Value::Int(number) => super::integer::show(*number),
        Value::Date(date) => super::date::show(*date),
        Value::Str(text) => super::text::show(text),
        // No data type of these.
        Value::Null
        | Value::PartialDate(_)
        | Value::Decimal(_)
        | Value::Timestamp(_)
        | Value::Duration(_)
        | Value::Double(_)
        | Value::List(_)
        | Value::Map(_)
        | Value::Table(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_its_own_type() {
        assert!(DataType::Integer.takes(&Value::Int(1)));
        assert!(!DataType::Integer.takes(&Value::Str("1".to_owned())));
        assert_eq!(show(&Value::Bool(true), "vi"), ["Có"]);
    }
}
