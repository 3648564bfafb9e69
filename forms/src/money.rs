//! Whole đồng.

/// `1234567` as `1.234.567 ₫` (Vietnamese) or `1,234,567 ₫` (English).
pub fn show(dong: i64, lang: &str) -> String {
    let mut out = group(dong, lang);
    out.push_str("\u{a0}₫");
    out
}

/// The digits of a number in groups of three.
pub fn group(number: i64, lang: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let separator = if lang == "en" { ',' } else { '.' };
    let mut out = String::new();
    if number < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three() {
        assert_eq!(show(0, "vi"), "0\u{a0}₫");
        assert_eq!(show(999, "vi"), "999\u{a0}₫");
        assert_eq!(show(8_000, "vi"), "8.000\u{a0}₫");
        assert_eq!(show(1_234_567, "en"), "1,234,567\u{a0}₫");
        assert_eq!(show(-100_000, "vi"), "-100.000\u{a0}₫");
        assert_eq!(group(i64::MIN, "en"), "-9,223,372,036,854,775,808");
    }
}
