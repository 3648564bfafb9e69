//! A few short inputs under one legend: a date in the order day, month, year, perhaps with the
//! time; or the two numbers of a point on the map.

use super::classes;
use super::control::{Control, bare_group};
use super::fieldset::{Fieldset, fieldset};
use super::input::{Input, input};
use leptos::prelude::*;

/// One of the inputs.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// `day`, `month`, `year`, …: the end of its id and name.
    pub name: String,
    /// What is read.
    pub label: String,
    /// What was typed last; `None` leaves the attribute out.
    pub value: Option<String>,
    /// `autocomplete`, e.g. `bday-day`.
    pub autocomplete: Option<String>,
    /// Room for so many characters.
    pub width: u8,
    /// More than digits is typed.
    pub free: bool,
}

/// A date input. The group's id is the control's; an error links to the first input.
#[derive(Clone, Debug, Default)]
pub struct DateInput {
    /// Legend, hint, error. `name` is the prefix of the inputs' names.
    pub control: Control,
    /// The inputs.
    pub parts: Vec<Part>,
}

/// The whole group.
pub fn date_input(date: DateInput) -> AnyView {
    let DateInput { control, parts } = date;
    let wrong = control.error.is_some();
    let items: Vec<_> = parts
        .into_iter()
        .map(|part| item(&control, part, wrong))
        .collect();
    let class = classes("govuk-date-input", &[&control.classes]);
    let inputs = view! { <div class=class id=control.id.clone()>{items}</div> };
    bare_group(
        &control,
        fieldset(
            Fieldset::of(&control, Some("group")),
            (control.messages(), inputs),
        ),
    )
}

fn item(control: &Control, part: Part, wrong: bool) -> AnyView {
    let width = format!("govuk-input--width-{}", part.width);
    let error = if wrong { "govuk-input--error" } else { "" };
    let name = if control.name.is_empty() {
        part.name.clone()
    } else {
        format!("{}-{}", control.name, part.name)
    };
    let inner = Control {
        id: format!("{}-{}", control.id, part.name),
        name,
        label: part.label,
        label_classes: "govuk-date-input__label".to_owned(),
        classes: classes("govuk-date-input__input", &[error, &width]),
        ..Control::default()
    };
    let view = input(Input {
        control: inner,
        value: part.value,
        inputmode: (!part.free).then(|| "numeric".to_owned()),
        autocomplete: part.autocomplete,
        ..Input::default()
    });
    view! { <div class="govuk-date-input__item">{view}</div> }.into_any()
}
