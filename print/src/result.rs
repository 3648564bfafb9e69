//! A result: what an agency decided, on the procedure's own template.

use crate::error::{Mask, PrintError};
use crate::text::{self, Strange};
use crate::typeset::{self, About};
use crate::world::Desk;
use crate::{limits, qr};
use serde_json::{Map, Value};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The definitions every result template begins with, letter for letter: the
/// one door to the data. `check` refuses any other.
pub const PREAMBLE: &str = include_str!("../papers/preamble.typ");

/// What a result's template is given, and what its PDF says of itself.
#[derive(Clone)]
pub struct ResultPaper {
    /// Name of the deciding agency.
    pub agency: String,
    /// Whether the agency signs what is drawn here. Until then each page says
    /// that it does not.
    pub signed: bool,
    /// Path -> text, the officer's findings as people read them; a repeat is an
    /// array of such maps.
    pub decision: Map<String, Value>,
    /// The same of the answers that the officer ticked as checked.
    pub answers: Map<String, Value>,
    /// Where anyone can look the result up; at most 331 bytes.
    pub verify_url: String,
    /// The document's title.
    pub title: String,
    /// When it is drawn, µs since the epoch: the PDF's date.
    pub at: i64,
}

/// Says what it is, never what it says.
impl fmt::Debug for ResultPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultPaper")
            .field("agency", &self.agency)
            .field("signed", &self.signed)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// Draws a result as PDF/A-2u. What the template names and was not given is
/// blank.
///
/// # Errors
/// When a limit is passed, a letter cannot be printed, or the template fails;
/// never with what was answered.
pub fn result(template: &str, paper: &ResultPaper) -> Result<Vec<u8>, PrintError> {
    let data = data(paper)?;
    let about = About {
        title: &text::clean("title", &paper.title, Strange::Replace).map_err(letter)?,
        author: &text::clean("agency", &paper.agency, Strange::Replace).map_err(letter)?,
        at: paper.at,
        signed: paper.signed,
    };
    let mask = Mask::new(&data);
    let desk = desk(template, &data, paper.at)?;
    typeset::pdf(&desk, &about, &|message| mask.message(message))
}

/// What the template reads, with every text cleaned.
pub(crate) fn data(paper: &ResultPaper) -> Result<Map<String, Value>, PrintError> {
    let refuse = |path: &str, value: &str| text::clean(path, value, Strange::Refuse);
    let code = qr::svg(&paper.verify_url).ok_or(PrintError::Address)?;
    let parts: [(&str, Value); 5] = [
        (
            "agency",
            refuse("agency", &paper.agency).map_err(letter)?.into(),
        ),
        (
            "decision",
            text::clean_all(&paper.decision, Strange::Refuse)
                .map_err(letter)?
                .into(),
        ),
        (
            "answers",
            text::clean_all(&paper.answers, Strange::Refuse)
                .map_err(letter)?
                .into(),
        ),
        ("verify", paper.verify_url.clone().into()),
        ("code", code.into()),
    ];
    Ok(parts
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect())
}

/// A template and its data, within the limits.
pub(crate) fn desk(template: &str, data: &Map<String, Value>, at: i64) -> Result<Desk, PrintError> {
    if template.len() > limits::TEMPLATE {
        return Err(PrintError::TemplateSize);
    }
    let data = Value::Object(data.clone()).to_string();
    if data.len() > limits::DATA {
        return Err(PrintError::DataSize);
    }
    let template: String = template.nfc().collect();
    Ok(Desk::new(&template, &data, at, false))
}

pub(crate) fn letter(found: text::Unprintable) -> PrintError {
    PrintError::Letter {
        path: found.path,
        letter: found.letter,
    }
}
