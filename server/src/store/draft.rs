//! Drafts: raw text per field path, a revision per field.

pub mod fields;

use forms::Answers;

/// Open drafts one principal may have.
pub const MAX_DRAFTS: u32 = 50;
/// Bytes of raw text one draft may hold, paths included.
pub const MAX_TEXT: usize = 512 * 1024;
/// The base of a change that was computed from the draft as it is now (an item
/// added, a file named): nothing can be stale.
pub const FROM_CURRENT: i64 = i64::MAX;

/// A draft to open.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// The owner principal.
    pub owner: String,
    /// The receiving agency's code.
    pub agency: String,
    /// The version it is filled in against.
    pub form_hash: String,
    /// `vi` or `en`.
    pub lang: String,
    /// When it is deleted, µs, unless it is saved again.
    pub expires_at: i64,
}

/// A draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// 128 random bits; grants nothing without its owner's cookie.
    pub id: String,
    /// The owner principal.
    pub owner: String,
    /// The receiving agency's code.
    pub agency: String,
    /// The version it is filled in against.
    pub form_hash: String,
    /// `vi` or `en`.
    pub lang: String,
    /// Whether it was moved to a newer version and no page was saved since: its
    /// owner is to be told.
    pub moved: bool,
    /// Grows with every save; forms post it back as their base.
    pub revision: i64,
    /// What was typed.
    pub answers: Answers,
    /// Created, µs.
    pub created_at: i64,
    /// Last saved, µs.
    pub saved_at: i64,
    /// Deleted at, µs.
    pub expires_at: i64,
    /// The dossier whose supplement it answers.
    pub dossier: Option<crate::id::Reference>,
}

/// A page to save.
#[derive(Clone)]
pub struct SaveDraft {
    /// The draft.
    pub id: String,
    /// Its owner.
    pub owner: String,
    /// The revision the page was shown at, or [`FROM_CURRENT`].
    pub base: i64,
    /// Paths and their raw text.
    pub changes: Vec<(String, String)>,
    /// Paths to forget, with everything beneath them.
    pub removed: Vec<String>,
    /// Pins another version from now on; the draft is then [`Draft::moved`].
    pub form_hash: Option<String>,
    /// When it is deleted from now on, µs.
    pub expires_at: i64,
}

/// What saving did.
#[derive(Clone, PartialEq, Eq)]
pub enum Saved {
    /// Saved. `conflicts` were not: they were changed elsewhere since the base.
    At {
        /// The draft's revision now.
        revision: i64,
        /// What was left as it is.
        conflicts: Vec<Conflict>,
    },
    /// More text than a draft may hold; nothing was saved.
    TooLarge,
    /// There is no such draft of this owner.
    Absent,
}

/// A field that was changed elsewhere since the base.
#[derive(Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its path.
    pub path: String,
    /// What is kept there; `None` when it was removed elsewhere.
    pub kept: Option<String>,
}

impl std::fmt::Debug for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Conflict({})", self.path)
    }
}

impl std::fmt::Debug for Saved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::At {
                revision,
                conflicts,
            } => write!(f, "At({revision}, {conflicts:?})"),
            Self::TooLarge => f.write_str("TooLarge"),
            Self::Absent => f.write_str("Absent"),
        }
    }
}
