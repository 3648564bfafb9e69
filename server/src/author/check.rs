//! `tokhai check`: every fault with its place, and the line it stands on.

use super::{DEFINITION, Source, USAGE, Words, said, say};
use crate::datasets::Units;
use forms::Form;
use forms::author::{self, Fault};

/// Labelled cases beside a definition.
pub(super) const CASES: &str = "cases.json";

/// Fields and the boxes of the official form.
const MAP: &str = "form-map.md";

/// Checks definitions; prints what is wrong and what a procedure still lacks.
///
/// # Errors
/// How many faults there are, or one sentence when a file cannot be read.
pub fn check(words: &[String]) -> Result<(), String> {
    let words = Words::read(words, &[])?;
    let lang = words.lang()?;
    if words.plain.is_empty() {
        return Err(USAGE.to_owned());
    }
    let (mut count, mut checked) = (0, 0);
    for path in &words.plain {
        let mut source = Source::read(path)?;
        if !source.files.contains_key(DEFINITION) {
            let (vi, en) = (
                "không có định nghĩa, không kiểm tra",
                "no definition, not checked",
            );
            say(&format!("{}: {}", source.name, said(lang, vi, en)))?;
            continue;
        }
        checked += 1;
        let units = words.units(&source)?;
        match source.load(&units) {
            Ok(published) => {
                let notes: Vec<&Fault> = published.lacks.iter().chain(&published.notes).collect();
                for line in notes.iter().map(|fault| note(&source, fault, lang)) {
                    say(&line)?;
                }
                for fault in once(&published.unchecked) {
                    say(&note(&source, &fault, lang))?;
                }
                let map = !source.is_alone() && !source.folder.join(MAP).exists();
                if map {
                    say(&no_map(&source, lang))?;
                }
                let notes = notes.len() + usize::from(map);
                let (cases, wrong) = cases(&mut source, &published.form, &units)?;
                for fault in &wrong {
                    say(&(line(&source, fault, lang) + "\n"))?;
                }
                count += wrong.len();
                if wrong.is_empty() {
                    let (mut vi, mut en) = ("không có lỗi".to_owned(), "no faults".to_owned());
                    if cases > 0 {
                        vi += &format!(", {cases} ca kiểm thử đúng");
                        en += &format!(", {cases} cases as expected");
                    }
                    if notes > 0 {
                        vi += &format!(", {notes} lưu ý nên xem");
                        en += &format!(", {notes} notes worth a look");
                    }
                    if !published.unchecked.is_empty() {
                        let places = published.unchecked.len();
                        vi += &format!(", {places} chỗ chưa kiểm tra (không cần sửa)");
                        en += &format!(", {places} places not checked (nothing to mend)");
                    }
                    say(&format!("{}: {}", source.name, said(lang, &vi, &en)))?;
                }
            }
            Err(faults) => {
                count += faults.len();
                for fault in &faults {
                    say(&(line(&source, fault, lang) + "\n"))?;
                }
            }
        }
    }
    match (count, checked) {
        (0, 0) => Err(said(lang, "chưa kiểm tra gì", "nothing was checked")),
        (0, _) => Ok(()),
        (1, _) => Err(said(lang, "1 lỗi", "1 fault")),
        _ => Err(said(
            lang,
            &format!("{count} lỗi"),
            &format!("{count} faults"),
        )),
    }
}

/// Runs the cases that lie in a procedure's folder: how many there are, and
/// what comes out otherwise than they say.
fn cases(source: &mut Source, form: &Form, units: &Units) -> Result<(usize, Vec<Fault>), String> {
    let path = source.folder.join(CASES);
    if source.is_alone() || !path.exists() {
        return Ok((0, Vec::new()));
    }
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let file = format!("{}/{CASES}", source.name);
    let found = author::cases::run(&file, &text, form, units);
    // Faults show the line they stand on.
    source.files.insert(CASES.to_owned(), text);
    Ok(found)
}

/// Something that blocks nothing.
fn note(source: &Source, fault: &Fault, lang: Option<&str>) -> String {
    let mark = said(lang, "lưu ý", "note");
    let what = said(lang, &fault.vi, &fault.en);
    format!("{}: {mark}: {what}", source.place(fault))
}

/// Each reason once: where it stands first, and how often besides.
pub(super) fn once(faults: &[Fault]) -> Vec<Fault> {
    let mut kinds: Vec<(Fault, usize)> = Vec::new();
    for fault in faults {
        match kinds.iter_mut().find(|(known, _)| known.en == fault.en) {
            Some((_, more)) => *more += 1,
            None => kinds.push((fault.clone(), 0)),
        }
    }
    let counted = |(mut fault, more): (Fault, usize)| {
        if more > 0 {
            let places = if more == 1 { "place" } else { "places" };
            fault.vi += &format!(" (và {more} chỗ nữa)");
            fault.en += &format!(" (and {more} {places} more)");
        }
        fault
    };
    kinds.into_iter().map(counted).collect()
}

/// A folder that does not say which box of the official form a field stands for.
fn no_map(source: &Source, lang: Option<&str>) -> String {
    let (name, mark) = (&source.name, said(lang, "lưu ý", "note"));
    let what = said(
        lang,
        "chưa có bảng đối chiếu từng trường với ô của mẫu giấy và những gì chưa xác minh",
        "nothing says which box of the official form a field stands for, and what is not verified",
    );
    format!("{name}/{MAP}: {mark}: {what}")
}

/// A fault: its place, what is wrong, and the line with a mark under the place.
pub(super) fn line(source: &Source, fault: &Fault, lang: Option<&str>) -> String {
    let mut out = format!(
        "{}: {}",
        source.place(fault),
        said(lang, &fault.vi, &fault.en)
    );
    let file = fault.file.rsplit('/').next().unwrap_or(DEFINITION);
    let text = source.files.get(file).or(source.files.get(DEFINITION));
    let Some(written) = text.and_then(|text| text.lines().nth(fault.line.max(1) as usize - 1))
    else {
        return out;
    };
    // A long line is shown around its fault.
    let place = fault.column.max(1) as usize - 1;
    let from = place.saturating_sub(60);
    let shown: String = written.chars().skip(from).take(100).collect();
    let number = fault.line.to_string();
    let margin = " ".repeat(number.len());
    let before: String = shown
        .chars()
        .take(place - from)
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect();
    out.push_str(&format!("\n  {number} | {shown}\n  {margin} | {before}^"));
    out
}
