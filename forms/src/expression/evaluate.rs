//! Running an expression: metered, three-valued, never panicking.
//!
//! Every byte and element that is copied is charged, so that the meter bounds
//! memory as it bounds time.

mod macros;
mod out;

use super::apply::apply;
use super::functions::Function;
use super::operators::{arithmetic, equal, lookup, negated, order};
use super::{Binary, Bug, Expr, Result, Stop, bug};
use crate::evaluate::run::{ROOT, Run};
use crate::limits;
use crate::question::{Question, choice};
use crate::value::Value;
use out::{Local, Out, borrowed, weight};
use std::borrow::Cow;

/// Where an expression stands.
pub(crate) struct Place {
    /// Names are looked up among this node's children, then outwards.
    pub(crate) container: u32,
    /// `self`.
    pub(crate) this: Option<u32>,
    /// `item`.
    pub(crate) item: Option<u32>,
}

impl Place {
    pub(crate) fn root() -> Place {
        Place {
            container: ROOT,
            this: None,
            item: None,
        }
    }
}

/// A whole value.
pub(crate) fn whole<'v>(run: &'v Run<'v, '_>, place: &'v Place, expr: &'v Expr) -> Result<Value> {
    At { run, place }.value(expr, None).map(Cow::into_owned)
}

/// A condition.
pub(crate) fn condition<'v>(
    run: &'v Run<'v, '_>,
    place: &'v Place,
    expr: &'v Expr,
) -> Result<bool> {
    At { run, place }.truth(expr, None)
}

/// A whole value where names have these values (`None`: unanswered), and the
/// steps it took. Without a form: for CEL's own cases.
#[cfg(feature = "author")]
pub(crate) fn with_names<'v>(
    run: &'v Run<'v, '_>,
    expr: &'v Expr,
    names: &'v [(String, Option<Value>)],
    outer: Locals<'_, 'v>,
) -> Result<Value> {
    let Some(((name, value), rest)) = names.split_first() else {
        let place = Place::root();
        let value = At { run, place: &place }.value(expr, outer);
        return value.map(Cow::into_owned);
    };
    let value = match value {
        Some(value) => Out::Value(Cow::Borrowed(value)),
        None => Out::Unknown,
    };
    let local = Local { name, value, outer };
    with_names(run, expr, rest, Some(&local))
}

struct At<'v, 'f> {
    run: &'v Run<'v, 'f>,
    place: &'v Place,
}

/// The macros' variables around.
type Locals<'l, 'v> = Option<&'l Local<'l, 'v>>;

