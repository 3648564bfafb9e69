//! `decimal`: a number with digits behind the comma.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// A text input; a telephone's keyboard has digits and the sign between them.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, Some("decimal"));
    typed.control.classes = "govuk-input--width-10".to_owned();
    input(typed)
}
