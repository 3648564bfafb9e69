//! `repeat`: "add another".

use crate::form::{Field, Text};
use crate::message;
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
    /// No item may be as another is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique_items: bool,
    /// Fields of an item whose answers, taken together, no two items share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unique_by: Vec<String>,
}

/// What check-answers prints for the whole: how many there are. The items are
/// shown one by one, each by its own fields.
pub(super) fn show(options: &Options, count: usize, lang: &str) -> Vec<String> {
    if count == 0 {
        return Vec::new();
    }
    let label = message::lower_first(options.item_label.get(lang));
    vec![[count.to_string().as_str(), " ", &label].concat()]
}
