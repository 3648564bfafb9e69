//! Values under way.

use crate::value::Value;

/// A value under way. Fields stay references until their value is needed, so
/// that `residence.province` does not wait for the rest of `residence`.
#[derive(Clone)]
pub(crate) enum Out {
    Value(Value),
    Node(u32),
    /// And whether it is what somebody answered: then a place behind its end
    /// is not yet answered, else it is a mistake.
    List(Vec<Out>, bool),
    Unknown,
}

/// A macro's variable.
pub(crate) struct Local<'e> {
    pub(super) name: &'e str,
    pub(super) value: Out,
    pub(super) outer: Option<&'e Local<'e>>,
}

impl Out {
    /// A list's elements one by one.
    pub(super) fn opened(self) -> Out {
        match self {
            Out::Value(Value::List(list)) => {
                Out::List(list.into_iter().map(Out::Value).collect(), false)
            }
            other => other,
        }
    }

    /// Steps that copying it costs.
    pub(super) fn weight(&self) -> usize {
        match self {
            Out::Value(value) => weight(value),
            Out::List(list, _) => list.iter().map(|out| 1 + out.weight()).sum(),
            Out::Node(_) | Out::Unknown => 0,
        }
    }
}

/// Steps that copying a value costs: one for each element, and for 32 bytes.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::Str(text) => text.len() / 32,
        Value::List(list) => list.iter().map(|value| 1 + weight(value)).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| 1 + weight(value)).sum(),
        Value::Table(entries) => entries
            .iter()
            .map(|(key, value)| 1 + weight(key) + weight(value))
            .sum(),
        _ => 0,
    }
}
