//! From a fixture's options to our part, one function a component.

use crate::given::Given;
use app::parts::control::{self, Control, ErrorMessage};
use app::parts::radios::Item;
use app::parts::{self, button as buttons, fieldset as fieldsets};
use leptos::prelude::*;

/// What every control has: label, hint, error and so on. The id falls back to the name as theirs does.
fn control(given: &Given<'_>) -> Control {
    let name = given.words("name");
    let label = given.part("label");
    Control {
        id: given.text("id").unwrap_or_else(|| name.clone()),
        name,
        label: label.words("text"),
        label_classes: label.words("classes"),
        is_heading: label.flag("isPageHeading"),
        ..around(given)
    }
}

/// The same for a group of controls, whose label is a legend.
fn group(given: &Given<'_>, id: &str, name: &str) -> Control {
    let fieldset = given.part("fieldset");
    let legend = fieldset.part("legend");
    Control {
        id: given.text(id).unwrap_or_else(|| given.words(name)),
        name: given.words(name),
        label: legend.words("text"),
        label_classes: legend.words("classes"),
        is_heading: legend.flag("isPageHeading"),
        described_by: fieldset.text("describedBy").or(given.text("describedBy")),
        ..around(given)
    }
}

fn around(given: &Given<'_>) -> Control {
    let error = given.part("errorMessage");
    Control {
        hint: given.part("hint").text("text"),
        error: error.text("text").map(|text| ErrorMessage {
            text,
            prefix: "Error".to_owned(),
        }),
        described_by: given.text("describedBy"),
        group_classes: given.part("formGroup").words("classes"),
        classes: given.words("classes"),
        ..Control::default()
    }
}

pub(crate) fn back_link(given: &Given<'_>) -> Option<AnyView> {
    let text = given.text("text").unwrap_or_else(|| "Back".to_owned());
    let href = given.text("href").unwrap_or_else(|| "#".to_owned());
    Some(parts::back_link::back_link(&text, href))
}

pub(crate) fn button(given: &Given<'_>) -> Option<AnyView> {
    let text = given.words("text");
    if given.has("href") && !given.has("isStartButton") {
        return Some(buttons::link(
            &text,
            given.words("href"),
            &given.words("classes"),
        ));
    }
    if given.flag("isStartButton") {
        return Some(buttons::start(&text));
    }
    // Ours post a name with a value or nothing, and say `true` or nothing.
    if given.has("name") != given.has("value")
        || given.some_flag("preventDoubleClick") == Some(false)
    {
        return None;
    }
    let posts = given
        .has("value")
        .then(|| (given.words("name"), given.words("value")));
    Some(buttons::button(buttons::Button {
        text,
        classes: given.words("classes"),
        posts,
        once: given.flag("preventDoubleClick"),
        ..buttons::Button::default()
    }))
}

pub(crate) fn character_count(given: &Given<'_>) -> Option<AnyView> {
    let max = given.text("maxlength")?;
    let said = given
        .text("textareaDescriptionText")
        .unwrap_or_else(|| "You can enter up to %{count} characters".to_owned());
    let sentence = said.replace("%{count}", &max);
    let count = Some((max.parse().ok()?, sentence));
    Some(parts::textarea::textarea(lines_of_text(given, count)))
}

pub(crate) fn textarea(given: &Given<'_>) -> Option<AnyView> {
    let textarea = parts::textarea::Textarea {
        autocomplete: given.text("autocomplete"),
        ..lines_of_text(given, None)
    };
    Some(parts::textarea::textarea(textarea))
}

fn lines_of_text(given: &Given<'_>, count: Option<(u32, String)>) -> parts::textarea::Textarea {
    parts::textarea::Textarea {
        control: control(given),
        value: given.words("value"),
        rows: given.text("rows").and_then(|rows| rows.parse().ok()),
        spellcheck: given.some_flag("spellcheck"),
        count,
        ..parts::textarea::Textarea::default()
    }
}

/// Options of radios or boxes. Their ids are ours only where they follow from the first.
fn items(given: &Given<'_>, id: &str, chosen: &[String]) -> Option<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    let mut divider = None;
    for (at, item) in given.list("items").iter().enumerate() {
        if let Some(word) = item.text("divider") {
            divider = Some(word);
            continue;
        }
        if item
            .text("id")
            .is_some_and(|own| own != parts::radios::item_id(id, at))
        {
            return None;
        }
        let value = item.words("value");
        items.push(Item {
            checked: item
                .some_flag("checked")
                .unwrap_or_else(|| chosen.contains(&value)),
            value,
            text: item.words("text"),
            hint: item.part("hint").text("text"),
            divider: divider.take(),
            exclusive: match item.text("behaviour").as_deref() {
                None => false,
                Some("exclusive") => true,
                Some(_) => return None,
            },
        });
    }
    divider.is_none().then_some(items)
}

pub(crate) fn checkboxes(given: &Given<'_>) -> Option<AnyView> {
    let control = group(given, "idPrefix", "name");
    let items = items(given, &control.id, &given.texts("values"))?;
    Some(parts::checkboxes::checkboxes(
        parts::checkboxes::Checkboxes {
            control,
            items,
            before: None,
        },
    ))
}

