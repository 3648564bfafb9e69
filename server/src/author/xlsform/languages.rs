//! Which columns of words are in which language of ours, and the words of a row.

use super::columns::{Table, WORDS};
use super::ledger::{Ledger, Place, why};
use super::yaml::Yaml;
use std::collections::BTreeMap;

/// The languages of the site, and what XLSForm authors call them.
const KNOWN: [(&str, &[&str]); 2] = [
    (
        "vi",
        &[
            "vi",
            "vie",
            "vietnamese",
            "tiếng việt",
            "tieng viet",
            "việt",
            "vietnam",
        ],
    ),
    ("en", &["en", "eng", "english", "tiếng anh", "tieng anh"]),
];

/// The languages of a form.
pub(super) struct Languages {
    /// Ours, the default first.
    pub(super) ours: Vec<&'static str>,
    /// As written, lower case -> ours; "" for columns without a language.
    from: BTreeMap<String, &'static str>,
}

/// A language as written: `Tiếng Việt (vi)`, `English`, `en`.
fn code(written: &str) -> Option<&'static str> {
    let lower = written.trim().to_lowercase();
    let inside = lower
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    let name = inside.map_or(lower.as_str(), |tag| {
        tag.split('-').next().unwrap_or(tag).trim()
    });
    let found = KNOWN
        .iter()
        .find(|(code, names)| *code == name || names.contains(&name));
    found.map(|(code, _)| *code)
}

