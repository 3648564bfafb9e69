//! Everything that must survive: one trait in the words of the house, one
//! folder per engine beneath it.
//!
//! Each method is one transaction. What changes a row also writes its event,
//! its jobs and its messages; what was answered with `Ok` is on disk. Plain
//! text goes in and comes out: sealing and hashing happen below this line, so
//! that no handler can forget them. `None` is given alike for what is absent
//! and for what is another's (`absent-alike`).
//!
//! - [`agency`] agencies, what they offer, merchant accounts, API clients
//! - [`principal`] who acts · [`version`] published forms
//! - [`draft`] answers on their way · [`file`] uploads
//! - [`dossier`] what was submitted · [`contact`] where a person is reached · [`money`] dues, attempts, credits
//! - [`officer`] officers, their sessions, inbox and deeds
//! - [`processing`] supplement, identity, decision, result
//! - [`proposal`] versions on their way, and what becomes of published ones
//! - [`job`] work and messages to do · [`event`] what happened
//! - [`code`] one-time codes · [`blobs`] sealed bytes on disk · [`sqlite`] the embedded engine

pub mod agency;
pub mod blobs;
pub mod code;
pub mod contact;
pub mod dossier;
pub mod draft;
pub mod event;
pub mod file;
pub mod job;
pub mod money;
pub mod officer;
pub mod principal;
pub mod processing;
pub mod proposal;
pub mod sqlite;
pub mod version;

use crate::dossier::state::DossierState;
use crate::id::{Reference, Secret};
use crate::payment::state::{Callback, Verdict};
use forms::Answers;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

pub use agency::{Agency, ApiClient, MerchantAccount, Offering, Seed};
pub use code::{Asked, Code, Gate, Purpose, Redeemed, Typed};
pub use dossier::{Channel, Contact, Dossier, Listed, NewDue, Reader, Submission, Submitted};
pub use draft::{Conflict, Draft, NewDraft, SaveDraft, Saved};
pub use event::{Event, EventKind};
pub use file::{Added, FileContent, FileMeta, NewFile, Place};
pub use job::{Claimed, Job, Message, MessageKind, NewJob};
pub use money::{Attempt, FeeLine, Obligation, Poll, StartAttempt, Started, Task};
pub use officer::{
    Credentials, Deed, DeskDossier, Done, Inbox, InboxAsk, MadeOfficer, NewOfficer, NewSession,
    Officer,
};
pub use principal::{Principal, PrincipalKind};
pub use processing::{
    AnswerSupplement, Answered, Findings, Paper, PublicResult, SaveFindings, Supplement, ToDraw,
};
pub use proposal::{Files, Proposal, Shelf, Step, Stepped, Turn};
pub use sqlite::Sqlite;
pub use version::{NewVersion, Publication, Version};

/// What a method of the store gives: a future that owns all it needs.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send>>;

