//! From the text of an expression to its tree, with the place of every part.

mod calls;
mod grammar;

use super::Expr;
use super::tokens::{Word, tokens};
use crate::limits;
use grammar::Parser;
pub(crate) use grammar::is_reserved;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The tree.
    pub expr: Expr,
    /// Where each part of the tree starts, in bytes: a part before its own
    /// parts, left to right.
    pub places: Vec<usize>,
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte where it shows.
    pub at: usize,
    /// In English.
    pub en: String,
    /// In Vietnamese.
    pub vi: String,
    /// What kind of refusal it is.
    pub refusal: Refusal,
}

/// Kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not CEL.
    Grammar,
    /// It is CEL, of a part that our profile leaves out: numbers without a
    /// sign, bytes, messages, optional values.
    Profile,
    /// Longer, larger or deeper than an expression may be.
    Limit,
}

/// Whose rules a text is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A form's: `0.5` is an exact decimal, only what exists may be named.
    Form,
    /// CEL's own, for its official cases: `0.5` is a binary fraction, and
    /// functions that do not exist fail when they run.
    Cel,
}

impl SyntaxError {
    pub(super) fn new(at: usize, en: &str, vi: &str) -> Self {
        Self {
            at,
            en: en.to_owned(),
            vi: vi.to_owned(),
            refusal: Refusal::Grammar,
        }
    }

    pub(super) fn limit(at: usize, en: &str, vi: &str) -> Self {
        Self {
            refusal: Refusal::Limit,
            ..Self::new(at, en, vi)
        }
    }

    pub(super) fn moved(mut self, by: usize) -> Self {
        self.at += by;
        self
    }
}

/// Parses an expression of a form.
///
/// # Errors
/// The first place where the text leaves the grammar or the limits.
pub fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    parse_as(text, Dialect::Form)
}

