//! Names and values, with links to change them.

use super::classes;
use leptos::prelude::*;

/// A link at the end of a row.
#[derive(Clone, Debug, Default)]
pub struct Action {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Hidden words after it: what is changed.
    pub hidden: String,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its name.
    pub key: String,
    /// Its value, one line each.
    pub value: Vec<String>,
    /// Links.
    pub actions: Vec<Action>,
    /// More classes of the row.
    pub classes: String,
}

impl Row {
    /// A row without links.
    pub fn plain(key: &str, value: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            value: vec![value.into()],
            ..Self::default()
        }
    }
}

/// Renders it.
pub fn summary_list(rows: Vec<Row>, more: &str) -> AnyView {
    let some_actions = rows.iter().any(|row| !row.actions.is_empty());
    let class = classes("govuk-summary-list", &[more]);
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| row_view(row, some_actions))
        .collect();
    view! { <dl class=class>{rows}</dl> }.into_any()
}

fn row_view(row: Row, some_actions: bool) -> AnyView {
    let bare = if some_actions && row.actions.is_empty() {
        "govuk-summary-list__row--no-actions"
    } else {
        ""
    };
    let class = classes("govuk-summary-list__row", &[bare, &row.classes]);
    view! {
        <div class=class>
            <dt class="govuk-summary-list__key">{row.key}</dt>
            <dd class="govuk-summary-list__value">{lines(row.value)}</dd>
            {actions(row.actions)}
        </div>
    }
    .into_any()
}

/// Lines one under the other.
fn lines(lines: Vec<String>) -> Vec<AnyView> {
    let broken = |(at, line): (usize, String)| match at {
        0 => line.into_any(),
        _ => view! {
            <br />
            {line}
        }
        .into_any(),
    };
    lines.into_iter().enumerate().map(broken).collect()
}

fn actions(actions: Vec<Action>) -> Option<AnyView> {
    let mut links: Vec<_> = actions.into_iter().map(action).collect();
    let inner = match links.len() {
        0 => return None,
        1 => links.remove(0),
        _ => {
            let items: Vec<_> = links
                .into_iter()
                .map(|link| view! { <li class="govuk-summary-list__actions-list-item">{link}</li> })
                .collect();
            view! { <ul class="govuk-summary-list__actions-list">{items}</ul> }.into_any()
        }
    };
    Some(view! { <dd class="govuk-summary-list__actions">{inner}</dd> }.into_any())
}

fn action(action: Action) -> AnyView {
    let hidden = (!action.hidden.is_empty()).then(
        || view! { <span class="govuk-visually-hidden">{format!(" {}", action.hidden)}</span> },
    );
    view! { <a class="govuk-link" href=action.href>{action.text}{hidden}</a> }.into_any()
}
