//! A lost secret: reference and contact, then a one-time code, then a new
//! secret. Whatever was typed, the pages say the same until the code is right.

use super::{code, column, entry, heading, problems, spaced};
use crate::desk::{CodeRefusal, Refusal, Renewed};
use crate::parts::back_link::back_link;
use crate::parts::button::{self, Button, button};
use crate::parts::control::Control;
use crate::parts::details::details;
use crate::parts::input::{Input, input};
use crate::parts::panel::panel;
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// Reference and contact.
pub(super) fn ask(cx: &Cx) -> Answer {
    let (words, track) = (&cx.words.codes, &cx.words.track);
    let refused = code::refusal(cx).map(|refusal| (refusal, (words.refusal)(refusal)));
    let no_reference = cx
        .attempt
        .refusals
        .contains(&Refusal::NoReference)
        .then(|| track.no_reference.to_owned());
    let no_contact = refused
        .as_ref()
        .filter(|(refusal, _)| *refusal == CodeRefusal::NoContact)
        .map(|(_, text)| text.clone());
    let entries = no_reference
        .iter()
        .map(|text| entry(text, "reference"))
        .chain(refused.iter().map(|(refusal, text)| {
            let at = match refusal {
                CodeRefusal::NoContact => "contact",
                _ => "send",
            };
            entry(text, at)
        }))
        .collect();
    let send = button(Button {
        text: words.send.to_owned(),
        once: true,
        ..Button::default()
    });
    let main = column((
        problems(cx, entries),
        heading(words.lost),
        view! {
            <p class="govuk-body-l">{words.lost_intro}</p>
            <form method="post" action=cx.url(&Page::Recover) novalidate=true autocomplete="off" id="send">
                {reference(cx, no_reference)}
                {contact(cx, no_contact)}
                {send}
            </form>
            {details(words.unreached, words.unreached_text)}
        },
    ));
    let shown =
        Shown::new(words.lost, main).before(back_link(cx.words.common.back, cx.url(&Page::Track)));
    code::marked(cx, shown).into()
}

fn reference(cx: &Cx, error: Option<String>) -> AnyView {
    let words = &cx.words.track;
    field(
        cx,
        Control {
            id: "reference".to_owned(),
            label: words.reference.to_owned(),
            hint: Some(words.reference_hint.to_owned()),
            error: error.map(|text| code::error(cx, text)),
            classes: "govuk-input--width-20 app-code-input".to_owned(),
            ..Control::default()
        },
        Some("characters"),
    )
}

fn contact(cx: &Cx, error: Option<String>) -> AnyView {
    let words = &cx.words.codes;
    field(
        cx,
        Control {
            id: "contact".to_owned(),
            label: words.contact.to_owned(),
            hint: Some(words.contact_hint.to_owned()),
            error: error.map(|text| code::error(cx, text)),
            ..Control::default()
        },
        Some("none"),
    )
}

/// A field that shows again what was typed.
fn field(cx: &Cx, control: Control, autocapitalize: Option<&'static str>) -> AnyView {
    let name = control.id.clone();
    input(Input {
        value: Some(cx.attempt.typed(&name).to_owned()),
        control: Control {
            name,
            label_classes: "govuk-label--s".to_owned(),
            ..control
        },
        autocomplete: Some("off".to_owned()),
        autocapitalize,
        spellcheck: Some(false),
        ..Input::default()
    })
}

/// The code; once it is right, the new secret.
pub(super) fn confirm(cx: &Cx) -> Answer {
    if let Some(renewed) = &cx.renewed {
        return new_secret(cx, renewed);
    }
    let words = &cx.words.codes;
    let refused = code::at_the_code(code::refusal(cx));
    let entries = refused
        .map(|refusal| entry(&(words.refusal)(refusal), "code"))
        .into_iter()
        .collect();
    let ask = cx.url(&Page::Recover);
    let main = column((
        problems(cx, entries),
        heading(words.sent_title),
        view! {
            <p class="govuk-body-l">{words.sent}</p>
            <form method="post" action=cx.url(&Page::RecoverCode) novalidate=true autocomplete="off">
                {code::field(cx, refused)}
                {button(Button { text: words.confirm.to_owned(), ..Button::default() })}
            </form>
            <p class="govuk-body">
                <a class="govuk-link" href=ask.clone()>
                    {words.again}
                </a>
            </p>
        },
    ));
    let shown = Shown::new(words.sent_title, main).before(back_link(cx.words.common.back, ask));
    code::marked(cx, shown).into()
}

/// Shown by the one answer to the right code.
fn new_secret(cx: &Cx, renewed: &Renewed) -> Answer {
    let (words, dossier) = (&cx.words.codes, &cx.words.dossier);
    let page = cx.url(&Page::Dossier {
        reference: renewed.reference.clone(),
    });
    let reference = spaced(&renewed.reference);
    let secret = spaced(&renewed.secret);
    let body = view! {
        {dossier.reference}
        <br />
        <strong class="app-reference">{reference}</strong>
    };
    let main = column((
        panel(words.renewed_title, body),
        view! {
            <section class="app-secret" aria-labelledby="secret-title">
                <h2 class="govuk-heading-m" id="secret-title">
                    {dossier.secret}
                </h2>
                <p class="app-secret__code">
                    <strong>{secret}</strong>
                </p>
                <p class="govuk-body">{words.renewed_text}</p>
                <p class="govuk-body">
                    <strong>{words.renewed_once}</strong>
                </p>
            </section>
            {button::link(words.to_dossier, page, "")}
        },
    ));
    Shown::new(words.renewed_title, main).into()
}
