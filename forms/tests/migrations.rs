//! `migrations`: what an author may write there, and what is refused.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::load;
use forms::limits;
use std::collections::BTreeMap;

/// The faults of a version 30 of a form with these migrations, or the number of them.
fn read(migrations: &str) -> Result<usize, Vec<String>> {
    let text = format!(
        r#"formDefinition: "1.0"
id: vn.test
version: 30.0.0
languages: [vi]
title: T
pages:
- id: p
  title: P
  fields:
  - {{id: name, type: text, label: N}}
  - {{id: person, type: group, label: P, fields: [{{id: born, type: date, label: B}}]}}
  - {{id: homes, type: repeat, label: H, fields: [{{id: until, type: date, label: U}}]}}
migrations:
{migrations}
"#
    );
    let files = BTreeMap::from([("definition.yaml".to_owned(), text)]);
    match load("", &files, &BTreeMap::new()) {
        Ok(published) => Ok(published.form.migrations.len()),
        Err(faults) => Err(faults
            .into_iter()
            .map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.en))
            .collect()),
    }
}

#[test]
fn what_can_be_carried_over_is_taken() {
    assert_eq!(
        read(
            "- {from: 1, rename: {fullName: name, birthDate: person.born, homes.to: homes.until}, drop: [nickname]}\n- {from: 29, rename: {places: homes}}"
        ),
        Ok(2)
    );
}

#[test]
fn what_cannot_is_refused_at_its_place() {
    for (written, fault) in [
        (
            "- {from: 30}",
            "14:10 `from` is the first number of an earlier version",
        ),
        ("- {rename: {a: name}}", "14:3 `from` is missing"),
        ("- {from: 1}\n- {from: 1}", "15:10 `1` is used twice"),
        (
            "- {from: 1, rename: {a: nobody}}",
            "14:25 there is no field `nobody` in this version",
        ),
        (
            "- {from: 1, rename: {a: homes.until}}",
            "14:25 what is inside an item stays at its depth",
        ),
        (
            "- {from: 1, drop: [name]}",
            "14:20 `name` is a field of this version: its answers are kept",
        ),
        (
            "- {from: 1, drop: [homes.until]}",
            "14:20 `homes.until` is a field of this version: its answers are kept",
        ),
        (
            "- {from: one}",
            "14:10 a whole number from 0 to 9999999 is needed here",
        ),
    ] {
        let faults = read(written).unwrap_err();
        assert_eq!(faults[0], fault, "{written}");
    }
}

#[test]
fn as_many_as_the_limit_and_no_more() {
    let some =
        |count: usize| -> String { (1..=count).map(|n| format!("- {{from: {n}}}\n")).collect() };
    assert_eq!(read(&some(limits::MIGRATIONS)), Ok(limits::MIGRATIONS));
    assert!(read(&some(limits::MIGRATIONS + 1)).unwrap_err()[0].ends_with("too many migrations"));
}
