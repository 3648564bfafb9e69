//! Proposals: written, asked for, decided on, each step with its event.

use super::tx::Tx;
use super::{deeds, events, officers, versions};
use crate::id;
use crate::store::officer::{Officer, Role};
use crate::store::proposal::{
    BY_PROPOSAL, Files, LISTED, MAX_OPEN, Proposal, ProposalState, Step, Stepped,
};
use crate::store::{EventKind, NewVersion, Publication, StoreError};
use rusqlite::{Row, params};
use serde_json::json;

const COLUMNS: &str =
    "SELECT p.id, p.agency, p.author, a.name, p.state, p.files, p.revision, p.form, p.version,
    p.saved_at, d.name, p.decided_at, p.why FROM proposal p JOIN officer a ON a.id = p.author
    LEFT JOIN officer d ON d.id = p.decided_by";

/// An open account with the author's role somewhere; `None`: no such.
pub(super) fn author(tx: &Tx<'_>, officer: &str) -> Result<Option<Officer>, StoreError> {
    let officer = officers::officer_of(tx, officer)?;
    Ok(officer.filter(|officer| !officer.authors().is_empty()))
}

/// A new draft with these files at the first agency where the officer is an
/// author; `None`: nowhere, or too many drafts already.
pub(super) fn begin(
    tx: &Tx<'_>,
    officer: &str,
    agency: &str,
    files: &Files,
) -> Result<Option<String>, StoreError> {
    let author = author(tx, officer)?;
    let Some(author) = author.filter(|author| author.is(&[Role::Author], agency)) else {
        return Ok(None);
    };
    let open = tx.first(
        "SELECT count(*) FROM proposal WHERE author = ? AND state = 'draft'",
        [&author.id],
        |row| row.get::<_, u32>(0),
    )?;
    if open >= Some(MAX_OPEN) {
        return Ok(None);
    }
    let id = id::random_id();
    tx.change_one(
        "INSERT INTO proposal (id, agency, author, state, files, revision, made_at, saved_at)
         VALUES (?1, ?2, ?3, 'draft', ?4, 0, ?5, ?5)",
        params![id, agency, author.id, written(files)?, tx.now()],
    )?;
    let data = json!({ "proposal": id });
    events::append_alone(tx, EventKind::FormDrafted, &deeds::actor(&author), &data)?;
    Ok(Some(id))
}

fn written(files: &Files) -> Result<String, StoreError> {
    serde_json::to_string(files).map_err(|_| StoreError::Damaged("proposal"))
}

/// The proposals of the officer's agencies, latest first.
pub(super) fn list(tx: &Tx<'_>, officer: &str) -> Result<Vec<Proposal>, StoreError> {
    let Some(author) = author(tx, officer)? else {
        return Ok(Vec::new());
    };
    let agencies =
        serde_json::to_string(&author.authors()).map_err(|_| StoreError::Damaged("officer"))?;
    let sql = format!(
        "{COLUMNS} WHERE p.agency IN (SELECT value FROM json_each(?)) ORDER BY p.saved_at DESC, p.id LIMIT ?"
    );
    tx.all(&sql, params![agencies, LISTED], read)
}

pub(super) fn one(tx: &Tx<'_>, officer: &str, id: &str) -> Result<Option<Proposal>, StoreError> {
    Ok(known(tx, officer, id)?.map(|(_, proposal)| proposal))
}

/// The proposal and the author of its agency who asks.
pub(super) fn known(
    tx: &Tx<'_>,
    officer: &str,
    id: &str,
) -> Result<Option<(Officer, Proposal)>, StoreError> {
    let Some(author) = author(tx, officer)? else {
        return Ok(None);
    };
    let found = tx.first(&format!("{COLUMNS} WHERE p.id = ?"), [id], read)?;
    let seen = found.filter(|proposal| author.is(&[Role::Author], &proposal.agency));
    Ok(seen.map(|proposal| (author, proposal)))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Proposal> {
    let files: String = row.get(5)?;
    Ok(Proposal {
        id: row.get(0)?,
        agency: row.get(1)?,
        author: row.get(2)?,
        author_name: row.get(3)?,
        state: super::rows::word(row, "state", ProposalState::of)?,
        files: serde_json::from_str(&files).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, error.into())
        })?,
        revision: row.get(6)?,
        form: row.get(7)?,
        version: row.get(8)?,
        saved_at: row.get(9)?,
        decided_by: row.get(10)?,
        decided_at: row.get(11)?,
        why: row.get(12)?,
    })
}

