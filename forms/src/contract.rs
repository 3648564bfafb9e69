//! The data contract of a form: a JSON Schema 2020-12 that other systems check
//! their answers by before they send them.
//!
//! What our engine accepts, the schema accepts. The other way round holds
//! exactly where [`Contract::annotated`] is empty; what a schema cannot say
//! (rules, computed values, lists kept elsewhere, bounds relative to a day)
//! stands in it as annotations, `x-forms-*`.
//!
//! The schema is written for every validator, so it leans on nothing two of
//! them read differently: no `format`, no lookahead, no `\p`, and no text may
//! end in a line break, before which Python's `$` matches too.
//!
//! ```
//! use forms::contract::{Profile, schema};
//! # use std::collections::BTreeMap;
//! # let definition = r#"
//! # formDefinition: "1.0"
//! # id: vn.example.extract
//! # version: 1.0.0
//! # languages: [vi]
//! # title: Trích lục
//! # pages:
//! #   - id: copies
//! #     title: Số bản
//! #     fields:
//! #       - {id: copies, type: integer, minimum: 1, required: true, label: Số bản}
//! # "#;
//! # let files = BTreeMap::from([("definition.yaml".to_owned(), definition.to_owned())]);
//! # let form = forms::author::load("extract", &files, &BTreeMap::new()).expect("no faults").form;
//! let contract = schema(&form, Profile::Submission);
//! assert_eq!(contract.schema["properties"]["copies"]["minimum"], 1);
//! assert_eq!(contract.schema["required"], serde_json::json!(["copies"]));
//! assert!(contract.is_exact());
//! ```

mod asked;
mod condition;
mod question;
mod texts;

use crate::expression::Expr;
use crate::form::{Field, Form, Required, Rule, Scope, Spot, Text};
use crate::limits;
use crate::question::{Question, join};
use asked::Asked;
use condition::{Level, absent, nested, truth};
use serde_json::{Map, Value as Json, json};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// What may be submitted.
    Submission,
    /// What may be kept of answers on the way: nothing is required yet, no
    /// condition applies; what is there is of its type and within its bounds.
    Draft,
}

/// A form's contract.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The JSON Schema 2020-12.
    pub schema: Json,
    /// What the engine demands and the schema can only name, by place:
    /// `birthDate: maxDate`.
    pub annotated: Vec<String>,
}

impl Contract {
    /// Whether the schema accepts exactly what the engine accepts.
    pub fn is_exact(&self) -> bool {
        self.annotated.is_empty()
    }
}

/// The contract of a form.
pub fn schema(form: &Form, profile: Profile) -> Contract {
    let mut writer = Writer {
        form,
        profile,
        annotated: Vec::new(),
        conditional: Vec::new(),
    };
    let mut schema = Map::new();
    schema.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert(
        "$id".into(),
        json!(format!("urn:form:{}:{}", form.id, form.version)),
    );
    titles(form, &form.title, &mut schema);
    writer.object(form, &mut schema);
    writer.rest(form, &mut schema);
    Contract {
        schema: Json::Object(schema),
        annotated: writer.annotated,
    }
}

/// The default language's words as `title`, others as `x-forms-title-en`.
fn titles(form: &Form, words: &Text, out: &mut Map<String, Json>) {
    for (place, language) in form.languages.iter().enumerate() {
        if let Some(text) = words.0.get(language) {
            let key = match place {
                0 => "title".to_owned(),
                _ => format!("x-forms-title-{language}"),
            };
            out.insert(key, json!(text));
        }
    }
}

/// Something demanded at an object: the level whose schema says it.
struct Conditional {
    level: Level,
    schema: Json,
}

/// What must hold for a field to be asked, outermost first, with the scope
/// each stands in. `None`: a condition no schema can say.
type Chain<'f> = Vec<Option<(Level, Json)>>;

struct Writer<'f> {
    form: &'f Form,
    profile: Profile,
    annotated: Vec<String>,
    conditional: Vec<Conditional>,
}

