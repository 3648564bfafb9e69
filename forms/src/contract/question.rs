//! Each question type as a schema.

use super::texts;
use crate::decimal::Decimal;
use crate::limits;
use crate::question::choice::Options;
use crate::question::{
    Question, choice, choices, date, decimal, file, integer, partial_date, text, url,
};
use serde_json::{Map, Value as Json, json};

/// Writes type and bounds; gives back the keywords a schema can only name.
pub(super) fn write(question: &Question, out: &mut Map<String, Json>) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let said = match question {
        Question::Text(options) => words(options, texts::NOT_A_LINE),
        Question::Textarea(options) => words(options, texts::NOT_LINES),
        Question::Integer(options) | Question::Money(options) => whole(options),
        Question::Decimal(options) => {
            notes.extend(bounds_of(&options.bounds).map(|(name, _)| name));
            decimal(options)
        }
        Question::Boolean | Question::Declaration => json!({"type": "boolean"}),
        Question::Choice(from) => option(from, &mut notes),
        Question::Choices(options) => choices(options, &mut notes),
        Question::Date(options) => {
            let mut said = shaped(texts::day(), 10);
            bounds(&mut said, &options.min_date, &options.max_date, &mut notes);
            said
        }
        Question::DateTime(options) => {
            let mut said = shaped(texts::instant(), 25);
            bounds(&mut said, &options.min_date, &options.max_date, &mut notes);
            said
        }
        Question::Time => shaped(texts::TIME.to_owned(), 5),
        Question::PartialDate(partial_date::Options {
            precision,
            min_date,
            max_date,
        }) => {
            let mut said = shaped(texts::partial_date(precision), 10);
            bounds(&mut said, min_date, max_date, &mut notes);
            said
        }
        Question::Email => {
            let mut said = shaped(texts::email(), 254);
            said["allOf"] = json!([{"type": "string", "pattern": texts::EMAIL_LOCAL}]);
            said
        }
        Question::Phone => shaped(texts::PHONE.to_owned(), 16),
        Question::NationalId(_) => {
            notes.push("structure");
            shaped(texts::NATIONAL_ID.to_owned(), 12)
        }
        Question::TaxCode(options) => {
            notes.push("checkDigit");
            shaped(texts::tax_code(options.personal), 14)
        }
        Question::Url => {
            notes.push("host");
            shaped(texts::URL.to_owned(), url::LENGTH)
        }
        Question::Location => location(),
        Question::File(options) => files(options),
        // The server computes it; what a client says is not read.
        Question::Calculated(options) => {
            json!({"readOnly": true, "x-forms-calculate": options.calculate.to_string()})
        }
        Question::Group(_) | Question::Repeat(_) | Question::Note => json!({}),
    };
    if let Json::Object(said) = said {
        out.extend(said);
    }
    notes
}

/// The schema of an answer that is there.
pub(super) fn answered(question: &Question) -> Map<String, Json> {
    let said = match question {
        Question::Declaration => json!({"type": "boolean", "const": true}),
        Question::Repeat(options) => {
            json!({"type": "array", "minItems": options.min_items.max(1)})
        }
        Question::File(file::Options { min_items, .. })
        | Question::Choices(choices::Options { min_items, .. }) => {
            json!({"type": "array", "minItems": (*min_items).max(1)})
        }
        Question::Boolean => json!({"type": "boolean"}),
        Question::Integer(_) | Question::Money(_) => json!({"type": "integer"}),
        Question::Location => json!({"type": "object"}),
        _ => json!({"type": "string"}),
    };
    match said {
        Json::Object(said) => said,
        _ => Map::new(),
    }
}

/// Where options stand that are not written here.
fn source(options: &Options) -> Json {
    match options {
        Options::Inline(_) => json!({}),
        Options::Source {
            dataset,
            level,
            parents,
            dated,
            elsewhere,
        } => {
            let mut source = json!({"dataset": dataset, "level": level});
            match parents.as_slice() {
                [] => {}
                [parent] => source["parent"] = json!(parent),
                parents => source["parent"] = json!(parents),
            }
            if let Some(dated) = dated {
                let lists: Vec<&String> = dated.lists.iter().map(|list| &list.dataset).collect();
                source["dataset"] = json!(lists);
                source["at"] = json!(dated.at.to_string());
            }
            if *elsewhere {
                source["elsewhere"] = json!(choice::ELSEWHERE);
            }
            source
        }
    }
}

fn words(options: &text::Options, not: &str) -> Json {
    let mut said = json!({"type": "string",
        "minLength": options.min_length.unwrap_or(1).max(1),
        "maxLength": options.max_length.unwrap_or(limits::TEXT_BY_DEFAULT),
        "not": {"type": "string", "pattern": not}});
    if let Some(pattern) = &options.pattern {
        said["pattern"] = json!(pattern.to_json_schema());
        said["x-forms-pattern"] = json!(pattern.source());
    }
    said
}

