//! Comparisons (XPath 1.0, 3.4): XPath turns both sides into one kind, CEL
//! compares one kind alone.

use super::super::ledger::{Why, why};
use super::super::xpath::{Op, Xpath};
use super::cel::Cel;
use super::values::whole;
use super::{Translator, Type, Unknown, Value, all, settled};

/// CEL's sign of a comparison.
pub(super) fn sign(op: Op) -> Option<&'static str> {
    Some(match op {
        Op::Equal => "==",
        Op::NotEqual => "!=",
        Op::Less => "<",
        Op::LessOrEqual => "<=",
        Op::Greater => ">",
        Op::GreaterOrEqual => ">=",
        _ => return None,
    })
}

/// A text that is written out.
fn literal(xpath: &Xpath) -> Option<&str> {
    match xpath {
        Xpath::Text(text) => Some(text),
        Xpath::Call(name, parts) if name == "string" && parts.len() == 1 => literal(&parts[0]),
        _ => None,
    }
}

impl Translator<'_> {
    pub(super) fn compare(
        &self,
        op: Op,
        left: &Xpath,
        right: &Xpath,
        unknown: Unknown,
    ) -> Result<Cel, Why> {
        let equality = matches!(op, Op::Equal | Op::NotEqual);
        for (one, other) in [(left, right), (right, left)] {
            if literal(one) == Some("") && equality {
                return self.present(other, op == Op::NotEqual);
            }
            if let Some(yes) = truth(one).filter(|_| equality) {
                // `selected(…) = true()`, `${ticked} = true()`.
                let same = yes == (op == Op::Equal);
                let mode = if same { unknown } else { unknown.negated() };
                let asked = self.condition(other, mode)?;
                return Ok(if same { asked } else { asked.not() });
            }
        }
        let (left, right) = self.sides(op, left, right)?;
        if left.kind == Type::Tick || right.kind == Type::Tick {
            let tick = if left.kind == Type::Tick { left } else { right };
            let mode = if op == Op::Equal {
                unknown
            } else {
                unknown.negated()
            };
            let ticked = tick.settled(tick.cel.clone(), false, mode);
            return Ok(if op == Op::Equal {
                ticked
            } else {
                ticked.not()
            });
        }
        let Some(sign) = sign(op) else {
            return Err(super::no_condition());
        };
        let cel = left.cel.relation(sign, &right.cel);
        if left.plain
            && right.plain
            && equality
            && !left.needs.is_empty()
            && !right.needs.is_empty()
        {
            return Ok(answers(op, &left, &right, cel, unknown));
        }
        let needs = [left.needs.clone(), right.needs.clone()].concat();
        Ok(settled(&needs, cel, op == Op::NotEqual, unknown))
    }

    /// Both sides as one kind.
    fn sides(&self, op: Op, left: &Xpath, right: &Xpath) -> Result<(Value, Value), Why> {
        let (a, b) = match (constant(left), constant(right)) {
            (Some(text), None) => {
                let other = self.value(right)?;
                let same = self.alike(op, text, &other)?;
                (same.0, same.1)
            }
            (None, Some(text)) => {
                let other = self.value(left)?;
                let same = self.alike(op, text, &other)?;
                (same.1, same.0)
            }
            _ => (self.value(left)?, self.value(right)?),
        };
        let ordered = !matches!(op, Op::Equal | Op::NotEqual);
        use Type::{Choice, Date, DateTime, Days, Decimal, Int, Text, Tick};
        match (&a.kind, &b.kind) {
            (Int | Decimal, Int | Decimal) | (Date | Days, Date | Days) => Ok((a, b)),
            (DateTime, DateTime) => Ok((a, b)),
            (Text | Choice(_), Text | Choice(_)) if !ordered => Ok((a, b)),
            (Choice(_), Int | Decimal) => Ok((self.as_number(a)?, b)),
            (Int | Decimal, Choice(_)) => {
                let b = self.as_number(b)?;
                Ok((a, b))
            }
            (Choice(_), Choice(_)) => Ok((self.as_number(a)?, self.as_number(b)?)),
            (Tick, Text) | (Text, Tick) if !ordered => Ok((a, b)),
            _ => Err(unlike(&a.kind, &b.kind)),
        }
    }

    /// Something written out, as a value of the kind it is compared with, and that.
    fn alike(&self, op: Op, written: &str, other: &Value) -> Result<(Value, Value), Why> {
        let ordered = !matches!(op, Op::Equal | Op::NotEqual);
        let number = || number(written).ok_or_else(|| unlike(&Type::Text, &other.kind));
        let as_is = |value: Value| Ok((value, other.clone()));
        match &other.kind {
            Type::Choice(list) if !ordered => {
                let option = self.same_option(list, written)?;
                as_is(Value::known(Cel::quoted(&option), Type::Text))
            }
            Type::Choice(_) => Ok((number()?, self.as_number(other.clone())?)),
            Type::Int | Type::Decimal => as_is(number()?),
            Type::Date if !ordered && forms::date::Date::parse_iso(written).is_some() => {
                let day = Cel::call("date", &[&Cel::quoted(written)]);
                as_is(Value::known(day, Type::Date))
            }
            Type::Tick if !ordered && written == "OK" => {
                as_is(Value::known(Cel::bool(true), Type::Text))
            }
            Type::Text if !ordered && !is_number(written) => {
                as_is(Value::known(Cel::quoted(written), Type::Text))
            }
            Type::Bool if !ordered && ["true", "false"].contains(&written) => {
                Err(unlike(&Type::Text, &other.kind))
            }
            _ => Err(unlike(&Type::Text, &other.kind)),
        }
    }

    /// The option a text or number is equal to, and none other.
    fn same_option(&self, list: &str, written: &str) -> Result<String, Why> {
        let Some(number) = number(written) else {
            self.option(list, written)?;
            return Ok(written.to_owned());
        };
        self.option(list, written)?;
        let items = self
            .tree
            .lists
            .get(list)
            .map_or(&[][..], |list| &list.items);
        let equal = items
            .iter()
            .filter(|item| self::number(&item.value).is_some_and(|value| value.cel == number.cel));
        match equal.count() {
            1 => Ok(written.to_owned()),
            _ => Err(why(
                "several options are this number",
                "có nhiều lựa chọn cùng giá trị số này",
            )),
        }
    }

    /// A choice whose options are whole numbers, as a number.
    pub(super) fn as_number(&self, value: Value) -> Result<Value, Why> {
        match &value.kind {
            Type::Int | Type::Decimal => Ok(value),
            Type::Choice(list)
                if self
                    .tree
                    .lists
                    .get(list)
                    .is_some_and(|list| list.is_numbers()) =>
            {
                Ok(Value {
                    cel: Cel::call("int", &[&value.cel]),
                    kind: Type::Int,
                    plain: false,
                    ..value
                })
            }
            Type::Choice(_) => Err(why(
                "the options of this list are no whole numbers",
                "các lựa chọn của danh sách này không phải số nguyên",
            )),
            other => Err(unlike(other, &Type::Int)),
        }
    }
}

