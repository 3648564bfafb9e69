//! Work and messages to do, in the same database as what caused them: an
//! effect and its record share a transaction. Taken at least once; whoever
//! does the work makes its effect happen once (the id is its idempotency key).

use super::code::Code;
use super::dossier::Contact;

/// Tries before a job or a message is given up.
pub const MAX_TRIES: u32 = 10;
/// The longest pause between two tries, µs.
pub const LONGEST_PAUSE: i64 = 6 * crate::clock::HOUR;

/// A job to queue.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// What to do, e.g. `dossier.notify`.
    pub kind: String,
    /// What with, as JSON: ids alone, nothing personal.
    pub payload: String,
    /// Not before, µs; 0: at once.
    pub run_at: i64,
}

/// The right to finish or fail what was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Row id.
    pub id: String,
    /// Which try this is: a later claim has a higher one, and only the latest counts.
    pub attempt: u32,
}

/// A claimed job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// To finish or fail it with.
    pub claim: Claimed,
    /// What to do.
    pub kind: String,
    /// What with, as JSON.
    pub payload: String,
}

/// What a message tells. The one table of messages' names: the outbox keeps no
/// other, and whoever writes them out
/// matches on it, so that none is without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// It was sent.
    Submitted,
    /// Its due was paid.
    Paid,
    /// It was closed because its due was not paid in time.
    Closed,
    /// An officer accepted it.
    Accepted,
    /// An officer did not accept it.
    Refused,
    /// Something is to be added.
    Supplement,
    /// What was asked for came.
    Supplemented,
    /// It was stopped before a decision.
    Stopped,
    /// It was withdrawn, as asked.
    Withdrawn,
    /// It goes on, although its withdrawal was asked for.
    Continued,
    /// Another agency has it now.
    HandedOver,
    /// It is decided and the result is ready.
    Decided,
    /// Something is to be paid.
    Fee,
    /// The result was fetched or handed over.
    Delivered,
    /// A one-time code.
    Code,
}

impl MessageKind {
    /// Every message.
    pub const ALL: [MessageKind; 15] = [
        MessageKind::Submitted,
        MessageKind::Paid,
        MessageKind::Closed,
        MessageKind::Accepted,
        MessageKind::Refused,
        MessageKind::Supplement,
        MessageKind::Supplemented,
        MessageKind::Stopped,
        MessageKind::Withdrawn,
        MessageKind::Continued,
        MessageKind::HandedOver,
        MessageKind::Decided,
        MessageKind::Fee,
        MessageKind::Delivered,
        MessageKind::Code,
    ];

    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            MessageKind::Submitted => "submitted",
            MessageKind::Paid => "paid",
            MessageKind::Closed => "closed",
            MessageKind::Accepted => "accepted",
            MessageKind::Refused => "refused",
            MessageKind::Supplement => "supplement",
            MessageKind::Supplemented => "supplemented",
            MessageKind::Stopped => "stopped",
            MessageKind::Withdrawn => "withdrawn",
            MessageKind::Continued => "continued",
            MessageKind::HandedOver => "handedOver",
            MessageKind::Decided => "decided",
            MessageKind::Fee => "fee",
            MessageKind::Delivered => "delivered",
            MessageKind::Code => "code",
        }
    }

    /// The message a stored word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A claimed message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// To finish or fail it with; the id also tells a courier what it sent before.
    pub claim: Claimed,
    /// What it tells.
    pub kind: MessageKind,
    /// When it was written, µs.
    pub at: i64,
    /// `vi` or `en`.
    pub lang: String,
    /// Where to.
    pub to: Contact,
    /// The dossier's reference.
    pub reference: crate::id::Reference,
    /// The code of [`MessageKind::Code`].
    pub code: Option<Code>,
}

/// The pause after the `tries`-th failure: 30 s, doubled each time, at most
/// [`LONGEST_PAUSE`]. The first nine add up to about four hours.
pub fn pause(tries: u32) -> i64 {
    let doubled = 1_i64 << tries.saturating_sub(1).min(20);
    (30 * crate::clock::SECOND * doubled).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_has_a_word_of_its_own() {
        for kind in MessageKind::ALL {
            assert_eq!(MessageKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(MessageKind::parse("unheard"), None);
    }
}
