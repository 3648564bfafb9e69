//! Lists whose options depend on another answer.

use super::{dom, filter};
use forms::rows;
use leptos::web_sys::{Element, HtmlFormElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

/// Hides the buttons that ask the server for options: from now on the island fetches them.
pub(super) fn take_over(form: &HtmlFormElement, on: bool) {
    for button in dom::all(form, "[data-refresh]") {
        dom::set(&button, "hidden", on);
    }
}

/// The lists that depend on the control `name`.
pub(super) fn dependents(form: &HtmlFormElement, name: &str) -> Vec<Element> {
    dom::all(form, &["[data-parent=\"", name, "\"]"].concat())
}

/// Fetches the options of `list` for `value` and puts them in, then empties what depends on it in turn.
pub(super) async fn refill(form: HtmlFormElement, list: Element, value: String) {
    let Some(select) =
        dom::first(&list, "select").and_then(|select| select.dyn_into::<HtmlSelectElement>().ok())
    else {
        return;
    };
    let _ = list.set_attribute(ASKED, &value);
    let options = if value.is_empty() {
        Some(Vec::new())
    } else {
        options(&list, &value).await
    };
    // Answers may come in another order than they were asked for.
    if list.get_attribute(ASKED).as_ref() != Some(&value) {
        return;
    }
    let Some(options) = options else {
        return take_over(&form, false);
    };
    let first = if value.is_empty() {
        "data-empty"
    } else {
        "data-choose"
    };
    fill(
        &select,
        &list.get_attribute(first).unwrap_or_default(),
        &options,
    );
    for inner in dependents(&form, &select.name()) {
        Box::pin(refill(form.clone(), inner, String::new())).await;
    }
}

/// What a list was asked for last.
const ASKED: &str = "data-asked";

async fn options(list: &Element, value: &str) -> Option<Vec<(String, String)>> {
    let url = [&list.get_attribute("data-source")?, value].concat();
    rows::read_all(&dom::fetch(&url).await?, |row| (row.text(), row.text()))
}

fn fill(select: &HtmlSelectElement, nothing: &str, options: &[(String, String)]) {
    filter::forget(select);
    // A list that comes twice must not take away what was chosen meanwhile.
    let chosen = select.value();
    select.set_text_content(None);
    let none = (String::new(), nothing.to_owned());
    for (value, words) in std::iter::once(&none).chain(options) {
        if let Some(option) = dom::element("option", "", words) {
            let _ = option.set_attribute("value", value);
            dom::append(select, &option);
        }
    }
    if options.iter().any(|(value, _)| *value == chosen) {
        select.set_value(&chosen);
    }
}
