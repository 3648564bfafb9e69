//! Two citizens, two officers of different agencies and two agencies' systems
//! against every route: what is another's looks like what does not exist.

use app::desk::office::Role;
use axum::body::Body;
use http::{Request, StatusCode, header};
use server::id::Reference;
use tests::desk::{bring_to_result, done, dossier, officer, submitted};
use tests::walk::begin;
use tests::{Answer, Browser, TestApp};

const PROVINCE: &str = "DEMO-SL-002";
const COMMUNE: &str = "DEMO-SL-03856";
const BIRTH: (&str, &str) = ("birth-registration", "1.001193");
const EXTRACT: (&str, &str) = ("civil-status-extract", "2.000635");
const BOTH: &[Role] = &[Role::Receive, Role::Decide];

/// What belongs to the one, and the names of what belongs to nobody.
struct Names {
    reference: String,
    draft: String,
    file: String,
    proposal: String,
}

impl Names {
    fn absent() -> Self {
        Self {
            reference: Reference::from_bits(7_654_321).to_string(),
            draft: "a".repeat(26),
            file: "b".repeat(26),
            proposal: "c".repeat(26),
        }
    }

    /// A pattern of the route table with these names in it.
    fn path(&self, pattern: &str) -> String {
        [
            ("reference", self.reference.as_str()),
            ("draft", &self.draft),
            ("file", &self.file),
            ("proposal", &self.proposal),
            ("page", "subject"),
            ("item", "k1"),
            ("form", "01.pdf"),
            ("act", "note"),
        ]
        .into_iter()
        .fold(pattern.to_owned(), |path, (name, value)| {
            path.replace(&format!("{{{name}}}"), value)
        })
    }

    /// What an answer says, whatever it is about.
    fn plain(&self, answer: &Answer) -> (StatusCode, String, String) {
        let hide = |text: &str| {
            let spaced: Vec<String> = self
                .reference
                .as_bytes()
                .chunks(4)
                .map(|chunk| String::from_utf8_lossy(chunk).into_owned())
                .collect();
            let names = [&self.reference, &spaced.join("-"), &self.draft, &self.file];
            names
                .into_iter()
                .chain([&self.proposal])
                .fold(text.to_owned(), |text, name| {
                    text.replace(name.as_str(), "ID")
                })
        };
        // The nonce differs on every page.
        let body = hide(&answer.body);
        let body: String = body
            .split("nonce=\"")
            .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
            .collect();
        (answer.status, hide(&answer.location()), body)
    }
}

async fn send(browser: &mut Browser, method: &str, path: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = Body::from("text=x");
    browser.send(request.body(body).expect("a request")).await
}

#[tokio::test]
async fn nobody_finds_what_is_another_s() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let mut desk = officer(&app, "nga", COMMUNE, BOTH).await;
    // One with a file and a supplement that waits, one with its result.
    let waiting = submitted(&app, &mut owner, BIRTH, COMMUNE).await;
    done(
        &mut desk,
        &waiting,
        "supplement",
        &[("ask.childName", "Ghi lại")],
    )
    .await;
    let begun = owner.post(&format!("/s/{waiting}/supplement"), &[]).await;
    let mending = begun
        .location()
        .split('/')
        .nth(2)
        .unwrap_or_default()
        .to_owned();
    let decided = submitted(&app, &mut owner, EXTRACT, COMMUNE).await;
    done(&mut desk, &decided, "accept", &[]).await;
    bring_to_result(&app, &mut desk, &decided, EXTRACT.0).await;
    let file = dossier(&app, &waiting)
        .await
        .files
        .first()
        .expect("a file")
        .id
        .clone();
    let draft = begin(&mut owner, "", EXTRACT.1, COMMUNE).await;
    let mut author = officer(&app, "soan", PROVINCE, &[Role::Author]).await;
    let begun = author.post("/office/forms", &[("action", "begin")]).await;
    let proposal = begun
        .location()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    assert!(
        author
            .get(&format!("/office/forms/{proposal}"))
            .await
            .status
            .is_success()
    );

    let mut citizen = app.browser();
    submitted(&app, &mut citizen, EXTRACT, COMMUNE).await;
    let strangers = [
        ("nobody", app.browser()),
        ("another citizen", citizen),
        (
            "an officer elsewhere",
            officer(&app, "binh", PROVINCE, BOTH).await,
        ),
        (
            "an officer without a say",
            officer(&app, "tam", COMMUNE, &[Role::Author]).await,
        ),
    ];
    let absent = Names::absent();
    let mut asked = 0;
    for (reference, draft) in [(&waiting, &mending), (&decided, &draft)] {
        let known = Names {
            reference: reference.clone(),
            draft: draft.clone(),
            file: file.clone(),
            proposal: proposal.clone(),
        };
        for (method, pattern) in server::routes::table() {
            let named = ["{reference}", "{draft}", "/files/{file}", "{proposal}"];
            if !named.iter().any(|name| pattern.contains(name)) {
                continue;
            }
            for (who, browser) in &strangers {
                let mut browser = browser.clone();
                let one = send(&mut browser, method, &known.path(&pattern)).await;
                let other = send(&mut browser, method, &absent.path(&pattern)).await;
                let (one, other) = (known.plain(&one), absent.plain(&other));
                assert!(
                    one == other,
                    "{who}: {method} {pattern}: {} {}",
                    one.0,
                    other.0
                );
                assert!(!one.0.is_success(), "{who}: {method} {pattern}: {}", one.0);
                asked += 1;
            }
        }
    }
    assert!(asked > 200, "{asked} requests");
}

#[tokio::test]
async fn an_agency_s_system_sees_its_own_dossiers_alone() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let mut desk = officer(&app, "nga", COMMUNE, BOTH).await;
    let theirs = submitted(&app, &mut owner, EXTRACT, COMMUNE).await;
    done(&mut desk, &theirs, "accept", &[]).await;
    let absent = Names::absent().reference;
    let call = async |method: &str, path: String| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", tests::TOKEN))
            .header(header::CONTENT_TYPE, "application/pdf");
        let body = r#"{"reason": "x", "basis": "x"}"#;
        let request = request.body(Body::from(body)).expect("a request");
        let answer = app.browser().send(request).await;
        (answer.status, answer.body)
    };
    for (method, tail) in [
        ("GET", ""),
        ("GET", "/files/x"),
        ("GET", "/result"),
        ("POST", "/accept"),
        ("POST", "/refuse"),
        ("POST", "/take-up"),
        ("PUT", "/result"),
    ] {
        let one = call(method, format!("/api/v1/dossiers/{theirs}{tail}")).await;
        let other = call(method, format!("/api/v1/dossiers/{absent}{tail}")).await;
        assert_eq!(one.0, StatusCode::NOT_FOUND, "{method} {tail}");
        assert_eq!(one, other, "{method} {tail}");
    }
}
