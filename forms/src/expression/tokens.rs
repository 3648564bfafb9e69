//! The words of an expression.

mod literal;

use super::parse::{Refusal, SyntaxError};

/// A word and the byte it starts at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) word: Word,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    Name(String),
    /// A member's name between backticks.
    Quoted(String),
    /// Not yet signed: the least number of 64 bits has no positive twin.
    Int(u64),
    /// A number with a point or an exponent, as written.
    Fraction(String),
    Text(String),
    /// An operator, bracket or other sign.
    Sign(&'static str),
    End,
}

/// Longer ones first.
const SIGNS: [&str; 25] = [
    "&&", "||", "==", "!=", "<=", ">=", "?.", "<", ">", "!", "?", ":", "+", "-", "*", "/", "%",
    "(", ")", "[", "]", ",", ".", "{", "}",
];

/// Splits a text into words; the last is always [`Word::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut list = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else {
            let (word, length) = one(rest).map_err(|error| error.moved(at))?;
            list.push(Token { at, word });
            at += length;
        }
    }
    list.push(Token {
        at: text.len(),
        word: Word::End,
    });
    Ok(list)
}

/// The first word of a text and its length in bytes.
fn one(text: &str) -> Result<(Word, usize), SyntaxError> {
    let first = text.chars().next().unwrap_or(' ');
    if let Some(rest) = text.strip_prefix(['r', 'R'])
        && rest.starts_with(['\'', '"'])
    {
        let (word, length) = literal::quoted(rest, true)?;
        return Ok((word, length + 1));
    }
    let point = text.strip_prefix('.').unwrap_or(text);
    if point.starts_with(|c: char| c.is_ascii_digit()) {
        return literal::number(text);
    }
    match first {
        '\'' | '"' => literal::quoted(text, false),
        '`' => backticks(text),
        'a'..='z' | 'A'..='Z' | '_' => name(text),
        _ => sign(text),
    }
}

fn name(text: &str) -> Result<(Word, usize), SyntaxError> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count();
    let (name, rest) = text.split_at(length);
    let before_a_text = rest.starts_with(['\'', '"']);
    if before_a_text && ["b", "br", "rb"].contains(&name.to_ascii_lowercase().as_str()) {
        return Err(SyntaxError::outside(
            "bytes are not part of the language",
            "ngôn ngữ này không có kiểu bytes",
        ));
    }
    Ok((Word::Name(name.to_owned()), length))
}

/// A member's name with signs that names have not: `` m.`content-type` ``.
fn backticks(text: &str) -> Result<(Word, usize), SyntaxError> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "_.-/ ".contains(c);
    match text[1..].split_once('`') {
        Some((name, _)) if !name.is_empty() && name.chars().all(inside) => {
            Ok((Word::Quoted(name.to_owned()), name.len() + 2))
        }
        _ => Err(SyntaxError::new(
            0,
            "between backticks stand letters, digits, `_`, `.`, `-`, `/` and spaces",
            "giữa hai dấu ` chỉ được có chữ không dấu, chữ số, `_`, `.`, `-`, `/` và dấu cách",
        )),
    }
}

fn sign(text: &str) -> Result<(Word, usize), SyntaxError> {
    match SIGNS.iter().find(|sign| text.starts_with(**sign)) {
        // `a ?.5 : b` is a condition.
        Some(&"?.") if text[2..].starts_with(|c: char| c.is_ascii_digit()) => {
            Ok((Word::Sign("?"), 1))
        }
        Some(&"?.") => Err(SyntaxError::outside(
            "optional selection `?.` is not part of the language; test with has(...) first",
            "ngôn ngữ này không có `?.`; hãy kiểm tra bằng has(...) trước",
        )),
        Some(sign) => Ok((Word::Sign(sign), sign.len())),
        None => Err(unexpected(text)),
    }
}

fn unexpected(text: &str) -> SyntaxError {
    let (en, vi) = match text.chars().next() {
        Some('=') => ("to compare, write `==`", "để so sánh, hãy viết `==`"),
        Some('&') => ("for “and”, write `&&`", "để nói “và”, hãy viết `&&`"),
        Some('|') => ("for “or”, write `||`", "để nói “hoặc”, hãy viết `||`"),
        Some('‘' | '’' | '“' | '”') => (
            "write texts in straight quotes: '…'",
            "viết chuỗi trong dấu nháy thẳng: '…'",
        ),
        Some(c) if c.is_alphabetic() => (
            "names have only the letters a to z, digits and `_`; a text stands in quotes: '…'",
            "tên chỉ gồm chữ a đến z không dấu, chữ số và `_`; chuỗi phải đặt trong dấu nháy: '…'",
        ),
        _ => ("an unexpected character", "ký tự không hợp lệ"),
    };
    SyntaxError::new(0, en, vi)
}

impl SyntaxError {
    /// Something of CEL that the profile leaves out.
    pub(super) fn outside(en: &str, vi: &str) -> Self {
        SyntaxError {
            refusal: Refusal::Profile,
            ..SyntaxError::new(0, en, vi)
        }
    }
}
