//! Deleting in time: drafts past their day, files that belong to nothing,
//! secrets past the receipt's hour, officers' sessions that are over, one-time codes of the hour before, previews that were left.

use super::tx::Tx;
use super::{codes, files, officers, previews};
use crate::store::StoreError;
use crate::store::dossier::SECRET_SHOWN;
use rusqlite::params;

/// Rows one transaction deletes at most: a long one would hold up submissions.
const BATCH: u32 = 200;

/// What one round did.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// Rows changed.
    pub(super) rows: u32,
    /// Files whose bytes may go now.
    pub(super) files: Vec<String>,
}

pub(super) fn round(tx: &Tx<'_>, before: i64) -> Result<Round, StoreError> {
    let mut round = Round::default();
    let drafts = tx.all(
        "SELECT id FROM draft WHERE expires_at <= ? LIMIT ?",
        params![tx.now(), BATCH],
        |row| row.get::<_, String>(0),
    )?;
    for draft in &drafts {
        round.files.extend(files::forget_draft(tx, draft)?);
        tx.change_one("DELETE FROM draft WHERE id = ?", [draft])?;
    }
    round.files.extend(tx.all(
        "DELETE FROM file WHERE id IN
            (SELECT id FROM file WHERE draft IS NULL AND dossier IS NULL AND created_at < ? LIMIT ?) RETURNING id",
        params![before, BATCH],
        |row| row.get::<_, String>(0),
    )?);
    let secrets = tx.execute(
        "UPDATE dossier SET secret_sealed = NULL WHERE id IN
            (SELECT id FROM dossier WHERE secret_sealed IS NOT NULL AND submitted_at <= ? LIMIT ?)",
        params![tx.now() - SECRET_SHOWN, BATCH],
    )?;
    let sessions = officers::sweep(tx)?;
    let codes = codes::sweep(tx)? + previews::sweep(tx)?;
    round.rows = u32::try_from(drafts.len() + round.files.len() + secrets + sessions + codes)
        .unwrap_or(u32::MAX);
    Ok(round)
}

/// Which of these names on disk no row knows.
pub(super) fn unknown(tx: &Tx<'_>, names: Vec<String>) -> Result<Vec<String>, StoreError> {
    let mut unknown = Vec::new();
    for name in names {
        if tx
            .first("SELECT 1 FROM file WHERE id = ?", [&name], |_| Ok(()))?
            .is_none()
        {
            unknown.push(name);
        }
    }
    Ok(unknown)
}
