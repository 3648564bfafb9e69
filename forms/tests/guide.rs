//! The guide, `forms/catalogue/README.md`: every example of an expression is
//! sound and gives what the guide says, no function is left out, and its tables
//! of keys are those of the reader. Its whole procedure is run by `cases.rs`.
//!
//! `TOKHAI_DRAW=1` writes the tables of keys anew.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::keys::{self, Key, Kind, Needed};
use forms::author::load;
use forms::date::Date;
use forms::expression::parse::parse;
use forms::expression::{Function, Stop, alone};
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

const GUIDE: &str = include_str!("../catalogue/README.md");

/// What stands under a heading.
fn chapter(heading: &str) -> &'static str {
    let (_, rest) = GUIDE.split_once(&format!("\n## {heading}\n")).unwrap();
    rest.split_once("\n## ").unwrap().0
}

fn guide() -> &'static str {
    chapter("Expressions")
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

/// Which names mean what in a list that nobody is asked.
#[test]
fn a_hidden_repeat_is_unknown_and_one_side_decides() {
    let text = FORM.replace(
        "{id: residences, type: repeat,",
        "{id: with, type: boolean, label: W}\n  - {id: residences, type: repeat, visibleWhen: \"with\",",
    );
    let files = BTreeMap::from([("definition.yaml".to_owned(), text)]);
    let form = load("", &files, &BTreeMap::new()).unwrap().form;
    let pairs = [("with".to_owned(), "no".to_owned())];
    let answers: Answers = pairs.into_iter().collect();
    let context = Context {
        today: Date::new(2026, 11, 23).unwrap(),
        channel: "online",
        agency: "A",
        province: "14",
        datasets: &NoDatasets,
    };
    for (text, expected) in [
        ("residences.all(r, r.rooms > 3)", None),
        ("residences.exists(r, r.rooms > 3)", None),
        ("!with || residences.all(r, r.rooms > 3)", Some(true)),
        ("with && residences.exists(r, r.rooms > 3)", Some(false)),
        ("today == today()", Some(true)),
        ("receivedOn <= today", None),
    ] {
        let parsed = parse(text).unwrap();
        assert!(alone::check_in(&form, &parsed).is_empty(), "{text}");
        let ran = alone::run_in(&form, &answers, &context, &parsed.expr);
        let found = match ran.value {
            Ok(value) => value.to_json().as_bool(),
            Err(Stop::Unknown) => None,
            Err(stop) => panic!("{text}: {stop:?}"),
        };
        assert_eq!(found, expected, "{text}");
    }
}

/// Every code a type can give, and no other.
#[test]
fn the_table_of_codes_has_every_code() {
    let (_, table) = chapter("Cases").split_once("<!-- table codes -->").unwrap();
    let rows = rows(table);
    let mut said: Vec<&str> = rows.iter().flat_map(|row| quoted(&row[0])).collect();
    let mut known = vec!["allFiles"];
    for (kind, ..) in keys::TYPES {
        known.extend(keys::codes_of(kind).unwrap());
    }
    for list in [&mut said, &mut known] {
        list.sort_unstable();
        list.dedup();
    }
    assert_eq!(said, known);
}

