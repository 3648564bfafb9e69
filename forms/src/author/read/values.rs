//! Plain values out of a tree: texts, numbers, words, expressions.

use super::{Reader, Written, inside, is_null, site_key};
use crate::author::source::{Kind, Node, Place};
use crate::author::{Fault, keys};
use crate::date::Date;
use crate::expression::Expr;
use crate::expression::parse::{Parsed, parse};
use crate::form::{Base, Text};
use crate::limits;
use crate::nearest::nearest;

impl<'n> Reader<'n> {
    pub(super) fn fault(&mut self, place: Place, en: impl Into<String>, vi: impl Into<String>) {
        let file = self.draft.file.clone();
        self.draft.faults.push(Fault {
            file,
            line: place.line,
            column: place.column,
            vi: vi.into(),
            en: en.into(),
        });
    }

    /// Something a procedure still lacks before citizens should see it.
    pub(super) fn lack(&mut self, place: Place, en: &str, vi: &str) {
        let file = self.draft.file.clone();
        let (vi, en) = (vi.to_owned(), en.to_owned());
        self.draft.lacks.push(Fault {
            file,
            line: place.line,
            column: place.column,
            vi,
            en,
        });
    }

    pub(super) fn missing(&mut self, place: Place, key: &str) {
        self.fault(
            place,
            format!("`{key}` is missing"),
            format!("thiếu `{key}`"),
        );
    }

    pub(super) fn twice(&mut self, place: Place, id: &str) {
        self.fault(
            place,
            format!("`{id}` is used twice"),
            format!("`{id}` bị dùng hai lần"),
        );
    }

    /// Whether a node is an object; keys that are not listed are faults,
    /// except `x-…`.
    pub(super) fn is_object(&mut self, node: &Node, keys: &[&str]) -> bool {
        let Kind::Map(entries) = &node.kind else {
            self.fault(
                node.place,
                "an object (`key: value`) is needed here",
                "cần một đối tượng (`khóa: giá trị`) ở đây",
            );
            return false;
        };
        for (key, _) in entries {
            if !keys.contains(&key.text.as_str()) && !key.text.starts_with("x-") {
                let (mut en, mut vi) = (
                    format!("unknown key `{}`", key.text),
                    format!("không có khóa `{}`", key.text),
                );
                if let Some(near) = nearest(&key.text, keys.iter().copied()) {
                    en += &format!("; did you mean `{near}`?");
                    vi += &format!("; có phải là `{near}`?");
                }
                self.fault(key.place, en, vi);
            }
        }
        true
    }

    /// Whether a node is an object of a kind, see [`Self::is_object`].
    pub(super) fn takes(&mut self, node: &Node, kind: keys::Kind) -> bool {
        self.is_object(node, &keys::names(kind.keys()))
    }

