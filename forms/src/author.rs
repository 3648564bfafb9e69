//! From what an agency writes to a published form: YAML in, every fault at
//! once or a compiled form out. Never in a browser.

mod analysis;
mod canonical;
pub mod cases;
mod check;
pub mod definition_schema;
pub mod diff;
pub mod keys;
mod manifest;
mod order;
mod read;
mod result;
mod source;

use crate::form::Form;
use crate::limits;
use std::collections::BTreeMap;
use std::fmt;

/// Something wrong in a file, at a place, for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, its folder first.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What is wrong, in Vietnamese.
    pub vi: String,
    /// What is wrong, in English.
    pub en: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {} / {}",
            self.file, self.line, self.column, self.en, self.vi
        )
    }
}

/// The datasets a definition may name.
pub trait DatasetList {
    /// The SHA-256 of a dataset (`vn-admin-units@2025-07-01`); `None`: there is no such.
    fn hash(&self, dataset: &str) -> Option<String>;
    /// Whether a dataset has a level (`province`, `commune`).
    fn has_level(&self, dataset: &str, level: &str) -> bool;
    /// Whether a level's values have an attribute (`specialDifficulty`).
    fn has_attribute(&self, dataset: &str, level: &str, attribute: &str) -> bool;
    /// Whether a level has this code; `None`: the list is not at hand.
    fn has_option(&self, _dataset: &str, _level: &str, _code: &str) -> Option<bool> {
        None
    }
}

/// Datasets by name and hash, of which nothing more is known: every level and
/// attribute is taken. For tools and tests.
impl DatasetList for BTreeMap<String, String> {
    fn hash(&self, dataset: &str) -> Option<String> {
        self.get(dataset).cloned()
    }
    fn has_level(&self, _: &str, _: &str) -> bool {
        true
    }
    fn has_attribute(&self, _: &str, _: &str, _: &str) -> bool {
        true
    }
}

/// A procedure's folder, checked and compiled.
#[derive(Clone, Debug)]
pub struct Published {
    /// The citizen's form.
    pub form: Form,
    /// The officer's findings.
    pub decision: Option<Form>,
    /// Canonical JSON of the SHA-256 of every part: definition, decision,
    /// papers, fee, template, datasets.
    pub manifest: String,
    /// SHA-256 of the manifest, lower-case hex: names the version.
    pub hash: String,
    /// File name -> text, as given.
    pub source: BTreeMap<String, String>,
    /// What a procedure still lacks before citizens should see it. Blocks nothing.
    pub lacks: Vec<Fault>,
    /// What follows from the definition for all answers and may not be meant: a
    /// condition that is always true, a rule that never fails, a gap in the fee.
    /// Blocks nothing.
    pub notes: Vec<Fault>,
    /// What was not checked for all answers, and why: dates, lists, too many
    /// combinations. Blocks nothing.
    pub unchecked: Vec<Fault>,
}

/// Reads, checks and compiles a procedure's folder: `definition.yaml`, and
/// where present `decision.yaml` and `result.typ`. `folder` is used in faults.
///
/// # Errors
/// Every fault found, in the order of the files.
pub fn load(
    folder: &str,
    files: &BTreeMap<String, String>,
    datasets: &dyn DatasetList,
) -> Result<Published, Vec<Fault>> {
    let mut faults = Vec::new();
    let name = |file: &str| {
        if folder.is_empty() {
            file.to_owned()
        } else {
            [folder, file].join("/")
        }
    };
    let Some(text) = files.get(DEFINITION) else {
        let (vi, en) = (
            "thiếu tệp định nghĩa".to_owned(),
            "the definition is missing".to_owned(),
        );
        return Err(vec![Fault {
            file: name(DEFINITION),
            line: 1,
            column: 1,
            vi,
            en,
        }]);
    };
    let definition = part(&name(DEFINITION), text, datasets, None, &mut faults);
    let beside = definition.as_ref().map(|part| Beside {
        form: &part.form,
        sound: faults.is_empty(),
        template: files.contains_key(TEMPLATE),
    });
    // Beside a definition that cannot be read nothing can be said of it.
    let mut decision = beside
        .and(files.get(DECISION))
        .and_then(|text| part(&name(DECISION), text, datasets, beside, &mut faults));
    faults.sort();
    faults.dedup();
    let of_decision = decision.as_mut().map_or_else(Default::default, |part| {
        let taken: (Vec<Fault>, Vec<Fault>) = (
            std::mem::take(&mut part.notes),
            std::mem::take(&mut part.unchecked),
        );
        taken
    });
    match definition {
        Some(definition) if faults.is_empty() => {
            let manifest = manifest::write(
                &definition.tree,
                decision.as_ref().map(|part| &part.tree),
                files,
                datasets,
            );
            Ok(Published {
                hash: manifest::sha256(manifest.as_bytes()),
                manifest,
                lacks: definition.lacks,
                notes: definition.notes.into_iter().chain(of_decision.0).collect(),
                unchecked: definition
                    .unchecked
                    .into_iter()
                    .chain(of_decision.1)
                    .collect(),
                form: definition.form,
                decision: decision.map(|part| part.form),
                source: files.clone(),
            })
        }
        _ => Err(faults),
    }
}

/// The canonical JSON (RFC 8785) of a definition's text.
///
/// # Errors
/// Where the text is no YAML, or over the limits.
pub fn canonical_json(text: &str) -> Result<String, Fault> {
    let tree = source::parse(DEFINITION, text)?;
    Ok(canonical::write(&tree))
}

/// The citizen's form.
const DEFINITION: &str = "definition.yaml";
/// The officer's findings.
const DECISION: &str = "decision.yaml";
/// What prints the result.
const TEMPLATE: &str = "result.typ";

/// What a decision stands beside.
#[derive(Clone, Copy)]
struct Beside<'f> {
    /// The citizen's form.
    form: &'f Form,
    /// Whether it has no fault, so that what it lacks is not there at all.
    sound: bool,
    /// Whether there is a result template.
    template: bool,
}

/// One file, read and checked.
struct Part {
    form: Form,
    tree: source::Node,
    lacks: Vec<Fault>,
    notes: Vec<Fault>,
    unchecked: Vec<Fault>,
}

/// Reads and checks one file. A decision takes id, version and languages from
/// the definition it stands beside, unless it says its own.
fn part(
    file: &str,
    text: &str,
    datasets: &dyn DatasetList,
    beside: Option<Beside<'_>>,
    faults: &mut Vec<Fault>,
) -> Option<Part> {
    let tree = match source::parse(file, text) {
        Ok(tree) => tree,
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    };
    if canonical::write(&tree).len() > limits::CANONICAL {
        faults.push(Fault {
            file: file.to_owned(),
            line: 1,
            column: 1,
            vi: "JSON chuẩn hóa lớn hơn 512 KiB; hãy rút gọn tệp".to_owned(),
            en: "its canonical JSON is larger than 512 KiB; shorten the file".to_owned(),
        });
        return None;
    }
    let mut draft = read::definition(file, &tree, datasets, beside.map(|beside| beside.form));
    check::all(&mut draft, datasets);
    if let Some(beside) = beside {
        result::check(&mut draft, beside);
    }
    // What follows for all answers can only be said of a form that is sound.
    let mut found = if draft.faults.is_empty() {
        analysis::analyse(&draft)
    } else {
        analysis::Found::default()
    };
    faults.append(&mut draft.faults);
    faults.append(&mut found.faults);
    Some(Part {
        form: draft.form,
        tree,
        lacks: draft.lacks,
        notes: found.notes,
        unchecked: found.unchecked,
    })
}
