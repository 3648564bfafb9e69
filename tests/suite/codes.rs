//! One-time codes over the router: a lost secret, the way to a result, and
//! that neither opens to whoever merely knows a reference.

use app::desk::CodeRefusal;
use app::desk::office::Role;
use app::lang::Lang;
use app::words;
use http::{StatusCode, header};
use server::clock::{HOUR, MINUTE};
use server::id::Reference;
use server::store::code::{HOURLY, PROVED, VALID};
use tests::desk::{bring_to_result, done, officer};
use tests::walk::{begin, complete_case, fill, pay, submit};
use tests::{Answer, Browser, TestApp};

const FOLDER: &str = "civil-status-extract";
const CODE: &str = "2.000635";
const PHONE: &str = "0912 345 678";
/// The requester's identity number in the case.
const PERSONAL_ID: &str = "014190000123";

/// A submitted dossier: its receipt and reference.
async fn submitted(app: &TestApp, browser: &mut Browser, prefix: &str) -> (String, String) {
    let case = complete_case(FOLDER);
    let draft = begin(browser, prefix, CODE, &case.agency).await;
    let check = fill(app, browser, prefix, CODE, &draft, &case).await;
    let receipt = submit(browser, &check).await;
    let reference = receipt.rsplit('/').next().unwrap_or_default().to_owned();
    (receipt, reference)
}

/// The same with its result there.
async fn decided(app: &TestApp, browser: &mut Browser, prefix: &str) -> (String, String) {
    let (receipt, reference) = submitted(app, browser, prefix).await;
    decide(app, browser, &receipt, &reference).await;
    (format!("{receipt}/result"), reference)
}

/// Pays for a dossier and has it decided, by an officer of its own.
async fn decide(app: &TestApp, browser: &mut Browser, receipt: &str, reference: &str) {
    pay(app, browser, receipt, "success").await;
    let agency = complete_case(FOLDER).agency;
    let login = reference.to_lowercase();
    let roles = [Role::Receive, Role::Decide];
    let mut desk = officer(app, &login, &agency, &roles).await;
    done(&mut desk, reference, "accept", &[]).await;
    bring_to_result(app, &mut desk, reference, FOLDER).await;
}

/// The texts of the codes that were sent so far, in order.
async fn texts(app: &TestApp) -> Vec<String> {
    app.work().await;
    let folder = std::fs::read_dir(&app.app.config.mailbox).expect("a mailbox");
    let mut files: Vec<_> = folder.flatten().map(|file| file.path()).collect();
    files.sort();
    let read = |file| std::fs::read_to_string(file).expect("a message");
    let json = |text: String| serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    files
        .iter()
        .map(|file| json(read(file)))
        .filter(|json| json["words"] == "code")
        .map(|json| json["text"].as_str().expect("a text").to_owned())
        .collect()
}

/// The last code sent.
async fn last(app: &TestApp) -> String {
    let texts = texts(app).await;
    texts.last().expect("a code was sent")[..6].to_owned()
}

