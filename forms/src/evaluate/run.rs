//! One evaluation under way: the form laid out over the answers, every value
//! and condition computed when first asked for and remembered. Asking lazily
//! is what makes order in the definition irrelevant: a forward reference is
//! simply computed earlier.

use super::{Context, Evaluation};
use crate::Answers;
use crate::date::Date;
use crate::expression::evaluate::{Place, condition, whole};
use crate::expression::{Bug, Expr, Stop};
use crate::form::{Field, Form};
use crate::limits;
use crate::problem::Code;
use crate::question::choice::{self, Offer};
use crate::question::{self, Around, Question};
use crate::value::Value;
use std::cell::{Cell, OnceCell, RefCell};

/// The node of the whole form.
pub(crate) const ROOT: u32 = 0;

/// A field in its place, a repeat's item, or the root.
pub(crate) struct Node<'f> {
    /// Path of the field or item; empty for the root.
    pub(crate) path: String,
    /// `None`: the root, or an item.
    pub(crate) field: Option<&'f Field>,
    /// The root is its own parent.
    pub(crate) parent: u32,
    /// The page it stands on.
    page: usize,
    /// In the order of the definition, or of a repeat's items.
    pub(crate) children: Vec<u32>,
    applies: Memo,
    leaf: OnceCell<Leaf>,
    busy: Cell<bool>,
}

/// What reading or computing one field gave.
#[derive(Default)]
pub(crate) struct Leaf {
    pub(crate) value: Option<Value>,
    /// The answer is not of the question's type.
    pub(crate) code: Option<Code>,
}

/// A condition computed once.
#[derive(Default)]
struct Memo(Cell<Option<bool>>, Cell<bool>);

/// An expression that failed although its inputs were known.
pub(crate) struct Failed {
    /// The node it stands at.
    pub(crate) at: u32,
    /// Which it is, for the log.
    pub(crate) what: String,
    /// All but warnings block.
    pub(crate) blocks: bool,
}

/// Form, answers and context laid out.
pub(crate) struct Run<'f> {
    pub(crate) form: &'f Form,
    pub(crate) context: &'f Context<'f>,
    pub(crate) received_on: Option<Date>,
    pub(crate) nodes: Vec<Node<'f>>,
    answers: &'f Answers,
    pages: Vec<Memo>,
    /// Steps of the expression under way, and of all so far.
    pub(crate) steps: Cell<u32>,
    pub(crate) all_steps: Cell<u32>,
    /// The expressions that failed.
    pub(crate) bugs: RefCell<Vec<Failed>>,
}

impl<'f> Run<'f> {
    pub(crate) fn new(
        form: &'f Form,
        answers: &'f Answers,
        context: &'f Context<'f>,
        received_on: Option<Date>,
    ) -> Self {
        let mut run = Run {
            form,
            context,
            received_on,
            nodes: Vec::new(),
            answers,
            pages: form.pages.iter().map(|_| Memo::default()).collect(),
            steps: Cell::new(0),
            all_steps: Cell::new(0),
            bugs: RefCell::default(),
        };
        run.push(String::new(), None, ROOT, 0);
        for (page, fields) in form.pages.iter().enumerate() {
            run.lay_out(&fields.fields, "", ROOT, page);
        }
        run
    }

    fn push(&mut self, path: String, field: Option<&'f Field>, parent: u32, page: usize) -> u32 {
        let id = self.nodes.len() as u32;
        if id != ROOT {
            self.nodes[parent as usize].children.push(id);
        }
        self.nodes.push(Node {
            path,
            field,
            parent,
            page,
            children: Vec::new(),
            applies: Memo::default(),
            leaf: OnceCell::new(),
            busy: Cell::new(false),
        });
        id
    }

    fn lay_out(&mut self, fields: &'f [Field], prefix: &str, parent: u32, page: usize) {
        for field in fields {
            let path = question::join(prefix, &field.id);
            let id = self.push(path.clone(), Some(field), parent, page);
            match &field.question {
                Question::Group(inside) => self.lay_out(inside, &path, id, page),
                Question::Repeat(options) => {
                    // One more than allowed would change nothing but the work.
                    for item in self
                        .answers
                        .items(&path)
                        .into_iter()
                        .take(options.max_items as usize)
                    {
                        let item_path = question::join(&path, item);
                        let item = self.push(item_path.clone(), None, id, page);
                        self.lay_out(&options.fields, &item_path, item, page);
                    }
                }
                _ => {}
            }
        }
    }

