//! Reading dues, starting attempts, tasks, the sum of the books.

use super::tx::Tx;
use super::{dossiers, events, rows};
use crate::id;
use crate::payment::state::{AttemptState, CURRENCY, ObligationState};
use crate::store::money::{FIRST_POLL, MAX_ATTEMPTS};
use crate::store::{
    Attempt, EventKind, FeeLine, Obligation, StartAttempt, Started, StoreError, Task,
};
use rusqlite::{Row, params};
use serde_json::json;

const ATTEMPT: &str =
    "SELECT a.id, a.obligation, d.reference, d.agency, a.txn_ref, a.gateway, a.merchant, a.amount,
        a.state, a.started_at, a.expires_at, a.gateway_txn, a.lang
     FROM attempt a JOIN obligation o ON o.id = a.obligation JOIN dossier d ON d.id = o.dossier";

pub(super) fn obligations(tx: &Tx<'_>, dossier: i64) -> Result<Vec<Obligation>, StoreError> {
    let mut obligations = tx.all(
        "SELECT id, state, amount, collect, expires_at, paid_at FROM obligation WHERE dossier = ? ORDER BY id",
        [dossier],
        |row| {
            Ok(Obligation {
                id: row.get(0)?,
                state: rows::obligation_state(row)?,
                amount: row.get(2)?,
                collect: row.get(3)?,
                lines: Vec::new(),
                expires_at: row.get(4)?,
                paid_at: row.get(5)?,
                attempts: Vec::new(),
            })
        },
    )?;
    for obligation in &mut obligations {
        obligation.lines = lines(tx, &obligation.id)?;
        let sql = format!("{ATTEMPT} WHERE a.obligation = ? ORDER BY a.id");
        obligation.attempts = tx.all(&sql, [&obligation.id], read_attempt)?;
    }
    Ok(obligations)
}

fn lines(tx: &Tx<'_>, obligation: &str) -> Result<Vec<FeeLine>, StoreError> {
    tx.all(
        "SELECT rule, label, amount, kind, code FROM fee_line WHERE obligation = ? ORDER BY rowid",
        [obligation],
        |row| {
            Ok(FeeLine {
                rule: row.get(0)?,
                label: rows::word(row, "label", |json| serde_json::from_str(json).ok())?,
                amount: row.get(2)?,
                kind: row.get(3)?,
                code: row.get(4)?,
            })
        },
    )
}

fn read_attempt(row: &Row<'_>) -> rusqlite::Result<Attempt> {
    Ok(Attempt {
        id: row.get(0)?,
        obligation: row.get(1)?,
        reference: rows::reference(row)?,
        agency: row.get(3)?,
        txn_ref: row.get(4)?,
        gateway: row.get(5)?,
        merchant: row.get(6)?,
        amount: row.get(7)?,
        state: rows::attempt_state(row)?,
        started_at: row.get(9)?,
        expires_at: row.get(10)?,
        gateway_txn: row.get(11)?,
        lang: row.get(12)?,
    })
}

pub(super) fn attempt_of(tx: &Tx<'_>, txn_ref: &str) -> Result<Option<Attempt>, StoreError> {
    tx.first(
        &format!("{ATTEMPT} WHERE a.txn_ref = ?"),
        [txn_ref],
        read_attempt,
    )
}

pub(super) fn attempt(tx: &Tx<'_>, id: &str) -> Result<Option<Attempt>, StoreError> {
    tx.first(&format!("{ATTEMPT} WHERE a.id = ?"), [id], read_attempt)
}

pub(super) fn start(tx: &Tx<'_>, start: &StartAttempt) -> Result<Started, StoreError> {
    let now = tx.now();
    let due = tx.first(
        "SELECT dossier, state, amount, expires_at FROM obligation WHERE id = ?",
        [&start.obligation],
        |row| {
            Ok((
                row.get(0)?,
                rows::obligation_state(row)?,
                row.get(2)?,
                row.get(3)?,
            ))
        },
    )?;
    let due: Option<(i64, ObligationState, i64, i64)> = due;
    let Some((dossier, state, amount, expires_at)) = due else {
        return Ok(Started::Absent);
    };
    if !dossiers::may_read(tx, dossier, &start.reader)? || !may_collect(tx, start, dossier)? {
        return Ok(Started::Absent);
    }
    if state != ObligationState::Due {
        return Ok(Started::NotDue(state));
    }
    if expires_at <= now {
        return Ok(Started::NotDue(ObligationState::Expired));
    }
    let before = tx.first(
        "SELECT count(*) FROM attempt WHERE obligation = ?",
        [&start.obligation],
        |row| row.get::<_, u32>(0),
    )?;
    if before >= Some(MAX_ATTEMPTS) {
        return Ok(Started::TooMany);
    }
    let id = insert_attempt(tx, start, amount, now)?;
    events::append(
        tx,
        dossier,
        EventKind::Payment(AttemptState::Started),
        start.reader.principal(),
        &json!({ "gateway": start.gateway, "amount": amount, "txn": start.txn_ref }),
    )?;
    attempt(tx, &id)?
        .map(Started::Attempt)
        .ok_or(StoreError::Damaged("attempt"))
}

fn insert_attempt(
    tx: &Tx<'_>,
    start: &StartAttempt,
    amount: i64,
    now: i64,
) -> Result<String, StoreError> {
    let id = id::row_id();
    tx.change_one(
        "INSERT INTO attempt (id, obligation, txn_ref, gateway, merchant, amount, currency, state, lang,
            started_at, expires_at, poll_at, polls)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'started', ?, ?, ?, ?, 0)",
        params![
            id,
            start.obligation,
            start.txn_ref,
            start.gateway,
            start.merchant,
            amount,
            CURRENCY,
            start.lang,
            now,
            start.expires_at,
            now + FIRST_POLL
        ],
    )?;
    Ok(id)
}

/// Whether the merchant account may collect for the dossier: an agency's own
/// account, or one that collects for all.
fn may_collect(tx: &Tx<'_>, start: &StartAttempt, dossier: i64) -> Result<bool, StoreError> {
    let found = tx.first(
        "SELECT 1 FROM merchant_account m, dossier d WHERE d.id = ? AND m.gateway = ? AND m.merchant = ?
            AND (m.collects_for_all = 1 OR m.agency IN (d.agency, d.deciding))",
        params![dossier, start.gateway, start.merchant],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

pub(super) fn open_tasks(tx: &Tx<'_>, agency: &str) -> Result<Vec<Task>, StoreError> {
    tx.all(
        "SELECT t.id, t.kind, d.reference, a.txn_ref, t.opened_at
         FROM task t JOIN attempt a ON a.id = t.attempt JOIN obligation o ON o.id = a.obligation
            JOIN dossier d ON d.id = o.dossier
         WHERE t.agency = ? AND t.closed_at IS NULL ORDER BY t.id",
        [agency],
        |row| {
            Ok(Task {
                id: row.get(0)?,
                kind: rows::task_kind(row)?,
                reference: rows::reference(row)?,
                txn_ref: row.get(3)?,
                opened_at: row.get(4)?,
            })
        },
    )
}

pub(super) fn ledger_sum(tx: &Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx
        .first(
            "SELECT coalesce(sum(amount), 0) FROM ledger_entry",
            [],
            |row| row.get(0),
        )?
        .unwrap_or_default())
}
