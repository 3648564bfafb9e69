//! The keys of a definition: one table for each kind of object. The reader
//! takes these keys and no others, the JSON Schema that editors complete
//! definitions by is made of them, and the tables of the guide are written
//! from them.

mod field;
mod object;

pub use field::*;
pub use object::*;

use crate::limits;

/// A key of an object.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Whether it may be left out.
    pub needed: Needed,
    /// What may stand there.
    pub holds: Holds,
    /// What it says, one line of Markdown; and what holds where it is left out.
    pub about: &'static str,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// It may.
    No,
    /// Leaving it out is a fault.
    Yes,
    /// In the citizen's form leaving it out is a fault; the officer's findings
    /// take it from there.
    InDefinition,
    /// It may, but `check` says that the procedure lacks it.
    ToPublish,
}

/// What may stand under a key. What is said here is never narrower than what
/// the reader takes.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Whatever is there; it is not read.
    Anything,
    /// A text of at most 4 KiB.
    Text,
    /// A text of a shape (ECMA-262, and Python's `re`).
    Shape(&'static str),
    /// A name: a shape, and some that are taken.
    Name(&'static str, &'static [&'static str]),
    /// Words of one line in every language of the form, up to 300 characters.
    Label,
    /// Words in every language of the form.
    Words,
    /// Words for each of the problems a type can have.
    Messages,
    /// An expression; a truth value or a whole number is one too.
    Expression,
    /// `true` or `false`.
    Boolean,
    /// A whole number, from and to.
    Whole(i64, i64),
    /// A number with a fraction, as text or plain.
    Decimal,
    /// Bytes, or a text like `5MiB`.
    Size,
    /// An answer as in JSON, anything but nothing.
    Answer,
    /// The value of an option: a text, or a whole number that is read as one.
    Value,
    /// One of several words.
    OneOf(&'static [&'static str]),
    /// A list, the least and the most it holds.
    List(&'static Holds, usize, usize),
    /// One, or a list of such.
    Some(&'static Holds),
    /// An object whose keys are the author's own.
    Map(&'static Holds),
    /// An object with a table of its own.
    Object(Kind),
    /// A text of up to 4 KiB, or such an object.
    TextOr(Kind),
}

/// The objects with a table of their own. A field has one for each type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The citizen's form.
    Definition,
    /// The officer's findings.
    Decision,
    /// What the procedure is.
    Procedure,
    /// One of `procedure.papers`.
    Paper,
    /// One of `procedure.limit`.
    Limit,
    /// One of `procedure.legalBasis`.
    LegalBasis,
    /// `procedure.privacy`.
    Privacy,
    /// One of `pages`.
    Page,
    /// One of `fields`.
    Field,
    /// One of `components`.
    Component,
    /// One of the options of a list.
    Choice,
    /// `source` of a `choice`.
    Source,
    /// `source` of `choices`, which offers a whole list.
    WholeSource,
    /// One of `rules`.
    Rule,
    /// `fee`.
    Fee,
    /// One of `fee.lines`.
    FeeLine,
    /// `result` of a decision.
    Result,
    /// One of `migrations`.
    Migration,
}

impl Kind {
    /// Every kind, and how it is called.
    pub const ALL: [(Kind, &'static str); 18] = [
        (Kind::Definition, "definition"),
        (Kind::Decision, "decision"),
        (Kind::Procedure, "procedure"),
        (Kind::Paper, "paper"),
        (Kind::Limit, "limit"),
        (Kind::LegalBasis, "legalBasis"),
        (Kind::Privacy, "privacy"),
        (Kind::Page, "page"),
        (Kind::Field, "field"),
        (Kind::Component, "component"),
        (Kind::Choice, "option"),
        (Kind::Source, "source"),
        (Kind::WholeSource, "wholeSource"),
        (Kind::Rule, "rule"),
        (Kind::Fee, "fee"),
        (Kind::FeeLine, "feeLine"),
        (Kind::Result, "result"),
        (Kind::Migration, "migration"),
    ];

    /// How it is called.
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(kind, _)| *kind == self);
        found.map_or("", |(_, name)| name)
    }

    /// Its keys; of a field those that every type has.
    pub fn keys(self) -> &'static [Key] {
        match self {
            Kind::Definition => DEFINITION,
            Kind::Decision => DECISION,
            Kind::Procedure => PROCEDURE,
            Kind::Paper => PAPER,
            Kind::Limit => LIMIT,
            Kind::LegalBasis => LEGAL_BASIS,
            Kind::Privacy => PRIVACY,
            Kind::Page => PAGE,
            Kind::Field => COMMON,
            Kind::Component => COMPONENT,
            Kind::Choice => OPTION,
            Kind::Source => SOURCE,
            Kind::WholeSource => WHOLE_SOURCE,
            Kind::Rule => RULE,
            Kind::Fee => FEE,
            Kind::FeeLine => FEE_LINE,
            Kind::Result => RESULT,
            Kind::Migration => MIGRATION,
        }
    }
}

/// The names of keys, in their order.
pub fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

const fn key(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key {
        name,
        needed: Needed::No,
        holds,
        about,
    }
}

impl Key {
    const fn needed(self) -> Key {
        Key {
            needed: Needed::Yes,
            ..self
        }
    }

    const fn in_definition(self) -> Key {
        Key {
            needed: Needed::InDefinition,
            ..self
        }
    }

    const fn to_publish(self) -> Key {
        Key {
            needed: Needed::ToPublish,
            ..self
        }
    }
}

/// The name of a field: `\`-less, so that it reads in every dialect.
pub const FIELD_ID: &str = "^[A-Za-z][A-Za-z0-9_]{0,63}$";
/// Names that are no field's though they fit: they mean something in expressions.
pub const TAKEN: [&str; 2] = ["self", "item"];
/// The name of a page, which is a part of its URL.
pub const PAGE_ID: &str = "^[a-z][a-z0-9-]*$";
/// URLs beside those of pages.
pub const PAGES_TAKEN: [&str; 3] = ["check", "submitted", "submit"];

const DAY: Holds = Holds::Shape("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
const EXPRESSION: Holds = Holds::Expression;
const LABEL: Holds = Holds::Label;
const WORDS: Holds = Holds::Words;
const TEXT: Holds = Holds::Text;
const BOOLEAN: Holds = Holds::Boolean;
const FIELDS: Holds = Holds::List(&Holds::Object(Kind::Field), 1, limits::FIELDS);
const RULES: Holds = Holds::List(&Holds::Object(Kind::Rule), 0, usize::MAX);
const OPTIONS: Holds = Holds::List(&Holds::Object(Kind::Choice), 1, limits::OPTIONS);
