//! From the tree of a file to a form, with every fault on the way. Nothing
//! stops at a fault: what could not be read is left out, or remembered as
//! broken, so that it is complained of once.

mod answers;
mod field;
mod migration;
mod numbers;
mod options;
mod procedure;
mod question;
mod result;
mod values;

use super::source::{Kind, Node, Place};
use super::{DatasetList, Fault, keys};
use crate::expression::parse::Parsed;
use crate::form::{Base, FeeRule, Form, Page, Rule, key_of, rule_owner};
use crate::limits;
use crate::problem::Level;
use crate::question::choice::Item;
use std::collections::{BTreeMap, BTreeSet};

/// A form read so far, with what the checks need to speak of places.
pub(super) struct Draft {
    pub(super) form: Form,
    pub(super) faults: Vec<Fault>,
    pub(super) lacks: Vec<Fault>,
    /// Every expression by the key of its site.
    pub(super) written: BTreeMap<String, Written>,
    /// Where a name stands that is looked up later, by what it is for.
    pub(super) marks: BTreeMap<String, Place>,
    /// Paths of fields that could not be read.
    pub(super) broken: BTreeSet<String>,
    pub(super) file: String,
}

/// An expression as written.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) place: Place,
    /// The column of its first character, when it is on one line as written.
    pub(super) inline: Option<u32>,
    pub(super) parsed: Parsed,
}

impl Written {
    /// The place of a byte of the text.
    pub(super) fn at(&self, byte: usize) -> Place {
        inside(self.place, self.inline, &self.text, byte)
    }
}

fn inside(place: Place, inline: Option<u32>, text: &str, byte: usize) -> Place {
    match inline {
        Some(column) => {
            let before = text.char_indices().take_while(|(at, _)| *at < byte).count();
            Place {
                column: column + before as u32,
                ..place
            }
        }
        None => place,
    }
}

/// Reads a definition, or a decision `like` the definition beside it.
pub(super) fn definition(
    file: &str,
    tree: &Node,
    datasets: &dyn DatasetList,
    like: Option<&Form>,
) -> Draft {
    let mut reader = Reader {
        draft: Draft {
            form: Form::default(),
            faults: Vec::new(),
            lacks: Vec::new(),
            written: BTreeMap::new(),
            marks: BTreeMap::new(),
            broken: BTreeSet::new(),
            file: file.to_owned(),
        },
        datasets,
        lists: BTreeMap::new(),
        components: BTreeMap::new(),
        rules: BTreeMap::new(),
        fields: 0,
    };
    reader.definition(tree, like);
    reader.draft
}

struct Reader<'n> {
    draft: Draft,
    datasets: &'n dyn DatasetList,
    lists: BTreeMap<&'n str, Vec<Item>>,
    components: BTreeMap<&'n str, &'n Node>,
    /// Rule ids and where each stands, to find those used twice.
    rules: BTreeMap<String, Place>,
    fields: usize,
}

impl<'n> Reader<'n> {
    fn definition(&mut self, tree: &'n Node, like: Option<&Form>) {
        let kind = match like {
            Some(_) => keys::Kind::Decision,
            None => keys::Kind::Definition,
        };
        if !self.takes(tree, kind) {
            return;
        }
        self.head(tree, like);
        if let Some(node) = tree.get("lists") {
            for (key, list) in self.entries(node) {
                let items = self.options(list);
                self.lists.insert(key, items);
            }
        }
        if let Some(node) = tree.get("components") {
            self.components = self.entries(node).into_iter().collect();
        }
        match tree.get("pages") {
            Some(node) => self.pages(node),
            None => self.missing(tree.place, "pages"),
        }
        self.unused_components();
        if let Some(node) = tree.get("migrations") {
            self.migrations(node);
        }
        if let Some(node) = tree.get("procedure") {
            self.draft.form.procedure = self.procedure(node);
        }
        if let Some(node) = tree.get("fee") {
            self.fee(node);
        }
        if let Some(node) = tree.get("rules") {
            self.draft.form.rules = self.rules(node, "");
        }
        if let Some(node) = tree.get("result").filter(|_| like.is_some()) {
            self.draft.form.result = self.result(node);
        }
        if self.draft.written.len() > limits::EXPRESSIONS {
            self.fault(
                tree.place,
                "more than 1,000 expressions",
                "hơn 1.000 biểu thức",
            );
        }
    }

