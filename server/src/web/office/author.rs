//! What authors post: text, and steps of a proposal; retiring and rolling back.

use super::{again, at};
use crate::App;
use crate::catalogue::new_version;
use crate::office::author::{agency_for, judge};
use crate::office::session;
use crate::store::officer::Officer;
use crate::store::{Files, Proposal, Step, Stepped, Turn};
use crate::web::body::{BodyError, Posted};
use crate::web::pages::{self, Shown};
use crate::web::see;
use app::desk::Special;
use app::desk::author::{FILES, ProposalState};
use app::desk::office::OfficeRefusal;
use app::routes::{Page, path};
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// Bytes of a body: a definition of the greatest length, and what stands beside it.
pub const MAX_BODY: usize = 300 * 1024;
/// Characters of a reason.
const WHY: usize = 2_000;

/// What is shown instead of going on.
enum Stop {
    Absent,
    Refused(OfficeRefusal),
    Broken(String),
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Broken(why)
    }
}

impl From<crate::store::StoreError> for Stop {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The author who posts, and what; the error is the whole answer.
async fn posted(app: &App, shown: &Shown, request: Request) -> Result<(Officer, Posted), Response> {
    let officer = match session::officer(app, &shown.headers).await {
        Ok(Some(officer)) => officer,
        Ok(None) => return Err(see(&at(shown, path::OFFICE_SIGN_IN))),
        Err(error) => return Err(pages::broken(shown, &error.to_string()).await),
    };
    if officer.authors().is_empty() {
        return Err(pages::special(shown, Special::Lost).await);
    }
    match Posted::read_within(request, MAX_BODY).await {
        Ok(posted) => Ok((officer, posted)),
        Err(BodyError::TooLarge) => {
            let refused = vec![OfficeRefusal::DefinitionTooLarge];
            let mut response = again(shown, refused, Vec::new()).await;
            if response.status() == http::StatusCode::UNPROCESSABLE_ENTITY {
                *response.status_mut() = http::StatusCode::PAYLOAD_TOO_LARGE;
            }
            Err(response)
        }
        Err(BodyError::Malformed) => Err(pages::special(shown, Special::Lost).await),
    }
}

async fn answer(shown: &Shown, posted: &Posted, done: Result<String, Stop>) -> Response {
    match done {
        Ok(path) => see(&path),
        Err(Stop::Absent) => pages::special(shown, Special::Lost).await,
        Err(Stop::Refused(refusal)) => {
            let why = posted.get("why").unwrap_or_default().to_owned();
            again(shown, vec![refusal], vec![("why".to_owned(), why)]).await
        }
        Err(Stop::Broken(why)) => pages::broken(shown, &why).await,
    }
}

/// `POST /office/forms`: begin a proposal, retire a form, roll it back.
pub async fn forms(State(app): State<Arc<App>>, request: Request) -> Response {
    let shown = Shown::of(&app, &request);
    let (officer, posted) = match posted(&app, &shown, request).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let field = |name: &str| posted.get(name).unwrap_or_default().to_owned();
    let done = match field("action").as_str() {
        "begin" => begin(&app, &shown, officer, field("form"), field("from")).await,
        "retire" => turn(&app, &shown, officer, field("form"), Turn::Retire).await,
        "restore" => {
            let back = Turn::RollBack(field("hash"));
            turn(&app, &shown, officer, field("form"), back).await
        }
        _ => Err(Stop::Absent),
    };
    answer(&shown, &posted, done).await
}

/// Begins with the text of a form's current version, of another proposal, or with nothing.
async fn begin(
    app: &App,
    shown: &Shown,
    officer: Officer,
    form: String,
    from: String,
) -> Result<String, Stop> {
    let (files, procedure) = if !form.is_empty() {
        let shelves = app.store.shelves().await?;
        let shelf = shelves.into_iter().find(|shelf| shelf.form == form);
        let shelf = shelf.ok_or(Stop::Absent)?;
        (
            app.store.version_files(shelf.current).await?,
            shelf.procedure,
        )
    } else if !from.is_empty() {
        let other = app.store.proposal(officer.id.clone(), from).await?;
        (other.ok_or(Stop::Absent)?.files, String::new())
    } else {
        (Files::new(), String::new())
    };
    let agency = agency_for(app, &officer, &procedure).ok_or(Stop::Absent)?;
    let begun = app.store.begin_proposal(officer.id, agency, files).await?;
    let proposal = begun.ok_or(Stop::Refused(OfficeRefusal::TooManyProposals))?;
    Ok(Page::Proposal { proposal }.url(shown.lang))
}

async fn turn(
    app: &App,
    shown: &Shown,
    officer: Officer,
    form: String,
    turn: Turn,
) -> Result<String, Stop> {
    done(app.store.turn(officer.id, form, turn).await?)?;
    app.catalogue.refresh(app.store.as_ref()).await?;
    Ok(at(shown, path::FORMS))
}

fn done(stepped: Stepped) -> Result<(), Stop> {
    Err(Stop::Refused(match stepped {
        Stepped::Done => return Ok(()),
        Stepped::Absent => return Err(Stop::Absent),
        Stepped::Own => OfficeRefusal::OwnProposal,
        Stepped::Moved => OfficeRefusal::ProposalMoved,
        Stepped::NotOffered => OfficeRefusal::NotOffered,
        Stepped::Clash => OfficeRefusal::VersionTaken,
    }))
}

/// `POST /office/forms/{proposal}`.
pub async fn proposal(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let (officer, posted) = match posted(&app, &shown, request).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let done = act(&app, &officer, &id, &posted).await;
    let done = done.map(|()| Page::Proposal { proposal: id }.url(shown.lang));
    answer(&shown, &posted, done).await
}

async fn act(app: &App, officer: &Officer, id: &str, posted: &Posted) -> Result<(), Stop> {
    let read = async || {
        let found = app.store.proposal(officer.id.clone(), id.to_owned()).await;
        found?.ok_or(Stop::Absent)
    };
    let step = async |step: Step| {
        let stepped = app
            .store
            .step(officer.id.clone(), id.to_owned(), step)
            .await;
        done(stepped?)
    };
    let proposal = read().await?;
    match posted.get("action").unwrap_or("save") {
        "save" => step(Step::Save(written(posted)?)).await,
        "ask" => {
            // What stands in the boxes is what is asked for.
            step(Step::Save(written(posted)?)).await?;
            step(ask(app, &read().await?).await?).await
        }
        "withdraw" => step(Step::Withdraw).await,
        "refuse" => {
            let why = posted.get("why").unwrap_or_default().trim();
            if why.chars().count() > WHY {
                let most = u32::try_from(WHY).unwrap_or(u32::MAX);
                return Err(Stop::Refused(OfficeRefusal::TooLong(most)));
            }
            step(Step::Refuse {
                why: why.to_owned(),
            })
            .await
        }
        "approve" => {
            let base = posted.get("base").unwrap_or_default();
            step(approve(app, officer, &proposal, base).await?).await?;
            app.catalogue.refresh(app.store.as_ref()).await?;
            tracing::info!(proposal = %id, officer = %officer.id, "a version was published");
            Ok(())
        }
        _ => Err(Stop::Absent),
    }
}

/// What was typed or chosen, by file; a chosen file goes before the text. What is blank is no file.
fn written(posted: &Posted) -> Result<Files, Stop> {
    let mut files = Files::new();
    for (name, file) in FILES {
        let chosen = format!("{name}-file");
        let chosen = posted.files.iter().find(|sent| sent.field == chosen);
        let text = match chosen {
            Some(sent) => String::from_utf8(sent.bytes.to_vec())
                .map_err(|_| Stop::Refused(OfficeRefusal::NotText))?,
            None => posted.get(name).unwrap_or_default().to_owned(),
        };
        if !text.trim().is_empty() || name == "definition" {
            files.insert(file.to_owned(), text);
        }
    }
    Ok(files)
}

async fn ask(app: &App, proposal: &Proposal) -> Result<Step, Stop> {
    let Ok(judged) = judge(app, proposal).await? else {
        return Err(Stop::Refused(OfficeRefusal::Faulty));
    };
    if judged.refusal.is_some() {
        return Err(Stop::Refused(OfficeRefusal::TooSmallARaise));
    }
    let found = judged.found;
    let procedure = found.form.procedure.as_ref();
    Ok(Step::Ask {
        revision: proposal.revision,
        procedure: procedure.map(|p| p.code.clone()).unwrap_or_default(),
        form: found.form.id,
        version: found.form.version,
        hash: found.hash,
    })
}

/// What is approved was frozen when it was asked for; it is compiled and
/// compared once more, since the current version may be another by now.
async fn approve(
    app: &App,
    officer: &Officer,
    proposal: &Proposal,
    seen: &str,
) -> Result<Step, Stop> {
    if proposal.author == officer.id {
        return Err(Stop::Refused(OfficeRefusal::OwnProposal));
    }
    if proposal.state != ProposalState::Submitted {
        return Err(Stop::Refused(OfficeRefusal::ProposalMoved));
    }
    let Ok(judged) = judge(app, proposal).await? else {
        return Err(Stop::Refused(OfficeRefusal::Faulty));
    };
    let base = judged.base.map(|(hash, _)| hash);
    if base.as_deref().unwrap_or_default() != seen {
        return Err(Stop::Refused(OfficeRefusal::ProposalMoved));
    }
    if judged.refusal.is_some() {
        return Err(Stop::Refused(OfficeRefusal::TooSmallARaise));
    }
    Ok(Step::Approve {
        version: Box::new(new_version(judged.found, true)?),
        base,
    })
}
