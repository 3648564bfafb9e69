//! Lists kept outside the forms: administrative units, each set named with the
//! date from which it was in force. Read once at start, never changed.

use forms::{Datasets, Value};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Every dataset of the catalogue, by id (`vn-admin-units@2025-07-01`).
#[derive(Default)]
pub struct Units {
    sets: BTreeMap<String, Set>,
}

/// One dataset: its levels, and how its names are said in English.
struct Set {
    /// SHA-256 of its text: part of what names a version of a form.
    hash: String,
    english: BTreeMap<String, String>,
    levels: BTreeMap<String, Level>,
    became: Option<Became>,
}

/// What units of a dataset became in the one that followed it.
#[derive(Deserialize)]
struct Became {
    /// The dataset that followed.
    dataset: String,
    /// Level -> code -> codes there: several where a unit was divided.
    #[serde(flatten)]
    levels: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// One level: rows in reading order, found by code, grouped by parent.
#[derive(Default)]
struct Level {
    rows: Vec<Row>,
    by_code: HashMap<String, usize>,
    by_parent: HashMap<String, Vec<usize>>,
}

/// `[code, name]` or `[code, name, code of the parent]`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Row {
    Top(String, String),
    Under(String, String, String),
}

impl Row {
    fn code(&self) -> &str {
        match self {
            Row::Top(code, _) | Row::Under(code, _, _) => code,
        }
    }
    fn name(&self) -> &str {
        match self {
            Row::Top(_, name) | Row::Under(_, name, _) => name,
        }
    }
    fn parent(&self) -> Option<&str> {
        match self {
            Row::Top(..) => None,
            Row::Under(_, _, parent) => Some(parent),
        }
    }
}

/// The file as it is written (`forms/catalogue/datasets/README.md`).
#[derive(Deserialize)]
struct File {
    id: String,
    #[serde(default)]
    english: BTreeMap<String, String>,
    #[serde(default)]
    provinces: Vec<Row>,
    #[serde(default)]
    districts: Vec<Row>,
    #[serde(default)]
    communes: Vec<Row>,
    #[serde(default)]
    became: Option<Became>,
}

impl Units {
    /// Reads every `*.json` of a folder.
    ///
    /// # Errors
    /// One sentence naming the file that cannot be read or is not a dataset.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let mut units = Self::default();
        let entries =
            std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ext| ext == "json") {
                let text = std::fs::read_to_string(&path)
                    .map_err(|e| format!("{}: {e}", path.display()))?;
                units
                    .add(&text)
                    .map_err(|e| format!("{}: {e}", path.display()))?;
            }
        }
        Ok(units)
    }

    /// Adds one dataset.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        let file: File = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let levels = [
            ("province", file.provinces),
            ("district", file.districts),
            ("commune", file.communes),
        ];
        let levels = levels
            .into_iter()
            .map(|(name, rows)| (name.to_owned(), Level::new(rows)))
            .collect();
        self.sets.insert(
            file.id,
            Set {
                hash: hex::encode(crate::id::sha256(text.as_bytes())),
                english: file.english,
                levels,
                became: file.became,
            },
        );
        Ok(())
    }

    /// The ids of all datasets.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// Code and name of every unit of a level, under `parent` where given, in reading order.
    pub fn options(
        &self,
        dataset: &str,
        level: &str,
        parent: Option<&str>,
        lang: &str,
    ) -> Vec<(String, String)> {
        let Some(set) = self.sets.get(dataset) else {
            return Vec::new();
        };
        let Some(level) = set.levels.get(level) else {
            return Vec::new();
        };
        let said = |row: &Row| (row.code().to_owned(), set.say(row.name(), lang));
        match parent {
            None => level.rows.iter().map(said).collect(),
            Some(parent) => level
                .by_parent
                .get(parent)
                .into_iter()
                .flatten()
                .map(|&row| said(&level.rows[row]))
                .collect(),
        }
    }

    /// The names of what a unit became, where its dataset knows.
    fn became(&self, dataset: &str, level: &str, code: &str, lang: &str) -> Vec<String> {
        let became = self.sets.get(dataset).and_then(|set| set.became.as_ref());
        let codes = became.and_then(|became| became.levels.get(level)?.get(code));
        let named = |code: &String| {
            let (set, row) = self.row(&became?.dataset, level, code)?;
            Some(set.say(row.name(), lang))
        };
        codes.into_iter().flatten().filter_map(named).collect()
    }

    fn row(&self, dataset: &str, level: &str, code: &str) -> Option<(&Set, &Row)> {
        let set = self.sets.get(dataset)?;
        let level = set.levels.get(level)?;
        Some((set, &level.rows[*level.by_code.get(code)?]))
    }
}

impl Level {
    fn new(rows: Vec<Row>) -> Self {
        let mut level = Level {
            rows,
            ..Level::default()
        };
        for (index, row) in level.rows.iter().enumerate() {
            level.by_code.insert(row.code().to_owned(), index);
            if let Some(parent) = row.parent() {
                level
                    .by_parent
                    .entry(parent.to_owned())
                    .or_default()
                    .push(index);
            }
        }
        level
    }
}