fn shaped(pattern: String, longest: u32) -> Json {
    json!({"type": "string", "pattern": pattern, "maxLength": longest,
        "not": {"type": "string", "pattern": texts::ENDS_IN_A_BREAK}})
}

fn whole(options: &integer::Options) -> Json {
    let mut said = json!({"type": "integer",
        "minimum": options.minimum.unwrap_or(-limits::WHOLE_NUMBER).max(-limits::WHOLE_NUMBER),
        "maximum": options.maximum.unwrap_or(limits::WHOLE_NUMBER).min(limits::WHOLE_NUMBER)});
    for (key, bound) in [
        ("exclusiveMinimum", options.exclusive_minimum),
        ("exclusiveMaximum", options.exclusive_maximum),
        ("multipleOf", options.multiple_of),
    ] {
        if let Some(bound) = bound {
            said[key] = json!(bound);
        }
    }
    said
}

/// A number as text: its digits are said exactly, its bounds named.
fn decimal(options: &decimal::Options) -> Json {
    let mut said = shaped(texts::decimal(options.scale), 21);
    for (name, bound) in bounds_of(&options.bounds) {
        said[["x-forms-", name].concat()] = json!(bound.to_text());
    }
    said
}

fn bounds_of(bounds: &decimal::Bounds) -> impl Iterator<Item = (&'static str, Decimal)> {
    [
        ("minimum", bounds.minimum),
        ("maximum", bounds.maximum),
        ("exclusiveMinimum", bounds.exclusive_minimum),
        ("exclusiveMaximum", bounds.exclusive_maximum),
        ("multipleOf", bounds.multiple_of),
    ]
    .into_iter()
    .filter_map(|(name, bound)| Some((name, bound?)))
}

fn option(from: &Options, notes: &mut Vec<&'static str>) -> Json {
    match from {
        Options::Inline(items) => {
            let values: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
            json!({"type": "string", "enum": values})
        }
        Options::Source { .. } => {
            notes.push("source");
            json!({"type": "string", "minLength": 1, "x-forms-source": source(from),
                "not": {"type": "string", "pattern": texts::NOT_A_LINE}})
        }
    }
}

fn choices(options: &choices::Options, notes: &mut Vec<&'static str>) -> Json {
    let mut said = json!({"type": "array", "items": option(&options.from, notes),
        "uniqueItems": true, "maxItems": options.max_items});
    some_or_none(&mut said, options.min_items);
    if let Options::Inline(items) = &options.from {
        let alone = items.iter().filter(|item| item.exclusive).map(|item| {
            let chosen = json!({"type": "array", "contains": {"const": item.value}});
            json!({"if": chosen, "then": {"type": "array", "maxItems": 1}})
        });
        let alone: Vec<Json> = alone.collect();
        if !alone.is_empty() {
            said["allOf"] = Json::Array(alone);
        }
    }
    said
}

fn location() -> Json {
    let degrees = |pattern: &str| {
        json!({"type": "string", "pattern": pattern,
            "not": {"type": "string", "pattern": texts::ENDS_IN_A_BREAK}})
    };
    json!({"type": "object",
        "properties": {"lat": degrees(texts::LATITUDE), "lon": degrees(texts::LONGITUDE)},
        "required": ["lat", "lon"], "additionalProperties": false})
}

/// None at all is no answer; some may be too few.
fn some_or_none(said: &mut Json, least: u32) {
    if least > 1 {
        said["anyOf"] = json!([
            {"type": "array", "maxItems": 0},
            {"type": "array", "minItems": least},
        ]);
    }
}

fn bounds(
    said: &mut Json,
    least: &Option<date::Bound>,
    most: &Option<date::Bound>,
    notes: &mut Vec<&'static str>,
) {
    for (key, name, bound) in [
        ("x-forms-min-date", "minDate", least),
        ("x-forms-max-date", "maxDate", most),
    ] {
        if let Some(bound) = bound {
            said[key] = json!(bound.to_string());
            notes.push(name);
        }
    }
}

fn files(options: &file::Options) -> Json {
    let one = json!({
        "type": "object",
        "properties": {
            "id": shaped(file::ID_PATTERN.to_owned(), 64),
            "name": {"type": "string", "minLength": 1, "maxLength": file::LONGEST_NAME,
                "not": {"type": "string", "pattern": texts::NOT_A_LINE}},
            "size": {"type": "integer", "minimum": 0, "maximum": options.max_size},
            "mediaType": {"type": "string", "enum": options.accept},
            "sha256": shaped("^[0-9a-f]{64}$".to_owned(), 64),
        },
        "required": ["id", "name", "size", "mediaType", "sha256"],
        "additionalProperties": false,
    });
    let mut said = json!({"type": "array", "items": one, "maxItems": options.max_items});
    some_or_none(&mut said, options.min_items);
    said
}
