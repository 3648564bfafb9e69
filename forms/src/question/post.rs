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
                let parts = ["-day", "-month", "-year"].map(|part| posted(&[&path, part].concat()));
                if parts.iter().any(Option::is_some) {
                    answers.set(path, join_date(parts.map(|part| part.unwrap_or(""))));
                }
            }
            Question::DateTime(_) => {
                let parts = ["-day", "-month", "-year", "-time"];
                let parts = parts.map(|part| posted(&[&path, part].concat()));
                if parts.iter().any(Option::is_some) {
                    let [day, month, year, time] = parts.map(|part| part.unwrap_or(""));
                    let raw = date_time::join(&join_date([day, month, year]), time);
                    answers.set(path, raw);
                }
            }
            Question::Location => {
                let parts = ["-lat", "-lon"].map(|part| posted(&[&path, part].concat()));
                if parts.iter().any(Option::is_some) {
                    let [lat, lon] = parts.map(|part| part.unwrap_or(""));
                    answers.set(path, location::join(lat, lon));
                }
            }
            Question::Group(inside) => read_post(inside, &join(&path, ""), pairs, answers),
            Question::File(_) | Question::Repeat(_) | Question::Calculated(_) | Question::Note => {}
        }
    }
}

/// `31`, `02`, `` as `31/02/`; nothing typed stays nothing.
fn join_date(parts: [&str; 3]) -> String {
    // A space too: it stands between a day and a time.
    let parts = parts.map(|part| part.trim().replace(['/', '-', '.', ' '], ""));
    if parts.iter().all(String::is_empty) {
        String::new()
    } else {
        parts.join("/")
    }
}