#[test]
fn no_function_is_left_out() {
    let names =
        Function::names().chain(["matches", "all", "exists", "exists_one", "map", "filter"]);
    let guide = guide();
    let missing: Vec<&str> = names.filter(|name| !guide.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn table(keys: &[Key]) -> String {
    let mut out = "| key | needed | what it says |\n|---|---|---|\n".to_owned();
    for key in keys {
        let needed = match key.needed {
            Needed::Yes | Needed::InDefinition => "yes",
            Needed::ToPublish => "to publish",
            Needed::No => "",
        };
        out += &format!("| `{}` | {needed} | {} |\n", key.name, key.about);
    }
    out
}

#[test]
fn the_tables_of_keys_are_those_of_the_reader() {
    let mut fresh = GUIDE.to_owned();
    for (kind, name) in Kind::ALL {
        // These two are others with a key more or less, which a sentence says.
        if matches!(kind, Kind::Decision | Kind::WholeSource) {
            continue;
        }
        let open = format!("<!-- table {name} -->\n");
        let (before, after) = fresh
            .split_once(&open)
            .unwrap_or_else(|| panic!("no table {name}"));
        let (_, after) = after.split_once("<!-- end -->").unwrap();
        let table = table(kind.keys());
        fresh = format!("{before}{open}\n{table}\n<!-- end -->{after}");
    }
    if std::env::var("TOKHAI_DRAW").is_ok() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/README.md");
        std::fs::write(path, &fresh).unwrap();
    } else {
        assert!(
            fresh == GUIDE,
            "the guide is stale; TOKHAI_DRAW=1 writes its tables"
        );
    }
    let (definition, decision) = (keys::names(keys::DEFINITION), keys::names(keys::DECISION));
    let (own, both) = definition.split_last().unwrap();
    assert_eq!(
        (*own, both),
        ("migrations", &decision[..decision.len() - 1])
    );
    assert_eq!(decision.last(), Some(&"result"));
    assert_eq!(keys::names(keys::WHOLE_SOURCE), ["dataset", "level"]);
}

/// What stands between ticks in a cell, each up to its first `:`.
fn quoted(cell: &str) -> Vec<&str> {
    let parts = cell.split('`').skip(1).step_by(2);
    parts.map(|part| part.split(':').next().unwrap()).collect()
}

/// Keys of one input, which stand in a sentence of their own.
const TYPED: [&str; 3] = ["const", "readonly", "inputmode"];

#[test]
fn the_table_of_types_has_every_key() {
    let rows = rows(chapter("Question types"));
    let mut seen = Vec::new();
    let values = [&keys::DATA_TYPES[..], &keys::PRECISIONS].concat();
    let mut above: Vec<&str> = Vec::new();
    for row in &rows {
        let written = quoted(&row[3]);
        let mut said = written.clone();
        // "the keys of `integer`", "the same": those of another type.
        if row[3].contains("the keys of `integer`") {
            said.extend(keys::names(&keys::keys_of("integer").unwrap()));
        }
        if row[3].contains("the same") {
            said.extend(&above);
        }
        let mut of_row = Vec::new();
        for kind in quoted(&row[0]) {
            let own = keys::keys_of(kind).unwrap_or_else(|| panic!("no type {kind}"));
            let own = keys::names(&own);
            let missing = own.iter().filter(|key| !TYPED.contains(key));
            let missing: Vec<_> = missing.filter(|key| !said.contains(key)).collect();
            assert!(missing.is_empty(), "{kind} has {missing:?} too");
            of_row.extend(own);
            seen.push(kind);
        }
        // A word of a value, another type and the common keys are none of its own.
        let other = |name: &str| {
            values.contains(&name)
                || keys::keys_of(name).is_some()
                || keys::names(keys::COMMON).contains(&name)
        };
        let many = written.iter();
        let many = many.filter(|name| !of_row.contains(name) && !other(name));
        let many: Vec<_> = many.collect();
        assert!(many.is_empty(), "{}: {many:?} are no keys", row[0]);
        above = written;
    }
    let mut all: Vec<&str> = keys::TYPES.iter().map(|(name, ..)| *name).collect();
    seen.sort_unstable();
    all.sort_unstable();
    assert_eq!(seen, all);
    let words = quoted(chapter("Keywords of every field"));
    for name in keys::INPUT_MODES.iter().chain(&TYPED) {
        assert!(words.contains(name), "{name}");
    }
}

/// The names an author may not give, each refused.
#[test]
fn the_words_of_the_language_are_those_it_names() {
    let line = GUIDE.lines().find(|line| line.starts_with("- **Names**"));
    let (_, words) = line
        .unwrap()
        .split_once("nor a word of the language: ")
        .unwrap();
    let words = quoted(words.split_once(". ").unwrap().0);
    assert!(words.len() > 10);
    for word in words.iter().chain(&["self", "item"]) {
        let text = FORM.replace("id: copies", &format!("id: \"{word}\""));
        let files = BTreeMap::from([("definition.yaml".to_owned(), text)]);
        let faults = load("", &files, &BTreeMap::new()).unwrap_err();
        let said = faults
            .iter()
            .any(|fault| fault.en.contains("field's id is"));
        assert!(said, "{word}");
    }
}
