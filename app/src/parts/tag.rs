//! A word about a state.

use super::classes;
use leptos::prelude::*;

/// Renders it; `more` is its colour, e.g. `govuk-tag--green`.
pub fn tag(text: &str, more: &str) -> AnyView {
    let text = text.to_owned();
    view! { <strong class=classes("govuk-tag", &[more])>{text}</strong> }.into_any()
}
