//! A citizen asks to withdraw; the agency lets them, or goes on.

use super::deeds::{self, Known};
use super::tx::Tx;
use super::{dossiers, jobs, rows, settle};
use crate::dossier::state::DossierState;
use crate::id::Reference;
use crate::store::officer::{Done, Officer};
use crate::store::{EventKind, MessageKind, Reader, StoreError};
use rusqlite::params;

/// The state afterwards: where it cannot be withdrawn any more, it stays.
pub(super) fn ask(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
) -> Result<Option<DossierState>, StoreError> {
    let Some(dossier) = dossiers::number(tx, reference)? else {
        return Ok(None);
    };
    if !dossiers::may_read(tx, dossier, &Reader::Principal(principal.to_owned()))? {
        return Ok(None);
    }
    let state = tx.first(
        "SELECT state FROM dossier WHERE id = ?",
        [dossier],
        rows::dossier_state,
    )?;
    let from = state.ok_or(StoreError::Damaged("dossier"))?;
    let to = DossierState::WithdrawalAsked;
    if !from.may_become(to) {
        return Ok(Some(from));
    }
    let kind = EventKind::WithdrawalAsked;
    settle::move_dossier(tx, dossier, (from, to), kind, principal, || {
        tx.change_one(
            "UPDATE dossier SET withdrawn_from = ? WHERE id = ?",
            params![from.name(), dossier],
        )
    })?;
    Ok(Some(to))
}

pub(super) fn answer(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    agree: bool,
) -> Result<Done, StoreError> {
    if known.state != DossierState::WithdrawalAsked {
        return Ok(Done::Moved(known.state));
    }
    let actor = deeds::actor(officer);
    if agree {
        let moved = (known.state, DossierState::Stopped);
        settle::move_dossier(tx, known.id, moved, EventKind::Withdrawn, &actor, || {
            // What was paid for work that will not be done: a person looks at it.
            deeds::open_refund(tx, known)?;
            jobs::message(tx, known.id, MessageKind::Withdrawn)
        })?;
        return Ok(Done::Done(None));
    }
    let back = tx.first(
        "SELECT withdrawn_from AS state FROM dossier WHERE id = ? AND withdrawn_from IS NOT NULL",
        [known.id],
        rows::dossier_state,
    )?;
    let back = back.ok_or(StoreError::Damaged("withdrawal"))?;
    let kind = EventKind::WithdrawalDeclined;
    settle::move_dossier(tx, known.id, (known.state, back), kind, &actor, || {
        jobs::message(tx, known.id, MessageKind::Continued)
    })?;
    Ok(Done::Done(None))
}
