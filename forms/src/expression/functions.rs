//! The functions of the profile. Names, wire letters and arity in one table;
//! what each does is in `apply`, its types in `types`.

/// A function. Methods (`text.size()`) and plain calls (`size(text)`) are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `today()`: the evaluation instant's date.
    Today,
    /// `date(text)`: an ISO text as a date.
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
    /// `sum(list)` of whole numbers.
    Sum,
    /// `answered(x)` and `has(x)`: never unknown.
    Answered,
    /// `size(text or list)`.
    Size,
    /// `text.contains(part)`.
    Contains,
    /// `text.startsWith(part)`.
    StartsWith,
    /// `text.endsWith(part)`.
    EndsWith,
    /// `text.substring(start[, end])`, by code points.
    Substring,
    /// `int(text or int)`.
    Int,
    /// `string(x)`.
    Text,
    /// `date.getFullYear()`.
    FullYear,
    /// `date.getMonth()`, from 0 as in CEL.
    Month,
    /// `date.getDate()`, from 1 as in CEL.
    DayOfMonth,
    /// `text.trim()`.
    Trim,
    /// `text.lowerAscii()`.
    LowerAscii,
}

/// One row: the function, its name, its letter on the wire, fewest and most
/// arguments (a receiver counts).
type Row = (Function, &'static str, char, usize, usize);

const TABLE: [Row; 21] = [
    (Function::Today, "today", 't', 0, 0),
    (Function::Date, "date", 'd', 1, 1),
    (Function::Age, "age", 'a', 2, 2),
    (Function::AddYears, "addYears", 'y', 2, 2),
    (Function::AddMonths, "addMonths", 'm', 2, 2),
    (Function::AddDays, "addDays", 'D', 2, 2),
    (Function::DaysBetween, "daysBetween", 'b', 2, 2),
    (Function::Sum, "sum", '+', 1, 1),
    (Function::Answered, "answered", '?', 1, 1),
    (Function::Size, "size", '#', 1, 1),
    (Function::Contains, "contains", 'c', 2, 2),
    (Function::StartsWith, "startsWith", '^', 2, 2),
    (Function::EndsWith, "endsWith", '$', 2, 2),
    (Function::Substring, "substring", 's', 2, 3),
    (Function::Int, "int", 'i', 1, 1),
    (Function::Text, "string", 'S', 1, 1),
    (Function::FullYear, "getFullYear", 'Y', 1, 1),
    (Function::Month, "getMonth", 'M', 1, 1),
    (Function::DayOfMonth, "getDate", 'A', 1, 1),
    (Function::Trim, "trim", 'r', 1, 1),
    (Function::LowerAscii, "lowerAscii", 'l', 1, 1),
];

impl Function {
    fn row(self) -> &'static Row {
        // The table is in the order of the variants; a test says so.
        &TABLE[self as usize]
    }

    /// The name authors write.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    pub(crate) fn letter(self) -> char {
        self.row().2
    }

    pub(crate) fn by_letter(letter: char) -> Option<Function> {
        TABLE.iter().find(|row| row.2 == letter).map(|row| row.0)
    }

    /// The function of a name; `has` is another name of `answered`.
    #[cfg(feature = "author")]
    pub(crate) fn by_name(name: &str) -> Option<Function> {
        let name = if name == "has" { "answered" } else { name };
        TABLE.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Fewest and most arguments.
    #[cfg(feature = "author")]
    pub(crate) fn arity(self) -> (usize, usize) {
        (self.row().3, self.row().4)
    }

    /// Whether it may be written `x.name()`.
    #[cfg(feature = "author")]
    pub(crate) fn is_method(self) -> bool {
        use Function::*;
        matches!(
            self,
            Size | Contains
                | StartsWith
                | EndsWith
                | Substring
                | FullYear
                | Month
                | DayOfMonth
                | Trim
                | LowerAscii
        )
    }

    /// Whether it may be written `name(x)`.
    #[cfg(feature = "author")]
    pub(crate) fn is_plain(self) -> bool {
        self == Function::Size || !self.is_method()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_variants() {
        for (place, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, place, "{}", row.1);
            assert_eq!(
                Function::by_letter(row.2),
                Some(row.0),
                "letters are distinct"
            );
        }
    }
}
