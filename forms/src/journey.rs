//! Which pages apply, which is next, is it complete, may I visit. No goto: the
//! next page is the next applicable page, so that the way back is as plain.

use crate::open::Open;
use crate::{Evaluation, Form, Level, Page};

/// A form's pages in the light of an evaluation.
#[derive(Clone, Copy)]
pub struct Journey<'a> {
    form: &'a Form,
    evaluation: &'a Evaluation<'a>,
    open: Option<&'a Open>,
}

impl<'a> Journey<'a> {
    /// Over a form and its evaluation.
    pub fn new(form: &'a Form, evaluation: &'a Evaluation<'a>) -> Self {
        Self {
            form,
            evaluation,
            open: None,
        }
    }

    /// The same, over those pages alone that have a question in `open`.
    pub fn within(form: &'a Form, evaluation: &'a Evaluation<'a>, open: Option<&'a Open>) -> Self {
        Self {
            form,
            evaluation,
            open,
        }
    }

    /// The pages that apply (a page whose every field is hidden does not), in order.
    pub fn pages(&self) -> Vec<&'a Page> {
        self.form
            .pages
            .iter()
            .filter(|page| self.applies(page))
            .collect()
    }

    /// The page after this one; `None`: check answers. From a page that does
    /// not apply (any more) the next that does.
    pub fn next(&self, page_id: &str) -> Option<&'a Page> {
        let place = self.place(page_id)?;
        self.form.pages[place + 1..]
            .iter()
            .find(|page| self.applies(page))
    }

    /// The page before this one; `None`: the start page. From a page unknown
    /// here (`check`) the last one.
    pub fn previous(&self, page_id: &str) -> Option<&'a Page> {
        let place = self.place(page_id).unwrap_or(self.form.pages.len());
        self.form.pages[..place]
            .iter()
            .rev()
            .find(|page| self.applies(page))
    }

    /// The first page that still has an error; `None`: all are complete.
    pub fn first_incomplete(&self) -> Option<&'a Page> {
        self.pages()
            .into_iter()
            .find(|page| !self.is_page_complete(page))
    }

    /// Whether nothing on a page blocks.
    pub fn is_page_complete(&self, page: &Page) -> bool {
        self.evaluation
            .problems_on(page)
            .iter()
            .all(|problem| problem.level != Level::Error)
    }

    /// Whether the whole may be submitted: nothing blocks, on any page or
    /// beside them. What is due is another question.
    pub fn is_complete(&self) -> bool {
        self.evaluation.errors().next().is_none()
    }

    /// Whether a page may be visited: it applies and every page before it is complete.
    pub fn may_visit(&self, page_id: &str) -> bool {
        let pages = self.pages();
        match pages.iter().position(|page| page.id == page_id) {
            Some(place) => pages[..place]
                .iter()
                .all(|page| self.is_page_complete(page)),
            None => false,
        }
    }

    fn applies(&self, page: &Page) -> bool {
        let asked = |open: &Open| open.asks(&page.fields, "", self.evaluation);
        self.evaluation.page_applies(&page.id) && self.open.is_none_or(asked)
    }

    fn place(&self, page_id: &str) -> Option<usize> {
        self.form.pages.iter().position(|page| page.id == page_id)
    }
}