/// Why the store could not do it. Nothing was changed. The text is for the
/// log and holds no value of any row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Too much work is waiting; come again shortly (503).
    Busy,
    /// A commit failed, so nothing is taken any more until a restart (503).
    ReadOnly,
    /// Something kept does not read back: altered, or under a key we lack (500).
    Damaged(&'static str),
    /// The engine said no (500).
    Engine(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the store has too much work waiting"),
            Self::ReadOnly => f.write_str("the store takes no writes since a commit failed"),
            Self::Damaged(what) => write!(f, "the store holds a damaged {what}"),
            Self::Engine(why) => write!(f, "the store's engine failed: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}

/// The store.
pub trait Store: Send + Sync + 'static {
    // Agencies.

    /// Makes agencies, offerings, merchant accounts and API clients as the
    /// configuration and the catalogue name them. May be repeated.
    fn seed(&self, seed: Seed) -> Answer<()>;
    /// Every agency, by code.
    fn agencies(&self) -> Answer<Vec<Agency>>;
    /// Every offering, by procedure and agency.
    fn offerings(&self) -> Answer<Vec<Offering>>;
    /// Every merchant account with its secret.
    fn merchants(&self) -> Answer<Vec<MerchantAccount>>;
    /// The API client whose token hashes to this.
    fn api_client(&self, token: [u8; 32]) -> Answer<Option<ApiClient>>;

    // Principals.

    /// The principal whose token hashes to this ([`crate::id::token_hash`]).
    fn principal(&self, token: [u8; 32]) -> Answer<Option<Principal>>;
    /// A new principal.
    fn create_principal(&self, kind: PrincipalKind, token: [u8; 32]) -> Answer<Principal>;

    // Versions.

    /// Keeps a published version for ever. A new one becomes the current one of its
    /// form if it says so, or if there is none; a known one changes nothing.
    fn publish_version(&self, version: NewVersion) -> Answer<Publication>;
    /// The current version of every form, by procedure code.
    fn current_versions(&self) -> Answer<Vec<Version>>;
    /// The version with this hash.
    fn version(&self, hash: String) -> Answer<Option<Version>>;
    /// A file of a version, as the agency wrote it, by name.
    fn version_file(&self, hash: String, name: String) -> Answer<Option<String>>;

    /// Every file of a version, as the agency wrote them.
    fn version_files(&self, hash: String) -> Answer<Files>;
    /// Every form with its versions, by procedure code.
    fn shelves(&self) -> Answer<Vec<Shelf>>;
    /// Retires a form or rolls it back, with its event, by an author of an
    /// agency that offers it. [`Stepped::Moved`]: it stands so already.
    fn turn(&self, officer: String, form: String, turn: Turn) -> Answer<Stepped>;

    // Versions on their way.

    /// Begins a proposal at an agency where the officer is an author: its id;
    /// `None`: no author there, or [`proposal::MAX_OPEN`] drafts already.
    fn begin_proposal(
        &self,
        officer: String,
        agency: String,
        files: Files,
    ) -> Answer<Option<String>>;
    /// Proposals of the agencies where the officer is an author, latest first.
    fn proposals(&self, officer: String) -> Answer<Vec<Proposal>>;
    /// One of them.
    fn proposal(&self, officer: String, id: String) -> Answer<Option<Proposal>>;
    /// Does a step with a proposal, with its event. Account, role and state are
    /// looked at in the same transaction.
    fn step(&self, officer: String, id: String, step: Step) -> Answer<Stepped>;
    /// What the officer typed to try a proposal, and its revision.
    fn preview(&self, officer: String, id: String) -> Answer<Option<(Answers, i64)>>;
    /// Saves a page of it, as [`Store::save_draft`] does a citizen's.
    fn save_preview(&self, officer: String, id: String, save: SaveFindings) -> Answer<Saved>;

    // Drafts.

    /// A new, empty draft; `None` when its owner has too many already.
    fn create_draft(&self, draft: NewDraft) -> Answer<Option<Draft>>;
    /// The owner's draft.
    fn draft(&self, id: String, owner: String) -> Answer<Option<Draft>>;
    /// The owner's drafts, latest first.
    fn drafts_of(&self, owner: String) -> Answer<Vec<Draft>>;
    /// Saves a page. A field that was changed elsewhere since `base` keeps what
    /// is there and is named in the answer; everything else is saved.
    fn save_draft(&self, save: SaveDraft) -> Answer<Saved>;
    /// Deletes a draft and its files; `false` when there is none.
    fn discard_draft(&self, id: String, owner: String) -> Answer<bool>;

    // Files.

    /// Seals a file, keeps it and names it in the draft's answers.
    fn add_file(&self, file: NewFile) -> Answer<Added>;
    /// Removes a draft's file and its line in the answers; `false` when there is none.
    fn remove_file(&self, id: String, owner: String) -> Answer<bool>;
    /// A file with its bytes, for its owner or whoever may read its dossier.
    fn file(&self, id: String, reader: Reader) -> Answer<Option<FileContent>>;

    // Dossiers.

    /// Takes a submission, once per principal and key.
    fn submit(&self, submission: Submission) -> Answer<Submitted>;
    /// A dossier with its money, files and timeline.
    fn dossier(&self, reference: Reference, reader: Reader) -> Answer<Option<Dossier>>;
    /// Lets `principal` read the dossier from now on when the secret is right.
    /// `false`: wrong secret or no such reference, alike.
    fn grant(&self, reference: Reference, secret: Secret, principal: String) -> Answer<bool>;
    /// How many dossiers a principal submitted. Reads every dossier: for tools.
    fn owned(&self, principal: String) -> Answer<u32>;
    /// An agency's dossiers in the order they came, after the one with this reference.
    fn dossiers(&self, agency: String, after: Option<Reference>, limit: u32)
    -> Answer<Vec<Listed>>;

    // One-time codes.

    /// Sends a one-time code to the dossier's contact, with its event and
    /// message in one transaction, and ends the one before.
    fn ask_code(&self, purpose: Purpose, principal: String) -> Answer<Asked>;
    /// Takes a typed code. A right one works once.
    fn redeem_code(&self, typed: Typed, principal: String) -> Answer<Redeemed>;
    /// What the page of a result needs to know; `None`: no such dossier, or not
    /// this principal's to read.
    fn gate(&self, reference: Reference, principal: String) -> Answer<Option<Gate>>;
    /// Whether this principal may read the dossier and showed by a code, in
    /// the last [`code::PROVED`], that they are reached at its contact.
    fn proved(&self, reference: Reference, principal: String) -> Answer<bool>;

    // Officers.

    /// The service account as which a client's system works on its agency's
    /// dossiers: it receives and decides there and nobody can sign in to it.
    /// `None`: no such client.
    fn service(&self, principal: String) -> Answer<Option<Officer>>;
    /// Makes an account with its roles.
    fn add_officer(&self, officer: NewOfficer) -> Answer<MadeOfficer>;
    /// Closes an account and ends its sessions; `false` when there is no open one.
    fn close_officer(&self, login: String) -> Answer<bool>;
    /// What a sign-in to an open account is compared with.
    fn credentials(&self, login: String) -> Answer<Option<Credentials>>;
    /// Opens a session. `false`: the account was closed meanwhile, wants a
    /// one-time code, or the code's step was used before.
    fn open_session(&self, session: NewSession) -> Answer<bool>;
    /// The officer of the session whose token hashes to this, unless it is over
    /// ([`officer::SESSION_IDLE`], [`officer::SESSION_LONGEST`]); notes the use.
    fn officer(&self, token: [u8; 32]) -> Answer<Option<Officer>>;
    /// Ends a session.
    fn end_session(&self, token: [u8; 32]) -> Answer<()>;
    /// A page of an agency's inbox; whether the officer works there was asked before.
    fn inbox(&self, ask: InboxAsk) -> Answer<Inbox>;
    /// A dossier with what only officers read.
    fn desk(&self, reference: Reference, reader: Reader) -> Answer<Option<DeskDossier>>;
    /// What an officer does with a dossier, with its event and message. The
    /// account, the role and the state are looked at in the same transaction.
    fn act(&self, officer: String, reference: Reference, deed: Deed) -> Answer<Done>;
    /// A file of this very dossier, with its bytes.
    fn file_of(
        &self,
        reference: Reference,
        file: String,
        reader: Reader,
    ) -> Answer<Option<FileContent>>;

    // Between acceptance and result.

    /// What the officer writes as the deciding agency's findings: for who may
    /// decide, while the dossier is in progress and after.
    fn findings(&self, officer: String, reference: Reference) -> Answer<Option<Findings>>;
    /// Saves a page of findings, as [`Store::save_draft`] does a citizen's.
    fn save_findings(
        &self,
        officer: String,
        reference: Reference,
        save: SaveFindings,
    ) -> Answer<Saved>;
    /// A draft in which the principal answers the supplement asked of a dossier
    /// it may read, beginning with `answers`; the one that is open, if there is.
    fn begin_supplement(
        &self,
        reference: Reference,
        principal: String,
        answers: Answers,
        expires_at: i64,
    ) -> Answer<Option<Draft>>;
    /// Takes the answer to a supplement.
    fn answer_supplement(&self, answer: AnswerSupplement) -> Answer<Answered>;
    /// Stops dossiers whose supplement was not answered in time; how many.
    fn expire_supplements(&self, limit: u32) -> Answer<u32>;
    /// Asks to withdraw a dossier; `None`: none of this principal.
    fn ask_withdrawal(
        &self,
        reference: Reference,
        principal: String,
    ) -> Answer<Option<DossierState>>;
    /// What a result's paper is drawn from; for the job that draws it.
    fn to_draw(&self, dossier: i64) -> Answer<Option<ToDraw>>;
    /// Keeps a result's paper; `false`: one was kept before.
    fn keep_paper(&self, dossier: i64, paper: Vec<u8>) -> Answer<bool>;
    /// Keeps the paper an agency's own system made of a decision that awaits it.
    fn attach_paper(&self, officer: String, reference: Reference, paper: Vec<u8>) -> Answer<Done>;
    /// A result's paper, for an officer or an agency's system.
    fn paper(&self, reference: Reference, reader: Reader) -> Answer<Option<Paper>>;
    /// A result's paper for a principal that may read the dossier and proved the
    /// contact ([`Store::proved`]); the first time it is delivered by this.
    fn fetch_result(&self, reference: Reference, principal: String) -> Answer<Option<Paper>>;
    /// What may be said of the result whose paper carries this code.
    fn public_result(&self, token: String) -> Answer<Option<PublicResult>>;

    // Money.

    /// Starts an attempt to pay an obligation; committed before anyone is sent to a gateway.
    fn start_attempt(&self, start: StartAttempt) -> Answer<Started>;
    /// The attempt with this transaction reference.
    fn attempt(&self, txn_ref: String) -> Answer<Option<Attempt>>;
    /// Settles a verified report of a gateway. `raw` is what came, without its
    /// signature and without anything personal, for the gateway log.
    fn credit(&self, callback: Callback, raw: String) -> Answer<Verdict>;
    /// Attempts whose gateway should be asked now; each is put back by a growing
    /// time, so that no two workers ask at once.
    fn due_polls(&self, limit: u32) -> Answer<Vec<Poll>>;
    /// Ends attempts that were to end before `before` and had no word; how many.
    fn expire_attempts(&self, before: i64, limit: u32) -> Answer<u32>;
    /// Expires unpaid obligations whose last day is over and closes their
    /// dossiers with a message; how many.
    fn expire_dues(&self, limit: u32) -> Answer<u32>;
    /// What a person must look at, oldest first.
    fn open_tasks(&self, agency: String) -> Answer<Vec<Task>>;
    /// The sum of every ledger entry of every account: 0, or the books are wrong.
    fn ledger_sum(&self) -> Answer<i64>;

    // Jobs and messages.

    /// Queues a job.
    fn add_job(&self, job: NewJob) -> Answer<()>;
    /// Takes the next due job for `lease` µs; it comes again when neither finished nor failed by then.
    fn claim_job(&self, lease: i64) -> Answer<Option<Job>>;
    /// The job is done. `false`: another worker has it since the lease ran out.
    fn finish_job(&self, claim: Claimed) -> Answer<bool>;
    /// The job failed: later again with growing pauses, or dead after the last try.
    fn fail_job(&self, claim: Claimed, why: String) -> Answer<bool>;
    /// How many jobs and messages were given up.
    fn dead_jobs(&self) -> Answer<u32>;
    /// Takes the next message to send for `lease` µs.
    fn claim_message(&self, lease: i64) -> Answer<Option<Message>>;
    /// The message was sent.
    fn finish_message(&self, claim: Claimed) -> Answer<bool>;
    /// The message was not sent.
    fn fail_message(&self, claim: Claimed, why: String) -> Answer<bool>;

    // Care.

    /// Deletes drafts past their day, files that belong to nothing and came
    /// before the instant `before`, receipts' secrets past their hour; how many.
    fn sweep(&self, before: i64) -> Answer<u32>;
    /// Recomputes the chain of events: `None` when whole, else the first bad sequence number.
    fn broken_event(&self) -> Answer<Option<i64>>;
    /// Writes and syncs one row, at most once a second.
    ///
    /// # Errors
    /// When the store takes no writes: the reason for `/readyz`.
    fn probe(&self) -> Answer<()>;
}
