//! Lists that depend on a day: addresses of another time, and places that are
//! in no list.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "common/units.rs"]
mod units;

use forms::author::load;
use forms::{Answers, Context, Evaluation, Form, date::Date, evaluate};
use std::collections::BTreeMap;
use units::Units;

const BOTH: &str = "dataset: [u@2025-06-30, u@2025-07-01], at: lived";

fn definition(fields: &str) -> String {
    format!(
        "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\npages:\n- id: p\n  title: P\n  fields:\n{fields}"
    )
}

fn fields() -> String {
    format!(
        "  - {{id: lived, type: partialDate, label: L}}
  - {{id: province, type: choice, label: P, required: true, source: {{{BOTH}, level: province, elsewhere: true}}}}
  - {{id: district, type: choice, label: D, required: true, source: {{{BOTH}, level: district, parent: province}}}}
  - {{id: commune, type: choice, label: C, required: true, source: {{{BOTH}, level: commune, parent: [district, province]}}}}
  - {{id: place, type: text, label: W, required: true, visibleWhen: \"province == 'elsewhere'\"}}
"
    )
}

fn read(fields: &str) -> Result<forms::author::Published, Vec<forms::author::Fault>> {
    let files = BTreeMap::from([("definition.yaml".to_owned(), definition(fields))]);
    load("", &files, &Units)
}

fn run<'f>(form: &'f Form, pairs: &[(&str, &str)]) -> (Vec<String>, Evaluation<'f>) {
    let answers: Answers = pairs
        .iter()
        .map(|(path, raw)| ((*path).to_owned(), (*raw).to_owned()))
        .collect();
    let context = Context {
        today: Date::new(2026, 11, 23).unwrap(),
        channel: "online",
        agency: "A",
        province: "14",
        datasets: &Units,
    };
    let evaluation = evaluate(form, &answers, &context);
    let problems = evaluation.problems.iter();
    let problems = problems.map(|problem| format!("{} {}", problem.path, problem.code.name()));
    (problems.collect(), evaluation)
}

/// The form as published, and as a browser reads it.
fn forms() -> [Form; 2] {
    let form = read(&fields()).unwrap().form;
    let copy = Form::from_browser(&form.browser_copy("vi")).unwrap();
    [form, copy]
}

#[test]
fn an_address_of_2013_goes_by_the_districts_of_2013() {
    for form in forms() {
        let old = [
            ("lived", "//2013"),
            ("province", "14"),
            ("district", "116"),
            ("commune", "03640"),
        ];
        let (problems, evaluation) = run(&form, &old);
        assert_eq!(problems, [""; 0]);
        assert_eq!(evaluation.list("commune"), Some("u@2025-06-30"));
        let shown = forms::question::show(
            &form.pages[0].fields[3],
            "commune",
            &Answers::new(),
            &evaluation,
            &Units,
            "vi",
        );
        assert_eq!(shown, ["03640 of u@2025-06-30"]);
        let mut wrong = old;
        wrong[3].1 = "03646";
        assert_eq!(run(&form, &wrong).0, ["commune option"]);
    }
}

#[test]
fn an_address_of_today_has_no_district() {
    for form in forms() {
        let new = [
            ("lived", "1/7/2025"),
            ("province", "14"),
            ("district", "116"),
            ("commune", "03646"),
        ];
        let (problems, evaluation) = run(&form, &new);
        assert_eq!(problems, [""; 0]);
        assert!(!evaluation.applies("district") && evaluation.value("district").is_none());
        let mut other = new;
        other[1].1 = "15";
        assert_eq!(run(&form, &other).0, ["commune option"]);
        let mut before = new;
        before[0].1 = "30/6/2025";
        assert_eq!(run(&form, &before).0, ["commune option"]);
    }
}

#[test]
fn a_place_in_no_list_is_said_in_words() {
    for form in forms() {
        let abroad = [("lived", "//1985"), ("province", "elsewhere")];
        let (problems, evaluation) = run(&form, &abroad);
        assert_eq!(problems, ["place required"]);
        assert!(!evaluation.applies("district") && !evaluation.applies("commune"));
        let told = [abroad[0], abroad[1], ("place", "Moskva")];
        assert_eq!(run(&form, &told).0, [""; 0]);
    }
}

#[test]
fn without_the_day_nothing_is_said_of_the_lists() {
    for form in forms() {
        let (problems, evaluation) = run(&form, &[("province", "14"), ("commune", "x")]);
        assert_eq!(problems, ["district required"]);
        assert_eq!(evaluation.list("province"), Some(""));
    }
}

#[test]
fn a_version_is_named_by_every_list_it_offers() {
    let published = read(&fields()).unwrap();
    for dataset in ["u@2025-06-30", "u@2025-07-01"] {
        assert!(published.manifest.contains(&format!("\"{dataset}\":")));
    }
}

#[test]
fn faults_of_lists_have_their_places() {
    let faults = |source: &str| -> Vec<String> {
        let field = format!(
            "  - {{id: lived, type: date, label: L}}\n  - {{id: name, type: text, label: N}}\n  - {{id: p, type: choice, label: P, source: {{{BOTH}, level: province}}}}\n  - {{id: x, type: choice, label: X, source: {{{source}}}}}\n"
        );
        let faults = read(&field).map(|_| ()).unwrap_err();
        faults.iter().map(|fault| fault.en.clone()).collect()
    };
    for (source, en) in [
        (
            "dataset: [u@2025-07-01, u@2025-06-30], at: lived, level: province",
            "datasets are named `…@YYYY-MM-DD`, the oldest first",
        ),
        (
            "dataset: [u@2025-06-30, u@2025-07-01], level: province",
            "`at` is missing",
        ),
        (
            "dataset: u@2025-07-01, at: lived, level: province",
            "`at` chooses among datasets; give `dataset` as a list",
        ),
        (
            "dataset: [u@2025-06-30, u@2025-07-01], at: name, level: province",
            "there is no date field `name`",
        ),
        (
            "dataset: [u@2025-06-30, u@2030-01-01], at: lived, level: province",
            "there is no dataset `u@2030-01-01`",
        ),
        (
            "dataset: [u@2025-07-01], at: lived, level: district",
            "none of these datasets has a level `district`",
        ),
        (
            "dataset: u@2025-07-01, level: commune, parent: name",
            "there is no choice `name` from the same dataset",
        ),
        (
            "dataset: u@2025-07-01, level: commune, parent: p",
            "`p` takes its list from other datasets; write the same `dataset` and `at` at both",
        ),
        (
            "dataset: u@2025-07-01, level: province}, default: \"63\", hint: {vi: H",
            "`default` is not in this list: no province has the code `63`",
        ),
        (
            "dataset: u@2025-07-01, level: province, elsewhere: true, parent: x",
            "`elsewhere` is for the list without `parent` alone, and what depends on it is not asked then; leave it out here",
        ),
    ] {
        assert!(
            faults(source).contains(&en.to_owned()),
            "{source}: {:?}",
            faults(source)
        );
    }
}
