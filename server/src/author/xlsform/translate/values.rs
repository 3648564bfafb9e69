//! Values: answers, numbers, dates and what is computed of them.

use super::super::kinds::Kind;
use super::super::ledger::{Why, why};
use super::super::tree::Found;
use super::super::xpath::{Op, Xpath};
use super::cel::Cel;
use super::compare::{number, unlike};
use super::{Translator, Type, Unknown, Value};

/// A whole number as written.
pub(super) fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

impl Type {
    /// What a kind of value is called, in English and Vietnamese.
    pub(super) fn name(&self) -> (&'static str, &'static str) {
        match self {
            Type::Bool => ("true or false", "đúng/sai"),
            Type::Tick => ("a tick", "dấu đánh"),
            Type::Int => ("a whole number", "số nguyên"),
            Type::Decimal => ("a decimal number", "số thập phân"),
            Type::Text => ("text", "chuỗi"),
            Type::Choice(_) => ("an option", "lựa chọn"),
            Type::Many(_) => ("several options", "nhiều lựa chọn"),
            Type::Date | Type::Days => ("a date", "ngày"),
            Type::PartialDate => ("a partial date", "ngày có thể thiếu phần"),
            Type::DateTime => ("a date with a time", "ngày giờ"),
            Type::Time => ("a time of day", "giờ"),
            Type::Point => ("a place", "vị trí"),
            Type::Files => ("files", "tệp"),
            Type::Items => ("a repeat", "nhóm lặp"),
            Type::Nothing => ("a group or note", "nhóm hoặc ghi chú"),
        }
    }
}

