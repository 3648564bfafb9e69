//! CEL's official conformance cases, as the npm package `@bufbuild/cel-spec`
//! ships them (`end2end/package.json` pins it, `.ci/setup` fetches it).
//!
//! Of the sections below, every case runs that stays within our profile's
//! types; what lies outside is recognised by the case itself and counted by
//! reason. What is inside and left out all the same stands in
//! `conformance/skipped.txt`, each with its reason; a case there that would
//! pass is an error, and so is one that is not there and fails.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "conformance/cases.rs"]
mod cases;
#[path = "conformance/values.rs"]
mod values;

use cases::{Case, Expected, Outside};
use forms::Value;
use forms::date::Date;
use forms::expression::alone;
use forms::expression::parse::{Dialect, Refusal, parse_as};
use std::collections::BTreeMap;

/// Cases of the pinned package: those that pass, those excused by the list,
/// those that have nothing to do with the profile. None goes unnoticed.
const PASSED: usize = 1_080;
const SKIPPED: usize = 9;
const OUTSIDE: usize = 495;

/// What became of a case.
#[derive(Debug)]
enum Outcome {
    Passed,
    Failed(String),
    Outside(String),
}

fn run(case: &Case) -> Outcome {
    let (expected, names) = match (&case.expected, &case.names) {
        (Err(Outside(why)), _) | (_, Err(Outside(why))) => return Outcome::Outside(why.clone()),
        (Ok(expected), Ok(names)) => (expected, names),
    };
    let parsed = match parse_as(&case.text, Dialect::Cel) {
        Ok(parsed) => parsed,
        Err(error) if error.refusal == Refusal::Profile => return Outcome::Outside(error.en),
        Err(_) if matches!(expected, Expected::Error) => return Outcome::Passed,
        Err(error) => return Outcome::Failed(format!("refused at {}: {}", error.at, error.en)),
    };
    let today = Date::new(2026, 11, 23).unwrap();
    let ran = alone::run(&parsed.expr, names, today);
    match (&ran.value, expected) {
        (Err(_), Expected::Error) => Outcome::Passed,
        (Ok(found), Expected::Value(value)) if values::same(found, value) => Outcome::Passed,
        (found, expected) => Outcome::Failed(format!(
            "{} instead of {}",
            found.as_ref().map_or_else(|stop| format!("{stop:?}"), show),
            match expected {
                Expected::Error => "an error".to_owned(),
                Expected::Value(value) => show(value),
            }
        )),
    }
}

fn show(value: &Value) -> String {
    format!("{value:?} {}", value.to_json())
}

#[test]
fn every_case_in_scope_passes_or_is_excused() {
    let cases = cases::all();
    let excused = cases::skipped();
    let mut outside: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    let mut passed = 0;
    let mut wrong = Vec::new();
    for case in &cases {
        let excuse = excused.get(case.name.as_str());
        match (run(case), excuse) {
            (Outcome::Passed, None) => passed += 1,
            (Outcome::Passed, Some(_)) => {
                wrong.push(format!("{}: passes, yet is excused", case.name))
            }
            (Outcome::Outside(_), Some(_)) => {
                wrong.push(format!(
                    "{}: is outside the profile, yet excused",
                    case.name
                ));
            }
            (Outcome::Outside(why), None) => *outside.entry(why).or_default() += 1,
            (Outcome::Failed(_), Some(reason)) => *by_reason.entry(reason).or_default() += 1,
            (Outcome::Failed(how), None) => {
                wrong.push(format!("{}: `{}`: {how}", case.name, case.text));
            }
        }
    }
    let named = |name: &&String| !cases.iter().any(|case| case.name == **name);
    wrong.extend(
        excused
            .keys()
            .filter(named)
            .map(|name| format!("{name}: there is no such case")),
    );
    let skipped: usize = by_reason.values().sum();
    println!("{} cases: {passed} passed, {skipped} skipped", cases.len());
    by_reason
        .iter()
        .for_each(|(reason, count)| println!("  skipped {count:4}: {reason}"));
    outside
        .iter()
        .for_each(|(reason, count)| println!("  outside {count:4}: {reason}"));
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let beyond: usize = outside.values().sum();
    assert_eq!([passed, skipped, beyond], [PASSED, SKIPPED, OUTSIDE]);
}
