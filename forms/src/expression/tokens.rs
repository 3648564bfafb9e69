//! The words of an expression.

use super::parse::SyntaxError;

/// A word and the byte it starts at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) word: Word,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    Name(String),
    /// Not yet signed: the least number of 64 bits has no positive twin.
    Int(u64),
    Text(String),
    /// An operator, bracket or other sign.
    Sign(&'static str),
    End,
}

/// Longer ones first.
const SIGNS: [&str; 24] = [
    "&&", "||", "==", "!=", "<=", ">=", "?.", "<", ">", "!", "?", ":", "+", "-", "*", "/", "%",
    "(", ")", "[", "]", ",", ".", "{",
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
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    if let Some(rest) = text.strip_prefix(['r', 'R'])
        && rest.starts_with(['\'', '"'])
    {
        let (word, length) = quoted(rest, true)?;
        return Ok((word, length + 1));
    }
    if first == '\'' || first == '"' {
        return quoted(text, false);
    }
    if first.is_ascii_digit() {
        return number(text);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = text
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        if text[length..].starts_with(['\'', '"']) {
            return Err(SyntaxError::new(
                0,
                "bytes are not part of the language",
                "ngôn ngữ này không có kiểu bytes",
            ));
        }
        return Ok((Word::Name(text[..length].to_owned()), length));
    }
    let sign = SIGNS.iter().find(|sign| text.starts_with(**sign));
    match sign {
        Some(&("?." | "{")) => Err(SyntaxError::new(
            0,
            "optional selection and message construction are not part of the language",
            "ngôn ngữ này không có `?.` và `T{}`",
        )),
        Some(sign) => Ok((Word::Sign(sign), sign.len())),
        None => Err(SyntaxError::new(
            0,
            "an unexpected character",
            "ký tự không hợp lệ",
        )),
    }
}

fn number(text: &str) -> Result<(Word, usize), SyntaxError> {
    let (digits, radix, skip) = match text.strip_prefix("0x") {
        Some(hex) => (hex, 16, 2),
        None => (text, 10, 0),
    };
    let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
    let after = digits[length..].chars().next();
    let fraction =
        after == Some('.') && digits[length + 1..].starts_with(|c: char| c.is_ascii_digit());
    if fraction || matches!(after, Some('e' | 'E' | 'u' | 'U')) {
        return Err(SyntaxError::new(
            0,
            "only whole numbers: no fractions, no `u`",
            "chỉ dùng số nguyên: không có phần thập phân, không có `u`",
        ));
    }
    if after.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return Err(SyntaxError::new(
            0,
            "a name cannot begin with a digit",
            "tên không được bắt đầu bằng chữ số",
        ));
    }
    let number = u64::from_str_radix(&digits[..length], radix);
    let number =
        number.map_err(|_| SyntaxError::new(0, "the number is too large", "số quá lớn"))?;
    Ok((Word::Int(number), skip + length))
}

fn quoted(text: &str, raw: bool) -> Result<(Word, usize), SyntaxError> {
    let quote = &text[..1];
    if text.starts_with(&quote.repeat(3)) {
        return Err(SyntaxError::new(
            0,
            "write a text with single quotes",
            "viết chuỗi trong dấu nháy đơn",
        ));
    }
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' && !raw {
            let refused = SyntaxError::new(
                at,
                "an unknown escape in a text",
                "ký hiệu thoát không hợp lệ",
            );
            out.push(escaped(&mut chars).ok_or(refused)?);
        } else if c == '\n' || c == '\r' {
            break;
        } else if text[at..].starts_with(quote) {
            return Ok((Word::Text(out), at + 1));
        } else {
            out.push(c);
        }
    }
    Err(SyntaxError::new(
        0,
        "a text without its closing quote",
        "chuỗi thiếu dấu nháy đóng",
    ))
}

fn escaped(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<char> {
    let (_, c) = chars.next()?;
    let digits = match c {
        'n' => return Some('\n'),
        'r' => return Some('\r'),
        't' => return Some('\t'),
        '\\' | '\'' | '"' | '`' | '?' => return Some(c),
        'x' | 'X' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let mut code = 0_u32;
    for _ in 0..digits {
        code = code.checked_mul(16)? + chars.next()?.1.to_digit(16)?;
    }
    char::from_u32(code)
}
