//! `money`: whole đồng. A dot or a space groups thousands as it does on every
//! price tag here; there is nothing below a đồng.

use super::decimal::grouped;
use crate::limits;
use crate::problem::Code;
use crate::value::Value;

/// What may follow the number.
const UNITS: [&str; 6] = ["₫", "đồng", "đ", "Đ", "VND", "vnd"];

/// `1500000`, `1.500.000`, `1 500 000 đ`. Commas group only where they cannot
/// be the decimal sign: `1,500,000` is taken, `1,500` is refused.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    let number = UNITS
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim_end();
    match whole(number) {
        Some(dong) => Ok(Some(Value::Int(dong))),
        None => Err(Code::Type),
    }
}

fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mark = digits.bytes().find(|byte| !byte.is_ascii_digit());
    let plain = match mark {
        Some(b',') => {
            let plain = grouped(digits, ',')?;
            // One group more could be three digits behind a decimal sign.
            (digits.len() > plain.len() + 1).then_some(plain)?
        }
        Some(b'.') => grouped(digits, '.')?,
        // A space, narrow or not.
        _ => grouped(&digits.replace('\u{a0}', " "), ' ')?,
    };
    let number: i64 = plain.parse().ok().filter(|_| plain.len() <= 16)?;
    let number = if digits.len() < text.len() {
        -number
    } else {
        number
    };
    (-limits::WHOLE_NUMBER..=limits::WHOLE_NUMBER)
        .contains(&number)
        .then_some(number)
}

pub(super) fn show(dong: i64, lang: &str) -> Vec<String> {
    vec![crate::money::show(dong, lang)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dong(text: &str) -> Option<i64> {
        read(text).ok().flatten().and_then(|value| value.as_int())
    }

    #[test]
    fn groups_are_of_three_and_of_one_kind() {
        for text in [
            "1500000",
            "1.500.000",
            "1 500 000",
            "1\u{a0}500\u{a0}000",
            "1,500,000",
            "1.500.000đ",
            "1.500.000 ₫",
            "1.500.000 đồng",
            "1500000 VND",
        ] {
            assert_eq!(dong(text), Some(1_500_000), "{text}");
        }
        assert_eq!(dong("1.500"), Some(1_500));
        assert_eq!(dong("0"), Some(0));
        assert_eq!(dong("-20.000"), Some(-20_000));
        for text in [
            "1,500",
            "1.5",
            "1,5",
            "1.50.000",
            "15.00",
            "1500.000",
            "1.500,00",
            "1.500 000",
            "0.500",
            ".500",
            "1..500",
            "1.500.",
            "",
            "-",
            "--1",
            "1e6",
            "đ",
            "１.500",
            "một triệu",
        ] {
            assert_eq!(dong(text), None, "{text}");
        }
    }

    #[test]
    fn both_sides_of_what_json_carries() {
        assert_eq!(dong("9007199254740991"), Some(limits::WHOLE_NUMBER));
        assert_eq!(dong("9007199254740992"), None);
        assert_eq!(dong("99999999999999999"), None);
        assert_eq!(show(1_500_000, "vi"), ["1.500.000\u{a0}₫"]);
    }
}
