//! A submitted dossier, as its owner sees it.

use crate::desk::{Agency, SupplementView};
use forms::date::Date;
use forms::{Answers, FeeLine, Form};
use std::sync::Arc;

/// A civil instant in Asia/Ho_Chi_Minh, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Day.
    pub date: Date,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// A submitted dossier.
#[derive(Clone, Debug)]
pub struct DossierView {
    /// Ten Crockford characters, without separators; pages group them.
    pub reference: String,
    /// The secret (ten typed characters), given once: on the first visit after submission.
    pub secret: Option<String>,
    /// The form's version it was filled against.
    pub form: Arc<Form>,
    /// Hash of that version.
    pub hash: String,
    /// What was sent.
    pub answers: Answers,
    /// The evaluation date frozen at submission.
    pub today: Date,
    /// `online`, `counter` or `post`.
    pub channel: String,
    /// Code of the province.
    pub province: String,
    /// The receiving agency.
    pub agency: Agency,
    /// Where it stands.
    pub state: DossierState,
    /// When it was submitted.
    pub submitted_at: Moment,
    /// When it was received in law: the later of submission and payment. `None` until then.
    pub received_at: Option<Moment>,
    /// The day the result is due, once received and where the limit is known.
    pub result_due_on: Option<Date>,
    /// What is to be paid or was paid. `None`: nothing is due.
    pub due: Option<DueView>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// The one supplement, once asked for.
    pub supplement: Option<SupplementView>,
    /// It was accepted, so its receiving slip can be had.
    pub accepted: bool,
    /// Whether its owner can ask to withdraw it now.
    pub withdrawable: bool,
    /// The result's paper is there to fetch.
    pub paper: bool,
}

/// Where a dossier stands, in the richer states of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DossierState {
    /// Waiting for the payment due at submission; no officer sees it yet.
    AwaitingPayment,
    /// Sent; the desk has not looked at it yet.
    Submitted,
    /// Accepted for processing.
    Accepted,
    /// Not accepted.
    NotAccepted,
    /// Being processed.
    Processing,
    /// More is asked of the citizen.
    SupplementRequested,
    /// A fee is asked of the citizen during processing.
    FeeRequested,
    /// The citizen asked to withdraw it.
    WithdrawalAsked,
    /// Processing stopped.
    Stopped,
    /// Decided; the result can be fetched.
    Decided,
    /// The result was handed over.
    Returned,
    /// Closed because the payment never came.
    ClosedUnpaid,
}

/// What is to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueView {
    /// Whole đồng.
    pub amount: i64,
    /// Its lines.
    pub lines: Vec<FeeLine>,
    /// Where it stands.
    pub state: DueState,
    /// Gateways to choose from; empty when it cannot be paid (now).
    pub gateways: Vec<GatewayName>,
    /// Attempts so far, oldest first.
    pub attempts: Vec<AttemptView>,
    /// Until which day it can be paid.
    pub pay_until: Option<Date>,
    /// When it was paid.
    pub paid_at: Option<Moment>,
}

/// Where a due stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueState {
    /// To be paid.
    Due,
    /// Paid.
    Paid,
    /// Need not be paid.
    Waived,
    /// Can no longer be paid.
    Expired,
    /// Is being paid back.
    Refunding,
    /// Was paid back.
    Refunded,
}

/// A gateway on the payment page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayName {
    /// Posted as `gateway`: `sandbox`, `vnpay`.
    pub name: String,
    /// Its public name in the page's language.
    pub label: String,
    /// Whether no real money moves.
    pub test: bool,
}

/// One attempt to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptView {
    /// The gateway's public name.
    pub gateway: String,
    /// When it was started.
    pub started_at: Moment,
    /// Where it stands.
    pub state: AttemptState,
}

/// Where an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptState {
    /// Started; no answer yet.
    Started,
    /// Paid.
    Paid,
    /// Failed.
    Failed,
    /// Cancelled by the payer.
    Cancelled,
    /// No answer came in time.
    Expired,
    /// Money arrived that does not fit (amount, second payment): a person looks at it.
    Review,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When.
    pub at: Moment,
    /// What.
    pub event: Event,
    /// Words of the officer to the citizen, where the event has some.
    pub note: Option<String>,
}

/// What happened to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Sent by the citizen.
    Submitted,
    /// A payment was started.
    PaymentStarted,
    /// A payment failed.
    PaymentFailed,
    /// A payment was cancelled by the payer.
    PaymentCancelled,
    /// No answer to a payment came in time.
    PaymentExpired,
    /// Paid.
    PaymentReceived,
    /// Money arrived that does not fit; a person looks at it.
    PaymentReview,
    /// The due need not be paid.
    PaymentWaived,
    /// Received in law: the time limit runs.
    Received,
    /// Accepted.
    Accepted,
    /// Not accepted.
    NotAccepted,
    /// Taken up.
    Processing,
    /// More is asked of the citizen.
    SupplementRequested,
    /// The citizen sent what was asked.
    SupplementSent,
    /// Not answered in time, and so stopped.
    SupplementExpired,
    /// Another agency decides from now on.
    HandedOver,
    /// How identity was checked was recorded.
    IdentityChecked,
    /// The citizen asked to withdraw.
    WithdrawalAsked,
    /// Withdrawn.
    Withdrawn,
    /// It goes on nevertheless.
    WithdrawalDeclined,
    /// Something is to be paid before the result is given.
    FeeAsked,
    /// The result's paper is there.
    PaperReady,
    /// Decided.
    Decided,
    /// Result handed over.
    Returned,
    /// Closed because the payment never came.
    ClosedUnpaid,
    /// Being paid back.
    RefundStarted,
    /// Paid back.
    Refunded,
    /// A one-time code was sent to the contact.
    CodeSent,
    /// The secret was replaced by a new one.
    SecretRenewed,
}
