//! `partialDate`: a date of which day, or day and month, may be unknown.
use super::date::Bound;
use serde::{Deserialize, Serialize};
/// Options of `partialDate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// The finest part asked for: `day`, `month` or `year`.
    pub precision: String,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_date: Option<Bound>,
    /// Not after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_date: Option<Bound>,
}
