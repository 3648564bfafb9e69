//! Something to unfold.

use leptos::prelude::*;

/// Renders it, folded.
pub fn details(summary: &str, body: impl IntoView + 'static) -> AnyView {
    foldable(summary, None, false, body)
}

/// Renders it with an id, folded or `open`.
pub fn foldable(
    summary: &str,
    id: Option<String>,
    open: bool,
    body: impl IntoView + 'static,
) -> AnyView {
    let summary = summary.to_owned();
    view! {
        <details class="govuk-details" id=id open=open>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{body}</div>
        </details>
    }
    .into_any()
}