/// Parses an expression by the rules of a dialect.
///
/// # Errors
/// The first place where the text leaves the grammar or the limits.
pub fn parse_as(text: &str, dialect: Dialect) -> Result<Parsed, SyntaxError> {
    if text.chars().count() > limits::EXPRESSION_TEXT {
        return Err(SyntaxError::limit(
            0,
            "an expression has at most 1,024 characters; compute a part of it in a calculated field",
            "biểu thức có tối đa 1.024 ký tự; hãy tính một phần ở một trường calculated",
        ));
    }
    let mut parser = Parser::new(tokens(text)?, dialect);
    let parsed = parser.conditional()?;
    if parser.peek() != &Word::End {
        return Err(parser.unexpected());
    }
    if parsed.places.len() > limits::EXPRESSION_PARTS {
        return Err(SyntaxError::limit(
            0,
            "an expression has at most 200 parts; compute a part of it in a calculated field",
            "biểu thức có tối đa 200 thành phần; hãy tính một phần ở một trường calculated",
        ));
    }
    Ok(parsed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::decimal::Decimal;
    use proptest::prelude::*;

    /// The tree as a compact text.
    fn tree(text: &str) -> String {
        parse(text).unwrap().expr.encode()
    }

    fn count(expr: &Expr) -> usize {
        1 + expr.parts().into_iter().map(count).sum::<usize>()
    }

    #[test]
    fn strength_and_leaning() {
        assert_eq!(tree("1 + 2 * 3"), tree("1 + (2 * 3)"));
        assert_eq!(tree("1 - 2 - 3"), tree("(1 - 2) - 3"));
        assert_eq!(tree("a || b && c"), tree("a || (b && c)"));
        assert_eq!(tree("!a == b"), tree("(!a) == b"));
        assert_eq!(tree("a ? b : c ? d : e"), tree("a ? b : (c ? d : e)"));
        assert_eq!(tree("a in [1, 2,] && b"), tree("(a in [1, 2]) && b"));
        assert_eq!(tree("-x.size() + 1"), tree("(-(x.size())) + 1"));
        assert_eq!(tree("size(x) // why"), tree("x.size()"));
        assert_eq!(
            tree("l.map(x, x > 1, x + 1)"),
            tree("l.filter(x, x > 1).map(x, x + 1)")
        );
    }

    #[test]
    fn literals() {
        assert_eq!(
            parse(r#""a\"\n\u1EC7""#).unwrap().expr,
            Expr::Str("a\"\nệ".into())
        );
        assert_eq!(parse(r"r'\d'").unwrap().expr, Expr::Str("\\d".into()));
        assert_eq!(
            parse("-9223372036854775808").unwrap().expr,
            Expr::Int(i64::MIN)
        );
        assert_eq!(parse("0x1F").unwrap().expr, Expr::Int(31));
        assert_eq!(
            parse("'''a'b\n''' + r\"\"\"\\\"\"\"").unwrap().expr,
            parse(r"'a\'b\n' + '\\'").unwrap().expr
        );
        let escapes = parse(r"'\a\x41\101\U0001F431'").unwrap().expr;
        assert_eq!(escapes, Expr::Str("\u{7}AA🐱".into()));
        let half = Decimal::parse("0.50").unwrap();
        for text in ["0.50", ".5", "0.5"] {
            assert_eq!(parse(text).unwrap().expr, Expr::Decimal(half), "{text}");
        }
        let minus = half.negated().unwrap();
        assert_eq!(parse("-.5").unwrap().expr, Expr::Decimal(minus));
        assert_eq!(
            parse_as("-5e-1", Dialect::Cel).unwrap().expr,
            Expr::Double(-0.5)
        );
        for text in [
            "9223372036854775808",
            "-9223372036854775809",
            "1e3",
            "0.0123456789",
            "'a",
            "'''a''",
            "'a\nb'",
            "1a",
            "'\\400'",
            "'\\ud800'",
        ] {
            assert_eq!(parse(text).unwrap_err().refusal, Refusal::Grammar, "{text}");
        }
        for text in [
            "1u",
            "0x1FU",
            "b'a'",
            "Br'a'",
            "a.b{}",
            "T{a: 1}",
            "a?.b",
            "[?a]",
            "{?'a': b}",
            ".a",
        ] {
            assert_eq!(parse(text).unwrap_err().refusal, Refusal::Profile, "{text}");
        }
    }

    #[test]
    fn an_error_says_where() {
        for (text, at) in [
            ("a ==", 4),
            ("a == = b", 5),
            ("foo(a)", 0),
            ("a.foo(b)", 2),
            ("a && (b", 7),
            ("a[0", 3),
            ("{1: 2", 5),
            ("a[?b]", 2),
            ("t.matches(p)", 10),
            ("t.matches('(')", 10),
            ("a = b", 2),
            ("age(a)", 0),
            ("a b", 2),
            ("x.all(self, true)", 6),
            ("has.in", 4),
        ] {
            assert_eq!(parse(text).unwrap_err().at, at, "{text}");
        }
    }

    #[test]
    fn both_sides_of_the_limits() {
        let nested = |depth: usize| "(".repeat(depth) + "a" + &")".repeat(depth);
        let signs = |depth: usize| "!".repeat(depth) + "a";
        let branches = |depth: usize| "a ? b : ".repeat(depth) + "c";
        let places = |depth: usize| "a[".repeat(depth) + "a" + &"]".repeat(depth);
        let texts: [&dyn Fn(usize) -> String; 4] = [&nested, &signs, &branches, &places];
        for text in texts {
            assert!(parse(&text(limits::EXPRESSION_DEPTH)).is_ok());
            let refused = parse(&text(limits::EXPRESSION_DEPTH + 1)).unwrap_err();
            assert_eq!(refused.refusal, Refusal::Limit);
        }
        let long = |parts: usize| vec!["a"; parts / 2 + 1].join("+");
        assert!(parse(&long(limits::EXPRESSION_PARTS - 2)).is_ok());
        assert!(parse(&long(limits::EXPRESSION_PARTS)).is_err());
        let text = |length: usize| format!("'{}'", "ệ".repeat(length - 2));
        assert!(parse(&text(limits::EXPRESSION_TEXT)).is_ok());
        assert!(parse(&text(limits::EXPRESSION_TEXT + 1)).is_err());
        assert!(parse("a.all(x, b.all(y, true))").is_ok());
        assert!(parse("a.all(x, b.all(y, c.all(z, true)))").is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[a-z0-9()\\[\\]{}+*/%!?:.,'\"<>=&| \\\\-]{0,40}", any in "\\PC{0,30}") {
            let _ = parse(&any);
            if let Ok(parsed) = parse(&text) {
                prop_assert_eq!(parsed.places.len(), count(&parsed.expr));
                prop_assert_eq!(Expr::decode(&parsed.expr.encode()), Some(parsed.expr));
            }
        }

        #[test]
        fn no_wire_text_panics(text in "[0-9a-zA-Z!?\\[\\]^;:.~#{}@&|+*/%=<>-]{0,60}") {
            let _ = Expr::decode(&text);
        }
    }
}
