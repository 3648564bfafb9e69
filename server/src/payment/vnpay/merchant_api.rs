//! querydr and refund: JSON both ways, hashed over plain values joined by `|`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::callback::{amount, report, transaction};
use super::sign::{HASH, hundredfold};
use super::{Merchant, NAME, time};
use crate::payment::gateway::{RefundOutcome, StatusError};
use crate::payment::signature::{is_sha512, sha512};
use crate::payment::state::{CURRENCY, Callback, Report};

/// A querydr request in VNPAY's terms.
#[derive(Debug, Clone)]
pub struct QueryRequest {
    /// Unique within the day, at most 32 characters.
    pub request_id: String,
    /// The attempt's reference.
    pub txn_ref: String,
    /// `vnp_CreateDate` of the attempt's pay URL.
    pub transaction_date: String,
    /// Now, yyyyMMddHHmmss, GMT+7.
    pub create_date: String,
    /// This server's address.
    pub ip_addr: String,
    /// Why we ask.
    pub order_info: String,
}

/// A refund request in VNPAY's terms.
#[derive(Debug, Clone)]
pub struct RefundBody {
    /// Unique within the day, at most 32 characters.
    pub request_id: String,
    /// `02` all of it, `03` a part.
    pub transaction_type: String,
    /// The paid attempt's reference.
    pub txn_ref: String,
    /// Whole đồng; sent ×100.
    pub amount: i64,
    /// VNPAY's number of the capture.
    pub transaction_no: Option<String>,
    /// `vnp_CreateDate` of the attempt's pay URL.
    pub transaction_date: String,
    /// Who approved it.
    pub create_by: String,
    /// Now, yyyyMMddHHmmss, GMT+7.
    pub create_date: String,
    /// This server's address.
    pub ip_addr: String,
    /// Why.
    pub order_info: String,
}

impl QueryRequest {
    /// The text that is hashed.
    pub fn hash_data(&self, merchant: &Merchant) -> String {
        joined(&self.fields(merchant))
    }

    /// The signed JSON body.
    pub fn body(&self, merchant: &Merchant) -> Value {
        signed(merchant, &self.fields(merchant))
    }

    fn fields<'a>(&'a self, merchant: &'a Merchant) -> Vec<(&'static str, &'a str)> {
        vec![
            ("vnp_RequestId", &self.request_id),
            ("vnp_Version", "2.1.0"),
            ("vnp_Command", "querydr"),
            ("vnp_TmnCode", &merchant.tmn_code),
            ("vnp_TxnRef", &self.txn_ref),
            ("vnp_TransactionDate", &self.transaction_date),
            ("vnp_CreateDate", &self.create_date),
            ("vnp_IpAddr", &self.ip_addr),
            ("vnp_OrderInfo", &self.order_info),
        ]
    }
}

impl RefundBody {
    /// The text that is hashed.
    pub fn hash_data(&self, merchant: &Merchant) -> String {
        joined(&self.fields(merchant, &hundredfold(self.amount)))
    }

    /// The signed JSON body.
    pub fn body(&self, merchant: &Merchant) -> Value {
        signed(merchant, &self.fields(merchant, &hundredfold(self.amount)))
    }

    /// Without VNPAY's number, `0` is hashed *and* sent: what is hashed is
    /// what goes over the wire.
    fn fields<'a>(
        &'a self,
        merchant: &'a Merchant,
        amount: &'a str,
    ) -> Vec<(&'static str, &'a str)> {
        vec![
            ("vnp_RequestId", &self.request_id),
            ("vnp_Version", "2.1.0"),
            ("vnp_Command", "refund"),
            ("vnp_TmnCode", &merchant.tmn_code),
            ("vnp_TransactionType", &self.transaction_type),
            ("vnp_TxnRef", &self.txn_ref),
            ("vnp_Amount", amount),
            (
                "vnp_TransactionNo",
                self.transaction_no.as_deref().unwrap_or("0"),
            ),
            ("vnp_TransactionDate", &self.transaction_date),
            ("vnp_CreateBy", &self.create_by),
            ("vnp_CreateDate", &self.create_date),
            ("vnp_IpAddr", &self.ip_addr),
            ("vnp_OrderInfo", &self.order_info),
        ]
    }
}

fn joined(fields: &[(&str, &str)]) -> String {
    let values: Vec<&str> = fields.iter().map(|(_, value)| *value).collect();
    values.join("|")
}

fn signed(merchant: &Merchant, fields: &[(&str, &str)]) -> Value {
    let mut body: Map<String, Value> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let hash = sha512(&merchant.secret, &joined(fields));
    body.insert(HASH.to_owned(), json!(hash));
    Value::Object(body)
}

