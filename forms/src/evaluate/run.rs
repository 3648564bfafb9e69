//! One evaluation under way: the form laid out over the answers, every value
//! and condition computed when first asked for and remembered. Asking lazily
//! is what makes order in the definition irrelevant: a forward reference is
//! simply computed earlier.

use super::Context;
use super::known::{self, Known};
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

/// What is found out about a node, when first asked for.
#[derive(Default)]
struct State {
    applies: Memo,
    leaf: OnceCell<Leaf>,
    busy: Cell<bool>,
}

/// What reading or computing one field gave.
#[derive(Clone, Default)]
pub(crate) struct Leaf {
    pub(crate) value: Option<Value>,
    /// The answer is not of the question's type.
    pub(crate) code: Option<Code>,
}

impl From<Result<Option<Value>, Code>> for Leaf {
    fn from(read: Result<Option<Value>, Code>) -> Leaf {
        match read {
            Ok(value) => Leaf { value, code: None },
            Err(code) => Leaf {
                value: None,
                code: Some(code),
            },
        }
    }
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
pub(crate) struct Run<'r, 'f> {
    pub(crate) form: &'f Form,
    pub(crate) context: &'r Context<'r>,
    pub(crate) received_on: Option<Date>,
    pub(crate) nodes: Vec<Known<'f>>,
    states: Vec<State>,
    /// The raw text at each node; none where the leaves are known already.
    raws: Vec<&'r str>,
    pages: Vec<Memo>,
    /// Steps of the expression under way, and of all so far.
    pub(crate) steps: Cell<u32>,
    pub(crate) all_steps: Cell<u32>,
    /// The expressions that failed.
    pub(crate) bugs: RefCell<Vec<Failed>>,
}

impl<'r, 'f> Run<'r, 'f> {
    /// Lays a form out over what was typed.
    pub(crate) fn new(
        form: &'f Form,
        answers: &'r Answers,
        context: &'r Context<'r>,
        received_on: Option<Date>,
    ) -> Self {
        let mut run = Run::bare(form, context, received_on);
        run.raws.push("");
        let mut path = String::new();
        for (page, fields) in (0..).zip(&form.pages) {
            run.lay_out(&fields.fields, answers, &mut path, ROOT, page);
        }
        run
    }

    /// The root alone.
    pub(crate) fn bare(
        form: &'f Form,
        context: &'r Context<'r>,
        received_on: Option<Date>,
    ) -> Self {
        let size = form.size() + 1;
        let (mut nodes, mut states) = (Vec::with_capacity(size), Vec::with_capacity(size));
        nodes.push(Known {
            children: Vec::with_capacity(size),
            ..Known::default()
        });
        states.push(State::default());
        Run {
            form,
            context,
            received_on,
            nodes,
            states,
            raws: Vec::new(),
            pages: form.pages.iter().map(|_| Memo::default()).collect(),
            steps: Cell::new(0),
            all_steps: Cell::new(0),
            bugs: RefCell::default(),
        }
    }

    /// Adds a field or, without one, an item.
    pub(crate) fn push(
        &mut self,
        field: Option<&'f Field>,
        item: String,
        parent: u32,
        page: u32,
    ) -> u32 {
        let id = self.nodes.len() as u32;
        self.nodes[parent as usize].children.push(id);
        self.nodes.push(Known {
            field,
            item,
            parent,
            page,
            ..Known::default()
        });
        self.states.push(State::default());
        id
    }

    fn lay_out(
        &mut self,
        fields: &'f [Field],
        answers: &'r Answers,
        path: &mut String,
        parent: u32,
        page: u32,
    ) {
        let end = path.len();
        for field in fields {
            extend(path, &field.id);
            let raw = answers.get(path).unwrap_or("");
            let id = self.push(Some(field), String::new(), parent, page);
            self.raws.push(raw);
            self.give(id, usize::from(!raw.is_empty()), None);
            match &field.question {
                Question::Group(inside) => self.lay_out(inside, answers, path, id, page),
                Question::Repeat(options) => {
                    let items = crate::answers::items(raw);
                    self.give(id, items.len(), None);
                    // One more than allowed would change nothing but the work.
                    for item in items.into_iter().take(options.max_items as usize) {
                        let end = path.len();
                        extend(path, item);
                        let item = self.push(None, item.to_owned(), id, page);
                        self.raws.push("");
                        self.lay_out(&options.fields, answers, path, item, page);
                        path.truncate(end);
                    }
                }
                _ => {}
            }
            path.truncate(end);
        }
    }

