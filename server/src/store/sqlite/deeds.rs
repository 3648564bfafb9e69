//! What officers do with a dossier: accept, refuse, note, check identity, hand
//! over, take up; the rest lies beside it. Each is one transaction with its
//! event; who may is asked inside it.

use super::tx::Tx;
use super::{
    decisions, dossiers, events, inbox, jobs, officers, rows, settle, supplements, withdrawals,
};
use crate::clock;
use crate::dossier::state::DossierState;
use crate::id::{self, Reference};
use crate::payment::state::TaskKind;
use crate::store::dossier::Accepted;
use crate::store::officer::{Deed, DeskDossier, Done, Note, Officer, Promised, Refused, Role};
use crate::store::processing::{Block, Identity, IdentityCheck};
use crate::store::{Contact, EventKind, MessageKind, Reader, StoreError};
use rusqlite::params;
use serde_json::json;

/// What a deed needs to know of the dossier.
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) agency: String,
    pub(super) deciding: String,
    pub(super) procedure: String,
    pub(super) state: DossierState,
}

pub(super) fn act(
    tx: &Tx<'_>,
    officer: &str,
    reference: Reference,
    deed: &Deed,
) -> Result<Done, StoreError> {
    let Some(officer) = officers::officer_of(tx, officer)? else {
        return Ok(Done::Absent);
    };
    let Some(known) = known(tx, reference, &officer.reader())? else {
        return Ok(Done::Absent);
    };
    if !may(&officer, &known, deed) {
        return Ok(Done::Absent);
    }
    match deed {
        Deed::Note(text) => note(tx, &officer, &known, text),
        Deed::Accept(promised) => accept(tx, &officer, &known, promised.as_ref()),
        Deed::Refuse(refused) => refuse(tx, &officer, &known, refused),
        Deed::AskSupplement(ask) => supplements::ask(tx, &officer, &known, ask),
        Deed::HandOver { to, why } => hand_over(tx, &officer, &known, to, why),
        Deed::CheckIdentity(how) => check_identity(tx, &officer, &known, *how),
        Deed::TakeUp => take_up(tx, &officer, &known),
        Deed::AnswerWithdrawal { agree } => withdrawals::answer(tx, &officer, &known, *agree),
        Deed::View(revision) => decisions::view(tx, &officer, &known, *revision),
        Deed::Decide(decide) => decisions::decide(tx, &officer, &known, decide),
    }
}

/// Whether it can be this officer's to do at all; [`turn`] says whose it is now.
fn may(officer: &Officer, known: &Known, deed: &Deed) -> bool {
    let receives = officer.is(&[Role::Receive], &known.agency);
    let decides = officer.is(&[Role::Decide], &known.deciding);
    let new = known.state == DossierState::Submitted;
    match deed {
        Deed::Accept(_) => receives,
        Deed::Refuse(_) | Deed::AskSupplement(_) => receives || (decides && !new),
        Deed::Note(_) => {
            let work = [Role::Receive, Role::Decide];
            officer.is(&work, &known.agency) || officer.is(&work, &known.deciding)
        }
        Deed::HandOver { .. } | Deed::CheckIdentity(_) | Deed::AnswerWithdrawal { .. } => {
            receives || decides
        }
        Deed::TakeUp | Deed::View(_) | Deed::Decide(_) => decides,
    }
}

/// Whether it is this officer's turn: before acceptance a dossier is the
/// receiving agency's, afterwards the deciding one's. Whoever was slower than
/// a colleague is told where it stands.
pub(super) fn turn(officer: &Officer, known: &Known) -> bool {
    match known.state {
        DossierState::Submitted => officer.is(&[Role::Receive], &known.agency),
        _ => officer.is(&[Role::Decide], &known.deciding),
    }
}

