//! What an attempt and an obligation may become, and how one signed report of
//! a gateway is settled.
//!
//! One obligation (*khoản phải nộp*) has many attempts; it is paid when one of
//! them is. [`AttemptState::Paid`] means that *this* attempt's money was
//! credited to the due, so an obligation never has two paid attempts; money
//! that pays no due stands in suspense and its attempt in
//! [`AttemptState::Review`], with a task for a person.
//!
//! Invariants held here, by the names the tests use: `credit-once`,
//! `paid-stays-paid`, `legal-moves`; and of `callback-signed` the order of the
//! checks after the signature: merchant, reference, currency, amount, state.

mod settle;

use super::ledger::{Account, Posting};

pub use settle::settle;

/// The only currency of a due.
pub const CURRENCY: &str = "VND";

/// An attempt to pay one obligation at one gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptState {
    /// The payer was sent to the gateway; nothing is known yet.
    Started,
    /// Its money was credited to the due.
    Paid,
    /// The gateway says that no money was taken.
    Failed,
    /// The same, because the payer turned back.
    Cancelled,
    /// No word came in time. Our guess, so a late capture still counts.
    Expired,
    /// A person must look: mixed codes, suspected fraud, money in suspense.
    Review,
}

/// What a citizen must pay, once, for one dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObligationState {
    /// To be paid.
    Due,
    /// Paid, by exactly one attempt.
    Paid,
    /// Nothing is to be paid any more (exempt).
    Waived,
    /// Its time ran out unpaid; it may be taken up again.
    Expired,
    /// A refund is approved and under way.
    Refunding,
    /// The money went back.
    Refunded,
}

impl AttemptState {
    /// Every state, in the order of the table.
    pub const ALL: [AttemptState; 6] = [
        AttemptState::Started,
        AttemptState::Paid,
        AttemptState::Failed,
        AttemptState::Cancelled,
        AttemptState::Expired,
        AttemptState::Review,
    ];

    /// The transition table: what this state may become.
    ///
    /// A late capture turns even an ended attempt to `Paid`, a late doubt to
    /// `Review`; `Review` to `Failed` is a person's decision. Nothing leaves
    /// `Paid`: a refund is the obligation's affair.
    pub fn moves(self) -> &'static [AttemptState] {
        use AttemptState::{Cancelled, Expired, Failed, Paid, Review, Started};
        match self {
            Started => &[Paid, Failed, Cancelled, Expired, Review],
            Failed | Cancelled | Expired => &[Paid, Review],
            Review => &[Paid, Failed],
            Paid => &[],
        }
    }

    /// Whether `from` may become `to`. Staying is not a move.
    pub fn legal(from: AttemptState, to: AttemptState) -> bool {
        from.moves().contains(&to)
    }

    /// The word stored and shown to machines.
    pub fn as_str(self) -> &'static str {
        match self {
            AttemptState::Started => "started",
            AttemptState::Paid => "paid",
            AttemptState::Failed => "failed",
            AttemptState::Cancelled => "cancelled",
            AttemptState::Expired => "expired",
            AttemptState::Review => "review",
        }
    }

    /// The state a stored word names.
    pub fn parse(word: &str) -> Option<AttemptState> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl ObligationState {
    /// Every state, in the order of the table.
    pub const ALL: [ObligationState; 6] = [
        ObligationState::Due,
        ObligationState::Paid,
        ObligationState::Waived,
        ObligationState::Expired,
        ObligationState::Refunding,
        ObligationState::Refunded,
    ];

    /// The transition table: what this state may become.
    ///
    /// Only an approved refund leaves `Paid`; a refund the gateway refuses
    /// comes back to it. An expired due may be taken up again, or be paid by
    /// money that comes late.
    pub fn moves(self) -> &'static [ObligationState] {
        use ObligationState::{Due, Expired, Paid, Refunded, Refunding, Waived};
        match self {
            Due => &[Paid, Waived, Expired],
            Expired => &[Due, Paid],
            Paid => &[Refunding],
            Refunding => &[Refunded, Paid],
            Waived | Refunded => &[],
        }
    }

    /// Whether `from` may become `to`. Staying is not a move.
    pub fn legal(from: ObligationState, to: ObligationState) -> bool {
        from.moves().contains(&to)
    }

    /// The word stored and shown to machines.
    pub fn as_str(self) -> &'static str {
        match self {
            ObligationState::Due => "due",
            ObligationState::Paid => "paid",
            ObligationState::Waived => "waived",
            ObligationState::Expired => "expired",
            ObligationState::Refunding => "refunding",
            ObligationState::Refunded => "refunded",
        }
    }

    /// The state a stored word names.
    pub fn parse(word: &str) -> Option<ObligationState> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// What a gateway says of an attempt, after its signature was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Report {
    /// The money was taken.
    Captured,
    /// No money was taken, and none will be.
    Failed {
        /// The payer turned back.
        cancelled: bool,
    },
    /// Not finished.
    Pending,
    /// Its words do not fit together, or it has doubts itself.
    Review,
}

