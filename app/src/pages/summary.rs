//! What was answered, page by page: on check-answers with links to change it, on the receipt without.

use crate::fields::{Sheet, anchor};
use crate::parts::summary_list::{Action, Row, summary_list};
use crate::render::Cx;
use crate::routes::Place;
use forms::{Answers, Evaluation, Field, Form, Journey, Open, Page, Question};
use leptos::prelude::*;

/// Answers to read.
#[derive(Clone, Copy)]
pub(super) struct Summary<'a> {
    pub(super) cx: &'a Cx,
    pub(super) form: &'a Form,
    pub(super) answers: &'a Answers,
    pub(super) evaluation: &'a Evaluation<'a>,
    /// Where the answers can be changed; `None`: they are sent.
    pub(super) place: Option<&'a Place>,
    /// What may change there; `None`: everything. Only that is shown then.
    pub(super) open: Option<&'a Open>,
}

/// Where nothing is changed: the answers are only read.
const NOWHERE: &Place = &Place::Draft(String::new());

impl Summary<'_> {
    /// Every page that applies: a heading and its answers.
    pub(super) fn view(self) -> Vec<AnyView> {
        let journey = Journey::within(self.form, self.evaluation, self.open);
        journey
            .pages()
            .into_iter()
            .map(|page| self.page(page))
            .collect()
    }

    fn page(self, page: &Page) -> AnyView {
        let mut blocks = Vec::new();
        let mut rows = Vec::new();
        self.rows(page, None, &page.fields, "", &mut rows, &mut blocks);
        if !rows.is_empty() {
            blocks.insert(0, summary_list(rows, ""));
        }
        if blocks.is_empty() {
            return ().into_any();
        }
        let title = self.cx.text(&page.title).to_owned();
        view! {
            <section class="app-answers">
                <h2 class="govuk-heading-m">{title}</h2>
                {blocks}
            </section>
        }
        .into_any()
    }

    /// Rows of `fields`, groups laid flat; a repeat becomes blocks of its own.
    fn rows(
        self,
        page: &Page,
        item: Option<&str>,
        fields: &[Field],
        prefix: &str,
        rows: &mut Vec<Row>,
        blocks: &mut Vec<AnyView>,
    ) {
        for field in fields {
            let path = format!("{prefix}{}", field.id);
            let closed = self.open.is_some_and(|open| !open.shows(&path));
            if field.hidden || closed || !self.evaluation.applies(&path) {
                continue;
            }
            match &field.question {
                Question::Note => {}
                Question::Group(inner) => {
                    self.rows(page, item, inner, &format!("{path}."), rows, blocks)
                }
                Question::Repeat(options) => {
                    let label = self.cx.text(&options.item_label);
                    for (at, id) in self.answers.items(&path).into_iter().enumerate() {
                        blocks.push(self.item(
                            page,
                            &options.fields,
                            &path,
                            id,
                            &format!("{label} {}", at + 1),
                        ));
                    }
                    rows.push(self.repeat_row(page, field, &path));
                }
                _ => rows.push(self.row(page, item, field, &path)),
            }
        }
    }

    fn sheet<'b>(&'b self, page: &'b Page) -> Sheet<'b> {
        Sheet {
            cx: self.cx,
            form: self.form,
            page,
            answers: self.answers,
            evaluation: self.evaluation,
            place: NOWHERE,
            open: None,
            keep: "",
        }
    }

    fn row(self, page: &Page, item: Option<&str>, field: &Field, path: &str) -> Row {
        let words = self.cx.words;
        let mut value = self.sheet(page).show(field, path);
        let mut classes = String::new();
        if value.is_empty() {
            value.push(words.check.not_answered.to_owned());
            "app-row--empty".clone_into(&mut classes);
        }
        let key = self.cx.text(&field.label).to_owned();
        let typed = !matches!(field.question, Question::Calculated(_));
        let id = anchor(self.form, path);
        let actions = self
            .change(page, item, &id, &key)
            .filter(|_| typed)
            .into_iter()
            .collect();
        Row {
            key,
            value,
            actions,
            classes,
        }
    }

    fn repeat_row(self, page: &Page, field: &Field, path: &str) -> Row {
        let words = self.cx.words;
        let key = self.cx.text(&field.label).to_owned();
        let count = self.answers.items(path).len();
        let value = if count == 0 {
            words.question.no_items.to_owned()
        } else {
            count.to_string()
        };
        let mut actions: Vec<Action> = self.change(page, None, path, &key).into_iter().collect();
        for action in &mut actions {
            words.check.add_or_change.clone_into(&mut action.text);
        }
        Row {
            key,
            value: vec![value],
            actions,
            ..Row::default()
        }
    }

    fn item(self, page: &Page, fields: &[Field], path: &str, id: &str, name: &str) -> AnyView {
        let (mut rows, mut blocks) = (Vec::new(), Vec::new());
        self.rows(
            page,
            Some(id),
            fields,
            &format!("{path}.{id}."),
            &mut rows,
            &mut blocks,
        );
        let name = name.to_owned();
        view! {
            <h3 class="govuk-heading-s">{name}</h3>
            {summary_list(rows, "")}
            {blocks}
        }
        .into_any()
    }

    /// The link that changes an answer and comes back here.
    fn change(self, page: &Page, item: Option<&str>, id: &str, key: &str) -> Option<Action> {
        let place = self.place?;
        let url = match item {
            Some(item) => place.item(&page.id, item),
            None => place.question(&page.id),
        };
        Some(Action {
            text: self.cx.words.common.change.to_owned(),
            href: format!("{}?return=check#{id}", self.cx.url(&url)),
            hidden: format!("({key})"),
        })
    }
}
