//! Form + answers + context -> values, problems, fee.

use crate::date::Date;
use crate::form::{Form, Text};
use crate::problem::Problem;
use crate::value::Value;
use crate::Answers;
use std::collections::{BTreeMap, BTreeSet};

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
    fn contains(&self, dataset: &str, level: &str, parent: Option<&str>, value: &str) -> Option<bool>;
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
        match self {
            FeeState::NotYetKnown => None,
            FeeState::Known(lines) => Some(lines.iter().map(|line| line.amount).sum()),
        }
    }
}

/// What an evaluation gives.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Typed value per path (leaves, groups as maps, repeats as lists); no entry: unanswered or hidden.
    pub values: BTreeMap<String, Value>,
    /// Paths (of fields) and page ids that do not apply.
    pub hidden: BTreeSet<String>,
    /// Every problem of every applicable field, in form order.
    pub problems: Vec<Problem>,
    /// The fee.
    pub fee: FeeState,
    /// Paths of expressions that failed although their inputs were known (for the log).
    pub bugs: Vec<String>,
}

/// Evaluates everything.
pub fn evaluate(form: &Form, answers: &Answers, context: &Context<'_>) -> Evaluation {
    let _ = (form, answers, context);
    Evaluation {
        values: BTreeMap::new(),
        hidden: BTreeSet::new(),
        problems: Vec::new(),
        fee: FeeState::NotYetKnown,
        bugs: Vec::new(),
    }
}
