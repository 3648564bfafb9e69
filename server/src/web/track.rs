//! `POST /track`: reference and secret open a dossier to this browser.
//! Wrong secrets are counted per reference *and* address, so that a stranger
//! can wait but never lock the owner out.

use super::body::Posted;
use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::id::{Reference, Secret};
use crate::limits::Door;
use app::desk::{Attempt, Refusal, Special};
use app::routes::Page as Url;
use axum::extract::{Request, State};
use axum::response::Response;
use std::sync::Arc;

/// Opens a dossier.
pub async fn track(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let typed = |name: &str| {
        posted
            .get(name)
            .map(str::trim)
            .unwrap_or_default()
            .to_owned()
    };
    let (reference, secret) = (typed("reference"), typed("secret"));
    let mut refusals = Vec::new();
    if reference.is_empty() {
        refusals.push(Refusal::NoReference);
    }
    if secret.is_empty() {
        refusals.push(Refusal::NoSecret);
    }
    let again = |refusals| {
        let typed = vec![("reference".to_owned(), reference.clone())];
        pages::again(
            &shown,
            Attempt {
                refusals,
                typed,
                ..Attempt::default()
            },
        )
    };
    if !refusals.is_empty() {
        return again(refusals).await;
    }
    // The reference as we write it: another way of typing it is no other door.
    let parsed = Reference::parse(&reference);
    let known = parsed.map_or_else(String::new, |reference| reference.to_string());
    let door = format!("{}|{known}", shown.address);
    if let Err(wait) = app.limits.may(Door::Secret, &door) {
        return pages::special(&shown, Special::TooManyAttempts { wait }).await;
    }
    let opened = match (parsed, Secret::parse(&secret)) {
        (Some(reference), Some(secret)) => open(&app, &shown, reference, secret).await,
        _ => Ok(None),
    };
    match opened {
        Ok(Some(response)) => response,
        Ok(None) => match app.limits.pass(Door::Secret, &door) {
            Ok(()) => again(vec![Refusal::WrongCode]).await,
            Err(wait) => pages::special(&shown, Special::TooManyAttempts { wait }).await,
        },
        Err(error) => pages::broken(&shown, &error).await,
    }
}

async fn open(
    app: &App,
    shown: &Shown,
    reference: Reference,
    secret: Secret,
) -> Result<Option<Response>, String> {
    let known = principal::ensure(app, &shown.headers)
        .await
        .map_err(|e| e.to_string())?;
    if !app
        .store
        .grant(reference, secret, known.principal.id.clone())
        .await
        .map_err(|e| e.to_string())?
    {
        return Ok(None);
    }
    let mut response = see(&Url::Dossier {
        reference: reference.to_string(),
    }
    .url(shown.lang));
    known.mark(response.headers_mut());
    Ok(Some(response))
}
