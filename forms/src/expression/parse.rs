//! From the text of an expression to its tree, with the place of every part.

use super::tokens::{Token, Word, tokens};
use super::{Binary, Expr, Function, Macro};
use crate::limits;

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
}

impl SyntaxError {
    pub(super) fn new(at: usize, en: &str, vi: &str) -> Self {
        Self {
            at,
            en: en.to_owned(),
            vi: vi.to_owned(),
        }
    }

    pub(super) fn moved(mut self, by: usize) -> Self {
        self.at += by;
        self
    }
}

/// Reserved by CEL, never names.
const RESERVED: [&str; 19] = [
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
    "null",
];

/// Parses an expression.
///
/// # Errors
/// The first place where the text leaves the grammar or the limits.
pub fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    if text.chars().count() > limits::EXPRESSION_TEXT {
        return Err(SyntaxError::new(
            0,
            "an expression has at most 1,024 characters",
            "biểu thức có tối đa 1.024 ký tự",
        ));
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
        variables: Vec::new(),
    };
    let parsed = parser.conditional()?;
    if parser.peek() != &Word::End {
        return Err(parser.unexpected());
    }
    if parsed.places.len() > limits::EXPRESSION_PARTS {
        return Err(SyntaxError::new(
            0,
            "an expression has at most 200 parts",
            "biểu thức có tối đa 200 thành phần",
        ));
    }
    Ok(parsed)
}

type Result2 = Result<Parsed, SyntaxError>;

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    /// The variables of the macros around.
    variables: Vec<String>,
}

/// Operators by strength, weakest first; all lean to the left.
const LEVELS: [&[(&str, Binary)]; 5] = [
    &[("||", Binary::Or)],
    &[("&&", Binary::And)],
    &[
        ("==", Binary::Equal),
        ("!=", Binary::NotEqual),
        ("<=", Binary::LessOrEqual),
        (">=", Binary::GreaterOrEqual),
        ("<", Binary::Less),
        (">", Binary::Greater),
        ("in", Binary::In),
    ],
    &[("+", Binary::Add), ("-", Binary::Subtract)],
    &[
        ("*", Binary::Multiply),
        ("/", Binary::Divide),
        ("%", Binary::Remainder),
    ],
];

impl Parser {
    fn peek(&self) -> &Word {
        self.tokens
            .get(self.next)
            .map_or(&Word::End, |token| &token.word)
    }

    fn at(&self) -> usize {
        self.tokens
            .get(self.next)
            .or(self.tokens.last())
            .map_or(0, |token| token.at)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let eaten = matches!(self.peek(), Word::Sign(found) if *found == sign);
        self.next += usize::from(eaten);
        eaten
    }

    fn expect(&mut self, sign: &str) -> Result<(), SyntaxError> {
        if self.eat(sign) {
            return Ok(());
        }
        let (en, vi) = (
            format!("`{sign}` is missing here"),
            format!("thiếu `{sign}` ở đây"),
        );
        Err(SyntaxError {
            at: self.at(),
            en,
            vi,
        })
    }

    fn unexpected(&self) -> SyntaxError {
        let at = self.at();
        match self.peek() {
            Word::End => {
                SyntaxError::new(at, "the expression ends too early", "biểu thức chưa hết")
            }
            _ => SyntaxError::new(at, "not expected here", "không đúng chỗ"),
        }
    }

    fn conditional(&mut self) -> Result2 {
        self.depth += 1;
        if self.depth > limits::EXPRESSION_DEPTH {
            return Err(SyntaxError::new(
                self.at(),
                "nested too deeply",
                "lồng nhau quá sâu",
            ));
        }
        let condition = self.level(0)?;
        let at = self.at();
        let parsed = if self.eat("?") {
            let then = self.level(0)?;
            self.expect(":")?;
            let otherwise = self.conditional()?;
            Parsed {
                places: joined(at, [&condition, &then, &otherwise]),
                expr: Expr::If(Box::new([condition.expr, then.expr, otherwise.expr])),
            }
        } else {
            condition
        };
        self.depth -= 1;
        Ok(parsed)
    }

