//! From words to a tree, by the strength of operators in XPath 1.0 (3.1–3.5).

use super::super::ledger::{Why, why};
use super::tokens::{Word, tokens};
use super::{Op, Xpath};

/// Characters of an expression.
const LENGTH: usize = 4_096;
/// Nested brackets, calls and signs.
const DEPTH: usize = 32;

/// Operators, the weakest first.
const LEVELS: [&[(&str, Op)]; 6] = [
    &[("or", Op::Or)],
    &[("and", Op::And)],
    &[("=", Op::Equal), ("!=", Op::NotEqual)],
    &[
        ("<=", Op::LessOrEqual),
        (">=", Op::GreaterOrEqual),
        ("<", Op::Less),
        (">", Op::Greater),
    ],
    &[("+", Op::Add), ("-", Op::Subtract)],
    &[
        ("*", Op::Multiply),
        ("div", Op::Divide),
        ("mod", Op::Remainder),
    ],
];

/// Parses an expression. Curly quotation marks, which word processors put in
/// place of straight ones, are taken for those.
///
/// # Errors
/// The first thing that is no XPath.
pub(in super::super) fn parse(text: &str) -> Result<Xpath, Why> {
    if text.chars().count() > LENGTH {
        return Err(why(
            "the expression has more than 4,096 characters",
            "biểu thức dài hơn 4.096 ký tự",
        ));
    }
    let text = text
        .replace(['“', '”'], "\"")
        .replace(['‘', '’'], "'")
        .replace('\u{a0}', " ");
    let mut parser = Parser {
        words: tokens(&text)?,
        text: &text,
        next: 0,
        depth: 0,
    };
    let tree = parser.level(0)?;
    match parser.peek() {
        Word::End => Ok(tree),
        _ => Err(parser.unexpected()),
    }
}

struct Parser<'t> {
    words: Vec<(Word, usize)>,
    text: &'t str,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> &Word {
        self.words.get(self.next).map_or(&Word::End, |word| &word.0)
    }

    fn at(&self) -> usize {
        self.words
            .get(self.next)
            .map_or(self.text.len(), |word| word.1)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Word::Sign(found) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn unexpected(&self) -> Why {
        let found: String = self.text[self.at()..].chars().take(20).collect();
        if found.is_empty() {
            return why(
                "the expression ends too early",
                "biểu thức kết thúc quá sớm",
            );
        }
        why(
            format!("no XPath expression at `{found}`"),
            format!("không phải biểu thức XPath tại `{found}`"),
        )
    }

    fn deeper(&mut self) -> Result<(), Why> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(why("nested too deeply", "lồng nhau quá sâu"));
        }
        Ok(())
    }

    fn level(&mut self, level: usize) -> Result<Xpath, Why> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        loop {
            let found = match self.peek() {
                Word::Sign(sign) => operators.iter().find(|row| row.0 == *sign),
                Word::Name(name) => operators.iter().find(|row| row.0 == name.as_str()),
                _ => None,
            };
            let Some((_, op)) = found else {
                return Ok(left);
            };
            self.next += 1;
            let right = self.level(level + 1)?;
            left = Xpath::Binary(*op, Box::new(left), Box::new(right));
        }
    }

    fn unary(&mut self) -> Result<Xpath, Why> {
        if self.eat("-") {
            self.deeper()?;
            let inner = self.unary()?;
            self.depth -= 1;
            return Ok(Xpath::Minus(Box::new(inner)));
        }
        let mut left = self.operand()?;
        while self.eat("|") {
            let right = self.operand()?;
            left = Xpath::Binary(Op::Union, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Xpath, Why> {
        let from = self.at();
        let first = self.peek().clone();
        let found = match first {
            Word::Number(number) => self.taken(Xpath::Number(number)),
            Word::Text(text) => self.taken(Xpath::Text(text)),
            Word::Answer(name) => self.taken(Xpath::Answer(name)),
            Word::Name(name) => {
                self.next += 1;
                if self.eat("(") {
                    Xpath::Call(name, self.arguments()?)
                } else {
                    Xpath::Path(name)
                }
            }
            Word::Sign("(") => {
                self.next += 1;
                self.deeper()?;
                let inner = self.level(0)?;
                self.depth -= 1;
                if !self.eat(")") {
                    return Err(self.unexpected());
                }
                inner
            }
            Word::Sign(".") => self.taken(Xpath::Dot),
            Word::Sign(".." | "@" | "*" | "/" | "//") => {
                let root = matches!(first, Word::Sign("/" | "//"));
                self.next += usize::from(!root);
                Xpath::Path(String::new())
            }
            _ => return Err(self.unexpected()),
        };
        let whole = self.steps()?;
        let is_path = matches!(&found, Xpath::Path(_));
        Ok(if whole || is_path {
            Xpath::Path(self.text[from..self.at()].trim().to_owned())
        } else {
            found
        })
    }

    fn taken(&mut self, found: Xpath) -> Xpath {
        self.next += 1;
        found
    }

    fn arguments(&mut self) -> Result<Vec<Xpath>, Why> {
        let mut parts = Vec::new();
        if self.eat(")") {
            return Ok(parts);
        }
        self.deeper()?;
        loop {
            parts.push(self.level(0)?);
            if self.eat(")") {
                self.depth -= 1;
                return Ok(parts);
            }
            if !self.eat(",") {
                return Err(self.unexpected());
            }
        }
    }

    /// What makes an operand a location path: `/step`, `[condition]`, `::step`.
    /// Whether there was any.
    fn steps(&mut self) -> Result<bool, Why> {
        let mut found = false;
        loop {
            if self.eat("[") {
                self.deeper()?;
                self.level(0)?;
                self.depth -= 1;
                if !self.eat("]") {
                    return Err(self.unexpected());
                }
            } else if self.eat("/") || self.eat("//") || self.eat("::") {
                self.step();
            } else {
                return Ok(found);
            }
            found = true;
        }
    }

    fn step(&mut self) {
        self.eat("@");
        let step = matches!(
            self.peek(),
            Word::Name(_) | Word::Answer(_) | Word::Sign("." | ".." | "*")
        );
        self.next += usize::from(step);
        if self.eat("(") {
            // `node()`, `text()`.
            self.eat(")");
        }
    }
}
