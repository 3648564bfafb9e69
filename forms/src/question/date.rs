//! `date`: a whole civil date, raw `dd/mm/yyyy`.

use super::Around;
use crate::date::Date;
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `date`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// Not before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_date: Option<Bound>,
    /// Not after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_date: Option<Bound>,
}

/// A fixed or relative bound: `1900-01-01`, `today`, `today-18y`, `today+30d`, or another field's path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Bound {
    /// A fixed date, `YYYY-MM-DD`.
    Fixed(String),
    /// Today plus years, months and days (may be negative).
    Today(i32, i32, i32),
    /// Another field's answer (sibling, then root).
    Field(String),
}

/// As an author writes it.
#[cfg(feature = "author")]
impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (count, unit) = match self {
            Bound::Fixed(text) | Bound::Field(text) => return f.write_str(text),
            Bound::Today(0, 0, 0) => return f.write_str("today"),
            Bound::Today(0, 0, days) => (days, 'd'),
            Bound::Today(0, months, _) => (months, 'm'),
            Bound::Today(years, ..) => (years, 'y'),
        };
        write!(f, "today{count:+}{unit}")
    }
}

impl Bound {
    /// Reads what an author writes. Whether a field exists is not asked here.
    pub fn parse(text: &str) -> Option<Bound> {
        if let Some(rest) = text.strip_prefix("today") {
            if rest.is_empty() {
                return Some(Bound::Today(0, 0, 0));
            }
            let unit = rest.chars().next_back()?;
            let count = rest.strip_suffix(unit)?;
            let digits = count.strip_prefix(['+', '-'])?;
            let fits =
                (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            let count: i32 = count.parse().ok().filter(|_| fits)?;
            return match unit {
                'y' => Some(Bound::Today(count, 0, 0)),
                'm' => Some(Bound::Today(0, count, 0)),
                'd' => Some(Bound::Today(0, 0, count)),
                _ => None,
            };
        }
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return Date::parse_iso(text).map(|_| Bound::Fixed(text.to_owned()));
        }
        Some(Bound::Field(text.to_owned()))
    }

    /// The day of a bound relative to today; `None` for a field, or outside the calendar.
    pub(crate) fn day(&self, today: Date) -> Option<Date> {
        match self {
            Bound::Fixed(iso) => Date::parse_iso(iso),
            Bound::Today(years, months, days) => today
                .add_years(i64::from(*years))?
                .add_months(i64::from(*months))?
                .add_days(i64::from(*days)),
            Bound::Field(_) => None,
        }
    }
}

pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    Date::parse_typed(text)
        .map(|date| Some(Value::Date(date)))
        .ok_or(Code::Type)
}

pub(super) fn check(options: &Options, date: Date, around: &Around<'_, '_>) -> Option<Code> {
    outside(
        date,
        date,
        options.min_date.as_ref(),
        options.max_date.as_ref(),
        around,
    )
}

/// Out of bounds for certain: even the last possible day is too early, or the
/// first too late.
pub(super) fn outside(
    earliest: Date,
    latest: Date,
    min: Option<&Bound>,
    max: Option<&Bound>,
    around: &Around<'_, '_>,
) -> Option<Code> {
    if let Some(min) = min
        .and_then(|bound| around.bound(bound))
        .filter(|min| latest < min.0)
    {
        return Some(Code::MinDate(min.0));
    }
    max.and_then(|bound| around.bound(bound))
        .filter(|max| earliest > max.1)
        .map(|max| Code::MaxDate(max.1))
}

pub(super) fn show(date: Date) -> Vec<String> {
    vec![date.show()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_as_authors_write_them() {
        assert_eq!(Bound::parse("today"), Some(Bound::Today(0, 0, 0)));
        assert_eq!(Bound::parse("today-18y"), Some(Bound::Today(-18, 0, 0)));
        assert_eq!(Bound::parse("today+30d"), Some(Bound::Today(0, 0, 30)));
        #[cfg(feature = "author")]
        for text in [
            "today",
            "today-18y",
            "today+6m",
            "today+30d",
            "2013-02-28",
            "birthDate",
        ] {
            assert_eq!(
                Bound::parse(text).map(|bound| bound.to_string()).as_deref(),
                Some(text)
            );
        }
        assert_eq!(Bound::parse("today-6m"), Some(Bound::Today(0, -6, 0)));
        assert_eq!(
            Bound::parse("1900-01-01"),
            Some(Bound::Fixed("1900-01-01".to_owned()))
        );
        assert_eq!(
            Bound::parse("birthDate"),
            Some(Bound::Field("birthDate".to_owned()))
        );
        for text in [
            "today 18y",
            "today-18",
            "today-y",
            "today-18w",
            "1900-02-30",
            "today-999999y",
        ] {
            assert_eq!(Bound::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_relative_day() {
        let today = Date {
            year: 2024,
            month: 2,
            day: 29,
        };
        let day = |text| Bound::parse(text).and_then(|bound| bound.day(today));
        assert_eq!(day("today-1y"), Date::new(2023, 2, 28));
        assert_eq!(day("today+1d"), Date::new(2024, 3, 1));
        assert_eq!(read("31/02/"), Err(Code::Type));
    }
}
