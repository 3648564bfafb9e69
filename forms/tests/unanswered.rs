//! `docs/unanswered.md` says what comes of missing answers and of mistakes;
//! its tables are what the engine does. `TOKHAI_DRAW=1` writes them anew.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::load;
use forms::date::Date;
use forms::expression::parse::{Dialect, parse_as};
use forms::expression::{Stop, alone};
use forms::{Answers, Context, FeeState, NoDatasets, Value, evaluate};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const PAGE: &str = "../docs/unanswered.md";

/// The four things that a condition may be, and an expression that is it.
const STATES: [(&str, &str); 4] = [
    ("true", "yes"),
    ("false", "no"),
    ("unknown", "missing"),
    ("bug", "1 / zero == 0"),
];

fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// What an expression gives where `missing` is unanswered.
fn given(text: &str) -> String {
    let names = [
        ("yes", Some(Value::Bool(true))),
        ("no", Some(Value::Bool(false))),
        ("missing", None),
        ("zero", Some(Value::Int(0))),
        ("list", Some(Value::List(Vec::new()))),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    let parsed = parse_as(text, Dialect::Form).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    match alone::run(&parsed.expr, &names, today()).value {
        Ok(value) => value.to_json().to_string().replace(',', ", "),
        Err(Stop::Unknown) => "unknown".to_owned(),
        Err(Stop::Bug(_)) => "bug".to_owned(),
    }
}

fn row(out: &mut String, cells: &[String]) {
    writeln!(out, "| {} |", cells.join(" | ")).unwrap();
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    row(
        &mut out,
        &head
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<_>>(),
    );
    writeln!(out, "|{}", "---|".repeat(head.len())).unwrap();
    rows.iter().for_each(|cells| row(&mut out, cells));
    out
}

fn both(operator: &str) -> String {
    // A bar would end the cell.
    let name = format!("`{}`", operator.replace('|', "\\|"));
    let head: Vec<&str> = [name.as_str()]
        .into_iter()
        .chain(STATES.map(|state| state.0))
        .collect();
    let rows: Vec<Vec<String>> = STATES
        .iter()
        .map(|(name, left)| {
            let cells = STATES
                .iter()
                .map(|(_, right)| given(&format!("({left}) {operator} ({right})")));
            [format!("**{name}**")].into_iter().chain(cells).collect()
        })
        .collect();
    table(&head, &rows)
}

fn not() -> String {
    let rows: Vec<Vec<String>> = STATES
        .iter()
        .map(|(name, text)| vec![(*name).to_owned(), given(&format!("!({text})"))])
        .collect();
    table(&["x", "`!x`"], &rows)
}

fn condition() -> String {
    let rows: Vec<Vec<String>> = STATES
        .iter()
        .map(|(name, text)| {
            let with =
                |then: &str, otherwise: &str| given(&format!("({text}) ? {then} : {otherwise}"));
            vec![
                (*name).to_owned(),
                with("1", "2"),
                with("1", "1 / zero"),
                with("missing", "2"),
            ]
        })
        .collect();
    table(
        &["c", "`c ? 1 : 2`", "`c ? 1 : bug`", "`c ? unknown : 2`"],
        &rows,
    )
}

/// Lists of states, as the elements of a list give them one by one.
const ELEMENTS: [&[usize]; 12] = [
    &[],
    &[0, 0],
    &[1, 1],
    &[0, 1],
    &[0, 2],
    &[1, 2],
    &[0, 1, 2],
    &[0, 3],
    &[1, 3],
    &[0, 1, 3],
    &[2, 3],
    &[0, 1, 2, 3],
];

fn macros() -> String {
    let body = "x == 0 ? yes : x == 1 ? no : x == 2 ? missing : 1 / zero == 0";
    let mut rows = Vec::new();
    for elements in ELEMENTS {
        let states: Vec<&str> = elements.iter().map(|state| STATES[*state].0).collect();
        let list: Vec<String> = elements.iter().map(ToString::to_string).collect();
        let name = if states.is_empty() {
            "no element".to_owned()
        } else {
            states.join(", ")
        };
        let mut cells = vec![name];
        for kind in ["all", "exists", "exists_one", "map", "filter"] {
            let over = |list: &[String]| given(&format!("[{}].{kind}(x, {body})", list.join(", ")));
            let result = over(&list);
            let back: Vec<String> = list.iter().rev().cloned().collect();
            if kind == "map" && result.starts_with('[') {
                assert!(over(&back).starts_with('['));
            } else if kind != "filter" {
                assert_eq!(over(&back), result, "in another order, the same");
            }
            // Which elements stay is beside the point here.
            let numbers = result.matches(|c: char| c.is_ascii_digit()).count();
            cells.push(if kind == "filter" && result.starts_with('[') {
                format!("{numbers} stay")
            } else {
                result
            });
        }
        rows.push(cells);
    }
    table(
        &[
            "the elements give",
            "`all`",
            "`exists`",
            "`exists_one`",
            "`map`",
            "`filter`",
        ],
        &rows,
    )
}

fn operators() -> String {
    let texts = [
        "missing + 1",
        "missing * 0",
        "missing == missing",
        "missing != 1",
        "missing < 1",
        "missing + 1 / zero",
        "1 / zero == missing",
        "1 / zero + 1",
        "[1, missing]",
        "[1, missing].size()",
        "size(missing)",
        "{'a': missing}['a']",
        "{'a': 1}['b']",
        "[1, 2][2]",
        "2 in [1, 2]",
        "3 in [1, 2]",
        "missing in [1, 2]",
        "1 in missing",
        "sum([1, missing])",
        "math.greatest(1, missing)",
        "'a'.contains(missing)",
        "missing.matches('a')",
        "int('x')",
        "9223372036854775807 + 1",
        "date('2026-01-31') < missing",
    ];
    let rows: Vec<Vec<String>> = texts
        .iter()
        .map(|text| {
            vec![
                format!("`{}`", text.replace("missing", "unknown")),
                given(text),
            ]
        })
        .collect();
    table(&["expression", "gives"], &rows)
}

/// A form in which little is answered.
const FORM: &str = r#"formDefinition: "1.0"
id: vn.test
version: 1.0.0
languages: [vi]
title: T
pages:
- id: p
  title: P
  fields:
  - {id: missing, type: boolean, label: M}
  - {id: unread, type: integer, label: U}
  - {id: given, type: integer, label: G}
  - {id: unseen, type: text, label: S, visibleWhen: "given == 2"}
  - {id: empty, type: group, label: E, fields: [{id: a, type: text, label: A}]}
  - {id: part, type: group, label: D, fields: [{id: a, type: text, label: A}, {id: b, type: text, label: B}]}
  - {id: none, type: repeat, minItems: 0, label: N, fields: [{id: a, type: text, label: A}]}
  - {id: items, type: repeat, minItems: 0, label: I, fields: [{id: a, type: text, label: A}]}
"#;

const ANSWERS: [(&str, &str); 5] = [
    ("unread", "x"),
    ("given", "1"),
    ("unseen", "still there"),
    ("part.a", "x"),
    ("items", "i1"),
];

fn load_form(text: &str) -> forms::form::Form {
    let files = BTreeMap::from([("definition.yaml".to_owned(), text.to_owned())]);
    load("", &files, &BTreeMap::new())
        .unwrap_or_else(|faults| panic!("{faults:#?}"))
        .form
}

fn context() -> Context<'static> {
    Context {
        today: today(),
        channel: "online",
        agency: "A",
        province: "14",
        datasets: &NoDatasets,
    }
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .map(|(path, raw)| ((*path).to_owned(), (*raw).to_owned()))
        .collect()
}

