//! Rows: the little JSON in which the server tells an island something.
//!
//! A row is a JSON array of texts and rows, read by place; empty ends are cut.
//! Names for every key would be half of the bytes, and a derived reader three
//! quarters of the client's code. Only the same build of both sides ever meets,
//! so the order of a row may change freely. The reader takes what
//! `serde_json` writes without spaces; anything else gives `None`, never a panic.
//!
//! ```
//! use forms::rows::{self, Row};
//!
//! let written = rows::row(vec!["copies".into(), rows::flag(true), rows::flag(false)]).to_string();
//! assert_eq!(written, r#"["copies","1"]"#);
//! let read = rows::read(&written, |row: &mut Row| (row.text(), row.flag(), row.flag()));
//! assert_eq!(read, Some(("copies".to_owned(), true, false)));
//! assert_eq!(rows::read("{}", |row: &mut Row| row.text()), None);
//! ```

use serde_json::Value as Json;
use std::cell::Cell;
use std::str::Chars;

/// Rows in rows beyond this are refused.
const DEPTH: u32 = 32;

/// Writes a row without its empty end.
pub fn row(mut parts: Vec<Json>) -> Json {
    let is_empty =
        |part: &Json| part.as_str() == Some("") || part.as_array().is_some_and(Vec::is_empty);
    while parts.last().is_some_and(is_empty) {
        parts.pop();
    }
    Json::Array(parts)
}

/// Writes what [`Row::flag`] reads.
pub fn flag(yes: bool) -> Json {
    Json::from(if yes { "1" } else { "" })
}

/// Reads a whole row by `one`; `None` when the text is no row, or not the one expected.
pub fn read<T>(json: &str, one: impl FnOnce(&mut Row<'_>) -> T) -> Option<T> {
    let mut rest = json.chars();
    let tree = tree(&mut rest, DEPTH)?;
    let failed = Cell::new(false);
    let parts = match tree {
        Tree::Row(parts) => parts,
        Tree::Text(_) => return None,
    };
    let read = one(&mut Row {
        parts: parts.into_iter(),
        failed: &failed,
    });
    if failed.get() || !rest.as_str().is_empty() {
        None
    } else {
        Some(read)
    }
}

/// Reads a list, each of it by `one`; `None` when the text is no such list.
pub fn read_all<T>(json: &str, one: fn(&mut Row<'_>) -> T) -> Option<Vec<T>> {
    read(json, |row| row.rest(one))
}

/// A text, or a row of texts and rows.
enum Tree {
    Text(String),
    Row(Vec<Tree>),
}

fn tree(rest: &mut Chars<'_>, depth: u32) -> Option<Tree> {
    match rest.next()? {
        '"' => string(rest).map(Tree::Text),
        '[' => {
            let depth = depth.checked_sub(1)?;
            let mut row = Vec::new();
            if let Some(after) = rest.as_str().strip_prefix(']') {
                *rest = after.chars();
                return Some(Tree::Row(row));
            }
            loop {
                row.push(tree(rest, depth)?);
                match rest.next()? {
                    ',' => {}
                    ']' => return Some(Tree::Row(row)),
                    _ => return None,
                }
            }
        }
        _ => None,
    }
}

fn string(rest: &mut Chars<'_>) -> Option<String> {
    let mut out = String::new();
    loop {
        out.push(match rest.next()? {
            '"' => return Some(out),
            '\\' => match rest.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let mut code = 0;
                    for _ in 0..4 {
                        code = code * 16 + rest.next()?.to_digit(16)?;
                    }
                    char::from_u32(code)?
                }
                escaped => escaped,
            },
            c => c,
        });
    }
}

/// A row, read part by part; what was cut off its end is empty. Failures are
/// remembered, not returned: returning at every part would be most of the code.
pub struct Row<'w> {
    parts: std::vec::IntoIter<Tree>,
    failed: &'w Cell<bool>,
}

impl<'w> Row<'w> {
    /// Remembers that this is not what was written.
    pub fn fail(&self) {
        self.failed.set(true);
    }

    fn of(&self, tree: Option<Tree>) -> Row<'w> {
        let parts = match tree {
            Some(Tree::Row(parts)) => parts,
            Some(Tree::Text(_)) => {
                self.fail();
                Vec::new()
            }
            None => Vec::new(),
        };
        Row {
            parts: parts.into_iter(),
            failed: self.failed,
        }
    }

    /// The next part as a row.
    pub fn row(&mut self) -> Row<'w> {
        let next = self.parts.next();
        self.of(next)
    }

    /// The next part as a text; what was cut off is empty.
    pub fn text(&mut self) -> String {
        match self.parts.next() {
            Some(Tree::Text(text)) => text,
            Some(Tree::Row(_)) => {
                self.fail();
                String::new()
            }
            None => String::new(),
        }
    }

    /// The next part as a list of texts.
    pub fn texts(&mut self) -> Vec<String> {
        let mut row = self.row();
        let mut texts = Vec::new();
        while row.parts.len() > 0 {
            texts.push(row.text());
        }
        texts
    }

    /// The next part as a text; nothing where it is empty.
    pub fn some_text(&mut self) -> Option<String> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// The next part as yes (any text) or no (none).
    pub fn flag(&mut self) -> bool {
        !self.text().is_empty()
    }

    /// The next part as a whole number; nothing where it is empty.
    pub fn some_number(&mut self) -> Option<i64> {
        let digits = self.some_text()?;
        let number = digits.parse().ok();
        if number.is_none() {
            self.fail();
        }
        number
    }

    /// The next part as a whole number; 0 when it is not there.
    pub fn number(&mut self) -> i64 {
        self.some_number().unwrap_or_default()
    }

    /// The next part as a list, each of it read by `one`.
    pub fn list<T>(&mut self, one: fn(&mut Row<'w>) -> T) -> Vec<T> {
        self.row().rest(one)
    }

    fn rest<T>(&mut self, one: fn(&mut Row<'w>) -> T) -> Vec<T> {
        let mut list = Vec::new();
        while let Some(part) = self.parts.next() {
            list.push(one(&mut self.of(Some(part))));
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]\",a-z0-9\\\\]{0,60}", any in "\\PC{0,30}") {
            let _ = read(&text, |row| row.texts());
            let _ = read(&any, |row| row.texts());
        }

        #[test]
        fn what_is_written_is_read(texts in proptest::collection::vec("\\PC{1,20}", 0..5)) {
            let written = row(texts.iter().map(|text| Json::from(text.as_str())).collect());
            let read = read(&row(vec![written]).to_string(), |row| row.texts());
            prop_assert_eq!(read, Some(texts));
        }
    }

    #[test]
    fn nested_too_deeply_is_no_row() {
        assert!(read(&"[".repeat(1_000_000), |row| row.text()).is_none());
    }
}
