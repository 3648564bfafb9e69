//! Patterns: XLSForm's are those of Java or a browser, ours I-Regexp (RFC 9485).

use super::super::ledger::{Why, why};
use super::super::xpath::{Xpath, parse};

/// The pattern of a constraint that is `regex(., 'pattern')` and nothing else.
pub(in super::super) fn anchored(constraint: &str) -> Option<Result<String, Why>> {
    match parse(constraint).ok()? {
        Xpath::Call(name, parts) if name == "regex" => match parts.as_slice() {
            [Xpath::Dot, Xpath::Text(written)] => Some(pattern(written).and_then(|pattern| {
                forms::pattern::compile(&pattern).map_err(|(en, vi)| why(en, vi))?;
                Ok(pattern)
            })),
            _ => None,
        },
        _ => None,
    }
}

/// A pattern in I-Regexp's spelling, which always means the whole text.
///
/// # Errors
/// What I-Regexp has not.
pub(super) fn pattern(written: &str) -> Result<String, Why> {
    let start = written.strip_prefix('^').unwrap_or(written);
    let ends = start.ends_with('$') && !start.ends_with("\\$");
    let bare = if ends {
        &start[..start.len() - 1]
    } else {
        start
    };
    // `^a|b$` binds each half on one side alone.
    if (start.len() != written.len() || ends) && splits(bare) {
        return Err(why(
            "`^` and `$` bind one side of `|` each; put brackets around the alternatives",
            "`^` và `$` chỉ áp dụng cho một vế của `|`; hãy đặt ngoặc quanh các vế",
        ));
    }
    let mut out = String::new();
    let mut inside = false;
    let mut letters = bare.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let Some(next) = letters.next() else {
                    return Err(why("a pattern ends in `\\`", "mẫu kết thúc bằng `\\`"));
                };
                escape(next, inside, &mut out)?;
            }
            '[' => {
                inside = true;
                out.push('[');
            }
            ']' => {
                inside = false;
                out.push(']');
            }
            '(' if letters.peek() == Some(&'?') && !inside => {
                letters.next();
                if letters.next() != Some(':') {
                    return Err(why(
                        "patterns do not look ahead or behind",
                        "mẫu không nhìn trước, nhìn sau",
                    ));
                }
                out.push('(');
            }
            _ => out.push(letter),
        }
    }
    Ok(out)
}

/// Whether a `|` stands outside every bracket.
fn splits(pattern: &str) -> bool {
    let (mut depth, mut class, mut escaped) = (0, false, false);
    for letter in pattern.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth -= 1,
            '|' if !class && depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// What stands behind a backslash.
fn escape(next: char, inside: bool, out: &mut String) -> Result<(), Why> {
    let (class, negated) = match next {
        'd' | 'D' => ("0-9", next == 'D'),
        'w' | 'W' => ("A-Za-z0-9_", next == 'W'),
        's' | 'S' => (" \\t\\n\\r", next == 'S'),
        'p' | 'P' | 'n' | 'r' | 't' => {
            out.extend(['\\', next]);
            return Ok(());
        }
        c if c.is_ascii_alphanumeric() => {
            return Err(why(
                format!("`\\{c}` is not in I-Regexp (RFC 9485)"),
                format!("`\\{c}` không có trong I-Regexp (RFC 9485)"),
            ));
        }
        c => {
            if "()*+-.?[\\]^{|}".contains(c) {
                out.push('\\');
            }
            // `$` is a letter like any other.
            out.push(c);
            return Ok(());
        }
    };
    match (inside, negated) {
        (true, false) => out.push_str(class),
        (false, _) => out.push_str(&format!("[{}{class}]", if negated { "^" } else { "" })),
        (true, true) => {
            return Err(why(
                format!("`[…\\{next}…]` is not in I-Regexp (RFC 9485)"),
                format!("`[…\\{next}…]` không có trong I-Regexp (RFC 9485)"),
            ));
        }
    }
    Ok(())
}
