//! `group`: questions asked together.

use super::{Sheet, fields};
use crate::parts::control::{error_message, hint};
use crate::parts::fieldset::{Fieldset, fieldset};
use forms::Field;
use leptos::prelude::*;

/// A fieldset with the group's fields.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, inner: &[Field], path: &str) -> AnyView {
    let control = sheet.control(field, path);
    let frame = Fieldset {
        legend: control.label.clone(),
        legend_classes: "govuk-fieldset__legend--m".to_owned(),
        described_by: control.described_by(),
        ..Fieldset::default()
    };
    let messages = (
        control
            .hint
            .map(|text| hint(format!("{path}-hint"), "", text)),
        control
            .error
            .map(|error| error_message(Some(format!("{path}-error")), error)),
    );
    let inner = fields(sheet, inner, &format!("{path}."));
    view! { <div class="app-group" id=path.to_owned() tabindex="-1">{fieldset(frame, (messages, inner))}</div> }.into_any()
}
