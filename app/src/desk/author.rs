//! What authors' pages ask for: the forms of their agencies, and versions on
//! their way to being published.

use super::{Agency, Moment};
use crate::desk::office::Officer;
use forms::Text;
use std::collections::BTreeMap;

/// The files of a definition, by the name of the field they are typed in.
pub const FILES: [(&str, &str); 3] = [
    ("definition", "definition.yaml"),
    ("decision", "decision.yaml"),
    ("result", "result.typ"),
];

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// It is being written.
    Draft,
    /// Approval was asked for: nothing of it changes any more.
    Submitted,
    /// A second person approved it: it is published.
    Approved,
    /// A second person did not.
    Refused,
    /// Its author took it back.
    Withdrawn,
}

impl ProposalState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Submitted,
        Self::Approved,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// The word it is stored as.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Everything an author looks after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormsView {
    /// Who looks.
    pub officer: Officer,
    /// Published forms of procedures that an agency of theirs offers.
    pub forms: Vec<FormRow>,
    /// Proposals of their agencies, latest first.
    pub proposals: Vec<ProposalRow>,
}

/// A published form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// Its id.
    pub form: String,
    /// The procedure's national code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// It takes no new drafts.
    pub retired: bool,
    /// Every version, latest first.
    pub editions: Vec<Edition>,
}

/// A published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its hash.
    pub hash: String,
    /// Its number.
    pub version: String,
    /// When it was published.
    pub at: Moment,
    /// Whether it is the one that is offered, or was offered last.
    pub current: bool,
}

/// A proposal in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// Its id.
    pub id: String,
    /// The form's id and version; empty until approval was asked for.
    pub name: String,
    /// Where it stands.
    pub state: ProposalState,
    /// Its author's name.
    pub by: String,
    /// Saved last.
    pub at: Moment,
    /// I wrote it.
    pub mine: bool,
}

/// A proposal.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// Who looks.
    pub officer: Officer,
    /// Its id.
    pub id: String,
    /// The agency it is made for.
    pub agency: Agency,
    /// Where it stands.
    pub state: ProposalState,
    /// Its author's name.
    pub by: String,
    /// I wrote it.
    pub mine: bool,
    /// Saved last.
    pub at: Moment,
    /// What was written, by the file's name.
    pub files: BTreeMap<String, String>,
    /// Everything that is wrong with it.
    pub faults: Vec<FaultView>,
    /// What it would publish, once nothing is wrong.
    pub sound: Option<Sound>,
    /// Who decided, and when.
    pub decided: Option<(String, Moment)>,
    /// Why it was refused; empty: no reason was given.
    pub why: String,
}

/// A proposal without a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// The form's title.
    pub title: Text,
    /// Its number.
    pub version: String,
    /// Id of its first page.
    pub first_page: String,
    /// The version it is compared with: hash and number; `None`: the form is new.
    pub base: Option<(String, String)>,
    /// What changed, heaviest first.
    pub changes: Vec<ChangeView>,
    /// The least number it must have.
    pub least: Option<String>,
    /// Why it may not be published under its number, in the page's language.
    pub refusal: Option<String>,
    /// What a procedure still lacks before citizens should see it; blocks nothing.
    pub lacks: Vec<FaultView>,
}

/// Something wrong in a file, in the page's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultView {
    /// The file.
    pub file: String,
    /// The line, from 1; 0: the file as a whole.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What is wrong and how to mend it.
    pub text: String,
}

/// How much a change weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Words alone.
    Patch,
    /// What was right is right still.
    Minor,
    /// What was right may be wrong.
    Major,
}

/// One change, in the page's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeView {
    /// How much it weighs.
    pub weight: Weight,
    /// Where.
    pub place: String,
    /// What.
    pub text: String,
}

/// What `tokhai preview` knows of the folder an author edits, in the page's
/// language. In context (as an `Arc`) under that command alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// Names what stands in the folder now; under another name it has changed.
    pub turn: String,
    /// Its files, by name.
    pub files: BTreeMap<String, String>,
    /// Everything that is wrong with the definition.
    pub faults: Vec<FaultView>,
    /// Whether there was a sound form since the command began.
    pub has_last: bool,
    /// Whether that form is wanted although there are faults.
    pub last: bool,
    /// What a procedure still lacks before citizens should see it; blocks nothing.
    pub lacks: Vec<FaultView>,
    /// What looks unintended; blocks nothing.
    pub notes: Vec<FaultView>,
    /// What was not checked for all answers; blocks nothing.
    pub unchecked: Vec<FaultView>,
    /// How many labelled cases were run; `None`: there is no file of them.
    pub cases: Option<usize>,
    /// What comes out otherwise than the cases say.
    pub wrong: Vec<FaultView>,
}
