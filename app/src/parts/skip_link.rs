//! Past the header, for keyboards.

use leptos::prelude::*;

/// Renders it.
pub fn skip_link(text: &str, href: &'static str) -> AnyView {
    let text = text.to_owned();
    view! { <a href=href class="govuk-skip-link" data-module="govuk-skip-link">{text}</a> }
        .into_any()
}
