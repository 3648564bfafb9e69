//! Walks a procedure over HTTP as a browser without script would: one POST a
//! page, "add another" for repeats, files uploaded.

use crate::{Answer, Browser, TestApp};
use forms::form::Field;
use forms::question::{choices, date_time, location};
use forms::{Answers, Form, Question};
use http::StatusCode;
use serde::Deserialize;
use std::pin::Pin;

/// A labelled case of the catalogue (`forms/catalogue/README.md`).
#[derive(Clone, Deserialize)]
pub struct Case {
    /// What it is about.
    pub name: String,
    /// The evaluation date, ISO.
    pub today: String,
    /// `online`, `counter` or `post`.
    pub channel: String,
    /// The receiving agency's code.
    pub agency: String,
    /// Raw text by path.
    pub answers: Answers,
    /// What must come out.
    pub expect: Expect,
}

/// What must come out of a case.
#[derive(Clone, Deserialize)]
pub struct Expect {
    /// Whether it could be submitted.
    pub complete: bool,
    /// Path and code of every error and warning, in any order.
    pub problems: Vec<(String, String)>,
    /// The sum, when known.
    pub fee: Option<i64>,
    /// Every line that applies, with its amount.
    pub lines: Option<Vec<(String, i64)>>,
    /// Every page that applies.
    pub pages: Vec<String>,
}

/// The cases of one procedure's folder.
pub fn cases(folder: &str) -> Vec<Case> {
    let path = crate::repository()
        .join("forms/catalogue")
        .join(folder)
        .join("cases.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The first complete case of a folder whose fee is not nothing, or the first complete one.
pub fn complete_case(folder: &str) -> Case {
    let complete: Vec<Case> = cases(folder)
        .into_iter()
        .filter(|case| case.expect.complete)
        .collect();
    let paid = complete
        .iter()
        .find(|case| case.expect.fee > Some(0))
        .cloned();
    paid.or_else(|| complete.first().cloned())
        .unwrap_or_else(|| panic!("{folder} has no complete case"))
}

/// A small valid PNG.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0,
    0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 12, b'I', b'D', b'A', b'T',
    8, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, b'I',
    b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// A draft begun at an agency: its id.
pub async fn begin(browser: &mut Browser, prefix: &str, code: &str, agency: &str) -> String {
    let answer = browser
        .post(&format!("{prefix}/p/{code}/start"), &[("agency", agency)])
        .await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "start of {code}: {}",
        answer.body
    );
    let location = answer.location();
    location
        .split('/')
        .nth(if prefix.is_empty() { 2 } else { 3 })
        .unwrap_or_default()
        .to_owned()
}

/// Fills in every page of a case; gives the path of check-answers.
pub async fn fill(
    app: &TestApp,
    browser: &mut Browser,
    prefix: &str,
    code: &str,
    draft: &str,
    case: &Case,
) -> String {
    let version = app
        .app
        .catalogue
        .procedure(code)
        .unwrap_or_else(|| panic!("{code} is not published"));
    let home = format!("{prefix}/d/{draft}");
    fill_pages(
        browser,
        &home,
        &version.form,
        &case.expect.pages,
        &case.answers,
    )
    .await;
    format!("{home}/check")
}

/// Fills in these pages of a form, each at `home/{page}`.
pub async fn fill_pages(
    browser: &mut Browser,
    home: &str,
    form: &Form,
    pages: &[String],
    answers: &Answers,
) {
    for id in pages {
        let page = form
            .pages
            .iter()
            .find(|page| page.id == *id)
            .unwrap_or_else(|| panic!("no page {id}"));
        let path = format!("{home}/{id}");
        fill_items(browser, &path, &page.fields, ["", ""], answers).await;
        let answer = fill_page(browser, &path, &page.fields, "", "", answers).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            problems(&answer)
        );
    }
}

/// Fills in every page of a form at `home/{page}` as its pages lead on, until
/// `home` itself.
pub async fn fill_form(browser: &mut Browser, home: &str, form: &Form, answers: &Answers) {
    let mut path = browser.get(home).await.location();
    for _ in 0..=form.pages.len() {
        let (path_only, _) = path.split_once('?').unwrap_or((path.as_str(), ""));
        if path_only == home {
            return;
        }
        let id = path_only.rsplit('/').next().unwrap_or_default();
        let page = form.pages.iter().find(|page| page.id == id);
        let page = page.unwrap_or_else(|| panic!("{path} is no page"));
        fill_items(browser, &path, &page.fields, ["", ""], answers).await;
        let answer = fill_page(browser, &path, &page.fields, "", "", answers).await;
        let said = problems(&answer);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {said}");
        path = answer.location();
    }
    panic!("{home} is never reached");
}

/// The national code of a procedure of the catalogue, by its folder.
pub fn code_of(folder: &str) -> String {
    let known = [
        ("birth-registration", "1.001193"),
        ("civil-status-extract", "2.000635"),
        ("criminal-record-certificate", "3.000333"),
        ("permanent-residence", "1.004222"),
    ];
    let found = known.iter().find(|(name, _)| *name == folder);
    found.expect("a procedure").1.to_owned()
}

