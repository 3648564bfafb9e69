//! One step back.

use leptos::prelude::*;

/// Renders it.
pub fn back_link(text: &str, href: String) -> AnyView {
    let text = text.to_owned();
    view! { <a href=href class="govuk-back-link">{text}</a> }.into_any()
}
