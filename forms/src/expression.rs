//! The CEL subset that conditions, rules, calculations and fees are written in.
//!
//! Text is parsed, type-checked and bounded at publish (`parse`, `types` and
//! `cost`, feature `author`); what is published is the tree below, run by one
//! metered evaluator on both sides. *Unanswered* is CEL's unknown and follows
//! three-valued logic; a *bug* (overflow, division by zero, a bad conversion)
//! is something else and blocks.

mod apply;
mod codec;
#[cfg(feature = "author")]
pub(crate) mod cost;
pub(crate) mod evaluate;
mod functions;
#[cfg(feature = "author")]
pub mod parse;
#[cfg(feature = "author")]
mod print;
#[cfg(feature = "author")]
mod tokens;
#[cfg(feature = "author")]
pub mod types;

pub use functions::Function;

/// A parsed expression. Serialises to one compact text (see `codec`).
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// `42`.
    Int(i64),
    /// `'text'`.
    Str(String),
    /// A field, a context input, `self`, `item` or a macro's variable.
    Name(String),
    /// `base.member`.
    Select(Box<Expr>, String),
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
    /// A function's arguments; a method's receiver comes first.
    Call(Function, Vec<Expr>),
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
    /// An operator or function met a value it does not take.
    Type,
    /// A name that means nothing here.
    Name,
    /// A value that needs itself.
    Cycle,
    /// More steps than an expression may take.
    Cost,
}

impl Expr {
    /// The direct parts, in order.
    pub(crate) fn parts(&self) -> Vec<&Expr> {
        match self {
            Expr::Null | Expr::Bool(_) | Expr::Int(_) | Expr::Str(_) | Expr::Name(_) => Vec::new(),
            Expr::Select(base, _) | Expr::Not(base) | Expr::Minus(base) => vec![base],
            Expr::Binary(_, left, right) | Expr::Macro(_, left, _, right) => vec![left, right],
            Expr::If(three) => three.iter().collect(),
            Expr::List(parts) | Expr::Call(_, parts) => parts.iter().collect(),
        }
    }
}
