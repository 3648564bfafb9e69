//! One line of text. Uncontrolled: `value` is what was typed last, the browser owns it from then on.

use super::control::{Control, group};
use leptos::prelude::*;

/// A text input.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Label, hint, error.
    pub control: Control,
    /// `type`; default `text`.
    pub kind: Option<&'static str>,
    /// What was typed last; `None` leaves the attribute out.
    pub value: Option<String>,
    /// `inputmode`.
    pub inputmode: Option<String>,
    /// `autocomplete`.
    pub autocomplete: Option<String>,
    /// `autocapitalize`.
    pub autocapitalize: Option<&'static str>,
    /// `spellcheck`.
    pub spellcheck: Option<bool>,
    /// Shown, not typed.
    pub readonly: bool,
    /// Unit after the input, e.g. `₫`.
    pub suffix: Option<String>,
}

/// The whole group.
pub fn input(input: Input) -> AnyView {
    let element = element(&input);
    let inner = match input.suffix {
        None => element,
        Some(suffix) => view! {
            <div class="govuk-input__wrapper">
                {element} <div class="govuk-input__suffix" aria-hidden="true">{suffix}</div>
            </div>
        }
        .into_any(),
    };
    group(&input.control, inner)
}

/// The input alone.
fn element(input: &Input) -> AnyView {
    let control = &input.control;
    view! {
        <input
            class=control.control_classes("govuk-input", "govuk-input--error")
            id=control.id.clone()
            name=control.name.clone()
            r#type=input.kind.unwrap_or("text")
            spellcheck=input.spellcheck.map(|on| if on { "true" } else { "false" })
            value=input.value.clone()
            aria-describedby=control.described_by()
            autocomplete=input.autocomplete.clone()
            autocapitalize=input.autocapitalize
            inputmode=input.inputmode.clone()
            readonly=input.readonly
        />
    }
    .into_any()
}
