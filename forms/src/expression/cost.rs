//! The most steps an expression may ever take, from the sizes its fields
//! allow. Checked at publish, so that the running meter is only a second wall.
//!
//! What is counted follows `evaluate` line by line: a step for each part, and
//! for each element and 32 bytes that are copied.

use super::{Binary, Expr, Function, Macro};
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
            // Latitude and longitude.
            Question::Location => Shape::List(2, Box::new(Shape::Plain(0))),
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

    /// Steps to copy it while objects stay references.
    fn shallow(&self) -> u64 {
        match self {
            Shape::Plain(bytes) => bytes / 32,
            Shape::List(items, element) => {
                items.saturating_mul(element.shallow().saturating_add(1))
            }
            Shape::Object(_) => 0,
        }
    }

    fn larger(self, other: Shape<'f>) -> Shape<'f> {
        match (self, other) {
            (Shape::Plain(a), Shape::Plain(b)) => Shape::Plain(a.max(b)),
            (Shape::List(a, left), Shape::List(b, right)) => {
                Shape::List(a.max(b), Box::new(left.larger(*right)))
            }
            (left, right) if left.whole() >= right.whole() => left,
            (_, right) => right,
        }
    }
}

/// The most steps an expression may take.
pub(crate) fn bound(expr: &Expr, scope: &Scope<'_>) -> u64 {
    let mut bound = Bound {
        scope,
        locals: Vec::new(),
    };
    bound.value(expr).0
}

struct Bound<'b, 'f> {
    scope: &'b Scope<'f>,
    locals: Vec<(String, Shape<'f>)>,
}

impl<'f> Bound<'_, 'f> {
    /// Steps until the value is there whole: objects are walked, then copied.
    fn value(&mut self, expr: &Expr) -> (u64, Shape<'f>) {
        let (steps, shape) = self.of(expr);
        let whole = shape.whole().saturating_mul(2);
        (steps.saturating_add(whole), shape)
    }

