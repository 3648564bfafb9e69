//! From acceptance to the result over the router: one supplement, findings, the
//! paper, the code, the public page; and what cannot be done on that road.

use app::desk::office::Role;
use http::{StatusCode, header};
use server::clock::{self, DAY, HOUR};
use server::dossier::state::DossierState;
use tests::desk::{
    act, bring_to_result, decide, done, dossier, findings, officer, preview, sign_in, state,
    submitted, write,
};
use tests::letters::{code_sent, letters};
use tests::walk::{PNG, problems, submit};
use tests::{Answer, Browser, TestApp};

const POLICE: &str = "DEMO-SL-001";
const PROVINCE: &str = "DEMO-SL-002";
const COMMUNE: &str = "DEMO-SL-03856";
const OTHER_COMMUNE: &str = "DEMO-SL-03646";
const EXTRACT: (&str, &str) = ("civil-status-extract", "2.000635");
const RECORD: (&str, &str) = ("criminal-record-certificate", "3.000333");
const BOTH: &[Role] = &[Role::Receive, Role::Decide];

/// Refused, and shown again: nothing happened.
fn refused(answer: &Answer) {
    let said = problems(answer);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
    assert!(answer.body.contains("govuk-error-summary"), "it says why");
}

fn is_pdf(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(answer.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn supplement_once_and_nothing_else_changes() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let mut nga = officer(&app, "nga", PROVINCE, BOTH).await;
    done(&mut nga, &reference, "accept", &[]).await;
    let promised = dossier(&app, &reference).await.due_at.expect("promised");

    refused(&act(&mut nga, &reference, "supplement", &[("ask.phone", " ")]).await);
    let strange = act(&mut nga, &reference, "supplement", &[("ask.nothing", "?")]).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
    let asked = [
        (
            "ask.subject.fullName",
            "Họ tên khác với giấy tờ. <b>Ghi lại</b>",
        ),
        ("ask.copies", "Ghi rõ số bản cần cấp"),
    ];
    done(&mut nga, &reference, "supplement", &asked).await;
    assert_eq!(
        state(&app, &reference).await,
        DossierState::AwaitingSupplement
    );
    // Once, whatever happens afterwards.
    refused(&act(&mut nga, &reference, "supplement", &asked).await);

    let receipt = format!("/s/{reference}");
    let page = citizen.get(&receipt).await;
    assert!(
        page.body
            .contains("Họ tên khác với giấy tờ. &lt;b&gt;Ghi lại&lt;/b&gt;")
    );
    is_pdf(&citizen.get(&format!("{receipt}/papers/02.pdf")).await);
    let begun = citizen.post(&format!("{receipt}/supplement"), &[]).await;
    let first = begun.location();
    assert!(first.ends_with("/subject"), "{first}");
    let draft = first.split('/').nth(2).unwrap_or_default().to_owned();
    let again = citizen.post(&format!("{receipt}/supplement"), &[]).await;
    assert_eq!(again.location(), first, "the same draft");

    let page = citizen.get(&first).await;
    assert!(page.body.contains("name=\"subject.fullName\""));
    assert!(
        !page.body.contains("name=\"subject.birthDate-day\""),
        "not asked"
    );
    assert!(
        page.body.contains("Ghi lại"),
        "what to mend stands on its page"
    );
    // Another question of the same page, and one of another page, do not change.
    let changes = [
        ("rev", "0"),
        ("subject.fullName", "Lò Thị Hoà"),
        ("subject.birthDate-day", "1"),
        ("subject.birthDate-month", "1"),
        ("subject.birthDate-year", "2000"),
        ("requesterName", "Người Khác"),
    ];
    let next = citizen.post(&first, &changes).await.location();
    assert!(
        next.ends_with("/copies"),
        "only pages that were asked: {next}"
    );
    let other = format!("/d/{draft}/requester");
    citizen
        .post(&other, &[("requesterName", "Người Khác")])
        .await;
    refused(&citizen.post(&next, &[("copies", "0")]).await);
    let check = citizen.post(&next, &[("copies", "3")]).await.location();
    app.clock.advance(3 * DAY);
    let sent = submit(&mut citizen, &check).await;
    assert_eq!(sent, receipt);

    let now = dossier(&app, &reference).await;
    assert_eq!(now.state, DossierState::InProgress);
    let document: serde_json::Value = serde_json::from_slice(&now.document.0).expect("JSON");
    assert_eq!(document["typed"]["subject.fullName"], "Lò Thị Hoà");
    assert_eq!(document["typed"]["copies"], "3");
    assert_eq!(document["typed"]["subject.birthDate"], "27/03/1990");
    assert_eq!(document["typed"]["requesterName"], "Lò Thị Hoa");
    let later = now.due_at.expect("promised");
    assert!(later > promised, "the pause does not count");
    sign_in(&mut nga, "nga").await;
    let page = nga.get(&format!("/office/d/{reference}")).await;
    assert!(page.body.contains("chờ bổ sung"), "and is explained");
    // A second click, a page that was left open.
    let key = [("key", reference.as_str())];
    let twice = citizen
        .post(&check.replace("/check", "/submit"), &key)
        .await;
    assert_eq!(twice.location(), receipt);
}

#[tokio::test]
async fn a_paper_that_is_asked_for_is_uploaded_anew() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(
        &app,
        &mut citizen,
        ("birth-registration", "1.001193"),
        COMMUNE,
    )
    .await;
    let before = dossier(&app, &reference).await;
    let paper = before.files.first().expect("a file").clone();
    let mut nga = officer(&app, "nga", COMMUNE, BOTH).await;
    // Before acceptance, too: nothing is promised yet.
    let ask = format!("ask.{}", paper.field);
    done(
        &mut nga,
        &reference,
        "supplement",
        &[(&ask, "Ảnh mờ, chụp lại")],
    )
    .await;
    let begun = citizen
        .post(&format!("/s/{reference}/supplement"), &[])
        .await;
    let page = begun.location();
    refused(&citizen.post(&page, &[]).await);
    let files = [(paper.field.as_str(), "chụp lại.png", PNG)];
    let sent = citizen.upload(&page, &[], &files).await;
    let said = problems(&sent);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{said}");
    submit(&mut citizen, &sent.location()).await;
    let after = dossier(&app, &reference).await;
    assert_eq!(after.state, DossierState::Submitted, "to be accepted");
    assert_eq!(
        after.files.len(),
        before.files.len() + 1,
        "the old one stays"
    );
    assert!(after.files.iter().any(|file| file.id == paper.id));
    done(&mut nga, &reference, "accept", &[]).await;
    assert_eq!(state(&app, &reference).await, DossierState::Accepted);
}

