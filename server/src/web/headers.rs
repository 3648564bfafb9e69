//! What every answer carries, and which requests are believed to come from our
//! own pages.
//!
//! The policy is a header, not a `<meta>`: only a header can name
//! `frame-ancestors`. `form-action` lists the enabled gateways, because
//! Chromium applies it to the 303 that follows a POST.

use crate::App;
use app::routes::{is_preview, is_proposal};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};
use leptos::nonce::Nonce;
use std::sync::Arc;

/// The nonce of this answer, for whoever renders it.
#[derive(Clone)]
pub struct PageNonce(pub Nonce);

/// What an answer of the API may do where a browser opens it: nothing.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");

/// Makes the nonce, runs the rest, sets the security headers.
pub async fn secure(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let immutable = is_immutable(path);
    let (framed, frames) = (is_preview(path), is_proposal(path));
    // Only what may be a page has scripts to name.
    let nonce = (!path.starts_with("/api/")).then(|| Nonce::from_value(crate::id::token()));
    if let Some(nonce) = &nonce {
        request.extensions_mut().insert(PageNonce(nonce.clone()));
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = nonce.and_then(|nonce| policy(&nonce, &app.form_action, framed, frames));
    // A file of a stranger's comes with a stricter one of its own.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy.unwrap_or(NOTHING));
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if framed {
        headers.insert(header::X_FRAME_OPTIONS, SAME_ORIGIN);
    }
    if app.config.public_url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONE_YEAR);
    }
    // A page of ours is personal unless it is named by its content.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(if immutable { FOREVER } else { NEVER });
    response
}

const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    ),
];
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("SAMEORIGIN");
const ONE_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NEVER: HeaderValue = HeaderValue::from_static("no-store");

/// `framed`: a proposal that is tried, which our own page may frame; `frames`:
/// that page. Nothing else is framed or frames.
fn policy(nonce: &Nonce, gateways: &str, framed: bool, frames: bool) -> Option<HeaderValue> {
    let who = |ours| if ours { "'self'" } else { "'none'" };
    let (ancestors, inside) = (who(framed), who(frames));
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         form-action 'self'{gateways}; frame-src {inside}; frame-ancestors {ancestors}; \
         base-uri 'none'; object-src 'none'"
    );
    HeaderValue::from_str(&policy).ok()
}

fn is_immutable(path: &str) -> bool {
    path.starts_with("/assets/")
}

/// Whether a request that reads the session cookie and changes something may
/// have come from a page of ours: `Sec-Fetch-Site` where the browser sends it,
/// else `Origin` against the public URL; neither means no.
///
/// # Example
/// ```
/// use http::{HeaderMap, HeaderValue};
/// let mut headers = HeaderMap::new();
/// headers.insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
/// assert!(!server::web::headers::same_site(&headers, "https://tokhai.example"));
/// headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
/// assert!(server::web::headers::same_site(&headers, "https://tokhai.example"));
/// ```
pub fn same_site(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => text("origin").is_some_and(|origin| origin == public_url),
    }
}

/// Whether the method changes nothing by itself.
pub fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a path belongs to callbacks or the API: these ignore cookies, so
/// the cross-site check does not concern them. The one table of such paths;
/// a test walks it.
pub fn ignores_cookies(uri: &Uri) -> bool {
    let path = uri.path();
    COOKIELESS.iter().any(|prefix| path.starts_with(prefix))
        || (path.starts_with("/payments/") && path.ends_with("/ipn"))
}

/// Paths under which no cookie is ever read.
pub const COOKIELESS: [&str; 7] = [
    "/api/", "/assets/", "/data/", "/forms/", "/livez", "/readyz", "/public/",
];
