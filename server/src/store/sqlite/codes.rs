//! One-time codes: asked for, typed, and what a right one opens.
//!
//! Whoever looks for a lost secret must not learn whether a reference and a
//! contact belong together. So what fits nothing makes a row too, a decoy: it
//! is counted, tried and ended like a code, by the same statements. What takes
//! time in either is the one commit that both wait for.

use super::tx::Tx;
use super::{Tools, dossiers, events, jobs, rows, submit};
use crate::dossier::state::DossierState;
use crate::id::{self, Reference, Secret};
use crate::store::code::{HOURLY, PROVED, VALID, WINDOW, WRONG};
use crate::store::{
    Asked, Code, Contact, EventKind, Gate, Purpose, Reader, Redeemed, StoreError, Typed,
};
use rusqlite::params;
use serde_json::json;

const RESULT: &str = "result";
const SECRET: &str = "secret";

/// A code that is not anybody's yet, with the id of its row; hashed on the
/// caller's thread, whatever it is for.
pub(super) struct Fresh {
    id: String,
    code: Code,
    hash: Vec<u8>,
}

impl Fresh {
    pub(super) fn new(tools: &Tools) -> Self {
        let (id, code) = (id::row_id(), Code::new());
        let hash = tools.sealer.code_hash(&id, code.expose());
        Self { id, code, hash }
    }
}

/// What asking and typing need to know of a dossier.
struct Known {
    id: i64,
    agency: String,
    lang: String,
    state: DossierState,
    contact: Option<Contact>,
}

fn known(tx: &Tx<'_>, id: i64) -> Result<Known, StoreError> {
    let row = tx.first(
        "SELECT agency, lang, state, contact FROM dossier WHERE id = ?",
        [id],
        |row| {
            let sealed: Option<Vec<u8>> = row.get(3)?;
            let agency: String = row.get(0)?;
            Ok((agency, row.get(1)?, rows::dossier_state(row)?, sealed))
        },
    )?;
    let (agency, lang, state, sealed) = row.ok_or(StoreError::Damaged("dossier"))?;
    let open = |sealed: Vec<u8>| {
        let json = tx
            .sealer()
            .open(&agency, &jobs::contact_record(id), &sealed)?;
        serde_json::from_slice(&json).map_err(|_| StoreError::Damaged("contact"))
    };
    Ok(Known {
        id,
        contact: sealed.map(open).transpose()?,
        agency,
        lang,
        state,
    })
}

/// The dossier, if this principal may read it.
fn readable(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
) -> Result<Option<Known>, StoreError> {
    let Some(id) = dossiers::number(tx, reference)? else {
        return Ok(None);
    };
    if !dossiers::may_read(tx, id, &Reader::Principal(principal.to_owned()))? {
        return Ok(None);
    }
    known(tx, id).map(Some)
}

pub(super) fn ask(
    tx: &Tx<'_>,
    purpose: &Purpose,
    principal: &str,
    fresh: &Fresh,
) -> Result<Asked, StoreError> {
    match purpose {
        Purpose::Result(reference) => ask_result(tx, *reference, principal, fresh),
        Purpose::Secret(reference, contact) => {
            ask_secret(tx, *reference, contact, principal, fresh)
        }
    }
}

fn ask_result(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
    fresh: &Fresh,
) -> Result<Asked, StoreError> {
    let Some(known) = readable(tx, reference, principal)? else {
        return Ok(Asked::Absent);
    };
    let Some(contact) = &known.contact else {
        return Ok(Asked::NoContact);
    };
    if !known.state.has_result() {
        return Ok(Asked::NotReady);
    }
    let pool = pool(tx, Some(reference), contact);
    if let Some(next) = next_free(tx, &pool)? {
        return Ok(Asked::TooMany(next));
    }
    tx.execute(
        "UPDATE code SET ended_at = ? WHERE principal = ? AND purpose = ? AND dossier = ? AND ended_at IS NULL",
        params![tx.now(), principal, RESULT, known.id],
    )?;
    insert(tx, fresh, (RESULT, principal), Some(known.id), &pool)?;
    send(tx, &known, fresh, (RESULT, principal))?;
    Ok(Asked::OnItsWay)
}

