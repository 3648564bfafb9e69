//! Labelled cases as files: the engine's sample, and every procedure of the
//! catalogue. A policy officer can add one without reading Rust.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "common/guide.rs"]
mod guide;

use forms::author::cases::run;
use forms::author::{DatasetList, Published, load};
use forms::date::Date;
use forms::{Answers, Context, Datasets, Document, Form, Journey, Level, Problem, Value, evaluate};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The administrative units of the catalogue: value -> parent, by dataset and level.
#[derive(Default)]
struct Units(BTreeMap<(String, String), BTreeMap<String, Option<String>>>);

impl Units {
    fn open() -> Units {
        let mut units = Units::default();
        for entry in fs::read_dir(at("catalogue/datasets")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let data: Json = serde_json::from_str(&read(&path)).unwrap();
            let id = data["id"].as_str().unwrap().to_owned();
            for (key, level) in [
                ("provinces", "province"),
                ("districts", "district"),
                ("communes", "commune"),
            ] {
                let rows = data[key].as_array().map(Vec::as_slice).unwrap_or_default();
                let text = |cell: &Json| cell.as_str().map(str::to_owned);
                let rows = rows
                    .iter()
                    .map(|row| (text(&row[0]).unwrap(), text(&row[2])))
                    .collect();
                units.0.insert((id.clone(), level.to_owned()), rows);
            }
        }
        units
    }
}

impl Datasets for Units {
    fn contains(
        &self,
        dataset: &str,
        level: &str,
        parent: Option<&str>,
        value: &str,
    ) -> Option<bool> {
        let rows = self.0.get(&(dataset.to_owned(), level.to_owned()))?;
        Some(
            rows.get(value)
                .is_some_and(|of| parent.is_none() || of.as_deref() == parent),
        )
    }
    fn label(&self, _: &str, _: &str, value: &str, _: &str) -> Option<String> {
        Some(value.to_owned())
    }
    fn attribute(&self, _: &str, _: &str, _: &str, _: &str) -> Option<Value> {
        None
    }
}