    /// The keys that an object has to have before it is published, and has not.
    pub(super) fn lacking(&self, node: &Node, kind: keys::Kind) -> Vec<&'static str> {
        let wanted = kind.keys().iter();
        let wanted = wanted.filter(|key| key.needed == keys::Needed::ToPublish);
        let lacking = wanted.filter(|key| node.get(key.name).is_none());
        lacking.map(|key| key.name).collect()
    }

    /// Every key of an object whose keys are the author's own.
    pub(super) fn entries(&mut self, node: &'n Node) -> Vec<(&'n str, &'n Node)> {
        match &node.kind {
            Kind::Map(entries) => entries
                .iter()
                .map(|(key, node)| (key.text.as_str(), node))
                .collect(),
            _ => {
                self.is_object(node, &[]);
                Vec::new()
            }
        }
    }

    pub(super) fn list(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.kind {
            Kind::List(items) => items,
            _ => {
                self.fault(
                    node.place,
                    "a list is needed here",
                    "cần một danh sách ở đây",
                );
                &[]
            }
        }
    }

    pub(super) fn string(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            Kind::Text { text, .. } if text.len() <= limits::STRING => Some(text.clone()),
            Kind::Text { .. } => {
                self.fault(
                    node.place,
                    "a text is at most 4 KiB",
                    "chuỗi dài tối đa 4 KiB",
                );
                None
            }
            _ => {
                self.fault(
                    node.place,
                    "a text is needed here (put quotes around it)",
                    "cần một chuỗi ở đây (đặt trong dấu nháy)",
                );
                None
            }
        }
    }

    pub(super) fn needed_string(&mut self, node: &Node, key: &str) -> String {
        let Some(found) = node.get(key) else {
            self.missing(node.place, key);
            return String::new();
        };
        let text = self.string(found);
        if text.as_ref().is_some_and(String::is_empty) {
            self.missing(found.place, key);
        }
        text.unwrap_or_default()
    }

    pub(super) fn boolean(&mut self, node: &Node) -> bool {
        match node.kind {
            Kind::Bool(yes) => yes,
            _ => {
                self.fault(
                    node.place,
                    "`true` or `false` is needed here",
                    "cần `true` hoặc `false` ở đây",
                );
                false
            }
        }
    }

    /// A whole number between two others.
    pub(super) fn number(&mut self, node: &Node, least: i64, most: i64) -> Option<i64> {
        match node.kind {
            Kind::Int(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                self.fault(
                    node.place,
                    format!("a whole number from {least} to {most} is needed here"),
                    format!("cần một số nguyên từ {least} đến {most} ở đây"),
                );
                None
            }
        }
    }

    pub(super) fn one_of(&mut self, node: &Node, words: &[&'static str]) -> Option<&'static str> {
        let found = match &node.kind {
            Kind::Text { text, .. } => words.iter().find(|word| *word == text).copied(),
            _ => None,
        };
        if found.is_none() {
            let list = words.join(", ");
            self.fault(
                node.place,
                format!("one of {list} is needed here"),
                format!("cần một trong {list} ở đây"),
            );
        }
        found
    }

    pub(super) fn iso_date(&mut self, node: &Node) -> Option<String> {
        let text = self.string(node)?;
        if Date::parse_iso(&text).is_none() {
            self.fault(
                node.place,
                "a date is written YYYY-MM-DD",
                "ngày viết theo dạng YYYY-MM-DD",
            );
            return None;
        }
        Some(text)
    }

    /// Words of one line in every language of the form.
    pub(super) fn label(&mut self, node: &'n Node) -> Option<Text> {
        let words = self.words(node)?;
        // As it is written: whoever counts in an editor counts the same.
        let long = |node: &Node| match &node.kind {
            Kind::Text { text, .. } => text.chars().count() > limits::LABEL,
            _ => false,
        };
        let too_long = match &node.kind {
            Kind::Map(entries) => entries.iter().any(|(_, text)| long(text)),
            _ => long(node),
        };
        if too_long {
            self.fault(
                node.place,
                "a label has at most 300 characters",
                "nhãn có tối đa 300 ký tự",
            );
        }
        Some(words)
    }

    pub(super) fn needed_words(&mut self, node: &'n Node, key: &str) -> Text {
        match node.get(key).filter(|found| !is_null(found)) {
            Some(found) => self.label(found).unwrap_or_default(),
            None => {
                self.missing(node.place, key);
                Text::default()
            }
        }
    }

    /// Words in every language of the form; a bare text when it has but one.
    pub(super) fn words(&mut self, node: &'n Node) -> Option<Text> {
        use unicode_normalization::UnicodeNormalization;
        let languages = self.draft.form.languages.clone();
        let mut text = Text::default();
        match &node.kind {
            Kind::Map(entries) => {
                for (key, words) in entries {
                    if !languages.contains(&key.text) {
                        let known = languages.join(", ");
                        self.fault(
                            key.place,
                            format!("`{}` is not a language of this form ({known})", key.text),
                            format!("`{}` không phải ngôn ngữ của biểu mẫu ({known})", key.text),
                        );
                    } else if let Some(words) = self.string(words) {
                        text.0
                            .insert(key.text.clone(), words.trim().nfc().collect());
                    }
                }
            }
            Kind::Text { .. } if languages.len() == 1 => {
                let words = self.string(node)?;
                text.0
                    .insert(languages[0].clone(), words.trim().nfc().collect());
            }
            _ => {
                self.fault(
                    node.place,
                    "words are needed here, as {vi: …, en: …}",
                    "cần lời văn ở đây, dạng {vi: …, en: …}",
                );
                return None;
            }
        }
        for language in &languages {
            if text.0.get(language).is_none_or(String::is_empty) {
                self.fault(
                    node.place,
                    format!("the words in `{language}` are missing"),
                    format!("thiếu lời văn tiếng `{language}`"),
                );
            }
        }
        Some(text)
    }

    /// An expression; a bare number or truth value is one too.
    pub(super) fn expression(&mut self, node: &Node, base: Base, owner: &str) -> Option<Expr> {
        let literal = |expr| Parsed {
            expr,
            places: vec![0],
        };
        let (text, inline, parsed) = match &node.kind {
            Kind::Bool(yes) => (String::new(), None, literal(Expr::Bool(*yes))),
            Kind::Int(number) => (String::new(), None, literal(Expr::Int(*number))),
            Kind::Text { text, inline } => match parse(text) {
                Ok(parsed) => (text.clone(), *inline, parsed),
                Err(error) => {
                    let place = inside(node.place, *inline, text, error.at);
                    self.fault(place, error.en, error.vi);
                    return None;
                }
            },
            _ => {
                self.fault(
                    node.place,
                    "an expression is needed here",
                    "cần một biểu thức ở đây",
                );
                return None;
            }
        };
        let expr = parsed.expr.clone();
        self.draft.written.insert(
            site_key(base, owner),
            Written {
                text,
                place: node.place,
                inline,
                parsed,
            },
        );
        Some(expr)
    }
}
