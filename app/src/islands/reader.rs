//! Reads the browser's copy of a form ([`forms::Form::browser_copy`]).
//!
//! Each type is written out whole, so a field added to it does not compile until it is read here;
//! a test compares what is read with what serde reads, for the whole catalogue.

use super::json::Json;
use forms::date::Date;
use forms::expression::Expr;
use forms::form::{FeeRule, Required, Rule};
use forms::question::{calculated, choice, date, file, integer, partial_date, repeat, text};
use forms::{Answers, Field, Form, Level, Page, Question, Text};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use std::collections::BTreeMap;

/// A form; `None` when it is not one.
pub(crate) fn form(json: &str) -> Option<Form> {
    let json = Json::read(json)?;
    Some(Form {
        id: json.word("id"),
        version: json.word("version"),
        languages: words(&json, "languages"),
        title: label(&json, "title"),
        pages: each(&json, "pages", page)?,
        rules: each(&json, "rules", rule)?,
        fee: each(&json, "fee", fee)?,
        procedure: None,
    })
}

/// Every element of the list at `key`; an absent list is empty.
fn each<T>(json: &Json, key: &str, one: fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    all(json.get(key).and_then(Json::list).unwrap_or_default(), one)
}

fn all<T>(list: &[Json], one: fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    let mut out = Vec::with_capacity(list.len());
    for json in list {
        out.push(one(json)?);
    }
    Some(out)
}

fn words(json: &Json, key: &str) -> Vec<String> {
    let list = json.get(key).and_then(Json::list).unwrap_or_default();
    list.iter()
        .filter_map(|word| word.text().map(String::from))
        .collect()
}

/// Words in the page's language.
fn one_language(text: &str) -> Text {
    let mut words = Text::default();
    words.0.insert(String::new(), text.to_owned());
    words
}

fn label(json: &Json, key: &str) -> Text {
    one_language(json.get(key).and_then(Json::text).unwrap_or_default())
}

fn maybe_label(json: &Json, key: &str) -> Option<Text> {
    json.get(key).and_then(Json::text).map(one_language)
}

fn maybe(json: &Json, key: &str) -> Option<String> {
    json.get(key).and_then(Json::text).map(String::from)
}

fn count(json: &Json, key: &str) -> Option<u32> {
    json.get(key)?.number()?.try_into().ok()
}

fn yes(json: &Json, key: &str) -> bool {
    json.get(key) == Some(&Json::Bool(true))
}

/// An expression that may be absent; one that is there but cannot be read makes the form unreadable.
fn maybe_expr(json: &Json, key: &str) -> Option<Option<Expr>> {
    match json.get(key) {
        None => Some(None),
        Some(json) => Some(Some(Expr::decode(json.text()?)?)),
    }
}

fn expr(json: &Json, key: &str) -> Option<Expr> {
    maybe_expr(json, key)?
}

fn page(json: &Json) -> Option<Page> {
    Some(Page {
        id: json.word("id"),
        title: label(json, "title"),
        visible_when: maybe_expr(json, "visible_when")?,
        section: maybe_label(json, "section"),
        fields: each(json, "fields", field)?,
    })
}

fn field(json: &Json) -> Option<Field> {
    let mut messages = BTreeMap::new();
    for (code, words) in json.get("messages").map_or(&[][..], Json::pairs) {
        messages.insert(code.clone(), one_language(words.text()?));
    }
    Some(Field {
        id: json.word("id"),
        label: label(json, "label"),
        hint: maybe_label(json, "hint"),
        question: question(json.get("question")?)?,
        required: required(json.get("required"))?,
        visible_when: maybe_expr(json, "visible_when")?,
        hidden: yes(json, "hidden"),
        autocomplete: maybe(json, "autocomplete"),
        default: maybe(json, "default"),
        rules: each(json, "rules", rule)?,
        messages,
    })
}

fn required(json: Option<&Json>) -> Option<Required> {
    Some(match json {
        None => Required::Never,
        Some(Json::Text(always)) => match always.as_str() {
            "Always" => Required::Always,
            "Never" => Required::Never,
            _ => return None,
        },
        Some(when) => Required::When(expr(when, "When")?),
    })
}

fn rule(json: &Json) -> Option<Rule> {
    Some(Rule {
        id: json.word("id"),
        assert: expr(json, "assert")?,
        message: label(json, "message"),
        at: maybe(json, "at"),
        each: yes(json, "each"),
        level: match json.get("level")?.text()? {
            "error" => Level::Error,
            "warning" => Level::Warning,
            _ => return None,
        },
    })
}

fn fee(json: &Json) -> Option<FeeRule> {
    Some(FeeRule {
        id: json.word("id"),
        when: maybe_expr(json, "when")?,
        amount: expr(json, "amount")?,
        label: label(json, "label"),
        kind: json.word("kind"),
        code: maybe(json, "code"),
        beneficiary: maybe(json, "beneficiary"),
        collect: json.word("collect"),
    })
}