    fn head(&mut self, tree: &'n Node, like: Option<&Form>) {
        match tree
            .get("formDefinition")
            .and_then(|node| self.string(node))
        {
            Some(version) if version == "1.0" => {}
            Some(_) => self.fault(
                tree.place,
                "formDefinition must be \"1.0\"",
                "formDefinition phải là \"1.0\"",
            ),
            None if like.is_some() => {}
            None => self.missing(tree.place, "formDefinition"),
        }
        let own = |reader: &mut Self, key: &str, from: Option<String>| match (tree.get(key), from) {
            (None, Some(from)) => from,
            _ => reader.needed_string(tree, key),
        };
        self.draft.form.id = own(
            self,
            "id",
            like.map(|form| [&form.id, ".decision"].concat()),
        );
        self.draft.form.version = own(self, "version", like.map(|form| form.version.clone()));
        self.identity(tree);
        self.draft.form.languages = match (tree.get("languages"), like) {
            (Some(node), _) => {
                let list = self.list(node);
                list.iter().filter_map(|node| self.string(node)).collect()
            }
            (None, Some(form)) => form.languages.clone(),
            (None, None) => Vec::new(),
        };
        if self.draft.form.languages.is_empty() {
            self.missing(tree.place, "languages");
            self.draft.form.languages.push("vi".to_owned());
        }
        self.draft.form.title = self.needed_words(tree, "title");
    }

