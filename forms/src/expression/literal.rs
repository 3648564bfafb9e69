//! A text that an expression writes out.

use crate::value::Value;
use std::fmt;
use std::ops::Deref;

/// A text, kept as the value it is, so that running the expression copies nothing.
#[derive(Clone, PartialEq)]
pub struct Literal(Value);

impl Literal {
    /// As a value.
    pub fn value(&self) -> &Value {
        &self.0
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Literal(Value::Str(text))
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Deref for Literal {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_str().unwrap_or("")
    }
}

impl AsRef<str> for Literal {
    fn as_ref(&self) -> &str {
        self
    }
}

/// The text: an author's, not an answer.
impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
