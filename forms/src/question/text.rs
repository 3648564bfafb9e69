//! `text` and `textarea`: words. Lengths count code points after NFC, as JSON
//! Schema and CEL's `size()` do.

use crate::limits;
use crate::pattern::Pattern;
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `text` and `textarea`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// At least this many characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// At most this many characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// I-Regexp (RFC 9485), anchored; compiled at publish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// Show a character count (needs `max_length`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub count: bool,
}

/// One line: no line breaks, no control characters.
pub(super) fn read(text: String) -> Result<Option<Value>, Code> {
    if has_control(&text) {
        Err(Code::Type)
    } else {
        Ok(Some(Value::Str(text)))
    }
}

/// Whether a control stands in it: C0, DEL or C1, as Unicode has them.
pub(super) fn has_control(text: &str) -> bool {
    let bytes = text.as_bytes();
    // C1 is U+0080 to U+009F: C2 and one of these.
    let above = |pair: &[u8]| pair[0] == 0xC2 && pair[1] < 0xA0;
    bytes.iter().any(|byte| *byte < b' ' || *byte == 0x7F) || bytes.windows(2).any(above)
}

/// Several lines. A browser posts line breaks as CR LF but counts them as one
/// character; so do we.
pub(super) fn read_lines(text: String) -> Result<Option<Value>, Code> {
    if !has_control(&text) {
        return Ok(Some(Value::Str(text)));
    }
    let mut out = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\r' => out.push('\n'),
            '\n' if after_return => {}
            '\n' | '\t' => out.push(c),
            _ if c.is_control() => return Err(Code::Type),
            _ => out.push(c),
        }
        after_return = c == '\r';
    }
    Ok(Some(Value::Str(out)))
}

pub(super) fn check(options: &Options, text: &str) -> Option<Code> {
    let length = text.chars().count() as u64;
    if let Some(least) = options
        .min_length
        .filter(|least| length < u64::from(*least))
    {
        return Some(Code::MinLength(least));
    }
    let most = options.max_length.unwrap_or(limits::TEXT_BY_DEFAULT);
    if length > u64::from(most) {
        return Some(Code::MaxLength(most));
    }
    let fits = options
        .pattern
        .as_ref()
        .is_none_or(|pattern| pattern.matches(text));
    (!fits).then_some(Code::Pattern)
}

pub(super) fn show(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points() {
        let options = Options {
            min_length: Some(2),
            max_length: Some(3),
            ..Options::default()
        };
        assert_eq!(check(&options, "Ệ"), Some(Code::MinLength(2)));
        assert_eq!(check(&options, "Ệệệ"), None);
        assert_eq!(check(&options, "Ệệệệ"), Some(Code::MaxLength(3)));
        let most = limits::TEXT_BY_DEFAULT;
        assert_eq!(check(&Options::default(), &"ệ".repeat(most as usize)), None);
        assert_eq!(
            check(&Options::default(), &"ệ".repeat(most as usize + 1)),
            Some(Code::MaxLength(most))
        );
    }

    #[test]
    fn one_line_takes_no_line_break_and_several_count_one_each() {
        assert_eq!(read("a\nb".into()), Err(Code::Type));
        assert_eq!(read("a\u{7}".into()), Err(Code::Type));
        let Ok(Some(Value::Str(text))) = read_lines("a\r\nb\rc".into()) else {
            panic!("text")
        };
        assert_eq!(text, "a\nb\nc");
        assert_eq!(read_lines("a\0".into()), Err(Code::Type));
        assert_eq!(show(&text), ["a", "b", "c"]);
    }
}
