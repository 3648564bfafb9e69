//! querydr and refund over HTTP, against a machine of our own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use serde_json::{Value, json};

use super::*;
use crate::payment::signature::sha512;

/// Answers one request with `answer` and gives the request's body back.
fn machine(answer: String) -> (Vnpay, JoinHandle<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut config = config();
    config.api_url = format!("http://{}/transaction", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(&stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let line = line.trim().to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        (&stream).write_all(answer.as_bytes()).unwrap();
        serde_json::from_slice(&body).unwrap()
    });
    (Vnpay::new(config).unwrap(), served)
}

fn ok(body: &Value) -> String {
    let body = body.to_string();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// An answer signed as VNPAY would: all fields in the documented order.
fn answer(command: &str, code: &str, kind: &str, status: &str) -> Value {
    answer_of("59M2T06B", command, code, kind, status)
}

fn answer_of(tmn_code: &str, command: &str, code: &str, kind: &str, status: &str) -> Value {
    let promotion = if command.starts_with("querydr") {
        "||"
    } else {
        ""
    };
    let text = format!(
        "id1|{command}|{code}|ok|{tmn_code}|T1|1000000|NCB|20261123083512|14|{kind}|{status}|info{promotion}"
    );
    json!({
        "vnp_ResponseId": "id1", "vnp_Command": command, "vnp_ResponseCode": code,
        "vnp_Message": "ok", "vnp_TmnCode": tmn_code, "vnp_TxnRef": "T1",
        // A number, as some machines write it; hashed as its digits.
        "vnp_Amount": 1_000_000, "vnp_BankCode": "NCB", "vnp_PayDate": "20261123083512",
        "vnp_TransactionNo": "14", "vnp_TransactionType": kind,
        "vnp_TransactionStatus": status, "vnp_OrderInfo": "info",
        "vnp_SecureHash": sha512(&config().merchants[0].secret, &text),
    })
}

fn question() -> StatusRequest {
    StatusRequest {
        merchant: "59M2T06B".into(),
        txn_ref: "T1".into(),
        amount: 10_000,
        created_at: AT,
        expires_at: AT + 15 * MINUTE,
        now: AT + 20 * MINUTE,
        request_id: "r1".into(),
        ip: "10.0.0.1".parse().unwrap(),
        chosen: None,
    }
}

fn refund() -> RefundRequest {
    RefundRequest {
        merchant: "59M2T06B".into(),
        txn_ref: "T1".into(),
        amount: 10_000,
        full: true,
        gateway_txn: None,
        created_at: AT,
        now: AT + 20 * MINUTE,
        request_id: "r1".into(),
        officer: "officer-7".into(),
        ip: "10.0.0.1".parse().unwrap(),
        order_info: "Hoan phi".into(),
    }
}

fn asked(answer: String) -> Result<Callback, StatusError> {
    let (vnpay, served) = machine(answer);
    let told = vnpay.status(&question());
    let body = served.join().unwrap();
    assert_eq!(body["vnp_Command"], "querydr");
    assert_eq!(body["vnp_TransactionDate"], "20261123083000");
    assert_eq!(body["vnp_CreateDate"], "20261123085000");
    assert_eq!(body["vnp_SecureHash"].as_str().unwrap().len(), 128);
    told
}

fn refunded(answer: String) -> Result<RefundOutcome, StatusError> {
    let (vnpay, served) = machine(answer);
    let told = vnpay.refund(&refund());
    let body = served.join().unwrap();
    assert_eq!(body["vnp_Command"], "refund");
    assert_eq!(body["vnp_TransactionType"], "02");
    assert_eq!(body["vnp_TransactionNo"], "0", "hashed and sent");
    assert_eq!(body["vnp_Amount"], "1000000");
    told
}

#[test]
fn a_status_is_asked_signed_and_read() {
    let told = asked(ok(&answer("querydr", "00", "01", "00"))).unwrap();
    assert_eq!(told.report, Report::Captured);
    assert_eq!(told.amount, Some(10_000));
    assert_eq!(told.gateway_txn.as_deref(), Some("14"));
    assert_eq!(told.merchant, "59M2T06B");
    assert_eq!(told.txn_ref, "T1");
    assert_eq!(told.paid_at, Some(AT + 5 * MINUTE + 12_000_000));
}

#[test]
fn each_status_has_its_meaning() {
    for (kind, status, report) in [
        ("01", "01", Report::Pending),
        ("01", "02", Report::Failed { cancelled: false }),
        ("01", "04", Report::Review),
        ("01", "05", Report::Review),
        ("01", "07", Report::Review),
        ("01", "", Report::Review),
        ("", "00", Report::Captured),
        ("02", "00", Report::Review),
        ("03", "00", Report::Review),
    ] {
        let told = asked(ok(&answer("querydr", "00", kind, status))).unwrap();
        assert_eq!(told.report, report, "{kind} {status}");
    }
}

#[test]
fn signed_refusals_are_told_apart() {
    let refused = |code: &str| asked(ok(&answer("querydr", code, "", ""))).unwrap_err();
    assert_eq!(refused("91"), StatusError::NotFound);
    for code in ["02", "03", "94", "97", "99"] {
        let code = code.to_owned();
        assert_eq!(refused(&code), StatusError::Refused { code });
    }
}

#[test]
fn answers_that_prove_nothing_are_refused() {
    let good = answer("querydr", "00", "01", "00");
    let altered = |change: &dyn Fn(&mut Value)| {
        let mut body = good.clone();
        change(&mut body);
        asked(ok(&body)).unwrap_err()
    };
    for change in [
        |body: &mut Value| {
            body.as_object_mut().unwrap().remove("vnp_SecureHash");
        },
        |body: &mut Value| body["vnp_SecureHash"] = json!(""),
        |body: &mut Value| body["vnp_SecureHash"] = json!(null),
        |body: &mut Value| body["vnp_Amount"] = json!("100"),
        |body: &mut Value| body["vnp_TransactionStatus"] = json!("02"),
        |body: &mut Value| body["vnp_PromotionCode"] = json!("KM"),
    ] {
        assert_eq!(altered(&change), StatusError::BadSignature);
    }
    for odd in [json!(1.5), json!(true), json!(["100"]), json!({})] {
        assert_eq!(
            altered(&|body| body["vnp_Amount"] = odd.clone()),
            StatusError::Malformed
        );
    }
    // Rightly signed, but not the answer to our question.
    for other in [
        answer("querydrx", "00", "01", "00"),
        answer_of("CUZP8XA6", "querydr", "00", "01", "00"),
    ] {
        assert_eq!(asked(ok(&other)).unwrap_err(), StatusError::Malformed);
    }
    assert_eq!(
        asked(ok(&answer("refund", "00", "02", "00"))).unwrap_err(),
        StatusError::BadSignature,
        "a refund's answer leaves out the promotion"
    );
    let merchant = &config().merchants[0];
    let body = good.to_string();
    assert!(merchant_api::read_query_answer(merchant, "T1", &body).is_ok());
    assert_eq!(
        merchant_api::read_query_answer(merchant, "T2", &body),
        Err(StatusError::Malformed)
    );
    for text in ["", "[]", "\"x\"", "{", "null"] {
        assert_eq!(
            merchant_api::read_query_answer(merchant, "T1", text),
            Err(StatusError::Malformed)
        );
    }
}

#[test]
fn other_http_answers_are_no_answers() {
    for head in [
        "HTTP/1.1 500 Internal Server Error",
        "HTTP/1.1 204 No Content",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/",
    ] {
        let answer = format!("{head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assert_eq!(asked(answer), Err(StatusError::Unreachable), "{head}");
    }
    let long = ok(&json!("x".repeat(70_000)));
    assert_eq!(asked(long), Err(StatusError::Unreachable));
}

#[test]
fn a_redirect_is_not_followed_even_to_a_right_answer() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = elsewhere.local_addr().unwrap();
    let good = ok(&answer("querydr", "00", "01", "00"));
    // Not joined: nobody is meant to come.
    std::thread::spawn(move || {
        if let Ok((mut stream, _)) = elsewhere.accept() {
            let mut head = [0; 1024];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(good.as_bytes());
        }
    });
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nLocation: http://{place}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(asked(redirect), Err(StatusError::Unreachable));
}

#[test]
fn refunds_are_asked_and_read() {
    for (code, status, outcome) in [
        ("00", "05", Ok(RefundOutcome::Processing)),
        ("00", "06", Ok(RefundOutcome::Processing)),
        ("00", "00", Ok(RefundOutcome::Refunded)),
        ("00", "09", Ok(RefundOutcome::Refused)),
        ("00", "02", Ok(RefundOutcome::Unclear)),
        ("94", "", Ok(RefundOutcome::Processing)),
        ("95", "05", Ok(RefundOutcome::Refused)),
        ("91", "", Err(StatusError::NotFound)),
        ("99", "00", Err(StatusError::Refused { code: "99".into() })),
    ] {
        assert_eq!(refunded(ok(&answer("refund", code, "02", status))), outcome);
    }
    let mut unsigned = answer("refund", "00", "02", "05");
    unsigned.as_object_mut().unwrap().remove("vnp_SecureHash");
    assert_eq!(refunded(ok(&unsigned)), Err(StatusError::BadSignature));
}

#[test]
fn requests_outside_the_limits_are_not_sent() {
    let mut bad = question();
    bad.request_id = "x".repeat(33);
    assert_eq!(vnpay().status(&bad), Err(StatusError::BadRequest));
    bad = question();
    bad.created_at = i64::MAX;
    assert_eq!(vnpay().status(&bad), Err(StatusError::BadRequest));
    bad = question();
    bad.merchant = "CUZP8XA6".into();
    assert_eq!(vnpay().status(&bad), Err(StatusError::UnknownMerchant));
    for change in [
        |r: &mut RefundRequest| r.amount = 0,
        |r: &mut RefundRequest| r.amount = MAX_AMOUNT + 1,
        |r: &mut RefundRequest| r.officer = "Trần Đức".into(),
        |r: &mut RefundRequest| r.request_id = String::new(),
        |r: &mut RefundRequest| r.order_info = "a|b".into(),
        |r: &mut RefundRequest| r.txn_ref = "a|b".into(),
    ] {
        let mut bad = refund();
        change(&mut bad);
        assert_eq!(vnpay().refund(&bad), Err(StatusError::BadRequest));
    }
    let mut bad = refund();
    bad.merchant = "CUZP8XA6".into();
    assert_eq!(vnpay().refund(&bad), Err(StatusError::UnknownMerchant));
}

#[test]
fn a_partial_refund_says_so() {
    let (vnpay, served) = machine(ok(&answer("refund", "00", "03", "05")));
    let mut part = refund();
    part.full = false;
    part.gateway_txn = Some("14".into());
    assert_eq!(vnpay.refund(&part), Ok(RefundOutcome::Processing));
    let body = served.join().unwrap();
    assert_eq!(body["vnp_TransactionType"], "03");
    assert_eq!(body["vnp_TransactionNo"], "14");
}
