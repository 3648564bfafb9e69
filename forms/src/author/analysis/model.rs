//! What a question about a form depends on: the fields its expressions read,
//! how each is read, and the conditions that decide whether those are asked.
//! Parts that cannot be followed become free: true, false or unknown at will.

use super::domain::{Use, follows};
use crate::expression::{Binary, Expr, Function};
use crate::form::{Form, Scope, Spot};
use crate::question::calculated::DataType;
use crate::question::{Question, integer, text};
use std::collections::{BTreeMap, BTreeSet};

/// The channels a dossier comes by.
pub(super) const CHANNELS: [&str; 3] = ["online", "counter", "post"];
/// Names the input `channel` among the fields.
pub(super) const CHANNEL: &str = "channel";

/// What is read, collected expression by expression.
pub(super) struct Model<'f> {
    pub(super) form: &'f Form,
    /// Field path -> how it is read.
    pub(super) uses: BTreeMap<String, BTreeSet<Use>>,
    /// Conditions rewritten, by what they decide: a page's `page id` or a path.
    pub(super) conditions: BTreeMap<String, Expr>,
    /// Calculations that can be followed.
    pub(super) calculations: BTreeMap<String, Expr>,
    /// Calculations that cannot: the value may be anything of its type.
    pub(super) loose: BTreeSet<String>,
    /// What cannot be followed, by place and shape, in order of their names.
    pub(super) free: BTreeMap<String, usize>,
    /// The same for people.
    pub(super) reasons: BTreeSet<String>,
    /// Fields that must be there although nobody reads them.
    pub(super) there: BTreeSet<String>,
    pub(super) channel: bool,
    visited: BTreeSet<String>,
}

/// The field a name or a chain of members stands for.
pub(super) fn named<'f>(expr: &Expr, scope: &Scope<'f>) -> Option<Spot<'f>> {
    match expr {
        Expr::Name(name) => match name.as_str() {
            "self" => scope.this.clone(),
            "item" => scope.item(),
            _ => scope.resolve(name),
        },
        Expr::Select(base, member) => named(base, scope)?.child(member),
        _ => None,
    }
}

/// A text, or a whole number with its sign.
enum Constant {
    Text(String),
    Number(i64),
}

fn constant(expr: &Expr) -> Option<Constant> {
    match expr {
        Expr::Int(number) => Some(Constant::Number(*number)),
        Expr::Str(text) => Some(Constant::Text(text.as_ref().to_owned())),
        Expr::Minus(inner) => match &**inner {
            Expr::Int(number) => number.checked_neg().map(Constant::Number),
            _ => None,
        },
        _ => None,
    }
}

fn is_comparison(operator: Binary) -> bool {
    use Binary::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    matches!(
        operator,
        Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual
    )
}

/// The free name of a number.
pub(super) fn free_name(place: usize) -> String {
    format!("#{place}")
}

impl<'f> Model<'f> {
    pub(super) fn new(form: &'f Form) -> Self {
        Model {
            form,
            uses: BTreeMap::new(),
            conditions: BTreeMap::new(),
            calculations: BTreeMap::new(),
            loose: BTreeSet::new(),
            free: BTreeMap::new(),
            reasons: BTreeSet::new(),
            there: BTreeSet::new(),
            channel: false,
            visited: BTreeSet::new(),
        }
    }

    /// A condition in which every part that cannot be followed is a free name.
    pub(super) fn condition(&mut self, expr: &Expr, scope: &Scope<'f>) -> Expr {
        match expr {
            Expr::Not(inner) => Expr::Not(Box::new(self.condition(inner, scope))),
            Expr::Binary(operator @ (Binary::And | Binary::Or), left, right) => Expr::Binary(
                *operator,
                Box::new(self.condition(left, scope)),
                Box::new(self.condition(right, scope)),
            ),
            Expr::If(three) => Expr::If(Box::new(
                (**three).clone().map(|part| self.condition(&part, scope)),
            )),
            _ => {
                let mut reads = Reads::default();
                if self.exact(expr, scope, &mut reads) {
                    self.take(reads);
                    expr.clone()
                } else {
                    self.free(expr, scope)
                }
            }
        }
    }

