//! Pages that are shown instead of the one asked for. Each says what to do next.

use super::{column, heading};
use crate::desk::Special;
use crate::parts::button;
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// 404: no such page.
pub(crate) fn not_found(cx: &Cx) -> Answer {
    let words = &cx.words.special;
    shown(
        cx,
        404,
        words.not_found,
        vec![words.not_found_text.to_owned()],
        &[Page::Catalogue],
    )
}

/// 404: not on this device, or too old. Says the same whether or not the thing exists.
pub(super) fn lost(cx: &Cx) -> Answer {
    page(cx, &Special::Lost, None)
}

/// A page by what happened; `asked` is the page it happened at.
pub(crate) fn page(cx: &Cx, special: &Special, asked: Option<&Page>) -> Answer {
    let words = &cx.words.special;
    match special {
        Special::TooManyAttempts { wait } => {
            let back = asked.and_then(way_back);
            let more = match back {
                Some(_) => words.too_many_saved,
                None => words.too_many_owner,
            };
            let text = vec![(words.too_many_text)(*wait), more.to_owned()];
            let ways: Vec<Page> = back.into_iter().chain([Page::Catalogue]).collect();
            let text = if cx.in_office() {
                // What is said of drafts and dossiers is not for officers.
                vec![(words.too_many_text)(*wait)]
            } else {
                text
            };
            shown(cx, 429, words.too_many, text, &ways)
        }
        Special::Lost => {
            let text = [words.lost_text, words.lost_draft, words.lost_dossier]
                .map(str::to_owned)
                .to_vec();
            shown(cx, 404, words.lost, text, &[Page::Track, Page::Catalogue])
        }
        Special::ForeignPost => shown(
            cx,
            403,
            words.foreign,
            vec![words.foreign_text.to_owned()],
            &[Page::Catalogue],
        ),
        Special::TooLarge => shown(
            cx,
            413,
            words.too_large,
            vec![words.too_large_text.to_owned()],
            &[Page::Catalogue],
        ),
        Special::Broken { id } => {
            let number = (!id.is_empty()).then(|| format!("{}: {id}.", words.broken_id));
            let text = std::iter::once(words.broken_text.to_owned())
                .chain(number)
                .collect();
            shown(cx, 500, words.broken, text, &[Page::Catalogue])
        }
    }
}

/// The page of a draft to go on with; what is sent to check-answers comes from there.
fn way_back(asked: &Page) -> Option<Page> {
    match asked {
        Page::Question { draft, page } if page == "submit" => Some(Page::Check {
            draft: draft.clone(),
        }),
        Page::Question { .. } | Page::Item { .. } => Some(asked.clone()),
        _ => None,
    }
}

/// 404 on an officer's desk: no such dossier, or none of theirs.
pub(super) fn no_dossier(cx: &Cx) -> Answer {
    let words = &cx.words.office;
    let text = vec![words.absent_text.to_owned()];
    shown(cx, 404, words.absent, text, &[])
}

/// 404: no proposal of an agency where this officer is an author.
pub(super) fn no_proposal(cx: &Cx) -> Answer {
    let words = &cx.words.office.author;
    let text = vec![words.absent_text.to_owned()];
    shown(cx, 404, words.absent, text, &[])
}

/// A heading, paragraphs, and where to go: the first way as a button. Officers go back to their inbox.
fn shown(cx: &Cx, status: u16, title: &'static str, text: Vec<String>, ways: &[Page]) -> Answer {
    let text: Vec<_> = text
        .into_iter()
        .map(|text| view! { <p class="govuk-body">{text}</p> })
        .collect();
    let ways = if cx.in_office() {
        &[Page::Office]
    } else {
        ways
    };
    let ways: Vec<_> = ways
        .iter()
        .enumerate()
        .map(|(at, way)| {
            let words = match way {
                Page::Track => cx.words.special.to_track,
                Page::Catalogue => cx.words.special.to_catalogue,
                Page::Office => cx.words.office.to_inbox,
                _ => cx.words.special.to_page,
            };
            button::link(
                words,
                cx.url(way),
                if at == 0 {
                    ""
                } else {
                    "govuk-button--secondary"
                },
            )
        })
        .collect();
    let ways = view! { <div class="govuk-button-group">{ways}</div> };
    Shown::new(title, column((heading(title), text, ways)))
        .status(status)
        .into()
}
