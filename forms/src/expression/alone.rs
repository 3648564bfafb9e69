//! One expression by itself, without the form it would stand in, or beside
//! the expressions of one: for CEL's official cases, comparisons with other
//! implementations, and hostile texts.

use super::parse::Parsed;
use super::types::{self, TypeError, World};
use super::{Expr, Stop, cost, evaluate};
use crate::Answers;
use crate::date::Date;
use crate::evaluate::run::Run;
use crate::evaluate::{Context, NoDatasets};
use crate::form::{Form, Scope};
use crate::value::Value;
use std::collections::BTreeSet;

/// What running an expression gave.
#[derive(Debug)]
pub struct Ran {
    /// The value, or why there is none.
    pub value: Result<Value, Stop>,
    /// The steps it took.
    pub steps: u32,
}

/// Runs an expression in which names have these values; `None` is unanswered.
pub fn run(expr: &Expr, names: &[(String, Option<Value>)], today: Date) -> Ran {
    let (form, answers) = (Form::default(), Answers::new());
    let context = Context {
        today,
        channel: "",
        agency: "",
        province: "",
        datasets: &NoDatasets,
    };
    let run = Run::new(&form, &answers, &context, None);
    let value = evaluate::with_names(&run, expr, names, None);
    Ran {
        value,
        steps: run.all_steps.get(),
    }
}

/// Runs an expression at the root of a form.
pub fn run_in(form: &Form, answers: &Answers, context: &Context<'_>, expr: &Expr) -> Ran {
    let run = Run::new(form, answers, context, None);
    let value = evaluate::whole(&run, &evaluate::Place::root(), expr);
    Ran {
        value,
        steps: run.all_steps.get(),
    }
}

/// Checks an expression at the root of a form, whatever it gives.
pub fn check_in(form: &Form, parsed: &Parsed) -> Vec<TypeError> {
    let world = World {
        has_attribute: &|_, _, _| true,
        broken: &BTreeSet::new(),
    };
    types::errors(parsed, &Scope::root(form), &world)
}

/// The most steps an expression may take at the root of a form.
pub fn bound_in(form: &Form, expr: &Expr) -> u64 {
    cost::bound(expr, &Scope::root(form))
}