/// The same answer whatever fits, and the same row. A principal has one such
/// code: a second question ends the first, be it for another dossier.
fn ask_secret(
    tx: &Tx<'_>,
    reference: Option<Reference>,
    typed: &Contact,
    principal: &str,
    fresh: &Fresh,
) -> Result<Asked, StoreError> {
    let pool = pool(tx, reference, typed);
    let number = match reference {
        Some(reference) => dossiers::number(tx, reference)?,
        None => None,
    };
    let known = number.map(|id| known(tx, id)).transpose()?;
    let fits = |known: &Known| {
        let contact = known.contact.as_ref();
        contact.is_some_and(|contact| contact.is_same(typed))
    };
    let known = known.filter(fits);
    if next_free(tx, &pool)?.is_some() {
        return Ok(Asked::OnItsWay);
    }
    tx.execute(
        "UPDATE code SET ended_at = ? WHERE principal = ? AND purpose = ? AND ended_at IS NULL",
        params![tx.now(), principal, SECRET],
    )?;
    let dossier = known.as_ref().map(|known| known.id);
    insert(tx, fresh, (SECRET, principal), dossier, &pool)?;
    if let Some(known) = known {
        send(tx, &known, fresh, (SECRET, principal))?;
    }
    Ok(Asked::OnItsWay)
}

/// What is counted: one reference with one contact, whether or not they fit.
fn pool(tx: &Tx<'_>, reference: Option<Reference>, contact: &Contact) -> [u8; 16] {
    let reference = reference.map_or_else(String::new, |reference| reference.to_string());
    tx.sealer()
        .word_hash(&format!("code|{reference}|{}", contact.normal()))
}

/// When the next code may be asked for; `None`: now.
fn next_free(tx: &Tx<'_>, pool: &[u8; 16]) -> Result<Option<i64>, StoreError> {
    let now = tx.now();
    let oldest = tx.first(
        "SELECT made_at FROM code WHERE pool = ? AND made_at > ? ORDER BY made_at DESC LIMIT 1 OFFSET ?",
        params![pool, now - WINDOW, HOURLY - 1],
        |row| row.get::<_, i64>(0),
    )?;
    Ok(oldest.map(|made| made + WINDOW))
}

fn insert(
    tx: &Tx<'_>,
    fresh: &Fresh,
    (purpose, principal): (&str, &str),
    dossier: Option<i64>,
    pool: &[u8; 16],
) -> Result<(), StoreError> {
    tx.change_one(
        "INSERT INTO code (id, purpose, principal, dossier, pool, hash, wrong, made_at)
         VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
        params![
            fresh.id,
            purpose,
            principal,
            dossier,
            pool,
            fresh.hash,
            tx.now()
        ],
    )
}

fn send(
    tx: &Tx<'_>,
    known: &Known,
    fresh: &Fresh,
    (purpose, principal): (&str, &str),
) -> Result<(), StoreError> {
    events::append(
        tx,
        known.id,
        EventKind::CodeSent,
        principal,
        &json!({ "purpose": purpose }),
    )?;
    jobs::code(
        tx,
        (known.id, &known.lang),
        &known.agency,
        &fresh.code,
        tx.now() + VALID,
    )
}

pub(super) fn redeem(
    tx: &Tx<'_>,
    typed: &Typed,
    principal: &str,
    secret: &Secret,
) -> Result<Redeemed, StoreError> {
    match typed {
        Typed::Result(reference, code) => {
            let Some(known) = readable(tx, *reference, principal)? else {
                return Ok(Redeemed::Absent);
            };
            let live = live(tx, (RESULT, principal), Some(known.id))?;
            match take(tx, live, code)? {
                Taken::No(answer) => Ok(answer),
                Taken::Right(_) => prove(tx, known.id, principal),
            }
        }
        Typed::Secret(code) => {
            let live = live(tx, (SECRET, principal), None)?;
            match take(tx, live, code)? {
                Taken::No(answer) => Ok(answer),
                Taken::Right(dossier) => renew(tx, dossier, principal, secret),
            }
        }
    }
}

/// A code that may still be typed.
struct Live {
    id: String,
    dossier: Option<i64>,
    hash: Vec<u8>,
    wrong: u32,
}

/// This principal's code for the purpose, and for the dossier where one is named.
fn live(
    tx: &Tx<'_>,
    (purpose, principal): (&str, &str),
    dossier: Option<i64>,
) -> Result<Option<Live>, StoreError> {
    tx.first(
        "SELECT id, dossier, hash, wrong FROM code
         WHERE principal = ?1 AND purpose = ?2 AND ended_at IS NULL AND made_at > ?3
            AND (?4 IS NULL OR dossier = ?4)
         ORDER BY made_at DESC LIMIT 1",
        params![principal, purpose, tx.now() - VALID, dossier],
        |row| {
            Ok(Live {
                id: row.get(0)?,
                dossier: row.get(1)?,
                hash: row.get(2)?,
                wrong: row.get(3)?,
            })
        },
    )
}

