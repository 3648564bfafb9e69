//! Who asks: a browser, known by a random cookie of which the store keeps the hash.

use crate::App;
use crate::id;
use crate::store::{Principal, PrincipalKind, StoreError};
use http::header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE};

/// The principal of a request, and the cookie to set when it is new.
pub struct Known {
    /// Who.
    pub principal: Principal,
    cookie: Option<String>,
}

impl Known {
    /// Sets the cookie of a new principal on an answer.
    pub fn mark(&self, headers: &mut HeaderMap) {
        if let Some(value) = self
            .cookie
            .as_deref()
            .and_then(|text| HeaderValue::from_str(text).ok())
        {
            headers.append(SET_COOKIE, value);
        }
    }
}

/// The principal whose cookie came, if one did.
///
/// # Errors
/// When the store does not answer.
pub async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Principal>, StoreError> {
    match token(app, headers) {
        Some(token) => app.store.principal(id::token_hash(token)).await,
        None => Ok(None),
    }
}

/// The principal whose cookie came, else a new one.
///
/// # Errors
/// When the store does not answer.
pub async fn ensure(app: &App, headers: &HeaderMap) -> Result<Known, StoreError> {
    if let Some(principal) = find(app, headers).await? {
        return Ok(Known {
            principal,
            cookie: None,
        });
    }
    let token = id::token();
    let principal = app
        .store
        .create_principal(PrincipalKind::Cookie, id::token_hash(&token))
        .await?;
    let age = i64::from(app.config.draft_days) * 86_400;
    let secure = if is_https(app) { "; Secure" } else { "" };
    let cookie = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}",
        name(app)
    );
    Ok(Known {
        principal,
        cookie: Some(cookie),
    })
}

/// Whether people reach us by https.
pub fn is_https(app: &App) -> bool {
    app.config.public_url.starts_with("https://")
}

/// The `__Host-` prefix wants `Secure`, which plain http on loopback cannot give.
fn name(app: &App) -> &'static str {
    if is_https(app) {
        "__Host-tokhai"
    } else {
        "tokhai"
    }
}

fn token<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie(headers, name(app))
}

/// The value of the cookie `name`.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}
