//! Who comes too often is told so in their own language and when to come
//! again; what they had typed is kept.

use http::{StatusCode, header};
use server::clock::MINUTE;
use server::store::Draft;
use tests::walk::{PNG, begin, complete_case};
use tests::{Answer, Browser, TestApp};

async fn limited() -> TestApp {
    TestApp::with(|config| config.limited = true).await
}

/// A 429 in a language, with the seconds to wait.
fn wait(answer: &Answer, lang: &str) -> u64 {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains(&format!("lang=\"{lang}\"")), "{lang}");
    assert_eq!(answer.body.matches("<h1").count(), 1, "a whole page");
    let seconds = answer.headers[header::RETRY_AFTER].to_str();
    seconds
        .ok()
        .and_then(|text| text.parse().ok())
        .expect("seconds")
}

#[tokio::test]
async fn drafts_begun_at_one_address() {
    let app = limited().await;
    let agency = complete_case("civil-status-extract").agency;
    let start = |prefix: &str| format!("{prefix}/p/2.000635/start");
    for _ in 0..60 {
        // Fifty drafts are one browser's own bound, so each has a browser of its own.
        begin(&mut app.browser(), "", "2.000635", &agency).await;
    }
    for (prefix, lang) in [("", "vi"), ("/en", "en")] {
        let mut browser = app.browser();
        let answer = browser.post(&start(prefix), &[("agency", &agency)]).await;
        assert_eq!(wait(&answer, lang), 1);
        assert!(
            !answer.headers.contains_key(header::SET_COOKIE),
            "no principal is made for a refused draft"
        );
    }
    app.clock.advance(MINUTE);
    begin(&mut app.browser(), "", "2.000635", &agency).await;
}

/// The draft as it is kept.
async fn kept(app: &TestApp, browser: &Browser, draft: &str) -> Draft {
    let cookies = browser.clone().into_cookies();
    let token = server::id::token_hash(&cookies["__Host-tokhai"]);
    let store = &app.app.store;
    let owner = store.principal(token).await.expect("read").expect("known");
    let draft = store.draft(draft.to_owned(), owner.id).await;
    draft.expect("read").expect("a draft")
}

#[tokio::test]
async fn uploads_from_one_address() {
    let app = limited().await;
    let agency = complete_case("birth-registration").agency;
    let mut browser = app.browser();
    let draft = begin(&mut browser, "", "1.001193", &agency).await;
    let (kind, text) = (("birthProof", "notice"), ("noticeNumber", "GCS 0042/2026"));
    let file = ("birthProofFile", "giay-chung-sinh.png", PNG);
    // A body holds 20 files, the bucket 120; what a refused one would be does not matter.
    for _ in 0..6 {
        let path = format!("/d/{draft}/birth-proof");
        let answer = browser.upload(&path, &[], &[file; 20]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for (prefix, lang) in [("", "vi"), ("/en", "en")] {
        let path = format!("{prefix}/d/{draft}/birth-proof");
        let answer = browser.upload(&path, &[kind, text], &[file]).await;
        assert_eq!(wait(&answer, lang), 1);
        let back = format!("href=\"{path}\"");
        assert!(answer.body.contains(&back), "a way back to the page");
        let kept = kept(&app, &browser, &draft).await;
        assert_eq!(kept.answers.get(text.0), Some(text.1), "it is saved");
    }
    // A page without files is not concerned.
    let path = format!("/d/{draft}/birth-proof");
    let rev = kept(&app, &browser, &draft).await.revision.to_string();
    let answer = browser.post(&path, &[("rev", &rev), kind, text]).await;
    assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    app.clock.advance(MINUTE);
    let answer = browser.upload(&path, &[kind, text], &[file]).await;
    assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

/// A page that another tab wrote first is shown again with what was typed,
/// also where its files are too many: nothing is lost for a 429.
#[tokio::test]
async fn a_stale_page_goes_before_the_wait() {
    let app = limited().await;
    let agency = complete_case("birth-registration").agency;
    let mut browser = app.browser();
    let draft = begin(&mut browser, "", "1.001193", &agency).await;
    let path = format!("/d/{draft}/birth-proof");
    let file = ("birthProofFile", "giay-chung-sinh.png", PNG);
    for _ in 0..6 {
        browser.upload(&path, &[], &[file; 20]).await;
    }
    let rev = kept(&app, &browser, &draft).await.revision.to_string();
    for (typed, status) in [
        ("GCS 0001/2026", StatusCode::TOO_MANY_REQUESTS),
        ("GCS 0002/2026", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let pairs = [
            ("rev", rev.as_str()),
            ("birthProof", "notice"),
            ("noticeNumber", typed),
        ];
        let answer = browser.upload(&path, &pairs, &[file]).await;
        assert_eq!(answer.status, status);
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            assert!(answer.body.contains(typed), "what was typed is shown again");
        }
    }
}
