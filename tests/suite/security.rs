//! Headers, cross-site posts and strangers, over the whole route table.

use axum::body::Body;
use http::{HeaderValue, Request, StatusCode, header};
use tests::TestApp;
use tests::walk::{begin, complete_case, fill, submit};

/// A path of the table with something in every brace.
fn concrete(pattern: &str) -> String {
    let fill =
        |pattern: &str, name: &str, value: &str| pattern.replace(&format!("{{{name}}}"), value);
    let mut path = pattern.to_owned();
    for (name, value) in [
        ("code", "2.000635"),
        ("draft", "abc"),
        ("page", "abc"),
        ("item", "k1"),
        ("reference", "ABCDEFGHJK"),
        ("txn", "abc"),
        ("act", "accept"),
        ("gateway", "sandbox"),
        ("file", "x.vi.json"),
        ("dataset", "x"),
        ("level", "x.json"),
        ("proposal", "abc"),
    ] {
        path = fill(&path, name, value);
    }
    path
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::start().await;
    for (method, pattern) in server::routes::table() {
        let mut browser = app.browser();
        let request = Request::builder()
            .method(method)
            .uri(concrete(&pattern))
            .header("sec-fetch-site", "same-origin");
        let answer = browser
            .send(request.body(Body::empty()).expect("a request"))
            .await;
        assert!(
            answer.status != StatusCode::INTERNAL_SERVER_ERROR,
            "{method} {pattern}"
        );
        let text = |name: &str| {
            answer
                .headers
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let policy = text("content-security-policy");
        // A proposal being tried stands in a frame on its own page; nothing else in any.
        let framed = pattern.contains("/preview/{proposal}");
        let ancestors = match framed {
            true => "frame-ancestors 'self'",
            false => "frame-ancestors 'none'",
        };
        let frame = if framed { "SAMEORIGIN" } else { "DENY" };
        assert_eq!(text("x-frame-options"), frame, "{method} {pattern}");
        let frames = policy.contains("frame-src 'self'");
        assert_eq!(
            frames,
            pattern.ends_with("/forms/{proposal}"),
            "{method} {pattern}"
        );
        assert!(
            policy.contains("default-src 'none'") && policy.contains(ancestors),
            "{method} {pattern}"
        );
        assert!(
            policy.contains("'nonce-")
                && !policy.contains("unsafe-inline")
                && !policy.contains("'unsafe-eval'")
        );
        assert_eq!(
            text("x-content-type-options"),
            "nosniff",
            "{method} {pattern}"
        );
        assert_eq!(text("referrer-policy"), "same-origin");
        assert!(text("strict-transport-security").starts_with("max-age="));
        assert!(!text("cache-control").is_empty(), "{method} {pattern}");
    }
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let app = TestApp::start().await;
    let policy = |answer: &tests::Answer| answer.headers[header::CONTENT_SECURITY_POLICY].clone();
    let mut browser = app.browser();
    let (first, second) = (browser.get("/").await, browser.get("/").await);
    assert_ne!(policy(&first), policy(&second));
}

#[tokio::test]
async fn posts_from_elsewhere_are_refused() {
    let app = TestApp::start().await;
    let elsewhere: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://tokhai.example"),
        ],
    ];
    let mut posts = 0;
    for (method, pattern) in server::routes::table() {
        if method != "POST" {
            continue;
        }
        posts += 1;
        for headers in elsewhere {
            let mut request = Request::builder().method(method).uri(concrete(&pattern));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let mut browser = app.browser();
            let answer = browser
                .send(request.body(Body::from("reference=1")).expect("a request"))
                .await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{pattern} {headers:?}"
            );
        }
        let mut request = Request::new(Body::empty());
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = concrete(&pattern).parse().expect("a path");
        request
            .headers_mut()
            .insert("origin", HeaderValue::from_static("https://tokhai.example"));
        let mut browser = app.browser();
        assert_ne!(
            browser.send(request).await.status,
            StatusCode::FORBIDDEN,
            "{pattern} from our own pages"
        );
    }
    assert!(posts >= 14, "{posts} POSTs");
}

#[tokio::test]
async fn absent_alike() {
    let app = TestApp::start().await;
    let mut owner = app.browser();
    let case = complete_case("civil-status-extract");
    let draft = begin(&mut owner, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut owner, "", "2.000635", &draft, &case).await;
    let mut stranger = app.browser();
    begin(&mut stranger, "", "2.000635", &case.agency).await;
    let plain = |body: &str, id: &str| {
        let body = body.replace(id, "ID");
        // The nonce differs on every page.
        body.split("nonce=\"")
            .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
            .collect::<String>()
    };
    let (theirs, nothing) = (
        format!("/d/{draft}/relation"),
        "/d/AAAAAAAAAAAAAAAAAAAAAAAAAA/relation".to_owned(),
    );
    let (one, other) = (stranger.get(&theirs).await, stranger.get(&nothing).await);
    assert_eq!(
        (one.status, other.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert_eq!(
        plain(&one.body, &draft),
        plain(&other.body, "AAAAAAAAAAAAAAAAAAAAAAAAAA")
    );
    let posted = stranger.post(&theirs, &[("relation", "self")]).await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);

    let receipt = submit(&mut owner, &check).await;
    let absent = server::id::Reference::from_bits(7654321).to_string();
    let reference = receipt.rsplit('/').next().unwrap_or_default().to_owned();
    for tail in ["", "/pay"] {
        let one = stranger.get(&format!("/s/{reference}{tail}")).await;
        let other = stranger.get(&format!("/s/{absent}{tail}")).await;
        assert_eq!(
            (one.status, other.status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        assert_eq!(
            plain(&one.body, &reference),
            plain(&other.body, &absent),
            "{tail}"
        );
    }
    let pay = stranger
        .post(&format!("/s/{reference}/pay"), &[("gateway", "sandbox")])
        .await;
    assert_eq!(pay.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_secrets_out() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let mut case = complete_case("civil-status-extract");
    case.answers.set("requesterName", "Canarywordname Nguyễn");
    let draft = begin(&mut browser, "", "2.000635", &case.agency).await;
    let check = fill(&app, &mut browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(&mut browser, &check).await;
    assert!(!receipt.contains("Canary"));
    let mut files = 0;
    let mut folders = vec![app.folder.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap_or_default();
            let found = bytes.windows(14).any(|window| window == b"Canarywordname");
            assert!(!found, "{} holds a name", path.display());
            files += 1;
        }
    }
    assert!(files > 0);
}

#[tokio::test]
async fn five_wrong_secrets_wait_at_that_address() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let reference = server::id::Reference::from_bits(7754312).to_string();
    let pairs = [("reference", reference.as_str()), ("secret", "AAAAABBBBB")];
    for _ in 0..5 {
        assert_eq!(
            browser.post("/track", &pairs).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let answer = browser.post("/track", &pairs).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    let other = server::id::Reference::from_bits(7854303).to_string();
    let answer = browser
        .post(
            "/track",
            &[("reference", other.as_str()), ("secret", "AAAAABBBBB")],
        )
        .await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another reference is not locked"
    );
}
