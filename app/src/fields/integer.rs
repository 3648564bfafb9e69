//! `integer`.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// A text input with digits on the keyboard: `type="number"` drops what it does not understand.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, Some("numeric"));
    typed.control.classes = "govuk-input--width-5".to_owned();
    input(typed)
}
