//! Instants and lengths of time, in nanoseconds, without a clock and without a
//! database of time zones: a zone is a fixed number of minutes from UTC.
//!
//! The bounds are those of CEL's conformance cases: years 1 to 9999, and
//! durations of 64 bits of nanoseconds, 292 years either way.

use crate::date::Date;

/// Minutes by which Việt Nam is ahead of UTC, all year.
pub const VIETNAM: i32 = 7 * 60;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Nanoseconds of a second.
const NANOS: i64 = 1_000_000_000;
/// [`Date::ordinal`] of 1 January 1970.
const EPOCH: i64 = 719_163;

/// An instant of years 1 to 9999 (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    /// Since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// 0 to 999,999,999, always forwards.
    nanos: i32,
}

/// A length of time, forwards or backwards, of at most 292 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    nanos: i64,
}

/// An instant as clocks of a zone show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The date.
    pub date: Date,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 to 999,999,999.
    pub nanos: i32,
}

/// Seconds and nanoseconds as whole seconds, rounded down, and the rest.
fn carried(seconds: i64, nanos: i64) -> Option<(i64, i32)> {
    let seconds = seconds.checked_add(nanos.div_euclid(NANOS))?;
    Some((seconds, nanos.rem_euclid(NANOS) as i32))
}

impl Timestamp {
    /// Seconds (and nanoseconds, which may go over a second) since 1970;
    /// `None` outside years 1 to 9999.
    pub fn new(seconds: i64, nanos: i64) -> Option<Timestamp> {
        let (seconds, nanos) = carried(seconds, nanos)?;
        date_of(seconds.div_euclid(DAY))?;
        Some(Timestamp { seconds, nanos })
    }

    /// The instant at which clocks of a zone, `offset` minutes ahead of UTC,
    /// show a date and a time. `None` for times that do not exist.
    pub fn at(clock: Clock, offset: i32) -> Option<Timestamp> {
        let fits = clock.hour < 24 && clock.minute < 60 && clock.second < 60;
        let days = i64::from(clock.date.ordinal()) - EPOCH;
        let time = i64::from(clock.hour) * HOUR
            + i64::from(clock.minute) * MINUTE
            + i64::from(clock.second);
        let seconds = days * DAY + time - i64::from(offset) * MINUTE;
        Timestamp::new(seconds, i64::from(clock.nanos)).filter(|_| fits)
    }

    /// Reads RFC 3339: `2026-11-23T09:30:00+07:00`, `…:00.5Z`. A leap second
    /// is refused, as by CEL.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::parse_iso(date)?;
        let rest = rest.strip_prefix(['T', 't'])?;
        let (time, rest) = rest.split_at_checked(8)?;
        let [hour, minute] = hour_and_minute(time.get(..5)?)?;
        let second = two(time.get(5..)?.strip_prefix(':')?)?;
        let digits = rest.strip_prefix('.').map_or(0, |behind| {
            behind.bytes().take_while(u8::is_ascii_digit).count()
        });
        let (nanos, zone) = match digits {
            0 => (0, rest),
            1..=9 => {
                let (behind, zone) = rest[1..].split_at_checked(digits)?;
                let nanos: i32 = behind.parse().ok()?;
                (nanos * 10_i32.pow(9 - digits as u32), zone)
            }
            _ => return None,
        };
        let offset = match zone {
            "Z" | "z" => 0,
            _ => offset(zone)?,
        };
        let clock = Clock {
            date,
            hour,
            minute,
            second,
            nanos,
        };
        Timestamp::at(clock, offset)
    }

    /// RFC 3339 in a zone so many minutes ahead of UTC: `Z` for 0, else
    /// `+07:00`. Digits behind the second only where there are any.
    pub fn to_text(self, offset: i32) -> String {
        let mut out = String::new();
        let Some(clock) = self.clock(offset) else {
            return out;
        };
        out.push_str(&clock.date.to_iso());
        for (mark, number) in [('T', clock.hour), (':', clock.minute), (':', clock.second)] {
            out.push(mark);
            push_two(&mut out, number);
        }
        push_nanos(&mut out, clock.nanos);
        if offset == 0 {
            out.push('Z');
        } else {
            push_offset(&mut out, offset);
        }
        out
    }

    /// As clocks of a zone show it; `None` where that is outside years 1 to 9999.
    pub fn clock(self, offset: i32) -> Option<Clock> {
        let local = self.seconds + i64::from(offset) * MINUTE;
        let time = local.rem_euclid(DAY);
        Some(Clock {
            date: date_of(local.div_euclid(DAY))?,
            hour: (time / HOUR) as u8,
            minute: (time % HOUR / MINUTE) as u8,
            second: (time % MINUTE) as u8,
            nanos: self.nanos,
        })
    }

    /// Seconds since 1970, rounded down.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after that second, 0 to 999,999,999.
    pub fn nanos(self) -> i64 {
        i64::from(self.nanos)
    }

    /// Later by a duration; `None` outside years 1 to 9999.
    pub fn plus(self, duration: Duration) -> Option<Timestamp> {
        let seconds = self.seconds + duration.nanos.div_euclid(NANOS);
        let nanos = i64::from(self.nanos) + duration.nanos.rem_euclid(NANOS);
        Timestamp::new(seconds, nanos)
    }

    /// The time since another instant; `None` beyond 292 years.
    pub fn since(self, earlier: Timestamp) -> Option<Duration> {
        let nanos = i64::from(self.nanos) - i64::from(earlier.nanos);
        let seconds = (self.seconds - earlier.seconds).checked_mul(NANOS)?;
        seconds.checked_add(nanos).map(Duration::of_nanos)
    }
}

