//! `note`: words to read. The field's label is the heading, `hint` the text.
//! It takes no answer, has no value, and check-answers leaves it out.

use crate::value::Value;

/// Whatever was posted under its name.
pub(super) fn read() -> Option<Value> {
    None
}
