//! What happened to a dossier, or to a form. Rows are only ever added, each with the hash of
//! the one before (`audit-chain`); their order is their number, not their time.

use crate::payment::state::AttemptState;
use sha2::{Digest, Sha256};

/// What happened. The one table of events' names: the store writes no other,
/// and whoever shows events matches on it, so a new one is shown or left out
/// on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// The citizen, or an agency's system, sent it.
    Submitted,
    /// Someone opened it with reference and code.
    Opened,
    /// An attempt to pay reached a state.
    Payment(AttemptState),
    /// A due was not paid in time.
    DueExpired,
    /// Received in law: nothing is left to pay.
    Received,
    /// Closed because its due was not paid in time.
    Closed,
    /// An officer accepted it.
    Accepted,
    /// An officer did not accept it.
    Refused,
    /// An officer wrote a note.
    Noted,
    /// The one supplement was asked for.
    SupplementAsked,
    /// The citizen answered it.
    SupplementAnswered,
    /// It was not answered in time.
    SupplementExpired,
    /// Another agency decides from now on.
    HandedOver,
    /// An officer recorded how identity was checked.
    IdentityChecked,
    /// An officer began to work on it.
    TakenUp,
    /// The citizen asked to withdraw it.
    WithdrawalAsked,
    /// It is withdrawn.
    Withdrawn,
    /// It goes on, although the citizen asked to withdraw it.
    WithdrawalDeclined,
    /// Something is to be paid before the result is given.
    DueAsked,
    /// Decided.
    Decided,
    /// An officer looked at the paper before deciding.
    PaperViewed,
    /// The result's paper was drawn.
    PaperDrawn,
    /// The result was fetched.
    Delivered,
    /// A one-time code was sent to the contact.
    CodeSent,
    /// The secret was replaced by a new one.
    SecretRenewed,
    /// An author began to write a version of a form.
    FormDrafted,
    /// An author asked for approval of a version.
    FormProposed,
    /// An author took a proposal back.
    FormWithdrawn,
    /// A second author did not approve a version.
    FormRefused,
    /// A second author approved a version, which published it.
    FormPublished,
    /// A form takes no new drafts any more.
    FormRetired,
    /// An older version is the current one again.
    FormRolledBack,
}

impl EventKind {
    /// Every event.
    pub const ALL: [EventKind; 37] = [
        EventKind::Submitted,
        EventKind::Opened,
        EventKind::Payment(AttemptState::Started),
        EventKind::Payment(AttemptState::Paid),
        EventKind::Payment(AttemptState::Failed),
        EventKind::Payment(AttemptState::Cancelled),
        EventKind::Payment(AttemptState::Expired),
        EventKind::Payment(AttemptState::Review),
        EventKind::DueExpired,
        EventKind::Received,
        EventKind::Closed,
        EventKind::Accepted,
        EventKind::Refused,
        EventKind::Noted,
        EventKind::SupplementAsked,
        EventKind::SupplementAnswered,
        EventKind::SupplementExpired,
        EventKind::HandedOver,
        EventKind::IdentityChecked,
        EventKind::TakenUp,
        EventKind::WithdrawalAsked,
        EventKind::Withdrawn,
        EventKind::WithdrawalDeclined,
        EventKind::DueAsked,
        EventKind::Decided,
        EventKind::PaperViewed,
        EventKind::PaperDrawn,
        EventKind::Delivered,
        EventKind::CodeSent,
        EventKind::SecretRenewed,
        EventKind::FormDrafted,
        EventKind::FormProposed,
        EventKind::FormWithdrawn,
        EventKind::FormRefused,
        EventKind::FormPublished,
        EventKind::FormRetired,
        EventKind::FormRolledBack,
    ];

    /// The word stored and hashed.
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Submitted => "dossier.submitted",
            EventKind::Opened => "dossier.opened",
            EventKind::Payment(AttemptState::Started) => "payment.started",
            EventKind::Payment(AttemptState::Paid) => "payment.paid",
            EventKind::Payment(AttemptState::Failed) => "payment.failed",
            EventKind::Payment(AttemptState::Cancelled) => "payment.cancelled",
            EventKind::Payment(AttemptState::Expired) => "payment.expired",
            EventKind::Payment(AttemptState::Review) => "payment.review",
            EventKind::DueExpired => "due.expired",
            EventKind::Received => "dossier.received",
            EventKind::Closed => "dossier.closed",
            EventKind::Accepted => "dossier.accepted",
            EventKind::Refused => "dossier.refused",
            EventKind::Noted => "dossier.noted",
            EventKind::SupplementAsked => "dossier.supplementAsked",
            EventKind::SupplementAnswered => "dossier.supplementAnswered",
            EventKind::SupplementExpired => "dossier.supplementExpired",
            EventKind::HandedOver => "dossier.handedOver",
            EventKind::IdentityChecked => "identity.checked",
            EventKind::TakenUp => "dossier.takenUp",
            EventKind::WithdrawalAsked => "dossier.withdrawalAsked",
            EventKind::Withdrawn => "dossier.withdrawn",
            EventKind::WithdrawalDeclined => "dossier.withdrawalDeclined",
            EventKind::DueAsked => "due.asked",
            EventKind::Decided => "dossier.decided",
            EventKind::PaperViewed => "decision.viewed",
            EventKind::PaperDrawn => "result.drawn",
            EventKind::Delivered => "dossier.delivered",
            EventKind::CodeSent => "code.sent",
            EventKind::SecretRenewed => "secret.renewed",
            EventKind::FormDrafted => "form.drafted",
            EventKind::FormProposed => "form.proposed",
            EventKind::FormWithdrawn => "form.withdrawn",
            EventKind::FormRefused => "form.refused",
            EventKind::FormPublished => "form.published",
            EventKind::FormRetired => "form.retired",
            EventKind::FormRolledBack => "form.rolledBack",
        }
    }

    /// The event a stored word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the chain of all events.
    pub seq: i64,
    /// What happened.
    pub kind: EventKind,
    /// More about it, as JSON: states, amounts, ids; nothing personal.
    pub data: String,
    /// When, µs.
    pub at: i64,
}

/// The hash of an event: over the hash before it and every column,
/// length-prefixed, so that no two rows look alike.
pub fn hash(
    before: &[u8],
    seq: i64,
    dossier: i64,
    kind: &str,
    actor: &str,
    data: &str,
    at: i64,
) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    hash.update(dossier.to_be_bytes());
    hash.update(at.to_be_bytes());
    for part in [kind, actor, data] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_word_of_its_own() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
        }
        for state in AttemptState::ALL {
            assert!(EventKind::ALL.contains(&EventKind::Payment(state)));
        }
        assert_eq!(EventKind::parse("attempt.paid"), None);
    }
}
