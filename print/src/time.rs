//! Instants as people in Vietnam read them. The country has one zone, UTC+7,
//! and no daylight saving, so no table of zones is needed.

use typst::foundations::{Datetime, Duration};

/// Minutes from UTC to Vietnamese time.
pub(crate) const OFFSET: i32 = 7 * 60;
/// 9999-12-31 in Vietnam: later years have no four digits.
const LAST: i64 = 253_402_214_400;

/// The civil time in Vietnam of an instant in µs since the epoch; instants
/// before 1970 or after 9999 become the first or the last there is.
pub(crate) fn civil(at: i64) -> Option<Datetime> {
    let seconds = at.div_euclid(1_000_000).clamp(0, LAST) + i64::from(OFFSET) * 60;
    let epoch = Datetime::from_ymd_hms(1970, 1, 1, 0, 0, 0)?;
    Some(epoch + Duration::construct(seconds, 0, 0, 0, 0))
}

/// `09 giờ 05 phút, ngày 23 tháng 11 năm 2026`.
pub(crate) fn moment(at: i64) -> String {
    let clock = civil(at).and_then(|time| Some((time.hour()?, time.minute()?)));
    match clock {
        Some((hour, minute)) => format!("{hour:02} giờ {minute:02} phút, {}", day(at)),
        None => day(at),
    }
}

/// `ngày 23 tháng 11 năm 2026`. Days and the first months have two digits, so
/// that no digit can be put before them.
pub(crate) fn day(at: i64) -> String {
    let date = civil(at).and_then(|time| Some((time.day()?, time.month()?, time.year()?)));
    match date {
        Some((day, month, year)) if month < 3 => {
            format!("ngày {day:02} tháng {month:02} năm {year}")
        }
        Some((day, month, year)) => format!("ngày {day:02} tháng {month} năm {year}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_shown_by_the_clock_in_vietnam() {
        // 2026-11-23T17:59:59Z is already the 24th there.
        assert_eq!(
            moment(1_795_456_799_000_000),
            "00 giờ 59 phút, ngày 24 tháng 11 năm 2026"
        );
        assert_eq!(moment(0), "07 giờ 00 phút, ngày 01 tháng 01 năm 1970");
        assert_eq!(day(i64::MIN), "ngày 01 tháng 01 năm 1970");
        assert_eq!(day(i64::MAX), "ngày 31 tháng 12 năm 9999");
    }
}