impl Translator<'_> {
    pub(super) fn value(&self, xpath: &Xpath) -> Result<Value, Why> {
        match xpath {
            Xpath::Number(text) => number(text).ok_or_else(|| {
                why(
                    format!("`{text}` has more digits than are exact here"),
                    format!("`{text}` có nhiều chữ số hơn mức tính chính xác"),
                )
            }),
            Xpath::Text(text) => Ok(Value::known(Cel::quoted(text), Type::Text)),
            Xpath::Answer(name) => self.answer(name),
            Xpath::Dot => self.itself(),
            Xpath::Path(path) if self.beside(path).is_some() => {
                self.answer(self.beside(path).unwrap_or_default())
            }
            Xpath::Path(path) => Err(why(
                format!("the location path `{path}` has no equivalent; write ${{name}}"),
                format!("đường dẫn `{path}` không có cách viết tương ứng; hãy viết ${{tên}}"),
            )),
            Xpath::Minus(inner) => {
                let inner = self.number(inner)?;
                Ok(Value {
                    cel: inner.cel.minus(),
                    plain: false,
                    ..inner
                })
            }
            Xpath::Call(name, parts) => self.function(name, parts),
            Xpath::Binary(op, left, right) => match op {
                Op::Add | Op::Subtract | Op::Multiply => self.arithmetic(*op, left, right),
                Op::Divide => self.divided(left, right),
                Op::Remainder => self.remainder(left, right),
                Op::Union => Err(why(
                    "`|` has no equivalent",
                    "`|` không có cách viết tương ứng",
                )),
                _ => self.truth_value(xpath),
            },
        }
    }

    /// True or false as a value.
    pub(super) fn truth_value(&self, xpath: &Xpath) -> Result<Value, Why> {
        let cel = self.condition(xpath, Unknown::Never)?;
        Ok(Value::known(cel, Type::Bool))
    }

    /// `../name` of a question beside this one, which is `${name}`.
    fn beside<'p>(&self, path: &'p str) -> Option<&'p str> {
        let name = path.strip_prefix("../")?;
        let node = self.tree.by_name(name).ok()?;
        let parent = |node: usize| self.tree.nodes[node].parent;
        (parent(node) == parent(self.site.node)).then_some(name)
    }

    fn answer(&self, name: &str) -> Result<Value, Why> {
        match self.tree.find(name, self.site)? {
            Found::One(node, path) => self.of_node(node, path),
            Found::Items { .. } => Err(why(
                format!("`{name}` has one answer for each item; use sum or count of it"),
                format!("`{name}` có một câu trả lời cho mỗi mục; hãy dùng sum hoặc count"),
            )),
        }
    }

    pub(super) fn of_node(&self, node: usize, path: Cel) -> Result<Value, Why> {
        let found = &self.tree.nodes[node];
        if found.kind == Kind::Today {
            return Ok(Value::known(Cel::name("today()"), Type::Date));
        }
        let kind = self.tree.type_of(node)?;
        if matches!(kind, Type::Nothing) {
            return Err(why(
                format!("`{}` has no answer of its own", found.name),
                format!("`{}` không có câu trả lời riêng", found.name),
            ));
        }
        Ok(Value {
            needs: vec![path.has()],
            blank: found.calculation.is_some() && kind == Type::Text,
            cel: path,
            kind,
            plain: true,
        })
    }

    /// `.`, which XLSForm asks only where it is answered.
    fn itself(&self) -> Result<Value, Why> {
        if !self.site.this {
            return Err(why(
                "`.` means something in a constraint alone",
                "`.` chỉ có nghĩa trong constraint",
            ));
        }
        Ok(Value {
            plain: true,
            ..Value::known(Cel::name("self"), self.tree.type_of(self.site.node)?)
        })
    }

    /// A number, of a choice of numbers too.
    pub(super) fn number(&self, xpath: &Xpath) -> Result<Value, Why> {
        if let Xpath::Text(text) = xpath {
            return number(text).ok_or_else(|| unlike(&Type::Text, &Type::Int));
        }
        let value = self.value(xpath)?;
        self.as_number(value)
    }

    fn arithmetic(&self, op: Op, left: &Xpath, right: &Xpath) -> Result<Value, Why> {
        let (a, b) = (self.value(left)?, self.value(right)?);
        let is_day = |value: &Value| matches!(value.kind, Type::Date | Type::Days);
        let needs = [a.needs.clone(), b.needs.clone()].concat();
        let made = |cel: Cel, kind: Type| {
            Ok(Value {
                needs: needs.clone(),
                ..Value::known(cel, kind)
            })
        };
        match (op, is_day(&a), is_day(&b)) {
            (Op::Subtract, true, true) => {
                return made(Cel::call("daysBetween", &[&b.cel, &a.cel]), Type::Int);
            }
            (Op::Add | Op::Subtract, true, false) if b.kind == Type::Int => {
                let days = if op == Op::Add { b.cel } else { b.cel.minus() };
                return made(Cel::call("addDays", &[&a.cel, &days]), Type::Days);
            }
            (Op::Add, false, true) if a.kind == Type::Int => {
                return made(Cel::call("addDays", &[&b.cel, &a.cel]), Type::Days);
            }
            _ => {}
        }
        let (a, b) = (self.as_number(a)?, self.as_number(b)?);
        let kind = if a.kind == Type::Int && b.kind == Type::Int {
            Type::Int
        } else {
            Type::Decimal
        };
        let cel = match op {
            Op::Add => a.cel.sum("+", &b.cel),
            Op::Subtract => a.cel.sum("-", &b.cel),
            _ => a.cel.product("*", &b.cel),
        };
        made(cel, kind)
    }

    /// A division by a number that is written out and has an exact inverse.
    fn divided(&self, left: &Xpath, right: &Xpath) -> Result<Value, Why> {
        let by = self.divisor(right)?;
        let left = self.number(left)?;
        let inverse = inverse(by).ok_or_else(|| {
            why(
                "the quotient is not always exact; write int(… div n), or for years age(birthDate, today())",
                "thương không luôn chính xác; hãy viết int(… div n), hoặc age(ngàySinh, today()) nếu tính tuổi",
            )
        })?;
        Ok(Value {
            cel: left.cel.product("*", &Cel::number(&inverse)),
            kind: Type::Decimal,
            plain: false,
            ..left
        })
    }

    /// A whole number other than zero, written out.
    pub(super) fn divisor(&self, xpath: &Xpath) -> Result<i64, Why> {
        match xpath {
            Xpath::Number(text) if whole(text).is_some_and(|by| by != 0) => {
                Ok(whole(text).unwrap_or(1))
            }
            _ => Err(why(
                "there is no exact division but by whole numbers that are written out; for years write age(birthDate, today())",
                "chỉ chia chính xác được cho số nguyên viết sẵn; nếu tính tuổi hãy viết age(ngàySinh, today())",
            )),
        }
    }

    /// XPath's `mod` has the sign of its left side, as `%` has.
    fn remainder(&self, left: &Xpath, right: &Xpath) -> Result<Value, Why> {
        let by = self.divisor(right)?;
        let left = self.number(left)?;
        if left.kind != Type::Int {
            return Err(unlike(&left.kind, &Type::Int));
        }
        Ok(Value {
            cel: left.cel.product("%", &Cel::number(&by.to_string())),
            plain: false,
            ..left
        })
    }
}

/// One divided by a whole number, where that has at most five decimals.
fn inverse(by: i64) -> Option<String> {
    if !(1..=100_000).contains(&by) || 100_000 % by != 0 {
        return None;
    }
    let parts = 100_000 / by;
    let text = format!("{}.{:05}", parts / 100_000, parts % 100_000);
    Some(
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
            + if by == 1 { ".0" } else { "" },
    )
}
