//! Functions that give a value (XPath 1.0, 4; the ODK XForms specification,
//! "XPath Functions").

use super::super::kinds::Kind;
use super::super::ledger::{Why, why};
use super::super::tree::Found;
use super::super::xpath::{Op, Xpath};
use super::cel::Cel;
use super::compare::unlike;
use super::{Translator, Type, Unknown, Value, reasons};

/// Functions that are translated to a value.
const VALUES: [&str; 23] = [
    "today",
    "date",
    "if",
    "int",
    "round",
    "floor",
    "ceiling",
    "number",
    "abs",
    "min",
    "max",
    "sum",
    "count",
    "count-non-empty",
    "count-selected",
    "string-length",
    "coalesce",
    "concat",
    "string",
    "substr",
    "format-date",
    "indexed-repeat",
    "date-time",
];

/// Whether a function gives a value rather than true or false.
pub(super) fn gives_value(name: &str) -> bool {
    VALUES.contains(&name)
}

impl Translator<'_> {
    pub(super) fn function(&self, name: &str, parts: &[Xpath]) -> Result<Value, Why> {
        match (name, parts) {
            ("today", []) => Ok(Value::known(Cel::name("today()"), Type::Date)),
            ("date", [Xpath::Text(text)]) => self.date_literal(text),
            ("date", [inner]) => self.date(inner),
            ("if", [when, yes, no]) => self.either(when, yes, no),
            ("coalesce", [first, second]) => self.coalesce(first, second),
            ("number", [inner]) => self.number(inner),
            ("int", [Xpath::Binary(Op::Divide, left, right)]) => self.whole_quotient(left, right),
            ("int", [inner]) => self.rounded(inner, "down"),
            ("floor", [inner]) => self.rounded(inner, "floor"),
            ("ceiling", [inner]) => self.rounded(inner, "ceiling"),
            ("round", [inner]) => self.nearest(inner),
            ("abs", [inner]) => {
                let inner = self.number(inner)?;
                let below = inner.cel.relation("<", &Cel::name("0"));
                Ok(Value {
                    cel: below.either(&inner.cel.minus(), &inner.cel),
                    plain: false,
                    ..inner
                })
            }
            ("min" | "max", [_, _, ..]) if parts.len() <= 9 => self.extreme(name, parts),
            ("sum", [Xpath::Answer(name)]) => self.sum(name),
            ("count", [Xpath::Answer(name)]) => self.count(name),
            ("count-non-empty", [Xpath::Answer(name)]) => self.count_answered(name),
            ("count-selected", [inner]) => self.count_selected(inner),
            ("string-length", [inner]) => {
                let text = self.text(inner)?;
                Ok(Value::known(Cel::call("size", &[&text]), Type::Int))
            }
            ("string", [inner]) => Ok(Value::known(self.text(inner)?, Type::Text)),
            ("concat", [_, ..]) => self.concat(parts),
            ("substr", [text, rest @ ..]) if matches!(rest.len(), 1 | 2) => self.part(text, rest),
            ("format-date", [day, Xpath::Text(format)]) => self.formatted(day, format),
            (
                "indexed-repeat",
                [
                    Xpath::Answer(field),
                    Xpath::Answer(repeat),
                    Xpath::Number(index),
                ],
            ) => self.indexed(field, repeat, index),
            (
                "true" | "false" | "not" | "boolean" | "selected" | "regex" | "contains"
                | "starts-with" | "ends-with",
                _,
            ) => self.truth_value(&Xpath::Call(name.to_owned(), parts.to_vec())),
            _ => Err(reasons::of(name, parts.len())),
        }
    }

    fn date_literal(&self, text: &str) -> Result<Value, Why> {
        if forms::date::Date::parse_iso(text).is_none() {
            return Err(why(
                format!("`{text}` is no day written YYYY-MM-DD"),
                format!("`{text}` không phải ngày dạng YYYY-MM-DD"),
            ));
        }
        Ok(Value::known(
            Cel::call("date", &[&Cel::quoted(text)]),
            Type::Date,
        ))
    }

    fn date(&self, inner: &Xpath) -> Result<Value, Why> {
        let value = self.value(inner)?;
        match value.kind {
            Type::Date => Ok(value),
            Type::Days => Ok(Value {
                kind: Type::Date,
                ..value
            }),
            Type::DateTime => Ok(Value {
                cel: Cel::call("date", &[&value.cel]),
                kind: Type::Date,
                plain: false,
                ..value
            }),
            other => Err(unlike(&other, &Type::Date)),
        }
    }

    fn either(&self, when: &Xpath, yes: &Xpath, no: &Xpath) -> Result<Value, Why> {
        let when = self.condition(when, Unknown::Never)?;
        let (yes, no) = (self.value(yes)?, self.value(no)?);
        let kind = match (&yes.kind, &no.kind) {
            (a, b) if a == b => yes.kind.clone(),
            (Type::Int | Type::Decimal, Type::Int | Type::Decimal) => Type::Decimal,
            (Type::Text | Type::Choice(_), Type::Text | Type::Choice(_)) => Type::Text,
            (a, b) => return Err(unlike(a, b)),
        };
        // Text that is missing is the empty text, and so is what is joined with it.
        let (yes, no) = if kind == Type::Text {
            (yes.into_text()?, no.into_text()?)
        } else {
            (yes, no)
        };
        let mut needs = Vec::new();
        for need in &yes.needs {
            needs.push(when.clone().not().or(need.clone()));
        }
        for need in &no.needs {
            needs.push(when.clone().or(need.clone()));
        }
        Ok(Value {
            needs,
            ..Value::known(when.either(&yes.cel, &no.cel), kind)
        })
    }

    fn coalesce(&self, first: &Xpath, second: &Xpath) -> Result<Value, Why> {
        let (a, b) = (self.value(first)?, self.value(second)?);
        let same = a.kind == b.kind
            || matches!(
                (&a.kind, &b.kind),
                (Type::Choice(_) | Type::Text, Type::Choice(_) | Type::Text)
            );
        if !same {
            return Err(unlike(&a.kind, &b.kind));
        }
        let there = self.present(first, true)?;
        let needs = b
            .needs
            .iter()
            .map(|need| there.clone().or(need.clone()))
            .collect();
        let kind = if a.kind == b.kind {
            a.kind.clone()
        } else {
            Type::Text
        };
        Ok(Value {
            needs,
            ..Value::known(there.either(&a.cel, &b.cel), kind)
        })
    }

    /// `int(a div n)` is CEL's division: both cut towards zero.
    fn whole_quotient(&self, left: &Xpath, right: &Xpath) -> Result<Value, Why> {
        let by = self.divisor(right)?;
        let left = self.number(left)?;
        if left.kind != Type::Int {
            return Err(unlike(&left.kind, &Type::Int));
        }
        Ok(Value {
            cel: left.cel.product("/", &Cel::number(&by.to_string())),
            plain: false,
            ..left
        })
    }

    fn rounded(&self, inner: &Xpath, way: &str) -> Result<Value, Why> {
        let inner = self.number(inner)?;
        if inner.kind == Type::Int {
            return Ok(inner);
        }
        Ok(Value {
            cel: Cel::call("round", &[&inner.cel, &Cel::quoted(way)]),
            kind: Type::Int,
            plain: false,
            ..inner
        })
    }

    /// XPath rounds a half up (4.4), which is `floor(x + 0.5)`.
    fn nearest(&self, inner: &Xpath) -> Result<Value, Why> {
        let inner = self.number(inner)?;
        if inner.kind == Type::Int {
            return Ok(inner);
        }
        let moved = inner.cel.sum("+", &Cel::name("0.5"));
        Ok(Value {
            cel: Cel::call("round", &[&moved, &Cel::quoted("floor")]),
            kind: Type::Int,
            plain: false,
            ..inner
        })
    }

    fn extreme(&self, name: &str, parts: &[Xpath]) -> Result<Value, Why> {
        let values: Result<Vec<Value>, Why> = parts.iter().map(|part| self.number(part)).collect();
        let values = values?;
        let kind = if values.iter().all(|value| value.kind == Type::Int) {
            Type::Int
        } else {
            Type::Decimal
        };
        let cels: Vec<&Cel> = values.iter().map(|value| &value.cel).collect();
        let function = if name == "min" {
            "math.least"
        } else {
            "math.greatest"
        };
        Ok(Value {
            needs: values
                .iter()
                .flat_map(|value| value.needs.clone())
                .collect(),
            ..Value::known(Cel::call(function, &cels), kind)
        })
    }

    /// The items of a repeat, the path of a field inside one, and the field.
    fn items(&self, name: &str) -> Result<(Cel, String, usize), Why> {
        match self.tree.find(name, self.site)? {
            Found::Items {
                field,
                repeat,
                inside,
            } => Ok((repeat, inside, field)),
            Found::One(..) => Err(why(
                format!(
                    "`{name}` has one answer; a function of many needs a question inside a repeat"
                ),
                format!("`{name}` chỉ có một câu trả lời; hàm này cần câu hỏi trong nhóm lặp"),
            )),
        }
    }

    fn sum(&self, name: &str) -> Result<Value, Why> {
        let (repeat, inside, field) = self.items(name)?;
        let kind = self.tree.type_of(field)?;
        if !matches!(kind, Type::Int | Type::Decimal) {
            return Err(unlike(&kind, &Type::Int));
        }
        let one = Cel::name(format!("i.{inside}"));
        Ok(Value {
            needs: vec![repeat.each("all", &one.has())],
            ..Value::known(Cel::call("sum", &[&repeat.each("map", &one)]), kind)
        })
    }

    fn count(&self, name: &str) -> Result<Value, Why> {
        let counted = match self.tree.find(name, self.site)? {
            Found::One(node, path) if self.tree.nodes[node].kind == Kind::Repeat => path,
            // One node for each item, answered or not.
            Found::Items { repeat, field, .. } if self.tree.nodes[field].kind != Kind::Repeat => {
                repeat
            }
            _ => return Err(reasons::of("count", 1)),
        };
        Ok(Value::known(Cel::call("size", &[&counted]), Type::Int))
    }

    fn count_answered(&self, name: &str) -> Result<Value, Why> {
        let (repeat, inside, field) = self.items(name)?;
        if matches!(self.tree.type_of(field)?, Type::Nothing | Type::Items) {
            return Err(reasons::of("count-non-empty", 1));
        }
        let one = Cel::name(format!("i.{inside}")).has();
        Ok(Value::known(
            Cel::call("size", &[&repeat.each("filter", &one)]),
            Type::Int,
        ))
    }

    fn count_selected(&self, inner: &Xpath) -> Result<Value, Why> {
        let value = self.value(inner)?;
        let Type::Many(_) = value.kind else {
            return Err(unlike(&value.kind, &Type::Many(String::new())));
        };
        let size = Cel::call("size", &[&value.cel]);
        let cel = match value.needs.first() {
            Some(there) => there.either(&size, &Cel::name("0")).in_brackets(),
            None => size,
        };
        Ok(Value::known(cel, Type::Int))
    }

    /// `indexed-repeat(${field}, ${repeat}, 2)`, from 1.
    fn indexed(&self, field: &str, repeat: &str, index: &str) -> Result<Value, Why> {
        let (items, inside, node) = self.items(field)?;
        let named = match self.tree.find(repeat, self.site)? {
            Found::One(_, path) => path,
            Found::Items { .. } => return Err(reasons::of("indexed-repeat", 3)),
        };
        let index = super::values::whole(index).filter(|index| (1..=200).contains(index));
        let (true, Some(index)) = (named == items, index) else {
            return Err(reasons::of("indexed-repeat", 3));
        };
        let path = Cel::name(format!("{}[{}].{inside}", items.text(), index - 1));
        self.of_node(node, path)
    }
}