fn date_of(days_since_1970: i64) -> Option<Date> {
    let ordinal = i32::try_from(days_since_1970.checked_add(EPOCH)?).ok()?;
    Date::from_ordinal(ordinal)
}

fn two(text: &str) -> Option<u8> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn hour_and_minute(text: &str) -> Option<[u8; 2]> {
    let (hour, minute) = text.split_once(':')?;
    Some([two(hour)?, two(minute)?])
}

/// A zone as minutes ahead of UTC, from `+07:00` or `-02:30`.
pub fn offset(text: &str) -> Option<i32> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let [hours, minutes] = hour_and_minute(text.get(1..)?)?;
    (hours < 24 && minutes < 60).then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}

/// A zone by name, as minutes ahead of UTC: `UTC`, an offset with or without
/// its `+`, and Việt Nam's own, which has been seven hours ahead since 1975.
/// There is no database of zones here, hence no others.
pub fn zone(name: &str) -> Option<i32> {
    match name {
        "UTC" => Some(0),
        "Asia/Ho_Chi_Minh" | "Asia/Saigon" => Some(VIETNAM),
        _ if name.starts_with(['+', '-']) => offset(name),
        _ => offset(&["+", name].concat()),
    }
}

/// The name of a zone so many minutes ahead of UTC: `UTC`, `+07:00`.
#[cfg(feature = "author")]
pub(crate) fn zone_name(offset: i32) -> String {
    let mut out = String::new();
    if offset == 0 {
        out.push_str("UTC");
    } else {
        push_offset(&mut out, offset);
    }
    out
}

fn push_offset(out: &mut String, offset: i32) {
    out.push(if offset < 0 { '-' } else { '+' });
    let minutes = offset.unsigned_abs();
    push_two(out, (minutes / 60) as u8);
    out.push(':');
    push_two(out, (minutes % 60) as u8);
}

fn push_two(out: &mut String, number: u8) {
    out.push((b'0' + number / 10 % 10) as char);
    out.push((b'0' + number % 10) as char);
}

/// `.5` for 500,000,000; nothing for 0.
fn push_nanos(out: &mut String, nanos: i32) {
    if nanos == 0 {
        return;
    }
    let mut unit = NANOS as i32 / 10;
    let mut rest = nanos;
    out.push('.');
    while rest > 0 {
        out.push((b'0' + (rest / unit) as u8) as char);
        rest %= unit;
        unit /= 10;
    }
}

