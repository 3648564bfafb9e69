//! The copy of a form that a browser gets: one language, no procedure, in
//! [rows](crate::rows). `wire` reads it.

use super::{FeeRule, Field, Form, Page, Required, Rule, Text};
use crate::decimal::Decimal;
use crate::problem::Level;
use crate::question::calculated::DataType;
use crate::question::choice::{self, Item};
use crate::question::date::Bound;
use crate::question::{Question, decimal, integer, text};
use crate::rows::{flag, row};
use serde_json::Value as Json;

impl Form {
    /// Compact JSON for the browser: the words of `lang` only, no procedure.
    /// [`Form::from_browser`] reads it.
    pub fn browser_copy(&self, lang: &str) -> String {
        Writer { lang }.form(self).to_string()
    }
}

struct Writer<'l> {
    lang: &'l str,
}

fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}

fn maybe(part: Option<String>) -> Json {
    Json::String(part.unwrap_or_default())
}

fn number(number: impl ToString) -> Json {
    Json::String(number.to_string())
}

impl Writer<'_> {
    fn words(&self, words: &Text) -> Json {
        text(words.get(self.lang))
    }

    fn some_words(&self, words: &Option<Text>) -> Json {
        maybe(words.as_ref().map(|words| words.get(self.lang).to_owned()))
    }

    fn list<T>(&self, list: &[T], one: impl Fn(&Self, &T) -> Json) -> Json {
        Json::Array(list.iter().map(|part| one(self, part)).collect())
    }

    fn form(&self, form: &Form) -> Json {
        row(vec![
            text(&form.id),
            text(&form.version),
            Json::Array(
                form.languages
                    .iter()
                    .map(|language| text(language))
                    .collect(),
            ),
            self.words(&form.title),
            self.list(&form.pages, Self::page),
            self.list(&form.rules, Self::rule),
            self.list(&form.fee, Self::fee),
        ])
    }

    fn page(&self, page: &Page) -> Json {
        row(vec![
            text(&page.id),
            self.words(&page.title),
            self.list(&page.fields, Self::field),
            maybe(page.visible_when.as_ref().map(|when| when.encode())),
            self.some_words(&page.section),
        ])
    }

    fn field(&self, field: &Field) -> Json {
        let messages = field
            .messages
            .iter()
            .map(|(code, words)| row(vec![text(code), self.words(words)]));
        row(vec![
            text(&field.id),
            self.words(&field.label),
            self.question(&field.question),
            flag(field.required == Required::Always),
            maybe(field.visible_when.as_ref().map(|when| when.encode())),
            flag(field.hidden),
            self.list(&field.rules, Self::rule),
            self.some_words(&field.hint),
            maybe(field.autocomplete.clone()),
            maybe(field.default.clone()),
            Json::Array(messages.collect()),
            maybe(match &field.required {
                Required::When(when) => Some(when.encode()),
                Required::Never | Required::Always => None,
            }),
            flag(field.readonly),
            maybe(field.constant.clone()),
        ])
    }

    fn rule(&self, rule: &Rule) -> Json {
        row(vec![
            text(&rule.id),
            text(&rule.assert.encode()),
            self.words(&rule.message),
            maybe(rule.at.clone()),
            flag(rule.each),
            flag(rule.level == Level::Warning),
        ])
    }

    fn fee(&self, line: &FeeRule) -> Json {
        row(vec![
            text(&line.id),
            text(&line.amount.encode()),
            self.words(&line.label),
            maybe(line.when.as_ref().map(|when| when.encode())),
            text(&line.kind),
            text(&line.collect),
            maybe(line.code.clone()),
        ])
    }

    fn item(&self, item: &Item) -> Json {
        row(vec![
            text(&item.value),
            self.words(&item.label),
            self.some_words(&item.hint),
            flag(item.exclusive),
        ])
    }

    fn choice(&self, options: &choice::Options) -> Vec<Json> {
        match options {
            choice::Options::Inline(items) => vec![self.list(items, Self::item)],
            choice::Options::Source {
                dataset,
                level,
                parents,
                dated,
                elsewhere,
            } => {
                let texts = |list: Vec<&String>| {
                    Json::Array(list.into_iter().map(|part| text(part)).collect())
                };
                let lists = dated.iter().flat_map(|dated| &dated.lists);
                let lists = lists.map(|list| texts(vec![&list.from, &list.dataset]));
                vec![
                    Json::Array(Vec::new()),
                    text(dataset),
                    text(level),
                    texts(parents.iter().collect()),
                    flag(*elsewhere),
                    bound(&dated.as_ref().map(|dated| dated.at.clone())),
                    Json::Array(lists.collect()),
                ]
            }
        }
    }

    /// The type's name, then what it has of its own.
    fn question(&self, question: &Question) -> Json {
        let mut parts = vec![text(question.type_name())];
        match question {
            Question::Text(options) | Question::Textarea(options) => {
                parts.extend(text_options(options))
            }
            Question::Integer(options) | Question::Money(options) => {
                parts.extend(integer_options(options))
            }
            Question::Decimal(options) => {
                parts.push(number(options.scale));
                parts.extend(bounds(&options.bounds));
            }
            Question::Choice(options) => parts.extend(self.choice(options)),
            Question::Choices(options) => parts.extend([
                row(self.choice(&options.from)),
                number(options.min_items),
                number(options.max_items),
            ]),
            Question::Date(options) | Question::DateTime(options) => {
                parts.extend([bound(&options.min_date), bound(&options.max_date)])
            }
            Question::PartialDate(options) => {
                parts.extend([
                    bound(&options.min_date),
                    bound(&options.max_date),
                    text(&options.precision),
                ]);
            }
            Question::File(options) => {
                let accept = options.accept.iter().map(|media| text(media)).collect();
                let numbers = [
                    number(options.max_size),
                    number(options.min_items),
                    number(options.max_items),
                ];
                parts.push(Json::Array(accept));
                parts.extend(numbers);
            }
            Question::Group(fields) => parts.push(self.list(fields, Self::field)),
            Question::Repeat(options) => parts.extend([
                self.list(&options.fields, Self::field),
                self.words(&options.item_label),
                number(options.min_items),
                number(options.max_items),
                flag(options.unique_items),
                Json::Array(options.unique_by.iter().map(|path| text(path)).collect()),
            ]),
            Question::NationalId(options) => parts.extend([
                maybe(options.birth_date.clone()),
                maybe(options.sex.clone()),
            ]),
            Question::TaxCode(options) => parts.push(flag(options.personal)),
            Question::Calculated(options) => {
                let data_type = match options.data_type {
                    DataType::Boolean => "b",
                    DataType::Integer => "i",
                    DataType::Text => "t",
                    DataType::Date => "d",
                    DataType::Decimal => "n",
                    DataType::Money => "m",
                };
                parts.extend([text(data_type), text(&options.calculate.encode())]);
            }
            Question::Boolean
            | Question::Declaration
            | Question::Time
            | Question::Email
            | Question::Phone
            | Question::Url
            | Question::Location
            | Question::Note => {}
        }
        row(parts)
    }
}

