//! The officer's road over the router: signing in, the inbox, a dossier
//! accepted, refused, noted, its files; and that others find nothing there.

use app::desk::office::{Act, InboxQuery, Moved, Office, Role};
use app::lang::Lang;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, Request, StatusCode, header};
use server::clock::{DAY, HOUR, MINUTE};
use server::config::Hidden;
use server::id::Reference;
use server::office::accounts::{self, Order};
use server::office::desk::OfficeDesk;
use server::office::{password, totp};
use server::payment::state::TaskKind;
use server::store::officer::{MadeOfficer, NewOfficer, Officer};
use std::net::SocketAddr;
use tests::walk::{begin, complete_case, fill, pay, submit};
use tests::{Answer, Browser, TestApp};

const PROVINCE: &str = "DEMO-SL-002";
const COMMUNE: &str = "DEMO-SL-03856";
const PASSWORD: &str = "một mật khẩu dài";
const EXTRACT: (&str, &str) = ("civil-status-extract", "2.000635");

async fn account(app: &TestApp, login: &str, agency: &str, roles: &[Role]) {
    let new = NewOfficer {
        login: login.into(),
        name: format!("Cán bộ {login}"),
        password: password::hash(Hidden::new(PASSWORD)).await,
        totp: None,
        posts: roles
            .iter()
            .map(|role| (agency.to_owned(), *role))
            .collect(),
    };
    assert_eq!(app.app.store.add_officer(new).await, Ok(MadeOfficer::Made));
}

async fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Answer {
    let pairs = [("login", login), ("password", password)];
    browser.post("/office/sign-in", &pairs).await
}

/// A browser of an officer who receives at an agency.
async fn receiving(app: &TestApp, login: &str, agency: &str) -> Browser {
    account(app, login, agency, &[Role::Receive]).await;
    let mut browser = app.browser();
    let answer = sign_in(&mut browser, login, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.location(), "/office");
    browser
}

/// The officer of an account.
async fn officer(app: &TestApp, login: &str) -> Officer {
    let kept = app.app.store.credentials(login.into()).await;
    let id = kept.expect("read").expect("an account").officer;
    let session = server::store::NewSession {
        officer: id,
        token: server::id::token_hash(login),
        before: None,
        step: None,
    };
    assert_eq!(app.app.store.open_session(session).await, Ok(true));
    let found = app.app.store.officer(server::id::token_hash(login)).await;
    found.expect("read").expect("signed in")
}

/// What this officer's pages ask.
async fn desk(app: &TestApp, login: &str) -> OfficeDesk {
    OfficeDesk::new(
        app.app.clone(),
        Some(officer(app, login).await),
        None,
        Lang::Vi,
    )
}

/// A dossier submitted at an agency, and paid: its receipt and reference.
async fn submitted(
    app: &TestApp,
    citizen: &mut Browser,
    (folder, code): (&str, &str),
    agency: &str,
) -> (String, String) {
    let case = complete_case(folder);
    let draft = begin(citizen, "", code, agency).await;
    let check = fill(app, citizen, "", code, &draft, &case).await;
    let receipt = submit(citizen, &check).await;
    if case.expect.fee > Some(0) {
        pay(app, citizen, &receipt, "success").await;
    }
    let reference = receipt.rsplit('/').next().unwrap_or_default().to_owned();
    (receipt, reference)
}

/// Refused, and shown again: nothing happened.
fn refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("govuk-error-summary"), "it says why");
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn an_officer_signs_in_and_out() {
    let app = TestApp::start().await;
    account(&app, "nga", PROVINCE, &[Role::Receive]).await;
    let mut browser = app.browser();
    for (login, password) in [
        ("nga", "mot mat khau dai"),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("nga", ""),
        ("Đào", PASSWORD),
        ("nga", &"x".repeat(password::LONGEST + 1)),
    ] {
        refused(&sign_in(&mut browser, login, password).await);
    }
    let act = format!("/office/d/{}/accept", Reference::from_bits(1));
    let answer = browser.post(&act, &[]).await;
    assert_eq!(answer.location(), "/office/sign-in", "not signed in yet");

    let answer = sign_in(&mut browser, " NGA ", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.starts_with("__Host-tokhai-office="), "its own name");
    for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
        assert!(cookie.contains(attribute), "{attribute}");
    }
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    let answer = browser.post(&act, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "signed in");

    let stolen = browser.clone();
    let out = browser.post("/en/office/sign-out", &[]).await;
    assert_eq!(out.location(), "/en/office/sign-in");
    for mut browser in [browser, stolen] {
        let answer = browser.post(&act, &[]).await;
        assert_eq!(answer.location(), "/office/sign-in", "the session is over");
    }
}