impl<'f> Writer<'f> {
    fn note(&mut self, place: &str, what: &str) {
        if self.profile == Profile::Submission {
            self.annotated.push(format!("{place}: {what}"));
        }
    }

    /// The root object: every page's fields.
    fn object(&mut self, form: &'f Form, out: &mut Map<String, Json>) {
        let root = Scope::root(form);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for page in &form.pages {
            let chain = self.chain(page.visible_when.as_ref(), &page.id, &root, &Vec::new());
            for field in &page.fields {
                let spot = top(field);
                // A page's condition is said at each of its fields.
                self.hides(&chain, &spot, &root);
                self.field(&spot, &root, &chain, &mut properties, &mut required);
            }
        }
        finish(properties, required, out);
        let here = self.taken(&Level::default());
        if !here.is_empty() {
            out.insert("allOf".into(), Json::Array(here));
        }
    }

    /// The demands that belong to one object, once its inside was written.
    fn taken(&mut self, level: &Level) -> Vec<Json> {
        let mut here = Vec::new();
        self.conditional.retain_mut(|conditional| {
            let mine = conditional.level == *level;
            if mine {
                here.push(conditional.schema.take());
            }
            !mine
        });
        here
    }

    /// The chain with one condition more.
    fn chain(
        &mut self,
        when: Option<&Expr>,
        place: &str,
        scope: &Scope<'f>,
        around: &Chain<'f>,
    ) -> Chain<'f> {
        let mut chain = around.clone();
        if let Some(when) = when {
            let found = truth(when, scope, true);
            if found.is_none() {
                self.note(place, "visibleWhen");
            }
            chain.push(found);
        }
        chain
    }

    /// Says that a field is absent where the newest condition does not hold.
    fn hides(&mut self, chain: &Chain<'f>, spot: &Spot<'f>, scope: &Scope<'f>) {
        let (Profile::Submission, Some(Some((level, when)))) = (self.profile, chain.last()) else {
            return;
        };
        let path = level.to_field(spot, scope);
        self.conditional.push(Conditional {
            level: level.clone(),
            schema: json!({"if": when, "else": nested(&path, absent(&spot.field.question), false)}),
        });
    }

    fn field(
        &mut self,
        spot: &Spot<'f>,
        scope: &Scope<'f>,
        around: &Chain<'f>,
        properties: &mut Map<String, Json>,
        required: &mut Vec<String>,
    ) {
        let field = spot.field;
        if matches!(field.question, Question::Note) {
            return;
        }
        let mut chain = self.chain(field.visible_when.as_ref(), &spot.path, scope, around);
        if field.visible_when.is_some() {
            self.hides(&chain, spot, scope);
        }
        match asked::by_its_list(field, scope) {
            Asked::Always => {}
            Asked::Where(schema) => {
                chain.push(Some((Level::of(scope), schema)));
                self.hides(&chain, spot, scope);
            }
            Asked::Unsaid => chain.push(None),
        }
        let mut schema = Map::new();
        titles(self.form, &field.label, &mut schema);
        let inner = self.inside(spot, scope, &chain);
        let needs_inside = inner.as_ref().is_some_and(|(_, needed)| *needed);
        match inner {
            Some((inside, _)) => schema.extend(inside),
            None => {
                for what in question::write(&field.question, &mut schema) {
                    self.note(&spot.path, what);
                }
            }
        }
        self.only(field, &spot.path, &mut schema);
        self.annotate(field, &spot.path, &mut schema);
        if self.profile == Profile::Submission {
            let always = self.demand(spot, scope, &chain, &mut schema);
            if always || needs_inside {
                required.push(field.id.clone());
            }
        }
        properties.insert(field.id.clone(), Json::Object(schema));
    }

    /// A group's or a repeat's schema, and whether a group must be there
    /// because something in it must.
    fn inside(
        &mut self,
        spot: &Spot<'f>,
        scope: &Scope<'f>,
        chain: &Chain<'f>,
    ) -> Option<(Map<String, Json>, bool)> {
        let item = matches!(spot.field.question, Question::Repeat(_));
        if !item && !matches!(spot.field.question, Question::Group(_)) {
            return None;
        }
        let mut scope = scope.clone();
        scope.containers.push(Spot {
            item,
            ..spot.clone()
        });
        let (mut properties, mut required) = (Map::new(), Vec::new());
        // Inside an item nothing outside can hide a field any more: where the
        // repeat does not apply there is no item.
        let around = if item { &Vec::new() } else { chain };
        for field in spot.field.question.inside() {
            let child = Spot {
                path: join(&spot.path, &field.id),
                field,
                item: false,
            };
            self.field(&child, &scope, around, &mut properties, &mut required);
        }
        let mut object = Map::new();
        let needed = !required.is_empty();
        finish(properties, required, &mut object);
        let Question::Repeat(options) = &spot.field.question else {
            return Some((object, needed));
        };
        let here = self.taken(&Level::of(&scope));
        if !here.is_empty() {
            object.insert("allOf".into(), Json::Array(here));
        }
        let mut array = Map::new();
        array.insert("type".into(), json!("array"));
        array.insert("items".into(), Json::Object(object));
        array.insert("maxItems".into(), json!(options.max_items));
        Some((array, false))
    }

    /// Says where an answer is needed. True: always.
    fn demand(
        &mut self,
        spot: &Spot<'f>,
        scope: &Scope<'f>,
        chain: &Chain<'f>,
        schema: &mut Map<String, Json>,
    ) -> bool {
        let least = match &spot.field.question {
            Question::Group(_) | Question::Calculated(_) => return false,
            Question::Repeat(options) => options.min_items,
            _ => 0,
        };
        let mut chain = chain.clone();
        match &spot.field.required {
            Required::Never if least == 0 => return false,
            Required::Never | Required::Always => {}
            Required::When(when) => {
                // A repeat that needs items needs them in any case.
                if least == 0 {
                    let needed = truth(when, scope, true);
                    if needed.is_none() {
                        self.note(&spot.path, "required");
                    }
                    chain.push(needed);
                }
            }
        }
        let answer = question::answered(&spot.field.question);
        if chain.is_empty() {
            schema.extend(answer);
            return true;
        }
        let Some(chain) = chain.into_iter().collect::<Option<Vec<_>>>() else {
            return false;
        };
        self.demand_when(spot, scope, chain, answer);
        false
    }

    /// A demand under conditions: those of inner levels stand inside those of
    /// outer ones.
    fn demand_when(
        &mut self,
        spot: &Spot<'f>,
        scope: &Scope<'f>,
        mut chain: Vec<(Level, Json)>,
        answer: Map<String, Json>,
    ) {
        chain.sort_by_key(|(level, _)| level.depth());
        let Some((innermost, _)) = chain.last().cloned() else {
            return;
        };
        let mut level = innermost;
        let mut schema = nested(&level.to_field(spot, scope), Json::Object(answer), true);
        while let Some((found, when)) = chain.pop() {
            if found != level {
                schema = nested(&found.to_level(&level), schema, false);
                level = found;
            }
            schema = json!({"if": when, "then": schema});
        }
        self.conditional.push(Conditional { level, schema });
    }

    /// The one answer that is taken. Equal decimals may be written in several
    /// ways, so theirs is only named.
    fn only(&mut self, field: &Field, path: &str, schema: &mut Map<String, Json>) {
        let raw = field.only().unwrap_or("");
        let Ok(Some(only)) = crate::question::read(&field.question, raw) else {
            return;
        };
        let by_digits = matches!(field.question, Question::Decimal(_) | Question::Location);
        let key = if by_digits { "x-forms-const" } else { "const" };
        schema.insert(key.into(), only.to_json());
        if by_digits {
            self.note(path, "const");
        }
    }

    /// What the engine knows and a schema can only name.
    fn annotate(&mut self, field: &Field, path: &str, schema: &mut Map<String, Json>) {
        if !field.rules.is_empty() {
            schema.insert("x-forms-rules".into(), rules(&field.rules));
            self.note_rules(path, &field.rules);
        }
        if let Question::Repeat(options) = &field.question {
            if options.unique_items {
                schema.insert("x-forms-unique-items".into(), json!(true));
                self.note(path, "uniqueItems");
            }
            if !options.unique_by.is_empty() {
                schema.insert("x-forms-unique-by".into(), json!(options.unique_by));
                self.note(path, "uniqueBy");
            }
        }
        if let Some(when) = &field.visible_when {
            schema.insert("x-forms-visible-when".into(), json!(when.to_string()));
        }
        if let Required::When(when) = &field.required {
            schema.insert("x-forms-required-when".into(), json!(when.to_string()));
        }
    }

    fn note_rules(&mut self, path: &str, rules: &[Rule]) {
        for rule in rules {
            if rule.level == crate::problem::Level::Error {
                self.note(path, &rule.id);
            }
        }
    }

    /// What belongs to the whole form.
    fn rest(&mut self, form: &'f Form, schema: &mut Map<String, Json>) {
        if !form.rules.is_empty() {
            schema.insert("x-forms-rules".into(), rules(&form.rules));
            self.note_rules("", &form.rules);
        }
        if !form.fee.is_empty() {
            let first = form.languages.first().map_or("vi", String::as_str);
            let lines: Vec<Json> = form
                .fee
                .iter()
                .map(|line| {
                    let mut out =
                        json!({"id": line.id, "amount": line.amount.to_string(), "kind": line.kind,
                        "collect": line.collect, "title": line.label.get(first)});
                    if let Some(when) = &line.when {
                        out["when"] = json!(when.to_string());
                    }
                    out
                })
                .collect();
            schema.insert("x-forms-fee".into(), Json::Array(lines));
            // A fee that cannot be known refuses a submission.
            self.note("", "fee");
        }
        let (count, bytes) = form.pages.iter().fold((0, 0), |sum: Files, page| {
            let most = most_files(&page.fields);
            (sum.0.saturating_add(most.0), sum.1.saturating_add(most.1))
        });
        if count > u64::from(limits::FILES) || bytes > limits::ALL_FILES {
            self.note("", "allFiles");
        }
    }
}

