//! Typed values: what reading an answer or evaluating an expression gives.

use crate::date::{Date, PartialDate};
use crate::decimal::Decimal;
use crate::instant::{Duration, Timestamp, VIETNAM};
use std::fmt;

/// A typed value.
///
/// `Debug` prints the kind of a value, never the value: answers are personal.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// CEL `null`.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text, NFC, trimmed.
    Str(String),
    /// A civil date.
    Date(Date),
    /// A date of which the day, or day and month, may be missing.
    PartialDate(PartialDate),
    /// An exact decimal number. Equal to a whole number of the same amount.
    Decimal(Decimal),
    /// An instant.
    Timestamp(Timestamp),
    /// A length of time.
    Duration(Duration),
    /// A binary fraction. No field and no fee holds one: the check refuses
    /// them at publish; they are there for CEL's own cases.
    Double(f64),
    /// A list.
    List(Vec<Value>),
    /// An object; keys in definition order. A missing key is unanswered.
    Map(Vec<(String, Value)>),
    /// A map that an expression wrote, `{1: 'a'}`: keys are true or false,
    /// whole numbers or texts, each once. A missing key is a bug.
    Table(Vec<(Value, Value)>),
}

impl Value {
    /// The text, when it is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// True or false, when it is either.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(yes) => Some(*yes),
            _ => None,
        }
    }

    /// The decimal, when it is one or a whole number.
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Value::Decimal(number) => Some(*number),
            Value::Int(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    /// The date, when it is a whole one.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            Value::PartialDate(date) => date.whole(),
            _ => None,
        }
    }

    /// What an object holds under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// Nothing to speak of: an empty text, list or object.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Str(text) => text.is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
            Value::Table(entries) => entries.is_empty(),
            _ => false,
        }
    }

    /// As JSON, by the data contract: dates are ISO text, instants RFC 3339
    /// at the hour of Việt Nam, decimals text in all their digits.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Value::Null => Json::Null,
            Value::Bool(yes) => Json::Bool(*yes),
            Value::Int(number) => Json::from(*number),
            Value::Str(text) => Json::String(text.clone()),
            Value::Date(date) => Json::String(date.to_iso()),
            Value::PartialDate(date) => Json::String(date.to_iso()),
            Value::Decimal(number) => Json::String(number.to_text()),
            Value::Timestamp(instant) => Json::String(instant.to_text(VIETNAM)),
            Value::Duration(length) => Json::String(length.to_text()),
            Value::Double(number) => Json::from(*number),
            Value::List(items) => Json::Array(items.iter().map(Value::to_json).collect()),
            Value::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.to_json()))
                    .collect(),
            ),
            Value::Table(entries) => Json::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.key_text(), value.to_json()))
                    .collect(),
            ),
        }
    }
}

impl Value {
    /// A table's key as an object's.
    fn key_text(&self) -> String {
        match self {
            Value::Bool(yes) => yes.to_string(),
            Value::Int(number) => number.to_string(),
            other => other.as_str().unwrap_or("").to_owned(),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Value::Null => "Null",
            Value::Bool(_) => "Bool",
            Value::Int(_) => "Int",
            Value::Str(_) => "Str",
            Value::Date(_) => "Date",
            Value::PartialDate(_) => "PartialDate",
            Value::Decimal(_) => "Decimal",
            Value::Timestamp(_) => "Timestamp",
            Value::Duration(_) => "Duration",
            Value::Double(_) => "Double",
            Value::List(_) => "List",
            Value::Map(_) => "Map",
            Value::Table(_) => "Table",
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn debug_never_prints_an_answer() {
        let value = Value::Map(vec![("name".into(), Value::Str("Nguyễn Thị Ánh".into()))]);
        assert_eq!(format!("{value:?}"), "Map");
    }

    #[test]
    fn dates_leave_as_iso_text() {
        let value = Value::List(vec![
            Value::Date(Date::new(1999, 2, 28).unwrap()),
            Value::PartialDate(PartialDate::new(2013, 2, 0).unwrap()),
        ]);
        assert_eq!(
            value.to_json(),
            serde_json::json!(["1999-02-28", "2013-02"])
        );
    }

    #[test]
    fn decimals_and_instants_leave_as_text() {
        let value = Value::Table(vec![
            (Value::Int(1), Value::Decimal(Decimal::new(150, 2).unwrap())),
            (
                Value::Bool(true),
                Value::Timestamp(Timestamp::new(0, 0).unwrap()),
            ),
        ]);
        assert_eq!(
            value.to_json(),
            serde_json::json!({"1": "1.50", "true": "1970-01-01T07:00:00+07:00"})
        );
    }
}
