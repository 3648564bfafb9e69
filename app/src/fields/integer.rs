//! `integer`.

use super::Sheet;
use crate::parts::input::{Input, input};
use forms::Field;
use leptos::prelude::*;

/// A text input with digits on the keyboard: `type="number"` drops what it does not understand.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut control = sheet.control(field, path);
    control.classes = "govuk-input--width-5".to_owned();
    input(Input {
        control,
        value: Some(sheet.raw(path).to_owned()),
        inputmode: Some("numeric"),
        autocomplete: field.autocomplete.clone(),
        spellcheck: Some(false),
        ..Input::default()
    })
}