/// A count and bytes.
type Files = (u64, u64);

/// The most files, and bytes of them, that fields may hold.
fn most_files(fields: &[Field]) -> Files {
    fields.iter().fold((0, 0), |sum: Files, field| {
        let (count, bytes) = match &field.question {
            Question::File(options) => {
                let count = u64::from(options.max_items);
                (count, count.saturating_mul(options.max_size))
            }
            Question::Repeat(options) => {
                let (count, bytes) = most_files(&options.fields);
                let items = u64::from(options.max_items);
                (count.saturating_mul(items), bytes.saturating_mul(items))
            }
            question => most_files(question.inside()),
        };
        (sum.0.saturating_add(count), sum.1.saturating_add(bytes))
    })
}

fn top(field: &Field) -> Spot<'_> {
    Spot {
        path: field.id.clone(),
        field,
        item: false,
    }
}

fn finish(properties: Map<String, Json>, required: Vec<String>, out: &mut Map<String, Json>) {
    out.insert("type".into(), json!("object"));
    out.insert("properties".into(), Json::Object(properties));
    if !required.is_empty() {
        out.insert("required".into(), json!(required));
    }
    out.insert("additionalProperties".into(), json!(false));
}

fn rules(rules: &[Rule]) -> Json {
    let one = |rule: &Rule| {
        let mut out =
            json!({"id": rule.id, "assert": rule.assert.to_string(), "message": rule.message});
        if let Some(at) = &rule.at {
            out["at"] = json!(at);
        }
        if rule.each {
            out["each"] = json!(true);
        }
        if rule.level == crate::problem::Level::Warning {
            out["level"] = json!("warning");
        }
        out
    };
    Json::Array(rules.iter().map(one).collect())
}
