//! Procedures and who offers them.

use forms::{Form, Text};
use std::sync::Arc;

/// An agency that receives dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
}

/// Everything the catalogue page needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// Published procedures, in the order to show.
    pub procedures: Vec<Card>,
    /// Agencies that offer at least one of them, in the order to show.
    pub agencies: Vec<Agency>,
}

/// A procedure in a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// National code, e.g. `2.000635`.
    pub code: String,
    /// Name of its form.
    pub title: Text,
    /// What it is, a sentence or two.
    pub summary: Text,
    /// Fee in words.
    pub fee_note: Text,
    /// Its time limits, as defined.
    pub limit: Vec<forms::form::Limit>,
    /// Keys of life events: `birth`, `marriage`, `death`, `residence`, `work`, `papers`, ...
    pub life_events: Vec<String>,
    /// Codes of the agencies that offer it.
    pub agencies: Vec<String>,
}

/// A procedure on its start page.
#[derive(Clone, Debug)]
pub struct ProcedureView {
    /// The published form; its `procedure` is there.
    pub form: Arc<Form>,
    /// Hash of its version.
    pub hash: String,
    /// Agencies that offer it, in the order to show. With more than one the person chooses.
    pub agencies: Vec<Agency>,
    /// Days a draft is kept after its last save.
    pub draft_days: u32,
}
