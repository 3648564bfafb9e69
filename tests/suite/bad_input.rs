//! What bad input gets: a clear error, nothing lost, nothing stored that was refused.

use axum::body::Body;
use http::{Request, StatusCode};
use server::web::body::MAX_FORM;
use tests::TestApp;
use tests::walk::{PNG, begin, complete_case, fill};

async fn draft(app: &TestApp) -> (tests::Browser, String) {
    let mut browser = app.browser();
    let agency = complete_case("civil-status-extract").agency;
    let draft = begin(&mut browser, "", "2.000635", &agency).await;
    (browser, draft)
}

#[tokio::test]
async fn a_wrong_page_is_shown_again_with_what_was_typed() {
    let app = TestApp::start().await;
    let (mut browser, draft) = draft(&app).await;
    browser
        .post(&format!("/d/{draft}/relation"), &[("relation", "self")])
        .await;
    browser
        .post(&format!("/d/{draft}/event"), &[("eventType", "birth")])
        .await;
    let path = format!("/d/{draft}/subject");
    let pairs = [
        ("subject.fullName", "</textarea><script>alert(1)</script>"),
        ("subject.birthDate-day", "31"),
        ("subject.birthDate-month", "02"),
        ("subject.birthDate-year", "1990"),
        ("subject.personalId", "12345"),
    ];
    let answer = browser.post(&path, &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.body.contains("<script>alert(1)"), "escaped");
    assert!(answer.body.contains("govuk-error-summary"));
    assert!(
        answer
            .body
            .contains("Số định danh cá nhân phải có đúng 12 chữ số"),
        "the remark in the label's brackets is no part of the sentence"
    );
    assert!(
        answer.body.contains("value=\"31\""),
        "what was typed is still there"
    );
    assert!(
        answer.body.contains("href=\"#subject.birthDate"),
        "each problem is linked"
    );
    let again = browser.get(&path).await;
    assert!(
        again.body.contains("value=\"31\""),
        "and it is kept in the draft"
    );
}

#[tokio::test]
async fn uploads_are_refused_by_name_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let (mut browser, draft) = draft(&app).await;
    let case = complete_case("civil-status-extract");
    fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let path = format!("/d/{draft}/papers");
    let field = file_field(&app);
    let big = vec![0_u8; 21 << 20];
    for (name, bytes) in [
        ("rong.png", &b""[..]),
        ("chuong-trinh.png", &b"MZ\x90\0 not a picture"[..]),
        ("../../etc/passwd.png", PNG),
        ("hinh.svg", &b"<svg onload=alert(1)>"[..]),
        ("lon.png", &big[..]),
    ] {
        let answer = browser
            .upload(&path, &[("action", "upload")], &[(&field, name, bytes)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let shown = name.rsplit('/').next().unwrap_or(name);
        assert!(answer.body.contains(shown), "{name} is named");
    }
    let stored = walk(&app.folder.path().join("files"));
    assert_eq!(stored, 0, "nothing is stored");
    let good = browser
        .upload(
            &path,
            &[("action", "upload")],
            &[(&field, "Giấy khai sinh.png", PNG)],
        )
        .await;
    assert_eq!(good.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&path).await.body.contains("Giấy khai sinh.png"));
    assert_eq!(walk(&app.folder.path().join("files")), 1);
}

/// The path of the file question on the page `papers`.
fn file_field(app: &TestApp) -> String {
    let version = app.app.catalogue.procedure("2.000635").expect("published");
    let page = version
        .form
        .pages
        .iter()
        .find(|page| page.id == "papers")
        .expect("a page of papers");
    let field = page
        .fields
        .iter()
        .find(|field| matches!(field.question, forms::Question::File(_)));
    field.expect("a file question").id.clone()
}

/// Files under a folder.
fn walk(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| {
            if entry.path().is_dir() {
                walk(&entry.path())
            } else {
                1
            }
        })
        .sum()
}

