//! What a page's HTML form posts, as answers.

use super::{Question, choices, date_time, join, location};
use crate::Answers;
use crate::form::Field;

/// Takes over what a page's form posted for these fields: date parts are
/// joined, an absent checkbox is unticked. `prefix` is empty, or an item's
/// path with its dot (`residences.k3f9.`).
///
/// Anything absent otherwise keeps its answer: without script a field that
/// did not apply was not on the page, and what was once typed there stays in
/// the draft. Files, calculated fields, notes and repeats (whose items have
/// pages of their own) are never read, nor names that are not these fields'.
pub fn read_post(
    fields: &[Field],
    prefix: &str,
    pairs: &[(String, String)],
    answers: &mut Answers,
) {
    let posted = |name: &str| {
        pairs
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    for field in fields {
        let path = [prefix, &field.id].concat();
        // What is only shown is answered by being shown.
        if let Some(only) = field.default.as_ref().filter(|_| field.readonly) {
            if posted(&path).is_some() {
                answers.set(path, only.clone());
            }
            continue;
        }
        match &field.question {
            Question::Text(_)
            | Question::Textarea(_)
            | Question::Integer(_)
            | Question::Decimal(_)
            | Question::Money(_)
            | Question::Boolean
            | Question::Choice(_)
            | Question::Time
            | Question::Email
            | Question::Phone
            | Question::Url
            | Question::NationalId(_)
            | Question::TaxCode(_) => {
                if let Some(raw) = posted(&path) {
                    answers.set(path, raw);
                }
            }
            Question::Choices(_) => {
                // A pair without a value comes with the boxes, so that none ticked
                // is something else than not on the page.
                let mut values = pairs.iter().filter(|(known, _)| *known == path).peekable();
                if values.peek().is_some() {
                    let raw = choices::write(values.map(|(_, value)| value.as_str()));
                    answers.set(path, raw);
                }
            }
            Question::Declaration => {
                let raw = posted(&path).unwrap_or("").to_owned();
                answers.set(path, raw);
            }
            Question::Date(_) | Question::PartialDate(_) => {
                if let Some(parts) = together(&path, &["-day", "-month", "-year"], pairs) {
                    answers.set(path, join_date(&parts));
                }
            }
            Question::DateTime(_) => {
                let names = ["-day", "-month", "-year", "-time"];
                if let Some(parts) = together(&path, &names, pairs) {
                    answers.set(path, date_time::join(&join_date(&parts[..3]), parts[3]));
                }
            }
            Question::Location => {
                if let Some(parts) = together(&path, &["-lat", "-lon"], pairs) {
                    answers.set(path, location::join(parts[0], parts[1]));
                }
            }
            Question::Group(inside) => read_post(inside, &join(&path, ""), pairs, answers),
            Question::File(_) | Question::Repeat(_) | Question::Calculated(_) | Question::Note => {}
        }
    }
}

/// What several inputs of one question posted, each empty where it did not;
/// `None` where none of them was on the page.
fn together<'p>(path: &str, ends: &[&str], pairs: &'p [(String, String)]) -> Option<Vec<&'p str>> {
    let mut there = false;
    let mut parts = Vec::new();
    for end in ends {
        let name = [path, end].concat();
        let posted = pairs.iter().rev().find(|(known, _)| *known == name);
        there |= posted.is_some();
        parts.push(posted.map_or("", |(_, value)| value.as_str()));
    }
    there.then_some(parts)
}

/// `31`, `02`, `` as `31/02/`; nothing typed stays nothing.
fn join_date(parts: &[&str]) -> String {
    let mut out = String::new();
    let mut empty = true;
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.push('/');
        }
        // What stands between parts, and between a day and a time, is no part.
        for c in part.trim().chars() {
            if !matches!(c, '/' | '-' | '.' | ' ') {
                out.push(c);
                empty = false;
            }
        }
    }
    if empty { String::new() } else { out }
}
