//! From the tree to pages and fields.

use super::choices::{self, OTHER};
use super::columns::{MEDIA, Table};
use super::kinds::Kind;
use super::languages::{Languages, Words, has_markup};
use super::ledger::{Ledger, why};
use super::settings::part_id;
use super::survey::{is_no, is_yes};
use super::translate::cel::Cel;
use super::translate::{Type, condition};
use super::tree::{Site, Tree};
use super::yaml::Yaml;
use std::collections::BTreeSet;

/// Characters of a label.
const LABEL: usize = 300;

/// Columns of the survey whose heading is understood.
pub(super) const KEYS: [&str; 13] = [
    "type",
    "name",
    "relevant",
    "constraint",
    "calculation",
    "required",
    "read_only",
    "default",
    "appearance",
    "repeat_count",
    "choice_filter",
    "parameters",
    "disabled",
];

/// Writes what the tree says.
pub(super) struct Writer<'w, 'b> {
    pub(super) tree: &'w Tree,
    pub(super) table: &'w Table<'b>,
    pub(super) languages: &'w Languages,
    pub(super) ledger: &'w mut Ledger<'b>,
    /// Ids of rules, each there once in a form.
    pub(super) rules: BTreeSet<String>,
}

/// A field on its way: its keys in order.
pub(super) type Keys = Vec<(String, Yaml)>;

/// Adds a key.
pub(super) fn put(keys: &mut Keys, key: &str, value: Yaml) {
    keys.push((key.to_owned(), value));
}

impl Writer<'_, '_> {
    /// Every page; questions between pages share one.
    pub(super) fn pages(&mut self, title: &Words) -> Vec<Yaml> {
        let mut ids = BTreeSet::new();
        let mut pages = Vec::new();
        let mut loose: Vec<Yaml> = Vec::new();
        for node in self.tree.roots.clone() {
            if self.tree.nodes[node].kind != Kind::Page {
                loose.extend(self.fields_of(node));
                continue;
            }
            let fields: Vec<Yaml> = self.inside(node);
            if fields.is_empty() {
                self.empty(node);
                continue;
            }
            if !loose.is_empty() {
                pages.push(loose_page(&mut ids, title, std::mem::take(&mut loose)));
            }
            pages.push(self.page(node, &mut ids, fields));
        }
        if !loose.is_empty() {
            pages.push(loose_page(&mut ids, title, loose));
        }
        pages
    }

    fn page(&mut self, node: usize, ids: &mut BTreeSet<String>, fields: Vec<Yaml>) -> Yaml {
        self.used(node, &["type", "name"]);
        let name = self.tree.nodes[node].name.clone();
        let id = page_id(ids, &name);
        if id != name
            && let Some((place, _)) = self.cell(node, "name")
        {
            self.ledger.note(place, super::settings::renamed(&id));
        }
        let mut keys = Keys::new();
        put(&mut keys, "id", Yaml::text(id));
        let title = self.label(node);
        put(&mut keys, "title", title.yaml());
        self.visible(node, &mut keys);
        self.appearance(node, &["field-list"]);
        put(&mut keys, "fields", Yaml::List(fields));
        Yaml::Map(keys)
    }

    /// A node's field; none where it cannot be carried over.
    fn fields_of(&mut self, node: usize) -> Option<Yaml> {
        let found = &self.tree.nodes[node];
        if found.gone || found.kind == Kind::Today {
            return None;
        }
        if let Some(choice) = found.other_of {
            return Some(self.specify(node, choice));
        }
        match found.kind {
            Kind::Group | Kind::Repeat | Kind::Page => self.container(node),
            _ => Some(self.question(node)),
        }
    }

    fn inside(&mut self, node: usize) -> Vec<Yaml> {
        let children = self.tree.nodes[node].children.clone();
        children
            .into_iter()
            .filter_map(|child| self.fields_of(child))
            .collect()
    }

    fn empty(&mut self, node: usize) {
        let why = why(
            "nothing of it was carried over",
            "không phần nào bên trong được chuyển",
        );
        self.ledger
            .left_row(self.table.at, self.tree.nodes[node].row, &why);
    }