    pub(crate) fn node(&self, id: u32) -> &Node<'f> {
        &self.nodes[id as usize]
    }

    /// The raw text at a node.
    pub(crate) fn raw(&self, id: u32) -> Option<&'f str> {
        self.answers.get(&self.node(id).path)
    }

    /// How many items were given, however many are allowed.
    pub(crate) fn item_count(&self, id: u32) -> usize {
        self.answers.items(&self.node(id).path).len()
    }

    /// The child of a container by field id.
    pub(crate) fn child(&self, container: u32, name: &str) -> Option<u32> {
        let children = &self.node(container).children;
        children.iter().copied().find(|child| {
            self.node(*child)
                .field
                .is_some_and(|field| field.id == name)
        })
    }

    /// Whether names are looked up among a node's children.
    pub(crate) fn is_scope(&self, id: u32) -> bool {
        !matches!(
            self.node(id).field.map(|field| &field.question),
            Some(Question::Repeat(_))
        )
    }

    /// A field by name: in the container, then outwards to the root.
    pub(crate) fn resolve(&self, mut container: u32, name: &str) -> Option<u32> {
        loop {
            if self.is_scope(container)
                && let Some(found) = self.child(container, name)
            {
                return Some(found);
            }
            if container == ROOT {
                return None;
            }
            container = self.node(container).parent;
        }
    }

    /// A field by dotted path: the first name as [`Run::resolve`], the rest inside it.
    pub(crate) fn resolve_path(&self, container: u32, path: &str) -> Option<u32> {
        let mut names = path.split('.');
        let mut found = self.resolve(container, names.next()?)?;
        for name in names {
            found = self.child(found, name)?;
        }
        Some(found)
    }

    /// The place of an expression written at a node.
    pub(crate) fn place(&self, id: u32) -> Place {
        let mut item = id;
        while item != ROOT && self.node(item).field.is_some() {
            item = self.node(item).parent;
        }
        Place {
            container: self.node(id).parent,
            this: Some(id),
            item: (item != ROOT).then_some(item),
        }
    }

    /// Whether a field applies: all around it does and its own condition holds.
    pub(crate) fn applies(&self, id: u32) -> bool {
        if id == ROOT {
            return true;
        }
        let node = self.node(id);
        self.remember(&node.applies, || {
            let around = if node.parent == ROOT {
                self.page_applies(node.page)
            } else {
                self.applies(node.parent)
            };
            around
                && node
                    .field
                    .and_then(|field| field.visible_when.as_ref())
                    .is_none_or(|when| self.holds(when, &self.place(id), id, "visibleWhen"))
                && match node.field.map(|field| &field.question) {
                    Some(Question::Choice(options)) => options.applies(&Around {
                        run: self,
                        node: id,
                    }),
                    _ => true,
                }
        })
    }

    /// Whether a page's own condition holds.
    pub(crate) fn page_applies(&self, page: usize) -> bool {
        let when = self.form.pages[page].visible_when.as_ref();
        self.remember(&self.pages[page], || {
            when.is_none_or(|when| {
                self.holds(when, &Place::root(), ROOT, &self.form.pages[page].id)
            })
        })
    }

    fn remember(&self, memo: &Memo, compute: impl FnOnce() -> bool) -> bool {
        if let Some(known) = memo.0.get() {
            return known;
        }
        // A condition that asks for itself: publish refuses it.
        if memo.1.replace(true) {
            return false;
        }
        let known = compute();
        memo.0.set(Some(known));
        known
    }

    /// Whether an answer is needed here.
    pub(crate) fn required(&self, id: u32) -> bool {
        use crate::form::Required;
        match self.node(id).field.map(|field| &field.required) {
            Some(Required::Always) => true,
            Some(Required::When(when)) => self.holds(when, &self.place(id), id, "required"),
            _ => false,
        }
    }

    /// A condition; unknown is false, a bug is false and remembered.
    pub(crate) fn holds(&self, when: &Expr, place: &Place, at: u32, what: &str) -> bool {
        match self.metered(|| condition(self, place, when)) {
            Ok(holds) => holds,
            Err(Stop::Unknown) => false,
            Err(Stop::Bug(_)) => {
                self.bug(at, what);
                false
            }
        }
    }

    /// Remembers that an expression at a node failed, which blocks.
    pub(crate) fn bug(&self, at: u32, what: &str) {
        self.failed(at, what, true);
    }

    /// Remembers the failure of an expression, a warning's, that blocks nothing.
    pub(crate) fn note_bug(&self, at: u32, what: &str) {
        self.failed(at, what, false);
    }

    fn failed(&self, at: u32, what: &str, blocks: bool) {
        let what = question::join(&self.node(at).path, what);
        self.bugs.borrow_mut().push(Failed { at, what, blocks });
    }

    /// Runs one expression on a meter of its own.
    pub(crate) fn metered<T>(&self, run: impl FnOnce() -> T) -> T {
        let outer = self.steps.replace(0);
        let result = run();
        self.steps.set(outer);
        result
    }

    /// Takes steps off the meters.
    pub(crate) fn charge(&self, steps: usize) -> Result<(), Stop> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        let mine = self.steps.get().saturating_add(steps);
        let all = self.all_steps.get().saturating_add(steps);
        self.steps.set(mine);
        self.all_steps.set(all);
        if mine > limits::STEPS_PER_EXPRESSION || all > limits::STEPS_PER_EVALUATION {
            return Err(Stop::Bug(Bug::Cost));
        }
        Ok(())
    }

    /// What one field holds: the answer read, or the value computed. Neither
    /// for groups, repeats and fields that do not apply.
    pub(crate) fn leaf(&self, id: u32) -> Result<&Leaf, Stop> {
        if !self.applies(id) {
            return Err(Stop::Unknown);
        }
        let node = self.node(id);
        if let Some(leaf) = node.leaf.get() {
            return Ok(leaf);
        }
        if node.busy.replace(true) {
            return Err(Stop::Bug(Bug::Cycle));
        }
        let leaf = self.compute(id);
        Ok(node.leaf.get_or_init(|| leaf))
    }

    fn compute(&self, id: u32) -> Leaf {
        match self.node(id).field.map(|field| &field.question) {
            None | Some(Question::Group(_) | Question::Repeat(_) | Question::Note) => {
                Leaf::default()
            }
            Some(Question::Calculated(options)) => {
                let place = Place {
                    this: None,
                    ..self.place(id)
                };
                let value = self.metered(|| whole(self, &place, &options.calculate));
                let value = value.and_then(|value| {
                    let kept = options.data_type.keep(value);
                    kept.ok_or(Stop::Bug(Bug::Type))
                });
                if matches!(value, Err(Stop::Bug(_))) {
                    self.bug(id, "calculate");
                }
                Leaf {
                    value: value.ok(),
                    code: None,
                }
            }
            Some(question) => match question::read(question, self.raw(id).unwrap_or("")) {
                Ok(value) => Leaf { value, code: None },
                Err(code) => Leaf {
                    value: None,
                    code: Some(code),
                },
            },
        }
    }

    /// The value of one field; unknown when there is none.
    pub(crate) fn value(&self, id: u32) -> Result<&Value, Stop> {
        self.leaf(id)?.value.as_ref().ok_or(Stop::Unknown)
    }

    /// Everything known at a node: a leaf's value, a group's or item's object,
    /// a repeat's list. Nothing where it does not apply.
    pub(crate) fn deep(&self, id: u32) -> Option<Value> {
        if !self.applies(id) {
            return None;
        }
        let node = self.node(id);
        match node.field.map(|field| &field.question) {
            Some(Question::Repeat(_)) => Some(Value::List(
                node.children
                    .iter()
                    .filter_map(|item| self.deep(*item))
                    .collect(),
            )),
            None | Some(Question::Group(_)) => {
                let mut entries = Vec::new();
                for child in &node.children {
                    if let (Some(field), Some(value)) = (self.node(*child).field, self.deep(*child))
                    {
                        entries.push((field.id.clone(), value));
                    }
                }
                Some(Value::Map(entries))
            }
            Some(_) => self.leaf(id).ok()?.value.clone(),
        }
    }

    /// Whether a page has anything to show.
    pub(crate) fn page_shows(&self, page: usize) -> bool {
        self.page_applies(page)
            && self.node(ROOT).children.iter().any(|id| {
                let node = self.node(*id);
                node.page == page
                    && node.field.is_some_and(|field| !field.hidden)
                    && self.applies(*id)
            })
    }

    /// Writes down which of several lists a field offers.
    fn note_list(&self, id: u32, field: &Field, evaluation: &mut Evaluation) {
        let Question::Choice(options @ choice::Options::Source { dated: Some(_), .. }) =
            &field.question
        else {
            return;
        };
        let around = Around {
            run: self,
            node: id,
        };
        let list = match options.offer(&around) {
            Offer::Dataset(dataset) => dataset,
            Offer::Unknown | Offer::Nothing => "",
        };
        let path = self.node(id).path.clone();
        evaluation.lists.insert(path, list.to_owned());
    }

    /// Writes down which fields and pages do not apply, and every known value.
    pub(crate) fn note_down(&self, evaluation: &mut Evaluation) {
        for (page, known) in self.form.pages.iter().enumerate() {
            if !self.page_shows(page) {
                evaluation.hidden_pages.insert(known.id.clone());
            }
        }
        for id in 1..self.nodes.len() as u32 {
            let node = self.node(id);
            let Some(field) = node.field else { continue };
            if !self.applies(id) {
                evaluation.hidden.insert(node.path.clone());
            } else if !matches!(field.question, Question::Note)
                && let Some(value) = self.deep(id)
            {
                evaluation.values.insert(node.path.clone(), value);
            }
            self.note_list(id, field, evaluation);
        }
    }
}
