//! A submission's typed JSON, laid over a form in one pass over its text.

use crate::answers::Answers;
use crate::date::Date;
use crate::evaluate::run::{ROOT, Run};
use crate::evaluate::{Context, Evaluation, finished};
use crate::form::{Field, Form};
use crate::limits;
use crate::problem::{Code, Level, Problem};
use crate::question::json::{self, Given};
use crate::question::{Question, join};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value as Json;
use std::cell::Cell;
use std::fmt;

/// Typed JSON as answers to a form.
///
/// The contract is strict where a person's typing is not: text must already be
/// trimmed, NFC, a phone number E.164; what is not answered is left out, not
/// empty. Items of repeats get the ids `i1`, `i2`, … in the order of the form,
/// so that an id stands for one item of the whole form. Of a key that is said
/// twice the last counts, as everywhere in JSON.
///
/// `Debug` prints no answer.
///
/// ```
/// use forms::{Context, Document, Field, Form, NoDatasets, Page, Question, Text, date::Date};
///
/// let copies = Field { id: "copies".to_owned(), ..Field::of(Question::Integer(Default::default())) };
/// let page = Page { id: "p".to_owned(), title: Text::default(), visible_when: None, section: None, fields: vec![copies] };
/// let form = Form { pages: vec![page], ..Form::default() };
/// let today = Date::new(2026, 11, 23).expect("a date");
/// let context = Context { today, channel: "online", agency: "A1", province: "14", datasets: &NoDatasets };
///
/// let document = Document::read(&form, r#"{"copies": 3}"#)?;
/// assert_eq!(document.problems(), []);
/// assert_eq!(document.answers().get("copies"), Some("3"));
/// assert_eq!(document.evaluate(&context).value("copies").and_then(|copies| copies.as_int()), Some(3));
///
/// let problems = Document::read(&form, r#"{"copies": "3", "copy": 3}"#)?.problems();
/// let said: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.code.name())).collect();
/// assert_eq!(said, [("copies", "type"), ("copy", "unknownKey")]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Document<'f> {
    form: &'f Form,
    /// `None`: no object, or nested too deep.
    root: Option<Object>,
    /// Whether anything is not of the contract's shape.
    flawed: bool,
}

/// What was given for the fields of a form, group or item, in their order.
struct Object {
    slots: Vec<Slot>,
    /// Keys that are no field's.
    unknown: Vec<String>,
}

impl Object {
    /// How many items stand in it.
    fn items(&self) -> usize {
        let inside = self.slots.iter().map(|slot| match slot {
            Slot::Group(object) => object.items(),
            Slot::Items(list) => {
                let inside = list.iter().flatten().map(Object::items);
                list.len() + inside.sum::<usize>()
            }
            Slot::Nothing | Slot::Wrong | Slot::Leaf(_) => 0,
        });
        inside.sum()
    }
}

enum Slot {
    Nothing,
    /// Not of the field's type.
    Wrong,
    Leaf(Given),
    Group(Object),
    /// The items; `None`: no object.
    Items(Vec<Option<Object>>),
}

