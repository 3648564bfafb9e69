//! What the findings become: the `result` of a decision, as written. Whether
//! its names are those of fields is checked by `author::result`.

use super::Reader;
use crate::author::keys;
use crate::author::source::Node;
use crate::form::{NameFrom, ResultRules};

impl<'n> Reader<'n> {
    pub(super) fn result(&mut self, node: &'n Node) -> Option<ResultRules> {
        self.draft.marks.insert("result".to_owned(), node.place);
        if !self.takes(node, keys::Kind::Result) {
            return None;
        }
        let kind = self.needed_words(node, "kind");
        let number = match node.get("number") {
            Some(list) => self.named(list, "number"),
            None => {
                self.missing(node.place, "number");
                Vec::new()
            }
        };
        if let Some(list) = node.get("number").filter(|_| number.is_empty()) {
            let (en, vi) = (
                "at least one field is needed here",
                "cần ít nhất một trường ở đây",
            );
            self.fault(list.place, en, vi);
        }
        let answers = match node.get("answers") {
            Some(list) => self.named(list, "answers"),
            None => Vec::new(),
        };
        Some(ResultRules {
            kind,
            number,
            issued_on: self.named_one(node, "issuedOn"),
            name: self.name_from(node)?,
            answers,
        })
    }

    fn name_from(&mut self, node: &'n Node) -> Option<NameFrom> {
        match (node.get("name"), node.get("nameAnswer")) {
            (Some(_), None) => Some(NameFrom::Decision(self.named_one(node, "name"))),
            (None, Some(_)) => Some(NameFrom::Answer(self.named_one(node, "nameAnswer"))),
            _ => {
                self.fault(
                    node.place,
                    "exactly one of `name` and `nameAnswer` is needed",
                    "cần đúng một trong hai khóa `name` và `nameAnswer`",
                );
                None
            }
        }
    }

    /// Names of fields, each once, and where each stands.
    fn named(&mut self, node: &'n Node, key: &str) -> Vec<String> {
        let mut names = Vec::new();
        for node in self.list(node) {
            let Some(name) = self.string(node) else {
                continue;
            };
            if names.contains(&name) {
                self.twice(node.place, &name);
                continue;
            }
            let mark = ["result.", key, " ", &name].concat();
            self.draft.marks.insert(mark, node.place);
            names.push(name);
        }
        names
    }

    fn named_one(&mut self, node: &Node, key: &str) -> String {
        let name = self.needed_string(node, key);
        if let Some(found) = node.get(key) {
            let mark = ["result.", key, " ", &name].concat();
            self.draft.marks.insert(mark, found.place);
        }
        name
    }
}
