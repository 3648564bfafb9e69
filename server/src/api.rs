//! `/api/v1`: the door for agencies' own systems. Bearer token, JSON in and
//! out, errors as RFC 9457 problem documents; no cookie is read.
//!
//! - [`forms`] what can be asked · [`submissions`] files and submissions
//! - [`problem`] errors · [`client`] who speaks

pub mod client;
pub mod forms;
pub mod problem;
pub mod submissions;

use crate::App;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

/// The description, generated from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tờ Khai",
        description = "Forms, submissions and their payment state, for the systems of an agency. Money is whole đồng; paths of problems are JSON pointers into the answers."
    ),
    paths(
        forms::list, forms::read, forms::version, forms::check,
        submissions::add_file, submissions::submit, submissions::list, submissions::read,
    ),
    modifiers(&Bearer),
    security(("token" = []))
)]
pub struct Description;

struct Bearer;

impl utoipa::Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// Every URL of the API.
pub fn router(app: Arc<App>) -> Router<Arc<App>> {
    let _ = app;
    Router::new()
        .route("/api/v1/openapi.json", get(openapi))
        .route("/api/v1/forms", get(forms::list))
        .route("/api/v1/forms/{id}", get(forms::read))
        .route("/api/v1/forms/{id}/versions/{version}", get(forms::version))
        .route("/api/v1/forms/{id}/check", post(forms::check))
        .route("/api/v1/files", post(submissions::add_file))
        .route(
            "/api/v1/submissions",
            get(submissions::list).post(submissions::submit),
        )
        .route("/api/v1/submissions/{reference}", get(submissions::read))
}

/// `GET /api/v1/openapi.json`: for anyone.
async fn openapi() -> axum::Json<utoipa::openapi::OpenApi> {
    axum::Json(Description::openapi())
}
