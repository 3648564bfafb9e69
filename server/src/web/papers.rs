//! Papers as downloads; a citizen's forms 01 and 02.

use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::id::Reference;
use crate::papers;
use crate::store::{Dossier, Reader};
use app::desk::Special;
use app::lang::Lang;
use app::routes::Page;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use std::sync::Arc;

/// `GET /s/{reference}/papers/{form}`: `01.pdf` or `02.pdf` of one's own dossier.
pub async fn own(
    State(app): State<Arc<App>>,
    Path((reference, form)): Path<(String, String)>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let found = async {
        let owner = principal::find(&app, &shown.headers).await?;
        match (owner, Reference::parse(&reference)) {
            (Some(owner), Some(reference)) => {
                app.store
                    .dossier(reference, Reader::Principal(owner.id))
                    .await
            }
            _ => Ok(None),
        }
    };
    match found.await {
        Ok(Some(dossier)) => form_of(&app, &shown, &dossier, &form).await,
        Ok(None) => pages::special(&shown, Special::Lost).await,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}

/// `GET /s/{reference}/result.pdf`: for who proved the contact of the dossier;
/// everybody else is sent to the page that asks for the code.
pub async fn result(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let Some(reference) = Reference::parse(&reference) else {
        return pages::special(&shown, Special::Lost).await;
    };
    let found = async {
        match principal::find(&app, &shown.headers).await? {
            Some(owner) => app.store.fetch_result(reference, owner.id).await,
            None => Ok(None),
        }
    };
    match found.await {
        Ok(Some(paper)) => {
            app.wake.notify_one();
            pdf(paper.bytes, &attachment(&paper.code, "ket-qua"))
        }
        Ok(None) => {
            let reference = reference.to_string();
            see(&Page::Result { reference }.url(Lang::Vi))
        }
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}

/// Form 01 or 02 of a dossier whose reader was asked before.
pub async fn form_of(app: &App, shown: &Shown, dossier: &Dossier, form: &str) -> Response {
    let (drawn, kind) = match form {
        "01.pdf" => (papers::slip(app, dossier).await, "giay-tiep-nhan"),
        "02.pdf" => (papers::request(app, dossier).await, "yeu-cau-bo-sung"),
        _ => return pages::special(shown, Special::Lost).await,
    };
    match drawn {
        Ok(Some(bytes)) => {
            let code = crate::office::desk::number(dossier);
            pdf(bytes, &attachment(&code, kind))
        }
        Ok(None) => pages::special(shown, Special::Lost).await,
        Err(error) => pages::broken(shown, &error).await,
    }
}

/// A file's name from a dossier code, which is ASCII.
pub fn attachment(code: &str, kind: &str) -> String {
    let safe: String = code
        .chars()
        .map(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() || letter == '-' || letter == '.' => letter,
            _ => '-',
        })
        .collect();
    format!("attachment; filename=\"{safe}-{kind}.pdf\"")
}

/// What a browser's own viewer needs, and nothing else.
const PAPER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
);

/// A PDF; `disposition` holds nothing but ASCII.
pub fn pdf(bytes: Vec<u8>, disposition: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/pdf");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_SECURITY_POLICY, PAPER);
    if let Ok(value) = HeaderValue::from_str(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