    fn container(&mut self, node: usize) -> Option<Yaml> {
        let fields = self.inside(node);
        if fields.is_empty() {
            self.empty(node);
            return None;
        }
        let repeat = self.tree.nodes[node].kind == Kind::Repeat;
        let mut keys = self.head(node, if repeat { "repeat" } else { "group" });
        let label = self.label(node);
        put(&mut keys, "label", label.yaml());
        self.hint(node, &mut keys);
        self.visible(node, &mut keys);
        if repeat {
            self.items(node, &mut keys);
        }
        self.appearance(node, &[]);
        put(&mut keys, "fields", Yaml::List(fields));
        Some(Yaml::Map(keys))
    }

    /// How many items a repeat has.
    fn items(&mut self, node: usize, keys: &mut Keys) {
        let Some((place, count)) = self.cell(node, "repeat_count") else {
            if let Some((place, _)) = self.cell(node, "type") {
                self.ledger.note(place, why(
                    "XLSForm sets no limit; 20 items are taken unless `maxItems` (up to 200) says more",
                    "XLSForm không giới hạn; mặc định nhận 20 mục, đổi bằng `maxItems` (tối đa 200)",
                ));
            }
            return;
        };
        match count.parse::<i64>() {
            Ok(count) if (1..=200).contains(&count) => {
                self.ledger.used(place);
                put(keys, "minItems", Yaml::Whole(count));
                put(keys, "maxItems", Yaml::Whole(count));
            }
            _ => {
                let id = &self.tree.nodes[node].id;
                self.ledger.left(
                    place,
                    why(
                        format!("items are not made by a number; write a rule `size({id}) == …`"),
                        format!("không tự tạo mục theo con số; hãy viết quy tắc `size({id}) == …`"),
                    ),
                );
            }
        }
    }

    fn head(&mut self, node: usize, kind: &str) -> Keys {
        self.used(node, &["type", "name"]);
        let mut keys = Keys::new();
        put(&mut keys, "id", Yaml::text(&self.tree.nodes[node].id));
        put(&mut keys, "type", Yaml::text(kind));
        keys
    }

    fn question(&mut self, node: usize) -> Yaml {
        let found = &self.tree.nodes[node];
        if found.calculation.is_some() {
            return self.calculated(node);
        }
        let kind = found.kind.clone();
        let mut keys = self.head(node, type_name(&kind));
        self.own(node, &kind, &mut keys);
        let mut messages = Keys::new();
        if kind != Kind::Note {
            self.required(node, &mut keys, &mut messages);
        }
        self.visible(node, &mut keys);
        self.default(node, &kind, &mut keys);
        self.rules(node, &kind, &mut keys, &mut messages);
        if !messages.is_empty() {
            put(&mut keys, "messages", Yaml::Map(messages));
        }
        self.media(node);
        Yaml::Map(keys)
    }

    /// Words, and what a type has of its own.
    fn own(&mut self, node: usize, kind: &Kind, keys: &mut Keys) {
        let mut label = self.label(node);
        if *kind == Kind::Note && label.length() > LABEL && self.cell(node, "hint").is_none() {
            // A note's text may be long, its heading not.
            let heading = self.languages.own("Note", "Lưu ý");
            put(keys, "hint", label.yaml());
            label = heading;
        }
        put(keys, "label", label.yaml());
        self.hint(node, keys);
        let mut understood: Vec<&str> = Vec::new();
        match kind {
            Kind::Text { .. } => {
                understood.extend(["multiline", "numbers"]);
                if self.appears(node, "numbers") {
                    put(keys, "inputmode", Yaml::text("numeric"));
                }
            }
            Kind::PartialDate(precision) => {
                understood.extend(["month-year", "year"]);
                put(keys, "precision", Yaml::text(*precision));
            }
            Kind::Decimal => put(keys, "scale", Yaml::Whole(super::SCALE)),
            Kind::Range { decimal } => self.range(node, *decimal, keys),
            Kind::Image => put(keys, "accept", Yaml::List(IMAGES.map(Yaml::text).to_vec())),
            Kind::File => {
                let all = IMAGES.into_iter().chain(DOCUMENTS).map(Yaml::text);
                put(keys, "accept", Yaml::List(all.collect()));
            }
            Kind::Choice { list, other } | Kind::Choices { list, other } => {
                put(
                    keys,
                    "list",
                    Yaml::text(super::list_name(self.tree, list, *other)),
                );
            }
            _ => {}
        }
        self.appearance(node, &understood);
    }

