//! What stands over columns, with the names XLSForm has had over the years.

use super::ledger::{Ledger, Place};
use super::workbook::{Book, Sheet};

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// From 0.
    pub(super) at: u32,
    /// XLSForm's name of it, in small letters.
    pub(super) key: String,
    /// The language, as written.
    pub(super) language: Option<String>,
}

/// A sheet with its headings.
pub(super) struct Table<'b> {
    /// The sheet's place in the book.
    pub(super) at: usize,
    pub(super) sheet: &'b Sheet,
    pub(super) columns: Vec<Column>,
    /// The row of headings.
    pub(super) head: u32,
}

/// Columns whose words have a language.
pub(super) const WORDS: [&str; 5] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
];

/// Pictures and sounds, which may have a language too.
pub(super) const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

/// Older names, and what they are now.
const ALIASES: [(&str, &str); 18] = [
    ("caption", "label"),
    ("relevance", "relevant"),
    ("calculate", "calculation"),
    ("readonly", "read_only"),
    ("read only", "read_only"),
    ("count", "repeat_count"),
    ("repeat count", "repeat_count"),
    ("constraining message", "constraint_message"),
    ("constraint message", "constraint_message"),
    ("required message", "required_message"),
    ("constraintmsg", "constraint_message"),
    ("requiredmsg", "required_message"),
    ("command", "type"),
    ("list name", "list_name"),
    ("tag", "name"),
    ("value", "name"),
    ("choice filter", "choice_filter"),
    ("required_msg", "required_message"),
];

/// The sheet of a name, in small or great letters.
pub(super) fn table<'b>(book: &'b Book, name: &str) -> Option<Table<'b>> {
    let mut sheets = book.sheets.iter().enumerate();
    let (at, sheet) = sheets.find(|(_, sheet)| sheet.name.trim().eq_ignore_ascii_case(name))?;
    let (head, cells) = sheet.rows.iter().next()?;
    let columns = cells.iter().map(|(at, written)| column(*at, written));
    Some(Table {
        at,
        sheet,
        columns: columns.collect(),
        head: *head,
    })
}

fn column(at: u32, written: &str) -> Column {
    // `bind:jr:constraintMsg`, before there were two colons.
    let written = written
        .replace("jr:", "")
        .replace("bind:", "bind::")
        .replace(":::", "::");
    let written = written.as_str();
    let lower = written.to_lowercase();
    let parts: Vec<&str> = if written.contains("::") {
        written.split("::").map(str::trim).collect()
    } else {
        let first = lower.split(':').next().unwrap_or("").trim();
        let split = WORDS.contains(&known(first).as_str()) || ["bind", "media"].contains(&first);
        if split {
            written.splitn(3, ':').map(str::trim).collect()
        } else {
            vec![written.trim()]
        }
    };
    let first = parts[0].to_lowercase();
    let (key, language) = match (first.as_str(), parts.len()) {
        ("bind" | "media" | "control" | "body", 2..) => {
            let key = parts[1].to_lowercase();
            let is_known = first == "media" || BOUND.contains(&known(&key).as_str());
            (if is_known { key } else { lower.clone() }, parts.get(2))
        }
        _ => (first, parts.get(1)),
    };
    Column {
        at,
        key: known(&key),
        language: language
            .filter(|language| !language.is_empty())
            .map(|language| (*language).to_owned()),
    }
}

/// What `bind::` may stand before.
const BOUND: [&str; 7] = [
    "relevant",
    "constraint",
    "required",
    "calculation",
    "read_only",
    "constraint_message",
    "required_message",
];

fn known(key: &str) -> String {
    let found = ALIASES.iter().find(|row| row.0 == key);
    found.map_or(key, |row| row.1).to_owned()
}

impl<'b> Table<'b> {
    /// The rows under the headings.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> + use<'_, 'b> {
        self.sheet
            .rows
            .keys()
            .copied()
            .filter(|row| *row > self.head)
    }

    /// A cell by its row and column.
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<(Place, &'b str)> {
        let text = self.sheet.rows.get(&row)?.get(&column)?;
        Some(((self.at, row, column), text.as_str()))
    }

    /// The cell of a column without a language.
    pub(super) fn get(&self, row: u32, key: &str) -> Option<(Place, &'b str)> {
        let mut columns = self.columns.iter();
        let found = columns.find(|column| column.key == key && column.language.is_none())?;
        self.cell(row, found.at)
    }

    /// Every cell of a column, in any language.
    pub(super) fn all(&self, row: u32, key: &str) -> Vec<(Place, &'b str)> {
        let columns = self.columns.iter().filter(|column| column.key == key);
        columns
            .filter_map(|column| self.cell(row, column.at))
            .collect()
    }

    /// Says that headings are understood: those of these names.
    pub(super) fn heads(&self, ledger: &mut Ledger<'_>, keys: &[&str]) {
        for column in &self.columns {
            if keys.contains(&column.key.as_str()) {
                ledger.used((self.at, self.head, column.at));
            }
        }
    }
}
