//! What became of each cell: used, or listed with the reason. Nothing is
//! dropped in silence, because what is neither is listed at the end.

use super::workbook::{Book, Sheet};
use std::collections::BTreeSet;

/// A cell: the sheet's place in the book, the row from 1, the column from 0.
pub type Place = (usize, u32, u32);

/// Why something was not carried over, and what to do by hand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Why {
    /// In English.
    pub en: String,
    /// In Vietnamese.
    pub vi: String,
}

/// A reason in both languages.
pub(super) fn why(en: impl Into<String>, vi: impl Into<String>) -> Why {
    Why {
        en: en.into(),
        vi: vi.into(),
    }
}

/// A cell that is spoken of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Which cell.
    pub place: Place,
    /// The sheet's name.
    pub sheet: String,
    /// The column's heading.
    pub heading: String,
    /// What stands in it.
    pub value: String,
    /// What is said of it.
    pub why: Why,
}

/// The account of all cells of a book.
pub(super) struct Ledger<'b> {
    book: &'b Book,
    pub(super) used: BTreeSet<Place>,
    listed: BTreeSet<Place>,
    pub(super) left: Vec<Entry>,
    pub(super) notes: Vec<Entry>,
}

impl<'b> Ledger<'b> {
    pub(super) fn new(book: &'b Book) -> Self {
        Self {
            book,
            used: BTreeSet::new(),
            listed: BTreeSet::new(),
            left: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A cell that stands in the definition.
    pub(super) fn used(&mut self, place: Place) {
        self.used.insert(place);
    }

    /// A cell that does not, or not wholly.
    pub(super) fn left(&mut self, place: Place, why: Why) {
        let entry = self.entry(place, why);
        self.listed.insert(place);
        self.left.push(entry);
    }

    /// Something to know of a cell that was carried over.
    pub(super) fn note(&mut self, place: Place, why: Why) {
        let entry = self.entry(place, why);
        self.notes.push(entry);
    }

    /// Every cell of a row that nothing was said of.
    pub(super) fn left_row(&mut self, sheet: usize, row: u32, why: &Why) {
        let Some(cells) = self.book.sheets[sheet].rows.get(&row) else {
            return;
        };
        for column in cells.keys() {
            let place = (sheet, row, *column);
            if !self.is_spoken_of(place) {
                self.left(place, why.clone());
            }
        }
    }

    /// A cell nothing was said of yet.
    pub(super) fn left_unless_spoken_of(&mut self, place: Place, why: &Why) {
        if !self.is_spoken_of(place) {
            self.left(place, why.clone());
        }
    }

    fn is_spoken_of(&self, place: Place) -> bool {
        self.used.contains(&place) || self.listed.contains(&place)
    }

    /// Lists every cell nothing was said of.
    pub(super) fn sweep(&mut self) {
        for (at, sheet) in self.book.sheets.iter().enumerate() {
            for (row, cells) in &sheet.rows {
                for column in cells.keys() {
                    let place = (at, *row, *column);
                    if !self.is_spoken_of(place) {
                        self.left(place, unspoken());
                    }
                }
            }
        }
        self.left.sort();
        self.left.dedup();
        self.notes.sort();
        self.notes.dedup();
    }

    fn entry(&self, place: Place, why: Why) -> Entry {
        let sheet = &self.book.sheets[place.0];
        Entry {
            place,
            sheet: sheet.name.clone(),
            heading: heading(sheet, place.2),
            value: sheet
                .rows
                .get(&place.1)
                .and_then(|row| row.get(&place.2))
                .cloned()
                .unwrap_or_default(),
            why,
        }
    }
}

fn unspoken() -> Why {
    why(
        "nothing of a definition corresponds to it; carry over by hand what is needed of it",
        "định nghĩa không có phần tương ứng; hãy tự chuyển nếu cần",
    )
}

/// What stands over a column.
fn heading(sheet: &Sheet, column: u32) -> String {
    let first = sheet.rows.values().next();
    first
        .and_then(|row| row.get(&column))
        .cloned()
        .unwrap_or_default()
}

/// A column as spreadsheets name it: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let mut out = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        out.insert(0, char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    out
}
