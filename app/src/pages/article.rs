//! Pages of words.

use super::{column, heading};
use crate::parts::prose::prose;
use crate::render::{Answer, Cx, Shown};
use crate::words::Article;
use leptos::prelude::*;

/// Renders one.
pub(super) fn page(_cx: &Cx, article: &'static Article) -> Answer {
    let sections: Vec<_> = article
        .sections
        .iter()
        .map(|section| {
            // A list stays one list: its items are not parted by an empty line.
            let text = section.text.join("\n\n").replace("\n\n- ", "\n- ");
            view! {
                <h2 class="govuk-heading-m">{section.heading}</h2>
                {prose(&text)}
            }
        })
        .collect();
    Shown::new(article.title, column((heading(article.title), sections))).into()
}
