//! Answers and documents by a seed: mostly right, sometimes wrong.

use super::Random;
use super::definition::OPTIONS;
use forms::question::choice::Options;
use forms::question::{self, Question};
use forms::{Answers, Field, Form, evaluate};
use serde_json::{Map, Value as Json, json};

/// Raw answers as a person types them.
pub fn answers(random: &mut Random, form: &Form) -> Answers {
    let mut answers = Answers::new();
    for page in &form.pages {
        fields(random, &page.fields, "", &mut answers);
    }
    answers
}

/// Mends what is wrong as far as another answer mends it.
pub fn mended(random: &mut Random, form: &Form, mut answers: Answers) -> Answers {
    for _ in 0..4 {
        let evaluation = evaluate(form, &answers, &super::context());
        for problem in evaluation.errors() {
            let Some(field) = question::find(form, &problem.path) else {
                continue;
            };
            match &field.question {
                Question::Repeat(options) if problem.code.name() == "minItems" => {
                    let id = format!("m{}", answers.items(&problem.path).len());
                    answers.add_item(&problem.path, &id);
                    let path = format!("{}.{id}", problem.path);
                    fields(random, &options.fields, &path, &mut answers);
                }
                Question::Repeat(_) => answers.set(problem.path.clone(), ""),
                question => answers.set(problem.path.clone(), raw(random, question, false)),
            }
        }
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
        (Question::Choice(Options::Source { level, .. }), false) => match level.as_str() {
            "province" => &["14", "14", "elsewhere"],
            "district" => &["116"],
            _ => &["03640", "03640", "03646"],
        },
        (Question::Date(_), false) => &["28/02/1999", "1/1/2020", "29/2/2024", "23/11/2026"],
        (Question::PartialDate(options), false) => match options.precision.as_str() {
            "year" => &["1950", "2020"],
            "month" => &["2/1950", "12/2020"],
            _ => &["1950", "2/1950", "28/2/1950"],
        },
        (Question::Email, false) => &["lan.thu@example.vn"],
        (Question::Phone, false) => &["0912345678", "+4915112345678"],
        (Question::Decimal(_), false) => &["1,5", "0,25", "-3", "1.500,2", "2.000"],
        (Question::Money(_), false) => &["500", "1.500.000", "0", "20.500 ₫"],
        (Question::Choices(_), false) => &["a", "a\nb", "b", "none", "b\na", "c c\na\nb"],
        (Question::Time, false) => &["8h30", "23:59", "0:00"],
        (Question::DateTime(_), false) => &["28/02/1999 08:30", "23/11/2026 0:00"],
        (Question::Url, false) => &["https://sonla.gov.vn/a?b=1", "http://tiếngviệt.vn"],
        (Question::TaxCode(_), false) => &["0100109106", "0100109106-001", "014199000123"],
        (Question::Location, false) => &["21,327;103,914", "-90;180", "21.3;103.91442"],
        (Question::NationalId(_), false) => &["014199000123", "001 099 000 123"],
        (Question::File(_), false) => return files(random),
        _ => &[
            "?",
            "31/02/2020",
            "1,5",
            "a@b",
            "99999999999999999",
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
        json!(["a"]),
        json!(["a", "b"]),
        json!(["a", "a"]),
        json!(["none", "a"]),
        json!("1.50"),
        json!("-0"),
        json!("00012.5"),
        json!("12345678901234567.5"),
        json!("12345678901234567890"),
        json!("08:30"),
        json!("24:00"),
        json!("2024-02-29T08:30:00+07:00"),
        json!("2024-02-29T08:30:00Z"),
        json!("2024-02-29T08:30:15+07:00"),
        json!("https://example.vn"),
        json!("0100109106"),
        json!({"lat": "21.5", "lon": "103.9"}),
        json!({"lat": "90.5", "lon": "103.9"}),
        json!({"lat": "090.000", "lon": "-180"}),
        json!({"lat": 21.5, "lon": 103.9}),
        json!(1_500),
        json!(1_501),
    ];
    random.of(&values).clone()
}
