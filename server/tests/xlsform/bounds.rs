//! Both sides of every bound of a workbook, and what is no workbook.

use super::of;
use rust_xlsxwriter::Workbook;
use server::author::xlsform::workbook::{COLUMNS, ROWS, UNPACKED, read};
use std::io::Write;
use zip::write::SimpleFileOptions;

fn with_cell(row: u32, column: u16) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "type").unwrap();
    sheet.write(row, column, "x").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn rows_and_columns() {
    assert!(read(&with_cell(ROWS - 1, 0)).is_ok());
    assert!(read(&with_cell(0, COLUMNS as u16 - 1)).is_ok());
    for bytes in [with_cell(ROWS, 0), with_cell(0, COLUMNS as u16)] {
        let (en, _) = read(&bytes).unwrap_err();
        assert!(en.contains("20,000 rows or 200 columns"), "{en}");
    }
}

/// A workbook with one more part of so many bytes, all alike.
fn with_part(size: u64) -> Vec<u8> {
    let mut bytes = with_cell(1, 1);
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(&mut bytes)).unwrap();
    zip.start_file("xl/more.bin", SimpleFileOptions::default())
        .unwrap();
    let block = vec![0_u8; 1 << 20];
    let mut left = size;
    while left > 0 {
        let part = left.min(block.len() as u64);
        zip.write_all(&block[..part as usize]).unwrap();
        left -= part;
    }
    zip.finish().unwrap();
    bytes
}

#[test]
fn a_bomb_is_refused_by_what_it_unpacks_to() {
    let small = with_part(1);
    assert!(read(&small).is_ok());
    let own: u64 = {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&small)).unwrap();
        (0..zip.len())
            .map(|at| zip.by_index(at).unwrap().size())
            .sum()
    };
    assert!(read(&with_part(UNPACKED - own + 1)).is_ok());
    let bomb = with_part(UNPACKED - own + 2);
    assert!(bomb.len() < 100_000, "it is small until it is unpacked");
    let (en, _) = read(&bomb).unwrap_err();
    assert!(en.contains("20 MiB unpacked"), "{en}");
}

#[test]
fn what_is_no_workbook() {
    for bytes in [&b""[..], b"type,name,label", &with_cell(1, 1)[..500]] {
        let (en, _) = read(bytes).unwrap_err();
        assert!(en.contains("no .xlsx workbook"), "{en}");
    }
}

/// Numbers, dates and truth values are read as XLSForm's tools read them.
#[test]
fn cells_that_are_no_texts() {
    use rust_xlsxwriter::{ExcelDateTime, Format};
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let when = ExcelDateTime::from_ymd(2026, 11, 23).unwrap();
    sheet.write(0, 0, 5.0).unwrap();
    sheet.write(0, 1, 0.25).unwrap();
    sheet.write(0, 2, true).unwrap();
    sheet.write_datetime_with_format(0, 3, &when, &day).unwrap();
    sheet.write(0, 4, "  ").unwrap();
    let book = read(&workbook.save_to_buffer().unwrap()).unwrap();
    let cells: Vec<&str> = book.sheets[0].rows[&1]
        .values()
        .map(String::as_str)
        .collect();
    assert_eq!(cells, ["5", "0.25", "true", "2026-11-23"]);
}

#[test]
fn a_deep_expression_is_named_not_followed() {
    for depth in [20, 5_000] {
        let deep = format!("{}1 = 1{}", "(".repeat(depth), ")".repeat(depth));
        let made = of(&[(
            "survey",
            &format!("type|name|label|relevant\ntext|a|A|{deep}"),
        )]);
        assert_eq!(made.left.len(), usize::from(depth > 32), "{:?}", made.left);
    }
}
