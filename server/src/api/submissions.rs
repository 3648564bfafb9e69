//! Files and submissions, for an agency's own systems.

use super::body::Body;
use super::client::Client;
use super::problem::{Problem, wrong};
use crate::App;
use crate::dossier::state::DossierState;
use crate::dossier::submission::{self, Unfit};
use crate::id::{Reference, Secret, sha256};
use crate::limits::Door;
use crate::store::file::Place;
use crate::store::{Added, Channel, NewFile, Obligation, Submission, Submitted};
use crate::upload;
use crate::web::body::{BodyError, Posted};
use app::desk::FileRefusal;
use axum::Json;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use forms::question::file::FileRef;
use forms::{Answers, Question};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// A client submits to its own agency, where that agency offers the procedure.
fn receiving(
    app: &App,
    client: &Client,
    named: Option<String>,
    code: &str,
) -> Result<String, Problem> {
    let agency = named.unwrap_or_else(|| client.0.agency.clone());
    let own = agency == client.0.agency;
    if own && app.catalogue.offers(&agency, code) {
        Ok(agency)
    } else {
        Err(Problem::absent().detail("this agency does not offer the form to this client"))
    }
}

/// Which question a file answers.
#[derive(Deserialize, IntoParams)]
pub struct ForField {
    /// The form's id.
    form: String,
    /// The path of the file question, e.g. `idPhoto`.
    field: String,
}

/// A file that was kept: put it into the answers as it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeptFile {
    id: String,
    name: String,
    size: u64,
    media_type: String,
    sha256: String,
}

/// Uploads a file (`multipart/form-data`, one part with a file name).
#[utoipa::path(post, path = "/api/v1/files", params(ForField),
    request_body(content = Vec<u8>, content_type = "multipart/form-data"),
    responses((status = 201, body = KeptFile), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn add_file(
    State(app): State<Arc<App>>,
    client: Client,
    Query(query): Query<ForField>,
    request: Request,
) -> Result<Response, Problem> {
    app.limits
        .pass(Door::Upload, &client.0.principal)
        .map_err(Problem::too_many)?;
    let version = app
        .catalogue
        .form(&query.form)
        .ok_or_else(Problem::absent)?;
    let options =
        match forms::question::find(&version.form, &query.field).map(|field| &field.question) {
            Some(Question::File(options)) => options.clone(),
            _ => return Err(Problem::absent().detail("no file question has this path")),
        };
    let posted = Posted::read(request).await.map_err(|error| match error {
        BodyError::TooLarge => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "tooLarge",
            "The file is too large",
        ),
        BodyError::Malformed => Problem::malformed("not multipart/form-data"),
    })?;
    let file = posted
        .files
        .into_iter()
        .next()
        .ok_or_else(|| Problem::malformed("no file was sent"))?;
    let new = NewFile {
        place: Place::Loose {
            agency: client.0.agency,
        },
        owner: client.0.principal,
        name: upload::name(&file.name).map_err(|reason| refused(&reason))?,
        media_type: upload::judge(&file.bytes, &options)
            .map_err(|reason| refused(&reason))?
            .to_owned(),
        bytes: file.bytes.to_vec(),
    };
    match app.store.add_file(new).await? {
        Added::Kept(meta) => {
            let kept = KeptFile {
                id: meta.id,
                name: meta.name,
                size: meta.size,
                media_type: meta.media_type,
                sha256: meta.sha256,
            };
            Ok((StatusCode::CREATED, Json(kept)).into_response())
        }
        Added::TooMany => Err(refused(&FileRefusal::TooMany(
            crate::store::file::MAX_LOOSE,
        ))),
        Added::Absent => Err(Problem::absent()),
    }
}

fn refused(reason: &FileRefusal) -> Problem {
    let detail = match reason {
        FileRefusal::TooLarge(max) => format!("larger than {max} bytes"),
        FileRefusal::Empty => "no bytes".to_owned(),
        FileRefusal::Type => "its content is not of a type that is accepted".to_owned(),
        FileRefusal::TooMany(max) => format!("more than {max} files"),
        FileRefusal::Name => "its name cannot be stored".to_owned(),
        FileRefusal::Missing => "no file".to_owned(),
        FileRefusal::FormTooLarge(max) => format!("all files together are larger than {max} bytes"),
    };
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "file",
        "The file is not taken",
    )
    .detail(detail)
}

