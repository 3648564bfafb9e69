//! Fields: the keys that every type has are described once; which others a
//! field may have follows from its type.

use super::value::WORDS;
use super::{closed, described, has, one_of, part};
use crate::author::keys::{COMMON, TYPES, codes_of, keys_of, names};
use serde_json::{Map, Value as Json, json};

/// A field that stands for a component.
const USED: &str = "used";

/// A field of any type.
pub(super) fn any() -> Json {
    let mut common: Map<String, Json> = COMMON
        .iter()
        .map(|key| (key.name.to_owned(), described(key)))
        .collect();
    let kinds = TYPES
        .iter()
        .map(|(name, about, _)| json!({"const": name, "description": about}));
    common["type"]["oneOf"] = kinds.collect();
    if let Some(kind) = common["type"].as_object_mut() {
        kind.remove("enum");
    }
    let mut all = vec![
        json!({"if": has("use"), "then": part(USED), "else": has("type")}),
        // What is never shown needs no words.
        json!({"if": is("hidden", &json!(true)), "else": has("label")}),
    ];
    all.extend(
        TYPES
            .iter()
            .map(|(name, ..)| json!({"if": is("type", &json!(name)), "then": part(&of(name))})),
    );
    json!({"type": "object", "properties": common, "required": ["id"], "allOf": all})
}

/// Each type's keys, and those of a field with `use`, by the part's name.
pub(super) fn types() -> Map<String, Json> {
    let mut parts: Map<String, Json> = TYPES
        .iter()
        .map(|(name, about, _)| (of(name), typed(name, about)))
        .collect();
    let mut used = keys("group", Vec::new());
    used["properties"]["type"] = json!(false);
    parts.insert(USED.to_owned(), used);
    parts
}

/// The part of a type.
fn of(kind: &str) -> String {
    ["type-", kind].concat()
}

fn typed(kind: &str, about: &str) -> Json {
    let own = keys_of(kind).unwrap_or_default();
    let described = own.iter().map(|key| (key.name, described(key))).collect();
    let mut schema = keys(kind, described);
    schema["description"] = json!(about);
    let needed = own
        .iter()
        .filter(|key| key.needed == crate::author::keys::Needed::Yes);
    let needed: Vec<&str> = needed.map(|key| key.name).collect();
    if !needed.is_empty() {
        schema["required"] = json!(needed);
    }
    let ways = ["options", "list", "source"];
    if ways.iter().all(|way| names(&own).contains(way)) {
        schema["oneOf"] = one_of(&ways);
    }
    schema
}

/// The common keys, which are described elsewhere, and a type's own.
fn keys(kind: &str, own: Vec<(&str, Json)>) -> Json {
    let common = COMMON.iter().map(|key| match key.name {
        "messages" => (key.name, messages(kind)),
        name => (name, json!(true)),
    });
    closed(common.chain(own).collect())
}

/// Words for the problems a type can give.
fn messages(kind: &str) -> Json {
    let codes = codes_of(kind).unwrap_or_default();
    closed(codes.into_iter().map(|code| (code, part(WORDS))).collect())
}

/// An object of which a property is this.
fn is(name: &str, value: &Json) -> Json {
    json!({"type": "object", "properties": {name: {"const": value}}, "required": [name]})
}