impl Set {
    /// "Phường Tô Hiệu" is "Tô Hiệu Ward"; "Phường 1" is "Ward 1".
    fn say(&self, name: &str, lang: &str) -> String {
        if lang != "en" {
            return name.to_owned();
        }
        let kind = self
            .english
            .iter()
            .filter(|(kind, _)| name.starts_with(kind.as_str()))
            .max_by_key(|(kind, _)| kind.len());
        match kind {
            None => name.to_owned(),
            Some((kind, word)) => {
                let rest = name[kind.len()..].trim_start();
                if rest.starts_with(|c: char| c.is_ascii_digit()) {
                    format!("{word} {rest}")
                } else {
                    format!("{rest} {word}")
                }
            }
        }
    }
}

impl Datasets for Units {
    fn contains(
        &self,
        dataset: &str,
        level: &str,
        parent: Option<&str>,
        value: &str,
    ) -> Option<bool> {
        let row = self.row(dataset, level, value);
        Some(row.is_some_and(|(_, row)| parent.is_none_or(|parent| row.parent() == Some(parent))))
    }
    /// An older unit's name says what it is called now: officers look it up there.
    fn label(&self, dataset: &str, level: &str, value: &str, lang: &str) -> Option<String> {
        let (set, row) = self.row(dataset, level, value)?;
        let name = set.say(row.name(), lang);
        let now = self.became(dataset, level, value, lang).join(", ");
        Some(match (now.is_empty(), lang) {
            (true, _) => name,
            (false, "en") => format!("{name} (now {now})"),
            (false, _) => format!("{name} (nay là {now})"),
        })
    }
    fn attribute(&self, _: &str, _: &str, _: &str, _: &str) -> Option<Value> {
        None
    }
}

impl forms::author::DatasetList for Units {
    fn hash(&self, dataset: &str) -> Option<String> {
        self.sets.get(dataset).map(|set| set.hash.clone())
    }
    fn has_level(&self, dataset: &str, level: &str) -> bool {
        self.sets
            .get(dataset)
            .and_then(|set| set.levels.get(level))
            .is_some_and(|level| !level.rows.is_empty())
    }
    /// None has: [`Datasets::attribute`] knows nothing either, so a definition
    /// that asks for one is refused and not left waiting for ever.
    fn has_attribute(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
    fn has_option(&self, dataset: &str, level: &str, code: &str) -> Option<bool> {
        self.contains(dataset, level, None, code)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn units() -> Units {
        let mut units = Units::default();
        units
            .add(
                r#"{"id":"u@1","english":{"Phường":"Ward","Tỉnh":"Province"},
                    "provinces":[["14","Tỉnh Sơn La"],["01","Thành phố Hà Nội"]],
                    "communes":[["03646","Phường Tô Hiệu","14"],["00001","Phường 1","01"]]}"#,
            )
            .unwrap();
        units
    }

    #[test]
    fn a_commune_belongs_to_its_province_alone() {
        let units = units();
        assert_eq!(
            units.contains("u@1", "commune", Some("14"), "03646"),
            Some(true)
        );
        assert_eq!(
            units.contains("u@1", "commune", Some("01"), "03646"),
            Some(false)
        );
        assert_eq!(units.contains("u@1", "commune", None, "99999"), Some(false));
        assert_eq!(
            units.options("u@1", "commune", Some("14"), "vi"),
            [("03646".into(), "Phường Tô Hiệu".into())]
        );
        assert_eq!(units.options("u@2", "commune", None, "vi"), []);
    }

    /// Codes and names here are made up.
    #[test]
    fn an_older_unit_says_what_it_became() {
        let mut units = units();
        units
            .add(
                r#"{"id":"u@0","english":{"Phường":"Ward"},
                    "provinces":[["14","Tỉnh Sơn La"]],"districts":[["116","Thành phố Sơn La","14"]],
                    "communes":[["03640","Phường Cũ","116"],["03641","Phường Lạ","116"]],
                    "became":{"dataset":"u@1","commune":{"03640":["03646","00001","99999"]}}}"#,
            )
            .unwrap();
        let label = |code, lang| units.label("u@0", "commune", code, lang);
        assert_eq!(
            label("03640", "vi").as_deref(),
            Some("Phường Cũ (nay là Phường Tô Hiệu, Phường 1)")
        );
        assert_eq!(
            label("03640", "en").as_deref(),
            Some("Cũ Ward (now Tô Hiệu Ward, Ward 1)")
        );
        assert_eq!(label("03641", "vi").as_deref(), Some("Phường Lạ"));
        use forms::author::DatasetList;
        assert!(units.has_level("u@0", "district") && !units.has_level("u@1", "district"));
    }

    #[test]
    fn another_text_is_another_dataset_to_a_form() {
        use forms::author::DatasetList;
        let (first, mut second) = (units(), units());
        assert_eq!(first.hash("u@1"), second.hash("u@1"));
        second
            .add(r#"{"id":"u@1","provinces":[["14","Tỉnh Sơn La"]]}"#)
            .unwrap();
        assert_ne!(first.hash("u@1"), second.hash("u@1"));
        assert_eq!(first.hash("u@2"), None);
    }

    #[test]
    fn names_are_said_in_english() {
        let units = units();
        assert_eq!(
            units.label("u@1", "commune", "03646", "en").unwrap(),
            "Tô Hiệu Ward"
        );
        assert_eq!(
            units.label("u@1", "commune", "00001", "en").unwrap(),
            "Ward 1"
        );
        assert_eq!(
            units.label("u@1", "province", "01", "en").unwrap(),
            "Thành phố Hà Nội"
        );
    }
}
