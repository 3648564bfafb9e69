//! Lists of options: written in the field, named, or out of a dataset.

use super::Reader;
use crate::author::keys;
use crate::author::source::{Kind, Node};
use crate::date::Date;
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
        let source = node.get("source");
        for key in ["parent", "at", "elsewhere"] {
            if let Some(found) = source.and_then(|source| source.get(key)) {
                self.fault(
                    found.place,
                    format!("`{key}` is for `choice`; `choices` offers one whole list"),
                    format!("`{key}` chỉ dùng cho `choice`; `choices` đưa ra cả một danh sách"),
                );
            }
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
        if !self.takes(node, keys::Kind::Source) {
            return None;
        }
        let (dataset_node, level_node) =
            (self.needed(node, "dataset")?, self.needed(node, "level")?);
        let level = self.string(level_node)?;
        let (dataset, dated) = match &dataset_node.kind {
            Kind::List(_) => self.dated(node, dataset_node, level_node, &level, path)?,
            _ => {
                if let Some(at) = node.get("at") {
                    self.fault(
                        at.place,
                        "`at` chooses among datasets; give `dataset` as a list",
                        "`at` chọn trong nhiều bộ dữ liệu; hãy viết `dataset` thành danh sách",
                    );
                }
                (self.dataset(dataset_node, level_node, &level)?, None)
            }
        };
        let parents = match node.get("parent") {
            None => Vec::new(),
            Some(parent) => {
                self.draft
                    .marks
                    .insert(["parent ", path].concat(), parent.place);
                match &parent.kind {
                    Kind::List(names) => {
                        names.iter().filter_map(|name| self.string(name)).collect()
                    }
                    _ => self.string(parent).into_iter().collect(),
                }
            }
        };
        let elsewhere = node.get("elsewhere").is_some_and(|on| self.boolean(on));
        if elsewhere && !parents.is_empty() {
            self.fault(
                node.place,
                "`elsewhere` is for the list without `parent` alone, and what depends on it is not asked then; leave it out here",
                "chỉ dùng `elsewhere` ở danh sách không có `parent`, các danh sách phụ thuộc khi đó không được hỏi; hãy bỏ `elsewhere` ở đây",
            );
        }
        Some(choice::Options::Source {
            dataset,
            level,
            parents,
            dated,
            elsewhere,
        })
    }

    /// One dataset that is there and has the level.
    fn dataset(&mut self, node: &Node, level_node: &Node, level: &str) -> Option<String> {
        let dataset = self.string(node)?;
        if self.datasets.hash(&dataset).is_none() {
            let (en, vi) = (
                format!("there is no dataset `{dataset}`"),
                format!("không có bộ dữ liệu `{dataset}`"),
            );
            self.fault(node.place, en, vi);
        } else if !self.datasets.has_level(&dataset, level) {
            let (en, vi) = (
                format!("`{dataset}` has no level `{level}`"),
                format!("`{dataset}` không có cấp `{level}`"),
            );
            self.fault(level_node.place, en, vi);
        }
        Some(dataset)
    }

    /// Several datasets, each named with the day from which it was in force,
    /// and the day that says which is offered.
    fn dated(
        &mut self,
        source: &'n Node,
        node: &'n Node,
        level_node: &Node,
        level: &str,
        path: &str,
    ) -> Option<(String, Option<choice::Dated>)> {
        let mut lists: Vec<choice::List> = Vec::new();
        for part in self.list(node) {
            let dataset = self.string(part)?;
            let from = dataset.rsplit_once('@').map_or("", |(_, from)| from);
            if Date::parse_iso(from).is_none()
                || lists
                    .last()
                    .is_some_and(|known| known.from.as_str() >= from)
            {
                self.fault(
                    part.place,
                    "datasets are named `…@YYYY-MM-DD`, the oldest first",
                    "các bộ dữ liệu có tên dạng `…@YYYY-MM-DD`, xếp từ cũ đến mới",
                );
            }
            let from = from.to_owned();
            let has =
                self.datasets.hash(&dataset).is_none() || self.datasets.has_level(&dataset, level);
            if has {
                self.dataset(part, level_node, level);
            }
            lists.push(choice::List {
                from,
                dataset: if has { dataset } else { String::new() },
            });
        }
        let newest = lists.iter().rev().find(|list| !list.dataset.is_empty());
        let Some(newest) = newest.map(|list| list.dataset.clone()) else {
            self.fault(
                level_node.place,
                format!("none of these datasets has a level `{level}`"),
                format!("không bộ dữ liệu nào có cấp `{level}`"),
            );
            return None;
        };
        self.needed(source, "at")?;
        let at = self.bound(source, "at", path)?;
        Some((newest, Some(choice::Dated { at, lists })))
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
            if !self.takes(node, keys::Kind::Choice) {
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
