//! Running an expression: metered, three-valued, never panicking.

use super::apply::{apply, arithmetic, equal, order};
use super::functions::Function;
use super::{Binary, Bug, Expr, Macro, Stop};
use crate::evaluate::run::{ROOT, Run};
use crate::limits;
use crate::question::{Question, choice};
use crate::value::Value;

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

/// A value under way. Fields stay references until their value is needed, so
/// that `residence.province` does not wait for the rest of `residence`.
#[derive(Clone)]
enum Out {
    Value(Value),
    Node(u32),
    List(Vec<Out>),
}

/// A macro's variable.
struct Local<'e> {
    name: &'e str,
    value: Out,
    outer: Option<&'e Local<'e>>,
}

type Result<T> = std::result::Result<T, Stop>;

fn bug<T>(bug: Bug) -> Result<T> {
    Err(Stop::Bug(bug))
}

/// A whole value.
pub(crate) fn whole(run: &Run<'_>, place: &Place, expr: &Expr) -> Result<Value> {
    let at = At { run, place };
    at.deep(at.eval(expr, None)?)
}

/// A condition.
pub(crate) fn condition(run: &Run<'_>, place: &Place, expr: &Expr) -> Result<bool> {
    At { run, place }.truth(expr, None)
}

struct At<'r, 'f> {
    run: &'r Run<'f>,
    place: &'r Place,
}

impl At<'_, '_> {
    fn eval(&self, expr: &Expr, locals: Option<&Local<'_>>) -> Result<Out> {
        self.run.charge(1)?;
        Ok(Out::Value(match expr {
            Expr::Null => Value::Null,
            Expr::Bool(yes) => Value::Bool(*yes),
            Expr::Int(number) => Value::Int(*number),
            Expr::Str(text) => Value::Str(text.clone()),
            Expr::Name(name) => return self.name(name, locals),
            Expr::Select(base, member) => return self.select(base, member, locals),
            Expr::Not(inner) => Value::Bool(!self.truth(inner, locals)?),
            Expr::Minus(inner) => match self.value(inner, locals)? {
                Value::Int(number) => {
                    Value::Int(number.checked_neg().ok_or(Stop::Bug(Bug::Overflow))?)
                }
                _ => return bug(Bug::Type),
            },
            Expr::Binary(Binary::And, left, right) => {
                Value::Bool(self.both(left, right, false, locals)?)
            }
            Expr::Binary(Binary::Or, left, right) => {
                Value::Bool(self.both(left, right, true, locals)?)
            }
            Expr::Binary(operator, left, right) => {
                let (left, right) = pair(self.forced(left, locals), self.forced(right, locals))?;
                return self.binary(*operator, left, right);
            }
            Expr::If(three) => {
                let [condition, then, otherwise] = &**three;
                return self.eval(
                    if self.truth(condition, locals)? {
                        then
                    } else {
                        otherwise
                    },
                    locals,
                );
            }
            Expr::List(parts) => {
                let mut list = Vec::with_capacity(parts.len());
                for part in parts {
                    list.push(self.forced(part, locals)?);
                }
                return Ok(Out::List(list));
            }
            Expr::Call(Function::Answered, parts) => Value::Bool(self.answered(parts, locals)?),
            Expr::Call(function, parts) => self.call(*function, parts, locals)?,
            Expr::Macro(kind, list, variable, body) => {
                return self.each(*kind, list, variable, body, locals);
            }
        }))
    }

    fn truth(&self, expr: &Expr, locals: Option<&Local<'_>>) -> Result<bool> {
        match self.value(expr, locals)? {
            Value::Bool(yes) => Ok(yes),
            _ => bug(Bug::Type),
        }
    }

    fn forced(&self, expr: &Expr, locals: Option<&Local<'_>>) -> Result<Out> {
        self.force(self.eval(expr, locals)?)
    }

    fn value(&self, expr: &Expr, locals: Option<&Local<'_>>) -> Result<Value> {
        self.deep(self.eval(expr, locals)?)
    }

    /// A field's value in place of the field; objects stay references.
    fn force(&self, out: Out) -> Result<Out> {
        let Out::Node(id) = out else { return Ok(out) };
        if !self.run.applies(id) {
            return Err(Stop::Unknown);
        }
        let node = self.run.node(id);
        match node.field.map(|field| &field.question) {
            None | Some(Question::Group(_)) => Ok(Out::Node(id)),
            Some(Question::Repeat(_)) => Ok(Out::List(
                node.children.iter().map(|item| Out::Node(*item)).collect(),
            )),
            Some(_) => {
                let value = self.run.value(id)?;
                self.run.charge(value.as_str().map_or(0, str::len) / 32)?;
                Ok(Out::Value(value.clone()))
            }
        }
    }

