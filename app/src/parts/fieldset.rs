//! A group of controls under one legend.

use super::classes;
use super::control::Control;
use leptos::prelude::*;

/// A fieldset around `inner`.
#[derive(Clone, Debug, Default)]
pub struct Fieldset {
    /// Its legend; empty for none.
    pub legend: String,
    /// More classes of the legend, e.g. `govuk-fieldset__legend--m`.
    pub legend_classes: String,
    /// Whether the legend is the page's heading.
    pub is_heading: bool,
    /// `role`, where the default says too little (`group` for several text inputs).
    pub role: Option<&'static str>,
    /// Ids that describe the group.
    pub described_by: Option<String>,
    /// More classes.
    pub classes: String,
}

impl Fieldset {
    /// The fieldset of a group of controls: its label is the legend.
    pub fn of(control: &Control, role: Option<&'static str>) -> Self {
        Self {
            legend: control.label.clone(),
            legend_classes: control.label_classes.clone(),
            is_heading: control.is_heading,
            role,
            described_by: control.described_by(),
            classes: String::new(),
        }
    }
}

/// Renders it.
pub fn fieldset(fieldset: Fieldset, inner: impl IntoView + 'static) -> AnyView {
    let class = classes("govuk-fieldset", &[&fieldset.classes]);
    let legend_class = classes("govuk-fieldset__legend", &[&fieldset.legend_classes]);
    let legend = (!fieldset.legend.is_empty()).then(|| {
        let text = if fieldset.is_heading {
            view! { <h1 class="govuk-fieldset__heading">{fieldset.legend}</h1> }.into_any()
        } else {
            fieldset.legend.into_any()
        };
        view! { <legend class=legend_class>{text}</legend> }
    });
    view! {
        <fieldset class=class role=fieldset.role aria-describedby=fieldset.described_by>
            {legend}
            {inner}
        </fieldset>
    }
    .into_any()
}
