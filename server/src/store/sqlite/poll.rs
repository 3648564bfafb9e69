//! Attempts without a word: whom to ask, when to stop hoping.

use super::tx::Tx;
use super::{events, jobs, money, settle};
use crate::clock::{HOUR, MINUTE};
use crate::dossier::state::DossierState;
use crate::payment::state::AttemptState;
use crate::store::{EventKind, MessageKind, Poll, StoreError};
use rusqlite::params;
use serde_json::json;

pub(super) fn due_polls(tx: &Tx<'_>, limit: u32) -> Result<Vec<Poll>, StoreError> {
    let now = tx.now();
    let due = tx.all(
        "SELECT id, polls FROM attempt WHERE state = 'started' AND poll_at <= ? ORDER BY poll_at LIMIT ?",
        params![now, limit],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)),
    )?;
    due.into_iter()
        .map(|(id, asked)| {
            tx.change_one(
                "UPDATE attempt SET polls = polls + 1, poll_at = ? WHERE id = ?",
                params![now + pause(asked), id],
            )?;
            let attempt = money::attempt(tx, &id)?.ok_or(StoreError::Damaged("attempt"))?;
            Ok(Poll { attempt, asked })
        })
        .collect()
}

/// 2, 4, 8 ... minutes, at most six hours.
fn pause(asked: u32) -> i64 {
    ((2 * MINUTE) << asked.min(16)).min(6 * HOUR)
}

pub(super) fn expire_attempts(tx: &Tx<'_>, before: i64, limit: u32) -> Result<u32, StoreError> {
    let expired = tx.all(
        "UPDATE attempt SET state = 'expired', ended_at = ? WHERE id IN
            (SELECT id FROM attempt WHERE state = 'started' AND expires_at < ? ORDER BY poll_at LIMIT ?)
         RETURNING obligation, txn_ref, gateway",
        params![tx.now(), before, limit],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)),
    )?;
    for (obligation, txn, gateway) in &expired {
        let dossier = dossier_of(tx, obligation)?;
        let data = json!({ "gateway": gateway, "txn": txn });
        events::append(
            tx,
            dossier,
            EventKind::Payment(AttemptState::Expired),
            events::SYSTEM,
            &data,
        )?;
    }
    Ok(u32::try_from(expired.len()).unwrap_or(limit))
}

/// A due with an attempt still under way waits for that attempt's end: its
/// money may be on the road.
pub(super) fn expire_dues(tx: &Tx<'_>, limit: u32) -> Result<u32, StoreError> {
    let expired = tx.all(
        "UPDATE obligation SET state = 'expired' WHERE id IN
            (SELECT id FROM obligation o WHERE state = 'due' AND expires_at <= ? AND NOT EXISTS
                (SELECT 1 FROM attempt a WHERE a.obligation = o.id AND a.state = 'started')
             ORDER BY expires_at LIMIT ?)
         RETURNING dossier, amount, collect",
        params![tx.now(), limit],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let expired: Vec<(i64, i64, String)> = expired;
    for (dossier, amount, collect) in &expired {
        let dossier = *dossier;
        events::append(
            tx,
            dossier,
            EventKind::DueExpired,
            events::SYSTEM,
            &json!({ "amount": amount }),
        )?;
        let from = match collect.as_str() {
            "result" => DossierState::AwaitingDue,
            _ => DossierState::AwaitingPayment,
        };
        let closed = (from, DossierState::Stopped);
        let kind = EventKind::Closed;
        settle::move_dossier(tx, dossier, closed, kind, events::SYSTEM, || {
            jobs::message(tx, dossier, MessageKind::Closed)
        })?;
    }
    Ok(u32::try_from(expired.len()).unwrap_or(limit))
}

fn dossier_of(tx: &Tx<'_>, obligation: &str) -> Result<i64, StoreError> {
    tx.first(
        "SELECT dossier FROM obligation WHERE id = ?",
        [obligation],
        |row| row.get(0),
    )?
    .ok_or(StoreError::Damaged("obligation"))
}
