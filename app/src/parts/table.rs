//! Rows and columns of things that compare.

use super::{classes, when};
use leptos::prelude::*;

/// A table.
#[derive(Default)]
pub struct Table {
    /// What it holds; empty for none.
    pub caption: String,
    /// More classes of the caption, e.g. `govuk-table__caption--m`.
    pub caption_classes: String,
    /// More classes of the table.
    pub classes: String,
    /// Whether the first cell of each row names the row.
    pub first_is_header: bool,
    /// Names of the columns; empty for none.
    pub head: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
pub struct Cell {
    /// Whether it is a number, set to the right.
    pub numeric: bool,
    /// More classes.
    pub classes: String,
    /// What stands in it.
    pub body: AnyView,
}

impl Cell {
    /// A cell of words.
    pub fn of(body: impl IntoView + 'static) -> Self {
        Self {
            numeric: false,
            classes: String::new(),
            body: body.into_any(),
        }
    }

    /// A cell of a number.
    pub fn number(body: impl IntoView + 'static) -> Self {
        Self {
            numeric: true,
            ..Self::of(body)
        }
    }

    fn header(self, scope: &'static str) -> AnyView {
        let numeric = when(self.numeric, "govuk-table__header--numeric");
        let class = classes("govuk-table__header", &[numeric, &self.classes]);
        view! { <th scope=scope class=class>{self.body}</th> }.into_any()
    }

    fn data(self) -> AnyView {
        let numeric = when(self.numeric, "govuk-table__cell--numeric");
        let class = classes("govuk-table__cell", &[numeric, &self.classes]);
        view! { <td class=class>{self.body}</td> }.into_any()
    }
}

/// Renders it.
pub fn table(table: Table) -> AnyView {
    let class = classes("govuk-table", &[&table.classes]);
    let caption = (!table.caption.is_empty()).then(|| {
        let class = classes("govuk-table__caption", &[&table.caption_classes]);
        view! { <caption class=class>{table.caption}</caption> }
    });
    let head = (!table.head.is_empty()).then(|| {
        let cells: Vec<_> = table
            .head
            .into_iter()
            .map(|cell| cell.header("col"))
            .collect();
        view! {
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">{cells}</tr>
            </thead>
        }
    });
    let first_is_header = table.first_is_header;
    let row = |cells: Vec<Cell>| {
        let cell = |(at, cell): (usize, Cell)| match at {
            0 if first_is_header => cell.header("row"),
            _ => cell.data(),
        };
        let cells: Vec<_> = cells.into_iter().enumerate().map(cell).collect();
        view! { <tr class="govuk-table__row">{cells}</tr> }
    };
    let rows: Vec<_> = table.rows.into_iter().map(row).collect();
    view! {
        <table class=class>
            {caption} {head}
            <tbody class="govuk-table__body">{rows}</tbody>
        </table>
    }
    .into_any()
}
