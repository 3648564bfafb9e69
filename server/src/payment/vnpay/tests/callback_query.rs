//! What a raw query may hold beside the signed fields.

use std::collections::BTreeMap;

use super::*;
use crate::payment::signature::sha512;

fn query(more: &[(&str, &str)]) -> String {
    let fields: BTreeMap<String, String> = [
        ("vnp_TmnCode", "59M2T06B"),
        ("vnp_TxnRef", "T1"),
        ("vnp_Amount", "1000000"),
        ("vnp_ResponseCode", "00"),
        ("vnp_TransactionStatus", "00"),
        ("vnp_TransactionNo", "14"),
        ("vnp_PayDate", "20261123083512"),
    ]
    .iter()
    .chain(more)
    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
    .collect();
    let text = sign::hash_data(&fields);
    let hash = sha512(&config().merchants[0].secret, &text);
    format!("{text}&vnp_SecureHash={hash}")
}

fn read(query: &str) -> Result<Callback, Refusal> {
    vnpay().read_callback(query)
}

#[test]
fn every_field_is_read() {
    assert_eq!(
        read(&query(&[])),
        Ok(Callback {
            gateway: NAME,
            merchant: "59M2T06B".into(),
            txn_ref: "T1".into(),
            currency: "VND".into(),
            amount: Some(10_000),
            gateway_txn: Some("14".into()),
            paid_at: Some(AT + 5 * MINUTE + 12_000_000),
            report: Report::Captured,
        })
    );
    let dollars = read(&query(&[("vnp_CurrCode", "USD")])).unwrap();
    assert_eq!(dollars.currency, "USD");
}

#[test]
fn callback_signed_by_sha512_alone() {
    let good = query(&[]);
    for kind in ["", "SHA512", "HmacSHA512"] {
        let said = format!("{good}&vnp_SecureHashType={kind}");
        assert!(read(&said).is_ok(), "{kind}");
    }
    for kind in ["SHA256", "HmacSHA256", "MD5", "sha512 "] {
        let said = format!("{good}&vnp_SecureHashType={kind}");
        assert_eq!(read(&said), Err(Refusal::BadSignature), "{kind}");
    }
}

#[test]
fn names_of_our_own_are_ignored_and_carry_nothing() {
    let good = query(&[]);
    let original = read(&good).unwrap();
    for said in [
        format!("agency=1&{good}"),
        format!("{good}&x=1&x=2"),
        format!("{good}&&"),
        format!("{good}&Vnp_Amount=1"),
        format!("{good}&%20vnp_Amount=1"),
    ] {
        assert_eq!(read(&said).as_ref(), Ok(&original), "{said}");
    }
    for said in [
        format!("{good}&vnp_Extra=1"),
        format!("{good}&vnp%5FAmount=1000000"),
        format!("vnp_Amount=&{good}"),
        format!("{good}&vnp_BankTranNo=&vnp_BankTranNo="),
    ] {
        assert_eq!(read(&said), Err(Refusal::BadSignature), "{said}");
    }
}

#[test]
fn a_query_has_an_end() {
    let good = query(&[]);
    let padded = format!("{good}&x={}", "1".repeat(4_096 - good.len() - 3));
    assert_eq!(padded.len(), 4_096);
    assert!(read(&padded).is_ok());
    assert_eq!(read(&format!("{padded}1")), Err(Refusal::Malformed));
    assert_eq!(read(""), Err(Refusal::Malformed));
}

#[test]
fn a_merchant_we_do_not_know_has_no_secret() {
    let said = query(&[("vnp_TmnCode", "CUZP8XA6")]);
    assert_eq!(read(&said), Err(Refusal::BadSignature));
    let none = query(&[("vnp_TmnCode", "")]);
    assert_eq!(read(&none), Err(Refusal::BadSignature));
}
