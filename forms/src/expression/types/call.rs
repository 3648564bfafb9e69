//! Functions.

use super::Checker;
use super::hint;
use super::kind::Type;
use crate::date::Date;
use crate::decimal::Rounding;
use crate::expression::extension::Extension;
use crate::expression::{Expr, Function};

/// A literal's place, and what is wrong with it.
type Literal<'a, 'f> = &'a [(usize, Type<'f>)];

impl<'f> Checker<'_, 'f> {
    pub(super) fn call(&mut self, at: usize, function: Function, parts: &[Expr]) -> Type<'f> {
        use Function as F;
        let mut found = Vec::new();
        for part in parts {
            found.push(self.part(part));
        }
        match function {
            F::Extension(extension) => return self.extension(at, extension),
            F::Today => return Type::Date,
            F::Answered => return Type::Bool,
            F::Size => {
                return self.one_of(
                    at,
                    &found,
                    Type::Int,
                    ("has no size", "không có kích thước"),
                    |found| {
                        matches!(
                            found,
                            Type::Text | Type::Choice(_) | Type::List(_) | Type::Table(_)
                        )
                    },
                );
            }
            F::Text => return self.text(at, &found),
            F::Int => return self.int(at, &found),
            F::Date => return self.date(&found, parts),
            F::Sum => return self.sum(&found),
            F::Greatest | F::Least => return self.extreme(&found),
            // Written out, and read by the parser.
            F::Timestamp => return Type::Timestamp,
            F::Duration => return Type::Duration,
            F::Round => {
                self.number(&found[0]);
                self.literal(&found[1..], &parts[1..], |way| Rounding::by_name(way).is_some(), (
                    "round in one of these ways: 'halfUp', 'halfEven', 'up', 'down', 'floor', 'ceiling'",
                    "cách làm tròn là một trong: 'halfUp', 'halfEven', 'up', 'down', 'floor', 'ceiling'",
                ));
                return Type::Int;
            }
            F::FullYear
            | F::Month
            | F::DayOfMonth
            | F::DayIndex
            | F::Weekday
            | F::DayOfYear
            | F::Hours
            | F::Minutes
            | F::Seconds
            | F::Milliseconds => {
                return self.part_of_time(at, function, &found);
            }
            _ => {}
        }
        let wanted: &[Type<'_>] = match function {
            F::Age | F::DaysBetween => &[Type::Date, Type::Date],
            F::AddYears | F::AddMonths | F::AddDays => &[Type::Date, Type::Int],
            F::Contains | F::StartsWith | F::EndsWith => &[Type::Text, Type::Text],
            F::Substring => &[Type::Text, Type::Int, Type::Int],
            _ => &[Type::Text],
        };
        for ((part_at, found), wanted) in found.iter().zip(wanted) {
            self.want(*part_at, found, wanted);
        }
        match function {
            F::AddYears | F::AddMonths | F::AddDays => Type::Date,
            F::Age | F::DaysBetween => Type::Int,
            F::Contains | F::StartsWith | F::EndsWith => Type::Bool,
            _ => Type::Text,
        }
    }

    /// What CEL has and a form has not.
    fn extension(&mut self, at: usize, extension: Extension) -> Type<'f> {
        if extension == Extension::Double {
            return self.plain(at, hint::DOUBLE);
        }
        let name = extension.name();
        self.error(
            at,
            format!("`{name}` is CEL but not for forms"),
            format!("`{name}` có trong CEL nhưng không dùng được trong tờ khai"),
        )
    }

    /// A function of one value of certain types.
    fn one_of(
        &mut self,
        at: usize,
        found: Literal<'_, 'f>,
        gives: Type<'f>,
        (en, vi): hint::Hint,
        takes: fn(&Type<'f>) -> bool,
    ) -> Type<'f> {
        if let Some((_, found)) = found.first()
            && !matches!(found, Type::Any)
            && !takes(found)
        {
            let (is_en, is_vi) = found.name();
            self.error(at, format!("{is_en} {en}"), format!("{is_vi} {vi}"));
        }
        gives
    }

    fn text(&mut self, at: usize, found: Literal<'_, 'f>) -> Type<'f> {
        if let [(part_at, Type::Timestamp | Type::Duration)] = found {
            self.plain(*part_at, hint::INSTANT_TEXT);
            return Type::Text;
        }
        let words = ("cannot become text", "không đổi được thành chuỗi");
        self.one_of(at, found, Type::Text, words, |found| {
            use Type::{Bool, Choice, Date, Decimal, Int, PartialDate, Text};
            matches!(
                found,
                Bool | Int | Decimal | Text | Choice(_) | Date | PartialDate
            )
        })
    }

    fn int(&mut self, at: usize, found: Literal<'_, 'f>) -> Type<'f> {
        let words = match found {
            [(_, Type::Decimal)] => (
                "does not become whole by itself; write round(x, 'halfUp')",
                "không tự đổi thành số nguyên; hãy viết round(x, 'halfUp')",
            ),
            _ => ("cannot become a number", "không đổi được thành số"),
        };
        self.one_of(at, found, Type::Int, words, |found| {
            matches!(found, Type::Int | Type::Text | Type::Choice(_))
        })
    }

    fn date(&mut self, found: Literal<'_, 'f>, parts: &[Expr]) -> Type<'f> {
        if let ([(at, found)], [part]) = (found, parts) {
            match (found, part) {
                (_, Expr::Str(text)) if Date::parse_iso(text).is_none() => {
                    self.plain(
                        *at,
                        (
                            "no such date; write YYYY-MM-DD",
                            "không có ngày này; viết YYYY-MM-DD",
                        ),
                    );
                }
                (Type::Date | Type::PartialDate | Type::Timestamp, _) => {}
                _ => self.want(*at, found, &Type::Text),
            }
        }
        Type::Date
    }

    /// A number of either kind.
    fn number(&mut self, (at, found): &(usize, Type<'f>)) {
        if !found.is_number() {
            let (is_en, is_vi) = found.name();
            self.error(
                *at,
                format!("this is {is_en}; a number is needed"),
                format!("đây là {is_vi}; cần một số"),
            );
        }
    }

    fn sum(&mut self, found: Literal<'_, 'f>) -> Type<'f> {
        match found {
            [(at, Type::List(element))] => {
                self.number(&(*at, (**element).clone()));
                if matches!(**element, Type::Decimal) {
                    return Type::Decimal;
                }
            }
            [(at, other)] => self.want(*at, other, &Type::List(Box::new(Type::Int))),
            _ => {}
        }
        Type::Int
    }

    fn extreme(&mut self, found: Literal<'_, 'f>) -> Type<'f> {
        if let [(at, Type::List(element))] = found {
            self.number(&(*at, (**element).clone()));
            return (**element).clone();
        }
        found.iter().for_each(|part| self.number(part));
        if found
            .iter()
            .any(|(_, found)| matches!(found, Type::Decimal))
        {
            Type::Decimal
        } else {
            Type::Int
        }
    }

    /// A text written out that can be read, so that it cannot fail later.
    fn literal(
        &mut self,
        found: Literal<'_, 'f>,
        parts: &[Expr],
        reads: fn(&str) -> bool,
        wrong: hint::Hint,
    ) {
        if let ([(at, _)], [part]) = (found, parts)
            && !matches!(part, Expr::Str(text) if reads(text))
        {
            self.plain(*at, wrong);
        }
    }

    /// `getHours` and its like, of a date, of a moment by a zone's clock, of a
    /// length of time.
    fn part_of_time(&mut self, at: usize, function: Function, found: Literal<'_, 'f>) -> Type<'f> {
        use Function::{Hours, Milliseconds, Minutes, Seconds};
        let of_clock = matches!(function, Hours | Minutes | Seconds | Milliseconds);
        match found {
            [(_, Type::Timestamp)] => {
                self.plain(at, hint::ZONE);
            }
            // The parser has read the zone.
            [(_, Type::Timestamp | Type::Any), ..] => {}
            [(_, Type::Duration)] if of_clock => {}
            [(part_at, found)] if of_clock => self.want(*part_at, found, &Type::Timestamp),
            [(part_at, found)] => self.want(*part_at, found, &Type::Date),
            [_, (zone_at, _), ..] => {
                self.plain(
                    *zone_at,
                    (
                        "only a date with a time has a clock; leave the zone out",
                        "chỉ ngày giờ mới có múi giờ; hãy bỏ múi giờ đi",
                    ),
                );
            }
            [] => {}
        }
        Type::Int
    }
}
