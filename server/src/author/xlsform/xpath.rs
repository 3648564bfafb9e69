//! XPath as XLSForm has it: operators, calls, `${name}` and the dot. Location
//! paths are recognised, so that they can be named, and kept as they are written.

mod parse;
mod tokens;

pub(super) use parse::parse;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Xpath {
    /// As written.
    Number(String),
    Text(String),
    /// `${name}`.
    Answer(String),
    /// `.`
    Dot,
    /// Any other location path, as written.
    Path(String),
    Call(String, Vec<Xpath>),
    Minus(Box<Xpath>),
    Binary(Op, Box<Xpath>, Box<Xpath>),
}

/// What stands between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Union,
}

impl Xpath {
    /// Whether it, or a part of it, is one that fits.
    pub(super) fn any(&self, fits: &dyn Fn(&Xpath) -> bool) -> bool {
        fits(self)
            || match self {
                Xpath::Call(_, parts) => parts.iter().any(|part| part.any(fits)),
                Xpath::Minus(inner) => inner.any(fits),
                Xpath::Binary(_, left, right) => left.any(fits) || right.any(fits),
                _ => false,
            }
    }
}
