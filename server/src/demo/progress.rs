//! How far a fill is: one line that is written over on a terminal, a plain
//! line every few seconds elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Between two lines on a terminal, and elsewhere.
const OFTEN: Duration = Duration::from_millis(200);
const SELDOM: Duration = Duration::from_secs(5);

/// Tells on standard error how far a fill is, or nobody.
pub struct Progress {
    shown: Shown,
    began: Instant,
    told: Instant,
    first: u32,
    wanted: u32,
}

enum Shown {
    Terminal,
    Lines,
    Nowhere,
}

impl Progress {
    /// On standard error.
    pub fn stderr() -> Self {
        Self::new(if std::io::stderr().is_terminal() {
            Shown::Terminal
        } else {
            Shown::Lines
        })
    }

    /// For tests.
    pub fn silent() -> Self {
        Self::new(Shown::Nowhere)
    }

    fn new(shown: Shown) -> Self {
        let now = Instant::now();
        Self {
            shown,
            began: now,
            told: now,
            first: 0,
            wanted: 0,
        }
    }

    pub(super) fn begin(&mut self, first: u32, wanted: u32) {
        (self.first, self.wanted) = (first, wanted);
        self.began = Instant::now();
        if first < wanted {
            self.say(&line(first, wanted, 0, Duration::ZERO));
        }
    }

    pub(super) fn at(&mut self, number: u32) {
        let pause = match self.shown {
            Shown::Terminal => OFTEN,
            Shown::Lines => SELDOM,
            Shown::Nowhere => return,
        };
        if self.told.elapsed() >= pause {
            self.told = Instant::now();
            let added = number.saturating_sub(self.first);
            self.say(&line(number, self.wanted, added, self.began.elapsed()));
        }
    }

    pub(super) fn end(&mut self, added: u32) {
        let took = self.began.elapsed().as_secs_f64();
        self.say(&format!(
            "{} demo dossiers: {added} added in {took:.1} s",
            self.wanted
        ));
        if matches!(self.shown, Shown::Terminal) {
            eprintln!();
        }
    }

    fn say(&self, text: &str) {
        match self.shown {
            Shown::Terminal => {
                eprint!("\r\x1b[K{text}");
                // A progress line that cannot be shown is no reason to stop.
                let _ = std::io::stderr().flush();
            }
            Shown::Lines => eprintln!("{text}"),
            Shown::Nowhere => {}
        }
    }
}

/// Count, percent, rate and what remains; without a rate while there is none.
fn line(number: u32, wanted: u32, added: u32, took: Duration) -> String {
    let percent = u64::from(number) * 100 / u64::from(wanted.max(1));
    let mut line = format!("{number} of {wanted} demo dossiers ({percent} %)");
    if added > 0 {
        let rate = f64::from(added) / took.as_secs_f64().max(0.001);
        let remaining = f64::from(wanted.saturating_sub(number)) / rate;
        line.push_str(&format!(", {rate:.0}/s, {remaining:.0} s remaining"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_count_percent_rate_and_what_remains() {
        assert_eq!(
            line(50_000, 100_000, 40_000, Duration::from_secs(20)),
            "50000 of 100000 demo dossiers (50 %), 2000/s, 25 s remaining"
        );
        assert_eq!(
            line(10, 1_000, 0, Duration::ZERO),
            "10 of 1000 demo dossiers (1 %)"
        );
    }
}
