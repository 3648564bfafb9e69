//! Whole đồng.
/// `1234567` as `1.234.567 ₫` (Vietnamese) or `1,234,567 ₫` (English).
pub fn show(dong: i64, lang: &str) -> String {
    let digits = dong.unsigned_abs().to_string();
    let separator = if lang == "en" { ',' } else { '.' };
    let mut out = String::new();
    if dong < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    out.push_str("\u{a0}₫");
    out
}