/// Another code than this one.
fn wrong(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

fn says(answer: &Answer, lang: Lang, refusal: CodeRefusal) {
    let words = (words::of(lang).codes.refusal)(refusal);
    assert!(answer.body.contains(&words), "{words}");
    assert!(answer.body.contains("govuk-error-summary"));
}

async fn ask(browser: &mut Browser, prefix: &str, reference: &str, contact: &str) -> Answer {
    let pairs = [("reference", reference), ("contact", contact)];
    browser
        .post(&format!("{prefix}/track/recover"), &pairs)
        .await
}

async fn confirm(browser: &mut Browser, prefix: &str, code: &str) -> Answer {
    let path = format!("{prefix}/track/recover/code");
    browser.post(&path, &[("code", code)]).await
}

async fn send(browser: &mut Browser, page: &str) -> Answer {
    browser.post(page, &[("action", "send")]).await
}

async fn take(browser: &mut Browser, page: &str, code: &str) -> Answer {
    browser
        .post(page, &[("action", "code"), ("code", code)])
        .await
}

/// The secret on the page that shows it.
fn secret(answer: &Answer) -> String {
    let section = answer.body.split("app-secret__code").nth(1);
    let code = section.and_then(|rest| rest.split("<strong>").nth(1));
    let code = code.and_then(|rest| rest.split('<').next());
    code.expect("a secret").to_owned()
}

async fn opens(app: &TestApp, reference: &str, secret: &str) -> StatusCode {
    let pairs = [("reference", reference), ("secret", secret)];
    app.browser().post("/track", &pairs).await.status
}

#[tokio::test]
async fn a_lost_secret_comes_anew() {
    for (prefix, lang) in [("", Lang::Vi), ("/en", Lang::En)] {
        let app = TestApp::start().await;
        let mut owner = app.browser();
        let (receipt, reference) = submitted(&app, &mut owner, prefix).await;
        let old = secret(&owner.get(&receipt).await);
        let mut browser = app.browser();
        let track = browser.get(&format!("{prefix}/track")).await;
        let link = format!("href=\"{prefix}/track/recover\"");
        assert!(track.body.contains(&link), "the page for it is linked");
        let first = browser.get(&format!("{prefix}/track/recover")).await;
        assert_eq!(first.status, StatusCode::OK);
        let asked = ask(
            &mut browser,
            prefix,
            &reference.to_lowercase(),
            "+84 912.345.678",
        )
        .await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        assert_eq!(asked.location(), format!("{prefix}/track/recover/code"));
        let page = browser.get(&asked.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        let receipt_there = browser.get(&receipt).await;
        assert_eq!(
            receipt_there.status,
            StatusCode::NOT_FOUND,
            "not without the code"
        );
        let text = texts(&app).await.pop().expect("a code");
        let minutes = if lang == Lang::Vi {
            "10 phút"
        } else {
            "10 minutes"
        };
        assert!(text.contains(minutes) && !text.contains("http"), "{text}");
        let code = last(&app).await;
        let mut other = app.browser();
        let elsewhere = confirm(&mut other, prefix, &code).await;
        says(&elsewhere, lang, CodeRefusal::Over);
        let renewed = confirm(
            &mut browser,
            prefix,
            &format!("{} {}", &code[..3], &code[3..]),
        )
        .await;
        assert_eq!(renewed.status, StatusCode::OK);
        assert!(!renewed.headers.contains_key(header::LOCATION));
        let new = secret(&renewed);
        assert!(renewed.body.contains(&format!("href=\"{receipt}\"")));
        assert_eq!(opens(&app, &reference, &new).await, StatusCode::SEE_OTHER);
        assert_eq!(
            opens(&app, &reference, &old).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        for reader in [&mut browser, &mut owner] {
            let page = reader.get(&receipt).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains(&new) && !page.body.contains(&old));
        }
        let replayed = confirm(&mut browser, prefix, &code).await;
        says(&replayed, lang, CodeRefusal::Over);
        assert!(!replayed.body.contains(&new), "it is shown once");
        assert_eq!(app.app.store.broken_event().await, Ok(None));
    }
}

/// What a page is apart from nonces and what was typed.
fn plain(answer: &Answer) -> (StatusCode, String, Vec<String>) {
    let body = answer.body.split("nonce=\"");
    let body = body.map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
    let names = answer.headers.keys().map(ToString::to_string);
    (answer.status, body.collect(), names.collect())
}

/// A reference and the requester's identity number open nothing; whatever is
/// typed looks the same, to the last wrong code.
#[tokio::test]
async fn knowing_a_reference_is_not_enough() {
    let app = TestApp::start().await;
    let (_, reference) = submitted(&app, &mut app.browser(), "").await;
    let unknown = Reference::from_bits(7_654_321).to_string();
    let mut seen = Vec::new();
    for (reference, contact) in [
        (reference.as_str(), PHONE),
        (reference.as_str(), PERSONAL_ID),
        (reference.as_str(), "Lò Thị Hoa"),
        (reference.as_str(), "hoa@example.com"),
        (unknown.as_str(), PHONE),
        ("no reference", PHONE),
    ] {
        let mut browser = app.browser();
        let asked = ask(&mut browser, "", reference, contact).await;
        assert_eq!(asked.location(), "/track/recover/code");
        let mut answers = vec![plain(&asked)];
        answers.push(plain(&browser.get("/track/recover/code").await));
        let code = wrong(&last(&app).await);
        for _ in 0..6 {
            answers.push(plain(&confirm(&mut browser, "", &code).await));
        }
        answers.push(plain(&ask(&mut browser, "", reference, contact).await));
        answers.push(plain(&confirm(&mut browser, "", &code).await));
        seen.push(answers);
        app.work().await;
        app.clock.advance(HOUR); // one address may ask about one reference three times
    }
    for other in &seen[1..] {
        assert_eq!(other, &seen[0]);
    }
    assert_eq!(
        texts(&app).await.len(),
        2,
        "who knows the contact was sent two"
    );
}

#[tokio::test]
async fn nothing_typed_is_said_so() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for (prefix, lang) in [("", Lang::Vi), ("/en", Lang::En)] {
        let words = words::of(lang);
        let empty = ask(&mut browser, prefix, " ", "").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&empty, lang, CodeRefusal::NoContact);
        assert!(empty.body.contains(words.track.no_reference));
        let kept = ask(&mut browser, prefix, "", PHONE).await;
        assert!(kept.body.contains(PHONE), "what was typed is not lost");
        assert!(!empty.headers.contains_key(header::SET_COOKIE));
        for (typed, refusal) in [
            ("", CodeRefusal::NoCode),
            ("12 34", CodeRefusal::Digits),
            ("123456", CodeRefusal::Over),
        ] {
            let answer = confirm(&mut browser, prefix, typed).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            says(&answer, lang, refusal);
            assert!(typed.is_empty() || !answer.body.contains(typed));
        }
    }
}

