//! Which lists of a dataset are asked at all, as schemas: a list under a place
//! that is `elsewhere`, or of a level that does not exist on the day, is not.

use super::condition::{Level, nested, truth};
use crate::expression::Expr;
use crate::form::{Field, Scope, Spot};
use crate::question::choice::{ELSEWHERE, Options};
use crate::question::{Question, join};
use serde_json::{Value as Json, json};

/// Whether a question is asked.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// Whatever is answered.
    Always,
    /// Where the innermost item around it, or the root, fits this schema.
    Where(Json),
    /// No schema says it.
    Unsaid,
}

impl Asked {
    fn and(self, other: Asked) -> Asked {
        match (self, other) {
            (Asked::Always, same) | (same, Asked::Always) => same,
            (Asked::Where(a), Asked::Where(b)) => Asked::Where(json!({"allOf": [a, b]})),
            _ => Asked::Unsaid,
        }
    }
}

/// Whether a question's own list lets it be asked, its `visibleWhen` aside.
pub(super) fn by_its_list(field: &Field, scope: &Scope<'_>) -> Asked {
    by_list(field, scope, LEVELS)
}

/// A province, a district, a commune; one more does no harm.
const LEVELS: u32 = 4;

/// `steps`: how many lists there may be above one another.
fn by_list(field: &Field, scope: &Scope<'_>, steps: u32) -> Asked {
    let Question::Choice(Options::Source { parents, dated, .. }) = &field.question else {
        return Asked::Always;
    };
    // Days are not compared by a schema.
    let some_day_none = dated
        .as_ref()
        .is_some_and(|dated| dated.lists.iter().any(|list| list.dataset.is_empty()));
    let Some(steps) = steps.checked_sub(1).filter(|_| !some_day_none) else {
        return Asked::Unsaid;
    };
    let mut parents = parents.iter();
    let Some(first) = parents.next() else {
        return Asked::Always;
    };
    let beside = |spot: &Spot<'_>| {
        let around = scope.containers.last();
        spot.path == around.map_or_else(|| first.clone(), |around| join(&around.path, first))
    };
    let Some(parent) = scope.resolve(first).filter(beside) else {
        return Asked::Unsaid;
    };
    // The first that is asked counts; who is always asked leaves none to the next.
    let asked = shown(&parent, scope).and(by_list(parent.field, scope, steps));
    match asked {
        Asked::Unsaid => Asked::Unsaid,
        Asked::Where(_) if parents.next().is_some() => Asked::Unsaid,
        asked => asked.and(in_the_list(&parent, scope)),
    }
}

/// What `visibleWhen` says of a parent and its page, on the same level.
fn shown(parent: &Spot<'_>, scope: &Scope<'_>) -> Asked {
    let page = scope.form.pages.iter().find(|page| {
        let here = page.fields.iter().any(|field| field.id == parent.path);
        here && page.visible_when.is_some()
    });
    let said = |when: Option<&Expr>| match when.map(|when| truth(when, scope, true)) {
        None => Asked::Always,
        Some(Some((level, schema))) if level == Level::of(scope) => Asked::Where(schema),
        Some(_) => Asked::Unsaid,
    };
    said(parent.field.visible_when.as_ref())
        .and(said(page.and_then(|page| page.visible_when.as_ref())))
}

/// The parent's answer is not `elsewhere`; it may be missing.
fn in_the_list(parent: &Spot<'_>, scope: &Scope<'_>) -> Asked {
    match &parent.field.question {
        Question::Choice(Options::Source {
            elsewhere: true, ..
        }) => {
            let way = Level::of(scope).to_field(parent, scope);
            let there = nested(&way, json!({"type": "string", "const": ELSEWHERE}), true);
            Asked::Where(json!({ "not": there }))
        }
        _ => Asked::Always,
    }
}
