//! Reading the browser's copy of a form (see `browser`). Written by hand to be
//! small; a text that is no such copy gives `None`, never a panic.

use super::{FeeRule, Field, Form, Page, Required, Rule, Text};
use crate::decimal::Decimal;
use crate::expression::Expr;
use crate::pattern::Pattern;
use crate::problem::Level;
use crate::question::calculated::{self, DataType};
use crate::question::choice::{self, Item};
use crate::question::date::{self, Bound};
use crate::question::{
    Question, choices, decimal, file, integer, national_id, partial_date, repeat, tax_code, text,
};
use crate::rows::{self, Row};

impl Form {
    /// Reads what [`Form::browser_copy`] wrote; `None` when it is not that.
    pub fn from_browser(json: &str) -> Option<Form> {
        rows::read(json, form)
    }
}

impl Row<'_> {
    fn words(&mut self) -> Text {
        let mut words = Text::default();
        words.0.insert(String::new(), self.text());
        words
    }

    fn some_words(&mut self) -> Option<Text> {
        let words = self.words();
        let is_empty = words.0.values().all(String::is_empty);
        if is_empty { None } else { Some(words) }
    }

    fn some_expr(&mut self) -> Option<Expr> {
        let text = self.some_text()?;
        let expr = Expr::decode(&text);
        if expr.is_none() {
            self.fail();
        }
        expr
    }

    fn expr(&mut self) -> Expr {
        self.some_expr().unwrap_or(Expr::Null)
    }
}

fn form(row: &mut Row<'_>) -> Form {
    Form {
        id: row.text(),
        version: row.text(),
        languages: row.texts(),
        title: row.words(),
        pages: row.list(page),
        rules: row.list(rule),
        fee: row.list(fee),
        procedure: None,
        result: None,
        #[cfg(feature = "author")]
        migrations: Vec::new(),
        index: Default::default(),
    }
}

fn page(row: &mut Row<'_>) -> Page {
    Page {
        id: row.text(),
        title: row.words(),
        fields: row.list(field),
        visible_when: row.some_expr(),
        section: row.some_words(),
    }
}

fn field(row: &mut Row<'_>) -> Field {
    Field {
        id: row.text(),
        label: row.words(),
        question: question(&mut row.row()),
        required: if row.flag() {
            Required::Always
        } else {
            Required::Never
        },
        visible_when: row.some_expr(),
        hidden: row.flag(),
        rules: row.list(rule),
        hint: row.some_words(),
        help: None,
        inputmode: None,
        autocomplete: row.some_text(),
        default: row.some_text(),
        messages: row.list(|row| (row.text(), row.words())),
        readonly: false,
        constant: None,
    }
    .with(row)
}

impl Field {
    /// What comes after the messages.
    fn with(mut self, row: &mut Row<'_>) -> Field {
        if let Some(when) = row.some_expr() {
            self.required = Required::When(when);
        }
        self.readonly = row.flag();
        self.constant = row.some_text();
        self
    }
}

fn rule(row: &mut Row<'_>) -> Rule {
    Rule {
        id: row.text(),
        assert: row.expr(),
        message: row.words(),
        at: row.some_text(),
        each: row.flag(),
        level: if row.flag() {
            Level::Warning
        } else {
            Level::Error
        },
    }
}

fn fee(row: &mut Row<'_>) -> FeeRule {
    FeeRule {
        id: row.text(),
        amount: row.expr(),
        label: row.words(),
        when: row.some_expr(),
        kind: row.text(),
        collect: row.text(),
        code: row.some_text(),
        beneficiary: None,
    }
}

fn item(row: &mut Row<'_>) -> Item {
    Item {
        value: row.text(),
        label: row.words(),
        hint: row.some_words(),
        exclusive: row.flag(),
    }
}

fn choice(row: &mut Row<'_>) -> choice::Options {
    let items = row.list(item);
    if items.is_empty() {
        choice::Options::Source {
            dataset: row.text(),
            level: row.text(),
            parents: row.texts(),
            elsewhere: row.flag(),
            dated: bound(row).map(|at| choice::Dated {
                at,
                lists: row.list(|row| choice::List {
                    from: row.text(),
                    dataset: row.text(),
                }),
            }),
        }
    } else {
        choice::Options::Inline(items)
    }
}

fn integer_options(row: &mut Row<'_>) -> integer::Options {
    integer::Options {
        minimum: row.some_number(),
        maximum: row.some_number(),
        exclusive_minimum: row.some_number(),
        exclusive_maximum: row.some_number(),
        multiple_of: row.some_number(),
    }
}

