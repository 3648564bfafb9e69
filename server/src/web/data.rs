//! What islands fetch: browser copies of forms, lists of datasets; and files.

use crate::App;
use crate::catalogue::Published;
use axum::Json;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::response::{IntoResponse, Response};
use forms::author::definition_schema::{Document, schema};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /forms/{hash}.{lang}.json`: the compact definition, named by its
/// content; `{hash}-decision` is that of the officer's findings.
pub async fn form(State(app): State<Arc<App>>, Path(file): Path<String>) -> Response {
    let mut parts = file.split('.');
    let (hash, lang, ext) = (parts.next(), parts.next(), parts.next());
    let (Some(hash), Some(lang), Some("json"), None) = (hash, lang, ext, parts.next()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (hash, decision) = match hash.strip_suffix(DECISION) {
        Some(hash) => (hash, true),
        None => (hash, false),
    };
    let found = match app.catalogue.version(app.store.as_ref(), hash).await {
        Ok(None) => Ok(app.catalogue.tried(hash)),
        found => found,
    };
    match found {
        Ok(Some(version)) => match copies(&version, decision).get(lang) {
            Some(copy) => {
                let json = HeaderValue::from_static("application/json");
                (
                    [
                        (header::CONTENT_TYPE, json),
                        (header::CACHE_CONTROL, IMMUTABLE),
                    ],
                    copy.to_string(),
                )
                    .into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a version could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn copies(version: &Published, decision: bool) -> &BTreeMap<String, Arc<str>> {
    if decision {
        &version.browser_decision
    } else {
        &version.browser
    }
}

/// After a version's hash: its decision form.
pub const DECISION: &str = "-decision";

/// The query of [`options`].
#[derive(Deserialize)]
pub struct Under {
    parent: Option<String>,
    lang: Option<String>,
}

/// `GET /data/{dataset}/{level}.json?parent=14&lang=vi`: `[[value, label], …]`.
/// A dataset is dated, so its lists never change.
pub async fn options(
    State(app): State<Arc<App>>,
    Path((dataset, level)): Path<(String, String)>,
    Query(under): Query<Under>,
) -> Response {
    let level = level.trim_end_matches(".json");
    let lang = under.lang.as_deref().unwrap_or("vi");
    let options = app
        .units
        .options(&dataset, level, under.parent.as_deref(), lang);
    if options.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CACHE_CONTROL, IMMUTABLE)], Json(options)).into_response()
}

/// `GET /schema/form-definition/1.0.json`: what editors complete a
/// `definition.yaml` by. A later release may know more, so it is kept an hour.
pub async fn definition_schema() -> Response {
    described(Document::Definition)
}

/// `GET /schema/form-decision/1.0.json`: the same of a `decision.yaml`.
pub async fn decision_schema() -> Response {
    described(Document::Decision)
}

fn described(document: Document) -> Response {
    let kind = HeaderValue::from_static("application/schema+json");
    let kept = HeaderValue::from_static("public, max-age=3600");
    (
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)],
        schema(document).to_string(),
    )
        .into_response()
}

/// `GET /assets/*` and `GET /public/*`.
pub async fn file(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    app.files.answer(uri.path(), &headers)
}
