//! `dateTime`: day, month, year and the time.

use super::{Sheet, date};
use crate::parts::date_input::{DateInput, Part, date_input};
use forms::Field;
use forms::question::date_time;
use leptos::prelude::*;

/// The inputs of a date, and one for the time.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let (day, time) = date_time::parts(sheet.raw(path));
    let mut parts = date::inputs(sheet, field, day);
    parts.push(Part {
        name: "time".to_owned(),
        label: sheet.cx.words.common.time.to_owned(),
        value: Some(time.to_owned()),
        width: 5,
        free: true,
        ..Part::default()
    });
    date_input(DateInput {
        control: sheet.group_control(field, path),
        parts,
    })
}
