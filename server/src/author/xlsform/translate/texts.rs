//! Texts: XPath joins what is missing as the empty text, CEL does not.

use super::super::ledger::{Why, why};
use super::super::xpath::Xpath;
use super::cel::Cel;
use super::compare::unlike;
use super::values::whole;
use super::{Translator, Type, Unknown, Value, patterns};

impl Value {
    /// The value as a text that is never unknown.
    pub(super) fn into_text(self) -> Result<Value, Why> {
        let text = match &self.kind {
            Type::Text | Type::Choice(_) => self.cel.clone(),
            Type::Int | Type::Date => Cel::call("string", &[&self.cel]),
            other => return Err(unlike(other, &Type::Text)),
        };
        let cel = match self.needs.as_slice() {
            [] => text,
            [there] if self.plain => there.either(&text, &Cel::quoted("")).in_brackets(),
            // XPath would write "NaN".
            _ => return Err(unlike(&self.kind, &Type::Text)),
        };
        Ok(Value::known(cel, Type::Text))
    }
}

impl Cel {
    /// Between brackets, so that it stands anywhere.
    pub(super) fn in_brackets(&self) -> Cel {
        Cel::name(format!("({})", self.text()))
    }
}

impl Translator<'_> {
    pub(super) fn text(&self, xpath: &Xpath) -> Result<Cel, Why> {
        let value = match xpath {
            Xpath::Number(text) => Value::known(Cel::quoted(text), Type::Text),
            _ => self.value(xpath)?,
        };
        value.into_text().map(|value| value.cel)
    }

    pub(super) fn concat(&self, parts: &[Xpath]) -> Result<Value, Why> {
        let mut all: Option<Cel> = None;
        for part in parts {
            let text = self.text(part)?;
            all = Some(match all {
                Some(before) => before.sum("+", &text),
                None => text,
            });
        }
        Ok(Value::known(
            all.unwrap_or_else(|| Cel::quoted("")),
            Type::Text,
        ))
    }

    /// `substr(text, from[, to])`, from 0; XPath is content with any numbers.
    pub(super) fn part(&self, text: &Xpath, bounds: &[Xpath]) -> Result<Value, Why> {
        let bound = |place: usize| match bounds.get(place) {
            Some(Xpath::Number(number)) => whole(number),
            _ => None,
        };
        let value = self.value(text)?;
        let (there, text) = match (&value.kind, value.needs.as_slice()) {
            // Asked once, rather than with each mention of the text.
            (Type::Text | Type::Choice(_), [there]) if value.plain => {
                (Some(there.clone()), value.cel.clone())
            }
            _ => (None, value.into_text()?.cel),
        };
        let size = Cel::call("size", &[&text]);
        let nothing = Cel::quoted("");
        let (Some(from), to) = (bound(0), bound(1)) else {
            return Err(super::reasons::of("substr", bounds.len() + 1));
        };
        let start = Cel::number(&from.to_string());
        let rest = size
            .relation(">=", &start)
            .either(&text.method("substring", &[&start]), &nothing);
        let cel = match (bounds.len(), to) {
            (1, _) => rest,
            (_, Some(to)) if to >= from => {
                let end = Cel::number(&to.to_string());
                let whole = text.method("substring", &[&start, &end]);
                size.relation(">=", &end).either(&whole, &rest)
            }
            _ => return Err(super::reasons::of("substr", 3)),
        };
        let cel = match there {
            Some(there) => there.either(&cel.in_brackets(), &nothing),
            None => cel,
        };
        Ok(Value::known(cel.in_brackets(), Type::Text))
    }

    /// `contains`, `starts-with`, `ends-with`.
    pub(super) fn holds(
        &self,
        name: &str,
        text: &Xpath,
        part: &Xpath,
        unknown: Unknown,
    ) -> Result<Cel, Why> {
        let method = match name {
            "starts-with" => "startsWith",
            "ends-with" => "endsWith",
            _ => "contains",
        };
        // The empty text holds no other.
        if let Xpath::Text(part) = part
            && !part.is_empty()
        {
            let value = self.value(text)?;
            if value.plain && matches!(value.kind, Type::Text | Type::Choice(_)) {
                let cel = value.cel.method(method, &[&Cel::quoted(part)]);
                return Ok(value.settled(cel, false, unknown));
            }
        }
        Ok(self.text(text)?.method(method, &[&self.text(part)?]))
    }

    /// `regex(text, 'pattern')`: the whole text fits.
    pub(super) fn regex(
        &self,
        text: &Xpath,
        pattern: &Xpath,
        unknown: Unknown,
    ) -> Result<Cel, Why> {
        let Xpath::Text(pattern) = pattern else {
            return Err(why(
                "a pattern is written out",
                "mẫu phải được viết thẳng ra",
            ));
        };
        let pattern = patterns::pattern(pattern)?;
        let compiled = forms::pattern::compile(&pattern).map_err(|(en, vi)| why(en, vi))?;
        let value = self.value(text)?;
        if !matches!(value.kind, Type::Text | Type::Choice(_)) {
            return Err(unlike(&value.kind, &Type::Text));
        }
        let cel = value
            .cel
            .method("matches", &[&Cel::quoted(&format!("^({pattern})$"))]);
        if !value.plain && !value.needs.is_empty() {
            return Err(unlike(&value.kind, &Type::Text));
        }
        Ok(value.settled(cel, compiled.matches(""), unknown))
    }

    /// `format-date(day, '%d/%m/%Y')`: years, months and days as digits.
    pub(super) fn formatted(&self, day: &Xpath, format: &str) -> Result<Value, Why> {
        let day = self.value(day)?;
        if !matches!(day.kind, Type::Date | Type::Days) {
            return Err(unlike(&day.kind, &Type::Date));
        }
        let iso = Cel::call("string", &[&day.cel]);
        let cut =
            |from: &str, to: &str| iso.method("substring", &[&Cel::name(from), &Cel::name(to)]);
        let mut all: Option<Cel> = None;
        let mut add = |part: Cel| {
            all = Some(match all.take() {
                Some(before) => before.sum("+", &part),
                None => part,
            });
        };
        let mut letters = format.chars();
        let mut plain = String::new();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                plain.push(letter);
                continue;
            }
            let part = match letters.next() {
                Some('Y') => cut("0", "4"),
                Some('y') => cut("2", "4"),
                Some('m') => cut("5", "7"),
                Some('d') => cut("8", "10"),
                Some('e') => Cel::call("string", &[&day.cel.method("getDate", &[])]),
                Some('n') => {
                    let month = day.cel.method("getMonth", &[]).sum("+", &Cel::name("1"));
                    Cel::call("string", &[&month])
                }
                other => {
                    return Err(why(
                        format!("`%{}` of a date has no equivalent", other.unwrap_or(' ')),
                        format!(
                            "`%{}` của ngày không có cách viết tương ứng",
                            other.unwrap_or(' ')
                        ),
                    ));
                }
            };
            if !plain.is_empty() {
                add(Cel::quoted(&std::mem::take(&mut plain)));
            }
            add(part);
        }
        if !plain.is_empty() {
            add(Cel::quoted(&plain));
        }
        let text = all.unwrap_or_else(|| Cel::quoted(""));
        let cel = match day.needs.as_slice() {
            [] => text,
            needs => super::all(needs)
                .either(&text, &Cel::quoted(""))
                .in_brackets(),
        };
        Ok(Value::known(cel, Type::Text))
    }
}
