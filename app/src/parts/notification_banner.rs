//! Something to know that is not about the page's own task.

use leptos::prelude::*;

/// Renders it; `body` is its content, often [`heading`].
pub fn notification_banner(title: &str, body: impl IntoView + 'static) -> AnyView {
    let title = title.to_owned();
    view! {
        <div
            class="govuk-notification-banner"
            role="region"
            aria-labelledby="govuk-notification-banner-title"
            data-module="govuk-notification-banner"
        >
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">
                    {title}
                </h2>
            </div>
            <div class="govuk-notification-banner__content">{body}</div>
        </div>
    }
    .into_any()
}

/// The one sentence of a banner.
pub fn heading(text: String) -> AnyView {
    view! { <p class="govuk-notification-banner__heading">{text}</p> }.into_any()
}
