//! A proposal's text: where it is written, what is wrong where, what it changes, how it looks.

use super::{acting, control};
use crate::desk::author::{
    ChangeView, FILES, FaultView, ProposalState, ProposalView, Sound, Weight,
};
use crate::pages::entry;
use crate::parts::button::button;
use crate::parts::details::details;
use crate::parts::error_summary::Entry;
use crate::parts::file_upload::{FileUpload, file_upload};
use crate::parts::inset_text::inset_text;
use crate::parts::table::{Cell, Table, table};
use crate::parts::tag::tag;
use crate::parts::textarea::{Textarea, textarea};
use crate::parts::warning_text::warning_text;
use crate::render::Cx;
use crate::routes::Page;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Faults shown at one time.
const SHOWN: usize = 50;
/// Characters of a line that are shown.
const LINE: usize = 200;

/// Where a fault is shown with its line.
fn anchor(at: usize, fault: &FaultView) -> String {
    let file = fault.file.split('.').next().unwrap_or_default();
    format!("{file}-{}-{at}", fault.line)
}

fn says(cx: &Cx, fault: &FaultView) -> String {
    let place = (cx.words.office.author.place)(&fault.file, fault.line, fault.column);
    format!("{place}: {}", fault.text)
}

/// Every fault, linked to its line. An empty proposal has nothing to mend yet.
pub(super) fn fault_entries(cx: &Cx, view: &ProposalView) -> Vec<Entry> {
    let faults = view.faults.iter().enumerate().take(SHOWN);
    faults
        .map(|(at, fault)| entry(&says(cx, fault), &anchor(at, fault)))
        .collect()
}

/// Every fault with the line it stands in and the lines around.
pub(super) fn faults(cx: &Cx, view: &ProposalView) -> Option<AnyView> {
    let words = &cx.words.office.author;
    if view.faults.is_empty() {
        let empty = view.sound.is_none() && view.state == ProposalState::Draft;
        return empty.then(|| inset_text(words.empty));
    }
    Some(
        view! {
            <section aria-labelledby="faults">
                <h2 class="govuk-heading-m" id="faults" tabindex="-1">
                    {(words.faults)(view.faults.len())}
                </h2>
                {list(cx, &view.files, &view.faults)}
            </section>
        }
        .into_any(),
    )
}

/// Faults of these files, each with the line it stands in.
pub(super) fn list(cx: &Cx, files: &BTreeMap<String, String>, faults: &[FaultView]) -> AnyView {
    let words = &cx.words.office.author;
    let items: Vec<_> = faults
        .iter()
        .enumerate()
        .take(SHOWN)
        .map(|(at, fault)| {
            let place = (words.place)(&fault.file, fault.line, fault.column);
            let text = files.get(&fault.file);
            let excerpt = text.map(|text| excerpt(text, fault));
            view! {
                <li class="app-fault" id=anchor(at, fault) tabindex="-1">
                    <p class="govuk-body">
                        <strong>{place}</strong> ": " {fault.text.clone()}
                    </p>
                    {excerpt}
                </li>
            }
        })
        .collect();
    let more = faults.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <p class="govuk-body">{(words.more_faults)(more)}</p> });
    view! {
        <ol class="app-faults">{items}</ol>
        {more}
    }
    .into_any()
}

/// The line of a fault, numbered, with one before and one after and a mark under its column.
fn excerpt(text: &str, fault: &FaultView) -> AnyView {
    let line = fault.line as usize;
    let cut = |line: &str| line.chars().take(LINE).collect::<String>();
    let around = text
        .lines()
        .enumerate()
        .map(|(at, text)| (at + 1, text))
        .filter(|(at, _)| line > 0 && at.abs_diff(line) <= 1);
    let mut rows = String::new();
    for (at, text) in around {
        rows.push_str(&format!("{at:>4} │ {}\n", cut(text)));
        if at == line {
            let column = (fault.column.saturating_sub(1) as usize).min(LINE);
            rows.push_str(&format!("     │ {}^\n", " ".repeat(column)));
        }
    }
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <pre class="app-source" tabindex="0">{rows}</pre> }.into_any()
}

