//! The question types: one file each, one shape each (options, read, check, show, tests).
//! Adding one: a file, a variant here, then the compiler leads.

pub mod boolean;
pub mod calculated;
pub mod choice;
pub mod choices;
pub mod date;
pub mod date_time;
pub mod decimal;
pub mod declaration;
pub mod email;
pub mod file;
mod find;
pub mod group;
pub mod integer;
mod item;
#[cfg(feature = "author")]
pub(crate) mod json;
pub mod location;
mod money;
pub mod national_id;
pub mod note;
pub mod partial_date;
pub mod phone;
mod post;
pub mod repeat;
pub mod tax_code;
pub mod text;
mod time;
pub(crate) mod url;

pub use find::{find, page_of};
pub use item::{Item, find_item, last_item, repeat_at};
#[cfg(feature = "author")]
pub(crate) use json::raw_of;
pub use post::read_post;

use crate::Answers;
use crate::date::Date;
use crate::evaluate::run::Run;
use crate::evaluate::{Datasets, Evaluation};
use crate::form::Field;
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A question's type with its options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// One line of text.
    Text(text::Options),
    /// Several lines of text.
    Textarea(text::Options),
    /// A whole number.
    Integer(integer::Options),
    /// An exact number with digits behind the comma.
    Decimal(decimal::Options),
    /// Whole đồng.
    Money(integer::Options),
    /// Yes or no: raw `yes` / `no`.
    Boolean,
    /// A statement that must be ticked: raw `yes`.
    Declaration,
    /// One of several options.
    Choice(choice::Options),
    /// Several of several options: raw values, one a line.
    Choices(choices::Options),
    /// A whole date, raw `dd/mm/yyyy`, posted as `path-day`, `path-month`, `path-year`.
    Date(date::Options),
    /// A date that may lack day or month, posted like a date (`precision: month` has no day).
    PartialDate(partial_date::Options),
    /// A time of the day, `HH:MM`.
    Time,
    /// A day and a time here, raw `dd/mm/yyyy HH:MM`, posted like a date and `path-time`.
    DateTime(date::Options),
    /// An e-mail address.
    Email,
    /// A Vietnamese or international telephone number.
    Phone,
    /// The address of a page on the web.
    Url,
    /// A 12-digit personal identification number (TT 07/2016/TT-BCA).
    NationalId(national_id::Options),
    /// A tax code of ten digits, perhaps with a branch (TT 86/2024/TT-BTC).
    TaxCode(tax_code::Options),
    /// A point on the map, raw `lat;lon`, posted as `path-lat`, `path-lon`.
    Location,
    /// Uploaded files.
    File(file::Options),
    /// Questions asked together.
    Group(Vec<Field>),
    /// "Add another".
    Repeat(repeat::Options),
    /// Computed, never typed.
    Calculated(calculated::Options),
    /// Words to read; the field's label is the heading, `hint` the text (restricted Markdown).
    Note,
}

impl Question {
    /// The name authors write.
    pub fn type_name(&self) -> &'static str {
        match self {
            Question::Text(_) => "text",
            Question::Textarea(_) => "textarea",
            Question::Integer(_) => "integer",
            Question::Decimal(_) => "decimal",
            Question::Money(_) => "money",
            Question::Boolean => "boolean",
            Question::Declaration => "declaration",
            Question::Choice(_) => "choice",
            Question::Choices(_) => "choices",
            Question::Date(_) => "date",
            Question::PartialDate(_) => "partialDate",
            Question::Time => "time",
            Question::DateTime(_) => "dateTime",
            Question::Email => "email",
            Question::Phone => "phone",
            Question::Url => "url",
            Question::NationalId(_) => "nationalId",
            Question::TaxCode(_) => "taxCode",
            Question::Location => "location",
            Question::File(_) => "file",
            Question::Group(_) => "group",
            Question::Repeat(_) => "repeat",
            Question::Calculated(_) => "calculated",
            Question::Note => "note",
        }
    }

    /// Whether an answer is one text, in expressions as in JSON.
    #[cfg(feature = "author")]
    pub(crate) fn is_text(&self) -> bool {
        matches!(
            self,
            Question::Text(_)
                | Question::Textarea(_)
                | Question::Choice(_)
                | Question::Email
                | Question::Phone
                | Question::Time
                | Question::Url
                | Question::NationalId(_)
                | Question::TaxCode(_)
        )
    }

    /// The fields inside a group or a repeat's item.
    pub fn inside(&self) -> &[Field] {
        match self {
            Question::Group(fields) => fields,
            Question::Repeat(options) => &options.fields,
            _ => &[],
        }
    }
}

