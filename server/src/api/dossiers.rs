//! The officers' side of an agency, for its own systems: dossiers listed, read
//! and worked on by the same deeds, rules and events as on the pages. A system
//! acts as the service account of its client ([`crate::store::Store::service`]).

use super::body::Body;
use super::client::Client;
use super::problem::{Problem, wrong};
use super::submissions::Due;
use crate::App;
use crate::dossier::decision::{Checked, Matter, Unfit};
use crate::dossier::state::DossierState;
use crate::dossier::submission::Document;
use crate::dossier::supplement;
use crate::id::Reference;
use crate::limits::Door;
use crate::office::desk;
use crate::papers;
use crate::store::draft::FROM_CURRENT;
use crate::store::officer::{Deed, Done, InboxAsk, InboxList, Officer, Refused};
use crate::store::processing::{AskSupplement, Block, Decide, Identity};
use crate::store::{Dossier, Findings, SaveFindings, Saved};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;
use zeroize::Zeroizing;

/// Dossiers on one page of a list.
const PAGE: u32 = 100;
/// Bytes of a result that is attached.
const MAX_RESULT: usize = 10 * 1024 * 1024;

/// Which dossiers.
#[derive(Deserialize, IntoParams)]
pub struct Which {
    /// `new`, `today`, `overdue`, `working`, `waiting` or `all`; without it `new`.
    list: Option<String>,
    /// The reference of the last line seen.
    after: Option<String>,
}

/// One dossier of a list, by time left.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    reference: String,
    /// The dossier code, once accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[schema(value_type = String)]
    state: DossierState,
    /// The national status code, 1 to 10.
    national_state: u8,
    /// µs of Unix time.
    received_at: i64,
    /// µs of Unix time, once accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<i64>,
}

/// Dossiers the agency receives or decides, the most pressing first.
#[utoipa::path(get, path = "/api/v1/dossiers", params(Which), responses((status = 200, body = Vec<Line>), (status = 401, body = Problem)))]
pub async fn list(
    State(app): State<Arc<App>>,
    client: Client,
    Query(which): Query<Which>,
) -> Result<Json<Vec<Line>>, Problem> {
    let found = app
        .store
        .inbox(InboxAsk {
            agency: client.0.agency.clone(),
            list: InboxList::of(which.list.as_deref().unwrap_or_default()),
            search: String::new(),
            after: which.after.as_deref().and_then(Reference::parse),
            limit: PAGE,
        })
        .await?;
    let line = |line: crate::store::officer::InboxLine| Line {
        reference: line.reference.to_string(),
        code: line.code,
        state: line.state,
        national_state: line.state.national(),
        received_at: line.received_at,
        due_at: line.due_at,
    };
    Ok(Json(found.rows.into_iter().map(line).collect()))
}

/// A dossier as its agency sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DossierView {
    reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    procedure: String,
    /// The receiving agency.
    agency: String,
    /// The deciding agency.
    deciding: String,
    #[schema(value_type = String)]
    state: DossierState,
    /// The national status code, 1 to 10.
    national_state: u8,
    /// µs of Unix time.
    submitted_at: i64,
    /// µs of Unix time.
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<i64>,
    /// µs of Unix time, once accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<i64>,
    /// The latest document.
    #[schema(value_type = Object)]
    document: serde_json::Value,
    files: Vec<FileView>,
    dues: Vec<Due>,
    /// The one supplement, once asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    supplement: Option<SupplementView>,
    /// The result's paper is there to fetch.
    result: bool,
}

/// A file of a dossier.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    id: String,
    /// The path of its question.
    field: String,
    name: String,
    size: u64,
    media_type: String,
    sha256: String,
}

/// The one supplement of a dossier.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SupplementView {
    items: Vec<Item>,
    /// µs of Unix time.
    asked_at: i64,
    /// µs of Unix time.
    until: i64,
    /// µs of Unix time.
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_at: Option<i64>,
}

/// One thing that is to be mended.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The path of a question of the form; a repeat is asked whole.
    #[validate(length(min = 1, max = 200))]
    path: String,
    /// What is wrong with it and what to do, for the citizen.
    #[validate(length(min = 1, max = 500))]
    what: String,
}

