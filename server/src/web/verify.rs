//! `POST /v/{token}`: whether a file is the paper that was issued. The file is
//! hashed and forgotten; only equal or not is said.

use super::body::{BodyError, Posted};
use super::pages::{self, Shown};
use crate::App;
use crate::id;
use crate::limits::Door;
use app::desk::{Attempt, Refusal, Special};
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// Compares.
pub async fn compare(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    if let Err(wait) = app.limits.pass(Door::Upload, &shown.address) {
        return pages::special(&shown, Special::TooManyAttempts { wait }).await;
    }
    let posted = match Posted::read(request).await {
        Ok(posted) => posted,
        Err(BodyError::TooLarge) => return pages::special(&shown, Special::TooLarge).await,
        Err(BodyError::Malformed) => return pages::special(&shown, Special::Lost).await,
    };
    let found = match app.store.public_result(token).await {
        Ok(Some(found)) => found,
        // The page says that there is none.
        Ok(None) => return pages::page(&shown).await,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    let file = posted.files.iter().find(|file| file.field == "file");
    let Some(file) = file.filter(|file| !file.bytes.is_empty()) else {
        let attempt = Attempt {
            refusals: vec![Refusal::NoFile],
            ..Attempt::default()
        };
        return pages::again(&shown, attempt).await;
    };
    let same = found.sha256 == Some(hex::encode(id::sha256(&file.bytes)));
    let attempt = Attempt {
        compared: Some(same),
        ..Attempt::default()
    };
    pages::answered(&shown, attempt).await
}
