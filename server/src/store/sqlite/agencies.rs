//! Agencies, offerings, merchant accounts, API clients, principals.

use super::rows;
use super::tx::Tx;
use crate::id;
use crate::store::{
    Agency, ApiClient, MerchantAccount, Offering, Principal, PrincipalKind, Seed, StoreError,
};
use rusqlite::{Row, params};
use zeroize::Zeroizing;

pub(super) fn seed(tx: &Tx<'_>, seed: &Seed) -> Result<(), StoreError> {
    for agency in &seed.agencies {
        tx.execute(
            "INSERT INTO agency (code, name, name_en, level, unit) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,
                level = excluded.level, unit = excluded.unit",
            params![
                agency.code,
                agency.name,
                agency.name_en,
                agency.level,
                agency.unit
            ],
        )?;
    }
    for offering in &seed.offerings {
        tx.execute(
            "INSERT INTO offering (procedure, agency, settings) VALUES (?, ?, ?)
             ON CONFLICT (procedure, agency) DO UPDATE SET settings = excluded.settings",
            params![offering.procedure, offering.agency, offering.settings],
        )?;
    }
    seed.merchants
        .iter()
        .try_for_each(|account| seed_merchant(tx, account))?;
    seed.clients
        .iter()
        .try_for_each(|(agency, name, token)| seed_client(tx, agency, name, token))
}

/// A known account keeps its agency: moving one would move other people's money.
fn seed_merchant(tx: &Tx<'_>, account: &MerchantAccount) -> Result<(), StoreError> {
    let secret = tx.sealer().seal(
        &account.agency,
        &merchant_record(account),
        account.secret.as_bytes(),
    );
    let changed = tx.execute(
        "INSERT INTO merchant_account (gateway, merchant, agency, secret, collects_for_all) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (gateway, merchant) DO UPDATE SET secret = excluded.secret,
            collects_for_all = excluded.collects_for_all WHERE agency = excluded.agency",
        params![account.gateway, account.merchant, account.agency, secret, account.collects_for_all],
    )?;
    if changed == 0 {
        return Err(StoreError::Engine(
            "a merchant account is another agency's".into(),
        ));
    }
    Ok(())
}

fn merchant_record(account: &MerchantAccount) -> String {
    format!("merchant:{}:{}", account.gateway, account.merchant)
}

fn seed_client(tx: &Tx<'_>, agency: &str, name: &str, token: &[u8; 32]) -> Result<(), StoreError> {
    let known = tx.first(
        "SELECT principal FROM api_client WHERE agency = ? AND name = ?",
        [agency, name],
        |row| row.get::<_, String>(0),
    )?;
    match known {
        Some(principal) => tx.change_one(
            "UPDATE principal SET token_hash = ? WHERE id = ?",
            params![token, principal],
        ),
        None => {
            let principal = create_principal(tx, PrincipalKind::ApiClient, token)?;
            tx.change_one(
                "INSERT INTO api_client (agency, name, principal) VALUES (?, ?, ?)",
                [agency, name, &principal.id],
            )
        }
    }
}

pub(super) fn agencies(tx: &Tx<'_>) -> Result<Vec<Agency>, StoreError> {
    tx.all(
        "SELECT code, name, name_en, level, unit FROM agency ORDER BY code",
        [],
        |row| {
            Ok(Agency {
                code: row.get(0)?,
                name: row.get(1)?,
                name_en: row.get(2)?,
                level: row.get(3)?,
                unit: row.get(4)?,
            })
        },
    )
}

pub(super) fn offerings(tx: &Tx<'_>) -> Result<Vec<Offering>, StoreError> {
    tx.all(
        "SELECT procedure, agency, settings FROM offering ORDER BY procedure, agency",
        [],
        |row| {
            Ok(Offering {
                procedure: row.get(0)?,
                agency: row.get(1)?,
                settings: row.get(2)?,
            })
        },
    )
}

pub(super) fn merchants(tx: &Tx<'_>) -> Result<Vec<MerchantAccount>, StoreError> {
    let accounts = tx.all(
        "SELECT agency, gateway, merchant, collects_for_all, secret FROM merchant_account ORDER BY gateway, merchant",
        [],
        |row| Ok((merchant(row)?, row.get::<_, Vec<u8>>(4)?)),
    )?;
    accounts
        .into_iter()
        .map(|(account, sealed)| open_merchant(tx, account, &sealed))
        .collect()
}

fn merchant(row: &Row<'_>) -> rusqlite::Result<MerchantAccount> {
    Ok(MerchantAccount {
        agency: row.get(0)?,
        gateway: row.get(1)?,
        merchant: row.get(2)?,
        collects_for_all: row.get(3)?,
        secret: Zeroizing::new(String::new()),
    })
}

fn open_merchant(
    tx: &Tx<'_>,
    mut account: MerchantAccount,
    sealed: &[u8],
) -> Result<MerchantAccount, StoreError> {
    let secret = tx
        .sealer()
        .open(&account.agency, &merchant_record(&account), sealed)?;
    account.secret = Zeroizing::new(
        String::from_utf8(secret).map_err(|_| StoreError::Damaged("merchant secret"))?,
    );
    Ok(account)
}

pub(super) fn api_client(tx: &Tx<'_>, token: &[u8; 32]) -> Result<Option<ApiClient>, StoreError> {
    tx.first(
        "SELECT principal, agency, name FROM api_client
         WHERE principal = (SELECT id FROM principal WHERE token_hash = ?)",
        [token],
        |row| {
            Ok(ApiClient {
                principal: row.get(0)?,
                agency: row.get(1)?,
                name: row.get(2)?,
            })
        },
    )
}

pub(super) fn principal(tx: &Tx<'_>, token: &[u8; 32]) -> Result<Option<Principal>, StoreError> {
    tx.first(
        "SELECT id, kind FROM principal WHERE token_hash = ?",
        [token],
        |row| {
            Ok(Principal {
                id: row.get(0)?,
                kind: rows::principal_kind(row)?,
            })
        },
    )
}

pub(super) fn create_principal(
    tx: &Tx<'_>,
    kind: PrincipalKind,
    token: &[u8; 32],
) -> Result<Principal, StoreError> {
    let id = id::row_id();
    tx.change_one(
        "INSERT INTO principal (id, kind, token_hash, created_at) VALUES (?, ?, ?, ?)",
        params![id, kind.as_str(), token, tx.now()],
    )?;
    Ok(Principal { id, kind })
}
