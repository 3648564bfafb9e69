//! The words of an expression (XPath 1.0, 3.7 "Lexical Structure").

use super::super::ledger::{Why, why};

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    Number(String),
    Text(String),
    Answer(String),
    Name(String),
    Sign(&'static str),
    End,
}

/// Longer signs first.
const SIGNS: [&str; 23] = [
    "!=", "<=", ">=", "//", "::", "..", "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/",
    "|", "@", ".", ":", "$",
];

/// The words of a text, each with the byte where it begins.
pub(super) fn tokens(text: &str) -> Result<Vec<(Word, usize)>, Why> {
    let mut words: Vec<(Word, usize)> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let at = text.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            words.push((Word::End, at));
            return Ok(words);
        };
        let (word, length) = match first {
            '\'' | '"' => quoted(rest, first)?,
            '$' if rest.starts_with("${") => answer(rest)?,
            '0'..='9' => number(rest),
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => number(rest),
            c if c.is_alphabetic() || c == '_' => name(rest),
            _ => {
                let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
                    return Err(why(
                        format!("`{first}` has no meaning in an XPath expression"),
                        format!("`{first}` không có nghĩa trong biểu thức XPath"),
                    ));
                };
                (Word::Sign(sign), sign.len())
            }
        };
        words.push((word, at));
        rest = &rest[length..];
    }
}

fn quoted(rest: &str, mark: char) -> Result<(Word, usize), Why> {
    match rest[1..].split_once(mark) {
        Some((text, _)) => Ok((Word::Text(text.to_owned()), text.len() + 2)),
        None => Err(why(
            "a quotation mark is never closed",
            "thiếu dấu nháy đóng",
        )),
    }
}

fn answer(rest: &str) -> Result<(Word, usize), Why> {
    match rest[2..].split_once('}') {
        Some((name, _)) => Ok((Word::Answer(name.trim().to_owned()), name.len() + 3)),
        None => Err(why("`${` is never closed", "`${` không được đóng")),
    }
}

fn number(rest: &str) -> (Word, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if rest[length..].starts_with('.') {
        length += 1 + digits(&rest[length + 1..]);
    }
    (Word::Number(rest[..length].to_owned()), length)
}

/// Names may have `-`, `.` and one `:` inside: `jr:choice-name`.
fn name(rest: &str) -> (Word, usize) {
    let mut length = 0;
    for (at, c) in rest.char_indices() {
        let next = rest[at + c.len_utf8()..].chars().next();
        let goes_on = c.is_alphanumeric()
            || c == '_'
            || c == '-'
            || c == '.'
            || (c == ':' && next.is_some_and(char::is_alphabetic));
        if !goes_on {
            break;
        }
        length = at + c.len_utf8();
    }
    (Word::Name(rest[..length].to_owned()), length)
}
