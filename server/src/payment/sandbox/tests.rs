//! The sandbox signs, calls back and answers like a real gateway.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::net::{IpAddr, Ipv4Addr};

use super::*;

const AT: i64 = 1_795_404_600_000_000;
const END: i64 = AT + 900 * SECOND;

fn sandbox() -> Sandbox {
    Sandbox::new("http://localhost:3000", Secret::new("a secret"))
}

fn checkout() -> Checkout {
    Checkout {
        merchant: MERCHANT.into(),
        txn_ref: "T1".into(),
        amount: 10_000,
        expires_at: END,
    }
}

fn chosen(choice: Choice) -> Chosen {
    Chosen { choice, at: AT }
}

fn ask(choice: Option<Choice>, now: i64) -> Result<Callback, StatusError> {
    sandbox().status(&StatusRequest {
        merchant: MERCHANT.into(),
        txn_ref: "T1".into(),
        amount: 10_000,
        created_at: AT,
        expires_at: END,
        now,
        request_id: "r1".into(),
        ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        chosen: choice.map(chosen),
    })
}

#[test]
fn each_choice_brings_its_callbacks() {
    use Choice::{Cancel, Failure, Late, Never, Success, Twice, WrongAmount};
    let failed = |cancelled| Report::Failed { cancelled };
    let table = [
        (Success, vec![0], 10_000, Report::Captured),
        (Failure, vec![0], 10_000, failed(false)),
        (Cancel, vec![0], 10_000, failed(true)),
        (Late, vec![960], 10_000, Report::Captured),
        (Never, vec![], 10_000, Report::Captured),
        (Twice, vec![0, 1], 10_000, Report::Captured),
        (WrongAmount, vec![0], 5_000, Report::Captured),
    ];
    assert_eq!(table.len(), Choice::ALL.len());
    for (choice, delays, amount, report) in table {
        let planned = sandbox().outcome(chosen(choice), &checkout());
        let got: Vec<i64> = planned.iter().map(|callback| callback.delay_s).collect();
        assert_eq!(got, delays, "{choice:?}");
        for callback in &planned {
            let read = sandbox().read_callback(&callback.query).unwrap();
            assert_eq!(read.amount, Some(amount), "{choice:?}");
            assert_eq!(read.report, report, "{choice:?}");
            assert_eq!(read.txn_ref, "T1");
            assert_eq!(read.merchant, MERCHANT);
            assert_eq!(read.currency, CURRENCY);
            assert_eq!(read.gateway_txn.is_some(), report == Report::Captured);
        }
        if let [first, second] = planned.as_slice() {
            assert_eq!(first.query, second.query, "the same money, told twice");
        }
    }
}

#[test]
fn status_and_callback_tell_the_same() {
    for choice in Choice::ALL {
        let told = ask(Some(choice), END + 61 * SECOND).unwrap();
        for callback in sandbox().outcome(chosen(choice), &checkout()) {
            assert_eq!(sandbox().read_callback(&callback.query).unwrap(), told);
        }
    }
    assert_eq!(ask(None, END), Err(StatusError::NotFound));
}

#[test]
fn late_money_is_pending_until_its_time() {
    let before = ask(Some(Choice::Late), END + 59 * SECOND).unwrap();
    assert_eq!(before.report, Report::Pending);
    assert_eq!(before.gateway_txn, None);
    let after = ask(Some(Choice::Late), END + 60 * SECOND).unwrap();
    assert_eq!(after.report, Report::Captured);
    // Chosen after the end: still a minute later.
    let chosen = Chosen {
        choice: Choice::Late,
        at: END + 5 * SECOND,
    };
    assert_eq!(sandbox().outcome(chosen, &checkout())[0].delay_s, 60);
}