#[tokio::test]
async fn a_supplement_that_never_comes_stops_the_dossier() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let mut nga = officer(&app, "nga", PROVINCE, BOTH).await;
    let asked = [("ask.copies", "Ghi rõ")];
    done(&mut nga, &reference, "supplement", &asked).await;
    let begun = citizen
        .post(&format!("/s/{reference}/supplement"), &[])
        .await;
    let page = begun.location();
    let until = dossier(&app, &reference)
        .await
        .supplement
        .expect("asked")
        .until;
    app.clock.advance(until - app.clock.now() - HOUR);
    app.work().await;
    assert_eq!(
        state(&app, &reference).await,
        DossierState::AwaitingSupplement
    );
    app.clock.advance(HOUR);
    app.work().await;
    assert_eq!(state(&app, &reference).await, DossierState::Stopped);
    assert_eq!(
        letters(&app, &reference)
            .await
            .last()
            .expect("a letter")
            .words,
        "stopped"
    );
    assert_eq!(citizen.get(&page).await.status, StatusCode::NOT_FOUND);
    let again = citizen
        .post(&format!("/s/{reference}/supplement"), &[])
        .await;
    assert_eq!(again.location(), format!("/s/{reference}"));
    let day = clock::date_of(until);
    assert_eq!(
        (day.year, day.month, day.day),
        (2026, 12, 3),
        "7 working days, 24 November off"
    );
}

