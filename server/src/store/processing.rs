//! What comes between acceptance and the result: the one supplement, how
//! identity was checked, the decision, the paper.

use super::dossier::NewDue;
use crate::dossier::state::DossierState;
use forms::{Answers, Text};
use serde::{Deserialize, Serialize};
use std::fmt;

pub use app::desk::office::Identity;

/// One thing that is to be mended. `Debug` leaves the words out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedItem {
    /// The path of a question of the citizen's form; a repeat is asked whole.
    pub path: String,
    /// What is wrong with it and what to do, in the officer's words.
    pub what: String,
}

impl fmt::Debug for AskedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AskedItem({})", self.path)
    }
}

/// A supplement to ask for.
#[derive(Clone, Debug)]
pub struct AskSupplement {
    /// Everything that is wanting, at least one; it can be asked only once.
    pub items: Vec<AskedItem>,
    /// Until when it is to be answered, µs.
    pub until: i64,
}

/// The one supplement of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// Everything that was asked.
    pub items: Vec<AskedItem>,
    /// The name of the officer who asked.
    pub by: String,
    /// Asked, µs.
    pub asked_at: i64,
    /// To be answered until, µs.
    pub until: i64,
    /// Answered, µs.
    pub answered_at: Option<i64>,
}

/// A citizen's answer to a supplement.
#[derive(Clone)]
pub struct AnswerSupplement {
    /// Who answers: the draft's owner.
    pub principal: String,
    /// The draft and the revision that was checked.
    pub draft: (String, i64),
    /// The document with what was changed: canonical JSON.
    pub document: Vec<u8>,
    /// The promise with the pause in it, where one was made before.
    pub promised: Option<super::officer::Promised>,
}

/// What answering did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is taken.
    Taken,
    /// The draft was saved since it was checked.
    Stale,
    /// No such draft or dossier for this principal, or nothing is asked of it now.
    Absent,
}

/// How an officer made sure who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityCheck {
    /// How.
    pub how: Identity,
    /// The officer's name.
    pub by: String,
    /// When, µs.
    pub at: i64,
}

/// An officer's findings on a dossier, while they are written and after.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The version of the dossier's form; its decision form is filled in.
    pub form_hash: String,
    /// The deciding agency.
    pub agency: String,
    /// Where the dossier stands.
    pub state: DossierState,
    /// Raw text per field of the decision form.
    pub answers: Answers,
    /// Grows with every save; 0 before the first.
    pub revision: i64,
    /// Paths of the citizen's answers found right.
    pub ticked: Vec<String>,
    /// Whether the paper of this very revision was looked at.
    pub viewed: bool,
}

/// A page of findings to save.
#[derive(Clone, Default)]
pub struct SaveFindings {
    /// The revision the page was shown at, or [`super::draft::FROM_CURRENT`].
    pub base: i64,
    /// Paths and their raw text.
    pub changes: Vec<(String, String)>,
    /// Paths to forget, with everything beneath them.
    pub removed: Vec<String>,
    /// The citizen's answers found right; `None`: as they are.
    pub ticked: Option<Vec<String>>,
}

/// A decision to make.
#[derive(Clone)]
pub struct Decide {
    /// The revision of the findings that was checked and whose paper was seen.
    pub revision: i64,
    /// What is decided: canonical JSON ([`crate::dossier::decision::Decision`]).
    pub document: Vec<u8>,
    /// How identity must have been checked; empty: it need not be.
    pub identity: Vec<Identity>,
    /// What the public page may say of the result.
    pub card: ResultCard,
    /// What is to be paid before the result is given.
    pub due: Option<NewDue>,
    /// Whether the paper is drawn here; else the agency's own system attaches it.
    pub draw: bool,
}

impl fmt::Debug for Decide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decide(revision {})", self.revision)
    }
}

/// What the public page may say of a result. `Debug` says nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultCard {
    /// 128 random bits: who has the paper has them, and finds this page.
    pub token: String,
    /// What kind of paper it is.
    pub kind: Text,
    /// Its number.
    pub number: String,
    /// Its date, as people read it.
    pub issued_on: String,
    /// Whose it is, masked.
    pub name: String,
}

impl fmt::Debug for ResultCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResultCard(..)")
    }
}

/// A result as the public page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicResult {
    /// What it may say.
    pub card: ResultCard,
    /// The agency that decided.
    pub agency: String,
    /// SHA-256 of the paper, 64 hex digits; `None`: not drawn yet.
    pub sha256: Option<String>,
}

/// What a paper is drawn from.
#[derive(Clone)]
pub struct ToDraw {
    /// The version whose template is used.
    pub form_hash: String,
    /// The agency that decided.
    pub agency: String,
    /// What was decided.
    pub document: Vec<u8>,
    /// What the public page says, with the code for the paper.
    pub card: ResultCard,
    /// Decided, µs.
    pub issued_at: i64,
    /// It was drawn before.
    pub drawn: bool,
}

/// A drawn paper.
#[derive(Clone)]
pub struct Paper {
    /// PDF.
    pub bytes: Vec<u8>,
    /// SHA-256, 64 hex digits.
    pub sha256: String,
    /// Its name as a file: the dossier's code.
    pub code: String,
}

/// Why something cannot be done now; said to the officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A supplement was asked for before: it can be asked once.
    SupplementAsked,
    /// Nobody recorded yet how identity was checked, or not well enough.
    Identity,
    /// The paper of these findings was not looked at.
    NotViewed,
    /// The findings were changed since.
    Stale,
    /// No agency that could decide this.
    Agency,
}
