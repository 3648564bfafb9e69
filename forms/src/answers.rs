//! What a person typed, kept as text until the submission is built.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Raw text per field path.
///
/// A path is field ids joined by dots; inside a repeat the item's stable id
/// follows the repeat's: `residences.k3f9.from`. The order of a repeat's items
/// is the raw text at the repeat's own path, item ids joined by commas.
/// A date is `dd/mm/yyyy` as typed (`31/02/` survives). A file field holds one
/// line per file: `id|size|mediaType|sha256|name`.
///
/// `Debug` prints paths, never values.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// No answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The raw text at `path`; `None` when nothing was ever posted there.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Sets the raw text at `path`.
    pub fn set(&mut self, path: impl Into<String>, raw: impl Into<String>) {
        self.0.insert(path.into(), raw.into());
    }

    /// Removes the raw text at `path`.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }

    /// Every path and its raw text, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids of a repeat's items, in order.
    pub fn items(&self, repeat: &str) -> Vec<&str> {
        items(self.get(repeat).unwrap_or(""))
    }

    /// Appends an item to a repeat. The id is `[a-z0-9]{1,16}`, made by the caller.
    pub fn add_item(&mut self, repeat: &str, id: &str) {
        let mut items: Vec<String> = self.items(repeat).into_iter().map(String::from).collect();
        if !items.iter().any(|known| known == id) {
            items.push(id.to_owned());
        }
        self.set(repeat, items.join(","));
    }

    /// Removes an item of a repeat and everything answered inside it.
    pub fn remove_item(&mut self, repeat: &str, id: &str) {
        let items: Vec<String> = self
            .items(repeat)
            .into_iter()
            .filter(|known| *known != id)
            .map(String::from)
            .collect();
        self.set(repeat, items.join(","));
        let inside = format!("{repeat}.{id}.");
        self.0.retain(|path, _| !path.starts_with(&inside));
    }
}

/// The ids of items in a repeat's raw text, in order.
pub(crate) fn items(raw: &str) -> Vec<&str> {
    if raw.is_empty() {
        Vec::new()
    } else {
        raw.split(',').collect()
    }
}

impl FromIterator<(String, String)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
