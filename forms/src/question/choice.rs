//! `choice`: one of several options.

use super::Around;
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
    /// Of `choices`: goes with no other option.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

/// An option of the list; of a dataset, anything: whether it is there is
/// checked where the dataset is.
pub(super) fn read(options: &Options, text: String) -> Result<Option<Value>, Code> {
    let known = match options {
        Options::Inline(items) => items.iter().any(|item| item.value == text),
        Options::Source { .. } => true,
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
        dataset,
        level,
        parent,
    } = options
    else {
        return None;
    };
    let parent = parent.as_ref().and_then(|name| around.sibling(name));
    let found = around
        .datasets()
        .contains(dataset, level, parent.as_deref(), value);
    (found == Some(false)).then_some(Code::Option)
}

pub(super) fn show(
    options: &Options,
    value: &str,
    datasets: &dyn Datasets,
    lang: &str,
) -> Vec<String> {
    let label = match options {
        Options::Inline(items) => items
            .iter()
            .find(|item| item.value == value)
            .map(|item| item.label.get(lang).to_owned()),
        Options::Source { dataset, level, .. } => datasets.label(dataset, level, value, lang),
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
        assert_eq!(show(&options, "M", &NoDatasets, "en"), ["Male"]);
    }
}