    fn free(&mut self, expr: &Expr, scope: &Scope<'f>) -> Expr {
        let around = scope.containers.last().map_or("", |spot| &spot.path);
        let this = scope.this.as_ref().map_or("", |spot| &spot.path);
        let key = [around, this, &expr.encode()].join("\u{0}");
        let next = self.free.len();
        let place = *self.free.entry(key).or_insert(next);
        self.reasons.insert(expr.to_string());
        Expr::Name(free_name(place))
    }

    /// Whether every part of an expression can be followed.
    fn exact(&mut self, expr: &Expr, scope: &Scope<'f>, reads: &mut Reads<'f>) -> bool {
        match expr {
            Expr::Null | Expr::Bool(_) | Expr::Int(_) | Expr::Decimal(_) | Expr::Str(_) => true,
            Expr::Name(name) if name == CHANNEL && scope.resolve(name).is_none() => {
                reads.channel = true;
                true
            }
            Expr::Name(_) | Expr::Select(..) => match named(expr, scope) {
                Some(spot) => self.reads(spot, Use::Whole, reads),
                None => false,
            },
            Expr::Binary(Binary::In, value, list) => self.is_in(value, list, scope, reads),
            Expr::Binary(operator, left, right) if is_comparison(*operator) => {
                self.compares(*operator, (left, right), scope, reads)
                    || self.all([&**left, &**right].into_iter(), scope, reads)
            }
            Expr::Call(Function::Answered, parts) => {
                let spot = parts.first().and_then(|part| named(part, scope));
                spot.is_some_and(|spot| self.reads(spot, Use::Presence, reads))
            }
            Expr::Call(Function::Today, _) | Expr::Macro(..) => false,
            Expr::Double(_) => false,
            _ => self.all(expr.parts().into_iter(), scope, reads),
        }
    }

