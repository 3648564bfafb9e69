//! Expressions in a form: what they give, what is said of faulty ones, where
//! and in both languages, and the limits from both sides.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "hostile/world.rs"]
mod world;

use forms::expression::parse::{Dialect, Refusal, parse, parse_as};
use forms::expression::{Bug, Stop, alone};
use forms::{Value, limits};
use serde_json::{Value as Json, json};
use world::World;

/// What a sound expression gives with the second set of answers: JSON, or
/// `"unknown"`, or the bug.
fn value(world: &World, text: &str) -> Json {
    let parsed = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let errors = alone::check_in(&world.form, &parsed);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    let ran = alone::run_in(
        &world.form,
        &world.answers[1],
        &world.context(),
        &parsed.expr,
    );
    // What is published gives the same.
    let wire = forms::expression::Expr::decode(&parsed.expr.encode()).unwrap();
    let again = alone::run_in(&world.form, &world.answers[1], &world.context(), &wire);
    assert_eq!(again.value, ran.value, "{text}");
    match ran.value {
        Ok(value) => value.to_json(),
        Err(Stop::Unknown) => json!("unknown"),
        Err(Stop::Bug(bug)) => json!(format!("{bug:?}")),
    }
}

/// Answers: n = 1, b = no, t = "ab", pd = 1 February 2013, one empty item in r.
#[test]
fn what_they_give() {
    let world = World::new();
    for (text, expected) in [
        // Exact decimals.
        ("0.1 + 0.2 == 0.3", json!(true)),
        ("1.50 == 1.5 && 2.0 == 2 && 0.5 < n", json!(true)),
        ("0.5 * n", json!("0.5")),
        ("1 - 0.25", json!("0.75")),
        ("-(0.5) + 1", json!("0.5")),
        ("sum([0.1, 0.2, 3])", json!("3.3")),
        ("sum([1, 2]) + sum([])", json!(3)),
        (
            "round(2.5, 'halfUp') * 100 + round(2.5, 'halfEven') * 10 + round(2.1, 'ceiling')",
            json!(323),
        ),
        ("round(7, 'down')", json!(7)),
        ("9223372036.854775807 * 10", json!("Overflow")),
        ("0.000000001 * 0.1", json!("Overflow")),
        ("string(0.50) + string(12)", json!("0.5012")),
        ("math.greatest(1, 2.5, -3)", json!("2.5")),
        ("math.least([3, 1, 2]) + math.greatest(4)", json!(5)),
        ("math.least(r.map(x, x.v))", json!("unknown")),
        // Maps and places.
        ("{'a': 1, 'b': 2}['b'] + {'a': 3}.a", json!(5)),
        ("{1: 'x', 2: 'y'}[n]", json!("x")),
        ("{true: 'x', false: 'y'}[b]", json!("y")),
        ("{t: 1}['xy']", json!("Missing")),
        ("{t: 1, 'ab': 2}.ab", json!("Missing")),
        ("t in {'ab': 1} && !('x' in {'ab': 1})", json!(true)),
        (
            "size({'a': 1}) + {'a': 1, 'c': 2}.map(k, k).size()",
            json!(3),
        ),
        ("[[1, 2], [3]][0][1]", json!(2)),
        ("[1, 2][n]", json!(2)),
        ("[1, 2][n + 1]", json!("Missing")),
        ("[1, 2][-n]", json!("Missing")),
        ("r[0].s", json!("unknown")),
        ("r[1].s == ''", json!("unknown")),
        ("r[-1].s == ''", json!("Missing")),
        ("r.filter(x, has(x.v))[0].v", json!("unknown")),
        ("has(r[0].v) || has(r[5].v)", json!(false)),
        // Texts.
        (
            r"t.matches('^[a-z]+$') && t.matches('b') && !t.matches('^b')",
            json!(true),
        ),
        ("matches(t, 'A|b')", json!(true)),
        ("missing ? 'x' : t", json!("unknown")),
        (
            r#"'''it's''' + """ "ệ" """ + r'\n'"#,
            json!("it's \"ệ\" \\n"),
        ),
        ("t.substring(1) + t.substring(0, 1)", json!("ba")),
        // Time.
        (
            "timestamp('2026-01-31T20:30:00Z').getHours('Asia/Ho_Chi_Minh')",
            json!(3),
        ),
        (
            "timestamp('2026-01-31T20:30:00Z').getDate('+07:00')",
            json!(1),
        ),
        (
            "date(timestamp('2026-01-31T20:30:00Z'))",
            json!("2026-02-01"),
        ),
        (
            "timestamp('2026-01-31T20:30:00Z') + duration('36h')",
            json!("2026-02-02T15:30:00+07:00"),
        ),
        (
            "timestamp('2026-01-31T20:30:00Z') - timestamp('2026-01-31T20:00:00Z') == duration('30m')",
            json!(true),
        ),
        (
            "duration('90m').getHours() * 100 + duration('90m').getMinutes()",
            json!(190),
        ),
        (
            "date('2026-11-23').getDayOfWeek() * 1000 + date('2026-11-23').getDayOfYear()",
            json!(1326),
        ),
        ("pd.getDayOfWeek()", json!(5)),
        ("d.getDayOfYear()", json!("unknown")),
        // Macros.
        (
            "[1, 2, 3].existsOne(x, x > 2) && [[1], [2]].all(x, x.size() == 1)",
            json!(true),
        ),
        ("[3, 1].map(x, x > 1, [x, 0.5])", json!([[3, "0.5"]])),
        ("{'a': 1}.exists(k, k == 'a')", json!(true)),
    ] {
        assert_eq!(value(&world, text), expected, "{text}");
    }
}

