//! The rules of a form: what an agency writes, what a citizen answered, and
//! what follows from both. Pure: no I/O, no async, no clock, no randomness.
//!
//! # Layout
//! - [`form`]: a published form, compiled; what everything below reads.
//! - [`question`]: the question types, one file each, one shape each.
//! - [`expression`]: the CEL subset that conditions, rules and fees are written in.
//! - [`answers`]: raw text per field path, as a person typed it.
//! - [`mod@evaluate`]: form + answers + context -> values, problems, fee.
//! - [`open`] which answers a supplement may change
//! - [`journey`]: which pages apply, which is next, is it complete.
//! - [`problem`] is data; [`message`] is words.
//! - [`date`], [`instant`], [`decimal`], [`money`]: civil dates, instants and lengths of
//!   time, exact decimals, whole đồng. [`pattern`]: texts against patterns.
//! - [`limits`]: what keeps a hostile definition harmless.
//! - [`rows`]: the little JSON between server and island.
//! - [`mod@outcome`]: an evaluation as one text, to compare two engines.
//! - `contract` (feature `author`): a form's JSON Schema, for other systems.
//! - `author` (feature): YAML, checker, compiler, manifest. Never in a browser.
//!
//! # Invariants
//! - No clock: `today` comes with the [`Context`]. No dataset either: what is
//!   asked of one goes through [`Datasets`].
//! - Raw text in, problems out; nothing typed is ever an error of the program.
//! - Problems carry places and parameters, never answers; `Debug` of answers
//!   and values prints no content.
//! - *Unanswered* is unknown and follows three-valued logic; a *bug* blocks.
//!
//! # The tour
//! Load a definition, answer, see what is wrong, go to the next page:
//!
//! ```
//! # #[cfg(feature = "author")] {
//! use forms::{Answers, Context, Journey, NoDatasets, date::Date, evaluate, message};
//! use std::collections::BTreeMap;
//!
//! let definition = r#"
//! formDefinition: "1.0"
//! id: vn.example.extract
//! version: 1.0.0
//! languages: [vi, en]
//! title: {vi: Trích lục, en: Extract}
//! pages:
//!   - id: copies
//!     title: {vi: Số bản, en: Copies}
//!     fields:
//!       - {id: copies, type: integer, minimum: 1, required: true, label: {vi: Số bản, en: Copies}}
//!   - id: reason
//!     title: {vi: Lý do, en: Reason}
//!     visibleWhen: "copies > 5"
//!     fields:
//!       - {id: reason, type: text, required: true, label: {vi: Lý do cần nhiều bản, en: Reason}}
//! fee:
//!   lines:
//!     - {id: copies, amount: "copies * 8000", label: {vi: Lệ phí, en: Fee}}
//! "#;
//! let files = BTreeMap::from([("definition.yaml".to_owned(), definition.to_owned())]);
//! let form = forms::author::load("extract", &files, &BTreeMap::new()).expect("no faults").form;
//!
//! let today = Date::new(2026, 11, 23).expect("a date");
//! let context = Context { today, channel: "online", agency: "A1", province: "14", datasets: &NoDatasets };
//! let mut answers = Answers::new();
//! let evaluation = evaluate(&form, &answers, &context);
//! assert_eq!(message::text(&form, &evaluation.problems[0], "vi"), "Nhập số bản");
//! assert_eq!(evaluation.fee.total(), None); // not yet known
//!
//! answers.set("copies", "6");
//! let evaluation = evaluate(&form, &answers, &context);
//! let journey = Journey::new(&form, &evaluation);
//! assert_eq!(journey.next("copies").map(|page| page.id.as_str()), Some("reason"));
//! assert_eq!(evaluation.fee.total(), Some(48_000));
//! # }
//! ```

#![warn(missing_docs)]

pub mod answers;
#[cfg(feature = "author")]
pub mod author;
#[cfg(feature = "author")]
pub mod contract;
pub mod date;
pub mod decimal;
#[cfg(feature = "author")]
pub mod document;
pub mod evaluate;
pub mod expression;
pub mod form;
pub mod instant;
pub mod journey;
pub mod limits;
pub mod message;
#[cfg(feature = "author")]
pub mod migration;
pub mod money;
#[cfg(feature = "author")]
mod nearest;
pub mod open;
pub mod outcome;
pub mod pattern;
pub mod problem;
pub mod question;
pub mod rows;
pub mod value;

pub use answers::Answers;
#[cfg(feature = "author")]
pub use document::Document;
pub use evaluate::{
    Charge, Context, Datasets, Evaluation, FeeLine, FeeState, NoDatasets, evaluate, submission,
};
pub use form::{Field, Form, NameFrom, Page, ResultRules, Text};
pub use journey::Journey;
pub use open::Open;
pub use problem::{Code, Level, Problem};
pub use question::Question;
pub use value::Value;
