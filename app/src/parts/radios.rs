//! A few options to choose one from.

use super::classes;
use super::control::{Control, bare_group, hint};
use super::fieldset::{Fieldset, fieldset};
use leptos::prelude::*;

/// An option of radios or checkboxes.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// What is posted.
    pub value: String,
    /// What is read.
    pub text: String,
    /// Help under it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub checked: bool,
    /// A word between it and those before (`or`); boxes only.
    pub divider: Option<String>,
    /// It goes with no other; boxes only.
    pub exclusive: bool,
}

/// Radios. The first one's id is the control's, so that an error links to it.
#[derive(Clone, Debug, Default)]
pub struct Radios {
    /// Legend, hint, error.
    pub control: Control,
    /// The options.
    pub items: Vec<Item>,
}

/// The whole group.
pub fn radios(radios: Radios) -> AnyView {
    let Radios { control, items } = radios;
    let items: Vec<_> = items
        .into_iter()
        .enumerate()
        .map(|(at, item)| radio(&control, at, item))
        .collect();
    let class = classes("govuk-radios", &[&control.classes]);
    let list = view! { <div class=class data-module="govuk-radios">{items}</div> };
    bare_group(
        &control,
        fieldset(Fieldset::of(&control, None), (control.messages(), list)),
    )
}

fn radio(control: &Control, at: usize, item: Item) -> AnyView {
    let id = item_id(&control.id, at);
    let hint_id = format!("{id}-item-hint");
    let described_by = item.hint.is_some().then(|| hint_id.clone());
    view! {
        <div class="govuk-radios__item">
            <input
                class="govuk-radios__input"
                id=id.clone()
                name=control.name.clone()
                r#type="radio"
                value=item.value
                checked=item.checked
                aria-describedby=described_by
            />
            <label class="govuk-label govuk-radios__label" r#for=id>
                {item.text}
            </label>
            {item.hint.map(|text| hint(hint_id, "govuk-radios__hint", text))}
        </div>
    }
    .into_any()
}

/// The id of an item: the first has the group's own.
pub fn item_id(id: &str, at: usize) -> String {
    if at == 0 {
        id.to_owned()
    } else {
        format!("{id}-{}", at + 1)
    }
}
