//! Form + answers + context -> values, problems, fee.

mod check;
mod fee;
pub(crate) mod known;
pub(crate) mod run;
mod submission;

use crate::Answers;
use crate::date::Date;
use crate::expression::Expr;
use crate::expression::evaluate::{Place, condition};
use crate::form::{FeeRule, Form, Page, Text};
use crate::problem::{Code, Level, Problem};
use crate::value::Value;
use known::Known;
use run::Run;
use std::fmt;

pub use submission::submission;

/// What an evaluation takes besides form and answers. Frozen with a submission.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The evaluation instant's date in Asia/Ho_Chi_Minh.
    pub today: Date,
    /// `online`, `counter` or `post`.
    pub channel: &'a str,
    /// The receiving agency's code.
    pub agency: &'a str,
    /// The province's code.
    pub province: &'a str,
    /// Lists kept outside the form.
    pub datasets: &'a dyn Datasets,
}

/// Lists kept outside the form (administrative units).
pub trait Datasets: Sync {
    /// Whether `value` is in the list, under `parent` where given.
    /// `None`: the list is not here (a browser); nothing is then said about it.
    fn contains(
        &self,
        dataset: &str,
        level: &str,
        parent: Option<&str>,
        value: &str,
    ) -> Option<bool>;
    /// What a person reads for `value`.
    fn label(&self, dataset: &str, level: &str, value: &str, lang: &str) -> Option<String>;
    /// An attribute of `value` (`specialDifficulty`), when known.
    fn attribute(&self, dataset: &str, level: &str, value: &str, name: &str) -> Option<Value>;
}

/// No datasets at all.
pub struct NoDatasets;

impl Datasets for NoDatasets {
    fn contains(&self, _: &str, _: &str, _: Option<&str>, _: &str) -> Option<bool> {
        None
    }
    fn label(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
    fn attribute(&self, _: &str, _: &str, _: &str, _: &str) -> Option<Value> {
        None
    }
}

/// One line of a fee, to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeLine {
    /// The rule's id.
    pub id: String,
    /// What is paid for.
    pub label: Text,
    /// Whole đồng, at least 0.
    pub amount: i64,
    /// `phi` or `lePhi`.
    pub kind: String,
    /// National fee code.
    pub code: Option<String>,
    /// `submission`, `supplement` or `result`.
    pub collect: String,
}

/// One line of a fee as computed: the rule that applies, and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Charge<'f> {
    /// What the definition says of the line.
    pub rule: &'f FeeRule,
    /// Whole đồng, at least 0.
    pub amount: i64,
}

impl From<&Charge<'_>> for FeeLine {
    fn from(charge: &Charge<'_>) -> Self {
        let rule = charge.rule;
        FeeLine {
            id: rule.id.clone(),
            label: rule.label.clone(),
            amount: charge.amount,
            kind: rule.kind.clone(),
            code: rule.code.clone(),
            collect: rule.collect.clone(),
        }
    }
}

/// What is known of the fee.
#[derive(Clone, Debug, PartialEq)]
pub enum FeeState<'f> {
    /// An answer it needs is still missing.
    NotYetKnown,
    /// Every line that applies. Empty or all zero: nothing is due.
    Known(Vec<Charge<'f>>),
}

impl FeeState<'_> {
    /// The sum, when known.
    pub fn total(&self) -> Option<i64> {
        self.sum(|_| true)
    }

    fn sum(&self, counts: impl Fn(&Charge<'_>) -> bool) -> Option<i64> {
        match self {
            FeeState::NotYetKnown => None,
            FeeState::Known(lines) => lines
                .iter()
                .filter(|line| counts(line))
                .try_fold(0_i64, |sum, line| sum.checked_add(line.amount)),
        }
    }
}

/// What an evaluation gives. What is known of each field is asked by its path.
pub struct Evaluation<'f> {
    form: &'f Form,
    /// Every field in its place.
    known: Vec<Known<'f>>,
    /// Of each page, whether it applies and has something to show.
    pages: Vec<bool>,
    /// Every problem of every applicable field, in form order.
    pub problems: Vec<Problem>,
    /// The fee.
    pub fee: FeeState<'f>,
    /// Paths of expressions that failed although their inputs were known (for the log).
    pub bugs: Vec<String>,
}

