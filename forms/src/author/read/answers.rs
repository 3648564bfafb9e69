//! Answers an author writes down: `default` and `const`; and text with
//! restricted Markdown.

use super::Reader;
use crate::author::source::{Kind, Node};
use crate::form::Text;
use crate::question::{self, Question, raw_of};
use serde_json::Value as Json;

impl<'n> Reader<'n> {
    /// An answer as raw text, written as in the typed JSON of the data
    /// contract; it must be something the question takes.
    pub(super) fn answer(&mut self, node: &Node, question: &Question) -> Option<String> {
        let typed = match question {
            // Nobody agrees beforehand, and the rest has no answer of its own.
            Question::Declaration
            | Question::File(_)
            | Question::Group(_)
            | Question::Repeat(_)
            | Question::Calculated(_)
            | Question::Note => None,
            _ => json(node, question),
        };
        let raw = typed.and_then(|typed| match (&typed, question) {
            (Json::String(text), Question::Phone) => Some(text.clone()),
            _ => raw_of(question, &typed),
        });
        let raw = raw.filter(|raw| matches!(question::read(question, raw), Ok(Some(_))));
        if raw.is_none() {
            self.fault(
                node.place,
                "this is no answer to the question",
                "đây không phải câu trả lời hợp lệ",
            );
        }
        raw
    }

    /// Words with restricted Markdown: no HTML, links by https only.
    pub(super) fn markdown(&mut self, node: &'n Node) -> Option<Text> {
        let texts = match &node.kind {
            Kind::Map(entries) => entries.iter().map(|(_, words)| words).collect(),
            _ => vec![node],
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
                    "there is no HTML here, and links by https only",
                    "ở đây không dùng HTML, liên kết phải là https",
                );
            }
        }
        self.words(node)
    }
}

/// A node as typed JSON. YAML keeps fractions as text; the numbers of options
/// and whole numbers of a decimal field are text in JSON.
fn json(node: &Node, question: &Question) -> Option<Json> {
    let as_text = matches!(
        question,
        Question::Choice(_) | Question::Choices(_) | Question::Decimal(_) | Question::Location
    );
    Some(match &node.kind {
        Kind::Null => return None,
        Kind::Bool(yes) => Json::Bool(*yes),
        Kind::Int(number) if as_text => Json::String(number.to_string()),
        Kind::Int(number) => Json::from(*number),
        Kind::Text { text, .. } => Json::String(text.clone()),
        Kind::List(nodes) => {
            let parts: Option<Vec<Json>> = nodes.iter().map(|node| json(node, question)).collect();
            Json::Array(parts?)
        }
        Kind::Map(entries) => {
            let mut object = serde_json::Map::new();
            for (key, node) in entries {
                object.insert(key.text.clone(), json(node, question)?);
            }
            Json::Object(object)
        }
    })
}
