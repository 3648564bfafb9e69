//! What an author types to try a proposal: sealed, of that author alone, and
//! deleted with the decision or a week after the last page.

use super::proposals;
use super::tx::Tx;
use crate::store::draft::fields::Fields;
use crate::store::proposal::PREVIEW_KEPT;
use crate::store::{SaveFindings, Saved, StoreError};
use forms::Answers;
use rusqlite::params;

fn record(proposal: &str, officer: &str) -> String {
    format!("preview:{proposal}:{officer}")
}

/// Answers and their revision; `None`: no such proposal for this officer.
pub(super) fn answers(
    tx: &Tx<'_>,
    officer: &str,
    proposal: &str,
) -> Result<Option<(Answers, i64)>, StoreError> {
    let found = lying(tx, officer, proposal)?;
    Ok(found.map(|(_, fields, revision)| (fields.answers(), revision)))
}

/// The proposal's agency, what was typed, and its revision.
fn lying(
    tx: &Tx<'_>,
    officer: &str,
    proposal: &str,
) -> Result<Option<(String, Fields, i64)>, StoreError> {
    let Some((officer, known)) = proposals::known(tx, officer, proposal)? else {
        return Ok(None);
    };
    let row = tx.first(
        "SELECT answers, revision FROM preview WHERE proposal = ? AND officer = ?",
        [proposal, &officer.id],
        |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?)),
    )?;
    let Some((sealed, revision)) = row else {
        return Ok(Some((known.agency, Fields::default(), 0)));
    };
    let record = record(proposal, &officer.id);
    let json = tx.sealer().open(&known.agency, &record, &sealed)?;
    let fields = Fields::from_json(&json).ok_or(StoreError::Damaged("preview"))?;
    Ok(Some((known.agency, fields, revision)))
}

/// Saves a page, as [`super::drafts`] does a citizen's.
pub(super) fn save(
    tx: &Tx<'_>,
    officer: &str,
    proposal: &str,
    save: &SaveFindings,
) -> Result<Saved, StoreError> {
    let Some((agency, mut fields, revision)) = lying(tx, officer, proposal)? else {
        return Ok(Saved::Absent);
    };
    let revision = revision + 1;
    let conflicts = fields.save(save.base, revision, save.changes.clone(), &save.removed);
    if fields.too_large() {
        return Ok(Saved::TooLarge);
    }
    let sealed = tx
        .sealer()
        .seal(&agency, &record(proposal, officer), &fields.to_json());
    tx.change_one(
        "INSERT INTO preview (proposal, officer, revision, answers, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (proposal, officer) DO UPDATE SET revision = ?3, answers = ?4, saved_at = ?5",
        params![proposal, officer, revision, sealed, tx.now()],
    )?;
    Ok(Saved::At {
        revision,
        conflicts,
    })
}

/// Previews that were left; how many went.
pub(super) fn sweep(tx: &Tx<'_>) -> Result<usize, StoreError> {
    tx.execute(
        "DELETE FROM preview WHERE saved_at <= ?",
        [tx.now() - PREVIEW_KEPT],
    )
}
