//! Why there is no paper, in words, and never with what a person answered.

use crate::limits;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::fmt;

/// Something wrong in a template, at a place, for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateFault {
    /// The line, from 1.
    pub line: u32,
    /// The column, in letters from 1.
    pub column: u32,
    /// What is wrong, in Vietnamese.
    pub vi: String,
    /// What is wrong, in English.
    pub en: String,
}

/// Why a paper was not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrintError {
    /// The template is larger than [`limits::TEMPLATE`].
    TemplateSize,
    /// The data are larger than [`limits::DATA`].
    DataSize,
    /// The paper has more pages than [`limits::PAGES`].
    Pages(usize),
    /// This page, from 1, is smaller than A6 or larger than A3: the mark of an
    /// unsigned paper needs room and must be seen.
    PageSize(usize),
    /// The address is too long for a QR code.
    Address,
    /// No font has this letter. `path` names the answer, not what it says.
    Letter {
        /// The path of the finding or answer; a field of a slip.
        path: String,
        /// The letter.
        letter: char,
    },
    /// Typst's words, with what may be an answer taken out.
    Template(Vec<TemplateFault>),
}

impl PrintError {
    /// For the person at the desk, in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            Self::TemplateSize => format!("mẫu lớn hơn {} kB", limits::TEMPLATE / 1024),
            Self::DataSize => format!("dữ liệu lớn hơn {} kB", limits::DATA / 1024),
            Self::Pages(pages) => format!("có {pages} trang; tối đa {}", limits::PAGES),
            Self::PageSize(page) => format!("trang {page} phải có khổ từ A6 đến A3"),
            Self::Address => "địa chỉ tra cứu quá dài cho mã QR".to_owned(),
            Self::Letter { path, letter } => {
                format!(
                    "không in được ký tự U+{:04X} trong `{path}`",
                    u32::from(*letter)
                )
            }
            Self::Template(faults) => list(faults, |fault| &fault.vi),
        }
    }

    /// For the person at the desk, in English.
    pub fn en(&self) -> String {
        match self {
            Self::TemplateSize => {
                format!("the template is larger than {} kB", limits::TEMPLATE / 1024)
            }
            Self::DataSize => format!("the data are larger than {} kB", limits::DATA / 1024),
            Self::Pages(pages) => format!("there are {pages} pages; {} are allowed", limits::PAGES),
            Self::PageSize(page) => format!("page {page} must be of a size from A6 to A3"),
            Self::Address => "the look-up address is too long for a QR code".to_owned(),
            Self::Letter { path, letter } => {
                format!(
                    "the letter U+{:04X} in `{path}` cannot be printed",
                    u32::from(*letter)
                )
            }
            Self::Template(faults) => list(faults, |fault| &fault.en),
        }
    }
}

fn list(faults: &[TemplateFault], words: impl Fn(&TemplateFault) -> &String) -> String {
    let rows = faults
        .iter()
        .map(|fault| format!("{}:{}: {}", fault.line, fault.column, words(fault)));
    rows.collect::<Vec<_>>().join("; ")
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.en(), self.vi())
    }
}

impl std::error::Error for PrintError {}

/// Takes out of Typst's messages what may come from an answer.
///
/// A template computes with answers, so a message may hold one as it is, a part
/// of it, or what became of it. Taken out are: everything a template composes
/// itself (`panic`, `assert`), everything in quotes or code marks, every
/// number, and every word that occurs in the data. What is left names the kind
/// of fault; its place says where.
pub(crate) struct Mask(HashSet<String>);

impl Mask {
    /// A mask for what a paper is given.
    pub(crate) fn new(data: &Map<String, Value>) -> Self {
        let mut words = HashSet::new();
        data.values().for_each(|value| collect(value, &mut words));
        Self(words)
    }

    /// The message without them.
    pub(crate) fn message(&self, message: &str) -> String {
        for own in ["panicked", "assertion failed"] {
            if message.starts_with(own) {
                return own.to_owned();
            }
        }
        let mut out = String::new();
        for (place, part) in message.split(['"', '`']).enumerate() {
            if place % 2 == 1 {
                out.push_str("[…]");
            } else {
                self.words(part, &mut out);
            }
        }
        out
    }

    fn words(&self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word = |c: char| c.is_alphanumeric();
            let end = rest.find(|c| word(c) != word(first)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            let hidden = word(first)
                && (run.chars().any(char::is_numeric) || self.0.contains(&run.to_lowercase()));
            out.push_str(if hidden { "…" } else { run });
            rest = after;
        }
    }
}

fn collect(value: &Value, words: &mut HashSet<String>) {
    match value {
        Value::String(text) => {
            let found = text.split(|c: char| !c.is_alphanumeric());
            words.extend(found.filter(|word| !word.is_empty()).map(str::to_lowercase));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(map) => map.values().for_each(|value| collect(value, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_kind_and_loses_what_may_be_an_answer() {
        let data = serde_json::json!({"a": "Lò Thị Ón", "list": [{"b": "0912345678"}]});
        let mask = Mask::new(data.as_object().unwrap());
        for (message, masked) in [
            ("panicked with: \"Lò\"", "panicked"),
            ("assertion failed: no Ón", "assertion failed"),
            (
                "string is not a valid integer: \"x Lò\"",
                "string is not a valid integer: […]",
            ),
            ("label `<x>` does not exist", "label […] does not exist"),
            ("unknown variable: thị", "unknown variable: …"),
            (
                "index out of bounds (index: 12, len: 3)",
                "index out of bounds (index: …, len: …)",
            ),
            ("an open quote \"Lò and more", "an open quote […]"),
        ] {
            assert_eq!(mask.message(message), masked);
        }
    }
}
