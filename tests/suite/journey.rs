//! The citizen's road, over the router: each procedure from its start page to
//! a paid receipt, as a browser without script walks it (`works-plain`).

use axum::body::Body;
use http::{HeaderValue, Request, StatusCode, header};
use tests::TestApp;
use tests::walk::{begin, cases, complete_case, fill, pay, submit};

const PROCEDURES: [(&str, &str); 4] = [
    ("civil-status-extract", "2.000635"),
    ("criminal-record-certificate", "3.000333"),
    ("permanent-residence", "1.004222"),
    ("birth-registration", "1.001193"),
];

#[tokio::test]
async fn works_plain() {
    for (folder, code) in PROCEDURES {
        for prefix in ["", "/en"] {
            let app = TestApp::start().await;
            let mut browser = app.browser();
            let case = complete_case(folder);
            let draft = begin(&mut browser, prefix, code, &case.agency).await;
            let check = fill(&app, &mut browser, prefix, code, &draft, &case).await;
            let receipt = submit(&mut browser, &check).await;
            let page = browser.get(&receipt).await;
            assert_eq!(page.status, StatusCode::OK);
            if case.expect.fee > Some(0) {
                let back = pay(&app, &mut browser, &receipt, "success").await;
                let returned = browser.get(&back).await;
                assert_eq!(returned.status, StatusCode::OK);
                let reference = receipt.rsplit('/').next().unwrap_or_default();
                let dossiers = app
                    .app
                    .store
                    .dossiers(case.agency.clone(), None, 10)
                    .await
                    .expect("dossiers");
                assert_eq!(dossiers.len(), 1);
                assert_eq!(dossiers[0].reference.to_string(), reference);
                assert!(
                    dossiers[0].received_at.is_some(),
                    "{code}: paid and received"
                );
            }
            assert_eq!(app.app.store.ledger_sum().await, Ok(0));
            assert_eq!(app.app.store.broken_event().await, Ok(None));
        }
    }
}

/// Every page of every complete case answers in both languages.
#[tokio::test]
async fn every_page_answers_in_both_languages() {
    let app = TestApp::start().await;
    for (folder, code) in PROCEDURES {
        let case = complete_case(folder);
        let mut browser = app.browser();
        let draft = begin(&mut browser, "", code, &case.agency).await;
        fill(&app, &mut browser, "", code, &draft, &case).await;
        for page in &case.expect.pages {
            for prefix in ["", "/en"] {
                let answer = browser.get(&format!("{prefix}/d/{draft}/{page}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                let lang = if prefix.is_empty() {
                    "lang=\"vi\""
                } else {
                    "lang=\"en\""
                };
                assert!(answer.body.contains(lang), "{page} says its language");
                assert_eq!(
                    answer.body.matches("<h1").count(),
                    1,
                    "{code} {page}: one heading"
                );
            }
        }
    }
}

#[tokio::test]
async fn pages_travel_compressed_where_the_browser_takes_it() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let plain = browser.get("/p/2.000635").await;
    assert_eq!(plain.headers.get(header::CONTENT_ENCODING), None);
    for coding in ["br", "gzip"] {
        let request = Request::get("/p/2.000635")
            .header(header::ACCEPT_ENCODING, coding)
            .body(Body::empty())
            .expect("a request");
        let packed = browser.send(request).await;
        assert_eq!(
            packed.headers.get(header::CONTENT_ENCODING),
            Some(&HeaderValue::from_static(coding))
        );
        assert!(
            packed.body.chars().count() * 2 < plain.body.len(),
            "{coding}"
        );
    }
}

#[tokio::test]
async fn a_second_click_gives_the_same_receipt() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let case = complete_case("civil-status-extract");
    let draft = begin(&mut browser, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let key = browser.get(&check).await.hidden("key").expect("a key");
    let path = check.replace("/check", "/submit");
    let first = browser.post(&path, &[("key", &key)]).await;
    let second = browser.post(&path, &[("key", &key)]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.location(), second.location());
    assert_eq!(
        app.app
            .store
            .dossiers(case.agency, None, 10)
            .await
            .expect("dossiers")
            .len(),
        1
    );
}

