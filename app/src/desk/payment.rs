//! The sandbox gateway's page, and the page one returns to from any gateway.

/// An open transaction at the sandbox gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutView {
    /// Transaction id, part of the page's URL.
    pub txn: String,
    /// Whole đồng.
    pub amount: i64,
    /// What the payment is for, as sent to the gateway.
    pub order_info: String,
    /// Who is paid.
    pub merchant: String,
    /// What may be made to happen, posted as `outcome`: `success`, `failure`, `cancel`, `late`,
    /// `never`, `twice`, `wrong-amount`. A name without words of its own is shown as it is.
    pub outcomes: Vec<String>,
}

/// What a person sees on coming back from a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnView {
    /// The dossier, when it is this principal's; `None`: the page says how to track it.
    pub reference: Option<String>,
    /// Whole đồng of the attempt.
    pub amount: i64,
    /// What is known now. Only the gateway's own callback counts, so this may be waiting.
    pub state: ReturnState,
    /// The code to give the desk when asking about this payment.
    pub txn_ref: String,
}

/// What is known of a payment on return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnState {
    /// The gateway has not confirmed yet.
    Waiting,
    /// Paid.
    Paid,
    /// Failed; may be tried again.
    Failed,
    /// Cancelled by the payer; may be tried again.
    Cancelled,
    /// Money arrived that does not fit; a person looks at it.
    Review,
}