/// Reads what was typed. `Ok(None)`: nothing was; `Err`: not of this type.
pub(crate) fn read(question: &Question, raw: &str) -> Result<Option<Value>, Code> {
    let text = clean(raw);
    if text.is_empty() {
        return Ok(None);
    }
    match question {
        Question::Text(_) => text::read(text.into_owned()),
        Question::Textarea(_) => text::read_lines(text.into_owned()),
        Question::Integer(_) => integer::read(&text),
        Question::Decimal(options) => decimal::read(options, &text),
        Question::Money(_) => money::read(&text),
        Question::Boolean => boolean::read(&text),
        Question::Declaration => declaration::read(&text),
        Question::Choice(options) => choice::read(options, text.into_owned()),
        Question::Choices(options) => choices::read(options, &text),
        Question::Date(_) => date::read(&text),
        Question::PartialDate(options) => partial_date::read(options, &text),
        Question::Time => time::read(&text),
        Question::DateTime(_) => date_time::read(&text),
        Question::Email => email::read(text.into_owned()),
        Question::Phone => phone::read(&text),
        Question::Url => url::read(text.into_owned()),
        Question::NationalId(_) => national_id::read(&text),
        Question::TaxCode(options) => tax_code::read(options, &text),
        Question::Location => location::read(&text),
        Question::File(_) => file::read(raw),
        Question::Group(_) | Question::Repeat(_) | Question::Calculated(_) => Ok(None),
        Question::Note => Ok(note::read()),
    }
}

/// What is wrong with a value of the right type.
pub(crate) fn check(question: &Question, value: &Value, around: &Around<'_, '_>) -> Option<Code> {
    match (question, value) {
        (Question::Text(options) | Question::Textarea(options), Value::Str(text)) => {
            text::check(options, text)
        }
        (Question::Integer(options) | Question::Money(options), Value::Int(number)) => {
            integer::check(options, *number)
        }
        (Question::Decimal(options), Value::Decimal(number)) => options.bounds.check(*number),
        (Question::Choice(options), Value::Str(value)) => choice::check(options, value, around),
        (Question::Choices(options), Value::List(chosen)) => {
            choices::check(options, chosen, around)
        }
        (Question::Date(options), Value::Date(date)) => date::check(options, *date, around),
        (Question::DateTime(options), Value::Timestamp(instant)) => {
            date_time::check(options, *instant, around)
        }
        (Question::PartialDate(options), Value::PartialDate(date)) => {
            partial_date::check(options, *date, around)
        }
        (Question::Url, Value::Str(text)) => url::check(text),
        (Question::NationalId(_), Value::Str(digits)) => national_id::check(digits),
        (Question::TaxCode(_), Value::Str(code)) => tax_code::check(code),
        (Question::File(options), value) => file::check(options, value),
        _ => None,
    }
}

/// What a good value does not fit of the answers around it: warnings.
pub(crate) fn compare(question: &Question, value: &Value, around: &Around<'_, '_>) -> Vec<Code> {
    match (question, value) {
        (Question::NationalId(options), Value::Str(digits)) => {
            national_id::compare(options, digits, around)
        }
        _ => Vec::new(),
    }
}

/// What check-answers prints for a field, one line each; nothing when it is
/// not answered. What cannot be read is shown as typed.
pub fn show(
    field: &Field,
    path: &str,
    answers: &Answers,
    evaluation: &Evaluation<'_>,
    datasets: &dyn Datasets,
    lang: &str,
) -> Vec<String> {
    if let Question::Group(fields) = &field.question {
        return group::show(fields, |inner| {
            show(
                inner,
                &join(path, &inner.id),
                answers,
                evaluation,
                datasets,
                lang,
            )
        });
    }
    if !evaluation.applies(path) {
        return Vec::new();
    }
    if let (Question::Choice(options), Some(Value::Str(value))) =
        (&field.question, evaluation.value(path))
    {
        let list = evaluation.list(path);
        return choice::show(options, value, list, datasets, lang);
    }
    match evaluation.value(path) {
        Some(value) => show_value(&field.question, value, datasets, lang),
        None if matches!(
            field.question,
            Question::Calculated(_) | Question::Note | Question::File(_)
        ) =>
        {
            Vec::new()
        }
        None => text::show(answers.get(path).unwrap_or("").trim()),
    }
}

