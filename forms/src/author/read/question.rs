//! What a field's type has of its own.

use super::Reader;
use crate::author::keys::{self, DATA_TYPES, Key, MEDIA, PRECISIONS, REGIONS};
use crate::author::source::{Kind, Node};
use crate::form::{Base, Text};
use crate::limits;
use crate::pattern::{self, Pattern};
use crate::question::calculated::DataType;
use crate::question::date::Bound;
use crate::question::{
    Question, calculated, date, file, national_id, partial_date, repeat, tax_code, text,
};
use std::collections::BTreeSet;

impl<'n> Reader<'n> {
    /// The keys a field may have beside the common ones.
    pub(super) fn keys_of(&self, node: &Node) -> Option<Vec<Key>> {
        match node.get("type").map(|kind| &kind.kind) {
            Some(Kind::Text { text, .. }) => keys::keys_of(text),
            Some(_) => None,
            None if node.get("use").is_some() || !matches!(node.kind, Kind::Map(_)) => {
                Some(Vec::new())
            }
            None => None,
        }
    }

    /// The codes a field can give.
    pub(super) fn codes_of(&self, node: &Node) -> Option<Vec<&'static str>> {
        match node.get("type").map(|kind| &kind.kind) {
            Some(Kind::Text { text, .. }) => keys::codes_of(text),
            _ => keys::codes_of("group"),
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
            "integer" => Question::Integer(self.integer_options(node)),
            "decimal" => Question::Decimal(self.decimal_options(node)),
            "money" => Question::Money(self.money_options(node)),
            "boolean" => Question::Boolean,
            "declaration" => Question::Declaration,
            "choice" => Question::Choice(self.one_choice(node, path)?),
            "choices" => Question::Choices(self.choices(node, path)?),
            "date" => Question::Date(self.date_options(node, path)),
            "dateTime" => Question::DateTime(self.date_options(node, path)),
            "time" => Question::Time,
            "partialDate" => {
                let precision = node
                    .get("precision")
                    .and_then(|p| self.one_of(p, &PRECISIONS));
                Question::PartialDate(partial_date::Options {
                    precision: precision.unwrap_or("day").to_owned(),
                    min_date: self.bound(node, "minDate", path),
                    max_date: self.bound(node, "maxDate", path),
                })
            }
            "email" => Question::Email,
            "phone" => {
                if let Some(region) = node.get("region") {
                    self.one_of(region, &REGIONS);
                }
                Question::Phone
            }
            "url" => Question::Url,
            "location" => Question::Location,
            "nationalId" => Question::NationalId(national_id::Options {
                birth_date: self.other_field(node, "birthDate", path),
                sex: self.other_field(node, "sex", path),
            }),
            "taxCode" => Question::TaxCode(tax_code::Options {
                personal: node.get("personal").is_some_and(|on| self.boolean(on)),
            }),
            "file" => Question::File(self.file_options(node)),
            "group" => {
                let fields = self.needed(node, "fields")?;
                Question::Group(self.fields(fields, path, &mut BTreeSet::new(), repeats))
            }
            "repeat" => Question::Repeat(self.repeat(node, path, label, repeats)?),
            "calculated" => Question::Calculated(self.calculated(node, path)?),
            "note" => {
                for text in [node.get("hint"), node.get("help")].into_iter().flatten() {
                    self.markdown(text);
                }
                Question::Note
            }
            _ => {
                let (mut en, mut vi) = (
                    format!("there is no type `{name}`"),
                    format!("không có loại câu hỏi `{name}`"),
                );
                if let Some(meant) = keys::meant(&name) {
                    en += &format!("; did you mean {meant}?");
                    vi += &format!("; có phải là {meant}?");
                }
                self.fault(kind.place, en, vi);
                return None;
            }
        })
    }

    pub(super) fn needed(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
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

    pub(super) fn count(&mut self, node: &Node, key: &str, most: u32) -> Option<u32> {
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

    pub(super) fn crossed(&mut self, node: &Node) {
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

    pub(super) fn bound(&mut self, node: &Node, key: &str, path: &str) -> Option<Bound> {
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
                let kilo = text.strip_suffix("KiB").map(|number| (number, 1 << 10));
                mega.or(kilo).and_then(|(number, unit): (_, u64)| {
                    let number = number.trim().parse::<u64>().ok()?;
                    number.checked_mul(unit)
                })
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
            unique_items: node
                .get("uniqueItems")
                .is_some_and(|unique| self.boolean(unique)),
            unique_by: self.unique_by(node, path),
        };
        if options.min_items > options.max_items || options.max_items == 0 {
            self.crossed(node);
        }
        Some(options)
    }

    /// `uniqueBy: field`, or a list of fields.
    fn unique_by(&mut self, node: &'n Node, path: &str) -> Vec<String> {
        let Some(found) = node.get("uniqueBy") else {
            return Vec::new();
        };
        self.draft
            .marks
            .insert(["uniqueBy ", path].concat(), found.place);
        match &found.kind {
            Kind::Text { .. } => self.string(found).into_iter().collect(),
            _ => {
                let list = self.list(found);
                list.iter().filter_map(|name| self.string(name)).collect()
            }
        }
    }

    /// The name of another field, looked up by the checks.
    fn other_field(&mut self, node: &Node, key: &str, path: &str) -> Option<String> {
        let found = node.get(key)?;
        self.draft
            .marks
            .insert([key, " ", path].concat(), found.place);
        self.string(found)
    }

    fn date_options(&mut self, node: &Node, path: &str) -> date::Options {
        date::Options {
            min_date: self.bound(node, "minDate", path),
            max_date: self.bound(node, "maxDate", path),
        }
    }

    fn calculated(&mut self, node: &'n Node, path: &str) -> Option<calculated::Options> {
        let (data_type, calculate) = (
            self.needed(node, "dataType"),
            self.needed(node, "calculate"),
        );
        let data_type = match self.one_of(data_type?, &DATA_TYPES)? {
            "boolean" => DataType::Boolean,
            "integer" => DataType::Integer,
            "text" => DataType::Text,
            "decimal" => DataType::Decimal,
            "money" => DataType::Money,
            _ => DataType::Date,
        };
        Some(calculated::Options {
            data_type,
            calculate: self.expression(calculate?, Base::Calculate, path)?,
        })
    }
}
