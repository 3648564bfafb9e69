//! Officers: who they are, their sessions, their inbox, and what they do with
//! a dossier.

use super::Dossier;
use super::dossier::Contact;
use super::processing::{AskSupplement, Block, Decide, Identity, IdentityCheck};
use crate::clock::{HOUR, MINUTE};
use crate::config::Hidden;
use crate::dossier::state::DossierState;
use crate::id::Reference;
use std::fmt;
use zeroize::Zeroizing;

pub use app::desk::office::{InboxList, Role};

/// A session nobody used for so long is over, µs.
pub const SESSION_IDLE: i64 = 30 * MINUTE;
/// A session is over so long after sign-in, however busy, µs.
pub const SESSION_LONGEST: i64 = 12 * HOUR;
/// How exactly the last use of a session is written down, µs: not every page is a write.
pub const SESSION_SEEN: i64 = MINUTE;

/// Every role.
pub const ROLES: [Role; 5] = [
    Role::Receive,
    Role::Decide,
    Role::Supervise,
    Role::Author,
    Role::Administer,
];

/// The word a role is stored as, and the one of `tokhai officer add`.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Receive => "receive",
        Role::Decide => "decide",
        Role::Supervise => "supervise",
        Role::Author => "author",
        Role::Administer => "administer",
    }
}

/// The role of a word.
pub fn role_of(word: &str) -> Option<Role> {
    ROLES.into_iter().find(|role| role_word(*role) == word)
}

/// Whether the role reads an agency's dossiers at all.
pub fn reads(role: Role) -> bool {
    match role {
        Role::Receive | Role::Decide | Role::Supervise => true,
        Role::Author | Role::Administer => false,
    }
}

/// An account to make.
#[derive(Clone, Debug)]
pub struct NewOfficer {
    /// What is typed to sign in: `[a-z0-9._-]`, 1 to 64.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The password's argon2id hash as a PHC string.
    pub password: Hidden,
    /// The secret of one-time codes, when the account wants them.
    pub totp: Option<Zeroizing<Vec<u8>>>,
    /// Agency and role; at least one.
    pub posts: Vec<(String, Role)>,
}

/// What making an account did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeOfficer {
    /// It is there.
    Made,
    /// The login is taken, perhaps by a closed account.
    Taken,
    /// There is no such agency.
    NoAgency(String),
}

/// What a sign-in is compared with.
#[derive(Clone)]
pub struct Credentials {
    /// Row id.
    pub officer: String,
    /// The password's hash.
    pub password: Hidden,
    /// The secret of one-time codes.
    pub totp: Option<Zeroizing<Vec<u8>>>,
}

/// A session to open, after password and code were right.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Whose.
    pub officer: String,
    /// Hash of the new token.
    pub token: [u8; 32],
    /// Hash of the token the browser had before; that session ends.
    pub before: Option<[u8; 32]>,
    /// The step of the one-time code, which is used up by this.
    pub step: Option<i64>,
}

/// An officer whose account is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Row id.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// Agency and role, by agency.
    pub posts: Vec<(String, Role)>,
}

impl Officer {
    /// Agencies whose dossiers this officer reads, each once, in order.
    pub fn reads(&self) -> Vec<String> {
        let mut agencies: Vec<String> = self
            .posts
            .iter()
            .filter(|(_, role)| reads(*role))
            .map(|(agency, _)| agency.clone())
            .collect();
        agencies.dedup();
        agencies
    }

    /// Agencies whose forms this officer writes, each once, in order.
    pub fn authors(&self) -> Vec<String> {
        let posts = self.posts.iter();
        let posts = posts.filter(|(_, role)| *role == Role::Author);
        posts.map(|(agency, _)| agency.clone()).collect()
    }

    /// Whether this officer has one of `roles` at `agency`.
    pub fn is(&self, roles: &[Role], agency: &str) -> bool {
        let mut posts = self.posts.iter();
        posts.any(|(at, role)| at == agency && roles.contains(role))
    }

    /// As whom this officer reads.
    pub fn reader(&self) -> super::Reader {
        super::Reader::Officer {
            officer: self.id.clone(),
            agencies: self.reads(),
        }
    }
}

/// Which dossiers of an inbox to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxAsk {
    /// The agency that receives or decides.
    pub agency: String,
    /// Which list.
    pub list: InboxList,
    /// Words of a name, a reference or a dossier code; empty: all.
    pub search: String,
    /// Go on after this one.
    pub after: Option<Reference>,
    /// How many at most.
    pub limit: u32,
}

/// A page of an inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// How many there are in each list, in the order of [`InboxList::ALL`].
    pub counts: [u32; 6],
    /// The page, the most pressing first.
    pub rows: Vec<InboxLine>,
    /// There are more after the last row.
    pub more: bool,
}

/// One dossier in an inbox. `Debug` leaves the name out.
#[derive(Clone, PartialEq, Eq)]
pub struct InboxLine {
    /// Its reference.
    pub reference: Reference,
    /// The dossier code, once accepted.
    pub code: Option<String>,
    /// The version it names.
    pub form_hash: String,
    /// The applicant's name; empty: none was asked.
    pub applicant: String,
    /// Where it stands.
    pub state: DossierState,
    /// Received, µs.
    pub received_at: i64,
    /// Promised until, µs, once accepted.
    pub due_at: Option<i64>,
}

impl fmt::Debug for InboxLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InboxLine({} {})", self.reference, self.state.name())
    }
}

/// A dossier with what only officers read.
#[derive(Clone, Debug)]
pub struct DeskDossier {
    /// What its owner reads too.
    pub dossier: Dossier,
    /// The applicant's name; empty: none was asked.
    pub applicant: String,
    /// Where messages go.
    pub contact: Option<Contact>,
    /// Notes, oldest first.
    pub notes: Vec<Note>,
    /// How identity was checked, oldest first.
    pub identity: Vec<IdentityCheck>,
}

/// A note of an officer. `Debug` leaves its text out.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// The officer's name.
    pub by: String,
    /// Written, µs.
    pub at: i64,
    /// What.
    pub text: String,
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Note({} characters)", self.text.chars().count())
    }
}

/// Why a dossier was not accepted, in the officer's words to the citizen.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Refused {
    /// The reason.
    pub reason: String,
    /// The legal basis.
    pub basis: String,
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Refused(..)")
    }
}

/// The promise made when a dossier is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// Until when, µs.
    pub at: i64,
    /// What explains it, as JSON.
    pub why: String,
}

/// What an officer does with a dossier.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Accepts it: the code is allocated and the promise frozen.
    Accept(Option<Promised>),
    /// Does not accept it.
    Refuse(Refused),
    /// Writes a note.
    Note(Zeroizing<String>),
    /// Asks the citizen once for everything that is wanting.
    AskSupplement(AskSupplement),
    /// Gives it to another agency to decide.
    HandOver {
        /// Its code.
        to: String,
        /// Why, for the officers there.
        why: Zeroizing<String>,
    },
    /// Records how identity was checked.
    CheckIdentity(Identity),
    /// Begins to work on it.
    TakeUp,
    /// Lets the citizen withdraw it, or goes on.
    AnswerWithdrawal {
        /// Whether it is withdrawn.
        agree: bool,
    },
    /// Looked at the paper of findings of this revision.
    View(i64),
    /// Decides.
    Decide(Box<Decide>),
}

/// What an officer's deed did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is done; the dossier code, when one was allocated.
    Done(Option<String>),
    /// The dossier stands elsewhere now: someone else was quicker.
    Moved(DossierState),
    /// Something else is to be done first.
    Blocked(Block),
    /// No such dossier, or none this officer may do that with.
    Absent,
}