    fn calculated(&mut self, node: usize) -> Yaml {
        let (id, kind) = (
            self.tree.nodes[node].id.clone(),
            self.tree.nodes[node].kind.clone(),
        );
        self.used(node, &["type", "name", "calculation"]);
        let mut keys = Keys::new();
        put(&mut keys, "id", Yaml::text(id));
        put(&mut keys, "type", Yaml::text("calculated"));
        let Ok(value) = self.tree.calculated(node) else {
            return Yaml::Map(keys);
        };
        let data_type = match value.kind {
            Type::Bool => "boolean",
            Type::Int => "integer",
            Type::Decimal => "decimal",
            Type::Date => "date",
            _ => "text",
        };
        put(&mut keys, "dataType", Yaml::text(data_type));
        put(&mut keys, "calculate", Yaml::text(value.cel.text()));
        if kind == Kind::Calculate {
            put(&mut keys, "hidden", Yaml::Bool(true));
        } else {
            let label = self.label(node);
            put(&mut keys, "label", label.yaml());
            self.hint(node, &mut keys);
            let locked = self
                .cell(node, "read_only")
                .filter(|(_, text)| is_yes(text));
            match (locked, self.cell(node, "calculation")) {
                (Some((place, _)), _) => self.ledger.used(place),
                (None, Some((place, _))) => self.ledger.note(
                    place,
                    why(
                        "what is computed is shown, not typed over",
                        "giá trị tính ra chỉ hiển thị, không sửa được",
                    ),
                ),
                _ => {}
            }
        }
        self.visible(node, &mut keys);
        if let Some((place, _)) = self.cell(node, "required").filter(|(_, text)| is_no(text)) {
            self.ledger.used(place);
        }
        self.media(node);
        Yaml::Map(keys)
    }

    /// The text behind "other".
    fn specify(&mut self, node: usize, choice: usize) -> Yaml {
        let tree = self.tree;
        let id = Cel::name(&tree.nodes[choice].id);
        let other = Cel::quoted(OTHER);
        let when = match tree.nodes[choice].kind {
            Kind::Choices { .. } => other.relation("in", &id),
            _ => id.relation("==", &other),
        };
        let mut keys = Keys::new();
        put(&mut keys, "id", Yaml::text(&tree.nodes[node].id));
        put(&mut keys, "type", Yaml::text("text"));
        put(
            &mut keys,
            "label",
            self.languages.own("Specify other", "Xin ghi rõ").yaml(),
        );
        put(&mut keys, "visibleWhen", Yaml::text(when.text()));
        Yaml::Map(keys)
    }

    /// A row's label; its name stands in where there is none.
    fn label(&mut self, node: usize) -> Words {
        let (row, name) = (
            self.tree.nodes[node].row,
            self.tree.nodes[node].name.clone(),
        );
        if let Some(words) = self.languages.words(self.table, row, "label", self.ledger) {
            return words;
        }
        let place = self.cell(node, "name").or_else(|| self.cell(node, "type"));
        if let Some((place, _)) = place {
            self.ledger.note(
                place,
                why(
                    "it has no label; its name stands in",
                    "thiếu nhãn; tên được dùng thay",
                ),
            );
        }
        self.languages.same(&name)
    }

    fn hint(&mut self, node: usize, keys: &mut Keys) {
        let row = self.tree.nodes[node].row;
        if let Some(words) = self.languages.words(self.table, row, "hint", self.ledger) {
            put(keys, "hint", words.yaml());
        }
        if self.tree.nodes[node].kind == Kind::Note {
            return;
        }
        if let Some(words) = self
            .languages
            .words(self.table, row, "guidance_hint", self.ledger)
        {
            if words.any(|text| has_markup(text) || text.contains("](")) {
                for (place, _) in self.table.all(row, "guidance_hint") {
                    self.ledger.left(
                        place,
                        why(
                            "a help text has no HTML; reword it",
                            "phần trợ giúp không dùng HTML; hãy viết lại",
                        ),
                    );
                }
                return;
            }
            put(keys, "help", words.yaml());
        }
    }

