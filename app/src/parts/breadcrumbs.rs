//! The way down to this page.

use leptos::prelude::*;

/// Renders it; the last item without a link is this page.
pub fn breadcrumbs(label: &str, items: Vec<(String, Option<String>)>) -> AnyView {
    let label = label.to_owned();
    let items: Vec<_> = items
        .into_iter()
        .map(|(text, href)| match href {
            Some(href) => view! {
                <li class="govuk-breadcrumbs__list-item">
                    <a class="govuk-breadcrumbs__link" href=href>
                        {text}
                    </a>
                </li>
            }
            .into_any(),
            None => {
                view! { <li class="govuk-breadcrumbs__list-item" aria-current="page">{text}</li> }
                    .into_any()
            }
        })
        .collect();
    view! {
        <nav class="govuk-breadcrumbs" aria-label=label>
            <ol class="govuk-breadcrumbs__list">{items}</ol>
        </nav>
    }
    .into_any()
}
