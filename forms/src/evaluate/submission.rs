//! The submission: typed JSON by the data contract.

use super::Evaluation;
use crate::form::{Field, Form};
use crate::question::Question;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// The typed JSON of an evaluation: what does not apply is dropped, what is
/// unanswered is absent, a repeat is an array, an object without answers is
/// left out.
pub fn submission(form: &Form, evaluation: &Evaluation<'_>) -> Json {
    let mut out = Map::new();
    for page in &form.pages {
        for field in &page.fields {
            if let Some(value) = evaluation.value(&field.id)
                && !is_bare(field, value)
            {
                out.insert(field.id.clone(), prune(value).to_json());
            }
        }
    }
    Json::Object(out)
}

/// A group in which nothing was answered.
fn is_bare(field: &Field, value: &Value) -> bool {
    matches!(field.question, Question::Group(_)) && is_empty_map(value)
}

fn is_empty_map(value: &Value) -> bool {
    matches!(value, Value::Map(entries) if entries.iter().all(|(_, inner)| is_empty_map(inner)))
}

fn prune(value: &Value) -> Value {
    match value {
        Value::Map(entries) => Value::Map(
            entries
                .iter()
                .filter(|(_, inner)| !is_empty_map(inner))
                .map(|(k, v)| (k.clone(), prune(v)))
                .collect(),
        ),
        Value::List(items) => Value::List(items.iter().map(prune).collect()),
        other => other.clone(),
    }
}
