//! Drafts: opened, merged and sealed again inside one transaction.

use super::files;
use super::tx::Tx;
use crate::id::{self, Reference};
use crate::store::draft::fields::Fields;
use crate::store::draft::{FROM_CURRENT, MAX_DRAFTS};
use crate::store::{Draft, NewDraft, SaveDraft, Saved, StoreError};
use rusqlite::{Row, params};

const COLUMNS: &str = "SELECT id, owner, agency, form_hash, lang, revision, created_at, saved_at, expires_at, answers, moved,
    (SELECT reference FROM dossier d WHERE d.id = draft.dossier) FROM draft";

/// A draft as it lies in its row.
pub(super) struct Lying {
    pub(super) draft: Draft,
    pub(super) fields: Fields,
}

pub(super) fn create(tx: &Tx<'_>, new: &NewDraft) -> Result<Option<Draft>, StoreError> {
    create_with(tx, new, None, &forms::Answers::new())
}

/// A draft that begins with `answers`, for the supplement of `dossier` when there is one.
pub(super) fn create_with(
    tx: &Tx<'_>,
    new: &NewDraft,
    dossier: Option<i64>,
    answers: &forms::Answers,
) -> Result<Option<Draft>, StoreError> {
    let open = tx.first(
        "SELECT count(*) FROM draft WHERE owner = ?",
        [&new.owner],
        |row| row.get::<_, u32>(0),
    )?;
    if open >= Some(MAX_DRAFTS) {
        return Ok(None);
    }
    let (id, now, mut fields) = (id::random_id(), tx.now(), Fields::default());
    let begun = answers
        .iter()
        .map(|(path, raw)| (path.to_owned(), raw.to_owned()));
    fields.save(FROM_CURRENT, 0, begun.collect(), &[]);
    tx.change_one(
        "INSERT INTO draft (id, owner, agency, form_hash, lang, revision, answers, created_at, saved_at, expires_at, dossier)
         VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)",
        params![
            id,
            new.owner,
            new.agency,
            new.form_hash,
            new.lang,
            seal(tx, &new.agency, &id, &fields),
            now,
            now,
            new.expires_at,
            dossier
        ],
    )?;
    Ok(lying(tx, &id, &new.owner)?.map(|lying| lying.draft))
}

pub(super) fn draft(tx: &Tx<'_>, id: &str, owner: &str) -> Result<Option<Draft>, StoreError> {
    Ok(lying(tx, id, owner)?.map(|lying| lying.draft))
}

pub(super) fn drafts_of(tx: &Tx<'_>, owner: &str) -> Result<Vec<Draft>, StoreError> {
    let sql = format!("{COLUMNS} WHERE owner = ? AND expires_at > ? ORDER BY saved_at DESC");
    let rows = tx.all(&sql, params![owner, tx.now()], |row| {
        Ok((read(row)?, row.get::<_, Vec<u8>>(9)?))
    })?;
    rows.into_iter()
        .map(|(draft, sealed)| Ok(open(tx, draft, &sealed)?.draft))
        .collect()
}

pub(super) fn save(tx: &Tx<'_>, save: &SaveDraft) -> Result<Saved, StoreError> {
    let Some(mut lying) = lying(tx, &save.id, &save.owner)? else {
        return Ok(Saved::Absent);
    };
    let revision = lying.draft.revision + 1;
    let conflicts = lying
        .fields
        .save(save.base, revision, save.changes.clone(), &save.removed);
    if lying.fields.too_large() {
        return Ok(Saved::TooLarge);
    }
    if let Some(form_hash) = &save.form_hash {
        lying.draft.form_hash.clone_from(form_hash);
        lying.draft.moved = true;
    } else if save.base != FROM_CURRENT {
        lying.draft.moved = false;
    }
    lying.draft.expires_at = save.expires_at;
    write(tx, &lying, revision)?;
    Ok(Saved::At {
        revision,
        conflicts,
    })
}

/// Changes one field from what it is now; `false` when that is too much text.
pub(super) fn edit(
    tx: &Tx<'_>,
    mut lying: Lying,
    path: &str,
    change: impl FnOnce(&str) -> String,
) -> Result<bool, StoreError> {
    let revision = lying.draft.revision + 1;
    let text = change(lying.fields.text(path).unwrap_or_default());
    lying
        .fields
        .save(FROM_CURRENT, revision, vec![(path.to_owned(), text)], &[]);
    if lying.fields.too_large() {
        return Ok(false);
    }
    write(tx, &lying, revision).map(|()| true)
}

pub(super) fn discard(
    tx: &Tx<'_>,
    id: &str,
    owner: &str,
) -> Result<Option<Vec<String>>, StoreError> {
    if tx
        .first(
            "SELECT 1 FROM draft WHERE id = ? AND owner = ?",
            [id, owner],
            |_| Ok(()),
        )?
        .is_none()
    {
        return Ok(None);
    }
    let files = files::forget_draft(tx, id)?;
    tx.change_one("DELETE FROM draft WHERE id = ?", [id])?;
    Ok(Some(files))
}

/// The owner's draft. One past its day is gone, whether or not it was swept.
pub(super) fn lying(tx: &Tx<'_>, id: &str, owner: &str) -> Result<Option<Lying>, StoreError> {
    let sql = format!("{COLUMNS} WHERE id = ? AND owner = ? AND expires_at > ?");
    let row = tx.first(&sql, params![id, owner, tx.now()], |row| {
        Ok((read(row)?, row.get::<_, Vec<u8>>(9)?))
    })?;
    row.map(|(draft, sealed)| open(tx, draft, &sealed))
        .transpose()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: row.get(0)?,
        owner: row.get(1)?,
        agency: row.get(2)?,
        form_hash: row.get(3)?,
        lang: row.get(4)?,
        revision: row.get(5)?,
        answers: forms::Answers::new(),
        created_at: row.get(6)?,
        saved_at: row.get(7)?,
        expires_at: row.get(8)?,
        moved: row.get(10)?,
        dossier: row
            .get::<_, Option<String>>(11)?
            .and_then(|text| Reference::parse(&text)),
    })
}

fn open(tx: &Tx<'_>, mut draft: Draft, sealed: &[u8]) -> Result<Lying, StoreError> {
    let json = tx
        .sealer()
        .open(&draft.agency, &record(&draft.id), sealed)?;
    let fields = Fields::from_json(&json).ok_or(StoreError::Damaged("draft"))?;
    draft.answers = fields.answers();
    Ok(Lying { draft, fields })
}

fn write(tx: &Tx<'_>, lying: &Lying, revision: i64) -> Result<(), StoreError> {
    let draft = &lying.draft;
    tx.change_one(
        "UPDATE draft SET form_hash = ?, moved = ?, revision = ?, answers = ?, saved_at = ?, expires_at = ? WHERE id = ?",
        params![
            draft.form_hash,
            draft.moved,
            revision,
            seal(tx, &draft.agency, &draft.id, &lying.fields),
            tx.now(),
            draft.expires_at,
            draft.id
        ],
    )
}

fn seal(tx: &Tx<'_>, agency: &str, id: &str, fields: &Fields) -> Vec<u8> {
    tx.sealer().seal(agency, &record(id), &fields.to_json())
}

fn record(id: &str) -> String {
    format!("draft:{id}")
}

/// The agency of the owner's draft.
pub(super) fn agency(tx: &Tx<'_>, id: &str, owner: &str) -> Result<Option<String>, StoreError> {
    tx.first(
        "SELECT agency FROM draft WHERE id = ? AND owner = ?",
        [id, owner],
        |row| row.get(0),
    )
}
