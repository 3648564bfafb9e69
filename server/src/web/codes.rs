//! One-time codes: a new secret for a lost one (`/track/recover`), and the way
//! to a result (`/s/{reference}/result`).
//!
//! Who looks for a lost secret is answered alike, whatever they typed; the
//! store sees to it that the code's own page cannot tell either.

use super::body::Posted;
use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::clock::{MINUTE, SECOND};
use crate::id::Reference;
use crate::limits::Door;
use crate::store::{Asked, Code, Contact, Purpose, Redeemed, Typed};
use app::desk::{Attempt, CodeRefusal, Refusal, Renewed, Special};
use app::routes::Page as Url;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use http::header::RETRY_AFTER;
use std::sync::Arc;

/// `POST /track/recover`: sends a code where reference and contact fit.
pub async fn recover(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let typed = |name: &str| posted.get(name).map(str::trim).unwrap_or_default();
    let (reference, contact) = (typed("reference"), typed("contact"));
    let mut refusals = Vec::new();
    if reference.is_empty() {
        refusals.push(Refusal::NoReference);
    }
    if contact.is_empty() {
        refusals.push(Refusal::Code(CodeRefusal::NoContact));
    }
    let again = |refusals| Attempt {
        refusals,
        typed: ["reference", "contact"]
            .map(|name| (name.to_owned(), typed(name).to_owned()))
            .into(),
        ..Attempt::default()
    };
    if !refusals.is_empty() {
        return pages::again(&shown, again(refusals)).await;
    }
    let parsed = Reference::parse(reference);
    if let Err(seconds) = pass(&app, &shown, parsed) {
        let refused = Refusal::Code(CodeRefusal::TooMany(seconds.div_ceil(60)));
        return wait(pages::again(&shown, again(vec![refused])).await, seconds);
    }
    let purpose = Purpose::Secret(parsed, Contact::typed(contact));
    let known = match principal::ensure(&app, &shown.headers).await {
        Ok(known) => known,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    let asked = app.store.ask_code(purpose, known.principal.id.clone());
    if let Err(error) = asked.await {
        return pages::broken(&shown, &error.to_string()).await;
    }
    let mut response = see(&Url::RecoverCode.url(shown.lang));
    known.mark(response.headers_mut());
    response
}

/// Counts a question for a code, per address and per address and reference:
/// the same for what fits and what does not.
fn pass(app: &App, shown: &Shown, reference: Option<Reference>) -> Result<(), u64> {
    let known = reference.map_or_else(String::new, |reference| reference.to_string());
    app.limits.pass(Door::CodeAddress, &shown.address)?;
    app.limits
        .pass(Door::Code, &format!("{}|{known}", shown.address))
}

/// `POST /track/recover/code`: the right code gives a new secret, once.
pub async fn recover_code(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let code = match code(&posted) {
        Ok(code) => code,
        Err(refused) => return again(&shown, refused).await,
    };
    let asker = match principal::find(&app, &shown.headers).await {
        Ok(Some(principal)) => principal.id,
        Ok(None) => return again(&shown, CodeRefusal::Over).await,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    match app.store.redeem_code(Typed::Secret(code), asker).await {
        Ok(Redeemed::Renewed(reference, secret)) => {
            let renewed = Renewed {
                reference: reference.to_string(),
                secret: secret.expose().to_owned(),
            };
            pages::renewed(&shown, renewed).await
        }
        Ok(Redeemed::Wrong(left)) => again(&shown, CodeRefusal::Wrong(left)).await,
        Ok(Redeemed::Over | Redeemed::Absent | Redeemed::Proved(_)) => {
            again(&shown, CodeRefusal::Over).await
        }
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}

/// `POST /s/{reference}/result`: sends a code (`action` `send`) or takes one.
pub async fn result(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let asker = match principal::find(&app, &shown.headers).await {
        Ok(asker) => asker,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    let (Some(reference), Some(asker)) = (Reference::parse(&reference), asker) else {
        return pages::page(&shown).await;
    };
    let answer = if posted.get("action") == Some("send") {
        send(&app, &shown, reference, asker.id).await
    } else {
        take(&app, &shown, &posted, reference, asker.id).await
    };
    match answer {
        Ok(response) => response,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}

async fn send(
    app: &App,
    shown: &Shown,
    reference: Reference,
    asker: String,
) -> Result<Response, crate::store::StoreError> {
    if let Err(seconds) = app.limits.pass(Door::CodeAddress, &shown.address) {
        return Ok(too_many(shown, seconds).await);
    }
    let asked = app.store.ask_code(Purpose::Result(reference), asker);
    Ok(match asked.await? {
        Asked::OnItsWay => see(&shown.path),
        Asked::TooMany(next) => {
            let left = (next - app.clock.now()).max(SECOND);
            too_many(shown, left.unsigned_abs().div_ceil(SECOND.unsigned_abs())).await
        }
        // The page says what is the matter.
        Asked::Absent | Asked::NotReady | Asked::NoContact => pages::page(shown).await,
    })
}

async fn take(
    app: &App,
    shown: &Shown,
    posted: &Posted,
    reference: Reference,
    asker: String,
) -> Result<Response, crate::store::StoreError> {
    let code = match code(posted) {
        Ok(code) => code,
        Err(refused) => return Ok(again(shown, refused).await),
    };
    let redeemed = app.store.redeem_code(Typed::Result(reference, code), asker);
    Ok(match redeemed.await? {
        Redeemed::Proved(_) => see(&shown.path),
        Redeemed::Wrong(left) => again(shown, CodeRefusal::Wrong(left)).await,
        Redeemed::Over | Redeemed::Renewed(..) => again(shown, CodeRefusal::Over).await,
        Redeemed::Absent => pages::page(shown).await,
    })
}

/// The code as it was typed.
fn code(posted: &Posted) -> Result<Code, CodeRefusal> {
    let typed = posted.get("code").map(str::trim).unwrap_or_default();
    if typed.is_empty() {
        return Err(CodeRefusal::NoCode);
    }
    Code::parse(typed).ok_or(CodeRefusal::Digits)
}

async fn again(shown: &Shown, refused: CodeRefusal) -> Response {
    let attempt = Attempt {
        refusals: vec![Refusal::Code(refused)],
        ..Attempt::default()
    };
    pages::again(shown, attempt).await
}

async fn too_many(shown: &Shown, seconds: u64) -> Response {
    let minutes = seconds.div_ceil(MINUTE.unsigned_abs() / SECOND.unsigned_abs());
    wait(again(shown, CodeRefusal::TooMany(minutes)).await, seconds)
}

/// 429 says when to come again.
fn wait(mut response: Response, seconds: u64) -> Response {
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}
