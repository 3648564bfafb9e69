//! Items of repeats, at the top, in a group or inside another item.

use super::{Question, join, repeat};
use crate::Answers;
use crate::form::{Field, Form};

/// One item of a repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'f> {
    /// The repeat's path: `residences`, or `residences.k3f9.people`.
    pub repeat: String,
    /// The repeat's options.
    pub options: &'f repeat::Options,
    /// Its place among the items, from 0.
    pub at: usize,
    /// The item around it, by id.
    pub outer: Option<String>,
}

/// The item with this id among what `fields` ask; ids are unique in a draft.
pub fn find_item<'f>(fields: &'f [Field], answers: &Answers, id: &str) -> Option<Item<'f>> {
    among(fields, "", None, answers, id)
}

fn among<'f>(
    fields: &'f [Field],
    prefix: &str,
    outer: Option<&str>,
    answers: &Answers,
    id: &str,
) -> Option<Item<'f>> {
    fields.iter().find_map(|field| {
        let path = join(prefix, &field.id);
        match &field.question {
            Question::Group(inside) => among(inside, &path, outer, answers, id),
            Question::Repeat(options) => {
                let items = answers.items(&path);
                if let Some(at) = items.iter().position(|known| *known == id) {
                    return Some(Item {
                        repeat: path,
                        options,
                        at,
                        outer: outer.map(str::to_owned),
                    });
                }
                items.iter().find_map(|item| {
                    let inside = join(&path, item);
                    among(&options.fields, &inside, Some(item), answers, id)
                })
            }
            _ => None,
        }
    })
}

/// The options of the repeat at a path among `fields`; `None` where there is
/// no repeat, or an item on the way that nobody added.
pub fn repeat_at<'f>(
    fields: &'f [Field],
    answers: &Answers,
    path: &str,
) -> Option<&'f repeat::Options> {
    let mut fields = fields;
    let mut names = path.split('.');
    let mut sofar = String::new();
    loop {
        let name = names.next()?;
        sofar = join(&sofar, name);
        match &fields.iter().find(|field| field.id == name)?.question {
            Question::Group(inside) => fields = inside,
            Question::Repeat(options) => {
                let Some(item) = names.next() else {
                    return Some(options);
                };
                if !answers.items(&sofar).contains(&item) {
                    return None;
                }
                sofar = join(&sofar, item);
                fields = &options.fields;
            }
            _ => return None,
        }
    }
}

/// The id of the innermost item a path goes through (`k3f9` of `residences.k3f9.to`).
pub fn last_item<'p>(form: &Form, path: &'p str) -> Option<&'p str> {
    let mut names = path.split('.');
    let first = names.next()?;
    let mut all = form.pages.iter().flat_map(|page| &page.fields);
    let mut field = all.find(|field| field.id == first)?;
    let mut last = None;
    while let Some(mut name) = names.next() {
        if matches!(field.question, Question::Repeat(_)) {
            last = Some(name);
            match names.next() {
                Some(inside) => name = inside,
                None => break,
            }
        }
        let inside = field.question.inside();
        match inside.iter().find(|field| field.id == name) {
            Some(found) => field = found,
            None => break,
        }
    }
    last
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::form::{Page, Text};

    fn field(id: &str, question: Question) -> Field {
        Field {
            id: id.to_owned(),
            ..Field::of(question)
        }
    }

    fn repeat(fields: Vec<Field>) -> Question {
        Question::Repeat(repeat::Options {
            fields,
            item_label: Text::default(),
            min_items: 0,
            max_items: 20,
            unique_items: false,
            unique_by: Vec::new(),
        })
    }

    fn form() -> Form {
        let people = field("people", repeat(vec![field("name", Question::Boolean)]));
        let homes = field("homes", repeat(vec![people]));
        Form {
            pages: vec![Page {
                id: "p".to_owned(),
                title: Text::default(),
                visible_when: None,
                section: None,
                fields: vec![
                    field("g", Question::Group(vec![homes])),
                    field("r", repeat(vec![field("v", Question::Boolean)])),
                ],
            }],
            ..Form::default()
        }
    }

    fn answers() -> Answers {
        let mut answers = Answers::new();
        answers.add_item("g.homes", "h1");
        answers.add_item("g.homes", "h2");
        answers.add_item("g.homes.h2.people", "p1");
        answers.add_item("r", "v1");
        answers
    }

    #[test]
    fn an_item_is_found_wherever_it_stands() {
        let (form, answers) = (form(), answers());
        let fields = &form.pages[0].fields;
        let found =
            |id| find_item(fields, &answers, id).map(|item| (item.repeat, item.at, item.outer));
        assert_eq!(found("h2"), Some(("g.homes".to_owned(), 1, None)));
        let inner = ("g.homes.h2.people".to_owned(), 0, Some("h2".to_owned()));
        assert_eq!(found("p1"), Some(inner));
        assert_eq!(found("v1"), Some(("r".to_owned(), 0, None)));
        assert_eq!(found("nobody"), None);
    }

    #[test]
    fn a_repeat_inside_an_item_that_is_there() {
        let (form, answers) = (form(), answers());
        let fields = &form.pages[0].fields;
        for path in ["r", "g.homes", "g.homes.h1.people"] {
            assert!(repeat_at(fields, &answers, path).is_some(), "{path}");
        }
        for path in ["", "g", "x", "g.homes.h3.people", "g.homes.h1", "r.v1.v"] {
            assert!(repeat_at(fields, &answers, path).is_none(), "{path}");
        }
        for (path, item) in [
            ("g.homes.h2.people.p1.name", Some("p1")),
            ("g.homes.h2.people", Some("h2")),
            ("g.homes.h2", Some("h2")),
            ("g.homes", None),
            ("nowhere", None),
        ] {
            assert_eq!(last_item(&form, path), item, "{path}");
        }
    }
}
