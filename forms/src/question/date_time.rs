//! `dateTime`: a day and a time by the clocks of Việt Nam, seven hours ahead
//! of UTC all year. Raw `dd/mm/yyyy HH:MM`, as typed.

use super::date::Options;
use super::{Around, date, time};
use crate::date::Date;
use crate::instant::{Clock, Timestamp, VIETNAM};
use crate::problem::Code;
use crate::value::Value;

pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    match parse(text) {
        Some(instant) => Ok(Some(Value::Timestamp(instant))),
        None => Err(Code::Type),
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let (day, rest) = parts(text);
    let (hour, minute) = time::parse(rest)?;
    let clock = Clock {
        date: Date::parse_typed(day)?,
        hour,
        minute,
        second: 0,
        nanos: 0,
    };
    Timestamp::at(clock, VIETNAM)
}

/// The typed day and the typed time of a raw text; either may be empty.
pub fn parts(text: &str) -> (&str, &str) {
    let (day, rest) = text.split_once(' ').unwrap_or((text, ""));
    (day, rest.trim())
}

/// The raw text of a typed day and a typed time; nothing typed stays nothing.
pub fn join(day: &str, time: &str) -> String {
    let (day, time) = (day.trim(), time.trim());
    if day.is_empty() && time.is_empty() {
        return String::new();
    }
    let day = if day.is_empty() { "//" } else { day };
    [day, time].join(" ").trim_end().to_owned()
}

/// The raw text of an instant.
pub(super) fn raw(instant: Timestamp) -> Option<String> {
    let clock = instant.clock(VIETNAM)?;
    Some(join(
        &clock.date.show(),
        &time::write(clock.hour, clock.minute),
    ))
}

/// `minDate` and `maxDate` bound the day.
pub(super) fn check(
    options: &Options,
    instant: Timestamp,
    around: &Around<'_, '_>,
) -> Option<Code> {
    date::check(options, instant.clock(VIETNAM)?.date, around)
}

/// `27/03/1985 08:30`.
pub(crate) fn show(instant: Timestamp) -> Vec<String> {
    raw(instant).into_iter().collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_of_here() {
        let value = read("27/03/1985 8h30").unwrap().unwrap();
        assert_eq!(
            value.to_json(),
            serde_json::json!("1985-03-27T08:30:00+07:00")
        );
        let Value::Timestamp(instant) = value else {
            panic!("an instant")
        };
        assert_eq!(show(instant), ["27/03/1985 08:30"]);
        assert_eq!(raw(instant).as_deref(), Some("27/03/1985 08:30"));
        for text in [
            "27/03/1985",
            "31/02/2026 8:30",
            "8:30",
            "// 8:30",
            "1/2/2026 25:00",
        ] {
            assert_eq!(read(text), Err(Code::Type), "{text}");
        }
    }

    #[test]
    fn what_was_typed_survives() {
        for (day, time, raw) in [
            ("31/02/", "", "31/02/"),
            ("", "8:3", "// 8:3"),
            ("1/2/2026", "8 giờ 30", "1/2/2026 8 giờ 30"),
            ("", " ", ""),
        ] {
            assert_eq!(join(day, time), raw);
            let day = if day.is_empty() && !raw.is_empty() {
                "//"
            } else {
                day
            };
            assert_eq!(parts(raw), (day, time.trim()));
        }
    }
}
