//! A version's road in the officers' site: written, mended, tried, compared,
//! approved by another person, offered at once, retired, rolled back.

use app::desk::office::Role;
use http::StatusCode;
use rusqlite::Connection;
use server::store::{NewVersion, Publication};
use std::collections::BTreeMap;
use tests::desk::{account, officer, sign_in};
use tests::walk::{begin, problems};
use tests::{Answer, Browser, TestApp, repository};

mod versions;

const AGENCY: &str = "DEMO-SL-002";
const CODE: &str = "2.000635";
const FORM: &str = "vn.sonla.civil-status-extract";
const FOLDER: &str = "forms/catalogue/civil-status-extract";
const AUTHOR: &[Role] = &[Role::Author];

/// A file of the procedure, as the catalogue has it.
fn file(name: &str) -> String {
    let path = repository().join(FOLDER).join(name);
    std::fs::read_to_string(path).expect("a file")
}

/// The definition with a number, and other words where `changes` say so.
fn definition(number: &str, changes: &[(&str, &str)]) -> String {
    let text = file("definition.yaml").replace("version: 1.0.0", &format!("version: {number}"));
    changes.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// Other words alone.
const WORDS: (&str, &str) = (
    "Bạn cần trích lục về việc nào?",
    "Bạn xin trích lục việc gì?",
);
/// A new field that need not be filled in.
const FIELD: (&str, &str) = (
    "        messages:\n          required: {vi: \"Chọn loại việc hộ tịch\"",
    "        messages:\n          required: {vi: \"Chọn một loại việc\"",
);
const OPTIONAL: (&str, &str) = (
    "      - id: eventType\n",
    "      - {id: remark, type: text, label: {vi: \"Ghi thêm\", en: \"Remark\"}}\n      - id: eventType\n",
);
/// One that must be.
const REQUIRED: (&str, &str) = (
    "      - id: eventType\n",
    "      - {id: remark, type: text, required: true, label: {vi: \"Ghi thêm\", en: \"Remark\"}}\n      - id: eventType\n",
);

/// Two authors of the same agency.
async fn authors(app: &TestApp) -> (Browser, Browser) {
    let one = officer(app, "soan", AGENCY, AUTHOR).await;
    (one, officer(app, "duyet", AGENCY, AUTHOR).await)
}

/// A proposal that begins with the published text: its path.
async fn proposal(author: &mut Browser) -> String {
    let pairs = [("action", "begin"), ("form", FORM)];
    let begun = author.post("/office/forms", &pairs).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", problems(&begun));
    begun.location()
}

/// Posts a text to it, with the findings and the template the catalogue has.
async fn write(author: &mut Browser, path: &str, action: &str, text: &str) -> Answer {
    let (decision, result) = (file("decision.yaml"), file("result.typ"));
    let pairs = [
        ("definition", text),
        ("decision", &decision),
        ("result", &result),
        ("action", action),
    ];
    author.upload(path, &pairs, &[]).await
}

/// Asks for approval of a text: its proposal's path.
async fn asked(author: &mut Browser, text: &str) -> String {
    let path = proposal(author).await;
    let asked = write(author, &path, "ask", text).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", problems(&asked));
    path
}

/// Approves what stands there now.
async fn approve(author: &mut Browser, path: &str) -> Answer {
    let page = author.get(path).await;
    let base = page.hidden("base").unwrap_or_default();
    author
        .post(path, &[("action", "approve"), ("base", &base)])
        .await
}

/// Publishes a text by two persons.
async fn publish(one: &mut Browser, other: &mut Browser, text: &str) {
    let path = asked(one, text).await;
    let done = approve(other, &path).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", problems(&done));
}

fn version(app: &TestApp) -> String {
    let current = app.app.catalogue.procedure(CODE).expect("offered");
    current.form.version.clone()
}

/// Kinds of the events of forms, in order.
fn events(app: &TestApp) -> Vec<String> {
    let database = Connection::open(app.folder.path().join("tokhai.db")).expect("a database");
    let sql = "SELECT kind FROM event WHERE dossier IS NULL ORDER BY seq";
    let mut statement = database.prepare(sql).expect("read");
    let rows = statement.query_map([], |row| row.get(0)).expect("read");
    rows.collect::<Result<_, _>>().expect("read")
}

/// What `tokhai preview` adds is nowhere in the service.
#[tokio::test]
async fn the_folders_preview_is_not_here() {
    let app = TestApp::start().await;
    let mut author = officer(&app, "soan", AGENCY, AUTHOR).await;
    for path in ["/author/changes", "/author/last", "/en/author/last"] {
        assert_eq!(author.get(path).await.status, StatusCode::NOT_FOUND);
    }
    let path = proposal(&mut author).await;
    let id = path.rsplit('/').next().expect("an id");
    let tried = author.get(&format!("/preview/{id}/relation")).await;
    assert_eq!(tried.status, StatusCode::OK);
    for mark in ["app-live__panel", "author/changes", "assets/office"] {
        assert!(!tried.body.contains(mark), "{mark}");
    }
}

#[tokio::test]
async fn a_version_is_written_mended_tried_approved_and_offered_at_once() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let path = proposal(&mut one).await;
    assert!(
        one.get(&path)
            .await
            .body
            .contains("id: vn.sonla.civil-status-extract")
    );

    // Every fault with its place, in the page's language; the text as typed.
    let faulty = definition(
        "1.1.0",
        &[
            OPTIONAL,
            ("        list: eventType", "        lits: eventType"),
        ],
    );
    let line = faulty
        .lines()
        .position(|line| line.contains("lits:"))
        .expect("it")
        + 1;
    write(&mut one, &path, "save", &faulty).await;
    let page = one.get(&path).await;
    assert!(
        page.body
            .contains(&format!("definition.yaml, dòng {line}, cột 9")),
        "{}",
        problems(&page)
    );
    assert!(
        page.body
            .contains(&format!("href=\"#definition-{line}-1\"")),
        "{}",
        problems(&page)
    );
    assert!(page.body.contains(&format!("id=\"definition-{line}-1\"")));
    assert!(page.body.contains("lits: eventType"), "as typed");
    assert!(!page.body.contains("<iframe"), "nothing to try yet");
    let english = one.get(&format!("/en{path}")).await;
    assert!(
        english
            .body
            .contains(&format!("definition.yaml, line {line}, column 9"))
    );
    let refused = write(&mut one, &path, "ask", &faulty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Mended: what changed, what it weighs, and the pages themselves.
    write(
        &mut one,
        &path,
        "save",
        &definition("1.1.0", &[OPTIONAL, WORDS]),
    )
    .await;
    let page = one.get(&path).await;
    assert!(
        !page.body.contains("govuk-error-summary"),
        "{}",
        problems(&page)
    );
    for said in [
        "Thay đổi so với bản 1.0.0",
        "remark",
        "eventType",
        "1.1.0 trở lên",
    ] {
        assert!(page.body.contains(said), "{said}");
    }
    let id = path.rsplit('/').next().expect("an id");
    let frame = format!("/preview/{id}/relation");
    assert!(page.body.contains(&format!("src=\"{frame}\"")) && page.body.contains("width=\"360\""));
    let mark = app::words::of(app::lang::Lang::Vi).question.preview;
    let shown = one.get(&format!("/preview/{id}/event")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains(mark) && shown.body.contains("Bạn xin trích lục việc gì?"));
    assert!(shown.body.contains("name=\"remark\""));
    // The island's copy of a version that nobody published.
    let copy = shown
        .body
        .split("/forms/")
        .nth(1)
        .and_then(|rest| rest.split(".vi.json").next());
    let copy = format!("/forms/{}.vi.json", copy.expect("a copy's name"));
    assert_eq!(app.browser().get(&copy).await.status, StatusCode::OK);
    // What is typed is checked as a citizen's is, kept for its author alone, and never sent.
    let wrong = one.post(&frame, &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = one.post(&frame, &[("relation", "self")]).await;
    assert_eq!(right.location(), format!("/preview/{id}/event"));
    let check = one.get(&format!("/preview/{id}")).await;
    assert!(check.body.contains("Của chính tôi") && check.body.contains(mark));
    assert!(!check.body.contains("/submit"));
    assert!(
        !other
            .get(&format!("/preview/{id}"))
            .await
            .body
            .contains("Của chính tôi")
    );
    let sent = one.post(&format!("/d/{id}/submit"), &[("key", "k")]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);

    // Not by who wrote it, not by who saw another base; by a second person, at once.
    assert_eq!(version(&app), "1.0.0");
    write(
        &mut one,
        &path,
        "ask",
        &definition("1.1.0", &[OPTIONAL, WORDS]),
    )
    .await;
    let own = one.post(&path, &[("action", "approve")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = write(&mut one, &path, "save", "x").await;
    assert_eq!(
        changed.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it is frozen"
    );
    let unseen = other
        .post(&path, &[("action", "approve"), ("base", "00")])
        .await;
    assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(version(&app), "1.0.0");
    let done = approve(&mut other, &path).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", problems(&done));
    assert_eq!(version(&app), "1.1.0");
    let mut citizen = app.browser();
    let draft = begin(&mut citizen, "", CODE, AGENCY).await;
    citizen
        .post(&format!("/d/{draft}/relation"), &[("relation", "self")])
        .await;
    let page = citizen.get(&format!("/d/{draft}/event")).await;
    assert!(page.body.contains("name=\"remark\"") && !page.body.contains(mark));
    assert_eq!(
        events(&app),
        ["form.drafted", "form.proposed", "form.published"]
    );
    assert_eq!(app.app.store.broken_event().await, Ok(None));
    // Again is too late, and once decided nothing is tried any more.
    assert_eq!(
        approve(&mut other, &path).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_number_is_raised_as_much_as_the_change_weighs() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    for (number, change, least) in [
        ("1.0.0", WORDS, "1.0.1"),
        ("0.9.0", WORDS, "1.0.1"),
        ("1.0.1", OPTIONAL, "1.1.0"),
        ("1.1.0", REQUIRED, "2.0.0"),
    ] {
        let path = proposal(&mut one).await;
        let refused = write(&mut one, &path, "ask", &definition(number, &[change])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(
            refused.body.contains(&format!("{least} trở lên")),
            "{number}"
        );
        assert!(!refused.body.contains("value=\"approve\""));
    }
    publish(&mut one, &mut other, &definition("2.0.0", &[REQUIRED])).await;
    assert_eq!(version(&app), "2.0.0");
}

/// Retired, restored, rolled back; nothing of it undone by a restart.
#[tokio::test]
async fn a_form_is_retired_and_rolled_back_byte_by_byte() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let first = app.app.catalogue.procedure(CODE).expect("it").hash.clone();
    let before = app.app.store.version(first.clone()).await.expect("read");
    let mut citizen = app.browser();
    let draft = begin(&mut citizen, "", CODE, AGENCY).await;
    publish(&mut one, &mut other, &definition("1.1.0", &[OPTIONAL])).await;
    let second = app.app.catalogue.procedure(CODE).expect("it").hash.clone();

    let retire = [("action", "retire"), ("form", FORM)];
    let done = one.post("/office/forms", &retire).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(app.app.catalogue.procedure(CODE).is_none());
    assert!(!app.browser().get("/").await.body.contains(CODE));
    let start = format!("/p/{CODE}/start");
    let refused = app.browser().post(&start, &[("agency", AGENCY)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let page = format!("/d/{draft}/relation");
    assert_eq!(
        citizen.get(&page).await.status,
        StatusCode::OK,
        "what was begun goes on"
    );
    let saved = citizen.post(&page, &[("relation", "self")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let again = one.post("/office/forms", &retire).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    let (one, other, citizen) = (
        one.into_cookies(),
        other.into_cookies(),
        citizen.into_cookies(),
    );
    let app = app.restart(|_| {}).await;
    assert!(app.app.catalogue.procedure(CODE).is_none(), "still retired");
    let mut one = app.browser().with_cookies(one);
    let back = [("action", "restore"), ("form", FORM), ("hash", &first)];
    let done = one.post("/office/forms", &back).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", problems(&done));
    assert_eq!(app.app.catalogue.procedure(CODE).expect("it").hash, first);
    assert_eq!(
        app.app.store.version(first.clone()).await.expect("read"),
        before
    );

    let (one, app) = (one.into_cookies(), app.restart(|_| {}).await);
    assert_eq!(version(&app), "1.0.0", "a restart undoes no roll-back");
    let mut one = app.browser().with_cookies(one);
    let mut other = app.browser().with_cookies(other);
    let mut citizen = app.browser().with_cookies(citizen);
    // A draft never goes back; a version after a roll-back stands above every other.
    let saved = citizen.post(&page, &[("relation", "child")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let path = proposal(&mut one).await;
    let refused = write(&mut one, &path, "ask", &definition("1.0.1", &[WORDS])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("1.1.1 trở lên"));
    publish(&mut one, &mut other, &definition("1.1.1", &[WORDS])).await;
    let forward = [("action", "restore"), ("form", FORM), ("hash", &second)];
    one.post("/office/forms", &forward).await;
    assert_eq!(version(&app), "1.1.0");
    let kinds = events(&app);
    let last: Vec<_> = kinds.iter().map(String::as_str).skip(3).collect();
    assert_eq!(
        last,
        [
            "form.retired",
            "form.rolledBack",
            "form.drafted",
            "form.drafted",
            "form.proposed",
            "form.published",
            "form.rolledBack",
        ]
    );
    assert_eq!(app.app.store.broken_event().await, Ok(None));
}

#[tokio::test]
async fn a_proposal_is_taken_back_or_not_approved_and_gone_on_with() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let text = definition("1.0.1", &[WORDS]);
    let path = asked(&mut one, &text).await;
    let refuse = [("action", "refuse"), ("why", "Câu hỏi chưa rõ")];
    assert_eq!(
        one.post(&path, &refuse).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        other.post(&path, &[("action", "withdraw")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        other.post(&path, &refuse).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(one.get(&path).await.body.contains("Câu hỏi chưa rõ"));
    let id = path.rsplit('/').next().expect("an id");
    let again = one
        .post("/office/forms", &[("action", "begin"), ("from", id)])
        .await;
    let next = again.location();
    assert!(one.get(&next).await.body.contains("version: 1.0.1"));
    assert_eq!(
        write(&mut one, &next, "ask", &text).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        one.post(&next, &[("action", "withdraw")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        approve(&mut other, &next).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(version(&app), "1.0.0");
}

/// Two proposals from the same version: the second is compared anew.
#[tokio::test]
async fn what_was_compared_with_another_version_is_not_published() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let slow = asked(&mut one, &definition("1.0.1", &[WORDS])).await;
    let page = other.get(&slow).await;
    let base = page.hidden("base").expect("a base");
    publish(&mut one, &mut other, &definition("1.0.2", &[FIELD])).await;
    let late = other
        .post(&slow, &[("action", "approve"), ("base", &base)])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = approve(&mut other, &slow).await;
    assert_eq!(
        seen.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "its number is too low now"
    );
    assert_eq!(version(&app), "1.0.2");
}

/// Authors of agencies that do not offer a procedure.
#[tokio::test]
async fn an_agency_publishes_what_it_offers() {
    let app = TestApp::start().await;
    let mut police = officer(&app, "an", "DEMO-SL-001", AUTHOR).await;
    let listed = police.get("/office/forms").await;
    assert!(!listed.body.contains(CODE), "not its procedure");
    let retire = [("action", "retire"), ("form", FORM)];
    assert_eq!(
        police.post("/office/forms", &retire).await.status,
        StatusCode::NOT_FOUND
    );
    let begun = police.post("/office/forms", &[("action", "begin")]).await;
    let path = begun.location();
    let asked = write(&mut police, &path, "ask", &definition("1.0.1", &[WORDS])).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(version(&app), "1.0.0");
}

/// Nobody publishes alone what they wrote, and what was asked for never changes:
/// not in the pages, not in the database.
#[tokio::test]
async fn two_persons() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let path = asked(&mut one, &definition("1.0.1", &[WORDS])).await;
    let base = other.get(&path).await.hidden("base").expect("a base");
    let own = [("action", "approve"), ("base", base.as_str())];
    let refused = one.post(&path, &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(version(&app), "1.0.0");
    let database = Connection::open(app.folder.path().join("tokhai.db")).expect("a database");
    for sql in [
        "UPDATE proposal SET state = 'approved', decided_by = author",
        "UPDATE proposal SET files = '{}'",
        "UPDATE proposal SET hash = ''",
        "DELETE FROM proposal",
    ] {
        assert!(database.execute(sql, []).is_err(), "{sql}");
    }
    assert!(approve(&mut other, &path).await.status.is_redirection());
    assert_eq!(version(&app), "1.0.1");
    let late = database.execute("UPDATE proposal SET why = 'x'", []);
    assert!(late.is_err_and(|why| why.to_string().contains("proposal-frozen")));
}

/// A procedure that nobody offered comes with its first version, also after a restart.
#[tokio::test]
async fn an_agency_brings_a_procedure_of_its_own() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let text = definition(
        "0.1.0",
        &[
            (FORM, "vn.sonla.new"),
            ("code: \"2.000635\"", "code: \"9.000001\""),
        ],
    );
    let begun = one.post("/office/forms", &[("action", "begin")]).await;
    let path = begun.location();
    let asked = write(&mut one, &path, "ask", &text).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", problems(&asked));
    assert!(
        other
            .get(&path)
            .await
            .body
            .contains("chưa từng được công bố")
    );
    let done = approve(&mut other, &path).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", problems(&done));
    begin(&mut app.browser(), "", "9.000001", AGENCY).await;
    drop((one, other));
    let app = app.restart(|_| {}).await;
    begin(&mut app.browser(), "", "9.000001", AGENCY).await;
    assert!(app.app.catalogue.offers(AGENCY, "9.000001"));
    assert!(!app.app.catalogue.offers("DEMO-SL-001", "9.000001"));
    assert!(app.app.catalogue.offers("DEMO-SL-001", "3.000333"));
}

#[tokio::test]
async fn a_hostile_or_huge_text_is_refused_and_harms_nobody() {
    let app = TestApp::start().await;
    let (mut one, _) = authors(&app).await;
    let path = proposal(&mut one).await;
    let bomb = format!(
        "a: &a [x]\n{}",
        "b: [*a, *a, *a, *a, *a, *a, *a, *a]\n".repeat(500)
    );
    let deep = "[".repeat(20_000);
    let long = format!("id: {}", "x".repeat(260 * 1024));
    for text in [
        bomb.as_str(),
        deep.as_str(),
        long.as_str(),
        "",
        "\u{0}",
        "__proto__: 1",
        "<script>alert(1)</script>",
    ] {
        let saved = write(&mut one, &path, "save", text).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        let page = one.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("govuk-error-summary"), "{:.40}", text);
        assert!(!page.body.contains("<script>alert(1)"));
    }
    let huge = "x".repeat(301 * 1024);
    let refused = one
        .upload(
            &path,
            &[("action", "save")],
            &[("definition-file", "d.yaml", huge.as_bytes())],
        )
        .await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(problems(&refused).contains("300 KiB"));
    let binary = one
        .upload(
            &path,
            &[("action", "save")],
            &[("definition-file", "d.yaml", &[0xff, 0xfe, 0])],
        )
        .await;
    assert_eq!(binary.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A file goes before the text, and JSON is YAML.
    let json = br#"{"formDefinition": "1.0", "id": "x.y"}"#;
    one.upload(
        &path,
        &[("action", "save"), ("definition", "text")],
        &[("definition-file", "d.json", json)],
    )
    .await;
    let page = one.get(&path).await;
    assert!(
        page.body.contains("formDefinition") && problems(&page).contains("definition.yaml, dòng 1")
    );
}

/// Whoever has no say finds nothing, whether or not it is there.
#[tokio::test]
async fn only_authors_of_the_agency_find_anything() {
    let app = TestApp::start().await;
    let (mut one, _) = authors(&app).await;
    let path = asked(&mut one, &definition("1.0.1", &[WORDS])).await;
    let id = path.rsplit('/').next().expect("an id").to_owned();
    account(
        &app,
        "can-bo",
        AGENCY,
        &[
            Role::Receive,
            Role::Decide,
            Role::Supervise,
            Role::Administer,
        ],
    )
    .await;
    let mut clerk = app.browser();
    sign_in(&mut clerk, "can-bo").await;
    for browser in [
        &mut clerk,
        &mut officer(&app, "xa", "DEMO-SL-03856", AUTHOR).await,
    ] {
        for (found, absent) in [
            (path.clone(), format!("/office/forms/{}", "a".repeat(26))),
            (
                format!("/preview/{id}"),
                format!("/preview/{}", "a".repeat(26)),
            ),
            (
                format!("/preview/{id}/event"),
                format!("/preview/{}/event", "a".repeat(26)),
            ),
        ] {
            let answers = [browser.get(&found).await, browser.get(&absent).await];
            assert!(
                answers
                    .iter()
                    .all(|answer| answer.status == StatusCode::NOT_FOUND),
                "{found}"
            );
            let acts = [("action", "approve"), ("relation", "self")];
            let answers = [
                browser.post(&found, &acts).await,
                browser.post(&absent, &acts).await,
            ];
            let status = answers.map(|answer| answer.status);
            assert_eq!(status[0], status[1], "{found}");
            assert!(
                !status[0].is_success() && !status[0].is_redirection(),
                "{found}"
            );
        }
    }
    assert_eq!(
        clerk.get("/office/forms").await.status,
        StatusCode::NOT_FOUND
    );
    let mut nobody = app.browser();
    for path in [path.as_str(), "/office/forms"] {
        assert_eq!(nobody.get(path).await.location(), "/office/sign-in");
    }
    assert_eq!(version(&app), "1.0.0");
}
