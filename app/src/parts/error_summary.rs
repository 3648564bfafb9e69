//! Every problem of a page at its top, each linked to its field.

use leptos::prelude::*;

/// One line: words and where they lead (`#id`; empty: no link).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is wrong.
    pub text: String,
    /// Where it is.
    pub href: String,
}

/// The summary. It takes the focus when the page opens (`tabindex`, and our island's focus on submit).
pub fn error_summary(title: &str, entries: Vec<Entry>) -> AnyView {
    let title = title.to_owned();
    let items: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            if entry.href.is_empty() {
                view! { <li>{entry.text}</li> }.into_any()
            } else {
                view! { <li><a href=entry.href>{entry.text}</a></li> }.into_any()
            }
        })
        .collect();
    let list = (!items.is_empty())
        .then(|| view! { <ul class="govuk-list govuk-error-summary__list">{items}</ul> });
    view! {
        <div class="govuk-error-summary" data-module="govuk-error-summary">
            <div role="alert">
                <h2 class="govuk-error-summary__title">{title}</h2>
                <div class="govuk-error-summary__body">{list}</div>
            </div>
        </div>
    }
    .into_any()
}
