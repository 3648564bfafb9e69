//! What the pages with a one-time code share: the field, and what was wrong.

use crate::desk::{CodeRefusal, Refusal};
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::input::{Input, input};
use crate::render::{Cx, Shown};
use leptos::prelude::*;

/// What was wrong with a code, if a POST was refused for it.
pub(super) fn refusal(cx: &Cx) -> Option<CodeRefusal> {
    cx.attempt
        .refusals
        .iter()
        .find_map(|refusal| match refusal {
            Refusal::Code(refusal) => Some(*refusal),
            _ => None,
        })
}

/// The sentence of a refusal that belongs to the field for the code.
pub(super) fn at_the_code(refusal: Option<CodeRefusal>) -> Option<CodeRefusal> {
    refusal.filter(|refusal| !matches!(refusal, CodeRefusal::NoContact | CodeRefusal::TooMany(_)))
}

/// The field for the code. What was typed is never shown again.
pub(super) fn field(cx: &Cx, refused: Option<CodeRefusal>) -> AnyView {
    let words = &cx.words.codes;
    let control = Control {
        id: "code".to_owned(),
        name: "code".to_owned(),
        label: words.code.to_owned(),
        label_classes: "govuk-label--s".to_owned(),
        hint: Some(words.code_hint.to_owned()),
        error: refused.map(|refusal| error(cx, (words.refusal)(refusal))),
        classes: "govuk-input--width-10 app-code-input".to_owned(),
        ..Control::default()
    };
    input(Input {
        control,
        inputmode: Some("numeric".to_owned()),
        autocomplete: Some("one-time-code".to_owned()),
        spellcheck: Some(false),
        ..Input::default()
    })
}

/// A field's error message.
pub(super) fn error(cx: &Cx, text: String) -> ErrorMessage {
    ErrorMessage {
        text,
        prefix: cx.words.common.error.to_owned(),
    }
}

/// Says with the status that a POST was refused: 429 where one must wait.
pub(super) fn marked(cx: &Cx, mut shown: Shown) -> Shown {
    shown.wrong = cx.refused;
    shown.status = match refusal(cx) {
        Some(CodeRefusal::TooMany(_)) => 429,
        _ if cx.refused => 422,
        _ => 200,
    };
    shown
}
