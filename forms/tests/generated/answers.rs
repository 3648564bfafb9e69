//! Answers and documents by a seed: mostly right, sometimes wrong.

use super::Random;
use super::definition::OPTIONS;
use forms::question::Question;
use forms::question::choice::Options;
use forms::{Answers, Field, Form};
use serde_json::{Map, Value as Json, json};

/// Raw answers as a person types them.
pub fn answers(random: &mut Random, form: &Form) -> Answers {
    let mut answers = Answers::new();
    for page in &form.pages {
        fields(random, &page.fields, "", &mut answers);
    }
    answers
}

fn fields(random: &mut Random, list: &[Field], prefix: &str, answers: &mut Answers) {
    for field in list {
        let path = match prefix {
            "" => field.id.clone(),
            _ => format!("{prefix}.{}", field.id),
        };
        match &field.question {
            Question::Group(inside) => fields(random, inside, &path, answers),
            Question::Repeat(options) => {
                let most = options.max_items as usize + usize::from(random.percent(5));
                let least = options.min_items as usize;
                for item in 0..least + random.below(most - least + 1) {
                    answers.add_item(&path, &format!("k{item}"));
                    fields(random, &options.fields, &format!("{path}.k{item}"), answers);
                }
            }
            question => {
                if random.percent(85) {
                    let wrong = random.percent(6);
                    answers.set(path, raw(random, question, wrong));
                }
            }
        }
    }
}

/// What is typed at a question.
fn raw(random: &mut Random, question: &Question, wrong: bool) -> String {
    let texts: &[&str] = match (question, wrong) {
        (Question::Text(_), false) => &["Ánh", "ab", "Lò Văn", "x"],
        (Question::Textarea(_), false) => &["dòng một\ndòng hai", "ngắn"],
        (Question::Integer(_), false) => &["0", "1", "3", "7", "10", "11", "-2"],
        (Question::Boolean, false) => &["yes", "no"],
        (Question::Declaration, false) => &["yes", "yes", ""],
        (Question::Choice(Options::Inline(_)), false) => &OPTIONS,
        (Question::Date(_), false) => &["28/02/1999", "1/1/2020", "29/2/2024", "23/11/2026"],
        (Question::PartialDate(options), false) => match options.precision.as_str() {
            "year" => &["1950", "2020"],
            "month" => &["2/1950", "12/2020"],
            _ => &["1950", "2/1950", "28/2/1950"],
        },
        (Question::Email, false) => &["lan.thu@example.vn"],
        (Question::Phone, false) => &["0912345678", "+4915112345678"],
        (Question::NationalId(_), false) => &["014199000123", "001 099 000 123"],
        (Question::Money(_), false) => &["5", "10", "5", "1.500.000"],
        (Question::Decimal(_), false) => &["1,5", "2", "1.234,5", "0,25"],
        (Question::Choices(_), false) => &["a", "a", "b\na", "c c\nĐ"],
        (Question::Time, false) => &["8:30", "08h05", "23:59"],
        (Question::DateTime(_), false) => &["1/1/2020 8:30", "29/2/2024 0:00"],
        (Question::Url, false) => &["https://example.vn/a?b#c", "HTTP://a.vn"],
        (Question::TaxCode(_), false) => &["0100109106", "0100109106-001", "014199000123"],
        (Question::Location, false) => &["21,327;103,9188", "-90;180"],
        (Question::File(_), false) => return files(random),
        _ => &[
            "?",
            "31/02/2020",
            "1,5",
            "a@b",
            "99999999999999999",
            "003199000123",
            "\u{7}",
        ],
    };
    (*random.of(texts)).to_owned()
}

fn files(random: &mut Random) -> String {
    let line = |place: usize| {
        let media = ["image/png", "application/pdf", "text/plain"][place % 3];
        format!(
            "id{place}|{}|{media}|{}|ảnh {place}.png",
            1_000 + place,
            "0a".repeat(32)
        )
    };
    let count = 1 + random.below(3);
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

/// Typed documents to judge: the submission of these answers, and changes of it.
pub fn documents(random: &mut Random, submission: &Json, many: usize) -> Vec<Json> {
    let mut out = vec![submission.clone()];
    for _ in 0..many {
        let mut changed = submission.clone();
        for _ in 0..1 + random.below(2) {
            change(random, &mut changed);
        }
        out.push(changed);
    }
    out
}

/// Changes one place.
fn change(random: &mut Random, json: &mut Json) {
    match json {
        Json::Object(object) if !object.is_empty() => change_object(random, object),
        Json::Array(items) if !items.is_empty() && random.percent(70) => {
            let place = random.below(items.len());
            match random.below(6) {
                0 => drop(items.remove(place)),
                1 => items.push(items[place].clone()),
                _ => change(random, &mut items[place]),
            }
        }
        other => *other = other_value(random, other),
    }
}

fn change_object(random: &mut Random, object: &mut Map<String, Json>) {
    let keys: Vec<String> = object.keys().cloned().collect();
    let key = random.of(&keys).clone();
    match random.below(10) {
        0 => drop(object.remove(&key)),
        1 => drop(object.insert(format!("f{}", 1 + random.below(9)), json!("a"))),
        2 => drop(object.insert("unknownKey".to_owned(), json!(1))),
        3 => drop(object.insert(key, json!({}))),
        _ => {
            if let Some(inner) = object.get_mut(&key) {
                change(random, inner);
            }
        }
    }
}

fn other_value(random: &mut Random, old: &Json) -> Json {
    if let (Json::String(text), true) = (old, random.percent(50)) {
        return json!(match random.below(6) {
            0 => format!("{text}\n"),
            1 => format!(" {text}"),
            2 => format!("{text}\u{a0}"),
            3 => format!("{text}x"),
            4 => format!("{text}\u{1}"),
            _ => String::new(),
        });
    }
    let values = [
        json!(null),
        json!(true),
        json!(false),
        json!(3),
        json!(3.0),
        json!(2.5),
        json!(-1),
        json!(9_007_199_254_740_993_i64),
        json!("a"),
        json!("b"),
        json!("Đ"),
        json!("Ánh"),
        json!("2024-02-29"),
        json!("2023-02-29"),
        json!("1950-02"),
        json!("1950"),
        json!("0000-01-01"),
        json!("+84912345678"),
        json!("+8491234567"),
        json!("014199000123"),
        json!("lan@example.vn"),
        json!("lan@-example.vn"),
        json!([]),
        json!({}),
        json!([{}]),
    ];
    random.of(&values).clone()
}
