//! What stands in the folder an author edits, and what the check says of it.

use crate::App;
use crate::author::check::CASES;
use crate::store::Files;
use forms::author::{self, Fault};
use forms::limits;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// Bytes of the cases: many times a form.
const CASES_SIZE: u64 = 8 * 1024 * 1024;

/// The folder's files as they were at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    /// Texts by name, the cases among them.
    pub files: Files,
    /// Files that cannot be read, and why.
    pub faults: Vec<Fault>,
}

impl Read {
    /// What a procedure is made of; the cases are beside it.
    fn definition(&self) -> Files {
        let mut files = self.files.clone();
        files.remove(CASES);
        files
    }

    fn refuse(&mut self, file: &str, vi: &str, en: &str) {
        self.faults.push(Fault {
            file: file.to_owned(),
            line: 0,
            column: 0,
            vi: vi.to_owned(),
            en: en.to_owned(),
        });
    }
}

/// Reads the folder. What cannot be read is a fault of it, never an end.
pub(super) fn read(folder: &Path) -> Read {
    let mut read = Read::default();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) => {
            let shown = folder.display().to_string();
            let (vi, en) = (
                format!("không đọc được thư mục: {e}"),
                format!("the folder cannot be read: {e}"),
            );
            read.refuse(&shown, &vi, &en);
            return read;
        }
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let kind = path.extension().unwrap_or_default();
        if kind == "yaml" || kind == "typ" || name == CASES {
            file(&mut read, &path, &name);
        }
    }
    // The order of a folder is the system's.
    read.faults.sort();
    read
}

fn file(read: &mut Read, path: &Path, name: &str) {
    let most = match name {
        CASES => CASES_SIZE,
        _ => limits::SOURCE as u64,
    };
    let text = std::fs::metadata(path).and_then(|found| match found.len() > most {
        true => Err(std::io::Error::from(ErrorKind::FileTooLarge)),
        false => std::fs::read_to_string(path),
    });
    match text {
        Ok(text) => {
            read.files.insert(name.to_owned(), text);
        }
        // An editor puts a new file in the place of the old one.
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        Err(e) => match e.kind() {
            ErrorKind::InvalidData => {
                read.refuse(name, "không phải văn bản UTF-8", "it is no text in UTF-8");
            }
            ErrorKind::FileTooLarge => {
                let kib = most / 1024;
                let (vi, en) = (
                    format!("lớn hơn {kib} KiB"),
                    format!("larger than {kib} KiB"),
                );
                read.refuse(name, &vi, &en);
            }
            _ => {
                let (vi, en) = (
                    format!("không đọc được: {e}"),
                    format!("cannot be read: {e}"),
                );
                read.refuse(name, &vi, &en);
            }
        },
    }
}

/// What the check says of what was read.
#[derive(Default)]
pub(super) struct Judged {
    pub read: Read,
    pub faults: Vec<Fault>,
    pub lacks: Vec<Fault>,
    pub notes: Vec<Fault>,
    pub unchecked: Vec<Fault>,
    /// How many cases were run; `None`: there are none, or there was nothing to run them on.
    pub cases: Option<usize>,
    /// What comes out otherwise than they say.
    pub wrong: Vec<Fault>,
    /// What a sound definition is made of.
    pub sound: Option<Files>,
}

/// Checks what was read, and runs its cases.
///
/// # Errors
/// When the work itself was broken off.
pub(super) async fn judge(app: &Arc<App>, read: Read) -> Result<Judged, String> {
    let mut judged = Judged {
        faults: read.faults.clone(),
        read,
        ..Judged::default()
    };
    if !judged.faults.is_empty() {
        return Ok(judged);
    }
    let files = judged.read.definition();
    match app.catalogue.compile(files.clone()).await? {
        Err(faults) => judged.faults = faults,
        Ok(found) => {
            if let Some(text) = judged.read.files.get(CASES).cloned() {
                let (units, form) = (app.units.clone(), found.form);
                let run = move || author::cases::run(CASES, &text, &form, units.as_ref());
                let run = tokio::task::spawn_blocking(run).await;
                let (count, wrong) = run.map_err(|e| format!("the cases were not run: {e}"))?;
                (judged.cases, judged.wrong) = (Some(count), wrong);
            }
            judged.lacks = found.lacks;
            judged.notes = found.notes;
            judged.unchecked = found.unchecked;
            judged.sound = Some(files);
        }
    }
    Ok(judged)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_a_fault_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes);
        put("definition.yaml", &vec![b' '; limits::SOURCE]).unwrap();
        put("notes.md", b"\xff").unwrap();
        put("cases.json", b"[]").unwrap();
        let sound = read(folder.path());
        assert_eq!(sound.faults, []);
        let names: Vec<_> = sound.files.keys().map(String::as_str).collect();
        assert_eq!(names, ["cases.json", "definition.yaml"]);
        assert_eq!(sound.definition().len(), 1);

        put("definition.yaml", &vec![b' '; limits::SOURCE + 1]).unwrap();
        put("result.typ", b"\xff").unwrap();
        let faulty = read(folder.path());
        let said: Vec<_> = faulty
            .faults
            .iter()
            .map(|fault| fault.en.as_str())
            .collect();
        assert_eq!(said, ["larger than 256 KiB", "it is no text in UTF-8"]);
        assert_ne!(sound, faulty);

        let gone = read(&folder.path().join("none"));
        assert!(gone.faults[0].vi.contains("không đọc được thư mục"));
    }
}