#[tokio::test]
async fn asking_for_codes_has_a_limit() {
    let app = TestApp::start().await;
    let (_, reference) = submitted(&app, &mut app.browser(), "").await;
    let unknown = Reference::from_bits(7_654_321).to_string();
    for reference in [reference, unknown] {
        for _ in 0..HOURLY {
            let asked = ask(&mut app.browser(), "", &reference, PHONE).await;
            assert_eq!(asked.status, StatusCode::SEE_OTHER);
        }
        for (prefix, lang) in [("", Lang::Vi), ("/en", Lang::En)] {
            let refused = ask(&mut app.browser(), prefix, &reference, PHONE).await;
            assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(refused.headers[header::RETRY_AFTER], "1200");
            says(&refused, lang, CodeRefusal::TooMany(20));
            assert!(
                refused.body.contains(&reference),
                "what was typed is not lost"
            );
        }
    }
    assert_eq!(texts(&app).await.len(), HOURLY as usize);
}

#[tokio::test]
async fn a_result_is_fetched_with_a_code() {
    for (prefix, lang) in [("", Lang::Vi), ("/en", Lang::En)] {
        let app = TestApp::start().await;
        let words = &words::of(lang).codes;
        let mut owner = app.browser();
        let (receipt, reference) = submitted(&app, &mut owner, prefix).await;
        let page = format!("{receipt}/result");
        let early = owner.get(&page).await;
        assert_eq!(early.status, StatusCode::OK);
        assert!(early.body.contains(words.not_ready) && !early.body.contains("<form"));
        send(&mut owner, &page).await;
        assert!(!owner.get(&receipt).await.body.contains(&page));
        decide(&app, &mut owner, &receipt, &reference).await;
        assert!(
            owner.get(&receipt).await.body.contains(&page),
            "the dossier links it"
        );
        let shown = owner.get(&page).await;
        assert!(shown.body.contains("09*****678") && !shown.body.contains("912"));
        assert_eq!(texts(&app).await.len(), 0, "none was sent before its time");
        let sent = send(&mut owner, &page).await;
        assert_eq!(
            (sent.status, sent.location()),
            (StatusCode::SEE_OTHER, page.clone())
        );
        let code = last(&app).await;
        let waiting = owner.get(&page).await;
        assert!(waiting.body.contains("autocomplete=\"one-time-code\""));
        assert!(!waiting.body.contains("result.pdf"));
        for (typed, refusal) in [
            (String::new(), CodeRefusal::NoCode),
            ("12345".to_owned(), CodeRefusal::Digits),
            (wrong(&code), CodeRefusal::Wrong(4)),
        ] {
            let answer = take(&mut owner, &page, &typed).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            says(&answer, lang, refusal);
        }
        let proved = take(&mut owner, &page, &code).await;
        assert_eq!(
            (proved.status, proved.location()),
            (StatusCode::SEE_OTHER, page.clone())
        );
        let open = owner.get(&page).await;
        assert!(
            open.body
                .contains(&format!("href=\"/s/{reference}/result.pdf\""))
        );
        app.clock.advance(PROVED);
        assert!(!owner.get(&page).await.body.contains("result.pdf"));
        says(
            &take(&mut owner, &page, &code).await,
            lang,
            CodeRefusal::Over,
        );
    }
}

