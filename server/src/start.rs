//! From a configuration to a running server: store, datasets, catalogue,
//! gateways, router. What `main` and the tests both do.

use crate::App;
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::config::Config;
use crate::datasets::Units;
use crate::delivery::Couriers;
use crate::dossier::calendar::Calendar;
use crate::gateways::Gateways;
use crate::id;
use crate::limits::Limits;
use crate::office::accounts;
use crate::payment::vnpay;
use crate::store::{MerchantAccount, Store};
use crate::web::assets::Files;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::Notify;

/// Puts everything together over an opened store.
///
/// # Errors
/// One clear sentence about what cannot start.
pub async fn app(config: Config, clock: Clock, store: Arc<dyn Store>) -> Result<Arc<App>, String> {
    let units = Arc::new(Units::load(&config.catalogue.join("datasets"))?);
    let calendar = calendar(&config.catalogue.join("calendar.json"))?;
    let catalogue = Catalogue::open(&config.catalogue, &units, store.as_ref()).await?;
    for fault in &catalogue.faults {
        tracing::error!(%fault, "a definition is not published");
    }
    let lists = Lists {
        units,
        calendar,
        catalogue,
    };
    over(config, clock, store, lists).await
}

/// What is read before anything starts.
pub(crate) struct Lists {
    /// Lists kept outside the forms.
    pub units: Arc<Units>,
    /// On which days offices work.
    pub calendar: Calendar,
    /// Forms and agencies.
    pub catalogue: Catalogue,
}

/// The same over lists that were read already.
///
/// # Errors
/// One clear sentence about what cannot start.
pub(crate) async fn over(
    config: Config,
    clock: Clock,
    store: Arc<dyn Store>,
    lists: Lists,
) -> Result<Arc<App>, String> {
    let Lists {
        units,
        calendar,
        catalogue,
    } = lists;
    let error = |e: crate::store::StoreError| e.to_string();
    let mut seed = catalogue.seed();
    if let Some(first) = catalogue.desks.first() {
        seed.merchants = accounts(&config, &first.code);
        let kept = store.merchants().await.map_err(error)?;
        for account in &mut seed.merchants {
            keep_agency(account, &kept);
        }
        if let Some(token) = &config.api_token {
            let token = id::token_hash(token.expose());
            let kept = store.api_client(token).await.map_err(error)?;
            let (agency, name) = kept.map_or_else(
                || (first.code.clone(), "default".to_owned()),
                |client| (client.agency, client.name),
            );
            seed.clients.push((agency, name, token));
        }
    }
    store.seed(seed).await.map_err(error)?;
    if let Some(password) = &config.demo_officers {
        let made = accounts::demonstrate(store.as_ref(), password).await;
        made.map_err(error)?;
    }
    let gateways = Gateways::new(&config, &store.merchants().await.map_err(error)?)?;
    let files = Files::load(&config.assets, &config.public)?;
    if files.names.css.is_empty() {
        tracing::warn!("no client was built: pages come without style and islands");
    }
    Ok(Arc::new(App {
        couriers: Couriers::new(&config)?,
        form_action: gateways.form_action(),
        limits: Limits::new(&config, clock.clone()),
        draining: AtomicBool::new(false),
        wake: Notify::new(),
        config,
        clock,
        store,
        catalogue,
        calendar,
        units,
        gateways,
        files,
    }))
}

/// The days on which offices work; without them nothing can be promised.
fn calendar(file: &Path) -> Result<Calendar, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    Calendar::parse(&text).map_err(|e| format!("{}: {e}", file.display()))
}

/// The accounts that the configuration gives: the default agency's, which
/// collect for every agency without one of its own.
fn accounts(config: &Config, agency: &str) -> Vec<MerchantAccount> {
    let mut accounts = Vec::new();
    if config.sandbox {
        accounts.push(Gateways::sandbox_account(agency));
    }
    if let Some(account) = &config.vnpay {
        accounts.push(MerchantAccount {
            agency: agency.to_owned(),
            gateway: vnpay::NAME.to_owned(),
            merchant: account.tmn_code.clone(),
            secret: zeroize::Zeroizing::new(account.secret.expose().to_owned()),
            collects_for_all: true,
        });
    }
    accounts
}

/// The catalogue's order decides for a new store alone: an account that is
/// known keeps its agency, or its money would be counted as another's.
fn keep_agency(account: &mut MerchantAccount, kept: &[MerchantAccount]) {
    let same = |known: &&MerchantAccount| {
        (&known.gateway, &known.merchant) == (&account.gateway, &account.merchant)
    };
    if let Some(known) = kept.iter().find(same) {
        account.agency.clone_from(&known.agency);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_that_is_not_there_or_faulty_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("calendar.json");
        let says = || calendar(&file).unwrap_err();
        assert!(says().contains("calendar.json") && !says().contains('\n'));
        let faulty = r#"{"from":"2026-01-01","to":"2026-12-31","closed":[{"days":["2026-11-22"]}],"open":[]}"#;
        std::fs::write(&file, faulty).unwrap();
        assert!(says().contains("calendar.json") && says().contains("2026-11-22"));
        std::fs::write(&file, faulty.replace("22", "24")).unwrap();
        assert!(calendar(&file).is_ok());
    }
}
