//! What functions do to whole values.

use super::functions::Function;
use super::operators::{arithmetic, order, partial};
use super::{Binary, Bug, Result, Stop, bug};
use crate::date::Date;
use crate::decimal::Rounding;
use crate::instant::{self, Duration, Timestamp, VIETNAM};
use crate::value::Value;
use std::cmp::Ordering;

/// A function of whole values.
pub(super) fn apply(function: Function, values: &[Value], today: Date) -> Result<Value> {
    use Function as F;
    let date = |moved: Option<Date>| moved.map(Value::Date).ok_or(Stop::Bug(Bug::Overflow));
    Ok(match (function, values) {
        #[cfg(feature = "author")]
        (F::Extension(extension), _) => return super::extension::apply(extension, values),
        (F::Today, []) => Value::Date(today),
        (F::Date, [Value::Str(text)]) => converted(Date::parse_iso(text).map(Value::Date))?,
        (F::Date, [Value::Timestamp(instant)]) => {
            converted(instant.clock(VIETNAM).map(|clock| Value::Date(clock.date)))?
        }
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
        (F::Sum, [Value::List(list)]) => list.iter().try_fold(Value::Int(0), |sum, value| {
            arithmetic(Binary::Add, number(sum)?, number(value.clone())?)
        })?,
        (F::Greatest, values) => extreme(values, Ordering::Greater)?,
        (F::Least, values) => extreme(values, Ordering::Less)?,
        (F::Round, [value, Value::Str(way)]) => {
            let way = Rounding::by_name(way).ok_or(Stop::Bug(Bug::Conversion))?;
            let number = value.as_decimal().ok_or(Stop::Bug(Bug::Type))?;
            Value::Int(number.round(way))
        }
        (F::Contains, [Value::Str(text), Value::Str(part)]) => {
            Value::Bool(find(text.as_bytes(), part.as_bytes()).is_some())
        }
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
        (F::Int, [Value::Str(text)]) => converted(whole(text).map(Value::Int))?,
        (F::Int, [Value::Timestamp(instant)]) => Value::Int(instant.seconds()),
        #[cfg(feature = "author")]
        (F::Int, [Value::Double(number)]) => super::extension::truncated(*number)?,
        (F::Text, [value]) => Value::Str(text(value)?),
        (F::Timestamp, [Value::Str(text)]) => {
            converted(Timestamp::parse(text).map(Value::Timestamp))?
        }
        (F::Timestamp, [Value::Int(seconds)]) => {
            converted(Timestamp::new(*seconds, 0).map(Value::Timestamp))?
        }
        (F::Timestamp, [Value::Timestamp(instant)]) => Value::Timestamp(*instant),
        (F::Duration, [Value::Str(text)]) => converted(Duration::parse(text).map(Value::Duration))?,
        (F::Duration, [Value::Duration(length)]) => Value::Duration(*length),
        (F::Trim, [Value::Str(text)]) => Value::Str(text.trim().to_owned()),
        (F::LowerAscii, [Value::Str(text)]) => Value::Str(text.to_ascii_lowercase()),
        (_, [Value::Timestamp(instant)]) => of_instant(function, *instant, 0)?,
        (_, [Value::Timestamp(instant), Value::Str(zone)]) => {
            let offset = instant::zone(zone).ok_or(Stop::Bug(Bug::Conversion))?;
            of_instant(function, *instant, offset)?
        }
        (_, [Value::Duration(length)]) => of_duration(function, *length)?,
        (_, [value]) => of_date(function, value)?,
        _ => return bug(Bug::Type),
    })
}

fn converted(value: Option<Value>) -> Result<Value> {
    value.ok_or(Stop::Bug(Bug::Conversion))
}

/// A whole date; unknown when a part is missing.
fn day(value: &Value) -> Result<Date> {
    partial(value)
        .ok_or(Stop::Bug(Bug::Type))?
        .whole()
        .ok_or(Stop::Unknown)
}

fn number(value: Value) -> Result<Value> {
    match value {
        Value::Int(_) | Value::Decimal(_) => Ok(value),
        #[cfg(feature = "author")]
        Value::Double(_) => Ok(value),
        _ => bug(Bug::Type),
    }
}

