//! Dues, attempts to pay them, tasks about them. The rules are in
//! [`crate::payment`]; here is what is kept.

use crate::id::Reference;
use crate::payment::state::{AttemptState, ObligationState, TaskKind};

/// Attempts one obligation may have.
pub const MAX_ATTEMPTS: u32 = 30;
/// How long after its start an attempt's gateway is asked for the first time, µs.
pub const FIRST_POLL: i64 = 15 * crate::clock::MINUTE;

/// One line of a due, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine {
    /// The rule's id.
    pub rule: String,
    /// What is paid for, by language.
    pub label: forms::Text,
    /// Whole đồng, at least 0.
    pub amount: i64,
    /// `phi` or `lePhi`.
    pub kind: String,
    /// National fee code.
    pub code: Option<String>,
}

impl From<&forms::Charge<'_>> for FeeLine {
    fn from(charge: &forms::Charge<'_>) -> Self {
        let rule = charge.rule;
        Self {
            rule: rule.id.clone(),
            label: rule.label.clone(),
            amount: charge.amount,
            kind: rule.kind.clone(),
            code: rule.code.clone(),
        }
    }
}

/// A *khoản phải nộp*: computed once, paid at most once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// Row id.
    pub id: String,
    /// Where it stands.
    pub state: ObligationState,
    /// Whole đồng.
    pub amount: i64,
    /// `submission`, `supplement` or `result`.
    pub collect: String,
    /// Its lines.
    pub lines: Vec<FeeLine>,
    /// Until when it may be paid, µs.
    pub expires_at: i64,
    /// Paid, µs.
    pub paid_at: Option<i64>,
    /// Its attempts, oldest first.
    pub attempts: Vec<Attempt>,
}

/// An attempt at one gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Row id.
    pub id: String,
    /// The obligation it pays.
    pub obligation: String,
    /// Its dossier's reference.
    pub reference: Reference,
    /// The agency whose merchant account it uses.
    pub agency: String,
    /// Our reference at the gateway: unique for ever, not guessable.
    pub txn_ref: String,
    /// The gateway's name.
    pub gateway: String,
    /// The merchant code there.
    pub merchant: String,
    /// Whole đồng.
    pub amount: i64,
    /// Where it stands.
    pub state: AttemptState,
    /// Started, µs: also the gateway's creation date of the payment.
    pub started_at: i64,
    /// The gateway lets nobody pay after this, µs.
    pub expires_at: i64,
    /// The gateway's number of the money movement.
    pub gateway_txn: Option<String>,
    /// `vi` or `en`.
    pub lang: String,
}

/// An attempt to start.
#[derive(Clone, Debug)]
pub struct StartAttempt {
    /// The obligation.
    pub obligation: String,
    /// Who pays; must be able to read the dossier.
    pub reader: super::Reader,
    /// The gateway's name.
    pub gateway: String,
    /// The merchant code; must be an account of the dossier's receiving agency.
    pub merchant: String,
    /// Our reference, [`crate::id::random_id`].
    pub txn_ref: String,
    /// Until when the gateway takes money, µs.
    pub expires_at: i64,
    /// `vi` or `en`.
    pub lang: String,
}

/// What starting did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "made once a payment, matched at once"
)]
pub enum Started {
    /// It is on disk; the payer may go to the gateway.
    Attempt(Attempt),
    /// The obligation is in this state: there is nothing to pay.
    NotDue(ObligationState),
    /// No more attempts for this obligation.
    TooMany,
    /// No such obligation, none of the reader's, or no such merchant account.
    Absent,
}

/// An attempt whose gateway should be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The attempt.
    pub attempt: Attempt,
    /// How often it was asked before.
    pub asked: u32,
}

/// What a person must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Row id.
    pub id: String,
    /// Why.
    pub kind: TaskKind,
    /// The dossier's reference.
    pub reference: Reference,
    /// The attempt's reference at the gateway.
    pub txn_ref: String,
    /// Opened, µs.
    pub opened_at: i64,
}
