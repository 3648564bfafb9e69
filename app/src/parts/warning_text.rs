//! A sentence with a mark of exclamation.

use leptos::prelude::*;

/// Renders it; `word` is read out in place of the mark.
pub fn warning_text(word: &str, text: &str) -> AnyView {
    let (word, text) = (word.to_owned(), text.to_owned());
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">{word}</span>
                " "
                {text}
            </strong>
        </div>
    }
    .into_any()
}
