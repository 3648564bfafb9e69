//! `time`: a time of the day, kept as `HH:MM`.

use crate::problem::Code;
use crate::value::Value;

/// What stands between hours and minutes beside a colon.
const HOUR: [&str; 6] = ["h", "H", "g", "giờ", "Giờ", "GIỜ"];
/// What may follow the minutes.
const MINUTE: [&str; 5] = ["", "'", "p", "phút", "Phút"];

/// `8:30`, `08:30`, `8h30`, `8 giờ 30`; `8h` and `8 giờ` are the full hour.
/// Minutes have two digits: `8h5` may be 8:05 or a torn 8:50.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    match parse(text) {
        Some((hour, minute)) => Ok(Some(Value::Str(write(hour, minute)))),
        None => Err(Code::Type),
    }
}

/// Hour and minute of what a person typed; 24:00 is the next day's 0:00.
pub(crate) fn parse(text: &str) -> Option<(u8, u8)> {
    let (hour, rest) = number(text);
    let digit = rest.bytes().position(|byte| byte.is_ascii_digit());
    let (word, rest) = rest.split_at(digit.unwrap_or(rest.len()));
    let (minute, rest) = number(rest);
    let word = word.trim();
    let whole = minute.1 == 0 && HOUR.contains(&word);
    let both = minute.1 == 2 && (word == ":" || HOUR.contains(&word));
    let fits = (1..=2).contains(&hour.1) && (whole || both) && MINUTE.contains(&rest.trim());
    (fits && hour.0 < 24 && minute.0 < 60).then_some((hour.0, minute.0))
}

/// The digits a text begins with, as a number and how many, and the rest.
fn number(text: &str) -> ((u8, usize), &str) {
    let (mut number, mut count) = (0_u8, 0);
    for byte in text.bytes().take_while(u8::is_ascii_digit) {
        number = number.saturating_mul(10).saturating_add(byte - b'0');
        count += 1;
    }
    ((number, count), text.get(count..).unwrap_or(""))
}

/// `08:30`.
pub(crate) fn write(hour: u8, minute: u8) -> String {
    let mut out = String::new();
    for (place, number) in [hour, minute].into_iter().enumerate() {
        if place > 0 {
            out.push(':');
        }
        out.push(char::from(b'0' + number / 10));
        out.push(char::from(b'0' + number % 10));
    }
    out
}

pub(super) fn show(text: &str) -> Vec<String> {
    vec![text.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_here_write_the_time() {
        for (typed, kept) in [
            ("8:30", "08:30"),
            ("08:30", "08:30"),
            ("8h30", "08:30"),
            ("8H30", "08:30"),
            ("8g30", "08:30"),
            ("8 giờ 30", "08:30"),
            ("8 giờ 30 phút", "08:30"),
            ("8h30p", "08:30"),
            ("8h30'", "08:30"),
            ("17h", "17:00"),
            ("7 giờ", "07:00"),
            ("0:00", "00:00"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(
                read(typed),
                Ok(Some(Value::Str(kept.to_owned()))),
                "{typed}"
            );
        }
        for typed in [
            "24:00",
            "8:60",
            "8:5",
            "8h5",
            "8:",
            "830",
            "8.30",
            ":30",
            "108:30",
            "+8:30",
            "8:+1",
            "８:30",
            "8 giờ rưỡi",
            "8:30 CH",
            "8h300",
        ] {
            assert_eq!(read(typed), Err(Code::Type), "{typed}");
        }
    }
}
