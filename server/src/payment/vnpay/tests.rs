//! VNPAY's limits, answers and codes. The vectors run in `tests/`.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::callback::{amount, report, transaction};
use super::*;
use crate::payment::state::Report;

mod callback_query;
mod http;

const AT: i64 = 1_795_397_400_000_000;
const MINUTE: i64 = 60_000_000;

fn config() -> Config {
    Config {
        pay_url: "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html".into(),
        api_url: "https://sandbox.vnpayment.vn/merchant_webapi/api/transaction".into(),
        merchants: vec![Merchant {
            tmn_code: "59M2T06B".into(),
            secret: Secret::new("SDLNYVJQEASNALRSPTDYHNBXTQCKKIQL"),
        }],
    }
}

fn vnpay() -> Vnpay {
    Vnpay::new(config()).unwrap()
}

fn start() -> StartRequest {
    StartRequest {
        merchant: "59M2T06B".into(),
        txn_ref: "HS864308760".into(),
        amount: 10_000,
        order_info: "Nop phi thu tuc hanh chinh".into(),
        lang: "vi".into(),
        ip: "13.160.92.202".parse().unwrap(),
        return_url: "https://dichvucong.example.gov.vn/payments/return".into(),
        created_at: AT,
        expires_at: AT + 15 * MINUTE,
        bank_code: None,
    }
}

#[test]
fn this_build_speaks_vnpay() {
    assert_eq!(self_check(), Ok(()));
}

#[test]
fn a_start_request_becomes_the_known_url() {
    let known = pay_url(&config().pay_url, &config().merchants[0], &known_payment());
    assert_eq!(vnpay().start(&start()).unwrap(), known);
    let mut english = start();
    english.lang = "en".into();
    english.bank_code = Some("VNPAYQR".into());
    let url = vnpay().start(&english).unwrap();
    assert!(url.contains("&vnp_Locale=en&"), "{url}");
    assert!(url.contains("&vnp_BankCode=VNPAYQR&"), "{url}");
}

#[test]
fn requests_outside_the_limits_are_refused() {
    let refused = |change: &dyn Fn(&mut StartRequest)| {
        let mut request = start();
        change(&mut request);
        vnpay().start(&request).err()
    };
    for amount in [0, -1, MAX_AMOUNT + 1, i64::MAX, i64::MIN] {
        assert_eq!(refused(&|r| r.amount = amount), Some(StartError::Amount));
    }
    for amount in [1, MAX_AMOUNT] {
        assert_eq!(refused(&|r| r.amount = amount), None);
    }
    let text = |text: &str| text.to_owned();
    assert_eq!(
        refused(&|r| r.merchant = text("CUZP8XA6")),
        Some(StartError::UnknownMerchant)
    );
    assert_eq!(
        refused(&|r| r.txn_ref = text("a b")),
        Some(StartError::Reference)
    );
    assert_eq!(
        refused(&|r| r.order_info = text("Lệ phí")),
        Some(StartError::OrderInfo)
    );
    for url in [
        "http://a/",
        "https://a.vn/(1)",
        "https://a.vn/ö",
        &"https://a.vn/".repeat(30),
    ] {
        assert_eq!(
            refused(&|r| r.return_url = text(url)),
            Some(StartError::ReturnUrl),
            "{url}"
        );
    }
    for code in ["AB", "NCB&x", &"A".repeat(21)] {
        assert_eq!(
            refused(&|r| r.bank_code = Some(text(code))),
            Some(StartError::BankCode)
        );
    }
    assert_eq!(refused(&|r| r.expires_at = AT), Some(StartError::Time));
    assert_eq!(
        refused(&|r| r.created_at = i64::MIN),
        Some(StartError::Time)
    );
    assert_eq!(
        refused(&|r| r.expires_at = i64::MAX),
        Some(StartError::Time)
    );
}

#[test]
fn addresses_have_7_to_45_characters() {
    for (ip, text) in [
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "0:0:0:0:0:0:0:1"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("2001::1", "2001::1"),
        ("fe80::", "fe80:0:0:0:0:0:0:0"),
    ] {
        assert_eq!(ip_text(ip.parse().unwrap()), text);
    }
}

