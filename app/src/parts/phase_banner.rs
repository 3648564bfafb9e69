//! What kind of service this is, on every page.

use leptos::prelude::*;

/// Renders it.
pub fn phase_banner(tag: &str, text: &str) -> AnyView {
    let (tag, text) = (tag.to_owned(), text.to_owned());
    view! {
        <div class="govuk-phase-banner govuk-width-container">
            <p class="govuk-phase-banner__content">
                <strong class="govuk-tag govuk-phase-banner__content__tag">{tag}</strong>
                <span class="govuk-phase-banner__text">{text}</span>
            </p>
        </div>
    }
    .into_any()
}
