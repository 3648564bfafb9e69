//! The one supplement of a dossier: asked, answered, or run out.

use super::deeds::{self, Known};
use super::tx::Tx;
use super::{dossiers, drafts, events, files, jobs, rows, settle, submit};
use crate::dossier::state::DossierState;
use crate::id::Reference;
use crate::store::officer::{Done, Officer};
use crate::store::processing::{
    AnswerSupplement, Answered, AskSupplement, AskedItem, Block, Supplement,
};
use crate::store::{Draft, EventKind, MessageKind, NewDraft, Reader, StoreError};
use forms::Answers;
use rusqlite::params;

fn record(dossier: i64) -> String {
    format!("supplement:{dossier}")
}

pub(super) fn ask(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    ask: &AskSupplement,
) -> Result<Done, StoreError> {
    let to = DossierState::AwaitingSupplement;
    if !known.state.may_become(to) || !deeds::turn(officer, known) {
        return Ok(Done::Moved(known.state));
    }
    let asked = serde_json::to_vec(&ask.items).map_err(|_| StoreError::Damaged("supplement"))?;
    let back = match known.state {
        DossierState::Submitted => DossierState::Submitted,
        _ => DossierState::InProgress,
    };
    let first = tx.execute(
        "INSERT INTO supplement (dossier, officer, asked, back, asked_at, until) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (dossier) DO NOTHING",
        params![
            known.id,
            officer.id,
            tx.sealer().seal(&known.agency, &record(known.id), &asked),
            back.name(),
            tx.now(),
            ask.until
        ],
    )?;
    if first == 0 {
        return Ok(Done::Blocked(Block::SupplementAsked));
    }
    let (kind, actor) = (EventKind::SupplementAsked, deeds::actor(officer));
    settle::move_dossier(tx, known.id, (known.state, to), kind, &actor, || {
        jobs::message(tx, known.id, MessageKind::Supplement)
    })?;
    Ok(Done::Done(None))
}

/// The supplement of a dossier sealed for `agency`.
pub(super) fn of(
    tx: &Tx<'_>,
    dossier: i64,
    agency: &str,
) -> Result<Option<Supplement>, StoreError> {
    let row = tx.first(
        "SELECT s.asked, o.name, s.asked_at, s.until, s.answered_at
         FROM supplement s JOIN officer o ON o.id = s.officer WHERE s.dossier = ?",
        [dossier],
        |row| {
            let supplement = Supplement {
                items: Vec::new(),
                by: row.get(1)?,
                asked_at: row.get(2)?,
                until: row.get(3)?,
                answered_at: row.get(4)?,
            };
            Ok((row.get::<_, Vec<u8>>(0)?, supplement))
        },
    )?;
    let Some((sealed, mut supplement)) = row else {
        return Ok(None);
    };
    let json = tx.sealer().open(agency, &record(dossier), &sealed)?;
    let items: Result<Vec<AskedItem>, _> = serde_json::from_slice(&json);
    supplement.items = items.map_err(|_| StoreError::Damaged("supplement"))?;
    Ok(Some(supplement))
}

/// The principal's draft for the supplement of a dossier it may read: the open
/// one, else a new one that begins with `answers`.
pub(super) fn begin(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
    answers: &Answers,
    expires_at: i64,
) -> Result<Option<Draft>, StoreError> {
    let Some(dossier) = dossiers::number(tx, reference)? else {
        return Ok(None);
    };
    if !dossiers::may_read(tx, dossier, &Reader::Principal(principal.to_owned()))? {
        return Ok(None);
    }
    let row = tx.first(
        "SELECT agency, form_hash, lang FROM dossier WHERE id = ? AND state = ?",
        params![dossier, DossierState::AwaitingSupplement.name()],
        |row| {
            Ok(NewDraft {
                owner: principal.to_owned(),
                agency: row.get(0)?,
                form_hash: row.get(1)?,
                lang: row.get(2)?,
                expires_at,
            })
        },
    )?;
    let Some(new) = row else {
        return Ok(None);
    };
    let open = tx.first(
        "SELECT id FROM draft WHERE owner = ? AND dossier = ? AND expires_at > ?",
        params![principal, dossier, tx.now()],
        |row| row.get::<_, String>(0),
    )?;
    match open {
        Some(open) => drafts::draft(tx, &open, principal),
        None => drafts::create_with(tx, &new, Some(dossier), answers),
    }
}

