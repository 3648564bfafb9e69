//! A form being filled in, and what a refused POST carried.

use crate::desk::{Agency, Moment};
use crate::routes::Place;
use forms::date::Date;
use forms::{Answers, Form, Open, Problem};
use std::sync::Arc;

/// A draft, as its owner sees it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// Where it is filled in, part of its URLs.
    pub place: Place,
    /// The form's version it is filled against.
    pub form: Arc<Form>,
    /// Hash of that version.
    pub hash: String,
    /// What was typed so far.
    pub answers: Answers,
    /// Revision of the draft; forms post it back as `rev`.
    pub revision: i64,
    /// The receiving agency.
    pub agency: Agency,
    /// Code of the province.
    pub province: String,
    /// `online`, `counter` or `post`.
    pub channel: String,
    /// Today in Asia/Ho_Chi_Minh.
    pub today: Date,
    /// It is deleted after this day unless saved again.
    pub expires_on: Date,
    /// Something to tell once.
    pub notice: Option<Notice>,
    /// Fresh idempotency key for the submit form.
    pub submit_key: String,
    /// The supplement it answers; `None`: it is a first submission.
    pub supplement: Option<SupplementView>,
}

/// The one supplement of a dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplementView {
    /// The dossier's reference.
    pub reference: String,
    /// Everything that was asked.
    pub asked: Vec<Asked>,
    /// When it was asked.
    pub asked_at: Moment,
    /// Until when it is to be answered.
    pub until: Moment,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// What may change.
    pub open: Open,
}

/// One thing that is to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The path of its question.
    pub path: String,
    /// The question's label.
    pub label: String,
    /// What is wrong with it, in the officer's words.
    pub what: String,
}

/// Something to tell the owner of a draft once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The form has a newer version; the draft was moved to it.
    NewVersion,
    /// Nothing is sent: an author tries a version that is not published.
    Preview,
    /// The form has a newer version that asks other things; this draft goes on as it began.
    OldVersion,
    /// The form has a newer version that asks other things; this draft may still be sent until the day.
    OldVersionUntil(Date),
}

/// What a refused POST carried: provided in context when a page is shown again (422).
/// On a GET there is none.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// The draft's answers with what was posted laid over them; `None` where there is no draft.
    pub answers: Option<Answers>,
    /// Problems to show: those of this page (or of the whole form at submission), errors and warnings.
    pub problems: Vec<Problem>,
    /// Whether the page was refused only because its warnings were not confirmed.
    pub confirm_warnings: bool,
    /// What else was wrong.
    pub refusals: Vec<Refusal>,
    /// Fields of pages without a draft to show again, by name (`reference`; never a secret).
    pub typed: Vec<(String, String)>,
    /// Whether a file that was posted is the paper of the page's result.
    pub compared: Option<bool>,
}

impl Attempt {
    /// What was typed in the field `name` of a page without a draft.
    pub fn typed(&self, name: &str) -> &str {
        self.typed
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.refusals.is_empty()
    }
}

/// Something wrong that is not a problem of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The draft was changed elsewhere (another tab) since this page was shown. What was
    /// typed here is shown again and is saved when posted once more.
    Stale,
    /// A file was refused by name; nothing of it is stored.
    File {
        /// Path of the file field.
        path: String,
        /// The file's name, made harmless.
        name: String,
        /// Why.
        reason: FileRefusal,
    },
    /// The agency was not chosen, or does not offer the procedure (start page).
    Agency,
    /// Reference and secret do not fit together, or are unknown (track page).
    WrongCode,
    /// No reference was typed (track page).
    NoReference,
    /// No secret was typed (track page).
    NoSecret,
    /// No gateway was chosen (payment page).
    Gateway,
    /// The chosen gateway cannot be reached now (payment page).
    GatewayUnavailable,
    /// An attempt with this gateway is still open; its answer is awaited (payment page).
    AttemptOpen,
    /// Nothing was chosen on the sandbox page.
    Outcome,
    /// No file was chosen (page of a result).
    NoFile,
    /// Some pages still lack answers (submission). Those problems are in [`Attempt::problems`].
    Incomplete,
    /// The form's version changed under the draft: read it once more and send again.
    VersionChanged,
    /// Something of a page that asks for a one-time code.
    Code(super::code::CodeRefusal),
    /// Something of an officer's page.
    Office(super::office::OfficeRefusal),
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// Larger than so many bytes.
    TooLarge(u64),
    /// No bytes.
    Empty,
    /// Its content is not of a type that is accepted.
    Type,
    /// More than so many files.
    TooMany(u32),
    /// Its name cannot be stored.
    Name,
    /// No file was chosen.
    Missing,
    /// All files of the form together are larger than so many bytes.
    FormTooLarge(u64),
}
