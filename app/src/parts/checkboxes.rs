//! Boxes to tick. Without a legend: one statement to agree to.

use super::classes;
use super::control::{Control, bare_group, hint};
use super::fieldset::{Fieldset, fieldset};
use super::radios::{Item, item_id};
use leptos::prelude::*;

/// Checkboxes. The first one's id is the control's, so that an error links to it.
#[derive(Default)]
pub struct Checkboxes {
    /// Legend (empty: no fieldset), hint, error.
    pub control: Control,
    /// The boxes.
    pub items: Vec<Item>,
    /// What stands before them, after the messages.
    pub before: Option<AnyView>,
}

/// The whole group.
pub fn checkboxes(checkboxes: Checkboxes) -> AnyView {
    let Checkboxes {
        control,
        items,
        before,
    } = checkboxes;
    let framed = !control.label.is_empty();
    let outer = if framed { None } else { control.described_by() };
    // A word between boxes has a place of its own among them.
    let mut at = 0;
    let items: Vec<_> = items
        .into_iter()
        .map(|mut item| {
            let divider = item.divider.take().map(|word| {
                at += 1;
                view! { <div class="govuk-checkboxes__divider">{word}</div> }
            });
            at += 1;
            (divider, checkbox(&control, at - 1, item, outer.clone()))
        })
        .collect();
    let class = classes("govuk-checkboxes", &[&control.classes]);
    let list = view! { <div class=class data-module="govuk-checkboxes">{items}</div> };
    let inner = (control.messages(), before, list);
    if framed {
        bare_group(&control, fieldset(Fieldset::of(&control, None), inner))
    } else {
        bare_group(&control, inner)
    }
}

fn checkbox(control: &Control, at: usize, item: Item, outer: Option<String>) -> AnyView {
    let id = item_id(&control.id, at);
    let hint_id = format!("{id}-item-hint");
    let own = item.hint.is_some().then(|| hint_id.clone());
    let described_by: Vec<String> = [outer, own].into_iter().flatten().collect();
    let described_by = (!described_by.is_empty()).then(|| described_by.join(" "));
    view! {
        <div class="govuk-checkboxes__item">
            <input
                class="govuk-checkboxes__input"
                id=id.clone()
                name=control.name.clone()
                r#type="checkbox"
                value=item.value
                checked=item.checked
                data-behaviour=item.exclusive.then_some("exclusive")
                aria-describedby=described_by
            />
            <label class="govuk-label govuk-checkboxes__label" r#for=id>
                {item.text}
            </label>
            {item.hint.map(|text| hint(hint_id, "govuk-checkboxes__hint", text))}
        </div>
    }
    .into_any()
}