    fn identity(&mut self, tree: &Node) {
        let id = &self.draft.form.id;
        let fits = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !id.is_empty() && !id.split('.').all(fits) {
            let place = tree.get("id").map_or(tree.place, |node| node.place);
            self.fault(
                place,
                "an id is `a-z`, digits and `-`, in parts with dots",
                "id gồm `a-z`, chữ số, `-`, phân cách bằng dấu chấm",
            );
        }
        let version = &self.draft.form.version;
        let number = |part: &str| {
            !part.is_empty() && part.len() < 8 && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let fits = version.split('.').count() == 3 && version.split('.').all(number);
        if !version.is_empty() && !fits {
            let place = tree.get("version").map_or(tree.place, |node| node.place);
            self.fault(
                place,
                "a version is three numbers, like 1.0.0",
                "phiên bản gồm ba số, ví dụ 1.0.0",
            );
        }
    }

    fn pages(&mut self, node: &'n Node) {
        let list = self.list(node);
        if list.is_empty() {
            self.fault(
                node.place,
                "a form has at least one page",
                "biểu mẫu phải có ít nhất một trang",
            );
        }
        if list.len() > limits::PAGES {
            self.fault(node.place, "more than 100 pages", "hơn 100 trang");
        }
        let mut ids = BTreeSet::new();
        let mut names = BTreeSet::new();
        for node in list {
            if let Some(page) = self.page(node, &mut names) {
                if !page.id.is_empty() && !ids.insert(page.id.clone()) {
                    self.twice(node.place, &page.id);
                }
                self.draft
                    .marks
                    .insert(["page ", &page.id].concat(), node.place);
                self.draft.form.pages.push(page);
            }
        }
    }

    fn page(&mut self, node: &'n Node, names: &mut BTreeSet<String>) -> Option<Page> {
        if !self.takes(node, keys::Kind::Page) {
            return None;
        }
        let id = self.needed_string(node, "id");
        let taken = keys::PAGES_TAKEN.contains(&id.as_str());
        let fits = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !id.is_empty() && (taken || !fits) {
            self.fault(
                node.place,
                "a page's id is `a-z`, digits and `-`, and not `check`, `submit` or `submitted`",
                "id của trang gồm `a-z`, chữ số và `-`, không phải `check`, `submit`, `submitted`",
            );
        }
        let title = self.needed_words(node, "title");
        let visible_when = node
            .get("visibleWhen")
            .and_then(|when| self.expression(when, Base::Page, &id));
        let section = node.get("section").and_then(|section| self.label(section));
        let fields = match node.get("fields") {
            Some(fields) => self.fields(fields, "", names, 0),
            None => {
                self.missing(node.place, "fields");
                Vec::new()
            }
        };
        Some(Page {
            id,
            title,
            visible_when,
            section,
            fields,
        })
    }

    fn rules(&mut self, node: &'n Node, path: &str) -> Vec<Rule> {
        let list = self.list(node);
        list.iter()
            .filter_map(|rule| self.rule(rule, path))
            .collect()
    }

    fn rule(&mut self, node: &'n Node, path: &str) -> Option<Rule> {
        if !self.takes(node, keys::Kind::Rule) {
            return None;
        }
        let id = self.needed_string(node, "id");
        // A component used twice brings its rules twice, from one place.
        if self
            .rules
            .insert(id.clone(), node.place)
            .is_some_and(|known| known != node.place)
        {
            self.twice(node.place, &id);
        }
        let owner = rule_owner(path, &id);
        let assert = match node.get("assert") {
            Some(assert) => self.expression(assert, Base::Assert, &owner),
            None => {
                self.missing(node.place, "assert");
                None
            }
        };
        let message = self.needed_words(node, "message");
        let at = node.get("at").and_then(|at| {
            self.draft.marks.insert(["at ", &owner].concat(), at.place);
            self.string(at)
        });
        self.draft
            .marks
            .insert(["rule ", &owner].concat(), node.place);
        let each = node.get("each").is_some_and(|each| self.boolean(each));
        let level = match node
            .get("level")
            .and_then(|level| self.one_of(level, &keys::LEVELS))
        {
            Some("warning") => Level::Warning,
            _ => Level::Error,
        };
        Some(Rule {
            id,
            assert: assert?,
            message,
            at,
            each,
            level,
        })
    }

    fn fee(&mut self, node: &'n Node) {
        if !self.takes(node, keys::Kind::Fee) {
            return;
        }
        if let Some(currency) = node.get("currency") {
            self.one_of(currency, &keys::CURRENCIES);
        }
        let Some(lines) = node.get("lines") else {
            return self.missing(node.place, "lines");
        };
        let list = self.list(lines);
        if list.len() > limits::FEE_LINES {
            self.fault(lines.place, "more than 100 lines", "hơn 100 dòng phí");
        }
        let mut ids = BTreeSet::new();
        for line in list {
            if let Some(rule) = self.fee_line(line) {
                if !ids.insert(rule.id.clone()) {
                    self.twice(line.place, &rule.id);
                }
                self.draft.form.fee.push(rule);
            }
        }
    }

    fn fee_line(&mut self, node: &'n Node) -> Option<FeeRule> {
        if !self.takes(node, keys::Kind::FeeLine) {
            return None;
        }
        let id = self.needed_string(node, "id");
        let owner = ["fee.", &id].concat();
        let when = node
            .get("when")
            .and_then(|when| self.expression(when, Base::When, &owner));
        let amount = match node.get("amount") {
            Some(amount) => self.expression(amount, Base::Amount, &owner),
            None => {
                self.missing(node.place, "amount");
                None
            }
        };
        let label = self.needed_words(node, "label");
        let kind = node
            .get("kind")
            .and_then(|kind| self.one_of(kind, &keys::FEE_KINDS))
            .unwrap_or("phi");
        let collect = node.get("collect");
        let collect = collect.and_then(|collect| self.one_of(collect, &keys::COLLECT));
        Some(FeeRule {
            when,
            amount: amount?,
            label,
            kind: kind.to_owned(),
            code: node.get("code").and_then(|code| self.string(code)),
            beneficiary: node.get("beneficiary").and_then(|name| self.string(name)),
            collect: collect.unwrap_or("submission").to_owned(),
            id,
        })
    }

    /// Components no field uses are read all the same: a fault in one would
    /// else wait for its first use.
    fn unused_components(&mut self) {
        let components: Vec<_> = self
            .components
            .iter()
            .map(|(name, node)| (*name, *node))
            .collect();
        for (name, node) in components {
            if !self.draft.marks.contains_key(&["used ", name].concat()) {
                self.component(node, &["component:", name].concat(), 0);
            }
        }
    }
}

/// The half of a site's key that names what an expression is for, and the other.
fn site_key(base: Base, owner: &str) -> String {
    [key_of(base), owner].concat()
}

/// Whether a node is nothing at all.
fn is_null(node: &Node) -> bool {
    matches!(node.kind, Kind::Null)
}
