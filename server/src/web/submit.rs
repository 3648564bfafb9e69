//! `POST /d/{draft}/submit`: the whole journey checked once more, then one
//! transaction. Idempotent per browser and key: a second click, a repeated
//! request or a lost answer gives the first one's receipt.

use super::body::Posted;
use super::pages::{self, Shown};
use super::{principal, see, supplement};
use crate::App;
use crate::dossier::submission::{self, Checked, Unfit};
use crate::id::{Secret, sha256};
use crate::limits::Door;
use crate::store::{Channel, Draft, Submission, Submitted};
use app::desk::{Attempt, Refusal, Special};
use app::routes::Page as Url;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// Submits a draft.
pub async fn submit(
    State(app): State<Arc<App>>,
    Path(draft): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request).at(&Url::Check {
        draft: draft.clone(),
    });
    if let Err(wait) = app.limits.pass(Door::Submit, &shown.address) {
        return pages::special(&shown, Special::TooManyAttempts { wait }).await;
    }
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    match take(&app, &shown, draft, &posted).await {
        Ok(response) => response,
        Err(error) => pages::broken(&shown, &error).await,
    }
}

async fn take(
    app: &Arc<App>,
    shown: &Shown,
    id: String,
    posted: &Posted,
) -> Result<Response, String> {
    let key = posted
        .get("key")
        .filter(|key| (1..=255).contains(&key.len()));
    let owner = principal::find(app, &shown.headers)
        .await
        .map_err(|e| e.to_string())?;
    let (Some(owner), Some(key)) = (owner, key) else {
        return Ok(pages::special(shown, Special::Lost).await);
    };
    let draft = app
        .store
        .draft(id.clone(), owner.id.clone())
        .await
        .map_err(|e| e.to_string())?;
    if let Some((draft, reference)) = draft.as_ref().and_then(|d| Some((d, d.dossier?))) {
        return supplement::answer(app, shown, draft.clone(), reference).await;
    }
    let submission = match draft {
        // Gone: perhaps because this very key already submitted it. The store knows.
        None => match supplement::sent_before(app, owner.id.clone(), key).await {
            Some(reference) => {
                let reference = reference.to_string();
                return Ok(see(&Url::Dossier { reference }.url(shown.lang)));
            }
            None => replay(owner.id, key, &id),
        },
        Some(draft) => match build(app, &draft, key).await? {
            Ok(submission) => submission,
            Err(attempt) => return Ok(pages::again(shown, attempt).await),
        },
    };
    match app
        .store
        .submit(submission)
        .await
        .map_err(|e| e.to_string())?
    {
        Submitted::Taken { reference, .. } => Ok(see(&Url::Dossier {
            reference: reference.to_string(),
        }
        .url(shown.lang))),
        Submitted::KeyReused => Ok(pages::special(shown, Special::Lost).await),
        Submitted::Stale => match app
            .store
            .draft(id, shown_owner(app, shown).await?)
            .await
            .map_err(|e| e.to_string())?
        {
            None => Ok(pages::special(shown, Special::Lost).await),
            Some(_) => Ok(pages::again(
                shown,
                Attempt {
                    refusals: vec![Refusal::Stale],
                    ..Attempt::default()
                },
            )
            .await),
        },
    }
}

async fn shown_owner(app: &App, shown: &Shown) -> Result<String, String> {
    let owner = principal::find(app, &shown.headers)
        .await
        .map_err(|e| e.to_string())?;
    Ok(owner.map(|owner| owner.id).unwrap_or_default())
}

/// The draft as a submission; the inner error is a page to show again.
async fn build(app: &App, draft: &Draft, key: &str) -> Result<Result<Submission, Attempt>, String> {
    let refused = |refusals, problems| {
        Ok(Err(Attempt {
            refusals,
            problems,
            ..Attempt::default()
        }))
    };
    let Some(version) = app
        .catalogue
        .version(app.store.as_ref(), &draft.form_hash)
        .await?
    else {
        return Err("a draft names a version that is not kept".to_owned());
    };
    let frame = app.frame(&draft.agency);
    let Checked {
        document,
        due,
        contact,
        applicant,
    } = match submission::check(
        &version,
        &draft.answers,
        &frame,
        &app.units,
        app.clock.now(),
    ) {
        Ok(checked) => checked,
        Err(Unfit::Problems(problems)) => return refused(vec![Refusal::Incomplete], problems),
        Err(Unfit::FeeUnknown) => return refused(vec![Refusal::Incomplete], Vec::new()),
    };
    Ok(Ok(Submission {
        principal: draft.owner.clone(),
        key: key.to_owned(),
        body_hash: sha256(draft.id.as_bytes()),
        draft: Some((draft.id.clone(), draft.revision)),
        files: Vec::new(),
        secret: Secret::new(),
        form_hash: version.hash.clone(),
        procedure: version.code.clone(),
        agency: draft.agency.clone(),
        deciding: draft.agency.clone(),
        channel: Channel::Online,
        lang: draft.lang.clone(),
        today: frame.today,
        document,
        due,
        contact,
        applicant,
        jobs: Vec::new(),
    }))
}

/// A submission that can only be answered from its key: its draft is gone, so
/// under an unknown key the store refuses it as stale.
fn replay(principal: String, key: &str, draft: &str) -> Submission {
    Submission {
        principal,
        key: key.to_owned(),
        body_hash: sha256(draft.as_bytes()),
        draft: Some((draft.to_owned(), -1)),
        files: Vec::new(),
        secret: Secret::new(),
        form_hash: String::new(),
        procedure: String::new(),
        agency: String::new(),
        deciding: String::new(),
        channel: Channel::Online,
        lang: String::new(),
        today: forms::date::Date {
            year: 1970,
            month: 1,
            day: 1,
        },
        document: Vec::new(),
        due: None,
        contact: None,
        applicant: None,
        jobs: Vec::new(),
    }
}