#[tokio::test]
async fn more_text_than_a_draft_holds_is_a_413_and_saves_nothing() {
    let app = TestApp::start().await;
    let (mut browser, draft) = draft(&app).await;
    for (page, field, value) in [
        ("relation", "relation", "self"),
        ("event", "eventType", "birth"),
    ] {
        let path = format!("/d/{draft}/{page}");
        browser.post(&path, &[(field, value)]).await;
    }
    let path = format!("/d/{draft}/subject");
    let long = "a".repeat(600 * 1024);
    let answer = browser.post(&path, &[("subject.fullName", &long)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("aaaaaaaaaa"));
}

/// Both sides of 1 MiB: a page's body of that size is read and saved, one byte more is not.
#[tokio::test]
async fn a_page_has_1_mib() {
    let app = TestApp::start().await;
    let (mut browser, draft) = draft(&app).await;
    let path = format!("/d/{draft}/relation");
    // What the form does not ask is read and let go.
    let body = |size: usize| {
        let typed = "relation=self&other=";
        format!("{typed}{}", "a".repeat(size - typed.len()))
    };
    for (size, status) in [
        (MAX_FORM + 1, StatusCode::PAYLOAD_TOO_LARGE),
        (MAX_FORM, StatusCode::SEE_OTHER),
    ] {
        let request = Request::post(&path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body(size)));
        let answer = browser.send(request.expect("a request")).await;
        assert_eq!(answer.status, status);
        let saved = browser.get(&path).await.body.contains(" checked");
        assert_eq!(saved, status == StatusCode::SEE_OTHER, "all or nothing");
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            let words = &app::words::of(app::lang::Lang::Vi);
            assert!(answer.body.contains(words.special.too_large));
        }
    }
}

