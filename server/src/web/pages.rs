//! Renders a page: on GET, and again (422) when a POST was refused. One way for
//! both, so that what a person typed stands where it stood.

use super::headers::PageNonce;
use crate::App;
use crate::desk::PersonalDesk;
use crate::office::desk::OfficeDesk;
use crate::office::session;
use crate::store::StoreError;
use app::desk::author::Live;
use app::desk::office::Office;
use app::desk::{Attempt, Desk, Renewed, Special, Visit};
use app::lang::Lang;
use app::routes::Page as Url;
use app::routes::{is_office, is_preview};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use std::net::SocketAddr;
use std::sync::Arc;

/// What a page needs to know of the request that asked for it.
#[derive(Clone)]
pub struct Shown {
    app: Arc<App>,
    /// The page's language.
    pub lang: Lang,
    /// The page's path.
    pub path: String,
    /// Its query, without `?`.
    pub query: String,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The client's address.
    pub address: String,
    /// What an officer posted to look for.
    pub search: Option<String>,
    /// The folder an author edits, under `tokhai preview`.
    live: Option<Arc<Live>>,
    nonce: Nonce,
}

impl Shown {
    /// Of a request.
    pub fn of(app: &Arc<App>, request: &Request) -> Self {
        let nonce = request
            .extensions()
            .get::<PageNonce>()
            .map(|nonce| nonce.0.clone());
        Self {
            app: app.clone(),
            lang: Lang::split(request.uri().path()).0,
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: request.headers().clone(),
            address: address(app, request),
            search: None,
            live: request.extensions().get::<Arc<Live>>().cloned(),
            nonce: nonce.unwrap_or_else(|| Nonce::from_value(crate::id::token())),
        }
    }

    /// The same request, answered with another page of ours.
    pub fn at(mut self, page: &Url) -> Self {
        self.path = page.url(self.lang);
        self.query = String::new();
        self
    }
}

/// The client's address: the connection's, or what the one trusted proxy says
/// (ASVS 4.1.3: from nobody else is `X-Forwarded-For` believed).
fn address(app: &App, request: &Request) -> String {
    let peer = request
        .extensions()
        .get::<axum::extract::ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let forwarded = || {
        let value = request.headers().get("x-forwarded-for")?.to_str().ok()?;
        value
            .rsplit(',')
            .next()?
            .trim()
            .parse::<std::net::IpAddr>()
            .ok()
    };
    let trusted = peer.is_some() && app.config.trusted_proxy == peer;
    let address = if trusted { forwarded().or(peer) } else { peer };
    address
        .map(|ip| ip.to_canonical().to_string())
        .unwrap_or_else(|| "0.0.0.0".to_owned())
}

/// Every page's GET.
pub async fn show(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    render(&shown, Extra::None).await
}

/// The page at the path, whatever the method was.
pub async fn page(shown: &Shown) -> Response {
    render(shown, Extra::None).await
}

/// What no route knows: the page that says so.
pub async fn absent(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    render(&shown, Extra::None).await
}

/// The same page once more, with what was wrong (422).
pub async fn again(shown: &Shown, attempt: Attempt) -> Response {
    let mut response = render(shown, Extra::Attempt(attempt)).await;
    if response.status().is_success() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// The page with what came of a POST that was not refused.
pub async fn answered(shown: &Shown, attempt: Attempt) -> Response {
    render(shown, Extra::Attempt(attempt)).await
}

/// A page shown instead.
pub async fn special(shown: &Shown, special: Special) -> Response {
    let status = match &special {
        Special::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
        Special::Lost => StatusCode::NOT_FOUND,
        Special::ForeignPost => StatusCode::FORBIDDEN,
        Special::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Special::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let wait = match &special {
        Special::TooManyAttempts { wait } => Some(*wait),
        _ => None,
    };
    let mut response = render(shown, Extra::Special(special)).await;
    *response.status_mut() = status;
    if let Some(wait) = wait {
        response
            .headers_mut()
            .insert(http::header::RETRY_AFTER, wait.into());
    }
    response
}

/// The page that shows a new secret, once.
pub async fn renewed(shown: &Shown, renewed: Renewed) -> Response {
    render(shown, Extra::Renewed(renewed)).await
}

/// Something of ours failed: logged under an id that the page shows.
pub async fn broken(shown: &Shown, why: &str) -> Response {
    let id = crate::id::random_id()[..8].to_owned();
    tracing::error!(%id, %why, "a request failed");
    special(shown, Special::Broken { id }).await
}

/// Who answers on officers' pages; no session is looked up for any other.
async fn office(shown: &Shown) -> Result<Option<Arc<dyn Office>>, StoreError> {
    let (lang, path) = Lang::split(&shown.path);
    if !is_office(path) && !is_preview(path) {
        return Ok(None);
    }
    let officer = session::officer(&shown.app, &shown.headers).await?;
    let desk = OfficeDesk::new(shown.app.clone(), officer, shown.search.clone(), lang);
    Ok(Some(Arc::new(desk)))
}

/// What a page is told besides the request.
#[derive(Clone)]
enum Extra {
    None,
    /// What a refused POST carried.
    Attempt(Attempt),
    /// A page shown instead.
    Special(Special),
    /// A dossier's new secret.
    Renewed(Renewed),
}

async fn render(shown: &Shown, extra: Extra) -> Response {
    let principal = match super::principal::find(&shown.app, &shown.headers).await {
        Ok(principal) => principal.map(|principal| principal.id),
        Err(error) => {
            tracing::error!(%error, "the store did not say who asks");
            return (StatusCode::SERVICE_UNAVAILABLE, "503\n").into_response();
        }
    };
    let office = match office(shown).await {
        Ok(office) => office,
        Err(error) => {
            tracing::error!(%error, "the store did not say which officer asks");
            return (StatusCode::SERVICE_UNAVAILABLE, "503\n").into_response();
        }
    };
    let desk: Arc<dyn Desk> = Arc::new(PersonalDesk::new(shown.app.clone(), principal, shown.lang));
    let visit = Visit {
        path: shown.path.clone(),
        query: shown.query.clone(),
        public_url: shown.app.config.public_url.clone(),
        demo: shown.app.config.demo,
        assets: shown.app.files.names.clone(),
    };
    let nonce = shown.nonce.clone();
    let live = shown.live.clone();
    let context = move || {
        provide_context(desk.clone());
        provide_context(visit.clone());
        provide_context(nonce.clone());
        if let Some(office) = &office {
            provide_context(office.clone());
        }
        if let Some(live) = &live {
            provide_context(live.clone());
        }
        match &extra {
            Extra::None => {}
            Extra::Attempt(attempt) => provide_context(attempt.clone()),
            Extra::Special(special) => provide_context(special.clone()),
            Extra::Renewed(renewed) => provide_context(renewed.clone()),
        }
    };
    let request = http::Request::get(&shown.path).body(Body::empty());
    match request {
        Ok(request) => {
            leptos_axum::render_app_async_with_context(context, app::shell)(request).await
        }
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}
