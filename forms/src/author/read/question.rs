//! What a field's type has of its own.

use super::Reader;
use crate::author::source::{Kind, Node};
use crate::date::{Date, PartialDate};
use crate::form::{Base, Text};
use crate::limits;
use crate::pattern::{self, Pattern};
use crate::question::calculated::DataType;
use crate::question::choice::Item;
use crate::question::date::Bound;
use crate::question::{
    Question, calculated, choice, date, file, integer, partial_date, repeat, text,
};
use std::collections::BTreeSet;

/// Media types a form may take; no SVG, no HTML: both can carry scripts.
const MEDIA: [&str; 9] = [
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/tiff",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// The keys of a type; `None`: there is no such type.
fn keys(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "text" | "textarea" => &["minLength", "maxLength", "pattern", "count"],
        "integer" => &["minimum", "maximum"],
        "choice" => &["options", "list", "source"],
        "date" => &["minDate", "maxDate"],
        "partialDate" => &["precision", "minDate", "maxDate"],
        "phone" => &["region"],
        "file" => &["accept", "maxSize", "minItems", "maxItems"],
        "group" => &["fields"],
        "repeat" => &["fields", "itemLabel", "minItems", "maxItems"],
        "calculated" => &["dataType", "calculate"],
        "boolean" | "declaration" | "email" | "nationalId" | "note" => &[],
        _ => return None,
    })
}

