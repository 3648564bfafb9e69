//! One answer of typed JSON, by the data contract.

use super::file::{self, FileRef};
use super::{Question, choice, choices, clean, date_time, decimal, location, read};
use crate::date::{Date, PartialDate};
use crate::decimal::Decimal;
use crate::evaluate::run::Leaf;
use crate::instant::Timestamp;
use crate::limits;
use crate::problem::Code;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// An answer that was read.
pub(crate) struct Given {
    pub(crate) leaf: Leaf,
    /// How a person would type it, where the value does not say.
    raw: Option<Box<str>>,
}

impl Given {
    fn known(value: Value) -> Given {
        Given {
            leaf: Ok(Some(value)).into(),
            raw: None,
        }
    }

    /// Of the right type, and empty.
    fn nothing() -> Given {
        Given {
            leaf: Leaf::default(),
            raw: None,
        }
    }

    /// What was typed, read.
    fn typed(question: &Question, raw: String) -> Given {
        Given {
            leaf: read(question, &raw).into(),
            raw: Some(raw.into()),
        }
    }

    /// Of the right type, and yet no answer: what is wrong is the evaluation's to say.
    fn refused(code: Code, raw: &str) -> Given {
        Given {
            leaf: Err(code).into(),
            raw: Some(raw.into()),
        }
    }

    /// How a person would type it.
    pub(crate) fn raw(&self) -> String {
        match (&self.raw, &self.leaf.value) {
            (Some(raw), _) => raw.as_ref().to_owned(),
            (None, Some(Value::Bool(yes))) => if *yes { "yes" } else { "no" }.to_owned(),
            (None, Some(Value::Int(number))) => number.to_string(),
            // As people here write it, so that `1.500` stays one and a half.
            (None, Some(Value::Decimal(number))) => number.to_text().replace('.', ","),
            (None, Some(Value::Date(date))) => date.show(),
            (None, Some(Value::Str(text))) => text.clone(),
            (None, Some(Value::List(list))) => match file::refs(list) {
                Some(files) => FileRef::write_all(&files),
                None => choices::write(list.iter().filter_map(Value::as_str)),
            },
            (None, _) => String::new(),
        }
    }
}

/// Reads a text; `None` when it is not of the question's type.
pub(crate) fn of_text(question: &Question, text: &str) -> Option<Given> {
    Some(match question {
        Question::Decimal(options) => {
            Decimal::parse(text)?;
            match decimal::of_plain(options, text) {
                Ok(number) => Given::known(number),
                Err(code) => Given::refused(code, &text.replace('.', ",")),
            }
        }
        Question::Date(_) => Given::known(Value::Date(Date::parse_iso(text)?)),
        Question::PartialDate(_) => Given::typed(question, PartialDate::parse_iso(text)?.show()),
        Question::DateTime(_) => {
            let raw = date_time::raw(Timestamp::parse(text)?)?;
            let given = Given::typed(question, raw);
            // By whole minutes, and at the hour of here.
            let kept = given.leaf.value.as_ref()?.to_json();
            (kept.as_str() == Some(text)).then_some(given)?
        }
        Question::Choice(choice::Options::Source { .. }) if text.contains(char::is_control) => {
            return None;
        }
        question if question.is_text() => match read(question, text) {
            // Given as it will be kept, or not at all.
            Ok(Some(Value::Str(kept))) if kept == text => Given::known(Value::Str(kept)),
            Err(code) if text.trim() == text => Given::refused(code, text),
            _ => return None,
        },
        _ => return None,
    })
}

/// Reads true or false; `None` when it is not of the question's type.
pub(crate) fn of_bool(question: &Question, yes: bool) -> Option<Given> {
    match question {
        Question::Boolean => Some(Given::known(Value::Bool(yes))),
        Question::Declaration if yes => Some(Given::known(Value::Bool(true))),
        // Not declared is not answered.
        Question::Declaration => Some(Given::nothing()),
        _ => None,
    }
}

