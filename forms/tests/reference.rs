//! The reference form of the benchmark: what it decides of its samples.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "common/reference.rs"]
#[allow(dead_code, reason = "shared with the benchmark")]
mod reference;

use forms::{Document, Evaluation, Form};
use serde_json::{Value as Json, json};

fn run<'f>(form: &'f Form, sample: &Json) -> Evaluation<'f> {
    let document = Document::of(form, sample);
    assert_eq!(document.problems(), []);
    document.evaluate(&reference::context())
}

fn problems<'e>(evaluation: &'e Evaluation<'_>) -> Vec<(&'e str, &'e str)> {
    let found = evaluation.problems.iter();
    found
        .map(|problem| (problem.path.as_str(), problem.code.name()))
        .collect()
}

#[test]
fn it_has_the_shape_that_the_peers_measured() {
    let form = reference::street_event();
    assert_eq!(form.pages.len(), 4);
    let fields = form.pages.iter().flat_map(|page| &page.fields);
    let inputs = fields.map(|field| 1.max(field.question.inside().len()));
    assert_eq!(inputs.sum::<usize>(), 40);
}

#[test]
fn a_valid_sample_has_no_fault_and_its_fee() {
    let form = reference::street_event();
    for (stalls, fee) in [(3, 645_000), (10, 750_000)] {
        let evaluation = run(&form, &reference::valid(stalls));
        assert_eq!(problems(&evaluation), []);
        assert_eq!(evaluation.fee.total(), Some(fee));
        assert_eq!(evaluation.bugs, [""; 0]);
    }
}

#[test]
fn a_faulty_sample_has_exactly_its_ten_faults() {
    let form = reference::street_event();
    for stalls in [3, 10] {
        let evaluation = run(&form, &reference::faulty(stalls));
        let row = format!("stalls.i{stalls}.power_kw");
        let expected = [
            ("first_name", "required"),
            ("org_reg_no", "pattern"),
            ("email_confirm", "R1"),
            ("phone", "pattern"),
            ("postcode", "pattern"),
            ("description", "minLength"),
            ("end_date", "R2"),
            ("music_end_hour", "R6"),
            (row.as_str(), "maximum"),
            ("toilets", "R8"),
        ];
        assert_eq!(problems(&evaluation), expected);
    }
}

#[test]
fn the_other_rules_and_the_conditions_hold() {
    let form = reference::street_event();
    let with = |changes: &[(&str, Json)]| {
        let mut sample = reference::valid(3);
        for (field, value) in changes {
            sample[*field] = value.clone();
        }
        let evaluation = run(&form, &sample);
        let found: Vec<String> = evaluation
            .problems
            .iter()
            .map(|problem| problem.code.name().to_owned())
            .collect();
        (found, evaluation)
    };
    assert_eq!(with(&[("setup_date", json!("2027-06-11"))]).0, ["R3"]);
    assert_eq!(with(&[("max_capacity", json!(1199))]).0, ["R4"]);
    assert_eq!(with(&[("area_m2", json!("299.99"))]).0, ["R5"]);
    assert_eq!(with(&[("total_power_kw", json!("11.9"))]).0, ["R7"]);
    let (found, evaluation) = with(&[
        ("applicant_type", json!("person")),
        ("event_type", json!("festival")),
        ("road_closure", json!(false)),
        ("amplified_music", json!(false)),
        ("has_stalls", json!(false)),
        ("area_m2", json!("300.5")),
    ]);
    assert_eq!(found, [""; 0]);
    assert_eq!(evaluation.fee.total(), Some(120_000 + 100_250));
    let hidden = [
        "event_type_other",
        "music_end_hour",
        "org_name",
        "org_reg_no",
        "road_names",
        "stalls",
    ];
    for path in hidden {
        assert!(!evaluation.applies(path), "{path}");
    }
}

#[test]
fn the_forms_that_growth_is_seen_by_are_sound() {
    for (form, sample) in [
        (reference::stress(1_000), reference::stress_sample(1_000)),
        (reference::rows(), reference::rows_sample(200)),
        (reference::rules(500), reference::rules_sample(500)),
    ] {
        let evaluation = run(&form, &sample);
        assert_eq!(problems(&evaluation), []);
        assert_eq!(evaluation.bugs, [""; 0]);
    }
    let stress = reference::stress(1_000);
    let nothing = run(&stress, &json!({}));
    assert_eq!(nothing.problems.len(), 1_000);
}
