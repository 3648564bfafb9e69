//! The JSON Schema 2020-12 by which an editor completes what an agency writes:
//! one for `definition.yaml`, one for `decision.yaml`. It is made of the tables
//! in [`super::keys`], by which the reader reads.
//!
//! What the reader takes, the schema takes; so what the schema refuses needs no
//! second look. What it does not know: names and expressions, and whatever
//! hangs on two places at once. Fractions are texts to the reader (`2.000635`
//! is a code); in a definition they stand in quotes.
//!
//! ```
//! use forms::author::definition_schema::{Document, schema};
//! let schema = schema(Document::Definition);
//! assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
//! assert_eq!(schema["$defs"]["page"]["required"], serde_json::json!(["id", "title", "fields"]));
//! ```

mod field;
mod value;

use super::keys::{Key, Kind, Needed};
use serde_json::{Map, Value as Json, json};
use value::{EXPRESSION, LABEL, WORDS, value};

/// What is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// `definition.yaml`, the citizen's form.
    Definition,
    /// `decision.yaml`, the officer's findings.
    Decision,
}

impl Document {
    /// Both.
    pub const ALL: [Document; 2] = [Document::Definition, Document::Decision];

    /// `definition` or `decision`.
    pub fn name(self) -> &'static str {
        self.kind().name()
    }

    /// The path it is published at, under the site's address.
    pub fn path(self) -> &'static str {
        match self {
            Document::Definition => "/schema/form-definition/1.0.json",
            Document::Decision => "/schema/form-decision/1.0.json",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Document::Definition => Kind::Definition,
            Document::Decision => Kind::Decision,
        }
    }
}

/// The schema of a document, without anything that has to be fetched.
pub fn schema(document: Document) -> Json {
    let kind = document.kind();
    let mut schema = object(kind.keys(), document);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!(format!("urn:tokhai:form-{}:1.0", document.name()));
    schema["title"] = json!(match document {
        Document::Definition => "A procedure's form (definition.yaml)",
        Document::Decision => "What an officer finds (decision.yaml)",
    });
    let mut parts = Map::new();
    parts.insert(LABEL.to_owned(), value::words(crate::limits::LABEL));
    parts.insert(WORDS.to_owned(), value::words(crate::limits::STRING));
    parts.insert(EXPRESSION.to_owned(), value::expression());
    for (part, name) in Kind::ALL {
        let own = match part {
            Kind::Definition | Kind::Decision => continue,
            // Of the findings alone, and of the citizen's form alone.
            Kind::Result if document == Document::Definition => continue,
            Kind::Migration if document == Document::Decision => continue,
            Kind::Field => field::any(),
            _ => object(part.keys(), document),
        };
        parts.insert(name.to_owned(), own);
    }
    if document == Document::Decision {
        let ways = ["name", "nameAnswer"];
        parts[Kind::Result.name()]["oneOf"] = one_of(&ways);
    }
    parts.extend(field::types());
    schema["$defs"] = Json::Object(parts);
    schema
}

/// An object with these keys and no others.
fn object(keys: &[Key], document: Document) -> Json {
    let mut schema = closed(keys.iter().map(|key| (key.name, described(key))).collect());
    let needed = keys.iter().filter(|key| match key.needed {
        Needed::Yes => true,
        Needed::InDefinition => document == Document::Definition,
        Needed::No | Needed::ToPublish => false,
    });
    let needed: Vec<&str> = needed.map(|key| key.name).collect();
    if !needed.is_empty() {
        schema["required"] = json!(needed);
    }
    schema
}

/// An object with these properties, and what begins with `x-`.
fn closed(properties: Vec<(&str, Json)>) -> Json {
    let properties: Map<String, Json> = properties
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect();
    json!({"type": "object", "properties": properties, "patternProperties": {"^x-": true},
        "additionalProperties": false})
}

/// What may stand under a key, and what it says.
fn described(key: &Key) -> Json {
    let mut schema = value(&key.holds);
    if schema == Json::Bool(true) {
        schema = json!({});
    }
    schema["description"] = json!(key.about);
    schema
}

/// An object that has a property. The property is named besides, as strict
/// validators want it.
fn has(name: &str) -> Json {
    json!({"type": "object", "properties": {name: true}, "required": [name]})
}

/// Exactly one of these properties.
fn one_of(names: &[&str]) -> Json {
    names.iter().map(|name| has(name)).collect()
}

/// A reference to a part.
fn part(name: &str) -> Json {
    json!({"$ref": format!("#/$defs/{name}")})
}
