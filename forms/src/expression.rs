//! The CEL subset that conditions, rules, calculations and fees are written in.
//!
//! Text is parsed, type-checked and bounded at publish (`parse`, `types` and
//! `cost`, feature `author`); what is published is the tree below, run by one
//! metered evaluator on both sides. *Unanswered* is CEL's unknown and follows
//! three-valued logic; a *bug* (overflow, division by zero, a bad conversion)
//! is something else and blocks.

#[cfg(feature = "author")]
pub mod alone;
mod apply;
mod codec;
#[cfg(feature = "author")]
pub(crate) mod cost;
pub(crate) mod evaluate;
#[cfg(feature = "author")]
mod extension;
mod functions;
mod literal;
mod operators;
#[cfg(feature = "author")]
pub mod parse;
#[cfg(feature = "author")]
mod print;
#[cfg(feature = "author")]
mod tokens;
#[cfg(feature = "author")]
pub mod types;

use crate::decimal::Decimal;
use crate::pattern::Pattern;

#[cfg(feature = "author")]
pub use extension::Extension;
pub use functions::Function;
pub use literal::Literal;

/// A parsed expression. Serialises to one compact text (see `codec`).
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// `42`.
    Int(i64),
    /// `0.5`, exact.
    Decimal(Decimal),
    /// `0.5` as CEL itself reads it. In no form.
    #[cfg(feature = "author")]
    Double(f64),
    /// `'text'`.
    Str(Literal),
    /// A field, a context input, `self`, `item` or a macro's variable.
    Name(String),
    /// `base.member`.
    Select(Box<Expr>, String),
    /// `base[at]`.
    Index(Box<[Expr; 2]>),
    /// `!x`.
    Not(Box<Expr>),
    /// `-x`.
    Minus(Box<Expr>),
    /// `x + y` and so on.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `condition ? then : otherwise`.
    If(Box<[Expr; 3]>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{a: b}`: keys and values by turns.
    Table(Vec<Expr>),
    /// A function's arguments; a method's receiver comes first.
    Call(Function, Vec<Expr>),
    /// `text.matches('pattern')`: anywhere in the text.
    Matches(Box<Expr>, Box<Pattern>),
    /// `list.all(variable, body)` and the other macros.
    Macro(Macro, Box<Expr>, String, Box<Expr>),
}

/// The binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `+` of numbers, texts or lists.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`, towards zero.
    Divide,
    /// `%`, with the sign of the left side.
    Remainder,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `in`.
    In,
}

/// The macros over lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Macro {
    /// True for every element.
    All,
    /// True for some element.
    Exists,
    /// True for exactly one element.
    ExistsOne,
    /// Every element made into another.
    Map,
    /// The elements it is true for.
    Filter,
}

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// An answer it needs is missing.
    Unknown,
    /// It failed although its inputs were known.
    Bug(Bug),
}

/// What went wrong in an expression whose inputs were known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// Beyond 64 bits, or a date outside years 1 to 9999.
    Overflow,
    /// Division by zero.
    Division,
    /// Text that is no number or date, a place outside a text.
    Conversion,
    /// A place outside a list, a key that a map has not or has twice.
    Missing,
    /// An operator or function met a value it does not take.
    Type,
    /// A name that means nothing here.
    Name,
    /// A value that needs itself.
    Cycle,
    /// More steps than an expression may take.
    Cost,
}

/// What evaluating gives.
pub(crate) type Result<T> = std::result::Result<T, Stop>;

fn bug<T>(bug: Bug) -> Result<T> {
    Err(Stop::Bug(bug))
}

impl Expr {
    /// The direct parts, in order.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Expr::Null
            | Expr::Bool(_)
            | Expr::Int(_)
            | Expr::Decimal(_)
            | Expr::Str(_)
            | Expr::Name(_) => Vec::new(),
            #[cfg(feature = "author")]
            Expr::Double(_) => Vec::new(),
            Expr::Select(base, _)
            | Expr::Not(base)
            | Expr::Minus(base)
            | Expr::Matches(base, _) => vec![base],
            Expr::Binary(_, left, right) | Expr::Macro(_, left, _, right) => vec![left, right],
            Expr::Index(two) => two.iter().collect(),
            Expr::If(three) => three.iter().collect(),
            Expr::List(parts) | Expr::Table(parts) | Expr::Call(_, parts) => parts.iter().collect(),
        }
    }
}
