//! Crediting: one verified report of a gateway, one transaction. What it means
//! is decided by [`state::settle`]; here it is looked up and written down.

use super::tx::Tx;
use super::{decisions, events, jobs, rows};
use crate::dossier::state::DossierState;
use crate::id;
use crate::payment::ledger;
use crate::payment::ledger::{Account, Posting};
use crate::payment::state::{
    self, AttemptState, Callback, Change, Known, ObligationState, Verdict,
};
use crate::store::{EventKind, MessageKind, StoreError};
use rusqlite::params;
use serde_json::json;

/// The attempt a report names, and what hangs on it.
struct Found {
    known: Known,
    attempt: String,
    obligation: String,
    dossier: i64,
    agency: String,
    started_at: i64,
    collect: String,
}

pub(super) fn credit(tx: &Tx<'_>, callback: &Callback, raw: &str) -> Result<Verdict, StoreError> {
    let found = find(tx, callback)?;
    let verdict = state::settle(found.as_ref().map(|found| &found.known), callback);
    let event = log(tx, callback, raw, &verdict)?;
    if let (Some(found), Some(change)) = (&found, verdict.change()) {
        apply(tx, found, callback, change, event)?;
    }
    Ok(verdict)
}

fn find(tx: &Tx<'_>, callback: &Callback) -> Result<Option<Found>, StoreError> {
    let posted = posted(tx, callback)?;
    tx.first(
        "SELECT a.id, a.state, a.gateway, a.merchant, a.amount, a.currency, a.started_at, o.id, o.state AS due,
            d.id, d.agency, o.collect
         FROM attempt a JOIN obligation o ON o.id = a.obligation JOIN dossier d ON d.id = o.dossier
         WHERE a.txn_ref = ?",
        [&callback.txn_ref],
        |row| {
            let known = Known {
                attempt: rows::attempt_state(row)?,
                obligation: rows::word(row, "due", ObligationState::parse)?,
                gateway: row.get(2)?,
                merchant: row.get(3)?,
                amount: row.get(4)?,
                currency: row.get(5)?,
                posted,
            };
            Ok(Found {
                known,
                attempt: row.get(0)?,
                started_at: row.get(6)?,
                obligation: row.get(7)?,
                dossier: row.get(9)?,
                agency: row.get(10)?,
                collect: row.get(11)?,
            })
        },
    )
}

