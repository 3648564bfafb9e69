//! The crate `cel`, spoken to in our values.

use crate::Theirs;
use cel::objects::Key;
use cel::{Context, Program, Value as Other_};
use forms::Value;
use forms::instant::{Duration, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) struct Other {
    names: Vec<(String, Other_)>,
}

impl Other {
    pub(crate) fn new(names: &[(String, Value)]) -> Self {
        let names = names
            .iter()
            .map(|(name, value)| (name.clone(), there(value)));
        Other {
            names: names.collect(),
        }
    }

    pub(crate) fn run(&mut self, text: &str) -> Theirs {
        let program = Program::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut context = Context::default();
        for (name, value) in &self.names {
            context.add_variable_from_value(name.clone(), value.clone());
        }
        match program.execute(&context) {
            Ok(value) => Theirs::Value(here(&value)),
            Err(_) => Theirs::Error,
        }
    }
}

fn there(value: &Value) -> Other_ {
    match value {
        Value::Bool(yes) => Other_::Bool(*yes),
        Value::Int(number) => Other_::Int(*number),
        Value::Double(number) => Other_::Float(*number),
        Value::Str(text) => Other_::String(Arc::new(text.clone())),
        Value::List(list) => Other_::List(Arc::new(list.iter().map(there).collect())),
        Value::Table(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let key = Key::String(Arc::new(key.as_str().unwrap().to_owned()));
                (key, there(value))
            });
            Other_::Map(cel::objects::Map {
                map: Arc::new(entries.collect::<HashMap<_, _>>()),
            })
        }
        Value::Timestamp(instant) => {
            Other_::Timestamp(chrono::DateTime::parse_from_rfc3339(&instant.to_text(0)).unwrap())
        }
        Value::Duration(length) => Other_::Duration(chrono::Duration::nanoseconds(length.nanos())),
        other => panic!("no name stands for {other:?}"),
    }
}

fn here(value: &Other_) -> Value {
    match value {
        Other_::Null => Value::Null,
        Other_::Bool(yes) => Value::Bool(*yes),
        Other_::Int(number) => Value::Int(*number),
        Other_::Float(number) => Value::Double(*number),
        Other_::String(text) => Value::Str(text.to_string()),
        Other_::List(list) => Value::List(list.iter().map(here).collect()),
        Other_::Map(map) => {
            let entries = map.map.iter().map(|(key, value)| {
                let key = match key {
                    Key::Int(number) => Value::Int(*number),
                    Key::Bool(yes) => Value::Bool(*yes),
                    Key::String(text) => Value::Str(text.to_string()),
                    Key::Uint(_) => panic!("a number without a sign"),
                };
                (key, here(value))
            });
            Value::Table(entries.collect())
        }
        Other_::Timestamp(time) => {
            let nanos = i64::from(time.timestamp_subsec_nanos());
            Value::Timestamp(Timestamp::new(time.timestamp(), nanos).unwrap())
        }
        Other_::Duration(length) => {
            Value::Duration(Duration::of_nanos(length.num_nanoseconds().unwrap()))
        }
        other => panic!("a value of a kind that no expression makes: {other:?}"),
    }
}

/// The same value of the same type; what is no number is itself, and the keys
/// of maps have no order.
pub(crate) fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Double(a), Value::Double(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Table(a), Value::Table(b)) => {
            let held = |(key, value): &(Value, Value)| {
                b.iter()
                    .any(|(other, held)| key == other && same(value, held))
            };
            a.len() == b.len() && a.iter().all(held)
        }
        _ => std::mem::discriminant(ours) == std::mem::discriminant(theirs) && ours == theirs,
    }
}
