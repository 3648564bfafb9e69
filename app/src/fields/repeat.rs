//! `repeat`: the items so far, each with links to change and remove it, and "add another".

use super::{Sheet, is_error};
use crate::parts::button::{Button, button};
use crate::parts::control::ErrorMessage;
use crate::parts::control::{bare_group, error_message};
use crate::parts::fieldset::{Fieldset, fieldset};
use forms::question::repeat::Options;
use forms::{Field, Question};
use leptos::prelude::*;

/// The list. An item's own questions are on its own page.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let words = sheet.cx.words;
    let control = sheet.group_control(field, path);
    let items = sheet.answers.items(path);
    let label = sheet.cx.text(&options.item_label);
    let rows: Vec<_> = items
        .iter()
        .enumerate()
        .map(|(at, id)| item(sheet, options, path, id, &format!("{label} {}", at + 1)))
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="govuk-body app-muted">{words.question.no_items}</p> }.into_any()
    } else {
        view! { <ul class="app-items">{rows}</ul> }.into_any()
    };
    let add = (items.len() < options.max_items as usize).then(|| {
        button(Button {
            text: (words.question.add)(label, !items.is_empty()),
            classes: "govuk-button--secondary".to_owned(),
            posts: Some(("action".to_owned(), format!("add:{path}"))),
            formnovalidate: true,
            ..Button::default()
        })
    });
    let inner = fieldset(
        Fieldset::of(&control, None),
        (control.messages(), list, add),
    );
    let group = bare_group(&control, inner);
    view! { <div id=path.to_owned() tabindex="-1">{group}</div> }.into_any()
}

fn item(sheet: Sheet<'_>, options: &Options, path: &str, id: &str, name: &str) -> AnyView {
    let words = sheet.cx.words;
    let inside = format!("{path}.{id}");
    let problems = &sheet.cx.attempt.problems;
    let wrong = problems.iter().filter(|problem| is_error(problem));
    let error = wrong
        .clone()
        .find(|problem| problem.path == inside || problem.path.starts_with(&format!("{inside}.")))
        .map(|problem| {
            let text = sheet.message(problem);
            error_message(
                None,
                ErrorMessage {
                    text,
                    prefix: words.common.error.to_owned(),
                },
            )
        });
    let remove = button(Button {
        text: words.common.remove.to_owned(),
        classes: "govuk-button--secondary app-button--small".to_owned(),
        posts: Some(("action".to_owned(), format!("remove:{path}:{id}"))),
        formnovalidate: true,
        hidden: Some(name.to_owned()),
        ..Button::default()
    });
    let summary = summary(sheet, &options.fields, &format!("{inside}."));
    let summary = if summary.is_empty() {
        words.question.item_empty.to_owned()
    } else {
        summary
    };
    let (name, link) = (name.to_owned(), sheet.item_url(id));
    view! {
        <li class="app-items__item" id=inside data-item=id.to_owned()>
            <div class="app-items__words">
                <strong>{name.clone()}</strong>
                {error}
                <span class="app-items__summary">{summary}</span>
            </div>
            <div class="app-items__actions">
                <a class="govuk-link" href=link>
                    {words.common.change}
                    <span class="govuk-visually-hidden">" " {name}</span>
                </a>
                {remove}
            </div>
        </li>
    }
    .into_any()
}

/// The first few answers of an item in one line.
fn summary(sheet: Sheet<'_>, fields: &[Field], prefix: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    for field in fields {
        let path = format!("{prefix}{}", field.id);
        match &field.question {
            Question::Group(inner) => {
                shown.extend(Some(summary(sheet, inner, &format!("{path}."))))
            }
            _ => shown.push(sheet.show(field, &path).join(", ")),
        }
    }
    shown.retain(|text| !text.is_empty());
    shown.truncate(4);
    shown.join(" · ")
}
