//! Values under way.

use crate::value::Value;
use std::borrow::Cow;

/// A value under way. Fields stay references until their value is needed, so
/// that `residence.province` does not wait for the rest of `residence`; what
/// is answered or written out is borrowed.
#[derive(Clone)]
pub(crate) enum Out<'v> {
    Value(Cow<'v, Value>),
    Node(u32),
    /// And whether it is what somebody answered: then a place behind its end
    /// is not yet answered, else it is a mistake.
    List(Vec<Out<'v>>, bool),
    Unknown,
}

/// A macro's variable.
pub(crate) struct Local<'l, 'v> {
    pub(super) name: &'v str,
    pub(super) value: Out<'v>,
    pub(super) outer: Option<&'l Local<'l, 'v>>,
}

impl From<Value> for Out<'_> {
    fn from(value: Value) -> Self {
        Out::Value(Cow::Owned(value))
    }
}

impl<'v> Out<'v> {
    /// A list's elements one by one.
    pub(super) fn opened(self) -> Out<'v> {
        match self {
            Out::Value(Cow::Borrowed(Value::List(list))) => Out::List(borrowed(list), false),
            Out::Value(Cow::Owned(Value::List(list))) => {
                Out::List(list.into_iter().map(Out::from).collect(), false)
            }
            other => other,
        }
    }

    pub(super) fn is_list(&self) -> bool {
        match self {
            Out::List(..) => true,
            Out::Value(value) => matches!(**value, Value::List(_)),
            _ => false,
        }
    }

    #[cfg(feature = "author")]
    pub(super) fn is_table(&self) -> bool {
        matches!(self, Out::Value(value) if matches!(**value, Value::Table(_)))
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

/// A list's elements as they are.
pub(super) fn borrowed(list: &[Value]) -> Vec<Out<'_>> {
    let elements = list.iter().map(|value| Out::Value(Cow::Borrowed(value)));
    elements.collect()
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
