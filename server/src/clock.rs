//! The one clock of the house. Everything that asks for the time asks here, so
//! that a test can say what time it is.
//!
//! Times are microseconds since 1970 in UTC, in `i64`. Order comes from
//! sequence numbers, never from times: a clock may be set back.

use forms::date::Date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// One second.
pub const SECOND: i64 = 1_000_000;
/// One minute.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour.
pub const HOUR: i64 = 60 * MINUTE;
/// One day of 24 hours.
pub const DAY: i64 = 24 * HOUR;
/// Asia/Ho_Chi_Minh: UTC+7 since 1975 and without summer time, so a constant.
pub const OFFSET: i64 = 7 * HOUR;

/// Tells the time. Clones of a fixed clock share their hands.
#[derive(Clone, Debug)]
pub struct Clock(Option<Arc<Hands>>);

/// Where a fixed clock stands, and how far each look moves it on.
#[derive(Debug)]
struct Hands {
    at: AtomicI64,
    step: i64,
}

impl Clock {
    /// The computer's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands at `micros` until it is moved.
    pub fn fixed(micros: i64) -> Self {
        Self::stepping(micros, 0)
    }

    /// A clock that each look moves on by `step` µs: what is made at once
    /// (demo data of the past) does not all carry the same instant.
    pub fn stepping(micros: i64, step: i64) -> Self {
        let at = AtomicI64::new(micros);
        Self(Some(Arc::new(Hands { at, step })))
    }

    /// Microseconds since 1970, UTC.
    pub fn now(&self) -> i64 {
        match &self.0 {
            Some(hands) => hands.at.fetch_add(hands.step, Ordering::SeqCst),
            None => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| {
                    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
                }),
        }
    }

    /// Today's date in Việt Nam.
    pub fn today(&self) -> Date {
        date_of(self.now())
    }

    /// Moves a fixed clock on by `micros`; the computer's clock is left alone.
    pub fn advance(&self, micros: i64) {
        if let Some(hands) = &self.0 {
            hands.at.fetch_add(micros, Ordering::SeqCst);
        }
    }

    /// Sets a fixed clock, back too; the computer's clock is left alone.
    pub fn set(&self, micros: i64) {
        if let Some(hands) = &self.0 {
            hands.at.store(micros, Ordering::SeqCst);
        }
    }
}

/// The civil date in Việt Nam of an instant.
pub fn date_of(micros: i64) -> Date {
    let (year, month, day) = civil((micros + OFFSET).div_euclid(DAY));
    Date { year, month, day }
}

/// Hour, minute and second in Việt Nam of an instant.
pub fn time_of(micros: i64) -> (i64, i64, i64) {
    let second = (micros + OFFSET).rem_euclid(DAY) / SECOND;
    (second / 3600, second / 60 % 60, second % 60)
}

/// The instant of a date and time in Việt Nam.
pub fn instant(date: Date, hour: i64, minute: i64, second: i64) -> i64 {
    days(date) * DAY + hour * HOUR + minute * MINUTE + second * SECOND - OFFSET
}

/// Days since 1970 to year, month, day of the Gregorian calendar, counted in
/// years that begin in March, so that a leap day is a year's last.
fn civil(days: i64) -> (i16, u8, u8) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let march = (5 * day + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let small = |number: i64| u8::try_from(number).unwrap_or(1);
    (
        i16::try_from(year).unwrap_or(i16::MAX),
        small(month),
        small(day - (153 * march + 2) / 5 + 1),
    )
}

/// The other way round.
fn days(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month), i64::from(date.day));
    let year = i64::from(date.year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn the_day_changes_at_seventeen_hours_utc() {
        let midnight = instant(date(2026, 11, 24), 0, 0, 0);
        assert_eq!(midnight, 1_795_453_200 * SECOND);
        assert_eq!(date_of(midnight - 1), date(2026, 11, 23));
        assert_eq!(date_of(midnight), date(2026, 11, 24));
        assert_eq!(time_of(midnight - SECOND), (23, 59, 59));
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        let mut last = None;
        for day in 0..146_097 {
            let date = date_of(day * DAY - OFFSET);
            assert_eq!(instant(date, 0, 0, 0) + OFFSET, day * DAY);
            assert!(last < Some(date));
            last = Some(date);
        }
    }

    #[test]
    fn leap_days_are_there() {
        for (year, last) in [(2024, 29), (2026, 28), (2000, 29), (1900, 28)] {
            assert_eq!(
                date_of(instant(date(year, 3, 1), 0, 0, 0) - 1),
                date(year, 2, last)
            );
        }
    }

    #[test]
    fn a_fixed_clock_moves_when_told() {
        let clock = Clock::fixed(5);
        let same = clock.clone();
        same.advance(DAY);
        assert_eq!(clock.now(), DAY + 5);
        clock.set(3);
        assert_eq!((same.now(), clock.now()), (3, 3));
        let stepping = Clock::stepping(5, 2);
        assert_eq!((stepping.now(), stepping.clone().now()), (5, 7));
    }
}
