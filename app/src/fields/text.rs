//! `text` and `textarea`.

use super::Sheet;
use crate::parts::input::{Input, input};
use crate::parts::textarea::{Textarea, textarea};
use forms::Field;
use forms::question::text::Options;
use leptos::prelude::*;

/// One line.
pub(super) fn line(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let mut control = sheet.control(field, path);
    control.classes = width(options.max_length).to_owned();
    input(Input {
        control,
        value: Some(sheet.raw(path).to_owned()),
        autocomplete: field.autocomplete.clone(),
        spellcheck: Some(false),
        ..Input::default()
    })
}

/// Several lines.
pub(super) fn lines(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let counted = options.max_length.filter(|_| options.count);
    textarea(Textarea {
        control: sheet.control(field, path),
        value: sheet.raw(path).to_owned(),
        autocomplete: field.autocomplete.clone(),
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
