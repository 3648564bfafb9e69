//! The promise to a citizen: which limit of the procedure applies, until when,
//! and what explains it. Frozen with the dossier when it is accepted.

use super::calendar::Calendar;
use super::due::{Due, Moved, Supplement, due};
use super::submission::Document;
use crate::clock;
use crate::datasets::Units;
use forms::date::Date;
use forms::form::{Form, Limit};
use serde::{Deserialize, Serialize};

/// A promise and what explains it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Promise {
    /// Until when, µs.
    pub at: i64,
    /// Received, µs.
    pub received_at: i64,
    /// The limit that applied.
    pub limit: Limit,
    /// The day that counts as that of receipt.
    pub counted_from: Date,
    /// `closed` or `late`: why it is another day than that of receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Why>,
    /// Days a supplement added.
    pub supplement_days: u32,
    /// The last day was moved to the next working day.
    pub rolled: bool,
    /// Holidays of every year concerned were known.
    pub certain: bool,
}

/// [`Moved`], as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// Offices were closed.
    Closed,
    /// It came late.
    Late,
}

/// What accepting a dossier promises, with the pause of its supplement; `None`
/// where the procedure names no limit.
pub fn promise(
    form: &Form,
    document: &Document,
    units: &Units,
    received_at: i64,
    supplement: Option<Supplement>,
    calendar: &Calendar,
) -> Option<Promise> {
    let limit = limit(form, document, units, received_at)?;
    let Due {
        at,
        counted_from,
        moved,
        supplement_days,
        rolled,
        certain,
    } = due(limit, received_at, supplement, calendar);
    Some(Promise {
        at,
        received_at,
        limit: limit.clone(),
        counted_from,
        moved: moved.map(|moved| match moved {
            Moved::Closed => Why::Closed,
            Moved::Late => Why::Late,
        }),
        supplement_days,
        rolled,
        certain,
    })
}

/// The first limit whose condition holds for what was submitted.
fn limit<'a>(
    form: &'a Form,
    document: &Document,
    units: &Units,
    received_at: i64,
) -> Option<&'a Limit> {
    let context = document.frame.context(units);
    let received_on = Some(clock::date_of(received_at));
    let limits = &form.procedure.as_ref()?.limit;
    limits.iter().find(|limit| match &limit.when {
        None => true,
        Some(when) => {
            forms::evaluate::holds(form, &document.typed, &context, received_on, when) == Some(true)
        }
    })
}
