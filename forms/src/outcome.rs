//! Everything an evaluation gives, as one text: by it two engines are compared,
//! the one in the browser with the one on the server.

use crate::evaluate::{Context, evaluate};
use crate::form::Form;
use crate::problem::Level;
use crate::{Answers, message, question};

/// What follows from these answers, a line each: `-` pages and fields that do
/// not apply, `=` values as they are shown, `!` errors and `?` warnings with
/// their words, `$` the fee's total in đồng (`$` alone: not yet known).
///
/// It holds the answers themselves: for proofs, never for a log.
pub fn outcome(form: &Form, answers: &Answers, context: &Context<'_>, lang: &str) -> String {
    let evaluation = evaluate(form, answers, context);
    let mut out = String::new();
    let mut line = |mark: &str, parts: &[&str]| {
        out.push_str(mark);
        for part in parts {
            out.push(' ');
            out.push_str(part);
        }
        out.push('\n');
    };
    for page in &form.pages {
        if !evaluation.page_applies(&page.id) {
            line("-", &["page", &page.id]);
        }
    }
    for known in evaluation.fields() {
        let path = evaluation.path(known);
        if !known.applies {
            line("-", &[&path]);
        } else if let (Some(field), Some(value)) = (known.field, evaluation.whole(known)) {
            let shown = question::show_value(&field.question, value, context.datasets, lang);
            line("=", &[&path, &shown.join(" / ")]);
        }
    }
    for problem in &evaluation.problems {
        let mark = if problem.level == Level::Error {
            "!"
        } else {
            "?"
        };
        let words = message::text(form, problem, lang);
        line(mark, &[&problem.path, problem.code.name(), &words]);
    }
    match evaluation.fee.total() {
        Some(total) => line("$", &[&total.to_string()]),
        None => line("$", &[]),
    }
    out
}