#[tokio::test]
async fn a_failed_payment_can_be_tried_again() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let case = complete_case("civil-status-extract");
    let draft = begin(&mut browser, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(&mut browser, &check).await;
    for outcome in ["failure", "cancel", "wrongAmount"] {
        pay(&app, &mut browser, &receipt, outcome).await;
        let listed = app
            .app
            .store
            .dossiers(case.agency.clone(), None, 1)
            .await
            .expect("dossiers");
        assert!(listed[0].received_at.is_none(), "{outcome} pays nothing");
    }
    pay(&app, &mut browser, &receipt, "twice").await;
    app.clock.advance(server::clock::MINUTE);
    app.work().await;
    let listed = app
        .app
        .store
        .dossiers(case.agency.clone(), None, 1)
        .await
        .expect("dossiers");
    assert!(listed[0].received_at.is_some());
    assert_eq!(app.app.store.ledger_sum().await, Ok(0));
    let tasks = app.app.store.open_tasks(case.agency).await.expect("tasks");
    assert_eq!(
        tasks.len(),
        1,
        "the wrong amount is a person's task, the repeated callback is none"
    );
}

/// No callback comes: after 15 minutes the gateway is asked, and the money is
/// credited by the same path.
#[tokio::test]
async fn a_lost_callback_is_asked_for() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let case = complete_case("civil-status-extract");
    let draft = begin(&mut browser, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(&mut browser, &check).await;
    pay(&app, &mut browser, &receipt, "never").await;
    app.clock.advance(10 * server::clock::MINUTE);
    app.work().await;
    let received = |listed: Vec<server::store::Listed>| listed[0].received_at.is_some();
    assert!(!received(
        app.app
            .store
            .dossiers(case.agency.clone(), None, 1)
            .await
            .expect("dossiers")
    ));
    app.clock.advance(6 * server::clock::MINUTE);
    app.work().await;
    assert!(received(
        app.app
            .store
            .dossiers(case.agency, None, 1)
            .await
            .expect("dossiers")
    ));
}

/// What the tracking page's timeline says, oldest first.
async fn timeline(browser: &mut tests::Browser, receipt: &str) -> Vec<String> {
    let page = browser.get(receipt).await;
    assert_eq!(page.status, StatusCode::OK);
    let said = page.body.split("app-timeline__event\">").skip(1);
    let mut said: Vec<String> = said
        .map(|rest| rest.split('<').next().unwrap_or_default().to_owned())
        .collect();
    said.reverse();
    said
}

/// The interface's words for events.
fn said(lang: app::lang::Lang, events: &[app::desk::Event]) -> Vec<String> {
    let words = app::words::of(lang).dossier.event;
    events
        .iter()
        .map(|event| words(*event).to_string())
        .collect()
}

#[tokio::test]
async fn the_tracking_page_shows_each_step() {
    use app::desk::Event as E;
    for (prefix, lang) in [("", app::lang::Lang::Vi), ("/en", app::lang::Lang::En)] {
        let app = TestApp::start().await;
        let mut browser = app.browser();
        let case = complete_case("civil-status-extract");
        let draft = begin(&mut browser, prefix, "2.000635", &case.agency).await;
        let check = fill(&app, &mut browser, prefix, "2.000635", &draft, &case).await;
        let receipt = submit(&mut browser, &check).await;
        let mut steps = vec![E::Submitted];
        assert_eq!(timeline(&mut browser, &receipt).await, said(lang, &steps));
        for (outcome, step) in [
            ("cancel", E::PaymentCancelled),
            ("failure", E::PaymentFailed),
            ("wrongAmount", E::PaymentReview),
        ] {
            pay(&app, &mut browser, &receipt, outcome).await;
            steps.extend([E::PaymentStarted, step]);
            assert_eq!(timeline(&mut browser, &receipt).await, said(lang, &steps));
        }
        browser
            .post(&format!("{receipt}/pay"), &[("gateway", "sandbox")])
            .await;
        app.clock.advance(2 * server::clock::HOUR);
        app.work().await;
        steps.extend([E::PaymentStarted, E::PaymentExpired]);
        assert_eq!(timeline(&mut browser, &receipt).await, said(lang, &steps));
        pay(&app, &mut browser, &receipt, "success").await;
        steps.extend([E::PaymentStarted, E::PaymentReceived, E::Received]);
        assert_eq!(timeline(&mut browser, &receipt).await, said(lang, &steps));
    }
}

