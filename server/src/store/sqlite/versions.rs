//! Published versions.

use super::tx::Tx;
use super::{deeds, events, proposals};
use crate::id;
use crate::store::officer::Role;
use crate::store::proposal::Edition;
use crate::store::{
    EventKind, Files, NewVersion, Publication, Shelf, Stepped, StoreError, Turn, Version,
};
use rusqlite::{Row, params};
use serde_json::json;

const COLUMNS: &str = "SELECT hash, v.form, version, procedure, manifest, compiled, decision, published_at, compiled_hash FROM form_version v";

pub(super) fn publish(tx: &Tx<'_>, new: &NewVersion) -> Result<Publication, StoreError> {
    if hex::encode(id::sha256(new.manifest.as_bytes())) != new.hash {
        return Err(StoreError::Damaged("manifest: its hash is another"));
    }
    let published = tx.first(
        "SELECT hash FROM form_version WHERE form = ? AND version = ?",
        [&new.form, &new.version],
        |row| row.get::<_, String>(0),
    )?;
    match published {
        Some(published) if published != new.hash => return Ok(Publication::Clash { published }),
        Some(_) => return Ok(Publication::Known),
        None => insert(tx, new)?,
    }
    if new.current || current_hash(tx, &new.form)?.is_none() {
        set_current(tx, &new.form, &new.hash)?;
    }
    Ok(Publication::New)
}

/// Hash of the version that is or was offered last.
pub(super) fn current_hash(tx: &Tx<'_>, form: &str) -> Result<Option<String>, StoreError> {
    tx.first(
        "SELECT hash FROM form_current WHERE form = ?",
        [form],
        |row| row.get(0),
    )
}

fn set_current(tx: &Tx<'_>, form: &str, hash: &str) -> Result<(), StoreError> {
    tx.change_one(
        "INSERT INTO form_current (form, hash, since) VALUES (?, ?, ?)
         ON CONFLICT (form) DO UPDATE SET hash = excluded.hash, since = excluded.since, retired_at = NULL",
        params![form, hash, tx.now()],
    )
}

fn insert(tx: &Tx<'_>, new: &NewVersion) -> Result<(), StoreError> {
    tx.change_one(
        "INSERT INTO form_version (hash, form, version, procedure, manifest, compiled, decision, compiled_hash, published_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new.hash,
            new.form,
            new.version,
            new.procedure,
            new.manifest,
            new.compiled,
            new.decision,
            compiled_hash(&new.compiled, new.decision.as_deref()),
            tx.now()
        ],
    )?;
    new.source.iter().try_for_each(|(name, text)| {
        tx.change_one(
            "INSERT INTO form_file (hash, name, text) VALUES (?, ?, ?)",
            [&new.hash, name, text],
        )
    })
}

pub(super) fn current(tx: &Tx<'_>) -> Result<Vec<Version>, StoreError> {
    let sql = format!(
        "{COLUMNS} JOIN form_current USING (hash) WHERE retired_at IS NULL ORDER BY procedure"
    );
    tx.all(&sql, [], read)?.into_iter().map(checked).collect()
}

pub(super) fn version(tx: &Tx<'_>, hash: &str) -> Result<Option<Version>, StoreError> {
    let sql = format!("{COLUMNS} WHERE hash = ?");
    tx.first(&sql, [hash], read)?.map(checked).transpose()
}

/// A file of a version, as the agency wrote it.
pub(super) fn file(tx: &Tx<'_>, hash: &str, name: &str) -> Result<Option<String>, StoreError> {
    tx.first(
        "SELECT text FROM form_file WHERE hash = ? AND name = ?",
        [hash, name],
        |row| row.get(0),
    )
}

