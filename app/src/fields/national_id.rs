//! `nationalId`: twelve digits.

use super::Sheet;
use crate::parts::input::{Input, input};
use forms::Field;
use leptos::prelude::*;

/// An input with digits on the keyboard and wide spacing, to read them against the card.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut control = sheet.control(field, path);
    control.classes = "govuk-input--width-20 govuk-input--extra-letter-spacing".to_owned();
    input(Input {
        control,
        value: Some(sheet.raw(path).to_owned()),
        inputmode: Some("numeric"),
        autocomplete: field.autocomplete.clone(),
        spellcheck: Some(false),
        ..Input::default()
    })
}
