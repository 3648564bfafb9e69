//! `group`: questions asked together. It has no answer of its own; its value
//! is the object of its fields' values.

use crate::form::Field;

/// What check-answers prints for a group: its fields' lines, one after another.
pub(super) fn show(
    fields: &[Field],
    mut show_one: impl FnMut(&Field) -> Vec<String>,
) -> Vec<String> {
    fields
        .iter()
        .filter(|field| !field.hidden)
        .flat_map(&mut show_one)
        .collect()
}
