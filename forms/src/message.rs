//! Words for problems, in Vietnamese and English: the only place that has any.
//! Short sentences in the GOV.UK manner, with the field's label inside.

mod english;
mod vietnamese;

use crate::form::{Field, Page, Rule, Text};
use crate::question::date::Bound;
use crate::question::{self, Question};
use crate::{Code, Form, NoDatasets, Problem, money};

/// What to tell the person: the author's own words, else ours.
pub fn text(form: &Form, problem: &Problem, lang: &str) -> String {
    let field = question::find(form, &problem.path);
    let own = match &problem.code {
        Code::Rule(id) => rule_words(form, id),
        code => field.and_then(|field| {
            field
                .messages
                .iter()
                .find(|(name, _)| name == code.name())
                .map(|(_, words)| words)
        }),
    };
    if let Some(words) = own {
        return words.get(lang).to_owned();
    }
    let question = field.map(|field| &field.question);
    let template = if lang == "en" {
        english::template(&problem.code, question)
    } else {
        vietnamese::template(&problem.code, question)
    };
    fill(template, &problem.code, field, lang)
}

/// Puts into a template what it speaks of: `{L}` the label, `{l}` the label
/// inside a sentence, `{n}` the code's number, `{d}` its date, `{i}` what an
/// item is called, `{k}` the kinds of files, `{c}` the only answer that is
/// taken, `{x}` the option that goes with no other.
fn fill(template: &str, code: &Code, field: Option<&Field>, lang: &str) -> String {
    let mut out = String::new();
    let label = field.map_or("", |field| spoken_label(field, lang));
    let mut parts = template.split('{');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or(("", part));
        match (name, field.map(|field| &field.question)) {
            ("L", _) => out.push_str(label),
            ("l", _) => out.push_str(&lower_first(label)),
            ("n", question) => out.push_str(&number(code, question, lang)),
            ("d", _) => out.push_str(&day(code)),
            ("i", Some(Question::Repeat(options))) => {
                out.push_str(&lower_first(options.item_label.get(lang)))
            }
            ("c", Some(question)) => out.push_str(&only(field, question, lang)),
            ("x", Some(Question::Choices(options))) => {
                out.push_str(options.exclusive_label(lang));
            }
            ("k", Some(Question::File(options))) => kinds(&options.accept, lang, &mut out),
            _ => {}
        }
        out.push_str(rest);
    }
    out
}

/// The only answer a field takes, as people read it.
fn only(field: Option<&Field>, question: &Question, lang: &str) -> String {
    let raw = field.and_then(Field::only).unwrap_or("");
    match question::read(question, raw) {
        Ok(Some(value)) => question::show_value(question, &value, &NoDatasets, lang).concat(),
        _ => raw.to_owned(),
    }
}

/// The label without the remark in brackets that says that one need not answer.
fn spoken_label<'a>(field: &'a Field, lang: &str) -> &'a str {
    let label = field.label.get(lang);
    let bytes = label.as_bytes();
    if field.required.is_never() && bytes.last() == Some(&b')') {
        let bracket = bytes.iter().rposition(|&byte| byte == b'(');
        bracket
            .and_then(|at| label.get(..at))
            .map_or(label, str::trim_end)
    } else {
        label
    }
}

/// The number of a code, as people read it at a question.
fn number(code: &Code, question: Option<&Question>, lang: &str) -> String {
    let number = match code {
        Code::MinLength(number)
        | Code::MaxLength(number)
        | Code::MinItems(number)
        | Code::MaxItems(number)
        | Code::UniqueBy(number) => i64::from(*number),
        Code::Scale(digits) => i64::from(*digits),
        Code::Minimum(number)
        | Code::Maximum(number)
        | Code::ExclusiveMinimum(number)
        | Code::ExclusiveMaximum(number)
        | Code::MultipleOf(number) => {
            return match question {
                Some(Question::Money(_)) => money::show(number.units(), lang),
                _ => question::decimal::show(*number, lang).concat(),
            };
        }
        Code::MaxSize(bytes) => return size(*bytes),
        _ => return String::new(),
    };
    number.to_string()
}

