//! CEL's grammar, by recursive descent.

use super::{Dialect, Parsed, SyntaxError};
use crate::decimal::Decimal;
use crate::expression::tokens::{Token, Word};
use crate::expression::{Binary, Expr};
use crate::limits;

/// Never names of anything. Of these only `in`, `true`, `false` and `null`
/// are not names of members either.
const RESERVED: [&str; 21] = [
    "in",
    "true",
    "false",
    "null",
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
];
/// How many of them, from the first, are keywords of the grammar itself.
const KEYWORDS: usize = 4;

/// Whether a name is a reserved word, which no field may be called.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

pub(super) type Result2 = Result<Parsed, SyntaxError>;

pub(super) struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    pub(super) dialect: Dialect,
    /// Macros around.
    pub(super) macros: usize,
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
    pub(super) fn new(tokens: Vec<Token>, dialect: Dialect) -> Self {
        Parser {
            tokens,
            next: 0,
            depth: 0,
            dialect,
            macros: 0,
        }
    }

    pub(super) fn peek(&self) -> &Word {
        self.tokens
            .get(self.next)
            .map_or(&Word::End, |token| &token.word)
    }

    pub(super) fn at(&self) -> usize {
        self.tokens
            .get(self.next)
            .or(self.tokens.last())
            .map_or(0, |token| token.at)
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Word::Sign(found) if *found == sign)
    }

    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let eaten = self.is(sign);
        self.next += usize::from(eaten);
        eaten
    }

    pub(super) fn expect(&mut self, sign: &str) -> Result<(), SyntaxError> {
        if self.eat(sign) {
            return Ok(());
        }
        let (en, vi) = (
            format!("`{sign}` is missing here"),
            format!("thiếu `{sign}` ở đây"),
        );
        Err(SyntaxError::new(self.at(), &en, &vi))
    }

    pub(super) fn unexpected(&self) -> SyntaxError {
        let at = self.at();
        match self.peek() {
            Word::End => {
                SyntaxError::new(at, "the expression ends too early", "biểu thức chưa hết")
            }
            Word::Sign("{") => SyntaxError::outside(
                "messages `T{…}` are not part of the language",
                "ngôn ngữ này không có `T{…}`",
            )
            .moved(at),
            Word::Name(name) if RESERVED.contains(&name.as_str()) => {
                let (en, vi) = (
                    format!("`{name}` is a word of the language, not a name"),
                    format!("`{name}` là từ của ngôn ngữ, không dùng làm tên"),
                );
                SyntaxError::new(at, &en, &vi)
            }
            Word::Name(name) if let Some((_, sign)) = said_in_words(name) => {
                let (en, vi) = (
                    format!("write `{sign}` for `{name}`"),
                    format!("viết `{sign}` thay cho `{name}`"),
                );
                SyntaxError::new(at, &en, &vi)
            }
            _ => SyntaxError::new(
                at,
                "not expected here; is an operator or a bracket missing before it?",
                "không đúng chỗ; có thể thiếu phép toán hoặc dấu ngoặc ở phía trước",
            ),
        }
    }

    /// One level of brackets, conditions or signs deeper.
    fn deeper(&mut self, at: usize) -> Result<(), SyntaxError> {
        self.depth += 1;
        if self.depth > limits::EXPRESSION_DEPTH {
            return Err(SyntaxError::limit(
                at,
                "nested more than 32 deep; compute a part of it in a calculated field",
                "lồng nhau quá 32 tầng; hãy tính một phần ở một trường calculated",
            ));
        }
        Ok(())
    }

    /// What stands between brackets.
    pub(super) fn nested(&mut self) -> Result2 {
        self.deeper(self.at())?;
        let parsed = self.conditional()?;
        self.depth -= 1;
        Ok(parsed)
    }

    pub(super) fn conditional(&mut self) -> Result2 {
        let condition = self.level(0)?;
        let at = self.at();
        if !self.eat("?") {
            return Ok(condition);
        }
        let then = self.level(0)?;
        self.expect(":")?;
        let otherwise = self.nested()?;
        Ok(Parsed {
            places: joined(at, [&condition, &then, &otherwise]),
            expr: Expr::If(Box::new([condition.expr, then.expr, otherwise.expr])),
        })
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
        if self.eat("!") {
            return self.signed(at, Expr::Not);
        }
        if !self.eat("-") {
            return self.member();
        }
        let number = match self.peek() {
            Word::Int(number) => {
                let number = 0_i64.checked_sub_unsigned(*number);
                Some(number.map(Expr::Int).ok_or_else(|| too_large(at)))
            }
            Word::Fraction(text) => Some(self.fraction(at, &["-", text].concat())),
            _ => None,
        };
        match number {
            Some(expr) => {
                self.next += 1;
                self.members(leaf(at, expr?))
            }
            None => self.signed(at, Expr::Minus),
        }
    }

    fn signed(&mut self, at: usize, make: fn(Box<Expr>) -> Expr) -> Result2 {
        self.deeper(at)?;
        let inner = self.unary()?;
        self.depth -= 1;
        Ok(Parsed {
            places: joined(at, [&inner]),
            expr: make(Box::new(inner.expr)),
        })
    }

    fn member(&mut self) -> Result2 {
        let first = self.primary()?;
        self.members(first)
    }

    fn members(&mut self, mut base: Parsed) -> Result2 {
        loop {
            let at = self.at();
            if self.eat("[") {
                let place = self.nested()?;
                self.expect("]")?;
                base = Parsed {
                    places: joined(at, [&base, &place]),
                    expr: Expr::Index(Box::new([base.expr, place.expr])),
                };
                continue;
            }
            if self.is("{") && matches!(base.expr, Expr::Name(_) | Expr::Select(..)) {
                return Err(self.unexpected());
            }
            if !self.eat(".") {
                return Ok(base);
            }
            let at = self.at();
            if let Word::Quoted(name) = self.peek().clone() {
                self.next += 1;
                base = select(base, at, name);
                continue;
            }
            let name = self.selector()?;
            base = if self.eat("(") {
                self.method(base, at, &name)?
            } else {
                select(base, at, name)
            };
        }
    }

    fn selector(&mut self) -> Result<String, SyntaxError> {
        self.word(KEYWORDS)
    }

    pub(super) fn name(&mut self) -> Result<String, SyntaxError> {
        self.word(RESERVED.len())
    }

    /// A name that is none of the first so many reserved words.
    fn word(&mut self, reserved: usize) -> Result<String, SyntaxError> {
        match self.peek().clone() {
            Word::Name(name) if !RESERVED[..reserved].contains(&name.as_str()) => {
                self.next += 1;
                Ok(name)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn primary(&mut self) -> Result2 {
        let at = self.at();
        let word = self.peek().clone();
        let literal = match &word {
            Word::Int(number) => Expr::Int(i64::try_from(*number).map_err(|_| too_large(at))?),
            Word::Fraction(text) => self.fraction(at, text)?,
            Word::Text(text) => Expr::Str(text.as_str().into()),
            Word::Name(name) if name == "true" => Expr::Bool(true),
            Word::Name(name) if name == "false" => Expr::Bool(false),
            Word::Name(name) if name == "null" => Expr::Null,
            Word::Name(_) => {
                let name = self.name()?;
                return if self.eat("(") {
                    self.call(at, &name)
                } else {
                    Ok(leaf(at, Expr::Name(name)))
                };
            }
            Word::Sign("(") => {
                self.next += 1;
                let inside = self.nested()?;
                self.expect(")")?;
                return Ok(inside);
            }
            Word::Sign("[") => {
                self.next += 1;
                let parts = self.several("]")?;
                return Ok(Parsed {
                    places: joined(at, &parts),
                    expr: Expr::List(parts.into_iter().map(|part| part.expr).collect()),
                });
            }
            Word::Sign("{") => {
                self.next += 1;
                return self.table(at);
            }
            Word::Sign(".") => {
                return Err(SyntaxError::outside(
                    "names do not begin with `.`",
                    "tên không được bắt đầu bằng `.`",
                )
                .moved(at));
            }
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(leaf(at, literal))
    }

    /// A number with a point: exact in a form, binary in CEL.
    fn fraction(&self, at: usize, text: &str) -> Result<Expr, SyntaxError> {
        if self.dialect == Dialect::Cel {
            let number = text.parse().map_err(|_| too_large(at))?;
            return Ok(Expr::Double(number));
        }
        let whole = text.replacen("-.", "-0.", 1);
        let whole = match whole.strip_prefix('.') {
            Some(_) => ["0", &whole].concat(),
            None => whole,
        };
        let number = Decimal::parse(&whole).map(Expr::Decimal);
        number.ok_or_else(|| {
            SyntaxError::new(
                at,
                "decimals are written in digits, at most 9 behind the point: 0.5",
                "số thập phân viết bằng chữ số, tối đa 9 chữ số sau dấu chấm: 0.5",
            )
        })
    }

    /// Expressions between commas, up to a closing sign.
    pub(super) fn several(&mut self, close: &str) -> Result<Vec<Parsed>, SyntaxError> {
        let mut parts = Vec::new();
        while !self.eat(close) {
            if !parts.is_empty() {
                self.expect(",")?;
                // CEL allows one comma before `]`.
                if close == "]" && self.eat(close) {
                    break;
                }
            }
            if self.is("?") {
                return Err(optional().moved(self.at()));
            }
            parts.push(self.nested()?);
        }
        Ok(parts)
    }

    fn table(&mut self, at: usize) -> Result2 {
        let mut parts = Vec::new();
        while !self.eat("}") {
            if !parts.is_empty() {
                self.expect(",")?;
                if self.eat("}") {
                    break;
                }
            }
            if self.is("?") {
                return Err(optional().moved(self.at()));
            }
            parts.push(self.nested()?);
            self.expect(":")?;
            parts.push(self.nested()?);
        }
        Ok(Parsed {
            places: joined(at, &parts),
            expr: Expr::Table(parts.into_iter().map(|part| part.expr).collect()),
        })
    }
}

fn optional() -> SyntaxError {
    SyntaxError::outside(
        "optional entries `?` are not part of the language",
        "ngôn ngữ này không có phần tử tùy chọn `?`",
    )
}

fn too_large(at: usize) -> SyntaxError {
    SyntaxError::new(at, "the number is too large", "số quá lớn")
}

fn leaf(at: usize, expr: Expr) -> Parsed {
    Parsed {
        expr,
        places: vec![at],
    }
}

fn select(base: Parsed, at: usize, member: String) -> Parsed {
    Parsed {
        places: joined(at, [&base]),
        expr: Expr::Select(Box::new(base.expr), member),
    }
}

/// A part's place, then its parts'.
pub(super) fn joined<'p>(at: usize, parts: impl IntoIterator<Item = &'p Parsed>) -> Vec<usize> {
    let mut places = vec![at];
    for part in parts {
        places.extend_from_slice(&part.places);
    }
    places
}

/// The sign of an operator that somebody wrote as a word.
fn said_in_words(word: &str) -> Option<&'static (&'static str, &'static str)> {
    const SIGNS: [(&str, &str); 6] = [
        ("and", "&&"),
        ("AND", "&&"),
        ("or", "||"),
        ("OR", "||"),
        ("not", "!"),
        ("NOT", "!"),
    ];
    SIGNS.iter().find(|row| row.0 == word)
}