/// What to submit.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ToSubmit {
    /// The form's id.
    #[validate(length(min = 1, max = 200))]
    form: String,
    /// Typed answers, as the form's contract says.
    #[schema(value_type = Object)]
    answers: Box<RawValue>,
    /// Code of the receiving agency; without it the client's own.
    #[validate(length(min = 1, max = 64))]
    agency: Option<String>,
    /// `online`, `counter` or `post`; without it `online`.
    channel: Option<String>,
    /// `vi` or `en`: the language of messages.
    #[validate(length(equal = 2))]
    lang: Option<String>,
}

/// A submission.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Its reference.
    reference: String,
    /// Where it stands.
    #[schema(value_type = String)]
    state: DossierState,
    /// Whole đồng due now.
    amount_due: i64,
    /// The code that opens it on the public page, with the reference. Given
    /// within the first hour only.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// Submits. Under one `Idempotency-Key` there is at most one submission: the
/// same body again gives the first answer, another body is refused.
#[utoipa::path(post, path = "/api/v1/submissions", request_body = ToSubmit,
    params(("Idempotency-Key" = String, Header, description = "1 to 255 characters")),
    responses((status = 201, body = Receipt), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn submit(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
    Body(body): Body,
) -> Result<Response, Problem> {
    app.limits
        .pass(Door::Api, &client.0.principal)
        .map_err(Problem::too_many)?;
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok());
    let key = key
        .filter(|key| (1..=255).contains(&key.len()))
        .ok_or_else(|| Problem::malformed("Idempotency-Key is missing or too long"))?;
    let asked: ToSubmit =
        serde_json::from_slice(&body).map_err(|e| Problem::malformed(e.to_string()))?;
    asked
        .validate()
        .map_err(|e| Problem::malformed(e.to_string()))?;
    let submission = build(&app, &client, asked, key, sha256(&body)).await?;
    match app.store.submit(submission).await? {
        Submitted::Taken {
            reference,
            secret,
            state,
            amount_due,
            replayed,
        } => {
            let secret = secret.map(|secret| secret.expose().to_owned());
            let receipt = Receipt {
                reference: reference.to_string(),
                state,
                amount_due,
                secret,
            };
            let mut response = (StatusCode::CREATED, Json(receipt)).into_response();
            if let Ok(place) = format!("/api/v1/submissions/{reference}").parse() {
                response.headers_mut().insert(http::header::LOCATION, place);
            }
            if replayed {
                response.headers_mut().insert(
                    "idempotency-replayed",
                    http::HeaderValue::from_static("true"),
                );
            }
            Ok(response)
        }
        Submitted::KeyReused => Err(Problem::new(
            StatusCode::CONFLICT,
            "keyReused",
            "This Idempotency-Key was used with another body",
        )),
        Submitted::Stale => Err(Problem::absent().detail("the draft is gone or was changed")),
    }
}

async fn build(
    app: &App,
    client: &Client,
    asked: ToSubmit,
    key: &str,
    body_hash: [u8; 32],
) -> Result<Submission, Problem> {
    let version = app
        .catalogue
        .form(&asked.form)
        .ok_or_else(Problem::absent)?;
    let agency = receiving(app, client, asked.agency, &version.code)?;
    let channel = match asked.channel.as_deref() {
        None => Channel::Online,
        Some(word) => Channel::parse(word)
            .ok_or_else(|| Problem::malformed("channel is online, counter or post"))?,
    };
    let lang = asked.lang.as_deref().unwrap_or("vi");
    let given = forms::Document::read(&version.form, asked.answers.get())
        .map_err(|wrong| Problem::malformed(wrong.to_string()))?;
    let (answers, mut problems) = (given.answers(), given.problems());
    let files = named_files(&version.form, &answers);
    problems.extend(unknown_files(app, client, &files).await?);
    if !problems.is_empty() {
        return Err(Problem::answers(wrong(
            &version.form,
            &answers,
            &problems,
            lang,
        )));
    }
    let mut frame = app.frame(&agency);
    frame.channel = channel.as_str().to_owned();
    let checked = submission::check(&version, &answers, &frame, &app.units, app.clock.now())
        .map_err(|unfit| match unfit {
            Unfit::Problems(problems) => {
                Problem::answers(wrong(&version.form, &answers, &problems, lang))
            }
            Unfit::FeeUnknown => {
                Problem::answers(Vec::new()).detail("the fee cannot be computed from these answers")
            }
        })?;
    Ok(Submission {
        principal: client.0.principal.clone(),
        key: key.to_owned(),
        body_hash,
        draft: None,
        files: files
            .into_iter()
            .map(|(path, file)| (file.id, path))
            .collect(),
        secret: Secret::new(),
        form_hash: version.hash.clone(),
        procedure: version.code.clone(),
        deciding: agency.clone(),
        agency,
        channel,
        lang: lang.to_owned(),
        today: frame.today,
        document: checked.document,
        due: checked.due,
        contact: checked.contact,
        applicant: checked.applicant,
        jobs: Vec::new(),
    })
}

