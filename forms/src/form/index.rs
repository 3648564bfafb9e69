//! A form's own fields by name, so that a form of a thousand is not searched
//! for each name that an expression or a document says.

use super::{Field, Form};
use std::sync::OnceLock;

/// Made when first asked for. It says nothing that the pages do not, so that
/// forms are equal whatever it holds, and a copy begins without it.
#[derive(Debug, Default)]
pub struct Index(OnceLock<Slots>);

/// Numbers of fields by their names' hashes, by open addressing: a table of
/// the standard library's is kilobytes of the client.
#[derive(Debug)]
struct Slots {
    /// A field's page and its place there.
    fields: Vec<(u32, u32)>,
    /// A field's number plus one, or nothing; at least half of them are nothing.
    slots: Vec<u32>,
}

impl Clone for Index {
    fn clone(&self) -> Self {
        Index::default()
    }
}

impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Form {
    /// How many fields of its own it has.
    pub(crate) fn size(&self) -> usize {
        self.index.0.get_or_init(|| Slots::new(self)).fields.len()
    }

    /// One of the form's own fields by name, and its number among them.
    pub(crate) fn own(&self, name: &str) -> Option<(usize, &Field)> {
        let index = self.index.0.get_or_init(|| Slots::new(self));
        let mut at = index.first(name);
        loop {
            let number = (index.slots[at] as usize).checked_sub(1)?;
            let (page, place) = index.fields[number];
            let field = &self.pages[page as usize].fields[place as usize];
            if field.id == name {
                return Some((number, field));
            }
            at = index.next(at);
        }
    }
}

impl Slots {
    fn new(form: &Form) -> Slots {
        let mut fields = Vec::new();
        for (page, known) in (0..).zip(&form.pages) {
            for (place, _) in (0..).zip(&known.fields) {
                fields.push((page, place));
            }
        }
        let mut index = Slots {
            slots: vec![0; (fields.len() * 2 + 1).next_power_of_two()],
            fields: Vec::new(),
        };
        for (number, (page, place)) in (1..).zip(&fields) {
            let field = &form.pages[*page as usize].fields[*place as usize];
            let mut at = index.first(&field.id);
            while index.slots[at] != 0 {
                at = index.next(at);
            }
            index.slots[at] = number;
        }
        index.fields = fields;
        index
    }

    /// Where a name is looked for first: FNV-1a (draft-eastlake-fnv), folded.
    fn first(&self, name: &str) -> usize {
        let mixed = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        (mixed ^ mixed >> 15) as usize & (self.slots.len() - 1)
    }

    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::form::{Page, Text};
    use crate::question::Question;

    fn page(names: &[String]) -> Page {
        let field = |name: &String| Field {
            id: name.clone(),
            ..Field::of(Question::Boolean)
        };
        Page {
            id: "p".to_owned(),
            title: Text::default(),
            visible_when: None,
            section: None,
            fields: names.iter().map(field).collect(),
        }
    }

    #[test]
    fn every_field_is_found_and_no_other() {
        for count in [0_usize, 1, 7, 1_000] {
            let names: Vec<String> = (0..count).map(|n| ["f", &n.to_string()].concat()).collect();
            let (first, second) = names.split_at(count / 3);
            let form = Form {
                pages: vec![page(first), page(&[]), page(second)],
                ..Form::default()
            };
            for (number, name) in names.iter().enumerate() {
                let (found, field) = form.own(name).unwrap();
                assert_eq!((found, &field.id), (number, name));
            }
            assert!(form.own("other").is_none());
            assert_eq!(form, form.clone());
        }
    }
}
