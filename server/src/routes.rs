//! Every URL on one screen: pages, their POSTs, callbacks, data, the API.
//! The table is data, so that a test can walk it.

use crate::App;
use crate::web::{
    callback, codes, data, headers, health, office, pages, papers, pay, question, start, submit,
    supplement, track, verify,
};
use app::desk::Special;
use app::routes::{in_every_language, path, paths};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use forms::author::definition_schema::Document;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// POSTs of pages: pattern without language prefix, handler. Each reads the
/// session cookie, so each wants to come from a page of ours.
fn posts() -> Vec<(&'static str, MethodRouter<Arc<App>>)> {
    vec![
        (path::START, post(start::start)),
        (path::QUESTION, post(question::page)),
        (path::ITEM, post(question::item)),
        (path::SUBMIT, post(submit::submit)),
        (path::PAY, post(pay::pay)),
        (path::RESULT, post(codes::result)),
        (path::TRACK, post(track::track)),
        (path::RECOVER, post(codes::recover)),
        (path::RECOVER_CODE, post(codes::recover_code)),
        (path::CHECKOUT, post(pay::choose)),
        (path::OFFICE, post(office::search)),
        (path::OFFICE_SIGN_IN, post(office::sign_in)),
        (path::OFFICE_SIGN_OUT, post(office::sign_out)),
        (path::OFFICE_ACT, post(office::act)),
        (path::DECISION, post(office::decide)),
        (path::DECISION_PAGE, post(question::findings)),
        (path::DECISION_ITEM, post(question::findings_item)),
        (path::SUPPLEMENT, post(supplement::begin)),
        (path::WITHDRAW, post(supplement::withdraw)),
        (path::VERIFY, post(verify::compare)),
        (path::FORMS, post(office::forms)),
        (path::PROPOSAL, post(office::proposal)),
        (path::PREVIEW_PAGE, post(question::preview)),
        (path::PREVIEW_ITEM, post(question::preview_item)),
    ]
}

/// What is no page and yet reads a cookie: pattern, handler. Without language.
fn downloads() -> Vec<(&'static str, MethodRouter<Arc<App>>)> {
    vec![
        (path::OFFICE_FILE, get(office::file)),
        (path::PAPER, get(papers::own)),
        (path::RESULT_FILE, get(papers::result)),
        (path::OFFICE_PAPER, get(office::result)),
        (path::OFFICE_SLIP, get(office::slip)),
        (path::DECISION_PAPER, get(office::preview)),
        (
            "/en/office/d/{reference}/paper/preview",
            get(office::preview),
        ),
    ]
}

/// What is neither a page nor the API: pattern, handler. No cookie is read here.
fn others() -> Vec<(&'static str, MethodRouter<Arc<App>>)> {
    vec![
        ("/payments/{gateway}/ipn", get(callback::ipn)),
        ("/forms/{file}", get(data::form)),
        ("/data/{dataset}/{level}", get(data::options)),
        (Document::Definition.path(), get(data::definition_schema)),
        (Document::Decision.path(), get(data::decision_schema)),
        ("/assets/{file}", get(data::file)),
        ("/public/{file}", get(data::file)),
        ("/livez", get(health::livez)),
        ("/readyz", get(health::readyz)),
    ]
}

/// Every route but the API's: method, path pattern. For the test that walks them.
pub fn table() -> Vec<(&'static str, String)> {
    let gets = paths().into_iter().map(|pattern| ("GET", pattern));
    let posts = posts().into_iter().flat_map(|(pattern, _)| {
        in_every_language(pattern)
            .map(|path| ("POST", path))
            .collect::<Vec<_>>()
    });
    let others = downloads()
        .into_iter()
        .chain(others())
        .map(|(pattern, _)| ("GET", pattern.to_owned()));
    gets.chain(posts).chain(others).collect()
}

/// The whole server.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for pattern in paths() {
        router = router.route(&pattern, get(pages::show));
    }
    for (pattern, handler) in posts() {
        for path in in_every_language(pattern) {
            router = router.route(&path, handler.clone());
        }
    }
    for (pattern, handler) in downloads().into_iter().chain(others()) {
        router = router.route(pattern, handler);
    }
    router
        .merge(crate::api::router(app.clone()))
        .fallback(pages::absent)
        // Pages on thin networks; what was compressed beforehand is left as it is.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(DefaultBodyLimit::disable()) // each reader of a body has its own limit
        .layer(from_fn_with_state(app.clone(), own_pages_only))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| {
                tracing::error!("a handler panicked");
                http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            },
        ))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .with_state(app)
}

/// Refuses what changes something and did not come from a page of ours.
async fn own_pages_only(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let exempt = headers::is_safe(request.method()) || headers::ignores_cookies(request.uri());
    if exempt || headers::same_site(request.headers(), &app.config.public_url) {
        return next.run(request).await;
    }
    let shown = pages::Shown::of(&app, &request);
    pages::special(&shown, Special::ForeignPost).await
}
