//! The types of expressions.

use crate::form::Spot;
use crate::question::calculated::DataType;
use crate::question::{Question, choice};

/// The names that mean something in every form.
pub(super) const CONTEXT: [&str; 5] = ["today", "receivedOn", "channel", "agency", "province"];

#[derive(Clone)]
pub(super) enum Type<'f> {
    /// Known only when run, or already complained about.
    Any,
    Null,
    Bool,
    Int,
    Decimal,
    Text,
    /// Text out of a list of options.
    Choice(&'f choice::Options),
    Date,
    PartialDate,
    Timestamp,
    Duration,
    File,
    /// A place on the map: `lat` and `lon`.
    Point,
    Object(Spot<'f>),
    List(Box<Type<'f>>),
    Table(Box<Table<'f>>),
}

/// A map that is written out.
#[derive(Clone)]
pub(super) struct Table<'f> {
    pub(super) key: Type<'f>,
    pub(super) value: Type<'f>,
    /// Its keys, where all are texts written out.
    pub(super) texts: Option<Vec<String>>,
}

impl<'f> Type<'f> {
    /// What is wrong is said with these words.
    pub(super) fn name(&self) -> (&'static str, &'static str) {
        match self {
            Type::Any => ("anything", "giá trị bất kỳ"),
            Type::Null => ("null", "null"),
            Type::Bool => ("true or false", "đúng/sai"),
            Type::Int => ("a whole number", "số nguyên"),
            Type::Decimal => ("a decimal number", "số thập phân"),
            Type::Text => ("text", "chuỗi"),
            Type::Choice(_) => ("an option", "lựa chọn"),
            Type::Date => ("a date", "ngày"),
            Type::PartialDate => ("a partial date", "ngày có thể thiếu phần"),
            Type::Timestamp => ("a date with a time", "ngày giờ"),
            Type::Duration => ("a length of time", "khoảng thời gian"),
            Type::File => ("a file", "tệp"),
            Type::Point => ("a place on the map", "vị trí trên bản đồ"),
            Type::Object(_) => ("a group of answers", "nhóm câu trả lời"),
            Type::List(_) => ("a list", "danh sách"),
            Type::Table(_) => ("a map", "bảng tra"),
        }
    }

    /// The type of a field's value.
    pub(super) fn of_spot(spot: Spot<'f>) -> Type<'f> {
        match &spot.field.question {
            Question::Text(_)
            | Question::Textarea(_)
            | Question::Email
            | Question::Phone
            | Question::Url
            | Question::Time
            | Question::NationalId(_)
            | Question::TaxCode(_) => Type::Text,
            Question::Integer(_) | Question::Money(_) => Type::Int,
            Question::Decimal(_) => Type::Decimal,
            Question::DateTime(_) => Type::Timestamp,
            Question::Location => Type::Point,
            Question::Boolean | Question::Declaration => Type::Bool,
            Question::Choice(options) => Type::Choice(options),
            Question::Choices(options) => Type::List(Box::new(Type::Choice(&options.from))),
            Question::Date(_) => Type::Date,
            Question::PartialDate(_) => Type::PartialDate,
            Question::File(_) => Type::List(Box::new(Type::File)),
            Question::Group(_) => Type::Object(spot),
            Question::Repeat(_) => match spot.one() {
                Some(one) => Type::List(Box::new(Type::Object(one))),
                None => Type::Object(spot),
            },
            Question::Calculated(options) => Type::of_data(options.data_type),
            Question::Note => Type::Null,
        }
    }

    fn of_data(data_type: DataType) -> Type<'f> {
        match data_type {
            DataType::Boolean => Type::Bool,
            DataType::Integer | DataType::Money => Type::Int,
            DataType::Text => Type::Text,
            DataType::Date => Type::Date,
            DataType::Decimal => Type::Decimal,
        }
    }

    /// Whether values of the two may be compared with `==`.
    pub(super) fn agrees(&self, other: &Type<'f>) -> bool {
        use Type::*;
        match (self, other) {
            (Any, _) | (_, Any) => true,
            (Text | Choice(_), Text | Choice(_)) => true,
            (Date | PartialDate, Date | PartialDate) => true,
            (Int | Decimal, Int | Decimal) => true,
            (Null, Null) | (Bool, Bool) => true,
            (Timestamp, Timestamp) | (Duration, Duration) => true,
            (List(a), List(b)) => a.agrees(b),
            _ => false,
        }
    }

    /// Whether a value may stand where another type is wanted.
    pub(super) fn passes_for(&self, wanted: &Type<'f>) -> bool {
        use Type::*;
        match (self, wanted) {
            (Any, _) => true,
            (Choice(_), Text) | (PartialDate, Date) | (Int, Decimal) => true,
            (found, wanted) => std::mem::discriminant(found) == std::mem::discriminant(wanted),
        }
    }

    pub(super) fn has_order(&self) -> bool {
        use Type::*;
        matches!(
            self,
            Any | Int | Decimal | Text | Choice(_) | Date | PartialDate | Timestamp | Duration
        )
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Type::Any | Type::Int | Type::Decimal)
    }
}
