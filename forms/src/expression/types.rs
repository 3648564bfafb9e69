//! The static check of an expression against the fields it names: everything
//! that can be known before any answer is refused at publish, with its place,
//! what is wrong and how to mend it.

mod call;
pub(super) mod hint;
mod kind;
mod operators;

use super::parse::Parsed;
use super::{Expr, Macro};
use crate::form::{Scope, Spot};
use crate::question::calculated::DataType;
use crate::question::{Question, choice};
use hint::{Hint, near, truth};
use kind::Type;
use std::collections::BTreeSet;

/// What is wrong at a place of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeError {
    /// The byte where it shows.
    pub at: usize,
    /// In English.
    pub en: String,
    /// In Vietnamese.
    pub vi: String,
}

/// What an expression must give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Condition,
    Amount,
    Data(DataType),
}

/// What the check may ask about the world outside the form.
pub(crate) struct World<'w> {
    /// Whether a dataset's values have an attribute.
    pub(crate) has_attribute: &'w dyn Fn(&str, &str, &str) -> bool,
    /// Paths of fields that could not be read; nothing more is said of them.
    pub(crate) broken: &'w BTreeSet<String>,
}

impl Wanted {
    fn takes(self, found: &Type<'_>) -> bool {
        matches!(
            (self, found),
            (_, Type::Any)
                | (
                    Wanted::Condition | Wanted::Data(DataType::Boolean),
                    Type::Bool
                )
                | (
                    Wanted::Amount | Wanted::Data(DataType::Integer | DataType::Money),
                    Type::Int
                )
                | (Wanted::Data(DataType::Decimal), Type::Decimal | Type::Int)
                | (Wanted::Data(DataType::Text), Type::Text | Type::Choice(_))
                | (Wanted::Data(DataType::Date), Type::Date)
        )
    }

    fn name(self) -> (&'static str, &'static str) {
        match self {
            Wanted::Condition | Wanted::Data(DataType::Boolean) => {
                ("true or false", "đúng hoặc sai")
            }
            Wanted::Amount => ("a whole number of đồng", "một số nguyên đồng"),
            Wanted::Data(DataType::Integer) => ("a whole number", "một số nguyên"),
            Wanted::Data(DataType::Money) => ("a whole number of đồng", "một số nguyên đồng"),
            Wanted::Data(DataType::Decimal) => ("a number", "một số"),
            Wanted::Data(DataType::Text) => ("text", "chuỗi"),
            Wanted::Data(DataType::Date) => ("a date", "ngày"),
        }
    }
}

/// Checks an expression; every error with its place.
pub(crate) fn check(
    parsed: &Parsed,
    scope: &Scope<'_>,
    wanted: Wanted,
    world: &World<'_>,
) -> Vec<TypeError> {
    let mut checker = Checker::new(parsed, scope, world);
    let found = checker.of(&parsed.expr);
    if !wanted.takes(&found) {
        let ((en, vi), (is_en, is_vi)) = (wanted.name(), found.name());
        let (hint_en, hint_vi) = match wanted {
            Wanted::Condition => hint::condition(&found),
            Wanted::Amount | Wanted::Data(_) => hint::whole(&found),
        };
        checker.error(
            parsed.places.first().copied().unwrap_or(0),
            format!("this gives {is_en}; {en} is needed{hint_en}"),
            format!("biểu thức cho ra {is_vi}; cần {vi}{hint_vi}"),
        );
    }
    checker.errors
}

/// Checks an expression whatever it gives.
pub(crate) fn errors(parsed: &Parsed, scope: &Scope<'_>, world: &World<'_>) -> Vec<TypeError> {
    let mut checker = Checker::new(parsed, scope, world);
    checker.of(&parsed.expr);
    checker.errors
}

struct Checker<'c, 'f> {
    scope: &'c Scope<'f>,
    world: &'c World<'c>,
    places: &'c [usize],
    next: usize,
    locals: Vec<(String, Type<'f>)>,
    errors: Vec<TypeError>,
}

impl<'c, 'f> Checker<'c, 'f> {
    fn new(parsed: &'c Parsed, scope: &'c Scope<'f>, world: &'c World<'c>) -> Self {
        Checker {
            scope,
            world,
            places: &parsed.places,
            next: 0,
            locals: Vec::new(),
            errors: Vec::new(),
        }
    }

