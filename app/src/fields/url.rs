//! `url`.

use super::Sheet;
use crate::parts::input::input;
use forms::Field;
use leptos::prelude::*;

/// An input with `/` on the keyboard.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, None);
    typed.kind = Some("url");
    typed.autocapitalize = Some("none");
    input(typed)
}
