//! What people are told: no two faults of one question in the same words, none
//! of more than twenty, in both languages.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::load;
use forms::date::Date;
use forms::decimal::Decimal;
use forms::{Code, Field, Form, Problem, Question, message};
use std::collections::{BTreeMap, HashMap};

fn form() -> Form {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/definitions/every-question.yaml"
    );
    let text = std::fs::read_to_string(file).unwrap();
    let files = BTreeMap::from([("definition.yaml".to_owned(), text)]);
    let days = ["2025-06-30", "2025-07-01"];
    let named = days.map(|day| (format!("vn-admin-units@{day}"), "0".repeat(64)));
    let datasets = BTreeMap::from(named);
    load("", &files, &datasets).unwrap().form
}

fn fields<'f>(prefix: &str, list: &'f [Field], out: &mut Vec<(String, &'f Field)>) {
    for field in list {
        let path = format!("{prefix}{}", field.id);
        let inside = match field.question {
            Question::Repeat(_) => format!("{path}.i1."),
            _ => format!("{path}."),
        };
        fields(&inside, field.question.inside(), out);
        out.push((path, field));
    }
}

/// The codes a question can give.
fn codes(field: &Field) -> Vec<Code> {
    let day = Date::new(2026, 1, 2).unwrap();
    let five = Decimal::from(5);
    let mut codes = vec![Code::Required, Code::Bug, Code::UniqueBy(2)];
    let own = match &field.question {
        Question::Text(_) | Question::Textarea(_) => {
            vec![
                Code::Type,
                Code::MinLength(5),
                Code::MaxLength(5),
                Code::Pattern,
            ]
        }
        Question::Integer(_) | Question::Decimal(_) | Question::Money(_) => vec![
            Code::Type,
            Code::Minimum(five),
            Code::Maximum(five),
            Code::ExclusiveMinimum(five),
            Code::ExclusiveMaximum(five),
            Code::MultipleOf(five),
            Code::Scale(5),
            Code::Const,
        ],
        // Neither yes nor no is no answer.
        Question::Boolean | Question::Declaration => vec![Code::Const],
        Question::Choice(_) => vec![Code::Option, Code::Const],
        Question::Choices(_) => vec![
            Code::Option,
            Code::MinItems(2),
            Code::MaxItems(2),
            Code::Exclusive,
            Code::UniqueItems,
        ],
        Question::Date(_) | Question::PartialDate(_) | Question::DateTime(_) => {
            vec![Code::Type, Code::MinDate(day), Code::MaxDate(day)]
        }
        Question::Time | Question::Email | Question::Phone => vec![Code::Type, Code::Const],
        Question::Url => vec![Code::Type, Code::MaxLength(2_048)],
        Question::NationalId(_) => vec![
            Code::Type,
            Code::Structure,
            Code::BirthYear,
            Code::BirthDate,
            Code::Sex,
        ],
        Question::TaxCode(_) => vec![Code::Type, Code::CheckDigit, Code::Structure],
        Question::Location => vec![Code::Type, Code::Bounds],
        Question::File(_) => vec![
            Code::MinItems(1),
            Code::MaxItems(2),
            Code::MaxSize(1 << 20),
            Code::Accept,
        ],
        Question::Repeat(_) => vec![Code::MinItems(2), Code::MaxItems(2), Code::UniqueItems],
        Question::Group(_) | Question::Calculated(_) | Question::Note => return vec![Code::Bug],
    };
    codes.extend(own);
    codes
}

#[test]
fn each_fault_has_words_of_its_own_and_few() {
    let form = form();
    let mut all = Vec::new();
    for page in &form.pages {
        fields("", &page.fields, &mut all);
    }
    let mut types: Vec<&str> = Vec::new();
    for (path, field) in all {
        types.push(field.question.type_name());
        for lang in ["vi", "en"] {
            let mut said: HashMap<String, Code> = HashMap::new();
            for code in codes(field) {
                let level = code.level();
                let problem = Problem {
                    path: path.clone(),
                    code: code.clone(),
                    level,
                };
                let text = message::text(&form, &problem, lang);
                assert!(!text.contains(['{', '}']), "{path} {code:?}: {text}");
                // The label is the author's; the rest is ours.
                let label = field.label.get(lang).split_whitespace().count();
                let words = text.split_whitespace().count();
                let ours = if code == Code::Bug { 25 } else { 20 };
                assert!(words <= ours + label, "{words} words: {text}");
                if let Some(other) = said.insert(text.clone(), code.clone()) {
                    panic!("{path} {code:?} and {other:?}: {text}");
                }
            }
        }
    }
    types.sort_unstable();
    types.dedup();
    assert_eq!(
        types.len(),
        24,
        "every type is in the definition: {types:?}"
    );
}
