//! A published expression on the wire: prefix notation in one text.
//!
//! A derived form of the tree would be four times as long and its reader the
//! largest part of the client; this one is a page of code. Only our own
//! publisher writes it, yet reading it never panics and never recurses deeper
//! than [`DEPTH`].

use super::{Binary, Expr, Function, Macro};
use crate::decimal::Decimal;
use crate::pattern::Pattern;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Deeper than a tree of the parts an expression may have.
const DEPTH: u32 = 256;

const OPERATORS: [(Binary, char); 14] = [
    (Binary::Add, '+'),
    (Binary::Subtract, '~'),
    (Binary::Multiply, '*'),
    (Binary::Divide, '/'),
    (Binary::Remainder, '%'),
    (Binary::Equal, '='),
    (Binary::NotEqual, '#'),
    (Binary::Less, '<'),
    (Binary::LessOrEqual, '{'),
    (Binary::Greater, '>'),
    (Binary::GreaterOrEqual, '}'),
    (Binary::And, '&'),
    (Binary::Or, '|'),
    (Binary::In, '@'),
];

const MACROS: [(Macro, char); 5] = [
    (Macro::All, 'a'),
    (Macro::Exists, 'e'),
    (Macro::ExistsOne, 'o'),
    (Macro::Map, 'm'),
    (Macro::Filter, 'w'),
];

impl Expr {
    /// The compact text.
    pub fn encode(&self) -> String {
        let mut out = String::new();
        write(self, &mut out);
        out
    }

    /// Reads the compact text; `None` when it is none.
    pub fn decode(text: &str) -> Option<Expr> {
        let mut rest = text;
        let expr = read(&mut rest, DEPTH)?;
        rest.is_empty().then_some(expr)
    }
}

fn write(expr: &Expr, out: &mut String) {
    match expr {
        Expr::Null => out.push('0'),
        Expr::Bool(true) => out.push('1'),
        Expr::Bool(false) => out.push('2'),
        Expr::Int(number) => word(out, 'i', &number.to_string()),
        Expr::Decimal(number) => word(out, 'd', &number.to_text()),
        #[cfg(feature = "author")]
        Expr::Double(number) => word(out, 'D', &number.to_string()),
        Expr::Str(text) => sized(out, 's', text),
        Expr::Matches(_, pattern) => sized(out, 'r', &pattern.encode()),
        Expr::Name(name) => word(out, 'n', name),
        Expr::Select(_, member) => word(out, '.', member),
        Expr::Not(_) => out.push('!'),
        Expr::Minus(_) => out.push('-'),
        Expr::Binary(operator, ..) => {
            out.extend(
                OPERATORS
                    .iter()
                    .find(|row| row.0 == *operator)
                    .map(|row| row.1),
            );
        }
        Expr::Index(_) => out.push(':'),
        Expr::If(_) => out.push('?'),
        Expr::List(parts) => word(out, '[', &parts.len().to_string()),
        Expr::Table(parts) => word(out, 'M', &parts.len().to_string()),
        Expr::Call(function, parts) => {
            out.push('f');
            out.push(function.letter());
            out.push((b'0' + parts.len().min(9) as u8) as char);
        }
        Expr::Macro(kind, _, variable, _) => {
            out.extend(MACROS.iter().find(|row| row.0 == *kind).map(|row| row.1));
            out.push_str(variable);
            out.push(';');
        }
    }
    expr.parts().into_iter().for_each(|part| write(part, out));
}

fn word(out: &mut String, mark: char, text: &str) {
    out.push(mark);
    out.push_str(text);
    out.push(';');
}

fn sized(out: &mut String, mark: char, text: &str) {
    word(out, mark, &text.len().to_string());
    out.push_str(text);
}

/// Reads what stands at the front. The parts are read in one place, however
/// many there are and whatever they become: that is half the code.
fn read(rest: &mut &str, depth: u32) -> Option<Expr> {
    let depth = depth.checked_sub(1)?;
    let mark = take(rest)?;
    let operator = OPERATORS.iter().find(|row| row.1 == mark);
    let kind = MACROS.iter().find(|row| row.1 == mark);
    let mut function = Function::Today;
    let mut text = "";
    let count = match mark {
        '0' | '1' | '2' => 0,
        '!' | '-' => 1,
        ':' => 2,
        '?' => 3,
        'f' => {
            function = Function::by_letter(take(rest)?)?;
            take(rest)?.to_digit(10)? as usize
        }
        _ if operator.is_some() => 2,
        _ => {
            text = until(rest)?;
            match mark {
                // Of a map keys and values by turns: an odd one would be a
                // key without.
                '[' => text.parse().ok()?,
                'M' => text.parse::<usize>().ok()? & !1,
                '.' => 1,
                's' | 'r' => {
                    let (inside, after) = rest.split_at_checked(text.parse().ok()?)?;
                    (text, *rest) = (inside, after);
                    usize::from(mark == 'r')
                }
                _ if kind.is_some() => 2,
                _ => 0,
            }
        }
    };
    let mut parts = Vec::new();
    for _ in 0..count {
        parts.push(read(rest, depth)?);
    }
    if let '[' | 'M' | 'f' = mark {
        return Some(match mark {
            '[' => Expr::List(parts),
            'M' => Expr::Table(parts),
            _ => Expr::Call(function, parts),
        });
    }
    let mut parts = parts.into_iter();
    // There are as many as were read.
    let mut part = || parts.next().unwrap_or(Expr::Null);
    if let Some((operator, _)) = operator {
        return Some(Expr::Binary(*operator, Box::new(part()), Box::new(part())));
    }
    if let Some((kind, _)) = kind {
        let list = Box::new(part());
        return Some(Expr::Macro(*kind, list, text.to_owned(), Box::new(part())));
    }
    Some(match mark {
        '0' => Expr::Null,
        '1' | '2' => Expr::Bool(mark == '1'),
        'i' => Expr::Int(text.parse().ok()?),
        'd' => Expr::Decimal(Decimal::parse(text)?),
        #[cfg(feature = "author")]
        'D' => Expr::Double(text.parse().ok()?),
        's' => Expr::Str(text.into()),
        'r' => Expr::Matches(Box::new(part()), Box::new(Pattern::decode(text)?)),
        'n' => Expr::Name(text.to_owned()),
        '.' => Expr::Select(Box::new(part()), text.to_owned()),
        '!' => Expr::Not(Box::new(part())),
        '-' => Expr::Minus(Box::new(part())),
        ':' => Expr::Index(Box::new([part(), part()])),
        '?' => Expr::If(Box::new([part(), part(), part()])),
        _ => return None,
    })
}

fn take(rest: &mut &str) -> Option<char> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    *rest = chars.as_str();
    Some(first)
}

fn until<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let (text, after) = rest.split_once(';')?;
    *rest = after;
    Some(text)
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Expr::decode(&text).ok_or_else(|| serde::de::Error::custom("not an expression"))
    }
}
