//! An officer's findings while they are written, and the decision: once.

use super::deeds::{self, Known};
use super::tx::Tx;
use super::{dossiers, events, jobs, officers, results, settle, submit};
use crate::dossier::state::DossierState;
use crate::id::Reference;
use crate::jobs::DRAW_RESULT;
use crate::store::draft::fields::Fields;
use crate::store::officer::{Done, Officer, Role};
use crate::store::processing::{Block, Decide, Findings, SaveFindings};
use crate::store::{EventKind, MessageKind, NewJob, Reader, Saved, StoreError};
use rusqlite::params;
use serde_json::json;

fn record(dossier: i64) -> String {
    format!("findings:{dossier}")
}

pub(super) fn document_record(dossier: i64) -> String {
    format!("decision:{dossier}")
}

/// Sealed findings with nothing in them.
pub(super) fn nothing(tx: &Tx<'_>, agency: &str, dossier: i64) -> Vec<u8> {
    let fields = Fields::default().to_json();
    tx.sealer().seal(agency, &record(dossier), &fields)
}

/// Findings as they lie in their row, for an officer who may decide.
struct Lying {
    dossier: i64,
    findings: Findings,
    fields: Fields,
    decided: bool,
}

pub(super) fn findings(
    tx: &Tx<'_>,
    officer: &str,
    reference: Reference,
) -> Result<Option<Findings>, StoreError> {
    Ok(lying(tx, officer, reference)?.map(|lying| lying.findings))
}

fn lying(tx: &Tx<'_>, officer: &str, reference: Reference) -> Result<Option<Lying>, StoreError> {
    let Some(officer) = officers::officer_of(tx, officer)? else {
        return Ok(None);
    };
    let Some(known) = deeds::known(tx, reference, &officer.reader())? else {
        return Ok(None);
    };
    if !officer.is(&[Role::Decide], &known.deciding) {
        return Ok(None);
    }
    let form_hash = tx.first(
        "SELECT form_hash FROM dossier WHERE id = ?",
        [known.id],
        |row| row.get::<_, String>(0),
    )?;
    let row = tx.first(
        "SELECT revision, ticked, viewed, decided_at IS NOT NULL, answers FROM decision WHERE dossier = ?",
        [known.id],
        |row| {
            let (revision, ticked): (i64, String) = (row.get(0)?, row.get(1)?);
            let (viewed, decided): (i64, bool) = (row.get(2)?, row.get(3)?);
            Ok((revision, ticked, viewed, decided, row.get::<_, Vec<u8>>(4)?))
        },
    )?;
    let mut lying = Lying {
        dossier: known.id,
        findings: Findings {
            form_hash: form_hash.ok_or(StoreError::Damaged("dossier"))?,
            agency: known.deciding,
            state: known.state,
            answers: forms::Answers::new(),
            revision: 0,
            ticked: Vec::new(),
            viewed: false,
        },
        fields: Fields::default(),
        decided: false,
    };
    if let Some((revision, ticked, viewed, decided, sealed)) = row {
        let findings = &mut lying.findings;
        let json = tx
            .sealer()
            .open(&findings.agency, &record(known.id), &sealed)?;
        lying.fields = Fields::from_json(&json).ok_or(StoreError::Damaged("findings"))?;
        findings.answers = lying.fields.answers();
        findings.revision = revision;
        findings.viewed = viewed == revision;
        findings.ticked =
            serde_json::from_str(&ticked).map_err(|_| StoreError::Damaged("findings"))?;
        lying.decided = decided;
    }
    Ok(Some(lying))
}

pub(super) fn save(
    tx: &Tx<'_>,
    officer: &str,
    reference: Reference,
    save: &SaveFindings,
) -> Result<Saved, StoreError> {
    let Some(mut lying) = lying(tx, officer, reference)? else {
        return Ok(Saved::Absent);
    };
    if lying.findings.state != DossierState::InProgress || lying.decided {
        return Ok(Saved::Absent);
    }
    let revision = lying.findings.revision + 1;
    let conflicts = lying
        .fields
        .save(save.base, revision, save.changes.clone(), &save.removed);
    if lying.fields.too_large() {
        return Ok(Saved::TooLarge);
    }
    let ticked = save.ticked.as_ref().unwrap_or(&lying.findings.ticked);
    let ticked = serde_json::to_string(ticked).map_err(|_| StoreError::Damaged("findings"))?;
    let agency = &lying.findings.agency;
    let sealed = tx
        .sealer()
        .seal(agency, &record(lying.dossier), &lying.fields.to_json());
    tx.change_one(
        "INSERT INTO decision (dossier, agency, revision, answers, ticked, viewed, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6)
         ON CONFLICT (dossier) DO UPDATE SET agency = ?2, revision = ?3, answers = ?4, ticked = ?5, saved_at = ?6",
        params![lying.dossier, agency, revision, sealed, ticked, tx.now()],
    )?;
    Ok(Saved::At {
        revision,
        conflicts,
    })
}