#[test]
fn callback_signed_or_refused() {
    let query = sandbox().query(chosen(Choice::Success), &checkout());
    let other = Sandbox::new("http://localhost:3000", Secret::new("another"));
    let unsigned = query.split("&signature=").next().unwrap();
    for refused in [
        other.query(chosen(Choice::Success), &checkout()),
        query.replace("amount=10000", "amount=1"),
        query.replace("captured", "failed"),
        unsigned.to_owned(),
        format!("{query}&extra=1"),
        format!("{query}&amount=10000"),
        format!("{query}&signature="),
    ] {
        assert_eq!(
            sandbox().read_callback(&refused),
            Err(Refusal::BadSignature),
            "{refused}"
        );
    }
    for malformed in [String::new(), "a".repeat(MAX_QUERY + 1)] {
        assert_eq!(sandbox().read_callback(&malformed), Err(Refusal::Malformed));
    }
}

#[test]
fn a_signed_word_it_does_not_know_is_doubt() {
    let mut callback = sandbox().told(chosen(Choice::Success), &checkout());
    for report in [Report::Pending, Report::Review] {
        callback.report = report;
        let read = sandbox().read_callback(&sandbox().sign(&callback)).unwrap();
        assert_eq!(read.report, report);
    }
    // A number that says nothing is none: such money is never credited.
    callback.gateway_txn = Some(String::new());
    let read = sandbox().read_callback(&sandbox().sign(&callback)).unwrap();
    assert_eq!(read.gateway_txn, None);
    assert_eq!(super::report(Some("Captured")), Report::Review);
    assert_eq!(super::report(None), Report::Review);
}

#[test]
fn a_wrong_amount_is_never_the_right_one() {
    for amount in [1, 2, 3, 10_000, i64::MAX] {
        assert_ne!(wrong_amount(amount), amount);
        assert!(wrong_amount(amount) > 0);
    }
}

#[test]
fn the_page_of_an_attempt_and_requests_it_refuses() {
    let good = StartRequest {
        merchant: MERCHANT.into(),
        txn_ref: "T1".into(),
        amount: 1,
        order_info: "Le phi".into(),
        lang: "vi".into(),
        ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        return_url: "http://localhost:3000/payments/sandbox/return".into(),
        created_at: AT,
        expires_at: END,
        bank_code: None,
    };
    assert_eq!(
        sandbox().start(&good).unwrap(),
        "http://localhost:3000/payments/sandbox/checkout/T1"
    );
    let refused = |change: fn(&mut StartRequest)| {
        let mut request = good.clone();
        change(&mut request);
        sandbox().start(&request).unwrap_err()
    };
    assert_eq!(refused(|r| r.amount = 0), StartError::Amount);
    assert_eq!(refused(|r| r.txn_ref = "a/b".into()), StartError::Reference);
    assert_eq!(
        refused(|r| r.order_info = "Lệ phí".into()),
        StartError::OrderInfo
    );
    assert_eq!(refused(|r| r.expires_at = AT), StartError::Time);
}

#[test]
fn answers_by_what_became_of_it() {
    let say = |outcome: Outcome| {
        let answer = sandbox().answer(&outcome);
        assert_eq!(answer.content_type, "application/json");
        (answer.status, answer.body)
    };
    let body = |word: &str| format!(r#"{{"result":"{word}"}}"#);
    assert_eq!(say(Ok(Verdict::StillPending)), (200, body("recorded")));
    assert_eq!(say(Ok(Verdict::AlreadyFinal(None))), (200, body("already")));
    assert_eq!(
        say(Ok(Verdict::UnknownReference)),
        (404, body("unknownReference"))
    );
    assert_eq!(
        say(Ok(Verdict::UnknownMerchant)),
        (404, body("unknownReference"))
    );
    assert_eq!(say(Ok(Verdict::WrongCurrency)), (422, body("wrongAmount")));
    assert_eq!(say(Err(Refusal::Malformed)), (400, body("malformed")));
    assert_eq!(say(Err(Refusal::BadSignature)), (403, body("badSignature")));
    assert_eq!(say(Err(Refusal::Unavailable)), (503, body("unavailable")));
}
