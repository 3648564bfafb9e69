//! The sheet `choices`: named lists of options.

use super::columns::{MEDIA, Table};
use super::languages::{Languages, Words};
use super::ledger::{Ledger, Place, why};
use super::yaml::Yaml;
use std::collections::BTreeMap;

/// An option, with what other columns say of it.
pub(super) struct Item {
    pub(super) value: String,
    label: Words,
    /// Column, in small letters -> its cell.
    pub(super) columns: BTreeMap<String, (Place, String)>,
}

/// A list of options.
#[derive(Default)]
pub(super) struct List {
    pub(super) items: Vec<Item>,
}

impl List {
    pub(super) fn has(&self, value: &str) -> bool {
        self.items.iter().any(|item| item.value == value)
    }

    /// Whether every value is a whole number as CEL's `int` reads it.
    pub(super) fn is_numbers(&self) -> bool {
        self.items.iter().all(|item| {
            let number: Option<i64> = item.value.parse().ok();
            number.is_some_and(|number| number.to_string() == item.value)
        })
    }

    pub(super) fn yaml(&self, more: Option<Item>) -> Yaml {
        let items = self.items.iter().chain(&more);
        let option = |item: &Item| {
            Yaml::Map(vec![
                ("value".to_owned(), Yaml::text(&item.value)),
                ("label".to_owned(), item.label.yaml()),
            ])
        };
        Yaml::List(items.map(option).collect())
    }
}

/// The option that `or_other` adds.
pub(super) fn other(languages: &Languages) -> Item {
    Item {
        value: OTHER.to_owned(),
        label: languages.own("Other", "Khác"),
        columns: BTreeMap::new(),
    }
}

/// The value of the option that `or_other` adds.
pub(super) const OTHER: &str = "other";

/// Reads the lists. Rows without a list or a value are comments.
pub(super) fn read(
    table: &Table<'_>,
    languages: &Languages,
    ledger: &mut Ledger<'_>,
) -> BTreeMap<String, List> {
    languages.heads(table, ledger);
    table.heads(ledger, &["list_name", "name"]);
    let mut lists: BTreeMap<String, List> = BTreeMap::new();
    for row in table.rows() {
        let (Some((list_at, list)), Some((value_at, value))) =
            (table.get(row, "list_name"), table.get(row, "name"))
        else {
            let reason = why(
                "a row without `list_name` or `name` is no option",
                "hàng thiếu `list_name` hoặc `name` không phải lựa chọn",
            );
            ledger.left_row(table.at, row, &reason);
            continue;
        };
        let known = lists.entry(list.to_owned()).or_default();
        if known.has(value) {
            let reason = why(
                "the list has this value already; an option's value is there once",
                "danh sách đã có giá trị này; mỗi giá trị chỉ xuất hiện một lần",
            );
            ledger.left_row(table.at, row, &reason);
            continue;
        }
        ledger.used(list_at);
        ledger.used(value_at);
        let label = languages
            .words(table, row, "label", ledger)
            .unwrap_or_else(|| {
                ledger.note(
                    value_at,
                    why(
                        "it has no label; its value stands in",
                        "thiếu nhãn; giá trị được dùng thay",
                    ),
                );
                languages.same(value)
            });
        for key in MEDIA {
            for (place, _) in table.all(row, key) {
                ledger.left(place, media());
            }
        }
        let columns = table.columns.iter().filter_map(|column| {
            let (place, text) = table.cell(row, column.at)?;
            Some((column.key.clone(), (place, text.to_owned())))
        });
        let item = Item {
            value: value.to_owned(),
            label,
            columns: columns.collect(),
        };
        known.items.push(item);
    }
    lists
}

/// Why pictures and sounds stay behind.
pub(super) fn media() -> super::ledger::Why {
    why(
        "questions and options are words alone, without pictures and sounds",
        "câu hỏi và lựa chọn chỉ có lời văn, không có hình và âm thanh",
    )
}
