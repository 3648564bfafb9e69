//! Taking a submission: dossier, document, due, event, jobs and message in one
//! transaction, once per principal and key.
//!
//! Sealing and hashing happen in [`Prepared::new`], on the caller's thread: the
//! writer's thread only writes.

use super::tx::Tx;
use super::{Tools, events, files, inbox, jobs, rows};
use crate::dossier::applicant;
use crate::dossier::state::DossierState;
use crate::id::{self, Reference, Secret};
use crate::store::dossier::SECRET_SHOWN;
use crate::store::{EventKind, FeeLine, MessageKind, NewDue, StoreError, Submission, Submitted};
use rusqlite::params;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A submission whose private parts are sealed already.
pub(super) struct Prepared {
    submission: Submission,
    id: i64,
    reference: Reference,
    key: Vec<u8>,
    document: Vec<u8>,
    secret_hash: Vec<u8>,
    secret_sealed: Vec<u8>,
    contact: Option<Vec<u8>>,
    applicant: Option<Vec<u8>>,
    words: Vec<[u8; 16]>,
    amount: i64,
}

impl Prepared {
    pub(super) fn new(
        mut submission: Submission,
        id: i64,
        tools: &Tools,
    ) -> Result<Self, StoreError> {
        let (agency, sealer) = (&submission.agency, &tools.sealer);
        let amount = submission.due.as_ref().map_or(Ok(0), total)?;
        let contact = submission.contact.take().map(|contact| {
            let json = serde_json::to_vec(&contact).expect("strings are always JSON");
            sealer.seal(agency, &jobs::contact_record(id), &json)
        });
        let applicant = submission.applicant.take();
        let words: Vec<_> = applicant::words(applicant.as_deref().unwrap_or_default())
            .iter()
            .map(|word| sealer.word_hash(word))
            .collect();
        Ok(Self {
            applicant: applicant
                .map(|name| sealer.seal(agency, &inbox::applicant_record(id), name.as_bytes())),
            words: inbox::kept_as(&words),
            key: key(&submission.principal, &submission.key),
            document: sealer.seal(
                agency,
                &document_record(id, 1),
                &std::mem::take(&mut submission.document),
            ),
            secret_hash: sealer.secret_hash(&secret_record(id), &submission.secret),
            secret_sealed: sealer.seal(
                agency,
                &secret_record(id),
                submission.secret.expose().as_bytes(),
            ),
            contact,
            amount,
            reference: sealer.reference(id),
            id,
            submission,
        })
    }

    fn state(&self) -> DossierState {
        if self.amount > 0 {
            DossierState::AwaitingPayment
        } else {
            DossierState::Submitted
        }
    }
}

/// The sum of a due's lines. One of 0 is no due at all.
fn total(due: &NewDue) -> Result<i64, StoreError> {
    due.lines
        .iter()
        .try_fold(0_i64, |sum, line| {
            if line.amount < 0 {
                None
            } else {
                sum.checked_add(line.amount)
            }
        })
        .ok_or_else(|| StoreError::Engine("a fee line below 0 or beyond all money".into()))
}

/// Half a SHA-256 (2^64 tries to make two keys of one's own meet), with the
/// first half of a key that is a UUID before it.
fn key(principal: &str, key: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(principal.as_bytes());
    hash.update([0]);
    hash.update(key.as_bytes());
    let mut short = Uuid::try_parse(key).map_or(Vec::new(), |uuid| uuid.as_bytes()[..8].to_vec());
    short.extend_from_slice(&hash.finalize()[..16]);
    short
}

pub(super) fn document_record(dossier: i64, number: i64) -> String {
    format!("submission:{dossier}:{number}")
}

pub(super) fn secret_record(dossier: i64) -> String {
    format!("secret:{dossier}")
}

pub(super) fn submit(tx: &Tx<'_>, new: &Prepared) -> Result<Submitted, StoreError> {
    let (submission, now) = (&new.submission, tx.now());
    let first = tx.execute(
        "INSERT INTO idempotency (key, body_hash, dossier, at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        params![new.key, submission.body_hash, new.id, now],
    )?;
    if first == 0 {
        return replay(tx, &new.key, &submission.body_hash);
    }
    if let Some((draft, revision)) = &submission.draft
        && !draft_is(tx, draft, *revision, &submission.principal)?
    {
        return stale(tx, new);
    }
    insert_dossier(tx, new, now)?;
    for file in &submission.files {
        if !files::move_loose(tx, file, &submission.principal, &submission.agency, new.id)? {
            // Nothing of this may stay, so the unit fails and is undone as a whole.
            return Err(StoreError::Engine(MISSING_FILE.into()));
        }
    }
    if let Some((draft, _)) = &submission.draft {
        files::move_draft(tx, draft, new.id)?;
        tx.change_one("DELETE FROM draft WHERE id = ?", [draft])?;
    }
    insert_document(tx, new, now)?;
    if let Some(due) = submission.due.as_ref().filter(|_| new.amount > 0) {
        insert_due(tx, new.id, "submission", due)?;
    }
    events::append(
        tx,
        new.id,
        EventKind::Submitted,
        &submission.principal,
        &json!({ "state": new.state().name(), "amount": new.amount }),
    )?;
    submission
        .jobs
        .iter()
        .try_for_each(|job| jobs::add(tx, job))?;
    if new.contact.is_some() {
        jobs::message(tx, new.id, MessageKind::Submitted)?;
    }
    Ok(Submitted::Taken {
        reference: new.reference,
        secret: Some(submission.secret.clone()),
        state: new.state(),
        amount_due: new.amount,
        replayed: false,
    })
}