/// The visible text of an error summary, for a failing test's message.
pub fn problems(answer: &Answer) -> String {
    let start = answer.body.find("govuk-error-summary").unwrap_or(0);
    let text = &answer.body[start..];
    let end = text.find("</ul>").unwrap_or(text.len().min(2_000));
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

/// Adds every item of the repeats among `fields`, those inside items too.
/// `[from, to]` are the paths' prefixes in the case and in the draft.
fn fill_items<'b>(
    browser: &'b mut Browser,
    path: &'b str,
    fields: &'b [Field],
    [from, to]: [&'b str; 2],
    answers: &'b Answers,
) -> Pin<Box<dyn Future<Output = ()> + 'b>> {
    Box::pin(async move {
        for field in fields {
            let (known, posted) = (format!("{from}{}", field.id), format!("{to}{}", field.id));
            if let Question::Group(inner) = &field.question {
                let (known, posted) = (format!("{known}."), format!("{posted}."));
                fill_items(browser, path, inner, [&known, &posted], answers).await;
            }
            let Question::Repeat(options) = &field.question else {
                continue;
            };
            for item in answers.items(&known) {
                let added = browser
                    .post(path, &[("action", &format!("add:{posted}"))])
                    .await;
                let place = added.location();
                let made = place.rsplit('/').next().unwrap_or_default().to_owned();
                let from = format!("{known}.{item}.");
                let to = format!("{posted}.{made}.");
                fill_items(browser, &place, &options.fields, [&from, &to], answers).await;
                let answer = fill_page(browser, &place, &options.fields, &from, &to, answers).await;
                assert_eq!(
                    answer.status,
                    StatusCode::SEE_OTHER,
                    "{place}: {}",
                    problems(&answer)
                );
                assert_eq!(answer.location(), path, "back to the list");
            }
        }
    })
}

/// Posts one page; `from` and `to` are the paths' prefixes in the case and in the draft.
async fn fill_page(
    browser: &mut Browser,
    path: &str,
    fields: &[Field],
    from: &str,
    to: &str,
    answers: &Answers,
) -> Answer {
    let mut pairs = Vec::new();
    let mut files = Vec::new();
    collect(fields, from, to, answers, &mut pairs, &mut files);
    pairs.push(("confirm-warnings".to_owned(), "yes".to_owned()));
    let shown = browser.get(path).await;
    if let Some(rev) = shown.hidden("rev") {
        pairs.push(("rev".to_owned(), rev));
    }
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    if files.is_empty() {
        return browser.post(path, &pairs).await;
    }
    let files: Vec<(&str, &str, &[u8])> = files
        .iter()
        .map(|(field, name)| (field.as_str(), name.as_str(), PNG))
        .collect();
    browser.upload(path, &pairs, &files).await
}

fn collect(
    fields: &[Field],
    from: &str,
    to: &str,
    answers: &Answers,
    pairs: &mut Vec<(String, String)>,
    files: &mut Vec<(String, String)>,
) {
    for field in fields {
        let (known, posted) = (format!("{from}{}", field.id), format!("{to}{}", field.id));
        let raw = answers.get(&known).unwrap_or_default().to_owned();
        match &field.question {
            Question::Group(inner) => collect(
                inner,
                &format!("{known}."),
                &format!("{posted}."),
                answers,
                pairs,
                files,
            ),
            Question::File(_) => {
                let count = raw.lines().filter(|line| !line.is_empty()).count();
                files.extend((0..count).map(|n| (posted.clone(), format!("giấy tờ {n}.png"))));
            }
            Question::Date(_) | Question::PartialDate(_) if !raw.is_empty() => {
                let mut parts: Vec<&str> = raw.split('/').collect();
                while parts.len() < 3 {
                    parts.insert(0, "");
                }
                for (part, value) in ["day", "month", "year"].iter().zip(parts) {
                    pairs.push((format!("{posted}-{part}"), value.to_owned()));
                }
            }
            Question::DateTime(_) if !raw.is_empty() => {
                let (day, time) = date_time::parts(&raw);
                let parts = forms::date::parts(day).into_iter().chain([time]);
                for (part, value) in ["day", "month", "year", "time"].iter().zip(parts) {
                    pairs.push((format!("{posted}-{part}"), value.to_owned()));
                }
            }
            Question::Location if !raw.is_empty() => {
                let (lat, lon) = location::parts(&raw);
                pairs.push((format!("{posted}-lat"), lat.to_owned()));
                pairs.push((format!("{posted}-lon"), lon.to_owned()));
            }
            Question::Choices(_) => {
                pairs.push((posted.clone(), String::new()));
                let values = raw
                    .split(choices::BETWEEN)
                    .filter(|value| !value.is_empty());
                pairs.extend(values.map(|value| (posted.clone(), value.to_owned())));
            }
            Question::Repeat(_) | Question::Note | Question::Calculated(_) => {}
            _ if raw.is_empty() => {}
            _ => {
                pairs.push((posted, raw));
            }
        }
    }
}

/// Submits from check-answers: the receipt's path.
pub async fn submit(browser: &mut Browser, check: &str) -> String {
    let page = browser.get(check).await;
    assert_eq!(page.status, StatusCode::OK, "{check}");
    let key = page
        .hidden("key")
        .unwrap_or_else(|| panic!("{check} has no key: {}", problems(&page)));
    let answer = browser
        .post(&check.replace("/check", "/submit"), &[("key", &key)])
        .await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{}",
        problems(&answer)
    );
    answer.location()
}

/// Pays at the sandbox with an outcome; gives the path one returns to.
pub async fn pay(app: &TestApp, browser: &mut Browser, receipt: &str, outcome: &str) -> String {
    let started = browser
        .post(&format!("{receipt}/pay"), &[("gateway", "sandbox")])
        .await;
    assert_eq!(
        started.status,
        StatusCode::SEE_OTHER,
        "{}",
        problems(&started)
    );
    let chosen = browser
        .post(&started.location(), &[("outcome", outcome)])
        .await;
    assert_eq!(
        chosen.status,
        StatusCode::SEE_OTHER,
        "{}",
        problems(&chosen)
    );
    app.work().await;
    chosen.location()
}
