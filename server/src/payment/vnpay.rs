//! VNPAY PAY 2.1.0: redirect, IPN, return page, querydr and refund.
//!
//! Source: VNPAY's published documents of the redirect product and of its
//! merchant API, with test vectors made by independent implementations
//! (`tests/cases/payment-vectors.json`). Nothing here was tried against
//! VNPAY's own machines.
//!
//! - [`sign`] the pay URL and its hash
//! - [`callback`] IPN and return page: reading, and what the codes mean
//! - [`merchant_api`] querydr and refund
//! - [`time`] GMT+7 stamps

pub mod callback;
pub mod merchant_api;
pub mod sign;
pub mod time;

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use super::gateway::{
    Answer, Gateway, Outcome, RefundOutcome, RefundRequest, Refusal, StartError, StartRequest,
    StatusError, StatusRequest,
};
use super::order_info::{is_order_info, is_txn_ref};
use super::signature::Secret;
use super::state::{Callback, Verdict};

pub use merchant_api::{QueryRequest, RefundBody};
pub use sign::{PayParameters, pay_url};

/// Its name in URLs and in the store.
pub const NAME: &str = "vnpay";

/// The most that one payment can be: `vnp_Amount` is ×100 and has 12 digits.
pub const MAX_AMOUNT: i64 = 9_999_999_999;

/// How long one request to the merchant API may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The longest answer of the merchant API that is read.
const MAX_ANSWER: u64 = 64 * 1024;

/// One merchant account.
#[derive(Debug, Clone)]
pub struct Merchant {
    /// `vnp_TmnCode`: 8 letters and digits.
    pub tmn_code: String,
    /// The hash secret that VNPAY gave with it.
    pub secret: Secret,
}

/// What configuration says about VNPAY.
#[derive(Debug, Clone)]
pub struct Config {
    /// The pay page, without a query.
    pub pay_url: String,
    /// The merchant API.
    pub api_url: String,
    /// The accounts; the first is the default agency's.
    pub merchants: Vec<Merchant>,
}

/// Why a configuration is refused: one sentence for whoever starts the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigError {
    /// No account at all.
    NoMerchant,
    /// A code that is not 8 letters and digits, or the same one twice.
    TmnCode,
    /// An empty secret.
    Secret,
    /// A pay or API address that is not `http(s)://host…` without a query.
    Url,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ConfigError::NoMerchant => "VNPAY needs at least one merchant account",
            ConfigError::TmnCode => {
                "a VNPAY merchant code has 8 letters and digits and is named once"
            }
            ConfigError::Secret => "a VNPAY merchant account needs its hash secret",
            ConfigError::Url => {
                "VNPAY's pay and API addresses must be http(s) addresses without a query"
            }
        })
    }
}

impl std::error::Error for ConfigError {}

/// The VNPAY gateway.
#[derive(Debug)]
pub struct Vnpay {
    config: Config,
    origin: String,
    agent: ureq::Agent,
}

impl Vnpay {
    /// A gateway for these accounts.
    ///
    /// # Errors
    /// The first fault of the configuration; see [`ConfigError`].
    pub fn new(config: Config) -> Result<Vnpay, ConfigError> {
        if config.merchants.is_empty() {
            return Err(ConfigError::NoMerchant);
        }
        for (i, merchant) in config.merchants.iter().enumerate() {
            let code = &merchant.tmn_code;
            let again = config.merchants[..i].iter().any(|m| m.tmn_code == *code);
            if again || code.len() != 8 || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(ConfigError::TmnCode);
            }
            if merchant.secret.is_empty() {
                return Err(ConfigError::Secret);
            }
        }
        let origin = origin(&config.pay_url).ok_or(ConfigError::Url)?;
        origin_of_api(&config.api_url)?;
        Ok(Vnpay {
            config,
            origin,
            agent: agent(),
        })
    }

    fn merchant(&self, code: &str) -> Option<&Merchant> {
        self.config
            .merchants
            .iter()
            .find(|merchant| merchant.tmn_code == code)
    }

    /// Posts one signed JSON body and gives the answer's text.
    fn post(&self, body: &serde_json::Value) -> Result<String, StatusError> {
        let mut answer = self
            .agent
            .post(&self.config.api_url)
            .header("content-type", "application/json")
            .send(body.to_string())
            .map_err(|_| StatusError::Unreachable)?;
        if answer.status().as_u16() != 200 {
            return Err(StatusError::Unreachable);
        }
        answer
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER)
            .read_to_string()
            .map_err(|_| StatusError::Unreachable)
    }
}

