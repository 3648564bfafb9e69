//! The sample forms of pyxform, XLSForm's reference implementation, out of its
//! source distribution (`.ci/setup test` fetches it): nothing panics, every cell
//! is used or listed, words that are used stand in the definition, and the
//! definition has no fault but those that are said.

use super::{converted, loaded};
use calamine::{Reader, Xls, open_workbook};
use server::author::xlsform::workbook::{Book, Sheet, read};
use std::path::{Path, PathBuf};

/// Samples of the pinned version, and what becomes of them: converted without
/// a fault, with faults, and those without a sheet `survey`.
const SOUND: usize = 49;
const FAULTY: usize = 2;
const NO_SURVEY: usize = 1;

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/pyxform/pyxform/tests");
    let mut files = Vec::new();
    for folder in ["example_xls", "bug_example_xls"] {
        let folder = root.join(folder);
        let entries = std::fs::read_dir(&folder)
            .unwrap_or_else(|e| panic!("{}: {e}; run .ci/setup test", folder.display()));
        let paths = entries.map(|entry| entry.unwrap().path());
        files.extend(paths.filter(|path| {
            let kind = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            ["xls", "xlsx", "xlsm"].contains(&kind.as_str())
        }));
    }
    files.sort();
    files
}

/// The older .xls, which the command does not take, read for the samples' sake.
fn older(path: &Path) -> Book {
    let mut workbook: Xls<_> = open_workbook(path).unwrap();
    let mut book = Book::default();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).unwrap();
        let (top, first) = range.start().unwrap_or_default();
        let mut sheet = Sheet {
            name,
            ..Sheet::default()
        };
        for (row, column, cell) in range.used_cells() {
            let text = cell.to_string();
            if !text.trim().is_empty() {
                let cells = sheet.rows.entry(top + row as u32 + 1).or_default();
                cells.insert(first + column as u32, text.trim().to_owned());
            }
        }
        book.sheets.push(sheet);
    }
    book
}

#[test]
fn every_sample() {
    let (mut sound, mut faulty, mut without) = (0, 0, 0);
    for path in files() {
        let book = if path.extension().is_some_and(|kind| kind == "xls") {
            older(&path)
        } else {
            read(&std::fs::read(&path).unwrap()).unwrap()
        };
        let survey =
            |sheet: &Sheet| sheet.name.eq_ignore_ascii_case("survey") && !sheet.rows.is_empty();
        if !book.sheets.iter().any(survey) {
            without += 1;
            continue;
        }
        let made = converted(&book, "sample");
        words_stand_in_it(&book, &made, &path);
        if made.yaml.is_empty() {
            assert!(!made.left.is_empty(), "{}", path.display());
            continue;
        }
        match loaded(&made) {
            Ok(_) => sound += 1,
            Err(faults) => {
                faulty += 1;
                for fault in faults {
                    let said = ["the words in `", "may take "]
                        .iter()
                        .any(|said| fault.en.starts_with(said));
                    assert!(said, "{}: {fault}", path.display());
                }
            }
        }
    }
    assert_eq!((sound, faulty, without), (SOUND, FAULTY, NO_SURVEY));
}

/// What is called used is there: each label and hint that was not listed.
fn words_stand_in_it(book: &Book, made: &server::author::xlsform::Converted, path: &Path) {
    let plain = |text: &str| -> String {
        let text = text
            .replace("\\n", "")
            .replace("\\r", "")
            .replace("\\t", "");
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let yaml = plain(&made.yaml);
    for (at, sheet) in book.sheets.iter().enumerate() {
        let Some((head, headings)) = sheet.rows.iter().next() else {
            continue;
        };
        for (row, cells) in sheet.rows.iter().filter(|(row, _)| *row > head) {
            for (column, text) in cells {
                let heading = headings
                    .get(column)
                    .map(|text| text.to_lowercase())
                    .unwrap_or_default();
                let place = (at, *row, *column);
                let words = ["label", "hint", "caption"]
                    .iter()
                    .any(|key| heading.starts_with(key));
                let listed = made.left.iter().any(|entry| entry.place == place);
                if words && made.used.contains(&place) && !listed {
                    assert!(yaml.contains(&plain(text)), "{}: {text}", path.display());
                }
            }
        }
    }
}