/// The files that answers name, each with the path of its question.
fn named_files(form: &forms::Form, answers: &Answers) -> Vec<(String, FileRef)> {
    let is_file = |path: &str| {
        matches!(
            forms::question::find(form, path).map(|f| &f.question),
            Some(Question::File(_))
        )
    };
    let named = answers.iter().filter(|(path, _)| is_file(path));
    named
        .flat_map(|(path, raw)| {
            FileRef::read_all(raw)
                .into_iter()
                .map(move |file| (path.to_owned(), file))
        })
        .collect()
}

/// Named files that this client did not upload, or whose description is not ours.
async fn unknown_files(
    app: &App,
    client: &Client,
    files: &[(String, FileRef)],
) -> Result<Vec<forms::Problem>, Problem> {
    let mut unknown = Vec::new();
    for (path, file) in files {
        let kept = app.store.file(file.id.clone(), client.reader()).await?;
        let same = kept.is_some_and(|kept| {
            let meta = &kept.meta;
            (meta.size, &meta.sha256, &meta.media_type, &meta.name)
                == (file.size, &file.sha256, &file.media_type, &file.name)
        });
        if !same {
            let code = forms::Code::Rule("unknownFile".to_owned());
            unknown.push(forms::Problem {
                path: path.clone(),
                code,
                level: forms::Level::Error,
            });
        }
    }
    Ok(unknown)
}

/// One line of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Pass the last one as `after` to go on.
    cursor: String,
    reference: String,
    procedure: String,
    #[schema(value_type = String)]
    state: DossierState,
    /// µs of Unix time.
    submitted_at: i64,
}

/// Where to go on.
#[derive(Deserialize, IntoParams)]
pub struct After {
    /// The cursor of the last line seen.
    after: Option<String>,
}

/// The agency's submissions in the order they came, 100 at a time.
#[utoipa::path(get, path = "/api/v1/submissions", params(After), responses((status = 200, body = Vec<Line>), (status = 401, body = Problem)))]
pub async fn list(
    State(app): State<Arc<App>>,
    client: Client,
    Query(query): Query<After>,
) -> Result<Json<Vec<Line>>, Problem> {
    let after = query.after.as_deref().and_then(Reference::parse);
    let found = app.store.dossiers(client.0.agency, after, 100).await?;
    let line = |listed: crate::store::Listed| Line {
        cursor: listed.reference.to_string(),
        reference: listed.reference.to_string(),
        procedure: listed.procedure,
        state: listed.state,
        submitted_at: listed.submitted_at,
    };
    Ok(Json(found.into_iter().map(line).collect()))
}

/// A submission with its payment state.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubmissionView {
    reference: String,
    procedure: String,
    agency: String,
    #[schema(value_type = String)]
    state: DossierState,
    /// The national status code, 1 to 10.
    national_state: u8,
    /// µs of Unix time.
    submitted_at: i64,
    /// µs of Unix time; absent while unpaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<i64>,
    /// The document that was submitted.
    #[schema(value_type = Object)]
    document: serde_json::Value,
    dues: Vec<Due>,
}

/// What is to be paid or was paid.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// Whole đồng.
    amount: i64,
    /// `due`, `paid`, `waived`, `expired`, `refunding` or `refunded`.
    state: String,
    /// µs of Unix time.
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_at: Option<i64>,
}

impl From<&Obligation> for Due {
    fn from(due: &Obligation) -> Self {
        Self {
            amount: due.amount,
            state: due.state.as_str().to_owned(),
            paid_at: due.paid_at,
        }
    }
}

/// One submission of the agency.
#[utoipa::path(get, path = "/api/v1/submissions/{reference}", params(("reference" = String, Path)),
    responses((status = 200, body = SubmissionView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
) -> Result<Json<SubmissionView>, Problem> {
    let reference = Reference::parse(&reference).ok_or_else(Problem::absent)?;
    let found = app
        .store
        .dossier(reference, client.reader())
        .await?
        .ok_or_else(Problem::absent)?;
    Ok(Json(SubmissionView {
        reference: found.reference.to_string(),
        procedure: found.procedure,
        agency: found.agency,
        state: found.state,
        national_state: found.state.national(),
        submitted_at: found.submitted_at,
        received_at: found.received_at,
        document: serde_json::from_slice(&found.document.0).map_err(Problem::ours)?,
        dues: found.obligations.iter().map(Due::from).collect(),
    }))
}