fn integer_options(options: &integer::Options) -> [Json; 5] {
    [
        options.minimum,
        options.maximum,
        options.exclusive_minimum,
        options.exclusive_maximum,
        options.multiple_of,
    ]
    .map(|bound| maybe(bound.map(|n| n.to_string())))
}

fn bounds(bounds: &decimal::Bounds) -> [Json; 5] {
    [
        bounds.minimum,
        bounds.maximum,
        bounds.exclusive_minimum,
        bounds.exclusive_maximum,
        bounds.multiple_of,
    ]
    .map(|bound| maybe(bound.map(Decimal::to_text)))
}

fn text_options(options: &text::Options) -> [Json; 4] {
    [
        maybe(options.min_length.map(|n| n.to_string())),
        maybe(options.max_length.map(|n| n.to_string())),
        maybe(options.pattern.as_ref().map(|pattern| pattern.encode())),
        flag(options.count),
    ]
}

/// `=2000-01-01`, `t` and years, months and days, or `f` and a field's path.
fn bound(bound: &Option<Bound>) -> Json {
    maybe(bound.as_ref().map(|bound| match bound {
        Bound::Fixed(iso) => ["=", iso].concat(),
        Bound::Today(years, months, days) => format!("t{years};{months};{days}"),
        Bound::Field(path) => ["f", path].concat(),
    }))
}
