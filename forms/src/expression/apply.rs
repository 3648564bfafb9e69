//! What functions do to whole values.

use super::functions::Function;
use super::operators::{arithmetic, order, partial};
use super::{Binary, Bug, Result, Stop, bug};
use crate::date::{Date, PartialDate};
use crate::decimal::Rounding;
use crate::instant::{Duration, Timestamp, VIETNAM};
use crate::value::Value;
use std::cmp::Ordering;

/// A function of whole values. By its parts rather than by patterns over all
/// of them, which would be twice the code.
pub(super) fn apply(function: Function, values: &[Value], today: Date) -> Result<Value> {
    use Function as F;
    let (first, second) = (values.first(), values.get(1));
    Ok(match function {
        #[cfg(feature = "author")]
        F::Extension(extension) => return super::extension::apply(extension, values),
        F::Today => Value::Date(today),
        F::Date => Value::Date(match first {
            Some(Value::Str(text)) => converted(Date::parse_iso(text))?,
            Some(Value::Timestamp(instant)) => converted(instant.clock(VIETNAM))?.date,
            value => day(value)?,
        }),
        F::Age => {
            let (born, on) = (a_date(first)?, day(second)?);
            Value::Int(born.age_on(on).ok_or(Stop::Unknown)?)
        }
        F::DaysBetween => Value::Int(day(first)?.days_until(day(second)?)),
        F::AddYears | F::AddMonths | F::AddDays => {
            let (date, n) = (day(first)?, whole(second)?);
            let moved = match function {
                F::AddYears => date.add_years(n),
                F::AddMonths => date.add_months(n),
                _ => date.add_days(n),
            };
            Value::Date(moved.ok_or(Stop::Bug(Bug::Overflow))?)
        }
        F::Sum => {
            let Some(Value::List(list)) = first else {
                return bug(Bug::Type);
            };
            let mut sum = Value::Int(0);
            for value in list {
                sum = arithmetic(Binary::Add, &sum, &number(value)?)?;
            }
            sum
        }
        F::Greatest => extreme(values, Ordering::Greater)?,
        F::Least => extreme(values, Ordering::Less)?,
        F::Round => {
            let way = converted(Rounding::by_name(text_of(second)?))?;
            let number = first.and_then(Value::as_decimal);
            Value::Int(number.ok_or(Stop::Bug(Bug::Type))?.round(way))
        }
        F::Contains | F::StartsWith | F::EndsWith => {
            let (text, part) = (text_of(first)?.as_bytes(), text_of(second)?.as_bytes());
            Value::Bool(match function {
                F::Contains => find(text, part).is_some(),
                F::StartsWith => text.starts_with(part),
                _ => text.ends_with(part),
            })
        }
        F::Substring => {
            let end = values.get(2).map(|end| whole(Some(end))).transpose()?;
            substring(text_of(first)?, whole(second)?, end)?
        }
        F::Trim => Value::Str(text_of(first)?.trim().to_owned()),
        F::LowerAscii => Value::Str(text_of(first)?.to_ascii_lowercase()),
        F::Int => match first {
            Some(Value::Str(text)) => Value::Int(converted(digits(text))?),
            Some(Value::Timestamp(instant)) => Value::Int(instant.seconds()),
            #[cfg(feature = "author")]
            Some(Value::Double(number)) => super::extension::truncated(*number)?,
            value => Value::Int(whole(value)?),
        },
        F::Text => Value::Str(text(first.unwrap_or(&Value::Null))?),
        #[cfg(feature = "author")]
        F::Timestamp | F::Duration if values.len() == 1 => {
            super::extension::time(function, first.unwrap_or(&Value::Null))?
        }
        // As the parser writes what it has read already.
        F::Timestamp => Value::Timestamp(converted(Timestamp::new(whole(first)?, whole(second)?))?),
        F::Duration => {
            let length = Duration::of_seconds(whole(first)?);
            let rest = Duration::of_nanos(whole(second)?);
            Value::Duration(converted(length.and_then(|length| length.plus(rest)))?)
        }
        _ => match (first, second) {
            (Some(Value::Timestamp(instant)), _) => of_instant(function, *instant, second)?,
            // A length of time has no zone.
            (Some(Value::Duration(length)), None) => of_duration(function, *length)?,
            _ => of_date(function, first)?,
        },
    })
}

fn converted<T>(value: Option<T>) -> Result<T> {
    value.ok_or(Stop::Bug(Bug::Conversion))
}

fn text_of(value: Option<&Value>) -> Result<&str> {
    value.and_then(Value::as_str).ok_or(Stop::Bug(Bug::Type))
}

fn whole(value: Option<&Value>) -> Result<i64> {
    value.and_then(Value::as_int).ok_or(Stop::Bug(Bug::Type))
}

/// A date, whole or not.
fn a_date(value: Option<&Value>) -> Result<PartialDate> {
    value.and_then(partial).ok_or(Stop::Bug(Bug::Type))
}

/// A whole date; unknown when a part is missing.
fn day(value: Option<&Value>) -> Result<Date> {
    a_date(value)?.whole().ok_or(Stop::Unknown)
}

fn number(value: &Value) -> Result<Value> {
    match value {
        Value::Int(_) | Value::Decimal(_) => Ok(value.clone()),
        #[cfg(feature = "author")]
        Value::Double(_) => Ok(value.clone()),
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
        let value = number(value)?;
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
fn of_date(function: Function, value: Option<&Value>) -> Result<Value> {
    let date = a_date(value)?;
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

/// A part of an instant, as clocks of a zone show it, of UTC where none is
/// given. The parser has read the zone: it is minutes ahead of UTC.
fn of_instant(function: Function, instant: Timestamp, zone: Option<&Value>) -> Result<Value> {
    let offset = match zone {
        None => 0,
        Some(Value::Int(offset)) => i32::try_from(*offset).unwrap_or(0),
        #[cfg(feature = "author")]
        Some(Value::Str(zone)) => converted(crate::instant::zone(zone))?,
        Some(_) => return bug(Bug::Type),
    };
    let clock = instant.clock(offset).ok_or(Stop::Bug(Bug::Overflow))?;
    Ok(Value::Int(match function {
        Function::Hours => i64::from(clock.hour),
        Function::Minutes => i64::from(clock.minute),
        Function::Seconds => i64::from(clock.second),
        Function::Milliseconds => i64::from(clock.nanos / 1_000_000),
        _ => return of_date(function, Some(&Value::Date(clock.date))),
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
fn digits(text: &str) -> Option<i64> {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let fits = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
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
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_length_of_time_has_no_zone() {
        let length = Duration::of_seconds(90).map(Value::Duration);
        let values: Vec<Value> = length.into_iter().chain([Value::Int(420)]).collect();
        let today = Date {
            year: 2026,
            month: 11,
            day: 23,
        };
        let seconds = |values| apply(Function::Seconds, values, today);
        assert_eq!(seconds(&values[..1]), Ok(Value::Int(90)));
        assert_eq!(seconds(&values), bug(Bug::Type));
    }

    proptest! {
        #[test]
        fn finds_what_the_library_finds(text in "[ab]{0,40}", part in "[ab]{0,6}") {
            prop_assert_eq!(find(text.as_bytes(), part.as_bytes()), text.find(&part));
        }
    }
}
