//! Reading the browser's copy of a form (see `browser`). Written by hand to be
//! small; a text that is no such copy gives `None`, never a panic.

use super::{FeeRule, Field, Form, Page, Required, Rule, Text};
use crate::expression::Expr;
use crate::pattern::Pattern;
use crate::problem::Level;
use crate::question::calculated::{self, DataType};
use crate::question::choice::{self, Item};
use crate::question::date::{self, Bound};
use crate::question::{Question, file, integer, partial_date, repeat, text};
use std::collections::BTreeMap;
use std::str::Chars;

impl Form {
    /// Reads what [`Form::browser_copy`] wrote; `None` when it is not that.
    pub fn from_browser(json: &str) -> Option<Form> {
        let mut rest = json.chars();
        let tree = tree(&mut rest, 32)?;
        form(&mut Row::of(tree)?)
    }
}

/// A text, or a row of texts and rows.
enum Tree {
    Text(String),
    Row(Vec<Tree>),
}

fn tree(rest: &mut Chars<'_>, depth: u32) -> Option<Tree> {
    match rest.next()? {
        '"' => string(rest).map(Tree::Text),
        '[' => {
            let depth = depth.checked_sub(1)?;
            let mut row = Vec::new();
            if let Some(after) = rest.as_str().strip_prefix(']') {
                *rest = after.chars();
                return Some(Tree::Row(row));
            }
            loop {
                row.push(tree(rest, depth)?);
                match rest.next()? {
                    ',' => {}
                    ']' => return Some(Tree::Row(row)),
                    _ => return None,
                }
            }
        }
        _ => None,
    }
}

fn string(rest: &mut Chars<'_>) -> Option<String> {
    let mut out = String::new();
    loop {
        out.push(match rest.next()? {
            '"' => return Some(out),
            '\\' => match rest.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let mut code = 0;
                    for _ in 0..4 {
                        code = code * 16 + rest.next()?.to_digit(16)?;
                    }
                    char::from_u32(code)?
                }
                escaped => escaped,
            },
            c => c,
        });
    }
}

/// A row, read part by part; what was cut off its end is empty.
struct Row(std::vec::IntoIter<Tree>);

impl Row {
    fn of(tree: Tree) -> Option<Row> {
        match tree {
            Tree::Row(parts) => Some(Row(parts.into_iter())),
            Tree::Text(_) => None,
        }
    }

    fn text(&mut self) -> Option<String> {
        match self.0.next() {
            Some(Tree::Text(text)) => Some(text),
            Some(Tree::Row(_)) => None,
            None => Some(String::new()),
        }
    }

    fn row(&mut self) -> Option<Row> {
        match self.0.next() {
            Some(tree) => Row::of(tree),
            None => Some(Row(Vec::new().into_iter())),
        }
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        let mut row = self.row()?;
        let mut texts = Vec::new();
        while row.0.len() > 0 {
            texts.push(row.text()?);
        }
        Some(texts)
    }

    fn words(&mut self) -> Option<Text> {
        let mut words = BTreeMap::new();
        words.insert(String::new(), self.text()?);
        Some(Text(words))
    }

    /// Nothing where the text is empty.
    fn some_text(&mut self) -> Option<Option<String>> {
        let text = self.text()?;
        Some(if text.is_empty() { None } else { Some(text) })
    }

    fn some_words(&mut self) -> Option<Option<Text>> {
        let words = self.words()?;
        let empty = words.0.values().all(String::is_empty);
        Some(if empty { None } else { Some(words) })
    }

    fn flag(&mut self) -> Option<bool> {
        Some(!self.text()?.is_empty())
    }

    fn some_number(&mut self) -> Option<Option<i64>> {
        match self.some_text()? {
            None => Some(None),
            Some(digits) => digits.parse().ok().map(Some),
        }
    }

    fn number(&mut self) -> Option<i64> {
        self.some_number()?
    }

    fn expr(&mut self) -> Option<Expr> {
        Expr::decode(&self.text()?)
    }

    fn some_expr(&mut self) -> Option<Option<Expr>> {
        match self.some_text()? {
            None => Some(None),
            Some(text) => Expr::decode(&text).map(Some),
        }
    }

    fn list<T>(&mut self, one: fn(&mut Row) -> Option<T>) -> Option<Vec<T>> {
        let row = self.row()?;
        let mut list = Vec::new();
        for part in row.0 {
            list.push(one(&mut Row::of(part)?)?);
        }
        Some(list)
    }
}

fn form(row: &mut Row) -> Option<Form> {
    Some(Form {
        id: row.text()?,
        version: row.text()?,
        languages: row.texts()?,
        title: row.words()?,
        pages: row.list(page)?,
        rules: row.list(rule)?,
        fee: row.list(fee)?,
        procedure: None,
    })
}