impl<'v> At<'v, '_> {
    fn eval(&self, expr: &'v Expr, locals: Locals<'_, 'v>) -> Result<Out<'v>> {
        self.run.charge(1)?;
        Ok(Out::from(match expr {
            Expr::Null => Value::Null,
            Expr::Bool(yes) => Value::Bool(*yes),
            Expr::Int(number) => Value::Int(*number),
            Expr::Decimal(number) => Value::Decimal(*number),
            #[cfg(feature = "author")]
            Expr::Double(number) => Value::Double(*number),
            Expr::Str(text) => {
                self.run.charge(text.len() / 32)?;
                return Ok(Out::Value(Cow::Borrowed(text.value())));
            }
            Expr::Name(name) => return self.name(name, locals),
            Expr::Select(base, member) => {
                return self.select(self.eval(base, locals)?, member);
            }
            Expr::Index(two) => return self.index(&two[0], &two[1], locals),
            Expr::Not(inner) => Value::Bool(!self.truth(inner, locals)?),
            Expr::Minus(inner) => negated(self.value(inner, locals)?.as_ref())?,
            Expr::Binary(Binary::And, left, right) => self.both(left, right, false, locals)?,
            Expr::Binary(Binary::Or, left, right) => self.both(left, right, true, locals)?,
            Expr::Binary(operator, left, right) => {
                let (left, right) = pair(self.forced(left, locals), self.forced(right, locals))?;
                return self.binary(*operator, left, right);
            }
            Expr::If(three) => {
                let [condition, then, otherwise] = &**three;
                let branch = if self.truth(condition, locals)? {
                    then
                } else {
                    otherwise
                };
                return self.eval(branch, locals);
            }
            Expr::List(parts) => return self.list(parts, locals),
            Expr::Table(parts) => self.table(parts, locals)?,
            Expr::Call(Function::Answered, parts) => Value::Bool(self.answered(parts, locals)?),
            Expr::Call(function, parts) => self.call(*function, parts, locals)?,
            Expr::Matches(text, pattern) => match &*self.value(text, locals)? {
                Value::Str(text) => {
                    self.run.charge(text.len() * pattern.size() / 64)?;
                    Value::Bool(pattern.matches(text))
                }
                _ => return bug(Bug::Type),
            },
            Expr::Macro(kind, list, variable, body) => {
                return self.each(*kind, list, variable, body, locals);
            }
        }))
    }

    fn truth(&self, expr: &'v Expr, locals: Locals<'_, 'v>) -> Result<bool> {
        self.value(expr, locals)?
            .as_bool()
            .ok_or(Stop::Bug(Bug::Type))
    }

    fn forced(&self, expr: &'v Expr, locals: Locals<'_, 'v>) -> Result<Out<'v>> {
        self.force(self.eval(expr, locals)?)
    }

    fn value(&self, expr: &'v Expr, locals: Locals<'_, 'v>) -> Result<Cow<'v, Value>> {
        self.deep(self.eval(expr, locals)?)
    }

    /// A field's value in place of the field; objects stay references.
    fn force(&self, out: Out<'v>) -> Result<Out<'v>> {
        let id = match out {
            Out::Node(id) => id,
            Out::Unknown => return Err(Stop::Unknown),
            known => return Ok(known),
        };
        if !self.run.applies(id) {
            return Err(Stop::Unknown);
        }
        let node = self.run.node(id);
        match node.field.map(|field| &field.question) {
            None | Some(Question::Group(_)) => Ok(Out::Node(id)),
            Some(Question::Repeat(_)) => {
                self.run.charge(node.children.len())?;
                let items = node.children.iter().map(|item| Out::Node(*item));
                Ok(Out::List(items.collect(), true))
            }
            Some(_) => {
                let value = self.run.value(id)?;
                self.run.charge(weight(value))?;
                Ok(match value {
                    Value::List(list) => Out::List(borrowed(list), true),
                    value => Out::Value(Cow::Borrowed(value)),
                })
            }
        }
    }

    /// The whole value, objects and all.
    fn deep(&self, out: Out<'v>) -> Result<Cow<'v, Value>> {
        match self.force(out)? {
            Out::Value(value) => Ok(value),
            Out::Node(id) => {
                self.run.charge(self.run.node(id).children.len())?;
                let value = self.run.deep(id).ok_or(Stop::Unknown)?;
                self.run.charge(weight(&value))?;
                Ok(Cow::Owned(value))
            }
            Out::List(list, _) => {
                self.run.charge(list.len())?;
                let mut values = Vec::with_capacity(list.len());
                let mut stopped = Ok(());
                for out in list {
                    match self.deep(out) {
                        Ok(value) => values.push(value.into_owned()),
                        Err(stop) => stopped = worse(stopped, stop),
                    }
                }
                stopped.map(|()| Cow::Owned(Value::List(values)))
            }
            Out::Unknown => Err(Stop::Unknown),
        }
    }

    fn name(&self, name: &str, mut locals: Locals<'_, 'v>) -> Result<Out<'v>> {
        while let Some(local) = locals {
            if local.name == name {
                self.run.charge(local.value.weight())?;
                return Ok(local.value.clone());
            }
            locals = local.outer;
        }
        let node = match name {
            "self" => self.place.this,
            "item" => self.place.item,
            _ => self.run.resolve(self.place.container, name),
        };
        if let Some(id) = node {
            return Ok(Out::Node(id));
        }
        let context = self.run.context;
        let text = match name {
            "today" => return Ok(Value::Date(context.today).into()),
            "receivedOn" => {
                let received = self.run.received_on;
                return Ok(received.map_or(Out::Unknown, |date| Value::Date(date).into()));
            }
            "channel" => context.channel,
            "agency" => context.agency,
            "province" => context.province,
            _ => return bug(Bug::Name),
        };
        Ok(Value::Str(text.to_owned()).into())
    }

    fn select(&self, base: Out<'v>, member: &str) -> Result<Out<'v>> {
        if let Out::Node(id) = base {
            match self.run.node(id).field.map(|field| &field.question) {
                Some(Question::Choice(choice::Options::Source { dataset, level, .. })) => {
                    let value = self.run.value(id)?.as_str().unwrap_or("");
                    let found = self
                        .run
                        .context
                        .datasets
                        .attribute(dataset, level, value, member);
                    return found.map(Out::from).ok_or(Stop::Unknown);
                }
                None | Some(Question::Group(_)) => {
                    let child = self.run.child(id, member);
                    return child.map(Out::Node).ok_or(Stop::Bug(Bug::Name));
                }
                Some(_) => {}
            }
        }
        let Out::Value(base) = self.force(base)? else {
            return bug(Bug::Type);
        };
        self.member(base, &Value::Str(member.to_owned()))
    }

    /// What an object or a map holds. Of what was answered, what is not there
    /// is not answered; of what was written out, it is a mistake.
    fn member(&self, base: Cow<'v, Value>, key: &Value) -> Result<Out<'v>> {
        let found = held(&base, key)?;
        self.run.charge(weight(found))?;
        Ok(found.clone().into())
    }

    fn index(&self, base: &'v Expr, at: &'v Expr, locals: Locals<'_, 'v>) -> Result<Out<'v>> {
        let (base, at) = pair(self.forced(base, locals), self.forced(at, locals))?;
        let at = self.deep(at)?;
        let (mut list, answers) = match base.opened() {
            Out::List(list, answers) => (list, answers),
            Out::Value(base) => return self.member(base, &at),
            _ => return bug(Bug::Type),
        };
        let place = match *at {
            Value::Int(place) => place,
            #[cfg(feature = "author")]
            Value::Double(place) if place.fract() == 0.0 => place as i64,
            _ => return bug(Bug::Type),
        };
        if (0..list.len() as i64).contains(&place) {
            return Ok(list.swap_remove(place as usize));
        }
        // An item that has not been added yet is not answered.
        Err(if answers && place >= 0 {
            Stop::Unknown
        } else {
            Stop::Bug(Bug::Missing)
        })
    }

    /// All of them, or the reason that weighs most.
    fn list(&self, parts: &'v [Expr], locals: Locals<'_, 'v>) -> Result<Out<'v>> {
        let mut list = Vec::with_capacity(parts.len());
        let mut stopped = Ok(());
        for part in parts {
            match self.forced(part, locals) {
                Ok(out) => list.push(out),
                Err(stop) => stopped = worse(stopped, stop),
            }
        }
        stopped.map(|()| Out::List(list, false))
    }

    /// All of them, whole.
    fn values(&self, parts: &'v [Expr], locals: Locals<'_, 'v>) -> Result<Vec<Value>> {
        match self.deep(self.list(parts, locals)?)?.into_owned() {
            Value::List(values) => Ok(values),
            _ => bug(Bug::Type),
        }
    }

    fn table(&self, parts: &'v [Expr], locals: Locals<'_, 'v>) -> Result<Value> {
        let mut entries: Vec<(Value, Value)> = Vec::new();
        let mut values = self.values(parts, locals)?.into_iter();
        while let (Some(key), Some(value)) = (values.next(), values.next()) {
            if !is_key(&key) {
                return bug(Bug::Type);
            }
            if lookup(&entries, &key).is_some() {
                return bug(Bug::Missing);
            }
            entries.push((key, value));
        }
        Ok(Value::Table(entries))
    }

    /// `&&` (`decisive` false) and `||` (`decisive` true): one decisive side
    /// decides, whatever the other; unknown outweighs a bug, because the
    /// answer still to come may decide.
    fn both(
        &self,
        left: &'v Expr,
        right: &'v Expr,
        decisive: bool,
        locals: Locals<'_, 'v>,
    ) -> Result<Value> {
        let left = self.truth(left, locals);
        let result = if left == Ok(decisive) {
            left
        } else {
            let right = self.truth(right, locals);
            if right == Ok(decisive) {
                right
            } else {
                match (left, right) {
                    (Err(left), Err(right)) => Err(heavier(left, right)),
                    (Err(stop), _) | (_, Err(stop)) => Err(stop),
                    _ => Ok(!decisive),
                }
            }
        };
        result.map(Value::Bool)
    }

    fn binary(&self, operator: Binary, left: Out<'v>, right: Out<'v>) -> Result<Out<'v>> {
        use Binary::{Add, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual};
        if operator == In {
            return self.within(left, right);
        }
        if operator == Add && left.is_list() && right.is_list() {
            return self.joined(left.opened(), right.opened());
        }
        let (left, right) = (self.deep(left)?, self.deep(right)?);
        self.run.charge(weight(&left))?;
        Ok(Out::from(match operator {
            Equal => Value::Bool(equal(&left, &right)?),
            NotEqual => Value::Bool(!equal(&left, &right)?),
            Less => Value::Bool(order(&left, &right)?.is_lt()),
            LessOrEqual => Value::Bool(order(&left, &right)?.is_le()),
            Greater => Value::Bool(order(&left, &right)?.is_gt()),
            GreaterOrEqual => Value::Bool(order(&left, &right)?.is_ge()),
            _ => arithmetic(operator, &left, &right)?,
        }))
    }

    /// One list behind another.
    fn joined(&self, left: Out<'v>, right: Out<'v>) -> Result<Out<'v>> {
        let (Out::List(mut left, of_left), Out::List(right, of_right)) = (left, right) else {
            return bug(Bug::Type);
        };
        self.run.charge(right.len())?;
        left.extend(right);
        if left.len() > limits::LIST_RESULT {
            return bug(Bug::Cost);
        }
        Ok(Out::List(left, of_left && of_right))
    }

    fn within(&self, needle: Out<'v>, list: Out<'v>) -> Result<Out<'v>> {
        let needle = self.deep(needle)?;
        #[cfg(feature = "author")]
        if list.is_table() && !is_key(&needle) && !matches!(*needle, Value::Double(_)) {
            return bug(Bug::Type);
        }
        let mut stopped = Ok(());
        for element in self.elements(list)? {
            self.run.charge(1 + weight(&needle))?;
            let element = self.deep(element);
            match element.and_then(|element| equal(&needle, &element)) {
                Ok(true) => return Ok(Value::Bool(true).into()),
                Ok(false) => {}
                Err(stop) => stopped = worse(stopped, stop),
            }
        }
        stopped.map(|()| Value::Bool(false).into())
    }

    fn answered(&self, parts: &'v [Expr], locals: Locals<'_, 'v>) -> Result<bool> {
        let Some(part) = parts.first() else {
            return bug(Bug::Type);
        };
        let found = match part {
            Expr::Select(base, member) => self.eval(base, locals).and_then(|base| {
                // Of a map that was written out, whether it has the key.
                if let Out::Value(map) = &base
                    && let Value::Table(entries) = &**map
                {
                    let key = Value::Str(member.clone());
                    let has = lookup(entries, &key).is_some();
                    return Ok(Out::List(vec![Out::Unknown; usize::from(has)], false));
                }
                self.select(base, member)
            }),
            _ => self.eval(part, locals),
        };
        match found.and_then(|out| self.holds_something(out)) {
            Err(Stop::Unknown) => Ok(false),
            known => known,
        }
    }

    fn holds_something(&self, out: Out<'v>) -> Result<bool> {
        match self.force(out)? {
            Out::Value(value) => Ok(!value.is_empty()),
            Out::List(list, _) => Ok(!list.is_empty()),
            Out::Node(id) => {
                for child in &self.run.node(id).children {
                    self.run.charge(1)?;
                    if self.holds_something(Out::Node(*child)) == Ok(true) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Out::Unknown => Ok(false),
        }
    }

    fn call(&self, function: Function, parts: &'v [Expr], locals: Locals<'_, 'v>) -> Result<Value> {
        if function == Function::Size
            && let [list] = parts
        {
            // The items of a repeat are counted, not read.
            let size = match self.forced(list, locals)?.opened() {
                Out::List(list, _) => list.len(),
                Out::Value(value) => match &*value {
                    Value::Table(list) => list.len(),
                    Value::Str(text) => {
                        self.run.charge(text.len() / 32)?;
                        text.chars().count()
                    }
                    _ => return bug(Bug::Type),
                },
                _ => return bug(Bug::Type),
            };
            return Ok(Value::Int(size as i64));
        }
        let values = self.values(parts, locals)?;
        self.run.charge(values.iter().map(weight).sum())?;
        apply(function, &values, self.run.context.today)
    }
}

/// What an object or a map holds under a key.
fn held<'b>(base: &'b Value, key: &Value) -> Result<&'b Value> {
    match base {
        Value::Map(_) => base.get(key.as_str().unwrap_or("")).ok_or(Stop::Unknown),
        Value::Table(entries) => lookup(entries, key).ok_or(Stop::Bug(Bug::Missing)),
        _ => bug(Bug::Type),
    }
}

/// Whether a map may have it as a key.
fn is_key(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Int(_) | Value::Str(_))
}

/// Both, or the reason that weighs more.
fn pair<'v>(left: Result<Out<'v>>, right: Result<Out<'v>>) -> Result<(Out<'v>, Out<'v>)> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(heavier(left, right)),
        (Err(stop), _) | (_, Err(stop)) => Err(stop),
    }
}

/// Unknown outweighs a bug: the answer to come may change what failed.
fn heavier(left: Stop, right: Stop) -> Stop {
    if right == Stop::Unknown { right } else { left }
}

/// One more reason to stop.
fn worse(known: Result<()>, stop: Stop) -> Result<()> {
    Err(match known {
        Ok(()) => stop,
        Err(known) => heavier(known, stop),
    })
}