#[tokio::test]
async fn nothing_unchecked_goes_from_the_desk_to_the_citizen() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, RECORD, POLICE).await;
    let mut nga = officer(&app, "nga", POLICE, BOTH).await;
    done(&mut nga, &reference, "accept", &[]).await;
    is_pdf(&citizen.get(&format!("/s/{reference}/papers/01.pdf")).await);
    is_pdf(
        &nga.get(&format!("/office/d/{reference}/paper/01.pdf"))
            .await,
    );
    done(&mut nga, &reference, "take-up", &[]).await;

    // The same engine and the same checks as a citizen's form.
    let home = format!("/office/d/{reference}/decision");
    let first = nga.get(&home).await.location();
    assert_eq!(first, format!("{home}/certificate"));
    refused(&nga.post(&first, &[("form", "form1")]).await);
    write(&app, &mut nga, &reference, RECORD.0).await;
    let page = nga.get(&home).await;
    assert!(page.body.contains("0123/2026/LLTP"));
    assert!(page.body.contains("value=\"sex\""), "an answer to tick");
    assert!(
        !page.body.contains("value=\"father.birthDate\""),
        "not for the paper"
    );

    // Not before the paper was seen, nor before identity was checked.
    refused(&decide(&mut nga, &home, &[]).await);
    refused(&decide(&mut nga, &home, &["sex"]).await);
    is_pdf(&preview(&mut nga, &home).await);
    refused(&decide(&mut nga, &home, &[]).await);
    refused(&decide(&mut nga, &home, &["sex"]).await);
    refused(&act(&mut nga, &reference, "identity", &[("how", "guess")]).await);
    // The e-mail address or number given is not enough where VNeID is asked for.
    done(&mut nga, &reference, "identity", &[("how", "contact")]).await;
    is_pdf(&preview(&mut nga, &home).await);
    refused(&decide(&mut nga, &home, &["sex"]).await);
    done(&mut nga, &reference, "identity", &[("how", "vneid")]).await;
    let decided = decide(&mut nga, &home, &["sex", "father.birthDate", "nothing"]).await;
    let said = problems(&decided);
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{said}");
    assert_eq!(state(&app, &reference).await, DossierState::Decided);
    assert!(!dossier(&app, &reference).await.paper, "drawn by a job");
    app.work().await;

    let paper = nga
        .get(&format!("/office/d/{reference}/paper/result.pdf"))
        .await;
    is_pdf(&paper);
    let text = tests::pdf::text(&paper.bytes);
    assert!(text.contains("PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1"));
    assert!(text.contains("Nguyễn Thị Minh Họa"), "the finding");
    assert!(
        !text.contains("Lò Văn Minh"),
        "not the applicant's own words"
    );
    assert!(text.contains("Nam"), "what was ticked");
    assert!(
        !text.contains("Nông dân") && !text.contains("Lò Văn Sơn"),
        "not ticked"
    );
    for page in tests::pdf::pages(&paper.bytes) {
        assert!(page.contains("BẢN CHƯA KÝ SỐ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"));
    }

    // The code goes to the contact given; knowing the dossier is not enough.
    let file = format!("/s/{reference}/result.pdf");
    let gate = format!("/s/{reference}/result");
    assert_eq!(citizen.get(&file).await.location(), gate);
    citizen.post(&gate, &[("action", "send")]).await;
    let code = code_sent(&app, &reference).await;
    let typed = [("action", "code"), ("code", code.as_str())];
    assert_eq!(
        citizen.post(&gate, &typed).await.status,
        StatusCode::SEE_OTHER
    );
    let fetched = citizen.get(&file).await;
    is_pdf(&fetched);
    assert_eq!(fetched.bytes, paper.bytes);
    assert_eq!(state(&app, &reference).await, DossierState::Delivered);
    is_pdf(&citizen.get(&file).await);

    // Whoever has the paper finds its page: what was issued, never what it says.
    let link = tests::pdf::link(&paper.bytes).expect("a link");
    let path = link
        .split_once("/v/")
        .map(|(_, token)| format!("/v/{token}"));
    let path = path.expect("a look-up page");
    let mut anyone = app.browser();
    let page = anyone.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in [
        "0123/2026/LLTP · 0124/2026/LLTP",
        "23/11/2026",
        "N*** T*** M*** H***",
        "chưa ký số",
    ] {
        assert!(page.body.contains(said), "{said}");
    }
    for kept in [
        "Nguyễn Thị Minh Họa",
        "014190000123",
        "27/03/1990",
        "án tích",
        "hợp lệ",
    ] {
        assert!(!page.body.contains(kept), "{kept}");
    }
    let compared = |bytes: Vec<u8>| {
        let (mut browser, path) = (app.browser(), path.clone());
        async move {
            browser
                .upload(&path, &[], &[("file", "a.pdf", &bytes)])
                .await
                .body
        }
    };
    assert!(
        compared(paper.bytes.clone())
            .await
            .contains("Tệp đúng là bản đã cấp")
    );
    let mut altered = paper.bytes.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    assert!(compared(altered).await.contains("Tệp khác với bản đã cấp"));
    refused(&anyone.post(&path, &[]).await);
    let unknown = anyone.get("/v/aaaaaaaaaaaaaaaaaaaaaaaaaa").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);

    // Every change was told once, in the citizen's language, without a name.
    let told: Vec<String> = letters(&app, &reference)
        .await
        .into_iter()
        .map(|l| l.words)
        .collect();
    assert_eq!(
        told,
        [
            "submitted",
            "paid",
            "accepted",
            "decided",
            "code",
            "delivered"
        ]
    );
    for letter in letters(&app, &reference).await {
        assert!(!letter.text.contains("Minh") && !letter.text.contains("014"));
    }
}