fn answered() -> String {
    let form = load_form(FORM);
    let answers = answers(&ANSWERS);
    let texts = [
        ("has(missing)", "not answered"),
        ("has(unread)", "typed, but no number"),
        ("has(given)", "answered"),
        ("has(unseen)", "answered once, not shown now"),
        ("has(empty)", "a group without an answer"),
        ("has(part)", "a group with one"),
        ("has(part.b)", "the other field of it"),
        ("has(none)", "no item"),
        ("has(items)", "one item, nothing in it"),
        ("size(none) == 0", "no item: counted, not unknown"),
        ("items[0].a == ''", "an item whose field is not answered"),
        (
            "items[1].a == ''",
            "an item that was not added: unknown, not a bug",
        ),
        ("items.all(x, has(x.a))", "each item asked"),
    ];
    let mut rows = Vec::new();
    for (text, why) in texts {
        let parsed = parse_as(text, Dialect::Form).unwrap();
        let errors = alone::check_in(&form, &parsed);
        assert!(errors.is_empty(), "{text}: {errors:?}");
        let given = match alone::run_in(&form, &answers, &context(), &parsed.expr).value {
            Ok(value) => value.to_json().to_string(),
            Err(Stop::Unknown) => "unknown".to_owned(),
            Err(Stop::Bug(_)) => "bug".to_owned(),
        };
        rows.push(vec![format!("`{text}`"), (*why).to_owned(), given]);
    }
    table(&["expression", "where", "gives"], &rows)
}

