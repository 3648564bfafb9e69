//! The commands for whoever writes definitions: check, preview, export, diff,
//! schema, import. None of them needs a running server; only `import --out` writes a file.

mod check;
mod diff;
mod export;
mod import;
mod openapi;
mod preview;
mod schema;
pub mod xlsform;

use crate::catalogue;
use crate::datasets::Units;
use forms::author::{self, Fault};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

pub use check::check;
pub use diff::diff;
pub use export::export;
pub use import::import;
pub use preview::preview;
pub use schema::definition_schema;

/// How the commands are called.
pub const USAGE: &str =
    "  check   FILE...       names every fault of definitions: a file, or a procedure's folder,
                        whose cases it runs
  preview FOLDER [--addr 127.0.0.1:PORT]
                        shows a procedure's form in the browser while you edit its files:
                        faults, notes and cases beside it, anew whenever a file is saved;
                        without --addr on 127.0.0.1:3100; keeps nothing
  export  FILE WHAT     prints a form for other systems; WHAT is one of
                        --schema (JSON Schema of what may be submitted), --schema=draft,
                        --openapi (OpenAPI 3.1), --json (the definition's canonical JSON)
  diff    OLD NEW       says what changed, how much it weighs, and whether the version
                        number was raised far enough
  schema  [decision]    prints the JSON Schema by which editors complete definition.yaml,
                        or decision.yaml
  import  xlsform FILE.xlsx [--out FOLDER|FILE]
                        makes a definition of an XLSForm, and names every cell that was not
                        carried over, with the reason (then it ends with status 1)
          --lang vi|en  in one language; --datasets FOLDER  where lists are kept";

/// The definition on its own.
const DEFINITION: &str = "definition.yaml";

/// Prints a line. Whoever reads may stop reading: that is no fault.
///
/// # Errors
/// When it cannot be written for another reason.
pub fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}") {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

/// Words in the language that is wanted, else in both.
fn said(lang: Option<&str>, vi: &str, en: &str) -> String {
    match lang {
        Some("vi") => vi.to_owned(),
        Some(_) => en.to_owned(),
        None => format!("{en} / {vi}"),
    }
}

/// The words of a command: what stands for itself, and its options.
struct Words {
    plain: Vec<String>,
    options: BTreeMap<String, String>,
}

impl Words {
    /// `--name value`, `--name=value`, or `--name` alone where `alone` says so.
    fn read(words: &[String], alone: &[&str]) -> Result<Words, String> {
        let mut read = Words {
            plain: Vec::new(),
            options: BTreeMap::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--") else {
                read.plain.push(word.clone());
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, value.to_owned()),
                None if alone.contains(&option) => (option, String::new()),
                None => {
                    let value = words.next();
                    (
                        option,
                        value.ok_or(format!("--{option} needs a value"))?.clone(),
                    )
                }
            };
            let known =
                ["lang", "datasets", "out", "addr"].contains(&name) || alone.contains(&name);
            if !known {
                return Err(format!("unknown option --{name}\n{USAGE}"));
            }
            read.options.insert(name.to_owned(), value);
        }
        Ok(read)
    }

    /// The one language that is wanted; `None`: both.
    fn lang(&self) -> Result<Option<&str>, String> {
        match self.options.get("lang").map(String::as_str) {
            Some(lang @ ("vi" | "en")) => Ok(Some(lang)),
            Some(other) => Err(format!("--lang is vi or en, not {other}")),
            None => Ok(None),
        }
    }

    fn units(&self, source: &Source) -> Result<Units, String> {
        match self.options.get("datasets") {
            Some(folder) => Units::load(Path::new(folder)),
            None => source.units(),
        }
    }
}

/// A definition's files, and where they lie.
struct Source {
    /// What faults are named after.
    name: String,
    /// The folder it lies in.
    folder: PathBuf,
    files: BTreeMap<String, String>,
}

impl Source {
    /// A procedure's folder, one of the files in it, or a definition by itself.
    fn read(path: &str) -> Result<Source, String> {
        let given = Path::new(path);
        if given.is_dir() {
            return Source::of_folder(given, path);
        }
        let folder = given.parent().unwrap_or(Path::new("")).to_owned();
        let name = given.file_name().unwrap_or_default().to_string_lossy();
        let part = ["decision.yaml", "result.typ", DEFINITION].contains(&&*name);
        if part && folder.join(DEFINITION).exists() {
            let shown = folder.to_string_lossy().into_owned();
            return Source::of_folder(&folder, &shown);
        }
        let limit = forms::limits::SOURCE as u64;
        let size = std::fs::metadata(given).map_err(|e| format!("{path}: {e}"))?;
        if size.len() > limit {
            return Err(format!("{path}: larger than 256 KiB / lớn hơn 256 KiB"));
        }
        let text = std::fs::read_to_string(given).map_err(|e| format!("{path}: {e}"))?;
        Ok(Source {
            name: path.to_owned(),
            folder,
            files: BTreeMap::from([(DEFINITION.to_owned(), text)]),
        })
    }

    fn of_folder(folder: &Path, name: &str) -> Result<Source, String> {
        Ok(Source {
            name: name.trim_end_matches('/').to_owned(),
            folder: folder.to_owned(),
            files: catalogue::read_folder(folder)?,
        })
    }

    /// The lists beside it: a folder `datasets` in its own or one around it.
    fn units(&self) -> Result<Units, String> {
        match self.around("datasets")?.filter(|folder| folder.is_dir()) {
            Some(folder) => Units::load(&folder),
            None => Ok(Units::default()),
        }
    }

    /// What bears a name in its own folder or in one of three around it.
    fn around(&self, name: &str) -> Result<Option<PathBuf>, String> {
        let own = std::fs::canonicalize(match self.folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.folder,
        });
        let own = own.map_err(|e| format!("{}: {e}", self.name))?;
        let mut found = own.ancestors().take(4).map(|folder| folder.join(name));
        Ok(found.find(|path| path.exists()))
    }

    /// Whether it is one file that is no folder's.
    fn is_alone(&self) -> bool {
        !Path::new(&self.name).is_dir()
    }

    /// The place of a fault as the person who called may open it.
    fn place(&self, fault: &Fault) -> String {
        let file = match self.is_alone() {
            true => &self.name,
            false => &fault.file,
        };
        format!("{file}:{}:{}", fault.line, fault.column)
    }

    fn load(&self, units: &Units) -> Result<author::Published, Vec<Fault>> {
        catalogue::checked(&self.name, &self.files, units)
    }

    /// The published form; every fault as one text where there are any.
    fn published(&self, units: &Units, lang: Option<&str>) -> Result<author::Published, String> {
        self.load(units).map_err(|faults| {
            let lines = faults.iter().map(|fault| check::line(self, fault, lang));
            lines.collect::<Vec<_>>().join("\n")
        })
    }
}