#[tokio::test]
async fn three_wrong_passwords_do_not_lock_and_six_wait_at_one_address() {
    let app = TestApp::start().await;
    account(&app, "nga", PROVINCE, &[Role::Receive]).await;
    account(&app, "lan", PROVINCE, &[Role::Receive]).await;
    let mut browser = app.browser();
    for _ in 0..3 {
        refused(&sign_in(&mut browser, "nga", "wrong").await);
    }
    let right = sign_in(&mut browser, "nga", PASSWORD).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);

    let from = async |address: [u8; 4], login: &str, password: &str| {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("login", login)
            .append_pair("password", password)
            .finish();
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/office/sign-in")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        let address = SocketAddr::from((address, 1));
        request.extensions_mut().insert(ConnectInfo(address));
        app.browser().send(request).await
    };
    let (stranger, own) = ([192, 0, 2, 1], [192, 0, 2, 2]);
    for _ in 0..5 {
        refused(&from(stranger, "nga", "wrong").await);
    }
    for password in ["wrong", PASSWORD] {
        let answer = from(stranger, "nga", password).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers.contains_key(header::RETRY_AFTER));
    }
    let other = from(stranger, "lan", PASSWORD).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "another login");
    let elsewhere = from(own, "nga", PASSWORD).await;
    assert_eq!(elsewhere.status, StatusCode::SEE_OTHER, "another address");
    for number in 0..45 {
        from(stranger, &format!("guess{number}"), "wrong").await;
    }
    let answer = from(stranger, "lan", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "every login");
    app.clock.advance(HOUR);
    let answer = from(stranger, "nga", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "an hour later");
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle() {
    let app = TestApp::start().await;
    let mut browser = receiving(&app, "nga", PROVINCE).await;
    let act = format!("/office/d/{}/accept", Reference::from_bits(1));
    for _ in 0..3 {
        app.clock.advance(29 * MINUTE);
        let answer = browser.post(&act, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "still signed in");
    }
    app.clock.advance(30 * MINUTE);
    let answer = browser.post(&act, &[]).await;
    assert_eq!(answer.location(), "/office/sign-in");
}

