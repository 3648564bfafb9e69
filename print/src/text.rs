//! What people typed, made fit for paper: one form for every letter, nothing
//! that cannot be seen, no word wider than the page.

use crate::fonts;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// A letter that no font here has, and where it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unprintable {
    /// The path, as the template names it.
    pub(crate) path: String,
    pub(crate) letter: char,
}

/// What becomes of a letter that no font has.
#[derive(Clone, Copy)]
pub(crate) enum Strange {
    /// The paper is refused: a certificate must not say something else.
    Refuse,
    /// The letter becomes `�`: a slip must come out whatever a file is called.
    Replace,
}

/// Cleans every text of a map, at any depth.
pub(crate) fn clean_all(
    map: &Map<String, Value>,
    strange: Strange,
) -> Result<Map<String, Value>, Unprintable> {
    map.iter()
        .map(|(path, value)| Ok((path.clone(), clean_value(path, value, strange)?)))
        .collect()
}

fn clean_value(path: &str, value: &Value, strange: Strange) -> Result<Value, Unprintable> {
    Ok(match value {
        Value::String(text) => Value::String(clean(path, text, strange)?),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| clean_value(path, item, strange))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(map) => Value::Object(clean_all(map, strange)?),
        plain => plain.clone(),
    })
}

/// Cleans one text.
pub(crate) fn clean(path: &str, text: &str, strange: Strange) -> Result<String, Unprintable> {
    let mut out = String::with_capacity(text.len());
    for letter in text
        .replace("\r\n", "\n")
        .nfc()
        .filter(|c| !is_invisible(*c))
    {
        match letter {
            '\t' => out.push(' '),
            '\n' => out.push('\n'),
            _ if letter.is_control() => {}
            _ if letter.is_whitespace() || fonts::have(letter) => out.push(letter),
            _ => match strange {
                Strange::Refuse => {
                    let path = path.to_owned();
                    return Err(Unprintable { path, letter });
                }
                Strange::Replace => out.push(char::REPLACEMENT_CHARACTER),
            },
        }
    }
    Ok(breakable(&out))
}

/// Letters that show nothing and can make a text read as another one: soft
/// hyphens, joiners, marks of direction, tags, selectors of variants.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Letters of a word that fit on a line of every column we draw.
const WORD: usize = 24;
/// Where a word may break: a zero-width space. None is left in what is drawn.
pub(crate) const BREAK: char = '\u{200b}';
/// Letters between two places where a longer word may break.
const PIECE: usize = 8;

/// Lets words that are too long for a line (hashes, addresses, file names)
/// break without a hyphen, which would not belong to them.
fn breakable(text: &str) -> String {
    if !text
        .split_whitespace()
        .any(|word| word.chars().count() > WORD)
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for part in text.split_inclusive(char::is_whitespace) {
        let long = part.trim_end().chars().count() > WORD;
        for (place, letter) in part.chars().enumerate() {
            if long && place > 0 && place % PIECE == 0 {
                out.push(BREAK);
            }
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        clean("p", text, Strange::Replace).unwrap()
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(cleaned("a\u{202e}b\u{200b}\u{feff}\u{7}c\td"), "abc d");
        assert_eq!(cleaned("một\r\nhai"), "một\nhai");
        assert_eq!(cleaned("Nguye\u{302}\u{303}n"), "Nguyễn");
    }

    #[test]
    fn a_letter_without_a_glyph_is_refused_or_replaced() {
        assert_eq!(cleaned("ảnh 🦬.jpg"), "ảnh \u{fffd}.jpg");
        let refused = clean("childName", "Lò 🦬", Strange::Refuse).unwrap_err();
        assert_eq!((refused.path.as_str(), refused.letter), ("childName", '🦬'));
        let inside = serde_json::json!({"list": [{"name": "\u{e000}"}]});
        let refused = clean_all(inside.as_object().unwrap(), Strange::Refuse).unwrap_err();
        assert_eq!(refused.path, "name");
    }

    #[test]
    fn only_words_too_long_for_a_line_may_break() {
        let fits = "a".repeat(WORD);
        assert_eq!(cleaned(&fits), fits);
        let long = cleaned(&format!("x {} y", "a".repeat(WORD + 1)));
        assert_eq!(long.matches(BREAK).count(), WORD / PIECE);
        assert!(long.ends_with("a y"));
    }
}
