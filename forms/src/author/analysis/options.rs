//! Options that an expression compares a choice with although what is around
//! the comparison already excludes them.

use super::model::{Model, named};
use crate::expression::{Binary, Expr};
use crate::form::{Base, Form, Scope, Site};
use crate::question::{Question, choice};

/// An option that an expression names.
pub(super) struct Asked {
    pub(super) field: String,
    pub(super) value: String,
    /// The field has it, where the comparison is come to.
    pub(super) holds: Expr,
}

/// Every option of an inline choice that an expression names, each with the
/// conditions under which it is looked at.
pub(super) fn asked<'f>(model: &mut Model<'f>, form: &'f Form, site: &Site<'f>) -> Vec<Asked> {
    let mut walk = Walk {
        model,
        scope: &site.scope,
        around: Vec::new(),
        found: Vec::new(),
    };
    // An amount counts only where its line applies.
    let line = site
        .owner
        .strip_prefix("fee.")
        .filter(|_| site.base == Base::Amount);
    let rule = line.and_then(|line| form.fee.iter().find(|rule| rule.id == line));
    if let Some(when) = rule.and_then(|rule| rule.when.as_ref()) {
        walk.around.push(when.clone());
    }
    walk.expr(site.expr);
    walk.found
}

struct Walk<'w, 'f> {
    model: &'w mut Model<'f>,
    scope: &'w Scope<'f>,
    around: Vec<Expr>,
    found: Vec<Asked>,
}

impl Walk<'_, '_> {
    fn expr(&mut self, expr: &Expr) {
        match expr {
            // The right side matters where the left has not decided.
            Expr::Binary(Binary::And, left, right) => {
                self.expr(left);
                self.under((**left).clone(), right);
            }
            Expr::If(three) => {
                let [when, then, otherwise] = &**three;
                self.expr(when);
                self.under(when.clone(), then);
                self.under(Expr::Not(Box::new(when.clone())), otherwise);
            }
            Expr::Binary(Binary::Equal | Binary::NotEqual, left, right) => {
                self.compared(left, right);
                self.compared(right, left);
            }
            Expr::Binary(Binary::In, value, list) => {
                if let Expr::List(parts) = &**list {
                    parts.iter().for_each(|part| self.compared(value, part));
                }
            }
            // A variable may have a field's name.
            Expr::Macro(_, list, ..) => self.expr(list),
            _ => expr.parts().into_iter().for_each(|part| self.expr(part)),
        }
    }

    fn under(&mut self, condition: Expr, expr: &Expr) {
        self.around.push(condition);
        self.expr(expr);
        self.around.pop();
    }

    fn compared(&mut self, field: &Expr, value: &Expr) {
        let (Some(spot), Expr::Str(text)) = (named(field, self.scope), value) else {
            return;
        };
        if !matches!(
            spot.field.question,
            Question::Choice(choice::Options::Inline(_))
        ) {
            return;
        }
        let equal = Expr::Binary(
            Binary::Equal,
            Box::new(field.clone()),
            Box::new(value.clone()),
        );
        let holds = self.around.iter().cloned().chain([equal]);
        let holds =
            holds.reduce(|left, right| Expr::Binary(Binary::And, Box::new(left), Box::new(right)));
        if let Some(holds) = holds {
            self.found.push(Asked {
                field: spot.path,
                value: text.as_ref().to_owned(),
                holds: self.model.condition(&holds, self.scope),
            });
        }
    }
}
