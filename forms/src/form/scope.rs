//! Where expressions stand in a form and what their names mean there, before
//! any answer: paths without item ids (`residences.to`).

use crate::expression::Expr;
use crate::form::{Field, Form, Required, Rule};
use crate::question::{Question, join};

/// A field in its place. `item`: one item of a repeat rather than the repeat.
#[derive(Clone, Debug)]
pub(crate) struct Spot<'f> {
    pub(crate) path: String,
    pub(crate) field: &'f Field,
    pub(crate) item: bool,
}

impl<'f> Spot<'f> {
    /// A field inside a group or an item.
    pub(crate) fn child(&self, name: &str) -> Option<Spot<'f>> {
        let inside = match &self.field.question {
            Question::Group(fields) => fields.as_slice(),
            Question::Repeat(options) if self.item => &options.fields,
            _ => return None,
        };
        let field = inside.iter().find(|field| field.id == name)?;
        Some(Spot {
            path: join(&self.path, name),
            field,
            item: false,
        })
    }

    /// One item of a repeat.
    pub(crate) fn one(&self) -> Option<Spot<'f>> {
        let repeat = !self.item && matches!(self.field.question, Question::Repeat(_));
        repeat.then(|| Spot {
            item: true,
            ..self.clone()
        })
    }
}

/// Where an expression stands.
#[derive(Clone)]
pub(crate) struct Scope<'f> {
    pub(crate) form: &'f Form,
    /// Outermost first; the root is not listed.
    pub(crate) containers: Vec<Spot<'f>>,
    /// What `self` is.
    pub(crate) this: Option<Spot<'f>>,
}

impl<'f> Scope<'f> {
    pub(crate) fn root(form: &'f Form) -> Self {
        Scope {
            form,
            containers: Vec::new(),
            this: None,
        }
    }

    /// What `item` is.
    pub(crate) fn item(&self) -> Option<Spot<'f>> {
        self.containers.iter().rev().find(|spot| spot.item).cloned()
    }

    /// A field by name: in the innermost container, then outwards.
    pub(crate) fn resolve(&self, name: &str) -> Option<Spot<'f>> {
        let inside = self
            .containers
            .iter()
            .rev()
            .find_map(|container| container.child(name));
        inside.or_else(|| top(self.form, name))
    }

    /// The path of the field that `name`, `self` or `item.member` is here;
    /// a macro's variable is no field.
    #[cfg(feature = "author")]
    pub(crate) fn named(&self, expr: &Expr) -> Option<String> {
        self.spot(expr).map(|spot| spot.path)
    }

    #[cfg(feature = "author")]
    fn spot(&self, expr: &Expr) -> Option<Spot<'f>> {
        match expr {
            Expr::Name(name) if name == "self" => self.this.clone(),
            Expr::Name(name) if name == "item" => self.item(),
            Expr::Name(name) => self.resolve(name),
            Expr::Select(base, member) => self.spot(base)?.child(member),
            _ => None,
        }
    }

    /// The names of fields that mean something here.
    #[cfg(feature = "author")]
    pub(crate) fn names(&self) -> Vec<&'f str> {
        let inside = self.containers.iter().rev();
        let inside = inside.flat_map(|spot| spot.field.question.inside());
        let top = self.form.pages.iter().flat_map(|page| &page.fields);
        inside.chain(top).map(|field| field.id.as_str()).collect()
    }

    /// A field by dotted path.
    #[cfg(feature = "author")]
    pub(crate) fn resolve_path(&self, path: &str) -> Option<Spot<'f>> {
        let mut names = path.split('.');
        let mut spot = self.resolve(names.next()?)?;
        for name in names {
            spot = spot.child(name)?;
        }
        Some(spot)
    }

    fn with(&self, container: Option<Spot<'f>>, this: Option<Spot<'f>>) -> Self {
        let mut scope = self.clone();
        scope.containers.extend(container);
        scope.this = this;
        scope
    }
}

fn top<'f>(form: &'f Form, name: &str) -> Option<Spot<'f>> {
    let field = form
        .pages
        .iter()
        .flat_map(|page| &page.fields)
        .find(|field| field.id == name)?;
    Some(Spot {
        path: name.to_owned(),
        field,
        item: false,
    })
}

/// What an expression is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// `visibleWhen` of a page.
    Page,
    /// `visibleWhen` of a field.
    Visible,
    /// `required` of a field.
    Required,
    /// `calculate` of a field.
    Calculate,
    /// A rule's `assert`.
    Assert,
    /// A fee line's `when`, a limit's, a paper's.
    When,
    /// A fee line's `amount`.
    Amount,
}

/// An expression in its place.
pub(crate) struct Site<'f> {
    pub(crate) base: Base,
    /// What it belongs to: a field's path, a page's id, a rule or a line.
    pub(crate) owner: String,
    /// The page it stands on, where it stands on one.
    pub(crate) page: Option<usize>,
    pub(crate) scope: Scope<'f>,
    pub(crate) expr: &'f Expr,
}

