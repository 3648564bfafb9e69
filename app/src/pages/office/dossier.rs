//! A dossier on an officer's desk: who asks for what, until when and why then, and what can be done.

use super::work::{acts, identity, papers, supplement};
use super::{control, entries, shown_to, signed_in};
use crate::desk::Unavailable;
use crate::desk::office::{Act, DeskFile, DeskView, Note};
use crate::pages::dossier::{answers, colour, money, timeline};
use crate::pages::{heading, problems, spaced, special};
use crate::parts::back_link::back_link;
use crate::parts::button::{Button, button};
use crate::parts::inset_text::inset_text;
use crate::parts::summary_list::{Row, summary_list};
use crate::parts::table::{Cell, Table, table};
use crate::parts::tag::tag;
use crate::parts::textarea::{Textarea, textarea};
use crate::render::{Answer, Cx, Shown};
use crate::routes::{self, Page};
use leptos::prelude::*;

/// What is posted from here, for the error summary's links.
const FIELDS: &[&str] = &[
    "reason", "basis", "text", "to", "why", "how", "answer", "ask",
];

/// The page. A dossier of another agency is as absent as one that does not exist.
pub(crate) async fn page(cx: &Cx, reference: &str) -> Result<Answer, Unavailable> {
    let (office, officer) = match signed_in(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(desk) = office.dossier(reference.to_owned()).await? else {
        return Ok(shown_to(officer, special::no_dossier(cx)));
    };
    let words = &cx.words.office;
    let procedure = cx.text(&desk.dossier.form.title).to_owned();
    let (caption, title) = match desk.applicant.is_empty() {
        true => (None, procedure.clone()),
        false => (Some(procedure.clone()), desk.applicant.clone()),
    };
    let caption = caption.map(|text| view! { <span class="govuk-caption-l">{text}</span> });
    let state = desk.dossier.state;
    let due = desk.dossier.due.as_ref();
    let money = due.map(|due| money(cx, due, words.desk.attempt_state, None));
    // On a phone the acts come after all there is to read.
    let jump = desk.may.iter().any(|act| *act != Act::Note).then(|| {
        view! { <a class="govuk-link app-desk__jump" href="#acts">{words.desk.acts}</a> }
    });
    let main = view! {
        {problems(cx, entries(cx, FIELDS))}
        {caption}
        {heading(title)}
        <p class="govuk-body app-desk__state">
            {tag((cx.words.dossier.state_name)(state), colour(state))} {number(&desk)} {jump}
        </p>
        <div class="app-desk">
            <div class="app-desk__main">
                {promise(cx, &desk)} {facts(cx, &desk)} {supplement(cx, &desk)} {answers(cx, &desk.dossier)}
                {files(cx, &desk)} {money}
            </div>
            <div class="app-desk__side">
                {acts(cx, &desk)} {identity(cx, &desk)} {papers(cx, &desk)} {notes(cx, &desk)} {timeline(cx, &desk.dossier.timeline, words.desk.event)}
            </div>
        </div>
    };
    let back = back_link(words.inbox, cx.url(&Page::Office));
    // The applicant's name stays out of the title: titles stand in histories and on shared screens.
    let mut shown = Shown::new(number_text(&desk), main).before(back);
    shown.title.push(procedure);
    shown.author = officer.is_author();
    shown.officer = Some(officer.name);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}

/// The dossier's code, before there is one its reference.
fn number_text(desk: &DeskView) -> String {
    let code = desk.code.clone();
    code.unwrap_or_else(|| spaced(&desk.dossier.reference))
}

fn number(desk: &DeskView) -> AnyView {
    view! { <strong class="app-desk__number">{number_text(desk)}</strong> }.into_any()
}

fn promise(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.desk;
    let text = desk
        .promise
        .as_ref()
        .map_or_else(|| words.no_promise.to_owned(), words.promise);
    view! {
        <section aria-labelledby="promise">
            <h2 class="govuk-heading-m" id="promise">
                {words.promise_title}
            </h2>
            {inset_text(text)}
        </section>
    }
    .into_any()
}

fn facts(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.desk;
    let common = &cx.words.common;
    let dossier = &desk.dossier;
    let code = desk.code.as_deref().unwrap_or(words.no_code);
    let contact = desk.contact.as_deref().unwrap_or(words.no_contact);
    let mut rows = vec![
        Row::plain(words.code, code),
        Row::plain(words.reference, spaced(&dossier.reference)),
        Row::plain(common.agency, cx.text(&dossier.agency.name)),
        Row::plain(cx.words.office.work.deciding, cx.text(&desk.deciding.name)),
        Row::plain(
            cx.words.dossier.submitted_at,
            (common.moment)(dossier.submitted_at),
        ),
    ];
    let received = dossier.received_at.map(common.moment);
    rows.extend(received.map(|at| Row::plain(cx.words.office.lists.received, at)));
    rows.push(Row::plain(words.contact, contact));
    view! {
        <section class="app-answers" aria-labelledby="facts">
            <h2 class="govuk-heading-m" id="facts">
                {words.facts}
            </h2>
            {summary_list(rows, "")}
        </section>
    }
    .into_any()
}

/// Every file with its download, size and digest: what the officer reads is what was sent.
fn files(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.desk;
    let reference = &desk.dossier.reference;
    let row = |file: &DeskFile| {
        let href = routes::office_file(reference, &file.id);
        let kind = file.media_type.clone();
        let sum = format!("SHA-256: {}", file.sha256);
        let name = view! {
            <span class="app-desk__label">{file.label.clone()}</span>
            <a class="govuk-link" href=href download=file.name.clone() r#type=kind>
                {file.name.clone()}
            </a>
            <span class="app-desk__sum">{sum}</span>
            <span class="app-desk__sum">{words.not_scanned}</span>
        };
        let size = (cx.words.common.size)(file.size);
        vec![Cell::of(name), Cell::number(size)]
    };
    let body = if desk.files.is_empty() {
        view! { <p class="govuk-body">{words.no_files}</p> }.into_any()
    } else {
        table(Table {
            classes: "app-desk__files".to_owned(),
            head: vec![Cell::of(words.file), Cell::number(words.size)],
            rows: desk.files.iter().map(row).collect(),
            ..Table::default()
        })
    };
    view! {
        <section aria-labelledby="files">
            <h2 class="govuk-heading-m" id="files">
                {words.files}
            </h2>
            {body}
        </section>
    }
    .into_any()
}

fn notes(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.desk;
    let item = |note: &Note| {
        let by = format!("{}, {}", note.by, (cx.words.common.moment)(note.at));
        view! {
            <li class="app-desk__note">
                <p class="app-desk__words">{note.text.clone()}</p>
                <p class="app-desk__by">{by}</p>
            </li>
        }
    };
    let items: Vec<_> = desk.notes.iter().map(item).collect();
    let list = if items.is_empty() {
        view! { <p class="govuk-body">{words.no_notes}</p> }.into_any()
    } else {
        view! { <ol class="app-desk__notes">{items}</ol> }.into_any()
    };
    let may = desk.may.contains(&Act::Note);
    let form = may.then(|| note_form(cx, &desk.dossier.reference));
    view! {
        <section aria-labelledby="notes">
            <h2 class="govuk-heading-m" id="notes">
                {words.notes}
            </h2>
            {list} {form}
        </section>
    }
    .into_any()
}

fn note_form(cx: &Cx, reference: &str) -> AnyView {
    let words = &cx.words.office.desk;
    let text = Textarea {
        control: control(cx, "text", words.note, words.note_hint),
        value: cx.attempt.typed("text").to_owned(),
        rows: Some(3),
        ..Textarea::default()
    };
    let submit = Button {
        text: words.note_submit.to_owned(),
        classes: "govuk-button--secondary".to_owned(),
        once: true,
        ..Button::default()
    };
    view! {
        <form method="post" action=routes::office_act(reference, "note", cx.lang) novalidate=true>
            {textarea(text)}
            {button(submit)}
        </form>
    }
    .into_any()
}
