//! What a payment gateway does for us, whichever it is.

use std::fmt;
use std::net::IpAddr;

use super::sandbox::Chosen;
use super::state::{Callback, Verdict};

/// A payment gateway: a protocol and its configuration, never the database.
///
/// `start`, `read_callback` and `answer` are pure. `status` and `refund` call
/// the gateway's machine and block for at most 10 seconds: run them on a
/// thread that may block.
pub trait Gateway: Send + Sync {
    /// The name in URLs and in the store: lower-case ASCII.
    fn name(&self) -> &'static str;

    /// The name people read, in `vi` or `en`.
    fn label(&self, lang: &str) -> &'static str;

    /// The origin a browser is sent to, for the `form-action` of the content
    /// security policy; `None` when it is our own.
    fn origin(&self) -> Option<String>;

    /// The merchant code for an agency that has none of its own.
    fn default_merchant(&self) -> &str;

    /// The URL to send the payer to. The attempt must be committed before.
    ///
    /// # Errors
    /// A request outside the gateway's limits; see [`StartError`].
    fn start(&self, request: &StartRequest) -> Result<String, StartError>;

    /// Reads and verifies the query of a callback or of the return page,
    /// exactly as it stood in the URL (`callback-signed`).
    ///
    /// # Errors
    /// Why nothing in it may be believed; see [`Refusal`].
    fn read_callback(&self, raw_query: &str) -> Result<Callback, Refusal>;

    /// The protocol's own answer to a callback, to be sent after the commit.
    fn answer(&self, outcome: &Outcome) -> Answer;

    /// Asks for the result of an attempt; settled like a callback. Blocks.
    ///
    /// # Errors
    /// No verified answer; see [`StatusError`].
    fn status(&self, request: &StatusRequest) -> Result<Callback, StatusError>;

    /// Asks for money to be sent back to its payer. Blocks.
    ///
    /// # Errors
    /// No verified answer: the refund may or may not have been taken on.
    fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, StatusError>;
}

/// What became of one callback, from query to commit.
pub type Outcome = Result<Verdict, Refusal>;

/// An attempt to be started.
#[derive(Debug, Clone)]
pub struct StartRequest {
    /// Our merchant code at this gateway.
    pub merchant: String,
    /// Unique for ever; see [`super::order_info::is_txn_ref`].
    pub txn_ref: String,
    /// Whole đồng.
    pub amount: i64,
    /// See [`super::order_info::ascii_order_info`].
    pub order_info: String,
    /// `vi` or `en`.
    pub lang: String,
    /// The payer's address.
    pub ip: IpAddr,
    /// Where the payer's browser comes back to; absolute.
    pub return_url: String,
    /// µs of Unix time. Kept with the attempt: status requests name it.
    pub created_at: i64,
    /// µs of Unix time; the gateway takes no money after it.
    pub expires_at: i64,
    /// The bank or the way of paying, where the payer chose one here.
    pub bank_code: Option<String>,
}

/// A question about an attempt.
#[derive(Debug, Clone)]
pub struct StatusRequest {
    /// Our merchant code at this gateway.
    pub merchant: String,
    /// The attempt's reference.
    pub txn_ref: String,
    /// The attempt's amount in đồng.
    pub amount: i64,
    /// [`StartRequest::created_at`] of the attempt.
    pub created_at: i64,
    /// [`StartRequest::expires_at`] of the attempt.
    pub expires_at: i64,
    /// Now, in µs of Unix time.
    pub now: i64,
    /// Fresh: 1–32 of `[A-Za-z0-9]`, unique within the day.
    pub request_id: String,
    /// This server's address.
    pub ip: IpAddr,
    /// What the sandbox's page recorded; other gateways ignore it.
    pub chosen: Option<Chosen>,
}

/// A refund to be asked for.
#[derive(Debug, Clone)]
pub struct RefundRequest {
    /// Our merchant code at this gateway.
    pub merchant: String,
    /// The paid attempt's reference.
    pub txn_ref: String,
    /// How much, in đồng.
    pub amount: i64,
    /// Whether that is all of it.
    pub full: bool,
    /// The gateway's number of the capture.
    pub gateway_txn: Option<String>,
    /// [`StartRequest::created_at`] of the attempt.
    pub created_at: i64,
    /// Now, in µs of Unix time.
    pub now: i64,
    /// Fresh: 1–32 of `[A-Za-z0-9]`, unique within the day.
    pub request_id: String,
    /// A code for the officer who approved it, never a name.
    pub officer: String,
    /// This server's address.
    pub ip: IpAddr,
    /// See [`super::order_info::ascii_order_info`].
    pub order_info: String,
}

/// What a gateway says to a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundOutcome {
    /// Taken on; the money is under way.
    Processing,
    /// The money is back with its payer.
    Refunded,
    /// Refused for good.
    Refused,
    /// Its words do not fit together: a person must look.
    Unclear,
}

/// The HTTP answer to a callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

/// Why a callback was not believed, or not settled. Nothing changes then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a callback at all: empty, too long.
    Malformed,
    /// The signature is wrong, absent or doubtful (repeated fields, another
    /// algorithm, an unknown merchant).
    BadSignature,
    /// Our own fault, such as a store that does not answer: come again.
    Unavailable,
}

/// Why an attempt cannot be started. Our own mistake in every case but
/// `Amount`, so it is for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartError {
    /// No such merchant account is configured.
    UnknownMerchant,
    /// Outside what the gateway takes in one payment.
    Amount,
    /// Not [`super::order_info::is_txn_ref`].
    Reference,
    /// Not [`super::order_info::is_order_info`].
    OrderInfo,
    /// Too short, too long, or with characters that break signatures.
    ReturnUrl,
    /// Not a bank code.
    BankCode,
    /// Times outside the calendar, or an end before the start.
    Time,
}

/// Why no verified answer came to a status or refund request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusError {
    /// No such merchant account is configured.
    UnknownMerchant,
    /// The request is outside the gateway's limits.
    BadRequest,
    /// No connection, no answer in time, or an HTTP status other than 200.
    Unreachable,
    /// The answer is no message of the protocol, or one about another attempt.
    Malformed,
    /// The answer's signature is wrong or absent.
    BadSignature,
    /// The gateway knows no such attempt: the payer never got there.
    NotFound,
    /// The gateway refused the question.
    Refused {
        /// Its own code.
        code: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Malformed => "not a callback",
            Refusal::BadSignature => "bad signature",
            Refusal::Unavailable => "not settled now",
        })
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StartError::UnknownMerchant => "no such merchant account",
            StartError::Amount => "amount outside the gateway's limits",
            StartError::Reference => "reference with other characters or length",
            StartError::OrderInfo => "order text with other characters or length",
            StartError::ReturnUrl => "return URL with other characters or length",
            StartError::BankCode => "no bank code",
            StartError::Time => "no time of the calendar, or an end before the start",
        })
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StatusError::UnknownMerchant => f.write_str("no such merchant account"),
            StatusError::BadRequest => f.write_str("request outside the gateway's limits"),
            StatusError::Unreachable => f.write_str("the gateway does not answer"),
            StatusError::Malformed => f.write_str("no message of the protocol"),
            StatusError::BadSignature => f.write_str("bad signature"),
            StatusError::NotFound => f.write_str("the gateway knows no such attempt"),
            StatusError::Refused { code } => write!(f, "refused with code {code}"),
        }
    }
}

impl std::error::Error for Refusal {}
impl std::error::Error for StartError {}
impl std::error::Error for StatusError {}
