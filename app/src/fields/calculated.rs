//! `calculated`: shown, never typed.

use super::Sheet;
use forms::Field;
use leptos::prelude::*;

/// Its value now; the island keeps it true while other answers change.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let label = sheet.cx.text(&field.label).to_owned();
    let value = sheet.show(field, path).join(", ");
    view! {
        <p class="govuk-body">
            <strong>{label}</strong>
            ": "
            <output data-calculated=path.to_owned()>{value}</output>
        </p>
    }
    .into_any()
}
