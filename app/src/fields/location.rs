//! `location`: latitude and longitude.

use super::Sheet;
use crate::parts::date_input::{DateInput, Part, date_input};
use forms::Field;
use forms::question::location;
use leptos::prelude::*;

/// Two inputs, in the order in which maps give the numbers.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let common = &sheet.cx.words.common;
    let (lat, lon) = location::parts(sheet.raw(path));
    let part = |name: &str, label: &str, value: &str| Part {
        name: name.to_owned(),
        label: label.to_owned(),
        value: Some(value.to_owned()),
        width: 10,
        free: true,
        ..Part::default()
    };
    date_input(DateInput {
        control: sheet.group_control(field, path),
        parts: vec![
            part("lat", common.latitude, lat),
            part("lon", common.longitude, lon),
        ],
    })
}
