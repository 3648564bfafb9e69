//! `nationalId`: twelve digits.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// An input with digits on the keyboard and wide spacing, to read them against the card.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, Some("numeric"));
    typed.control.classes = "govuk-input--width-20 govuk-input--extra-letter-spacing".to_owned();
    input(typed)
}