#[tokio::test]
async fn decided_once_by_whoever_was_first() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let mut nga = officer(&app, "nga", PROVINCE, BOTH).await;
    let mut binh = officer(&app, "binh", PROVINCE, BOTH).await;
    done(&mut nga, &reference, "accept", &[]).await;
    done(&mut nga, &reference, "take-up", &[]).await;
    refused(&act(&mut binh, &reference, "take-up", &[]).await);
    done(&mut nga, &reference, "identity", &[("how", "contact")]).await;
    let home = write(&app, &mut nga, &reference, EXTRACT.0).await;
    is_pdf(&preview(&mut nga, &home).await);
    // Another officer changes a finding after it was seen.
    let rev = nga.get(&home).await.hidden("rev").expect("a revision");
    let page = format!("{home}/extract");
    let shown = binh.get(&page).await;
    let base = shown.hidden("rev").expect("a revision");
    let change = [
        ("rev", base.as_str()),
        ("extractNumber", "13/TLKS-BS"),
        ("copiesIssued", "3"),
    ];
    assert_eq!(
        binh.post(&page, &change).await.status,
        StatusCode::SEE_OTHER
    );
    let stale = [("rev", rev.as_str()), ("action", "decide")];
    refused(&nga.post(&home, &stale).await);
    assert_eq!(state(&app, &reference).await, DossierState::InProgress);
    is_pdf(&preview(&mut nga, &home).await);
    // Two tabs and two officers at once.
    let rev = nga.get(&home).await.hidden("rev").expect("a revision");
    let pairs = [("rev", rev.as_str()), ("action", "decide")];
    let (mut tab, mut other) = (nga.clone(), binh.clone());
    let (first, second, third) = tokio::join!(
        nga.post(&home, &pairs),
        tab.post(&home, &pairs),
        other.post(&home, &pairs)
    );
    let taken = [&first, &second, &third]
        .into_iter()
        .filter(|answer| answer.status == StatusCode::SEE_OTHER)
        .count();
    assert_eq!(taken, 1);
    app.work().await;
    app.work().await;
    let told = letters(&app, &reference).await;
    assert_eq!(
        told.iter()
            .filter(|letter| letter.words == "decided")
            .count(),
        1
    );
    // Nothing can be written any more.
    refused(&decide_again(&mut nga, &home).await);
    let late = [
        ("rev", "99"),
        ("extractNumber", "14/TLKS-BS"),
        ("copiesIssued", "3"),
    ];
    assert_eq!(nga.post(&page, &late).await.status, StatusCode::NOT_FOUND);
}

/// Posts a decision without looking at the page first.
async fn decide_again(browser: &mut Browser, home: &str) -> Answer {
    browser
        .post(home, &[("rev", "9"), ("action", "decide")])
        .await
}

#[tokio::test]
async fn a_dossier_is_handed_over_with_everything_but_findings() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, COMMUNE).await;
    let mut here = officer(&app, "nga", COMMUNE, BOTH).await;
    let mut there = officer(&app, "binh", PROVINCE, BOTH).await;
    let mut elsewhere = officer(&app, "tam", OTHER_COMMUNE, BOTH).await;
    let home = format!("/office/d/{reference}");
    done(&mut here, &reference, "accept", &[]).await;
    done(&mut here, &reference, "take-up", &[]).await;
    write(&app, &mut here, &reference, EXTRACT.0).await;
    assert_eq!(there.get(&home).await.status, StatusCode::NOT_FOUND);
    for wrong in [
        [("to", ""), ("why", "Sổ gốc ở tỉnh")],
        [("to", PROVINCE), ("why", "")],
        [("to", POLICE), ("why", "không làm thủ tục này")],
        [("to", COMMUNE), ("why", "chính mình")],
    ] {
        refused(&act(&mut here, &reference, "hand-over", &wrong).await);
    }
    let over = [("to", PROVINCE), ("why", "Sổ gốc ở tỉnh")];
    done(&mut here, &reference, "hand-over", &over).await;
    assert!(there.get(&home).await.body.contains("Sổ gốc ở tỉnh"));
    assert!(
        here.get(&home).await.status == StatusCode::OK,
        "still sees it"
    );
    assert_eq!(elsewhere.get(&home).await.status, StatusCode::NOT_FOUND);
    // Findings are the agency's that decides.
    let decision = format!("{home}/decision");
    assert_eq!(here.get(&decision).await.status, StatusCode::NOT_FOUND);
    let first = there.get(&decision).await.location();
    assert!(first.ends_with("/register"), "nothing is written: {first}");
    bring(&app, &mut there, &reference).await;
    assert_eq!(state(&app, &reference).await, DossierState::Decided);
}

