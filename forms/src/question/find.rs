//! A field or page by an answer's path.

use crate::form::{Field, Form, Page};
use crate::question::Question;

/// The field at a path, which may hold item ids (`residences.k3f9.to`).
/// An item's own path gives the repeat.
pub fn find<'a>(form: &'a Form, path: &str) -> Option<&'a Field> {
    let mut names = path.split('.');
    let first = names.next()?;
    let mut field = form
        .pages
        .iter()
        .flat_map(|page| &page.fields)
        .find(|field| field.id == first)?;
    while let Some(mut name) = names.next() {
        if matches!(field.question, Question::Repeat(_)) {
            // `name` is an item's id.
            match names.next() {
                Some(inside) => name = inside,
                None => return Some(field),
            }
        }
        field = field
            .question
            .inside()
            .iter()
            .find(|field| field.id == name)?;
    }
    Some(field)
}

/// The page on which a path's field stands.
pub fn page_of<'a>(form: &'a Form, path: &str) -> Option<&'a Page> {
    let first = path.split('.').next()?;
    form.pages
        .iter()
        .find(|page| page.fields.iter().any(|field| field.id == first))
}
