//! The API for agencies' systems.

use axum::body::Body;
use forms::author::definition_schema::{Document, schema};
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use server::web::body::MAX_FORM;
use tests::walk::{PNG, complete_case};
use tests::{Answer, TOKEN, TestApp};

/// A call with the token of the first agency's client.
async fn call(
    app: &TestApp,
    method: Method,
    path: &str,
    key: Option<&str>,
    body: Option<&Value>,
) -> (Answer, Value) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let body = match body {
        Some(json) => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(json.to_string())
        }
        None => Body::empty(),
    };
    let answer = app
        .browser()
        .send(request.body(body).expect("a request"))
        .await;
    let json = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
    (answer, json)
}

/// The typed JSON of a case, as a submission's `answers`.
fn typed(app: &TestApp, code: &str, folder: &str) -> (String, Value) {
    let version = app.app.catalogue.procedure(code).expect("published");
    let case = complete_case(folder);
    let frame = app.app.frame(&case.agency);
    let evaluation = forms::evaluate(&version.form, &case.answers, &frame.context(&app.app.units));
    (
        version.form.id.clone(),
        forms::evaluate::submission(&version.form, &evaluation),
    )
}

/// The department of justice offers the extract, and is no commune: the API's
/// client is the first agency of the catalogue, so the test asks what that offers.
fn offered(app: &TestApp) -> (&'static str, &'static str) {
    let desk = app.app.catalogue.desks.first().expect("an agency");
    match desk.offers.first().map(String::as_str) {
        Some("3.000333") => ("3.000333", "criminal-record-certificate"),
        Some("1.001193") => ("1.001193", "birth-registration"),
        _ => ("2.000635", "civil-status-extract"),
    }
}

/// Answers without files, so that a submission needs none; uploads them where it does.
async fn with_files(app: &TestApp, code: &str, form: &str, mut answers: Value) -> Value {
    let version = app.app.catalogue.procedure(code).expect("published");
    let fields: Vec<_> = version
        .form
        .pages
        .iter()
        .flat_map(|page| &page.fields)
        .collect();
    for field in fields {
        if !matches!(field.question, forms::Question::File(_)) {
            continue;
        }
        let Some(list) = answers
            .get(&field.id)
            .and_then(Value::as_array)
            .map(Vec::len)
        else {
            continue;
        };
        let mut kept = Vec::new();
        for n in 0..list {
            kept.push(
                upload(app, form, &field.id, &format!("tep-{n}.png"), PNG)
                    .await
                    .1,
            );
        }
        answers[&field.id] = Value::Array(kept);
    }
    answers
}

async fn upload(
    app: &TestApp,
    form: &str,
    field: &str,
    name: &str,
    bytes: &[u8],
) -> (StatusCode, Value) {
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post(format!("/api/v1/files?form={form}&field={field}"))
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .expect("a request");
    let answer = app.browser().send(request).await;
    (
        answer.status,
        serde_json::from_str(&answer.body).unwrap_or(Value::Null),
    )
}

#[tokio::test]
async fn once() {
    let app = TestApp::start().await;
    let (code, folder) = offered(&app);
    let (form, answers) = typed(&app, code, folder);
    let answers = with_files(&app, code, &form, answers).await;
    let body = json!({"form": form, "answers": answers});
    let (first, receipt) = call(
        &app,
        Method::POST,
        "/api/v1/submissions",
        Some("k1"),
        Some(&body),
    )
    .await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let (second, same) = call(
        &app,
        Method::POST,
        "/api/v1/submissions",
        Some("k1"),
        Some(&body),
    )
    .await;
    assert_eq!(second.status, StatusCode::CREATED);
    assert_eq!(receipt["reference"], same["reference"]);
    assert_eq!(second.headers["idempotency-replayed"], "true");
    let mut other = body.clone();
    other["lang"] = json!("en");
    let (third, _) = call(
        &app,
        Method::POST,
        "/api/v1/submissions",
        Some("k1"),
        Some(&other),
    )
    .await;
    assert_eq!(third.status, StatusCode::CONFLICT);
    let (_, listed) = call(&app, Method::GET, "/api/v1/submissions", None, None).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let path = format!(
        "/api/v1/submissions/{}",
        receipt["reference"].as_str().unwrap_or_default()
    );
    let (read, view) = call(&app, Method::GET, &path, None, None).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(view["reference"], receipt["reference"]);
    assert_eq!(view["dues"][0]["amount"], receipt["amountDue"]);
    assert_eq!(view["dues"][0]["state"], "due");
}

