//! Civil dates, without clock or zone.
//!
//! Written by hand because a calendar of this size costs the browser a few
//! hundred bytes and a library ten kilobytes; tests compare it with `jiff`.

use serde::{Deserialize, Serialize};

/// A date of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

/// A date whose day, or month and day, may be unknown (0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year.
    pub year: i16,
    /// Month, 0 when unknown.
    pub month: u8,
    /// Day, 0 when unknown.
    pub day: u8,
}

/// The days of a month of a year.
fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days before the first of January of a year.
fn days_before_year(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

impl Date {
    /// The date, when it exists.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Date> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Date { year, month, day })
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    pub fn parse_iso(text: &str) -> Option<Date> {
        PartialDate::parse_iso(text)?.whole()
    }

    /// Reads what a person types: day, month and year with `/`, `-` or `.`
    /// between them, leading zeros or not, the year in four digits.
    pub fn parse_typed(text: &str) -> Option<Date> {
        let [day, month, year] = parts(text);
        Date::new(
            number(year, 4, 4)?,
            number(month, 1, 2)? as u8,
            number(day, 1, 2)? as u8,
        )
    }

    /// `YYYY-MM-DD`.
    pub fn to_iso(self) -> String {
        PartialDate::from(self).to_iso()
    }

    /// `dd/mm/yyyy`, as people here write it.
    pub fn show(self) -> String {
        PartialDate::from(self).show()
    }

    /// Days since the day before 1 January of year 1.
    pub fn ordinal(self) -> i32 {
        let months = (1..self.month)
            .map(|month| i32::from(days_in_month(self.year, month)))
            .sum::<i32>();
        days_before_year(i32::from(self.year)) + months + i32::from(self.day)
    }

    /// The inverse of [`Date::ordinal`]; `None` outside years 1 to 9999.
    pub fn from_ordinal(ordinal: i32) -> Option<Date> {
        if !(1..=days_before_year(10_000)).contains(&ordinal) {
            return None;
        }
        // 146,097 days make 400 years; the guess is at most one year off.
        let mut year = (i64::from(ordinal) * 400 / 146_097) as i32 + 1;
        while days_before_year(year) >= ordinal {
            year -= 1;
        }
        while days_before_year(year + 1) < ordinal {
            year += 1;
        }
        let mut rest = ordinal - days_before_year(year);
        let mut month = 1;
        while rest > i32::from(days_in_month(year as i16, month)) {
            rest -= i32::from(days_in_month(year as i16, month));
            month += 1;
        }
        Date::new(year as i16, month, rest as u8)
    }

    /// This many days later (earlier when negative).
    pub fn add_days(self, days: i64) -> Option<Date> {
        let days = i32::try_from(days).ok()?;
        Date::from_ordinal(self.ordinal().checked_add(days)?)
    }

    /// This many months later; the 31st becomes the month's last day.
    pub fn add_months(self, months: i64) -> Option<Date> {
        let all = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i16::try_from(all.div_euclid(12)).ok()?;
        let month = all.rem_euclid(12) as u8 + 1;
        Date::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// This many years later; 29 February becomes the 28th where it must.
    pub fn add_years(self, years: i64) -> Option<Date> {
        self.add_months(years.checked_mul(12)?)
    }

    /// The days from this date to a later one (negative: to an earlier one).
    pub fn days_until(self, later: Date) -> i64 {
        i64::from(later.ordinal() - self.ordinal())
    }

    /// Full years from this birth date to `on`. A person born on 29 February
    /// is a year older on 1 March of other years. Negative before birth.
    pub fn age_on(self, on: Date) -> i64 {
        let birthday_to_come = (on.month, on.day) < (self.month, self.day);
        i64::from(on.year) - i64::from(self.year) - i64::from(birthday_to_come)
    }

    /// The weekday, 1 (Monday) to 7 (Sunday).
    pub fn weekday(self) -> u8 {
        // 1 January of year 1 was a Monday.
        ((self.ordinal() - 1) % 7) as u8 + 1
    }
}

/// The days from `a` to `b` (negative when `b` is earlier).
pub fn days_between(a: Date, b: Date) -> i64 {
    a.days_until(b)
}

impl PartialDate {
    /// The date, when such a date exists. A day without a month does not.
    pub fn new(year: i16, month: u8, day: u8) -> Option<PartialDate> {
        Date::new(year, month.max(1), day.max(1))?;
        (month > 0 || day == 0).then_some(PartialDate { year, month, day })
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4, 4)?;
        let month = parts
            .next()
            .map_or(Some(0), |part| number(part, 2, 2).filter(|n| *n > 0))?;
        let day = parts
            .next()
            .map_or(Some(0), |part| number(part, 2, 2).filter(|n| *n > 0))?;
        if parts.next().is_some() {
            return None;
        }
        PartialDate::new(year, month as u8, day as u8)
    }

    /// Reads what a person types: `yyyy`, `mm/yyyy` or `dd/mm/yyyy`, or the
    /// three parts of a page's form with the unknown ones empty (`/02/2013`).
    pub fn parse_typed(text: &str) -> Option<PartialDate> {
        let [day, month, year] = parts(text);
        let known = |part: &str| {
            if part.is_empty() {
                Some(0)
            } else {
                number(part, 1, 2).filter(|n| *n > 0)
            }
        };
        PartialDate::new(number(year, 4, 4)?, known(month)? as u8, known(day)? as u8)
    }

    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn to_iso(self) -> String {
        let mut out = String::with_capacity(10);
        push(&mut out, self.year, 4);
        for part in [self.month, self.day] {
            if part > 0 {
                out.push('-');
                push(&mut out, i16::from(part), 2);
            }
        }
        out
    }

    /// `yyyy`, `mm/yyyy` or `dd/mm/yyyy`.
    pub fn show(self) -> String {
        let mut out = String::with_capacity(10);
        for part in [self.day, self.month] {
            if part > 0 {
                push(&mut out, i16::from(part), 2);
                out.push('/');
            }
        }
        push(&mut out, self.year, 4);
        out
    }

    /// The date, when no part is missing.
    pub fn whole(self) -> Option<Date> {
        Date::new(self.year, self.month, self.day)
    }

    /// The first day it may stand for.
    pub fn earliest(self) -> Date {
        Date {
            year: self.year,
            month: self.month.max(1),
            day: self.day.max(1),
        }
    }

    /// The last day it may stand for.
    pub fn latest(self) -> Date {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 {
            days_in_month(self.year, month)
        } else {
            self.day
        };
        Date {
            year: self.year,
            month,
            day,
        }
    }

    /// Full years to `on`; `None` when the missing part matters.
    pub fn age_on(self, on: Date) -> Option<i64> {
        let age = self.earliest().age_on(on);
        (self.latest().age_on(on) == age).then_some(age)
    }

    /// The order of two dates; `None` when a part that only one of them has
    /// would decide. Two months are compared as months.
    pub fn order(self, other: PartialDate) -> Option<std::cmp::Ordering> {
        use std::cmp::Ordering::Equal;
        let pairs = [
            (i32::from(self.year), i32::from(other.year)),
            (i32::from(self.month), i32::from(other.month)),
            (i32::from(self.day), i32::from(other.day)),
        ];
        for (a, b) in pairs {
            if (a == 0) != (b == 0) {
                return None;
            }
            if a != b {
                return Some(a.cmp(&b));
            }
        }
        Some(Equal)
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        PartialDate {
            year: date.year,
            month: date.month,
            day: date.day,
        }
    }
}

/// Splits a typed date into day, month and year as typed; what is missing is
/// empty. `2013` is a year, `02/2013` a month and a year.
pub fn parts(text: &str) -> [&str; 3] {
    let mut from_the_right = text.trim().rsplitn(3, ['/', '-', '.']).map(str::trim);
    let year = from_the_right.next().unwrap_or("");
    let month = from_the_right.next().unwrap_or("");
    let day = from_the_right.next().unwrap_or("");
    [day, month, year]
}

/// ASCII digits, between `least` and `most` of them (at most 4).
fn number(text: &str, least: usize, most: usize) -> Option<i16> {
    let fits =
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| {
        text.bytes()
            .fold(0, |sum, byte| sum * 10 + i16::from(byte - b'0'))
    })
}

