//! A list to choose one from.

use super::control::{Control, group};
use leptos::prelude::*;

/// A select.
#[derive(Default)]
pub struct Select {
    /// Label, hint, error.
    pub control: Control,
    /// Value and words of each option.
    pub options: Vec<(String, String)>,
    /// The chosen value.
    pub value: String,
    /// `autocomplete`.
    pub autocomplete: Option<String>,
    /// What stands before it, after the messages.
    pub before: Option<AnyView>,
}

/// The whole group.
pub fn select(select: Select) -> AnyView {
    let Select {
        control,
        options,
        value,
        autocomplete,
        before,
    } = select;
    let options: Vec<_> = options
        .into_iter()
        .map(|(option, words)| {
            let selected = option == value;
            view! { <option value=option selected=selected>{words}</option> }
        })
        .collect();
    let element = view! {
        <select
            class=control.control_classes("govuk-select", "govuk-select--error")
            id=control.id.clone()
            name=control.name.clone()
            aria-describedby=control.described_by()
            autocomplete=autocomplete
        >
            {options}
        </select>
    };
    group(&control, (before, element))
}