/// Where it is written: plain fields and files, which work without script.
pub(super) fn editor(cx: &Cx, view: &ProposalView) -> AnyView {
    let words = &cx.words.office.author;
    let url = cx.url(&Page::Proposal {
        proposal: view.id.clone(),
    });
    let fields: Vec<_> = FILES
        .into_iter()
        .map(|(name, file)| {
            let first = name == "definition";
            let hint = if first { "" } else { words.optional };
            let mut typed = control(cx, name, (words.file)(file), hint);
            typed.classes = "app-source-field".to_owned();
            let text = Textarea {
                control: typed,
                value: view.files.get(file).cloned().unwrap_or_default(),
                rows: Some(if first { 24 } else { 8 }),
                spellcheck: Some(false),
                autocomplete: Some("off".to_owned()),
                ..Textarea::default()
            };
            let upload = FileUpload {
                control: control(cx, &format!("{name}-file"), &(words.upload)(file), ""),
                accept: Some(".yaml,.yml,.json,.typ,text/plain".to_owned()),
                multiple: false,
            };
            let both = (textarea(text), file_upload(upload));
            if first || view.files.contains_key(file) {
                both.into_any()
            } else {
                details((words.file)(file), both)
            }
        })
        .collect();
    let sound = view.sound.is_some();
    let ask = sound.then(|| {
        let submit = acting(words.ask, "govuk-button--secondary", "ask");
        view! { {button(submit)} <p class="govuk-body app-muted">{words.ask_text}</p> }
    });
    view! {
        <form method="post" action=url enctype="multipart/form-data" novalidate=true>
            <h2 class="govuk-heading-m">{words.write}</h2>
            <p class="govuk-body">{words.write_text}</p>
            {fields}
            <div class="govuk-button-group">
                {button(acting(words.save, "", "save"))} {ask}
            </div>
        </form>
    }
    .into_any()
}

/// What was written, to read.
pub(super) fn reader(cx: &Cx, view: &ProposalView) -> AnyView {
    let words = &cx.words.office.author;
    let files: Vec<_> = view
        .files
        .iter()
        .map(|(file, text)| {
            let text = text.clone();
            details(
                (words.file)(file),
                view! { <pre class="app-source" tabindex="0">{text}</pre> },
            )
        })
        .collect();
    view! { <h2 class="govuk-heading-m">{words.write}</h2> {files} }.into_any()
}

/// What a sound proposal changes, and how it looks.
pub(super) fn sound(cx: &Cx, view: &ProposalView, sound: &Sound) -> AnyView {
    let words = &cx.words.office.author;
    let open = matches!(view.state, ProposalState::Draft | ProposalState::Submitted);
    let lacks = (!sound.lacks.is_empty()).then(|| {
        let items: Vec<_> = sound
            .lacks
            .iter()
            .map(|fault| view! { <li>{says(cx, fault)}</li> })
            .collect();
        details(
            words.lacks,
            view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> },
        )
    });
    let good = (view.state == ProposalState::Draft)
        .then(|| view! { <p class="govuk-body">{tag(words.sound, "govuk-tag--green")}</p> });
    view! {
        {good} {lacks}
        {open.then(|| changes(cx, sound))}
        {open.then(|| preview(cx, view, sound))}
    }
    .into_any()
}

fn changes(cx: &Cx, sound: &Sound) -> AnyView {
    let words = &cx.words.office.author;
    let Some((_, base)) = &sound.base else {
        return inset_text(words.all_new);
    };
    let least = sound
        .least
        .as_ref()
        .map(|least| view! { <p class="govuk-body">{(words.least)(least, &sound.version)}</p> });
    let refusal = sound
        .refusal
        .as_ref()
        .map(|text| warning_text(cx.words.common.important, text));
    let head = [words.weight_title, words.place_title, words.what_title];
    let body = if sound.changes.is_empty() {
        view! { <p class="govuk-body">{words.no_changes}</p> }.into_any()
    } else {
        table(Table {
            caption: (words.changes)(base),
            caption_classes: "govuk-visually-hidden".to_owned(),
            head: head.into_iter().map(Cell::of).collect(),
            rows: sound.changes.iter().map(|change| row(cx, change)).collect(),
            ..Table::default()
        })
    };
    view! {
        <section aria-labelledby="changes">
            <h2 class="govuk-heading-m" id="changes" tabindex="-1">{(words.changes)(base)}</h2>
            {refusal} {least} {body}
        </section>
    }
    .into_any()
}

fn row(cx: &Cx, change: &ChangeView) -> Vec<Cell> {
    let colour = match change.weight {
        Weight::Patch => "govuk-tag--grey",
        Weight::Minor => "govuk-tag--blue",
        Weight::Major => "govuk-tag--red",
    };
    let weight = (cx.words.office.author.weight)(change.weight);
    let place = change.place.clone();
    vec![
        Cell::of(tag(weight, colour)),
        Cell::of(view! { <code>{place}</code> }),
        Cell::of(change.text.clone()),
    ]
}

/// The real pages in a frame as wide as a phone.
fn preview(cx: &Cx, view: &ProposalView, sound: &Sound) -> AnyView {
    let words = &cx.words.office.author;
    let first = cx.url(&Page::PreviewPage {
        proposal: view.id.clone(),
        page: sound.first_page.clone(),
    });
    view! {
        <section aria-labelledby="preview">
            <h2 class="govuk-heading-m" id="preview">{words.preview}</h2>
            <p class="govuk-body">{words.preview_text}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=first.clone() target="_blank" rel="noopener">{words.preview_open}</a>
            </p>
            <iframe class="app-preview" src=first title=words.preview width="360" height="740"></iframe>
        </section>
    }
    .into_any()
}
