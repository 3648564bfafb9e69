//! Signing in.

use super::{control, entries, signed_in};
use crate::desk::Unavailable;
use crate::pages::{column, heading, problems};
use crate::parts::button::{Button, button};
use crate::parts::control::Control;
use crate::parts::input::{Input, input};
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// The page. Password and code are never shown again; who is signed in goes to the inbox.
pub(crate) async fn page(cx: &Cx) -> Result<Answer, Unavailable> {
    if !cx.refused && signed_in(cx).await?.is_ok() {
        return Ok(Answer::Go(cx.url(&Page::Office)));
    }
    let words = &cx.words.office.sign_in;
    let sized = |control: Control, width: &str| Control {
        classes: format!("govuk-input--width-{width}"),
        ..control
    };
    let login = Input {
        control: sized(control(cx, "login", words.login, ""), "20"),
        value: Some(cx.attempt.typed("login").to_owned()),
        autocomplete: Some("username".to_owned()),
        autocapitalize: Some("none"),
        spellcheck: Some(false),
        ..Input::default()
    };
    let password = Input {
        control: sized(control(cx, "password", words.password, ""), "20"),
        kind: Some("password"),
        autocomplete: Some("current-password".to_owned()),
        ..Input::default()
    };
    let code = Input {
        control: sized(control(cx, "code", words.code, words.code_hint), "10"),
        inputmode: Some("numeric".to_owned()),
        autocomplete: Some("one-time-code".to_owned()),
        ..Input::default()
    };
    let main = column((
        problems(cx, entries(cx, &["login", "password", "code"])),
        heading(words.title),
        view! {
            <p class="govuk-body">{words.intro}</p>
            <form method="post" action=cx.url(&Page::OfficeSignIn) novalidate=true>
                {input(login)}
                {input(password)}
                {input(code)}
                {button(Button { text: words.submit.to_owned(), ..Button::default() })}
            </form>
        },
    ));
    let mut shown = Shown::new(words.title, main);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}
