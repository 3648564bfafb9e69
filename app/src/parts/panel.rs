//! A panel that confirms.

use leptos::prelude::*;

/// A heading (the page's) and what is under it.
pub fn panel(title: &str, body: impl IntoView + 'static) -> AnyView {
    let title = title.to_owned();
    view! {
        <div class="govuk-panel govuk-panel--confirmation">
            <h1 class="govuk-panel__title">{title}</h1>
            <div class="govuk-panel__body">{body}</div>
        </div>
    }
    .into_any()
}