    fn level(&mut self, level: usize) -> Result2 {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        loop {
            let found = operators.iter().find(|(sign, _)| match self.peek() {
                Word::Sign(next) => next == sign,
                Word::Name(name) => name == sign,
                _ => false,
            });
            let Some((_, operator)) = found else {
                return Ok(left);
            };
            let at = self.at();
            self.next += 1;
            let right = self.level(level + 1)?;
            left = Parsed {
                places: joined(at, [&left, &right]),
                expr: Expr::Binary(*operator, Box::new(left.expr), Box::new(right.expr)),
            };
        }
    }

    fn unary(&mut self) -> Result2 {
        let at = self.at();
        let (not, minus) = (self.eat("!"), false);
        let minus = minus || (!not && self.eat("-"));
        if !not && !minus {
            return self.member();
        }
        if minus && let Word::Int(number) = *self.peek() {
            let number = 0_i64.checked_sub_unsigned(number);
            let number = number
                .ok_or_else(|| SyntaxError::new(at, "the number is too large", "số quá lớn"))?;
            self.next += 1;
            return self.members(Parsed {
                expr: Expr::Int(number),
                places: vec![at],
            });
        }
        self.depth += 1;
        if self.depth > limits::EXPRESSION_DEPTH {
            return Err(SyntaxError::new(
                at,
                "nested too deeply",
                "lồng nhau quá sâu",
            ));
        }
        let inner = self.unary()?;
        self.depth -= 1;
        let places = joined(at, [&inner]);
        let inner = Box::new(inner.expr);
        Ok(Parsed {
            places,
            expr: if not {
                Expr::Not(inner)
            } else {
                Expr::Minus(inner)
            },
        })
    }

    fn member(&mut self) -> Result2 {
        let first = self.primary()?;
        self.members(first)
    }

    fn members(&mut self, mut base: Parsed) -> Result2 {
        loop {
            if matches!(self.peek(), Word::Sign("[")) {
                return Err(SyntaxError::new(
                    self.at(),
                    "indexing is not part of the language; use exists, all, filter or map",
                    "ngôn ngữ này không có chỉ số `[]`; hãy dùng exists, all, filter hoặc map",
                ));
            }
            if !self.eat(".") {
                return Ok(base);
            }
            let at = self.at();
            let name = self.name()?;
            base = if self.eat("(") {
                self.method(base, at, &name)?
            } else {
                Parsed {
                    places: joined(at, [&base]),
                    expr: Expr::Select(Box::new(base.expr), name),
                }
            };
        }
    }

