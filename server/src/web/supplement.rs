//! What a citizen does with a dossier that is being processed: begin to answer
//! the supplement, send the answer, ask to withdraw.

use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::desk::log;
use crate::dossier::promise;
use crate::dossier::submission::{self, Checked, Document, Unfit};
use crate::dossier::{due, supplement};
use crate::id::Reference;
use crate::store::officer::Promised;
use crate::store::{AnswerSupplement, Answered, Dossier, Draft, Reader};
use app::desk::{Attempt, Refusal, Special};
use app::routes::{Page as Url, Place};
use axum::extract::{Path, Request, State};
use axum::response::Response;
use forms::Journey;
use std::sync::Arc;

/// A dossier of this browser, with its document.
async fn own(
    app: &App,
    shown: &Shown,
    reference: &str,
) -> Result<Option<(String, Dossier, Document)>, String> {
    let owner = principal::find(app, &shown.headers)
        .await
        .map_err(|e| e.to_string())?;
    let (Some(owner), Some(reference)) = (owner, Reference::parse(reference)) else {
        return Ok(None);
    };
    read(app, owner.id, reference).await
}

async fn read(
    app: &App,
    owner: String,
    reference: Reference,
) -> Result<Option<(String, Dossier, Document)>, String> {
    let reader = Reader::Principal(owner.clone());
    let found = app.store.dossier(reference, reader).await;
    let Some(dossier) = found.map_err(|e| e.to_string())? else {
        return Ok(None);
    };
    let document = serde_json::from_slice(&dossier.document.0).map_err(|e| e.to_string())?;
    Ok(Some((owner, dossier, document)))
}

fn tracked(shown: &Shown, reference: Reference) -> Response {
    let reference = reference.to_string();
    see(&Url::Dossier { reference }.url(shown.lang))
}

/// `POST /s/{reference}/supplement`: to the first page that asks for something.
pub async fn begin(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    match begun(&app, &shown, &reference).await {
        Ok(Some(response)) => response,
        Ok(None) => pages::special(&shown, Special::Lost).await,
        Err(error) => pages::broken(&shown, &error).await,
    }
}

async fn begun(app: &App, shown: &Shown, reference: &str) -> Result<Option<Response>, String> {
    let Some((owner, dossier, document)) = own(app, shown, reference).await? else {
        return Ok(None);
    };
    let Some(asked) = &dossier.supplement else {
        return Ok(None);
    };
    let version = app
        .catalogue
        .version(app.store.as_ref(), &dossier.form_hash)
        .await?
        .ok_or("a dossier names a version that is not kept")?;
    let answers = supplement::begin(&version.form, &document, asked);
    let draft = app
        .store
        .begin_supplement(dossier.reference, owner, answers, asked.until)
        .await
        .map_err(|e| e.to_string())?;
    // Answered or run out meanwhile: its page says so.
    let Some(draft) = draft else {
        return Ok(Some(tracked(shown, dossier.reference)));
    };
    let open = supplement::open(&version.form, &document, &app.units, asked);
    let context = document.frame.context(&app.units);
    let evaluation = forms::evaluate(&version.form, &draft.answers, &context);
    let journey = Journey::within(&version.form, &evaluation, Some(&open));
    let place = Place::Draft(draft.id);
    let url = match journey.pages().first() {
        Some(page) => place.question(&page.id),
        None => place.check(),
    };
    Ok(Some(see(&url.url(shown.lang))))
}

/// Sends the answer to a supplement, from its own page of checked answers.
///
/// # Errors
/// When the store does not answer or something kept does not read back.
pub(super) async fn answer(
    app: &App,
    shown: &Shown,
    draft: Draft,
    reference: Reference,
) -> Result<Response, String> {
    let lost = pages::special(shown, Special::Lost);
    let Some((owner, dossier, document)) = read(app, draft.owner.clone(), reference).await? else {
        return Ok(lost.await);
    };
    let Some(asked) = &dossier.supplement else {
        return Ok(lost.await);
    };
    let version = app
        .catalogue
        .version(app.store.as_ref(), &dossier.form_hash)
        .await?
        .ok_or("a dossier names a version that is not kept")?;
    let open = supplement::open(&version.form, &document, &app.units, asked);
    let answers = open.lay(&document.typed, &draft.answers);
    let now = app.clock.now();
    let checked = submission::check(&version, &answers, &document.frame, &app.units, now);
    let Checked { document, .. } = match checked {
        Ok(checked) => checked,
        Err(unfit) => {
            let problems = match unfit {
                Unfit::Problems(problems) => problems,
                Unfit::FeeUnknown => Vec::new(),
            };
            let attempt = Attempt {
                refusals: vec![Refusal::Incomplete],
                problems,
                ..Attempt::default()
            };
            return Ok(pages::again(shown, attempt).await);
        }
    };
    let pause = due::Supplement {
        asked: asked.asked_at,
        answered: now,
    };
    let promised = match (&dossier.promise, dossier.received_at) {
        (Some(_), Some(received)) => {
            let changed: Document = serde_json::from_slice(&document).map_err(|e| e.to_string())?;
            let (form, units) = (&version.form, &app.units);
            promise::promise(form, &changed, units, received, Some(pause), &app.calendar)
        }
        _ => None,
    };
    let promised = promised.map(|promise| {
        let why = serde_json::to_string(&promise).map_err(|e| e.to_string())?;
        let at = promise.at;
        Ok::<_, String>(Promised { at, why })
    });
    let sent = AnswerSupplement {
        principal: owner,
        draft: (draft.id, draft.revision),
        document,
        promised: promised.transpose()?,
    };
    let done = app.store.answer_supplement(sent).await;
    Ok(match done.map_err(|e| e.to_string())? {
        Answered::Taken | Answered::Absent => {
            app.wake.notify_one();
            tracked(shown, reference)
        }
        Answered::Stale => {
            let attempt = Attempt {
                refusals: vec![Refusal::Stale],
                ..Attempt::default()
            };
            pages::again(shown, attempt).await
        }
    })
}

/// The dossier whose supplement this browser sent before, for a second click:
/// the draft is gone, the key of its form is the reference.
pub(super) async fn sent_before(app: &App, owner: String, key: &str) -> Option<Reference> {
    let reference = Reference::parse(key)?;
    let found = read(app, owner, reference).await.map_err(log).ok()??;
    let answered = found.1.supplement?.answered_at;
    answered.map(|_| reference)
}

/// `POST /s/{reference}/withdraw`.
pub async fn withdraw(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let asked = async {
        let owner = principal::find(&app, &shown.headers).await?;
        match (owner, Reference::parse(&reference)) {
            (Some(owner), Some(reference)) => {
                let state = app.store.ask_withdrawal(reference, owner.id).await?;
                Ok(state.map(|_| reference))
            }
            _ => Ok::<_, crate::store::StoreError>(None),
        }
    };
    match asked.await {
        Ok(Some(reference)) => tracked(&shown, reference),
        Ok(None) => pages::special(&shown, Special::Lost).await,
        Err(error) => pages::broken(&shown, &error.to_string()).await,
    }
}