pub(super) fn answer(tx: &Tx<'_>, answer: &AnswerSupplement) -> Result<Answered, StoreError> {
    let (draft, revision) = &answer.draft;
    let found = tx.first(
        "SELECT r.dossier, r.revision, d.agency, d.form_hash, s.back FROM draft r
            JOIN dossier d ON d.id = r.dossier JOIN supplement s ON s.dossier = d.id
         WHERE r.id = ? AND r.owner = ? AND r.expires_at > ? AND d.state = ? AND s.answered_at IS NULL",
        params![
            draft,
            answer.principal,
            tx.now(),
            DossierState::AwaitingSupplement.name()
        ],
        |row| {
            let back = rows::word(row, "back", DossierState::named)?;
            let (agency, form_hash): (String, String) = (row.get(2)?, row.get(3)?);
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, agency, form_hash, back))
        },
    )?;
    let Some((dossier, current, agency, form_hash, back)) = found else {
        return Ok(Answered::Absent);
    };
    if current != *revision {
        return Ok(Answered::Stale);
    }
    insert_document(tx, answer, dossier, &agency, &form_hash)?;
    files::move_draft(tx, draft, dossier)?;
    tx.change_one("DELETE FROM draft WHERE id = ?", [draft])?;
    close_drafts(tx, dossier)?;
    tx.change_one(
        "UPDATE supplement SET answered_at = ? WHERE dossier = ?",
        params![tx.now(), dossier],
    )?;
    if let Some(promised) = &answer.promised {
        tx.change_one(
            "UPDATE dossier SET due_at = ?, promise = ? WHERE id = ? AND accepted_at IS NOT NULL",
            params![promised.at, promised.why, dossier],
        )?;
    }
    let moved = (DossierState::AwaitingSupplement, back);
    let kind = EventKind::SupplementAnswered;
    settle::move_dossier(tx, dossier, moved, kind, &answer.principal, || {
        jobs::message(tx, dossier, MessageKind::Supplemented)
    })?;
    Ok(Answered::Taken)
}

fn insert_document(
    tx: &Tx<'_>,
    answer: &AnswerSupplement,
    dossier: i64,
    agency: &str,
    form_hash: &str,
) -> Result<(), StoreError> {
    let last = tx.first(
        "SELECT max(number) FROM submission WHERE dossier = ?",
        [dossier],
        |row| row.get::<_, i64>(0),
    )?;
    let number = last.ok_or(StoreError::Damaged("dossier: no document"))? + 1;
    let record = submit::document_record(dossier, number);
    tx.change_one(
        "INSERT INTO submission (dossier, number, author, reason, form_hash, document, at)
         VALUES (?, ?, ?, 'supplement', ?, ?, ?)",
        params![
            dossier,
            number,
            answer.principal,
            form_hash,
            tx.sealer().seal(agency, &record, &answer.document),
            tx.now()
        ],
    )
}

/// Other browsers' drafts of the same supplement run out now; the sweep takes
/// their files.
fn close_drafts(tx: &Tx<'_>, dossier: i64) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE draft SET expires_at = ? WHERE dossier = ?",
        params![tx.now(), dossier],
    )
    .map(drop)
}

pub(super) fn expire(tx: &Tx<'_>, limit: u32) -> Result<u32, StoreError> {
    let over = tx.all(
        "SELECT s.dossier FROM supplement s JOIN dossier d ON d.id = s.dossier
         WHERE s.answered_at IS NULL AND s.until <= ? AND d.state = ? ORDER BY s.until LIMIT ?",
        params![tx.now(), DossierState::AwaitingSupplement.name(), limit],
        |row| row.get::<_, i64>(0),
    )?;
    for &dossier in &over {
        let moved = (DossierState::AwaitingSupplement, DossierState::Stopped);
        let kind = EventKind::SupplementExpired;
        settle::move_dossier(tx, dossier, moved, kind, events::SYSTEM, || {
            close_drafts(tx, dossier)?;
            jobs::message(tx, dossier, MessageKind::Stopped)
        })?;
    }
    Ok(u32::try_from(over.len()).unwrap_or(limit))
}
