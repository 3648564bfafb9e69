//! IPN and return page: both carry the same fields and the same hash.

use std::collections::BTreeMap;

use super::sign::{HASH, HASH_TYPE, hash_data};
use super::{NAME, time};
use crate::payment::gateway::Refusal;
use crate::payment::signature::{Secret, is_sha512};
use crate::payment::state::{CURRENCY, Callback, Report};

/// The longest query that is read; a real one has some 500 bytes.
const MAX_QUERY: usize = 4_096;

/// Reads a raw query: as it stood in the URL, never decoded and encoded again
/// by somebody else. `secret_of` finds the secret of a merchant code.
///
/// - Names that do not begin with `vnp_` are ignored, as VNPAY's PHP and C#
///   samples do: they are our own (`?x=` on the IPN address), nothing here
///   reads them, and a gateway that does not hash them must not be refused.
/// - A `vnp_` name twice is refused (97): parsers differ about which counts.
/// - A `vnp_` field the hash does not cover is refused, since all are hashed.
/// - `vnp_SecureHashType`, if there at all, must name SHA512: no downgrade.
/// - The text is hashed after decoding and encoding it again, so that escapes
///   in lower case are fine.
///
/// # Errors
/// [`Refusal::Malformed`] for no query or one that is too long, else
/// [`Refusal::BadSignature`].
pub fn read<'a>(
    raw_query: &str,
    secret_of: impl Fn(&str) -> Option<&'a Secret>,
) -> Result<Callback, Refusal> {
    let fields = fields(raw_query)?;
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let merchant = field("vnp_TmnCode");
    let secret = secret_of(merchant).ok_or(Refusal::BadSignature)?;
    if !is_sha512(secret, &hash_data(&fields), field(HASH)) {
        return Err(Refusal::BadSignature);
    }
    Ok(Callback {
        gateway: NAME,
        merchant: merchant.to_owned(),
        txn_ref: field("vnp_TxnRef").to_owned(),
        currency: currency(field("vnp_CurrCode")),
        amount: amount(field("vnp_Amount")),
        gateway_txn: transaction(field("vnp_TransactionNo")),
        paid_at: time::read(field("vnp_PayDate")),
        report: report(field("vnp_ResponseCode"), field("vnp_TransactionStatus")),
    })
}

fn fields(raw_query: &str) -> Result<BTreeMap<String, String>, Refusal> {
    if raw_query.is_empty() || raw_query.len() > MAX_QUERY {
        return Err(Refusal::Malformed);
    }
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(raw_query.as_bytes()) {
        if !name.starts_with("vnp_") {
            continue;
        }
        let again = fields.insert(name.into_owned(), value.into_owned());
        if again.is_some() {
            return Err(Refusal::BadSignature);
        }
    }
    match fields.get(HASH_TYPE).map(String::as_str) {
        None | Some("" | "SHA512" | "HmacSHA512") => Ok(fields),
        Some(_) => Err(Refusal::BadSignature),
    }
}

/// A callback names no currency: VNPAY takes VND only. Should it ever name
/// one, that one counts.
pub(super) fn currency(text: &str) -> String {
    if text.is_empty() { CURRENCY } else { text }.to_owned()
}

/// Whole đồng of an amount ×100: 3–14 digits that end in `00`.
pub(super) fn amount(text: &str) -> Option<i64> {
    let dong = text.strip_suffix("00")?;
    let digits = (1..=12).contains(&dong.len()) && dong.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| dong.parse().ok())?
}

/// VNPAY's number of a movement; `0` where nothing was charged.
pub(super) fn transaction(text: &str) -> Option<String> {
    (!text.is_empty() && text.bytes().any(|b| b != b'0')).then(|| text.to_owned())
}

/// What a response code and a transaction status say together.
///
/// Success is 00 *and* 00: the sample that writes *or* is a known trap. Codes
/// that do not fit together, suspected fraud (07), reversal (04), refunds (05,
/// 06, 09) and unknown statuses are for a person. An unknown response code
/// with status 02 is a failure like those we know.
pub(super) fn report(response: &str, status: &str) -> Report {
    match (response, status) {
        ("00", "00") => Report::Captured,
        ("07", _) => Report::Review,
        (_, "01") => Report::Pending,
        ("00" | "", _) => Report::Review,
        (_, "02") => Report::Failed {
            cancelled: response == "24",
        },
        _ => Report::Review,
    }
}