/// Does a step. Account, role and state are looked at here, in the transaction.
pub(super) fn step(
    tx: &Tx<'_>,
    officer: &str,
    id: &str,
    step: &Step,
) -> Result<Stepped, StoreError> {
    let Some((officer, proposal)) = known(tx, officer, id)? else {
        return Ok(Stepped::Absent);
    };
    let decides = matches!(step, Step::Approve { .. } | Step::Refuse { .. });
    let own = officer.id == proposal.author;
    if decides && own {
        return Ok(Stepped::Own);
    }
    if !decides && !own {
        return Ok(Stepped::Absent);
    }
    let fits = match step {
        Step::Save(_) => proposal.state == ProposalState::Draft,
        Step::Ask { revision, .. } => {
            proposal.state == ProposalState::Draft && proposal.revision == *revision
        }
        Step::Withdraw => matches!(
            proposal.state,
            ProposalState::Draft | ProposalState::Submitted
        ),
        Step::Approve { .. } | Step::Refuse { .. } => proposal.state == ProposalState::Submitted,
    };
    if !fits {
        return Ok(Stepped::Moved);
    }
    match step {
        Step::Save(files) => {
            tx.change_one(
                "UPDATE proposal SET files = ?, revision = revision + 1, saved_at = ? WHERE id = ?",
                params![written(files)?, tx.now(), id],
            )?;
            Ok(Stepped::Done)
        }
        Step::Ask {
            form,
            procedure,
            version,
            hash,
            ..
        } => {
            if !offered(tx, procedure, &proposal.agency)? {
                return Ok(Stepped::NotOffered);
            }
            tx.change_one(
                "UPDATE proposal SET state = 'submitted', form = ?, procedure = ?, version = ?, hash = ?, asked_at = ? WHERE id = ?",
                params![form, procedure, version, hash, tx.now(), id],
            )?;
            let data = json!({ "proposal": id, "form": form, "version": version, "hash": hash });
            note(tx, EventKind::FormProposed, &officer, &data)
        }
        Step::Withdraw => {
            close(tx, id, ProposalState::Withdrawn, &officer, "")?;
            let data = json!({ "proposal": id });
            note(tx, EventKind::FormWithdrawn, &officer, &data)
        }
        Step::Refuse { why } => {
            close(tx, id, ProposalState::Refused, &officer, why)?;
            let data =
                json!({ "proposal": id, "form": proposal.form, "version": proposal.version });
            note(tx, EventKind::FormRefused, &officer, &data)
        }
        Step::Approve { version, base } => {
            approve(tx, &officer, &proposal, version, base.as_deref())
        }
    }
}

fn note(
    tx: &Tx<'_>,
    kind: EventKind,
    officer: &Officer,
    data: &serde_json::Value,
) -> Result<Stepped, StoreError> {
    events::append_alone(tx, kind, &deeds::actor(officer), data)?;
    Ok(Stepped::Done)
}

/// Whether the agency may write this procedure: it offers it, or nobody does yet.
fn offered(tx: &Tx<'_>, procedure: &str, agency: &str) -> Result<bool, StoreError> {
    let row = tx.first(
        "SELECT count(*), coalesce(sum(agency = ?), 0) FROM offering WHERE procedure = ?",
        [agency, procedure],
        |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?)),
    )?;
    Ok(row.is_none_or(|(all, own)| all == 0 || own > 0))
}

fn close(
    tx: &Tx<'_>,
    id: &str,
    state: ProposalState,
    officer: &Officer,
    why: &str,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM preview WHERE proposal = ?", [id])?;
    tx.change_one(
        "UPDATE proposal SET state = ?, decided_at = ?, decided_by = ?, why = ? WHERE id = ?",
        params![state.as_str(), tx.now(), officer.id, why, id],
    )
}

/// Publishes what was asked for. It is the very version: its hash was written
/// down when approval was asked for.
fn approve(
    tx: &Tx<'_>,
    officer: &Officer,
    proposal: &Proposal,
    version: &NewVersion,
    base: Option<&str>,
) -> Result<Stepped, StoreError> {
    let hash = tx.first(
        "SELECT hash FROM proposal WHERE id = ?",
        [&proposal.id],
        |row| row.get::<_, String>(0),
    )?;
    if hash.as_deref() != Some(version.hash.as_str())
        || versions::current_hash(tx, &version.form)?.as_deref() != base
    {
        return Ok(Stepped::Moved);
    }
    if !offered(tx, &version.procedure, &proposal.agency)? {
        return Ok(Stepped::NotOffered);
    }
    match versions::publish(tx, version)? {
        Publication::New => {}
        Publication::Known | Publication::Clash { .. } => return Ok(Stepped::Clash),
    }
    // A procedure nobody offers yet is offered by the agency that brought it.
    tx.execute(
        "INSERT INTO offering (procedure, agency, settings) SELECT ?1, ?2, ?3
         WHERE NOT EXISTS (SELECT 1 FROM offering WHERE procedure = ?1)",
        [&version.procedure, &proposal.agency, BY_PROPOSAL],
    )?;
    close(tx, &proposal.id, ProposalState::Approved, officer, "")?;
    let data = json!({
        "proposal": proposal.id, "form": version.form, "version": version.version,
        "hash": version.hash, "before": base,
    });
    note(tx, EventKind::FormPublished, officer, &data)
}
