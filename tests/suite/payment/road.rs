//! The citizen's road with VNPAY as the settings enable it: over the router to
//! the pay page, back by a signed call; and where that call is lost, a stub of
//! the merchant API on loopback is asked. Both sides of the signature are
//! computed here anew, from VNPAY's description alone.

use axum::body::Body;
use hmac::{Hmac, KeyInit, Mac};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use server::clock::MINUTE;
use server::config::{Hidden, VnpayAccount};
use server::store::Listed;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use tests::walk::{begin, complete_case, fill, submit};
use tests::{Browser, TestApp};

const CODE: &str = "TOKHAI01";
const SECRET: &str = "ROADSECRETROADSECRETROADSECRET01";

fn sign(text: &str) -> String {
    let mut mac = Hmac::<sha2::Sha512>::new_from_slice(SECRET.as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// Fields sorted by name, escaped as a form is, with their hash.
fn signed_query(fields: &BTreeMap<String, String>) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    format!("{query}&vnp_SecureHash={}", sign(&query))
}

/// What the stub was asked, and whether it signs its next answer rightly.
#[derive(Default)]
struct Stub {
    asked: Mutex<Vec<Value>>,
    lies: Mutex<u32>,
}

/// A merchant API on a free port of loopback: every attempt it is asked about
/// was paid with the amount it was told.
fn merchant_api(stub: Arc<Stub>, amount: i64) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/api", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap_or(0);
                }
            }
            let mut body = vec![0; length];
            if reader.read_exact(&mut body).is_err() {
                continue;
            }
            let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
            let answer = answer(&stub, &asked, amount).to_string();
            stub.asked.lock().expect("not poisoned").push(asked);
            let _ = write!(
                reader.get_mut(),
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
                answer.len()
            );
        }
    });
    url
}

fn answer(stub: &Stub, asked: &Value, amount: i64) -> Value {
    let field = |name: &str| asked[name].as_str().unwrap_or_default().to_owned();
    let question = [
        "vnp_RequestId",
        "vnp_Version",
        "vnp_Command",
        "vnp_TmnCode",
        "vnp_TxnRef",
        "vnp_TransactionDate",
        "vnp_CreateDate",
        "vnp_IpAddr",
        "vnp_OrderInfo",
    ];
    let asked_hash = sign(&question.map(field).join("|"));
    let right = field("vnp_SecureHash").eq_ignore_ascii_case(&asked_hash);
    let fields = [
        ("vnp_ResponseId", "r1".to_owned()),
        ("vnp_Command", "querydr".to_owned()),
        (
            "vnp_ResponseCode",
            if right { "00" } else { "97" }.to_owned(),
        ),
        ("vnp_Message", "ok".to_owned()),
        ("vnp_TmnCode", CODE.to_owned()),
        ("vnp_TxnRef", field("vnp_TxnRef")),
        ("vnp_Amount", (amount * 100).to_string()),
        ("vnp_BankCode", "NCB".to_owned()),
        ("vnp_PayDate", "20261123090500".to_owned()),
        ("vnp_TransactionNo", "14422574".to_owned()),
        ("vnp_TransactionType", "01".to_owned()),
        ("vnp_TransactionStatus", "00".to_owned()),
        ("vnp_OrderInfo", "Truy van".to_owned()),
        ("vnp_PromotionCode", String::new()),
        ("vnp_PromotionAmount", String::new()),
    ];
    let text: Vec<&str> = fields.iter().map(|(_, value)| value.as_str()).collect();
    let mut hash = sign(&text.join("|"));
    let mut lies = stub.lies.lock().expect("not poisoned");
    if *lies > 0 {
        *lies -= 1;
        hash = sign("something else");
    }
    let mut answer = json!({ "vnp_SecureHash": hash });
    for (name, value) in &fields {
        answer[*name] = json!(value);
    }
    answer
}

/// A server with VNPAY as `TOKHAI_VNPAY_*` would set it.
async fn server(api: &str) -> TestApp {
    let api = api.to_owned();
    TestApp::with(|config| {
        config.sandbox = false;
        config.vnpay_api_url = api;
        config.vnpay = Some(VnpayAccount {
            tmn_code: CODE.to_owned(),
            secret: Hidden::new(SECRET.to_owned()),
        });
    })
    .await
}

