//! When a result is promised: one pure function of the limit, the moment of
//! receipt, the one supplement and the calendar.
//!
//! - A limit in days, working days or months does not count the day of receipt
//!   and ends with the office hours of its last day; a last day on which offices
//!   are closed moves to the next working day (Civil Code 91/2015/QH13,
//!   articles 147 and 148). One in hours begins at the moment of receipt,
//!   at the earliest when offices open.
//! - What is received on a day off, or after the procedure's own cut-off
//!   (`15:00`), counts as received on the next working day.
//! - The time of the one supplement, from the request to the answer, does not
//!   count (Decision 766/QĐ-TTg, indicator 2.1).

use super::calendar::{Calendar, after};
use crate::clock::{self, HOUR};
use forms::date::Date;
use forms::form::Limit;

/// Offices open at 8:00.
const OPENS: i64 = 8;
/// Results are promised for the end of office hours, 17:00.
pub const CLOSES: i64 = 17;
/// No limit is longer than ten years of working days.
const LONGEST: u32 = 2_610;

/// The one supplement: asked and answered, µs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// When it was asked for.
    pub asked: i64,
    /// When it came; the same as `asked` at the earliest.
    pub answered: i64,
}

/// Why counting begins on another day than that of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Offices were closed on that day.
    Closed,
    /// It came after the cut-off, or after office hours where the limit ends on the same day.
    Late,
}

/// The promise, and what explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Until when, µs.
    pub at: i64,
    /// The day that counts as that of receipt.
    pub counted_from: Date,
    /// Why it is not the day of receipt.
    pub moved: Option<Moved>,
    /// Days the supplement added: working days for a limit in working days,
    /// whole days else.
    pub supplement_days: u32,
    /// The last day fell on one on which offices are closed, and was moved.
    pub rolled: bool,
    /// Holidays of every year concerned are known.
    pub certain: bool,
}

/// The promise for a dossier received at an instant (µs).
///
/// `limit.unit` is one of those the checker lets through: `hour`, `day`,
/// `workingDay`, `month`; anything else is taken for days.
///
/// ```
/// # use server::dossier::{calendar::Calendar, due::due};
/// # use server::clock::instant;
/// # use forms::date::Date;
/// let calendar = Calendar::parse(r#"{"from": "2026-01-01", "to": "2026-12-31", "closed": [], "open": []}"#)?;
/// let limit = forms::form::Limit { when: None, count: 3, unit: "workingDay".into(), cutoff: None };
/// let day = |day| Date { year: 2026, month: 6, day };
/// // Received on a Friday: Monday, Tuesday, Wednesday.
/// let promise = due(&limit, instant(day(5), 10, 0, 0), None, &calendar);
/// assert_eq!(promise.at, instant(day(10), 17, 0, 0));
/// # Ok::<(), String>(())
/// ```
pub fn due(
    limit: &Limit,
    received: i64,
    supplement: Option<Supplement>,
    calendar: &Calendar,
) -> Due {
    let (counted_from, moved) = counted_from(limit, received, calendar);
    let paused = supplement.map_or((0, 0), |pause| paused(limit, pause, calendar));
    let (supplement_days, supplement_time) = paused;
    if limit.unit == "hour" {
        // Before offices open is no sooner than a day off before.
        let begins = received.max(clock::instant(counted_from, OPENS, 0, 0));
        let at = begins + i64::from(limit.count) * HOUR + supplement_time;
        return Due {
            at,
            counted_from,
            moved,
            supplement_days,
            rolled: false,
            certain: calendar.covers(counted_from) && calendar.covers(clock::date_of(at)),
        };
    }
    let count = limit.count.min(LONGEST);
    let added = i64::from(supplement_days);
    let (last, rolled) = match limit.unit.as_str() {
        "workingDay" => (
            calendar.working_days_after(counted_from, count + supplement_days),
            false,
        ),
        "month" => {
            let last = counted_from
                .add_months(i64::from(count))
                .unwrap_or(counted_from);
            roll(after(last, added), calendar)
        }
        _ => roll(after(counted_from, i64::from(count) + added), calendar),
    };
    Due {
        at: clock::instant(last, CLOSES, 0, 0),
        counted_from,
        moved,
        supplement_days,
        rolled,
        certain: calendar.covers(counted_from) && calendar.covers(last),
    }
}

/// The day that counts as that of receipt.
fn counted_from(limit: &Limit, received: i64, calendar: &Calendar) -> (Date, Option<Moved>) {
    let day = clock::date_of(received);
    if !calendar.is_working(day) {
        return (calendar.on_or_after(day), Some(Moved::Closed));
    }
    let last = limit.cutoff.as_deref().and_then(minute_of_day).or({
        // A promise for the same day cannot be made when the day is over.
        (limit.count == 0 && limit.unit != "hour").then_some(CLOSES * 60)
    });
    let (hour, minute, second) = clock::time_of(received);
    match last {
        Some(last) if (hour * 60 + minute, second) > (last, 0) => {
            (calendar.working_days_after(day, 1), Some(Moved::Late))
        }
        _ => (day, None),
    }
}

/// `15:00` in minutes.
fn minute_of_day(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
}

/// What a supplement adds: days of the limit's own kind, and time.
fn paused(limit: &Limit, pause: Supplement, calendar: &Calendar) -> (u32, i64) {
    let answered = pause.answered.max(pause.asked);
    let (from, to) = (clock::date_of(pause.asked), clock::date_of(answered));
    let days = if limit.unit == "workingDay" {
        calendar.working_days_between(from, to)
    } else {
        u32::try_from(from.days_until(to)).unwrap_or(0)
    };
    (days, answered - pause.asked)
}

fn roll(last: Date, calendar: &Calendar) -> (Date, bool) {
    let open = calendar.on_or_after(last);
    (open, open != last)
}