/// What a form does where one of its expressions is in a state.
fn policy() -> String {
    let mut rows = Vec::new();
    for (place, field) in PLACES {
        let mut cells = vec![(*place).to_owned()];
        for (_, state) in STATES {
            cells.push(outcome(&field.replace("STATE", state)));
        }
        rows.push(cells);
    }
    let head: Vec<&str> = ["expression"]
        .into_iter()
        .chain(STATES.map(|state| state.0))
        .collect();
    table(&head, &rows)
}

const PLACES: [(&str, &str); 7] = [
    (
        "`visibleWhen`",
        "  - {id: f, type: text, label: F, visibleWhen: \"STATE\"}",
    ),
    (
        "`required`",
        "  - {id: f, type: text, label: F, required: \"STATE\"}",
    ),
    (
        "rule: `assert`",
        "rules:\n- {id: rule, assert: \"STATE\", at: f, message: M}",
    ),
    (
        "warning: `assert`",
        "rules:\n- {id: rule, level: warning, assert: \"STATE\", at: f, message: M}",
    ),
    (
        "`calculate`",
        "  - {id: c, type: calculated, dataType: boolean, label: C, calculate: \"STATE\"}",
    ),
    (
        "fee line: `when`",
        "fee:\n  currency: VND\n  lines:\n  - {id: l, when: \"STATE\", amount: \"5000\", label: L}",
    ),
    (
        "fee line: `amount`",
        "fee:\n  currency: VND\n  lines:\n  - {id: l, amount: \"(STATE) ? 5000 : 0\", label: L}",
    ),
];

fn outcome(rest: &str) -> String {
    let filler = if rest.contains("id: f,") {
        ""
    } else {
        "  - {id: f, type: text, label: F}\n"
    };
    let text = format!(
        "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\npages:\n- id: p\n  title: P\n  fields:\n  - {{id: yes, type: boolean, label: Y}}\n  - {{id: no, type: boolean, label: N}}\n  - {{id: missing, type: boolean, label: M}}\n  - {{id: zero, type: integer, label: Z}}\n{filler}{rest}\n"
    );
    let form = load_form(&text);
    let found = evaluate(
        &form,
        &answers(&[("yes", "yes"), ("no", "no"), ("zero", "0")]),
        &context(),
    );
    let mut said = Vec::new();
    if rest.contains("visibleWhen") {
        said.push(
            if found.applies("f") {
                "shown"
            } else {
                "hidden"
            }
            .to_owned(),
        );
    } else if rest.contains("calculate") {
        said.push(
            found
                .value("c")
                .map_or("no value".to_owned(), |value| value.to_json().to_string()),
        );
    } else if rest.contains("fee:") {
        said.push(match &found.fee {
            FeeState::NotYetKnown => "fee not yet known".to_owned(),
            FeeState::Known(_) => format!("{} ₫", found.fee.total().unwrap()),
        });
    }
    for problem in &found.problems {
        said.push(match problem.code.name() {
            "bug" => "blocks".to_owned(),
            "required" => "an answer is needed".to_owned(),
            "rule" if found.warnings().count() > 0 => "warns".to_owned(),
            "rule" => "refused".to_owned(),
            other => panic!("{other}"),
        });
    }
    if !found.bugs.is_empty() {
        said.push("logged".to_owned());
    }
    if said.is_empty() {
        "nothing".to_owned()
    } else {
        said.join(", ")
    }
}

#[test]
fn the_page_says_what_the_engine_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap();
    let tables = [
        ("and", both("&&")),
        ("or", both("||")),
        ("not", not()),
        ("if", condition()),
        ("macros", macros()),
        ("operators", operators()),
        ("answered", answered()),
        ("policy", policy()),
    ];
    let mut fresh = page.clone();
    for (name, table) in tables {
        let open = format!("<!-- table {name} -->\n");
        let (before, after) = fresh
            .split_once(&open)
            .unwrap_or_else(|| panic!("no table {name}"));
        let (_, after) = after.split_once("<!-- end -->").unwrap();
        fresh = format!("{before}{open}\n{table}\n<!-- end -->{after}");
    }
    if std::env::var("TOKHAI_DRAW").is_ok() {
        std::fs::write(&path, &fresh).unwrap();
    } else {
        assert!(
            fresh == page,
            "docs/unanswered.md is stale; TOKHAI_DRAW=1 writes it:\n{fresh}"
        );
    }
}
