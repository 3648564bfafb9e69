//! Error messages and the error summary, in the same markup the server prints.

use super::{Said, dom};
use leptos::web_sys::Element;

/// Shows `text` at the field of `path`, or takes the message away.
pub(super) fn set_message(root: &Element, path: &str, text: Option<&str>, said: &Said) {
    let id = [path, "-error"].concat();
    let old = dom::document().and_then(|document| document.get_element_by_id(&id));
    // The ordinary case, at every key and for every field that was left; the search is dear.
    if old.is_none() && text.is_none() {
        return;
    }
    let Some(wrapper) = dom::field(root, path) else {
        return;
    };
    let Some((frame, before)) = place(&wrapper) else {
        return;
    };
    match (old, text) {
        (Some(old), None) => old.remove(),
        (Some(old), Some(text)) => write(&old, text, said),
        (None, Some(text)) => {
            if let Some(message) = dom::element("p", "govuk-error-message", "") {
                message.set_id(&id);
                write(&message, text, said);
                let _ = before
                    .parent_node()
                    .map(|parent| parent.insert_before(&message, Some(&before)));
            }
        }
        (None, None) => {}
    }
    mark(&frame, &before, &id, text.is_some());
}

/// The form group of a field, and the control its message stands before.
fn place(wrapper: &Element) -> Option<(Element, Element)> {
    let frame = dom::first(wrapper, ".govuk-form-group")?;
    let controls = ".govuk-input__wrapper,.govuk-input:not([type=search]),.govuk-textarea,.govuk-select,.govuk-radios,.govuk-checkboxes,.govuk-date-input,.govuk-file-upload";
    let control = dom::first(&frame, controls)?;
    Some((frame, control))
}

/// `<span>Lỗi:</span> text`
fn write(message: &Element, text: &str, said: &Said) {
    message.set_text_content(None);
    if let Some(hidden) = dom::element(
        "span",
        "govuk-visually-hidden",
        &[&said.error, ":"].concat(),
    ) {
        dom::append(message, &hidden);
    }
    let _ = message.insert_adjacent_text("beforeend", &[" ", text].concat());
}

/// The red line, the red border, and the tie between control and message.
fn mark(frame: &Element, control: &Element, id: &str, on: bool) {
    dom::class(frame, "govuk-form-group--error", on);
    let single = control.tag_name() != "DIV";
    let inputs = if single {
        vec![control.clone()]
    } else {
        dom::all(control, ".govuk-input")
    };
    for input in &inputs {
        let class = input.class_name();
        let base = class.split(' ').next().unwrap_or_default();
        dom::class(input, &[base, "--error"].concat(), on);
    }
    let holder = if single {
        Some(control.clone())
    } else {
        dom::first(frame, "fieldset").or_else(|| dom::first(control, "input"))
    };
    if let Some(holder) = holder {
        describe(&holder, id, on);
    }
}

/// Adds or removes `id` in `aria-describedby`.
fn describe(holder: &Element, id: &str, on: bool) {
    let old = holder.get_attribute("aria-describedby").unwrap_or_default();
    let mut ids: Vec<&str> = old
        .split(' ')
        .filter(|known| !known.is_empty() && *known != id)
        .collect();
    if on {
        ids.push(id);
    }
    let _ = if ids.is_empty() {
        holder.remove_attribute("aria-describedby")
    } else {
        holder.set_attribute("aria-describedby", &ids.join(" "))
    };
}

/// Fills the error summary with messages and the paths they belong to, and moves the focus there.
pub(super) fn summarize(entries: &[(String, String)], said: &Said) -> Option<()> {
    let document = dom::document()?;
    let slot = document.get_element_by_id("problems")?;
    slot.set_text_content(None);
    let outer = dom::element("div", "govuk-error-summary", "")?;
    let alert = dom::element("div", "", "")?;
    let _ = alert.set_attribute("role", "alert");
    let title = dom::element("h2", "govuk-error-summary__title", &said.problems)?;
    let body = dom::element("div", "govuk-error-summary__body", "")?;
    let list = dom::element("ul", "govuk-list govuk-error-summary__list", "")?;
    for (path, text) in entries {
        let item = dom::element("li", "", "")?;
        let link = dom::element("a", "", text)?;
        let _ = link.set_attribute("href", &["#", &anchor(path)].concat());
        dom::append(&item, &link);
        dom::append(&list, &item);
    }
    dom::append(&body, &list);
    dom::append(&alert, &title);
    dom::append(&alert, &body);
    dom::append(&outer, &alert);
    dom::append(&slot, &outer);
    let _ = outer.set_attribute("tabindex", "-1");
    dom::focus(&outer);
    let old = document.title();
    if !old.starts_with(&said.error_title) {
        document.set_title(&[&said.error_title, old.as_str()].concat());
    }
    Some(())
}

/// The id of the control of `path`: the first of several inputs, else itself, else what holds it.
fn anchor(path: &str) -> String {
    let known =
        |id: &str| dom::document().is_some_and(|document| document.get_element_by_id(id).is_some());
    let mut path = path;
    loop {
        for part in ["-day", "-month", "-year", "-lat", ""] {
            let id = [path, part].concat();
            if known(&id) {
                return id;
            }
        }
        match path.rsplit_once('.') {
            Some((outer, _)) => path = outer,
            None => return path.to_owned(),
        }
    }
}