/// The hashed fields of a querydr answer, in order. A refund's answer has the
/// same without the two of the promotion.
const ANSWER: [&str; 15] = [
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
];

/// Reads the answer to a querydr about `txn_ref`.
///
/// With code 00 the transaction's status decides, as in a callback; a record
/// that is not of the payment itself (type other than 01) is for a person.
///
/// # Errors
/// An answer without a right hash is [`StatusError::BadSignature`], about
/// another attempt [`StatusError::Malformed`]; a signed refusal is
/// [`StatusError::NotFound`] or [`StatusError::Refused`].
pub fn read_query_answer(
    merchant: &Merchant,
    txn_ref: &str,
    body: &str,
) -> Result<Callback, StatusError> {
    let answer = Answer::read(merchant, "querydr", txn_ref, &ANSWER, body)?;
    match answer.field("vnp_ResponseCode") {
        "00" => {}
        "91" => return Err(StatusError::NotFound),
        code => {
            return Err(StatusError::Refused {
                code: code.to_owned(),
            });
        }
    }
    let told = match answer.field("vnp_TransactionType") {
        // The request was answered; whether the payment failed is the status'
        // affair alone, so the response code of a failed payment stands in.
        "" | "01" => match answer.field("vnp_TransactionStatus") {
            "02" => Report::Failed { cancelled: false },
            status => report("00", status),
        },
        _ => Report::Review,
    };
    Ok(Callback {
        gateway: NAME,
        merchant: merchant.tmn_code.clone(),
        txn_ref: txn_ref.to_owned(),
        currency: CURRENCY.to_owned(),
        amount: amount(answer.field("vnp_Amount")),
        gateway_txn: transaction(answer.field("vnp_TransactionNo")),
        paid_at: time::read(answer.field("vnp_PayDate")),
        report: told,
    })
}

/// Reads the answer to a refund of `txn_ref`. Refunds are not done at once:
/// 05 in progress, 06 sent to the bank, then 00 or 09. Code 94 says that one
/// is in work already.
///
/// # Errors
/// As [`read_query_answer`].
pub fn read_refund_answer(
    merchant: &Merchant,
    txn_ref: &str,
    body: &str,
) -> Result<RefundOutcome, StatusError> {
    let answer = Answer::read(merchant, "refund", txn_ref, &ANSWER[..13], body)?;
    let code = answer.field("vnp_ResponseCode");
    match (code, answer.field("vnp_TransactionStatus")) {
        ("00", "05" | "06") | ("94", _) => Ok(RefundOutcome::Processing),
        ("00", "00") => Ok(RefundOutcome::Refunded),
        ("00", "09") | ("95", _) => Ok(RefundOutcome::Refused),
        ("00", _) => Ok(RefundOutcome::Unclear),
        ("91", _) => Err(StatusError::NotFound),
        _ => Err(StatusError::Refused {
            code: code.to_owned(),
        }),
    }
}

/// A verified answer: its fields as text.
/// Only the fields that are hashed are kept.
struct Answer(BTreeMap<String, String>);

impl Answer {
    /// Verifies the hash, then that the answer is to our question.
    fn read(
        merchant: &Merchant,
        command: &str,
        txn_ref: &str,
        order: &[&str],
        body: &str,
    ) -> Result<Answer, StatusError> {
        let object: Map<String, Value> =
            serde_json::from_str(body).map_err(|_| StatusError::Malformed)?;
        let mut fields = BTreeMap::new();
        for name in order.iter().copied().chain([HASH]) {
            if let Some(value) = object.get(name) {
                fields.insert(name.to_owned(), text(value)?);
            }
        }
        let answer = Answer(fields);
        let values: Vec<&str> = order.iter().map(|name| answer.field(name)).collect();
        if !is_sha512(&merchant.secret, &values.join("|"), answer.field(HASH)) {
            return Err(StatusError::BadSignature);
        }
        let ours = answer.field("vnp_Command") == command
            && answer.field("vnp_TmnCode") == merchant.tmn_code
            && answer.field("vnp_TxnRef") == txn_ref;
        ours.then_some(answer).ok_or(StatusError::Malformed)
    }

    fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// A field as it is hashed. The documents show strings; a whole number is
/// hashed as its digits, null as nothing. Anything else is no answer.
fn text(value: &Value) -> Result<String, StatusError> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) if number.is_i64() => Ok(number.to_string()),
        Value::Null => Ok(String::new()),
        _ => Err(StatusError::Malformed),
    }
}
