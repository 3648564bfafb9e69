//! `date`: a whole civil date.
use serde::{Deserialize, Serialize};
/// Options of `date`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// Not before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_date: Option<Bound>,
    /// Not after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_date: Option<Bound>,
}
/// A fixed or relative bound: `1900-01-01`, `today`, `today-18y`, `today+30d`, or another field's path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Bound {
    /// A fixed date, `YYYY-MM-DD`.
    Fixed(String),
    /// Today plus years, months and days (may be negative).
    Today(i32, i32, i32),
    /// Another field's answer (sibling, then root).
    Field(String),
}