    /// `relevant`.
    fn visible(&mut self, node: usize, keys: &mut Keys) {
        let Some((place, text)) = self.cell(node, "relevant") else {
            return;
        };
        match condition(self.tree, text, Site { node, this: false }) {
            Ok(cel) => {
                self.ledger.used(place);
                if cel.text() != "true" {
                    put(keys, "visibleWhen", Yaml::text(cel.text()));
                }
            }
            Err(why) => self.ledger.left(place, why),
        }
    }

    fn required(&mut self, node: usize, keys: &mut Keys, messages: &mut Keys) {
        let row = self.tree.nodes[node].row;
        let Some((place, text)) = self.cell(node, "required") else {
            return;
        };
        if is_no(text) {
            return self.ledger.used(place);
        }
        let needed = if is_yes(text) {
            Ok(Yaml::Bool(true))
        } else {
            condition(self.tree, text, Site { node, this: false }).map(|cel| Yaml::text(cel.text()))
        };
        match needed {
            Ok(needed) => {
                self.ledger.used(place);
                put(keys, "required", needed);
                if let Some(words) =
                    self.languages
                        .words(self.table, row, "required_message", self.ledger)
                {
                    put(messages, "required", words.yaml());
                }
            }
            Err(why) => self.ledger.left(place, why),
        }
    }

    /// Of the words of an appearance, those that are not understood are listed.
    fn appearance(&mut self, node: usize, understood: &[&str]) {
        let Some((place, text)) = self.cell(node, "appearance") else {
            return;
        };
        let rest: Vec<&str> = text
            .split_whitespace()
            .filter(|word| !understood.contains(word))
            .collect();
        if rest.is_empty() {
            return self.ledger.used(place);
        }
        let rest = rest.join(" ");
        self.ledger.left(
            place,
            why(
                format!("`{rest}`: how a question looks follows from its type here"),
                format!("`{rest}`: ở đây cách hiển thị do loại câu hỏi quyết định"),
            ),
        );
    }

    fn appears(&self, node: usize, wanted: &str) -> bool {
        self.cell(node, "appearance")
            .is_some_and(|(_, text)| text.split_whitespace().any(|word| word == wanted))
    }

    fn media(&mut self, node: usize) {
        for key in MEDIA {
            for (place, _) in self.table.all(self.tree.nodes[node].row, key) {
                self.ledger.left(place, choices::media());
            }
        }
    }

    pub(super) fn cell(&self, node: usize, key: &str) -> Option<(super::ledger::Place, &'_ str)> {
        self.table.get(self.tree.nodes[node].row, key)
    }

    pub(super) fn used(&mut self, node: usize, keys: &[&str]) {
        for key in keys {
            if let Some((place, _)) = self.cell(node, key) {
                self.ledger.used(place);
            }
        }
    }
}

/// Pictures a form takes.
const IMAGES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/heic"];
/// Other files a form takes.
const DOCUMENTS: [&str; 4] = [
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text { area: false } => "text",
        Kind::Text { area: true } => "textarea",
        Kind::Integer | Kind::Range { decimal: false } => "integer",
        Kind::Decimal | Kind::Range { decimal: true } => "decimal",
        Kind::Date => "date",
        Kind::PartialDate(_) => "partialDate",
        Kind::Time => "time",
        Kind::DateTime => "dateTime",
        Kind::Location => "location",
        Kind::Image | Kind::File => "file",
        Kind::Declaration => "declaration",
        Kind::Choice { .. } => "choice",
        Kind::Choices { .. } => "choices",
        Kind::Calculate => "calculated",
        Kind::Page | Kind::Group => "group",
        Kind::Repeat => "repeat",
        Kind::Note | Kind::Today => "note",
    }
}

fn loose_page(ids: &mut BTreeSet<String>, title: &Words, fields: Vec<Yaml>) -> Yaml {
    Yaml::Map(vec![
        ("id".to_owned(), Yaml::text(page_id(ids, "page"))),
        ("title".to_owned(), title.yaml()),
        ("fields".to_owned(), Yaml::List(fields)),
    ])
}

/// A page's id that is not taken.
fn page_id(ids: &mut BTreeSet<String>, name: &str) -> String {
    let base = match part_id(name) {
        id if id.is_empty() || ["check", "submit", "submitted"].contains(&id.as_str()) => {
            format!("page-{id}")
        }
        id => id,
    };
    let base = base.trim_end_matches('-').to_owned();
    let mut id = base.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}