#[test]
fn configurations_are_checked() {
    let refused = |change: fn(&mut Config)| {
        let mut config = config();
        change(&mut config);
        Vnpay::new(config).err()
    };
    assert_eq!(refused(|_| ()), None);
    assert_eq!(
        refused(|c| c.merchants.clear()),
        Some(ConfigError::NoMerchant)
    );
    assert_eq!(
        refused(|c| c.merchants[0].tmn_code = "SHORT".into()),
        Some(ConfigError::TmnCode)
    );
    assert_eq!(
        refused(|c| c.merchants[0].tmn_code = "59M2T0-B".into()),
        Some(ConfigError::TmnCode)
    );
    assert_eq!(
        refused(|c| c.merchants.push(c.merchants[0].clone())),
        Some(ConfigError::TmnCode)
    );
    assert_eq!(
        refused(|c| c.merchants[0].secret = Secret::new("")),
        Some(ConfigError::Secret)
    );
    for url in [
        "",
        "ftp://a.vn/",
        "https://",
        "https://a.vn/?x=1",
        "https://a;b/",
        "https://a b/",
    ] {
        let mut config = config();
        config.pay_url = url.into();
        assert_eq!(Vnpay::new(config).err(), Some(ConfigError::Url), "{url}");
    }
    assert_eq!(
        refused(|c| c.api_url = "vnpay".into()),
        Some(ConfigError::Url)
    );
    assert_eq!(
        vnpay().origin().as_deref(),
        Some("https://sandbox.vnpayment.vn")
    );
    assert_eq!(vnpay().default_merchant(), "59M2T06B");
    let shown = format!("{:?}", vnpay());
    assert!(!shown.contains("SDLNYV"), "{shown}");
}

#[test]
fn every_outcome_has_its_code() {
    let wrong = Verdict::WrongAmount {
        received: None,
        change: None,
    };
    for (outcome, code) in [
        (Ok(Verdict::StillPending), "00"),
        (Ok(Verdict::AlreadyFinal(None)), "02"),
        (Ok(Verdict::UnknownReference), "01"),
        (Ok(Verdict::UnknownMerchant), "01"),
        (Ok(wrong), "04"),
        (Ok(Verdict::WrongCurrency), "04"),
        (Err(Refusal::BadSignature), "97"),
        (Err(Refusal::Malformed), "99"),
        (Err(Refusal::Unavailable), "99"),
    ] {
        let answer = vnpay().answer(&outcome);
        assert_eq!(
            (answer.status, answer.content_type),
            (200, "application/json")
        );
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body["RspCode"], code, "{outcome:?}");
        assert!(body["Message"].is_string());
        assert_eq!(body.as_object().unwrap().len(), 2);
    }
}

#[test]
fn only_00_and_00_is_success() {
    let failed = Report::Failed { cancelled: false };
    for response in [
        "", "00", "07", "09", "10", "11", "12", "13", "24", "51", "65", "75", "79", "99", "xx",
    ] {
        for status in ["", "00", "01", "02", "04", "05", "06", "07", "09", "xx"] {
            let expected = match (response, status) {
                ("00", "00") => Report::Captured,
                ("07", _) => Report::Review,
                (_, "01") => Report::Pending,
                ("24", "02") => Report::Failed { cancelled: true },
                ("00" | "", "02") => Report::Review,
                (_, "02") => failed,
                _ => Report::Review,
            };
            assert_eq!(report(response, status), expected, "{response}/{status}");
        }
    }
}

#[test]
fn amounts_are_whole_dong_times_100() {
    assert_eq!(amount("1000000"), Some(10_000));
    assert_eq!(amount("999999999900"), Some(MAX_AMOUNT));
    assert_eq!(amount("99999999999900"), Some(999_999_999_999));
    for text in [
        "",
        "0",
        "00",
        "1000050",
        "100",
        "-1000000",
        "+1000000",
        "1000000abc",
        "1e600",
        " 100",
        "999999999999900",
    ] {
        let expected = (text == "100").then_some(1);
        assert_eq!(amount(text), expected, "{text:?}");
    }
}

#[test]
fn a_movement_without_a_number_has_none() {
    assert_eq!(transaction("14226112").as_deref(), Some("14226112"));
    for text in ["", "0", "000"] {
        assert_eq!(transaction(text), None, "{text:?}");
    }
}
