//! One-time codes: fetching a result, and a new secret for a lost one.

use super::dossier::{DossierState, Moment};
use std::fmt;

/// What the page of a result needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultView {
    /// Where the dossier stands.
    pub state: DossierState,
    /// The contact a code goes to, masked; `None`: the dossier names none.
    pub contact: Option<String>,
    /// Whether a code waits to be typed in this browser.
    pub waiting: bool,
    /// Until when this browser may fetch the result.
    pub proved: Option<Moment>,
}

/// What was wrong with a code, or with asking for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Neither e-mail address nor telephone number was typed.
    NoContact,
    /// No code was typed.
    NoCode,
    /// What was typed is not six digits.
    Digits,
    /// Not the code; so many more may be tried.
    Wrong(u32),
    /// The code is too old, was used, or was tried too often.
    Over,
    /// Too many codes were asked for: wait so many minutes.
    TooMany(u64),
}

/// A dossier's new secret: provided in context by the one answer that shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The dossier's reference.
    pub reference: String,
    /// Its new secret.
    pub secret: String,
}

impl fmt::Debug for Renewed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewed(..)")
    }
}
