//! The static check of an expression against the fields it names: everything
//! that can be known before any answer is refused at publish.

use super::parse::Parsed;
use super::{Binary, Expr, Function, Macro};
use crate::form::{Scope, Spot};
use crate::question::calculated::DataType;
use crate::question::{Question, choice};
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

#[derive(Clone)]
enum Type<'f> {
    /// Known only when run, or already complained about.
    Any,
    Null,
    Bool,
    Int,
    Text,
    /// Text out of a list of options.
    Choice(&'f choice::Options),
    Date,
    PartialDate,
    File,
    Object(Spot<'f>),
    List(Box<Type<'f>>),
}

/// Checks an expression; every error with its place.
pub(crate) fn check(
    parsed: &Parsed,
    scope: &Scope<'_>,
    wanted: Wanted,
    world: &World<'_>,
) -> Vec<TypeError> {
    let mut checker = Checker {
        scope,
        world,
        places: &parsed.places,
        next: 0,
        locals: Vec::new(),
        errors: Vec::new(),
    };
    let found = checker.of(&parsed.expr);
    let fits = matches!(
        (wanted, &found),
        (_, Type::Any)
            | (
                Wanted::Condition | Wanted::Data(DataType::Boolean),
                Type::Bool
            )
            | (Wanted::Amount | Wanted::Data(DataType::Integer), Type::Int)
            | (Wanted::Data(DataType::Text), Type::Text | Type::Choice(_))
            | (Wanted::Data(DataType::Date), Type::Date)
    );
    if !fits {
        let (en, vi) = match wanted {
            Wanted::Condition => ("true or false", "đúng hoặc sai"),
            Wanted::Amount => ("a whole number of đồng", "một số nguyên đồng"),
            Wanted::Data(DataType::Boolean) => ("true or false", "đúng hoặc sai"),
            Wanted::Data(DataType::Integer) => ("a whole number", "một số nguyên"),
            Wanted::Data(DataType::Text) => ("text", "chuỗi"),
            Wanted::Data(DataType::Date) => ("a date", "ngày"),
        };
        let (is_en, is_vi) = found.name();
        checker.error(
            parsed.places.first().copied().unwrap_or(0),
            format!("this gives {is_en}; {en} is needed"),
            format!("biểu thức cho ra {is_vi}; cần {vi}"),
        );
    }
    checker.errors
}

impl<'f> Type<'f> {
    fn name(&self) -> (&'static str, &'static str) {
        match self {
            Type::Any => ("anything", "giá trị bất kỳ"),
            Type::Null => ("null", "null"),
            Type::Bool => ("true or false", "đúng/sai"),
            Type::Int => ("a number", "số"),
            Type::Text => ("text", "chuỗi"),
            Type::Choice(_) => ("an option", "lựa chọn"),
            Type::Date => ("a date", "ngày"),
            Type::PartialDate => ("a partial date", "ngày có thể thiếu phần"),
            Type::File => ("a file", "tệp"),
            Type::Object(_) => ("a group of answers", "nhóm câu trả lời"),
            Type::List(_) => ("a list", "danh sách"),
        }
    }

    fn of_spot(spot: Spot<'f>) -> Type<'f> {
        match &spot.field.question {
            Question::Text(_)
            | Question::Textarea(_)
            | Question::Email
            | Question::Phone
            | Question::Url
            | Question::Time
            | Question::NationalId(_)
            | Question::TaxCode(_) => Type::Text,
            Question::Integer(_) | Question::Money(_) => Type::Int,
            Question::Boolean | Question::Declaration => Type::Bool,
            Question::Decimal(_) | Question::DateTime(_) | Question::Location => Type::Any,
            Question::Choice(options) => Type::Choice(options),
            Question::Choices(options) => Type::List(Box::new(Type::Choice(&options.from))),
            Question::Date(_) => Type::Date,
            Question::PartialDate(_) => Type::PartialDate,
            Question::File(_) => Type::List(Box::new(Type::File)),
            Question::Group(_) => Type::Object(spot),
            Question::Repeat(_) => match spot.one() {
                Some(one) => Type::List(Box::new(Type::Object(one))),
                None => Type::Object(spot),
            },
            Question::Calculated(options) => match options.data_type {
                DataType::Boolean => Type::Bool,
                DataType::Integer => Type::Int,
                DataType::Text => Type::Text,
                DataType::Date => Type::Date,
            },
            Question::Note => Type::Null,
        }
    }

    /// Whether values of the two may be compared with `==`.
    fn agrees(&self, other: &Type<'f>) -> bool {
        use Type::*;
        match (self, other) {
            (Any, _) | (_, Any) => true,
            (Text | Choice(_), Text | Choice(_)) => true,
            (Date | PartialDate, Date | PartialDate) => true,
            (Null, Null) | (Bool, Bool) | (Int, Int) => true,
            (List(a), List(b)) => a.agrees(b),
            _ => false,
        }
    }

    fn has_order(&self) -> bool {
        matches!(
            self,
            Type::Any | Type::Int | Type::Text | Type::Choice(_) | Type::Date | Type::PartialDate
        )
    }
}

struct Checker<'c, 'f> {
    scope: &'c Scope<'f>,
    world: &'c World<'c>,
    places: &'c [usize],
    next: usize,
    locals: Vec<(String, Type<'f>)>,
    errors: Vec<TypeError>,
}

impl<'f> Checker<'_, 'f> {
    fn error(&mut self, at: usize, en: String, vi: String) -> Type<'f> {
        self.errors.push(TypeError { at, en, vi });
        Type::Any
    }

    /// The type of a part; parts are visited in the order of their places.
    fn of(&mut self, expr: &Expr) -> Type<'f> {
        let at = self.places.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        match expr {
            Expr::Null => Type::Null,
            Expr::Bool(_) => Type::Bool,
            Expr::Int(_) => Type::Int,
            Expr::Str(_) => Type::Text,
            Expr::Name(name) => self.name(at, name),
            Expr::Select(base, member) => {
                let base = self.of(base);
                self.select(at, base, member)
            }
            Expr::Not(inner) => {
                let inner_at = self.here();
                let found = self.of(inner);
                self.want(inner_at, &found, &Type::Bool);
                Type::Bool
            }
            Expr::Minus(inner) => {
                let inner_at = self.here();
                let found = self.of(inner);
                self.want(inner_at, &found, &Type::Int);
                Type::Int
            }
            Expr::Binary(operator, left, right) => self.binary(at, *operator, left, right),
            Expr::If(three) => {
                let condition_at = self.here();
                let condition = self.of(&three[0]);
                self.want(condition_at, &condition, &Type::Bool);
                let then = self.of(&three[1]);
                let otherwise_at = self.here();
                let otherwise = self.of(&three[2]);
                self.unify(otherwise_at, then, otherwise)
            }
            Expr::List(parts) => {
                let mut element = Type::Any;
                for part in parts {
                    let part_at = self.here();
                    let found = self.of(part);
                    element = self.unify(part_at, element, found);
                }
                Type::List(Box::new(element))
            }
            Expr::Call(function, parts) => self.call(at, *function, parts),
            Expr::Macro(kind, list, variable, body) => self.each(*kind, list, variable, body),
        }
    }

    /// The place of the part that is visited next.
    fn here(&self) -> usize {
        self.places.get(self.next).copied().unwrap_or(0)
    }

    fn want(&mut self, at: usize, found: &Type<'f>, wanted: &Type<'f>) {
        let text = matches!((found, wanted), (Type::Choice(_), Type::Text));
        let date = matches!((found, wanted), (Type::PartialDate, Type::Date));
        let same = std::mem::discriminant(found) == std::mem::discriminant(wanted);
        if !(text || date || same || matches!(found, Type::Any)) {
            let ((is_en, is_vi), (en, vi)) = (found.name(), wanted.name());
            self.error(
                at,
                format!("this is {is_en}; {en} is needed"),
                format!("đây là {is_vi}; cần {vi}"),
            );
        }
    }

    fn unify(&mut self, at: usize, known: Type<'f>, found: Type<'f>) -> Type<'f> {
        match (&known, &found) {
            (Type::Any, _) => found,
            (_, Type::Any) => known,
            (Type::Choice(_), Type::Text) => found,
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
            _ => self.error(
                at,
                format!("there is no field `{name}`"),
                format!("không có trường `{name}`"),
            ),
        }
    }

    fn spot(&mut self, at: usize, spot: Spot<'f>) -> Type<'f> {
        if matches!(spot.field.question, Question::Note) {
            return self.error(
                at,
                "a note has no value".into(),
                "ghi chú không có giá trị".into(),
            );
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
                    let (en, vi) = (
                        format!("`{id}` has no field `{member}`"),
                        format!("`{id}` không có trường `{member}`"),
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
                    format!("a file has no `{member}`"),
                    format!("tệp không có `{member}`"),
                ),
            },
            other => {
                let (en, vi) = other.name();
                self.error(
                    at,
                    format!("{en} has no `{member}`"),
                    format!("{vi} không có `{member}`"),
                )
            }
        }
    }

    fn binary(&mut self, at: usize, operator: Binary, left: &Expr, right: &Expr) -> Type<'f> {
        use Binary::*;
        let left_at = self.here();
        let left_type = self.of(left);
        let right_at = self.here();
        let right_type = self.of(right);
        match operator {
            And | Or => {
                self.want(left_at, &left_type, &Type::Bool);
                self.want(right_at, &right_type, &Type::Bool);
                Type::Bool
            }
            Equal | NotEqual => {
                self.comparable(at, &left_type, &right_type);
                self.option(right_at, &left_type, right);
                self.option(left_at, &right_type, left);
                Type::Bool
            }
            Less | LessOrEqual | Greater | GreaterOrEqual => {
                self.comparable(at, &left_type, &right_type);
                if !left_type.has_order() || !right_type.has_order() {
                    let (en, vi) = left_type.name();
                    self.error(
                        at,
                        format!("{en} has no order"),
                        format!("{vi} không so sánh lớn nhỏ được"),
                    );
                }
                Type::Bool
            }
            In => {
                match &right_type {
                    Type::Any => {}
                    Type::List(element) => self.comparable(at, &left_type, element),
                    other => self.want(right_at, &other.clone(), &Type::List(Box::new(Type::Any))),
                }
                if let Expr::List(parts) = right {
                    parts
                        .iter()
                        .for_each(|part| self.option(right_at, &left_type, part));
                }
                Type::Bool
            }
            Add => match (&left_type, &right_type) {
                (Type::Int, Type::Int) => Type::Int,
                (Type::Text | Type::Choice(_), Type::Text | Type::Choice(_)) => Type::Text,
                (Type::List(a), Type::List(b)) => {
                    Type::List(Box::new(self.unify(at, (**a).clone(), (**b).clone())))
                }
                (Type::Any, _) | (_, Type::Any) => Type::Any,
                _ => {
                    let ((a_en, a_vi), (b_en, b_vi)) = (left_type.name(), right_type.name());
                    self.error(
                        at,
                        format!("{a_en} and {b_en} cannot be added"),
                        format!("không cộng được {a_vi} với {b_vi}"),
                    )
                }
            },
            Subtract | Multiply | Divide | Remainder => {
                self.want(left_at, &left_type, &Type::Int);
                self.want(right_at, &right_type, &Type::Int);
                Type::Int
            }
        }
    }

    fn comparable(&mut self, at: usize, left: &Type<'f>, right: &Type<'f>) {
        if !left.agrees(right) {
            let ((a_en, a_vi), (b_en, b_vi)) = (left.name(), right.name());
            self.error(
                at,
                format!("{a_en} cannot be compared with {b_en}"),
                format!("không so sánh được {a_vi} với {b_vi}"),
            );
        }
    }

    /// A literal compared with a choice must be one of its options.
    fn option(&mut self, at: usize, choice: &Type<'f>, literal: &Expr) {
        if let (Type::Choice(choice::Options::Inline(items)), Expr::Str(text)) = (choice, literal)
            && !items.iter().any(|item| item.value == *text)
        {
            self.error(
                at,
                format!("there is no option `{text}`"),
                format!("không có lựa chọn `{text}`"),
            );
        }
    }

    fn call(&mut self, at: usize, function: Function, parts: &[Expr]) -> Type<'f> {
        use Function as F;
        let mut found = Vec::new();
        for part in parts {
            found.push((self.here(), self.of(part)));
        }
        let int = Type::Int;
        let wanted: &[Type<'_>] = match function {
            F::Today => &[],
            F::Answered => return Type::Bool,
            F::Size => {
                if !matches!(
                    found[0].1,
                    Type::Any | Type::Text | Type::Choice(_) | Type::List(_)
                ) {
                    let (en, vi) = found[0].1.name();
                    self.error(
                        at,
                        format!("{en} has no size"),
                        format!("{vi} không có kích thước"),
                    );
                }
                return Type::Int;
            }
            F::Text => {
                if matches!(
                    found[0].1,
                    Type::Object(_) | Type::List(_) | Type::File | Type::Null
                ) {
                    let (en, vi) = found[0].1.name();
                    self.error(
                        at,
                        format!("{en} cannot become text"),
                        format!("không đổi được {vi} thành chuỗi"),
                    );
                }
                return Type::Text;
            }
            F::Int => {
                if !matches!(
                    found[0].1,
                    Type::Any | Type::Int | Type::Text | Type::Choice(_)
                ) {
                    let (en, vi) = found[0].1.name();
                    self.error(
                        at,
                        format!("{en} cannot become a number"),
                        format!("không đổi được {vi} thành số"),
                    );
                }
                return Type::Int;
            }
            F::Date => {
                self.date_literal(found[0].0, &parts[0]);
                if !matches!(
                    found[0].1,
                    Type::Any | Type::Text | Type::Date | Type::PartialDate
                ) {
                    self.want(found[0].0, &found[0].1.clone(), &Type::Text);
                }
                return Type::Date;
            }
            F::Sum => {
                match &found[0].1 {
                    Type::List(element) => {
                        let element = (**element).clone();
                        self.want(found[0].0, &element, &int);
                    }
                    other => self.want(found[0].0, &other.clone(), &Type::List(Box::new(int))),
                }
                return Type::Int;
            }
            F::Age | F::DaysBetween => &[Type::Date, Type::Date],
            F::AddYears | F::AddMonths | F::AddDays => &[Type::Date, Type::Int],
            F::Contains | F::StartsWith | F::EndsWith => &[Type::Text, Type::Text],
            F::Substring => &[Type::Text, Type::Int, Type::Int],
            F::FullYear | F::Month | F::DayOfMonth => &[Type::Date],
            F::Trim | F::LowerAscii => &[Type::Text],
        };
        for ((part_at, found), wanted) in found.iter().zip(wanted) {
            self.want(*part_at, found, wanted);
        }
        match function {
            F::Today | F::AddYears | F::AddMonths | F::AddDays => Type::Date,
            F::Age | F::DaysBetween | F::FullYear | F::Month | F::DayOfMonth => Type::Int,
            F::Contains | F::StartsWith | F::EndsWith => Type::Bool,
            _ => Type::Text,
        }
    }

    fn date_literal(&mut self, at: usize, part: &Expr) {
        if let Expr::Str(text) = part
            && crate::date::Date::parse_iso(text).is_none()
        {
            self.error(
                at,
                "no such date; write YYYY-MM-DD".into(),
                "không có ngày này; viết YYYY-MM-DD".into(),
            );
        }
    }

    fn each(&mut self, kind: Macro, list: &Expr, variable: &str, body: &Expr) -> Type<'f> {
        let list_at = self.here();
        let list_type = self.of(list);
        let element = match &list_type {
            Type::List(element) => (**element).clone(),
            Type::Any => Type::Any,
            other => {
                self.want(list_at, &other.clone(), &Type::List(Box::new(Type::Any)));
                Type::Any
            }
        };
        self.locals.push((variable.to_owned(), element));
        let body_at = self.here();
        let made = self.of(body);
        self.locals.pop();
        if kind == Macro::Map {
            return Type::List(Box::new(made));
        }
        self.want(body_at, &made, &Type::Bool);
        if kind == Macro::Filter {
            list_type
        } else {
            Type::Bool
        }
    }
}
