//! What operators do to whole values.
//!
//! Whole numbers, exact decimals, texts, dates, instants and lengths of time.
//! Binary fractions are for CEL's own cases alone (feature `author`): no form
//! holds one, so that browser and server can never differ in a last digit.

use super::{Binary, Bug, Result, Stop, bug};
use crate::date::PartialDate;
use crate::instant::{Duration, Timestamp};
use crate::limits;
use crate::value::Value;
use std::cmp::Ordering;

/// `+ - * / %` of two values of kinds that go together.
pub(super) fn arithmetic(operator: Binary, left: &Value, right: &Value) -> Result<Value> {
    use Binary::{Add, Multiply, Subtract};
    let made = match (left, right) {
        (Value::Int(left), Value::Int(right)) => return whole(operator, *left, *right),
        (Value::Str(left), Value::Str(right)) if operator == Add => {
            if left.len() + right.len() > limits::TEXT_RESULT {
                return bug(Bug::Cost);
            }
            Some(Value::Str([left.as_str(), right].concat()))
        }
        (Value::Timestamp(left), Value::Timestamp(right)) if operator == Subtract => {
            left.since(*right).map(Value::Duration)
        }
        (Value::Timestamp(instant), Value::Duration(length)) => moved(operator, *instant, *length)?,
        (Value::Duration(length), Value::Timestamp(instant)) if operator == Add => {
            instant.plus(*length).map(Value::Timestamp)
        }
        (Value::Duration(left), Value::Duration(right)) => match operator {
            Add => left.plus(*right),
            Subtract => right.negated().and_then(|right| left.plus(right)),
            _ => return bug(Bug::Type),
        }
        .map(Value::Duration),
        #[cfg(feature = "author")]
        (Value::Double(left), Value::Double(right)) => match operator {
            Add => Some(left + right),
            Subtract => Some(left - right),
            Multiply => Some(left * right),
            Binary::Divide => Some(left / right),
            _ => return bug(Bug::Type),
        }
        .map(Value::Double),
        (left, right) => match (left.as_decimal(), right.as_decimal(), operator) {
            (Some(left), Some(right), Add) => left.plus(right),
            (Some(left), Some(right), Subtract) => left.minus(right),
            (Some(left), Some(right), Multiply) => left.times(right),
            _ => return bug(Bug::Type),
        }
        .map(Value::Decimal),
    };
    made.ok_or(Stop::Bug(Bug::Overflow))
}

fn whole(operator: Binary, left: i64, right: i64) -> Result<Value> {
    let result = match operator {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        Binary::Divide | Binary::Remainder if right == 0 => return bug(Bug::Division),
        Binary::Divide => left.checked_div(right),
        Binary::Remainder => left.checked_rem(right),
        _ => return bug(Bug::Type),
    };
    result.map(Value::Int).ok_or(Stop::Bug(Bug::Overflow))
}

fn moved(operator: Binary, instant: Timestamp, length: Duration) -> Result<Option<Value>> {
    let length = match operator {
        Binary::Add => Some(length),
        Binary::Subtract => length.negated(),
        _ => return bug(Bug::Type),
    };
    let moved = length.and_then(|length| instant.plus(length));
    Ok(moved.map(Value::Timestamp))
}

/// `-x`.
pub(super) fn negated(value: &Value) -> Result<Value> {
    match value {
        Value::Int(number) => number.checked_neg().map(Value::Int),
        Value::Decimal(number) => number.negated().map(Value::Decimal),
        #[cfg(feature = "author")]
        Value::Double(number) => Some(Value::Double(-*number)),
        _ => return bug(Bug::Type),
    }
    .ok_or(Stop::Bug(Bug::Overflow))
}

/// A date, whole or not.
pub(super) fn partial(value: &Value) -> Option<PartialDate> {
    match value {
        Value::Date(date) => Some((*date).into()),
        Value::PartialDate(date) => Some(*date),
        _ => None,
    }
}

/// The order of two values. A binary fraction that is no number has none.
pub(super) fn order(left: &Value, right: &Value) -> Result<Ordering> {
    if let (Some(left), Some(right)) = (partial(left), partial(right)) {
        return left.order(right).ok_or(Stop::Unknown);
    }
    Ok(match (left, right) {
        (Value::Int(left), Value::Int(right)) => left.cmp(right),
        (Value::Str(left), Value::Str(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Timestamp(left), Value::Timestamp(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right)) => left.cmp(right),
        #[cfg(feature = "author")]
        (Value::Double(_), _) | (_, Value::Double(_)) => return fractions(left, right),
        _ => match (left.as_decimal(), right.as_decimal()) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => return bug(Bug::Type),
        },
    })
}

/// Binary fractions, and whole numbers beside them: as binary fractions, as
/// CEL's own cases have it, although the greatest then come out even.
#[cfg(feature = "author")]
fn fractions(left: &Value, right: &Value) -> Result<Ordering> {
    let fraction = |value: &Value| match value {
        Value::Double(number) => Some(*number),
        Value::Int(number) => Some(*number as f64),
        _ => None,
    };
    match (fraction(left), fraction(right)) {
        (Some(left), Some(right)) => left.partial_cmp(&right).ok_or(Stop::Bug(Bug::Conversion)),
        _ => bug(Bug::Type),
    }
}

/// CEL's equality: numbers by what they amount to, values of different kinds
/// differ. Unknown where a missing part of a date would decide.
pub(super) fn equal(left: &Value, right: &Value) -> Result<bool> {
    match (left, right) {
        (Value::List(left), Value::List(right)) => {
            if left.len() != right.len() {
                return Ok(false);
            }
            all(left.iter().zip(right).map(|(a, b)| equal(a, b)))
        }
        // No form compares maps: the check refuses it.
        #[cfg(feature = "author")]
        (Value::Map(_) | Value::Table(_), Value::Map(_) | Value::Table(_)) => same(left, right),
        (Value::Null, Value::Null) => Ok(true),
        _ => match order(left, right) {
            Ok(order) => Ok(order.is_eq()),
            Err(Stop::Bug(_)) => Ok(false),
            Err(unknown) => Err(unknown),
        },
    }
}

/// All of them: one no decides, else one unknown does.
fn all(mut several: impl Iterator<Item = Result<bool>>) -> Result<bool> {
    let mut result = Ok(true);
    let decided = several.any(|one| {
        if one.is_err() {
            result = one;
        }
        one == Ok(false)
    });
    if decided { Ok(false) } else { result }
}

/// Two maps: as many keys, and under each the same.
#[cfg(feature = "author")]
fn same(left: &Value, right: &Value) -> Result<bool> {
    let (left, right) = (entries(left), entries(right));
    if left.len() != right.len() {
        return Ok(false);
    }
    all(left.iter().map(|(key, value)| {
        match right
            .iter()
            .find(|(other, _)| equal(key, other) == Ok(true))
        {
            Some((_, other)) => equal(value, other),
            None => Ok(false),
        }
    }))
}

#[cfg(feature = "author")]
fn entries(map: &Value) -> Vec<(Value, &Value)> {
    match map {
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (Value::Str(key.clone()), value))
            .collect(),
        Value::Table(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        _ => Vec::new(),
    }
}

/// What a table holds under a key.
pub(super) fn lookup<'t>(entries: &'t [(Value, Value)], key: &Value) -> Option<&'t Value> {
    let found = entries
        .iter()
        .find(|(known, _)| equal(known, key) == Ok(true));
    found.map(|(_, value)| value)
}
