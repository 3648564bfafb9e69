//! Which pages apply, which is next, is it complete, may I visit. No goto: the
//! next page is the next applicable page.
use crate::{Evaluation, Form, Page};

/// A form's pages in the light of an evaluation.
#[derive(Clone, Copy)]
pub struct Journey<'a> {
    form: &'a Form,
    evaluation: &'a Evaluation,
}

impl<'a> Journey<'a> {
    /// Over a form and its evaluation.
    pub fn new(form: &'a Form, evaluation: &'a Evaluation) -> Self {
        Self { form, evaluation }
    }
    /// The pages that apply (a page whose every field is hidden does not), in order.
    pub fn pages(&self) -> Vec<&'a Page> {
        self.form.pages.iter().filter(|page| !self.evaluation.hidden.contains(&page.id)).collect()
    }
}