/// A type without options is a word; one with options is an object with one key.
fn question(json: &Json) -> Option<Question> {
    if let Some(name) = json.text() {
        return Some(match name {
            "boolean" => Question::Boolean,
            "declaration" => Question::Declaration,
            "email" => Question::Email,
            "phone" => Question::Phone,
            "nationalId" => Question::NationalId,
            "note" => Question::Note,
            _ => return None,
        });
    }
    let (name, json) = json.pairs().first()?;
    Some(match name.as_str() {
        "text" => Question::Text(text(json)?),
        "textarea" => Question::Textarea(text(json)?),
        "integer" => Question::Integer(integer::Options {
            minimum: json.get("minimum").and_then(Json::number),
            maximum: json.get("maximum").and_then(Json::number),
        }),
        "choice" => Question::Choice(choice(json)?),
        "date" => {
            let [min_date, max_date] = bounds(json)?;
            Question::Date(date::Options { min_date, max_date })
        }
        "partialDate" => {
            let [min_date, max_date] = bounds(json)?;
            Question::PartialDate(partial_date::Options {
                precision: json.word("precision"),
                min_date,
                max_date,
            })
        }
        "file" => Question::File(file::Options {
            accept: words(json, "accept"),
            max_size: json.get("maxSize")?.number()?.try_into().ok()?,
            min_items: count(json, "minItems")?,
            max_items: count(json, "maxItems")?,
        }),
        "group" => Question::Group(all(json.list()?, field)?),
        "repeat" => Question::Repeat(repeat::Options {
            fields: each(json, "fields", field)?,
            item_label: label(json, "itemLabel"),
            min_items: count(json, "minItems")?,
            max_items: count(json, "maxItems")?,
        }),
        "calculated" => Question::Calculated(calculated::Options {
            data_type: match json.get("dataType")?.text()? {
                "boolean" => calculated::DataType::Boolean,
                "integer" => calculated::DataType::Integer,
                "text" => calculated::DataType::Text,
                "date" => calculated::DataType::Date,
                _ => return None,
            },
            calculate: expr(json, "calculate")?,
        }),
        _ => return None,
    })
}

fn text(json: &Json) -> Option<text::Options> {
    let pattern = match json.get("pattern") {
        None => None,
        Some(json) => {
            Some(Deserialize::deserialize(StrDeserializer::<Error>::new(json.text()?)).ok()?)
        }
    };
    Some(text::Options {
        min_length: count(json, "minLength"),
        max_length: count(json, "maxLength"),
        pattern,
        count: yes(json, "count"),
    })
}

fn choice(json: &Json) -> Option<choice::Options> {
    if let Some(source) = json.get("source") {
        return Some(choice::Options::Source {
            dataset: source.word("dataset"),
            level: source.word("level"),
            parent: maybe(source, "parent"),
        });
    }
    Some(choice::Options::Inline(each(json, "inline", |json| {
        Some(choice::Item {
            value: json.word("value"),
            label: label(json, "label"),
            hint: maybe_label(json, "hint"),
        })
    })?))
}

/// `minDate` and `maxDate`.
fn bounds(json: &Json) -> Option<[Option<date::Bound>; 2]> {
    Some([bound(json.get("minDate"))?, bound(json.get("maxDate"))?])
}

fn bound(json: Option<&Json>) -> Option<Option<date::Bound>> {
    let Some(json) = json else { return Some(None) };
    let (kind, json) = json.pairs().first()?;
    let part = |at: usize| json.list()?.get(at)?.number()?.try_into().ok();
    Some(Some(match kind.as_str() {
        "fixed" => date::Bound::Fixed(json.text()?.to_owned()),
        "today" => date::Bound::Today(part(0)?, part(1)?, part(2)?),
        "field" => date::Bound::Field(json.text()?.to_owned()),
        _ => return None,
    }))
}

/// Pairs of texts: `[["14", "Tỉnh Sơn La"], …]`.
pub(crate) fn pairs(json: &Json) -> Option<Vec<(String, String)>> {
    all(json.list()?, |pair| match pair.list()? {
        [value, words] => Some((value.text()?.to_owned(), words.text()?.to_owned())),
        _ => None,
    })
}

/// Answers by path: `{"fullName": "…"}`.
pub(crate) fn answers(json: &Json) -> Answers {
    let mut answers = Answers::new();
    for (path, raw) in json.pairs() {
        answers.set(path.as_str(), raw.text().unwrap_or_default());
    }
    answers
}

/// A date as `YYYY-MM-DD`.
pub(crate) fn day(json: &Json, key: &str) -> Option<Date> {
    Date::parse_iso(json.get(key)?.text()?)
}
