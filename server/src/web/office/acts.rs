//! What an officer does with a dossier: each act reads its own fields, and what
//! was typed stands again where it was refused.

use super::{again, at};
use crate::App;
use crate::desk::state;
use crate::dossier::supplement;
use crate::id::Reference;
use crate::office::{desk, session};
use crate::store::officer::{Deed, Done, Officer, Promised, Refused};
use crate::store::processing::{AskSupplement, Block};
use crate::web::body::Posted;
use crate::web::pages::{self, Shown};
use crate::web::see;
use app::desk::Special;
use app::desk::office::{Act, Identity, OfficeRefusal};
use app::routes::path;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Characters of a reason to the citizen.
pub const REASON: u32 = 2_000;
/// Characters of its legal basis.
pub const BASIS: u32 = 500;
/// Characters of a note.
pub const NOTE: u32 = 4_000;
/// Characters of what is wrong with one answer.
const WHAT: u32 = 500;
/// Before the path of a question in the name of a supplement's field.
const ASK: &str = "ask.";

/// What was typed, to show again.
type Typed = Vec<(String, String)>;
/// What is to be done, or what is wrong with what was posted.
type Wanted = Result<Deed, Vec<OfficeRefusal>>;

/// `POST /office/d/{reference}/{act}`.
pub async fn act(
    State(app): State<Arc<App>>,
    Path((reference, act)): Path<(String, String)>,
    request: Request,
) -> Response {
    let mut shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let officer = match session::officer(&app, &shown.headers).await {
        Ok(Some(officer)) => officer,
        Ok(None) => return see(&at(&shown, path::OFFICE_SIGN_IN)),
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    shown.path = at(&shown, &format!("{}/d/{reference}", path::OFFICE));
    shown.query = String::new();
    let Some(reference) = Reference::parse(&reference) else {
        return pages::special(&shown, Special::Lost).await;
    };
    let wanted = match wanted(&app, &officer, reference, &act, &posted).await {
        Ok(Some(wanted)) => wanted,
        Ok(None) => return pages::special(&shown, Special::Lost).await,
        Err(error) => return pages::broken(&shown, &error).await,
    };
    match wanted {
        (typed, Ok(deed)) => done(&app, &shown, officer, reference, deed, typed).await,
        (typed, Err(refusals)) => again(&shown, refusals, typed).await,
    }
}

/// Does it, and goes back to the dossier.
async fn done(
    app: &App,
    shown: &Shown,
    officer: Officer,
    reference: Reference,
    deed: Deed,
    typed: Typed,
) -> Response {
    let refused = match app.store.act(officer.id, reference, deed).await {
        Ok(Done::Done(_)) => {
            app.wake.notify_one();
            return see(&shown.path);
        }
        Ok(Done::Moved(to)) => OfficeRefusal::Moved(state(to)),
        Ok(Done::Blocked(block)) => blocked(block),
        Ok(Done::Absent) => return pages::special(shown, Special::Lost).await,
        Err(error) => return pages::broken(shown, &error.to_string()).await,
    };
    again(shown, vec![refused], typed).await
}

/// What is to be done first, in an officer's words.
pub(super) fn blocked(block: Block) -> OfficeRefusal {
    match block {
        Block::SupplementAsked => OfficeRefusal::SupplementAsked,
        Block::Identity => OfficeRefusal::IdentityWanting,
        Block::NotViewed => OfficeRefusal::NotViewed,
        Block::Stale => OfficeRefusal::FindingsChanged,
        Block::Agency => OfficeRefusal::NoAgency,
    }
}

/// What a POST wants done; `None`: there is no such act or dossier.
async fn wanted(
    app: &App,
    officer: &Officer,
    reference: Reference,
    act: &str,
    posted: &Posted,
) -> Result<Option<(Typed, Wanted)>, String> {
    let field = |name: &str| {
        let typed = posted.get(name).unwrap_or_default().trim().to_owned();
        (name.to_owned(), typed)
    };
    let is = |known: Act| known.as_str() == act;
    let plain = |deed| Ok(Some((Vec::new(), Ok(deed))));
    if is(Act::Accept) {
        let promised = promised(app, officer, reference).await?;
        return Ok(promised.map(|promised| (Vec::new(), Ok(Deed::Accept(promised)))));
    }
    if is(Act::AskSupplement) {
        return ask(app, officer, reference, posted).await;
    }
    if is(Act::TakeUp) {
        return plain(Deed::TakeUp);
    }
    let (typed, wanted) = if is(Act::Refuse) {
        let typed = vec![field("reason"), field("basis")];
        let wanted = refusal(&typed[0].1, &typed[1].1);
        (typed, wanted)
    } else if is(Act::Note) {
        let typed = vec![field("text")];
        let wanted = note(&typed[0].1);
        (typed, wanted)
    } else if is(Act::HandOver) {
        let typed = vec![field("to"), field("why")];
        let wanted = hand_over(&typed[0].1, &typed[1].1);
        (typed, wanted)
    } else if is(Act::CheckIdentity) {
        let typed = vec![field("how")];
        let how = Identity::of(&typed[0].1).map(Deed::CheckIdentity);
        (typed, how.ok_or(vec![OfficeRefusal::NoIdentity]))
    } else if is(Act::AnswerWithdrawal) {
        let agree = match field("answer").1.as_str() {
            "agree" => Some(true),
            "decline" => Some(false),
            _ => None,
        };
        let deed = agree.map(|agree| Deed::AnswerWithdrawal { agree });
        (Vec::new(), deed.ok_or(vec![OfficeRefusal::NoAnswer]))
    } else {
        return Ok(None);
    };
    Ok(Some((typed, wanted)))
}

/// A supplement: every box with words in it asks for its question.
async fn ask(
    app: &App,
    officer: &Officer,
    reference: Reference,
    posted: &Posted,
) -> Result<Option<(Typed, Wanted)>, String> {
    let found = app.store.dossier(reference, officer.reader()).await;
    let Some(dossier) = found.map_err(|e| e.to_string())? else {
        return Ok(None);
    };
    let version = app
        .catalogue
        .version(app.store.as_ref(), &dossier.form_hash)
        .await?
        .ok_or("a dossier names a version that is not kept")?;
    let typed: Typed = posted
        .pairs
        .iter()
        .filter(|(name, text)| name.starts_with(ASK) && !text.trim().is_empty())
        .map(|(name, text)| (name.clone(), text.trim().to_owned()))
        .collect();
    let long = |(_, text): &(String, String)| text.chars().count() > WHAT as usize;
    if typed.iter().any(long) {
        return Ok(Some((typed, Err(vec![OfficeRefusal::TooLong(WHAT)]))));
    }
    let asked = typed.iter().map(|(name, text)| {
        let path = name.strip_prefix(ASK).unwrap_or(name);
        (path.to_owned(), text.clone())
    });
    let wanted = match supplement::items(&version.form, asked.collect()) {
        None => return Ok(None),
        Some(items) if items.is_empty() => Err(vec![OfficeRefusal::NothingAsked]),
        Some(items) => Ok(Deed::AskSupplement(AskSupplement {
            items,
            until: supplement::until(app.clock.now(), &app.calendar),
        })),
    };
    Ok(Some((typed, wanted)))
}

fn hand_over(to: &str, why: &str) -> Wanted {
    let missing = to.is_empty().then_some(OfficeRefusal::NoAgency);
    let wrong: Vec<_> = [missing, text(why, REASON, OfficeRefusal::NoWhy)]
        .into_iter()
        .flatten()
        .collect();
    if wrong.is_empty() {
        Ok(Deed::HandOver {
            to: to.to_owned(),
            why: Zeroizing::new(why.to_owned()),
        })
    } else {
        Err(wrong)
    }
}

/// What accepting promises; the outer `None`: no such dossier for this officer.
async fn promised(
    app: &App,
    officer: &Officer,
    reference: Reference,
) -> Result<Option<Option<Promised>>, String> {
    let found = app.store.dossier(reference, officer.reader()).await;
    match found.map_err(|e| e.to_string())? {
        Some(dossier) => desk::promised(app, &dossier).await.map(Some),
        None => Ok(None),
    }
}

fn refusal(reason: &str, basis: &str) -> Wanted {
    let wrong = [
        text(reason, REASON, OfficeRefusal::NoReason),
        text(basis, BASIS, OfficeRefusal::NoBasis),
    ];
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    if wrong.is_empty() {
        Ok(Deed::Refuse(Refused {
            reason: reason.to_owned(),
            basis: basis.to_owned(),
        }))
    } else {
        Err(wrong)
    }
}

fn note(typed: &str) -> Wanted {
    match text(typed, NOTE, OfficeRefusal::NoNote) {
        Some(wrong) => Err(vec![wrong]),
        None => Ok(Deed::Note(Zeroizing::new(typed.to_owned()))),
    }
}

/// What is wrong with a text that must be there.
fn text(typed: &str, most: u32, missing: OfficeRefusal) -> Option<OfficeRefusal> {
    if typed.is_empty() {
        Some(missing)
    } else {
        (typed.chars().count() > most as usize).then_some(OfficeRefusal::TooLong(most))
    }
}
