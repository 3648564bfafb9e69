//! `text` and `textarea`.

use super::Sheet;
use crate::parts::input::input;
use crate::parts::textarea::{Textarea, textarea};
use forms::Field;
use forms::question::text::Options;
use leptos::prelude::*;

/// One line.
pub(super) fn line(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let mut typed = sheet.input(field, path, None);
    typed.control.classes = width(options.max_length).to_owned();
    input(typed)
}

/// Several lines.
pub(super) fn lines(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let counted = options.max_length.filter(|_| options.count);
    textarea(Textarea {
        control: sheet.control(field, path),
        value: sheet.raw(path).to_owned(),
        autocomplete: field.autocomplete.clone(),
        inputmode: field.inputmode.clone(),
        readonly: field.readonly,
        count: counted.map(|max| (max, (sheet.cx.words.question.characters_max)(max))),
        ..Textarea::default()
    })
}

/// The room that fits the longest answer: it tells what is expected.
fn width(max: Option<u32>) -> &'static str {
    match max {
        Some(0..=4) => "govuk-input--width-4",
        Some(5) => "govuk-input--width-5",
        Some(6..=10) => "govuk-input--width-10",
        Some(11..=30) => "govuk-input--width-20",
        _ => "",
    }
}