/// What a typed code was.
enum Taken {
    /// Right, and ended by it; its dossier.
    Right(i64),
    /// Not.
    No(Redeemed),
}

/// Compares. A decoy's code was sent to nobody, and is never right.
fn take(tx: &Tx<'_>, live: Option<Live>, code: &Code) -> Result<Taken, StoreError> {
    let Some(live) = live else {
        return Ok(Taken::No(Redeemed::Over));
    };
    let same = tx
        .sealer()
        .code_matches(&live.id, code.expose(), &live.hash);
    if let (true, Some(dossier)) = (same, live.dossier) {
        tx.change_one(
            "UPDATE code SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
            params![tx.now(), live.id],
        )?;
        return Ok(Taken::Right(dossier));
    }
    let wrong = live.wrong + 1;
    tx.change_one(
        "UPDATE code SET wrong = ?1, ended_at = iif(?1 < ?2, NULL, ?3) WHERE id = ?4 AND ended_at IS NULL",
        params![wrong, WRONG, tx.now(), live.id],
    )?;
    Ok(Taken::No(match WRONG.saturating_sub(wrong) {
        0 => Redeemed::Over,
        left => Redeemed::Wrong(left),
    }))
}

fn prove(tx: &Tx<'_>, dossier: i64, principal: &str) -> Result<Redeemed, StoreError> {
    let until = tx.now() + PROVED;
    tx.change_one(
        "INSERT INTO proof (principal, dossier, until) VALUES (?, ?, ?)
         ON CONFLICT (principal, dossier) DO UPDATE SET until = excluded.until",
        params![principal, dossier, until],
    )?;
    Ok(Redeemed::Proved(until))
}

/// Gives the dossier a new secret and lets the principal read it. Whoever read
/// it before still does; the receipt no longer shows the secret that was.
fn renew(
    tx: &Tx<'_>,
    dossier: i64,
    principal: &str,
    secret: &Secret,
) -> Result<Redeemed, StoreError> {
    let hash = tx
        .sealer()
        .secret_hash(&submit::secret_record(dossier), secret);
    tx.change_one(
        "UPDATE dossier SET secret_hash = ?, secret_sealed = NULL WHERE id = ?",
        params![hash, dossier],
    )?;
    tx.execute(
        "INSERT INTO access (principal, dossier, at) VALUES (?, ?, ?) ON CONFLICT (principal, dossier) DO NOTHING",
        params![principal, dossier, tx.now()],
    )?;
    events::append(tx, dossier, EventKind::SecretRenewed, principal, &json!({}))?;
    let reference = tx.first(
        "SELECT reference FROM dossier WHERE id = ?",
        [dossier],
        rows::reference,
    )?;
    let reference = reference.ok_or(StoreError::Damaged("dossier"))?;
    Ok(Redeemed::Renewed(reference, secret.clone()))
}

pub(super) fn gate(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
) -> Result<Option<Gate>, StoreError> {
    let Some(known) = readable(tx, reference, principal)? else {
        return Ok(None);
    };
    Ok(Some(Gate {
        state: known.state,
        contact: known.contact.as_ref().map(Contact::masked),
        waiting: live(tx, (RESULT, principal), Some(known.id))?.is_some(),
        proved: proof(tx, known.id, principal)?,
    }))
}

pub(super) fn proved(
    tx: &Tx<'_>,
    reference: Reference,
    principal: &str,
) -> Result<bool, StoreError> {
    let Some(known) = readable(tx, reference, principal)? else {
        return Ok(false);
    };
    Ok(proof(tx, known.id, principal)?.is_some())
}

fn proof(tx: &Tx<'_>, dossier: i64, principal: &str) -> Result<Option<i64>, StoreError> {
    tx.first(
        "SELECT until FROM proof WHERE principal = ? AND dossier = ? AND until > ?",
        params![principal, dossier, tx.now()],
        |row| row.get(0),
    )
}

/// Deletes codes that count for no hour any more and proofs that are over; how many.
pub(super) fn sweep(tx: &Tx<'_>) -> Result<usize, StoreError> {
    let now = tx.now();
    let codes = tx.execute(
        "DELETE FROM code WHERE id IN (SELECT id FROM code WHERE made_at <= ? LIMIT 200)",
        [now - WINDOW],
    )?;
    let proofs = tx.execute(
        "DELETE FROM proof WHERE (principal, dossier) IN
            (SELECT principal, dossier FROM proof WHERE until <= ? LIMIT 200)",
        [now],
    )?;
    Ok(codes + proofs)
}
