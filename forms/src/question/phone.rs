//! `phone`: a Vietnamese or international number, kept as E.164. Our own rule:
//! the metadata of a library is 279 kB for the browser, and whether a number
//! answers is only known by calling it.

use super::{is_digits, ungrouped};
use crate::problem::Code;
use crate::value::Value;

/// Spaces, dots, dashes and brackets are dropped; `0…` and `84…` are
/// Vietnamese: nine digits after the zero for mobile and most landlines, ten
/// for landlines of the three-digit area codes.
pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    let typed = ungrouped(text, ".-()");
    let (international, digits) = match typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"))
    {
        Some(rest) => (true, rest),
        None => (false, typed.as_str()),
    };
    if !is_digits(digits) {
        return Err(Code::Type);
    }
    let national = match digits.strip_prefix(if international { "84" } else { "0" }) {
        Some(national) => Some(national),
        None if !international && digits.len() > 10 => digits.strip_prefix("84"),
        None => None,
    };
    let number = match national {
        Some(national) if is_vietnamese(national) => ["+84", national].concat(),
        None if international && (8..=15).contains(&digits.len()) && !digits.starts_with('0') => {
            ["+", digits].concat()
        }
        _ => return Err(Code::Type),
    };
    Ok(Some(Value::Str(number)))
}

/// What follows the zero: 2 landlines, 3 5 7 8 9 mobiles.
fn is_vietnamese(national: &str) -> bool {
    match national.as_bytes().first() {
        Some(b'2') => matches!(national.len(), 9 | 10),
        Some(b'3' | b'5' | b'7' | b'8' | b'9') => national.len() == 9,
        _ => false,
    }
}

/// A Vietnamese number as it is read out here, `0912 345 678`.
pub(super) fn show(number: &str) -> Vec<String> {
    let Some(national) = number.strip_prefix("+84") else {
        return vec![number.to_owned()];
    };
    let mut out = "0".to_owned();
    for (place, digit) in national.chars().enumerate() {
        let last_alone = place + 1 == national.len();
        if place > 0 && place % 3 == 0 && !last_alone {
            out.push(' ');
        }
        out.push(digit);
    }
    vec![out]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        read(text)
            .ok()
            .flatten()
            .and_then(|value| value.as_str().map(str::to_owned))
    }

    #[test]
    fn reads_to_e164() {
        for text in [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "(091) 234-5678",
            "+84912345678",
            "0084912345678",
            "84912345678",
        ] {
            assert_eq!(number(text).as_deref(), Some("+84912345678"), "{text}");
        }
        assert_eq!(number("0212 3852 123").as_deref(), Some("+842123852123"));
        assert_eq!(number("024 3825 1234").as_deref(), Some("+842438251234"));
        assert_eq!(number("+1 202 555 0143").as_deref(), Some("+12025550143"));
        for text in [
            "",
            "abc",
            "0912",
            "09123456789",
            "0112345678",
            "+840912345678",
            "+0123456789",
            "12345678",
            "０912345678",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn shows_as_it_is_read_out() {
        assert_eq!(show("+84912345678"), ["0912 345 678"]);
        assert_eq!(show("+12025550143"), ["+12025550143"]);
        assert_eq!(show("+842123852123"), ["0212 385 2123"]);
    }
}