/// A dossier sent and its payment started: the receipt, what the pay page was told.
async fn started(app: &TestApp, browser: &mut Browser) -> (String, BTreeMap<String, String>) {
    let case = complete_case("civil-status-extract");
    let draft = begin(browser, "", "2.000635", &case.agency).await;
    let check = fill(app, browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(browser, &check).await;
    let answer = browser
        .post(&format!("{receipt}/pay"), &[("gateway", "vnpay")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let place = answer.headers[http::header::LOCATION]
        .to_str()
        .expect("text")
        .to_owned();
    let (page, query) = place.split_once('?').expect("a query");
    assert_eq!(page, app.app.config.vnpay_pay_url);
    let (hashed, hash) = query.rsplit_once("&vnp_SecureHash=").expect("a hash");
    assert_eq!(hash, sign(hashed), "the pay page would take it");
    let told: BTreeMap<String, String> = form_urlencoded::parse(hashed.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(told["vnp_TmnCode"], CODE);
    let policy = &answer.headers[http::header::CONTENT_SECURITY_POLICY];
    let origin = page.split('/').take(3).collect::<Vec<_>>().join("/");
    assert!(
        policy.to_str().is_ok_and(|policy| policy.contains(&origin)),
        "the browser may go there"
    );
    (receipt, told)
}

async fn first(app: &TestApp) -> Listed {
    let agency = complete_case("civil-status-extract").agency;
    let listed = app.app.store.dossiers(agency, None, 1).await.expect("read");
    listed.first().expect("a dossier").clone()
}

async fn call(app: &TestApp, query: &str) -> String {
    let request = Request::get(format!("/payments/vnpay/ipn?{query}"))
        .body(Body::empty())
        .expect("a request");
    let answer = app.browser().send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    let json: Value = serde_json::from_str(&answer.body).expect("JSON");
    json["RspCode"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn paid_by_a_signed_call() {
    let app = server("http://127.0.0.1:1/api").await;
    let mut browser = app.browser();
    let (receipt, told) = started(&app, &mut browser).await;
    let mut fields: BTreeMap<String, String> = [
        ("vnp_BankCode", "NCB"),
        ("vnp_PayDate", "20261123090000"),
        ("vnp_ResponseCode", "00"),
        ("vnp_TransactionNo", "14422574"),
        ("vnp_TransactionStatus", "00"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for name in ["vnp_Amount", "vnp_OrderInfo", "vnp_TmnCode", "vnp_TxnRef"] {
        fields.insert(name.to_owned(), told[name].clone());
    }
    let query = signed_query(&fields);
    let forged = query.replace("vnp_BankCode=NCB", "vnp_BankCode=VCB");
    assert_eq!(call(&app, &forged).await, "97");
    assert!(first(&app).await.received_at.is_none());
    let back = browser
        .get(&format!("/payments/vnpay/return?{query}"))
        .await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(
        first(&app).await.received_at.is_none(),
        "a browser's return is no proof"
    );
    assert_eq!(call(&app, &query).await, "00");
    assert_eq!(call(&app, &query).await, "02");
    assert!(first(&app).await.received_at.is_some());
    assert_eq!(app.app.store.ledger_sum().await, Ok(0));
    let paid = app::words::of(app::lang::Lang::Vi).dossier.event;
    let page = browser.get(&receipt).await;
    let step = paid(app::desk::Event::PaymentReceived).to_string();
    assert!(page.body.contains(&step), "a paid receipt");
}

#[tokio::test]
async fn a_lost_call_is_asked_for_until_the_answer_can_be_believed() {
    let fee = complete_case("civil-status-extract").expect.fee;
    let stub = Arc::new(Stub::default());
    *stub.lies.lock().expect("not poisoned") = 1;
    let app = server(&merchant_api(stub.clone(), fee.expect("a fee"))).await;
    let mut browser = app.browser();
    let (_, told) = started(&app, &mut browser).await;
    app.clock.advance(14 * MINUTE);
    app.work().await;
    assert!(stub.asked.lock().expect("not poisoned").is_empty());
    app.clock.advance(2 * MINUTE);
    app.work().await;
    assert!(
        first(&app).await.received_at.is_none(),
        "an answer signed wrongly is none"
    );
    app.clock.advance(4 * MINUTE);
    app.work().await;
    assert!(first(&app).await.received_at.is_some());
    assert_eq!(app.app.store.ledger_sum().await, Ok(0));
    app.clock.advance(60 * MINUTE);
    app.work().await;
    let asked = stub.asked.lock().expect("not poisoned").clone();
    assert_eq!(asked.len(), 2, "who has paid is not asked about again");
    for question in asked {
        assert_eq!(question["vnp_Command"], "querydr");
        assert_eq!(question["vnp_TxnRef"], json!(told["vnp_TxnRef"]));
        assert_eq!(
            question["vnp_TransactionDate"],
            json!(told["vnp_CreateDate"])
        );
    }
}
