//! What becomes of a draft's answers in a version whose fields have other names.
//!
//! A draft follows patch and minor versions by itself. A major version takes
//! over the drafts of an earlier one where it says how (`migrations`);
//! otherwise they are finished on the version they were begun on.

use crate::answers::Answers;
use crate::form::{Field, Form};
use crate::question::{Question, join};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How drafts of one earlier major version move to this one.
///
/// Paths here are field ids joined by dots, without the ids of items
/// (`residences.to`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// The first number of the versions it is for.
    pub from: u32,
    /// Old path -> new path; what is inside goes with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rename: BTreeMap<String, String>,
    /// Old paths whose answers are let go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<String>,
}

/// What a migration changes of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// New path and raw text of each answer that has another name now.
    pub changes: Vec<(String, String)>,
    /// Paths that hold nothing any more.
    pub removed: Vec<String>,
}

/// The first number of a version.
pub(crate) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

impl Form {
    /// How drafts of that version move here; `None`: they do not.
    pub fn migration(&self, version: &str) -> Option<&Migration> {
        let from = major(version)?;
        let mut all = self.migrations.iter();
        all.find(|migration| migration.from == from)
    }

    /// The field at a path without the ids of items.
    pub(crate) fn at(&self, path: &str) -> Option<&Field> {
        let mut names = path.split('.');
        let (_, mut field) = self.own(names.next()?)?;
        for name in names {
            let mut inside = field.question.inside().iter();
            field = inside.find(|field| field.id == name)?;
        }
        Some(field)
    }
}

impl Migration {
    /// What changes of answers to the old version's form.
    ///
    /// ```
    /// use forms::{Answers, Field, Form, Page, Question, Text, migration::Migration};
    ///
    /// let field = |id: &str| Field { id: id.to_owned(), ..Field::of(Question::Boolean) };
    /// let page = Page { id: "p".to_owned(), title: Text::default(), visible_when: None, section: None, fields: vec![field("a"), field("b")] };
    /// let old = Form { pages: vec![page], ..Form::default() };
    /// let mut answers = Answers::new();
    /// answers.set("a", "yes");
    /// answers.set("b", "no");
    /// let migration = Migration { from: 1, rename: [("a".to_owned(), "c".to_owned())].into(), drop: vec!["b".to_owned()] };
    /// let moved = migration.apply(&old, &answers);
    /// assert_eq!(moved.changes, [("c".to_owned(), "yes".to_owned())]);
    /// assert_eq!(moved.removed, ["a", "b"]);
    /// ```
    pub fn apply(&self, old: &Form, answers: &Answers) -> Moved {
        let mut moved = Moved::default();
        for (path, raw) in answers.iter() {
            let Some(steps) = steps(old, path) else {
                continue;
            };
            if let Some(new) = self.renamed(&steps) {
                moved.changes.push((new, raw.to_owned()));
                moved.removed.push(path.to_owned());
            } else if self.drop.iter().any(|gone| is_at(&steps, gone)) {
                moved.removed.push(path.to_owned());
            }
        }
        // Two fields may have changed names with each other.
        let set = |path: &String| moved.changes.iter().any(|(new, _)| new == path);
        moved.removed.retain(|path| !set(path));
        moved
    }

    /// The new path of an answer that is renamed. The longest name counts.
    fn renamed(&self, steps: &[Step<'_>]) -> Option<String> {
        let fits = self.rename.iter().filter(|(old, _)| is_at(steps, old));
        let (old, new) = fits.max_by_key(|(old, _)| old.len())?;
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.split('.').collect(), new.split('.').collect());
        let (before, after) = steps.split_at(old.len());
        let mut path = String::new();
        for (place, name) in new.iter().enumerate() {
            path = join(&path, name);
            // Item by item where names stand in each other as they did; else
            // only what moves has items, which follow it.
            let item = if old.len() == new.len() {
                before[place].item
            } else if place + 1 == new.len() {
                before.last().and_then(|step| step.item)
            } else {
                None
            };
            if let Some(item) = item {
                path = join(&path, item);
            }
        }
        for step in after {
            path = join(&path, step.name);
            if let Some(item) = step.item {
                path = join(&path, item);
            }
        }
        Some(path)
    }
}

/// A field on the way to an answer, and the item of it that the way goes through.
struct Step<'p> {
    name: &'p str,
    item: Option<&'p str>,
}

fn is_at(steps: &[Step<'_>], path: &str) -> bool {
    let mut steps = steps.iter().map(|step| step.name);
    path.split('.').all(|name| steps.next() == Some(name))
}

/// The steps of an answer's path; `None` when it is no field's of the form.
fn steps<'p>(form: &Form, path: &'p str) -> Option<Vec<Step<'p>>> {
    let mut names = path.split('.');
    let first = names.next()?;
    let (_, mut field) = form.own(first)?;
    let mut steps = vec![Step {
        name: first,
        item: None,
    }];
    while let Some(mut name) = names.next() {
        if matches!(field.question, Question::Repeat(_)) {
            if let Some(step) = steps.last_mut() {
                step.item = Some(name);
            }
            match names.next() {
                Some(inside) => name = inside,
                None => break,
            }
        }
        let mut inside = field.question.inside().iter();
        field = inside.find(|field| field.id == name)?;
        steps.push(Step { name, item: None });
    }
    Some(steps)
}

