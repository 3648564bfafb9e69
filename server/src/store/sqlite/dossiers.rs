//! Reading dossiers, and who may.

use super::tx::Tx;
use super::{deeds, events, files, money, results, rows, submit, supplements};
use crate::dossier::state::DossierState;
use crate::id::{Reference, Secret};
use crate::store::dossier::Document;
use crate::store::{Dossier, EventKind, Listed, Reader, StoreError};
use rusqlite::{Row, params};

/// Whether the reader may read the dossier with this row id. The one place
/// that decides it; anything else asks here.
pub(super) fn may_read(tx: &Tx<'_>, dossier: i64, reader: &Reader) -> Result<bool, StoreError> {
    let found = match reader {
        Reader::Principal(principal) => tx.first(
            "SELECT 1 FROM dossier WHERE id = ?1 AND (owner = ?2
                OR EXISTS (SELECT 1 FROM access WHERE principal = ?2 AND dossier = ?1))",
            params![dossier, principal],
            |_| Ok(()),
        ),
        Reader::Agency { agency, .. } => tx.first(
            "SELECT 1 FROM dossier WHERE id = ?1 AND ?2 IN (agency, deciding)",
            params![dossier, agency],
            |_| Ok(()),
        ),
        // What was never received in law is not an officer's yet.
        Reader::Officer { agencies, .. } => tx
            .first(
                "SELECT agency, deciding FROM dossier WHERE id = ? AND received_at IS NOT NULL",
                [dossier],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
            )
            .map(|found| {
                found
                    .filter(|(agency, deciding)| {
                        agencies.contains(agency) || agencies.contains(deciding)
                    })
                    .map(drop)
            }),
    }?;
    Ok(found.is_some())
}

