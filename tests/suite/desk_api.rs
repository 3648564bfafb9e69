//! The officers' side by the API: an agency's own system takes dossiers over
//! and hands them back, by the rules and events of the pages.

use axum::body::Body;
use http::{Request, StatusCode, header};
use serde_json::{Value, json};
use server::dossier::state::DossierState;
use tests::desk::{state, submitted};
use tests::letters::letters;
use tests::{TOKEN, TestApp};

/// The agency of the token's client.
const PROVINCE: &str = "DEMO-SL-002";
const EXTRACT: (&str, &str) = ("civil-status-extract", "2.000635");

async fn call(app: &TestApp, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
    let (status, bytes) = send(
        app,
        method,
        path,
        "application/json",
        body.to_string().into(),
    )
    .await;
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

async fn send(
    app: &TestApp,
    method: &str,
    path: &str,
    kind: &str,
    body: Body,
) -> (StatusCode, Vec<u8>) {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/dossiers{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .header(header::CONTENT_TYPE, kind);
    let request = request.body(body).expect("a request");
    let answer = app.browser().send(request).await;
    (answer.status, answer.bytes)
}

fn findings() -> Value {
    json!({
        "eventType": "birth",
        "registerNumber": "45/1990",
        "registeredOn": "1990-04-02",
        "registeredAt": "Ủy ban nhân dân xã Minh Họa",
        "fullName": "Nguyễn Thị Minh Họa",
        "extractNumber": "12/TLKS-BS",
        "copiesIssued": 2,
        "issuedOn": "2026-11-23",
        "signer": {"name": "Cầm Văn Ví Dụ", "title": "Phó Giám đốc"}
    })
}

#[tokio::test]
async fn a_system_takes_a_dossier_over_and_hands_it_back() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let at = |tail: &str| format!("/{reference}{tail}");
    let (_, listed) = call(&app, "GET", "?list=new", Value::Null).await;
    assert_eq!(listed[0]["reference"], reference.as_str());
    let (status, dossier) = call(&app, "GET", &at(""), Value::Null).await;
    assert_eq!(
        (status, &dossier["state"]),
        (StatusCode::OK, &json!("submitted"))
    );

    let decide = json!({"findings": findings()});
    let (status, early) = call(&app, "POST", &at("/decide"), decide.clone()).await;
    assert_eq!(
        (status, &early["detail"]),
        (StatusCode::CONFLICT, &json!("submitted"))
    );
    let (status, accepted) = call(&app, "POST", &at("/accept"), Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{accepted}");
    assert_eq!(accepted["nationalState"], 2);
    assert!(accepted["code"].is_string() && accepted["dueAt"].is_number());
    let (status, _) = call(&app, "POST", &at("/accept"), Value::Null).await;
    assert_eq!(status, StatusCode::CONFLICT, "once");
    call(&app, "POST", &at("/take-up"), Value::Null).await;

    for wrong in [
        json!({"items": []}),
        json!({"items": [{"path": "nothing", "what": "x"}]}),
        json!({"items": [{"path": "copies", "what": ""}]}),
        json!({"items": [{"path": "copies", "what": "x", "more": 1}]}),
    ] {
        let (status, _) = call(&app, "POST", &at("/supplement"), wrong).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
    let (_, blocked) = call(&app, "POST", &at("/decide"), decide.clone()).await;
    assert_eq!(
        blocked["type"], "urn:tokhai:problem:blocked",
        "identity first"
    );
    let (status, _) = call(&app, "POST", &at("/identity"), json!({"how": "guess"})).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    call(&app, "POST", &at("/identity"), json!({"how": "vneid"})).await;
    let mut lacking = findings();
    lacking["extractNumber"] = json!("");
    let (status, wrong) = call(&app, "POST", &at("/decide"), json!({"findings": lacking})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong["errors"][0]["pointer"], "/extractNumber");
    let (status, decided) = call(&app, "POST", &at("/decide"), decide.clone()).await;
    assert_eq!(
        (status, &decided["state"]),
        (StatusCode::OK, &json!("decided")),
        "{decided}"
    );
    let (status, _) = call(&app, "POST", &at("/decide"), decide).await;
    assert_eq!(status, StatusCode::CONFLICT, "once");
    app.work().await;
    let (status, paper) = send(&app, "GET", &at("/result"), "", Body::empty()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(tests::pdf::text(&paper).contains("12/TLKS-BS"));
    let told: Vec<String> = letters(&app, &reference)
        .await
        .into_iter()
        .map(|l| l.words)
        .collect();
    assert_eq!(told, ["submitted", "paid", "accepted", "decided"]);
}

#[tokio::test]
async fn a_system_attaches_its_own_paper_once() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let at = |tail: &str| format!("/{reference}{tail}");
    let attach = async |kind: &str, bytes: &'static [u8]| {
        send(&app, "PUT", &at("/result"), kind, Body::from(bytes))
            .await
            .0
    };
    let pdf: &[u8] = b"%PDF-1.7 the agency's own";
    assert_eq!(
        attach("application/pdf", pdf).await,
        StatusCode::CONFLICT,
        "not decided"
    );
    for (act, body) in [
        ("/accept", Value::Null),
        ("/take-up", Value::Null),
        ("/identity", json!({"how": "counter"})),
        ("/decide", json!({"findings": findings(), "attach": true})),
    ] {
        let (status, said) = call(&app, "POST", &at(act), body).await;
        assert_eq!(status, StatusCode::OK, "{act}: {said}");
    }
    app.work().await;
    assert_eq!(state(&app, &reference).await, DossierState::Decided);
    let (status, _) = send(&app, "GET", &at("/result"), "", Body::empty()).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nothing is drawn");
    let unfit = StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!(attach("image/png", pdf).await, unfit);
    assert_eq!(attach("application/pdf", b"<html>").await, unfit);
    assert_eq!(attach("application/pdf", pdf).await, StatusCode::NO_CONTENT);
    assert_eq!(
        attach("application/pdf", pdf).await,
        StatusCode::CONFLICT,
        "once"
    );
    let (_, kept) = send(&app, "GET", &at("/result"), "", Body::empty()).await;
    assert_eq!(kept, pdf);
    let last = letters(&app, &reference).await.pop().expect("told");
    assert_eq!(last.words, "decided");
}
