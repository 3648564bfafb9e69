//! `date`: day, month and year in three inputs.

use super::Sheet;
use crate::parts::date_input::{DateInput, Part, date_input};
use forms::Field;
use leptos::prelude::*;

/// The three inputs, with what was typed, whole or not.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    parts(sheet, field, path, "day")
}

/// The first input of a date whose finest part is `precision`.
pub(crate) fn first_part(precision: &str) -> &'static str {
    match precision {
        "month" => "month",
        "year" => "year",
        _ => "day",
    }
}

/// The inputs of a date whose finest part is `precision`.
pub(super) fn parts(sheet: Sheet<'_>, field: &Field, path: &str, precision: &str) -> AnyView {
    let asked = inputs(sheet, field, sheet.raw(path))
        .into_iter()
        .skip_while(|part| part.name != first_part(precision))
        .collect();
    date_input(DateInput {
        control: sheet.group_control(field, path),
        parts: asked,
    })
}

/// Day, month and year with what was typed, whole or not.
pub(super) fn inputs(sheet: Sheet<'_>, field: &Field, raw: &str) -> Vec<Part> {
    let [day, month, year] = forms::date::parts(raw);
    let common = &sheet.cx.words.common;
    let birthday = field.autocomplete.as_deref() == Some("bday");
    let part = |name: &str, label: &str, value: &str, width: u8| Part {
        name: name.to_owned(),
        label: label.to_owned(),
        value: Some(value.to_owned()),
        autocomplete: birthday.then(|| format!("bday-{name}")),
        width,
        free: false,
    };
    vec![
        part("day", common.day, day, 2),
        part("month", common.month, month, 2),
        part("year", common.year, year, 4),
    ]
}
