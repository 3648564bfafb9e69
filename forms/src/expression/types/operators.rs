//! Operators, indices and maps.

use super::Checker;
use super::hint::{self, near};
use super::kind::{Table, Type};
use crate::expression::{Binary, Expr};
use crate::question::choice;

/// As many options are listed where none is near.
const LISTED: usize = 8;

impl<'f> Checker<'_, 'f> {
    pub(super) fn binary(
        &mut self,
        at: usize,
        operator: Binary,
        left: &Expr,
        right: &Expr,
    ) -> Type<'f> {
        use Binary::*;
        let (left_at, left_type) = self.part(left);
        let right_place = self.next;
        let (right_at, right_type) = self.part(right);
        match operator {
            And | Or => {
                self.want(left_at, &left_type, &Type::Bool);
                self.want(right_at, &right_type, &Type::Bool);
                Type::Bool
            }
            Equal | NotEqual => {
                self.comparable(at, &left_type, &right_type);
                self.option(right_at, &left_type, right);
                self.option(left_at, &right_type, left);
                Type::Bool
            }
            Less | LessOrEqual | Greater | GreaterOrEqual => {
                self.comparable(at, &left_type, &right_type);
                if !left_type.has_order() || !right_type.has_order() {
                    let (en, vi) = left_type.name();
                    self.error(
                        at,
                        format!("{en} has no order"),
                        format!("{vi} không so sánh lớn nhỏ được"),
                    );
                }
                Type::Bool
            }
            In => {
                self.within(at, (left_at, &left_type, left), (right_at, &right_type));
                if let Expr::List(parts) = right {
                    let mut place = right_place + 1;
                    for part in parts {
                        let part_at = self.places.get(place).copied().unwrap_or(right_at);
                        self.option(part_at, &left_type, part);
                        place += count(part);
                    }
                }
                Type::Bool
            }
            Add | Subtract | Multiply | Divide | Remainder => {
                self.arithmetic(at, operator, (left_at, left_type), (right_at, right_type))
            }
        }
    }

    fn arithmetic(
        &mut self,
        at: usize,
        operator: Binary,
        (left_at, left): (usize, Type<'f>),
        (right_at, right): (usize, Type<'f>),
    ) -> Type<'f> {
        use Binary::{Add, Divide, Remainder, Subtract};
        use Type::{Any, Choice, Decimal, Duration, Int, List, Text, Timestamp};
        match (operator, &left, &right) {
            (_, Int, Int) => Int,
            (Divide | Remainder, Decimal, Int | Decimal) | (Divide | Remainder, Int, Decimal) => {
                self.plain(at, hint::DIVISION)
            }
            (_, Int | Decimal, Int | Decimal) => Decimal,
            (Add, Text | Choice(_), Text | Choice(_)) => Text,
            (Add, List(a), List(b)) => List(Box::new(self.unify(at, (**a).clone(), (**b).clone()))),
            (Add | Subtract, Timestamp, Duration) | (Add, Duration, Timestamp) => Timestamp,
            (Subtract, Timestamp, Timestamp) => Duration,
            (Add | Subtract, Duration, Duration) => Duration,
            (Add | Subtract, Any, _) | (Add | Subtract, _, Any) => Any,
            (_, Any, Any | Int | Decimal) | (_, Int | Decimal, Any) => Any,
            (Add, ..) => {
                let ((a_en, a_vi), (b_en, b_vi)) = (left.name(), right.name());
                let (hint_en, hint_vi) = match (&left, &right) {
                    (Text | Choice(_), Int | Decimal) | (Int | Decimal, Text | Choice(_)) => {
                        ("; write string(number)", "; hãy viết string(số)")
                    }
                    (Type::Date | Type::PartialDate, _) => (
                        "; write addDays(date, n), addMonths or addYears",
                        "; hãy viết addDays(ngày, n), addMonths hoặc addYears",
                    ),
                    _ => ("", ""),
                };
                self.error(
                    at,
                    format!("{a_en} and {b_en} cannot be added{hint_en}"),
                    format!("không cộng được {a_vi} với {b_vi}{hint_vi}"),
                )
            }
            (Subtract, Type::Date | Type::PartialDate, Type::Date | Type::PartialDate) => self
                .plain(
                    at,
                    (
                        "dates are not subtracted; write daysBetween(from, to)",
                        "không trừ trực tiếp hai ngày; hãy viết daysBetween(từ, đến)",
                    ),
                ),
            _ => {
                self.want(left_at, &left, &Int);
                self.want(right_at, &right, &Int);
                Int
            }
        }
    }

    fn comparable(&mut self, at: usize, left: &Type<'f>, right: &Type<'f>) {
        if !left.agrees(right) {
            let ((a_en, a_vi), (b_en, b_vi)) = (left.name(), right.name());
            let (hint_en, hint_vi) = hint::comparison(left, right);
            self.error(
                at,
                format!("{a_en} cannot be compared with {b_en}{hint_en}"),
                format!("không so sánh được {a_vi} với {b_vi}{hint_vi}"),
            );
        }
    }

    fn within(
        &mut self,
        at: usize,
        (needle_at, needle, written): (usize, &Type<'f>, &Expr),
        (list_at, list): (usize, &Type<'f>),
    ) {
        match list {
            Type::Any => {}
            Type::List(element) => {
                self.comparable(at, needle, element);
                self.option(needle_at, element, written);
            }
            Type::Table(table) => self.comparable(at, needle, &table.key),
            other => self.want(list_at, other, &Type::List(Box::new(Type::Any))),
        }
    }

    /// A literal compared with a choice must be one of its options.
    fn option(&mut self, at: usize, choice: &Type<'f>, literal: &Expr) {
        let (Type::Choice(choice::Options::Inline(items)), Expr::Str(text)) = (choice, literal)
        else {
            return;
        };
        let text: &str = text;
        if items.iter().any(|item| item.value == text) {
            return;
        }
        let known = || items.iter().map(|item| item.value.as_str());
        let (mut hint_en, mut hint_vi) = near(text, known());
        if hint_en.is_empty() && items.len() <= LISTED {
            let all: Vec<&str> = known().collect();
            let all = all.join("`, `");
            hint_en = format!("; there are `{all}`");
            hint_vi = format!("; chỉ có `{all}`");
        }
        self.error(
            at,
            format!("there is no option `{text}`{hint_en}"),
            format!("không có lựa chọn `{text}`{hint_vi}"),
        );
    }

    pub(super) fn table(&mut self, parts: &[Expr]) -> Type<'f> {
        let mut table = Table {
            key: Type::Any,
            value: Type::Any,
            texts: Some(Vec::new()),
        };
        let mut keys: Vec<&Expr> = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let (part_at, found) = self.part(part);
            if place % 2 == 1 {
                table.value = self.unify(part_at, table.value, found);
                continue;
            }
            if keys.contains(&part) {
                self.plain(part_at, ("this key is there twice", "khóa này bị lặp lại"));
            }
            keys.push(part);
            let fits = matches!(
                found,
                Type::Any | Type::Bool | Type::Int | Type::Text | Type::Choice(_)
            );
            if !fits {
                let (en, vi) = found.name();
                self.error(
                    part_at,
                    format!("{en} cannot be a key; keys are texts, whole numbers, true and false"),
                    format!("{vi} không thể là khóa; khóa là chuỗi, số nguyên, true hoặc false"),
                );
            }
            match (part, &mut table.texts) {
                (Expr::Str(text), Some(texts)) => texts.push(text.as_ref().to_owned()),
                _ => table.texts = None,
            }
            table.key = self.unify(part_at, table.key, found);
        }
        Type::Table(Box::new(table))
    }

    pub(super) fn index(&mut self, at: usize, base: &Expr, place: &Expr) -> Type<'f> {
        let base = self.of(base);
        let (place_at, found) = self.part(place);
        match base {
            Type::Any => Type::Any,
            Type::List(element) => {
                self.want(place_at, &found, &Type::Int);
                *element
            }
            Type::Table(table) => {
                if let (Some(_), Expr::Str(text)) = (&table.texts, place) {
                    return self.entry(place_at, &table, text);
                }
                self.comparable(at, &found, &table.key);
                self.every_option(at, &table, &found);
                table.value
            }
            other => {
                let (en, vi) = other.name();
                let (hint_en, hint_vi) = match other {
                    Type::Text | Type::Choice(_) => {
                        ("; write x.substring(0, 1)", "; hãy viết x.substring(0, 1)")
                    }
                    Type::Object(_) => ("; write x.name", "; hãy viết x.tên"),
                    _ => ("", ""),
                };
                self.error(
                    at,
                    format!("{en} has no places `[…]`{hint_en}"),
                    format!("{vi} không có chỉ số `[…]`{hint_vi}"),
                )
            }
        }
    }

    /// What a map that is written out has under a name.
    pub(super) fn entry(&mut self, at: usize, table: &Table<'f>, key: &str) -> Type<'f> {
        if let Some(texts) = &table.texts
            && !texts.iter().any(|text| text == key)
        {
            let (hint_en, hint_vi) = near(key, texts.iter().map(String::as_str));
            return self.error(
                at,
                format!("the map has no key `{key}`{hint_en}"),
                format!("bảng tra không có khóa `{key}`{hint_vi}"),
            );
        }
        table.value.clone()
    }

    /// A map looked up by a choice has an entry for each option, and no other.
    fn every_option(&mut self, at: usize, table: &Table<'f>, found: &Type<'f>) {
        let (Some(texts), Type::Choice(choice::Options::Inline(items))) = (&table.texts, found)
        else {
            return;
        };
        for item in items {
            if !texts.contains(&item.value) {
                let value = &item.value;
                self.error(
                    at,
                    format!("the map has no entry for the option `{value}`"),
                    format!("bảng tra thiếu giá trị cho lựa chọn `{value}`"),
                );
            }
        }
        for text in texts {
            self.option(at, found, &Expr::Str(text.as_str().into()));
        }
    }
}

/// Parts of an expression, itself counted.
fn count(expr: &Expr) -> usize {
    1 + expr.parts().into_iter().map(count).sum::<usize>()
}
