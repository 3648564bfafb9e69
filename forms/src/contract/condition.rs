//! Conditions as schemas: the part of the language that JSON Schema can say.
//!
//! `f == 'x'`, `!=`, `in [...]`, comparisons of whole numbers with constants,
//! booleans, `answered(f)`, joined by `&&`, `||`, `!` and `?:`. An unanswered
//! field is unknown, so "true" and "false" are two schemas and neither is the
//! other's negation; `&&` and `||` absorb an unknown as the language does.

use crate::expression::{Binary, Expr, Function};
use crate::form::{Scope, Spot};
use crate::question::Question;
use serde_json::{Value as Json, json};

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Items,
}

/// The object a condition is said at: the root, or each item of a repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Level(Vec<Step>);

impl Level {
    /// The innermost item around a place, else the root.
    pub(super) fn of(scope: &Scope<'_>) -> Level {
        level_of(&containers(&scope.containers))
    }

    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// The way from here to a field that stands in `scope`.
    pub(super) fn to_field(&self, spot: &Spot<'_>, scope: &Scope<'_>) -> Vec<Step> {
        let mut steps = containers(&scope.containers);
        steps.push(Step::Key(spot.field.id.clone()));
        steps.split_off(self.0.len().min(steps.len()))
    }

    /// The way from here to a level inside.
    pub(super) fn to_level(&self, inner: &Level) -> Vec<Step> {
        inner.0.get(self.0.len()..).unwrap_or_default().to_vec()
    }
}

fn containers(spots: &[Spot<'_>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for spot in spots {
        steps.push(Step::Key(spot.field.id.clone()));
        if spot.item {
            steps.push(Step::Items);
        }
    }
    steps
}

fn level_of(steps: &[Step]) -> Level {
    let end = steps.iter().rposition(|step| *step == Step::Items);
    Level(steps[..end.map_or(0, |end| end + 1)].to_vec())
}

/// A schema at the end of a way; with `required` the way must be there, within
/// the items that are: that there are items is another demand.
pub(super) fn nested(way: &[Step], leaf: Json, required: bool) -> Json {
    let items = way.iter().rposition(|step| *step == Step::Items);
    let steps = way.iter().enumerate().rev();
    steps.fold(leaf, |inner, (place, step)| match step {
        Step::Items => json!({"type": "array", "items": inner}),
        Step::Key(key) => {
            let mut out = json!({"type": "object", "properties": {key: inner}});
            if required && items.is_none_or(|items| place > items) {
                out["required"] = json!([key]);
            }
            out
        }
    })
}

/// No answer: the key is absent, or holds what the engine takes for none.
pub(super) fn absent(question: &Question) -> Json {
    match question {
        Question::Group(fields) => {
            let mut properties = serde_json::Map::new();
            for field in fields {
                if !matches!(field.question, Question::Note) {
                    properties.insert(field.id.clone(), absent(&field.question));
                }
            }
            json!({"type": "object", "properties": properties})
        }
        Question::Repeat(_) | Question::File(_) | Question::Choices(_) => {
            json!({"type": "array", "maxItems": 0})
        }
        Question::Declaration => json!({"type": "boolean", "const": false}),
        Question::Calculated(_) => json!({}),
        _ => json!(false),
    }
}

/// The schema of the objects for which an expression is known to be `wanted`,
/// and the level it is said at. `None`: no schema says it.
pub(super) fn truth(expr: &Expr, scope: &Scope<'_>, wanted: bool) -> Option<(Level, Json)> {
    let mut reader = Reader { scope, level: None };
    let schema = reader.truth(expr, wanted)?;
    Some((reader.level.unwrap_or_default(), schema))
}

struct Reader<'r, 'f> {
    scope: &'r Scope<'f>,
    level: Option<Level>,
}

/// A field that an expression names, and the way to it from its level.
struct Named<'f> {
    question: &'f Question,
    way: Vec<Step>,
}

