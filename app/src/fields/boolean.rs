//! `boolean`: yes or no.

use super::Sheet;
use crate::parts::radios::{Item, Radios, radios};
use forms::Field;
use leptos::prelude::*;

/// Two radios beside each other.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let mut control = sheet.group_control(field, path);
    control.classes = "govuk-radios--inline".to_owned();
    let common = &sheet.cx.words.common;
    let item = |value: &str, text: &str| Item {
        value: value.to_owned(),
        text: text.to_owned(),
        checked: sheet.raw(path) == value,
        ..Item::default()
    };
    radios(Radios {
        control,
        items: vec![item("yes", common.yes), item("no", common.no)],
    })
}
