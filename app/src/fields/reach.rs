//! Which fields of a page are in its HTML.

use super::Sheet;
use forms::Field;
use forms::expression::Expr;

/// Whether `field` applies, or may come to apply by what is answered on this same page.
///
/// A field of the second kind is in the HTML and shown: without JavaScript nothing could bring it
/// back. The island hides it while it does not apply; the server ignores what is posted for it then.
/// A field that another page's answer has ruled out is left out.
pub(super) fn may_apply(sheet: Sheet<'_>, field: &Field, path: &str) -> bool {
    let Some(condition) = &field.visible_when else {
        return true;
    };
    let outer = path.rsplit_once('.').map(|(outer, _)| outer);
    sheet.evaluation.applies(path)
        || outer.is_some_and(|outer| !sheet.evaluation.applies(outer))
        || mentions(condition, &|name| holds(&sheet.page.fields, name))
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
