//! Work and messages to do, in the same database as what caused them: an
//! effect and its record share a transaction. Taken at least once; whoever
//! does the work makes its effect happen once (the id is its idempotency key).

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

/// A claimed message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// To finish or fail it with; the id also tells a courier what it sent before.
    pub claim: Claimed,
    /// Which words: `submitted`, `paid`, `closed`, `accepted`, `refused`.
    pub words: String,
    /// `vi` or `en`.
    pub lang: String,
    /// Where to.
    pub to: Contact,
    /// The dossier's reference.
    pub reference: crate::id::Reference,
}

/// The pause after the `tries`-th failure: 30 s, doubled each time, at most
/// [`LONGEST_PAUSE`]. The first nine add up to about four hours.
pub fn pause(tries: u32) -> i64 {
    let doubled = 1_i64 << tries.saturating_sub(1).min(20);
    (30 * crate::clock::SECOND * doubled).min(LONGEST_PAUSE)
}
