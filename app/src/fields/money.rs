//! `money`: whole đồng.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// A text input with the sign of the đồng behind it.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, Some("numeric"));
    typed.control.classes = "govuk-input--width-10".to_owned();
    typed.suffix = Some("₫".to_owned());
    input(typed)
}