impl Languages {
    /// Finds the languages of a form. `default`: what the settings call it.
    pub(super) fn find(tables: &[&Table<'_>], default: Option<&str>) -> Self {
        let mut from = BTreeMap::new();
        let mut bare = false;
        let mut foreign = Vec::new();
        for column in tables.iter().flat_map(|table| &table.columns) {
            if !WORDS.contains(&column.key.as_str()) {
                continue;
            }
            match &column.language {
                None => bare = true,
                Some(written) => match code(written) {
                    Some(code) => {
                        from.insert(written.to_lowercase(), code);
                    }
                    None => foreign.push(written.to_lowercase()),
                },
            }
        }
        let has = |code: &str| from.values().any(|found| *found == code);
        let of_default = default.and_then(code);
        // Words without a language are in the default one, else in the one
        // language that others name, unless they stand beside it.
        let beside = tables.iter().any(|table| is_beside(table));
        let rest = match (has("vi"), has("en"), beside) {
            (true, false, false) | (false, _, true) | (false, false, _) => Some("vi"),
            (false, true, false) | (true, false, true) => Some("en"),
            (true, true, false) => Some("vi"),
            (true, true, true) => None,
        };
        let of_bare = of_default.filter(|code| !has(code) || !beside).or(rest);
        if let Some(code) = of_bare.filter(|_| bare) {
            from.insert(String::new(), code);
        }
        if from.is_empty() {
            let default = default
                .map(str::to_lowercase)
                .filter(|name| foreign.contains(name));
            let first = default.or(foreign.into_iter().next()).unwrap_or_default();
            from.insert(first, "vi");
        }
        let mut ours: Vec<&str> = KNOWN
            .iter()
            .map(|row| row.0)
            .filter(|code| from.values().any(|found| found == code))
            .collect();
        if of_default == Some("en") {
            ours.sort_unstable();
        }
        Self { ours, from }
    }

    /// Speaks of the headings: which languages are taken, for what, and which not.
    pub(super) fn heads(&self, table: &Table<'_>, ledger: &mut Ledger<'_>) {
        for column in table
            .columns
            .iter()
            .filter(|column| WORDS.contains(&column.key.as_str()))
        {
            let place = (table.at, table.head, column.at);
            let written = column.language.clone().unwrap_or_default();
            match self.from.get(&written.to_lowercase()) {
                Some(ours) => {
                    ledger.used(place);
                    if code(&written) != Some(ours) && !written.is_empty() {
                        ledger.note(place, why(
                            format!("the site has no such language; its words stand under `{ours}`: translate them"),
                            format!("trang không có ngôn ngữ này; lời văn được đặt ở `{ours}`: hãy dịch lại"),
                        ));
                    }
                }
                None => {
                    let reason = if written.is_empty() {
                        why(
                            "words without a language, beside columns in every language of the form",
                            "lời văn không ghi ngôn ngữ, trong khi đã có cột cho mọi ngôn ngữ",
                        )
                    } else {
                        why(
                            "the site speaks Vietnamese and English",
                            "trang chỉ dùng tiếng Việt và tiếng Anh",
                        )
                    };
                    for row in std::iter::once(table.head).chain(table.rows()) {
                        if let Some((place, _)) = table.cell(row, column.at) {
                            ledger.left(place, reason.clone());
                        }
                    }
                }
            }
        }
    }

    /// The words of a column in every language they are there; the cells they
    /// come from are used.
    pub(super) fn words(
        &self,
        table: &Table<'_>,
        row: u32,
        key: &str,
        ledger: &mut Ledger<'_>,
    ) -> Option<Words> {
        let mut words = Words::default();
        for column in table.columns.iter().filter(|column| column.key == key) {
            let written = column.language.clone().unwrap_or_default().to_lowercase();
            let (Some(ours), Some((place, text))) =
                (self.from.get(&written), table.cell(row, column.at))
            else {
                continue;
            };
            if words.0.contains_key(ours) {
                continue;
            }
            ledger.used(place);
            let (text, cut) = without_answers(text);
            if cut {
                ledger.left(
                    place,
                    why(
                        "words do not repeat answers; `…` stands for each: reword it",
                        "lời văn không chèn câu trả lời; `…` thay cho mỗi chỗ: hãy viết lại",
                    ),
                );
            }
            if has_markup(&text) {
                ledger.note(
                    place,
                    why(
                        "HTML is shown as it is written: take the tags out",
                        "HTML được hiển thị nguyên văn: hãy bỏ các thẻ",
                    ),
                );
            }
            words.0.insert(ours, (text, Some(place)));
        }
        (!words.0.is_empty()).then_some(words)
    }

    /// The same words in every language of the form.
    pub(super) fn same(&self, text: &str) -> Words {
        let words = self
            .ours
            .iter()
            .map(|code| (*code, (text.to_owned(), None)));
        Words(words.collect())
    }

    /// Words of our own.
    pub(super) fn own(&self, en: &str, vi: &str) -> Words {
        let own = |code: &str| (if code == "vi" { vi } else { en }).to_owned();
        let words = self.ours.iter().map(|code| (*code, (own(code), None)));
        Words(words.collect())
    }
}

/// Words by language, each with the cell it comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(pub(super) BTreeMap<&'static str, (String, Option<Place>)>);

impl Words {
    pub(super) fn yaml(&self) -> Yaml {
        let words = self.0.iter().rev();
        Yaml::Map(
            words
                .map(|(code, (text, _))| ((*code).to_owned(), Yaml::text(text)))
                .collect(),
        )
    }

    /// The longest, in characters.
    pub(super) fn length(&self) -> usize {
        let lengths = self.0.values().map(|(text, _)| text.chars().count());
        lengths.max().unwrap_or(0)
    }

    /// Whether a text begins with something.
    pub(super) fn any(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.0.values().any(|(text, _)| fits(text))
    }
}

/// Whether a sheet has a column of words without a language beside the same
/// one in a language.
fn is_beside(table: &Table<'_>) -> bool {
    let has = |key: &str, named: bool| {
        let mut columns = table.columns.iter().filter(|column| column.key == key);
        columns.any(|column| match &column.language {
            Some(written) => named && code(written).is_some(),
            None => !named,
        })
    };
    WORDS.iter().any(|key| has(key, true) && has(key, false))
}

/// `${name}` in words becomes `…`.
fn without_answers(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        out.push('…');
        rest = after;
    }
    let cut = !out.is_empty();
    out.push_str(rest);
    (out, cut)
}

/// Whether a tag of HTML stands in a text.
pub(super) fn has_markup(text: &str) -> bool {
    let mut places = text.match_indices('<').map(|(at, _)| &text[at + 1..]);
    places.any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
}