impl<'f> Document<'f> {
    /// Reads a document's text.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn read(form: &'f Form, text: &str) -> Result<Self, serde_json::Error> {
        let mut from = serde_json::Deserializer::from_str(text);
        let document = Document::from(form, &mut from)?;
        from.end()?;
        Ok(document)
    }

    /// Reads JSON that was parsed before.
    pub fn of(form: &'f Form, json: &Json) -> Self {
        // A tree of JSON cannot fail to be one.
        Document::from(form, json).unwrap_or(Document {
            form,
            root: None,
            flawed: true,
        })
    }

    fn from<'d, D: Deserializer<'d>>(form: &'f Form, from: D) -> Result<Self, D::Error> {
        let seen = Seen::default();
        let seed = Place {
            fields: Fields::Form(form),
            left: limits::JSON_DEPTH,
            seen: &seen,
        };
        let root = match seed.deserialize(from)? {
            // No form nests so deep: nothing in it could be meant.
            _ if seen.deep.get() => None,
            Slot::Group(object) => Some(object),
            _ => None,
        };
        let flawed = root.is_none() || seen.flaw.get();
        Ok(Document { form, root, flawed })
    }

    /// What is not of the contract's shape: a value that is not of its field's
    /// type (code `type`; at the root, path empty, when the document is no
    /// object or nested deeper than [`limits::JSON_DEPTH`]), a key that is no
    /// field's (`unknownKey`).
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        match &self.root {
            Some(_) if !self.flawed => {}
            Some(root) => each(self.fields(), root, "", &mut 0, &mut |path, said| {
                let code = match said {
                    Said::Wrong => Code::Type,
                    Said::Unknown => Code::Rule("unknownKey".to_owned()),
                    Said::Given(_) | Said::Items(_) => return,
                };
                found.push(wrong(path, code));
            }),
            None => found.push(wrong(String::new(), Code::Type)),
        }
        found
    }

    /// The same answers as people type them: what a draft holds.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::new();
        if let Some(root) = &self.root {
            each(self.fields(), root, "", &mut 0, &mut |path, said| {
                let raw = match said {
                    Said::Given(given) => given.raw(),
                    Said::Items(ids) => ids,
                    Said::Wrong | Said::Unknown => return,
                };
                answers.set(path, raw);
            });
        }
        answers
    }

    /// Evaluates everything, as [`crate::evaluate`] does with [`Document::answers`].
    pub fn evaluate(self, context: &Context<'_>) -> Evaluation<'f> {
        self.evaluate_received(context, None)
    }

    /// The same for a dossier received on a date.
    pub fn evaluate_received(
        self,
        context: &Context<'_>,
        received_on: Option<Date>,
    ) -> Evaluation<'f> {
        let mut run = Run::bare(self.form, context, received_on);
        let mut slots = self.root.map(|root| root.slots.into_iter());
        let mut items = 0;
        for (page, fields) in (0..).zip(&self.form.pages) {
            for field in &fields.fields {
                let slot = slots.as_mut().and_then(Iterator::next);
                lay_out(&mut run, field, slot, ROOT, page, &mut items);
            }
        }
        finished(run)
    }

    fn fields(&self) -> Fields<'f> {
        Fields::Form(self.form)
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").finish_non_exhaustive()
    }
}

fn wrong(path: String, code: Code) -> Problem {
    Problem {
        path,
        code,
        level: Level::Error,
    }
}

/// The fields that an object's keys are of.
#[derive(Clone, Copy)]
enum Fields<'f> {
    /// All pages'.
    Form(&'f Form),
    /// A group's or an item's.
    Inside(&'f [Field]),
}

impl<'f> Fields<'f> {
    fn iter(self) -> impl Iterator<Item = &'f Field> {
        let (pages, inside) = match self {
            Fields::Form(form) => (form.pages.as_slice(), [].as_slice()),
            Fields::Inside(fields) => (Default::default(), fields),
        };
        let pages = pages.iter().flat_map(|page| &page.fields);
        pages.chain(inside)
    }

    fn len(self) -> usize {
        match self {
            Fields::Form(form) => form.size(),
            Fields::Inside(fields) => fields.len(),
        }
    }

    /// The field of a key, and its place.
    fn find(self, key: &str) -> Option<(usize, &'f Field)> {
        let found = match self {
            Fields::Form(form) => form.own(key),
            Fields::Inside(fields) => fields.iter().enumerate().find(|(_, field)| field.id == key),
        };
        found.filter(|(_, field)| !matches!(field.question, Question::Note))
    }
}

/// Something that a document says at a path.
enum Said<'d> {
    Given(&'d Given),
    /// The ids of items, joined by commas.
    Items(String),
    Wrong,
    Unknown,
}

