//! Which fields of a page are in its HTML.

use super::Sheet;
use forms::expression::Expr;
use forms::question::choice::Options;
use forms::question::date::Bound;
use forms::{Field, Question};

/// Whether `field` applies, or may come to apply by what is answered on this same page.
///
/// A field of the second kind is in the HTML and shown: without JavaScript nothing could bring it
/// back. The island hides it while it does not apply; the server ignores what is posted for it then.
/// A field that another page's answer has ruled out is left out.
pub(super) fn may_apply(sheet: Sheet<'_>, field: &Field, path: &str) -> bool {
    let applies = sheet.evaluation.applies(path);
    let Some(condition) = &field.visible_when else {
        return applies || listed(sheet, field, path);
    };
    let outer = path.rsplit_once('.').map(|(outer, _)| outer);
    applies
        || outer.is_some_and(|outer| !sheet.evaluation.applies(outer))
        || mentions(condition, &|name| holds(&sheet.page.fields, name))
}

/// Whether a field without a condition is in the HTML although it does not apply: because what is
/// around it is, or because another answer on this page may bring its list back.
fn listed(sheet: Sheet<'_>, field: &Field, path: &str) -> bool {
    let Question::Choice(Options::Source { parents, dated, .. }) = &field.question else {
        return true;
    };
    let here = |path: &str| {
        let id = path.rsplit('.').next().unwrap_or(path);
        holds(&sheet.page.fields, id)
    };
    // There is no such level on the day that decides.
    let nothing = sheet.evaluation.list(path) == Some("");
    match dated {
        Some(dated) if nothing => matches!(&dated.at, Bound::Field(at) if here(at)),
        _ => parents.is_empty() || parents.iter().any(|parent| here(parent)),
    }
}

/// Whether some name in `expr` is one that `here` knows.
fn mentions(expr: &Expr, here: &dyn Fn(&str) -> bool) -> bool {
    match expr {
        Expr::Name(name) => here(name),
        _ => expr.parts().into_iter().any(|part| mentions(part, here)),
    }
}

/// Whether a field with this id is among `fields` or inside them.
fn holds(fields: &[Field], id: &str) -> bool {
    fields
        .iter()
        .any(|field| field.id == id || holds(field.question.inside(), id))
}
