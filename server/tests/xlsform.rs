//! XLSForms become definitions: hand-made workbooks with what must come of
//! them, expressions beside what XPath gives, and pyxform's own samples.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "xlsform/bounds.rs"]
mod bounds;
#[path = "xlsform/carried.rs"]
mod carried;
#[path = "xlsform/expressions.rs"]
mod expressions;
#[path = "xlsform/left.rs"]
mod left;
#[path = "xlsform/samples.rs"]
mod samples;

use forms::author::{Fault, Published, load};
use rust_xlsxwriter::Workbook;
use server::author::xlsform::ledger::letters;
use server::author::xlsform::workbook::{Book, read};
use server::author::xlsform::{Converted, convert};
use std::collections::{BTreeMap, BTreeSet};

/// A sheet: its name, and rows whose cells are parted by `|`.
type Sheet<'s> = (&'s str, &'s str);

/// A workbook's file.
fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in rows.trim().lines().enumerate() {
            for (column, cell) in line.split('|').map(str::trim).enumerate() {
                if !cell.is_empty() {
                    sheet.write(row as u32, column as u16, cell).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Converts a workbook; every cell is used or listed, or the test fails.
fn converted(book: &Book, name: &str) -> Converted {
    let converted = convert(book, name).unwrap();
    let mut spoken_of: BTreeSet<_> = converted.used.clone();
    spoken_of.extend(converted.left.iter().map(|entry| entry.place));
    let mut all = BTreeSet::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        for (row, cells) in &sheet.rows {
            all.extend(cells.keys().map(|column| (at, *row, *column)));
        }
    }
    assert_eq!(spoken_of, all, "{name}");
    converted
}

fn of(sheets: &[Sheet<'_>]) -> Converted {
    converted(&read(&workbook(sheets)).unwrap(), "sample")
}

fn loaded(converted: &Converted) -> Result<Published, Vec<Fault>> {
    let files = BTreeMap::from([("definition.yaml".to_owned(), converted.yaml.clone())]);
    load("", &files, &BTreeMap::new())
}

/// `survey!B3: reason` of everything that was left.
fn listed(converted: &Converted) -> Vec<String> {
    let entries = converted.left.iter().map(|entry| {
        let (_, row, column) = entry.place;
        format!("{}!{}{row}: {}", entry.sheet, letters(column), entry.why.en)
    });
    entries.collect()
}

/// The definition without the comments at its top.
fn body(converted: &Converted) -> String {
    let lines = converted.yaml.lines().filter(|line| !line.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n")
}