fn view(dossier: Dossier) -> Result<DossierView, Problem> {
    let supplement = dossier.supplement.map(|asked| SupplementView {
        items: asked
            .items
            .into_iter()
            .map(|item| Item {
                path: item.path,
                what: item.what,
            })
            .collect(),
        asked_at: asked.asked_at,
        until: asked.until,
        answered_at: asked.answered_at,
    });
    let files = dossier.files.into_iter().map(|file| FileView {
        id: file.id,
        field: file.field,
        name: file.name,
        size: file.size,
        media_type: file.media_type,
        sha256: file.sha256,
    });
    Ok(DossierView {
        reference: dossier.reference.to_string(),
        code: dossier.code,
        procedure: dossier.procedure,
        agency: dossier.agency,
        deciding: dossier.deciding,
        state: dossier.state,
        national_state: dossier.state.national(),
        submitted_at: dossier.submitted_at,
        received_at: dossier.received_at,
        due_at: dossier.due_at,
        document: serde_json::from_slice(&dossier.document.0).map_err(Problem::ours)?,
        files: files.collect(),
        dues: dossier.obligations.iter().map(Due::from).collect(),
        supplement,
        result: dossier.paper,
    })
}

/// Who acts and on what.
struct Desk {
    officer: Officer,
    reference: Reference,
    dossier: Dossier,
}

async fn desk_of(app: &App, client: &Client, reference: &str) -> Result<Desk, Problem> {
    let reference = Reference::parse(reference).ok_or_else(Problem::absent)?;
    app.limits
        .pass(Door::Api, &client.0.principal)
        .map_err(Problem::too_many)?;
    let officer = app.store.service(client.0.principal.clone()).await?;
    let officer = officer.ok_or_else(Problem::unauthorised)?;
    let dossier = app.store.dossier(reference, officer.reader()).await?;
    Ok(Desk {
        officer,
        reference,
        dossier: dossier.ok_or_else(Problem::absent)?,
    })
}

