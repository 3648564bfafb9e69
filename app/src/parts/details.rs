//! Something to unfold.

use leptos::prelude::*;

/// Renders it.
pub fn details(summary: &str, body: impl IntoView + 'static) -> AnyView {
    let summary = summary.to_owned();
    view! {
        <details class="govuk-details">
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{body}</div>
        </details>
    }
    .into_any()
}
