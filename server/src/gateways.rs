//! The gateways that are configured, by name, and the merchant account each
//! agency is paid on.

use crate::config::Config;
use crate::payment::gateway::Gateway;
use crate::payment::sandbox::{self, Chosen, Sandbox};
use crate::payment::signature::Secret;
use crate::payment::vnpay::{self, Merchant, Vnpay};
use crate::store::MerchantAccount;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Choices the sandbox remembers.
const REMEMBERED: usize = 10_000;

/// Every enabled gateway.
#[derive(Default)]
pub struct Gateways {
    list: Vec<Arc<dyn Gateway>>,
    /// The sandbox, where it is enabled.
    pub sandbox: Option<Arc<Sandbox>>,
    /// Merchant code by agency and gateway.
    merchants: HashMap<(String, String), String>,
    /// Merchant code, by gateway, that collects for agencies without their own.
    shared: HashMap<String, String>,
    /// What was chosen on the sandbox's page. In memory: after a restart its
    /// status answer is "not found", as at a gateway that lost a test order.
    chosen: Mutex<HashMap<String, Chosen>>,
}

impl Gateways {
    /// The gateways of a configuration and of the agencies' own accounts.
    ///
    /// # Errors
    /// One sentence about what cannot work.
    pub fn new(config: &Config, accounts: &[MerchantAccount]) -> Result<Self, String> {
        let mut gateways = Self::default();
        for account in accounts {
            let key = (account.agency.clone(), account.gateway.clone());
            gateways.merchants.insert(key, account.merchant.clone());
            if account.collects_for_all {
                gateways
                    .shared
                    .insert(account.gateway.clone(), account.merchant.clone());
            }
        }
        if config.sandbox {
            let secret = Secret::new(config.sandbox_secret.expose());
            let sandbox = Arc::new(Sandbox::new(config.public_url.clone(), secret));
            gateways.list.push(sandbox.clone());
            gateways.sandbox = Some(sandbox);
        }
        let mut merchants: Vec<Merchant> = Vec::new();
        for account in accounts
            .iter()
            .filter(|account| account.gateway == vnpay::NAME)
        {
            if !merchants
                .iter()
                .any(|known| known.tmn_code == account.merchant)
            {
                let secret = Secret::new(account.secret.as_str());
                merchants.push(Merchant {
                    tmn_code: account.merchant.clone(),
                    secret,
                });
            }
        }
        if !merchants.is_empty() {
            vnpay::self_check().map_err(|error| error.to_string())?;
            let settings = vnpay::Config {
                pay_url: config.vnpay_pay_url.clone(),
                api_url: config.vnpay_api_url.clone(),
                merchants,
            };
            gateways.list.push(Arc::new(
                Vnpay::new(settings).map_err(|error| error.to_string())?,
            ));
        }
        Ok(gateways)
    }

    /// Every gateway, in the order to show.
    pub fn all(&self) -> &[Arc<dyn Gateway>] {
        &self.list
    }

    /// The gateway with this name.
    pub fn get(&self, name: &str) -> Option<&dyn Gateway> {
        self.list
            .iter()
            .find(|gateway| gateway.name() == name)
            .map(AsRef::as_ref)
    }

    /// The same, to be taken to another thread.
    pub fn shared(&self, name: &str) -> Option<Arc<dyn Gateway>> {
        self.list
            .iter()
            .find(|gateway| gateway.name() == name)
            .cloned()
    }

    /// The merchant code an agency is paid on at a gateway.
    pub fn merchant(&self, gateway: &dyn Gateway, agency: &str) -> String {
        let own = self
            .merchants
            .get(&(agency.to_owned(), gateway.name().to_owned()));
        let shared = || self.shared.get(gateway.name());
        own.or_else(shared)
            .cloned()
            .unwrap_or_else(|| gateway.default_merchant().to_owned())
    }

    /// Remembers what was chosen on the sandbox's page.
    pub fn remember(&self, txn: &str, chosen: Chosen) {
        if let Ok(mut memory) = self.chosen.lock() {
            if memory.len() >= REMEMBERED {
                memory.clear();
            }
            memory.insert(txn.to_owned(), chosen);
        }
    }

    /// What was chosen on the sandbox's page.
    pub fn chosen(&self, txn: &str) -> Option<Chosen> {
        self.chosen.lock().ok()?.get(txn).copied()
    }

    /// The `form-action` sources of the content security policy, each after a space.
    pub fn form_action(&self) -> String {
        self.list
            .iter()
            .filter_map(|gateway| gateway.origin())
            .map(|origin| format!(" {origin}"))
            .collect()
    }

    /// The sandbox's merchant account of an agency, for the store.
    pub fn sandbox_account(agency: &str) -> MerchantAccount {
        MerchantAccount {
            agency: agency.to_owned(),
            gateway: sandbox::NAME.to_owned(),
            merchant: sandbox::MERCHANT.to_owned(),
            secret: zeroize::Zeroizing::new(String::new()),
            collects_for_all: true,
        }
    }
}
