//! Two evaluations that must be one.

use forms::{Evaluation, Form, submission};

/// What answers give as a document, and as people type them.
pub(crate) fn assert_same(form: &Form, direct: &Evaluation<'_>, typed: &Evaluation<'_>) {
    assert_eq!(direct.problems, typed.problems);
    assert_eq!(direct.fee, typed.fee);
    assert_eq!(direct.bugs, typed.bugs);
    assert_eq!(direct.left_out(), typed.left_out());
    assert_eq!(submission(form, direct), submission(form, typed));
    for page in &form.pages {
        assert_eq!(direct.page_applies(&page.id), typed.page_applies(&page.id));
    }
}
