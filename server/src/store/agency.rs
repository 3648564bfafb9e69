//! Agencies and what belongs to them. A procedure is owned once and offered by
//! many agencies; merchant accounts and API clients are rows of an agency.

use std::fmt;
use zeroize::Zeroizing;

/// An agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its code; illustrative ones in the demo catalogue.
    pub code: String,
    /// Its name in Vietnamese.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// `province` or `commune`.
    pub level: String,
    /// Code of its unit in the list of provinces and communes, when it has one.
    pub unit: Option<String>,
}

/// A procedure at an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// The procedure's national code.
    pub procedure: String,
    /// The agency's code.
    pub agency: String,
    /// Fee and limit overrides, as JSON; `{}` for none.
    pub settings: String,
}

/// An account of an agency at a gateway.
#[derive(Clone, PartialEq, Eq)]
pub struct MerchantAccount {
    /// The agency's code.
    pub agency: String,
    /// The gateway's name.
    pub gateway: String,
    /// The merchant code there; an incoming call finds its secret by it.
    pub merchant: String,
    /// The secret that signs. Sealed at rest.
    pub secret: Zeroizing<String>,
    /// It also collects for agencies that have no account of their own.
    pub collects_for_all: bool,
}

impl fmt::Debug for MerchantAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "MerchantAccount({} of {} at {})",
            self.merchant, self.agency, self.gateway
        )
    }
}

/// Another system that speaks for an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    /// Its principal.
    pub principal: String,
    /// The agency it speaks for.
    pub agency: String,
    /// Its name, for people.
    pub name: String,
}

/// What a start makes sure of.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    /// Agencies; names of known ones are brought up to date.
    pub agencies: Vec<Agency>,
    /// Offerings; settings of known ones are brought up to date.
    pub offerings: Vec<Offering>,
    /// Merchant accounts; secrets of known ones are brought up to date.
    pub merchants: Vec<MerchantAccount>,
    /// API clients: agency, name, hash of the token. A known name gets the new token.
    pub clients: Vec<(String, String, [u8; 32])>,
}
