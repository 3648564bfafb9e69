//! Typed JSON, by the data contract, as answers: what the API takes.

use super::file::FileRef;
use super::{Question, choices, date_time, join, location, read};
use crate::Answers;
use crate::date::{Date, PartialDate};
use crate::decimal::Decimal;
use crate::form::{Field, Form};
use crate::instant::Timestamp;
use crate::limits;
use crate::problem::{Code, Level, Problem};
use crate::value::Value;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// Reads a submission's typed JSON into answers. Items of repeats get the ids
/// `i1`, `i2`, … in the order of the document, so that an id stands for one
/// item of the whole form.
///
/// The contract is strict where a person's typing is not: text must already be
/// trimmed, NFC, a phone number E.164; what is not answered is left out, not
/// empty. A value that is not of its field's type is a problem of code `type`, a
/// key that is no field's one of code `unknownKey`; the client's value of a
/// calculated field is ignored. A document nested deeper than
/// [`limits::JSON_DEPTH`] is a problem of code `type` at the root.
pub fn read_json(form: &Form, json: &Json) -> (Answers, Vec<Problem>) {
    let mut reader = Reader {
        answers: Answers::new(),
        problems: Vec::new(),
        items: 0,
    };
    let fields: Vec<&Field> = form.pages.iter().flat_map(|page| &page.fields).collect();
    match json {
        // No form nests so deep: nothing in it could be meant.
        _ if is_deeper(json, limits::JSON_DEPTH) => reader.problem("", Code::Type),
        Json::Object(object) => reader.object(&fields, "", object),
        _ => reader.problem("", Code::Type),
    }
    (reader.answers, reader.problems)
}

/// Whether lists and objects stand in each other more than this many times.
fn is_deeper(json: &Json, most: usize) -> bool {
    let inside = |json: &Json| is_deeper(json, most.saturating_sub(1));
    match json {
        Json::Array(_) | Json::Object(_) if most == 0 => true,
        Json::Array(list) => list.iter().any(inside),
        Json::Object(object) => object.values().any(inside),
        _ => false,
    }
}

struct Reader {
    answers: Answers,
    problems: Vec<Problem>,
    /// Items of repeats so far.
    items: usize,
}

impl Reader {
    fn problem(&mut self, path: &str, code: Code) {
        self.problems.push(Problem {
            path: path.to_owned(),
            code,
            level: Level::Error,
        });
    }

    fn object(&mut self, fields: &[&Field], prefix: &str, object: &Map<String, Json>) {
        for (key, value) in object {
            let path = join(prefix, key);
            match fields
                .iter()
                .find(|field| field.id == *key && !matches!(field.question, Question::Note))
            {
                Some(field) => self.field(field, &path, value),
                None => self.problem(&path, Code::Rule("unknownKey".to_owned())),
            }
        }
    }

    fn field(&mut self, field: &Field, path: &str, json: &Json) {
        match (&field.question, json) {
            (Question::Calculated(_), _) => {}
            (Question::Group(inside), Json::Object(object)) => {
                self.object(&inside.iter().collect::<Vec<_>>(), path, object);
            }
            (Question::Repeat(options), Json::Array(items)) => {
                let fields: Vec<&Field> = options.fields.iter().collect();
                // One more than any form allows is enough to be refused.
                for item in items.iter().take(limits::ITEMS as usize + 1) {
                    self.items += 1;
                    let id = ["i", &self.items.to_string()].concat();
                    self.answers.add_item(path, &id);
                    let item_path = join(path, &id);
                    match item {
                        Json::Object(object) => self.object(&fields, &item_path, object),
                        _ => self.problem(&item_path, Code::Type),
                    }
                }
            }
            (question, json) => match raw_of(question, json) {
                Some(raw) => self.answers.set(path, raw),
                None => self.problem(path, Code::Type),
            },
        }
    }
}

/// The raw text of a typed value; `None` when it is not of the question's type.
pub(crate) fn raw_of(question: &Question, json: &Json) -> Option<String> {
    match (question, json) {
        (Question::Boolean, Json::Bool(yes)) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        (Question::Declaration, Json::Bool(yes)) => Some(if *yes { "yes" } else { "" }.to_owned()),
        (Question::Integer(_) | Question::Money(_), Json::Number(number)) => {
            whole(number).map(|number| number.to_string())
        }
        (Question::Choices(_), Json::Array(values)) => lines(values),
        (Question::Decimal(_), Json::String(text)) => {
            // Written as people here type it, so that `1.500` stays one and a half.
            Decimal::parse(text).map(|_| text.replace('.', ","))
        }
        (Question::DateTime(_), Json::String(text)) => {
            let instant = Timestamp::parse(text)?;
            let raw = date_time::raw(instant)?;
            // By whole minutes, and at the hour of here.
            let kept = read(question, &raw).ok().flatten()?;
            (kept.to_json().as_str() == Some(text)).then_some(raw)
        }
        (Question::Location, Json::Object(point)) => {
            let degrees = |key| {
                let text = point.get(key).and_then(Json::as_str)?;
                let number = Decimal::parse(text)?;
                (number.scale() <= location::DIGITS).then_some(text)
            };
            let (lat, lon) = (degrees("lat")?, degrees("lon")?);
            (point.len() == 2).then(|| location::join(lat, lon))
        }
        (Question::Date(_), Json::String(text)) => Date::parse_iso(text).map(Date::show),
        (Question::PartialDate(_), Json::String(text)) => {
            PartialDate::parse_iso(text).map(PartialDate::show)
        }
        (Question::File(_), Json::Array(files)) => {
            let files: Option<Vec<FileRef>> = files.iter().map(file).collect();
            files.map(|files| FileRef::write_all(&files))
        }
        (
            Question::Text(_)
            | Question::Textarea(_)
            | Question::Choice(_)
            | Question::Email
            | Question::Phone
            | Question::Time
            | Question::Url
            | Question::NationalId(_)
            | Question::TaxCode(_),
            Json::String(text),
        ) => match read(question, text) {
            // Given as it will be kept, or not at all.
            Ok(Some(Value::Str(kept))) => (kept == *text).then_some(kept),
            Ok(_) => None,
            // Of the right JSON type: that it is no option, no address, … is
            // for the evaluation to say, with its own code.
            Err(_) => (text.trim() == text).then(|| text.clone()),
        },
        _ => None,
    }
}

/// A file's five parts, each of its shape.
fn file(json: &Json) -> Option<FileRef> {
    let mut json = json.clone();
    if let Some(size) = json.get_mut("size")
        && let Json::Number(number) = size
    {
        *size = Json::from(whole(number)?);
    }
    let file = FileRef::deserialize(json).ok();
    file.filter(FileRef::is_sound)
}

/// The raw text of chosen options. Whether they are options, and each but
/// once, is for the evaluation to say.
fn lines(values: &[Json]) -> Option<String> {
    let plain = |text: &&str| {
        !text.is_empty() && text.trim() == *text && !text.contains(|c: char| c.is_control())
    };
    let texts: Option<Vec<&str>> = values
        .iter()
        .take(limits::OPTIONS + 1)
        .map(|value| value.as_str().filter(plain))
        .collect();
    texts.map(|texts| choices::write(texts.into_iter()))
}

/// `3` and `3.0` are whole numbers in JSON Schema 2020-12, `1.5` is not.
fn whole(number: &serde_json::Number) -> Option<i64> {
    if let Some(number) = number.as_i64() {
        return Some(number);
    }
    let float = number.as_f64()?;
    let fits = float.fract() == 0.0 && float.abs() <= limits::WHOLE_NUMBER as f64;
    fits.then_some(float as i64)
}
