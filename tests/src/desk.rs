//! An officer's manners: signing in, and the road of a dossier to its result.

use crate::walk::{begin, complete_case, fill, fill_form, pay, problems, submit};
use crate::{Answer, Browser, TestApp, repository};
use app::desk::office::Role;
use forms::Answers;
use http::StatusCode;
use server::config::Hidden;
use server::dossier::state::DossierState;
use server::id::Reference;
use server::office::password;
use server::store::officer::{MadeOfficer, NewOfficer};
use server::store::{Dossier, Reader};
use std::collections::BTreeMap;

/// The password of every officer of a test.
pub const PASSWORD: &str = "một mật khẩu dài";

/// Makes an account.
pub async fn account(app: &TestApp, login: &str, agency: &str, roles: &[Role]) {
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

/// A browser of a new officer who is signed in.
pub async fn officer(app: &TestApp, login: &str, agency: &str, roles: &[Role]) -> Browser {
    account(app, login, agency, roles).await;
    let mut browser = app.browser();
    sign_in(&mut browser, login).await;
    browser
}

/// Signs in, also again after a session was over.
pub async fn sign_in(browser: &mut Browser, login: &str) {
    let pairs = [("login", login), ("password", PASSWORD)];
    let answer = browser.post("/office/sign-in", &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// A dossier of a procedure (folder and code) submitted at an agency, and paid:
/// its reference.
pub async fn submitted(
    app: &TestApp,
    citizen: &mut Browser,
    (folder, code): (&str, &str),
    agency: &str,
) -> String {
    let case = complete_case(folder);
    let draft = begin(citizen, "", code, agency).await;
    let check = fill(app, citizen, "", code, &draft, &case).await;
    let receipt = submit(citizen, &check).await;
    let reference = receipt.rsplit('/').next().unwrap_or_default().to_owned();
    if unreceived(app, &reference).await {
        pay(app, citizen, &receipt, "success").await;
    }
    reference
}

/// Whether a due keeps the dossier out of every inbox.
async fn unreceived(app: &TestApp, reference: &str) -> bool {
    let reference = Reference::parse(reference).expect("a reference");
    let found = app.app.store.dossier(reference, everywhere(app)).await;
    found.expect("read").is_none()
}

/// An officer of every agency.
fn everywhere(app: &TestApp) -> Reader {
    let desks = app.app.catalogue.desks.iter();
    Reader::Officer {
        officer: String::new(),
        agencies: desks.map(|desk| desk.code.clone()).collect(),
    }
}

/// A dossier that was received, as officers read it.
pub async fn dossier(app: &TestApp, reference: &str) -> Dossier {
    let reference = Reference::parse(reference).expect("a reference");
    let found = app.app.store.dossier(reference, everywhere(app)).await;
    found.expect("read").expect("a dossier")
}

/// Where it stands.
pub async fn state(app: &TestApp, reference: &str) -> DossierState {
    dossier(app, reference).await.state
}

/// Does something with a dossier.
pub async fn act(
    browser: &mut Browser,
    reference: &str,
    act: &str,
    pairs: &[(&str, &str)],
) -> Answer {
    let path = format!("/office/d/{reference}/{act}");
    browser.post(&path, pairs).await
}

/// The same, and it must be done.
pub async fn done(browser: &mut Browser, reference: &str, what: &str, pairs: &[(&str, &str)]) {
    let answer = act(browser, reference, what, pairs).await;
    let said = problems(&answer);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}: {said}");
}

/// Findings that are complete, by the folder of a procedure
/// (`tests/cases/findings.json`, made up).
pub fn findings(folder: &str) -> Answers {
    let path = repository().join("tests/cases/findings.json");
    let text = std::fs::read_to_string(path).expect("findings");
    let all: BTreeMap<String, Answers> = serde_json::from_str(&text).expect("findings");
    all.get(folder).expect("findings of the procedure").clone()
}

/// Writes findings on every page; gives the path where they are decided on.
pub async fn write(app: &TestApp, browser: &mut Browser, reference: &str, folder: &str) -> String {
    let code = crate::walk::code_of(folder);
    let version = app.app.catalogue.procedure(&code).expect("published");
    let form = version.decision.clone().expect("a decision form");
    let home = format!("/office/d/{reference}/decision");
    fill_form(browser, &home, &form, &findings(folder)).await;
    home
}

/// Looks at the paper of findings as they are.
pub async fn preview(browser: &mut Browser, home: &str) -> Answer {
    let page = browser.get(home).await;
    let rev = page.hidden("rev").expect("a revision");
    let paper = home.replace("/decision", "/paper/preview");
    browser.get(&format!("{paper}?rev={rev}")).await
}

/// Decides on what was seen last.
pub async fn decide(browser: &mut Browser, home: &str, ticked: &[&str]) -> Answer {
    let page = browser.get(home).await;
    let rev = page.hidden("rev").expect("a revision");
    let mut pairs = vec![("rev", rev.as_str()), ("action", "decide")];
    pairs.extend(ticked.iter().map(|path| ("tick", *path)));
    browser.post(home, &pairs).await
}

/// An accepted dossier decided and its paper drawn, by an officer who may.
pub async fn bring_to_result(app: &TestApp, browser: &mut Browser, reference: &str, folder: &str) {
    done(browser, reference, "take-up", &[]).await;
    done(browser, reference, "identity", &[("how", "counter")]).await;
    let home = write(app, browser, reference, folder).await;
    assert_eq!(preview(browser, &home).await.status, StatusCode::OK);
    let decided = decide(browser, &home, &[]).await;
    let said = problems(&decided);
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{said}");
    app.work().await;
}
