//! What is wrong with an answer, as data. Words are in [`crate::message`].

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Blocks.
    Error,
    /// Is shown, may be confirmed with one tick, and travels with the dossier.
    Warning,
}

/// What is wrong. Carries the rule's parameters, never the answer.
/// Wire names ([`Code::name`]) are the keywords of the definition format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nothing was answered where an answer is needed.
    Required,
    /// Not of the question's type (an integer that is not one, a date that does not exist, ...).
    Type,
    /// Shorter than this many characters.
    MinLength(u32),
    /// Longer than this many characters.
    MaxLength(u32),
    /// Does not match the field's pattern.
    Pattern,
    /// Below this number.
    Minimum(i64),
    /// Above this number.
    Maximum(i64),
    /// Before this date.
    MinDate(crate::date::Date),
    /// After this date.
    MaxDate(crate::date::Date),
    /// Not one of the options.
    Option,
    /// Fewer than this many items or files.
    MinItems(u32),
    /// More than this many items or files.
    MaxItems(u32),
    /// A file larger than this many bytes.
    MaxSize(u64),
    /// A file of a type that is not accepted.
    Accept,
    /// The place, century or sex digits of an identity number do not fit (a warning).
    Structure,
    /// A rule of the definition, by its id.
    Rule(String),
    /// An expression failed although its inputs were known: our fault or the author's; blocks and is logged.
    Bug,
}

impl Code {
    /// The wire name: the keyword, or the rule's id.
    pub fn name(&self) -> &str {
        match self {
            Code::Required => "required",
            Code::Type => "type",
            Code::MinLength(_) => "minLength",
            Code::MaxLength(_) => "maxLength",
            Code::Pattern => "pattern",
            Code::Minimum(_) => "minimum",
            Code::Maximum(_) => "maximum",
            Code::MinDate(_) => "minDate",
            Code::MaxDate(_) => "maxDate",
            Code::Option => "option",
            Code::MinItems(_) => "minItems",
            Code::MaxItems(_) => "maxItems",
            Code::MaxSize(_) => "maxSize",
            Code::Accept => "accept",
            Code::Structure => "structure",
            Code::Rule(id) => id,
            Code::Bug => "bug",
        }
    }
}

impl Code {
    /// How much it weighs by nature; a rule says its own.
    pub fn level(&self) -> Level {
        if *self == Code::Structure {
            Level::Warning
        } else {
            Level::Error
        }
    }
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The answer's path (see [`crate::Answers`]); for a repeat's own problem, the repeat's path.
    pub path: String,
    /// What is wrong.
    pub code: Code,
    /// How much it weighs.
    pub level: Level,
}
