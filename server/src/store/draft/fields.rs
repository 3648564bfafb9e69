//! The fields of a draft and how two tabs of one person are merged: nobody's
//! text is lost, and nobody is bothered about a field they did not touch.

use super::{Conflict, MAX_TEXT};
use forms::Answers;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Raw text per path with the revision it is from. Engines keep it sealed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Fields(BTreeMap<String, Field>);

/// One field. What was removed stays as an empty place with its revision, so
/// that a stale page does not bring it back unseen.
#[derive(Clone, Serialize, Deserialize)]
struct Field {
    /// The raw text; `None`: removed.
    #[serde(rename = "t")]
    text: Option<String>,
    /// The draft's revision that set it.
    #[serde(rename = "r")]
    revision: i64,
    /// What was there before, and since which revision.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    was: Option<(Option<String>, i64)>,
}

impl Fields {
    /// Reads what [`Fields::to_json`] gave.
    pub fn from_json(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// As JSON, to be sealed.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and numbers are always JSON")
    }

    /// The answers as they stand.
    pub fn answers(&self) -> Answers {
        self.0
            .iter()
            .filter_map(|(path, field)| Some((path.clone(), field.text.clone()?)))
            .collect()
    }

    /// The text at `path`.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path)?.text.as_deref()
    }

    /// Whether there is more text than a draft may hold.
    pub fn too_large(&self) -> bool {
        self.0
            .iter()
            .map(|(path, field)| path.len() + field.text.as_ref().map_or(0, String::len))
            .sum::<usize>()
            > MAX_TEXT
    }

    /// Saves a page that was shown at `base` as `revision`; gives what was
    /// changed elsewhere in between and is therefore left alone.
    pub fn save(
        &mut self,
        base: i64,
        revision: i64,
        changes: Vec<(String, String)>,
        removed: &[String],
    ) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for path in self.beneath(removed) {
            self.set(base, revision, path, None, &mut conflicts);
        }
        for (path, text) in changes {
            self.set(base, revision, path, Some(text), &mut conflicts);
        }
        conflicts
    }

    /// The paths with text at or beneath any of `removed`.
    fn beneath(&self, removed: &[String]) -> Vec<String> {
        let within = |path: &str, above: &str| {
            path.strip_prefix(above)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let gone = |path: &str| removed.iter().any(|above| within(path, above));
        self.0
            .iter()
            .filter(|(path, field)| field.text.is_some() && gone(path))
            .map(|(path, _)| path.clone())
            .collect()
    }

    fn set(
        &mut self,
        base: i64,
        revision: i64,
        path: String,
        text: Option<String>,
        conflicts: &mut Vec<Conflict>,
    ) {
        let Some(field) = self.0.get_mut(&path) else {
            self.0.insert(
                path,
                Field {
                    text,
                    revision,
                    was: None,
                },
            );
            return;
        };
        if field.text == text {
            return;
        }
        if field.revision <= base {
            let was = (field.text.take(), field.revision);
            *field = Field {
                text,
                revision,
                was: Some(was),
            };
        } else if !field.unchanged_since(base, text.as_deref()) {
            conflicts.push(Conflict {
                path,
                kept: field.text.clone(),
            });
        }
    }
}

impl Field {
    /// Whether `text` is what this field held at `base`: the page merely
    /// carried it along and the person never touched it.
    fn unchanged_since(&self, base: i64, text: Option<&str>) -> bool {
        match &self.was {
            Some((was, since)) => *since <= base && was.as_deref() == text,
            // It came to be after the page was shown: an untouched, empty field.
            None => text.is_none_or(str::is_empty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FROM_CURRENT;
    use super::*;

    fn change(path: &str, text: &str) -> Vec<(String, String)> {
        vec![(path.into(), text.into())]
    }

    /// A draft with `a = one` at revision 1 and `b = two` at revision 2.
    fn fields() -> Fields {
        let mut fields = Fields::default();
        assert!(fields.save(0, 1, change("a", "one"), &[]).is_empty());
        assert!(fields.save(1, 2, change("b", "two"), &[]).is_empty());
        fields
    }

    #[test]
    fn raw_text_survives_as_it_was_typed() {
        let mut fields = Fields::default();
        fields.save(0, 1, change("born", "31/02/"), &[]);
        assert_eq!(
            Fields::from_json(&fields.to_json())
                .unwrap_or_default()
                .answers()
                .get("born"),
            Some("31/02/")
        );
    }

    #[test]
    fn other_fields_of_a_stale_page_are_saved() {
        let mut fields = fields();
        assert!(fields.save(1, 3, change("a", "uno"), &[]).is_empty());
        assert_eq!(
            (fields.text("a"), fields.text("b")),
            (Some("uno"), Some("two"))
        );
    }

    #[test]
    fn a_field_changed_elsewhere_is_kept_and_named() {
        let mut fields = fields();
        let conflicts = fields.save(1, 3, change("b", "zwei"), &[]);
        assert_eq!(
            conflicts,
            [Conflict {
                path: "b".into(),
                kept: Some("two".into())
            }]
        );
        assert_eq!(fields.text("b"), Some("two"));
    }

    #[test]
    fn a_field_that_was_only_carried_along_is_no_conflict() {
        let mut fields = fields();
        fields.save(2, 3, change("a", "elsewhere"), &[]);
        assert!(fields.save(2, 4, change("a", "one"), &[]).is_empty());
        assert_eq!(fields.text("a"), Some("elsewhere"));
        assert!(
            fields.save(1, 5, change("b", ""), &[]).is_empty(),
            "b was empty when the page was shown"
        );
        assert_eq!(fields.text("b"), Some("two"));
    }

    #[test]
    fn the_same_text_twice_is_no_conflict() {
        let mut fields = fields();
        assert!(fields.save(0, 3, change("b", "two"), &[]).is_empty());
    }

    #[test]
    fn removing_takes_what_is_beneath_and_no_namesake() {
        let mut fields = Fields::default();
        for path in ["items.x1.name", "items.x1", "items.x12.name"] {
            fields.save(0, 1, change(path, "text"), &[]);
        }
        assert!(
            fields
                .save(1, 2, Vec::new(), &["items.x1".into()])
                .is_empty()
        );
        assert_eq!(
            fields
                .answers()
                .iter()
                .map(|(path, _)| path)
                .collect::<Vec<_>>(),
            ["items.x12.name"]
        );
    }

    #[test]
    fn what_was_removed_elsewhere_does_not_come_back_unseen() {
        let mut fields = fields();
        fields.save(2, 3, Vec::new(), &["b".into()]);
        let conflicts = fields.save(2, 4, change("b", "changed"), &[]);
        assert_eq!(
            conflicts,
            [Conflict {
                path: "b".into(),
                kept: None
            }]
        );
        assert!(
            fields
                .save(FROM_CURRENT, 5, change("b", "again"), &[])
                .is_empty()
        );
        assert_eq!(fields.text("b"), Some("again"));
    }

    #[test]
    fn too_much_text_is_seen() {
        let mut fields = fields();
        assert!(!fields.too_large());
        fields.save(2, 3, change("c", &"x".repeat(MAX_TEXT)), &[]);
        assert!(fields.too_large());
    }
}
