//! `location`: a point on the map. Raw `latitude;longitude`, as typed.

use super::decimal;
use crate::decimal::Decimal;
use crate::problem::Code;
use crate::value::Value;

/// Digits behind the point that are kept: a tenth of a metre.
pub const DIGITS: u8 = 6;
/// What stands between latitude and longitude: no sign of a number.
const BETWEEN: char = ';';
/// Degrees from the equator, and from Greenwich, at most.
const MOST: [i64; 2] = [90, 180];

/// Two numbers with a comma or a point as decimal sign; maps give them with up
/// to fifteen digits, which are cut.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    let (lat, lon) = parts(text);
    let (lat, lon) = (
        number(lat).ok_or(Code::Type)?,
        number(lon).ok_or(Code::Type)?,
    );
    for (number, most) in [lat, lon].into_iter().zip(MOST) {
        if number < Decimal::from(-most) || number > Decimal::from(most) {
            return Err(Code::Bounds);
        }
    }
    Ok(Some(Value::Map(vec![
        ("lon".to_owned(), Value::Decimal(lon)),
        ("lat".to_owned(), Value::Decimal(lat)),
    ])))
}

fn number(text: &str) -> Option<Decimal> {
    let mut plain = String::new();
    let mut behind = None;
    for c in text.trim().chars() {
        let kept = behind.is_none_or(|digits| digits < DIGITS);
        match c {
            ',' | '.' if behind.is_none() => behind = Some(0),
            // The typographer's minus.
            '−' => {
                plain.push('-');
                continue;
            }
            c if c.is_ascii_digit() => behind = behind.map(|digits| digits + u8::from(kept)),
            _ => {}
        }
        if kept || !c.is_ascii_digit() {
            plain.push(if c == ',' { '.' } else { c });
        }
    }
    Decimal::parse(&plain)
}

/// The typed latitude and longitude of a raw text.
pub fn parts(text: &str) -> (&str, &str) {
    text.split_once(BETWEEN).unwrap_or((text, ""))
}

/// The raw text of a typed latitude and longitude; nothing typed stays nothing.
pub fn join(lat: &str, lon: &str) -> String {
    let mut out = lat.trim().replace(BETWEEN, "");
    let lon = lon.trim().replace(BETWEEN, "");
    if !(out.is_empty() && lon.is_empty()) {
        out.push(BETWEEN);
        out.push_str(&lon);
    }
    out
}

pub(super) fn show(value: &Value, lang: &str) -> Vec<String> {
    let words = if lang == "en" {
        [("Latitude ", "lat"), ("longitude ", "lon")]
    } else {
        [("Vĩ độ ", "lat"), ("kinh độ ", "lon")]
    };
    let mut out = String::new();
    for (word, key) in words {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(word);
        let degrees = value.get(key).and_then(Value::as_decimal);
        out.extend(degrees.map(|degrees| decimal::show(degrees, lang).concat()));
    }
    vec![out]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_with_a_comma_or_a_point() {
        for text in ["21,327;103,9188", "21.327;103.9188", " 21.327 ; 103.9188 "] {
            let value = read(text).unwrap().unwrap();
            assert_eq!(
                value.to_json(),
                serde_json::json!({"lon": "103.9188", "lat": "21.327"})
            );
            assert_eq!(show(&value, "vi"), ["Vĩ độ 21,327; kinh độ 103,9188"]);
            assert_eq!(show(&value, "en"), ["Latitude 21.327; longitude 103.9188"]);
        }
        let long = read("21.327012345678901;-0.5").unwrap().unwrap();
        assert_eq!(
            long.to_json(),
            serde_json::json!({"lon": "-0.5", "lat": "21.327012"})
        );
        for text in [
            "21,327", "21,327;", ";103", "a;b", "21.3.2;1", "1.;1", "1;２",
        ] {
            assert_eq!(read(text), Err(Code::Type), "{text}");
        }
    }

    #[test]
    fn both_sides_of_the_bounds() {
        for text in ["90;180", "-90;-180", "-90,000000;180,000000"] {
            assert!(read(text).is_ok(), "{text}");
        }
        for text in ["90,000001;0", "-91;0", "0;180,000001", "0;-180.5"] {
            assert_eq!(read(text), Err(Code::Bounds), "{text}");
        }
    }

    #[test]
    fn what_was_typed_survives() {
        for (lat, lon, raw) in [
            ("21", "", "21;"),
            ("", "103", ";103"),
            ("2;1", "x", "21;x"),
            (" ", "", ""),
        ] {
            assert_eq!(join(lat, lon), raw);
        }
        assert_eq!(parts("21;103,5"), ("21", "103,5"));
        assert_eq!(parts(""), ("", ""));
    }
}
