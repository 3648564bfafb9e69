//! What officers' pages ask for: sign-in, inbox, a dossier on the desk.
//!
//! Everything an officer is shown belongs to an agency of theirs; what does not
//! is `None`, as what does not exist.

use super::author::{FormsView, ProposalView};
use super::{Agency, Asked, DossierState, DossierView, DraftView, Moment};
use forms::Text;
use forms::date::Date;
use forms::form::Limit;

/// What officers' pages ask for. Made per request: "I" am the officer of this
/// request's session.
pub trait Office: Send + Sync {
    /// The officer who is signed in; `None`: nobody.
    fn officer(&self) -> Asked<Option<Officer>>;
    /// The inbox of an agency of mine; `None`: nobody is signed in, or the agency is not mine.
    fn inbox(&self, asked: InboxQuery) -> Asked<Option<InboxView>>;
    /// A dossier that an agency of mine receives or decides.
    fn dossier(&self, reference: String) -> Asked<Option<DeskView>>;
    /// My findings on a dossier in progress that I may decide.
    fn findings(&self, reference: String) -> Asked<Option<FindingsView>>;
    /// The forms I look after as an author; `None`: I am none.
    fn forms(&self) -> Asked<Option<FormsView>>;
    /// A proposal of an agency where I am an author.
    fn proposal(&self, id: String) -> Asked<Option<ProposalView>>;
    /// The same, to be tried page by page; `None` also while something is wrong with it.
    fn preview(&self, id: String) -> Asked<Option<DraftView>>;
}

/// Someone who works at agencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The name shown.
    pub name: String,
    /// What they may do where, by agency name; never empty.
    pub posts: Vec<Post>,
}

impl Officer {
    /// Whether they write definitions for an agency.
    pub fn is_author(&self) -> bool {
        let mut posts = self.posts.iter();
        posts.any(|post| post.roles.contains(&Role::Author))
    }
}

/// Roles at an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Where.
    pub agency: Agency,
    /// What; never empty.
    pub roles: Vec<Role>,
}

/// What an officer may do at an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Accept, refuse, ask for a supplement, hand over.
    Receive,
    /// Decide.
    Decide,
    /// Read everything, run the counts.
    Supervise,
    /// Write definitions.
    Author,
    /// Make and close accounts.
    Administer,
}

/// Which dossiers to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum InboxList {
    /// To be looked at: submitted and not yet accepted.
    #[default]
    New,
    /// Promised for today.
    Today,
    /// Promised for a time that is over.
    Overdue,
    /// Accepted and in work.
    Working,
    /// With the citizen: a supplement, a payment.
    Waiting,
    /// Everything, also what is finished.
    All,
}

impl InboxList {
    /// Every list, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::New,
        Self::Today,
        Self::Overdue,
        Self::Working,
        Self::Waiting,
        Self::All,
    ];

    /// Its word in the query `list`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Today => "today",
            Self::Overdue => "overdue",
            Self::Working => "working",
            Self::Waiting => "waiting",
            Self::All => "all",
        }
    }

    /// The list of a word; unknown words mean the first.
    pub fn of(word: &str) -> Self {
        let known = Self::ALL.into_iter().find(|list| list.as_str() == word);
        known.unwrap_or_default()
    }
}

/// What the inbox's URL asks for, and what was posted to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxQuery {
    /// Code of an agency; empty: the first of mine.
    pub agency: String,
    /// Which list.
    pub list: InboxList,
    /// Words of a name, a reference or a dossier code, with or without diacritics; empty: all.
    /// Posted as `q`, so the page asks with none and whoever answers a POST puts them here.
    pub search: String,
    /// Go on after the dossier with this reference; empty: from the beginning.
    pub after: String,
}

