//! An .xlsx file as texts in rows. A workbook comes from anywhere: nothing of
//! it is believed before it was counted.

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Bytes of all parts of a workbook, unpacked.
pub const UNPACKED: u64 = 20 * 1024 * 1024;
/// Parts of a workbook.
const PARTS: usize = 2_000;
/// Rows of a sheet.
pub const ROWS: u32 = 20_000;
/// Columns of a sheet.
pub const COLUMNS: u32 = 200;
/// Sheets of a workbook.
const SHEETS: usize = 50;
/// Texts a workbook may say that it shares: calamine makes room for as many.
const SHARED: usize = 2_000_000;

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Its sheets, in its order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Row number from 1 -> column from 0 -> text. Nothing empty stands in it.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

/// Why a file is not read, in English and Vietnamese.
pub type Refusal = (String, String);

fn refusal(en: &str, vi: &str) -> Refusal {
    (en.to_owned(), vi.to_owned())
}

/// Reads a workbook.
///
/// # Errors
/// When it is no .xlsx file, or larger than [`UNPACKED`], [`ROWS`] or
/// [`COLUMNS`] allow.
pub fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    counted(bytes)?;
    let unreadable = |e: calamine::XlsxError| {
        (
            format!("the workbook cannot be read: {e}"),
            format!("không đọc được sổ tính: {e}"),
        )
    };
    let mut xlsx: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = xlsx.sheet_names();
    if names.len() > SHEETS {
        return Err(refusal("more than 50 sheets", "hơn 50 trang tính"));
    }
    let mut book = Book::default();
    let mut size = 0;
    for name in names {
        let mut sheet = Sheet {
            name: name.clone(),
            ..Sheet::default()
        };
        let mut cells = match xlsx.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet that is a drawing alone has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(e) => return Err(unreadable(e)),
        };
        while let Some(cell) = cells.next_cell().map_err(unreadable)? {
            let text = text_of(cell.get_value());
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let (row, column) = cell.get_position();
            if row >= ROWS || column >= COLUMNS {
                return Err((
                    format!("sheet `{name}` has more than 20,000 rows or 200 columns"),
                    format!("trang tính `{name}` có hơn 20.000 hàng hoặc 200 cột"),
                ));
            }
            size += text.len() as u64;
            if size > UNPACKED {
                return Err(too_large());
            }
            let cells = sheet.rows.entry(row + 1).or_default();
            cells.insert(column, text.to_owned());
        }
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn too_large() -> Refusal {
    refusal(
        "the workbook is larger than 20 MiB unpacked",
        "sổ tính lớn hơn 20 MiB sau khi giải nén",
    )
}

/// Unpacks every part and counts what really comes: what a zip declares of
/// itself is not binding.
fn counted(bytes: &[u8]) -> Result<(), Refusal> {
    let no_zip = || refusal("this is no .xlsx workbook", "đây không phải sổ tính .xlsx");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_zip())?;
    if zip.len() > PARTS {
        return Err(too_large());
    }
    let mut left = UNPACKED;
    for place in 0..zip.len() {
        let part = zip.by_index(place).map_err(|_| no_zip())?;
        if part.size() > left {
            return Err(too_large());
        }
        let name = part.name().map_err(|_| no_zip())?.to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let mut taken = part.take(left + 1);
        let mut start = Vec::new();
        let mut first = taken.by_ref().take(if shared { 4096 } else { 0 });
        first.read_to_end(&mut start).map_err(|_| no_zip())?;
        if claims_too_many(&start) {
            return Err(too_large());
        }
        let rest = std::io::copy(&mut taken, &mut std::io::sink()).map_err(|_| no_zip())?;
        let size = start.len() as u64 + rest;
        left = left.checked_sub(size).ok_or_else(too_large)?;
    }
    Ok(())
}

/// Whether a list of shared texts says that it has more of them than it may.
fn claims_too_many(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start);
    let Some((_, claimed)) = start.split_once("uniqueCount") else {
        return false;
    };
    let digits: String = claimed
        .trim_start_matches([' ', '\t', '\r', '\n', '=', '"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    !digits.is_empty() && digits.parse::<usize>().map_or(true, |count| count > SHARED)
}

/// A cell as XLSForm's tools read it: whole numbers without a point, dates as ISO.
pub(super) fn text_of(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(time) => date_text(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn number_text(number: f64) -> String {
    // A whole number below 2^53 prints without a point.
    number.to_string()
}

fn date_text(time: &ExcelDateTime) -> String {
    if !time.is_datetime() {
        return number_text(time.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.as_f64() < 1.0 {
        format!("{hour:02}:{minute:02}")
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
