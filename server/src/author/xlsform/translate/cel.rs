//! CEL text put together by strength, with as few brackets as it needs.

/// How strongly a part holds together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// A part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Cel {
    text: String,
    strength: Strength,
}

impl Cel {
    fn new(text: impl Into<String>, strength: Strength) -> Cel {
        Cel {
            text: text.into(),
            strength,
        }
    }

    /// A name, a path, a call: what holds together by itself.
    pub(in super::super) fn name(text: impl Into<String>) -> Cel {
        Cel::new(text, Strength::Member)
    }

    pub(in super::super) fn bool(yes: bool) -> Cel {
        Cel::name(yes.to_string())
    }

    /// A number as written; below zero it is weaker.
    pub(super) fn number(text: &str) -> Cel {
        let strength = if text.starts_with('-') {
            Strength::Unary
        } else {
            Strength::Member
        };
        Cel::new(text, strength)
    }

    /// A text in quotes.
    pub(in super::super) fn quoted(text: &str) -> Cel {
        let mut out = String::from("'");
        for c in text.chars() {
            match c {
                '\'' | '\\' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c => out.push(c),
            }
        }
        out.push('\'');
        Cel::name(out)
    }

    pub(in super::super) fn call(name: &str, parts: &[&Cel]) -> Cel {
        let parts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        Cel::name(format!("{name}({})", parts.join(", ")))
    }

    /// `self.name(parts)`.
    pub(in super::super) fn method(&self, name: &str, parts: &[&Cel]) -> Cel {
        Cel::name(format!(
            "{}.{}",
            self.at_least(Strength::Member),
            Cel::call(name, parts).text
        ))
    }

    /// `list.name(i, body)`.
    pub(super) fn each(&self, name: &str, body: &Cel) -> Cel {
        self.method(name, &[&Cel::name("i"), body])
    }

    pub(in super::super) fn has(&self) -> Cel {
        Cel::call("has", &[self])
    }

    pub(in super::super) fn and(self, other: Cel) -> Cel {
        match (self.text.as_str(), other.text.as_str()) {
            ("true", _) => other,
            (_, "true") => self,
            _ => self.between("&&", &other, Strength::And, Strength::And),
        }
    }

    pub(in super::super) fn or(self, other: Cel) -> Cel {
        match (self.text.as_str(), other.text.as_str()) {
            ("false", _) => other,
            (_, "false") => self,
            _ => self.between("||", &other, Strength::Or, Strength::Or),
        }
    }

    pub(in super::super) fn not(self) -> Cel {
        match (self.text.as_str(), self.text.strip_prefix('!')) {
            ("true", _) => Cel::bool(false),
            ("false", _) => Cel::bool(true),
            (_, Some(inner)) if self.strength == Strength::Unary => Cel::name(inner),
            _ => Cel::new(
                format!("!{}", self.at_least(Strength::Unary)),
                Strength::Unary,
            ),
        }
    }

    pub(super) fn minus(&self) -> Cel {
        Cel::new(
            format!("-{}", self.at_least(Strength::Member)),
            Strength::Unary,
        )
    }

    /// A comparison, or `in`.
    pub(in super::super) fn relation(&self, sign: &str, other: &Cel) -> Cel {
        self.between(sign, other, Strength::Sum, Strength::Relation)
    }

    /// `+` or `-`.
    pub(super) fn sum(&self, sign: &str, other: &Cel) -> Cel {
        let right = other.at_least(Strength::Product);
        Cel::new(
            format!("{} {sign} {right}", self.at_least(Strength::Sum)),
            Strength::Sum,
        )
    }

    /// `*`, `/` or `%`.
    pub(super) fn product(&self, sign: &str, other: &Cel) -> Cel {
        let right = other.at_least(Strength::Unary);
        Cel::new(
            format!("{} {sign} {right}", self.at_least(Strength::Product)),
            Strength::Product,
        )
    }

    /// `self ? yes : no`.
    pub(super) fn either(&self, yes: &Cel, no: &Cel) -> Cel {
        let (condition, yes) = (self.at_least(Strength::Or), yes.at_least(Strength::Or));
        Cel::new(
            format!("{condition} ? {yes} : {}", no.text),
            Strength::Conditional,
        )
    }

    fn between(&self, sign: &str, other: &Cel, inside: Strength, own: Strength) -> Cel {
        let text = format!(
            "{} {sign} {}",
            self.at_least(inside),
            other.at_least(inside)
        );
        Cel::new(text, own)
    }

    fn at_least(&self, strength: Strength) -> String {
        if self.strength < strength {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }

    pub(in super::super) fn text(&self) -> &str {
        &self.text
    }
}
