//! What expressions read: for the browser, which needs only those answers,
//! and for the checker, which refuses circles.

use super::scope::{self, Base, Scope, Site, Spot, sites};
use super::{Form, Page};
use crate::expression::{Expr, Function};
use crate::question::date::Bound;
use crate::question::{Question, choice};
use std::collections::BTreeSet;

/// A macro's variable: its name and what it stands for.
type Local<'e, 'f> = (&'e str, Option<Spot<'f>>);

/// The fields an expression reads, as paths without item ids. A repeat's own
/// path: how many items there are.
pub(crate) fn reads(expr: &Expr, scope: &Scope<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(expr, scope, &mut Vec::new(), &mut found);
    found
}

fn spot<'f>(expr: &Expr, scope: &Scope<'f>, locals: &[Local<'_, 'f>]) -> Option<Spot<'f>> {
    match expr {
        Expr::Name(name) => match locals.iter().rev().find(|local| local.0 == name) {
            Some(local) => local.1.clone(),
            None => match name.as_str() {
                "self" => scope.this.clone(),
                "item" => scope.item(),
                _ => scope.resolve(name),
            },
        },
        Expr::Select(base, member) => spot(base, scope, locals)?.child(member),
        _ => None,
    }
}

/// The repeat a list comes from.
fn source<'f>(expr: &Expr, scope: &Scope<'f>, locals: &[Local<'_, 'f>]) -> Option<Spot<'f>> {
    match expr {
        Expr::Macro(crate::expression::Macro::Filter, list, ..) => source(list, scope, locals),
        _ => spot(expr, scope, locals)?.one(),
    }
}

fn walk<'e, 'f>(
    expr: &'e Expr,
    scope: &Scope<'f>,
    locals: &mut Vec<Local<'e, 'f>>,
    found: &mut BTreeSet<String>,
) {
    if let Some(spot) = spot(expr, scope, locals) {
        found.insert(spot.path);
        return;
    }
    match expr {
        Expr::Macro(_, list, variable, body) => {
            walk(list, scope, locals, found);
            let item = source(list, scope, locals);
            locals.push((variable, item));
            walk(body, scope, locals, found);
            locals.pop();
        }
        Expr::Call(Function::Answered, parts) => {
            for part in parts {
                match spot(part, scope, locals) {
                    Some(spot) => everything(&spot, found),
                    None => walk(part, scope, locals, found),
                }
            }
        }
        _ => {
            for part in expr.parts() {
                walk(part, scope, locals, found);
            }
        }
    }
}

/// A field and, in a group or item, all inside it.
fn everything(spot: &Spot<'_>, found: &mut BTreeSet<String>) {
    found.insert(spot.path.clone());
    if spot.item || matches!(spot.field.question, Question::Group(_)) {
        let children = spot.field.question.inside().iter();
        children
            .filter_map(|field| spot.child(&field.id))
            .for_each(|child| everything(&child, found));
    }
}

impl Form {
    /// The answers on *other* pages that decide anything on this one: its
    /// conditions, rules, calculations, bounds and narrowed lists, and what
    /// those depend on in turn. Paths without item ids; a repeat's path stands
    /// for everything in it.
    pub fn reads_of_page(&self, page: &Page) -> Vec<String> {
        let Some(place) = self.pages.iter().position(|known| known.id == page.id) else {
            return Vec::new();
        };
        let sites = sites(self);
        let mine = |path: &str| self.place_of(path) == Some(place);
        let mut open = BTreeSet::new();
        for site in &sites {
            let of_page = site.page == Some(place)
                || self.rules.iter().any(|rule| {
                    site.base == Base::Assert
                        && scope::rule_owner("", &rule.id) == site.owner
                        && rule.at.as_deref().is_some_and(mine)
                });
            if of_page {
                open.extend(reads(site.expr, &site.scope));
            }
        }
        self.plain_reads(&page.fields, &mut open);
        let closed = self.close(open, &sites);
        self.roots(closed.into_iter().filter(|path| !mine(path)))
    }

    /// The answers the fee depends on, as [`Form::reads_of_page`] gives them.
    pub fn reads_of_fee(&self) -> Vec<String> {
        let sites = sites(self);
        let lines = sites.iter().filter(|site| site.owner.starts_with("fee."));
        let open = lines
            .flat_map(|site| reads(site.expr, &site.scope))
            .collect();
        self.roots(self.close(open, &sites).into_iter())
    }

    fn place_of(&self, path: &str) -> Option<usize> {
        let first = path.split('.').next()?;
        self.pages
            .iter()
            .position(|page| page.fields.iter().any(|field| field.id == first))
    }

    /// What bounds and narrowed lists name directly.
    fn plain_reads(&self, fields: &[super::Field], found: &mut BTreeSet<String>) {
        for field in fields {
            let (min, max) = match &field.question {
                Question::Date(options) | Question::DateTime(options) => {
                    (&options.min_date, &options.max_date)
                }
                Question::PartialDate(options) => (&options.min_date, &options.max_date),
                Question::Choice(choice::Options::Source { parents, dated, .. }) => {
                    found.extend(parents.iter().cloned());
                    if let Some(choice::Dated {
                        at: Bound::Field(path),
                        ..
                    }) = dated
                    {
                        found.insert(path.clone());
                    }
                    (&None, &None)
                }
                question => {
                    self.plain_reads(question.inside(), found);
                    (&None, &None)
                }
            };
            for bound in [min, max] {
                if let Some(Bound::Field(path)) = bound {
                    found.insert(path.clone());
                }
            }
        }
    }

    /// Adds what the values of these fields depend on.
    fn close(&self, open: BTreeSet<String>, sites: &[Site<'_>]) -> BTreeSet<String> {
        let mut closed = BTreeSet::new();
        let mut open: Vec<String> = open.into_iter().collect();
        while let Some(path) = open.pop() {
            if !closed.insert(path.clone()) {
                continue;
            }
            let page = self.place_of(&path);
            for site in sites {
                let decides = match site.base {
                    Base::Page => site.page == page && page.is_some(),
                    Base::Visible | Base::Calculate => {
                        crate::evaluate::is_within(&path, &site.owner)
                    }
                    Base::Required | Base::Assert | Base::When | Base::Amount => false,
                };
                if decides {
                    open.extend(reads(site.expr, &site.scope));
                }
            }
        }
        closed
    }

    /// Paths of answers as they are kept: a repeat stands for what is in it,
    /// calculated fields are left out.
    fn roots(&self, paths: impl Iterator<Item = String>) -> Vec<String> {
        let mut found = BTreeSet::new();
        for path in paths {
            let mut names = path.split('.');
            let Some(mut spot) = names
                .next()
                .and_then(|name| Scope::root(self).resolve(name))
            else {
                continue;
            };
            for name in names {
                match spot.child(name) {
                    Some(child) => spot = child,
                    None => break,
                }
            }
            if !matches!(spot.field.question, Question::Calculated(_)) {
                found.insert(spot.path);
            }
        }
        found.into_iter().collect()
    }
}
