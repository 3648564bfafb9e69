//! The pay URL and its hash.

use std::collections::BTreeMap;

use form_urlencoded::Serializer;

use super::Merchant;
use crate::payment::signature::sha512;

/// The field that carries the hash, and the old one that named its kind.
/// Neither is part of the hashed text.
pub(super) const HASH: &str = "vnp_SecureHash";
pub(super) const HASH_TYPE: &str = "vnp_SecureHashType";

/// What goes into a pay URL, in VNPAY's terms. [`pay_url`] signs it as it
/// stands; the limits are checked before, where a start request is read.
#[derive(Debug, Clone)]
pub struct PayParameters {
    /// Whole đồng; sent ×100.
    pub amount: i64,
    /// `vnp_TxnRef`.
    pub txn_ref: String,
    /// `vnp_OrderInfo`.
    pub order_info: String,
    /// `vnp_OrderType`.
    pub order_type: String,
    /// `vn` or `en`.
    pub locale: String,
    /// The payer's address.
    pub ip_addr: String,
    /// Where the browser comes back to.
    pub return_url: String,
    /// yyyyMMddHHmmss, GMT+7.
    pub create_date: String,
    /// yyyyMMddHHmmss, GMT+7.
    pub expire_date: String,
    /// Absent: the payer chooses at VNPAY.
    pub bank_code: Option<String>,
}

/// The address of VNPAY's pay page for one payment: the hashed text is the
/// query itself, the hash stands last.
pub fn pay_url(pay_page: &str, merchant: &Merchant, pay: &PayParameters) -> String {
    let text = hash_data(&pay_fields(merchant, pay));
    let hash = sha512(&merchant.secret, &text);
    format!("{pay_page}?{text}&{HASH}={hash}")
}

fn pay_fields(merchant: &Merchant, pay: &PayParameters) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value: &str| {
        fields.insert(name.to_owned(), value.to_owned());
    };
    put("vnp_Version", "2.1.0");
    put("vnp_Command", "pay");
    put("vnp_TmnCode", &merchant.tmn_code);
    put("vnp_Amount", &hundredfold(pay.amount));
    put("vnp_CurrCode", "VND");
    put("vnp_TxnRef", &pay.txn_ref);
    put("vnp_OrderInfo", &pay.order_info);
    put("vnp_OrderType", &pay.order_type);
    put("vnp_Locale", &pay.locale);
    put("vnp_IpAddr", &pay.ip_addr);
    put("vnp_ReturnUrl", &pay.return_url);
    put("vnp_CreateDate", &pay.create_date);
    put("vnp_ExpireDate", &pay.expire_date);
    if let Some(code) = &pay.bank_code {
        put("vnp_BankCode", code);
    }
    fields
}

/// The text that is hashed: fields with a value, by name in ASCII order, in
/// the WHATWG form encoding. VNPAY's samples differ about empty values; those
/// of C# and Java leave them out, as here: an empty field carries nothing.
pub fn hash_data(fields: &BTreeMap<String, String>) -> String {
    Serializer::new(String::new())
        .extend_pairs(
            fields
                .iter()
                .filter(|(name, value)| !value.is_empty() && !is_hash_field(name)),
        )
        .finish()
}

/// Whether a field is about the hash and so not part of it.
pub(super) fn is_hash_field(name: &str) -> bool {
    name == HASH || name == HASH_TYPE
}

/// An amount as VNPAY writes it: ×100, digits only. Text is made by appending
/// so that nothing can overflow.
pub(super) fn hundredfold(dong: i64) -> String {
    format!("{dong}00")
}
