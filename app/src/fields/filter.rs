//! What makes a long list shorter while one types a few letters. Hidden until the island takes it
//! over; without JavaScript the whole list is there.

use super::Sheet;
use forms::Field;
use leptos::prelude::*;

/// The end of the input's id, after the path of the list.
const INPUT: &str = "-filter";

/// The input above the list of the question at `path`. It belongs to no form: it posts nothing and
/// Enter in it sends nothing.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    let words = &sheet.cx.words.question;
    let label = sheet.cx.text(&field.label).to_owned();
    let id = format!("{path}{INPUT}");
    view! {
        <div class="app-filter" data-filter="" hidden=true>
            <label class="govuk-label" r#for=id.clone()>
                {words.filter}
                <span class="govuk-visually-hidden">": " {label}</span>
            </label>
            <input
                class="govuk-input govuk-input--width-20"
                id=id
                r#type="search"
                form="none"
                autocomplete="off"
                spellcheck="false"
                aria-controls=path.to_owned()
            />
            <p class="app-filter__found" role="status" data-found=words.found></p>
        </div>
    }
    .into_any()
}