pub(super) fn known(
    tx: &Tx<'_>,
    reference: Reference,
    reader: &Reader,
) -> Result<Option<Known>, StoreError> {
    let Some(id) = dossiers::number(tx, reference)? else {
        return Ok(None);
    };
    if !dossiers::may_read(tx, id, reader)? {
        return Ok(None);
    }
    tx.first(
        "SELECT id, agency, deciding, procedure, state FROM dossier WHERE id = ?",
        [id],
        |row| {
            Ok(Known {
                id: row.get(0)?,
                agency: row.get(1)?,
                deciding: row.get(2)?,
                procedure: row.get(3)?,
                state: rows::dossier_state(row)?,
            })
        },
    )
}

pub(super) fn actor(officer: &Officer) -> String {
    format!("officer:{}", officer.id)
}

fn accept(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    promised: Option<&Promised>,
) -> Result<Done, StoreError> {
    if known.state != DossierState::Submitted {
        return Ok(Done::Moved(known.state));
    }
    let code = next_code(tx, &known.agency)?;
    let moved = (known.state, DossierState::Accepted);
    settle::move_dossier(
        tx,
        known.id,
        moved,
        EventKind::Accepted,
        &actor(officer),
        || {
            tx.change_one(
                "UPDATE dossier SET code = ?, accepted_at = ?, due_at = ?, promise = ? WHERE id = ?",
                params![
                    code,
                    tx.now(),
                    promised.map_or(0, |promised| promised.at),
                    promised.map(|promised| &promised.why),
                    known.id
                ],
            )
        },
    )?;
    jobs::message(tx, known.id, MessageKind::Accepted)?;
    Ok(Done::Done(Some(code)))
}

/// Who accepted a dossier, and when.
pub(super) fn accepted(tx: &Tx<'_>, dossier: i64) -> Result<Option<Accepted>, StoreError> {
    tx.first(
        "SELECT o.name, e.at FROM event e JOIN officer o ON e.actor = 'officer:' || o.id
         WHERE e.dossier = ? AND e.kind = ? ORDER BY e.seq LIMIT 1",
        params![dossier, EventKind::Accepted.as_str()],
        |row| {
            Ok(Accepted {
                by: row.get(0)?,
                at: row.get(1)?,
            })
        },
    )
}

/// The next dossier code of an agency on this day in Việt Nam: four digits,
/// more once they do not suffice.
fn next_code(tx: &Tx<'_>, agency: &str) -> Result<String, StoreError> {
    let today = clock::date_of(tx.now());
    let day = format!(
        "{:02}{:02}{:02}",
        today.year.rem_euclid(100),
        today.month,
        today.day
    );
    let number = tx.first(
        "INSERT INTO dossier_code_sequence (agency, day, last) VALUES (?, ?, 1)
         ON CONFLICT (agency, day) DO UPDATE SET last = last + 1 RETURNING last",
        params![agency, rows::date_text(today)],
        |row| row.get::<_, i64>(0),
    )?;
    let number = number.ok_or(StoreError::Damaged("dossier code"))?;
    Ok(format!("{agency}-{day}-{number:04}"))
}

fn refuse(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    refused: &Refused,
) -> Result<Done, StoreError> {
    if !known.state.may_become(DossierState::Refused) || !turn(officer, known) {
        return Ok(Done::Moved(known.state));
    }
    let moved = (known.state, DossierState::Refused);
    settle::move_dossier(
        tx,
        known.id,
        moved,
        EventKind::Refused,
        &actor(officer),
        || {
            let text = serde_json::to_vec(refused).map_err(|_| StoreError::Damaged("refusal"))?;
            write(tx, officer, known, "refused", &text)?;
            open_refund(tx, known)
        },
    )?;
    jobs::message(tx, known.id, MessageKind::Refused)?;
    Ok(Done::Done(None))
}

