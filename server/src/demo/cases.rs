//! Answers for generated dossiers: the complete cases of each procedure's
//! `cases.json`, moved to the day wanted and checked by the engine.

use super::plan::one;
use crate::App;
use crate::catalogue::{Published, read_folder};
use crate::dossier::applicant;
use crate::dossier::submission::{self, Document};
use crate::id;
use crate::store::FileMeta;
use forms::date::Date;
use forms::question::file::FileRef;
use forms::{Answers, Question, author};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, RwLock};

/// The name and media type of every generated file.
pub(super) const FILE_NAME: &str = "giay-to-minh-hoa.pdf";
pub(super) const FILE_TYPE: &str = "application/pdf";

/// A line of `cases.json`, as far as it matters here.
#[derive(Deserialize)]
struct Case {
    today: String,
    answers: BTreeMap<String, String>,
    expect: Expect,
}

#[derive(Deserialize)]
struct Expect {
    complete: bool,
}

/// A procedure with its complete cases: the day each was written for, its answers.
struct Written {
    version: Arc<Published>,
    cases: Vec<(Date, Answers)>,
}

/// Answers that can be submitted on one day.
pub(super) struct Ready {
    pub(super) version: Arc<Published>,
    answers: Answers,
    /// Paths of file questions that want a file of the dossier's own.
    pub(super) files: Vec<String>,
}

/// What can be submitted, by procedure and day.
type ByDay = HashMap<(String, Date), Vec<Arc<Ready>>>;

/// Every complete case, and those moved to a day.
pub(super) struct Cases {
    written: Vec<Written>,
    ready: RwLock<ByDay>,
}

impl Cases {
    /// Reads the catalogue's cases.
    ///
    /// # Errors
    /// One sentence that names the file.
    pub(super) fn read(app: &App) -> Result<Self, String> {
        let folder = &app.config.catalogue;
        let entries = std::fs::read_dir(folder);
        let entries = entries.map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        folders.retain(|path| path.join("cases.json").exists());
        folders.sort();
        let written = folders.iter().map(|path| written(app, path));
        let written: Vec<_> = written.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            written: written.into_iter().flatten().collect(),
            ready: RwLock::default(),
        })
    }

    /// Moves every case to the day, once.
    ///
    /// # Errors
    /// When a procedure has no case that can be submitted on that day.
    pub(super) fn prepare(&self, app: &App, day: Date) -> Result<(), String> {
        for procedure in &self.written {
            let key = (procedure.version.code.clone(), day);
            let known = self
                .ready
                .read()
                .is_ok_and(|ready| ready.contains_key(&key));
            if known {
                continue;
            }
            let cases = procedure.cases.iter();
            let ready: Vec<_> = cases
                .filter_map(|(from, answers)| fit(app, &procedure.version, answers, *from, day))
                .map(Arc::new)
                .collect();
            if let Ok(mut map) = self.ready.write() {
                map.insert(key, ready);
            }
        }
        Ok(())
    }

    /// A case of the procedure that was prepared for the day.
    ///
    /// # Errors
    /// When it has none.
    pub(super) fn of(&self, procedure: &str, day: Date, number: u32) -> Result<Arc<Ready>, String> {
        let key = (procedure.to_owned(), day);
        let ready = self.ready.read().map_err(|e| e.to_string())?;
        let cases = ready.get(&key).filter(|cases| !cases.is_empty());
        let cases = cases.ok_or_else(|| {
            format!(
                "{procedure} has no complete case in cases.json that fits {}",
                day.show()
            )
        })?;
        Ok(cases[one(number, "case", cases.len())].clone())
    }
}

impl Ready {
    /// The answers with another applicant, wherever the first one's name stands.
    pub(super) fn named(&self, name: &str) -> Answers {
        let form = &self.version.form;
        let was = applicant::question(form).and_then(|path| self.answers.get(path));
        let pairs = self.answers.iter().map(|(path, raw)| {
            let raw = if Some(raw) == was { name } else { raw };
            (path.to_owned(), raw.to_owned())
        });
        pairs.collect()
    }
}

/// The complete cases of a procedure's folder; `None` when its form is not published.
fn written(app: &App, folder: &Path) -> Result<Option<Written>, String> {
    let at = |file: &str| format!("{}/{file}", folder.display());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let Ok(found) = author::load(&name, &read_folder(folder)?, app.units.as_ref()) else {
        return Ok(None);
    };
    let Some(version) = app.catalogue.form(&found.form.id) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(folder.join("cases.json"));
    let text = text.map_err(|e| format!("{}: {e}", at("cases.json")))?;
    let cases: Vec<Case> =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", at("cases.json")))?;
    let complete = cases.into_iter().filter(|case| case.expect.complete);
    let cases = complete
        .filter_map(|case| {
            Some((
                Date::parse_iso(&case.today)?,
                case.answers.into_iter().collect(),
            ))
        })
        .collect();
    Ok(Some(Written { version, cases }))
}

/// A case moved to a day, when it can be submitted there: its whole dates are
/// moved by as many days, its files are ours, what does not apply is left out.
fn fit(
    app: &App,
    version: &Arc<Published>,
    answers: &Answers,
    from: Date,
    day: Date,
) -> Option<Ready> {
    let form = &version.form;
    let sample = FileMeta {
        id: id::random_id(),
        field: String::new(),
        name: FILE_NAME.to_owned(),
        size: file().len() as u64,
        media_type: FILE_TYPE.to_owned(),
        sha256: hex::encode(id::sha256(&file())),
    };
    let moved = answers.iter().map(|(path, raw)| {
        let question = forms::question::find(form, path).map(|field| &field.question);
        let raw = match question {
            Some(Question::Date(_) | Question::PartialDate(_)) => later(raw, from, day),
            Some(Question::File(_)) if !FileRef::read_all(raw).is_empty() => sample.line(),
            _ => raw.to_owned(),
        };
        (path.to_owned(), raw)
    });
    let moved: Answers = moved.collect();
    let desk = app.catalogue.offering(&version.code).first().copied()?;
    let mut frame = app.frame(&desk.code);
    frame.today = day;
    let now = crate::clock::instant(day, 12, 0, 0);
    let checked = submission::check(version, &moved, &frame, &app.units, now).ok()?;
    let document: Document = serde_json::from_slice(&checked.document).ok()?;
    let typed = document.typed;
    let is_file = |path: &str| {
        let field = forms::question::find(form, path);
        field.is_some_and(|field| matches!(field.question, Question::File(_)))
    };
    let files = typed.iter().map(|(path, _)| path.to_owned());
    Some(Ready {
        version: version.clone(),
        files: files.filter(|path| is_file(path)).collect(),
        answers: typed,
    })
}

/// A whole date as many days later as the case is moved; anything else as it is.
fn later(raw: &str, from: Date, day: Date) -> String {
    Date::parse_typed(raw)
        .and_then(|date| date.add_days(from.days_until(day)))
        .map_or_else(|| raw.to_owned(), Date::show)
}

/// A one-page PDF that says what it is.
pub(super) fn file() -> Vec<u8> {
    let text = "BT /F1 18 Tf 60 760 Td (Du lieu minh hoa - khong phai giay to that) Tj ET";
    let stream = format!("<</Length {}>>stream\n{text}\nendstream", text.len());
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        &stream,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = pdf.len();
    pdf.push_str(&format!(
        "xref\n0 6\n{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    ));
    pdf.into_bytes()
}