impl Gateway for Vnpay {
    fn name(&self) -> &'static str {
        NAME
    }

    fn label(&self, lang: &str) -> &'static str {
        match lang {
            "en" => "VNPAY (bank account, card or QR code)",
            _ => "VNPAY (tài khoản ngân hàng, thẻ hoặc mã QR)",
        }
    }

    fn origin(&self) -> Option<String> {
        Some(self.origin.clone())
    }

    fn default_merchant(&self) -> &str {
        // `new` refuses an empty list.
        self.config
            .merchants
            .first()
            .map_or("", |merchant| &merchant.tmn_code)
    }

    fn start(&self, request: &StartRequest) -> Result<String, StartError> {
        let merchant = self
            .merchant(&request.merchant)
            .ok_or(StartError::UnknownMerchant)?;
        Ok(pay_url(
            &self.config.pay_url,
            merchant,
            &pay_parameters(request)?,
        ))
    }

    fn read_callback(&self, raw_query: &str) -> Result<Callback, Refusal> {
        callback::read(raw_query, |code| {
            self.merchant(code).map(|merchant| &merchant.secret)
        })
    }

    fn answer(&self, outcome: &Outcome) -> Answer {
        let (code, message) = answer_code(outcome);
        Answer {
            status: 200,
            content_type: "application/json",
            body: format!(r#"{{"RspCode":"{code}","Message":"{message}"}}"#),
        }
    }

    fn status(&self, request: &StatusRequest) -> Result<Callback, StatusError> {
        let merchant = self
            .merchant(&request.merchant)
            .ok_or(StatusError::UnknownMerchant)?;
        let body = query_request(request)
            .ok_or(StatusError::BadRequest)?
            .body(merchant);
        merchant_api::read_query_answer(merchant, &request.txn_ref, &self.post(&body)?)
    }

    fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, StatusError> {
        let merchant = self
            .merchant(&request.merchant)
            .ok_or(StatusError::UnknownMerchant)?;
        let body = refund_request(request)
            .ok_or(StatusError::BadRequest)?
            .body(merchant);
        merchant_api::read_refund_answer(merchant, &request.txn_ref, &self.post(&body)?)
    }
}

/// The answer's code and message. 00 and 02 make VNPAY stop, every other code
/// makes it call again: at most 10 times, 5 minutes apart.
///
/// - An attempt of another merchant answers as an unknown one (`absent-alike`).
/// - `StillPending` is 00: we heard, and ask by querydr ourselves.
/// - Another currency is another amount, 04; VNPAY only knows VND.
/// - `Malformed` is 99, as VNPAY's own samples answer an empty request.
pub fn answer_code(outcome: &Outcome) -> (&'static str, &'static str) {
    match outcome {
        Ok(Verdict::Applied(_) | Verdict::StillPending) => ("00", "Confirm Success"),
        Ok(Verdict::AlreadyFinal(_)) => ("02", "Order already confirmed"),
        Ok(Verdict::UnknownReference | Verdict::UnknownMerchant) => ("01", "Order not found"),
        Ok(Verdict::WrongAmount { .. } | Verdict::WrongCurrency) => ("04", "Invalid amount"),
        Err(Refusal::BadSignature) => ("97", "Invalid signature"),
        Err(Refusal::Malformed | Refusal::Unavailable) => ("99", "Unknown error"),
    }
}

/// Signs a known payment and reads a known callback: does this build speak
/// VNPAY 2.1.0? Called once at the start, before the first payer.
///
/// # Errors
/// [`SelfCheckError`]: do not start with it.
pub fn self_check() -> Result<(), SelfCheckError> {
    let merchant = Merchant {
        tmn_code: "59M2T06B".to_owned(),
        secret: Secret::new("SDLNYVJQEASNALRSPTDYHNBXTQCKKIQL"),
    };
    let url = pay_url("https://vnpay.invalid/pay", &merchant, &known_payment());
    let hash = "e94e4fa8d2147a0dfa08f41a0a0a19421587f0ed80695b0ebf35627a7c4c61f4\
                9335e1d6e68f7a1b5715b6667cfa306d247f9d6bd726c1e704e5abaae29556d6";
    let signed = url
        .rsplit_once("&vnp_SecureHash=")
        .is_some_and(|(_, got)| got == hash);
    let read = |query: &str| callback::read(query, |_| Some(&merchant.secret));
    let query = url.rsplit_once('?').map_or("", |(_, query)| query);
    let altered = query.replace("1000000", "1000001");
    if signed && read(query).is_ok() && read(&altered) == Err(Refusal::BadSignature) {
        Ok(())
    } else {
        Err(SelfCheckError)
    }
}

/// [`self_check`] failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelfCheckError;

impl fmt::Display for SelfCheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this build does not sign as VNPAY 2.1.0 demands")
    }
}

impl std::error::Error for SelfCheckError {}

