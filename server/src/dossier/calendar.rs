//! On which days offices work: dated data, never a rule in code.

use forms::date::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Working days. Monday to Friday, but for the days closed, and the Saturdays
/// opened instead (Labour Code 45/2019/QH14, articles 111 and 112).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    closed: BTreeSet<Date>,
    open: BTreeSet<Date>,
    from: Date,
    to: Date,
}

#[derive(Deserialize)]
struct File {
    from: String,
    to: String,
    closed: Vec<Closed>,
    open: Vec<String>,
}

#[derive(Deserialize)]
struct Closed {
    days: Vec<String>,
}

impl Calendar {
    /// Reads `calendar.json` of a catalogue.
    ///
    /// # Errors
    /// What is wrong with the text, in one sentence: no JSON of that shape, no
    /// date, a day both closed and open, or one closed or opened for nothing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let day = |text: &String| Date::parse_iso(text).ok_or_else(|| format!("{text}: no date"));
        let days = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(day).collect::<Result<BTreeSet<_>, _>>()
        };
        let calendar = Self {
            closed: days(&mut file.closed.iter().flat_map(|closed| &closed.days))?,
            open: days(&mut file.open.iter())?,
            from: day(&file.from)?,
            to: day(&file.to)?,
        };
        for closed in &calendar.closed {
            if is_weekend(*closed) {
                return Err(format!("{}: closed on a weekend", closed.to_iso()));
            }
        }
        for open in &calendar.open {
            if !is_weekend(*open) {
                return Err(format!("{}: open on a weekday", open.to_iso()));
            }
        }
        let outside = calendar.closed.iter().chain(&calendar.open);
        match outside.clone().find(|day| !calendar.covers(**day)) {
            Some(day) => Err(format!("{}: outside from and to", day.to_iso())),
            None => Ok(calendar),
        }
    }

    /// Whether offices work on this day.
    pub fn is_working(&self, day: Date) -> bool {
        self.open.contains(&day) || (!is_weekend(day) && !self.closed.contains(&day))
    }

    /// Whether holidays of this day's year are known. Beyond, only weekends are.
    pub fn covers(&self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The day itself when offices work, else the next on which they do.
    pub fn on_or_after(&self, day: Date) -> Date {
        // No holidays are a year long; the bound is for the end of the calendar.
        let mut days = (0..366).map(|days| after(day, days));
        days.find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// The `count`th working day after this one.
    pub fn working_days_after(&self, day: Date, count: u32) -> Date {
        (0..count).fold(day, |day, _| self.on_or_after(after(day, 1)))
    }

    /// How many working days lie after `from`, up to and with `to`.
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = after(day, 1);
            count += u32::from(self.is_working(day));
        }
        count
    }
}

/// A day later; the last day of year 9999 stays where it is.
pub(super) fn after(day: Date, days: i64) -> Date {
    day.add_days(days).unwrap_or(day)
}

fn is_weekend(day: Date) -> bool {
    day.weekday() >= 6
}
