//! Generated dossiers: as many as asked for, whole, and no more the second time.

use app::desk::office::{InboxList, InboxQuery, Office};
use app::lang::Lang;
use http::StatusCode;
use server::config::{Config, Hidden};
use server::demo::{Progress, fill};
use server::office::accounts;
use server::office::desk::OfficeDesk;
use server::store::{InboxAsk, NewSession};
use std::path::Path;
use tests::{TOKEN, TestApp, first_instant, repository};

const PROVINCE: &str = "DEMO-SL-002";
const PASSWORD: &str = "một mật khẩu dài";

fn config(folder: &Path) -> Config {
    Config::for_tests(folder, &repository().join("forms/catalogue"), TOKEN)
}

async fn filled(folder: &Path, wanted: u32) -> Result<u32, String> {
    let noon = first_instant() + 3 * server::clock::HOUR;
    fill(config(folder), noon, wanted, &mut Progress::silent()).await
}

/// The demonstration opened on what was filled, at noon of a Monday.
async fn opened(folder: &Path) -> TestApp {
    let data = folder.to_owned();
    let app = TestApp::with(|config| {
        config.data = data;
        config.demo_officers = Some(Hidden::new(PASSWORD));
    })
    .await;
    app.clock.advance(3 * server::clock::HOUR);
    app
}

async fn counts(app: &TestApp, agency: &str) -> [u32; 6] {
    let ask = InboxAsk {
        agency: agency.into(),
        list: InboxList::All,
        search: String::new(),
        after: None,
        limit: 1,
    };
    app.app.store.inbox(ask).await.expect("an inbox").counts
}

#[tokio::test]
async fn a_demonstration_is_filled_once_and_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(filled(folder.path(), 40).await, Ok(40));
    assert_eq!(
        filled(folder.path(), 40).await,
        Ok(0),
        "nothing the second time"
    );
    assert_eq!(filled(folder.path(), 200).await, Ok(160), "the rest");
    assert_eq!(filled(folder.path(), 40).await, Ok(0), "never fewer");

    let app = opened(folder.path()).await;
    assert_eq!(app.app.store.broken_event().await, Ok(None));
    assert_eq!(app.app.store.ledger_sum().await, Ok(0));
    let [new, today, overdue, working, waiting, all] = counts(&app, PROVINCE).await;
    assert!(waiting > 0 && new > 0 && today > 0 && overdue > 0 && working > today + overdue - 1);
    assert!((60..140).contains(&all), "half of them: {all}");
    assert!(
        app.app
            .store
            .claim_message(1)
            .await
            .expect("read")
            .is_none(),
        "nobody is written to"
    );

    let mut browser = app.browser();
    let login = accounts::demo_logins().next().expect("a login");
    let pairs = [("login", login), ("password", PASSWORD)];
    let answer = browser.post("/office/sign-in", &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    for list in InboxList::ALL {
        let answer = browser
            .get(&format!("/office?list={}", list.as_str()))
            .await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    for reference in references(&app, login).await {
        let page = browser.get(&format!("/office/d/{reference}")).await;
        assert_eq!(page.status, StatusCode::OK, "{reference}");
        assert!(page.body.contains("govuk-summary-list"), "its answers");
    }
}

/// Every dossier that the officer's pages list.
async fn references(app: &TestApp, login: &str) -> Vec<String> {
    let store = &app.app.store;
    let kept = store.credentials(login.into()).await.expect("read");
    let session = NewSession {
        officer: kept.expect("an account").officer,
        token: server::id::token_hash(login),
        before: None,
        step: None,
    };
    assert_eq!(store.open_session(session).await, Ok(true));
    let officer = store.officer(server::id::token_hash(login)).await;
    let desk = OfficeDesk::new(app.app.clone(), officer.expect("read"), None, Lang::Vi);
    let mut seen = Vec::new();
    let mut after = Some(String::new());
    while let Some(from) = after {
        let query = InboxQuery {
            list: InboxList::All,
            after: from,
            ..InboxQuery::default()
        };
        let page = desk.inbox(query).await.expect("read").expect("an inbox");
        seen.extend(page.rows.into_iter().map(|row| row.reference));
        after = page.next;
    }
    assert!(seen.len() > 60);
    seen
}

#[tokio::test]
async fn without_the_sandbox_nothing_is_filled() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(folder.path());
    config.sandbox = false;
    let why = fill(config, first_instant(), 5, &mut Progress::silent()).await;
    assert!(why.expect_err("no sandbox").contains("TOKHAI_SANDBOX"));
}