/// A dossier the agency receives or decides.
#[utoipa::path(get, path = "/api/v1/dossiers/{reference}", params(("reference" = String, Path)),
    responses((status = 200, body = DossierView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
) -> Result<Json<DossierView>, Problem> {
    let desk = desk_of(&app, &client, &reference).await?;
    view(desk.dossier).map(Json)
}

/// A file of a dossier, as it was sent.
#[utoipa::path(get, path = "/api/v1/dossiers/{reference}/files/{file}",
    params(("reference" = String, Path), ("file" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn file(
    State(app): State<Arc<App>>,
    client: Client,
    Path((reference, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let desk = desk_of(&app, &client, &reference).await?;
    let found = app
        .store
        .file_of(desk.reference, file, desk.officer.reader())
        .await?
        .ok_or_else(Problem::absent)?;
    Ok(octets(found.bytes))
}

/// The result's paper.
#[utoipa::path(get, path = "/api/v1/dossiers/{reference}/result", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn result(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
) -> Result<Response, Problem> {
    let desk = desk_of(&app, &client, &reference).await?;
    let paper = app
        .store
        .paper(desk.reference, desk.officer.reader())
        .await?
        .ok_or_else(Problem::absent)?;
    Ok(octets(paper.bytes))
}

/// Bytes that no browser is to make anything of.
fn octets(bytes: impl IntoResponse) -> Response {
    let mut response = bytes.into_response();
    let kind = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// Does it; what the dossier is afterwards, or why not.
async fn perform(app: &App, desk: Desk, deed: Deed) -> Result<Json<DossierView>, Problem> {
    let reader = desk.officer.reader();
    let done = app.store.act(desk.officer.id, desk.reference, deed).await?;
    match done {
        Done::Done(_) => app.wake.notify_one(),
        Done::Moved(state) => return Err(moved(state)),
        Done::Blocked(block) => return Err(blocked(block)),
        Done::Absent => return Err(Problem::absent()),
    }
    // A hand-over may have been the last that this agency sees of it.
    let now = app.store.dossier(desk.reference, reader).await?;
    view(now.ok_or_else(Problem::absent)?).map(Json)
}

fn moved(state: DossierState) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "moved",
        "The dossier does not stand where this can be done",
    )
    .detail(state.name())
}

fn blocked(block: Block) -> Problem {
    let detail = match block {
        Block::SupplementAsked => "a supplement was asked for before; it can be asked once",
        Block::Identity => "how identity was checked is to be recorded first",
        Block::NotViewed => "the paper of these findings was not drawn",
        Block::Stale => "the findings were changed meanwhile",
        Block::Agency => "no agency that could decide this",
    };
    Problem::new(
        StatusCode::CONFLICT,
        "blocked",
        "Something else comes first",
    )
    .detail(detail)
}

fn parse<'a, T: Deserialize<'a> + Validate>(body: &'a Bytes) -> Result<T, Problem> {
    let body: T = serde_json::from_slice(body).map_err(|e| Problem::malformed(e.to_string()))?;
    body.validate()
        .map_err(|e| Problem::malformed(e.to_string()))?;
    Ok(body)
}

/// Accepts: the dossier code is allocated and the time limit runs.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/accept", params(("reference" = String, Path)),
    responses((status = 200, body = DossierView), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn accept(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
) -> Result<Json<DossierView>, Problem> {
    let desk = desk_of(&app, &client, &reference).await?;
    let promised = desk::promised(&app, &desk.dossier)
        .await
        .map_err(Problem::ours)?;
    perform(&app, desk, Deed::Accept(promised)).await
}

/// Why a dossier is refused.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ToRefuse {
    /// The reason, for the citizen.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
    /// Its legal basis.
    #[validate(length(min = 1, max = 500))]
    basis: String,
}

/// Refuses, before acceptance or in progress.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/refuse", params(("reference" = String, Path)), request_body = ToRefuse,
    responses((status = 200, body = DossierView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub async fn refuse(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
    Body(body): Body,
) -> Result<Json<DossierView>, Problem> {
    let ToRefuse { reason, basis } = parse(&body)?;
    let desk = desk_of(&app, &client, &reference).await?;
    perform(&app, desk, Deed::Refuse(Refused { reason, basis })).await
}

/// Everything that is wanting.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ToMend {
    /// At least one; it can be asked only once.
    #[validate(length(min = 1, max = 100), nested)]
    items: Vec<Item>,
}

/// Asks the citizen once for everything that is wanting.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/supplement", params(("reference" = String, Path)), request_body = ToMend,
    responses((status = 200, body = DossierView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub async fn ask_supplement(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
    Body(body): Body,
) -> Result<Json<DossierView>, Problem> {
    let asked: ToMend = parse(&body)?;
    let desk = desk_of(&app, &client, &reference).await?;
    let version = version(&app, &desk.dossier.form_hash).await?;
    let pairs = asked.items.into_iter().map(|item| (item.path, item.what));
    let items = supplement::items(&version.form, pairs.collect())
        .ok_or_else(|| Problem::malformed("a path names no question that can be answered anew"))?;
    let until = supplement::until(app.clock.now(), &app.calendar);
    perform(
        &app,
        desk,
        Deed::AskSupplement(AskSupplement { items, until }),
    )
    .await
}

async fn version(app: &App, hash: &str) -> Result<Arc<crate::catalogue::Published>, Problem> {
    app.catalogue
        .version(app.store.as_ref(), hash)
        .await
        .map_err(Problem::ours)?
        .ok_or_else(|| Problem::ours("a dossier names a version that is not kept"))
}

/// To whom and why.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ToHandOver {
    /// Code of an agency that offers the procedure.
    #[validate(length(min = 1, max = 64))]
    to: String,
    /// Why, for the officers there.
    #[validate(length(min = 1, max = 2000))]
    why: String,
}

/// Gives it to another agency to decide.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/hand-over", params(("reference" = String, Path)), request_body = ToHandOver,
    responses((status = 200, body = DossierView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub async fn hand_over(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
    Body(body): Body,
) -> Result<Json<DossierView>, Problem> {
    let ToHandOver { to, why } = parse(&body)?;
    let why = Zeroizing::new(why);
    let desk = desk_of(&app, &client, &reference).await?;
    perform(&app, desk, Deed::HandOver { to, why }).await
}

/// How identity was checked.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct IdentityToCheck {
    /// `contact`, `vneid` or `counter`.
    #[validate(length(min = 1, max = 16))]
    how: String,
}

/// Records how identity was checked.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/identity", params(("reference" = String, Path)), request_body = IdentityToCheck,
    responses((status = 200, body = DossierView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub async fn check_identity(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
    Body(body): Body,
) -> Result<Json<DossierView>, Problem> {
    let asked: IdentityToCheck = parse(&body)?;
    let how = Identity::of(&asked.how)
        .ok_or_else(|| Problem::malformed("how is contact, vneid or counter"))?;
    let desk = desk_of(&app, &client, &reference).await?;
    perform(&app, desk, Deed::CheckIdentity(how)).await
}

/// Takes an accepted dossier over: work on it begins.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/take-up", params(("reference" = String, Path)),
    responses((status = 200, body = DossierView), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn take_up(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
) -> Result<Json<DossierView>, Problem> {
    let desk = desk_of(&app, &client, &reference).await?;
    perform(&app, desk, Deed::TakeUp).await
}

/// Findings to decide on.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ToDecide {
    /// Typed answers to the procedure's decision form, as its contract says.
    #[schema(value_type = Object)]
    findings: serde_json::Value,
    /// Paths of the citizen's answers that were found right and may be printed.
    #[serde(default)]
    #[validate(length(max = 200))]
    ticked: Vec<String>,
    /// The agency's own system makes the paper: it is attached afterwards, and none is drawn.
    #[serde(default)]
    attach: bool,
}

/// Decides: the findings replace what was written on the pages, their paper is
/// drawn from the template to see that it can be, and the decision is made.
#[utoipa::path(post, path = "/api/v1/dossiers/{reference}/decide", params(("reference" = String, Path)), request_body = ToDecide,
    responses((status = 200, body = DossierView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn decide(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
    Body(body): Body,
) -> Result<Json<DossierView>, Problem> {
    let asked: ToDecide = parse(&body)?;
    let desk = desk_of(&app, &client, &reference).await?;
    if desk.dossier.state != DossierState::InProgress {
        return Err(moved(desk.dossier.state));
    }
    let version = version(&app, &desk.dossier.form_hash).await?;
    let form = version.decision.as_deref();
    let form =
        form.ok_or_else(|| Problem::absent().detail("the procedure has no decision form"))?;
    let given = forms::Document::of(form, &asked.findings);
    let (answers, problems) = (given.answers(), given.problems());
    if !problems.is_empty() {
        return Err(Problem::answers(wrong(form, &answers, &problems, "vi")));
    }
    let document: Document =
        serde_json::from_slice(&desk.dossier.document.0).map_err(Problem::ours)?;
    let matter = Matter {
        version: &version,
        document: &document,
        units: &app.units,
    };
    let frame = app.frame(&desk.dossier.deciding);
    let checked = matter.decide(&answers, &asked.ticked, &frame, app.clock.now());
    let Checked {
        decision,
        card,
        due,
    } = checked.map_err(|unfit| match unfit {
        Unfit::Problems(problems) => Problem::answers(wrong(form, &answers, &problems, "vi")),
        Unfit::NoForm => Problem::absent().detail("the procedure says nothing of its result"),
        Unfit::FeeUnknown => Problem::answers(Vec::new()).detail("the fee cannot be computed"),
    })?;
    let revision = write(&app, &desk, &answers, asked.ticked).await?;
    if !asked.attach {
        let paper = decision.paper.clone();
        papers::preview(&app, &version, &desk.dossier.deciding, paper)
            .await
            .map_err(Problem::ours)?;
    }
    let (id, reference) = (desk.officer.id.clone(), desk.reference);
    match app.store.act(id, reference, Deed::View(revision)).await? {
        Done::Done(_) => {}
        Done::Moved(state) => return Err(moved(state)),
        Done::Blocked(block) => return Err(blocked(block)),
        Done::Absent => return Err(Problem::absent()),
    }
    let deed = Deed::Decide(Box::new(Decide {
        revision,
        document: serde_json::to_vec(&decision).map_err(Problem::ours)?,
        identity: desk::enough(&version),
        card,
        due,
        draw: !asked.attach,
    }));
    perform(&app, desk, deed).await
}

/// Replaces the findings; their revision.
async fn write(
    app: &App,
    desk: &Desk,
    answers: &forms::Answers,
    ticked: Vec<String>,
) -> Result<i64, Problem> {
    let id = desk.officer.id.clone();
    let before = app.store.findings(id.clone(), desk.reference).await?;
    let before: Findings = before.ok_or_else(Problem::absent)?;
    let gone = |path: &&str| answers.get(path).is_none();
    let old: Vec<&str> = before.answers.iter().map(|(path, _)| path).collect();
    let save = SaveFindings {
        base: FROM_CURRENT,
        changes: answers
            .iter()
            .map(|(path, raw)| (path.to_owned(), raw.to_owned()))
            .collect(),
        removed: old.into_iter().filter(gone).map(str::to_owned).collect(),
        ticked: Some(ticked),
    };
    match app.store.save_findings(id, desk.reference, save).await? {
        Saved::At { revision, .. } => Ok(revision),
        Saved::TooLarge => Err(Problem::malformed("more text than findings may hold")),
        Saved::Absent => Err(Problem::absent()),
    }
}

/// Attaches the paper that the agency's own system made of a decision: a PDF, once.
#[utoipa::path(put, path = "/api/v1/dossiers/{reference}/result", params(("reference" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn attach(
    State(app): State<Arc<App>>,
    client: Client,
    Path(reference): Path<String>,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<StatusCode, Problem> {
    let pdf =
        headers.get(header::CONTENT_TYPE) == Some(&HeaderValue::from_static("application/pdf"));
    let desk = desk_of(&app, &client, &reference).await?;
    let body = axum::body::to_bytes(body, MAX_RESULT).await.map_err(|_| {
        let title = "The paper is larger than 10 MB";
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", title)
    })?;
    if !pdf || !body.starts_with(b"%PDF-") {
        let title = "The paper is not a PDF";
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "file",
            title,
        ));
    }
    let id = desk.officer.id.clone();
    let done = app
        .store
        .attach_paper(id, desk.reference, body.to_vec())
        .await?;
    match done {
        Done::Done(_) => {
            app.wake.notify_one();
            Ok(StatusCode::NO_CONTENT)
        }
        Done::Moved(state) => Err(moved(state)),
        Done::Blocked(block) => Err(blocked(block)),
        Done::Absent => Err(Problem::absent()),
    }
}
