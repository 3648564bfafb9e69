//! What an evaluation knows of each field, asked by its path.

use super::Evaluation;
use super::run::ROOT;
use crate::form::Field;
use crate::question::Question;
use crate::value::Value;
use std::sync::OnceLock;

/// A field in its place, a repeat's item, or the root.
#[derive(Default)]
pub(crate) struct Known<'f> {
    /// `None`: the root, or an item.
    pub(crate) field: Option<&'f Field>,
    /// An item's id; empty for everything else.
    pub(crate) item: String,
    /// The root is its own parent.
    pub(crate) parent: u32,
    /// The page it stands on.
    pub(crate) page: u32,
    /// In the order of the definition, or of a repeat's items.
    pub(crate) children: Vec<u32>,
    /// How many items were given, however many are allowed; of other fields,
    /// whether anything was, of the right type or not.
    pub(crate) given: u32,
    /// Whether it is asked; said at the end.
    pub(crate) applies: bool,
    /// Which of several lists is offered; said at the end.
    pub(crate) list: Option<&'f str>,
    /// A field's own value; said at the end.
    pub(crate) leaf: Option<Value>,
    /// A group's or a repeat's, once somebody asked.
    pub(crate) whole: OnceLock<Box<Value>>,
}

impl<'f> Evaluation<'f> {
    /// Every field of the form and of its items.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Known<'f>> {
        self.known.iter().filter(|known| known.field.is_some())
    }

    /// The field or item at a path.
    pub(crate) fn at(&self, path: &str) -> Option<&Known<'f>> {
        let mut names = path.split('.');
        let (first, _) = self.form.own(names.next()?)?;
        let own = &self.known.first()?.children;
        let mut found = &self.known[own[first] as usize];
        for name in names {
            let mut inside = found.children.iter().map(|id| &self.known[*id as usize]);
            found = inside.find(|known| known.name() == name)?;
        }
        Some(found)
    }

    /// The path of a field or item.
    pub(crate) fn path(&self, known: &Known<'f>) -> String {
        path(known.name(), known.parent, |id| {
            let around = &self.known[id as usize];
            (around.name(), around.parent)
        })
    }

    /// Everything known at a place: a leaf's value, a group's or item's object,
    /// a repeat's list. Nothing where it does not apply.
    pub(crate) fn whole<'s>(&'s self, known: &'s Known<'f>) -> Option<&'s Value> {
        if !known.applies {
            return None;
        }
        if !known.is_container() {
            return known.leaf.as_ref();
        }
        let whole = || Box::new(self.gathered(known));
        Some(known.whole.get_or_init(whole))
    }

    fn gathered(&self, known: &Known<'f>) -> Value {
        let mut list = Vec::new();
        let mut entries = Vec::new();
        for id in &known.children {
            let inside = &self.known[*id as usize];
            // An item that is in no answer is of a repeat that is not asked.
            let Some(value) = self.whole(inside).cloned() else {
                continue;
            };
            match inside.field {
                Some(field) => entries.push((field.id.clone(), value)),
                None => list.push(value),
            }
        }
        if known.is_repeat() {
            Value::List(list)
        } else {
            Value::Map(entries)
        }
    }
}

impl<'f> Known<'f> {
    /// A field's or an item's id.
    pub(crate) fn name(&self) -> &str {
        self.field.map_or(&self.item, |field| &field.id)
    }

    fn is_repeat(&self) -> bool {
        matches!(
            self.field.map(|field| &field.question),
            Some(Question::Repeat(_))
        )
    }

    fn is_container(&self) -> bool {
        match self.field.map(|field| &field.question) {
            None | Some(Question::Group(_)) => true,
            _ => self.is_repeat(),
        }
    }
}

/// A path from a name outwards; `around` gives the name and the parent of a place.
pub(crate) fn path<'n>(
    name: &'n str,
    mut parent: u32,
    around: impl Fn(u32) -> (&'n str, u32),
) -> String {
    let mut names = vec![name];
    while parent != ROOT {
        let (name, next) = around(parent);
        names.push(name);
        parent = next;
    }
    names.reverse();
    names.join(".")
}
