//! An officer's session: a random cookie of which the store keeps the hash.
//! It is not a citizen's: another name, never sent from elsewhere, and over
//! when the browser closes.

use crate::App;
use crate::id;
use crate::store::{Officer, StoreError};
use crate::web::principal::{cookie, is_https};
use http::header::{HeaderMap, HeaderValue};

/// The `__Host-` prefix wants `Secure`, which plain http on loopback cannot give.
fn name(app: &App) -> &'static str {
    if is_https(app) {
        "__Host-tokhai-office"
    } else {
        "tokhai-office"
    }
}

/// The hash of the token that came.
pub fn token(app: &App, headers: &HeaderMap) -> Option<[u8; 32]> {
    cookie(headers, name(app)).map(id::token_hash)
}

/// The officer whose session's cookie came.
///
/// # Errors
/// When the store does not answer.
pub async fn officer(app: &App, headers: &HeaderMap) -> Result<Option<Officer>, StoreError> {
    match token(app, headers) {
        Some(token) => app.store.officer(token).await,
        None => Ok(None),
    }
}

/// The cookie of a new session.
pub fn cookie_of(app: &App, token: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}={token}{}", name(app), attributes(app))).ok()
}

/// The cookie that takes a session's away.
pub fn no_cookie(app: &App) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}=; Max-Age=0{}", name(app), attributes(app))).ok()
}

fn attributes(app: &App) -> &'static str {
    if is_https(app) {
        "; Path=/; HttpOnly; SameSite=Strict; Secure"
    } else {
        "; Path=/; HttpOnly; SameSite=Strict"
    }
}
