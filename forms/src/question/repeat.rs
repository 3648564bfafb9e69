//! `repeat`: "add another".
use crate::form::{Field, Text};
use serde::{Deserialize, Serialize};
/// Options of `repeat`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// What one item asks.
    pub fields: Vec<Field>,
    /// What one item is called.
    pub item_label: Text,
    /// At least this many items.
    pub min_items: u32,
    /// At most this many items.
    pub max_items: u32,
}