/// How [`submit`] says that a loose file is not there: its work must be undone.
pub(super) const MISSING_FILE: &str = "a file to submit is not there";

fn draft_is(tx: &Tx<'_>, draft: &str, revision: i64, owner: &str) -> Result<bool, StoreError> {
    let found = tx.first(
        "SELECT 1 FROM draft WHERE id = ? AND owner = ? AND revision = ?",
        params![draft, owner, revision],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

fn stale(tx: &Tx<'_>, new: &Prepared) -> Result<Submitted, StoreError> {
    tx.change_one("DELETE FROM idempotency WHERE key = ?", [&new.key])?;
    Ok(Submitted::Stale)
}

/// The answer of then, for a key that came before.
fn replay(tx: &Tx<'_>, key: &[u8], body_hash: &[u8; 32]) -> Result<Submitted, StoreError> {
    let row = tx.first(
        "SELECT reference, state, secret_sealed, agency, submitted_at, d.id, i.body_hash,
            (SELECT coalesce(sum(amount), 0) FROM obligation o WHERE o.dossier = d.id AND o.state = 'due')
         FROM idempotency i JOIN dossier d ON d.id = i.dossier WHERE key = ?",
        [key],
        |row| {
            let sealed: Option<Vec<u8>> = row.get(2)?;
            let place: (String, i64, i64) = (row.get(3)?, row.get(4)?, row.get(5)?);
            let same = row.get::<_, [u8; 32]>(6)? == *body_hash;
            Ok((rows::reference(row)?, rows::dossier_state(row)?, sealed, place, same, row.get(7)?))
        },
    )?;
    let (reference, state, sealed, (agency, at, id), same, amount_due) =
        row.ok_or(StoreError::Damaged("idempotency key"))?;
    if !same {
        return Ok(Submitted::KeyReused);
    }
    let secret = open_secret(tx, &agency, id, at, sealed)?;
    Ok(Submitted::Taken {
        reference,
        secret,
        state,
        amount_due,
        replayed: true,
    })
}

/// The secret as long as the receipt shows it.
pub(super) fn open_secret(
    tx: &Tx<'_>,
    agency: &str,
    dossier: i64,
    submitted_at: i64,
    sealed: Option<Vec<u8>>,
) -> Result<Option<Secret>, StoreError> {
    match sealed {
        Some(sealed) if tx.now() < submitted_at + SECRET_SHOWN => {
            let text = tx.sealer().open(agency, &secret_record(dossier), &sealed)?;
            let secret = String::from_utf8(text)
                .ok()
                .and_then(|text| Secret::parse(&text));
            secret.ok_or(StoreError::Damaged("secret")).map(Some)
        }
        _ => Ok(None),
    }
}

fn insert_dossier(tx: &Tx<'_>, new: &Prepared, now: i64) -> Result<(), StoreError> {
    let submission = &new.submission;
    tx.change_one(
        "INSERT INTO dossier (id, reference, secret_hash, secret_sealed, owner, form_hash, procedure, agency, deciding,
            state, channel, lang, today, contact, submitted_at, received_at, applicant)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new.id,
            new.reference.to_string(),
            new.secret_hash,
            new.secret_sealed,
            submission.principal,
            submission.form_hash,
            submission.procedure,
            submission.agency,
            submission.deciding,
            new.state().name(),
            submission.channel.as_str(),
            submission.lang,
            rows::date_text(submission.today),
            new.contact,
            now,
            (new.amount == 0).then_some(now),
            new.applicant
        ],
    )?;
    new.words.iter().try_for_each(|word| {
        tx.change_one(
            "INSERT INTO dossier_word (word_hash, dossier) VALUES (?, ?)",
            params![word, new.id],
        )
    })
}

fn insert_document(tx: &Tx<'_>, new: &Prepared, now: i64) -> Result<(), StoreError> {
    tx.change_one(
        "INSERT INTO submission (dossier, number, author, reason, form_hash, document, at)
         VALUES (?, 1, ?, 'submitted', ?, ?, ?)",
        params![
            new.id,
            new.submission.principal,
            new.submission.form_hash,
            new.document,
            now
        ],
    )
}

/// A due of a dossier, frozen now.
pub(super) fn insert_due(
    tx: &Tx<'_>,
    dossier: i64,
    collect: &str,
    due: &NewDue,
) -> Result<(), StoreError> {
    let (id, amount) = (id::row_id(), total(due)?);
    tx.change_one(
        "INSERT INTO obligation (id, dossier, collect, state, amount, currency, frozen_at, expires_at)
         VALUES (?, ?, ?, 'due', ?, 'VND', ?, ?)",
        params![id, dossier, collect, amount, tx.now(), due.expires_at],
    )?;
    due.lines
        .iter()
        .try_for_each(|line| insert_line(tx, &id, line))
}

fn insert_line(tx: &Tx<'_>, obligation: &str, line: &FeeLine) -> Result<(), StoreError> {
    let label = serde_json::to_string(&line.label).map_err(|_| StoreError::Damaged("fee label"))?;
    tx.change_one(
        "INSERT INTO fee_line (obligation, rule, label, amount, kind, code) VALUES (?, ?, ?, ?, ?, ?)",
        params![obligation, line.rule, label, line.amount, line.kind, line.code],
    )
}
