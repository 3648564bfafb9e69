//! The callback vectors through the whole server: route, signature, store, answer.

use super::vectors::{Ipn, load, promised};
use axum::body::Body;
use forms::date::Date;
use http::{Request, StatusCode};
use server::config::{Hidden, VnpayAccount};
use server::dossier::state::DossierState;
use server::id::{Secret, sha256};
use server::payment::state::AttemptState;
use server::store::{
    Channel, FeeLine, NewDue, Reader, StartAttempt, Started, Submission, Submitted,
};
use tests::TestApp;

/// A server whose VNPAY account is the vector's, with the vector's orders.
async fn server_with(vector: &Ipn) -> (TestApp, String) {
    let app = TestApp::with(|config| {
        config.vnpay = Some(VnpayAccount {
            tmn_code: vector.config.tmn_code.clone(),
            secret: Hidden::new(vector.config.hash_secret.clone()),
        });
    })
    .await;
    let principal = app
        .app
        .store
        .create_principal(server::store::PrincipalKind::Cookie, [7; 32])
        .await
        .expect("a principal");
    for order in &vector.orders {
        let submitted = app
            .app
            .store
            .submit(submission(
                &app,
                &principal.id,
                &order.txn_ref,
                order.amount_vnd,
            ))
            .await;
        let Ok(Submitted::Taken { reference, .. }) = submitted else {
            panic!("{submitted:?}")
        };
        let reader = Reader::Principal(principal.id.clone());
        let dossier = app
            .app
            .store
            .dossier(reference, reader.clone())
            .await
            .expect("read")
            .expect("a dossier");
        let start = StartAttempt {
            obligation: dossier.obligations[0].id.clone(),
            reader,
            gateway: "vnpay".to_owned(),
            merchant: vector.config.tmn_code.clone(),
            txn_ref: order.txn_ref.clone(),
            expires_at: app.clock.now() + 15 * server::clock::MINUTE,
            lang: "vi".to_owned(),
        };
        let started = app.app.store.start_attempt(start).await;
        assert!(matches!(started, Ok(Started::Attempt(_))), "{started:?}");
        if order.state == "expired" {
            app.clock.advance(server::clock::HOUR);
            assert_eq!(
                app.app.store.expire_attempts(app.clock.now(), 10).await,
                Ok(1)
            );
        }
    }
    (app, principal.id)
}

fn submission(app: &TestApp, principal: &str, key: &str, amount: i64) -> Submission {
    let version = app.app.catalogue.procedure("2.000635").expect("published");
    let line = FeeLine {
        rule: "copies".into(),
        label: forms::Text::default(),
        amount,
        kind: "phi".into(),
        code: None,
    };
    Submission {
        principal: principal.to_owned(),
        key: key.to_owned(),
        body_hash: sha256(key.as_bytes()),
        draft: None,
        files: Vec::new(),
        secret: Secret::new(),
        form_hash: version.hash.clone(),
        procedure: version.code.clone(),
        agency: app.app.catalogue.desks[0].code.clone(),
        deciding: app.app.catalogue.desks[0].code.clone(),
        channel: Channel::Online,
        lang: "vi".to_owned(),
        today: Date {
            year: 2026,
            month: 11,
            day: 23,
        },
        document: b"{}".to_vec(),
        due: Some(NewDue {
            lines: vec![line],
            expires_at: app.clock.now() + server::clock::DAY,
        }),
        contact: None,
        applicant: None,
        jobs: Vec::new(),
    }
}

#[tokio::test]
async fn every_callback_vector_over_the_router() {
    let vectors = load();
    assert_eq!(vectors.vnpay_ipn.len(), 23);
    for vector in &vectors.vnpay_ipn {
        let (app, principal) = server_with(vector).await;
        let request = Request::get(format!("/payments/vnpay/ipn?{}", vector.query))
            .body(Body::empty())
            .expect("a request");
        let answer = app.browser().send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", vector.id);
        let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        let code = json["RspCode"].as_str().unwrap_or_default().to_owned();
        let (wanted, wanted_state) = promised(vector);
        assert_eq!(code, wanted, "{} {}", vector.id, vector.name);
        let order = &vector.orders[0];
        let attempt = app
            .app
            .store
            .attempt(order.txn_ref.clone())
            .await
            .expect("read")
            .expect("an attempt");
        let state = match attempt.state {
            AttemptState::Started => "pending",
            AttemptState::Paid => "paid",
            AttemptState::Failed | AttemptState::Cancelled => "failed",
            AttemptState::Expired => "expired",
            AttemptState::Review => "review",
        };
        let wanted_state = if wanted_state == "unchanged" {
            order.state.clone()
        } else {
            wanted_state
        };
        assert_eq!(state, wanted_state, "{} {}", vector.id, vector.name);
        let dossier = app
            .app
            .store
            .dossier(attempt.reference, Reader::Principal(principal))
            .await
            .expect("read")
            .expect("it");
        let moved = dossier.state == DossierState::Submitted;
        assert_eq!(
            moved,
            attempt.state == AttemptState::Paid,
            "{}: the dossier moves with the money",
            vector.id
        );
        assert_eq!(app.app.store.ledger_sum().await, Ok(0), "{}", vector.id);
        // The same call once more changes nothing and is answered 02 where it counted.
        let again = Request::get(format!("/payments/vnpay/ipn?{}", vector.query))
            .body(Body::empty())
            .expect("a request");
        let again = app.browser().send(again).await;
        let json: serde_json::Value = serde_json::from_str(&again.body).expect("JSON");
        if attempt.state == AttemptState::Paid {
            assert_eq!(json["RspCode"], "02", "{}", vector.id);
        }
        let after = app
            .app
            .store
            .attempt(order.txn_ref.clone())
            .await
            .expect("read")
            .expect("an attempt");
        assert_eq!(after.state, attempt.state, "{}", vector.id);
    }
}

#[tokio::test]
async fn the_return_page_reads_and_never_writes() {
    let vectors = load();
    let vector = vectors
        .vnpay_ipn
        .iter()
        .find(|vector| vector.name == "valid success ATM")
        .expect("the vector");
    let (app, _) = server_with(vector).await;
    let answer = app
        .browser()
        .get(&format!("/payments/vnpay/return?{}", vector.query))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let attempt = app
        .app
        .store
        .attempt(vector.orders[0].txn_ref.clone())
        .await
        .expect("read")
        .expect("an attempt");
    assert_eq!(
        attempt.state,
        AttemptState::Started,
        "a browser's return is no proof"
    );
}