/// Place, English and Vietnamese of the first fault.
fn fault(world: &World, text: &str) -> (usize, String, String) {
    match parse(text) {
        Err(error) => (error.at, error.en, error.vi),
        Ok(parsed) => {
            let errors = alone::check_in(&world.form, &parsed);
            let first = errors.into_iter().next();
            first.map_or((usize::MAX, String::new(), String::new()), |error| {
                (error.at, error.en, error.vi)
            })
        }
    }
}

#[test]
fn what_is_said_of_faulty_ones() {
    let world = World::new();
    let mut wrong = Vec::new();
    for line in include_str!("expressions/faults.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [text, at, en, vi] = cells[..] else {
            panic!("{line}")
        };
        let found = fault(&world, text);
        if (
            found.0.to_string().as_str(),
            found.1.as_str(),
            found.2.as_str(),
        ) != (at, en, vi)
        {
            wrong.push(format!("{text} | {} | {} | {}", found.0, found.1, found.2));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are told:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn names(list: &[(&str, Value)]) -> Vec<(String, Option<Value>)> {
    list.iter()
        .map(|(name, value)| ((*name).to_owned(), Some(value.clone())))
        .collect()
}

fn gives(text: &str, list: &[(&str, Value)]) -> Result<Value, Stop> {
    let parsed = parse_as(text, Dialect::Form).unwrap();
    alone::run(
        &parsed.expr,
        &names(list),
        forms::date::Date::new(2026, 11, 23).unwrap(),
    )
    .value
}

#[test]
fn texts_and_lists_grow_to_their_limit() {
    let half = limits::TEXT_RESULT / 2;
    let text = |bytes: usize| {
        [
            ("s", Value::Str("a".repeat(bytes))),
            ("z", Value::Str("a".repeat(half))),
        ]
    };
    assert!(gives("size(s + z) == 65536", &text(half)).is_ok());
    assert_eq!(
        gives("size(s + z) == 65536", &text(half + 1)),
        Err(Stop::Bug(Bug::Cost))
    );
    let list = |length: usize| {
        [
            ("l", Value::List(vec![Value::Int(1); length])),
            ("m", Value::List(vec![Value::Int(1); 500])),
        ]
    };
    assert_eq!(
        gives("size(l + m)", &list(limits::LIST_RESULT - 500)),
        Ok(Value::Int(1_000))
    );
    assert_eq!(
        gives("size(l + m)", &list(limits::LIST_RESULT - 499)),
        Err(Stop::Bug(Bug::Cost))
    );
    let walked = |length: usize| gives("l.all(x, true)", &list(length));
    assert_eq!(walked(limits::LIST_RESULT), Ok(Value::Bool(true)));
    assert_eq!(walked(limits::LIST_RESULT + 1), Err(Stop::Bug(Bug::Cost)));
}

#[test]
fn the_meter_stops_what_takes_too_long_and_nothing_else() {
    let parsed = parse("l.all(x, l.all(y, x == y))").unwrap();
    let today = forms::date::Date::new(2026, 11, 23).unwrap();
    let (mut done, mut stopped) = (0, 0);
    for length in 1..80 {
        let list = names(&[("l", Value::List(vec![Value::Int(1); length]))]);
        let ran = alone::run(&parsed.expr, &list, today);
        if ran.steps <= limits::STEPS_PER_EXPRESSION {
            assert_eq!(ran.value, Ok(Value::Bool(true)), "{length}");
            done += 1;
        } else {
            assert_eq!(ran.value, Err(Stop::Bug(Bug::Cost)), "{length}");
            assert!(
                ran.steps <= limits::STEPS_PER_EXPRESSION + 100,
                "stopped at once"
            );
            stopped += 1;
        }
    }
    assert!(done > 10 && stopped > 10, "both sides: {done}, {stopped}");
}

#[test]
fn the_bound_at_publish_has_two_sides() {
    let form = |items: u32| {
        let text = format!(
            "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\npages:\n- id: p\n  title: P\n  fields:\n  - {{id: r, type: repeat, maxItems: {items}, label: R, fields: [{{id: v, type: integer, label: V}}]}}\nrules:\n- {{id: q, assert: \"r.all(x, r.exists(y, y.v == x.v))\", at: r, message: M}}\n"
        );
        let files = [("definition.yaml".to_owned(), text)].into();
        forms::author::load("", &files, &std::collections::BTreeMap::new())
    };
    let first_refused = (1..200).find(|items| form(*items).is_err()).unwrap();
    let faults = form(first_refused).unwrap_err();
    assert!(faults[0].en.contains("10,000 are allowed"), "{faults:?}");
    let last = form(first_refused - 1).unwrap().form;
    let bound = alone::bound_in(&last, &last.rules[0].assert);
    assert!(bound <= u64::from(limits::STEPS_PER_EXPRESSION));
    // One item more is a tenth more at most: the bound is near.
    assert!(
        bound > u64::from(limits::STEPS_PER_EXPRESSION) * 8 / 10,
        "{bound}"
    );
}

#[test]
fn a_limit_is_told_from_a_slip() {
    let long = "a".repeat(limits::EXPRESSION_TEXT + 1);
    assert_eq!(parse(&long).unwrap_err().refusal, Refusal::Limit);
    assert_eq!(
        parse("a.all(x, b.all(y, c.all(z, z)))")
            .unwrap_err()
            .refusal,
        Refusal::Limit
    );
    assert_eq!(parse("1u").unwrap_err().refusal, Refusal::Profile);
    assert_eq!(parse("a b").unwrap_err().refusal, Refusal::Grammar);
}
