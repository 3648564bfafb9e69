//! A version on its way: written by one person, asked for, and published by
//! another (`two-persons`); and what happens to a form's versions afterwards.
//!
//! A proposal belongs to an agency that offers the procedure (or to any, where
//! nobody offers it yet) and is seen by that agency's authors alone.

use super::NewVersion;
use crate::clock::DAY;
use std::collections::BTreeMap;

pub use app::desk::author::ProposalState;

/// Files of a definition, by name, as they were typed.
pub type Files = BTreeMap<String, String>;

/// Drafts of proposals one author may have.
pub const MAX_OPEN: u32 = 20;
/// Proposals listed at most, latest first.
pub const LISTED: u32 = 50;
/// What was typed into a preview is deleted so long after the last page, µs.
pub const PREVIEW_KEPT: i64 = 7 * DAY;

/// Settings of an offering that came with the first version of a procedure: its
/// agency offers it from then on. The agencies' file, once it names it, takes over.
pub const BY_PROPOSAL: &str = "{\"by\":\"proposal\"}";

/// A proposal, for an author of its agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// 128 random bits.
    pub id: String,
    /// The agency it is made for.
    pub agency: String,
    /// The author's row id.
    pub author: String,
    /// The author's name.
    pub author_name: String,
    /// Where it stands.
    pub state: ProposalState,
    /// What was written.
    pub files: Files,
    /// Grows with every save.
    pub revision: i64,
    /// The form's id; empty until approval was asked for.
    pub form: String,
    /// Its version; empty until then.
    pub version: String,
    /// Last saved, µs.
    pub saved_at: i64,
    /// Name of who decided.
    pub decided_by: Option<String>,
    /// Decided, µs.
    pub decided_at: Option<i64>,
    /// Why it was refused; empty: no reason was given, or it was not.
    pub why: String,
}

/// What a step does with a proposal.
#[derive(Clone, Debug)]
pub enum Step {
    /// Replaces what is written (its author, while it is a draft).
    Save(Files),
    /// Asks for approval of what stands at this revision (its author).
    Ask {
        /// The revision that was checked.
        revision: i64,
        /// The form's id.
        form: String,
        /// The procedure's code.
        procedure: String,
        /// The form's version.
        version: String,
        /// Its hash.
        hash: String,
    },
    /// Takes it back, draft or submitted (its author).
    Withdraw,
    /// Publishes it, if the current version is still `base` (another author).
    Approve {
        /// What is published: as it was asked for.
        version: Box<NewVersion>,
        /// Hash of the version it was compared with; `None`: there was none.
        base: Option<String>,
    },
    /// Does not publish it (another author).
    Refuse {
        /// Why.
        why: String,
    },
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stepped {
    /// It is done.
    Done,
    /// No such proposal, or none this officer may do that with.
    Absent,
    /// Who wrote it cannot decide on it.
    Own,
    /// It stands elsewhere now, or what it was compared with does.
    Moved,
    /// Its agency does not offer the procedure.
    NotOffered,
    /// This form and version were published with other content.
    Clash,
}

/// A form and its published versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The form's id.
    pub form: String,
    /// The procedure's code.
    pub procedure: String,
    /// Hash of the current version.
    pub current: String,
    /// Since when it takes no new drafts, µs.
    pub retired_at: Option<i64>,
    /// Every version, oldest first.
    pub editions: Vec<Edition>,
}

/// A published version on its shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its hash.
    pub hash: String,
    /// Its number.
    pub version: String,
    /// Published, µs.
    pub published_at: i64,
}

/// What an author does with a published form, one person alone: what it leads
/// to was approved before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// No new drafts begin.
    Retire,
    /// The version with this hash is the current one again.
    RollBack(String),
}
