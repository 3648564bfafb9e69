//! What every form control has: label, hint, error message, and the ids that tie them together.

use super::{classes, when};
use leptos::prelude::*;

/// A control's surroundings.
#[derive(Clone, Debug, Default)]
pub struct Control {
    /// Id of the control; hint and error ids are made from it.
    pub id: String,
    /// Name it posts.
    pub name: String,
    /// Label, or legend of a group of controls.
    pub label: String,
    /// More classes of the label or legend, e.g. `govuk-label--s`.
    pub label_classes: String,
    /// Whether the label is the page's heading.
    pub is_heading: bool,
    /// Help under the label.
    pub hint: Option<String>,
    /// What is wrong.
    pub error: Option<ErrorMessage>,
    /// Id of something else that describes it.
    pub described_by: Option<String>,
    /// More classes of the form group.
    pub group_classes: String,
    /// More classes of the control itself.
    pub classes: String,
}

/// An error message with the hidden word before it.
#[derive(Clone, Debug, Default)]
pub struct ErrorMessage {
    /// The message.
    pub text: String,
    /// Hidden word before it, in the page's language; empty for none.
    pub prefix: String,
}

impl Control {
    /// The ids of everything that describes the control, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let mut ids: Vec<String> = self.described_by.iter().cloned().collect();
        ids.extend(self.hint.is_some().then(|| format!("{}-hint", self.id)));
        ids.extend(self.error.is_some().then(|| format!("{}-error", self.id)));
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The control's classes: `base`, its own, and `error` when there is one.
    pub fn control_classes(&self, base: &str, error: &str) -> String {
        classes(base, &[&self.classes, when(self.error.is_some(), error)])
    }

    /// Hint and error message, in this order.
    pub fn messages(&self) -> impl IntoView + use<> {
        (
            self.hint
                .clone()
                .map(|text| hint(format!("{}-hint", self.id), "", text)),
            self.error
                .clone()
                .map(|error| error_message(Some(format!("{}-error", self.id)), error)),
        )
    }
}

/// The group around a control with its label, messages and `inner`.
pub fn group(control: &Control, inner: impl IntoView + 'static) -> AnyView {
    let label = label(
        &control.id,
        &control.label,
        &control.label_classes,
        control.is_heading,
    );
    bare_group(control, (label, control.messages(), inner))
}

/// The group around `inner`, which has its own label or fieldset.
pub fn bare_group(control: &Control, inner: impl IntoView + 'static) -> AnyView {
    let class = classes(
        "govuk-form-group",
        &[
            when(control.error.is_some(), "govuk-form-group--error"),
            &control.group_classes,
        ],
    );
    view! { <div class=class>{inner}</div> }.into_any()
}

/// A label.
pub fn label(id: &str, text: &str, more: &str, is_heading: bool) -> AnyView {
    let (id, text, class) = (
        id.to_owned(),
        text.to_owned(),
        classes("govuk-label", &[more]),
    );
    let label = view! { <label class=class r#for=id>{text}</label> };
    if is_heading {
        view! { <h1 class="govuk-label-wrapper">{label}</h1> }.into_any()
    } else {
        label.into_any()
    }
}

/// A hint.
pub fn hint(id: String, more: &str, text: String) -> AnyView {
    let class = classes("govuk-hint", &[more]);
    view! { <div id=id class=class>{text}</div> }.into_any()
}

/// An error message.
pub fn error_message(id: Option<String>, error: ErrorMessage) -> AnyView {
    let prefix = (!error.prefix.is_empty()).then(
        || view! { <span class="govuk-visually-hidden">{format!("{}:", error.prefix)}</span>" " },
    );
    view! { <p id=id class="govuk-error-message">{prefix}{error.text}</p> }.into_any()
}
