//! yyyyMMddHHmmss in GMT+7, VNPAY's only way to write a time.

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;
const OFFSET: i64 = 7 * 3_600;

/// The stamp of an instant (µs of Unix time), 1970 to 9999.
pub fn stamp(instant: i64) -> Option<String> {
    let local = instant.div_euclid(SECOND).checked_add(OFFSET)?;
    if local < 0 {
        return None;
    }
    let (mut days, second) = (local / DAY, local % DAY);
    let mut year = 1970;
    while days >= days_of_year(year) {
        days -= days_of_year(year);
        year += 1;
        if year > 9_999 {
            return None;
        }
    }
    let mut month = 1;
    while days >= days_of_month(year, month) {
        days -= days_of_month(year, month);
        month += 1;
    }
    Some(format!(
        "{year:04}{month:02}{:02}{:02}{:02}{:02}",
        days + 1,
        second / 3_600,
        second / 60 % 60,
        second % 60
    ))
}

/// The instant (µs of Unix time) of a stamp; `None` when it is no time of the
/// calendar or before 1970.
pub fn read(stamp: &str) -> Option<i64> {
    if stamp.len() != 14 || !stamp.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| stamp[from..to].parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    let calendar = year >= 1970
        && (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    if !calendar {
        return None;
    }
    let years: i64 = (1970..year).map(days_of_year).sum();
    let months: i64 = (1..month).map(|month| days_of_month(year, month)).sum();
    let days = years + months + day - 1;
    Some((days * DAY + hour * 3_600 + minute * 60 + second - OFFSET) * SECOND)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_written_and_read_in_gmt_plus_7() {
        for (second, text) in [
            (0, "19700101070000"),
            (951_757_200, "20000229000000"),
            (1_709_225_999, "20240229235959"),
            (1_795_397_400, "20261123083000"),
            (1_798_736_399, "20261231235959"),
            (1_798_736_400, "20270101000000"),
            (4_107_517_200, "21000301000000"),
            (253_402_275_599, "99991231235959"),
        ] {
            assert_eq!(stamp(second * SECOND).as_deref(), Some(text));
            assert_eq!(stamp(second * SECOND + 999_999).as_deref(), Some(text));
            assert_eq!(read(text), Some(second * SECOND));
        }
    }

    #[test]
    fn every_day_of_a_century_comes_back() {
        for day in 0..36_525 {
            let instant = (day * DAY + 12_345) * SECOND;
            assert_eq!(read(&stamp(instant).unwrap()), Some(instant));
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2026112308300",
            "202611230830000",
            "2026112308300a",
            "+0261123083000",
            "20261323083000",
            "20260023083000",
            "20260229083000",
            "20260431083000",
            "20260400083000",
            "20260401240000",
            "20260401006000",
            "20260401000060",
            "19691231235959",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(stamp(253_402_275_600 * SECOND), None);
        assert_eq!(stamp(i64::MAX), None);
        assert_eq!(stamp(i64::MIN), None);
    }
}