    fn of(&mut self, expr: &Expr) -> (u64, Shape<'f>) {
        match expr {
            Expr::Name(name) => {
                let shape = self.name(name);
                (shape.shallow().saturating_add(1), shape)
            }
            Expr::Select(base, member) => self.select(base, member),
            Expr::Index(two) => {
                let (base, list) = self.of(&two[0]);
                let (at, _) = self.value(&two[1]);
                let element = match list {
                    Shape::List(_, element) => *element,
                    other => other,
                };
                let steps = base.saturating_add(at).saturating_add(1);
                (steps.saturating_add(element.shallow()), element)
            }
            Expr::Str(text) => {
                let shape = Shape::Plain(text.len() as u64);
                (shape.whole() + 1, shape)
            }
            Expr::If(three) => {
                let (condition, _) = self.value(&three[0]);
                let (then, a) = self.of(&three[1]);
                let (otherwise, b) = self.of(&three[2]);
                let steps = condition.saturating_add(then.max(otherwise));
                (steps.saturating_add(1), a.larger(b))
            }
            Expr::List(parts) => self.list(parts, false),
            Expr::Table(parts) => self.list(parts, true),
            Expr::Matches(text, pattern) => {
                let (steps, shape) = self.value(text);
                let work = match shape {
                    Shape::Plain(bytes) => bytes.saturating_mul(pattern.size() as u64) / 64,
                    _ => 0,
                };
                (
                    steps.saturating_add(work).saturating_add(1),
                    Shape::Plain(0),
                )
            }
            Expr::Macro(kind, list, variable, body) => self.each(*kind, list, variable, body),
            Expr::Binary(Binary::In, needle, list) => {
                let (steps, needle) = self.value(needle);
                let (list_steps, list) = self.of(list);
                let each = needle.whole().saturating_add(2);
                let looked = match list {
                    Shape::List(items, element) => {
                        items.saturating_mul(each.saturating_add(element.whole().saturating_mul(2)))
                    }
                    _ => 0,
                };
                let steps = steps.saturating_add(list_steps).saturating_add(looked);
                (steps.saturating_add(1), Shape::Plain(0))
            }
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

    fn select(&mut self, base: &Expr, member: &str) -> (u64, Shape<'f>) {
        let (steps, base) = self.of(base);
        let shape = match base {
            Shape::Object(spot) => spot.child(member).map_or(Shape::Plain(0), Shape::of_spot),
            // A map's value.
            Shape::List(_, element) => *element,
            // A file's part, or a dataset's attribute.
            Shape::Plain(_) => Shape::Plain(limits::STRING as u64),
        };
        let steps = steps.saturating_add(shape.shallow());
        (steps.saturating_add(1), shape)
    }

    /// A list or map that is written out; a map's keys count as elements too.
    fn list(&mut self, parts: &[Expr], whole: bool) -> (u64, Shape<'f>) {
        let mut steps = 1_u64;
        let mut largest = Shape::Plain(0);
        for part in parts {
            let (part_steps, shape) = if whole {
                self.value(part)
            } else {
                self.of(part)
            };
            steps = steps.saturating_add(part_steps).saturating_add(1);
            largest = largest.larger(shape);
        }
        (steps, Shape::List(parts.len() as u64, Box::new(largest)))
    }

    /// Operators and functions: every part is made whole, and looked through
    /// once more. Of what `size` counts, objects are not made.
    fn strict(&mut self, expr: &Expr) -> (u64, Shape<'f>) {
        let mut steps = 1_u64;
        let mut shapes = Vec::new();
        for part in expr.parts() {
            let (part_steps, shape) = if matches!(expr, Expr::Call(Function::Size, _)) {
                let (steps, shape) = self.of(part);
                (steps.saturating_add(shape.shallow()), shape)
            } else {
                let (steps, shape) = self.value(part);
                (steps.saturating_add(shape.whole()), shape)
            };
            steps = steps.saturating_add(part_steps).saturating_add(1);
            shapes.push(shape);
        }
        if matches!(expr, Expr::Call(Function::Answered, _)) {
            // Something in a group or item is looked for, not copied.
            steps = steps.saturating_add(shapes.first().map_or(0, Shape::whole));
        }
        (steps, made(expr, shapes))
    }

    fn each(&mut self, kind: Macro, list: &Expr, variable: &str, body: &Expr) -> (u64, Shape<'f>) {
        let (steps, list) = self.of(list);
        let (items, element) = match list {
            Shape::List(items, element) => (items, *element),
            other => (limits::LIST_RESULT as u64, other),
        };
        self.locals.push((variable.to_owned(), element.clone()));
        let (body_steps, made) = if kind == Macro::Map {
            self.of(body)
        } else {
            self.value(body)
        };
        self.locals.pop();
        let once = body_steps.saturating_add(element.shallow());
        let shape = match kind {
            Macro::Map => Shape::List(items, Box::new(made)),
            Macro::Filter => Shape::List(items, Box::new(element)),
            Macro::All | Macro::Exists | Macro::ExistsOne => Shape::Plain(0),
        };
        let all = items.saturating_mul(once);
        (steps.saturating_add(1).saturating_add(all), shape)
    }
}

/// What an operator or function makes.
fn made<'f>(expr: &Expr, shapes: Vec<Shape<'f>>) -> Shape<'f> {
    let mut shapes = shapes.into_iter();
    match (expr, shapes.next(), shapes.next()) {
        (Expr::Binary(..), Some(Shape::List(a, element)), Some(Shape::List(b, other))) => {
            Shape::List(a.saturating_add(b), Box::new(element.larger(*other)))
        }
        (Expr::Binary(Binary::Add, ..), Some(Shape::Plain(a)), Some(Shape::Plain(b))) => {
            Shape::Plain(a.saturating_add(b).min(limits::TEXT_RESULT as u64))
        }
        (
            Expr::Call(
                Function::Substring | Function::Trim | Function::LowerAscii | Function::Text,
                _,
            ),
            Some(Shape::Plain(bytes)),
            _,
            // Numbers and dates have no size of their own until they are text.
        ) => Shape::Plain(bytes.max(32)),
        _ => Shape::Plain(0),
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
            "{'a': t, t: 'b', 'c': t + t}[t]",
            "{'a': t, t: 'b', 'c': t + t}.c.size()",
            "{1: r, 2: r}[n - 2]",
            "t in {t: 1, 'x': 2} || has({'a': t}.a)",
            "{t: 1}.all(k, k == t)",
            "r[n].s + t",
            "r[n]",
            "[[t, t], [t]][0][1]",
            "r.map(x, [x.s, x.s])[2][1] == t",
            "r.map(x, r.map(y, y.s))",
            "r.map(x, r)",
            "r.map(x, x)[1] == r[1]",
            "t.matches('^(ệ|a)*$') && t.matches('[a-z]{3,9}.*b')",
            "r.filter(x, x.s.matches('ệ+b'))",
            "0.5 * n + 1.25 - -0.1 > 3",
            "sum([0.5, 1.5]) > 1 && sum(r.map(x, x.v * 0.5)) > 1",
            "round(0.5 * n, 'halfUp') + math.greatest(n, 3, 4) - math.least(r.map(x, x.v))",
            "date('2026-01-31').getDayOfWeek() + addDays(today(), n).getDayOfYear()",
            "timestamp('2026-01-31T00:00:00Z') + duration('1h30m') > timestamp('2026-01-31T00:00:00+07:00')",
            "timestamp('2026-01-31T00:00:00Z').getHours('+07:00') + duration('90m').getMinutes()",
            "r.all(x, x in r) || r == r",
            "[t, t] + [t] == [t, t, t]",
            "string(n) + string(0.5)",
            "answered(r) && r.exists_one(x, x.v == 5)",
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
