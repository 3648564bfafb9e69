//! What is wrong with an answer, as data. Words are in [`crate::message`].

use crate::decimal::Decimal;

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
    Minimum(Decimal),
    /// Above this number.
    Maximum(Decimal),
    /// Not above this number.
    ExclusiveMinimum(Decimal),
    /// Not below this number.
    ExclusiveMaximum(Decimal),
    /// No multiple of this number.
    MultipleOf(Decimal),
    /// More than this many digits behind the comma.
    Scale(u8),
    /// No place on the earth: degrees beyond ±90 or ±180.
    Bounds,
    /// Not the one answer the field takes (`const`, `readonly`).
    Const,
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
    /// An option that goes with no other was chosen beside another.
    Exclusive,
    /// Something stands twice that may stand once: an option, or a whole item.
    UniqueItems,
    /// An item has the answers of this earlier item, counted from 1, where they must differ.
    UniqueBy(u32),
    /// A file larger than this many bytes.
    MaxSize(u64),
    /// A file of a type that is not accepted.
    Accept,
    /// No identity number begins like this: no such place, or no such century.
    Structure,
    /// The last digit of a tax code does not fit the others.
    CheckDigit,
    /// The year of birth in an identity number has not come yet (a warning).
    BirthYear,
    /// The year in an identity number is not that of the typed birth date (a warning).
    BirthDate,
    /// The sex in an identity number is not the chosen one (a warning).
    Sex,
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
            Code::ExclusiveMinimum(_) => "exclusiveMinimum",
            Code::ExclusiveMaximum(_) => "exclusiveMaximum",
            Code::MultipleOf(_) => "multipleOf",
            Code::Scale(_) => "scale",
            Code::Bounds => "bounds",
            Code::Const => "const",
            Code::MinDate(_) => "minDate",
            Code::MaxDate(_) => "maxDate",
            Code::Option => "option",
            Code::MinItems(_) => "minItems",
            Code::MaxItems(_) => "maxItems",
            Code::Exclusive => "exclusive",
            Code::UniqueItems => "uniqueItems",
            Code::UniqueBy(_) => "uniqueBy",
            Code::MaxSize(_) => "maxSize",
            Code::Accept => "accept",
            Code::Structure => "structure",
            Code::CheckDigit => "checkDigit",
            Code::BirthYear => "birthYear",
            Code::BirthDate => "birthDate",
            Code::Sex => "sex",
            Code::Rule(id) => id,
            Code::Bug => "bug",
        }
    }
}

impl Code {
    /// How much it weighs by nature; a rule says its own.
    pub fn level(&self) -> Level {
        if matches!(self, Code::BirthYear | Code::BirthDate | Code::Sex) {
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
