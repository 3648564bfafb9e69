//! Jobs and messages. `run_at` is both when a row is due and when the lease of
//! a claimed one ends, so one index serves and a worker that died loses nothing.

use super::rows;
use super::tx::Tx;
use crate::id::{self, Reference};
use crate::store::job::{MAX_TRIES, pause};
use crate::store::{Claimed, Contact, Job, Message, MessageKind, NewJob, StoreError};
use rusqlite::params;

pub(super) fn add(tx: &Tx<'_>, job: &NewJob) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        "INSERT INTO job (id, kind, payload, run_at, tries, dead, created_at) VALUES (?, ?, ?, ?, 0, 0, ?)",
        params![id::row_id(), job.kind, job.payload, job.run_at.max(now), now],
    )
}

pub(super) fn claim(tx: &Tx<'_>, lease: i64) -> Result<Option<Job>, StoreError> {
    let now = tx.now();
    tx.first(
        "UPDATE job SET tries = tries + 1, run_at = ?
         WHERE id = (SELECT id FROM job WHERE dead = 0 AND run_at <= ? ORDER BY run_at LIMIT 1)
         RETURNING id, tries, kind, payload",
        params![now + lease, now],
        |row| {
            let claim = Claimed {
                id: row.get(0)?,
                attempt: row.get(1)?,
            };
            Ok(Job {
                claim,
                kind: row.get(2)?,
                payload: row.get(3)?,
            })
        },
    )
}

pub(super) fn finish(tx: &Tx<'_>, claim: &Claimed) -> Result<bool, StoreError> {
    Ok(tx.execute(
        "DELETE FROM job WHERE id = ? AND tries = ? AND dead = 0",
        params![claim.id, claim.attempt],
    )? == 1)
}

pub(super) fn fail(tx: &Tx<'_>, claim: &Claimed, why: &str) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE job SET last_error = ?, run_at = ?, dead = ? WHERE id = ? AND tries = ? AND dead = 0",
        params![why, tx.now() + pause(claim.attempt), claim.attempt >= MAX_TRIES, claim.id, claim.attempt],
    )?;
    Ok(changed == 1)
}

pub(super) fn dead(tx: &Tx<'_>) -> Result<u32, StoreError> {
    let count = tx.first(
        "SELECT (SELECT count(*) FROM job WHERE dead = 1) + (SELECT count(*) FROM outbox WHERE dead = 1)",
        [],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}

/// Puts a message to the dossier's contact in the outbox, where there is one.
pub(super) fn message(tx: &Tx<'_>, dossier: i64, kind: MessageKind) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO outbox (id, dossier, words, lang, run_at, tries, dead, created_at)
         SELECT ?, id, ?, lang, ?, 0, 0, ? FROM dossier WHERE id = ? AND contact IS NOT NULL",
        params![id::row_id(), kind.as_str(), now, now, dossier],
    )
    .map(drop)
}

pub(super) fn claim_message(tx: &Tx<'_>, lease: i64) -> Result<Option<Message>, StoreError> {
    let now = tx.now();
    let claimed = tx.first(
        "UPDATE outbox SET tries = tries + 1, run_at = ?
         WHERE id = (SELECT id FROM outbox WHERE dead = 0 AND sent_at IS NULL AND run_at <= ? ORDER BY run_at LIMIT 1)
         RETURNING id, tries, words, lang, dossier, created_at AS at",
        params![now + lease, now],
        |row| {
            let claim = Claimed { id: row.get(0)?, attempt: row.get(1)? };
            let kind = rows::word(row, "words", MessageKind::parse)?;
            Ok((claim, kind, row.get(3)?, row.get::<_, i64>(4)?, row.get(5)?))
        },
    )?;
    let Some((claim, kind, lang, dossier, at)) = claimed else {
        return Ok(None);
    };
    let (to, reference) = contact(tx, dossier)?;
    Ok(Some(Message {
        claim,
        kind,
        at,
        lang,
        to,
        reference,
    }))
}

/// Where messages about a dossier go.
fn contact(tx: &Tx<'_>, dossier: i64) -> Result<(Contact, Reference), StoreError> {
    let row = tx.first(
        "SELECT reference, agency, contact FROM dossier WHERE id = ?",
        [dossier],
        |row| {
            Ok((
                rows::reference(row)?,
                row.get::<_, String>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        },
    )?;
    let (reference, agency, sealed) = row.ok_or(StoreError::Damaged("message"))?;
    let json = tx
        .sealer()
        .open(&agency, &contact_record(dossier), &sealed)?;
    Ok((
        serde_json::from_slice(&json).map_err(|_| StoreError::Damaged("contact"))?,
        reference,
    ))
}

pub(super) fn contact_record(dossier: i64) -> String {
    format!("contact:{dossier}")
}

pub(super) fn finish_message(tx: &Tx<'_>, claim: &Claimed) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE outbox SET sent_at = ? WHERE id = ? AND tries = ? AND sent_at IS NULL AND dead = 0",
        params![tx.now(), claim.id, claim.attempt],
    )?;
    Ok(changed == 1)
}

pub(super) fn fail_message(tx: &Tx<'_>, claim: &Claimed, why: &str) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE outbox SET last_error = ?, run_at = ?, dead = ?
         WHERE id = ? AND tries = ? AND sent_at IS NULL AND dead = 0",
        params![
            why,
            tx.now() + pause(claim.attempt),
            claim.attempt >= MAX_TRIES,
            claim.id,
            claim.attempt
        ],
    )?;
    Ok(changed == 1)
}
