//! One-time codes: whoever types one is reached at the dossier's contact.
//!
//! A code is six digits from the operating system, kept as a keyed hash, bound
//! to its dossier, its purpose and the browser that asked. Five wrong ones end
//! it, so does its use, and the next one.

use super::dossier::Contact;
use crate::clock::{HOUR, MINUTE};
use crate::dossier::state::DossierState;
use crate::id::{Reference, Secret, random};
use std::fmt;
use zeroize::Zeroizing;

/// How long a code is valid, µs.
pub const VALID: i64 = 10 * MINUTE;
/// Wrong codes that end one.
pub const WRONG: u32 = 5;
/// Codes an hour: for a dossier, and for what fits none.
pub const HOURLY: u32 = 3;
/// The hour of [`HOURLY`], µs.
pub const WINDOW: i64 = HOUR;
/// How long a proof holds, µs.
pub const PROVED: i64 = 30 * MINUTE;

/// A code's digits. Never printed by `Debug`, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Zeroizing<String>);

impl Code {
    /// How many digits.
    pub const DIGITS: usize = 6;

    /// A new code; every one is as likely as another.
    pub fn new() -> Self {
        // The largest multiple of a million below 2^32: beyond it some would be likelier.
        const BELOW: u32 = u32::MAX / 1_000_000 * 1_000_000;
        loop {
            let number = u32::from_be_bytes(random());
            if number < BELOW {
                return Self(Zeroizing::new(format!("{:06}", number % 1_000_000)));
            }
        }
    }

    /// Reads what a person typed; spaces and dashes are forgiven. `None`: not
    /// six digits.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits: String = typed
            .chars()
            .filter(|typed| !typed.is_whitespace() && *typed != '-')
            .collect();
        (digits.len() == Self::DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| Self(Zeroizing::new(digits)))
    }

    /// The digits, to send them.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(..)")
    }
}

/// What a code is asked for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// To fetch the result of a dossier that the principal may read.
    Result(Reference),
    /// To get a new secret for the dossier with this reference and contact, as typed.
    Secret(Option<Reference>, Contact),
}

/// What came of asking for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A code is on its way; for [`Purpose::Secret`] also when nothing fits, or too many were asked for.
    OnItsWay,
    /// No such dossier, or not this principal's to read.
    Absent,
    /// There is no result.
    NotReady,
    /// The dossier names no contact.
    NoContact,
    /// [`HOURLY`] codes were sent: the next one at this instant, µs.
    TooMany(i64),
}

/// A code as it was typed.
#[derive(Clone, Debug)]
pub enum Typed {
    /// The code to fetch this dossier's result.
    Result(Reference, Code),
    /// The code for a new secret, of whichever dossier this principal asked last.
    Secret(Code),
}

/// What came of a typed code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// Right: the result may be fetched until this instant, µs.
    Proved(i64),
    /// Right: the dossier's new secret. The old one opens nothing more.
    Renewed(Reference, Secret),
    /// Wrong; so many more may be tried.
    Wrong(u32),
    /// There is no code to compare with: none was asked for, it is too old, was
    /// used, followed by another, or this was the last wrong try.
    Over,
    /// No such dossier, or not this principal's to read.
    Absent,
}

/// What the page of a result needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Where the dossier stands.
    pub state: DossierState,
    /// The contact, masked; `None`: there is none.
    pub contact: Option<String>,
    /// Whether a code of this principal waits to be typed.
    pub waiting: bool,
    /// Until when this principal may fetch it, µs.
    pub proved: Option<i64>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits_and_never_printed() {
        let mut firsts = [0_u32; 10];
        for _ in 0..2_000 {
            let code = Code::new();
            assert_eq!(Code::parse(code.expose()), Some(code.clone()));
            assert_eq!(format!("{code:?}"), "Code(..)");
            firsts[usize::from(code.expose().as_bytes()[0] - b'0')] += 1;
        }
        assert!(firsts.iter().all(|count| *count > 0), "{firsts:?}");
    }

    #[test]
    fn typed_with_spaces() {
        assert_eq!(Code::parse(" 012-345 ").unwrap().expose(), "012345");
        for typed in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
    }
}