/// Ours always have a legend.
pub(crate) fn radios(given: &Given<'_>) -> Option<AnyView> {
    let control = group(given, "idPrefix", "name");
    if control.label.is_empty() {
        return None;
    }
    let chosen: Vec<String> = given.text("value").into_iter().collect();
    let items = items(given, &control.id, &chosen)?;
    // Ours have no words between them.
    if items.iter().any(|item| item.divider.is_some()) {
        return None;
    }
    Some(parts::radios::radios(parts::radios::Radios {
        control,
        items,
    }))
}

/// Ours always have a legend, and where something is wrong every input is marked.
pub(crate) fn date_input(given: &Given<'_>) -> Option<AnyView> {
    let mut control = group(given, "id", "namePrefix");
    if control.label.is_empty() || control.id.is_empty() {
        return None;
    }
    control.name = given.words("namePrefix");
    let part = |name: &str, label: Option<String>, value: Option<String>, width: u8| {
        let capital = name[..1].to_uppercase();
        parts::date_input::Part {
            name: name.to_owned(),
            label: label.unwrap_or_else(|| [&capital, &name[1..]].concat()),
            value,
            autocomplete: None,
            width,
            free: false,
        }
    };
    let named = [("day", 2), ("month", 2), ("year", 4)];
    let inputs = if given.has("items") {
        let wrong = control.error.is_some();
        let mut inputs = Vec::new();
        for item in given.list("items") {
            let classes = item.words("classes");
            let (_, width) = classes.split_once("govuk-input--width-")?;
            let (width, more) = width.split_once(' ').unwrap_or((width, ""));
            let is_plain = more.is_empty() || (wrong && more == "govuk-input--error");
            if !is_plain || (wrong && more.is_empty() && !item.has("error")) {
                return None;
            }
            let mut input = part(
                &item.words("name"),
                item.text("label"),
                item.text("value"),
                width.parse().ok()?,
            );
            input.autocomplete = item.text("autocomplete");
            inputs.push(input);
        }
        inputs
    } else {
        let input = |(name, width): (&str, u8)| {
            let own = given.part(name);
            let values = given.part("values");
            let value = own.text("value").or(values.text(name));
            part(name, own.text("label"), value, width)
        };
        named.into_iter().map(input).collect()
    };
    Some(parts::date_input::date_input(
        parts::date_input::DateInput {
            control,
            parts: inputs,
        },
    ))
}

pub(crate) fn details(given: &Given<'_>) -> Option<AnyView> {
    let text = given.words("text");
    Some(parts::details::foldable(
        &given.words("summaryText"),
        given.text("id"),
        given.flag("open"),
        text,
    ))
}

pub(crate) fn error_message(given: &Given<'_>) -> Option<AnyView> {
    let prefix = match given.some_flag("visuallyHiddenText") {
        Some(_) => String::new(),
        None => given
            .text("visuallyHiddenText")
            .unwrap_or_else(|| "Error".to_owned()),
    };
    let text = given.words("text");
    let error = ErrorMessage { text, prefix };
    Some(control::error_message(given.text("id"), error))
}

pub(crate) fn error_summary(given: &Given<'_>) -> Option<AnyView> {
    let entry = |entry: &Given<'_>| parts::error_summary::Entry {
        text: entry.words("text"),
        href: entry.words("href"),
    };
    let entries = given.list("errorList").iter().map(entry).collect();
    Some(parts::error_summary::error_summary(
        &given.words("titleText"),
        entries,
    ))
}

pub(crate) fn fieldset(given: &Given<'_>) -> Option<AnyView> {
    let legend = given.part("legend");
    let fieldset = fieldsets::Fieldset {
        legend: legend.words("text"),
        legend_classes: legend.words("classes"),
        is_heading: legend.flag("isPageHeading"),
        role: match given.text("role").as_deref() {
            Some("group") => Some("group"),
            Some(_) => return None,
            None => None,
        },
        described_by: given.text("describedBy"),
        classes: given.words("classes"),
    };
    Some(fieldsets::fieldset(fieldset, ()))
}

pub(crate) fn file_upload(given: &Given<'_>) -> Option<AnyView> {
    Some(parts::file_upload::file_upload(
        parts::file_upload::FileUpload {
            control: control(given),
            accept: given.part("attributes").text("accept"),
            multiple: given.flag("multiple"),
        },
    ))
}

/// Ours always has an id.
pub(crate) fn hint(given: &Given<'_>) -> Option<AnyView> {
    let (id, more, text) = (
        given.text("id")?,
        given.words("classes"),
        given.words("text"),
    );
    Some(control::hint(id, &more, text))
}

