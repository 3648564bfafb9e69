//! Several lines of text, with or without a character count.

use super::control::{Control, group, hint, label};
use super::{classes, when};
use leptos::prelude::*;

/// A textarea.
#[derive(Clone, Debug, Default)]
pub struct Textarea {
    /// Label, hint, error.
    pub control: Control,
    /// What was typed last.
    pub value: String,
    /// Rows; default 5.
    pub rows: Option<u32>,
    /// `spellcheck`.
    pub spellcheck: Option<bool>,
    /// `autocomplete`.
    pub autocomplete: Option<String>,
    /// `inputmode`.
    pub inputmode: Option<String>,
    /// Shown, not typed.
    pub readonly: bool,
    /// A count: the greatest number of characters and the sentence that says it.
    pub count: Option<(u32, String)>,
}

/// The whole group.
pub fn textarea(textarea: Textarea) -> AnyView {
    let Textarea {
        mut control, count, ..
    } = textarea.clone();
    let Some((max, sentence)) = count else {
        return group(&control, element(&textarea, &control));
    };
    let info = format!("{}-info", control.id);
    control.described_by = Some(match control.described_by.take() {
        Some(more) => format!("{info} {more}"),
        None => info.clone(),
    });
    control.classes = classes("govuk-js-character-count", &[&control.classes]);
    let label = label(
        &control.id,
        &control.label,
        &control.label_classes,
        control.is_heading,
    );
    let inner = (
        label,
        control.messages(),
        element(&textarea, &control),
        hint(info, "govuk-character-count__message", sentence),
    );
    let class = classes(
        "govuk-form-group",
        &[
            when(control.error.is_some(), "govuk-form-group--error"),
            "govuk-character-count",
            &control.group_classes,
        ],
    );
    view! {
        <div class=class data-module="govuk-character-count" data-maxlength=max.to_string()>
            {inner}
        </div>
    }
    .into_any()
}

/// The textarea alone. Leptos 0.8 does not escape a textarea's children: we do, here and nowhere else.
fn element(textarea: &Textarea, control: &Control) -> AnyView {
    view! {
        <textarea
            class=control.control_classes("govuk-textarea", "govuk-textarea--error")
            id=control.id.clone()
            name=control.name.clone()
            rows=textarea.rows.unwrap_or(5).to_string()
            spellcheck=textarea.spellcheck.map(|on| if on { "true" } else { "false" })
            aria-describedby=control.described_by()
            autocomplete=textarea.autocomplete.clone()
            inputmode=textarea.inputmode.clone()
            readonly=textarea.readonly
        >
            {escape(&textarea.value)}
        </textarea>
    }
    .into_any()
}

/// Text as the content of a textarea. A browser drops one newline right after the tag, so one is added before such text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.starts_with('\n') {
        out.push('\n');
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}