/// The greatest or least of several numbers, or of one list of them; the
/// first of equals.
fn extreme(values: &[Value], wanted: Ordering) -> Result<Value> {
    let values = match values {
        [Value::List(list)] => list,
        values => values,
    };
    let mut found: Option<Value> = None;
    for value in values {
        let value = number(value.clone())?;
        let better = match &found {
            None => true,
            Some(found) => order(&value, found)? == wanted,
        };
        if better {
            found = Some(value);
        }
    }
    found.ok_or(Stop::Bug(Bug::Conversion))
}

/// A value as text.
pub(super) fn text(value: &Value) -> Result<String> {
    Ok(match value {
        Value::Str(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Bool(yes) => if *yes { "true" } else { "false" }.to_owned(),
        Value::Decimal(number) => number.to_text(),
        #[cfg(feature = "author")]
        Value::Timestamp(instant) => instant.to_text(0),
        #[cfg(feature = "author")]
        Value::Duration(length) => length.to_text(),
        #[cfg(feature = "author")]
        Value::Double(number) => number.to_string(),
        _ => partial(value).ok_or(Stop::Bug(Bug::Type))?.to_iso(),
    })
}

/// A part of a date.
fn of_date(function: Function, value: &Value) -> Result<Value> {
    let date = partial(value).ok_or(Stop::Bug(Bug::Type))?;
    let known = |part: u8| {
        if part == 0 {
            Err(Stop::Unknown)
        } else {
            Ok(i64::from(part))
        }
    };
    Ok(Value::Int(match function {
        Function::FullYear => i64::from(date.year),
        Function::Month => known(date.month)? - 1,
        Function::DayOfMonth => known(date.day)?,
        Function::DayIndex => known(date.day)? - 1,
        Function::Weekday => i64::from(day(value)?.weekday() % 7),
        Function::DayOfYear => {
            let day = day(value)?;
            let first = Date {
                month: 1,
                day: 1,
                ..day
            };
            first.days_until(day)
        }
        _ => return bug(Bug::Type),
    }))
}

/// A part of an instant, as clocks `offset` minutes ahead of UTC show it.
fn of_instant(function: Function, instant: Timestamp, offset: i32) -> Result<Value> {
    let clock = instant.clock(offset).ok_or(Stop::Bug(Bug::Overflow))?;
    Ok(Value::Int(match function {
        Function::Hours => i64::from(clock.hour),
        Function::Minutes => i64::from(clock.minute),
        Function::Seconds => i64::from(clock.second),
        Function::Milliseconds => i64::from(clock.nanos / 1_000_000),
        _ => return of_date(function, &Value::Date(clock.date)),
    }))
}

/// A whole length of time in larger units; milliseconds are those of the second.
fn of_duration(function: Function, length: Duration) -> Result<Value> {
    let seconds = length.nanos() / 1_000_000_000;
    Ok(Value::Int(match function {
        Function::Hours => seconds / 3_600,
        Function::Minutes => seconds / 60,
        Function::Seconds => seconds,
        Function::Milliseconds => length.nanos() / 1_000_000 % 1_000,
        _ => return bug(Bug::Type),
    }))
}

/// Where a text first holds another, in bytes; linear in both (Knuth, Morris,
/// Pratt), because both may be 64 KiB of one letter. By hand: the library's
/// search costs the client more than a kilobyte.
pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    // How much of the part's beginning its first n bytes end with.
    let mut back = vec![0_usize; part.len() + 1];
    let mut held = 0;
    for at in 1..part.len() {
        while held > 0 && part[at] != part[held] {
            held = back[held];
        }
        held += usize::from(part[at] == part[held]);
        back[at + 1] = held;
    }
    held = 0;
    for (at, byte) in text.iter().enumerate() {
        if held == part.len() {
            return Some(at - held);
        }
        while held > 0 && *byte != part[held] {
            held = back[held];
        }
        held += usize::from(*byte == part[held]);
    }
    (held == part.len()).then(|| text.len() - held)
}

/// CEL's `int(string)`: an optional minus and digits.
fn whole(text: &str) -> Option<i64> {
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

#[cfg(test)]
mod tests {
    use super::find;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_the_library_finds(text in "[ab]{0,40}", part in "[ab]{0,6}") {
            prop_assert_eq!(find(text.as_bytes(), part.as_bytes()), text.find(&part));
        }
    }
}