/// Two answers: when both are missing they are equal, when one is they differ.
fn answers(op: Op, left: &Value, right: &Value, cel: Cel, unknown: Unknown) -> Cel {
    let (a, b) = (all(&left.needs), all(&right.needs));
    match (op, unknown) {
        (Op::Equal, Unknown::False) => cel.or(a.not().and(b.not())),
        (Op::Equal, _) => a.either(&b.clone().and(cel), &b.not()).in_brackets(),
        (_, _) => a.either(&b.clone().not().or(cel), &b).in_brackets(),
    }
}

/// `true()` or `false()`.
fn truth(xpath: &Xpath) -> Option<bool> {
    match xpath {
        Xpath::Call(name, parts) if parts.is_empty() => match name.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A text or number that is written out.
fn constant(xpath: &Xpath) -> Option<&str> {
    match xpath {
        Xpath::Number(text) => Some(text),
        Xpath::Minus(_) => None,
        _ => literal(xpath),
    }
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok()
}

/// A number that is written out, exactly.
pub(super) fn number(text: &str) -> Option<Value> {
    if let Some(whole) = whole(text) {
        return Some(Value::known(Cel::number(&whole.to_string()), Type::Int));
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    let padded = if text.starts_with('.') {
        format!("0{text}")
    } else {
        text.to_owned()
    };
    let parsed = forms::decimal::Decimal::parse(&padded)?;
    Some(Value::known(Cel::number(&parsed.to_text()), Type::Decimal))
}

/// Why two kinds are not compared.
pub(super) fn unlike(a: &Type, b: &Type) -> Why {
    let ((a_en, a_vi), (b_en, b_vi)) = (a.name(), b.name());
    why(
        format!("{a_en} and {b_en} do not go together exactly; change a type, or write it by hand"),
        format!("không dùng chính xác {a_vi} với {b_vi} được; hãy đổi loại câu hỏi hoặc tự viết"),
    )
}
