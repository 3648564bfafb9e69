//! Hostile answers: raw texts as a page posts them and JSON as the API takes
//! it. Whatever comes, reading, evaluating and making the submission end
//! without a panic; what does not fit is a problem or dropped, never kept.
//!
//! The corpus in `corpus/answers/` runs first, then inputs made of it:
//! `TOKHAI_FUZZ_ANSWERS` of them, from `TOKHAI_SEED` on.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "hostile/bytes.rs"]
mod bytes;
#[path = "common/dice.rs"]
mod dice;
#[path = "common/same.rs"]
mod same;
#[path = "hostile/world.rs"]
mod world;

use dice::Dice;
use forms::{Answers, Document, Evaluation, evaluate, question, submission};
use serde_json::{Value as Json, json};
use world::World;

const WORDS: &[&str] = &[
    "\"n\":1,",
    "\"t\":\"x\",",
    "\"b\":true,",
    "\"c\":\"a\",",
    "\"d\":\"2000-02-29\",",
    "\"g\":{\"a\":1},",
    "\"r\":[{\"s\":\"a\",\"v\":1}],",
    "\"several\":[\"a\"],",
    "\"money\":5,",
    "\"e\":\"1.5\",",
    "9223372036854775808",
    "-9223372036854775809",
    "1e400",
    "1e308",
    "-0.0",
    "3.0",
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"__proto__\":",
    "\"constructor\":",
    "\"\u{202e}\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
];

const PATHS: &[&str] = &[
    "t",
    "n",
    "b",
    "missing",
    "c",
    "d",
    "pd",
    "e",
    "money",
    "at",
    "hour",
    "place",
    "several",
    "f",
    "g",
    "g.a",
    "g.s",
    "r",
    "r.i1.s",
    "r.i1.v",
    "r.i2.s",
    "r..s",
    "",
    ".",
    "__proto__",
    "n.n",
    "g.g.g",
    "r.i1.r.i1.s",
    "nobody",
];

const RAWS: &[&str] = &[
    "",
    " ",
    "1",
    "-1",
    "9223372036854775808",
    "1e400",
    "NaN",
    "yes",
    "no",
    "a",
    "a\nb\na",
    "zzz",
    "29/02/2000",
    "31/02/",
    "//",
    "//1950",
    "23:59",
    "24:00",
    "31/12/9999 23:59",
    "21.3;103.9",
    ";",
    "1.500",
    "1.500,25",
    "i1,i2",
    "i1,i1",
    ",",
    "id|1|image/png|00|a",
    "||||",
    "|",
    "\u{0}",
    "\u{202e}x",
    "\u{1F431}",
    "e\u{323}\u{302}",
    "\u{feff}",
    "__proto__",
];

/// Evaluates; what would be sent is read back as itself where nothing is wrong.
fn all<'w>(world: &'w World, answers: &Answers) -> Evaluation<'w> {
    let evaluation = evaluate(&world.form, answers, &world.context());
    let sent = submission(&world.form, &evaluation);
    let known: Vec<&str> = world.form.pages[0]
        .fields
        .iter()
        .map(|field| field.id.as_str())
        .collect();
    let object = sent.as_object().unwrap();
    assert!(
        object.keys().all(|key| known.contains(&key.as_str())),
        "only fields are sent"
    );
    for problem in &evaluation.problems {
        assert!(question::find(&world.form, &problem.path).is_some() || problem.path.is_empty());
    }
    if evaluation.errors().next().is_none() {
        let document = Document::of(&world.form, &sent);
        let (again, problems) = (document.answers(), document.problems());
        assert!(problems.is_empty(), "{problems:?}");
        let again = evaluate(&world.form, &again, &world.context());
        assert_eq!(submission(&world.form, &again), sent);
    }
    evaluation
}

/// The target: any bytes as the body of a submission. Whether they were taken whole.
fn document(data: &[u8], world: &World) -> Option<bool> {
    let text = std::str::from_utf8(data).ok()?;
    let json: Json = serde_json::from_str(text).ok()?;
    let document = Document::read(&world.form, text).unwrap();
    let (answers, problems) = (document.answers(), document.problems());
    let parsed = Document::of(&world.form, &json);
    assert_eq!(
        (parsed.answers(), parsed.problems().len()),
        (answers.clone(), problems.len())
    );
    let evaluation = all(world, &answers);
    let direct = document.evaluate(&world.context());
    same::assert_same(&world.form, &direct, &evaluation);
    Some(problems.is_empty() && evaluation.errors().next().is_none())
}