/// The paper of the findings of `revision` was looked at.
pub(super) fn view(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    revision: i64,
) -> Result<Done, StoreError> {
    if known.state != DossierState::InProgress {
        return Ok(Done::Moved(known.state));
    }
    let seen = tx.execute(
        "UPDATE decision SET viewed = ?1 WHERE dossier = ?2 AND revision = ?1",
        params![revision, known.id],
    )?;
    if seen == 0 {
        return Ok(Done::Blocked(Block::Stale));
    }
    let (kind, actor) = (EventKind::PaperViewed, deeds::actor(officer));
    events::append(tx, known.id, kind, &actor, &json!({ "revision": revision }))?;
    Ok(Done::Done(None))
}

pub(super) fn decide(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    decide: &Decide,
) -> Result<Done, StoreError> {
    if known.state != DossierState::InProgress {
        return Ok(Done::Moved(known.state));
    }
    let row = tx.first(
        "SELECT revision, viewed FROM decision WHERE dossier = ? AND decided_at IS NULL",
        [known.id],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
    )?;
    match row {
        Some((revision, _)) if revision != decide.revision => {
            return Ok(Done::Blocked(Block::Stale));
        }
        Some((revision, viewed)) if revision == viewed => {}
        _ => return Ok(Done::Blocked(Block::NotViewed)),
    }
    let checks = deeds::identity_checks(tx, known.id)?;
    let enough =
        |check: &crate::store::processing::IdentityCheck| decide.identity.contains(&check.how);
    if !decide.identity.is_empty() && !checks.iter().any(enough) {
        return Ok(Done::Blocked(Block::Identity));
    }
    let record = document_record(known.id);
    tx.change_one(
        "UPDATE decision SET officer = ?, document = ?, decided_at = ? WHERE dossier = ?",
        params![
            officer.id,
            tx.sealer().seal(&known.deciding, &record, &decide.document),
            tx.now(),
            known.id
        ],
    )?;
    results::add(tx, known, &decide.card, !decide.draw)?;
    let actor = deeds::actor(officer);
    match &decide.due {
        Some(due) => {
            let moved = (known.state, DossierState::AwaitingDue);
            settle::move_dossier(tx, known.id, moved, EventKind::DueAsked, &actor, || {
                submit::insert_due(tx, known.id, "result", due)?;
                jobs::message(tx, known.id, MessageKind::Fee)
            })?;
        }
        None => conclude(tx, known.id, known.state, &actor)?,
    }
    Ok(Done::Done(None))
}

/// Nothing is left to pay: the dossier is decided and its paper will be drawn.
pub(super) fn conclude(
    tx: &Tx<'_>,
    dossier: i64,
    from: DossierState,
    actor: &str,
) -> Result<(), StoreError> {
    let moved = (from, DossierState::Decided);
    settle::move_dossier(tx, dossier, moved, EventKind::Decided, actor, || {
        if results::is_attached(tx, dossier)? {
            return Ok(());
        }
        jobs::add(
            tx,
            &NewJob {
                kind: DRAW_RESULT.to_owned(),
                payload: dossier.to_string(),
                run_at: 0,
            },
        )
    })
}

/// Whether the reader may have the paper, by dossier number: an officer or an
/// agency's system of one of its agencies. Citizens prove more than that.
pub(super) fn readable(
    tx: &Tx<'_>,
    reference: Reference,
    reader: &Reader,
) -> Result<Option<i64>, StoreError> {
    let Some(dossier) = dossiers::number(tx, reference)? else {
        return Ok(None);
    };
    let may = !matches!(reader, Reader::Principal(_)) && dossiers::may_read(tx, dossier, reader)?;
    Ok(may.then_some(dossier))
}
