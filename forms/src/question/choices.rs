//! `choices`: any of several options, each at most once.
//!
//! Raw text is the values of the chosen options, one a line: values hold no
//! line break, while a comma is as good a character as any.

use super::{Around, choice, count};
use crate::evaluate::Datasets;
use crate::limits;
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `choices`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// What there is to choose from.
    pub from: choice::Options,
    /// At least this many, once anything is chosen.
    pub min_items: u32,
    /// At most this many.
    pub max_items: u32,
}

/// What stands between values.
pub const BETWEEN: char = '\n';

/// The raw text of values.
pub fn write<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let mut out = String::new();
    for value in values.filter(|value| !value.is_empty()) {
        if !out.is_empty() {
            out.push(BETWEEN);
        }
        out.push_str(value);
    }
    out
}

impl Options {
    /// What the option that goes with no other is called; empty where there is none.
    pub(crate) fn exclusive_label(&self, lang: &str) -> &str {
        match &self.from {
            choice::Options::Inline(items) => items
                .iter()
                .find(|item| item.exclusive)
                .map_or("", |item| item.label.get(lang)),
            choice::Options::Source { .. } => "",
        }
    }
}

pub(super) fn read(options: &Options, text: &str) -> Result<Option<Value>, Code> {
    choose(options, &mut text.split(BETWEEN))
}

/// Reads the values one by one.
pub(super) fn choose(
    options: &Options,
    values: &mut dyn Iterator<Item = &str>,
) -> Result<Option<Value>, Code> {
    let mut chosen: Vec<Value> = Vec::new();
    for value in values {
        let value = choice::read(&options.from, value.to_owned())?;
        let Some(value) = value else { continue };
        if chosen.contains(&value) {
            return Err(Code::UniqueItems);
        }
        if chosen.len() == limits::OPTIONS {
            return Err(Code::MaxItems(limits::OPTIONS as u32));
        }
        chosen.push(value);
    }
    Ok(Some(Value::List(chosen)))
}

/// Each is in the list, an exclusive one stands alone, as many as are asked for.
pub(super) fn check(options: &Options, chosen: &[Value], around: &Around<'_, '_>) -> Option<Code> {
    let mut chosen_texts = chosen.iter().filter_map(Value::as_str);
    let unknown = chosen_texts.find_map(|value| choice::check(&options.from, value, around));
    if unknown.is_some() {
        return unknown;
    }
    if chosen.len() > 1 && exclusive(options, chosen).is_some() {
        return Some(Code::Exclusive);
    }
    count(chosen.len(), options.min_items, options.max_items)
}

/// The chosen option that goes with no other (`none of these`).
fn exclusive<'o>(options: &'o Options, chosen: &[Value]) -> Option<&'o choice::Item> {
    let choice::Options::Inline(items) = &options.from else {
        return None;
    };
    let is_chosen = |item: &&choice::Item| {
        let mut chosen = chosen.iter().filter_map(Value::as_str);
        item.exclusive && chosen.any(|value| value == item.value)
    };
    items.iter().find(is_chosen)
}

/// One line for each.
pub(super) fn show(
    options: &Options,
    chosen: &[Value],
    datasets: &dyn Datasets,
    lang: &str,
) -> Vec<String> {
    let values = chosen.iter().filter_map(Value::as_str);
    values
        .flat_map(|value| choice::show(&options.from, value, None, datasets, lang))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::form::Text;

    fn options() -> Options {
        let item = |value: &str, exclusive| choice::Item {
            value: value.to_owned(),
            label: Text([("vi".to_owned(), value.to_uppercase())].into()),
            hint: None,
            exclusive,
        };
        Options {
            from: choice::Options::Inline(vec![
                item("a, b", false),
                item("c", false),
                item("none", true),
            ]),
            min_items: 0,
            max_items: 3,
        }
    }

    #[test]
    fn values_may_hold_commas_and_stand_once() {
        let raw = write(["a, b", "", "c"].into_iter());
        assert_eq!(raw, "a, b\nc");
        let Value::List(chosen) = read(&options(), &raw).unwrap().unwrap() else {
            panic!("a list")
        };
        assert_eq!(chosen.len(), 2);
        let shown = show(&options(), &chosen, &crate::NoDatasets, "vi");
        assert_eq!(shown, ["A, B", "C"]);
        assert_eq!(read(&options(), "c\nc"), Err(Code::UniqueItems));
        assert_eq!(read(&options(), "c\nx"), Err(Code::Option));
    }

    #[test]
    fn an_exclusive_one_is_found_among_others() {
        let Value::List(both) = read(&options(), "none\nc").unwrap().unwrap() else {
            panic!("a list")
        };
        assert_eq!(
            exclusive(&options(), &both).map(|item| item.value.as_str()),
            Some("none")
        );
    }

    #[test]
    fn both_sides_of_the_most_there_can_be() {
        let mut options = options();
        options.from = choice::Options::Source {
            dataset: "d".to_owned(),
            level: "l".to_owned(),
            parents: Vec::new(),
            dated: None,
            elsewhere: false,
        };
        let many = |count: usize| {
            let values: Vec<String> = (0..count).map(|n| n.to_string()).collect();
            write(values.iter().map(String::as_str))
        };
        assert!(read(&options, &many(limits::OPTIONS)).is_ok());
        assert_eq!(
            read(&options, &many(limits::OPTIONS + 1)),
            Err(Code::MaxItems(limits::OPTIONS as u32))
        );
    }
}
