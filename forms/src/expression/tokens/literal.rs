//! Numbers and texts as they are written.

use super::Word;
use crate::expression::parse::SyntaxError;

type Found = Result<(Word, usize), SyntaxError>;

/// `42`, `0x2A`, `0.5`, `.5`, `1e-3`.
pub(super) fn number(text: &str) -> Found {
    let (digits, radix, skip) = match text.strip_prefix("0x") {
        Some(hex) => (hex, 16, 2),
        None => (text, 10, 0),
    };
    let fraction = if radix == 10 { fraction(text) } else { None };
    let length = match fraction {
        Some(length) => length,
        None => digits.chars().take_while(|c| c.is_digit(radix)).count(),
    };
    let after = digits[length..].chars().next();
    if matches!(after, Some('u' | 'U')) {
        return Err(SyntaxError::outside(
            "numbers without a sign (`1u`) are not part of the language; leave out the `u`",
            "ngôn ngữ này không có số không dấu (`1u`); hãy bỏ chữ `u`",
        ));
    }
    if after.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return Err(SyntaxError::new(
            0,
            "a name cannot begin with a digit",
            "tên không được bắt đầu bằng chữ số",
        ));
    }
    if fraction.is_some() {
        return Ok((Word::Fraction(text[..length].to_owned()), length));
    }
    let number = u64::from_str_radix(&digits[..length], radix);
    let number =
        number.map_err(|_| SyntaxError::new(0, "the number is too large", "số quá lớn"))?;
    Ok((Word::Int(number), skip + length))
}

/// How long a number with a point or an exponent is; `None` where it has neither.
fn fraction(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let behind = text[whole..].strip_prefix('.').map_or(0, digits);
    let mut length = if behind > 0 {
        whole + 1 + behind
    } else {
        whole
    };
    if let Some(power) = text[length..].strip_prefix(['e', 'E']) {
        let unsigned = power.strip_prefix(['+', '-']).unwrap_or(power);
        let figures = digits(unsigned);
        if figures > 0 {
            length += 1 + (power.len() - unsigned.len()) + figures;
        }
    }
    (length > whole).then_some(length)
}

/// A text in one or three quotes of either kind; a raw one knows no escapes.
pub(super) fn quoted(text: &str, raw: bool) -> Found {
    let triple = text[..1].repeat(3);
    let quote = if text.starts_with(&triple) {
        triple.as_str()
    } else {
        &text[..1]
    };
    let mut out = String::new();
    let mut chars = text.char_indices().skip(quote.len());
    while let Some((at, c)) = chars.next() {
        if c == '\\' && !raw {
            let refused = SyntaxError::new(
                at,
                "an unknown escape in a text; for a backslash write `\\\\`",
                "ký hiệu thoát không hợp lệ; để viết dấu `\\` hãy viết `\\\\`",
            );
            out.push(escaped(&mut chars).ok_or(refused)?);
        } else if quote.len() == 1 && (c == '\n' || c == '\r') {
            break;
        } else if text[at..].starts_with(quote) {
            return Ok((Word::Text(out), at + quote.len()));
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
    let (digits, radix, first) = match c {
        'a' => return Some('\u{7}'),
        'b' => return Some('\u{8}'),
        'f' => return Some('\u{c}'),
        'n' => return Some('\n'),
        'r' => return Some('\r'),
        't' => return Some('\t'),
        'v' => return Some('\u{b}'),
        '\\' | '\'' | '"' | '`' | '?' => return Some(c),
        '0'..='3' => (2, 8, c.to_digit(8)?),
        'x' | 'X' => (2, 16, 0),
        'u' => (4, 16, 0),
        'U' => (8, 16, 0),
        _ => return None,
    };
    let mut code: u32 = first;
    for _ in 0..digits {
        code = code.checked_mul(radix)? + chars.next()?.1.to_digit(radix)?;
    }
    char::from_u32(code)
}
