//! What CEL has and no form needs: binary fractions, texts taken apart,
//! formats, bits. The check refuses all of it in a form, and none of it is in
//! the browser; it is here so that CEL's own cases can be run in full.

mod format;
mod numbers;
mod texts;
mod time;

use super::functions::{ARGUMENTS, Style};
use super::{Bug, Result, bug};
use crate::limits;
use crate::value::Value;

pub(super) use numbers::truncated;
pub(super) use time::time;

/// A function of CEL or of its extensions that no form may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are CEL's own, in the table below")]
pub enum Extension {
    Double,
    Bool,
    Dyn,
    Unbound,
    CharAt,
    IndexOf,
    LastIndexOf,
    UpperAscii,
    Replace,
    Split,
    Join,
    Reverse,
    Quote,
    Format,
    Ceil,
    Floor,
    Round,
    Trunc,
    Abs,
    Sign,
    Sqrt,
    IsNan,
    IsInf,
    IsFinite,
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    BitShiftLeft,
    BitShiftRight,
}

/// As `functions::Row`.
type Row = (Extension, &'static str, usize, usize, Style);

use Extension as E;
use Style::{Method, Plain};

pub(super) const NAMES: [Row; 30] = [
    (E::Double, "double", 1, 1, Plain),
    (E::Bool, "bool", 1, 1, Plain),
    (E::Dyn, "dyn", 1, 1, Plain),
    // Whatever else CEL would look for when it runs, and not find.
    (E::Unbound, "", 0, ARGUMENTS, Plain),
    (E::CharAt, "charAt", 2, 2, Method),
    (E::IndexOf, "indexOf", 2, 3, Method),
    (E::LastIndexOf, "lastIndexOf", 2, 3, Method),
    (E::UpperAscii, "upperAscii", 1, 1, Method),
    (E::Replace, "replace", 3, 4, Method),
    (E::Split, "split", 2, 3, Method),
    (E::Join, "join", 1, 2, Method),
    (E::Reverse, "reverse", 1, 1, Method),
    (E::Quote, "strings.quote", 1, 1, Plain),
    (E::Format, "format", 2, 2, Method),
    (E::Ceil, "math.ceil", 1, 1, Plain),
    (E::Floor, "math.floor", 1, 1, Plain),
    (E::Round, "math.round", 1, 1, Plain),
    (E::Trunc, "math.trunc", 1, 1, Plain),
    (E::Abs, "math.abs", 1, 1, Plain),
    (E::Sign, "math.sign", 1, 1, Plain),
    (E::Sqrt, "math.sqrt", 1, 1, Plain),
    (E::IsNan, "math.isNaN", 1, 1, Plain),
    (E::IsInf, "math.isInf", 1, 1, Plain),
    (E::IsFinite, "math.isFinite", 1, 1, Plain),
    (E::BitAnd, "math.bitAnd", 2, 2, Plain),
    (E::BitOr, "math.bitOr", 2, 2, Plain),
    (E::BitXor, "math.bitXor", 2, 2, Plain),
    (E::BitNot, "math.bitNot", 1, 1, Plain),
    (E::BitShiftLeft, "math.bitShiftLeft", 2, 2, Plain),
    (E::BitShiftRight, "math.bitShiftRight", 2, 2, Plain),
];

/// The first letter of an extension on the wire: beyond every other's.
const FIRST: u32 = 0x4E00;

impl Extension {
    /// The name of CEL.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    pub(super) fn style(self) -> Style {
        NAMES[self as usize].4
    }

    pub(super) fn letter(self) -> char {
        char::from_u32(FIRST + self as u32).unwrap_or(' ')
    }

    pub(super) fn by_letter(letter: char) -> Option<Extension> {
        let place = u32::from(letter).checked_sub(FIRST)?;
        NAMES.get(place as usize).map(|row| row.0)
    }
}

/// A function of whole values.
pub(super) fn apply(function: Extension, values: &[Value]) -> Result<Value> {
    let made = match function {
        E::Unbound => return bug(Bug::Name),
        E::Dyn => values.first().cloned().unwrap_or(Value::Null),
        E::Format => Value::Str(format::format(values)?),
        E::CharAt
        | E::IndexOf
        | E::LastIndexOf
        | E::UpperAscii
        | E::Replace
        | E::Split
        | E::Join
        | E::Reverse
        | E::Quote => texts::apply(function, values)?,
        _ => numbers::apply(function, values)?,
    };
    match &made {
        Value::Str(text) if text.len() > limits::TEXT_RESULT => bug(Bug::Cost),
        Value::List(list) if list.len() > limits::LIST_RESULT => bug(Bug::Cost),
        _ => Ok(made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_functions() {
        for (place, row) in NAMES.iter().enumerate() {
            assert_eq!(row.0 as usize, place, "{}", row.1);
            assert_eq!(Extension::by_letter(row.0.letter()), Some(row.0));
        }
    }
}