#[tokio::test]
async fn errors_are_problem_documents() {
    let app = TestApp::start().await;
    let (code, folder) = offered(&app);
    let (form, mut answers) = typed(&app, code, folder);
    answers["noSuchField"] = json!(1);
    let body = json!({"form": form, "answers": answers});
    let (answer, problem) = call(
        &app,
        Method::POST,
        "/api/v1/submissions",
        Some("k2"),
        Some(&body),
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.headers[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let pointers: Vec<_> = problem["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|e| e["pointer"].clone())
        .collect();
    assert!(pointers.contains(&json!("/noSuchField")), "{problem}");
    for (path, body, status) in [
        (
            "/api/v1/submissions",
            json!({"form": form, "answers": {}, "admin": true}),
            StatusCode::BAD_REQUEST,
        ),
        (
            "/api/v1/submissions",
            json!({"form": "no.such.form", "answers": {}}),
            StatusCode::NOT_FOUND,
        ),
    ] {
        let (answer, problem) = call(&app, Method::POST, path, Some("k3"), Some(&body)).await;
        assert_eq!(answer.status, status);
        assert_eq!(problem["status"], json!(status.as_u16()));
    }
    let (no_key, _) = call(&app, Method::POST, "/api/v1/submissions", None, Some(&body)).await;
    assert_eq!(no_key.status, StatusCode::BAD_REQUEST);
}

/// Both sides of 1 MiB: a body of that size is read to its end, one byte more is not.
#[tokio::test]
async fn a_body_has_1_mib() {
    let app = TestApp::start().await;
    let (code, folder) = offered(&app);
    let (form, answers) = typed(&app, code, folder);
    let answers = with_files(&app, code, &form, answers).await;
    let submission = json!({"form": form, "answers": answers}).to_string();
    let checked = json!({"answers": answers}).to_string();
    let check = format!("/api/v1/forms/{form}/check");
    for (path, body, done) in [
        ("/api/v1/submissions", submission, StatusCode::CREATED),
        (check.as_str(), checked, StatusCode::OK),
    ] {
        let padded = |size: usize| format!("{body}{}", " ".repeat(size - body.len()));
        for (size, status) in [
            (MAX_FORM + 1, StatusCode::PAYLOAD_TOO_LARGE),
            (MAX_FORM, done),
        ] {
            let request = Request::post(path)
                .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", "of-1-mib")
                .body(Body::from(padded(size)));
            let answer = app.browser().send(request.expect("a request")).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
            if status == StatusCode::PAYLOAD_TOO_LARGE {
                let problem: Value = serde_json::from_str(&answer.body).expect("a problem");
                assert_eq!(problem["type"], "urn:tokhai:problem:tooLarge");
                assert_eq!(problem["title"], "The body is larger than 1 MiB");
            }
        }
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_said() {
    let app = TestApp::start().await;
    for path in [
        "/api/v1/forms",
        "/api/v1/submissions",
        "/api/v1/submissions/ABCDEFGHJK",
    ] {
        for token in [None, Some("Bearer wrong"), Some("Basic abc")] {
            let mut request = Request::get(path);
            if let Some(token) = token {
                request = request.header(header::AUTHORIZATION, token);
            }
            let answer = app
                .browser()
                .send(request.body(Body::empty()).expect("a request"))
                .await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path} {token:?}");
        }
    }
}

#[tokio::test]
async fn the_description_names_every_route() {
    let app = TestApp::start().await;
    let request = Request::get("/api/v1/openapi.json")
        .body(Body::empty())
        .expect("a request");
    let answer = app.browser().send(request).await;
    let json: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert!(
        json["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    let paths = json["paths"].as_object().expect("paths");
    for path in [
        "/api/v1/forms",
        "/api/v1/forms/{id}",
        "/api/v1/forms/{id}/versions/{version}",
        "/api/v1/forms/{id}/check",
        "/api/v1/files",
        "/api/v1/submissions",
        "/api/v1/submissions/{reference}",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    assert!(json["components"]["securitySchemes"]["token"].is_object());
}

#[tokio::test]
async fn a_check_keeps_nothing() {
    let app = TestApp::start().await;
    let (code, folder) = offered(&app);
    let (form, answers) = typed(&app, code, folder);
    let (answer, found) = call(
        &app,
        Method::POST,
        &format!("/api/v1/forms/{form}/check"),
        None,
        Some(&json!({"answers": answers})),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(found["complete"], json!(true), "{found}");
    let (_, empty) = call(
        &app,
        Method::POST,
        &format!("/api/v1/forms/{form}/check"),
        None,
        Some(&json!({"answers": {}})),
    )
    .await;
    assert_eq!(empty["complete"], json!(false));
    let (_, listed) = call(&app, Method::GET, "/api/v1/submissions", None, None).await;
    assert_eq!(listed, json!([]));
}

#[tokio::test]
async fn a_version_gives_its_contract() {
    let app = TestApp::start().await;
    let form = app.app.catalogue.form("vn.sonla.civil-status-extract");
    let version = form.expect("the form").form.version.clone();
    let path =
        format!("/api/v1/forms/vn.sonla.civil-status-extract/versions/{version}/schema.json");
    let (answer, schema) = call(&app, Method::GET, &path, None, None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert!(schema["required"].is_array());
    let draft = format!("{path}?profile=draft");
    let (_, draft) = call(&app, Method::GET, &draft, None, None).await;
    assert_eq!(draft["required"], Value::Null);
    let (answer, _) = call(
        &app,
        Method::GET,
        &format!("{path}?profile=all"),
        None,
        None,
    )
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let other = "/api/v1/forms/vn.sonla.civil-status-extract/versions/9.9.9/schema.json";
    let (answer, _) = call(&app, Method::GET, other, None, None).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

/// What editors complete definitions by, for anyone, without a token.
#[tokio::test]
async fn the_schema_of_definitions_is_published() {
    let app = TestApp::start().await;
    for document in Document::ALL {
        let answer = app.browser().get(document.path()).await;
        assert_eq!(answer.status, StatusCode::OK);
        let header = |name| answer.headers[name].to_str().expect("text").to_owned();
        assert_eq!(header(header::CONTENT_TYPE), "application/schema+json");
        assert_eq!(header(header::CACHE_CONTROL), "public, max-age=3600");
        let json: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(json, schema(document));
    }
}
