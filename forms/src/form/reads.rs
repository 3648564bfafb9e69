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
/// path: how many items there are. Rather too many than too few: who waits for
/// too little would not see a circle.
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
        Expr::Index(two) => source(&two[0], scope, locals),
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

/// What is read where an expression is needed whole.
fn walk<'e, 'f>(
    expr: &'e Expr,
    scope: &Scope<'f>,
    locals: &mut Vec<Local<'e, 'f>>,
    found: &mut BTreeSet<String>,
) {
    if let Some(spot) = spot(expr, scope, locals) {
        everything(&spot, found);
        return around(expr, scope, locals, found);
    }
    match expr {
        Expr::Macro(_, list, variable, body) => {
            counted(list, scope, locals, found);
            let item = source(list, scope, locals);
            locals.push((variable, item));
            walk(body, scope, locals, found);
            locals.pop();
        }
        Expr::Call(Function::Size, parts) => {
            for part in parts {
                counted(part, scope, locals, found);
            }
        }
        Expr::Index(two) => {
            counted(&two[0], scope, locals, found);
            walk(&two[1], scope, locals, found);
        }
        _ => {
            for part in expr.parts() {
                walk(part, scope, locals, found);
            }
        }
    }
}

/// What is read where only the items of a list are gone through.
fn counted<'e, 'f>(
    expr: &'e Expr,
    scope: &Scope<'f>,
    locals: &mut Vec<Local<'e, 'f>>,
    found: &mut BTreeSet<String>,
) {
    match spot(expr, scope, locals) {
        Some(spot) => {
            found.insert(spot.path);
            around(expr, scope, locals, found);
        }
        None => walk(expr, scope, locals, found),
    }
}

/// What a field's own path needs: `r` and `n` of `r[n].a`.
fn around<'e, 'f>(
    expr: &'e Expr,
    scope: &Scope<'f>,
    locals: &mut Vec<Local<'e, 'f>>,
    found: &mut BTreeSet<String>,
) {
    match expr {
        Expr::Select(base, _) => around(base, scope, locals, found),
        Expr::Index(two) => {
            counted(&two[0], scope, locals, found);
            walk(&two[1], scope, locals, found);
        }
        _ => {}
    }
}

/// A field and, in a group, an item or a repeat, all inside it.
fn everything(spot: &Spot<'_>, found: &mut BTreeSet<String>) {
    found.insert(spot.path.clone());
    let spot = &spot.one().unwrap_or_else(|| spot.clone());
    let children = spot.field.question.inside().iter();
    children
        .filter_map(|field| spot.child(&field.id))
        .for_each(|child| everything(&child, found));
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

#[cfg(all(test, feature = "author"))]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Scope, reads};
    use crate::expression::parse::parse;
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
  - {id: n, type: integer, label: N}
  - {id: g, type: group, label: G, fields: [{id: a, type: text, label: A}, {id: b, type: text, label: B}]}
  - {id: r, type: repeat, label: R, fields: [{id: s, type: text, label: S}, {id: v, type: integer, label: V}]}
"#;

    #[test]
    fn every_field_that_is_looked_at() {
        let files = BTreeMap::from([("definition.yaml".to_owned(), DEFINITION.to_owned())]);
        let form = crate::author::load("", &files, &BTreeMap::new())
            .unwrap()
            .form;
        for (text, expected) in [
            ("g.a", "g.a"),
            ("has(g)", "g g.a g.b"),
            ("size(r)", "r"),
            ("r.size() + n", "n r"),
            ("has(r)", "r r.s r.v"),
            ("r.exists(x, x.s == g.a)", "g.a r r.s"),
            ("r.filter(x, x.v > n).map(y, y.s)", "n r r.s r.v"),
            ("r[n].s", "n r r.s"),
            ("r[0] == r[1]", "r r.s r.v"),
            ("r.filter(x, has(x.v))[n].s.size()", "n r r.s r.v"),
            ("size(r[0].s)", "r r.s"),
            ("[r].all(x, x.exists(y, y.v == 1))", "r r.s r.v"),
            ("{'a': g}.a", "g g.a g.b"),
            ("[g.a, 'x'].exists(r, r == 'x')", "g.a"),
            ("g.a.matches('x') || g.b in {g.a: n}", "g.a g.b n"),
        ] {
            let parsed = parse(text).unwrap();
            let found = reads(&parsed.expr, &Scope::root(&form));
            let found: Vec<&str> = found.iter().map(String::as_str).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
