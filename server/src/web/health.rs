//! `/livez`: the loop turns. `/readyz`: the store takes writes and the
//! catalogue is whole. Neither asks anybody outside.

use crate::App;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::sync::Arc;

/// Touches nothing.
pub async fn livez() -> &'static str {
    "ok\n"
}

/// Writes and syncs a row, at most once a second. Names what was given up and
/// catalogue files that were refused: they do not make the service unready, since the last
/// published versions go on serving.
pub async fn readyz(State(app): State<Arc<App>>) -> Response {
    if app.draining.load(std::sync::atomic::Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    if let Err(error) = app.store.probe().await {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("{error}\n")).into_response();
    }
    let mut text = "ready\n".to_owned();
    for fault in &app.catalogue.faults {
        text.push_str(&format!("not published: {fault}\n"));
    }
    // Given up after the last try: a person must look, the service goes on.
    if let Ok(dead @ 1..) = app.store.dead_jobs().await {
        text.push_str(&format!(
            "given up: {dead} jobs or messages, the log says why\n"
        ));
    }
    text.into_response()
}
