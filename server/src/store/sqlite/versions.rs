//! Published versions.

use super::tx::Tx;
use crate::id;
use crate::store::{NewVersion, Publication, StoreError, Version};
use rusqlite::{Row, params};

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
    let publication = match published {
        Some(published) if published != new.hash => return Ok(Publication::Clash { published }),
        Some(_) => Publication::Known,
        None => {
            insert(tx, new)?;
            Publication::New
        }
    };
    tx.execute(
        "INSERT INTO form_current (form, hash, since) VALUES (?, ?, ?)
         ON CONFLICT (form) DO UPDATE SET hash = excluded.hash, since = excluded.since WHERE hash <> excluded.hash",
        params![new.form, new.hash, tx.now()],
    )?;
    Ok(publication)
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
    let sql = format!("{COLUMNS} JOIN form_current USING (hash) ORDER BY procedure");
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
