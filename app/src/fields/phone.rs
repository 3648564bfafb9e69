//! `phone`.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// An input with the telephone's keyboard.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, None);
    typed.control.classes = "govuk-input--width-20".to_owned();
    typed.kind = Some("tel");
    input(typed)
}