impl DatasetList for Units {
    fn hash(&self, dataset: &str) -> Option<String> {
        let known = self.0.keys().any(|(id, _)| id == dataset);
        known.then(|| "0".repeat(64))
    }
    fn has_level(&self, dataset: &str, level: &str) -> bool {
        let rows = self.0.get(&(dataset.to_owned(), level.to_owned()));
        rows.is_some_and(|rows| !rows.is_empty())
    }
    fn has_attribute(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
    fn has_option(&self, dataset: &str, level: &str, code: &str) -> Option<bool> {
        self.contains(dataset, level, None, code)
    }
}

fn folder(path: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .map(|file| {
            (
                file.file_name().unwrap().to_string_lossy().into_owned(),
                read(&file),
            )
        })
        .collect()
}

fn published(name: &str, files: &BTreeMap<String, String>, units: &Units) -> Published {
    load(name, files, units).unwrap_or_else(|faults| {
        panic!(
            "{}",
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

fn answers(case: &Json) -> Answers {
    let pairs = case["answers"].as_object().unwrap().iter();
    pairs
        .map(|(path, raw)| (path.clone(), raw.as_str().unwrap().to_owned()))
        .collect()
}

fn context<'a>(case: &'a Json, datasets: &'a dyn Datasets) -> Context<'a> {
    Context {
        today: Date::parse_iso(case["today"].as_str().unwrap()).unwrap(),
        channel: case["channel"].as_str().unwrap(),
        agency: case["agency"].as_str().unwrap(),
        province: "14",
        datasets,
    }
}

/// What a case expects, as the engine sees it.
fn outcome(form: &Form, answers: &Answers, context: &Context<'_>, expected: &Json) -> Json {
    let evaluation = evaluate(form, answers, context);
    assert_eq!(evaluation.bugs, Vec::<String>::new());
    let journey = Journey::new(form, &evaluation);
    let problems: BTreeSet<(&str, &str)> = evaluation
        .problems
        .iter()
        .map(|problem| (problem.path.as_str(), problem.code.name()))
        .collect();
    let mut out = json!({"complete": journey.is_complete(), "problems": problems, "fee": evaluation.fee.total()});
    if expected["lines"].is_array() {
        out["lines"] = match &evaluation.fee {
            forms::FeeState::NotYetKnown => Json::Null,
            forms::FeeState::Known(lines) => lines
                .iter()
                .map(|line| json!([line.rule.id, line.amount]))
                .collect(),
        };
    }
    if expected["pages"].is_array() {
        out["pages"] = journey
            .pages()
            .iter()
            .map(|page| page.id.as_str())
            .collect();
    }
    out
}

/// The same with the problems in order.
fn sorted(expected: &Json) -> Json {
    let mut expected = expected.clone();
    if let Some(problems) = expected["problems"].as_array() {
        let set: BTreeSet<(&str, &str)> = problems
            .iter()
            .map(|row| (row[0].as_str().unwrap(), row[1].as_str().unwrap()))
            .collect();
        expected["problems"] = json!(set);
    }
    expected
}

#[test]
fn every_case_of_the_catalogue() {
    let units = Units::open();
    let mut count = 0;
    let mut wrong = Vec::new();
    for name in [
        "birth-registration",
        "civil-status-extract",
        "criminal-record-certificate",
        "permanent-residence",
    ] {
        let files = folder(&at("catalogue").join(name));
        let published = published(name, &files, &units);
        assert!(published.lacks.is_empty(), "{:?}", published.lacks);
        assert!(published.decision.is_some());
        let cases: Vec<Json> = serde_json::from_str(&files["cases.json"]).unwrap();
        for case in &cases {
            count += 1;
            let (answers, context) = (answers(case), context(case, &units));
            let expected = sorted(&case["expect"]);
            for lang in [None, Some("vi"), Some("en")] {
                // The browser's copy must say the same.
                let form = match lang {
                    None => published.form.clone(),
                    Some(lang) => Form::from_browser(&published.form.browser_copy(lang)).unwrap(),
                };
                let found = outcome(&form, &answers, &context, &expected);
                if found != expected {
                    wrong.push(format!(
                        "{name}: {} ({lang:?})\n  expected {expected}\n  found    {found}",
                        case["name"]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "{count} cases");
}

/// It lacks nothing, and nothing about it is worth a note but that two months
/// are compared.
#[test]
fn the_guides_procedure() {
    let units = Units::open();
    let files = guide::files();
    let published = published("guide", &files, &units);
    assert!(published.lacks.is_empty(), "{:?}", published.lacks);
    assert!(published.notes.is_empty(), "{:?}", published.notes);
    let unchecked: Vec<&str> = published.unchecked.iter().map(|f| f.en.as_str()).collect();
    assert_eq!(
        unchecked,
        ["not checked: not every case of `item.from <= item.to` can be gone through"]
    );
    assert!(published.decision.unwrap().result.is_some());
    let judge = |cases: &str| run("cases.json", cases, &published.form, &units);
    let cases = &files["cases.json"];
    assert_eq!(judge(cases), (2, Vec::new()));
    // Whatever comes out otherwise is named where it was expected.
    for (from, to, place, said) in [
        (
            "\"fee\": 20000, \"lines\"",
            "\"fee\": 10000, \"lines\"",
            8,
            "`fee` comes out as 20000",
        ),
        (
            "\"problems\": []",
            "\"problems\": [[\"fee\", \"type\"]]",
            8,
            "`problems` comes out as []",
        ),
        (
            "\"complete\": true",
            "\"complete\": false",
            8,
            "`complete` comes out as true",
        ),
        ("\"sex\"", "\"gender\"", 5, "there is no field `gender`"),
        (
            "\"copies\": \"2\"",
            "\"copies\": 2",
            7,
            "an answer is a text, as it is typed (put quotes around it)",
        ),
        ("\"expect\"", "\"expects\"", 2, "`expect` is missing"),
        (
            "\"2026-11-23\"",
            "\"23/11/2026\"",
            3,
            "a date is written YYYY-MM-DD",
        ),
    ] {
        assert!(cases.contains(from), "{from}");
        let (_, faults) = judge(&cases.replacen(from, to, 1));
        let found = faults
            .iter()
            .any(|fault| fault.en == said && fault.line == place);
        assert!(found, "{to}: {faults:?}");
    }
}

/// `tokhai check` says of the catalogue's cases what the engine says.
#[test]
fn the_cases_of_the_catalogue_are_as_expected() {
    let units = Units::open();
    for name in [
        "birth-registration",
        "civil-status-extract",
        "criminal-record-certificate",
    ] {
        let files = folder(&at("catalogue").join(name));
        let form = published(name, &files, &units).form;
        let (count, faults) = run("cases.json", &files["cases.json"], &form, &units);
        assert!(
            count > 10 && faults.is_empty(),
            "{name}: {count} {faults:?}"
        );
    }
}

/// Typed JSON of a submission reads back as the same submission.
#[test]
fn a_submission_reads_back() {
    let units = Units::open();
    for name in [
        "birth-registration",
        "civil-status-extract",
        "criminal-record-certificate",
    ] {
        let files = folder(&at("catalogue").join(name));
        let form = published(name, &files, &units).form;
        let cases: Vec<Json> = serde_json::from_str(&files["cases.json"]).unwrap();
        for case in cases
            .iter()
            .filter(|case| case["expect"]["complete"] == true)
        {
            let context = context(case, &units);
            let first = forms::submission(&form, &evaluate(&form, &answers(case), &context));
            let document = Document::of(&form, &first);
            let (again, problems) = (document.answers(), document.problems());
            assert_eq!(problems, [], "{}", case["name"]);
            let evaluation = evaluate(&form, &again, &context);
            assert_eq!(
                forms::submission(&form, &evaluation),
                first,
                "{}",
                case["name"]
            );
        }
    }
}

#[test]
fn the_engine_sample() {
    let files = BTreeMap::from([(
        "definition.yaml".to_owned(),
        read(&at("../tests/cases/forms/criminal-record.yaml")),
    )]);
    let units = Units::open();
    let published = published("criminal-record", &files, &units);
    assert!(
        !published.lacks.is_empty(),
        "the sample is no whole procedure"
    );
    let form = published.form;
    let context = Context {
        today: Date::new(2026, 11, 23).unwrap(),
        channel: "online",
        agency: "TEST",
        province: "14",
        datasets: &units,
    };
    let cases: Vec<Json> =
        serde_json::from_str(&read(&at("../tests/cases/forms/cases.json"))).unwrap();
    assert_eq!(cases.len(), 26);
    for case in &cases {
        let document = Document::of(&form, &case["data"]);
        let (answers, mut problems) = (document.answers(), document.problems());
        let evaluation = evaluate(&form, &answers, &context);
        problems.extend(evaluation.errors().cloned());
        problems.extend(evaluation.left_out());
        let errors: Vec<&Problem> = problems
            .iter()
            .filter(|problem| problem.level == Level::Error)
            .collect();
        assert_eq!(
            errors.is_empty(),
            case["valid"] == true,
            "{}: {errors:?}",
            case["name"]
        );
        assert_eq!(evaluation.bugs, Vec::<String>::new());
    }
}
