//! `calculated`: read-only, recomputed by the server, the client's value ignored.

use crate::decimal::Decimal;
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
    /// An exact number with digits behind the comma.
    Decimal,
    /// Whole đồng.
    Money,
}

impl DataType {
    /// A value of this type; nothing where it is of another. A whole number is
    /// a decimal too.
    pub(crate) fn keep(self, value: Value) -> Option<Value> {
        match (self, &value) {
            (DataType::Decimal, Value::Int(number)) => Some(Value::Decimal(Decimal::from(*number))),
            (DataType::Boolean, Value::Bool(_))
            | (DataType::Integer | DataType::Money, Value::Int(_))
            | (DataType::Text, Value::Str(_))
            | (DataType::Date, Value::Date(_))
            | (DataType::Decimal, Value::Decimal(_)) => Some(value),
            _ => None,
        }
    }
}

/// Shown by the value's own kind.
pub(super) fn show(options: &Options, value: &Value, lang: &str) -> Vec<String> {
    match value {
        Value::Int(dong) if options.data_type == DataType::Money => super::money::show(*dong, lang),
        Value::Decimal(number) => super::decimal::show(*number, lang),
        Value::Bool(yes) => super::boolean::show(*yes, lang),
        Value::Int(number) => super::integer::show(*number),
        Value::Date(date) => super::date::show(*date),
        Value::Str(text) => super::text::show(text),
        // No data type of these.
        Value::Null
        | Value::PartialDate(_)
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
        assert!(DataType::Integer.keep(Value::Int(1)).is_some());
        assert!(DataType::Integer.keep(Value::Str("1".into())).is_none());
        let whole = DataType::Decimal.keep(Value::Int(1));
        assert!(matches!(whole, Some(Value::Decimal(one)) if one == Decimal::from(1)));
        let shown = |data_type, value| {
            let calculate = Expr::Null;
            show(
                &Options {
                    data_type,
                    calculate,
                },
                &value,
                "vi",
            )
        };
        assert_eq!(shown(DataType::Boolean, Value::Bool(true)), ["Có"]);
        assert_eq!(shown(DataType::Integer, Value::Int(4_500_000)), ["4500000"]);
        assert_eq!(
            shown(DataType::Money, Value::Int(4_500_000)),
            ["4.500.000\u{a0}₫"]
        );
    }
}
