//! The guide of expressions in `forms/catalogue/README.md`: every example is
//! sound and gives what the guide says, and no function is left out.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::load;
use forms::date::Date;
use forms::expression::parse::parse;
use forms::expression::{Function, alone};
use forms::{Answers, Context, NoDatasets};
use serde_json::Value as Json;
use std::collections::BTreeMap;

const FORM: &str = r#"formDefinition: "1.0"
id: vn.test
version: 1.0.0
languages: [vi]
title: T
pages:
- id: p
  title: P
  fields:
  - {id: birthDate, type: date, label: B}
  - {id: copies, type: integer, label: C}
  - {id: feeStatus, type: choice, label: F, options: [{value: none, label: N}, {value: student, label: S}, {value: merit, label: M}]}
  - {id: area, type: decimal, scale: 2, label: A}
  - {id: name, type: text, maxLength: 100, label: N}
  - {id: visit, type: dateTime, label: V}
  - {id: crops, type: choices, label: C, options: [{value: rice, label: R}, {value: maize, label: M}]}
  - {id: residences, type: repeat, label: R, fields: [{id: to, type: date, label: T}, {id: rooms, type: integer, label: R}]}
"#;

const ANSWERS: [(&str, &str); 11] = [
    ("birthDate", "29/02/2000"),
    ("copies", "3"),
    ("feeStatus", "student"),
    ("area", "12,50"),
    ("name", "Nguyễn Ánh"),
    ("visit", "23/11/2026 09:30"),
    ("crops", "rice\nmaize"),
    ("residences", "i1,i2"),
    ("residences.i1.to", "01/01/2020"),
    ("residences.i1.rooms", "2"),
    ("residences.i2.rooms", "4"),
];

fn guide() -> &'static str {
    let text = include_str!("../catalogue/README.md");
    let (_, rest) = text.split_once("\n## Expressions\n").unwrap();
    rest.split_once("\n## ").unwrap().0
}

/// The cells of a table's rows; a bar within one is escaped.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| line.starts_with("| `"));
    let cells = |line: &str| {
        let line = line.replace("\\|", "\u{0}");
        let cells = line.split('|').skip(1);
        cells
            .map(|cell| cell.trim().replace('\u{0}', "|"))
            .collect()
    };
    lines.map(cells).collect()
}

#[test]
fn every_example_is_sound_and_gives_what_it_says() {
    let files = BTreeMap::from([("definition.yaml".to_owned(), FORM.to_owned())]);
    let form = load("", &files, &BTreeMap::new()).unwrap().form;
    let answers: Answers = ANSWERS
        .iter()
        .map(|(path, raw)| ((*path).to_owned(), (*raw).to_owned()))
        .collect();
    let context = Context {
        today: Date::new(2026, 11, 23).unwrap(),
        channel: "online",
        agency: "A",
        province: "14",
        datasets: &NoDatasets,
    };
    let rows = rows(guide());
    assert!(rows.len() > 20, "the table is there");
    for row in rows {
        let (text, expected) = (row[0].trim_matches('`'), row[1].trim_matches('`'));
        let parsed = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let errors = alone::check_in(&form, &parsed);
        assert!(errors.is_empty(), "{text}: {errors:?}");
        let ran = alone::run_in(&form, &answers, &context, &parsed.expr);
        let found = ran
            .value
            .unwrap_or_else(|stop| panic!("{text}: {stop:?}"))
            .to_json();
        assert_eq!(
            found,
            serde_json::from_str::<Json>(expected).unwrap(),
            "{text}"
        );
    }
}

#[test]
fn no_function_is_left_out() {
    let names =
        Function::names().chain(["matches", "all", "exists", "exists_one", "map", "filter"]);
    let guide = guide();
    let missing: Vec<&str> = names.filter(|name| !guide.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