/// A task for each paid due of a dossier that ends without a result.
pub(super) fn open_refund(tx: &Tx<'_>, known: &Known) -> Result<(), StoreError> {
    let paid = tx.all(
        "SELECT a.id, coalesce(a.gateway_txn, '') FROM obligation o JOIN attempt a ON a.obligation = o.id
         WHERE o.dossier = ? AND o.state = 'paid' AND a.state = 'paid'",
        [known.id],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    for (attempt, gateway_txn) in paid {
        tx.execute(
            "INSERT INTO task (id, agency, kind, attempt, gateway_txn, opened_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (attempt, kind, gateway_txn) DO NOTHING",
            params![
                id::row_id(),
                known.agency,
                TaskKind::Refund.as_str(),
                attempt,
                gateway_txn,
                tx.now()
            ],
        )?;
    }
    Ok(())
}

fn hand_over(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    to: &str,
    why: &str,
) -> Result<Done, StoreError> {
    use DossierState::{Accepted, InProgress, Submitted};
    if !matches!(known.state, Submitted | Accepted | InProgress) {
        return Ok(Done::Moved(known.state));
    }
    let offered = tx.first(
        "SELECT 1 FROM offering WHERE procedure = ? AND agency = ?",
        [known.procedure.as_str(), to],
        |_| Ok(()),
    )?;
    if offered.is_none() || to == known.deciding {
        return Ok(Done::Blocked(Block::Agency));
    }
    tx.change_one(
        "UPDATE dossier SET deciding = ? WHERE id = ?",
        params![to, known.id],
    )?;
    // Findings are the agency's that decides: another begins anew.
    tx.execute(
        "UPDATE decision SET agency = ?, answers = ?, ticked = '[]', viewed = -1, revision = revision + 1
         WHERE dossier = ?",
        params![to, decisions::nothing(tx, to, known.id), known.id],
    )?;
    write(tx, officer, known, "note", why.as_bytes())?;
    events::append(
        tx,
        known.id,
        EventKind::HandedOver,
        &actor(officer),
        &json!({ "from": known.deciding, "to": to }),
    )?;
    jobs::message(tx, known.id, MessageKind::HandedOver)?;
    Ok(Done::Done(None))
}

fn check_identity(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    how: Identity,
) -> Result<Done, StoreError> {
    use DossierState::{Decided, Delivered, Refused, Stopped};
    if matches!(known.state, Decided | Delivered | Refused | Stopped) {
        return Ok(Done::Moved(known.state));
    }
    tx.change_one(
        "INSERT INTO identity_check (id, dossier, officer, how, at) VALUES (?, ?, ?, ?, ?)",
        params![id::row_id(), known.id, officer.id, how.as_str(), tx.now()],
    )?;
    events::append(
        tx,
        known.id,
        EventKind::IdentityChecked,
        &actor(officer),
        &json!({ "how": how.as_str() }),
    )?;
    Ok(Done::Done(None))
}

/// How identity was checked, oldest first.
pub(super) fn identity_checks(tx: &Tx<'_>, dossier: i64) -> Result<Vec<IdentityCheck>, StoreError> {
    tx.all(
        "SELECT i.how, o.name, i.at FROM identity_check i JOIN officer o ON o.id = i.officer
         WHERE i.dossier = ? ORDER BY i.id",
        [dossier],
        |row| {
            Ok(IdentityCheck {
                how: rows::word(row, "how", Identity::of)?,
                by: row.get(1)?,
                at: row.get(2)?,
            })
        },
    )
}

fn take_up(tx: &Tx<'_>, officer: &Officer, known: &Known) -> Result<Done, StoreError> {
    if known.state != DossierState::Accepted {
        return Ok(Done::Moved(known.state));
    }
    let moved = (known.state, DossierState::InProgress);
    settle::move_dossier(
        tx,
        known.id,
        moved,
        EventKind::TakenUp,
        &actor(officer),
        || Ok(()),
    )?;
    Ok(Done::Done(None))
}

fn note(tx: &Tx<'_>, officer: &Officer, known: &Known, text: &str) -> Result<Done, StoreError> {
    write(tx, officer, known, "note", text.as_bytes())?;
    events::append(tx, known.id, EventKind::Noted, &actor(officer), &json!({}))?;
    Ok(Done::Done(None))
}

fn write(
    tx: &Tx<'_>,
    officer: &Officer,
    known: &Known,
    kind: &str,
    text: &[u8],
) -> Result<(), StoreError> {
    let id = id::row_id();
    let text = tx.sealer().seal(&known.agency, &note_record(&id), text);
    tx.change_one(
        "INSERT INTO note (id, dossier, officer, kind, text, at) VALUES (?, ?, ?, ?, ?, ?)",
        params![id, known.id, officer.id, kind, text, tx.now()],
    )
}

fn note_record(id: &str) -> String {
    format!("note:{id}")
}

/// A dossier with what only officers read.
pub(super) fn desk(
    tx: &Tx<'_>,
    reference: Reference,
    reader: &Reader,
) -> Result<Option<DeskDossier>, StoreError> {
    let Some(dossier) = dossiers::dossier(tx, reference, reader)? else {
        return Ok(None);
    };
    Ok(Some(DeskDossier {
        applicant: inbox::applicant_of(tx, dossier.id)?,
        contact: contact(tx, dossier.id, &dossier.agency)?,
        notes: notes(tx, dossier.id, &dossier.agency)?,
        identity: identity_checks(tx, dossier.id)?,
        dossier,
    }))
}

fn contact(tx: &Tx<'_>, dossier: i64, agency: &str) -> Result<Option<Contact>, StoreError> {
    let sealed = tx.first(
        "SELECT contact FROM dossier WHERE id = ? AND contact IS NOT NULL",
        [dossier],
        |row| row.get::<_, Vec<u8>>(0),
    )?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let json = tx
        .sealer()
        .open(agency, &jobs::contact_record(dossier), &sealed)?;
    serde_json::from_slice(&json).map_err(|_| StoreError::Damaged("contact"))
}

fn notes(tx: &Tx<'_>, dossier: i64, agency: &str) -> Result<Vec<Note>, StoreError> {
    let rows = tx.all(
        "SELECT n.id, o.name, n.at, n.text FROM note n JOIN officer o ON o.id = n.officer
         WHERE n.dossier = ? AND n.kind = 'note' ORDER BY n.id",
        [dossier],
        |row| {
            let id: String = row.get(0)?;
            Ok((id, row.get(1)?, row.get(2)?, row.get::<_, Vec<u8>>(3)?))
        },
    )?;
    let open = |(id, by, at, sealed): (String, String, i64, Vec<u8>)| {
        let text = tx.sealer().open(agency, &note_record(&id), &sealed)?;
        let text = String::from_utf8(text).map_err(|_| StoreError::Damaged("note"))?;
        Ok(Note { by, at, text })
    };
    rows.into_iter().map(open).collect()
}

/// Why a dossier was not accepted.
pub(super) fn refused(
    tx: &Tx<'_>,
    dossier: i64,
    agency: &str,
) -> Result<Option<Refused>, StoreError> {
    let row = tx.first(
        "SELECT id, text FROM note WHERE dossier = ? AND kind = 'refused' ORDER BY id DESC LIMIT 1",
        [dossier],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)),
    )?;
    let Some((id, sealed)) = row else {
        return Ok(None);
    };
    let json = tx.sealer().open(agency, &note_record(&id), &sealed)?;
    serde_json::from_slice(&json).map_err(|_| StoreError::Damaged("refusal"))
}

/// A file of this very dossier, if the reader may read it.
pub(super) fn has_file(
    tx: &Tx<'_>,
    reference: Reference,
    file: &str,
    reader: &Reader,
) -> Result<bool, StoreError> {
    let Some(known) = known(tx, reference, reader)? else {
        return Ok(false);
    };
    let found = tx.first(
        "SELECT 1 FROM file WHERE id = ? AND dossier = ?",
        params![file, known.id],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}