/// Whether this movement of money is in the books, under whatever reference.
fn posted(tx: &Tx<'_>, callback: &Callback) -> Result<bool, StoreError> {
    let Some(gateway_txn) = &callback.gateway_txn else {
        return Ok(false);
    };
    let found = tx.first(
        "SELECT 1 FROM ledger_transaction WHERE gateway = ? AND merchant = ? AND gateway_txn = ?",
        [callback.gateway, &callback.merchant, gateway_txn],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Every report is logged, also one that changes nothing.
fn log(tx: &Tx<'_>, callback: &Callback, raw: &str, verdict: &Verdict) -> Result<i64, StoreError> {
    let seq = tx.first(
        "INSERT INTO gateway_event (gateway, merchant, txn_ref, gateway_txn, raw, verdict, at)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING seq",
        params![
            callback.gateway,
            callback.merchant,
            callback.txn_ref,
            callback.gateway_txn,
            raw,
            word(verdict),
            tx.now()
        ],
        |row| row.get(0),
    )?;
    seq.ok_or(StoreError::Damaged("gateway log"))
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::UnknownMerchant => "unknown-merchant",
        Verdict::UnknownReference => "unknown-reference",
        Verdict::WrongCurrency => "wrong-currency",
        Verdict::WrongAmount { .. } => "wrong-amount",
        Verdict::AlreadyFinal(_) => "already-final",
        Verdict::StillPending => "still-pending",
        Verdict::Applied(_) => "applied",
    }
}

fn apply(
    tx: &Tx<'_>,
    found: &Found,
    callback: &Callback,
    change: &Change,
    event: i64,
) -> Result<(), StoreError> {
    move_attempt(tx, found, callback, change.attempt)?;
    if !change.postings.is_empty() {
        post(tx, found, callback, &change.postings, event)?;
    }
    if let Some(kind) = change.task {
        tx.execute(
            "INSERT INTO task (id, agency, kind, attempt, gateway_txn, opened_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (attempt, kind, gateway_txn) DO NOTHING",
            params![
                id::row_id(),
                found.agency,
                kind.as_str(),
                found.attempt,
                callback.gateway_txn.as_deref().unwrap_or_default(),
                tx.now()
            ],
        )?;
    }
    move_obligation(tx, found, callback, change.obligation)
}

fn move_attempt(
    tx: &Tx<'_>,
    found: &Found,
    callback: &Callback,
    to: AttemptState,
) -> Result<(), StoreError> {
    let from = found.known.attempt;
    if from == to {
        return Ok(());
    }
    if !AttemptState::legal(from, to) {
        return Err(StoreError::Engine(
            "legal-moves: not a move of an attempt".into(),
        ));
    }
    tx.change_one(
        "UPDATE attempt SET state = ?, ended_at = ?, gateway_txn = coalesce(?, gateway_txn)
         WHERE id = ? AND state = ?",
        params![
            to.as_str(),
            tx.now(),
            callback.gateway_txn,
            found.attempt,
            from.as_str()
        ],
    )?;
    events::append(
        tx,
        found.dossier,
        EventKind::Payment(to),
        events::SYSTEM,
        &json!({ "gateway": callback.gateway, "txn": callback.txn_ref, "amount": callback.amount }),
    )
}

/// Posts a movement of money. It must balance and carry the gateway's number,
/// or it could be posted again.
fn post(
    tx: &Tx<'_>,
    found: &Found,
    callback: &Callback,
    postings: &[Posting],
    event: i64,
) -> Result<(), StoreError> {
    let Some(gateway_txn) = callback
        .gateway_txn
        .as_deref()
        .filter(|_| ledger::balanced(postings))
    else {
        return Err(StoreError::Engine(
            "credit-once: a posting without number or balance".into(),
        ));
    };
    let id = id::row_id();
    tx.change_one(
        "INSERT INTO ledger_transaction (id, attempt, gateway, merchant, gateway_txn, gateway_event, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![id, found.attempt, callback.gateway, callback.merchant, gateway_txn, event, tx.now()],
    )?;
    for posting in postings {
        let obligation = (posting.account == Account::Due).then_some(&found.obligation);
        tx.change_one(
            "INSERT INTO ledger_entry (transaction_id, agency, account, obligation, amount) VALUES (?, ?, ?, ?, ?)",
            params![id, found.agency, posting.account.to_string(), obligation, posting.amount],
        )?;
    }
    Ok(())
}

fn move_obligation(
    tx: &Tx<'_>,
    found: &Found,
    callback: &Callback,
    to: ObligationState,
) -> Result<(), StoreError> {
    let from = found.known.obligation;
    if from == to {
        return Ok(());
    }
    if !ObligationState::legal(from, to) {
        return Err(StoreError::Engine(
            "legal-moves: not a move of an obligation".into(),
        ));
    }
    let now = tx.now();
    // The gateway's own time counts where it can be true.
    let captured = callback
        .paid_at
        .filter(|at| (found.started_at..=now).contains(at))
        .unwrap_or(now);
    let paid_at = (to == ObligationState::Paid).then_some(captured);
    tx.change_one(
        "UPDATE obligation SET state = ?, paid_at = ? WHERE id = ? AND state = ?",
        params![to.as_str(), paid_at, found.obligation, from.as_str()],
    )?;
    if to == ObligationState::Paid {
        receive(tx, found, captured)?;
    }
    Ok(())
}

/// A due paid at submission brings the dossier to the inbox, also one that was
/// closed only because its due had expired; one paid for the result gives it.
fn receive(tx: &Tx<'_>, found: &Found, captured: i64) -> Result<(), StoreError> {
    jobs::message(tx, found.dossier, MessageKind::Paid)?;
    if found.collect == "result" {
        let from = DossierState::AwaitingDue;
        return decisions::conclude(tx, found.dossier, from, events::SYSTEM);
    }
    let from = match found.known.obligation {
        ObligationState::Expired => DossierState::Stopped,
        _ => DossierState::AwaitingPayment,
    };
    move_dossier(
        tx,
        found.dossier,
        (from, DossierState::Submitted),
        EventKind::Received,
        events::SYSTEM,
        || {
            tx.execute(
            "UPDATE dossier SET received_at = max(submitted_at, ?) WHERE id = ? AND received_at IS NULL",
            params![captured, found.dossier],
        )
        .map(drop)
        },
    )
}

/// Moves a dossier that is in `from`, with its event; one that is elsewhere is left there.
pub(super) fn move_dossier(
    tx: &Tx<'_>,
    dossier: i64,
    (from, to): (DossierState, DossierState),
    kind: EventKind,
    actor: &str,
    then: impl FnOnce() -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if !from.may_become(to) {
        return Err(StoreError::Engine(
            "legal-moves: not a move of a dossier".into(),
        ));
    }
    let moved = tx.execute(
        "UPDATE dossier SET state = ? WHERE id = ? AND state = ?",
        params![to.name(), dossier, from.name()],
    )?;
    if moved == 0 {
        return Ok(());
    }
    then()?;
    events::append(
        tx,
        dossier,
        kind,
        actor,
        &json!({ "from": from.name(), "to": to.name() }),
    )
}