/// In progress already: identity, findings, paper, decision.
async fn bring(app: &TestApp, browser: &mut Browser, reference: &str) {
    done(browser, reference, "identity", &[("how", "counter")]).await;
    let home = write(app, browser, reference, EXTRACT.0).await;
    is_pdf(&preview(browser, &home).await);
    let decided = decide(browser, &home, &[]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_citizen_may_ask_to_withdraw() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    let mut nga = officer(&app, "nga", PROVINCE, BOTH).await;
    done(&mut nga, &reference, "accept", &[]).await;
    let path = format!("/s/{reference}/withdraw");
    let mut stranger = app.browser();
    assert_eq!(
        stranger.post(&path, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    for (answer, to) in [
        ("decline", DossierState::Accepted),
        ("agree", DossierState::Stopped),
    ] {
        citizen.post(&path, &[]).await;
        assert_eq!(state(&app, &reference).await, DossierState::WithdrawalAsked);
        refused(&act(&mut nga, &reference, "withdrawal", &[]).await);
        done(&mut nga, &reference, "withdrawal", &[("answer", answer)]).await;
        assert_eq!(state(&app, &reference).await, to);
    }
    // What was paid waits for a person.
    let tasks = app
        .app
        .store
        .open_tasks(PROVINCE.into())
        .await
        .expect("tasks");
    assert_eq!(tasks.len(), 1);
    let asked = citizen.post(&path, &[]).await;
    assert_eq!(asked.location(), format!("/s/{reference}"));
    assert_eq!(state(&app, &reference).await, DossierState::Stopped);
}

#[tokio::test]
async fn an_identity_number_opens_nobody_s_criminal_record() {
    let app = TestApp::start().await;
    let mut citizen = app.browser();
    let reference = submitted(&app, &mut citizen, RECORD, POLICE).await;
    let mut nga = officer(&app, "nga", POLICE, BOTH).await;
    done(&mut nga, &reference, "accept", &[]).await;
    bring_to_result(&app, &mut nga, &reference, RECORD.0).await;
    let number = findings(RECORD.0)
        .get("identityNumber")
        .expect("a number")
        .to_owned();
    let declared = "014090000123";
    let mut thief = app.browser();
    for number in [number.as_str(), declared] {
        for pairs in [
            [("reference", number), ("secret", number)],
            [("reference", reference.as_str()), ("secret", number)],
        ] {
            let answer = thief.post("/track", &pairs).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let pairs = [("reference", reference.as_str()), ("contact", number)];
        thief.post("/track/recover", &pairs).await;
        for path in [
            format!("/s/{number}"),
            format!("/s/{number}/result.pdf"),
            format!("/v/{number}"),
        ] {
            let answer = thief.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    for path in ["", "/result", "/papers/01.pdf"] {
        let answer = thief.get(&format!("/s/{reference}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let file = thief.get(&format!("/s/{reference}/result.pdf")).await;
    assert_eq!(file.location(), format!("/s/{reference}/result"));
    // Applying in another's name gives a dossier of one's own, without a result.
    let own = submitted(&app, &mut thief, RECORD, POLICE).await;
    assert_ne!(own, reference);
    let answer = thief.get(&format!("/s/{own}/result.pdf")).await;
    assert!(answer.bytes.is_empty() || !answer.bytes.starts_with(b"%PDF"));
    // No code was sent to anybody for it.
    let told = letters(&app, &reference).await;
    assert!(told.iter().all(|letter| letter.words != "code"));
}
