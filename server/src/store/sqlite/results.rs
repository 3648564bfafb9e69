//! Results: made with the decision, drawn by a job, found by the code on the paper.

use super::deeds::{self, Known};
use super::tx::Tx;
use super::{codes, decisions, dossiers, events, jobs, officers, rows, settle};
use crate::dossier::state::DossierState;
use crate::id::{self, Reference};
use crate::store::officer::{Done, Role};
use crate::store::processing::{Paper, PublicResult, ResultCard, ToDraw};
use crate::store::{EventKind, MessageKind, Reader, StoreError};
use rusqlite::params;
use serde_json::json;

fn card_record(dossier: i64) -> String {
    format!("result:{dossier}")
}

fn paper_record(dossier: i64) -> String {
    format!("paper:{dossier}")
}

pub(super) fn add(
    tx: &Tx<'_>,
    known: &Known,
    card: &ResultCard,
    attached: bool,
) -> Result<(), StoreError> {
    let json = serde_json::to_vec(card).map_err(|_| StoreError::Damaged("result"))?;
    let sealed = tx
        .sealer()
        .seal(&known.deciding, &card_record(known.id), &json);
    tx.change_one(
        "INSERT INTO result (dossier, agency, token_hash, card, attached, issued_at) VALUES (?, ?, ?, ?, ?, ?)",
        params![
            known.id,
            known.deciding,
            id::token_hash(&card.token),
            sealed,
            attached,
            tx.now()
        ],
    )
}

/// Whether the agency's own system makes the paper.
pub(super) fn is_attached(tx: &Tx<'_>, dossier: i64) -> Result<bool, StoreError> {
    let attached = tx.first(
        "SELECT attached FROM result WHERE dossier = ?",
        [dossier],
        |row| row.get(0),
    )?;
    attached.ok_or(StoreError::Damaged("result"))
}

/// Keeps the paper that the agency's own system made, once.
pub(super) fn attach(
    tx: &Tx<'_>,
    officer: &str,
    reference: Reference,
    paper: &[u8],
) -> Result<Done, StoreError> {
    let Some(officer) = officers::officer_of(tx, officer)? else {
        return Ok(Done::Absent);
    };
    let Some(known) = deeds::known(tx, reference, &officer.reader())? else {
        return Ok(Done::Absent);
    };
    if !officer.is(&[Role::Decide], &known.deciding) {
        return Ok(Done::Absent);
    }
    let awaited = known.state == DossierState::Decided && is_attached(tx, known.id)?;
    if awaited && keep(tx, known.id, paper)? {
        Ok(Done::Done(None))
    } else {
        Ok(Done::Moved(known.state))
    }
}

fn card(tx: &Tx<'_>, dossier: i64, agency: &str, sealed: &[u8]) -> Result<ResultCard, StoreError> {
    let json = tx.sealer().open(agency, &card_record(dossier), sealed)?;
    serde_json::from_slice(&json).map_err(|_| StoreError::Damaged("result"))
}

pub(super) fn to_draw(tx: &Tx<'_>, dossier: i64) -> Result<Option<ToDraw>, StoreError> {
    let row = tx.first(
        "SELECT d.form_hash, r.agency, r.issued_at, r.paper IS NOT NULL, r.card, c.document
         FROM result r JOIN dossier d ON d.id = r.dossier JOIN decision c ON c.dossier = r.dossier
         WHERE r.dossier = ? AND c.document IS NOT NULL",
        [dossier],
        |row| {
            let (form_hash, agency): (String, String) = (row.get(0)?, row.get(1)?);
            let (issued_at, drawn): (i64, bool) = (row.get(2)?, row.get(3)?);
            let (card, document): (Vec<u8>, Vec<u8>) = (row.get(4)?, row.get(5)?);
            Ok((form_hash, agency, issued_at, drawn, card, document))
        },
    )?;
    let Some((form_hash, agency, issued_at, drawn, sealed, document)) = row else {
        return Ok(None);
    };
    let record = decisions::document_record(dossier);
    Ok(Some(ToDraw {
        card: card(tx, dossier, &agency, &sealed)?,
        document: tx.sealer().open(&agency, &record, &document)?,
        form_hash,
        agency,
        issued_at,
        drawn,
    }))
}