impl<'f> Reader<'_, 'f> {
    fn truth(&mut self, expr: &Expr, wanted: bool) -> Option<Json> {
        Some(match expr {
            Expr::Bool(known) if *known == wanted => json!({}),
            Expr::Bool(_) => never(),
            Expr::Name(_) | Expr::Select(..) => {
                let named = self.named(expr)?;
                match named.question {
                    Question::Boolean => holds(&named, json!({"type": "boolean", "const": wanted})),
                    // Not ticked is not answered.
                    Question::Declaration if wanted => answered(&named)?,
                    Question::Declaration => never(),
                    _ => return None,
                }
            }
            Expr::Not(inner) => self.truth(inner, !wanted)?,
            Expr::Binary(Binary::And, left, right) => self.both(left, right, wanted, wanted)?,
            Expr::Binary(Binary::Or, left, right) => self.both(left, right, wanted, !wanted)?,
            Expr::Binary(operator, left, right) => self.compared(*operator, left, right, wanted)?,
            Expr::If(three) => {
                let [condition, then, otherwise] = &**three;
                json!({"anyOf": [
                    {"allOf": [self.truth(condition, true)?, self.truth(then, wanted)?]},
                    {"allOf": [self.truth(condition, false)?, self.truth(otherwise, wanted)?]},
                ]})
            }
            Expr::Call(Function::Answered, parts) => {
                let named = self.named(parts.first()?)?;
                let there = answered(&named)?;
                if wanted { there } else { json!({"not": there}) }
            }
            _ => return None,
        })
    }

    fn both(&mut self, left: &Expr, right: &Expr, wanted: bool, all: bool) -> Option<Json> {
        let parts = [self.truth(left, wanted)?, self.truth(right, wanted)?];
        Some(json!({if all { "allOf" } else { "anyOf" }: parts}))
    }

    fn compared(
        &mut self,
        operator: Binary,
        left: &Expr,
        right: &Expr,
        wanted: bool,
    ) -> Option<Json> {
        if operator == Binary::In {
            return self.one_of(left, right, wanted);
        }
        let (operator, named, constant) = match (constant(left), constant(right)) {
            (None, Some(constant)) => (operator, self.named(left)?, constant),
            (Some(constant), None) => (turned(operator), self.named(right)?, constant),
            _ => return None,
        };
        let operator = if wanted {
            operator
        } else {
            opposite(operator)?
        };
        let schema = match (named.question, &constant) {
            (Question::Integer(_) | Question::Money(_), Json::Number(_)) => match operator {
                Binary::Equal => json!({"type": "integer", "const": constant}),
                Binary::NotEqual => json!({"type": "integer", "not": {"const": constant}}),
                Binary::Less => json!({"type": "integer", "exclusiveMaximum": constant}),
                Binary::LessOrEqual => json!({"type": "integer", "maximum": constant}),
                Binary::Greater => json!({"type": "integer", "exclusiveMinimum": constant}),
                Binary::GreaterOrEqual => json!({"type": "integer", "minimum": constant}),
                _ => return None,
            },
            (question, Json::String(_)) if question.is_text() => match operator {
                Binary::Equal => json!({"type": "string", "const": constant}),
                Binary::NotEqual => json!({"type": "string", "not": {"const": constant}}),
                _ => return None,
            },
            (Question::Boolean, Json::Bool(value)) => match operator {
                Binary::Equal => json!({"type": "boolean", "const": value}),
                Binary::NotEqual => json!({"type": "boolean", "const": !value}),
                _ => return None,
            },
            _ => return None,
        };
        Some(holds(&named, schema))
    }

    fn one_of(&mut self, value: &Expr, list: &Expr, wanted: bool) -> Option<Json> {
        let Expr::List(parts) = list else {
            return self.chosen(value, list, wanted);
        };
        let named = self.named(value)?;
        let constants: Vec<Json> = parts.iter().map(constant).collect::<Option<_>>()?;
        let (kind, fits): (&str, fn(&Json) -> bool) = match named.question {
            Question::Integer(_) | Question::Money(_) => ("integer", Json::is_number),
            question if question.is_text() => ("string", Json::is_string),
            _ => return None,
        };
        if !constants.iter().all(fits) {
            return None;
        }
        // An empty `enum` is not allowed.
        let schema = match (constants.is_empty(), wanted) {
            (true, true) => return Some(never()),
            (true, false) => json!({"type": kind}),
            (false, true) => json!({"type": kind, "enum": constants}),
            (false, false) => json!({"type": kind, "not": {"enum": constants}}),
        };
        Some(holds(&named, schema))
    }

    /// `'x' in choices`: nothing chosen is not answered.
    fn chosen(&mut self, value: &Expr, list: &Expr, wanted: bool) -> Option<Json> {
        let value = constant(value).filter(Json::is_string)?;
        let named = self.named(list)?;
        let Question::Choices(_) = named.question else {
            return None;
        };
        let there = json!({"type": "array", "minItems": 1, "contains": {"const": value}});
        let schema = if wanted {
            there
        } else {
            json!({"type": "array", "minItems": 1, "not": {"contains": {"const": value}}})
        };
        Some(holds(&named, schema))
    }

    /// The field a name or a chain of members stands for, one answer at most.
    fn named(&mut self, expr: &Expr) -> Option<Named<'f>> {
        let (steps, spot) = self.walk(expr)?;
        let level = level_of(&steps);
        if self.level.get_or_insert_with(|| level.clone()) != &level {
            return None;
        }
        Some(Named {
            question: &spot.field.question,
            way: steps[level.depth()..].to_vec(),
        })
    }

    fn walk(&self, expr: &Expr) -> Option<(Vec<Step>, Spot<'f>)> {
        match expr {
            Expr::Name(name) if name == "item" => {
                let place = self.scope.containers.iter().rposition(|spot| spot.item)?;
                let around = &self.scope.containers[..=place];
                Some((containers(around), around.last()?.clone()))
            }
            Expr::Name(name) => {
                let spots = &self.scope.containers;
                let place = spots.iter().rposition(|spot| spot.child(name).is_some());
                let mut steps = containers(&spots[..place.map_or(0, |place| place + 1)]);
                steps.push(Step::Key(name.clone()));
                Some((steps, self.scope.resolve(name)?))
            }
            Expr::Select(base, member) => {
                let (mut steps, spot) = self.walk(base)?;
                let child = spot.child(member)?;
                steps.push(Step::Key(member.clone()));
                Some((steps, child))
            }
            _ => None,
        }
    }
}

