//! Looking a dossier up by reference and secret.

use super::{column, entry, heading, problems};
use crate::desk::Refusal;
use crate::parts::button::{Button, button};
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::input::{Input, input};
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// The page. The secret is never shown again; a wrong pair says the same whichever part is wrong.
pub(super) fn page(cx: &Cx) -> Answer {
    let words = &cx.words.track;
    let refused = |refusal: Refusal, text: &'static str| {
        cx.attempt.refusals.contains(&refusal).then_some(text)
    };
    let no_reference = refused(Refusal::NoReference, words.no_reference);
    let no_secret = refused(Refusal::NoSecret, words.no_secret);
    let wrong = refused(Refusal::WrongCode, words.wrong);
    let entries = [(no_reference.or(wrong), "reference"), (no_secret, "secret")]
        .into_iter()
        .filter_map(|(text, id)| text.map(|text| entry(text, id)))
        .collect();
    let reference = code(
        cx,
        "reference",
        words.reference,
        words.reference_hint,
        no_reference.or(wrong),
    );
    let secret = code(cx, "secret", words.secret, words.secret_hint, no_secret);
    let main = column((
        problems(cx, entries),
        heading(words.title),
        view! {
            <p class="govuk-body-l">{words.intro}</p>
            <form method="post" action=cx.url(&Page::Track) novalidate=true autocomplete="off">
                {reference}
                {secret}
                {button(Button { text: words.submit.to_owned(), ..Button::default() })}
            </form>
            <p class="govuk-body">
                <a class="govuk-link" href=cx.url(&Page::Recover)>
                    {cx.words.codes.lost}
                </a>
            </p>
        },
    ));
    let mut shown = Shown::new(words.title, main);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    shown.into()
}

fn code(cx: &Cx, name: &str, label: &str, hint: &str, error: Option<&str>) -> AnyView {
    let prefix = cx.words.common.error.to_owned();
    let control = Control {
        id: name.to_owned(),
        name: name.to_owned(),
        label: label.to_owned(),
        label_classes: "govuk-label--s".to_owned(),
        hint: Some(hint.to_owned()),
        error: error.map(|text| ErrorMessage {
            text: text.to_owned(),
            prefix,
        }),
        classes: "govuk-input--width-20 app-code-input".to_owned(),
        ..Control::default()
    };
    input(Input {
        control,
        value: Some(cx.attempt.typed(name).to_owned()),
        autocomplete: Some("off".to_owned()),
        autocapitalize: Some("characters"),
        spellcheck: Some(false),
        ..Input::default()
    })
}
