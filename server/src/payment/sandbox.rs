//! Our own gateway, with magic outcomes: demo, tests and staging pay by it.
//!
//! It signs (HMAC-SHA256), calls back and answers status requests as a real
//! one does; only its money is not real, so it is enabled by configuration
//! alone. The payer chooses the outcome on a page of ours, see [`Choice`];
//! [`Sandbox::outcome`] plans the callbacks, the server delivers each of them
//! to the ordinary callback URL when its time has come.
//!
//! A callback is a query of these fields, sorted by name and form-encoded:
//! `amount` (đồng), `currency`, `merchant`, `outcome` (`captured`, `failed` or
//! `cancelled`), `paidAt` (µs, when captured), `reference`, `transaction`, and
//! last `signature` over all that stands before it.

mod choice;

use std::collections::BTreeMap;

use form_urlencoded::Serializer;

use super::gateway::{
    Answer, Gateway, Outcome, RefundOutcome, RefundRequest, Refusal, StartError, StartRequest,
    StatusError, StatusRequest,
};
use super::order_info::{is_order_info, is_txn_ref};
use super::signature::{Secret, is_sha256, sha256};
use super::state::{CURRENCY, Callback, Report, Verdict};

pub use choice::{Choice, Chosen};

/// Its name in URLs and in the store.
pub const NAME: &str = "sandbox";

/// The merchant code of agencies that have none of their own.
pub const MERCHANT: &str = "SANDBOX";

/// A late capture comes this long after the attempt's end.
const LATE_BY_S: i64 = 60;

const SECOND: i64 = 1_000_000;
const MAX_QUERY: usize = 2_048;

/// The sandbox gateway.
#[derive(Debug, Clone)]
pub struct Sandbox {
    public_url: String,
    secret: Secret,
}

/// What the sandbox's page knows of the attempt it asks the payer about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// [`StartRequest::merchant`].
    pub merchant: String,
    /// [`StartRequest::txn_ref`].
    pub txn_ref: String,
    /// [`StartRequest::amount`].
    pub amount: i64,
    /// [`StartRequest::expires_at`].
    pub expires_at: i64,
}

/// A callback to deliver to `/payments/sandbox/ipn`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedCallback {
    /// How long after the choice, in seconds.
    pub delay_s: i64,
    /// The raw query, signed.
    pub query: String,
}

impl Sandbox {
    /// A sandbox whose page stands under `public_url` (no slash at the end).
    pub fn new(public_url: impl Into<String>, secret: Secret) -> Sandbox {
        Sandbox {
            public_url: public_url.into(),
            secret,
        }
    }

    /// The callbacks that a choice made at `chosen.at` brings about.
    pub fn outcome(&self, chosen: Chosen, checkout: &Checkout) -> Vec<PlannedCallback> {
        let now = |query| PlannedCallback { delay_s: 0, query };
        let query = self.query(chosen, checkout);
        match chosen.choice {
            Choice::Success | Choice::Failure | Choice::Cancel | Choice::WrongAmount => {
                vec![now(query)]
            }
            Choice::Twice => vec![now(query.clone()), PlannedCallback { delay_s: 1, query }],
            Choice::Late => vec![PlannedCallback {
                delay_s: late_delay(chosen.at, checkout.expires_at),
                query,
            }],
            Choice::Never => Vec::new(),
        }
    }

    /// The query of the return page for a choice: the same fields as a
    /// callback, which that page reads and never applies.
    pub fn query(&self, chosen: Chosen, checkout: &Checkout) -> String {
        self.sign(&self.told(chosen, checkout))
    }

    /// What the sandbox says of a choice once it is known.
    fn told(&self, chosen: Chosen, checkout: &Checkout) -> Callback {
        let (amount, report) = match chosen.choice {
            Choice::Success | Choice::Late | Choice::Never | Choice::Twice => {
                (checkout.amount, Report::Captured)
            }
            Choice::WrongAmount => (wrong_amount(checkout.amount), Report::Captured),
            Choice::Failure => (checkout.amount, Report::Failed { cancelled: false }),
            Choice::Cancel => (checkout.amount, Report::Failed { cancelled: true }),
        };
        let captured = report == Report::Captured;
        Callback {
            gateway: NAME,
            merchant: checkout.merchant.clone(),
            txn_ref: checkout.txn_ref.clone(),
            currency: CURRENCY.to_owned(),
            amount: Some(amount),
            gateway_txn: captured.then(|| self.transaction(checkout)),
            paid_at: captured.then_some(chosen.at),
            report,
        }
    }

    /// One number per attempt, so that callback and status answer agree.
    fn transaction(&self, checkout: &Checkout) -> String {
        let text = format!("transaction|{}|{}", checkout.merchant, checkout.txn_ref);
        let digest = sha256(&self.secret, &text);
        format!("SBX{}", &digest[..16])
    }

    /// A callback as a signed query. Public so that tests can say anything in
    /// the sandbox's name.
    pub fn sign(&self, callback: &Callback) -> String {
        let mut fields = BTreeMap::from([
            ("merchant", callback.merchant.clone()),
            ("reference", callback.txn_ref.clone()),
            ("currency", callback.currency.clone()),
            ("outcome", word(callback.report).to_owned()),
        ]);
        let numbers = [
            ("amount", callback.amount.map(|n| n.to_string())),
            ("paidAt", callback.paid_at.map(|n| n.to_string())),
            ("transaction", callback.gateway_txn.clone()),
        ];
        for (name, value) in numbers {
            if let Some(value) = value {
                fields.insert(name, value);
            }
        }
        let signed = encode(&fields);
        let signature = sha256(&self.secret, &signed);
        format!("{signed}&signature={signature}")
    }
}