/// Every file of a version.
pub(super) fn files(tx: &Tx<'_>, hash: &str) -> Result<Files, StoreError> {
    let rows = tx.all(
        "SELECT name, text FROM form_file WHERE hash = ?",
        [hash],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// Every form with its versions, by procedure code.
pub(super) fn shelves(tx: &Tx<'_>) -> Result<Vec<Shelf>, StoreError> {
    let mut shelves = tx.all(
        "SELECT c.form, v.procedure, c.hash, c.retired_at FROM form_current c
         JOIN form_version v USING (hash) ORDER BY v.procedure, c.form",
        [],
        |row| {
            Ok(Shelf {
                form: row.get(0)?,
                procedure: row.get(1)?,
                current: row.get(2)?,
                retired_at: row.get(3)?,
                editions: Vec::new(),
            })
        },
    )?;
    for shelf in &mut shelves {
        shelf.editions = tx.all(
            "SELECT hash, version, published_at FROM form_version WHERE form = ? ORDER BY published_at, rowid",
            [&shelf.form],
            |row| {
                Ok(Edition {
                    hash: row.get(0)?,
                    version: row.get(1)?,
                    published_at: row.get(2)?,
                })
            },
        )?;
    }
    Ok(shelves)
}

/// Retires a form, or makes one of its versions the current one again. Nothing
/// of a version is written: it stays what it was, byte by byte.
pub(super) fn turn(
    tx: &Tx<'_>,
    officer: &str,
    form: &str,
    turn: &Turn,
) -> Result<Stepped, StoreError> {
    let Some(author) = proposals::author(tx, officer)? else {
        return Ok(Stepped::Absent);
    };
    let found = tx.first(
        "SELECT c.hash, c.retired_at, v.procedure FROM form_current c JOIN form_version v USING (hash) WHERE c.form = ?",
        [form],
        |row| {
            let (hash, retired): (String, Option<i64>) = (row.get(0)?, row.get(1)?);
            Ok((hash, retired.is_some(), row.get::<_, String>(2)?))
        },
    )?;
    let Some((current, retired, procedure)) = found else {
        return Ok(Stepped::Absent);
    };
    let offering = tx.all(
        "SELECT agency FROM offering WHERE procedure = ?",
        [&procedure],
        |row| row.get::<_, String>(0),
    )?;
    if !offering
        .iter()
        .any(|agency| author.is(&[Role::Author], agency))
    {
        return Ok(Stepped::Absent);
    }
    let kind = match turn {
        Turn::Retire if retired => return Ok(Stepped::Moved),
        Turn::Retire => {
            tx.change_one(
                "UPDATE form_current SET retired_at = ? WHERE form = ?",
                params![tx.now(), form],
            )?;
            EventKind::FormRetired
        }
        Turn::RollBack(hash) => {
            let known = tx.first(
                "SELECT 1 FROM form_version WHERE hash = ? AND form = ?",
                [hash.as_str(), form],
                |_| Ok(()),
            )?;
            if known.is_none() {
                return Ok(Stepped::Absent);
            }
            if *hash == current && !retired {
                return Ok(Stepped::Moved);
            }
            set_current(tx, form, hash)?;
            EventKind::FormRolledBack
        }
    };
    let to = match turn {
        Turn::Retire => None,
        Turn::RollBack(hash) => Some(hash),
    };
    let data = json!({ "form": form, "before": current, "hash": to });
    events::append_alone(tx, kind, &deeds::actor(&author), &data)?;
    Ok(Stepped::Done)
}

/// A version and the hash its compiled forms had.
fn read(row: &Row<'_>) -> rusqlite::Result<(Version, [u8; 32])> {
    let version = Version {
        hash: row.get(0)?,
        form: row.get(1)?,
        version: row.get(2)?,
        procedure: row.get(3)?,
        manifest: row.get(4)?,
        compiled: row.get(5)?,
        decision: row.get(6)?,
        published_at: row.get(7)?,
    };
    Ok((version, row.get(8)?))
}

/// What was published must read back to the letter, or it was altered beneath us.
fn checked((version, compiled): (Version, [u8; 32])) -> Result<Version, StoreError> {
    let manifest = hex::encode(id::sha256(version.manifest.as_bytes()));
    if manifest == version.hash
        && compiled == compiled_hash(&version.compiled, version.decision.as_deref())
    {
        Ok(version)
    } else {
        Err(StoreError::Damaged("published version"))
    }
}

fn compiled_hash(compiled: &str, decision: Option<&str>) -> [u8; 32] {
    id::sha256(format!("{compiled}\0{}", decision.unwrap_or_default()).as_bytes())
}
