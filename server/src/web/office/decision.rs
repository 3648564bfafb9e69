//! Findings: what may stand on the paper is ticked, the paper is seen, then it
//! is decided. Each step says which findings it is about, so that nobody
//! decides what another officer changed meanwhile.

use super::acts::blocked;
use super::{again, at};
use crate::App;
use crate::catalogue::Published;
use crate::desk::state;
use crate::dossier::decision::{Checked, Matter, Unfit};
use crate::dossier::state::DossierState;
use crate::dossier::submission::Document;
use crate::id::Reference;
use crate::office::{desk, session};
use crate::papers;
use crate::store::draft::FROM_CURRENT;
use crate::store::officer::{Deed, Done, Officer};
use crate::store::processing::Decide;
use crate::store::{Findings, SaveFindings};
use crate::web::body::Posted;
use crate::web::pages::{self, Shown};
use crate::web::papers::pdf;
use crate::web::see;
use app::desk::Special;
use app::desk::office::OfficeRefusal;
use app::routes::{Page as Url, path};
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// What a request is about, once its officer may write it.
struct Desk {
    officer: Officer,
    reference: Reference,
    findings: Findings,
    version: Arc<Published>,
    document: Document,
}

impl Desk {
    fn matter<'a>(&'a self, app: &'a App) -> Matter<'a> {
        Matter {
            version: &self.version,
            document: &self.document,
            units: &app.units,
        }
    }
}

/// The desk, or the answer where there is none.
async fn desk_of(app: &App, shown: &Shown, reference: &str) -> Result<Desk, Response> {
    let broken = async |why: String| pages::broken(shown, &why).await;
    let officer = match session::officer(app, &shown.headers).await {
        Ok(Some(officer)) => officer,
        Ok(None) => return Err(see(&at(shown, path::OFFICE_SIGN_IN))),
        Err(error) => return Err(broken(error.to_string()).await),
    };
    match read(app, officer, reference).await {
        Ok(Some(desk)) => Ok(desk),
        Ok(None) => Err(pages::special(shown, Special::Lost).await),
        Err(error) => Err(broken(error).await),
    }
}

async fn read(app: &App, officer: Officer, reference: &str) -> Result<Option<Desk>, String> {
    let Some(reference) = Reference::parse(reference) else {
        return Ok(None);
    };
    let found = app.store.findings(officer.id.clone(), reference).await;
    let Some(findings) = found.map_err(|e| e.to_string())? else {
        return Ok(None);
    };
    let found = app.store.dossier(reference, officer.reader()).await;
    let Some(dossier) = found.map_err(|e| e.to_string())? else {
        return Ok(None);
    };
    let version = app
        .catalogue
        .version(app.store.as_ref(), &findings.form_hash)
        .await?
        .ok_or("a dossier names a version that is not kept")?;
    let document = serde_json::from_slice(&dossier.document.0).map_err(|e| e.to_string())?;
    Ok(Some(Desk {
        officer,
        reference,
        findings,
        version,
        document,
    }))
}

