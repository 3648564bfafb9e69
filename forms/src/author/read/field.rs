//! Fields: what every type has. What a type has of its own is in `question`.

use super::Reader;
use crate::author::keys::{COMMON, INPUT_MODES, Kind, TAKEN, names};
use crate::author::source::Node;
use crate::expression::parse::is_reserved;
use crate::form::{Base, Field, Required, Text};
use crate::limits;
use crate::question::{Question, join};
use std::collections::BTreeSet;

impl<'n> Reader<'n> {
    /// The fields of a page, group or item. `names`: ids taken in it already.
    pub(super) fn fields(
        &mut self,
        node: &'n Node,
        prefix: &str,
        names: &mut BTreeSet<String>,
        repeats: usize,
    ) -> Vec<Field> {
        let list = self.list(node);
        if list.is_empty() {
            self.fault(
                node.place,
                "at least one field is needed here",
                "cần ít nhất một trường ở đây",
            );
        }
        let mut fields = Vec::new();
        for node in list {
            self.fields += 1;
            if self.fields == limits::FIELDS + 1 {
                self.fault(node.place, "more than 1,000 fields", "hơn 1.000 trường");
            }
            if let Some(field) = self.field(node, prefix, repeats) {
                if !field.id.is_empty() && !names.insert(field.id.clone()) {
                    self.twice(node.place, &field.id);
                }
                fields.push(field);
            }
        }
        fields
    }

    fn field(&mut self, node: &'n Node, prefix: &str, repeats: usize) -> Option<Field> {
        // Of an unknown type any key may be right.
        if let Some(own) = self.keys_of(node)
            && !self.is_object(node, &[names(COMMON), names(&own)].concat())
        {
            return None;
        }
        let id = self.needed_string(node, "id");
        self.field_id(node, &id);
        let path = join(prefix, &id);
        self.draft
            .marks
            .insert(["field ", &path].concat(), node.place);
        let hidden = node
            .get("hidden")
            .is_some_and(|hidden| self.boolean(hidden));
        let label = if hidden && node.get("label").is_none() {
            Text::default()
        } else {
            self.needed_words(node, "label")
        };
        let question = match self.question(node, &path, &label, repeats) {
            Some(question) => question,
            None => {
                self.draft.broken.insert(path.clone());
                Question::Note
            }
        };
        let help = matches!(question, Question::Note).then_some("help");
        Some(Field {
            hint: node
                .get("hint")
                .or_else(|| node.get(help?))
                .and_then(|hint| self.words(hint)),
            help: node
                .get("help")
                .filter(|_| help.is_none())
                .and_then(|text| self.markdown(text)),
            required: self.required(node, &path),
            visible_when: node
                .get("visibleWhen")
                .and_then(|when| self.expression(when, Base::Visible, &path)),
            hidden,
            autocomplete: node
                .get("autocomplete")
                .and_then(|token| self.string(token)),
            readonly: self.readonly(node),
            inputmode: node
                .get("inputmode")
                .and_then(|mode| self.one_of(mode, &INPUT_MODES))
                .map(str::to_owned),
            default: node
                .get("default")
                .and_then(|default| self.answer(default, &question)),
            constant: node
                .get("const")
                .and_then(|only| self.answer(only, &question)),
            rules: node
                .get("rules")
                .map(|rules| self.rules(rules, &path))
                .unwrap_or_default(),
            messages: node
                .get("messages")
                .map(|messages| self.messages(messages, node))
                .unwrap_or_default(),
            id,
            label,
            question,
        })
    }

    fn field_id(&mut self, node: &Node, id: &str) {
        let fits = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.len() <= 64
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !TAKEN.contains(&id)
            && !is_reserved(id);
        if !id.is_empty() && !fits {
            let place = node.get("id").map_or(node.place, |id| id.place);
            self.fault(
                place,
                "a field's id is letters, digits and `_`, begins with a letter and is no word of the language",
                "id của trường gồm chữ cái, chữ số, `_`, bắt đầu bằng chữ cái và không trùng từ khóa",
            );
        }
    }

    /// What is only shown needs something to show.
    fn readonly(&mut self, node: &Node) -> bool {
        let Some(readonly) = node.get("readonly") else {
            return false;
        };
        let on = self.boolean(readonly);
        if on && node.get("default").is_none() {
            self.fault(
                readonly.place,
                "`readonly` needs `default`: the answer that is shown",
                "`readonly` cần có `default`: câu trả lời được hiển thị",
            );
        }
        on
    }

    fn required(&mut self, node: &'n Node, path: &str) -> Required {
        use crate::author::source::Kind;
        match node.get("required") {
            None => Required::Never,
            Some(Node {
                kind: Kind::Bool(yes),
                ..
            }) => {
                if *yes {
                    Required::Always
                } else {
                    Required::Never
                }
            }
            Some(when) => self
                .expression(when, Base::Required, path)
                .map_or(Required::Never, Required::When),
        }
    }

    /// Words for the codes that a field can give.
    fn messages(&mut self, node: &'n Node, field: &Node) -> Vec<(String, Text)> {
        let codes = self.codes_of(field);
        if codes.is_some_and(|codes| !self.is_object(node, &codes)) {
            return Vec::new();
        }
        let entries = self.entries(node);
        entries
            .into_iter()
            .filter_map(|(code, words)| Some((code.to_owned(), self.words(words)?)))
            .collect()
    }

    /// The fields of a component, in place of the field that uses it.
    pub(super) fn component(
        &mut self,
        node: &'n Node,
        path: &str,
        repeats: usize,
    ) -> Option<Vec<Field>> {
        if !self.takes(node, Kind::Component) {
            return None;
        }
        match node.get("type") {
            Some(kind) => self.one_of(kind, &["group"]),
            None => {
                self.missing(node.place, "type");
                None
            }
        }?;
        let Some(fields) = node.get("fields") else {
            self.missing(node.place, "fields");
            return None;
        };
        let list = self.list(fields);
        if let Some(used) = list.iter().find_map(|field| field.get("use")) {
            self.fault(
                used.place,
                "a component cannot use another",
                "thành phần không được dùng thành phần khác",
            );
            return None;
        }
        Some(self.fields(fields, path, &mut BTreeSet::new(), repeats))
    }
}