/// Keeps the paper, once; telling the citizen is part of it, so that nobody is
/// sent to a result that is not there.
pub(super) fn keep(tx: &Tx<'_>, dossier: i64, paper: &[u8]) -> Result<bool, StoreError> {
    let agency = tx.first(
        "SELECT agency FROM result WHERE dossier = ? AND paper IS NULL",
        [dossier],
        |row| row.get::<_, String>(0),
    )?;
    let Some(agency) = agency else {
        return Ok(false);
    };
    let sha256 = hex::encode(id::sha256(paper));
    let sealed = tx.sealer().seal(&agency, &paper_record(dossier), paper);
    tx.change_one(
        "UPDATE result SET paper = ?, sha256 = ? WHERE dossier = ?",
        params![sealed, sha256, dossier],
    )?;
    events::append(
        tx,
        dossier,
        EventKind::PaperDrawn,
        events::SYSTEM,
        &json!({ "sha256": sha256 }),
    )?;
    jobs::message(tx, dossier, MessageKind::Decided)?;
    Ok(true)
}

/// Whether the paper can be fetched.
pub(super) fn is_drawn(tx: &Tx<'_>, dossier: i64) -> Result<bool, StoreError> {
    let found = tx.first(
        "SELECT 1 FROM result WHERE dossier = ? AND paper IS NOT NULL",
        [dossier],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// The paper of a dossier whose reader was asked before.
pub(super) fn paper_of(tx: &Tx<'_>, dossier: i64) -> Result<Option<Paper>, StoreError> {
    let row = tx.first(
        "SELECT r.agency, r.sha256, r.paper, coalesce(d.code, d.reference) FROM result r
         JOIN dossier d ON d.id = r.dossier WHERE r.dossier = ? AND r.paper IS NOT NULL",
        [dossier],
        |row| {
            let (agency, sha256): (String, String) = (row.get(0)?, row.get(1)?);
            let (sealed, code): (Vec<u8>, String) = (row.get(2)?, row.get(3)?);
            Ok((agency, sha256, sealed, code))
        },
    )?;
    let Some((agency, sha256, sealed, code)) = row else {
        return Ok(None);
    };
    let bytes = tx.sealer().open(&agency, &paper_record(dossier), &sealed)?;
    Ok(Some(Paper {
        bytes,
        sha256,
        code,
    }))
}

pub(super) fn paper(
    tx: &Tx<'_>,
    reference: Reference,
    reader: &Reader,
) -> Result<Option<Paper>, StoreError> {
    match decisions::readable(tx, reference, reader)? {
        Some(dossier) => paper_of(tx, dossier),
        None => Ok(None),
    }
}

/// The paper for whom the dossier is, who proved it by a one-time code. The
/// first time the dossier is delivered by this.
pub(super) fn fetch(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
) -> Result<Option<Paper>, StoreError> {
    if !codes::proved(tx, reference, principal)? {
        return Ok(None);
    }
    let Some(dossier) = dossiers::number(tx, reference)? else {
        return Ok(None);
    };
    let Some(paper) = paper_of(tx, dossier)? else {
        return Ok(None);
    };
    let state = tx.first(
        "SELECT state FROM dossier WHERE id = ?",
        [dossier],
        rows::dossier_state,
    )?;
    if state == Some(DossierState::Decided) {
        let moved = (DossierState::Decided, DossierState::Delivered);
        settle::move_dossier(tx, dossier, moved, EventKind::Delivered, principal, || {
            jobs::message(tx, dossier, MessageKind::Delivered)
        })?;
    }
    Ok(Some(paper))
}

pub(super) fn public(tx: &Tx<'_>, token: &str) -> Result<Option<PublicResult>, StoreError> {
    let row = tx.first(
        "SELECT dossier, agency, sha256, card FROM result WHERE token_hash = ?",
        [id::token_hash(token)],
        |row| {
            let (dossier, agency): (i64, String) = (row.get(0)?, row.get(1)?);
            let (sha256, sealed): (Option<String>, Vec<u8>) = (row.get(2)?, row.get(3)?);
            Ok((dossier, agency, sha256, sealed))
        },
    )?;
    let Some((dossier, agency, sha256, sealed)) = row else {
        return Ok(None);
    };
    Ok(Some(PublicResult {
        card: card(tx, dossier, &agency, &sealed)?,
        agency,
        sha256,
    }))
}
