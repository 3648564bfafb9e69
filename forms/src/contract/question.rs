//! Each question type as a schema.

use super::texts;
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
        Question::Decimal(options) => decimal(options, &mut notes),
        Question::Boolean | Question::Declaration => json!({"type": "boolean"}),
        Question::Choice(Options::Inline(items)) => {
            let values: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
            json!({"type": "string", "enum": values})
        }
        Question::Choice(options @ Options::Source { .. }) => {
            notes.push("source");
            json!({"type": "string", "minLength": 1, "x-forms-source": source(options)})
        }
        Question::Choices(options) => several(options, &mut notes),
        Question::Date(options) => {
            let mut said = shaped(texts::day(), 10);
            bounds(&mut said, &options.min_date, &options.max_date, &mut notes);
            said
        }
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
        Question::Time => shaped(texts::TIME.to_owned(), 5),
        Question::DateTime(options) => {
            let mut said = shaped(texts::date_time(), 25);
            said["allOf"] = json!([{"not": {"type": "string", "pattern": texts::BEFORE_TIME}}]);
            bounds(&mut said, &options.min_date, &options.max_date, &mut notes);
            said
        }
        Question::Url => {
            notes.push("url");
            shaped(texts::URL.to_owned(), url::LENGTH)
        }
        Question::NationalId(_) => shaped(texts::national_id(), 12),
        Question::TaxCode(options) => {
            notes.push("checkDigit");
            shaped(texts::tax_code(options.personal), 14)
        }
        Question::Location => {
            notes.push("bounds");
            let degrees = unbroken(texts::DEGREES.to_owned());
            json!({"type": "object", "properties": {"lon": degrees, "lat": degrees},
                "required": ["lon", "lat"], "additionalProperties": false})
        }
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
        Question::File(options) => json!({"type": "array", "minItems": options.min_items.max(1)}),
        Question::Choices(options) => {
            json!({"type": "array", "minItems": options.min_items.max(1)})
        }
        Question::Location => json!({"type": "object"}),
        Question::Boolean => json!({"type": "boolean"}),
        Question::Integer(_) | Question::Money(_) => json!({"type": "integer"}),
        _ => json!({"type": "string"}),
    };
    match said {
        Json::Object(said) => said,
        _ => Map::new(),
    }
}

/// The only answer a field takes; `None` where two texts are the same answer.
pub(super) fn only(question: &Question, raw: &str) -> Option<Json> {
    if matches!(question, Question::Decimal(_)) {
        return None;
    }
    let value = crate::question::read(question, raw).ok()??;
    Some(value.to_json())
}

/// Never wider than what JSON carries.
fn whole(options: &integer::Options) -> Json {
    let most = limits::WHOLE_NUMBER;
    let mut said = json!({"type": "integer",
        "minimum": options.minimum.unwrap_or(-most).max(-most),
        "maximum": options.maximum.unwrap_or(most).min(most)});
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

/// A number as text: its bounds are for those who read numbers out of texts.
fn decimal(options: &decimal::Options, notes: &mut Vec<&'static str>) -> Json {
    let mut said = unbroken(texts::decimal(options.scale));
    let bounds = &options.bounds;
    for (key, bound) in [
        ("minimum", bounds.minimum),
        ("maximum", bounds.maximum),
        ("exclusiveMinimum", bounds.exclusive_minimum),
        ("exclusiveMaximum", bounds.exclusive_maximum),
        ("multipleOf", bounds.multiple_of),
    ] {
        if let Some(bound) = bound {
            said["x-forms-bounds"][key] = json!(bound.to_text());
            notes.push(key);
        }
    }
    said
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

fn several(options: &choices::Options, notes: &mut Vec<&'static str>) -> Json {
    let items = match &options.from {
        Options::Inline(items) => {
            let values: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
            json!({"type": "string", "enum": values})
        }
        from @ Options::Source { .. } => {
            notes.push("source");
            json!({"type": "string", "minLength": 1, "x-forms-source": source(from),
                "not": {"type": "string", "pattern": texts::NOT_A_LINE}})
        }
    };
    let mut said = json!({"type": "array", "items": items, "uniqueItems": true,
        "maxItems": options.max_items});
    // None at all is no answer; some are too few.
    if options.min_items > 1 {
        said["anyOf"] = json!([
            {"type": "array", "maxItems": 0},
            {"type": "array", "minItems": options.min_items},
        ]);
    }
    if let Options::Inline(items) = &options.from {
        let alone = items.iter().filter(|item| item.exclusive).map(|item| {
            json!({"if": {"type": "array", "contains": {"const": item.value}},
                "then": {"type": "array", "maxItems": 1}})
        });
        let alone: Vec<Json> = alone.collect();
        if !alone.is_empty() {
            said["allOf"] = Json::Array(alone);
        }
    }
    said
}

/// A text of a pattern, of any length.
fn unbroken(pattern: String) -> Json {
    json!({"type": "string", "pattern": pattern,
        "not": {"type": "string", "pattern": texts::ENDS_IN_A_BREAK}})
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
    let mut said = unbroken(pattern);
    said["maxLength"] = json!(longest);
    said
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
    // None at all is no answer; some are too few.
    if options.min_items > 1 {
        said["anyOf"] = json!([
            {"type": "array", "maxItems": 0},
            {"type": "array", "minItems": options.min_items},
        ]);
    }
    said
}
