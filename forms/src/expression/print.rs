//! An expression as text again, in one canonical shape: what a contract and a
//! comparison of two versions show, and what builder rows are stored as.

use super::{Binary, Expr, Function, Macro};
use crate::instant::{Duration, Timestamp, zone_name};
use std::fmt;

/// How strongly a part holds together; a weaker part inside stands in brackets.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Strength {
    Conditional,
    Or,
    And,
    Relation,
    Sum,
    Product,
    Unary,
    Member,
}

impl fmt::Display for Expr {
    /// CEL text that parses to the same tree.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, Strength::Conditional, f)
    }
}

/// An expression as the receiver of a member.
struct Member<'e>(&'e Expr);

impl fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self.0, Strength::Member, f)
    }
}

fn write(expr: &Expr, around: Strength, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let own = strength(expr);
    let brackets = own < around;
    if brackets {
        f.write_str("(")?;
    }
    bare(expr, own, f)?;
    if brackets {
        f.write_str(")")?;
    }
    Ok(())
}

fn strength(expr: &Expr) -> Strength {
    match expr {
        Expr::If(_) => Strength::Conditional,
        Expr::Binary(operator, ..) => of_operator(*operator).0,
        Expr::Not(_) | Expr::Minus(_) => Strength::Unary,
        Expr::Int(number) if *number < 0 => Strength::Unary,
        Expr::Decimal(number) if number.to_text().starts_with('-') => Strength::Unary,
        Expr::Double(number) if number.is_sign_negative() => Strength::Unary,
        _ => Strength::Member,
    }
}

fn of_operator(operator: Binary) -> (Strength, &'static str) {
    match operator {
        Binary::Or => (Strength::Or, "||"),
        Binary::And => (Strength::And, "&&"),
        Binary::Equal => (Strength::Relation, "=="),
        Binary::NotEqual => (Strength::Relation, "!="),
        Binary::Less => (Strength::Relation, "<"),
        Binary::LessOrEqual => (Strength::Relation, "<="),
        Binary::Greater => (Strength::Relation, ">"),
        Binary::GreaterOrEqual => (Strength::Relation, ">="),
        Binary::In => (Strength::Relation, "in"),
        Binary::Add => (Strength::Sum, "+"),
        Binary::Subtract => (Strength::Sum, "-"),
        Binary::Multiply => (Strength::Product, "*"),
        Binary::Divide => (Strength::Product, "/"),
        Binary::Remainder => (Strength::Product, "%"),
    }
}

fn bare(expr: &Expr, own: Strength, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match expr {
        Expr::Null => f.write_str("null"),
        Expr::Bool(yes) => write!(f, "{yes}"),
        Expr::Int(number) => write!(f, "{number}"),
        Expr::Decimal(number) => f.write_str(&number.to_text()),
        Expr::Double(number) => write!(f, "{number:?}"),
        Expr::Str(text) => quote(text, f),
        Expr::Name(name) => f.write_str(name),
        Expr::Select(base, member) => {
            write(base, Strength::Member, f)?;
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let digit = member.starts_with(|c: char| c.is_ascii_digit());
            if member.chars().all(plain) && !digit {
                write!(f, ".{member}")
            } else {
                write!(f, ".`{member}`")
            }
        }
        Expr::Index(two) => {
            write(&two[0], Strength::Member, f)?;
            f.write_str("[")?;
            write(&two[1], Strength::Conditional, f)?;
            f.write_str("]")
        }
        Expr::Matches(text, pattern) => {
            write(text, Strength::Member, f)?;
            f.write_str(".matches(")?;
            quote(pattern.source(), f)?;
            f.write_str(")")
        }
        Expr::Table(parts) => {
            f.write_str("{")?;
            for (place, pair) in parts.chunks(2).enumerate() {
                f.write_str(if place > 0 { ", " } else { "" })?;
                for (place, part) in pair.iter().enumerate() {
                    f.write_str(if place > 0 { ": " } else { "" })?;
                    write(part, Strength::Conditional, f)?;
                }
            }
            f.write_str("}")
        }
        Expr::Not(inner) => {
            f.write_str("!")?;
            write(inner, Strength::Unary, f)
        }
        // Two minus signs in a row, or one before a digit, would read as something else.
        Expr::Minus(inner) => {
            f.write_str("-")?;
            let inner = Member(inner).to_string();
            if inner.starts_with(|c: char| c.is_ascii_digit()) {
                write!(f, "({inner})")
            } else {
                f.write_str(&inner)
            }
        }
        Expr::Binary(operator, left, right) => {
            write(left, own, f)?;
            write!(f, " {} ", of_operator(*operator).1)?;
            write(right, above(own), f)
        }
        Expr::If(three) => {
            write(&three[0], Strength::Or, f)?;
            f.write_str(" ? ")?;
            write(&three[1], Strength::Or, f)?;
            f.write_str(" : ")?;
            write(&three[2], Strength::Conditional, f)
        }
        Expr::List(parts) => {
            f.write_str("[")?;
            list(parts, f)?;
            f.write_str("]")
        }
        Expr::Call(function, parts) if let Some(text) = time(*function, parts) => {
            if *function == Function::Timestamp || *function == Function::Duration {
                write!(f, "{}(", function.name())?;
            } else {
                write(&parts[0], Strength::Member, f)?;
                write!(f, ".{}(", function.name())?;
            }
            quote(&text, f)?;
            f.write_str(")")
        }
        Expr::Call(function, parts) => match (parts.split_first(), function.reads_as_method()) {
            (Some((receiver, rest)), true) => {
                write(receiver, Strength::Member, f)?;
                write!(f, ".{}(", function.name())?;
                list(rest, f)?;
                f.write_str(")")
            }
            _ => {
                write!(f, "{}(", function.name())?;
                list(parts, f)?;
                f.write_str(")")
            }
        },
        Expr::Macro(kind, list, variable, body) => {
            write(list, Strength::Member, f)?;
            write!(f, ".{}({variable}, ", macro_name(*kind))?;
            write(body, Strength::Conditional, f)?;
            f.write_str(")")
        }
    }
}

