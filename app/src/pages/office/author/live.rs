//! The folder an author edits, beside the form that is tried: what the check says of it, and
//! in place of a form that has faults the faults. Shown under `tokhai preview` alone.

use super::text;
use crate::desk::DraftView;
use crate::desk::author::{FaultView, Live};
use crate::pages::{column, heading};
use crate::parts::details::foldable;
use crate::parts::inset_text::inset_text;
use crate::render::{Answer, Cx, Shown};
use crate::routes;
use leptos::prelude::*;

/// The faults, where the form cannot be shown or its last sound state is not wanted.
pub(super) fn instead(cx: &Cx) -> Option<Answer> {
    let live = cx.live.as_deref()?;
    if live.faults.is_empty() || (live.last && live.has_last) {
        return None;
    }
    let words = &cx.words.office.author;
    let title = (words.faults)(live.faults.len());
    let last = match live.has_last {
        true => {
            let href = routes::last_form(cx.lang);
            view! { <a class="govuk-link" href=href>{words.live.last}</a> }.into_any()
        }
        false => words.live.no_last.into_any(),
    };
    let main = column(view! {
        {heading(title.clone())}
        <p class="govuk-body">{words.live.mend}</p>
        {text::list(cx, &live.files, &live.faults)}
        <p class="govuk-body">{last}</p>
        {reload(cx)}
    });
    let mut shown = Shown::new(title, main);
    shown.wrong = true;
    // Nothing was typed here that could be lost.
    shown.refresh = Some((2, here(cx)));
    Some(shown.into())
}

/// The first page, where the page asked for is none of the form any more.
pub(super) fn elsewhere(cx: &Cx, draft: &DraftView, page: &str) -> Option<Answer> {
    cx.live.as_ref()?;
    let mut pages = draft.form.pages.iter();
    if pages.any(|known| known.id == page) {
        return None;
    }
    let first = draft.form.pages.first()?;
    Some(Answer::Go(cx.url(&draft.place.question(&first.id))))
}

/// A page of the form, with what the check says beside it.
pub(super) fn beside(cx: &Cx, answer: Answer) -> Answer {
    match (answer, cx.live.as_deref()) {
        (Answer::Shown(mut shown), Some(live)) => {
            let form = shown.main;
            let panel = panel(cx, live);
            shown.main = view! {
                <div class="app-live">{panel} <div class="app-live__form">{form}</div></div>
            }
            .into_any();
            Answer::Shown(shown)
        }
        (answer, _) => answer,
    }
}

fn panel(cx: &Cx, live: &Live) -> AnyView {
    let words = &cx.words.office.author;
    let stale = (!live.faults.is_empty()).then(|| {
        view! {
            {inset_text(words.live.last_shown)}
            {text::list(cx, &live.files, &live.faults)}
        }
    });
    let cases = match live.cases {
        _ if !live.faults.is_empty() => None,
        None => Some(words.live.no_cases.to_owned()),
        Some(count) => live.wrong.is_empty().then(|| (words.live.cases)(count)),
    };
    let cases = cases.map(|text| view! { <p class="govuk-body">{text}</p> });
    let wrong = (!live.wrong.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s">{words.live.wrong}</h3>
            {text::list(cx, &live.files, &live.wrong)}
        }
    });
    let body = view! {
        {stale} {wrong} {cases} {notes(cx, words.lacks, &live.lacks)}
        {notes(cx, words.live.notes, &live.notes)}
        {notes(cx, words.live.unchecked, &live.unchecked)}
        <p class="govuk-body app-muted">{words.live.reloads}</p>
    };
    let others = live.lacks.len() + live.notes.len() + live.unchecked.len();
    let summary = (words.live.summary)(live.faults.len(), live.wrong.len(), others);
    let open = !live.faults.is_empty() || !live.wrong.is_empty();
    view! {
        <aside class="app-live__panel" aria-label=words.live.title>
            {foldable(&summary, Some("live".to_owned()), open, body)} {reload(cx)}
        </aside>
    }
    .into_any()
}

/// What blocks nothing, by its place.
fn notes(cx: &Cx, title: &'static str, notes: &[FaultView]) -> Option<AnyView> {
    let place = cx.words.office.author.place;
    let item = |note: &FaultView| {
        let place = place(&note.file, note.line, note.column);
        view! { <li><strong>{place}</strong> ": " {note.text.clone()}</li> }
    };
    let items: Vec<_> = notes.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s">{title}</h3>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
        .into_any()
    })
}

/// Without JavaScript the page is loaded again by hand.
fn reload(cx: &Cx) -> AnyView {
    let words = &cx.words.office.author.live;
    view! {
        <noscript>
            <p class="govuk-body">
                <a class="govuk-link" href=here(cx)>{words.reload}</a>
            </p>
        </noscript>
    }
    .into_any()
}

/// This page's own URL.
fn here(cx: &Cx) -> String {
    match cx.visit.query.as_str() {
        "" => cx.visit.path.clone(),
        query => format!("{}?{query}", cx.visit.path),
    }
}
