//! Fields: what every type has. What a type has of its own is in `question`.

use super::Reader;
use crate::author::source::Node;
use crate::form::{Base, Field, Required, Text};
use crate::limits;
use crate::question::{Question, join};
use std::collections::BTreeSet;

/// Keys every field may have.
const COMMON: [&str; 13] = [
    "id",
    "type",
    "label",
    "hint",
    "help",
    "required",
    "visibleWhen",
    "hidden",
    "autocomplete",
    "default",
    "rules",
    "messages",
    "use",
];

/// Names with a meaning of their own in expressions.
const TAKEN: [&str; 22] = [
    "self",
    "item",
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "while",
];

/// Codes an author may give words of his own.
const CODES: [&str; 16] = [
    "required",
    "type",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "minDate",
    "maxDate",
    "option",
    "minItems",
    "maxItems",
    "maxSize",
    "accept",
    "structure",
    "bug",
];

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
        let own = self.keys_of(node);
        let keys: Vec<&str> = COMMON.iter().chain(own.unwrap_or(&[])).copied().collect();
        // Of an unknown type any key may be right.
        if own.is_some() && !self.is_object(node, &keys) {
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
        Some(Field {
            hint: self.hint(node),
            required: self.required(node, &path),
            visible_when: node
                .get("visibleWhen")
                .and_then(|when| self.expression(when, Base::Visible, &path)),
            hidden,
            autocomplete: node
                .get("autocomplete")
                .and_then(|token| self.string(token)),
            default: node
                .get("default")
                .and_then(|default| self.default(default, &question)),
            rules: node
                .get("rules")
                .map(|rules| self.rules(rules, &path))
                .unwrap_or_default(),
            messages: node
                .get("messages")
                .map(|messages| self.messages(messages))
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
            && !TAKEN.contains(&id);
        if !id.is_empty() && !fits {
            let place = node.get("id").map_or(node.place, |id| id.place);
            self.fault(
                place,
                "a field's id is letters, digits and `_`, begins with a letter and is no word of the language",
                "id của trường gồm chữ cái, chữ số, `_`, bắt đầu bằng chữ cái và không trùng từ khóa",
            );
        }
    }

    fn hint(&mut self, node: &'n Node) -> Option<Text> {
        if let (Some(_), Some(help)) = (node.get("hint"), node.get("help")) {
            self.fault(
                help.place,
                "`hint` and `help` are one; keep one",
                "`hint` và `help` là một; chỉ giữ một",
            );
        }
        node.get("hint")
            .or_else(|| node.get("help"))
            .and_then(|hint| self.words(hint))
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

    fn messages(&mut self, node: &'n Node) -> Vec<(String, Text)> {
        if !self.is_object(node, &CODES) {
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
        if !self.is_object(node, &["type", "fields", "label"]) {
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