/// Lines for a value of a question.
pub fn show_value(
    question: &Question,
    value: &Value,
    datasets: &dyn Datasets,
    lang: &str,
) -> Vec<String> {
    match (question, value) {
        (Question::Text(_) | Question::Textarea(_), Value::Str(text)) => text::show(text),
        (Question::Integer(_), Value::Int(number)) => integer::show(*number),
        (Question::Decimal(_), Value::Decimal(number)) => decimal::show(*number, lang),
        (Question::Money(_), Value::Int(dong)) => money::show(*dong, lang),
        (Question::Boolean, Value::Bool(yes)) => boolean::show(*yes, lang),
        (Question::Declaration, Value::Bool(true)) => declaration::show(lang),
        (Question::Choice(options), Value::Str(value)) => {
            choice::show(options, value, None, datasets, lang)
        }
        (Question::Choices(options), Value::List(chosen)) => {
            choices::show(options, chosen, datasets, lang)
        }
        (Question::Date(_), Value::Date(date)) => date::show(*date),
        (Question::PartialDate(_), Value::PartialDate(date)) => partial_date::show(*date),
        (Question::Time, Value::Str(text)) => time::show(text),
        (Question::DateTime(_), Value::Timestamp(instant)) => date_time::show(*instant),
        (Question::Email, Value::Str(text)) => email::show(text),
        (Question::Phone, Value::Str(number)) => phone::show(number),
        (Question::Url, Value::Str(text)) => url::show(text),
        (Question::NationalId(_), Value::Str(digits)) => national_id::show(digits),
        (Question::TaxCode(_), Value::Str(code)) => tax_code::show(code),
        (Question::Location, value) => location::show(value, lang),
        (Question::File(_), value) => file::show(value),
        (Question::Repeat(options), Value::List(items)) => repeat::show(options, items.len(), lang),
        (Question::Calculated(options), value) => calculated::show(options, value, lang),
        _ => Vec::new(),
    }
}

/// What a check may ask of the form around a field.
pub(crate) struct Around<'r, 'f> {
    pub(crate) run: &'r Run<'r, 'f>,
    pub(crate) node: u32,
}

impl Around<'_, '_> {
    pub(crate) fn datasets(&self) -> &dyn Datasets {
        self.run.context.datasets
    }

    /// The value of a field by name: a sibling's, then outwards.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        let found = self
            .run
            .resolve_path(self.run.node(self.node).parent, name)?;
        self.run.value(found).ok()
    }

    /// The first of these fields that is asked.
    pub(crate) fn first_asked<'n>(&self, names: &'n [String]) -> Option<&'n str> {
        let parent = self.run.node(self.node).parent;
        let asked = |name: &&String| {
            let found = self.run.resolve_path(parent, name);
            found.is_some_and(|found| self.run.applies(found))
        };
        names.iter().find(asked).map(String::as_str)
    }

    /// The answer of a field by name, when it is text.
    pub(crate) fn sibling(&self, name: &str) -> Option<String> {
        self.value(name)?.as_str().map(str::to_owned)
    }

    /// The first and the last day a bound may stand for.
    pub(crate) fn bound(&self, bound: &date::Bound) -> Option<(Date, Date)> {
        let date::Bound::Field(path) = bound else {
            return bound.day(self.run.context.today).map(|day| (day, day));
        };
        match self.value(path)? {
            Value::Date(day) => Some((*day, *day)),
            Value::PartialDate(date) => Some((date.earliest(), date.latest())),
            _ => None,
        }
    }
}

/// Too few or too many of something.
pub(crate) fn count(items: usize, least: u32, most: u32) -> Option<Code> {
    if items < least as usize {
        Some(Code::MinItems(least))
    } else if items > most as usize {
        Some(Code::MaxItems(most))
    } else {
        None
    }
}

/// The path of a field inside a prefix, which may be empty.
pub(crate) fn join(prefix: &str, id: &str) -> String {
    if prefix.is_empty() {
        id.to_owned()
    } else {
        [prefix, id].join(".")
    }
}

/// What was typed without spaces and these other signs between groups of digits.
#[inline(never)]
pub(crate) fn ungrouped(text: &str, signs: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' && c != '\u{a0}' && !signs.contains(c) {
            out.push(c);
        }
    }
    out
}

/// ASCII digits and nothing else, at least one.
#[inline(never)]
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Trimmed and, on the server, composed (NFC). The browser composes with its
/// own `normalize` before it hands text over.
fn clean(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim();
    #[cfg(feature = "author")]
    {
        use unicode_normalization::{UnicodeNormalization, is_nfc};
        if !trimmed.is_ascii() && !is_nfc(trimmed) {
            return Cow::Owned(trimmed.nfc().collect());
        }
    }
    Cow::Borrowed(trimmed)
}