    fn error(&mut self, at: usize, en: String, vi: String) -> Type<'f> {
        self.errors.push(TypeError { at, en, vi });
        Type::Any
    }

    /// An error whose words name nothing.
    fn plain(&mut self, at: usize, (en, vi): Hint) -> Type<'f> {
        self.error(at, en.to_owned(), vi.to_owned())
    }

    /// The type of a part; parts are visited in the order of their places.
    fn of(&mut self, expr: &Expr) -> Type<'f> {
        let at = self.here();
        self.next += 1;
        match expr {
            Expr::Null => Type::Null,
            Expr::Bool(_) => Type::Bool,
            Expr::Int(_) => Type::Int,
            Expr::Decimal(_) => Type::Decimal,
            // The form's dialect has none.
            Expr::Double(_) => self.plain(at, hint::DOUBLE),
            Expr::Str(_) => Type::Text,
            Expr::Name(name) => self.name(at, name),
            Expr::Select(base, member) => {
                let base = self.of(base);
                self.select(at, base, member)
            }
            Expr::Index(two) => self.index(at, &two[0], &two[1]),
            Expr::Not(inner) => {
                let (inner_at, found) = self.part(inner);
                self.want(inner_at, &found, &Type::Bool);
                Type::Bool
            }
            Expr::Minus(inner) => match self.part(inner) {
                (_, Type::Decimal) => Type::Decimal,
                (inner_at, found) => {
                    self.want(inner_at, &found, &Type::Int);
                    Type::Int
                }
            },
            Expr::Binary(operator, left, right) => self.binary(at, *operator, left, right),
            Expr::If(three) => {
                let (condition_at, condition) = self.part(&three[0]);
                self.want(condition_at, &condition, &Type::Bool);
                let then = self.of(&three[1]);
                let (otherwise_at, otherwise) = self.part(&three[2]);
                self.unify(otherwise_at, then, otherwise)
            }
            Expr::List(parts) => {
                let mut element = Type::Any;
                for part in parts {
                    let (part_at, found) = self.part(part);
                    element = self.unify(part_at, element, found);
                }
                Type::List(Box::new(element))
            }
            Expr::Table(parts) => self.table(parts),
            Expr::Call(function, parts) => self.call(at, *function, parts),
            Expr::Matches(text, _) => {
                let (text_at, found) = self.part(text);
                self.want(text_at, &found, &Type::Text);
                Type::Bool
            }
            Expr::Macro(kind, list, variable, body) => self.each(*kind, list, variable, body),
        }
    }

    /// The place of the part that is visited next.
    fn here(&self) -> usize {
        self.places.get(self.next).copied().unwrap_or(0)
    }

    fn part(&mut self, expr: &Expr) -> (usize, Type<'f>) {
        (self.here(), self.of(expr))
    }

    fn want(&mut self, at: usize, found: &Type<'f>, wanted: &Type<'f>) {
        if !found.passes_for(wanted) {
            let ((is_en, is_vi), (en, vi)) = (found.name(), wanted.name());
            let (hint_en, hint_vi) = match wanted {
                Type::Bool => hint::condition(found),
                Type::Int => hint::whole(found),
                _ => ("", ""),
            };
            self.error(
                at,
                format!("this is {is_en}; {en} is needed{hint_en}"),
                format!("đây là {is_vi}; cần {vi}{hint_vi}"),
            );
        }
    }

    fn unify(&mut self, at: usize, known: Type<'f>, found: Type<'f>) -> Type<'f> {
        match (&known, &found) {
            (Type::Any, _) => found,
            (_, Type::Any) => known,
            (Type::Choice(_), Type::Text) | (Type::Int, Type::Decimal) => found,
            _ if known.agrees(&found) => known,
            _ => {
                let ((a_en, a_vi), (b_en, b_vi)) = (known.name(), found.name());
                self.error(
                    at,
                    format!("{b_en} does not go with {a_en}"),
                    format!("không thể dùng {b_vi} cùng với {a_vi}"),
                )
            }
        }
    }

    fn name(&mut self, at: usize, name: &str) -> Type<'f> {
        if let Some((_, found)) = self.locals.iter().rev().find(|(known, _)| known == name) {
            return found.clone();
        }
        let spot = match name {
            "self" => self.scope.this.clone(),
            "item" => self.scope.item(),
            _ => self.scope.resolve(name),
        };
        match (spot, name) {
            (Some(spot), _) if self.world.broken.contains(&spot.path) => Type::Any,
            (Some(spot), _) => self.spot(at, spot),
            (None, "today" | "receivedOn") => Type::Date,
            (None, "channel" | "agency" | "province") => Type::Text,
            (None, "self" | "item") => self.error(
                at,
                format!("`{name}` means nothing here"),
                format!("`{name}` không có nghĩa ở đây"),
            ),
            _ => {
                let locals = self.locals.iter().map(|(name, _)| name.as_str());
                let known = self.scope.names().into_iter().chain(locals);
                let (hint_en, hint_vi) = match name {
                    "yes" | "Yes" | "True" | "TRUE" => truth("true"),
                    "no" | "No" | "False" | "FALSE" => truth("false"),
                    _ => near(name, known.chain(kind::CONTEXT)),
                };
                self.error(
                    at,
                    format!("there is no field `{name}`{hint_en}"),
                    format!("không có trường `{name}`{hint_vi}"),
                )
            }
        }
    }

    fn spot(&mut self, at: usize, spot: Spot<'f>) -> Type<'f> {
        if matches!(spot.field.question, Question::Note) {
            return self.plain(at, ("a note has no value", "ghi chú không có giá trị"));
        }
        Type::of_spot(spot)
    }

    fn select(&mut self, at: usize, base: Type<'f>, member: &str) -> Type<'f> {
        match base {
            Type::Any => Type::Any,
            Type::Object(spot) => match spot.child(member) {
                Some(child) if self.world.broken.contains(&child.path) => Type::Any,
                Some(child) => self.spot(at, child),
                None => {
                    let id = &spot.field.id;
                    let inside = spot.field.question.inside().iter();
                    let (hint_en, hint_vi) = near(member, inside.map(|field| field.id.as_str()));
                    let (en, vi) = (
                        format!("`{id}` has no field `{member}`{hint_en}"),
                        format!("`{id}` không có trường `{member}`{hint_vi}"),
                    );
                    self.error(at, en, vi)
                }
            },
            Type::Choice(choice::Options::Source { dataset, level, .. }) => {
                if (self.world.has_attribute)(dataset, level, member) {
                    return Type::Any;
                }
                let (en, vi) = (
                    format!("`{dataset}` has no attribute `{member}`"),
                    format!("`{dataset}` không có thuộc tính `{member}`"),
                );
                self.error(at, en, vi)
            }
            Type::File => match member {
                "id" | "name" | "mediaType" | "sha256" => Type::Text,
                "size" => Type::Int,
                _ => self.error(
                    at,
                    format!(
                        "a file has no `{member}`; it has id, name, size, mediaType and sha256"
                    ),
                    format!("tệp không có `{member}`; chỉ có id, name, size, mediaType và sha256"),
                ),
            },
            Type::Point => match member {
                "lat" | "lon" => Type::Decimal,
                _ => self.error(
                    at,
                    format!("a place has no `{member}`; it has lat and lon"),
                    format!("vị trí không có `{member}`; chỉ có lat và lon"),
                ),
            },
            Type::Table(table) => self.entry(at, &table, member),
            other => {
                let (en, vi) = other.name();
                let (hint_en, hint_vi) = hint::select(&other);
                self.error(
                    at,
                    format!("{en} has no `{member}`{hint_en}"),
                    format!("{vi} không có `{member}`{hint_vi}"),
                )
            }
        }
    }

    fn each(&mut self, kind: Macro, list: &Expr, variable: &str, body: &Expr) -> Type<'f> {
        let (list_at, list_type) = self.part(list);
        let element = match &list_type {
            Type::List(element) => (**element).clone(),
            Type::Table(table) => table.key.clone(),
            Type::Any => Type::Any,
            other => {
                self.want(list_at, &other.clone(), &Type::List(Box::new(Type::Any)));
                Type::Any
            }
        };
        self.locals.push((variable.to_owned(), element.clone()));
        let (body_at, made) = self.part(body);
        self.locals.pop();
        if kind == Macro::Map {
            return Type::List(Box::new(made));
        }
        self.want(body_at, &made, &Type::Bool);
        if kind == Macro::Filter {
            Type::List(Box::new(element))
        } else {
            Type::Bool
        }
    }
}
