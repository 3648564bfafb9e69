//! What officers post: signing in and out, looking for a dossier; what they do
//! with one; and the files they download.

mod acts;
mod author;
mod decision;
mod papers;

use super::body::Posted;
use super::pages::{self, Shown};
use super::see;
use crate::App;
use crate::config::Hidden;
use crate::id::{self, Reference};
use crate::limits::Door;
use crate::office::{accounts, password, session, totp};
use crate::store::officer::NewSession;
use crate::store::{FileContent, FileMeta};
use app::desk::office::OfficeRefusal;
use app::desk::{Attempt, Refusal, Special};
use app::routes::path;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use std::sync::Arc;

pub use acts::{BASIS, NOTE, REASON, act};
pub use author::{MAX_BODY, forms, proposal};
pub use decision::{decide, preview};
pub use papers::{result, slip};

/// Characters that are looked for.
const SEARCH: usize = 200;

/// `POST /office/sign-in`. Failures are counted per login *and* address and,
/// more generously, per address: taken before the password is looked at, so
/// that many at once are no more than many in turn, and put back when it was right.
pub async fn sign_in(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let login = posted.get("login").unwrap_or_default().trim().to_owned();
    let given = Hidden::new(posted.get("password").unwrap_or_default());
    let code = Hidden::new(posted.get("code").unwrap_or_default());
    let mut refusals = Vec::new();
    if login.is_empty() {
        refusals.push(OfficeRefusal::NoLogin);
    }
    if given.expose().is_empty() {
        refusals.push(OfficeRefusal::NoPassword);
    }
    let typed = vec![("login".to_owned(), login.clone())];
    if !refusals.is_empty() {
        return again(&shown, refusals, typed).await;
    }
    let known = accounts::login(&login);
    let door = format!("{}|{}", shown.address, known.as_deref().unwrap_or_default());
    let limits = &app.limits;
    let counted = limits
        .pass(Door::SignIn, &door)
        .and_then(|()| limits.pass(Door::SignInAddress, &shown.address));
    if let Err(wait) = counted {
        tracing::warn!("too many sign-ins failed");
        return pages::special(&shown, Special::TooManyAttempts { wait }).await;
    }
    match open(&app, &shown.headers, known, given, &code).await {
        Ok(Some(token)) => {
            limits.give_back(Door::SignIn, &door);
            limits.give_back(Door::SignInAddress, &shown.address);
            let mut response = see(&at(&shown, path::OFFICE));
            mark(&mut response, session::cookie_of(&app, &token));
            response
        }
        Ok(None) => again(&shown, vec![OfficeRefusal::SignIn], typed).await,
        Err(error) => pages::broken(&shown, &error).await,
    }
}

/// A new session's token, when login, password and code fit together.
async fn open(
    app: &App,
    headers: &HeaderMap,
    login: Option<String>,
    given: Hidden,
    code: &Hidden,
) -> Result<Option<String>, String> {
    let kept = match login {
        Some(login) => app.store.credentials(login).await,
        None => Ok(None),
    };
    let kept = kept.map_err(|e| e.to_string())?;
    let short = given.expose().len() <= password::LONGEST;
    let given = if short { given } else { Hidden::new("") };
    let hash = kept.as_ref().map(|kept| kept.password.clone());
    let right = password::matches(given, hash.filter(|_| short)).await;
    let Some(kept) = kept.filter(|_| right) else {
        return Ok(None);
    };
    let step = match &kept.totp {
        None => None,
        Some(secret) => match totp::typed(secret, code.expose(), app.clock.now()) {
            Some(step) => Some(step),
            None => return Ok(None),
        },
    };
    let token = id::token();
    let new = NewSession {
        officer: kept.officer.clone(),
        token: id::token_hash(&token),
        before: session::token(app, headers),
        step,
    };
    let opened = app.store.open_session(new).await;
    let opened = opened.map_err(|e| e.to_string())?;
    if opened {
        tracing::info!(officer = %kept.officer, "an officer signed in");
    }
    Ok(opened.then_some(token))
}

/// `POST /office/sign-out`.
pub async fn sign_out(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    if let Some(token) = session::token(&app, &shown.headers)
        && let Err(error) = app.store.end_session(token).await
    {
        return pages::broken(&shown, &error.to_string()).await;
    }
    let mut response = see(&at(&shown, path::OFFICE_SIGN_IN));
    mark(&mut response, session::no_cookie(&app));
    response
}

/// `POST /office`: the inbox with what was looked for. Posted, because a URL
/// stands in histories and logs.
pub async fn search(State(app): State<Arc<App>>, request: Request) -> Response {
    let mut shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let typed = posted.get("q").unwrap_or_default().trim();
    shown.search = Some(typed.chars().take(SEARCH).collect());
    pages::page(&shown).await
}

/// `GET /office/d/{reference}/files/{file}`: to keep, never to open here.
pub async fn file(
    State(app): State<Arc<App>>,
    Path((reference, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let found = async {
        let Some(officer) = session::officer(&app, &shown.headers).await? else {
            return Ok(None);
        };
        match Reference::parse(&reference) {
            Some(reference) => app.store.file_of(reference, file, officer.reader()).await,
            None => Ok(None),
        }
    };
    match found.await {
        Ok(Some(file)) => download(file),
        Ok(None) => pages::special(&shown, Special::Lost).await,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}

/// Nothing in it runs, whatever it is.
const SANDBOX: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
);

fn download(file: FileContent) -> Response {
    let media_type = HeaderValue::from_str(&file.meta.media_type);
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    headers.insert(header::CONTENT_DISPOSITION, disposition(&file.meta));
    response
}

/// `attachment` with the file's name, in ASCII and in UTF-8 (RFC 6266, RFC 8187).
fn disposition(file: &FileMeta) -> HeaderValue {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let plain: String = file
        .name
        .chars()
        .map(|letter| if safe(letter) { letter } else { '_' })
        .collect();
    let coded: String = file
        .name
        .bytes()
        .map(|byte| match char::from(byte) {
            letter if safe(letter) => letter.to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

/// A path of ours in the request's language.
fn at(shown: &Shown, path: &str) -> String {
    format!("{}{path}", shown.lang.prefix())
}

fn mark(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

async fn again(
    shown: &Shown,
    refusals: Vec<OfficeRefusal>,
    typed: Vec<(String, String)>,
) -> Response {
    let attempt = Attempt {
        refusals: refusals.into_iter().map(Refusal::Office).collect(),
        typed,
        ..Attempt::default()
    };
    pages::again(shown, attempt).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let meta = |name: &str| FileMeta {
            id: String::new(),
            field: String::new(),
            name: name.to_owned(),
            size: 0,
            media_type: String::new(),
            sha256: String::new(),
        };
        for (name, header) in [
            (
                "a.pdf",
                "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf",
            ),
            (
                "ảnh \"1\".png",
                "attachment; filename=\"_nh__1_.png\"; filename*=UTF-8''%E1%BA%A3nh%20%221%22.png",
            ),
        ] {
            assert_eq!(disposition(&meta(name)), header);
        }
    }
}
