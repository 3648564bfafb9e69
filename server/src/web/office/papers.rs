//! Papers an officer downloads: the result, forms 01 and 02.

use crate::App;
use crate::id::Reference;
use crate::office::session;
use crate::web::pages::{self, Shown};
use crate::web::papers::{attachment, form_of, pdf};
use app::desk::Special;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// `GET /office/d/{reference}/paper/result.pdf`: the result as it was issued.
pub async fn result(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let found = async {
        let officer = session::officer(&app, &shown.headers).await?;
        match (officer, Reference::parse(&reference)) {
            (Some(officer), Some(reference)) => app.store.paper(reference, officer.reader()).await,
            _ => Ok(None),
        }
    };
    match found.await {
        Ok(Some(paper)) => pdf(paper.bytes, &attachment(&paper.code, "ket-qua")),
        Ok(None) => pages::special(&shown, Special::Lost).await,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}

/// `GET /office/d/{reference}/paper/{form}`: `01.pdf` or `02.pdf`.
pub async fn slip(
    State(app): State<Arc<App>>,
    Path((reference, form)): Path<(String, String)>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let found = async {
        let officer = session::officer(&app, &shown.headers).await?;
        match (officer, Reference::parse(&reference)) {
            (Some(officer), Some(reference)) => {
                app.store.dossier(reference, officer.reader()).await
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
