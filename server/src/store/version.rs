//! Published versions of forms: kept for ever, named by the SHA-256 of their
//! manifest, never changed (`version-frozen`).

use std::collections::BTreeMap;

/// A version to publish.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// SHA-256 of `manifest`, 64 hex digits.
    pub hash: String,
    /// The form's id, stable across versions.
    pub form: String,
    /// Its semantic version.
    pub version: String,
    /// The procedure's national code.
    pub procedure: String,
    /// The canonical JSON the hash covers.
    pub manifest: String,
    /// The compiled citizen's form, as JSON.
    pub compiled: String,
    /// The compiled decision form, as JSON.
    pub decision: Option<String>,
    /// What the agency wrote: file name to text.
    pub source: BTreeMap<String, String>,
    /// Whether it becomes the current version of its form.
    pub current: bool,
}

/// A kept version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// SHA-256 of `manifest`, 64 hex digits; checked whenever one is read.
    pub hash: String,
    /// The form's id.
    pub form: String,
    /// Its semantic version.
    pub version: String,
    /// The procedure's national code.
    pub procedure: String,
    /// The canonical JSON the hash covers.
    pub manifest: String,
    /// The compiled citizen's form, as JSON.
    pub compiled: String,
    /// The compiled decision form, as JSON.
    pub decision: Option<String>,
    /// When it was published, µs.
    pub published_at: i64,
}

/// What publishing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publication {
    /// It is new.
    New,
    /// It was there already; nothing changed.
    Known,
    /// Refused: this form and version were published with other content.
    Clash {
        /// The hash of what was published.
        published: String,
    },
}
