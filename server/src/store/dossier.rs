//! What was submitted.

use super::event::Event;
use super::file::FileMeta;
use super::job::NewJob;
use super::money::{FeeLine, Obligation};
use super::officer::Refused;
use super::processing::Supplement;
use crate::dossier::state::DossierState;
use crate::id::{Reference, Secret};
use forms::date::Date;
use std::fmt;

/// How long the receipt shows the secret to the one who submitted, µs.
pub const SECRET_SHOWN: i64 = crate::clock::HOUR;

/// Who asks. Everything that reads a dossier or a file takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A principal: reads what it owns and what it was granted.
    Principal(String),
    /// An API client: reads what its agency receives or decides.
    Agency {
        /// The client's principal.
        principal: String,
        /// The agency it speaks for.
        agency: String,
    },
    /// An officer: reads what was received and an agency of theirs receives or decides.
    Officer {
        /// The officer.
        officer: String,
        /// Agencies at which they have a role that reads.
        agencies: Vec<String>,
    },
}

impl Reader {
    /// The principal that asks.
    pub fn principal(&self) -> &str {
        match self {
            Self::Principal(principal) | Self::Agency { principal, .. } => principal,
            Self::Officer { officer, .. } => officer,
        }
    }
}

/// How a dossier came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Online, by the pages or the API.
    Online,
    /// At the counter.
    Counter,
    /// By post.
    Post,
}

impl Channel {
    /// The word stored, and the one of `forms::Context`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
            Self::Post => "post",
        }
    }

    /// The channel a stored word names.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Online, Self::Counter, Self::Post]
            .into_iter()
            .find(|channel| channel.as_str() == word)
    }
}

/// Where messages go. Sealed at rest, never printed.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Contact {
    /// `email` or `phone`.
    pub kind: String,
    /// The address or number.
    pub to: String,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({})", self.kind)
    }
}

/// A due to freeze with the submission.
#[derive(Clone, Debug)]
pub struct NewDue {
    /// Every line; their sum is the amount, and it must be above 0.
    pub lines: Vec<FeeLine>,
    /// Until when it may be paid, µs.
    pub expires_at: i64,
}

/// A checked submission.
#[derive(Clone)]
pub struct Submission {
    /// Who submits; the owner of the dossier.
    pub principal: String,
    /// Idempotency key, unique per principal, 1 to 255 characters.
    pub key: String,
    /// SHA-256 of what was sent under the key.
    pub body_hash: [u8; 32],
    /// The draft it was built from and the revision that was checked. The
    /// draft goes with the submission; its files move to the dossier.
    pub draft: Option<(String, i64)>,
    /// Loose files to take (API): id and the path of its question.
    pub files: Vec<(String, String)>,
    /// The code that, with the reference, opens the dossier.
    pub secret: Secret,
    /// The version it was checked against.
    pub form_hash: String,
    /// The procedure's national code.
    pub procedure: String,
    /// The receiving agency's code.
    pub agency: String,
    /// The deciding agency's code.
    pub deciding: String,
    /// How it came.
    pub channel: Channel,
    /// `vi` or `en`.
    pub lang: String,
    /// The date the evaluation used.
    pub today: Date,
    /// The submission document: canonical JSON.
    pub document: Vec<u8>,
    /// What is due at submission; `None`: nothing.
    pub due: Option<NewDue>,
    /// Where messages go.
    pub contact: Option<Contact>,
    /// The applicant's name, for the inbox ([`crate::dossier::applicant`]).
    pub applicant: Option<String>,
    /// Work to do afterwards.
    pub jobs: Vec<NewJob>,
}

impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Submission({} to {}, {} bytes)",
            self.procedure,
            self.agency,
            self.document.len()
        )
    }
}

/// What submitting did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It is taken and on disk.
    Taken {
        /// The dossier's reference.
        reference: Reference,
        /// The code that opens it: the one that was kept, also on a replay
        /// within [`SECRET_SHOWN`].
        secret: Option<Secret>,
        /// Where it stands.
        state: DossierState,
        /// What is due now, đồng.
        amount_due: i64,
        /// The same key and body came before: this is the answer of then.
        replayed: bool,
    },
    /// The key was used with another body; nothing was changed.
    KeyReused,
    /// The draft is gone, not this principal's, or was saved since it was
    /// checked, or a file is not there to take; nothing was changed.
    Stale,
}

/// A dossier, for one who may read it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Its number, in the order of coming.
    pub id: i64,
    /// Its reference.
    pub reference: Reference,
    /// Whether the reader is its owner.
    pub owned: bool,
    /// The secret, for its owner within [`SECRET_SHOWN`].
    pub secret: Option<Secret>,
    /// The version it names.
    pub form_hash: String,
    /// The procedure's national code.
    pub procedure: String,
    /// The receiving agency's code.
    pub agency: String,
    /// The deciding agency's code.
    pub deciding: String,
    /// Where it stands.
    pub state: DossierState,
    /// How it came.
    pub channel: Channel,
    /// `vi` or `en`.
    pub lang: String,
    /// The date the evaluation used.
    pub today: Date,
    /// Submitted, µs.
    pub submitted_at: i64,
    /// Received: the later of submission and capture, µs; `None` while unpaid.
    pub received_at: Option<i64>,
    /// The dossier code, once accepted.
    pub code: Option<String>,
    /// Who accepted it and when.
    pub accepted: Option<Accepted>,
    /// Promised until, µs, once accepted.
    pub due_at: Option<i64>,
    /// What explains the promise, as JSON ([`crate::dossier::promise`]).
    pub promise: Option<String>,
    /// Why it was not accepted.
    pub refused: Option<Refused>,
    /// The one supplement, once asked for.
    pub supplement: Option<Supplement>,
    /// The result's paper is there to fetch.
    pub paper: bool,
    /// The latest submission document.
    pub document: Document,
    /// Its dues.
    pub obligations: Vec<Obligation>,
    /// Its files.
    pub files: Vec<FileMeta>,
    /// What happened, in order.
    pub timeline: Vec<Event>,
}

/// That a dossier was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The officer's name.
    pub by: String,
    /// When, µs.
    pub at: i64,
}

/// A submission document. `Debug` prints its length.
#[derive(Clone, PartialEq, Eq)]
pub struct Document(pub Vec<u8>);

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.0.len())
    }
}

/// A line of a list of dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its reference; also the place to go on from.
    pub reference: Reference,
    /// The procedure's national code.
    pub procedure: String,
    /// Where it stands.
    pub state: DossierState,
    /// Submitted, µs.
    pub submitted_at: i64,
    /// Received, µs.
    pub received_at: Option<i64>,
}
