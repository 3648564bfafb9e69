//! Buttons and links that look like one.

use super::classes;
use leptos::prelude::*;

/// A button that submits.
#[derive(Clone, Debug, Default)]
pub struct Button {
    /// What it says.
    pub text: String,
    /// More classes, e.g. `govuk-button--secondary`.
    pub classes: String,
    /// Name and value it posts.
    pub posts: Option<(String, String)>,
    /// Whether the browser's own checks are left out.
    pub formnovalidate: bool,
    /// Hidden words after the text, to tell equal buttons apart.
    pub hidden: Option<String>,
    /// `data-prevent-double-click`.
    pub once: bool,
}

/// Renders it.
pub fn button(button: Button) -> AnyView {
    let (name, value) = button.posts.unzip();
    let hidden = button
        .hidden
        .map(|text| view! { <span class="govuk-visually-hidden">" "{text}</span> });
    view! {
        <button
            r#type="submit"
            class=classes("govuk-button", &[&button.classes])
            name=name
            value=value
            formnovalidate=button.formnovalidate
            data-prevent-double-click=button.once.then_some("true")
            data-module="govuk-button"
        >
            {button.text}
            {hidden}
        </button>
    }
    .into_any()
}

/// A link that looks like a button and leads on.
pub fn link(text: &str, href: String, more: &str) -> AnyView {
    let text = text.to_owned();
    view! {
        <a href=href role="button" draggable="false" class=classes("govuk-button", &[more]) data-module="govuk-button">
            {text}
        </a>
    }
    .into_any()
}

/// The big button that begins something, with its arrow.
pub fn start(text: &str) -> AnyView {
    let text = text.to_owned();
    view! {
        <button r#type="submit" class="govuk-button govuk-button--start" data-module="govuk-button">
            {text}
            <svg
                class="govuk-button__start-icon"
                xmlns="http://www.w3.org/2000/svg"
                width="17.5"
                height="19"
                viewBox="0 0 33 40"
                aria-hidden="true"
                focusable="false"
            >
                <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
            </svg>
        </button>
    }
    .into_any()
}