/// Goes through a document in the order of the form.
fn each(
    fields: Fields<'_>,
    object: &Object,
    prefix: &str,
    items: &mut usize,
    visit: &mut dyn FnMut(String, Said<'_>),
) {
    for (field, slot) in fields.iter().zip(&object.slots) {
        let path = || join(prefix, &field.id);
        match slot {
            Slot::Nothing => {}
            Slot::Wrong => visit(path(), Said::Wrong),
            Slot::Leaf(given) => visit(path(), Said::Given(given)),
            Slot::Group(inside) => {
                let fields = Fields::Inside(field.question.inside());
                each(fields, inside, &path(), items, visit);
            }
            Slot::Items(list) => {
                let ids: Vec<String> = list.iter().map(|_| next_id(items)).collect();
                visit(path(), Said::Items(ids.join(",")));
                for (id, item) in ids.iter().zip(list) {
                    let path = join(&path(), id);
                    let fields = Fields::Inside(field.question.inside());
                    match item {
                        Some(item) => each(fields, item, &path, items, visit),
                        None => visit(path, Said::Wrong),
                    }
                }
            }
        }
    }
    for key in &object.unknown {
        visit(join(prefix, key), Said::Unknown);
    }
}

fn next_id(items: &mut usize) -> String {
    *items += 1;
    ["i", &items.to_string()].concat()
}

/// Lays a field out with what was given for it.
fn lay_out<'f>(
    run: &mut Run<'_, 'f>,
    field: &'f Field,
    slot: Option<Slot>,
    parent: u32,
    page: u32,
    items: &mut usize,
) {
    let id = run.push(Some(field), String::new(), parent, page);
    match (slot, &field.question) {
        (Some(Slot::Leaf(Given { leaf, .. })), _) => {
            let given = leaf.value.is_some() || leaf.code.is_some();
            run.give(id, usize::from(given), Some(leaf));
        }
        (slot, Question::Group(inside)) => {
            let mut slots = match slot {
                Some(Slot::Group(object)) => Some(object.slots.into_iter()),
                _ => None,
            };
            for field in inside {
                let slot = slots.as_mut().and_then(Iterator::next);
                lay_out(run, field, slot, id, page, items);
            }
        }
        (Some(Slot::Items(list)), Question::Repeat(options)) => {
            run.give(id, list.len(), None);
            let ids: Vec<String> = list.iter().map(|_| next_id(items)).collect();
            // One more than allowed would change nothing but the work.
            let most = options.max_items as usize;
            for (place, (item_id, item)) in ids.into_iter().zip(list).enumerate() {
                if place >= most {
                    // What is inside has ids all the same.
                    *items += item.map_or(0, |item| item.items());
                    continue;
                }
                let item_node = run.push(None, item_id, id, page);
                let mut slots = item.map(|item| item.slots.into_iter());
                for field in &options.fields {
                    let slot = slots.as_mut().and_then(Iterator::next);
                    lay_out(run, field, slot, item_node, page, items);
                }
            }
        }
        _ => {}
    }
}

/// Where a value is read: below a form, in a group or an item.
#[derive(Clone, Copy)]
struct Place<'f, 'c> {
    fields: Fields<'f>,
    /// How many lists and objects may still be opened.
    left: usize,
    seen: &'c Seen,
}

/// What was noticed on the way.
#[derive(Default)]
struct Seen {
    /// Lists and objects in each other beyond the limit.
    deep: Cell<bool>,
    /// A key or a value that is not of the contract's shape.
    flaw: Cell<bool>,
}

impl<'f, 'c> Place<'f, 'c> {
    fn inside(self, fields: &'f [Field]) -> Self {
        Place {
            fields: Fields::Inside(fields),
            ..self
        }
    }

    /// One list or object further in; `None`: no further.
    fn opened(self) -> Option<Self> {
        let left = self.left.checked_sub(1);
        self.seen.deep.set(self.seen.deep.get() || left.is_none());
        left.map(|left| Place { left, ..self })
    }

    /// Any value, as it is.
    fn tree<'d, D: Deserializer<'d>>(self, from: D) -> Result<Json, D::Error> {
        let json = Json::deserialize(from)?;
        if is_deeper(&json, self.left) {
            self.seen.deep.set(true);
        }
        Ok(json)
    }

    fn wrong<E>(self) -> Result<Slot, E> {
        self.seen.flaw.set(true);
        Ok(Slot::Wrong)
    }

    fn answer(self, field: &'f Field) -> Answer<'f, 'c> {
        Answer { place: self, field }
    }
}

impl<'d> DeserializeSeed<'d> for Place<'_, '_> {
    type Value = Slot;

    fn deserialize<D: Deserializer<'d>>(self, from: D) -> Result<Slot, D::Error> {
        from.deserialize_any(self)
    }
}

