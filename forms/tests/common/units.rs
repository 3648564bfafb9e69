//! Administrative units of two times, for lists that depend on a day.

#![allow(unreachable_pub, reason = "shared by several test programs")]

use forms::author::DatasetList;
use forms::{Datasets, Value};

/// Made up: before July 2025 a province, a district, a commune; since then a
/// province and a commune.
pub struct Units;

const UNITS: [(&str, &str, &str, &str); 6] = [
    ("u@2025-06-30", "province", "14", ""),
    ("u@2025-06-30", "district", "116", "14"),
    ("u@2025-06-30", "commune", "03640", "116"),
    ("u@2025-07-01", "province", "14", ""),
    ("u@2025-07-01", "province", "15", ""),
    ("u@2025-07-01", "commune", "03646", "14"),
];

impl Datasets for Units {
    fn contains(&self, set: &str, level: &str, parent: Option<&str>, value: &str) -> Option<bool> {
        Some(UNITS.iter().any(|row| {
            (row.0, row.1, row.2) == (set, level, value) && parent.is_none_or(|p| p == row.3)
        }))
    }
    fn label(&self, set: &str, level: &str, value: &str, _: &str) -> Option<String> {
        let known = UNITS
            .iter()
            .any(|row| (row.0, row.1, row.2) == (set, level, value));
        known.then(|| format!("{value} of {set}"))
    }
    fn attribute(&self, _: &str, _: &str, _: &str, _: &str) -> Option<Value> {
        None
    }
}

impl DatasetList for Units {
    fn hash(&self, dataset: &str) -> Option<String> {
        let known = UNITS.iter().any(|row| row.0 == dataset);
        known.then(|| dataset.repeat(4))
    }
    fn has_level(&self, dataset: &str, level: &str) -> bool {
        UNITS.iter().any(|row| (row.0, row.1) == (dataset, level))
    }
    fn has_attribute(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
    fn has_option(&self, dataset: &str, level: &str, code: &str) -> Option<bool> {
        self.contains(dataset, level, None, code)
    }
}