/// A verified message of a gateway about one attempt: a callback, or the
/// answer to a status request. Both are settled by the same path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// [`super::gateway::Gateway::name`] of the one that verified it.
    pub gateway: &'static str,
    /// Our merchant code, whose secret signed it.
    pub merchant: String,
    /// Our reference of the attempt.
    pub txn_ref: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Whole đồng; `None` where the gateway named no whole, non-negative number
    /// of them.
    pub amount: Option<i64>,
    /// The gateway's own number of the money movement. The store keeps it
    /// unique per gateway and merchant: the same movement is posted once.
    pub gateway_txn: Option<String>,
    /// When the payer paid, in µs of Unix time, where the gateway says so.
    pub paid_at: Option<i64>,
    /// What happened.
    pub report: Report,
}

/// What the store knows of the attempt a [`Callback`] names (found by gateway
/// and reference), read in the transaction that will apply the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The attempt's state.
    pub attempt: AttemptState,
    /// The state of the obligation it pays.
    pub obligation: ObligationState,
    /// The gateway the attempt was started at.
    pub gateway: String,
    /// The merchant account it was started with.
    pub merchant: String,
    /// The frozen amount, whole đồng.
    pub amount: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Was money of this callback's `gateway_txn` (at this gateway and
    /// merchant, under whatever reference) posted before? `false` when the
    /// callback has no `gateway_txn`.
    pub posted: bool,
}

/// What [`settle`] decided. [`Verdict::change`] is what the store writes; the
/// gateway words its answer from the variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The reference belongs to another gateway or merchant account.
    UnknownMerchant,
    /// We have no such attempt.
    UnknownReference,
    /// Not the due's currency.
    WrongCurrency,
    /// Not the due's amount. Money that was taken is recorded in suspense.
    WrongAmount {
        /// What the gateway named, where it was a whole number of đồng.
        received: Option<i64>,
        /// What to write, if anything is new.
        change: Option<Change>,
    },
    /// The attempt does not move: its state was final before. A late failure
    /// ends here (`None`: nothing but the event log); so does new money for a
    /// paid attempt (`Some`: suspense and a task).
    AlreadyFinal(Option<Change>),
    /// The gateway has no result yet. Nothing to write.
    StillPending,
    /// The attempt moves.
    Applied(Change),
}

impl Verdict {
    /// What the store must write, in one transaction with its event and job
    /// rows. `None`: only the event that such a callback came.
    pub fn change(&self) -> Option<&Change> {
        match self {
            Verdict::Applied(change)
            | Verdict::AlreadyFinal(Some(change))
            | Verdict::WrongAmount {
                change: Some(change),
                ..
            } => Some(change),
            _ => None,
        }
    }
}

/// The effects of one callback: new states (perhaps the same as before),
/// balanced postings (perhaps none), perhaps a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The attempt's state afterwards.
    pub attempt: AttemptState,
    /// The obligation's state afterwards.
    pub obligation: ObligationState,
    /// Double entry; the sum is 0.
    pub postings: Vec<Posting>,
    /// What a person must look at. A repeated callback may ask for the same
    /// task again: the store keeps one per attempt, kind and `gateway_txn`.
    pub task: Option<TaskKind>,
}

impl Change {
    /// Whether this change pays the due.
    pub fn credits_due(&self) -> bool {
        self.postings
            .iter()
            .any(|posting| posting.account == Account::Due)
    }
}

/// Why a person must look at a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaskKind {
    /// Money for a due that was paid already; in suspense.
    SecondCapture,
    /// Money of another amount than the due's; in suspense. Also where the
    /// amount could not be read, then with nothing posted.
    WrongAmount,
    /// An expired due was paid after all; credited. Its dossier was closed and
    /// may have to be taken up again.
    LateCapture,
    /// Money for a due that was waived; in suspense.
    NotDue,
    /// The gateway's words do not fit together, or it suspects fraud. Nothing
    /// posted.
    Doubtful,
    /// The gateway now doubts a payment that was credited. Nothing changed.
    Contradiction,
    /// The dossier of a paid due was not accepted: the money is to go back.
    Refund,
}

impl TaskKind {
    /// Every kind.
    pub const ALL: [TaskKind; 7] = [
        TaskKind::SecondCapture,
        TaskKind::WrongAmount,
        TaskKind::LateCapture,
        TaskKind::NotDue,
        TaskKind::Doubtful,
        TaskKind::Contradiction,
        TaskKind::Refund,
    ];

    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            TaskKind::SecondCapture => "second-capture",
            TaskKind::WrongAmount => "wrong-amount",
            TaskKind::LateCapture => "late-capture",
            TaskKind::NotDue => "not-due",
            TaskKind::Doubtful => "doubtful",
            TaskKind::Contradiction => "contradiction",
            TaskKind::Refund => "refund",
        }
    }

    /// The kind a stored word names.
    pub fn parse(word: &str) -> Option<TaskKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests;
