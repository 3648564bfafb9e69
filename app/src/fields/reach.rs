//! Which fields of a page are in its HTML.

use super::Sheet;
use forms::Field;

/// Whether `field` applies or may come to apply by what is answered on this same page.
///
/// The second kind is in the HTML and shown: without JavaScript nothing could bring it back.
/// The island hides it where it does not apply; the server ignores what is posted for it then.
pub(super) fn may_apply(sheet: Sheet<'_>, field: &Field, path: &str) -> bool {
    sheet.evaluation.applies(path) || field.visible_when.is_some()
}
