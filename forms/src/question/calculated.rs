//! `calculated`: read-only, recomputed by the server, the client's value ignored.
use crate::expression::Expr;
use serde::{Deserialize, Serialize};
/// Options of `calculated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// `boolean`, `integer`, `text` or `date`.
    pub data_type: String,
    /// The value; unknown is "no value".
    pub calculate: Expr,
}