impl<'f> Evaluation<'f> {
    /// Whether the field at `path` applies, i.e. is not hidden. A page may have
    /// the id of one of its own fields, so pages are asked apart.
    pub fn applies(&self, path: &str) -> bool {
        self.at(path).is_none_or(|known| known.applies)
    }

    /// Whether the page with this id applies and has something to show.
    pub fn page_applies(&self, id: &str) -> bool {
        let page = self.form.pages.iter().position(|page| page.id == id);
        page.is_none_or(|page| self.pages[page])
    }

    /// The typed value at a path (of a group as a map, of a repeat as a list);
    /// `None` when unanswered, unreadable or hidden.
    pub fn value(&self, path: &str) -> Option<&Value> {
        self.whole(self.at(path)?)
    }

    /// Of a field whose list depends on a day, the dataset in force, empty
    /// while there is none; `None` for other fields.
    pub fn list(&self, path: &str) -> Option<&'f str> {
        self.at(path)?.list
    }

    /// What blocks.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.level == Level::Error)
    }

    /// What is shown, may be confirmed, and travels with the dossier.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.level == Level::Warning)
    }

    /// The problems of a page's own fields, a repeat's items included.
    pub fn problems_on(&self, page: &Page) -> Vec<&Problem> {
        let on_page = |path: &str| page.fields.iter().any(|field| is_within(path, &field.id));
        self.problems
            .iter()
            .filter(|problem| on_page(&problem.path))
            .collect()
    }

    /// The problems at a path or inside it.
    pub fn problems_in(&self, prefix: &str) -> Vec<&Problem> {
        self.problems
            .iter()
            .filter(|problem| is_within(&problem.path, prefix))
            .collect()
    }

    /// What is due with the submission, when known.
    pub fn total_due_at_submission(&self) -> Option<i64> {
        self.fee.sum(|line| line.rule.collect == "submission")
    }

    /// Answers that the submission leaves out because their field does not
    /// apply. A page's form drops them silently; a caller of the API, who
    /// chose to send them, may be told. Code `hidden`.
    pub fn left_out(&self) -> Vec<Problem> {
        let dropped = |known: &&Known<'_>| known.given > 0 && !known.applies;
        let dropped = self.fields().filter(dropped);
        dropped
            .map(|known| Problem {
                path: self.path(known),
                code: Code::Rule("hidden".to_owned()),
                level: Level::Error,
            })
            .collect()
    }
}

/// The kinds of values and the paths of what was found: no answer.
impl fmt::Debug for Evaluation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluation")
            .field("problems", &self.problems)
            .field("fee", &self.fee)
            .field("bugs", &self.bugs)
            .finish_non_exhaustive()
    }
}

/// Whether `path` is `prefix` or inside it.
pub(crate) fn is_within(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Evaluates everything.
pub fn evaluate<'f>(form: &'f Form, answers: &Answers, context: &Context<'_>) -> Evaluation<'f> {
    evaluate_received(form, answers, context, None)
}

/// Evaluates everything for a dossier received on a date, which expressions
/// read as `receivedOn`; without one it is unknown.
pub fn evaluate_received<'f>(
    form: &'f Form,
    answers: &Answers,
    context: &Context<'_>,
    received_on: Option<Date>,
) -> Evaluation<'f> {
    finished(Run::new(form, answers, context, received_on))
}

/// Everything that a form laid out gives.
pub(crate) fn finished<'f>(run: Run<'_, 'f>) -> Evaluation<'f> {
    let mut problems = check::problems(&run);
    let fee = fee::lines(&run);
    let bugs = check::add_bugs(&run, &mut problems);
    Evaluation {
        form: run.form,
        pages: run.pages_shown(),
        known: run.known(),
        problems,
        fee,
        bugs,
    }
}

/// Whether a condition of the procedure (`limit[].when`, `papers[].when`)
/// holds for these answers; `None` when that is not yet known.
pub fn holds(
    form: &Form,
    answers: &Answers,
    context: &Context<'_>,
    received_on: Option<Date>,
    when: &Expr,
) -> Option<bool> {
    let run = Run::new(form, answers, context, received_on);
    condition(&run, &Place::root(), when).ok()
}
