//! What may stand under a key.

use super::part;
use crate::author::keys::Holds;
use crate::limits;
use serde_json::{Value as Json, json};

/// The parts that many keys share.
pub(super) const LABEL: &str = "label";
pub(super) const WORDS: &str = "words";
pub(super) const EXPRESSION: &str = "expression";

/// The schema of what a key holds.
pub(super) fn value(holds: &Holds) -> Json {
    match holds {
        Holds::Anything => json!(true),
        Holds::Text => json!({"type": "string", "maxLength": limits::STRING}),
        Holds::Shape(pattern) => json!({"type": "string", "pattern": pattern}),
        Holds::Name(pattern, taken) => {
            json!({"type": "string", "pattern": pattern, "not": {"enum": taken}})
        }
        Holds::Label => part(LABEL),
        Holds::Words => part(WORDS),
        // Which codes there are hangs on the type: see `field`.
        Holds::Messages => json!({"type": "object"}),
        Holds::Expression => part(EXPRESSION),
        Holds::Boolean => json!({"type": "boolean"}),
        Holds::Whole(least, most) => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        Holds::Decimal => json!({"anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": "^-?[0-9]+(?:\\.[0-9]{1,9})?$"},
        ]}),
        Holds::Size => json!({"anyOf": [
            {"type": "integer", "minimum": 1, "maximum": limits::FILE},
            {"type": "string", "pattern": "[0-9]\\s*[MK]iB$"},
        ]}),
        Holds::Answer => json!({"not": {"type": "null"}}),
        Holds::Value => json!({"anyOf": [
            {"type": "string", "minLength": 1, "maxLength": limits::STRING},
            {"type": "integer"},
        ]}),
        Holds::OneOf(words) => json!({"type": "string", "enum": words}),
        Holds::List(each, least, most) => list(each, *least, *most),
        Holds::Some(each) => {
            let one = value(each);
            json!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        Holds::Map(each) => json!({"type": "object", "additionalProperties": value(each)}),
        Holds::Object(kind) => part(kind.name()),
        Holds::TextOr(kind) => json!({"anyOf": [value(&Holds::Text), part(kind.name())]}),
    }
}

fn list(each: &Holds, least: usize, most: usize) -> Json {
    let mut schema = json!({"type": "array", "items": value(each)});
    if least > 0 {
        schema["minItems"] = json!(least);
    }
    if most < usize::MAX {
        schema["maxItems"] = json!(most);
    }
    schema
}

/// Words by language; a bare text is for forms of one language.
pub(super) fn words(most: usize) -> Json {
    let text = json!({"type": "string", "minLength": 1, "maxLength": most});
    json!({"anyOf": [
        {"type": "object", "properties": {"vi": text, "en": text}, "additionalProperties": text, "minProperties": 1},
        text,
    ]})
}

/// CEL as text; a truth value or a whole number is an expression too.
pub(super) fn expression() -> Json {
    json!({"anyOf": [
        {"type": "string", "minLength": 1, "maxLength": limits::EXPRESSION_TEXT},
        {"type": "boolean"},
        {"type": "integer"},
    ]})
}