fn day(code: &Code) -> String {
    match code {
        Code::MinDate(date) | Code::MaxDate(date) => date.show(),
        _ => String::new(),
    }
}

/// Whether a date's bound is today, which has words of its own.
fn is_today(code: &Code, question: Option<&Question>) -> bool {
    let (min, max) = match question {
        Some(Question::Date(options) | Question::DateTime(options)) => {
            (&options.min_date, &options.max_date)
        }
        Some(Question::PartialDate(options)) => (&options.min_date, &options.max_date),
        _ => return false,
    };
    let bound = if matches!(code, Code::MinDate(_)) {
        min
    } else {
        max
    };
    matches!(bound, Some(Bound::Today(0, 0, 0)))
}

/// The message of a rule; rule ids are unique in a form.
fn rule_words<'a>(form: &'a Form, id: &str) -> Option<&'a Text> {
    fn among<'a>(rules: &'a [Rule], id: &str) -> Option<&'a Text> {
        rules
            .iter()
            .find(|rule| rule.id == id)
            .map(|rule| &rule.message)
    }
    fn within<'a>(fields: &'a [Field], id: &str) -> Option<&'a Text> {
        fields.iter().find_map(|field| {
            among(&field.rules, id).or_else(|| within(field.question.inside(), id))
        })
    }
    let on_pages = |page: &'a Page| within(&page.fields, id);
    among(&form.rules, id).or_else(|| form.pages.iter().find_map(on_pages))
}

/// A label put inside a sentence: its first letter small, unless the word is
/// an abbreviation (`CCCD`). Written out for the letters of Vietnamese and
/// English, because the tables of the standard library are kilobytes.
pub fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let second_is_capital = chars
        .clone()
        .next()
        .is_some_and(|second| small(second) != second);
    let mut out = String::with_capacity(label.len());
    out.push(if second_is_capital {
        first
    } else {
        small(first)
    });
    out.push_str(chars.as_str());
    out
}

fn small(c: char) -> char {
    let n = c as u32;
    let lower = match n {
        0x41..=0x5A => n + 0x20,
        0xC0..=0xDE if n != 0xD7 => n + 0x20,
        0x102 | 0x110 | 0x128 | 0x168 | 0x1A0 => n + 1,
        0x1AF => n + 1,
        0x1EA0..=0x1EF8 if n.is_multiple_of(2) => n + 1,
        _ => n,
    };
    char::from_u32(lower).unwrap_or(c)
}

/// Media types as people know them: `PDF, JPG or PNG`.
fn kinds(accept: &[String], lang: &str, out: &mut String) {
    let or = if lang == "en" { " or " } else { " hoặc " };
    for (place, media_type) in accept.iter().enumerate() {
        if place > 0 {
            out.push_str(if place + 1 == accept.len() { or } else { ", " });
        }
        out.push_str(match media_type.as_str() {
            "application/pdf" => "PDF",
            "image/jpeg" => "JPG",
            "image/png" => "PNG",
            other => other.rsplit('/').next().unwrap_or(other),
        });
    }
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    let (unit, name) = if bytes >= 1 << 20 {
        (1 << 20, " MB")
    } else {
        (1 << 10, " kB")
    };
    [bytes.div_ceil(unit).to_string().as_str(), name].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_inside_a_sentence() {
        for (label, inside) in [
            ("Họ, chữ đệm và tên", "họ, chữ đệm và tên"),
            ("Địa chỉ", "địa chỉ"),
            ("Ưu tiên", "ưu tiên"),
            ("Ảnh chân dung", "ảnh chân dung"),
            ("Ông/bà", "ông/bà"),
            ("CCCD của mẹ", "CCCD của mẹ"),
            ("ID number", "ID number"),
            ("", ""),
        ] {
            assert_eq!(lower_first(label), inside);
        }
        for letter in "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYÁẮẤÉẾÍÓỐỚÚỨÝỲỊỸ".chars()
        {
            assert_eq!(small(letter).to_string(), letter.to_lowercase().to_string());
        }
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(size(5 << 20), "5 MB");
        assert_eq!(size((5 << 20) + 1), "6 MB");
        assert_eq!(size(200 << 10), "200 kB");
    }
}
