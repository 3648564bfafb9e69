//! Officers' pages: sign-in, inbox, a dossier on the desk.

pub(super) mod author;
pub(super) mod decision;
pub(super) mod dossier;
pub(super) mod inbox;
pub(super) mod sign_in;
mod work;

use super::entry;
use crate::desk::office::{Office, OfficeRefusal, Officer};
use crate::desk::{Refusal, Unavailable};
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::error_summary::Entry;
use crate::render::{Answer, Cx};
use crate::routes::Page;
use std::sync::Arc;

/// The officer who is signed in and whom to ask; else where to go instead.
async fn signed_in(cx: &Cx) -> Result<Result<(Arc<dyn Office>, Officer), Answer>, Unavailable> {
    if let Some(office) = &cx.office
        && let Some(officer) = office.officer().await?
    {
        return Ok(Ok((office.clone(), officer)));
    }
    Ok(Err(Answer::Go(cx.url(&Page::OfficeSignIn))))
}

/// A page in place of the one asked for, with the officer's own header.
fn shown_to(officer: Officer, answer: Answer) -> Answer {
    match answer {
        Answer::Shown(mut shown) => {
            shown.author = officer.is_author();
            shown.officer = Some(officer.name);
            Answer::Shown(shown)
        }
        go @ Answer::Go(_) => go,
    }
}

/// What was wrong with an officer's POST.
fn refusals(cx: &Cx) -> impl Iterator<Item = OfficeRefusal> + '_ {
    cx.attempt
        .refusals
        .iter()
        .filter_map(|refusal| match refusal {
            Refusal::Office(refusal) => Some(*refusal),
            _ => None,
        })
}

/// Whether a refusal is about the field `name`. What is too long is found by its length, since the refusal names no field.
fn is_about(cx: &Cx, refusal: OfficeRefusal, name: &str) -> bool {
    match refusal {
        OfficeRefusal::SignIn | OfficeRefusal::NoLogin => name == "login",
        OfficeRefusal::NoPassword => name == "password",
        OfficeRefusal::NoReason => name == "reason",
        OfficeRefusal::NoBasis => name == "basis",
        OfficeRefusal::NoNote => name == "text",
        OfficeRefusal::TooLong(max) => {
            u32::try_from(cx.attempt.typed(name).chars().count()).unwrap_or(u32::MAX) > max
        }
        OfficeRefusal::NothingAsked | OfficeRefusal::SupplementAsked => name == "ask",
        OfficeRefusal::NoAgency => name == "to",
        OfficeRefusal::NoWhy => name == "why",
        OfficeRefusal::NoIdentity => name == "how",
        OfficeRefusal::NoAnswer => name == "answer",
        OfficeRefusal::IdentityWanting
        | OfficeRefusal::NotViewed
        | OfficeRefusal::FindingsChanged
        | OfficeRefusal::FindingsIncomplete
        | OfficeRefusal::NoPaper => name == "decide",
        OfficeRefusal::DefinitionTooLarge | OfficeRefusal::NotText => name == "definition",
        OfficeRefusal::Faulty => name == "faults",
        OfficeRefusal::TooSmallARaise => name == "changes",
        OfficeRefusal::OwnProposal
        | OfficeRefusal::ProposalMoved
        | OfficeRefusal::NotOffered
        | OfficeRefusal::VersionTaken
        | OfficeRefusal::TooManyProposals
        | OfficeRefusal::StandsSo
        | OfficeRefusal::Moved(_) => false,
    }
}

/// Every refusal, linked to the one of `fields` it is about.
fn entries(cx: &Cx, fields: &[&str]) -> Vec<Entry> {
    let said = |refusal| {
        let text = (cx.words.office.refusal)(refusal);
        let about = fields.iter().find(|name| is_about(cx, refusal, name));
        match about {
            Some(name) => entry(&text, name),
            None => Entry {
                text,
                href: String::new(),
            },
        }
    };
    refusals(cx).map(said).collect()
}

/// What every field of these pages has; id and name are the same.
fn control(cx: &Cx, name: &str, label: &str, hint: &str) -> Control {
    let wrong = refusals(cx).find(|refusal| is_about(cx, *refusal, name));
    Control {
        id: name.to_owned(),
        name: name.to_owned(),
        label: label.to_owned(),
        label_classes: "govuk-label--s".to_owned(),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
        error: wrong.map(|refusal| ErrorMessage {
            text: (cx.words.office.refusal)(refusal),
            prefix: cx.words.common.error.to_owned(),
        }),
        ..Control::default()
    }
}
