//! The functions of the profile: letters on the wire, and for authors names and
//! arity, in two tables. What each does is in `apply`, its types in `types`.

#[cfg(feature = "author")]
use super::extension::Extension;

/// A function. Methods (`text.size()`) and plain calls (`size(text)`) are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `today()`: the evaluation instant's date.
    Today,
    /// `date(text)`: an ISO text as a date; of an instant, its date in Việt Nam.
    Date,
    /// `age(born, on)`: full years.
    Age,
    /// `addYears(date, n)`.
    AddYears,
    /// `addMonths(date, n)`.
    AddMonths,
    /// `addDays(date, n)`.
    AddDays,
    /// `daysBetween(from, to)`.
    DaysBetween,
    /// `sum(list)` of numbers.
    Sum,
    /// `answered(x)` and `has(x)`: never unknown.
    Answered,
    /// `size(text, list or map)`.
    Size,
    /// `text.contains(part)`.
    Contains,
    /// `text.startsWith(part)`.
    StartsWith,
    /// `text.endsWith(part)`.
    EndsWith,
    /// `text.substring(start[, end])`, by code points.
    Substring,
    /// `int(text, int or instant)`.
    Int,
    /// `string(x)`.
    Text,
    /// `date.getFullYear([zone])`.
    FullYear,
    /// `date.getMonth([zone])`, from 0 as in CEL.
    Month,
    /// `date.getDate([zone])`, from 1 as in CEL.
    DayOfMonth,
    /// `text.trim()`.
    Trim,
    /// `text.lowerAscii()`.
    LowerAscii,
    /// `date.getDayOfMonth([zone])`, from 0 as in CEL.
    DayIndex,
    /// `date.getDayOfWeek([zone])`, from 0, Sunday.
    Weekday,
    /// `date.getDayOfYear([zone])`, from 0 as in CEL.
    DayOfYear,
    /// `instant.getHours([zone])`; of a duration, its whole hours.
    Hours,
    /// `instant.getMinutes([zone])`; of a duration, its whole minutes.
    Minutes,
    /// `instant.getSeconds([zone])`; of a duration, its whole seconds.
    Seconds,
    /// `instant.getMilliseconds([zone])`, of the second.
    Milliseconds,
    /// `timestamp(text)`: RFC 3339 as an instant.
    Timestamp,
    /// `duration(text)`: `1h30m` as a length of time.
    Duration,
    /// `round(decimal, way)` to a whole number.
    Round,
    /// `math.greatest(a, b, …)` or of one list.
    Greatest,
    /// `math.least(a, b, …)` or of one list.
    Least,
    /// What CEL has and no form needs.
    #[cfg(feature = "author")]
    Extension(Extension),
}

/// On the wire, each by its letter.
const LETTERS: [(Function, char); 33] = [
    (Function::Today, 't'),
    (Function::Date, 'd'),
    (Function::Age, 'a'),
    (Function::AddYears, 'y'),
    (Function::AddMonths, 'm'),
    (Function::AddDays, 'D'),
    (Function::DaysBetween, 'b'),
    (Function::Sum, '+'),
    (Function::Answered, '?'),
    (Function::Size, '#'),
    (Function::Contains, 'c'),
    (Function::StartsWith, '^'),
    (Function::EndsWith, '$'),
    (Function::Substring, 's'),
    (Function::Int, 'i'),
    (Function::Text, 'S'),
    (Function::FullYear, 'Y'),
    (Function::Month, 'M'),
    (Function::DayOfMonth, 'A'),
    (Function::Trim, 'r'),
    (Function::LowerAscii, 'l'),
    (Function::DayIndex, 'j'),
    (Function::Weekday, 'w'),
    (Function::DayOfYear, 'J'),
    (Function::Hours, 'h'),
    (Function::Minutes, 'n'),
    (Function::Seconds, 'e'),
    (Function::Milliseconds, 'E'),
    (Function::Timestamp, 'z'),
    (Function::Duration, 'u'),
    (Function::Round, 'o'),
    (Function::Greatest, '>'),
    (Function::Least, '<'),
];

impl Function {
    pub(crate) fn letter(self) -> char {
        #[cfg(feature = "author")]
        if let Function::Extension(extension) = self {
            return extension.letter();
        }
        let found = LETTERS.iter().find(|row| row.0 == self);
        found.map_or(' ', |row| row.1)
    }