/// The fields of one object; anything else is wrong.
impl<'d> Visitor<'d> for Place<'_, '_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'d>>(self, mut map: M) -> Result<Slot, M::Error> {
        let Some(place) = self.opened() else {
            IgnoredAny.visit_map(map)?;
            return self.wrong();
        };
        let mut object = Object {
            slots: Vec::new(),
            unknown: Vec::new(),
        };
        object
            .slots
            .resize_with(self.fields.len(), || Slot::Nothing);
        let key = Key {
            fields: self.fields,
        };
        while let Some(found) = map.next_key_seed(key)? {
            match found {
                Ok((at, field)) => object.slots[at] = map.next_value_seed(place.answer(field))?,
                Err(unknown) => {
                    map.next_value_seed(Other(place))?;
                    self.seen.flaw.set(true);
                    object.unknown.push(unknown);
                }
            }
        }
        object.unknown.sort();
        object.unknown.dedup();
        Ok(Slot::Group(object))
    }

    fn visit_seq<S: SeqAccess<'d>>(self, seq: S) -> Result<Slot, S::Error> {
        self.tree(SeqAccessDeserializer::new(seq))?;
        self.wrong()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Slot, E> {
        self.wrong()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Slot, E> {
        self.wrong()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Slot, E> {
        self.wrong()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Slot, E> {
        self.wrong()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Slot, E> {
        self.wrong()
    }

    fn visit_unit<E: Error>(self) -> Result<Slot, E> {
        self.wrong()
    }
}

/// The field of a key, or the key that is no field's.
#[derive(Clone, Copy)]
struct Key<'f> {
    fields: Fields<'f>,
}

impl<'d, 'f> DeserializeSeed<'d> for Key<'f> {
    type Value = Result<(usize, &'f Field), String>;

    fn deserialize<D: Deserializer<'d>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'f> Visitor<'_> for Key<'f> {
    type Value = Result<(usize, &'f Field), String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.fields.find(key).ok_or_else(|| key.to_owned()))
    }
}

/// What is no answer.
struct Other<'f, 'c>(Place<'f, 'c>);

impl<'d> DeserializeSeed<'d> for Other<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'d>>(self, from: D) -> Result<(), D::Error> {
        self.0.tree(from).map(|_| ())
    }
}

/// Whether lists and objects stand in each other more than this many times.
fn is_deeper(json: &Json, most: usize) -> bool {
    let inside = |json: &Json| is_deeper(json, most.saturating_sub(1));
    match json {
        Json::Array(_) | Json::Object(_) if most == 0 => true,
        Json::Array(list) => list.iter().any(inside),
        Json::Object(object) => object.values().any(inside),
        _ => false,
    }
}

/// The answer to one field.
struct Answer<'f, 'c> {
    place: Place<'f, 'c>,
    field: &'f Field,
}

impl Answer<'_, '_> {
    fn slot<E>(&self, given: Option<Given>) -> Result<Slot, E> {
        match (&self.field.question, given) {
            // What a client says of it is never asked.
            (Question::Calculated(_), _) => Ok(Slot::Nothing),
            (_, Some(given)) => Ok(Slot::Leaf(given)),
            (_, None) => self.place.wrong(),
        }
    }
}

impl<'d> DeserializeSeed<'d> for Answer<'_, '_> {
    type Value = Slot;

    fn deserialize<D: Deserializer<'d>>(self, from: D) -> Result<Slot, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'d> Visitor<'d> for Answer<'_, '_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_map<M: MapAccess<'d>>(self, map: M) -> Result<Slot, M::Error> {
        match &self.field.question {
            Question::Group(inside) => self.place.inside(inside).visit_map(map),
            _ => {
                let object = self.place.tree(MapAccessDeserializer::new(map))?;
                let object = object.as_object();
                let given = object.and_then(|object| json::of_object(&self.field.question, object));
                self.slot(given)
            }
        }
    }

    fn visit_seq<S: SeqAccess<'d>>(self, mut seq: S) -> Result<Slot, S::Error> {
        let Question::Repeat(options) = &self.field.question else {
            let list = self.place.tree(SeqAccessDeserializer::new(seq))?;
            let given = match list {
                Json::Array(list) => json::of_list(&self.field.question, list),
                _ => None,
            };
            return self.slot(given);
        };
        let Some(place) = self.place.opened() else {
            IgnoredAny.visit_seq(seq)?;
            return self.place.wrong();
        };
        let mut items = Vec::new();
        // One more than any form allows is enough to be refused.
        while items.len() <= limits::ITEMS as usize {
            match seq.next_element_seed(place.inside(&options.fields))? {
                Some(Slot::Group(object)) => items.push(Some(object)),
                // The flaw was seen.
                Some(_) => items.push(None),
                None => return Ok(Slot::Items(items)),
            }
        }
        while seq.next_element_seed(Other(place))?.is_some() {}
        Ok(Slot::Items(items))
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Slot, E> {
        self.slot(json::of_bool(&self.field.question, yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Slot, E> {
        self.slot(json::of_whole(&self.field.question, number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Slot, E> {
        let number = i64::try_from(number).ok();
        let given = number.and_then(|number| json::of_whole(&self.field.question, number));
        self.slot(given)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Slot, E> {
        let number = json::whole(number);
        let given = number.and_then(|number| json::of_whole(&self.field.question, number));
        self.slot(given)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Slot, E> {
        self.slot(json::of_text(&self.field.question, text))
    }

    fn visit_unit<E: Error>(self) -> Result<Slot, E> {
        self.slot(None)
    }
}