/// `POST /office/d/{reference}/decision`: saves the ticks, or decides.
pub async fn decide(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let desk = match desk_of(&app, &shown, &reference).await {
        Ok(desk) => desk,
        Err(answer) => return answer,
    };
    if desk.findings.state != DossierState::InProgress {
        return elsewhere(&shown, desk.findings.state).await;
    }
    let matter = desk.matter(&app);
    let ticked: Vec<String> = matter
        .tickable("vi")
        .into_iter()
        .map(|(path, ..)| path)
        .filter(|path| {
            posted
                .pairs
                .iter()
                .any(|(name, value)| name == "tick" && value == path)
        })
        .collect();
    let changed = ticked != desk.findings.ticked;
    if changed && let Err(answer) = save(&app, &shown, &desk, ticked.clone()).await {
        return answer;
    }
    if posted.get("action") != Some("decide") {
        return see(&shown.path);
    }
    // What was ticked just now was not seen on paper yet.
    let rev = posted.get("rev").and_then(|rev| rev.parse().ok());
    let stale = rev != Some(desk.findings.revision);
    let first = [
        changed.then_some(OfficeRefusal::NotViewed),
        stale.then_some(OfficeRefusal::FindingsChanged),
    ];
    if let Some(refusal) = first.into_iter().flatten().next() {
        return again(&shown, vec![refusal], Vec::new()).await;
    }
    let frame = app.frame(&desk.findings.agency);
    let now = app.clock.now();
    let checked = matter.decide(&desk.findings.answers, &ticked, &frame, now);
    let Checked {
        decision,
        card,
        due,
    } = match checked {
        Ok(checked) => checked,
        Err(Unfit::Problems(_) | Unfit::FeeUnknown | Unfit::NoForm) => {
            let refusals = vec![OfficeRefusal::FindingsIncomplete];
            return again(&shown, refusals, Vec::new()).await;
        }
    };
    let document = match serde_json::to_vec(&decision) {
        Ok(document) => document,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    let deed = Deed::Decide(Box::new(Decide {
        revision: desk.findings.revision,
        document,
        identity: desk::enough(&desk.version),
        card,
        due,
        draw: true,
    }));
    decided(&app, &shown, desk, deed).await
}

/// Refused, it is this page again; done, the dossier's.
async fn decided(app: &App, shown: &Shown, desk: Desk, deed: Deed) -> Response {
    let Desk {
        officer, reference, ..
    } = desk;
    let home = Url::OfficeDossier {
        reference: reference.to_string(),
    };
    match app.store.act(officer.id, reference, deed).await {
        Ok(Done::Blocked(block)) => again(shown, vec![blocked(block)], Vec::new()).await,
        Ok(Done::Moved(to)) => elsewhere(shown, to).await,
        Ok(Done::Done(_)) => {
            app.wake.notify_one();
            see(&home.url(shown.lang))
        }
        Ok(Done::Absent) => pages::special(shown, Special::Lost).await,
        Err(error) => pages::broken(shown, &error.to_string()).await,
    }
}

/// The dossier's own page, saying that someone else was quicker.
async fn elsewhere(shown: &Shown, to: DossierState) -> Response {
    let path = shown.path.trim_end_matches("/decision").to_owned();
    let mut home = shown.clone();
    home.path = path;
    again(&home, vec![OfficeRefusal::Moved(state(to))], Vec::new()).await
}

async fn save(app: &App, shown: &Shown, desk: &Desk, ticked: Vec<String>) -> Result<(), Response> {
    let save = SaveFindings {
        base: FROM_CURRENT,
        ticked: Some(ticked),
        ..SaveFindings::default()
    };
    let id = desk.officer.id.clone();
    match app.store.save_findings(id, desk.reference, save).await {
        Ok(_) => Ok(()),
        Err(error) => Err(pages::broken(shown, &error.to_string()).await),
    }
}

/// `GET /office/d/{reference}/paper/preview?rev=N`: the paper as it would be.
/// That it was looked at is written down, for the decision asks for it.
pub async fn preview(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let mut shown = Shown::of(&app, &request);
    let desk = match desk_of(&app, &shown, &reference).await {
        Ok(desk) => desk,
        Err(answer) => return answer,
    };
    let rev = shown
        .query
        .strip_prefix("rev=")
        .and_then(|rev| rev.parse::<i64>().ok());
    shown = shown.at(&Url::Decision {
        reference: desk.reference.to_string(),
    });
    if desk.findings.state != DossierState::InProgress {
        return elsewhere(&shown, desk.findings.state).await;
    }
    if rev != Some(desk.findings.revision) {
        return again(&shown, vec![OfficeRefusal::FindingsChanged], Vec::new()).await;
    }
    let frame = app.frame(&desk.findings.agency);
    let findings = &desk.findings;
    let paper = desk
        .matter(&app)
        .paper(&findings.answers, &findings.ticked, &frame);
    let drawn = papers::preview(&app, &desk.version, &findings.agency, paper).await;
    let bytes = match drawn {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::error!(%error, "a paper could not be drawn");
            return again(&shown, vec![OfficeRefusal::NoPaper], Vec::new()).await;
        }
    };
    let view = Deed::View(findings.revision);
    match app.store.act(desk.officer.id, desk.reference, view).await {
        Ok(Done::Done(_)) => pdf(bytes, "inline; filename=\"xem-truoc.pdf\""),
        Ok(Done::Blocked(block)) => again(&shown, vec![blocked(block)], Vec::new()).await,
        Ok(Done::Moved(to)) => elsewhere(&shown, to).await,
        Ok(Done::Absent) => pages::special(&shown, Special::Lost).await,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}