    pub(crate) fn by_letter(letter: char) -> Option<Function> {
        #[cfg(feature = "author")]
        if let Some(extension) = Extension::by_letter(letter) {
            return Some(Function::Extension(extension));
        }
        LETTERS.iter().find(|row| row.1 == letter).map(|row| row.0)
    }
}

/// How a function is written.
#[cfg(feature = "author")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `name(x)`.
    Plain,
    /// `x.name()`.
    Method,
    /// Either.
    Both,
}

/// The most arguments any function takes: what one digit says on the wire.
#[cfg(feature = "author")]
pub(super) const ARGUMENTS: usize = 9;

/// One row: the function, its name, fewest and most arguments (a receiver
/// counts), how it is written.
#[cfg(feature = "author")]
pub(super) type Row = (Function, &'static str, usize, usize, Style);

#[cfg(feature = "author")]
pub(super) const NAMES: [Row; 34] = [
    (Function::Today, "today", 0, 0, Style::Plain),
    (Function::Date, "date", 1, 1, Style::Plain),
    (Function::Age, "age", 2, 2, Style::Plain),
    (Function::AddYears, "addYears", 2, 2, Style::Plain),
    (Function::AddMonths, "addMonths", 2, 2, Style::Plain),
    (Function::AddDays, "addDays", 2, 2, Style::Plain),
    (Function::DaysBetween, "daysBetween", 2, 2, Style::Plain),
    (Function::Sum, "sum", 1, 1, Style::Plain),
    (Function::Answered, "answered", 1, 1, Style::Plain),
    (Function::Answered, "has", 1, 1, Style::Plain),
    (Function::Size, "size", 1, 1, Style::Both),
    (Function::Contains, "contains", 2, 2, Style::Method),
    (Function::StartsWith, "startsWith", 2, 2, Style::Method),
    (Function::EndsWith, "endsWith", 2, 2, Style::Method),
    (Function::Substring, "substring", 2, 3, Style::Method),
    (Function::Int, "int", 1, 1, Style::Plain),
    (Function::Text, "string", 1, 1, Style::Plain),
    (Function::FullYear, "getFullYear", 1, 2, Style::Method),
    (Function::Month, "getMonth", 1, 2, Style::Method),
    (Function::DayOfMonth, "getDate", 1, 2, Style::Method),
    (Function::Trim, "trim", 1, 1, Style::Method),
    (Function::LowerAscii, "lowerAscii", 1, 1, Style::Method),
    (Function::DayIndex, "getDayOfMonth", 1, 2, Style::Method),
    (Function::Weekday, "getDayOfWeek", 1, 2, Style::Method),
    (Function::DayOfYear, "getDayOfYear", 1, 2, Style::Method),
    (Function::Hours, "getHours", 1, 2, Style::Method),
    (Function::Minutes, "getMinutes", 1, 2, Style::Method),
    (Function::Seconds, "getSeconds", 1, 2, Style::Method),
    (
        Function::Milliseconds,
        "getMilliseconds",
        1,
        2,
        Style::Method,
    ),
    (Function::Timestamp, "timestamp", 1, 1, Style::Plain),
    (Function::Duration, "duration", 1, 1, Style::Plain),
    (Function::Round, "round", 2, 2, Style::Plain),
    (
        Function::Greatest,
        "math.greatest",
        1,
        ARGUMENTS,
        Style::Plain,
    ),
    (Function::Least, "math.least", 1, ARGUMENTS, Style::Plain),
];

#[cfg(feature = "author")]
impl Function {
    /// Whether it is best written `x.name()`.
    pub(super) fn reads_as_method(self) -> bool {
        if let Function::Extension(extension) = self {
            return extension.style() != Style::Plain;
        }
        let found = NAMES.iter().find(|row| row.0 == self);
        found.is_some_and(|row| row.4 != Style::Plain)
    }

    /// The names of every function of the profile.
    ///
    /// ```
    /// assert!(forms::expression::Function::names().any(|name| name == "age"));
    /// ```
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|row| row.1)
    }

    /// The name authors write.
    pub fn name(self) -> &'static str {
        if let Function::Extension(extension) = self {
            return extension.name();
        }
        let found = NAMES.iter().find(|row| row.0 == self);
        found.map_or("", |row| row.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_distinct_and_every_function_has_a_name() {
        for (function, letter) in LETTERS {
            assert_eq!(Function::by_letter(letter), Some(function));
            assert_eq!(function.letter(), letter);
            #[cfg(feature = "author")]
            assert!(!function.name().is_empty(), "{function:?}");
        }
    }
}