fn some_decimal(row: &mut Row<'_>) -> Option<Decimal> {
    let text = row.some_text()?;
    let number = Decimal::parse(&text);
    if number.is_none() {
        row.fail();
    }
    number
}

fn date_options(row: &mut Row<'_>) -> date::Options {
    date::Options {
        min_date: bound(row),
        max_date: bound(row),
    }
}

fn question(row: &mut Row<'_>) -> Question {
    match row.text().as_str() {
        "text" => Question::Text(text_options(row)),
        "textarea" => Question::Textarea(text_options(row)),
        "integer" => Question::Integer(integer_options(row)),
        "money" => Question::Money(integer_options(row)),
        "decimal" => Question::Decimal(decimal::Options {
            scale: row.number() as u8,
            bounds: decimal::Bounds {
                minimum: some_decimal(row),
                maximum: some_decimal(row),
                exclusive_minimum: some_decimal(row),
                exclusive_maximum: some_decimal(row),
                multiple_of: some_decimal(row),
            },
        }),
        "boolean" => Question::Boolean,
        "declaration" => Question::Declaration,
        "choice" => Question::Choice(choice(row)),
        "choices" => Question::Choices(choices::Options {
            from: choice(&mut row.row()),
            min_items: row.number() as u32,
            max_items: row.number() as u32,
        }),
        "date" => Question::Date(date_options(row)),
        "dateTime" => Question::DateTime(date_options(row)),
        "partialDate" => Question::PartialDate(partial_date::Options {
            min_date: bound(row),
            max_date: bound(row),
            precision: row.text(),
        }),
        "email" => Question::Email,
        "phone" => Question::Phone,
        "time" => Question::Time,
        "url" => Question::Url,
        "location" => Question::Location,
        "nationalId" => Question::NationalId(national_id::Options {
            birth_date: row.some_text(),
            sex: row.some_text(),
        }),
        "taxCode" => Question::TaxCode(tax_code::Options {
            personal: row.flag(),
        }),
        "file" => Question::File(file::Options {
            accept: row.texts(),
            max_size: row.number() as u64,
            min_items: row.number() as u32,
            max_items: row.number() as u32,
        }),
        "group" => Question::Group(row.list(field)),
        "repeat" => Question::Repeat(repeat::Options {
            fields: row.list(field),
            item_label: row.words(),
            min_items: row.number() as u32,
            max_items: row.number() as u32,
            unique_items: row.flag(),
            unique_by: row.texts(),
        }),
        "calculated" => {
            let data_type = match row.text().as_str() {
                "b" => DataType::Boolean,
                "i" => DataType::Integer,
                "d" => DataType::Date,
                "n" => DataType::Decimal,
                "m" => DataType::Money,
                _ => DataType::Text,
            };
            Question::Calculated(calculated::Options {
                data_type,
                calculate: row.expr(),
            })
        }
        name => {
            if name != "note" {
                row.fail();
            }
            Question::Note
        }
    }
}

fn text_options(row: &mut Row<'_>) -> text::Options {
    text::Options {
        min_length: row.some_number().map(|number| number as u32),
        max_length: row.some_number().map(|number| number as u32),
        pattern: row.some_text().and_then(|program| {
            let pattern = Pattern::decode(&program);
            if pattern.is_none() {
                row.fail();
            }
            pattern
        }),
        count: row.flag(),
    }
}

fn bound(row: &mut Row<'_>) -> Option<Bound> {
    let text = row.some_text()?;
    let rest = text.get(1..).unwrap_or("");
    Some(match text.as_bytes().first() {
        Some(b'=') => Bound::Fixed(rest.to_owned()),
        Some(b'f') => Bound::Field(rest.to_owned()),
        _ => {
            let mut numbers = [0; 3];
            for (number, digits) in numbers.iter_mut().zip(rest.split(';')) {
                match digits.parse::<i64>() {
                    Ok(found) => *number = found as i32,
                    Err(_) => row.fail(),
                }
            }
            Bound::Today(numbers[0], numbers[1], numbers[2])
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]\",a-z0-9\\\\]{0,60}", any in "\\PC{0,30}") {
            let _ = Form::from_browser(&text);
            let _ = Form::from_browser(&any);
        }
    }

    #[test]
    fn nested_too_deeply_is_no_form() {
        assert!(Form::from_browser(&"[".repeat(1_000_000)).is_none());
    }
}
