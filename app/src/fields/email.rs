//! `email`.

use super::Sheet;
use crate::parts::input::{Input, input};
use forms::Field;
use leptos::prelude::*;

/// An input with `@` on the keyboard.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    input(Input {
        control: sheet.control(field, path),
        kind: Some("email"),
        value: Some(sheet.raw(path).to_owned()),
        autocomplete: field.autocomplete.clone(),
        autocapitalize: Some("none"),
        spellcheck: Some(false),
        ..Input::default()
    })
}