fn push(out: &mut String, number: i16, digits: u32) {
    for place in (0..digits).rev() {
        out.push((b'0' + (number / 10_i16.pow(place) % 10) as u8) as char);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil};
    use proptest::prelude::*;

    fn theirs(date: Date) -> civil::Date {
        civil::date(date.year, date.month as i8, date.day as i8)
    }

    fn ours(date: civil::Date) -> Date {
        Date::new(date.year(), date.month() as u8, date.day() as u8).unwrap()
    }

    proptest! {
        #[test]
        fn agrees_with_jiff(ordinal in 1..3_652_059_i32, days in -4_000_000_i64..4_000_000, months in -130_000_i64..130_000) {
            let date = Date::from_ordinal(ordinal).unwrap();
            prop_assert_eq!(date.ordinal(), ordinal);
            let oracle = theirs(date);
            prop_assert_eq!(date.to_iso(), oracle.to_string());
            prop_assert_eq!(Date::parse_iso(&oracle.to_string()), Some(date));
            prop_assert_eq!(i64::from(date.weekday()), i64::from(oracle.weekday().to_monday_one_offset()));
            let moved = oracle.checked_add(days.days()).ok().filter(|d| d.year() > 0).map(ours);
            prop_assert_eq!(date.add_days(days), moved);
            let moved = oracle.checked_add(months.months()).ok().filter(|d| d.year() > 0).map(ours);
            prop_assert_eq!(date.add_months(months), moved);
        }

        #[test]
        fn distance_and_age_agree_with_jiff(a in 1..3_652_059_i32, b in 1..3_652_059_i32) {
            let (early, late) = (Date::from_ordinal(a.min(b)).unwrap(), Date::from_ordinal(a.max(b)).unwrap());
            let days = theirs(early).until(theirs(late)).unwrap().get_days();
            prop_assert_eq!(early.days_until(late), i64::from(days));
            let years = theirs(early).until((jiff::Unit::Year, theirs(late))).unwrap().get_years();
            prop_assert_eq!(early.age_on(late), i64::from(years));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = (Date::parse_typed(&text), Date::parse_iso(&text), PartialDate::parse_typed(&text), PartialDate::parse_iso(&text));
        }
    }

    #[test]
    fn reads_what_people_type() {
        let expected = Date::new(1985, 3, 7);
        for typed in ["7/3/1985", "07/03/1985", " 07 - 03 - 1985 ", "7.3.1985"] {
            assert_eq!(Date::parse_typed(typed), expected, "{typed}");
        }
        for typed in [
            "",
            "31/02/1985",
            "31/02/",
            "7/3/85",
            "1985-03-07",
            "٧/3/1985",
            "7/3/19855",
            "0/3/1985",
        ] {
            assert_eq!(Date::parse_typed(typed), None, "{typed}");
        }
    }

    #[test]
    fn partial_dates_keep_what_is_known() {
        for (typed, iso, shown) in [
            ("2013", "2013", "2013"),
            ("//2013", "2013", "2013"),
            ("/2/2013", "2013-02", "02/2013"),
            ("2/2013", "2013-02", "02/2013"),
            ("28/2/2013", "2013-02-28", "28/02/2013"),
        ] {
            let date = PartialDate::parse_typed(typed).unwrap();
            assert_eq!((date.to_iso().as_str(), date.show().as_str()), (iso, shown));
            assert_eq!(PartialDate::parse_iso(iso), Some(date));
        }
        for typed in [
            "",
            "28//2013",
            "13/2013",
            "29/2/2013",
            "0/2013",
            "2013-02-28-01",
        ] {
            assert_eq!(PartialDate::parse_typed(typed), None, "{typed}");
        }
        assert_eq!(PartialDate::parse_iso("2013-00"), None);
    }

    #[test]
    fn an_age_is_unknown_when_the_missing_part_matters() {
        let on = Date::new(2026, 6, 15).unwrap();
        let born = |iso| PartialDate::parse_iso(iso).unwrap();
        assert_eq!(born("2008").age_on(on), None);
        assert_eq!(born("2008-05").age_on(on), Some(18));
        assert_eq!(born("2008-06").age_on(on), None);
        assert_eq!(born("2008-12").age_on(on), Some(17));
    }

    #[test]
    fn months_are_compared_as_months() {
        use std::cmp::Ordering::{Equal, Less};
        let date = |iso| PartialDate::parse_iso(iso).unwrap();
        assert_eq!(date("2013-02").order(date("2013-02")), Some(Equal));
        assert_eq!(date("2013-02").order(date("2014")), Some(Less));
        assert_eq!(date("2013-02").order(date("2013")), None);
        assert_eq!(date("2013-02").order(date("2013-02-05")), None);
    }

    #[test]
    fn the_edges_of_the_calendar() {
        assert_eq!(Date::from_ordinal(0), None);
        assert_eq!(Date::new(9999, 12, 31).unwrap().add_days(1), None);
        assert_eq!(Date::new(1, 1, 1).unwrap().add_months(-1), None);
        assert_eq!(
            Date::new(2024, 2, 29).unwrap().add_years(1),
            Date::new(2025, 2, 28)
        );
        assert_eq!(Date::new(2024, 2, 29).unwrap().add_years(i64::MAX), None);
    }
}