fn posted(dice: &mut Dice) -> Answers {
    let mut answers = Answers::new();
    for _ in 0..dice.below(9) {
        let mut raw = dice.one(RAWS).to_owned();
        if dice.once_in(20) {
            raw = raw.repeat(2_000);
        }
        answers.set(*dice.one(&PATHS.iter().collect::<Vec<_>>()), raw);
    }
    answers
}

#[test]
fn no_answer_panics_or_slips_in() {
    let world = World::new();
    let corpus = bytes::corpus("answers");
    assert!(corpus.len() >= 9, "the corpus is there");
    for data in &corpus {
        document(data, &world);
    }
    let count = dice::from_environment("TOKHAI_FUZZ_ANSWERS", 20_000);
    let mut dice = Dice::new(dice::from_environment("TOKHAI_SEED", 1));
    let (mut read, mut whole, mut sound) = (0, 0, 0);
    for _ in 0..count {
        if dice.once_in(2) {
            let answers = posted(&mut dice);
            sound += u64::from(all(&world, &answers).errors().next().is_none());
        } else {
            let taken = document(&bytes::spoilt(&mut dice, &corpus, WORDS), &world);
            read += u64::from(taken.is_some());
            whole += u64::from(taken == Some(true));
        }
    }
    println!(
        "{count} inputs: {read} documents read, {whole} taken whole, {sound} posts without a fault"
    );
    assert!(read * 20 > count && whole > 0 && sound * 20 > count);
}

#[test]
fn what_is_not_of_the_form_is_refused_or_dropped() {
    let world = World::new();
    let codes = |json: &Json| -> Vec<(String, String)> {
        let document = Document::of(&world.form, json);
        let (answers, problems) = (document.answers(), document.problems());
        all(&world, &answers);
        let codes = problems
            .into_iter()
            .map(|problem| (problem.path, problem.code.name().to_owned()));
        codes.collect()
    };
    let one = |path: &str, code: &str| vec![(path.to_owned(), code.to_owned())];
    assert_eq!(
        codes(&json!({"__proto__": {"n": 1}})),
        one("__proto__", "unknownKey")
    );
    assert_eq!(
        codes(&json!({"n": 9_223_372_036_854_775_808_u64})),
        one("n", "type")
    );
    assert_eq!(codes(&json!({"n": 1.5})), one("n", "type"));
    assert_eq!(codes(&json!({"n": 1e300})), one("n", "type"));
    assert_eq!(
        codes(&json!({"g": {"nobody": 1}})),
        one("g.nobody", "unknownKey")
    );
    assert_eq!(codes(&json!([])), one("", "type"));
    // JSON that is none: beyond any number, half a letter.
    for text in ["{\"n\": 1e400}", "{\"t\": \"\\ud800\"}"] {
        assert!(serde_json::from_str::<Json>(text).is_err(), "{text}");
    }
    let many: serde_json::Map<String, Json> =
        (0..100_000).map(|n| (format!("k{n}"), json!(n))).collect();
    assert_eq!(codes(&Json::Object(many)).len(), 100_000);
}

#[test]
fn both_sides_of_the_depth() {
    let world = World::new();
    let nested = |depth: usize| {
        let text = format!(
            "{}{}",
            "{\"k\":".repeat(depth - 1) + "{}",
            "}".repeat(depth - 1)
        );
        let json: Json = serde_json::from_str(&text).unwrap();
        let problems = Document::of(&world.form, &json).problems();
        (problems[0].path.clone(), problems[0].code.name().to_owned())
    };
    let deepest = forms::limits::JSON_DEPTH;
    assert_eq!(nested(deepest), ("k".to_owned(), "unknownKey".to_owned()));
    assert_eq!(nested(deepest + 1), (String::new(), "type".to_owned()));
    // As deep as the reader of JSON goes at all.
    assert_eq!(nested(127), (String::new(), "type".to_owned()));
}

#[test]
fn what_is_not_asked_is_dropped() {
    let definition = "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\npages:\n- id: p\n  title: P\n  fields:\n  - {id: b, type: boolean, label: B}\n  - {id: x, type: text, label: X, visibleWhen: b}\n";
    let files = [("definition.yaml".to_owned(), definition.to_owned())].into();
    let form = forms::author::load("", &files, &std::collections::BTreeMap::new())
        .unwrap()
        .form;
    for (b, kept) in [(json!(false), None), (json!(true), Some("x"))] {
        let document = Document::of(&form, &json!({"b": b, "x": "x"}));
        let (answers, problems) = (document.answers(), document.problems());
        assert!(problems.is_empty());
        let evaluation = evaluate(&form, &answers, &World::new().context());
        let sent = submission(&form, &evaluation);
        assert_eq!(sent.get("x").and_then(Json::as_str), kept);
        let left_out = evaluation.left_out();
        assert_eq!(left_out.is_empty(), kept.is_some(), "the caller is told");
    }
}
