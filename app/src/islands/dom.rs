//! The few things asked of the browser.

use gloo_net::http::Request;
use leptos::web_sys::{Document, Element, FormData, HtmlElement, HtmlFormElement};
use wasm_bindgen::{JsCast, JsValue};

/// The document.
pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The question form of this page.
pub(super) fn live_form() -> Option<HtmlFormElement> {
    document()?
        .query_selector("form[data-live]")
        .ok()??
        .dyn_into()
        .ok()
}

/// Every element inside `root` that matches.
pub(super) fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

/// The first element inside `root` that matches.
pub(super) fn first(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// The wrapper of the field at `path`.
pub(super) fn field(root: &Element, path: &str) -> Option<Element> {
    first(root, &["[data-field=\"", path, "\"]"].concat())
}

/// An element with a class and text.
pub(super) fn element(tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document()?.create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    Some(element)
}

/// Puts `child` at the end of `parent`.
pub(super) fn append(parent: &Element, child: &Element) {
    let _ = parent.append_child(child);
}

/// Sets or removes an attribute without a value.
pub(super) fn set(element: &Element, name: &str, on: bool) {
    let _ = if on {
        element.set_attribute(name, "")
    } else {
        element.remove_attribute(name)
    };
}

/// Adds or removes a class.
pub(super) fn class(element: &Element, class: &str, on: bool) {
    let _ = element.class_list().toggle_with_force(class, on);
}

/// Moves the focus.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// What the form would post now, files left out; text composed (NFC) as the server will compose it.
pub(super) fn pairs(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else {
        return Vec::new();
    };
    let Ok(Some(entries)) = js_sys::try_iter(&data) else {
        return Vec::new();
    };
    let pair = |entry: JsValue| {
        let entry: js_sys::Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, composed(entry.get(1))?))
    };
    entries.filter_map(Result::ok).filter_map(pair).collect()
}

fn composed(text: JsValue) -> Option<String> {
    let text: js_sys::JsString = text.dyn_into().ok()?;
    text.normalize("NFC").as_string()
}

/// Text in a normalization form (`NFD`: letters and their marks apart).
pub(super) fn normalized(text: &str, form: &str) -> String {
    let text = js_sys::JsString::from(text).normalize(form);
    text.as_string().unwrap_or_default()
}

/// The text at a URL; `None` when it cannot be had.
pub(super) async fn fetch(url: &str) -> Option<String> {
    let answer = Request::get(url).send().await.ok()?;
    if answer.ok() {
        answer.text().await.ok()
    } else {
        None
    }
}
