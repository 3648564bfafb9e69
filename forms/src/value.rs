//! Typed values: what reading an answer or evaluating an expression gives.

use crate::date::{Date, PartialDate};

/// A typed value.
#[derive(Clone, Debug, PartialEq)]
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
    /// A list.
    List(Vec<Value>),
    /// An object; keys in definition order. A missing key is unanswered.
    Map(Vec<(String, Value)>),
}