/// Units of a duration's text and their nanoseconds; a unit before its own beginning.
const UNITS: [(&str, i64); 7] = [
    ("ms", 1_000_000),
    ("us", 1_000),
    ("µs", 1_000),
    ("ns", 1),
    ("h", HOUR * NANOS),
    ("m", MINUTE * NANOS),
    ("s", NANOS),
];

impl Duration {
    /// So many nanoseconds.
    pub fn of_nanos(nanos: i64) -> Duration {
        Duration { nanos }
    }

    /// So many seconds; `None` beyond 64 bits of nanoseconds.
    pub fn of_seconds(seconds: i64) -> Option<Duration> {
        seconds.checked_mul(NANOS).map(Duration::of_nanos)
    }

    /// Reads CEL's text: a sign and numbers with units `h`, `m`, `s`, `ms`,
    /// `us` and `ns`, as `1h30m` or `-3.5s`.
    pub fn parse(text: &str) -> Option<Duration> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        if unsigned == "0" {
            return Some(Duration { nanos: 0 });
        }
        if unsigned.is_empty() {
            return None;
        }
        let mut nanos = 0_i64;
        let mut rest = unsigned;
        while !rest.is_empty() {
            nanos = nanos.checked_add(part(&mut rest)?)?;
        }
        Some(Duration {
            nanos: if text.starts_with('-') { -nanos } else { nanos },
        })
    }

    /// In seconds: `5400s`, `-0.5s`.
    pub fn to_text(self) -> String {
        let mut out = String::new();
        if self.nanos < 0 {
            out.push('-');
        }
        out.push_str(&(self.nanos / NANOS).unsigned_abs().to_string());
        push_nanos(&mut out, (self.nanos % NANOS).abs() as i32);
        out.push('s');
        out
    }

    /// The whole length in nanoseconds.
    pub fn nanos(self) -> i64 {
        self.nanos
    }

    /// The sum; `None` beyond 64 bits of nanoseconds.
    pub fn plus(self, other: Duration) -> Option<Duration> {
        self.nanos.checked_add(other.nanos).map(Duration::of_nanos)
    }

    /// The same length the other way; `None` beyond 64 bits of nanoseconds.
    pub fn negated(self) -> Option<Duration> {
        self.nanos.checked_neg().map(Duration::of_nanos)
    }
}

