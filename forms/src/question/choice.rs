//! `choice`: one of several options.
use crate::form::Text;
use serde::{Deserialize, Serialize};
/// Options of `choice`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Options {
    /// Options written in the definition: radios up to 7, a select above.
    Inline(Vec<Item>),
    /// Options of a dataset: a select.
    #[serde(rename_all = "camelCase")]
    Source {
        /// `vn-admin-units@2025-07-01`.
        dataset: String,
        /// `province`, `district` or `commune`.
        level: String,
        /// The sibling field whose answer narrows the list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
    },
}
/// One option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: Text,
    /// Help beside the option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}
