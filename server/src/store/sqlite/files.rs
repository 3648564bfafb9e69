//! Rows of files. The bytes are [`crate::store::blobs`]' affair and are
//! written before the row and deleted after it.

use super::tx::Tx;
use super::{dossiers, drafts};
use crate::store::file::{MAX_FILES, MAX_LOOSE};
use crate::store::{Added, FileMeta, Place, Reader, StoreError};
use rusqlite::{Row, params};

const COLUMNS: &str = "SELECT id, field, size, media_type, sha256, agency, name FROM file";

/// A file whose bytes are on disk already.
pub(super) struct Arrived {
    pub(super) meta: FileMeta,
    pub(super) owner: String,
    pub(super) agency: String,
    pub(super) place: Place,
    pub(super) key: Vec<u8>,
}

/// What opens a file's bytes.
pub(super) struct Kept {
    pub(super) meta: FileMeta,
    pub(super) agency: String,
    pub(super) key: Vec<u8>,
}

pub(super) fn add(tx: &Tx<'_>, file: Arrived) -> Result<Added, StoreError> {
    match &file.place {
        Place::Draft { id, field } => {
            let Some(draft) = drafts::lying(tx, id, &file.owner)? else {
                return Ok(Added::Absent);
            };
            let there = tx.first("SELECT count(*) FROM file WHERE draft = ?", [id], |row| {
                row.get::<_, u32>(0)
            })?;
            if there >= Some(MAX_FILES) {
                return Ok(Added::TooMany);
            }
            let line = file.meta.line();
            let named = drafts::edit(tx, draft, field, |lines| match lines {
                "" => line,
                lines => format!("{lines}\n{line}"),
            })?;
            if !named {
                return Ok(Added::TooMany);
            }
            insert(tx, &file, Some(id))?;
        }
        Place::Loose { .. } => {
            let there = tx.first(
                "SELECT count(*) FROM file WHERE owner = ? AND draft IS NULL AND dossier IS NULL",
                [&file.owner],
                |row| row.get::<_, u32>(0),
            )?;
            if there >= Some(MAX_LOOSE) {
                return Ok(Added::TooMany);
            }
            insert(tx, &file, None)?;
        }
    }
    Ok(Added::Kept(file.meta))
}

fn insert(tx: &Tx<'_>, file: &Arrived, draft: Option<&str>) -> Result<(), StoreError> {
    let meta = &file.meta;
    tx.change_one(
        "INSERT INTO file (id, owner, agency, draft, field, name, size, media_type, sha256, key, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            meta.id,
            file.owner,
            file.agency,
            draft,
            meta.field,
            tx.sealer().seal(&file.agency, &name_record(&meta.id), meta.name.as_bytes()),
            i64::try_from(meta.size).unwrap_or(i64::MAX),
            meta.media_type,
            meta.sha256,
            file.key,
            tx.now()
        ],
    )
}

/// Takes a file out of its draft, or a loose one away.
pub(super) fn remove(tx: &Tx<'_>, id: &str, owner: &str) -> Result<bool, StoreError> {
    let found = tx.first(
        "SELECT draft, field FROM file WHERE id = ? AND owner = ? AND dossier IS NULL",
        [id, owner],
        |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?)),
    )?;
    let Some((draft, field)) = found else {
        return Ok(false);
    };
    if let Some(draft) = draft {
        let Some(lying) = drafts::lying(tx, &draft, owner)? else {
            return Ok(false);
        };
        let line = format!("{id}|");
        drafts::edit(tx, lying, &field, |lines| {
            lines
                .lines()
                .filter(|known| !known.starts_with(&line))
                .collect::<Vec<_>>()
                .join("\n")
        })?;
    }
    tx.change_one("DELETE FROM file WHERE id = ?", [id])?;
    Ok(true)
}

/// Deletes the rows of a draft's files; their ids.
pub(super) fn forget_draft(tx: &Tx<'_>, draft: &str) -> Result<Vec<String>, StoreError> {
    tx.all(
        "DELETE FROM file WHERE draft = ? RETURNING id",
        [draft],
        |row| row.get(0),
    )
}

/// A file the reader may read: its own, or one of a dossier it may read.
pub(super) fn readable(tx: &Tx<'_>, id: &str, reader: &Reader) -> Result<Option<Kept>, StoreError> {
    let found = tx.first(
        "SELECT owner, dossier, key FROM file WHERE id = ?",
        [id],
        |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        },
    )?;
    let Some((owner, dossier, key)) = found else {
        return Ok(None);
    };
    let allowed = match dossier {
        Some(dossier) => dossiers::may_read(tx, &dossier, reader)?,
        None => owner == reader.principal(),
    };
    if !allowed {
        return Ok(None);
    }
    let row = tx.first(&format!("{COLUMNS} WHERE id = ?"), [id], read)?;
    row.map(|row| open(tx, row).map(|(meta, agency)| Kept { meta, agency, key }))
        .transpose()
}

/// A dossier's files.
pub(super) fn of_dossier(tx: &Tx<'_>, dossier: &str) -> Result<Vec<FileMeta>, StoreError> {
    let rows = tx.all(
        &format!("{COLUMNS} WHERE dossier = ? ORDER BY created_at, id"),
        [dossier],
        read,
    )?;
    rows.into_iter()
        .map(|row| open(tx, row).map(|(meta, _)| meta))
        .collect()
}

/// Moves a draft's files to its dossier.
pub(super) fn move_draft(tx: &Tx<'_>, draft: &str, dossier: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE file SET draft = NULL, dossier = ? WHERE draft = ?",
        [dossier, draft],
    )
    .map(drop)
}

/// Moves a loose file to a dossier; `false` when it is not there to take.
pub(super) fn move_loose(
    tx: &Tx<'_>,
    (id, field): &(String, String),
    owner: &str,
    agency: &str,
    dossier: &str,
) -> Result<bool, StoreError> {
    let moved = tx.execute(
        "UPDATE file SET dossier = ?, field = ?
         WHERE id = ? AND owner = ? AND agency = ? AND draft IS NULL AND dossier IS NULL",
        [dossier, field, id, owner, agency],
    )?;
    Ok(moved == 1)
}

type Sealed = (FileMeta, String, Vec<u8>);

fn read(row: &Row<'_>) -> rusqlite::Result<Sealed> {
    let meta = FileMeta {
        id: row.get(0)?,
        field: row.get(1)?,
        name: String::new(),
        size: row.get::<_, i64>(2)?.unsigned_abs(),
        media_type: row.get(3)?,
        sha256: row.get(4)?,
    };
    Ok((meta, row.get(5)?, row.get(6)?))
}

fn open(tx: &Tx<'_>, (mut meta, agency, name): Sealed) -> Result<(FileMeta, String), StoreError> {
    let name = tx.sealer().open(&agency, &name_record(&meta.id), &name)?;
    meta.name = String::from_utf8(name).map_err(|_| StoreError::Damaged("file name"))?;
    Ok((meta, agency))
}

fn name_record(id: &str) -> String {
    format!("file-name:{id}")
}

/// The name a file's bytes are sealed under.
pub(super) fn record(id: &str) -> String {
    format!("file:{id}")
}