/// An agency's inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxView {
    /// Who looks.
    pub officer: Officer,
    /// Whose inbox.
    pub agency: Agency,
    /// What was asked.
    pub asked: InboxQuery,
    /// How many there are in each list, in the order of [`InboxList::ALL`].
    pub counts: [u32; 6],
    /// The page of the list, by time left, the most pressing first.
    pub rows: Vec<InboxRow>,
    /// `after` of the next page; `None`: this is the last.
    pub next: Option<String>,
}

/// One dossier in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Its reference, ungrouped.
    pub reference: String,
    /// The dossier code, once accepted.
    pub code: Option<String>,
    /// The procedure's title.
    pub procedure: Text,
    /// The applicant's name as declared; empty where the form asks for none.
    pub applicant: String,
    /// Where it stands.
    pub state: DossierState,
    /// When it was received in law.
    pub received_at: Option<Moment>,
    /// Until when the result is promised, once accepted.
    pub due_at: Option<Moment>,
    /// That moment is over.
    pub overdue: bool,
}

/// A dossier on an officer's desk.
#[derive(Clone, Debug)]
pub struct DeskView {
    /// Who looks.
    pub officer: Officer,
    /// What the citizen sees too: answers, money, timeline.
    pub dossier: DossierView,
    /// The applicant's name as declared; empty where the form asks for none.
    pub applicant: String,
    /// The dossier code, once accepted.
    pub code: Option<String>,
    /// Until when the result is promised, and why then: of the acceptance, or,
    /// before it, what accepting now would promise.
    pub promise: Option<Promise>,
    /// Where messages go, as given: an address or a number; `None`: nowhere.
    pub contact: Option<String>,
    /// Every file.
    pub files: Vec<DeskFile>,
    /// Notes of officers, oldest first.
    pub notes: Vec<Note>,
    /// What I may do with it now.
    pub may: Vec<Act>,
    /// Name of the officer who asked for the supplement; empty: none did.
    pub asked_by: String,
    /// The agency that decides.
    pub deciding: Agency,
    /// How identity was checked, oldest first.
    pub identity: Vec<IdentityView>,
    /// The ways that are enough for this procedure; none: it need not be checked.
    pub enough: Vec<Identity>,
    /// Agencies it can be handed over to.
    pub agencies: Vec<Agency>,
}

/// How identity was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityView {
    /// How.
    pub how: Identity,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Findings read once more, and what can be done with them.
#[derive(Clone, Debug)]
pub struct FindingsView {
    /// Who looks.
    pub officer: Officer,
    /// The findings, filled in like any form.
    pub draft: DraftView,
    /// The dossier's code, or its reference.
    pub number: String,
    /// The procedure's title.
    pub procedure: Text,
    /// Answers of the citizen that may stand on the paper.
    pub ticks: Vec<Tick>,
    /// The paper of these very findings was looked at.
    pub viewed: bool,
    /// Identity must be checked first, and was not.
    pub identity_wanting: bool,
}

/// An answer of the citizen that may stand on the paper once it is found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its path.
    pub path: String,
    /// Its question.
    pub label: String,
    /// The answer as people read it.
    pub value: Vec<String>,
    /// It was found right.
    pub ticked: bool,
}

/// A promise and what explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// Until when.
    pub at: Moment,
    /// When the dossier was received.
    pub received_at: Moment,
    /// The day that counts as that of receipt.
    pub counted_from: Date,
    /// Why it is another day.
    pub moved: Option<Moved>,
    /// The limit.
    pub limit: Limit,
    /// Days a supplement added.
    pub supplement_days: u32,
    /// The last day was a day off and was moved to the next working day.
    pub rolled: bool,
    /// Holidays of every year concerned are known.
    pub certain: bool,
    /// Nothing was promised yet: this is what accepting now would promise.
    pub tentative: bool,
}

/// Why counting begins on another day than that of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Offices were closed.
    Closed,
    /// It came after the cut-off.
    Late,
}

/// A file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFile {
    /// Its id, part of its URL.
    pub id: String,
    /// The label of the question it answers.
    pub label: String,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// MIME type by its content.
    pub media_type: String,
    /// SHA-256, 64 hex digits.
    pub sha256: String,
}

