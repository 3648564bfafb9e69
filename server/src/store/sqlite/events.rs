//! The chain of events.

use super::rows;
use super::tx::Tx;
use crate::store::{Event, EventKind, StoreError, event};
use rusqlite::params;
use serde_json::Value;

/// Who acts when no person does.
pub(super) const SYSTEM: &str = "system";

/// What is hashed in place of a dossier's number where there is none: no dossier has it.
const NO_DOSSIER: i64 = 0;

/// Appends an event of a dossier.
pub(super) fn append(
    tx: &Tx<'_>,
    dossier: i64,
    kind: EventKind,
    actor: &str,
    data: &Value,
) -> Result<(), StoreError> {
    chain(tx, Some(dossier), kind, actor, data)
}

/// Appends an event that belongs to no dossier: of a form.
pub(super) fn append_alone(
    tx: &Tx<'_>,
    kind: EventKind,
    actor: &str,
    data: &Value,
) -> Result<(), StoreError> {
    chain(tx, None, kind, actor, data)
}

/// Only the one writer does this, so the last row is the last row until the commit.
fn chain(
    tx: &Tx<'_>,
    dossier: Option<i64>,
    kind: EventKind,
    actor: &str,
    data: &Value,
) -> Result<(), StoreError> {
    let last = tx.first(
        "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)),
    )?;
    let (before, hash) = last.unwrap_or((0, [0; 32]));
    let (seq, kind, data, at) = (before + 1, kind.as_str(), data.to_string(), tx.now());
    let hash = event::hash(
        &hash,
        seq,
        dossier.unwrap_or(NO_DOSSIER),
        kind,
        actor,
        &data,
        at,
    );
    tx.change_one(
        "INSERT INTO event (seq, dossier, kind, actor, data, at, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![seq, dossier, kind, actor, data, at, hash],
    )
}

/// A dossier's events in order.
pub(super) fn timeline(tx: &Tx<'_>, dossier: i64) -> Result<Vec<Event>, StoreError> {
    tx.all(
        "SELECT seq, kind, data, at FROM event WHERE dossier = ? ORDER BY seq",
        [dossier],
        |row| {
            Ok(Event {
                seq: row.get(0)?,
                kind: rows::event_kind(row)?,
                data: row.get(2)?,
                at: row.get(3)?,
            })
        },
    )
}

/// The number of the first event that is not what its hash says, or is missing.
pub(super) fn broken(tx: &Tx<'_>) -> Result<Option<i64>, StoreError> {
    let mut statement = tx
        .connection
        .prepare("SELECT seq, dossier, kind, actor, data, at, hash FROM event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut next, mut before) = (1, [0; 32]);
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let text = |at| row.get_ref(at).and_then(|found| Ok(found.as_str()?));
        let hash = event::hash(
            &before,
            seq,
            row.get::<_, Option<i64>>(1)?.unwrap_or(NO_DOSSIER),
            text(2)?,
            text(3)?,
            text(4)?,
            row.get(5)?,
        );
        if seq != next || row.get::<_, [u8; 32]>(6)? != hash {
            return Ok(Some(next));
        }
        (next, before) = (seq + 1, hash);
    }
    Ok(None)
}
