//! `text` and `textarea`.
use serde::{Deserialize, Serialize};
/// Options of `text` and `textarea`. Lengths count code points after NFC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// At least this many characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// At most this many characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// I-Regexp (RFC 9485), anchored; compiled at publish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Show a character count (needs `max_length`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub count: bool,
}