pub(crate) fn input(given: &Given<'_>) -> Option<AnyView> {
    let kind = match given.text("type").as_deref() {
        None | Some("text") => None,
        Some("email") => Some("email"),
        Some("tel") => Some("tel"),
        Some("number") => Some("number"),
        Some(_) => return None,
    };
    let inputmode = match given.text("inputmode").as_deref() {
        None => None,
        Some(known @ ("decimal" | "numeric")) => Some(known.to_owned()),
        Some(_) => return None,
    };
    let autocapitalize = match given.text("autocapitalize").as_deref() {
        None => None,
        Some("none") => Some("none"),
        Some(_) => return None,
    };
    Some(parts::input::input(parts::input::Input {
        control: control(given),
        kind,
        value: given.text("value"),
        inputmode,
        autocomplete: given.text("autocomplete"),
        autocapitalize,
        spellcheck: given.some_flag("spellcheck"),
        suffix: given.part("suffix").text("text"),
        readonly: false,
    }))
}

pub(crate) fn inset_text(given: &Given<'_>) -> Option<AnyView> {
    Some(parts::inset_text::inset_text(given.words("text")))
}

/// Ours always names its control.
pub(crate) fn label(given: &Given<'_>) -> Option<AnyView> {
    let text = given.words("text");
    let (classes, is_heading) = (given.words("classes"), given.flag("isPageHeading"));
    Some(control::label(
        &given.text("for")?,
        &text,
        &classes,
        is_heading,
    ))
}

pub(crate) fn notification_banner(given: &Given<'_>) -> Option<AnyView> {
    let title = given
        .text("titleText")
        .unwrap_or_else(|| "Important".to_owned());
    let body = parts::notification_banner::heading(given.words("text"));
    Some(parts::notification_banner::notification_banner(
        &title, body,
    ))
}

pub(crate) fn panel(given: &Given<'_>) -> Option<AnyView> {
    let body = given.text("text")?;
    Some(parts::panel::panel(&given.words("titleText"), body))
}

/// Ours has a coloured mark and nothing else.
pub(crate) fn phase_banner(given: &Given<'_>) -> Option<AnyView> {
    let tag = given.part("tag").words("text");
    Some(parts::phase_banner::phase_banner(
        &tag,
        &given.words("text"),
    ))
}

/// Every option of ours has a value.
pub(crate) fn select(given: &Given<'_>) -> Option<AnyView> {
    let mut value = given.text("value");
    let mut options = Vec::new();
    for item in given.list("items") {
        let own = item.text("value")?;
        match item.some_flag("selected") {
            Some(true) => value = Some(own.clone()),
            Some(false) => value = value.filter(|value| *value != own),
            None => {}
        }
        options.push((own, item.words("text")));
    }
    Some(parts::select::select(parts::select::Select {
        control: control(given),
        options,
        value: value.unwrap_or_else(|| "none of them".to_owned()),
        autocomplete: None,
        before: None,
    }))
}

pub(crate) fn skip_link(given: &Given<'_>) -> Option<AnyView> {
    let href = match given.text("href").as_deref() {
        None | Some("#content") => "#content",
        Some("#custom") => "#custom",
        Some(_) => return None,
    };
    Some(parts::skip_link::skip_link(&given.words("text"), href))
}

pub(crate) fn summary_list(given: &Given<'_>) -> Option<AnyView> {
    let action = |action: &Given<'_>| parts::summary_list::Action {
        text: action.words("text"),
        href: action.words("href"),
        hidden: action.words("visuallyHiddenText"),
    };
    let row = |row: &Given<'_>| parts::summary_list::Row {
        key: row.part("key").words("text"),
        value: vec![row.part("value").words("text")],
        actions: row
            .part("actions")
            .list("items")
            .iter()
            .map(action)
            .collect(),
        classes: row.words("classes"),
    };
    let rows = given.list("rows").iter().map(row).collect();
    Some(parts::summary_list::summary_list(
        rows,
        &given.words("classes"),
    ))
}

pub(crate) fn table(given: &Given<'_>) -> Option<AnyView> {
    let cell = |cell: &Given<'_>| parts::table::Cell {
        numeric: cell.text("format").as_deref() == Some("numeric"),
        classes: cell.words("classes"),
        body: cell.words("text").into_any(),
    };
    let row = |cells: &Vec<Given<'_>>| cells.iter().map(cell).collect();
    let head = given.list("head");
    let rows: Vec<_> = given.lists("rows")?;
    Some(parts::table::table(parts::table::Table {
        caption: given.words("caption"),
        caption_classes: given.words("captionClasses"),
        classes: given.words("classes"),
        first_is_header: given.flag("firstCellIsHeader"),
        head: head.iter().map(cell).collect(),
        rows: rows.iter().map(row).collect(),
    }))
}

pub(crate) fn tag(given: &Given<'_>) -> Option<AnyView> {
    Some(parts::tag::tag(
        &given.words("text"),
        &given.words("classes"),
    ))
}

pub(crate) fn warning_text(given: &Given<'_>) -> Option<AnyView> {
    let word = given
        .text("iconFallbackText")
        .unwrap_or_else(|| "Warning".to_owned());
    Some(parts::warning_text::warning_text(
        &word,
        &given.words("text"),
    ))
}