/// How an officer makes sure who asks, from the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Identity {
    /// By the telephone number or e-mail address given.
    Contact,
    /// By the national electronic identity (VNeID).
    Vneid,
    /// In person, by the original papers.
    Counter,
}

impl Identity {
    /// Every way, from the weakest.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Vneid, Self::Counter];

    /// Its word in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Vneid => "vneid",
            Self::Counter => "counter",
        }
    }

    /// The way of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.as_str() == word)
    }

    /// The ways that are enough where a procedure asks for `assurance`
    /// (`contact`, `vneid`, `counter`); none are needed for anything else.
    pub fn enough(assurance: &str) -> Vec<Self> {
        match Self::of(assurance) {
            Some(least) => Self::ALL.into_iter().filter(|how| *how >= least).collect(),
            None => Vec::new(),
        }
    }
}

/// A note of an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
}

/// What an officer can do with a dossier. In braces: the fields posted with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Accept: the code is allocated and the time limit runs.
    Accept,
    /// Refuse, with reason and legal basis {`reason`, `basis`}.
    Refuse,
    /// Write a note {`text`}.
    Note,
    /// Ask once for everything that is wanting {`ask.` and a path, each with what to mend}.
    AskSupplement,
    /// Give it to another agency {`to`, `why`}.
    HandOver,
    /// Record how identity was checked {`how`}.
    CheckIdentity,
    /// Begin to work on it.
    TakeUp,
    /// Write findings and decide, on pages of its own.
    Decide,
    /// Answer the wish to withdraw {`answer`: `agree` or `decline`}.
    AnswerWithdrawal,
}

impl Act {
    /// The word in its URL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::Note => "note",
            Self::AskSupplement => "supplement",
            Self::HandOver => "hand-over",
            Self::CheckIdentity => "identity",
            Self::TakeUp => "take-up",
            Self::Decide => "decision",
            Self::AnswerWithdrawal => "withdrawal",
        }
    }
}

/// What was wrong with an officer's POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeRefusal {
    /// Name, password or code do not fit together, or the account is closed: said alike.
    SignIn,
    /// No login was typed.
    NoLogin,
    /// No password was typed.
    NoPassword,
    /// A refusal without a reason.
    NoReason,
    /// A refusal without its legal basis.
    NoBasis,
    /// A note without text.
    NoNote,
    /// Longer than so many characters.
    TooLong(u32),
    /// Someone else was quicker: the dossier stands elsewhere now.
    Moved(DossierState),
    /// A supplement that asks for nothing.
    NothingAsked,
    /// A supplement was asked for before.
    SupplementAsked,
    /// No agency was chosen, or none that could decide.
    NoAgency,
    /// A hand-over without a reason.
    NoWhy,
    /// It was not said how identity was checked.
    NoIdentity,
    /// Identity must be checked before a decision.
    IdentityWanting,
    /// Neither agreed nor declined.
    NoAnswer,
    /// The paper was not looked at before deciding.
    NotViewed,
    /// The findings were changed meanwhile.
    FindingsChanged,
    /// The findings lack something.
    FindingsIncomplete,
    /// The paper could not be drawn from its template.
    NoPaper,
    /// Approval was asked for while something is wrong.
    Faulty,
    /// The number is not raised as much as the change weighs.
    TooSmallARaise,
    /// Who wrote a version cannot approve it.
    OwnProposal,
    /// The proposal, or the version it was compared with, is another by now.
    ProposalMoved,
    /// The agency does not offer the procedure.
    NotOffered,
    /// That number was published with other content.
    VersionTaken,
    /// More than a definition may be long.
    DefinitionTooLarge,
    /// A file that is no text in UTF-8.
    NotText,
    /// Too many drafts of proposals.
    TooManyProposals,
    /// The form stands so already.
    StandsSo,
}
