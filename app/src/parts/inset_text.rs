//! Text set in from the rest.

use leptos::prelude::*;

/// Renders it.
pub fn inset_text(body: impl IntoView + 'static) -> AnyView {
    view! { <div class="govuk-inset-text">{body}</div> }.into_any()
}