impl Gateway for Sandbox {
    fn name(&self) -> &'static str {
        NAME
    }

    fn label(&self, lang: &str) -> &'static str {
        match lang {
            "en" => "Trial payment (no real money)",
            _ => "Thanh toán thử (không dùng tiền thật)",
        }
    }

    fn origin(&self) -> Option<String> {
        None
    }

    fn default_merchant(&self) -> &str {
        MERCHANT
    }

    fn start(&self, request: &StartRequest) -> Result<String, StartError> {
        if request.amount < 1 {
            return Err(StartError::Amount);
        }
        if !is_txn_ref(&request.txn_ref) {
            return Err(StartError::Reference);
        }
        if !is_order_info(&request.order_info) {
            return Err(StartError::OrderInfo);
        }
        if request.expires_at <= request.created_at {
            return Err(StartError::Time);
        }
        Ok(format!(
            "{}/payments/{NAME}/checkout/{}",
            self.public_url, request.txn_ref
        ))
    }

    fn read_callback(&self, raw_query: &str) -> Result<Callback, Refusal> {
        let mut fields = read_fields(raw_query)?;
        let signature = fields.remove("signature").ok_or(Refusal::BadSignature)?;
        if !is_sha256(&self.secret, &encode(&fields), &signature) {
            return Err(Refusal::BadSignature);
        }
        let mut take = |name: &str| fields.remove(name);
        Ok(Callback {
            gateway: NAME,
            merchant: take("merchant").unwrap_or_default(),
            txn_ref: take("reference").unwrap_or_default(),
            currency: take("currency").unwrap_or_default(),
            amount: take("amount").and_then(|text| text.parse().ok()),
            gateway_txn: take("transaction").filter(|text| !text.is_empty()),
            paid_at: take("paidAt").and_then(|text| text.parse().ok()),
            report: report(take("outcome").as_deref()),
        })
    }

    fn answer(&self, outcome: &Outcome) -> Answer {
        let (status, result) = match outcome {
            Ok(Verdict::Applied(_) | Verdict::StillPending) => (200, "recorded"),
            Ok(Verdict::AlreadyFinal(_)) => (200, "already"),
            Ok(Verdict::UnknownMerchant | Verdict::UnknownReference) => (404, "unknownReference"),
            Ok(Verdict::WrongCurrency | Verdict::WrongAmount { .. }) => (422, "wrongAmount"),
            Err(Refusal::Malformed) => (400, "malformed"),
            Err(Refusal::BadSignature) => (403, "badSignature"),
            Err(Refusal::Unavailable) => (503, "unavailable"),
        };
        Answer {
            status,
            content_type: "application/json",
            body: format!(r#"{{"result":"{result}"}}"#),
        }
    }

    fn status(&self, request: &StatusRequest) -> Result<Callback, StatusError> {
        let checkout = Checkout {
            merchant: request.merchant.clone(),
            txn_ref: request.txn_ref.clone(),
            amount: request.amount,
            expires_at: request.expires_at,
        };
        let chosen = request.chosen.ok_or(StatusError::NotFound)?;
        let mut told = self.told(chosen, &checkout);
        if chosen.choice == Choice::Late {
            let known_at = late_delay(chosen.at, checkout.expires_at)
                .saturating_mul(SECOND)
                .saturating_add(chosen.at);
            if request.now < known_at {
                told.report = Report::Pending;
                told.gateway_txn = None;
                told.paid_at = None;
            }
        }
        Ok(told)
    }

    fn refund(&self, _request: &RefundRequest) -> Result<RefundOutcome, StatusError> {
        Ok(RefundOutcome::Refunded)
    }
}

/// Seconds from `at` until a minute after the attempt's end.
fn late_delay(at: i64, expires_at: i64) -> i64 {
    expires_at.saturating_sub(at).max(0) / SECOND + LATE_BY_S
}

/// Half the amount, or one đồng more where that would be the same.
fn wrong_amount(amount: i64) -> i64 {
    if amount > 1 {
        amount / 2
    } else {
        amount.saturating_add(1)
    }
}

fn word(report: Report) -> &'static str {
    match report {
        Report::Captured => "captured",
        Report::Failed { cancelled: false } => "failed",
        Report::Failed { cancelled: true } => "cancelled",
        Report::Pending => "pending",
        Report::Review => "review",
    }
}

/// An unknown word is doubt, never success.
fn report(word: Option<&str>) -> Report {
    match word {
        Some("captured") => Report::Captured,
        Some("failed") => Report::Failed { cancelled: false },
        Some("cancelled") => Report::Failed { cancelled: true },
        Some("pending") => Report::Pending,
        _ => Report::Review,
    }
}

fn encode<K: AsRef<str>, V: AsRef<str>>(fields: &BTreeMap<K, V>) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The pairs of a query, none twice.
fn read_fields(raw_query: &str) -> Result<BTreeMap<String, String>, Refusal> {
    if raw_query.is_empty() || raw_query.len() > MAX_QUERY {
        return Err(Refusal::Malformed);
    }
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(raw_query.as_bytes()) {
        if fields
            .insert(name.into_owned(), value.into_owned())
            .is_some()
        {
            return Err(Refusal::BadSignature);
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests;