    fn all<'e>(
        &mut self,
        mut parts: impl Iterator<Item = &'e Expr>,
        scope: &Scope<'f>,
        reads: &mut Reads<'f>,
    ) -> bool {
        parts.all(|part| self.exact(part, scope, reads))
    }

    /// A field beside a constant.
    fn compares(
        &mut self,
        operator: Binary,
        (left, right): (&Expr, &Expr),
        scope: &Scope<'f>,
        reads: &mut Reads<'f>,
    ) -> bool {
        let (value, constant) = match (constant(left), constant(right)) {
            (None, Some(constant)) => (left, constant),
            (Some(constant), None) => (right, constant),
            _ => return false,
        };
        let equals = matches!(operator, Binary::Equal | Binary::NotEqual);
        match (named(value, scope), constant) {
            // Of texts in order it matters how they are spelt.
            (Some(_), Constant::Text(_)) if !equals => false,
            (Some(spot), Constant::Text(text)) => self.reads(spot, Use::Text(text), reads),
            (Some(spot), Constant::Number(number)) => self.reads(spot, Use::Number(number), reads),
            (None, _) => false,
        }
    }

    fn is_in(
        &mut self,
        value: &Expr,
        list: &Expr,
        scope: &Scope<'f>,
        reads: &mut Reads<'f>,
    ) -> bool {
        if let (Some(spot), Expr::List(parts)) = (named(value, scope), list)
            && parts.iter().all(|part| constant(part).is_some())
        {
            return parts.iter().filter_map(constant).all(|constant| {
                let how = match constant {
                    Constant::Text(text) => Use::Text(text),
                    Constant::Number(number) => Use::Number(number),
                };
                self.reads(spot.clone(), how, reads)
            }) && self.reads(spot, Use::Presence, reads);
        }
        match (constant(value), named(list, scope)) {
            (Some(Constant::Text(text)), Some(spot)) => self.reads(spot, Use::Member(text), reads),
            _ => self.all([value, list].into_iter(), scope, reads),
        }
    }

    fn reads(&mut self, spot: Spot<'f>, how: Use, reads: &mut Reads<'f>) -> bool {
        let follows = match &spot.field.question {
            Question::Calculated(_) => {
                self.calculated(&spot) || follows(&free_question(&spot), &how)
            }
            question => follows(question, &how),
        };
        if follows {
            reads.found.push((spot, how));
        }
        follows
    }

    /// Whether a calculation can be followed; its parts are read if so.
    fn calculated(&mut self, spot: &Spot<'f>) -> bool {
        let Question::Calculated(options) = &spot.field.question else {
            return false;
        };
        if self.calculations.contains_key(&spot.path) {
            return true;
        }
        if self.loose.contains(&spot.path) {
            return false;
        }
        let scope = self.scope_of(&spot.path);
        if options.data_type == DataType::Boolean {
            let followed = self.condition(&options.calculate, &scope);
            self.calculations.insert(spot.path.clone(), followed);
            return true;
        }
        let mut reads = Reads::default();
        if self.exact(&options.calculate, &scope, &mut reads) {
            self.take(reads);
            self.calculations
                .insert(spot.path.clone(), options.calculate.clone());
            return true;
        }
        self.loose.insert(spot.path.clone());
        false
    }

    fn take(&mut self, reads: Reads<'f>) {
        self.channel |= reads.channel;
        for (spot, how) in reads.found {
            if self.loose.contains(&spot.path) {
                self.reasons.insert(spot.path.clone());
            }
            self.uses.entry(spot.path.clone()).or_default().insert(how);
            self.visit(&spot.path);
        }
    }

    /// The conditions around a field, and its own.
    pub(super) fn visit(&mut self, path: &str) {
        if path.is_empty() || !self.visited.insert(path.to_owned()) {
            return;
        }
        let form = self.form;
        let page = form.pages.iter().find(|page| {
            let first = path.split('.').next();
            page.fields
                .iter()
                .any(|field| Some(field.id.as_str()) == first)
        });
        if let Some(page) = page {
            self.page(page);
        }
        let mut ends: Vec<usize> = path.match_indices('.').map(|(at, _)| at).collect();
        ends.push(path.len());
        for end in ends {
            let part = &path[..end];
            let scope = self.scope_of(part);
            let Some(field) = field(form, part) else {
                continue;
            };
            if let Some(when) = &field.visible_when
                && !self.conditions.contains_key(part)
            {
                self.visited.insert(part.to_owned());
                let when = self.condition(when, &scope);
                self.conditions.insert(part.to_owned(), when);
            }
        }
    }

    /// A page's own condition.
    pub(super) fn page(&mut self, page: &'f crate::form::Page) {
        let key = ["page ", &page.id].concat();
        if let Some(when) = &page.visible_when
            && !self.conditions.contains_key(&key)
        {
            let when = self.condition(when, &Scope::root(self.form));
            self.conditions.insert(key, when);
        }
    }

    /// Where a field's own expressions stand.
    pub(super) fn scope_of(&self, path: &str) -> Scope<'f> {
        let mut scope = Scope::root(self.form);
        let mut names: Vec<&str> = path.split('.').collect();
        names.pop();
        let mut around: Option<Spot<'f>> = None;
        for name in names {
            let found = match &around {
                None => scope.resolve(name),
                Some(spot) => spot.child(name),
            };
            let Some(found) = found else { break };
            let found = found.one().unwrap_or(found);
            scope.containers.push(found.clone());
            around = Some(found);
        }
        scope
    }
}

/// A field by its path without item ids.
pub(super) fn field<'f>(form: &'f Form, path: &str) -> Option<&'f crate::form::Field> {
    let mut fields: Vec<&[crate::form::Field]> = form
        .pages
        .iter()
        .map(|page| page.fields.as_slice())
        .collect();
    let mut found = None;
    for name in path.split('.') {
        let field = fields
            .iter()
            .flat_map(|fields| fields.iter())
            .find(|field| field.id == name)?;
        fields = vec![field.question.inside()];
        found = Some(field);
    }
    found
}

/// What a calculation that cannot be followed is read as: any answer of its type.
pub(super) fn free_question(spot: &Spot<'_>) -> Question {
    match &spot.field.question {
        Question::Calculated(options) => match options.data_type {
            DataType::Boolean => Question::Boolean,
            DataType::Integer | DataType::Money => Question::Integer(integer::Options::default()),
            DataType::Text => Question::Text(text::Options::default()),
            DataType::Date | DataType::Decimal => Question::Location,
        },
        question => question.clone(),
    }
}

/// What one expression reads, kept only when all of it can be followed.
#[derive(Default)]
struct Reads<'f> {
    found: Vec<(Spot<'f>, Use)>,
    channel: bool,
}
