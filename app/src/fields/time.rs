//! `time`: hours and minutes.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// A text input: `8:30` and `8 giờ 30` are both typed here, and `type="time"` asks some for AM and PM.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, None);
    typed.control.classes = "govuk-input--width-5".to_owned();
    input(typed)
}
