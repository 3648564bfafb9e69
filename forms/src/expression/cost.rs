//! The most steps an expression may ever take, from the sizes its fields
//! allow. Checked at publish, so that the running meter is only a second wall.

use super::{Expr, Function, Macro};
use crate::form::{Scope, Spot};
use crate::limits;
use crate::question::{Question, calculated, choice};

/// What a value may be at most.
#[derive(Clone)]
enum Shape<'f> {
    /// Bytes of a text; 0 for everything of fixed size.
    Plain(u64),
    List(u64, Box<Shape<'f>>),
    Object(Spot<'f>),
}

impl<'f> Shape<'f> {
    fn of_spot(spot: Spot<'f>) -> Shape<'f> {
        match &spot.field.question {
            Question::Text(options) | Question::Textarea(options) => {
                Shape::Plain(4 * u64::from(options.max_length.unwrap_or(limits::TEXT_BY_DEFAULT)))
            }
            Question::Email => Shape::Plain(254),
            Question::Url => Shape::Plain(4 * 2_048),
            Question::Phone | Question::Time | Question::NationalId(_) | Question::TaxCode(_) => {
                Shape::Plain(16)
            }
            Question::Choice(options) => Shape::of_option(options),
            Question::Choices(options) => Shape::List(
                u64::from(options.max_items),
                Box::new(Shape::of_option(&options.from)),
            ),
            Question::Calculated(options) if options.data_type == calculated::DataType::Text => {
                Shape::Plain(limits::TEXT_RESULT as u64)
            }
            Question::File(options) => {
                Shape::List(u64::from(options.max_items), Box::new(Shape::Plain(1_024)))
            }
            Question::Repeat(options) => match spot.one() {
                Some(one) => {
                    Shape::List(u64::from(options.max_items), Box::new(Shape::Object(one)))
                }
                None => Shape::Object(spot),
            },
            Question::Group(_) => Shape::Object(spot),
            _ => Shape::Plain(0),
        }
    }

    /// The longest value of a list of options.
    fn of_option(options: &choice::Options) -> Shape<'f> {
        match options {
            choice::Options::Inline(items) => {
                let lengths = items.iter().map(|item| item.value.len() as u64);
                Shape::Plain(lengths.max().unwrap_or(0))
            }
            choice::Options::Source { .. } => Shape::Plain(limits::STRING as u64),
        }
    }

    /// Steps to make the whole value.
    fn whole(&self) -> u64 {
        match self {
            Shape::Plain(bytes) => bytes / 32,
            Shape::List(items, element) => items.saturating_mul(element.whole().saturating_add(1)),
            Shape::Object(spot) => {
                let inside = spot.field.question.inside().iter();
                let children = inside.filter_map(|field| spot.child(&field.id));
                children.fold(0_u64, |sum, child| {
                    sum.saturating_add(1 + Shape::of_spot(child).whole())
                })
            }
        }
    }
}

/// The most steps an expression may take.
pub(crate) fn bound(expr: &Expr, scope: &Scope<'_>) -> u64 {
    let (steps, shape) = Bound {
        scope,
        locals: Vec::new(),
    }
    .of(expr);
    steps.saturating_add(shape.whole())
}

struct Bound<'b, 'f> {
    scope: &'b Scope<'f>,
    locals: Vec<(String, Shape<'f>)>,
}

impl<'f> Bound<'_, 'f> {
    fn of(&mut self, expr: &Expr) -> (u64, Shape<'f>) {
        match expr {
            Expr::Name(name) => (1, self.name(name)),
            Expr::Select(base, member) => {
                let (steps, base) = self.of(base);
                let shape = match base {
                    Shape::Object(spot) => {
                        spot.child(member).map_or(Shape::Plain(0), Shape::of_spot)
                    }
                    // A file's part, or a dataset's attribute.
                    _ => Shape::Plain(limits::STRING as u64),
                };
                (steps + 1, shape)
            }
            Expr::Str(text) => (1, Shape::Plain(text.len() as u64)),
            Expr::If(three) => {
                let (condition, _) = self.of(&three[0]);
                let (then, a) = self.of(&three[1]);
                let (otherwise, b) = self.of(&three[2]);
                let shape = if a.whole() >= b.whole() { a } else { b };
                (
                    1_u64
                        .saturating_add(condition)
                        .saturating_add(then.max(otherwise)),
                    shape,
                )
            }
            Expr::List(parts) => {
                let mut steps = 1_u64;
                let mut largest = Shape::Plain(0);
                for part in parts {
                    let (part_steps, shape) = self.of(part);
                    steps = steps
                        .saturating_add(part_steps)
                        .saturating_add(shape.whole());
                    largest = if shape.whole() > largest.whole() {
                        shape
                    } else {
                        largest
                    };
                }
                (steps, Shape::List(parts.len() as u64, Box::new(largest)))
            }
            Expr::Macro(kind, list, variable, body) => self.each(*kind, list, variable, body),
            _ => self.strict(expr),
        }
    }

    fn name(&self, name: &str) -> Shape<'f> {
        if let Some((_, shape)) = self.locals.iter().rev().find(|(known, _)| known == name) {
            return shape.clone();
        }
        let spot = match name {
            "self" => self.scope.this.clone(),
            "item" => self.scope.item(),
            _ => self.scope.resolve(name),
        };
        spot.map_or(Shape::Plain(64), Shape::of_spot)
    }

    /// Operators and functions: every part is made whole, and looked through once more.
    fn strict(&mut self, expr: &Expr) -> (u64, Shape<'f>) {
        let mut steps = 1_u64;
        let mut shapes = Vec::new();
        for part in expr.parts() {
            let (part_steps, shape) = self.of(part);
            let counted_only = matches!(expr, Expr::Call(Function::Size, _));
            let whole = if counted_only {
                shape.whole() / 32
            } else {
                shape.whole().saturating_mul(2)
            };
            steps = steps
                .saturating_add(part_steps)
                .saturating_add(whole)
                .saturating_add(1);
            shapes.push(shape);
        }
        let shape = match (expr, shapes.as_slice()) {
            (Expr::Binary(..), [Shape::List(a, element), Shape::List(b, other)]) => {
                let element = if element.whole() >= other.whole() {
                    element
                } else {
                    other
                };
                Shape::List(a.saturating_add(*b), element.clone())
            }
            (Expr::Binary(super::Binary::Add, ..), [Shape::Plain(a), Shape::Plain(b)]) => {
                Shape::Plain(a.saturating_add(*b).min(limits::TEXT_RESULT as u64))
            }
            (
                Expr::Call(
                    Function::Substring | Function::Trim | Function::LowerAscii | Function::Text,
                    _,
                ),
                [first, ..],
            ) => match first {
                Shape::Plain(bytes) => Shape::Plain((*bytes).max(20)),
                _ => Shape::Plain(0),
            },
            _ => Shape::Plain(0),
        };
        (steps, shape)
    }

    fn each(&mut self, kind: Macro, list: &Expr, variable: &str, body: &Expr) -> (u64, Shape<'f>) {
        let (steps, list) = self.of(list);
        let (items, element) = match list {
            Shape::List(items, element) => (items, *element),
            other => (limits::LIST_RESULT as u64, other),
        };
        self.locals.push((variable.to_owned(), element.clone()));
        let (body_steps, made) = self.of(body);
        self.locals.pop();
        let once = body_steps.saturating_add(made.whole()).saturating_add(1);
        let shape = match kind {
            Macro::Map => Shape::List(items, Box::new(made)),
            Macro::Filter => Shape::List(items, Box::new(element)),
            Macro::All | Macro::Exists | Macro::ExistsOne => Shape::Plain(0),
        };
        (
            steps
                .saturating_add(1)
                .saturating_add(items.saturating_mul(once)),
            shape,
        )
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::evaluate::run::Run;
    use crate::expression::evaluate::{Place, whole};
    use crate::expression::parse::parse;
    use crate::form::Scope;
    use crate::{Answers, Context, NoDatasets, date::Date};
    use std::collections::BTreeMap;

    const DEFINITION: &str = r#"
formDefinition: "1.0"
id: vn.test
version: 1.0.0
languages: [vi]
title: T
pages:
- id: p
  title: P
  fields:
  - {id: t, type: text, maxLength: 300, label: T}
  - {id: n, type: integer, label: N}
  - {id: r, type: repeat, maxItems: 9, label: R, fields: [{id: s, type: text, maxLength: 200, label: S}, {id: v, type: integer, label: V}]}
"#;

    /// What is counted when everything is as large as it may be stays below
    /// the bound.
    #[test]
    fn the_bound_holds() {
        let files = BTreeMap::from([("definition.yaml".to_owned(), DEFINITION.to_owned())]);
        let form = crate::author::load("", &files, &BTreeMap::new())
            .unwrap()
            .form;
        let mut answers = Answers::new();
        answers.set("t", "ệ".repeat(300));
        answers.set("n", "3");
        for item in 0..9 {
            answers.add_item("r", &format!("i{item}"));
            answers.set(format!("r.i{item}.s"), "ệ".repeat(200));
            answers.set(format!("r.i{item}.v"), "5");
        }
        let today = Date::new(2026, 11, 23).unwrap();
        let context = Context {
            today,
            channel: "online",
            agency: "A",
            province: "14",
            datasets: &NoDatasets,
        };
        for text in [
            "1 + n * 2 - -n",
            "t + t + t == t",
            "t.contains(t) && t.startsWith('x' + t) || t.size() > 3",
            "r.all(x, r.exists(y, y.s == x.s && y.v > n))",
            "sum(r.map(x, x.v * 2)) + r.filter(x, x.s.contains(t)).size()",
            "r.map(x, x.s + t)",
            "r.filter(x, has(x.s) && answered(r))",
            "t in r.map(x, x.s) ? [t, t] : [t]",
            "t.substring(0, 30).trim().lowerAscii() == 'a'",
            "r",
        ] {
            let parsed = parse(text).unwrap();
            let bound = super::bound(&parsed.expr, &Scope::root(&form));
            let run = Run::new(&form, &answers, &context, None);
            let _ = whole(&run, &Place::root(), &parsed.expr);
            let steps = u64::from(run.all_steps.get());
            assert!(
                steps > 0 && steps <= bound,
                "{text}: {steps} steps, {bound} allowed"
            );
        }
    }
}