/// Vector `vnpay_build-o003`.
fn known_payment() -> PayParameters {
    PayParameters {
        amount: 10_000,
        txn_ref: "HS864308760".to_owned(),
        order_info: "Nop phi thu tuc hanh chinh".to_owned(),
        order_type: "other".to_owned(),
        locale: "vn".to_owned(),
        ip_addr: "13.160.92.202".to_owned(),
        return_url: "https://dichvucong.example.gov.vn/payments/return".to_owned(),
        create_date: "20261123083000".to_owned(),
        expire_date: "20261123084500".to_owned(),
        bank_code: None,
    }
}

/// A start request in VNPAY's terms, within VNPAY's limits.
fn pay_parameters(request: &StartRequest) -> Result<PayParameters, StartError> {
    if !(1..=MAX_AMOUNT).contains(&request.amount) {
        return Err(StartError::Amount);
    }
    if !is_txn_ref(&request.txn_ref) {
        return Err(StartError::Reference);
    }
    if !is_order_info(&request.order_info) {
        return Err(StartError::OrderInfo);
    }
    if !is_return_url(&request.return_url) {
        return Err(StartError::ReturnUrl);
    }
    if !request.bank_code.as_deref().is_none_or(is_bank_code) {
        return Err(StartError::BankCode);
    }
    if request.expires_at <= request.created_at {
        return Err(StartError::Time);
    }
    Ok(PayParameters {
        amount: request.amount,
        txn_ref: request.txn_ref.clone(),
        order_info: request.order_info.clone(),
        order_type: "other".to_owned(),
        locale: if request.lang == "en" { "en" } else { "vn" }.to_owned(),
        ip_addr: ip_text(request.ip),
        return_url: request.return_url.clone(),
        create_date: time::stamp(request.created_at).ok_or(StartError::Time)?,
        expire_date: time::stamp(request.expires_at).ok_or(StartError::Time)?,
        bank_code: request.bank_code.clone(),
    })
}

/// 10–255 printable ASCII characters without those that VNPAY's samples encode
/// differently.
fn is_return_url(url: &str) -> bool {
    (10..=255).contains(&url.len())
        && url
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"~*'()!".contains(&b))
}

fn is_bank_code(code: &str) -> bool {
    (3..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// An address as `vnp_IpAddr` wants it, 7–45 characters: short IPv6 addresses
/// (`::1`) are written out, IPv4 within IPv6 is written as IPv4.
pub fn ip_text(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let short = ip.to_string();
            if short.len() >= 7 {
                return short;
            }
            let groups = ip.segments().map(|group| format!("{group:x}"));
            groups.join(":")
        }
    }
}

fn query_request(request: &StatusRequest) -> Option<QueryRequest> {
    (is_request_id(&request.request_id) && is_txn_ref(&request.txn_ref)).then_some(())?;
    Some(QueryRequest {
        request_id: request.request_id.clone(),
        txn_ref: request.txn_ref.clone(),
        transaction_date: time::stamp(request.created_at)?,
        create_date: time::stamp(request.now)?,
        ip_addr: ip_text(request.ip),
        order_info: "Truy van ket qua".to_owned(),
    })
}

fn refund_request(request: &RefundRequest) -> Option<RefundBody> {
    let plain = is_request_id(&request.request_id)
        && is_txn_ref(&request.txn_ref)
        && is_txn_ref(&request.officer)
        && is_order_info(&request.order_info)
        && (1..=MAX_AMOUNT).contains(&request.amount);
    plain.then_some(())?;
    Some(RefundBody {
        request_id: request.request_id.clone(),
        transaction_type: if request.full { "02" } else { "03" }.to_owned(),
        txn_ref: request.txn_ref.clone(),
        amount: request.amount,
        transaction_no: request.gateway_txn.clone(),
        transaction_date: time::stamp(request.created_at)?,
        create_by: request.officer.clone(),
        create_date: time::stamp(request.now)?,
        ip_addr: ip_text(request.ip),
        order_info: request.order_info.clone(),
    })
}

fn is_request_id(id: &str) -> bool {
    (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// `https://host:port` of an address without query or fragment.
fn origin(url: &str) -> Option<String> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| url.starts_with(scheme))?;
    let rest = &url[scheme.len()..];
    let host = rest.split('/').next()?;
    let plain = url
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"?#;,'\"@".contains(&b));
    (plain && !host.is_empty()).then(|| format!("{scheme}{host}"))
}

fn origin_of_api(url: &str) -> Result<(), ConfigError> {
    origin(url).map(|_| ()).ok_or(ConfigError::Url)
}

/// Redirects are not followed: a signed request goes to one address only. Nor
/// is a proxy taken from the environment, for the same reason.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_redirects(0)
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .new_agent()
}

#[cfg(test)]
mod tests;