/// The number of the dossier with this reference. Every key of the ring may
/// have made it, so each one's number is looked at; the row says which is right.
pub(super) fn number(tx: &Tx<'_>, reference: Reference) -> Result<Option<i64>, StoreError> {
    let text = reference.to_string();
    for number in tx.sealer().numbers(reference) {
        let found = tx.first(
            "SELECT 1 FROM dossier WHERE id = ? AND reference = ?",
            params![number, text],
            |_| Ok(()),
        )?;
        if found.is_some() {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// What is sealed in a dossier's row, with what opens it.
struct Sealed {
    secret: Option<Vec<u8>>,
    owner: String,
}

pub(super) fn dossier(
    tx: &Tx<'_>,
    reference: Reference,
    reader: &Reader,
) -> Result<Option<Dossier>, StoreError> {
    let Some(id) = number(tx, reference)? else {
        return Ok(None);
    };
    if !may_read(tx, id, reader)? {
        return Ok(None);
    }
    let row = tx.first(
        "SELECT id, reference, form_hash, procedure, agency, deciding, state, channel, lang, today, submitted_at,
            received_at, secret_sealed, owner, code, due_at, promise FROM dossier WHERE id = ?",
        [id],
        read,
    )?;
    let (mut dossier, sealed) = row.ok_or(StoreError::Damaged("dossier"))?;
    dossier.owned = sealed.owner == reader.principal();
    if dossier.owned {
        dossier.secret = submit::open_secret(
            tx,
            &dossier.agency,
            dossier.id,
            dossier.submitted_at,
            sealed.secret,
        )?;
    }
    dossier.document = document(tx, &dossier)?;
    dossier.obligations = money::obligations(tx, dossier.id)?;
    dossier.files = files::of_dossier(tx, dossier.id)?;
    if dossier.state == DossierState::Refused {
        dossier.refused = deeds::refused(tx, dossier.id, &dossier.agency)?;
    }
    if dossier.code.is_some() {
        dossier.accepted = deeds::accepted(tx, dossier.id)?;
    }
    dossier.supplement = supplements::of(tx, dossier.id, &dossier.agency)?;
    dossier.paper = results::is_drawn(tx, dossier.id)?;
    dossier.timeline = events::timeline(tx, dossier.id)?;
    Ok(Some(dossier))
}

fn read(row: &Row<'_>) -> rusqlite::Result<(Dossier, Sealed)> {
    let dossier = Dossier {
        id: row.get(0)?,
        reference: rows::reference(row)?,
        owned: false,
        secret: None,
        form_hash: row.get(2)?,
        procedure: row.get(3)?,
        agency: row.get(4)?,
        deciding: row.get(5)?,
        state: rows::dossier_state(row)?,
        channel: rows::channel(row)?,
        lang: row.get(8)?,
        today: rows::date(row, "today")?,
        submitted_at: row.get(10)?,
        received_at: row.get(11)?,
        code: row.get(14)?,
        due_at: row.get::<_, Option<i64>>(15)?.filter(|at| *at > 0),
        promise: row.get(16)?,
        accepted: None,
        refused: None,
        supplement: None,
        paper: false,
        document: Document(Vec::new()),
        obligations: Vec::new(),
        files: Vec::new(),
        timeline: Vec::new(),
    };
    Ok((
        dossier,
        Sealed {
            secret: row.get(12)?,
            owner: row.get(13)?,
        },
    ))
}

/// The latest document.
fn document(tx: &Tx<'_>, dossier: &Dossier) -> Result<Document, StoreError> {
    let row = tx.first(
        "SELECT number, document FROM submission WHERE dossier = ? ORDER BY number DESC LIMIT 1",
        [dossier.id],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)),
    )?;
    let (number, sealed) = row.ok_or(StoreError::Damaged("dossier: no document"))?;
    Ok(Document(tx.sealer().open(
        &dossier.agency,
        &submit::document_record(dossier.id, number),
        &sealed,
    )?))
}

pub(super) fn grant(
    tx: &Tx<'_>,
    reference: Reference,
    secret: &Secret,
    principal: &str,
) -> Result<bool, StoreError> {
    let Some(id) = number(tx, reference)? else {
        return Ok(false);
    };
    let kept = tx.first(
        "SELECT secret_hash FROM dossier WHERE id = ?",
        [id],
        |row| row.get::<_, Vec<u8>>(0),
    )?;
    if !kept.is_some_and(|kept| {
        tx.sealer()
            .secret_matches(&submit::secret_record(id), secret, &kept)
    }) {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO access (principal, dossier, at) VALUES (?, ?, ?) ON CONFLICT (principal, dossier) DO NOTHING",
        params![principal, id, tx.now()],
    )?;
    events::append(tx, id, EventKind::Opened, principal, &serde_json::json!({}))?;
    Ok(true)
}

pub(super) fn owned(tx: &Tx<'_>, principal: &str) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM dossier WHERE owner = ?";
    let count = tx.first(sql, [principal], |row| row.get(0))?;
    Ok(count.unwrap_or_default())
}

pub(super) fn list(
    tx: &Tx<'_>,
    agency: &str,
    after: Option<Reference>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let after = match after {
        Some(reference) => number(tx, reference)?,
        None => Some(0),
    };
    let Some(after) = after else {
        return Ok(Vec::new());
    };
    // Two indexes, each already in order; one query with OR would sort the agency's whole history.
    tx.all(
        "SELECT reference, procedure, state, submitted_at, received_at FROM (
            SELECT * FROM (SELECT * FROM dossier WHERE agency = ?1 AND id > ?2 ORDER BY id LIMIT ?3)
            UNION ALL
            SELECT * FROM (SELECT * FROM dossier WHERE deciding = ?1 AND deciding <> agency AND id > ?2
                ORDER BY id LIMIT ?3)
         ) ORDER BY id LIMIT ?3",
        params![agency, after, limit.min(500)],
        |row| {
            Ok(Listed {
                reference: rows::reference(row)?,
                procedure: row.get(1)?,
                state: rows::dossier_state(row)?,
                submitted_at: row.get(3)?,
                received_at: row.get(4)?,
            })
        },
    )
}
