//! `/api/v1`: the door for agencies' own systems. Bearer token, JSON in and
//! out, errors as RFC 9457 problem documents; no cookie is read.
//!
//! - [`forms`] what can be asked · [`submissions`] files and submissions
//! - [`dossiers`] the officers' side
//! - [`problem`] errors · [`client`] who speaks · [`body`] what it may send

pub mod body;
pub mod client;
pub mod dossiers;
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
        description = "Forms, submissions, their payment state, and the officers' side of dossiers, for the systems of an agency. Money is whole đồng; paths of problems are JSON pointers into the answers."
    ),
    paths(
        forms::list, forms::read, forms::version, forms::schema, forms::check,
        submissions::add_file, submissions::submit, submissions::list, submissions::read,
        dossiers::list, dossiers::read, dossiers::file, dossiers::accept, dossiers::refuse,
        dossiers::ask_supplement, dossiers::hand_over, dossiers::check_identity, dossiers::take_up,
        dossiers::decide, dossiers::attach, dossiers::result,
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
        .route(
            "/api/v1/forms/{id}/versions/{version}/schema.json",
            get(forms::schema),
        )
        .route("/api/v1/forms/{id}/check", post(forms::check))
        .route("/api/v1/files", post(submissions::add_file))
        .route(
            "/api/v1/submissions",
            get(submissions::list).post(submissions::submit),
        )
        .route("/api/v1/submissions/{reference}", get(submissions::read))
        .route("/api/v1/dossiers", get(dossiers::list))
        .route("/api/v1/dossiers/{reference}", get(dossiers::read))
        .route(
            "/api/v1/dossiers/{reference}/files/{file}",
            get(dossiers::file),
        )
        .route(
            "/api/v1/dossiers/{reference}/accept",
            post(dossiers::accept),
        )
        .route(
            "/api/v1/dossiers/{reference}/refuse",
            post(dossiers::refuse),
        )
        .route(
            "/api/v1/dossiers/{reference}/supplement",
            post(dossiers::ask_supplement),
        )
        .route(
            "/api/v1/dossiers/{reference}/hand-over",
            post(dossiers::hand_over),
        )
        .route(
            "/api/v1/dossiers/{reference}/identity",
            post(dossiers::check_identity),
        )
        .route(
            "/api/v1/dossiers/{reference}/take-up",
            post(dossiers::take_up),
        )
        .route(
            "/api/v1/dossiers/{reference}/decide",
            post(dossiers::decide),
        )
        .route(
            "/api/v1/dossiers/{reference}/result",
            get(dossiers::result).put(dossiers::attach),
        )
}

/// `GET /api/v1/openapi.json`: for anyone.
async fn openapi() -> axum::Json<utoipa::openapi::OpenApi> {
    axum::Json(Description::openapi())
}