/// Whether a path may become another: a name for a name, or a field that is
/// in no item to a place that is in none.
pub(crate) fn may_become(old: &str, new: &str, form: &Form) -> bool {
    let depth = |path: &str| path.split('.').count();
    let parent = new.rsplit_once('.').map(|(parent, _)| parent);
    let mut around = Vec::new();
    let mut outwards = parent;
    while let Some(path) = outwards {
        around.push(path);
        outwards = path.rsplit_once('.').map(|(parent, _)| parent);
    }
    let in_item = around.iter().any(|path| {
        let field = form.at(path);
        field.is_some_and(|field| matches!(field.question, Question::Repeat(_)))
    });
    depth(old) == depth(new) || !in_item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Page, Text};
    use crate::question::repeat;

    fn field(id: &str, question: Question) -> Field {
        Field {
            id: id.to_owned(),
            ..Field::of(question)
        }
    }

    fn form() -> Form {
        let inside = vec![
            field("from", Question::Boolean),
            field("to", Question::Boolean),
        ];
        let homes = Question::Repeat(repeat::Options {
            fields: inside.clone(),
            item_label: Text::default(),
            min_items: 0,
            max_items: 20,
            unique_items: false,
            unique_by: Vec::new(),
        });
        let fields = vec![
            field("a", Question::Boolean),
            field("b", Question::Boolean),
            field("g", Question::Group(inside)),
            field("homes", homes),
        ];
        Form {
            pages: vec![Page {
                id: "p".to_owned(),
                title: Text::default(),
                visible_when: None,
                section: None,
                fields,
            }],
            ..Form::default()
        }
    }

    fn moved(rename: &[(&str, &str)], drop: &[&str]) -> (Vec<String>, Vec<String>) {
        let migration = Migration {
            from: 1,
            rename: rename
                .iter()
                .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
                .collect(),
            drop: drop.iter().map(|path| (*path).to_owned()).collect(),
        };
        let mut answers = Answers::new();
        for path in [
            "a",
            "b",
            "g.from",
            "g.to",
            "homes.k1.from",
            "homes.k1.to",
            "gone.x",
        ] {
            answers.set(path, path);
        }
        answers.add_item("homes", "k1");
        let moved = migration.apply(&form(), &answers);
        let changes = moved.changes.iter();
        let changes = changes.map(|(path, raw)| format!("{path}={raw}")).collect();
        (changes, moved.removed)
    }

    #[test]
    fn answers_follow_their_fields() {
        for (rename, changes, removed) in [
            (vec![("a", "c")], vec!["c=a"], vec!["a"]),
            (vec![("a", "b"), ("b", "a")], vec!["b=a", "a=b"], vec![]),
            (vec![("a", "g.c")], vec!["g.c=a"], vec!["a"]),
            (
                vec![("g", "h")],
                vec!["h.from=g.from", "h.to=g.to"],
                vec!["g.from", "g.to"],
            ),
            (
                vec![("g", "h"), ("g.to", "g.until")],
                vec!["h.from=g.from", "g.until=g.to"],
                vec!["g.from", "g.to"],
            ),
            (
                vec![("homes.to", "homes.until")],
                vec!["homes.k1.until=homes.k1.to"],
                vec!["homes.k1.to"],
            ),
            (
                vec![("homes", "past.homes")],
                vec![
                    "past.homes=k1",
                    "past.homes.k1.from=homes.k1.from",
                    "past.homes.k1.to=homes.k1.to",
                ],
                vec!["homes", "homes.k1.from", "homes.k1.to"],
            ),
        ] {
            let expected = (
                changes.into_iter().map(str::to_owned).collect(),
                removed.into_iter().map(str::to_owned).collect(),
            );
            assert_eq!(moved(&rename, &[]), expected, "{rename:?}");
        }
    }

    #[test]
    fn what_is_dropped_is_gone_with_all_inside() {
        let (changes, removed) = moved(&[], &["homes", "b"]);
        assert!(changes.is_empty());
        assert_eq!(removed, ["b", "homes", "homes.k1.from", "homes.k1.to"]);
    }

    #[test]
    fn a_version_takes_over_the_majors_it_names() {
        let form = Form {
            migrations: vec![Migration {
                from: 2,
                ..Migration::default()
            }],
            ..form()
        };
        assert!(form.migration("2.7.1").is_some());
        assert!(form.migration("1.0.0").is_none() && form.migration("x").is_none());
    }
}