/// Reads a whole number; `None` when it is not of the question's type.
pub(crate) fn of_whole(question: &Question, number: i64) -> Option<Given> {
    match question {
        Question::Integer(_) | Question::Money(_) => Some(
            if (-limits::WHOLE_NUMBER..=limits::WHOLE_NUMBER).contains(&number) {
                Given::known(Value::Int(number))
            } else {
                Given::refused(Code::Type, &number.to_string())
            },
        ),
        _ => None,
    }
}

/// `3` and `3.0` are whole numbers in JSON Schema 2020-12, `1.5` is not.
pub(crate) fn whole(number: f64) -> Option<i64> {
    let fits = number.fract() == 0.0 && number.abs() <= limits::WHOLE_NUMBER as f64;
    fits.then_some(number as i64)
}

/// Reads a list; `None` when it is not of the question's type.
pub(crate) fn of_list(question: &Question, list: Vec<Json>) -> Option<Given> {
    match question {
        Question::Choices(options) => {
            let chosen = texts(&list)?;
            if chosen.is_empty() {
                return Some(Given::nothing());
            }
            Some(
                match choices::choose(options, &mut chosen.iter().copied()) {
                    Ok(Some(chosen)) => Given::known(chosen),
                    Ok(None) => Given::nothing(),
                    // Whether they are options, and each but once, is for the evaluation to say.
                    Err(code) => Given::refused(code, &choices::write(chosen.into_iter())),
                },
            )
        }
        Question::File(_) => {
            let files: Option<Vec<FileRef>> = list.into_iter().map(file).collect();
            Some(file::of(files?).map_or_else(Given::nothing, Given::known))
        }
        _ => None,
    }
}

/// Reads an object; `None` when it is not of the question's type.
pub(crate) fn of_object(question: &Question, object: &Map<String, Json>) -> Option<Given> {
    let Question::Location = question else {
        return None;
    };
    let degrees = |key| {
        let text = object.get(key).and_then(Json::as_str)?;
        let number = Decimal::parse(text)?;
        (number.scale() <= location::DIGITS).then_some(text)
    };
    let (lat, lon) = (degrees("lat")?, degrees("lon")?);
    (object.len() == 2).then(|| Given::typed(question, location::join(lat, lon)))
}

/// The raw text of a typed value; `None` when it is not of the question's type.
#[cfg(feature = "author")]
pub(crate) fn raw_of(question: &Question, json: &Json) -> Option<String> {
    let given = match json {
        Json::Null => None,
        Json::Bool(yes) => of_bool(question, *yes),
        Json::Number(number) => of_whole(question, whole_number(number)?),
        Json::String(text) => of_text(question, text),
        Json::Array(list) => of_list(question, list.clone()),
        Json::Object(object) => of_object(question, object),
    };
    given.map(|given| given.raw())
}

fn whole_number(number: &serde_json::Number) -> Option<i64> {
    number.as_i64().or_else(|| whole(number.as_f64()?))
}

/// A file's five parts, each of its shape.
fn file(json: Json) -> Option<FileRef> {
    let Json::Object(mut parts) = json else {
        return None;
    };
    let mut text = |key| match parts.remove(key)? {
        Json::String(text) => Some(text),
        _ => None,
    };
    let (id, name) = (text("id")?, text("name")?);
    let (media_type, sha256) = (text("mediaType")?, text("sha256")?);
    let size = whole_number(parts.remove("size")?.as_number()?)?;
    let file = FileRef {
        id,
        name,
        size: u64::try_from(size).ok()?,
        media_type,
        sha256,
    };
    (parts.is_empty() && file.is_sound()).then_some(file)
}

/// The texts of a list, which one could choose.
fn texts(values: &[Json]) -> Option<Vec<&str>> {
    // Given as they will be kept, or not at all.
    let plain = |text: &&str| {
        !text.is_empty() && clean(text) == **text && !text.contains(|c: char| c.is_control())
    };
    let texts = values.iter().take(limits::OPTIONS + 1);
    texts.map(|value| value.as_str().filter(plain)).collect()
}
