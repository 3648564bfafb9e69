//! Officers and their sessions.

use super::tx::Tx;
use crate::config::Hidden;
use crate::id;
use crate::store::StoreError;
use crate::store::officer::{
    Credentials, MadeOfficer, NewOfficer, NewSession, Officer, Role, SESSION_IDLE, SESSION_LONGEST,
    role_of, role_word,
};
use rusqlite::params;
use zeroize::Zeroizing;

/// Under which "agency" what belongs to an officer is sealed: an officer may
/// work at several.
const OFFICERS: &str = "officers";

fn totp_record(officer: &str) -> String {
    format!("totp:{officer}")
}

pub(super) fn add(tx: &Tx<'_>, new: &NewOfficer) -> Result<MadeOfficer, StoreError> {
    for (agency, _) in &new.posts {
        let known = tx.first("SELECT 1 FROM agency WHERE code = ?", [agency], |_| Ok(()))?;
        if known.is_none() {
            return Ok(MadeOfficer::NoAgency(agency.clone()));
        }
    }
    let id = id::row_id();
    let totp = new
        .totp
        .as_ref()
        .map(|secret| tx.sealer().seal(OFFICERS, &totp_record(&id), secret));
    let made = tx.execute(
        "INSERT INTO officer (id, login, name, password, totp, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (login) DO NOTHING",
        params![id, new.login, new.name, new.password.expose(), totp, tx.now()],
    )?;
    if made == 0 {
        return Ok(MadeOfficer::Taken);
    }
    for (agency, role) in &new.posts {
        tx.execute(
            "INSERT INTO officer_role (officer, agency, role) VALUES (?, ?, ?)
             ON CONFLICT (officer, agency, role) DO NOTHING",
            params![id, agency, role_word(*role)],
        )?;
    }
    Ok(MadeOfficer::Made)
}

/// The service account of an API client, made when it is first needed. Its
/// login is none that can be typed, its password none that can match.
pub(super) fn service(tx: &Tx<'_>, principal: &str) -> Result<Option<Officer>, StoreError> {
    let client = tx.first(
        "SELECT agency, name FROM api_client WHERE principal = ?",
        [principal],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    let Some((agency, name)) = client else {
        return Ok(None);
    };
    let login = format!("api:{agency}:{name}");
    let known = tx.first("SELECT id FROM officer WHERE login = ?", [&login], |row| {
        row.get::<_, String>(0)
    })?;
    if let Some(id) = known {
        return officer_of(tx, &id);
    }
    let new = NewOfficer {
        login: login.clone(),
        name: format!("Hệ thống {name}"),
        password: Hidden::new("!"),
        totp: None,
        posts: vec![(agency.clone(), Role::Receive), (agency, Role::Decide)],
    };
    add(tx, &new)?;
    let made = tx.first("SELECT id FROM officer WHERE login = ?", [&login], |row| {
        row.get::<_, String>(0)
    })?;
    made.map_or(Ok(None), |id| officer_of(tx, &id))
}

/// Closes an account and ends its sessions.
pub(super) fn close(tx: &Tx<'_>, login: &str) -> Result<bool, StoreError> {
    let closed = tx.first(
        "UPDATE officer SET closed_at = ? WHERE login = ? AND closed_at IS NULL RETURNING id",
        params![tx.now(), login],
        |row| row.get::<_, String>(0),
    )?;
    let Some(officer) = closed else {
        return Ok(false);
    };
    tx.execute("DELETE FROM officer_session WHERE officer = ?", [officer])?;
    Ok(true)
}

pub(super) fn credentials(tx: &Tx<'_>, login: &str) -> Result<Option<Credentials>, StoreError> {
    let row = tx.first(
        "SELECT id, password, totp FROM officer WHERE login = ? AND closed_at IS NULL",
        [login],
        |row| {
            let id: String = row.get(0)?;
            let password: String = row.get(1)?;
            Ok((id, password, row.get::<_, Option<Vec<u8>>>(2)?))
        },
    )?;
    let Some((officer, password, sealed)) = row else {
        return Ok(None);
    };
    let totp = sealed
        .map(|sealed| tx.sealer().open(OFFICERS, &totp_record(&officer), &sealed))
        .transpose()?
        .map(Zeroizing::new);
    Ok(Some(Credentials {
        officer,
        password: Hidden::new(password),
        totp,
    }))
}

/// `false`: the account was closed meanwhile, or the one-time code was used before.
pub(super) fn open_session(tx: &Tx<'_>, new: &NewSession) -> Result<bool, StoreError> {
    let changed = match new.step {
        Some(step) => tx.execute(
            "UPDATE officer SET totp_step = ?1 WHERE id = ?2 AND closed_at IS NULL AND totp_step < ?1",
            params![step, new.officer],
        )?,
        None => {
            let open = tx.first(
                "SELECT 1 FROM officer WHERE id = ? AND closed_at IS NULL AND totp IS NULL",
                [&new.officer],
                |_| Ok(()),
            )?;
            usize::from(open.is_some())
        }
    };
    if changed == 0 {
        return Ok(false);
    }
    if let Some(before) = &new.before {
        end_session(tx, before)?;
    }
    tx.change_one(
        "INSERT INTO officer_session (token_hash, officer, created_at, seen_at) VALUES (?1, ?2, ?3, ?3)",
        params![new.token, new.officer, tx.now()],
    )?;
    Ok(true)
}

/// The officer of a session that is not over, and when it was last seen.
pub(super) fn session(tx: &Tx<'_>, token: &[u8; 32]) -> Result<Option<(Officer, i64)>, StoreError> {
    let now = tx.now();
    let row = tx.first(
        "SELECT officer, seen_at FROM officer_session WHERE token_hash = ? AND seen_at > ? AND created_at > ?",
        params![token, now - SESSION_IDLE, now - SESSION_LONGEST],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
    )?;
    let Some((officer, seen)) = row else {
        return Ok(None);
    };
    Ok(officer_of(tx, &officer)?.map(|officer| (officer, seen)))
}

pub(super) fn see_session(tx: &Tx<'_>, token: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE officer_session SET seen_at = max(seen_at, ?) WHERE token_hash = ?",
        params![tx.now(), token],
    )
    .map(drop)
}

pub(super) fn end_session(tx: &Tx<'_>, token: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM officer_session WHERE token_hash = ?", [token])
        .map(drop)
}

/// Sessions that are over; how many went.
pub(super) fn sweep(tx: &Tx<'_>) -> Result<usize, StoreError> {
    tx.execute(
        "DELETE FROM officer_session WHERE seen_at <= ? OR created_at <= ?",
        params![tx.now() - SESSION_IDLE, tx.now() - SESSION_LONGEST],
    )
}

/// The officer with this id, if the account is open.
pub(super) fn officer_of(tx: &Tx<'_>, id: &str) -> Result<Option<Officer>, StoreError> {
    let name = tx.first(
        "SELECT name FROM officer WHERE id = ? AND closed_at IS NULL",
        [id],
        |row| row.get(0),
    )?;
    let Some(name) = name else {
        return Ok(None);
    };
    let mut posts: Vec<(String, Role)> = tx.all(
        "SELECT agency, role FROM officer_role WHERE officer = ?",
        [id],
        |row| Ok((row.get(0)?, super::rows::word(row, "role", role_of)?)),
    )?;
    posts.sort();
    Ok(Some(Officer {
        id: id.to_owned(),
        name,
        posts,
    }))
}
