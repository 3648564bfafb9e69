//! What happened to a dossier. Rows are only ever added, each with the hash of
//! the one before (`audit-chain`); their order is their number, not their time.

use sha2::{Digest, Sha256};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the chain of all events.
    pub seq: i64,
    /// What happened, e.g. `dossier.submitted`.
    pub kind: String,
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
    dossier: &str,
    kind: &str,
    actor: &str,
    data: &str,
    at: i64,
) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    hash.update(at.to_be_bytes());
    for part in [dossier, kind, actor, data] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}
