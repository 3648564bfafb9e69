//! `declaration`: a statement that must be ticked. Never ticked beforehand.

use super::Sheet;
use crate::parts::checkboxes::{Checkboxes, checkboxes};
use crate::parts::radios::Item;
use forms::Field;
use leptos::prelude::*;

/// One box; the statement is its label.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut control = sheet.control(field, path);
    control.label = String::new();
    let item = Item {
        value: "yes".to_owned(),
        text: sheet.cx.text(&field.label).to_owned(),
        checked: sheet.raw(path) == "yes",
        ..Item::default()
    };
    checkboxes(Checkboxes {
        control,
        items: vec![item],
        before: None,
    })
}