#[tokio::test]
async fn a_code_by_time_is_asked_and_used_once() {
    let app = TestApp::start().await;
    let secret = b"12345678901234567890".to_vec();
    let new = NewOfficer {
        login: "nga".into(),
        name: "Nga".into(),
        password: password::hash(Hidden::new(PASSWORD)).await,
        totp: Some(secret.clone().into()),
        posts: vec![(PROVINCE.into(), Role::Receive)],
    };
    assert_eq!(app.app.store.add_officer(new).await, Ok(MadeOfficer::Made));
    let enter = async |password: &str, code: &str| {
        let pairs = [("login", "nga"), ("password", password), ("code", code)];
        app.browser().post("/office/sign-in", &pairs).await.status
    };
    let code = totp::code(&secret, totp::step(app.clock.now()));
    for (password, code) in [
        (PASSWORD, ""),
        (PASSWORD, "000000"),
        ("wrong", code.as_str()),
    ] {
        assert_eq!(
            enter(password, code).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert_eq!(enter(PASSWORD, &code).await, StatusCode::SEE_OTHER);
    assert_eq!(
        enter(PASSWORD, &code).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
    app.clock.advance(totp::STEP);
    let code = totp::code(&secret, totp::step(app.clock.now()));
    assert_eq!(enter(PASSWORD, &code).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_accepted_dossier_has_a_code_and_a_promise() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let mut browser = receiving(&app, "nga", PROVINCE).await;
    let (receipt, reference) = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let desk = desk(&app, "nga").await;
    let view = desk.dossier(reference.clone()).await.expect("read");
    let view = view.expect("there");
    assert_eq!(
        (view.code, view.may),
        (
            None,
            vec![
                Act::Accept,
                Act::AskSupplement,
                Act::HandOver,
                Act::Refuse,
                Act::CheckIdentity,
                Act::Note
            ]
        )
    );
    assert!(!view.applicant.is_empty() && view.contact.is_some());
    let promise = view.promise.expect("a limit");
    assert!(promise.tentative && promise.certain);
    assert_eq!((promise.at.date, promise.at.hour), (app.clock.today(), 17));

    let accept = format!("/office/d/{reference}/accept");
    let answer = browser.post(&accept, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.location(), format!("/office/d/{reference}"));
    refused(&browser.post(&accept, &[]).await);
    let code = "DEMO-SL-002-261123-0001";
    let view = desk.dossier(reference.clone()).await.expect("read");
    let view = view.expect("there");
    assert_eq!(
        (view.code.as_deref(), view.may),
        (
            Some(code),
            vec![Act::HandOver, Act::CheckIdentity, Act::Note]
        )
    );
    let kept = view.promise.expect("a promise");
    assert_eq!((kept.at, kept.tentative), (promise.at, false));
    assert_eq!(view.dossier.result_due_on, Some(app.clock.today()));

    let page = citizen.get(&receipt).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(code), "the citizen sees the code");
    let query = InboxQuery {
        list: app::desk::office::InboxList::Today,
        ..InboxQuery::default()
    };
    let inbox = desk.inbox(query).await.expect("read").expect("mine");
    assert_eq!(inbox.counts, [0, 1, 0, 1, 0, 1]);
    assert_eq!(inbox.rows[0].code.as_deref(), Some(code));
    assert_eq!(inbox.rows[0].applicant, view.applicant);
    assert!(!inbox.rows[0].overdue);
    app.clock.advance(DAY);
    let view = desk.dossier(reference).await.expect("read").expect("there");
    assert_eq!(view.promise.expect("a promise").at, kept.at, "frozen");
    assert_eq!(app.app.store.broken_event().await, Ok(None));
}

#[tokio::test]
async fn what_comes_after_the_cutoff_is_promised_for_the_next_working_day() {
    let app = TestApp::start().await;
    account(&app, "nga", PROVINCE, &[Role::Receive]).await;
    app.clock.advance(7 * HOUR);
    let mut citizen = app.browser();
    let (_, reference) = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let view = desk(&app, "nga").await.dossier(reference).await;
    let promise = view
        .expect("read")
        .expect("there")
        .promise
        .expect("a limit");
    assert_eq!(promise.moved, Some(Moved::Late));
    // 24 November is a day off.
    assert_eq!((promise.at.date.day, promise.at.hour), (25, 17));
}

#[tokio::test]
async fn a_refusal_needs_reason_and_basis_and_opens_a_refund() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let mut browser = receiving(&app, "nga", PROVINCE).await;
    let (receipt, reference) = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let refuse = format!("/office/d/{reference}/refuse");
    let long = "x".repeat(2_001);
    for (reason, basis) in [
        ("", ""),
        ("Thiếu giấy tờ", " "),
        (" ", "Điều 9"),
        (&long, "Điều 9"),
    ] {
        let pairs = [("reason", reason), ("basis", basis)];
        refused(&browser.post(&refuse, &pairs).await);
    }
    let tasks = || app.app.store.open_tasks(PROVINCE.into());
    assert_eq!(tasks().await, Ok(Vec::new()));
    let pairs = [("reason", "Thiếu giấy tờ"), ("basis", "Điều 9")];
    let answer = browser.post(&refuse, &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    refused(&browser.post(&refuse, &pairs).await);
    let kinds: Vec<_> = tasks()
        .await
        .expect("read")
        .iter()
        .map(|task| task.kind)
        .collect();
    assert_eq!(kinds, [TaskKind::Refund]);
    let page = citizen.get(&receipt).await;
    assert!(
        page.body.contains("Thiếu giấy tờ (Điều 9)"),
        "the citizen reads why"
    );
    app.work().await;
    let mut messages = String::new();
    for file in std::fs::read_dir(&app.app.config.mailbox)
        .expect("a mailbox")
        .flatten()
    {
        messages.push_str(&std::fs::read_to_string(file.path()).expect("a message"));
    }
    assert!(messages.contains("\"refused\"") && !messages.contains("Thiếu"));
}

#[tokio::test]
async fn a_note_is_for_officers() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let mut browser = receiving(&app, "nga", PROVINCE).await;
    let (receipt, reference) = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let note = format!("/office/d/{reference}/note");
    refused(&browser.post(&note, &[("text", "  ")]).await);
    refused(&browser.post(&note, &[("text", &"x".repeat(4_001))]).await);
    let written = browser.post(&note, &[("text", "Đã gọi điện")]).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER);
    let view = desk(&app, "nga").await.dossier(reference).await;
    let notes = view.expect("read").expect("there").notes;
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].by.as_str(), notes[0].text.as_str()),
        ("Cán bộ nga", "Đã gọi điện")
    );
    assert!(!citizen.get(&receipt).await.body.contains("Đã gọi điện"));
}