fn never() -> Json {
    json!({"not": {}})
}

/// The field is there and like this.
fn holds(named: &Named<'_>, schema: Json) -> Json {
    nested(&named.way, schema, true)
}

/// The field has an answer; `None` where that is not one key's affair.
fn answered(named: &Named<'_>) -> Option<Json> {
    let schema = match named.question {
        Question::Group(_) | Question::Repeat(_) | Question::Calculated(_) | Question::Note => {
            return None;
        }
        question => Json::Object(super::question::answered(question)),
    };
    Some(holds(named, schema))
}

fn constant(expr: &Expr) -> Option<Json> {
    match expr {
        Expr::Int(number) => Some(json!(number)),
        Expr::Str(text) => Some(json!(**text)),
        Expr::Bool(yes) => Some(json!(yes)),
        _ => None,
    }
}

/// The operator with its sides changed.
fn turned(operator: Binary) -> Binary {
    match operator {
        Binary::Less => Binary::Greater,
        Binary::LessOrEqual => Binary::GreaterOrEqual,
        Binary::Greater => Binary::Less,
        Binary::GreaterOrEqual => Binary::LessOrEqual,
        same => same,
    }
}

/// What holds where a comparison of two known values does not.
fn opposite(operator: Binary) -> Option<Binary> {
    Some(match operator {
        Binary::Equal => Binary::NotEqual,
        Binary::NotEqual => Binary::Equal,
        Binary::Less => Binary::GreaterOrEqual,
        Binary::LessOrEqual => Binary::Greater,
        Binary::Greater => Binary::LessOrEqual,
        Binary::GreaterOrEqual => Binary::Less,
        _ => return None,
    })
}
