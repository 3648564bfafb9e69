//! `tokhai import xlsform`: a definition out of a workbook, and a list of what
//! was not carried over.

use super::xlsform::ledger::{Entry, letters};
use super::xlsform::{convert, workbook};
use super::{DEFINITION, Source, USAGE, Words, check, said, say};
use crate::datasets::Units;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Bytes of a workbook's file.
const FILE: u64 = 20 * 1024 * 1024;

/// Writes a definition made of an XLSForm to standard output, or where `--out`
/// says; a list of what was not carried over goes to standard error.
///
/// # Errors
/// How much was left out and how many faults remain, though the definition is
/// written all the same; or one sentence when the workbook cannot be read, has
/// no survey, or the file to be written is there already.
pub fn import(words: &[String]) -> Result<(), String> {
    let words = Words::read(words, &[])?;
    let lang = words.lang()?;
    let [format, path] = words.plain.as_slice() else {
        return Err(USAGE.to_owned());
    };
    if format != "xlsform" {
        return Err(USAGE.to_owned());
    }
    let refused = |(en, vi): workbook::Refusal| format!("{path}: {}", said(lang, &vi, &en));
    let size = std::fs::metadata(path).map_err(|e| format!("{path}: {e}"))?;
    if size.len() > FILE {
        let words = ("the file is larger than 20 MiB", "tệp lớn hơn 20 MiB");
        return Err(refused((words.0.to_owned(), words.1.to_owned())));
    }
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    let book = workbook::read(&bytes).map_err(refused)?;
    let stem = Path::new(path).file_stem().unwrap_or_default();
    let converted = convert(&book, &stem.to_string_lossy()).map_err(refused)?;
    let place = words.options.get("out").map(|out| target(out));
    match &place {
        _ if converted.yaml.is_empty() => {}
        Some(place) => write_new(place, &converted.yaml)?,
        None => say(converted.yaml.trim_end())?,
    }
    for entry in &converted.notes {
        let mark = said(lang, "lưu ý", "note");
        tell(&line(path, &[entry], &mark, lang))?;
    }
    for entries in together(&converted.left) {
        let mark = said(lang, "chưa chuyển", "not carried over");
        tell(&line(path, entries, &mark, lang))?;
    }
    if converted.yaml.is_empty() {
        let (vi, en) = (
            "không chuyển được câu hỏi nào",
            "no question could be carried over",
        );
        return Err(said(lang, vi, en));
    }
    let source = Source {
        name: place.map_or(DEFINITION.to_owned(), |place| place.display().to_string()),
        folder: PathBuf::new(),
        files: BTreeMap::from([(DEFINITION.to_owned(), converted.yaml)]),
    };
    let faults = source.load(&Units::default()).err().unwrap_or_default();
    for fault in &faults {
        tell(&check::line(&source, fault, lang))?;
    }
    match (converted.left.len(), faults.len()) {
        (0, 0) => Ok(()),
        (left, faults) => Err(said(
            lang,
            &format!("{left} ô chưa chuyển được; định nghĩa còn {faults} lỗi"),
            &format!("cells not carried over: {left}; faults of the definition: {faults}"),
        )),
    }
}

/// A folder's `definition.yaml`, or the file itself.
fn target(out: &str) -> PathBuf {
    let given = PathBuf::from(out);
    if out.ends_with('/') || given.is_dir() {
        given.join(DEFINITION)
    } else {
        given
    }
}

/// Writes a file that is not there yet: nobody's work is written over.
fn write_new(place: &Path, text: &str) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{}: {e}", place.display());
    if let Some(folder) = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = std::fs::File::create_new(place).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Entries of one column that follow one another and have one reason.
fn together(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut sorted: Vec<&[Entry]> = Vec::new();
    let same =
        |a: &Entry, b: &Entry| a.place.0 == b.place.0 && a.why == b.why && a.place.1 == b.place.1;
    let mut rest = entries;
    while !rest.is_empty() {
        let end = rest.iter().position(|entry| !same(&rest[0], entry));
        let (one, others) = rest.split_at(end.unwrap_or(rest.len()));
        sorted.push(one);
        rest = others;
    }
    sorted
}

/// Where, what, and why, of cells of one row.
fn line<E: std::borrow::Borrow<Entry>>(
    path: &str,
    entries: &[E],
    mark: &str,
    lang: Option<&str>,
) -> String {
    let Some(first) = entries.first().map(std::borrow::Borrow::borrow) else {
        return String::new();
    };
    let cells: Vec<String> = entries
        .iter()
        .map(|entry| {
            let entry = entry.borrow();
            let short: String = entry.value.chars().take(60).collect();
            let more = if short.len() < entry.value.len() {
                "…"
            } else {
                ""
            };
            let place = format!("{}{}", letters(entry.place.2), entry.place.1);
            format!(
                "{place} ({}) `{}{more}`",
                entry.heading,
                short.replace(['\n', '\r'], " ")
            )
        })
        .collect();
    let why = said(lang, &first.why.vi, &first.why.en);
    format!(
        "{path}: {}: {}: {mark}: {why}",
        first.sheet,
        cells.join(", ")
    )
}

/// A line to standard error. Whoever reads may stop reading: that is no fault.
fn tell(text: &str) -> Result<(), String> {
    let mut out = std::io::stderr().lock();
    match writeln!(out, "{text}") {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}
