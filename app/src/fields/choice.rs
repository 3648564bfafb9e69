//! `choice`: radios up to seven options, a select above; a dataset is always a select. A long
//! select has an input above it that makes it shorter.

use super::{Sheet, filter};
use crate::parts::button::{Button, button};
use crate::parts::radios::{Item, Radios, radios};
use crate::parts::select::{Select, select};
use forms::Field;
use forms::question::choice::{self, Options};
use leptos::prelude::*;

/// More options than this become a select.
const MOST_RADIOS: usize = 7;

/// Lists longer than this can be filtered.
pub(super) const PLAIN: usize = 15;

/// The choice; `prefix` is that of its siblings.
pub(super) fn view(
    sheet: Sheet<'_>,
    field: &Field,
    options: &Options,
    prefix: &str,
    path: &str,
) -> AnyView {
    match options {
        Options::Inline(items) if items.len() <= MOST_RADIOS => few(sheet, field, items, path),
        Options::Inline(items) => {
            let options = items
                .iter()
                .map(|item| (item.value.clone(), sheet.cx.text(&item.label).to_owned()));
            plain(sheet, field, path, options.collect())
        }
        Options::Source {
            dataset,
            level,
            parents,
            dated,
            elsewhere,
        } => {
            let list = Listed {
                dataset: dated
                    .as_ref()
                    .map_or(dataset.as_str(), |_| in_force(sheet, path)),
                level,
                elsewhere: *elsewhere,
                dated: dated.is_some(),
            };
            let mut parents = parents.iter().map(|name| outwards(sheet, prefix, name));
            let first = parents.next();
            let applies = |path: &String| sheet.evaluation.applies(path);
            let asked = first.iter().find(|path| applies(path)).cloned();
            match asked.or_else(|| parents.find(applies)).or(first) {
                Some(parent) => cascade(sheet, field, path, list, &parent),
                None if dated.is_some() => {
                    let options = list.options(sheet, None);
                    let list = filtered(sheet, field, path, options, true);
                    view! { {refresh(sheet, field, false)} {list} }.into_any()
                }
                None => plain(sheet, field, path, list.options(sheet, None)),
            }
        }
    }
}

/// A list kept elsewhere, as it is offered now.
#[derive(Clone, Copy)]
struct Listed<'l> {
    /// Empty while the day that decides is not answered.
    dataset: &'l str,
    level: &'l str,
    elsewhere: bool,
    dated: bool,
}

impl Listed<'_> {
    fn options(self, sheet: Sheet<'_>, parent: Option<&str>) -> Vec<(String, String)> {
        let lang = sheet.cx.lang.tag();
        let mut options = sheet
            .cx
            .desk
            .options(self.dataset, self.level, parent, lang);
        if self.elsewhere {
            let words = choice::elsewhere(lang).to_owned();
            options.push((choice::ELSEWHERE.to_owned(), words));
        }
        options
    }
}

/// Which of several lists is offered.
fn in_force<'s>(sheet: Sheet<'s>, path: &str) -> &'s str {
    sheet.evaluation.list(path).unwrap_or("")
}

/// The path of the field that a name means here: a sibling, or one around.
fn outwards(sheet: Sheet<'_>, prefix: &str, name: &str) -> String {
    let mut around = prefix;
    loop {
        let path = format!("{around}{name}");
        if around.is_empty() || forms::question::find(sheet.form, &path).is_some() {
            return path;
        }
        let outer = around.trim_end_matches('.').rfind('.');
        around = outer.map_or("", |dot| &around[..=dot]);
    }
}

fn few(sheet: Sheet<'_>, field: &Field, items: &[choice::Item], path: &str) -> AnyView {
    let chosen = sheet.raw(path);
    let items = items
        .iter()
        .map(|known| Item {
            checked: known.value == chosen,
            ..item(sheet, known)
        })
        .collect();
    radios(Radios {
        control: sheet.group_control(field, path),
        items,
    })
}

/// An option as it is read, not chosen.
pub(super) fn item(sheet: Sheet<'_>, item: &choice::Item) -> Item {
    let hint = item.hint.as_ref().map(|hint| sheet.cx.text(hint));
    Item {
        value: item.value.clone(),
        text: sheet.cx.text(&item.label).to_owned(),
        hint: hint.map(str::to_owned),
        ..Item::default()
    }
}

/// A select that begins with nothing chosen.
fn plain(sheet: Sheet<'_>, field: &Field, path: &str, options: Vec<(String, String)>) -> AnyView {
    let long = options.len() > PLAIN;
    filtered(sheet, field, path, options, long)
}

fn filtered(
    sheet: Sheet<'_>,
    field: &Field,
    path: &str,
    options: Vec<(String, String)>,
    long: bool,
) -> AnyView {
    let nothing = (String::new(), sheet.cx.words.common.choose.to_owned());
    select(Select {
        control: sheet.control(field, path),
        options: std::iter::once(nothing).chain(options).collect(),
        value: sheet.raw(path).to_owned(),
        autocomplete: field.autocomplete.clone(),
        before: long.then(|| filter::view(sheet, field, path)),
    })
}

/// A select whose options depend on another answer. Without JavaScript a button asks the server
/// for them; the island hides the button and fetches them itself.
fn cascade(sheet: Sheet<'_>, field: &Field, path: &str, list: Listed<'_>, parent: &str) -> AnyView {
    let words = sheet.cx.words;
    let answer = sheet.raw(parent);
    let options = if answer.is_empty() {
        Vec::new()
    } else {
        list.options(sheet, Some(answer))
    };
    let source = format!(
        "/data/{}/{}.json?lang={}&parent=",
        list.dataset,
        list.level,
        sheet.cx.lang.tag()
    );
    let empty = words.question.parent_first;
    view! {
        {refresh(sheet, field, !list.dated)}
        <div data-source=source data-parent=parent.to_owned() data-empty=empty data-choose=words.common.choose>
            {filtered(sheet, field, path, options, true)}
        </div>
    }
    .into_any()
}

/// The button that asks the server for the options. The island presses it for us, except where a
/// day decides which list it is.
fn refresh(sheet: Sheet<'_>, field: &Field, hidden_later: bool) -> AnyView {
    let words = &sheet.cx.words.question;
    let ask = button(Button {
        text: words.refresh.to_owned(),
        classes: "govuk-button--secondary".to_owned(),
        posts: Some(("action".to_owned(), "refresh".to_owned())),
        formnovalidate: true,
        hidden: Some(format!("({})", sheet.cx.text(&field.label))),
        ..Button::default()
    });
    view! {
        <div class="app-refresh" data-refresh=hidden_later.then_some("")>
            <p class="govuk-hint">{words.refresh_hint}</p>
            {ask}
        </div>
    }
    .into_any()
}
