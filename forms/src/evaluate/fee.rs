//! The fee: every line that applies, in whole đồng.

use super::run::{ROOT, Run};
use super::{Charge, FeeState};
use crate::expression::evaluate::{Place, condition, whole};
use crate::expression::{Bug, Stop};
use crate::form::FeeRule;
use crate::limits;
use crate::value::Value;

/// Computes the fee. A line that needs a missing answer leaves the whole fee
/// unknown; a line that fails does too, and is remembered as a bug.
pub(super) fn lines<'f>(run: &Run<'_, 'f>) -> FeeState<'f> {
    let mut lines = Vec::new();
    let mut known = true;
    for rule in &run.form.fee {
        match run.metered(|| amount(run, rule)) {
            Ok(None) => {}
            Ok(Some(amount)) => lines.push(Charge { rule, amount }),
            Err(Stop::Unknown) => known = false,
            Err(Stop::Bug(_)) => {
                known = false;
                let mut what = "fee.".to_owned();
                what.push_str(&rule.id);
                run.bug(ROOT, &what);
            }
        }
    }
    if known {
        FeeState::Known(lines)
    } else {
        FeeState::NotYetKnown
    }
}

/// A line's amount; `None` when the line does not apply.
fn amount(run: &Run<'_, '_>, rule: &FeeRule) -> Result<Option<i64>, Stop> {
    let place = Place::root();
    if let Some(when) = &rule.when
        && !condition(run, &place, when)?
    {
        return Ok(None);
    }
    match whole(run, &place, &rule.amount)? {
        Value::Int(amount) if (0..=limits::FEE_LINE).contains(&amount) => Ok(Some(amount)),
        Value::Int(_) => Err(Stop::Bug(Bug::Overflow)),
        _ => Err(Stop::Bug(Bug::Type)),
    }
}