/// The nanoseconds of one number with its unit, off the front of a text.
fn part(rest: &mut &str) -> Option<i64> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, after) = rest.split_at_checked(digits(rest))?;
    let (behind, after) = match after.strip_prefix('.') {
        Some(after) => after.split_at_checked(digits(after))?,
        None => ("", after),
    };
    let (name, unit) = *UNITS.iter().find(|(name, _)| after.starts_with(name))?;
    *rest = &after[name.len()..];
    if whole.is_empty() && behind.is_empty() {
        return None;
    }
    let mut nanos = 0_i64;
    for byte in whole.bytes() {
        let digit = i64::from(byte - b'0');
        nanos = nanos.checked_mul(10)?.checked_add(digit)?;
    }
    nanos = nanos.checked_mul(unit)?;
    let mut place = unit;
    for byte in behind.bytes() {
        // What is below a nanosecond is dropped.
        let digit = i64::from(byte - b'0');
        nanos = nanos.checked_add(digit * place / 10)?;
        place = if place % 10 == 0 { place / 10 } else { 0 };
    }
    Some(nanos)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn instant(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    fn length(text: &str) -> Duration {
        Duration::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn reads_and_shows_rfc_3339() {
        for (text, utc, here) in [
            (
                "2026-11-23T09:30:00Z",
                "2026-11-23T09:30:00Z",
                "2026-11-23T16:30:00+07:00",
            ),
            (
                "2026-11-23T00:30:00+07:00",
                "2026-11-22T17:30:00Z",
                "2026-11-23T00:30:00+07:00",
            ),
            (
                "1969-12-31T23:59:59.5Z",
                "1969-12-31T23:59:59.5Z",
                "1970-01-01T06:59:59.5+07:00",
            ),
            (
                "0001-01-01t00:00:00.000000001z",
                "0001-01-01T00:00:00.000000001Z",
                "0001-01-01T07:00:00.000000001+07:00",
            ),
            (
                "2000-02-29T12:00:00-02:30",
                "2000-02-29T14:30:00Z",
                "2000-02-29T21:30:00+07:00",
            ),
        ] {
            assert_eq!(instant(text).to_text(0), utc);
            assert_eq!(instant(text).to_text(VIETNAM), here);
            assert_eq!(instant(here), instant(text));
        }
        assert_eq!(instant("2001-09-09T01:46:40Z").seconds(), 1_000_000_000);
        for text in [
            "",
            "2026-11-23",
            "2026-11-23T09:30Z",
            "2026-11-23T09:30:00",
            "2026-11-23T24:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-11-23T09:30:60Z",
            "2026-11-23T09:30:00.Z",
            "2026-11-23T09:30:00.1234567890Z",
            "0000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "2026-11-23T09:30:00+7:00",
            "2026-11-23T09:30:00+0700",
            "2026-11-23T09:30:00+24:00",
            "2026-11-23 09:30:00Z",
            "２026-11-23T09:30:00Z",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn reads_and_shows_durations() {
        for (text, shown) in [
            ("1h30m", "5400s"),
            ("3.5s", "3.5s"),
            ("-1.5h", "-5400s"),
            ("0", "0s"),
            ("1ms", "0.001s"),
            ("100us2ns", "0.000100002s"),
            ("-0.5s", "-0.5s"),
            (".5s", "0.5s"),
            ("1.s", "1s"),
            ("+2m", "120s"),
            ("1µs", "0.000001s"),
            ("9223372036.854775807s", "9223372036.854775807s"),
            ("0.000000001h", "0.0000036s"),
            ("0.0123456789123s", "0.012345678s"),
        ] {
            assert_eq!(length(text).to_text(), shown);
            assert_eq!(length(shown), length(text));
        }
        for text in [
            "",
            "-",
            "5",
            "s",
            ".s",
            "1d",
            "1h-30m",
            "9223372036.854775808s",
            "9223372037s",
            "1 s",
            "99999999999999999999h",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn clocks_and_sums() {
        let noon = instant("2026-11-23T12:00:00Z");
        assert_eq!(noon.clock(VIETNAM).unwrap().hour, 19);
        assert_eq!(
            noon.plus(length("12h")).unwrap().to_text(0),
            "2026-11-24T00:00:00Z"
        );
        assert_eq!(
            noon.since(instant("2026-11-23T12:00:00.25Z")),
            Some(length("-0.25s"))
        );
        assert_eq!(instant("9999-12-31T23:59:59Z").plus(length("1s")), None);
        assert_eq!(instant("9999-12-31T23:59:59Z").clock(VIETNAM), None);
        assert_eq!(length("-1.25s").nanos(), -1_250_000_000);
        assert_eq!(
            instant("9999-12-31T23:59:59Z").since(instant("0001-01-01T00:00:00Z")),
            None
        );
        assert_eq!(Duration::of_seconds(i64::MAX), None);
        assert!(length("-1.25s") < length("-1.2s"));
        assert_eq!(offset("-02:30"), Some(-150));
        assert_eq!(offset("+7"), None);
        assert_eq!(zone("Asia/Ho_Chi_Minh"), Some(420));
        assert_eq!(zone("02:00"), Some(120));
        assert_eq!(zone("Asia/Kathmandu"), None);
    }

    proptest! {
        #[test]
        fn agrees_with_jiff(seconds in -62_135_596_800_i64..253_402_200_000, nanos in 0_i64..NANOS) {
            let ours = Timestamp::new(seconds, nanos).unwrap();
            let theirs = jiff::Timestamp::new(seconds, nanos as i32).unwrap();
            prop_assert_eq!(ours.to_text(0), theirs.to_string());
            prop_assert_eq!(Timestamp::parse(&theirs.to_string()), Some(ours));
        }

        #[test]
        fn no_text_panics(text in "[0-9TZ:.+hmsµ-]{0,30}", any in "\\PC{0,30}") {
            for text in [text, any] {
                let _ = Timestamp::parse(&text);
                if let Some(read) = Duration::parse(&text) {
                    prop_assert_eq!(Duration::parse(&read.to_text()), Some(read));
                }
            }
        }
    }
}