fn page(row: &mut Row) -> Option<Page> {
    Some(Page {
        id: row.text()?,
        title: row.words()?,
        fields: row.list(field)?,
        visible_when: row.some_expr()?,
        section: row.some_words()?,
    })
}

fn field(row: &mut Row) -> Option<Field> {
    Some(Field {
        id: row.text()?,
        label: row.words()?,
        question: question(&mut row.row()?)?,
        required: match row.text()?.as_str() {
            "" => Required::Never,
            "!" => Required::Always,
            when => Required::When(Expr::decode(when)?),
        },
        visible_when: row.some_expr()?,
        hidden: row.flag()?,
        rules: row.list(rule)?,
        hint: row.some_words()?,
        autocomplete: row.some_text()?,
        default: row.some_text()?,
        messages: row
            .list(|row| Some((row.text()?, row.words()?)))?
            .into_iter()
            .collect(),
    })
}

fn rule(row: &mut Row) -> Option<Rule> {
    Some(Rule {
        id: row.text()?,
        assert: row.expr()?,
        message: row.words()?,
        at: row.some_text()?,
        each: row.flag()?,
        level: if row.flag()? {
            Level::Warning
        } else {
            Level::Error
        },
    })
}

fn fee(row: &mut Row) -> Option<FeeRule> {
    Some(FeeRule {
        id: row.text()?,
        amount: row.expr()?,
        label: row.words()?,
        when: row.some_expr()?,
        kind: row.text()?,
        collect: row.text()?,
        code: row.some_text()?,
        beneficiary: None,
    })
}

fn item(row: &mut Row) -> Option<Item> {
    Some(Item {
        value: row.text()?,
        label: row.words()?,
        hint: row.some_words()?,
    })
}

fn question(row: &mut Row) -> Option<Question> {
    Some(match row.text()?.as_str() {
        "text" => Question::Text(text_options(row)?),
        "textarea" => Question::Textarea(text_options(row)?),
        "integer" => Question::Integer(integer::Options {
            minimum: row.some_number()?,
            maximum: row.some_number()?,
        }),
        "boolean" => Question::Boolean,
        "declaration" => Question::Declaration,
        "choice" => {
            let items = row.list(item)?;
            Question::Choice(if items.is_empty() {
                choice::Options::Source {
                    dataset: row.text()?,
                    level: row.text()?,
                    parent: row.some_text()?,
                }
            } else {
                choice::Options::Inline(items)
            })
        }
        "date" => Question::Date(date::Options {
            min_date: bound(row)?,
            max_date: bound(row)?,
        }),
        "partialDate" => Question::PartialDate(partial_date::Options {
            min_date: bound(row)?,
            max_date: bound(row)?,
            precision: row.text()?,
        }),
        "email" => Question::Email,
        "phone" => Question::Phone,
        "nationalId" => Question::NationalId,
        "file" => Question::File(file::Options {
            accept: row.texts()?,
            max_size: row.number()? as u64,
            min_items: row.number()? as u32,
            max_items: row.number()? as u32,
        }),
        "group" => Question::Group(row.list(field)?),
        "repeat" => Question::Repeat(repeat::Options {
            fields: row.list(field)?,
            item_label: row.words()?,
            min_items: row.number()? as u32,
            max_items: row.number()? as u32,
        }),
        "calculated" => {
            let data_type = match row.text()?.as_str() {
                "b" => DataType::Boolean,
                "i" => DataType::Integer,
                "t" => DataType::Text,
                "d" => DataType::Date,
                _ => return None,
            };
            Question::Calculated(calculated::Options {
                data_type,
                calculate: row.expr()?,
            })
        }
        "note" => Question::Note,
        _ => return None,
    })
}

fn text_options(row: &mut Row) -> Option<text::Options> {
    Some(text::Options {
        min_length: row.some_number()?.map(|number| number as u32),
        max_length: row.some_number()?.map(|number| number as u32),
        pattern: match row.some_text()? {
            Some(program) => Some(Pattern::decode(&program)?),
            None => None,
        },
        count: row.flag()?,
    })
}

fn bound(row: &mut Row) -> Option<Option<Bound>> {
    let Some(text) = row.some_text()? else {
        return Some(None);
    };
    let mut rest = text.chars();
    let mark = rest.next()?;
    let rest = rest.as_str();
    Some(Some(match mark {
        '=' => Bound::Fixed(rest.to_owned()),
        'f' => Bound::Field(rest.to_owned()),
        't' => {
            let mut numbers = rest.split(';').map(|number| number.parse::<i64>().ok());
            let mut next = || Some(numbers.next()?? as i32);
            Bound::Today(next()?, next()?, next()?)
        }
        _ => return None,
    }))
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