/// A code for one dossier, purpose or browser opens no other.
#[tokio::test]
async fn a_code_opens_one_thing() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let (page, reference) = decided(&app, &mut owner, "").await;
    let (other, _) = decided(&app, &mut owner, "").await;
    let mut stranger = app.browser();
    let absent = format!("/s/{}/result", Reference::from_bits(7_654_321));
    for page in [&page, &absent] {
        assert_eq!(stranger.get(page).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            send(&mut stranger, page).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            take(&mut stranger, page, "123456").await.status,
            StatusCode::NOT_FOUND
        );
    }
    send(&mut owner, &page).await;
    let code = last(&app).await;
    assert_eq!(
        take(&mut stranger, &page, &code).await.status,
        StatusCode::NOT_FOUND
    );
    says(
        &take(&mut owner, &other, &code).await,
        Lang::Vi,
        CodeRefusal::Over,
    );
    says(
        &confirm(&mut owner, "", &code).await,
        Lang::Vi,
        CodeRefusal::Over,
    );
    // Who has a new secret by a code of their own still needs one for the result.
    ask(&mut stranger, "", &reference, PHONE).await;
    let lost = last(&app).await;
    assert_eq!(
        confirm(&mut stranger, "", &lost).await.status,
        StatusCode::OK
    );
    for code in [&code, &lost] {
        says(
            &take(&mut stranger, &page, code).await,
            Lang::Vi,
            CodeRefusal::Over,
        );
    }
    assert!(!stranger.get(&page).await.body.contains("result.pdf"));
    let right = take(&mut owner, &page, &code).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert!(!stranger.get(&page).await.body.contains("result.pdf"));
    assert!(!owner.get(&other).await.body.contains("result.pdf"));
}

#[tokio::test]
async fn a_code_ends_by_time_tries_and_the_next() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let (page, _) = decided(&app, &mut owner, "").await;
    send(&mut owner, &page).await;
    let first = last(&app).await;
    app.clock.advance(VALID);
    says(
        &take(&mut owner, &page, &first).await,
        Lang::Vi,
        CodeRefusal::Over,
    );
    send(&mut owner, &page).await;
    let second = last(&app).await;
    for left in (1..5).rev() {
        let answer = take(&mut owner, &page, &wrong(&second)).await;
        says(&answer, Lang::Vi, CodeRefusal::Wrong(left));
    }
    for code in [&wrong(&second), &second] {
        says(
            &take(&mut owner, &page, code).await,
            Lang::Vi,
            CodeRefusal::Over,
        );
    }
    send(&mut owner, &page).await;
    let third = last(&app).await;
    let refused = send(&mut owner, &page).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    says(&refused, Lang::Vi, CodeRefusal::TooMany(50));
    assert_eq!(refused.headers[header::RETRY_AFTER], "3000");
    assert_eq!(
        take(&mut owner, &page, &third).await.status,
        StatusCode::SEE_OTHER
    );
    app.clock.advance(HOUR - 10 * MINUTE);
    assert_eq!(send(&mut owner, &page).await.status, StatusCode::SEE_OTHER);
}

/// The API's dossiers name no contact: the page says where the result is.
#[tokio::test]
async fn without_a_contact_the_counter_is_named() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let (page, reference) = decided(&app, &mut owner, "").await;
    let database = rusqlite::Connection::open(app.folder.path().join("tokhai.db"));
    let changed = database.expect("a connection").execute(
        "UPDATE dossier SET contact = NULL WHERE reference = ?",
        [&reference],
    );
    assert_eq!(changed, Ok(1));
    let words = &words::of(Lang::Vi).codes;
    for answer in [owner.get(&page).await, send(&mut owner, &page).await] {
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains(words.no_contact_text));
        assert!(!answer.body.contains("<form"));
    }
}
