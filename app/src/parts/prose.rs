//! Paragraphs and lists from plain text: what authors and our own words use.
//!
//! The restricted Markdown of notes: paragraphs parted by an empty line, lines beginning
//! with `- ` are list items, `**bold**`, `[words](https://…)`. Anything else is text.

use leptos::prelude::*;

/// Renders `text`.
pub fn prose(text: &str) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut items: Vec<AnyView> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        let item = line.trim_start().strip_prefix("- ");
        if (item.is_some() || line.trim().is_empty()) && !words.is_empty() {
            out.push(paragraph(&std::mem::take(&mut words).join(" ")));
        }
        match item {
            Some(item) => {
                let inner = inline(item);
                items.push(view! { <li>{inner}</li> }.into_any());
            }
            None => {
                if !items.is_empty() {
                    out.push(list(std::mem::take(&mut items)));
                }
                words.extend((!line.trim().is_empty()).then(|| line.trim()));
            }
        }
    }
    out
}

fn paragraph(text: &str) -> AnyView {
    let inner = inline(text);
    view! { <p class="govuk-body">{inner}</p> }.into_any()
}

fn list(items: Vec<AnyView>) -> AnyView {
    view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> }.into_any()
}

/// Bold and links within a line.
fn inline(text: &str) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, piece, after)) = next_mark(rest) {
        out.push(before.to_owned().into_any());
        out.push(piece);
        rest = after;
    }
    out.push(rest.to_owned().into_any());
    out
}

/// The text before the next mark, the mark, and what follows it.
fn next_mark(text: &str) -> Option<(&str, AnyView, &str)> {
    let found = match (bold(text), link(text)) {
        (Some(bold), Some(link)) => {
            if bold.0.len() <= link.0.len() {
                bold
            } else {
                link
            }
        }
        (found, other) => found.or(other)?,
    };
    Some(found)
}

fn bold(text: &str) -> Option<(&str, AnyView, &str)> {
    let (before, rest) = text.split_once("**")?;
    let (inner, after) = rest.split_once("**")?;
    let inner = inner.to_owned();
    Some((before, view! { <strong>{inner}</strong> }.into_any(), after))
}

fn link(text: &str) -> Option<(&str, AnyView, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (words, rest) = rest.split_once("](")?;
    let (href, after) = rest.split_once(')')?;
    if !href.starts_with("https://") {
        return None;
    }
    let (words, href) = (words.to_owned(), href.to_owned());
    Some((
        before,
        view! { <a class="govuk-link" href=href>{words}</a> }.into_any(),
        after,
    ))
}