    fn name(&mut self) -> Result<String, SyntaxError> {
        match self.peek().clone() {
            Word::Name(name) if !RESERVED.contains(&name.as_str()) => {
                self.next += 1;
                Ok(name)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn primary(&mut self) -> Result2 {
        let at = self.at();
        let leaf = |expr| {
            Ok(Parsed {
                expr,
                places: vec![at],
            })
        };
        match self.peek().clone() {
            Word::Int(number) => {
                let number = i64::try_from(number);
                let number = number
                    .map_err(|_| SyntaxError::new(at, "the number is too large", "số quá lớn"))?;
                self.next += 1;
                leaf(Expr::Int(number))
            }
            Word::Text(text) => {
                self.next += 1;
                leaf(Expr::Str(text))
            }
            Word::Sign("(") => {
                self.next += 1;
                let inside = self.conditional()?;
                self.expect(")")?;
                Ok(inside)
            }
            Word::Sign("[") => {
                self.next += 1;
                let parts = self.several("]")?;
                let places = joined(at, &parts);
                Ok(Parsed {
                    expr: Expr::List(parts.into_iter().map(|part| part.expr).collect()),
                    places,
                })
            }
            Word::Name(word) => {
                let literal = match word.as_str() {
                    "true" => Some(Expr::Bool(true)),
                    "false" => Some(Expr::Bool(false)),
                    "null" => Some(Expr::Null),
                    _ => None,
                };
                if let Some(literal) = literal {
                    self.next += 1;
                    return leaf(literal);
                }
                let name = self.name()?;
                if self.eat("(") {
                    self.call(at, &name)
                } else {
                    leaf(Expr::Name(name))
                }
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Expressions between commas, up to a closing sign.
    fn several(&mut self, close: &str) -> Result<Vec<Parsed>, SyntaxError> {
        let mut parts = Vec::new();
        while !self.eat(close) {
            if !parts.is_empty() {
                self.expect(",")?;
                // CEL allows one comma before `]`.
                if close == "]" && self.eat(close) {
                    break;
                }
            }
            parts.push(self.conditional()?);
        }
        Ok(parts)
    }

    fn call(&mut self, at: usize, name: &str) -> Result2 {
        let parts = self.several(")")?;
        let function = Function::by_name(name).filter(|function| function.is_plain());
        let function = function.ok_or_else(|| unknown_function(at, name))?;
        finish(at, name, function, parts)
    }

    fn method(&mut self, base: Parsed, at: usize, name: &str) -> Result2 {
        let kind = match name {
            "all" => Some(Macro::All),
            "exists" => Some(Macro::Exists),
            "exists_one" => Some(Macro::ExistsOne),
            "map" => Some(Macro::Map),
            "filter" => Some(Macro::Filter),
            _ => None,
        };
        if let Some(kind) = kind {
            return self.comprehension(base, at, kind);
        }
        let function = Function::by_name(name).filter(|function| function.is_method());
        let function = function.ok_or_else(|| unknown_function(at, name))?;
        let mut parts = vec![base];
        parts.extend(self.several(")")?);
        finish(at, name, function, parts)
    }

    fn comprehension(&mut self, list: Parsed, at: usize, kind: Macro) -> Result2 {
        let variable_at = self.at();
        let variable = self.name()?;
        if variable == "self" || variable == "item" {
            return Err(SyntaxError::new(
                variable_at,
                "`self` and `item` are taken",
                "`self` và `item` đã có nghĩa khác",
            ));
        }
        self.variables.push(variable.clone());
        if self.variables.len() > limits::MACRO_NESTING {
            return Err(SyntaxError::new(
                at,
                "macros nest at most twice",
                "macro lồng nhau tối đa hai tầng",
            ));
        }
        self.expect(",")?;
        let mut body = self.conditional()?;
        let mut list = list;
        if kind == Macro::Map && self.eat(",") {
            // `map(x, condition, made)` is a filter and a map.
            list = each(Macro::Filter, list, at, variable.clone(), body);
            body = self.conditional()?;
        }
        self.variables.pop();
        self.expect(")")?;
        Ok(each(kind, list, at, variable, body))
    }
}

fn each(kind: Macro, list: Parsed, at: usize, variable: String, body: Parsed) -> Parsed {
    let places = joined(at, [&list, &body]);
    Parsed {
        expr: Expr::Macro(kind, Box::new(list.expr), variable, Box::new(body.expr)),
        places,
    }
}

fn finish(at: usize, name: &str, function: Function, parts: Vec<Parsed>) -> Result2 {
    let (least, most) = function.arity();
    if !(least..=most).contains(&parts.len()) {
        return Err(SyntaxError {
            at,
            en: format!("`{name}` takes another number of arguments"),
            vi: format!("`{name}` nhận số tham số khác"),
        });
    }
    let places = joined(at, &parts);
    Ok(Parsed {
        expr: Expr::Call(function, parts.into_iter().map(|part| part.expr).collect()),
        places,
    })
}

fn unknown_function(at: usize, name: &str) -> SyntaxError {
    SyntaxError {
        at,
        en: format!("there is no function `{name}`"),
        vi: format!("không có hàm `{name}`"),
    }
}

/// A part's place, then its parts'.
fn joined<'p>(at: usize, parts: impl IntoIterator<Item = &'p Parsed>) -> Vec<usize> {
    let mut places = vec![at];
    for part in parts {
        places.extend_from_slice(&part.places);
    }
    places
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
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
        for text in [
            "9223372036854775808",
            "-9223372036854775809",
            "1.5",
            "1u",
            "1e3",
            "b'a'",
            "'a",
            "'''a'''",
            "1a",
        ] {
            assert!(parse(text).is_err(), "{text}");
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
            ("a[0]", 1),
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
        assert!(parse(&nested(limits::EXPRESSION_DEPTH - 1)).is_ok());
        assert!(parse(&nested(limits::EXPRESSION_DEPTH)).is_err());
        assert!(parse(&("!".repeat(limits::EXPRESSION_DEPTH) + "a")).is_err());
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
