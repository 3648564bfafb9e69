//! Jobs and messages. `run_at` is both when a row is due and when the lease of
//! a claimed one ends, so one index serves and a worker that died loses nothing.

use super::rows;
use super::tx::Tx;
use crate::id::{self, Reference};
use crate::store::job::{MAX_TRIES, pause};
use crate::store::{Claimed, Code, Contact, Job, Message, MessageKind, NewJob, StoreError};
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

/// Puts a one-time code to the dossier's contact in the outbox, of use until then.
pub(super) fn code(
    tx: &Tx<'_>,
    (dossier, lang): (i64, &str),
    agency: &str,
    code: &Code,
    until: i64,
) -> Result<(), StoreError> {
    let (id, now) = (id::row_id(), tx.now());
    let sealed = tx
        .sealer()
        .seal(agency, &code_record(&id), code.expose().as_bytes());
    tx.change_one(
        "INSERT INTO outbox (id, dossier, words, lang, run_at, tries, dead, created_at, code, until)
         VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)",
        params![
            id,
            dossier,
            MessageKind::Code.as_str(),
            lang,
            now,
            now,
            sealed,
            until
        ],
    )
}

fn code_record(message: &str) -> String {
    format!("outbox:{message}")
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

/// A claimed row of the outbox.
struct Row {
    claim: Claimed,
    kind: MessageKind,
    lang: String,
    dossier: i64,
    at: i64,
    code: Option<Vec<u8>>,
    until: Option<i64>,
}

pub(super) fn claim_message(tx: &Tx<'_>, lease: i64) -> Result<Option<Message>, StoreError> {
    let now = tx.now();
    while let Some(row) = claim_row(tx, now, lease)? {
        if row.until.is_some_and(|until| until <= now) {
            tx.change_one(
                "UPDATE outbox SET dead = 1, code = NULL, last_error = 'too late' WHERE id = ?",
                [&row.claim.id],
            )?;
            continue;
        }
        let (to, reference, agency) = contact(tx, row.dossier)?;
        let code = row
            .code
            .map(|sealed| open_code(tx, &agency, &row.claim.id, &sealed));
        return Ok(Some(Message {
            claim: row.claim,
            kind: row.kind,
            at: row.at,
            lang: row.lang,
            to,
            reference,
            code: code.transpose()?,
        }));
    }
    Ok(None)
}

fn claim_row(tx: &Tx<'_>, now: i64, lease: i64) -> Result<Option<Row>, StoreError> {
    tx.first(
        "UPDATE outbox SET tries = tries + 1, run_at = ?
         WHERE id = (SELECT id FROM outbox WHERE dead = 0 AND sent_at IS NULL AND run_at <= ? ORDER BY run_at LIMIT 1)
         RETURNING id, tries, words, lang, dossier, created_at, code, until",
        params![now + lease, now],
        |row| {
            let claim = Claimed { id: row.get(0)?, attempt: row.get(1)? };
            Ok(Row {
                claim,
                kind: rows::word(row, "words", MessageKind::parse)?,
                lang: row.get(3)?,
                dossier: row.get(4)?,
                at: row.get(5)?,
                code: row.get(6)?,
                until: row.get(7)?,
            })
        },
    )
}

fn open_code(tx: &Tx<'_>, agency: &str, message: &str, sealed: &[u8]) -> Result<Code, StoreError> {
    let digits = tx.sealer().open(agency, &code_record(message), sealed)?;
    let code = std::str::from_utf8(&digits).ok().and_then(Code::parse);
    code.ok_or(StoreError::Damaged("one-time code"))
}

/// Where messages about a dossier go.
fn contact(tx: &Tx<'_>, dossier: i64) -> Result<(Contact, Reference, String), StoreError> {
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
        agency,
    ))
}

pub(super) fn contact_record(dossier: i64) -> String {
    format!("contact:{dossier}")
}

pub(super) fn finish_message(tx: &Tx<'_>, claim: &Claimed) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE outbox SET sent_at = ?, code = NULL WHERE id = ? AND tries = ? AND sent_at IS NULL AND dead = 0",
        params![tx.now(), claim.id, claim.attempt],
    )?;
    Ok(changed == 1)
}

pub(super) fn fail_message(tx: &Tx<'_>, claim: &Claimed, why: &str) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE outbox SET last_error = ?1, run_at = ?2, dead = ?3, code = iif(?3, NULL, code)
         WHERE id = ?4 AND tries = ?5 AND sent_at IS NULL AND dead = 0",
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
