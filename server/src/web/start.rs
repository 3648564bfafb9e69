//! `POST /p/{code}/start`: a new draft at the chosen agency.

use super::body::Posted;
use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::limits::Door;
use crate::store::NewDraft;
use app::desk::{Attempt, Refusal, Special};
use app::routes::Page as Url;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// Begins a draft and goes to its first page.
pub async fn start(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request).at(&Url::Procedure { code: code.clone() });
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let Some(version) = app.catalogue.procedure(&code) else {
        return pages::special(&shown, Special::Lost).await;
    };
    let offering = app.catalogue.offering(&code);
    let chosen = posted.get("agency").unwrap_or_default();
    let desk = match offering.as_slice() {
        [only] => Some(*only),
        several => several.iter().find(|desk| desk.code == chosen).copied(),
    };
    let Some(desk) = desk else {
        let attempt = Attempt {
            refusals: vec![Refusal::Agency],
            ..Attempt::default()
        };
        return pages::again(&shown, attempt).await;
    };
    if let Err(wait) = app.limits.pass(Door::Draft, &shown.address) {
        return pages::special(&shown, Special::TooManyAttempts { wait }).await;
    }
    let known = match principal::ensure(&app, &shown.headers).await {
        Ok(known) => known,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    let draft = NewDraft {
        owner: known.principal.id.clone(),
        agency: desk.code.clone(),
        form_hash: version.hash.clone(),
        lang: shown.lang.tag().to_owned(),
        expires_at: app.draft_expiry(),
    };
    match app.store.create_draft(draft).await {
        Ok(Some(draft)) => {
            let first = version
                .form
                .pages
                .first()
                .map(|page| page.id.clone())
                .unwrap_or_default();
            let mut response = see(&Url::Question {
                draft: draft.id,
                page: first,
            }
            .url(shown.lang));
            known.mark(response.headers_mut());
            response
        }
        Ok(None) => pages::special(&shown, Special::TooManyAttempts { wait: 3_600 }).await,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}
