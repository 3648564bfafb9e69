//! Words of authors' pages.

use super::Say;
use crate::desk::author::{ProposalState, Weight};

/// What authors of definitions read.
pub struct Author {
    /// The page's heading, and its link in the header.
    pub title: Say,
    pub intro: Say,
    pub published: Say,
    pub none_published: Say,
    /// Version, moment.
    pub edition: fn(&str, &str) -> String,
    pub current: Say,
    pub retired: Say,
    pub versions: Say,
    pub restore: Say,
    pub retire: Say,
    pub retire_text: Say,
    pub begin: Say,
    pub begin_new: Say,
    pub begin_again: Say,
    pub proposals: Say,
    pub no_proposals: Say,
    pub unnamed: Say,
    pub state: fn(ProposalState) -> Say,
    /// Author and moment.
    pub by: fn(&str, &str) -> String,
    pub write: Say,
    pub write_text: Say,
    /// Label of a file's text.
    pub file: fn(&str) -> Say,
    pub optional: Say,
    pub upload: fn(&str) -> String,
    pub save: Say,
    pub ask: Say,
    pub ask_text: Say,
    pub withdraw: Say,
    pub faults: fn(usize) -> String,
    /// File, line and column.
    pub place: fn(&str, u32, u32) -> String,
    pub more_faults: fn(usize) -> String,
    pub sound: Say,
    pub empty: Say,
    pub lacks: Say,
    /// The number it is compared with.
    pub changes: fn(&str) -> String,
    pub all_new: Say,
    pub no_changes: Say,
    pub weight_title: Say,
    pub place_title: Say,
    pub what_title: Say,
    pub weight: fn(Weight) -> Say,
    /// The least number, and the number it has.
    pub least: fn(&str, &str) -> String,
    pub preview: Say,
    pub preview_text: Say,
    pub preview_open: Say,
    pub preview_check: Say,
    pub preview_first: Say,
    pub decide: Say,
    pub decide_text: Say,
    pub approve: Say,
    pub refuse: Say,
    pub why: Say,
    pub why_hint: Say,
    pub waiting: Say,
    /// State, who decided, moment.
    pub decided: fn(ProposalState, &str, &str) -> String,
    pub absent: Say,
    pub absent_text: Say,
    /// What `tokhai preview` says beside a form.
    pub live: Live,
}

/// What an author reads beside a form while the files are edited.
pub struct Live {
    pub title: Say,
    /// Faults of the definition, places where a case comes out otherwise, everything else.
    pub summary: fn(usize, usize, usize) -> String,
    pub reloads: Say,
    pub reload: Say,
    pub mend: Say,
    pub last: Say,
    pub last_shown: Say,
    pub no_last: Say,
    /// How many cases.
    pub cases: fn(usize) -> String,
    pub no_cases: Say,
    pub wrong: Say,
    pub notes: Say,
    pub unchecked: Say,
}