    /// The whole value, objects and all.
    fn deep(&self, out: Out) -> Result<Value> {
        match self.force(out)? {
            Out::Value(value) => Ok(value),
            Out::Node(id) => {
                self.run.charge(self.run.node(id).children.len())?;
                self.run.deep(id).ok_or(Stop::Unknown)
            }
            Out::List(list) => {
                self.run.charge(list.len())?;
                list.into_iter()
                    .map(|out| self.deep(out))
                    .collect::<Result<_>>()
                    .map(Value::List)
            }
        }
    }

    fn name(&self, name: &str, mut locals: Option<&Local<'_>>) -> Result<Out> {
        while let Some(local) = locals {
            if local.name == name {
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
            "today" => return Ok(Out::Value(Value::Date(context.today))),
            "receivedOn" => {
                return self
                    .run
                    .received_on
                    .map(|date| Out::Value(Value::Date(date)))
                    .ok_or(Stop::Unknown);
            }
            "channel" => context.channel,
            "agency" => context.agency,
            "province" => context.province,
            _ => return bug(Bug::Name),
        };
        Ok(Out::Value(Value::Str(text.to_owned())))
    }

    fn select(&self, base: &Expr, member: &str, locals: Option<&Local<'_>>) -> Result<Out> {
        let base = self.eval(base, locals)?;
        if let Out::Node(id) = base {
            match self.run.node(id).field.map(|field| &field.question) {
                Some(Question::Choice(choice::Options::Source { dataset, level, .. })) => {
                    let value = self.run.value(id)?.as_str().unwrap_or("");
                    let found = self
                        .run
                        .context
                        .datasets
                        .attribute(dataset, level, value, member);
                    return found.map(Out::Value).ok_or(Stop::Unknown);
                }
                None | Some(Question::Group(_)) => {
                    return self
                        .run
                        .child(id, member)
                        .map(Out::Node)
                        .ok_or(Stop::Bug(Bug::Name));
                }
                Some(_) => {}
            }
        }
        match self.force(base)? {
            Out::Value(value @ Value::Map(_)) => value
                .get(member)
                .cloned()
                .map(Out::Value)
                .ok_or(Stop::Unknown),
            _ => bug(Bug::Type),
        }
    }

    /// `&&` (`decisive` false) and `||` (`decisive` true): one decisive side
    /// decides, whatever the other; unknown outweighs a bug, because the
    /// answer still to come may decide.
    fn both(
        &self,
        left: &Expr,
        right: &Expr,
        decisive: bool,
        locals: Option<&Local<'_>>,
    ) -> Result<bool> {
        let left = self.truth(left, locals);
        if left == Ok(decisive) {
            return left;
        }
        let right = self.truth(right, locals);
        if right == Ok(decisive) {
            return right;
        }
        pair(left, right).map(|_| !decisive)
    }

    fn binary(&self, operator: Binary, left: Out, right: Out) -> Result<Out> {
        use Binary::*;
        if operator == In {
            return self.within(left, right);
        }
        let (left, right) = match (operator, left, right) {
            (Add, Out::List(mut left), Out::List(right)) => {
                self.run.charge(right.len())?;
                left.extend(right);
                return if left.len() > limits::LIST_RESULT {
                    bug(Bug::Cost)
                } else {
                    Ok(Out::List(left))
                };
            }
            (_, left, right) => (left, right),
        };
        let (left, right) = (self.deep(left)?, self.deep(right)?);
        self.run.charge(left.as_str().map_or(0, str::len) / 32)?;
        Ok(Out::Value(match operator {
            Equal => Value::Bool(equal(&left, &right)?),
            NotEqual => Value::Bool(!equal(&left, &right)?),
            Less => Value::Bool(order(&left, &right)?.is_lt()),
            LessOrEqual => Value::Bool(order(&left, &right)?.is_le()),
            Greater => Value::Bool(order(&left, &right)?.is_gt()),
            GreaterOrEqual => Value::Bool(order(&left, &right)?.is_ge()),
            _ => match (left, right) {
                (Value::Int(left), Value::Int(right)) => {
                    Value::Int(arithmetic(operator, left, right)?)
                }
                (Value::Str(left), Value::Str(right)) if operator == Add => {
                    if left.len() + right.len() > limits::TEXT_RESULT {
                        return bug(Bug::Cost);
                    }
                    Value::Str(left + &right)
                }
                _ => return bug(Bug::Type),
            },
        }))
    }

    fn elements(&self, list: Out) -> Result<Vec<Out>> {
        match self.force(list)? {
            Out::List(list) => Ok(list),
            Out::Value(Value::List(list)) => Ok(list.into_iter().map(Out::Value).collect()),
            _ => bug(Bug::Type),
        }
    }

    fn within(&self, needle: Out, list: Out) -> Result<Out> {
        let needle = self.deep(needle)?;
        let mut unknown = false;
        for element in self.elements(list)? {
            self.run.charge(1)?;
            match self
                .deep(element)
                .and_then(|element| equal(&needle, &element))
            {
                Ok(true) => return Ok(Out::Value(Value::Bool(true))),
                Ok(false) => {}
                Err(Stop::Unknown) => unknown = true,
                Err(stop) => return Err(stop),
            }
        }
        if unknown {
            Err(Stop::Unknown)
        } else {
            Ok(Out::Value(Value::Bool(false)))
        }
    }

    fn answered(&self, parts: &[Expr], locals: Option<&Local<'_>>) -> Result<bool> {
        let Some(part) = parts.first() else {
            return bug(Bug::Type);
        };
        match self
            .eval(part, locals)
            .and_then(|out| self.holds_something(out))
        {
            Err(Stop::Unknown) => Ok(false),
            known => known,
        }
    }

    fn holds_something(&self, out: Out) -> Result<bool> {
        match self.force(out)? {
            Out::Value(value) => Ok(!value.is_empty()),
            Out::List(list) => Ok(!list.is_empty()),
            Out::Node(id) => {
                for child in &self.run.node(id).children {
                    self.run.charge(1)?;
                    if self.holds_something(Out::Node(*child)) == Ok(true) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    fn each(
        &self,
        kind: Macro,
        list: &Expr,
        variable: &str,
        body: &Expr,
        locals: Option<&Local<'_>>,
    ) -> Result<Out> {
        let list = self.elements(self.eval(list, locals)?)?;
        let mut made = Vec::new();
        let mut count = 0;
        let mut stopped: Option<Stop> = None;
        for element in list {
            let local = Local {
                name: variable,
                value: element.clone(),
                outer: locals,
            };
            if kind == Macro::Map {
                match self.forced(body, Some(&local)) {
                    Ok(out) => made.push(out),
                    Err(stop) => stopped = Some(worse(stopped, stop)),
                }
                continue;
            }
            match self.truth(body, Some(&local)) {
                Ok(yes) => match kind {
                    Macro::All if !yes => return Ok(Out::Value(Value::Bool(false))),
                    Macro::Exists if yes => return Ok(Out::Value(Value::Bool(true))),
                    Macro::Filter if yes => made.push(element),
                    Macro::ExistsOne if yes => count += 1,
                    _ => {}
                },
                Err(stop) => stopped = Some(worse(stopped, stop)),
            }
        }
        if let Some(stop) = stopped {
            return Err(stop);
        }
        Ok(match kind {
            Macro::All => Out::Value(Value::Bool(true)),
            Macro::Exists => Out::Value(Value::Bool(false)),
            Macro::ExistsOne => Out::Value(Value::Bool(count == 1)),
            Macro::Map | Macro::Filter => Out::List(made),
        })
    }

    fn call(
        &self,
        function: Function,
        parts: &[Expr],
        locals: Option<&Local<'_>>,
    ) -> Result<Value> {
        if function == Function::Size
            && let [list] = parts
        {
            // The items of a repeat are counted, not read.
            return match self.forced(list, locals)? {
                Out::List(list) => Ok(Value::Int(list.len() as i64)),
                Out::Value(Value::List(list)) => Ok(Value::Int(list.len() as i64)),
                Out::Value(Value::Str(text)) => Ok(Value::Int(text.chars().count() as i64)),
                _ => bug(Bug::Type),
            };
        }
        let mut values = Vec::with_capacity(parts.len());
        let mut stopped = None;
        for part in parts {
            match self.value(part, locals) {
                Ok(value) => values.push(value),
                Err(stop) => stopped = Some(worse(stopped, stop)),
            }
        }
        if let Some(stop) = stopped {
            return Err(stop);
        }
        self.run.charge(
            values
                .iter()
                .filter_map(Value::as_str)
                .map(str::len)
                .sum::<usize>()
                / 32,
        )?;
        apply(function, &values, self.run.context.today)
    }
}

/// Both, or the reason that weighs more.
fn pair<A, B>(left: Result<A>, right: Result<B>) -> Result<(A, B)> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(worse(Some(left), right)),
        (Err(stop), _) | (_, Err(stop)) => Err(stop),
    }
}

fn worse(known: Option<Stop>, stop: Stop) -> Stop {
    match known {
        Some(Stop::Unknown) => Stop::Unknown,
        Some(known) if stop != Stop::Unknown => known,
        _ => stop,
    }
}
