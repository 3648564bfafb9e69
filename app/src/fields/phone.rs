//! `phone`.

use super::Sheet;
use crate::parts::input::{Input, input};
use forms::Field;
use leptos::prelude::*;

/// An input with the telephone's keyboard.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut control = sheet.control(field, path);
    control.classes = "govuk-input--width-20".to_owned();
    input(Input {
        control,
        kind: Some("tel"),
        value: Some(sheet.raw(path).to_owned()),
        autocomplete: field.autocomplete.clone(),
        ..Input::default()
    })
}
