//! The rules of a form: what an agency writes, what a citizen answered, and
//! what follows from both. Pure: no I/O, no async, no clock, no randomness.
//!
//! # Layout
//! - [`form`]: a published form, compiled; what everything below reads.
//! - [`question`]: the question types, one file each, one shape each.
//! - [`expression`]: the CEL subset that conditions, rules and fees are written in.
//! - [`answers`]: raw text per field path, as a person typed it.
//! - [`mod@evaluate`]: form + answers + context -> values, problems, fee.
//! - [`journey`]: which pages apply, which is next, is it complete.
//! - [`problem`] is data; [`message`] is words.
//! - [`date`], [`money`]: civil dates and whole đồng. [`pattern`]: texts against patterns.
//! - [`limits`]: what keeps a hostile definition harmless.
//! - `author` (feature): YAML, checker, compiler, manifest. Never in a browser.

#![warn(missing_docs)]

pub mod answers;
#[cfg(feature = "author")]
pub mod author;
pub mod date;
pub mod evaluate;
pub mod expression;
pub mod form;
pub mod journey;
pub mod limits;
pub mod message;
pub mod money;
pub mod pattern;
pub mod problem;
pub mod question;
pub mod value;

pub use answers::Answers;
pub use evaluate::{
    Context, Datasets, Evaluation, FeeLine, FeeState, NoDatasets, evaluate, submission,
};
pub use form::{Field, Form, Page, Text};
pub use journey::Journey;
pub use problem::{Code, Level, Problem};
pub use question::Question;
pub use value::Value;
