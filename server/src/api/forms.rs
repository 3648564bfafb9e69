//! What can be asked: published forms, their versions, and a check of answers.

use super::body::Body;
use super::client::Client;
use super::problem::{Problem, Wrong, wrong};
use crate::App;
use crate::catalogue::Published;
use axum::Json;
use axum::extract::{Path, Query, State};
use forms::Document;
use forms::contract::{self, Profile};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;
use utoipa::ToSchema;

/// A published form.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormInfo {
    /// Stable id.
    id: String,
    /// The procedure's national code.
    code: String,
    /// Its name in Vietnamese.
    title: String,
    /// Current version.
    version: String,
    /// SHA-256 of the current version's manifest.
    hash: String,
    /// Codes of the agencies that offer it.
    agencies: Vec<String>,
}

fn info(app: &App, version: &Published) -> FormInfo {
    FormInfo {
        id: version.form.id.clone(),
        code: version.code.clone(),
        title: version.form.title.get("vi").to_owned(),
        version: version.form.version.clone(),
        hash: version.hash.clone(),
        agencies: app
            .catalogue
            .offering(&version.code)
            .into_iter()
            .map(|desk| desk.code.clone())
            .collect(),
    }
}

/// Every published form.
#[utoipa::path(get, path = "/api/v1/forms", responses((status = 200, body = Vec<FormInfo>), (status = 401, body = Problem)))]
pub async fn list(State(app): State<Arc<App>>, _: Client) -> Json<Vec<FormInfo>> {
    Json(
        app.catalogue
            .current()
            .iter()
            .map(|version| info(&app, version))
            .collect(),
    )
}

/// One form.
#[utoipa::path(get, path = "/api/v1/forms/{id}", params(("id" = String, Path)),
    responses((status = 200, body = FormInfo), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(app): State<Arc<App>>,
    _: Client,
    Path(id): Path<String>,
) -> Result<Json<FormInfo>, Problem> {
    let version = app.catalogue.form(&id).ok_or_else(Problem::absent)?;
    Ok(Json(info(&app, &version)))
}

/// The compiled definition of one version; `version` is its number (the current one) or its hash.
#[utoipa::path(get, path = "/api/v1/forms/{id}/versions/{version}",
    params(("id" = String, Path), ("version" = String, Path)),
    responses((status = 200, body = Object), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn version(
    State(app): State<Arc<App>>,
    _: Client,
    Path((id, version)): Path<(String, String)>,
) -> Result<Json<forms::Form>, Problem> {
    let found = version_of(&app, &id, &version).await?;
    Ok(Json(found.form.as_ref().clone()))
}

async fn version_of(app: &App, id: &str, version: &str) -> Result<Arc<Published>, Problem> {
    let current = app
        .catalogue
        .form(id)
        .filter(|current| current.form.version == version);
    let found = match current {
        Some(found) => Some(found),
        None => app
            .catalogue
            .version(app.store.as_ref(), version)
            .await
            .map_err(Problem::ours)?,
    };
    found
        .filter(|found| found.form.id == id)
        .ok_or_else(Problem::absent)
}

/// Which contract is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WhichProfile {
    /// `submission` (the default): what may be submitted. `draft`: what may be kept on the way.
    profile: Option<String>,
}

/// The data contract of one version: a JSON Schema 2020-12 of its answers.
#[utoipa::path(get, path = "/api/v1/forms/{id}/versions/{version}/schema.json",
    params(("id" = String, Path), ("version" = String, Path), WhichProfile),
    responses((status = 200, body = Object), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn schema(
    State(app): State<Arc<App>>,
    _: Client,
    Path((id, version)): Path<(String, String)>,
    which: Result<Query<WhichProfile>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<serde_json::Value>, Problem> {
    let Query(which) = which.map_err(|e| Problem::malformed(e.body_text()))?;
    let profile = match which.profile.as_deref() {
        None | Some("submission") => Profile::Submission,
        Some("draft") => Profile::Draft,
        Some(_) => {
            let why = "profile is `submission` or `draft`";
            return Err(Problem::malformed(why.to_owned()));
        }
    };
    let found = version_of(&app, &id, &version).await?;
    Ok(Json(contract::schema(&found.form, profile).schema))
}

/// Answers to check.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ToCheck {
    /// Typed answers, as the form's contract says.
    #[schema(value_type = Object)]
    answers: Box<RawValue>,
    /// Code of the receiving agency; without it the first that offers the form.
    agency: Option<String>,
    /// `vi` or `en`: the language of messages.
    lang: Option<String>,
}

/// What a check found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckedAnswers {
    /// Whether they could be submitted.
    complete: bool,
    /// Errors and warnings.
    problems: Vec<Wrong>,
    /// Whole đồng due at submission; absent while an answer it needs is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_due: Option<i64>,
}

/// Checks answers; nothing is kept.
#[utoipa::path(post, path = "/api/v1/forms/{id}/check", params(("id" = String, Path)), request_body = ToCheck,
    responses((status = 200, body = CheckedAnswers), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem)))]
pub async fn check(
    State(app): State<Arc<App>>,
    _: Client,
    Path(id): Path<String>,
    Body(body): Body,
) -> Result<Json<CheckedAnswers>, Problem> {
    let body: ToCheck =
        serde_json::from_slice(&body).map_err(|e| Problem::malformed(e.to_string()))?;
    let version = app.catalogue.form(&id).ok_or_else(Problem::absent)?;
    let offering = app.catalogue.offering(&version.code);
    let agency = body
        .agency
        .or_else(|| offering.first().map(|desk| desk.code.clone()))
        .unwrap_or_default();
    let document = Document::read(&version.form, body.answers.get())
        .map_err(|wrong| Problem::malformed(wrong.to_string()))?;
    let mut problems = document.problems();
    let answers = document.answers();
    let frame = app.frame(&agency);
    let evaluation = document.evaluate(&frame.context(&app.units));
    problems.extend(evaluation.problems.iter().cloned());
    let lang = body.lang.as_deref().unwrap_or("vi");
    Ok(Json(CheckedAnswers {
        complete: problems
            .iter()
            .all(|problem| problem.level == forms::Level::Warning),
        problems: wrong(&version.form, &answers, &problems, lang),
        amount_due: evaluation.total_due_at_submission(),
    }))
}
