//! A long list made shorter by a few typed letters, accents and case aside.

use super::dom;
use forms::question::choice::ELSEWHERE;
use leptos::web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

/// Shows the inputs above long lists, which do nothing without the island.
pub(super) fn show(form: &HtmlFormElement) {
    for frame in dom::all(form, "[data-filter]") {
        dom::set(&frame, "hidden", false);
    }
}

/// Leaves of a list what has the letters typed in `input`, and says how much that is. `None` where
/// `input` belongs to no list.
pub(super) fn apply(input: &Element) -> Option<()> {
    let frame = input.closest("[data-filter]").ok()??;
    let typed = folded(input.dyn_ref::<HtmlInputElement>()?.value().trim());
    let group = frame.parent_element()?;
    let fits = |entry: &Element| {
        let words = folded(&entry.text_content().unwrap_or_default());
        // The library's search is made for long texts, and large.
        let mut places = words.as_bytes().windows(typed.len());
        places.any(|part| part == typed.as_bytes())
    };
    let found = match dom::first(&group, "select:not([hidden])") {
        Some(select) => shorten(&select.dyn_into().ok()?, fits)?,
        None => {
            let mut found = 0;
            for entry in dom::all(&group, ".govuk-checkboxes__item") {
                let fits = fits(&entry);
                dom::set(&entry, "hidden", !fits);
                found += usize::from(fits);
            }
            found
        }
    };
    let said = dom::first(&frame, "[data-found]")?;
    let words = if typed.len() == 1 {
        String::new()
    } else {
        said.get_attribute("data-found")?
            .replace("{}", &found.to_string())
    };
    said.set_text_content(Some(&words));
    Some(())
}

/// The whole list stays beside the shown one, hidden: on a telephone entries of a list cannot be
/// hidden, only taken out. What is chosen, "choose one" and "elsewhere" stay in.
fn shorten(select: &HtmlSelectElement, fits: impl Fn(&Element) -> bool) -> Option<usize> {
    let whole = match whole(select) {
        Some(whole) => whole,
        None => {
            let copy: Element = select.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
            for name in ["id", "name", "aria-describedby"] {
                let _ = copy.remove_attribute(name);
            }
            dom::set(&copy, "hidden", true);
            dom::append(&select.parent_element()?, &copy);
            copy
        }
    };
    let chosen = select.value();
    let mut found = 0;
    select.set_text_content(None);
    for option in dom::all(&whole, "option") {
        let value = option.get_attribute("value").unwrap_or_default();
        let fits = !value.is_empty() && fits(&option);
        found += usize::from(fits);
        if fits || value.is_empty() || value == chosen || value == ELSEWHERE {
            dom::append(select, option.clone_node_with_deep(true).ok()?.dyn_ref()?);
        }
    }
    select.set_value(&chosen);
    Some(found)
}

fn whole(select: &HtmlSelectElement) -> Option<Element> {
    dom::first(&select.parent_element()?, "select[hidden]")
}

/// The list has other entries now.
pub(super) fn forget(select: &HtmlSelectElement) {
    if let Some(whole) = whole(select) {
        whole.remove();
    }
    let input = select
        .parent_element()
        .and_then(|group| dom::first(&group, "[type=search]"));
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value("");
    }
}

/// Letters without marks and case, after a space: what is typed is looked for from the beginning of
/// a word, so that `ha` finds Hà Nội and not every "thành phố". Written out because tables of accents are kilobytes and the
/// browser has them.
fn folded(text: &str) -> String {
    let mut out = " ".to_owned();
    for c in dom::normalized(text, "NFD").chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'đ' | 'Đ' => out.push('d'),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}