#[tokio::test]
async fn the_tracking_page_says_that_an_unpaid_dossier_was_closed() {
    use app::desk::Event as E;
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let case = complete_case("civil-status-extract");
    let draft = begin(&mut browser, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(&mut browser, &check).await;
    app.clock.advance(server::dossier::submission::PAY_WITHIN);
    app.work().await;
    assert_eq!(
        timeline(&mut browser, &receipt).await,
        said(app::lang::Lang::Vi, &[E::Submitted, E::ClosedUnpaid])
    );
}

#[tokio::test]
async fn reference_and_secret_open_a_dossier_elsewhere() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let case = complete_case("civil-status-extract");
    let draft = begin(&mut browser, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(&mut browser, &check).await;
    let reference = receipt.rsplit('/').next().unwrap_or_default().to_owned();
    let shown = browser.get(&receipt).await.body;
    let section = shown
        .split("app-secret__code")
        .nth(1)
        .expect("the secret, once");
    let secret = section
        .split("<strong>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("the code");
    let mut other = app.browser();
    assert_eq!(other.get(&receipt).await.status, StatusCode::NOT_FOUND);
    let wrong = other
        .post(
            "/track",
            &[("reference", &reference), ("secret", "0000000000")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = other
        .post("/track", &[("reference", &reference), ("secret", secret)])
        .await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let page = other.get(&right.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.body.contains(secret),
        "the secret is shown to its owner alone"
    );
}

/// The engine decides every case of the catalogue as written.
#[tokio::test]
async fn the_catalogues_cases_are_decided_as_written() {
    let app = TestApp::start().await;
    let mut seen = 0;
    for (folder, code) in PROCEDURES {
        let version = app.app.catalogue.procedure(code).expect("published");
        for case in cases(folder) {
            let today = forms::date::Date::parse_iso(&case.today).expect("a date");
            let context = forms::Context {
                today,
                channel: &case.channel,
                agency: &case.agency,
                province: "14",
                datasets: app.app.units.as_ref(),
            };
            let evaluation = forms::evaluate(&version.form, &case.answers, &context);
            let journey = forms::Journey::new(&version.form, &evaluation);
            let about = format!("{folder}: {}", case.name);
            let mut found: Vec<_> = evaluation
                .problems
                .iter()
                .map(|p| (p.path.clone(), p.code.name().to_owned()))
                .collect();
            let mut wanted = case.expect.problems.clone();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{about}");
            assert_eq!(journey.is_complete(), case.expect.complete, "{about}");
            assert_eq!(evaluation.fee.total(), case.expect.fee, "{about}");
            let pages: Vec<_> = journey.pages().iter().map(|page| page.id.clone()).collect();
            assert_eq!(pages, case.expect.pages, "{about}");
            if let (Some(lines), forms::FeeState::Known(known)) =
                (&case.expect.lines, &evaluation.fee)
            {
                let known: Vec<_> = known
                    .iter()
                    .map(|line| (line.rule.id.clone(), line.amount))
                    .collect();
                assert_eq!(&known, lines, "{about}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 24, "{seen} cases");
}