#[cfg(feature = "author")]
impl Site<'_> {
    /// Names the expression in the whole form.
    pub(crate) fn key(&self) -> String {
        [key_of(self.base), &self.owner].concat()
    }
}

/// The first half of a [`Site::key`].
#[cfg(feature = "author")]
pub(crate) fn key_of(base: Base) -> &'static str {
    match base {
        Base::Page => "page ",
        Base::Visible => "visibleWhen ",
        Base::Required => "required ",
        Base::Calculate => "calculate ",
        Base::Assert => "assert ",
        Base::When => "when ",
        Base::Amount => "amount ",
    }
}

/// Every expression of a form, in order.
pub(crate) fn sites(form: &Form) -> Vec<Site<'_>> {
    let root = Scope::root(form);
    let mut out: Vec<Site<'_>> = Vec::new();
    for (place, page) in form.pages.iter().enumerate() {
        if let Some(expr) = &page.visible_when {
            let owner = page.id.clone();
            out.push(Site {
                base: Base::Page,
                owner,
                page: Some(place),
                scope: root.clone(),
                expr,
            });
        }
        for field in &page.fields {
            field_sites(
                Spot {
                    path: field.id.clone(),
                    field,
                    item: false,
                },
                &root,
                place,
                &mut out,
            );
        }
    }
    for rule in &form.rules {
        out.push(rule_site(rule, "", root.clone(), None));
    }
    for line in &form.fee {
        let when = line.when.iter().map(|expr| (Base::When, expr));
        for (base, expr) in when.chain([(Base::Amount, &line.amount)]) {
            let owner = ["fee.", &line.id].concat();
            out.push(Site {
                base,
                owner,
                page: None,
                scope: root.clone(),
                expr,
            });
        }
    }
    if let Some(procedure) = &form.procedure {
        let limits = procedure
            .limit
            .iter()
            .map(|limit| &limit.when)
            .enumerate()
            .map(|row| ("limit.", row));
        let papers = procedure
            .papers
            .iter()
            .map(|paper| &paper.when)
            .enumerate()
            .map(|row| ("paper.", row));
        for (kind, (place, when)) in limits.chain(papers) {
            if let Some(expr) = when {
                let owner = [kind, &place.to_string()].concat();
                out.push(Site {
                    base: Base::When,
                    owner,
                    page: None,
                    scope: root.clone(),
                    expr,
                });
            }
        }
    }
    out
}

fn rule_site<'f>(rule: &'f Rule, path: &str, scope: Scope<'f>, page: Option<usize>) -> Site<'f> {
    Site {
        base: Base::Assert,
        owner: rule_owner(path, &rule.id),
        page,
        scope,
        expr: &rule.assert,
    }
}

/// A rule in the whole form: the field's path, empty for the form's own
/// rules, and the rule's id.
pub(crate) fn rule_owner(path: &str, id: &str) -> String {
    [path, "#", id].concat()
}

fn field_sites<'f>(spot: Spot<'f>, around: &Scope<'f>, page: usize, out: &mut Vec<Site<'f>>) {
    let field = spot.field;
    let mut push = |base, expr| {
        out.push(Site {
            base,
            owner: spot.path.clone(),
            page: Some(page),
            scope: around.with(None, None),
            expr,
        });
    };
    if let Some(expr) = &field.visible_when {
        push(Base::Visible, expr);
    }
    if let Required::When(expr) = &field.required {
        push(Base::Required, expr);
    }
    if let Question::Calculated(options) = &field.question {
        push(Base::Calculate, &options.calculate);
    }
    for rule in &field.rules {
        out.push(rule_site(
            rule,
            &spot.path,
            rule_scope(rule, &spot, around),
            Some(page),
        ));
    }
    let (inside, container) = match &field.question {
        Question::Group(inside) => (inside, spot.clone()),
        Question::Repeat(options) => (
            &options.fields,
            Spot {
                item: true,
                ..spot.clone()
            },
        ),
        _ => return,
    };
    let scope = around.with(Some(container), None);
    for field in inside {
        field_sites(
            Spot {
                path: join(&spot.path, &field.id),
                field,
                item: false,
            },
            &scope,
            page,
            out,
        );
    }
}

/// The scope of a field's rule: an item's with `each`, a group's own, else the
/// field's.
pub(crate) fn rule_scope<'f>(rule: &Rule, spot: &Spot<'f>, around: &Scope<'f>) -> Scope<'f> {
    match spot.one().filter(|_| rule.each) {
        Some(item) => around.with(Some(item.clone()), Some(item)),
        None => {
            let group = matches!(spot.field.question, Question::Group(_)).then(|| spot.clone());
            around.with(group, Some(spot.clone()))
        }
    }
}