impl<'n> Reader<'n> {
    /// The keys a field may have beside the common ones.
    pub(super) fn keys_of(&self, node: &Node) -> Option<&'static [&'static str]> {
        match node.get("type").map(|kind| &kind.kind) {
            Some(Kind::Text { text, .. }) => keys(text),
            Some(_) => None,
            None if node.get("use").is_some() || !matches!(node.kind, Kind::Map(_)) => Some(&[]),
            None => None,
        }
    }

    /// The question; `None` when it could not be read, with the fault noted.
    pub(super) fn question(
        &mut self,
        node: &'n Node,
        path: &str,
        label: &Text,
        repeats: usize,
    ) -> Option<Question> {
        if let Some(used) = node.get("use") {
            return self.used(node, used, path, repeats);
        }
        let Some(kind) = node.get("type") else {
            self.missing(node.place, "type");
            return None;
        };
        let name = self.string(kind)?;
        Some(match name.as_str() {
            "text" => Question::Text(self.text_options(node)),
            "textarea" => Question::Textarea(self.text_options(node)),
            "integer" => Question::Integer(integer::Options {
                minimum: self.whole(node, "minimum"),
                maximum: self.whole(node, "maximum"),
            }),
            "boolean" => Question::Boolean,
            "declaration" => Question::Declaration,
            "choice" => Question::Choice(self.choice(node, path)?),
            "date" => Question::Date(date::Options {
                min_date: self.bound(node, "minDate", path),
                max_date: self.bound(node, "maxDate", path),
            }),
            "partialDate" => {
                let precision = node
                    .get("precision")
                    .and_then(|p| self.one_of(p, &["day", "month", "year"]));
                Question::PartialDate(partial_date::Options {
                    precision: precision.unwrap_or("day").to_owned(),
                    min_date: self.bound(node, "minDate", path),
                    max_date: self.bound(node, "maxDate", path),
                })
            }
            "email" => Question::Email,
            "phone" => {
                if let Some(region) = node.get("region") {
                    self.one_of(region, &["VN"]);
                }
                Question::Phone
            }
            "nationalId" => Question::NationalId,
            "file" => Question::File(self.file_options(node)),
            "group" => {
                let fields = self.needed(node, "fields")?;
                Question::Group(self.fields(fields, path, &mut BTreeSet::new(), repeats))
            }
            "repeat" => Question::Repeat(self.repeat(node, path, label, repeats)?),
            "calculated" => Question::Calculated(self.calculated(node, path)?),
            "note" => {
                self.markdown(node);
                Question::Note
            }
            _ => {
                self.fault(
                    kind.place,
                    format!("there is no type `{name}`"),
                    format!("không có loại câu hỏi `{name}`"),
                );
                return None;
            }
        })
    }

    fn needed(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = node.get(key);
        if found.is_none() {
            self.missing(node.place, key);
        }
        found
    }

    fn used(
        &mut self,
        node: &'n Node,
        used: &'n Node,
        path: &str,
        repeats: usize,
    ) -> Option<Question> {
        if let Some(kind) = node.get("type") {
            self.fault(
                kind.place,
                "`type` comes from the component",
                "`type` do thành phần quyết định",
            );
        }
        let name = self.string(used)?;
        let Some(component) = self.components.get(name.as_str()).copied() else {
            let (en, vi) = (
                format!("there is no component `{name}`"),
                format!("không có thành phần `{name}`"),
            );
            self.fault(used.place, en, vi);
            return None;
        };
        self.draft
            .marks
            .insert(["used ", &name].concat(), used.place);
        self.component(component, path, repeats)
            .map(Question::Group)
    }

    fn whole(&mut self, node: &Node, key: &str) -> Option<i64> {
        node.get(key)
            .and_then(|found| self.number(found, -limits::WHOLE_NUMBER, limits::WHOLE_NUMBER))
    }

    fn count(&mut self, node: &Node, key: &str, most: u32) -> Option<u32> {
        node.get(key)
            .and_then(|found| self.number(found, 0, i64::from(most)))
            .map(|number| number as u32)
    }

    fn text_options(&mut self, node: &'n Node) -> text::Options {
        let most = limits::TEXT_RESULT as u32;
        let options = text::Options {
            min_length: self.count(node, "minLength", most),
            max_length: self.count(node, "maxLength", most),
            pattern: node
                .get("pattern")
                .and_then(|pattern| self.pattern(pattern)),
            count: node.get("count").is_some_and(|count| self.boolean(count)),
        };
        if options.count && options.max_length.is_none() {
            self.fault(
                node.place,
                "`count` needs `maxLength`",
                "`count` cần có `maxLength`",
            );
        }
        if let (Some(least), Some(most)) = (options.min_length, options.max_length)
            && least > most
        {
            self.crossed(node);
        }
        options
    }

    fn crossed(&mut self, node: &Node) {
        self.fault(
            node.place,
            "the least is above the most",
            "giá trị nhỏ nhất lớn hơn giá trị lớn nhất",
        );
    }

    fn pattern(&mut self, node: &'n Node) -> Option<Pattern> {
        let source = self.string(node)?;
        match pattern::compile(&source) {
            Ok(pattern) => Some(pattern),
            Err((en, vi)) => {
                self.fault(node.place, en, vi);
                None
            }
        }
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
            if !self.is_object(node, &["value", "label", "hint"]) {
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
            });
        }
        items
    }

    fn bound(&mut self, node: &Node, key: &str, path: &str) -> Option<Bound> {
        let found = node.get(key)?;
        let text = self.string(found)?;
        let bound = Bound::parse(&text);
        if bound.is_none() {
            self.fault(
                found.place,
                "a bound is YYYY-MM-DD, `today`, `today-18y`, `today+30d`, or a date field",
                "giới hạn là YYYY-MM-DD, `today`, `today-18y`, `today+30d` hoặc một trường ngày",
            );
        }
        self.draft
            .marks
            .insert([key, " ", path].concat(), found.place);
        bound
    }

    fn file_options(&mut self, node: &'n Node) -> file::Options {
        let accept = match self.needed(node, "accept") {
            Some(accept) => {
                let list = self.list(accept);
                let types = list.iter().filter_map(|media| self.one_of(media, &MEDIA));
                types.map(str::to_owned).collect()
            }
            None => Vec::new(),
        };
        let options = file::Options {
            accept,
            max_size: node
                .get("maxSize")
                .and_then(|size| self.size(size))
                .unwrap_or(10 * 1024 * 1024),
            min_items: self.count(node, "minItems", limits::FILES).unwrap_or(0),
            max_items: self.count(node, "maxItems", limits::FILES).unwrap_or(1),
        };
        if options.min_items > options.max_items || options.max_items == 0 {
            self.crossed(node);
        }
        options
    }

    /// `5MiB`, `500KiB`, or bytes.
    fn size(&mut self, node: &Node) -> Option<u64> {
        let bytes = match &node.kind {
            Kind::Int(bytes) => u64::try_from(*bytes).ok(),
            Kind::Text { text, .. } => {
                let mega = text.strip_suffix("MiB").map(|number| (number, 1 << 20));
                let (number, unit) =
                    mega.or_else(|| text.strip_suffix("KiB").map(|number| (number, 1 << 10)))?;
                number
                    .trim()
                    .parse::<u64>()
                    .ok()
                    .and_then(|number| number.checked_mul(unit))
            }
            _ => None,
        };
        let bytes = bytes.filter(|bytes| (1..=limits::FILE).contains(bytes));
        if bytes.is_none() {
            self.fault(
                node.place,
                "a size is like 5MiB or 500KiB, at most 20MiB",
                "dung lượng viết như 5MiB hoặc 500KiB, tối đa 20MiB",
            );
        }
        bytes
    }

    fn repeat(
        &mut self,
        node: &'n Node,
        path: &str,
        label: &Text,
        repeats: usize,
    ) -> Option<repeat::Options> {
        if repeats == limits::REPEAT_NESTING {
            self.fault(
                node.place,
                "repeats nest at most twice",
                "nhóm lặp lồng nhau tối đa hai tầng",
            );
        }
        let fields = self.needed(node, "fields")?;
        let options = repeat::Options {
            fields: self.fields(fields, path, &mut BTreeSet::new(), repeats + 1),
            item_label: match node.get("itemLabel") {
                Some(words) => self.label(words).unwrap_or_default(),
                None => label.clone(),
            },
            min_items: self.count(node, "minItems", limits::ITEMS).unwrap_or(0),
            max_items: self
                .count(node, "maxItems", limits::ITEMS)
                .unwrap_or(limits::ITEMS_BY_DEFAULT),
        };
        if options.min_items > options.max_items || options.max_items == 0 {
            self.crossed(node);
        }
        Some(options)
    }

    fn calculated(&mut self, node: &'n Node, path: &str) -> Option<calculated::Options> {
        let (data_type, calculate) = (
            self.needed(node, "dataType"),
            self.needed(node, "calculate"),
        );
        let data_type = match self.one_of(data_type?, &["boolean", "integer", "text", "date"])? {
            "boolean" => DataType::Boolean,
            "integer" => DataType::Integer,
            "text" => DataType::Text,
            _ => DataType::Date,
        };
        Some(calculated::Options {
            data_type,
            calculate: self.expression(calculate?, Base::Calculate, path)?,
        })
    }

    /// A note's text: no HTML, links by https only.
    fn markdown(&mut self, node: &'n Node) {
        let Some(hint) = node.get("hint").or_else(|| node.get("help")) else {
            return;
        };
        let texts = match &hint.kind {
            Kind::Map(entries) => entries.iter().map(|(_, words)| words).collect(),
            _ => vec![hint],
        };
        for words in texts {
            let Kind::Text { text, .. } = &words.kind else {
                continue;
            };
            let tag = text.match_indices('<').any(|(at, _)| {
                text[at + 1..]
                    .starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
            });
            let link = text
                .match_indices("](")
                .any(|(at, _)| !text[at + 2..].starts_with("https://"));
            if tag || link {
                self.fault(
                    words.place,
                    "a note has no HTML, and links by https only",
                    "ghi chú không có HTML, liên kết phải là https",
                );
            }
        }
    }

    /// A default as raw text; it must be something the question takes.
    pub(super) fn default(&mut self, node: &Node, question: &Question) -> Option<String> {
        let raw = match (&node.kind, question) {
            (Kind::Int(number), Question::Integer(_)) => Some(number.to_string()),
            (Kind::Bool(yes), Question::Boolean) => {
                Some(if *yes { "yes" } else { "no" }.to_owned())
            }
            (Kind::Text { text, .. }, Question::Date(_)) => Date::parse_iso(text).map(Date::show),
            (Kind::Text { text, .. }, Question::PartialDate(_)) => {
                PartialDate::parse_iso(text).map(PartialDate::show)
            }
            (Kind::Int(number), Question::Choice(_)) => Some(number.to_string()),
            (
                Kind::Text { text, .. },
                Question::Text(_)
                | Question::Textarea(_)
                | Question::Choice(_)
                | Question::Email
                | Question::Phone,
            ) => Some(text.clone()),
            _ => None,
        };
        let raw = raw.filter(|raw| matches!(crate::question::read(question, raw), Ok(Some(_))));
        if raw.is_none() {
            self.fault(
                node.place,
                "this is no answer to the question",
                "đây không phải câu trả lời hợp lệ",
            );
        }
        raw
    }
}
