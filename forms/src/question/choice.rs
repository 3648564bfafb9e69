//! `choice`: one of several options.

use super::Around;
use super::date::Bound;
use crate::date::Date;
use crate::evaluate::Datasets;
use crate::form::Text;
use crate::problem::Code;
use crate::value::Value;
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
        /// `vn-admin-units@2025-07-01`; of several the newest that has the level.
        dataset: String,
        /// `province`, `district` or `commune`.
        level: String,
        /// Fields whose answer narrows the list: the first that is asked counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parents: Vec<String>,
        /// Which of several datasets is offered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<Dated>,
        /// Whether [`ELSEWHERE`] is offered too.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        elsewhere: bool,
    },
}

/// Datasets that follow each other, and the day that says which is meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// A day, or the field of one.
    pub at: Bound,
    /// Oldest first.
    pub lists: Vec<List>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// In force from this day (ISO), which ends the dataset's name.
    pub from: String,
    /// The dataset; empty where it has no such level (districts since July 2025).
    pub dataset: String,
}

/// The option of a place that is in no list: abroad, or abolished. Nothing
/// that depends on it is asked then.
pub const ELSEWHERE: &str = "elsewhere";

/// What [`ELSEWHERE`] is called.
pub fn elsewhere(lang: &str) -> &'static str {
    if lang == "en" {
        "Abroad, or not in this list"
    } else {
        "Ở nước ngoài, hoặc không có trong danh sách"
    }
}

impl Dated {
    /// The dataset in force on a day: the last that had begun, for days before
    /// all of them the oldest. Empty: it has no such level.
    fn on(&self, day: Date) -> &str {
        let begun = |list: &&List| Date::parse_iso(&list.from).is_some_and(|from| from <= day);
        let list = self.lists.iter().rev().find(begun);
        let list = list.or_else(|| self.lists.first());
        list.map_or("", |list| &list.dataset)
    }
}

/// Which list a field offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Offer<'o> {
    /// This dataset.
    Dataset(&'o str),
    /// The day that decides is not answered.
    Unknown,
    /// There is no such level on that day.
    Nothing,
}

impl Options {
    /// Which list is offered here.
    pub(crate) fn offer(&self, around: &Around<'_, '_>) -> Offer<'_> {
        match self {
            Options::Inline(_) => Offer::Nothing,
            Options::Source {
                dataset,
                dated: None,
                ..
            } => Offer::Dataset(dataset),
            Options::Source {
                dated: Some(dated), ..
            } => match around.bound(&dated.at).map(|(_, last)| dated.on(last)) {
                None => Offer::Unknown,
                Some("") => Offer::Nothing,
                Some(dataset) => Offer::Dataset(dataset),
            },
        }
    }

    /// Whether it is asked at all: its level is there on that day, and what it
    /// depends on is asked and in the list.
    pub(crate) fn applies(&self, around: &Around<'_, '_>) -> bool {
        let Options::Source { parents, .. } = self else {
            return true;
        };
        let narrowed = match around.first_asked(parents) {
            Some(parent) => around.value(parent).and_then(Value::as_str) != Some(ELSEWHERE),
            None => parents.is_empty(),
        };
        narrowed && self.offer(around) != Offer::Nothing
    }
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
    /// Of `choices`: goes with no other option.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

/// An option of the list; of a dataset, anything: whether it is there is
/// checked where the dataset is.
pub(super) fn read(options: &Options, text: String) -> Result<Option<Value>, Code> {
    let known = match options {
        Options::Inline(items) => items.iter().any(|item| item.value == text),
        // No list has a control in a value, wherever the list is.
        Options::Source { .. } => !text.contains(char::is_control),
    };
    if known {
        Ok(Some(Value::Str(text)))
    } else {
        Err(Code::Option)
    }
}

/// A dataset's option must be in the list, under the parent's answer.
pub(super) fn check(options: &Options, value: &str, around: &Around<'_, '_>) -> Option<Code> {
    let Options::Source {
        level,
        parents,
        elsewhere,
        ..
    } = options
    else {
        return None;
    };
    let Offer::Dataset(dataset) = options.offer(around) else {
        return None;
    };
    if *elsewhere && value == ELSEWHERE {
        return None;
    }
    let parent = around.first_asked(parents);
    let parent = parent.and_then(|name| around.sibling(name));
    let found = around
        .datasets()
        .contains(dataset, level, parent.as_deref(), value);
    (found == Some(false)).then_some(Code::Option)
}

/// `list` is the dataset in force, where there are several.
pub(super) fn show(
    options: &Options,
    value: &str,
    list: Option<&str>,
    datasets: &dyn Datasets,
    lang: &str,
) -> Vec<String> {
    let label = match options {
        Options::Inline(items) => items
            .iter()
            .find(|item| item.value == value)
            .map(|item| item.label.get(lang).to_owned()),
        Options::Source {
            elsewhere: true, ..
        } if value == ELSEWHERE => Some(elsewhere(lang).to_owned()),
        Options::Source { dataset, level, .. } => {
            datasets.label(list.unwrap_or(dataset), level, value, lang)
        }
    };
    vec![label.unwrap_or_else(|| value.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::NoDatasets;

    #[test]
    fn an_inline_option_must_be_listed() {
        let label = Text(
            [
                ("vi".to_owned(), "Nam".to_owned()),
                ("en".to_owned(), "Male".to_owned()),
            ]
            .into(),
        );
        let options = Options::Inline(vec![Item {
            value: "M".to_owned(),
            label,
            hint: None,
            exclusive: false,
        }]);
        assert_eq!(
            read(&options, "M".to_owned()),
            Ok(Some(Value::Str("M".to_owned())))
        );
        assert_eq!(read(&options, "X".to_owned()), Err(Code::Option));
        assert_eq!(show(&options, "M", None, &NoDatasets, "en"), ["Male"]);
    }

    #[test]
    fn the_list_in_force_on_a_day() {
        let list = |from: &str, dataset: &str| List {
            from: from.to_owned(),
            dataset: dataset.to_owned(),
        };
        let dated = Dated {
            at: Bound::Today(0, 0, 0),
            lists: vec![list("2008-08-01", "old"), list("2025-07-01", "")],
        };
        let on = |iso: &str| Date::parse_iso(iso).map(|day| dated.on(day));
        // Before the oldest there is nothing better than the oldest.
        assert_eq!(on("1975-05-01"), Some("old"));
        assert_eq!(on("2013-02-28"), Some("old"));
        assert_eq!(on("2025-06-30"), Some("old"));
        assert_eq!(on("2025-07-01"), Some(""));
    }
}