    /// Says what was given at a node: so many items or, of other fields, one
    /// thing, and what reading it gave, where that is known.
    pub(crate) fn give(&mut self, id: u32, count: usize, leaf: Option<Leaf>) {
        self.nodes[id as usize].given = count as u32;
        if let Some(leaf) = leaf {
            self.states[id as usize].leaf = OnceCell::from(leaf);
        }
    }

    /// The path of a field or item; empty for the root.
    pub(crate) fn path(&self, id: u32) -> String {
        let node = self.node(id);
        known::path(node.name(), node.parent, |id| {
            let around = self.node(id);
            (around.name(), around.parent)
        })
    }

    pub(crate) fn node(&self, id: u32) -> &Known<'f> {
        &self.nodes[id as usize]
    }

    /// How many items were given, however many are allowed.
    pub(crate) fn item_count(&self, id: u32) -> usize {
        self.node(id).given as usize
    }

    /// The child of a container by field id.
    pub(crate) fn child(&self, container: u32, name: &str) -> Option<u32> {
        let children = &self.node(container).children;
        if container == ROOT {
            return self.form.own(name).map(|(number, _)| children[number]);
        }
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
        self.remember(&self.states[id as usize].applies, || {
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
    pub(crate) fn page_applies(&self, page: u32) -> bool {
        let known = &self.form.pages[page as usize];
        self.remember(&self.pages[page as usize], || {
            let when = known.visible_when.as_ref();
            when.is_none_or(|when| self.holds(when, &Place::root(), ROOT, &known.id))
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
        let what = question::join(&self.path(at), what);
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
        let state = &self.states[id as usize];
        if state.applies.0.get() != Some(true) && !self.applies(id) {
            return Err(Stop::Unknown);
        }
        if let Some(leaf) = state.leaf.get() {
            return Ok(leaf);
        }
        if state.busy.replace(true) {
            return Err(Stop::Bug(Bug::Cycle));
        }
        let leaf = self.compute(id);
        Ok(state.leaf.get_or_init(|| leaf))
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
            Some(question) => {
                let raw = self.raws.get(id as usize).copied().unwrap_or("");
                question::read(question, raw).into()
            }
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

    /// Of each page, whether it applies and has anything to show.
    pub(crate) fn pages_shown(&self) -> Vec<bool> {
        let mut shown = vec![false; self.form.pages.len()];
        for id in &self.node(ROOT).children {
            let node = self.node(*id);
            // A field applies only where its page does.
            if node.field.is_some_and(|field| !field.hidden) && self.applies(*id) {
                shown[node.page as usize] = true;
            }
        }
        shown
    }

    /// Reads and computes what nobody has asked for yet.
    pub(crate) fn settle(&self) {
        for id in 1..self.nodes.len() as u32 {
            // Of what is unknown or failed, the leaf remembers what is to be said.
            let _known = self.leaf(id).is_ok();
        }
    }

    /// Which of several lists a field offers, empty while there is none.
    fn list(&self, id: u32) -> Option<&'f str> {
        match self.node(id).field.map(|field| &field.question) {
            Some(Question::Choice(options @ choice::Options::Source { dated: Some(_), .. })) => {
                let around = Around {
                    run: self,
                    node: id,
                };
                match options.offer(&around) {
                    Offer::Dataset(dataset) => Some(dataset),
                    Offer::Unknown | Offer::Nothing => Some(""),
                }
            }
            _ => None,
        }
    }

    /// What is known of every field.
    pub(crate) fn known(mut self) -> Vec<Known<'f>> {
        // A list may depend on the leaf of any other field.
        for id in 0..self.nodes.len() {
            self.nodes[id].list = self.list(id as u32);
        }
        for (node, state) in self.nodes.iter_mut().zip(&mut self.states) {
            // Nobody asks whether the root does.
            node.applies = state.applies.0.get().unwrap_or(true);
            node.leaf = state.leaf.take().and_then(|leaf| leaf.value);
        }
        self.nodes
    }
}

/// Adds a name to a path.
fn extend(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