/// Another agency's officer finds no more than of what does not exist.
#[tokio::test]
async fn another_agency_finds_nothing() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let (_, reference) = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let absent = Reference::from_bits(7_654_321).to_string();
    let mut stranger = receiving(&app, "xa", COMMUNE).await;
    let plain = |answer: &Answer, id: &str| {
        let body = answer.body.replace(id, "ID");
        body.split("nonce=\"")
            .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
            .collect::<String>()
    };
    for (act, pairs) in [
        ("accept", vec![]),
        ("refuse", vec![("reason", "x"), ("basis", "y")]),
        ("note", vec![("text", "x")]),
        ("burn", vec![]),
    ] {
        let one = stranger
            .post(&format!("/office/d/{reference}/{act}"), &pairs)
            .await;
        let other = stranger
            .post(&format!("/office/d/{absent}/{act}"), &pairs)
            .await;
        assert_eq!(
            (one.status, other.status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        assert_eq!(plain(&one, &reference), plain(&other, &absent), "{act}");
    }
    let one = stranger.get(&format!("/office/d/{reference}")).await;
    let other = stranger.get(&format!("/office/d/{absent}")).await;
    assert_eq!(
        (one.status, other.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert_eq!(plain(&one, &reference), plain(&other, &absent));
    let desk = desk(&app, "xa").await;
    assert!(desk.dossier(reference).await.expect("read").is_none());
    let ask = |agency: &str| InboxQuery {
        agency: agency.into(),
        ..InboxQuery::default()
    };
    assert_eq!(desk.inbox(ask(PROVINCE)).await, Ok(None));
    let own = desk.inbox(ask("")).await.expect("read").expect("mine");
    assert_eq!((own.agency.code.as_str(), own.counts), (COMMUNE, [0; 6]));
    let nobody = OfficeDesk::new(app.app.clone(), None, None, Lang::Vi);
    assert_eq!(nobody.inbox(ask("")).await, Ok(None));
    assert_eq!(nobody.officer().await, Ok(None));
}

#[tokio::test]
async fn a_file_is_downloaded_and_never_opened_here() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let agency = complete_case("birth-registration").agency;
    let mut browser = receiving(&app, "nga", &agency).await;
    let mut stranger = receiving(&app, "khac", PROVINCE).await;
    let kind = ("birth-registration", "1.001193");
    let (_, reference) = submitted(&app, &mut citizen, kind, &agency).await;
    let (_, other) = submitted(&app, &mut citizen, kind, &agency).await;
    let view = desk(&app, "nga").await.dossier(reference.clone()).await;
    let files = view.expect("read").expect("there").files;
    let file = files.first().expect("the case has a file");
    assert!(!file.label.is_empty() && file.sha256.len() == 64);
    let path = |reference: &str| format!("/office/d/{reference}/files/{}", file.id);
    let answer = browser.get(&path(&reference)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let text = |name: &str| answer.headers[name].to_str().expect("text").to_owned();
    assert!(text("content-disposition").starts_with("attachment; filename="));
    assert!(text("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(text("x-content-type-options"), "nosniff");
    assert_eq!(text("cache-control"), "no-store");
    assert_eq!(text("content-type"), file.media_type);
    let wrong = browser.get(&path(&other)).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND, "another dossier's");
    for browser in [&mut stranger, &mut citizen, &mut app.browser()] {
        let answer = browser.get(&path(&reference)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn demo_accounts_are_the_demonstrations_alone() {
    for demo in [false, true] {
        let app = TestApp::with(|config| config.demo = demo).await;
        for login in accounts::demo_logins() {
            let kept = app.app.store.credentials(login.into()).await;
            assert!(kept.expect("read").is_none(), "{login}");
        }
    }
    let given = Some(Hidden::new(PASSWORD));
    let app = TestApp::with(|config| config.demo_officers = given).await;
    for login in ["can-bo", "xa"] {
        let answer = sign_in(&mut app.browser(), login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login}");
    }
    let roles: Vec<_> = officer(&app, "can-bo").await.posts;
    let post = |role| (PROVINCE.to_owned(), role);
    assert_eq!(roles, [post(Role::Receive), post(Role::Decide)]);
}

#[tokio::test]
async fn accounts_are_made_from_the_command_line() {
    let app = TestApp::start().await;
    let run = async |words: &str, password: &str| {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let given = Hidden::new(password);
        accounts::run(app.app.store.as_ref(), Order::parse(&words)?, || Ok(given)).await
    };
    let add = format!("add nga --name Nga --post {PROVINCE}:receive,decide");
    assert!(run(&add, "short").await.is_err());
    assert!(run(&add, PASSWORD).await.is_ok());
    assert!(run(&add, PASSWORD).await.is_err(), "taken");
    assert!(
        run("add lan --name Lan --post NOWHERE:receive", PASSWORD)
            .await
            .is_err()
    );
    let totp = run(&format!("{} --totp", add.replace("nga", "lan")), PASSWORD).await;
    assert!(totp.is_ok_and(|said| said.contains("otpauth://totp/")));
    let answer = sign_in(&mut app.browser(), "nga", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(run("close nga", "").await.is_ok());
    refused(&sign_in(&mut app.browser(), "nga", PASSWORD).await);
    assert!(run("close nga", "").await.is_err());
}
