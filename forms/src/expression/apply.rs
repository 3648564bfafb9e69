//! What operators and functions do to whole values.

use super::functions::Function;
use super::{Binary, Bug, Stop};
use crate::date::{Date, PartialDate};
use crate::value::Value;
use std::cmp::Ordering;

type Result<T> = std::result::Result<T, Stop>;

fn bug<T>(bug: Bug) -> Result<T> {
    Err(Stop::Bug(bug))
}

pub(super) fn arithmetic(operator: Binary, left: i64, right: i64) -> Result<i64> {
    let result = match operator {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        Binary::Divide | Binary::Remainder if right == 0 => return bug(Bug::Division),
        Binary::Divide => left.checked_div(right),
        Binary::Remainder => left.checked_rem(right),
        _ => return bug(Bug::Type),
    };
    result.ok_or(Stop::Bug(Bug::Overflow))
}

fn partial(value: &Value) -> Option<PartialDate> {
    match value {
        Value::Date(date) => Some((*date).into()),
        Value::PartialDate(date) => Some(*date),
        _ => None,
    }
}

pub(super) fn order(left: &Value, right: &Value) -> Result<Ordering> {
    if let (Some(left), Some(right)) = (partial(left), partial(right)) {
        return left.order(right).ok_or(Stop::Unknown);
    }
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Ok(left.cmp(right)),
        (Value::Str(left), Value::Str(right)) => Ok(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Ok(left.cmp(right)),
        _ => bug(Bug::Type),
    }
}

/// CEL's equality: values of different types differ.
pub(super) fn equal(left: &Value, right: &Value) -> Result<bool> {
    if let (Some(left), Some(right)) = (partial(left), partial(right)) {
        return left.order(right).map(Ordering::is_eq).ok_or(Stop::Unknown);
    }
    Ok(left == right)
}

/// A function of whole values.
pub(super) fn apply(function: Function, values: &[Value], today: Date) -> Result<Value> {
    use Function as F;
    let date = |moved: Option<Date>| moved.map(Value::Date).ok_or(Stop::Bug(Bug::Overflow));
    Ok(match (function, values) {
        (F::Today, []) => Value::Date(today),
        (F::Date, [Value::Str(text)]) => Date::parse_iso(text)
            .map(Value::Date)
            .ok_or(Stop::Bug(Bug::Conversion))?,
        (F::Date, [value]) => Value::Date(day(value)?),
        (F::Age, [born, on]) => {
            let (Some(born), on) = (partial(born), day(on)?) else {
                return bug(Bug::Type);
            };
            Value::Int(born.age_on(on).ok_or(Stop::Unknown)?)
        }
        (F::AddYears, [value, Value::Int(n)]) => date(day(value)?.add_years(*n))?,
        (F::AddMonths, [value, Value::Int(n)]) => date(day(value)?.add_months(*n))?,
        (F::AddDays, [value, Value::Int(n)]) => date(day(value)?.add_days(*n))?,
        (F::DaysBetween, [from, to]) => Value::Int(day(from)?.days_until(day(to)?)),
        (F::Sum, [Value::List(list)]) => {
            let mut sum = 0;
            for value in list {
                sum = arithmetic(
                    Binary::Add,
                    sum,
                    value.as_int().ok_or(Stop::Bug(Bug::Type))?,
                )?;
            }
            Value::Int(sum)
        }
        (F::Contains, [Value::Str(text), Value::Str(part)]) => Value::Bool(contains(text, part)),
        (F::StartsWith, [Value::Str(text), Value::Str(part)]) => {
            Value::Bool(text.starts_with(part.as_str()))
        }
        (F::EndsWith, [Value::Str(text), Value::Str(part)]) => {
            Value::Bool(text.ends_with(part.as_str()))
        }
        (F::Substring, [Value::Str(text), Value::Int(start)]) => substring(text, *start, None)?,
        (F::Substring, [Value::Str(text), Value::Int(start), Value::Int(end)]) => {
            substring(text, *start, Some(*end))?
        }
        (F::Int, [Value::Int(number)]) => Value::Int(*number),
        (F::Int, [Value::Str(text)]) => Value::Int(number(text).ok_or(Stop::Bug(Bug::Conversion))?),
        (F::Text, [value]) => Value::Str(match value {
            Value::Str(text) => text.clone(),
            Value::Int(number) => number.to_string(),
            Value::Bool(yes) => if *yes { "true" } else { "false" }.to_owned(),
            Value::Date(_) | Value::PartialDate(_) => {
                partial(value).map_or_else(String::new, PartialDate::to_iso)
            }
            _ => return bug(Bug::Type),
        }),
        (F::FullYear, [value]) => {
            Value::Int(i64::from(partial(value).ok_or(Stop::Bug(Bug::Type))?.year))
        }
        (F::Month, [value]) => known_part(partial(value).map(|date| date.month), 1)?,
        (F::DayOfMonth, [value]) => known_part(partial(value).map(|date| date.day), 0)?,
        (F::Trim, [Value::Str(text)]) => Value::Str(text.trim().to_owned()),
        (F::LowerAscii, [Value::Str(text)]) => Value::Str(text.to_ascii_lowercase()),
        _ => return bug(Bug::Type),
    })
}

/// A whole date; unknown when a part is missing.
fn day(value: &Value) -> Result<Date> {
    partial(value)
        .ok_or(Stop::Bug(Bug::Type))?
        .whole()
        .ok_or(Stop::Unknown)
}

fn known_part(part: Option<u8>, first: u8) -> Result<Value> {
    match part {
        Some(0) => Err(Stop::Unknown),
        Some(part) => Ok(Value::Int(i64::from(part - first))),
        None => bug(Bug::Type),
    }
}

/// Whether a text holds another. By hand: the library's search is built for
/// long texts and costs the client more than a kilobyte.
fn contains(text: &str, part: &str) -> bool {
    part.is_empty()
        || text
            .as_bytes()
            .windows(part.len())
            .any(|window| window == part.as_bytes())
}

/// CEL's `int(string)`: an optional minus and digits.
fn number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn substring(text: &str, start: i64, end: Option<i64>) -> Result<Value> {
    let length = text.chars().count() as i64;
    let end = end.unwrap_or(length);
    if start < 0 || end < start || end > length {
        return bug(Bug::Conversion);
    }
    Ok(Value::Str(
        text.chars()
            .skip(start as usize)
            .take((end - start) as usize)
            .collect(),
    ))
}
