//! `note`: words to read.

use super::Sheet;
use crate::parts::prose::prose;
use forms::Field;
use leptos::prelude::*;

/// A heading and its text.
pub(super) fn view(sheet: Sheet<'_>, field: &Field) -> AnyView {
    let label = sheet.cx.text(&field.label).to_owned();
    let heading = (!label.is_empty()).then(|| view! { <h2 class="govuk-heading-s">{label}</h2> });
    let text = field.hint.as_ref().map(|hint| prose(sheet.cx.text(hint)));
    view! { <div class="app-note">{heading} {text}</div> }.into_any()
}
