//! Lists of options: written in the field, named, or out of a dataset.

use super::Reader;
use crate::author::source::{Kind, Node};
use crate::limits;
use crate::question::choice::Item;
use crate::question::{choice, choices};
use std::collections::BTreeSet;

impl<'n> Reader<'n> {
    /// One of several options.
    pub(super) fn one_choice(&mut self, node: &'n Node, path: &str) -> Option<choice::Options> {
        let options = self.choice(node, path)?;
        if let choice::Options::Inline(items) = &options
            && items.iter().any(|item| item.exclusive)
        {
            self.fault(
                node.place,
                "`exclusive` is for options of `choices`",
                "`exclusive` chỉ dùng cho lựa chọn của `choices`",
            );
        }
        Some(options)
    }

    /// Several of several options; as many as there are when nothing is said.
    pub(super) fn choices(&mut self, node: &'n Node, path: &str) -> Option<choices::Options> {
        let from = self.choice(node, path)?;
        let most = match &from {
            choice::Options::Inline(items) => items.len(),
            choice::Options::Source { .. } => limits::OPTIONS,
        } as u32;
        if let Some(parent) = node.get("source").and_then(|source| source.get("parent")) {
            self.fault(
                parent.place,
                "`parent` is for `choice`; `choices` offers the whole list",
                "`parent` chỉ dùng cho `choice`; `choices` đưa ra cả danh sách",
            );
        }
        let options = choices::Options {
            from,
            min_items: self.count(node, "minItems", most).unwrap_or(0),
            max_items: self.count(node, "maxItems", most).unwrap_or(most),
        };
        if options.min_items > options.max_items || options.max_items == 0 {
            self.crossed(node);
        }
        Some(options)
    }

    fn choice(&mut self, node: &'n Node, path: &str) -> Option<choice::Options> {
        let ways = [node.get("options"), node.get("list"), node.get("source")];
        if ways.iter().flatten().count() != 1 {
            self.fault(
                node.place,
                "one of `options`, `list` and `source` is needed",
                "cần một trong `options`, `list`, `source`",
            );
            return None;
        }
        match ways {
            [Some(options), _, _] => Some(choice::Options::Inline(self.options(options))),
            [_, Some(list), _] => {
                let name = self.string(list)?;
                let found = self.lists.get(name.as_str()).cloned();
                if found.is_none() {
                    self.fault(
                        list.place,
                        format!("there is no list `{name}`"),
                        format!("không có danh sách `{name}`"),
                    );
                }
                found.map(choice::Options::Inline)
            }
            [_, _, source] => self.source(source?, path),
        }
    }

    fn source(&mut self, node: &'n Node, path: &str) -> Option<choice::Options> {
        if !self.is_object(node, &["dataset", "level", "parent"]) {
            return None;
        }
        let (dataset_node, level_node) =
            (self.needed(node, "dataset")?, self.needed(node, "level")?);
        let (dataset, level) = (self.string(dataset_node)?, self.string(level_node)?);
        if self.datasets.hash(&dataset).is_none() {
            let (en, vi) = (
                format!("there is no dataset `{dataset}`"),
                format!("không có bộ dữ liệu `{dataset}`"),
            );
            self.fault(dataset_node.place, en, vi);
        } else if !self.datasets.has_level(&dataset, &level) {
            let (en, vi) = (
                format!("`{dataset}` has no level `{level}`"),
                format!("`{dataset}` không có cấp `{level}`"),
            );
            self.fault(level_node.place, en, vi);
        }
        let parent = node.get("parent").and_then(|parent| {
            self.draft
                .marks
                .insert(["parent ", path].concat(), parent.place);
            self.string(parent)
        });
        Some(choice::Options::Source {
            dataset,
            level,
            parent,
        })
    }

    /// A list of options.
    pub(super) fn options(&mut self, node: &'n Node) -> Vec<Item> {
        let list = self.list(node);
        if list.is_empty() || list.len() > limits::OPTIONS {
            self.fault(
                node.place,
                "a list has 1 to 500 options",
                "danh sách có từ 1 đến 500 lựa chọn",
            );
        }
        let mut values = BTreeSet::new();
        let mut items = Vec::new();
        for node in list {
            if !self.is_object(node, &["value", "label", "hint", "exclusive"]) {
                continue;
            }
            let value = match node.get("value").map(|value| &value.kind) {
                Some(Kind::Int(number)) => number.to_string(),
                _ => self.needed_string(node, "value"),
            };
            if value.is_empty() || value.trim() != value || value.contains(|c: char| c.is_control())
            {
                self.fault(
                    node.place,
                    "an option's value is a plain text",
                    "giá trị của lựa chọn phải là chuỗi thường",
                );
            }
            if !values.insert(value.clone()) {
                self.twice(node.place, &value);
            }
            let label = self.needed_words(node, "label");
            items.push(Item {
                value,
                label,
                hint: node.get("hint").and_then(|hint| self.words(hint)),
                exclusive: node
                    .get("exclusive")
                    .is_some_and(|exclusive| self.boolean(exclusive)),
            });
        }
        items
    }
}