/// The text that the parser has read already: of a moment, of a length of
/// time, of a zone.
fn time(function: Function, parts: &[Expr]) -> Option<String> {
    match (function, parts) {
        (Function::Timestamp, [Expr::Int(seconds), Expr::Int(nanos)]) => {
            Timestamp::new(*seconds, *nanos).map(|time| time.to_text(0))
        }
        (Function::Duration, [Expr::Int(seconds), Expr::Int(nanos)]) => {
            let length = Duration::of_seconds(*seconds)?;
            length
                .plus(Duration::of_nanos(*nanos))
                .map(Duration::to_text)
        }
        (
            Function::FullYear
            | Function::Month
            | Function::DayOfMonth
            | Function::DayIndex
            | Function::Weekday
            | Function::DayOfYear
            | Function::Hours
            | Function::Minutes
            | Function::Seconds
            | Function::Milliseconds,
            [_, Expr::Int(zone)],
        ) => i32::try_from(*zone).ok().map(zone_name),
        _ => None,
    }
}

fn above(own: Strength) -> Strength {
    match own {
        Strength::Conditional => Strength::Or,
        Strength::Or => Strength::And,
        Strength::And => Strength::Relation,
        Strength::Relation => Strength::Sum,
        Strength::Sum => Strength::Product,
        Strength::Product => Strength::Unary,
        Strength::Unary | Strength::Member => Strength::Member,
    }
}

fn macro_name(kind: Macro) -> &'static str {
    match kind {
        Macro::All => "all",
        Macro::Exists => "exists",
        Macro::ExistsOne => "exists_one",
        Macro::Map => "map",
        Macro::Filter => "filter",
    }
}

fn list(parts: &[Expr], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        write(part, Strength::Conditional, f)?;
    }
    Ok(())
}

fn quote(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("'")?;
    for c in text.chars() {
        match c {
            '\'' => f.write_str("\\'")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("'")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::parse::parse;

    /// What is printed parses to the same tree, and prints the same again.
    #[test]
    fn one_shape() {
        for (written, shape) in [
            ("a==1&&(b||c)", "a == 1 && (b || c)"),
            ("(a + b) * c - (d - e)", "(a + b) * c - (d - e)"),
            ("a ? b : c ? d : e", "a ? b : c ? d : e"),
            ("(a ? b : c) ? d : e", "(a ? b : c) ? d : e"),
            ("-(-a) - -3", "-(-a) - -3"),
            ("!(a && !b)", "!(a && !b)"),
            ("-(a + b)", "-(a + b)"),
            ("size(a) > 0 && has(b.c)", "a.size() > 0 && answered(b.c)"),
            (
                "r.all( x , x.s in [ 'a' , \"it's\" ])",
                "r.all(x, x.s in ['a', 'it\\'s'])",
            ),
            ("age(b, today()) >= 14", "age(b, today()) >= 14"),
            ("round(0.5*n,'halfUp')", "round(0.5 * n, 'halfUp')"),
            ("{'a':1, 'b' : [2]}['b'][0]", "{'a': 1, 'b': [2]}['b'][0]"),
            (
                "t.matches(r'^[0-9]?$') || d.getMonth() == 1",
                "t.matches('^[0-9]?$') || d.getMonth() == 1",
            ),
            ("math.greatest(a, -1.5)", "math.greatest(a, -1.5)"),
            (
                "timestamp('2026-01-31T07:00:00+07:00') + duration('1h30m')",
                "timestamp('2026-01-31T00:00:00Z') + duration('5400s')",
            ),
            (
                "w.getHours('Asia/Ho_Chi_Minh') + (w - v).getDate('UTC') + w.getMonth('-02:30')",
                "w.getHours('+07:00') + (w - v).getDate('UTC') + w.getMonth('-02:30')",
            ),
            ("a.`b-c`.`d`", "a.`b-c`.d"),
        ] {
            let parsed = parse(written).unwrap();
            assert_eq!(parsed.expr.to_string(), shape);
            assert_eq!(parse(shape).unwrap().expr, parsed.expr, "{shape}");
        }
    }
}
