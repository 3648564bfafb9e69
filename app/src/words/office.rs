//! Words of officers' pages.

use super::{Author, Decision, Say, Work};
use crate::desk::office::{InboxList, OfficeRefusal, Promise, Role};
use crate::desk::{AttemptState, Event};

/// What officers read.
pub struct Office {
    /// Name of the inbox, in the header and as its heading.
    pub inbox: Say,
    /// Hidden before the officer's name in the header.
    pub signed_in: Say,
    pub sign_out: Say,
    /// The way back from a page that is not there.
    pub to_inbox: Say,
    pub absent: Say,
    pub absent_text: Say,
    pub sign_in: SignIn,
    pub lists: Inbox,
    pub desk: Desk,
    pub work: Work,
    pub decision: Decision,
    pub author: Author,
    pub refusal: fn(OfficeRefusal) -> String,
}

/// Signing in.
pub struct SignIn {
    pub title: Say,
    pub intro: Say,
    pub login: Say,
    pub password: Say,
    pub code: Say,
    pub code_hint: Say,
    pub submit: Say,
}

/// The inbox.
pub struct Inbox {
    pub roles: Say,
    pub role: fn(Role) -> Say,
    pub agency: Say,
    pub agency_submit: Say,
    /// Name of the navigation through the lists.
    pub label: Say,
    pub name: fn(InboxList) -> Say,
    /// After the number in a list's link.
    pub count_unit: fn(u32) -> Say,
    /// What an empty list means.
    pub empty: fn(InboxList) -> Say,
    pub search: Say,
    pub search_hint: Say,
    pub search_submit: Say,
    pub found: fn(&str) -> String,
    pub nothing_found: Say,
    pub clear: Say,
    pub who: Say,
    pub number: Say,
    pub state: Say,
    pub received: Say,
    pub not_received: Say,
    pub due: Say,
    pub not_due: Say,
    pub overdue: Say,
    pub next: Say,
    pub first: Say,
}

/// A dossier on the desk.
pub struct Desk {
    pub code: Say,
    pub reference: Say,
    pub no_code: Say,
    pub contact: Say,
    pub no_contact: Say,
    pub promise_title: Say,
    pub promise: fn(&Promise) -> String,
    pub no_promise: Say,
    pub facts: Say,
    pub files: Say,
    pub file: Say,
    pub size: Say,
    pub no_files: Say,
    /// No file is scanned yet, and an officer must know it.
    pub not_scanned: Say,
    pub attempt_state: fn(AttemptState) -> Say,
    /// What happened, as told to an officer.
    pub event: fn(Event) -> Say,
    pub acts: Say,
    pub no_acts: Say,
    pub accept_text: Say,
    pub accept: Say,
    pub refuse: Say,
    pub refuse_text: Say,
    pub reason: Say,
    pub reason_hint: Say,
    pub basis: Say,
    pub basis_hint: Say,
    pub refuse_submit: Say,
    pub notes: Say,
    pub no_notes: Say,
    pub note: Say,
    pub note_hint: Say,
    pub note_submit: Say,
}
