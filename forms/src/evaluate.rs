//! Form + answers + context -> values, problems, fee.

mod check;
mod fee;
pub(crate) mod run;
mod submission;

use crate::Answers;
use crate::date::Date;
use crate::expression::Expr;
use crate::expression::evaluate::{Place, condition};
use crate::form::{Form, Page, Text};
use crate::problem::{Code, Level, Problem};
use crate::value::Value;
use run::Run;
use std::collections::{BTreeMap, BTreeSet};

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

/// One line of a computed fee.
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

/// What is known of the fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeeState {
    /// An answer it needs is still missing.
    NotYetKnown,
    /// Every line that applies. Empty or all zero: nothing is due.
    Known(Vec<FeeLine>),
}

impl FeeState {
    /// The sum, when known.
    pub fn total(&self) -> Option<i64> {
        self.sum(|_| true)
    }

    fn sum(&self, counts: impl Fn(&FeeLine) -> bool) -> Option<i64> {
        match self {
            FeeState::NotYetKnown => None,
            FeeState::Known(lines) => lines
                .iter()
                .filter(|line| counts(line))
                .try_fold(0_i64, |sum, line| sum.checked_add(line.amount)),
        }
    }
}

/// What an evaluation gives.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Typed value per path (leaves, groups as maps, repeats as lists); no entry: unanswered or hidden.
    pub values: BTreeMap<String, Value>,
    /// Paths of fields that do not apply.
    pub hidden: BTreeSet<String>,
    /// Ids of pages that do not apply or have nothing to show.
    pub hidden_pages: BTreeSet<String>,
    /// Path of each field whose list depends on a day -> the dataset in force;
    /// empty while there is none.
    pub lists: BTreeMap<String, String>,
    /// Every problem of every applicable field, in form order.
    pub problems: Vec<Problem>,
    /// The fee.
    pub fee: FeeState,
    /// Paths of expressions that failed although their inputs were known (for the log).
    pub bugs: Vec<String>,
}

impl Evaluation {
    /// Whether the field at `path` applies, i.e. is not hidden. A page may have
    /// the id of one of its own fields, so pages are asked apart.
    pub fn applies(&self, path: &str) -> bool {
        !self.hidden.contains(path)
    }

    /// Whether the page with this id applies.
    pub fn page_applies(&self, id: &str) -> bool {
        !self.hidden_pages.contains(id)
    }

    /// The typed value at a path; `None` when unanswered, unreadable or hidden.
    pub fn value(&self, path: &str) -> Option<&Value> {
        self.values.get(path)
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
        self.fee.sum(|line| line.collect == "submission")
    }

    /// Answers that the submission leaves out because their field does not
    /// apply. A page's form drops them silently; a caller of the API, who
    /// chose to send them, may be told. Code `hidden`.
    pub fn left_out(&self, answers: &Answers) -> Vec<Problem> {
        let given = answers.iter().filter(|(_, raw)| !raw.is_empty());
        given
            .filter(|(path, _)| self.hidden.contains(*path))
            .map(|(path, _)| Problem {
                path: path.to_owned(),
                code: Code::Rule("hidden".to_owned()),
                level: Level::Error,
            })
            .collect()
    }
}

/// Whether `path` is `prefix` or inside it.
pub(crate) fn is_within(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Evaluates everything.
pub fn evaluate(form: &Form, answers: &Answers, context: &Context<'_>) -> Evaluation {
    evaluate_received(form, answers, context, None)
}

/// Evaluates everything for a dossier received on a date, which expressions
/// read as `receivedOn`; without one it is unknown.
pub fn evaluate_received(
    form: &Form,
    answers: &Answers,
    context: &Context<'_>,
    received_on: Option<Date>,
) -> Evaluation {
    let run = Run::new(form, answers, context, received_on);
    let mut evaluation = Evaluation {
        values: BTreeMap::new(),
        hidden: BTreeSet::new(),
        hidden_pages: BTreeSet::new(),
        lists: BTreeMap::new(),
        problems: Vec::new(),
        fee: FeeState::NotYetKnown,
        bugs: Vec::new(),
    };
    run.note_down(&mut evaluation);
    evaluation.problems = check::problems(&run);
    evaluation.fee = fee::lines(&run);
    check::add_bugs(&run, &mut evaluation);
    evaluation
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