#[tokio::test]
async fn an_old_link_says_what_to_do_next() {
    let app = TestApp::start().await;
    let (_, draft) = draft(&app).await;
    let mut without_cookie = app.browser();
    let answer = without_cookie.get(&format!("/d/{draft}/relation")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("href=\"/track\""), "it leads on");
    let posted = without_cookie
        .post(&format!("/d/{draft}/relation"), &[("relation", "self")])
        .await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_tab_loses_nothing() {
    let app = TestApp::start().await;
    let (mut browser, draft) = draft(&app).await;
    let path = format!("/d/{draft}/relation");
    let rev = browser.get(&path).await.hidden("rev").expect("a revision");
    let first = browser
        .post(&path, &[("rev", &rev), ("relation", "self")])
        .await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = browser
        .post(&path, &[("rev", &rev), ("relation", "child")])
        .await;
    assert_eq!(
        second.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "changed elsewhere meanwhile"
    );
    let newer = second.hidden("rev").expect("the new revision");
    let third = browser
        .post(&path, &[("rev", &newer), ("relation", "child")])
        .await;
    assert_eq!(third.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_forged_callback_changes_nothing() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for query in [
        "",
        "amount=1",
        "amount=1&signature=00",
        "amount=1&amount=2&signature=00",
        "%ff%fe",
    ] {
        let request = Request::get(format!("/payments/sandbox/ipn?{query}"))
            .body(Body::empty())
            .expect("a request");
        let answer = browser.send(request).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN
            ),
            "{query}: {}",
            answer.status
        );
    }
    assert_eq!(app.app.store.ledger_sum().await, Ok(0));
    let absent = browser.get("/payments/nowhere/ipn").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_faulty_definition_leaves_the_published_one_serving() {
    let catalogue = tempfile::tempdir().expect("a folder");
    copy(
        &tests::repository().join("forms/catalogue"),
        catalogue.path(),
    );
    let data = tempfile::tempdir().expect("a folder");
    let hash = {
        let app = start(data.path(), catalogue.path())
            .await
            .expect("a sound catalogue");
        assert!(
            app.catalogue.faults.is_empty(),
            "{:?}",
            app.catalogue.faults
        );
        app.catalogue
            .procedure("2.000635")
            .expect("published")
            .hash
            .clone()
    };
    let file = catalogue
        .path()
        .join("civil-status-extract/definition.yaml");
    let text = std::fs::read_to_string(&file).expect("a definition");
    std::fs::write(
        &file,
        text.replace("version: 1.0.0", "version: 1.1.0\nvresion: 2")
            .replace("maxLength: 100", "maxLenght: 100"),
    )
    .expect("written");
    let app = start(data.path(), catalogue.path())
        .await
        .expect("the last published version serves");
    assert_eq!(
        app.catalogue
            .procedure("2.000635")
            .expect("still there")
            .hash,
        hash
    );
    assert!(
        app.catalogue.faults.len() >= 2,
        "every fault at once: {:?}",
        app.catalogue.faults
    );
    assert!(
        app.catalogue
            .faults
            .iter()
            .all(|fault| fault.line > 0 && fault.file.contains("civil-status-extract"))
    );
}

/// The API client and the merchant account of the environment belong to the
/// catalogue's first agency; another order later moves neither.
#[tokio::test]
async fn a_catalogue_in_another_order_starts_on_its_data() {
    let catalogue = tempfile::tempdir().expect("a folder");
    copy(
        &tests::repository().join("forms/catalogue"),
        catalogue.path(),
    );
    let data = tempfile::tempdir().expect("a folder");
    let file = catalogue.path().join("agencies.json");
    let token = server::id::token_hash(tests::TOKEN);
    let mut agencies = Vec::new();
    for _ in 0..2 {
        let app = start(data.path(), catalogue.path()).await.expect("a start");
        let client = app.store.api_client(token).await.expect("read");
        let merchants = app.store.merchants().await.expect("read");
        agencies.push((
            client.expect("a client").agency,
            merchants[0].agency.clone(),
        ));
        let text = std::fs::read_to_string(&file).expect("agencies");
        let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        json["agencies"].as_array_mut().expect("a list").reverse();
        std::fs::write(&file, json.to_string()).expect("written");
    }
    assert_eq!(agencies[0], agencies[1]);
}

/// A version published while someone is filling in: the draft moves to it at
/// the next save, the pages say so until a page is saved, and nothing is lost.
#[tokio::test]
async fn a_draft_moves_to_a_newer_version_and_its_owner_is_told() {
    let catalogue = tempfile::tempdir().expect("a folder");
    copy(
        &tests::repository().join("forms/catalogue"),
        catalogue.path(),
    );
    let data = tempfile::tempdir().expect("a folder");
    let agency = complete_case("civil-status-extract").agency;
    let said = app::words::of(app::lang::Lang::En).question.new_version;
    let browse = |app: &std::sync::Arc<server::App>| {
        tests::Browser::new(server::router(app.clone()), app.config.public_url.clone())
    };
    let app = start(data.path(), catalogue.path()).await.expect("a start");
    let mut browser = browse(&app);
    let draft = begin(&mut browser, "/en", "2.000635", &agency).await;
    let page = |id: &str| format!("/en/d/{draft}/{id}");
    browser
        .post(&page("relation"), &[("relation", "self")])
        .await;
    assert!(!browser.get(&page("event")).await.body.contains(said));
    let before = app.catalogue.procedure("2.000635").expect("it");
    let cookies = browser.into_cookies();
    drop(app);

    let file = catalogue
        .path()
        .join("civil-status-extract/definition.yaml");
    let text = std::fs::read_to_string(&file).expect("a definition");
    let newer = text.replace("version: 1.0.0", "version: 1.0.1");
    std::fs::write(&file, newer).expect("written");
    let app = start(data.path(), catalogue.path()).await.expect("a start");
    let after = app.catalogue.procedure("2.000635").expect("it");
    assert_ne!(before.hash, after.hash);
    let mut browser = browse(&app).with_cookies(cookies);
    assert!(
        !browser.get(&page("event")).await.body.contains(said),
        "nothing has moved yet"
    );
    browser
        .post(&page("event"), &[("eventType", "birth")])
        .await;
    for shown in ["subject", "subject", "relation"] {
        let body = browser.get(&page(shown)).await.body;
        assert!(body.contains(said), "{shown} tells of the new version");
    }
    let kept = browser.get(&page("relation")).await;
    assert!(
        kept.body.contains("value=\"self\" checked"),
        "nothing is lost"
    );
    browser
        .post(&page("relation"), &[("relation", "self")])
        .await;
    assert!(
        !browser.get(&page("event")).await.body.contains(said),
        "told until a page is saved"
    );
}

/// A major version takes over the drafts of the one before where it says how;
/// without a word about it they stay where they were begun.
#[tokio::test]
async fn a_draft_moves_to_a_major_version_that_says_what_becomes_of_it() {
    for (migrations, kind) in [
        (
            "migrations: [{from: 1, rename: {eventType: eventKind}}]",
            Some("eventKind"),
        ),
        ("", None),
    ] {
        let catalogue = tempfile::tempdir().expect("a folder");
        copy(
            &tests::repository().join("forms/catalogue"),
            catalogue.path(),
        );
        let data = tempfile::tempdir().expect("a folder");
        let agency = complete_case("civil-status-extract").agency;
        let browse = |app: &std::sync::Arc<server::App>| {
            tests::Browser::new(server::router(app.clone()), app.config.public_url.clone())
        };
        let app = start(data.path(), catalogue.path()).await.expect("a start");
        let mut browser = browse(&app);
        let draft = begin(&mut browser, "/en", "2.000635", &agency).await;
        let page = |id: &str| format!("/en/d/{draft}/{id}");
        for (id, pair) in [
            ("relation", ("relation", "self")),
            ("event", ("eventType", "birth")),
        ] {
            browser.post(&page(id), &[pair]).await;
        }
        let cookies = browser.into_cookies();
        drop(app);

        let folder = catalogue.path().join("civil-status-extract");
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("a file");
            let mut renamed = text.replace("eventType", "eventKind");
            if entry.file_name() == "definition.yaml" {
                let raised = format!("version: 2.0.0\n{migrations}");
                renamed = renamed.replace("version: 1.0.0", &raised);
            }
            std::fs::write(entry.path(), renamed).expect("written");
        }
        let app = start(data.path(), catalogue.path()).await.expect("a start");
        let current = app.catalogue.procedure("2.000635").expect("it");
        assert_eq!(current.form.version, "2.0.0");
        let mut browser = browse(&app).with_cookies(cookies);
        // Any page is saved, and with it the draft moves, or does not.
        browser
            .post(&page("relation"), &[("relation", "child")])
            .await;
        let shown = browser.get(&page("event")).await.body;
        let name = kind.unwrap_or("eventType");
        let has_name = shown.contains(&format!("name=\"{name}\""));
        assert!(
            has_name && shown.contains("value=\"birth\" selected"),
            "the answer stands under {name}"
        );
        let said = app::words::of(app::lang::Lang::En).question.new_version;
        assert_eq!(shown.contains(said), kind.is_some(), "its owner is told");
    }
}

/// A server on a data folder and a catalogue of its own.
async fn start(
    data: &std::path::Path,
    catalogue: &std::path::Path,
) -> Result<std::sync::Arc<server::App>, String> {
    let config = server::config::Config::for_tests(data, catalogue, tests::TOKEN);
    let clock = server::clock::Clock::fixed(tests::first_instant());
    let options =
        server::store::sqlite::Options::new(&config.data, clock.clone(), config.sealer.clone());
    let store = server::store::sqlite::Sqlite::open(options).expect("a store");
    server::start::app(config, clock, std::sync::Arc::new(store)).await
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)
        } else {
            std::fs::copy(&path, &target).map(|_| ()).expect("a copy")
        }
    }
}
