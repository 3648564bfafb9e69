//! What follows from a form and its answers: values, conditions, problems,
//! fee, journey, words.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::load;
use forms::date::Date;
use forms::evaluate::{evaluate_received, holds};
use forms::form::Form;
use forms::limits;
use forms::question::{self, Question};
use forms::{
    Answers, Context, Datasets, Document, Evaluation, FeeState, Journey, Level, NoDatasets, Value,
    evaluate, message,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn form(rest: &str) -> Form {
    let text = format!(
        "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\n{rest}"
    );
    let datasets = BTreeMap::from([("units@1".to_owned(), "00".repeat(32))]);
    let files = BTreeMap::from([("definition.yaml".to_owned(), text)]);
    let published = load("", &files, &datasets);
    published
        .unwrap_or_else(|faults| panic!("{faults:#?}"))
        .form
}

fn one_page(fields: &[&str]) -> Form {
    form(&page(fields))
}

fn page(fields: &[&str]) -> String {
    let fields: String = fields
        .iter()
        .map(|field| format!("  - {{{field}}}\n"))
        .collect();
    format!("pages:\n- id: p\n  title: P\n  fields:\n{fields}")
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .map(|(path, raw)| ((*path).to_owned(), (*raw).to_owned()))
        .collect()
}

fn context(datasets: &dyn Datasets) -> Context<'_> {
    let today = Date::new(2026, 11, 23).unwrap();
    Context {
        today,
        channel: "online",
        agency: "DEMO",
        province: "14",
        datasets,
    }
}

fn run<'f>(form: &'f Form, pairs: &[(&str, &str)]) -> Evaluation<'f> {
    evaluate(form, &answers(pairs), &context(&NoDatasets))
}

fn problems<'e>(evaluation: &'e Evaluation<'_>) -> Vec<(&'e str, &'e str)> {
    evaluation
        .problems
        .iter()
        .map(|problem| (problem.path.as_str(), problem.code.name()))
        .collect()
}

const FIELDS: [&str; 10] = [
    "id: t, type: text, label: T",
    "id: n, type: integer, label: N",
    "id: m, type: integer, label: M",
    "id: b, type: boolean, label: B",
    "id: u, type: boolean, label: U",
    "id: d, type: date, label: D",
    "id: pd, type: partialDate, label: PD",
    "id: c, type: choice, label: C, options: [{value: x, label: X}, {value: y, label: Y}]",
    "id: g, type: group, label: G, fields: [{id: inner, type: integer, label: I}]",
    "id: r, type: repeat, label: R, fields: [{id: v, type: integer, label: V}]",
];

const ANSWERS: [(&str, &str); 8] = [
    ("t", "Nguyễn Ánh"),
    ("n", "7"),
    ("b", "yes"),
    ("d", "29/02/2000"),
    ("pd", "//1950"),
    ("r", "i1,i2,i3"),
    ("r.i1.v", "1"),
    ("r.i2.v", "2"),
];

/// The value of an expression: JSON, `null` when unknown, `"bug"`.
fn value(data_type: &str, expression: &str) -> Json {
    let last = format!(
        "id: z, type: calculated, dataType: {data_type}, hidden: true, calculate: \"{expression}\""
    );
    let fields: Vec<&str> = FIELDS.iter().copied().chain([last.as_str()]).collect();
    let form = one_page(&fields);
    let evaluation = run(&form, &ANSWERS);
    if !evaluation.bugs.is_empty() {
        assert!(
            problems(&evaluation).contains(&("z", "bug")),
            "a bug blocks"
        );
        return json!("bug");
    }
    evaluation.value("z").map_or(Json::Null, Value::to_json)
}

#[test]
fn expressions() {
    for (expression, expected) in [
        ("1 + 2 * 3 - 4", json!(3)),
        ("-7 / 2", json!(-3)),
        ("-7 % 2", json!(-1)),
        ("n * 1000 + (b ? 1 : 2)", json!(7001)),
        ("9223372036854775807 + n", json!("bug")),
        ("n / 0", json!("bug")),
        ("n % 0", json!("bug")),
        ("-(-9223372036854775808 + n - n)", json!("bug")),
        ("m + 1", Json::Null),
        ("m / 0", Json::Null),
        ("int('12') + int(string(n))", json!(19)),
        ("int('1x')", json!("bug")),
        ("int(t)", json!("bug")),
        ("size(t)", json!(10)),
        ("size([1, 2]) + r.size()", json!(5)),
        ("age(d, today())", json!(26)),
        ("age(pd, today)", Json::Null),
        ("age(pd, date('2026-12-31'))", json!(76)),
        ("daysBetween(d, date('2000-03-01'))", json!(1)),
        (
            "d.getFullYear() * 10000 + d.getMonth() * 100 + d.getDate()",
            json!(20_000_129),
        ),
        ("pd.getFullYear()", json!(1950)),
        ("pd.getMonth()", Json::Null),
        ("sum(r.filter(x, has(x.v)).map(x, x.v))", json!(3)),
        ("sum(r.map(x, x.v))", Json::Null),
        ("sum(r.map(x, has(x.v), x.v * 2))", json!(6)),
        ("sum([])", json!(0)),
    ] {
        assert_eq!(value("integer", expression), expected, "{expression}");
    }
    for (expression, expected) in [
        ("t.substring(7)", json!("Ánh")),
        ("t.substring(0, 2) + string(b)", json!("Ngtrue")),
        ("t.substring(0, 11)", json!("bug")),
        ("t.substring(3, 2)", json!("bug")),
        ("string(d) + '|' + string(pd)", json!("2000-02-29|1950")),
        ("' aB '.trim().lowerAscii()", json!("ab")),
        ("channel + agency + province", json!("onlineDEMO14")),
    ] {
        assert_eq!(value("text", expression), expected, "{expression}");
    }
    for (expression, expected) in [
        ("addMonths(date('2024-01-31'), 1)", json!("2024-02-29")),
        ("addYears(d, 1)", json!("2001-02-28")),
        ("addDays(d, 366)", json!("2001-03-01")),
        ("addDays(d, 9999999)", json!("bug")),
        ("receivedOn", Json::Null),
    ] {
        assert_eq!(value("date", expression), expected, "{expression}");
    }
}

#[test]
fn unknown_is_absorbed_as_kleene_says_and_a_bug_is_not_unknown() {
    for (expression, expected) in [
        ("b && u", Json::Null),
        ("!b && u", json!(false)),
        ("u && !b", json!(false)),
        ("b || u", json!(true)),
        ("u || b", json!(true)),
        ("!b || u", Json::Null),
        ("!u", Json::Null),
        ("u == !u", Json::Null),
        ("u ? b : b", Json::Null),
        ("b ? b : u", json!(true)),
        ("n / 0 == 1 || b", json!(true)),
        ("n / 0 == 1 || u", Json::Null),
        ("n / 0 == 1 && b", json!("bug")),
        ("has(u) || answered(m)", json!(false)),
        (
            "has(t) && answered(r) && !has(g) && !has(g.inner)",
            json!(true),
        ),
        ("r.all(x, x.v > 0)", Json::Null),
        ("r.all(x, x.v > 1)", json!(false)),
        ("r.exists(x, x.v == 2)", json!(true)),
        ("r.exists(x, x.v == 5)", Json::Null),
        ("r.exists_one(x, !has(x.v))", json!(true)),
        ("n in [1, 7]", json!(true)),
        ("n in [1, m]", Json::Null),
        ("n in [m, 7]", Json::Null),
        ("c != 'x'", Json::Null),
        ("pd < d && d <= today && pd != d", json!(true)),
        ("pd == date('1950-01-01')", Json::Null),
        (
            "t.contains('yễn') && t.startsWith('Ng') && t.endsWith('h') && !t.contains('x')",
            json!(true),
        ),
        ("'a' < 'b' && 'Z' < 'a'", json!(true)),
        ("1 == 1 && 'a' != 'b' && [1, 2] == [1, 2]", json!(true)),
    ] {
        assert_eq!(value("boolean", expression), expected, "{expression}");
    }
}

#[test]
fn a_hidden_field_has_no_value_for_anyone() {
    let form = form(&format!(
        "{}- id: q\n  title: Q\n  visibleWhen: \"a\"\n  fields:\n  - {{id: e, type: integer, label: E}}\nfee: {{lines: [{{id: l, amount: \"has(c) ? 2 : 1\", label: L}}]}}\n",
        page(&[
            "id: c, type: text, label: C, required: true, visibleWhen: \"b\"",
            "id: b, type: boolean, label: B, visibleWhen: \"a\"",
            "id: a, type: boolean, label: A",
        ])
    ));
    let shown = run(
        &form,
        &[("a", "yes"), ("b", "yes"), ("c", "text"), ("e", "1")],
    );
    assert!(shown.applies("c") && shown.page_applies("q") && shown.fee.total() == Some(2));
    let hidden = run(
        &form,
        &[("a", "no"), ("b", "yes"), ("c", "text"), ("e", "x")],
    );
    assert!(
        !hidden.applies("b")
            && !hidden.applies("c")
            && !hidden.page_applies("q")
            && !hidden.applies("e")
    );
    assert_eq!(hidden.value("c"), None);
    assert_eq!(hidden.fee.total(), Some(1));
    assert_eq!(problems(&hidden), []);
    assert_eq!(forms::submission(&form, &hidden), json!({"a": false}));
    let left: Vec<String> = hidden
        .left_out()
        .into_iter()
        .map(|problem| problem.path)
        .collect();
    assert_eq!(left, ["c", "b", "e"]);
}

#[test]
fn required_warnings_and_where_a_rule_shows() {
    let form = form(&format!(
        "{}rules:\n- {{id: sum, assert: \"x + y < 10\", at: y, message: Too much}}\n- {{id: odd, level: warning, assert: \"x % 2 == 0\", at: x, message: Odd}}\n",
        page(&[
            "id: x, type: integer, label: X, required: true, maximum: 9",
            "id: y, type: integer, label: Y, required: \"x > 3\"",
        ])
    ));
    assert_eq!(problems(&run(&form, &[])), [("x", "required")]);
    assert_eq!(problems(&run(&form, &[("x", "2")])), []);
    assert_eq!(
        problems(&run(&form, &[("x", "5")])),
        [("x", "odd"), ("y", "required")]
    );
    let evaluation = run(&form, &[("x", "5"), ("y", "5")]);
    assert_eq!(problems(&evaluation), [("x", "odd"), ("y", "sum")]);
    assert_eq!(
        (evaluation.errors().count(), evaluation.warnings().count()),
        (1, 1)
    );
    // One error a place, and no rule on top of what is wrong already.
    assert_eq!(
        problems(&run(&form, &[("x", "11"), ("y", "x")])),
        [("x", "maximum"), ("x", "odd"), ("y", "type")]
    );
}

#[test]
fn rules_of_a_repeat_and_its_items() {
    let form = one_page(&[
        "id: r, type: repeat, label: Nơi ở, itemLabel: Nơi ở, minItems: 1, maxItems: 2, fields: [{id: from, type: integer, label: F, required: true}, {id: to, type: integer, label: T}], rules: [{id: order, each: true, at: to, assert: \"!has(item.to) || item.from <= to\", message: M}, {id: open, assert: \"r.exists_one(x, !has(x.to))\", message: M}]",
    ]);
    assert_eq!(problems(&run(&form, &[])), [("r", "minItems")]);
    let pairs = [
        ("r", "i1,i2"),
        ("r.i1.from", "5"),
        ("r.i1.to", "4"),
        ("r.i2.to", "1"),
    ];
    assert_eq!(
        problems(&run(&form, &pairs)),
        [
            ("r", "open"),
            ("r.i1.to", "order"),
            ("r.i2.from", "required")
        ]
    );
    let evaluation = run(&form, &pairs);
    assert_eq!(evaluation.problems_in("r.i1").len(), 1);
    assert_eq!(evaluation.problems_in("r.i").len(), 0);
    assert_eq!(evaluation.problems_on(&form.pages[0]).len(), 3);
    assert_eq!(
        forms::submission(&form, &evaluation),
        json!({"r": [{"from": 5, "to": 4}, {"to": 1}]})
    );
    assert_eq!(
        problems(&run(&form, &[("r", "i1,i2,i3")]))[0],
        ("r", "maxItems")
    );
    // A hostile list of items makes no more work than the form allows.
    let many = (0..10_000)
        .map(|n| format!("i{n}"))
        .collect::<Vec<_>>()
        .join(",");
    assert_eq!(
        run(&form, &[("r", &many)])
            .value("r")
            .map(|list| list.to_json().as_array().unwrap().len()),
        Some(2)
    );
}

#[test]
fn the_fee_is_exact_or_unknown() {
    let form = form(&format!(
        "{}fee:\n  lines:\n  - {{id: base, amount: 1000, label: L, kind: lePhi, code: '01'}}\n  - {{id: more, when: \"x > 2\", amount: \"(x - 2) * 500\", label: L}}\n  - {{id: later, when: \"x > 2\", amount: \"1 - y\", label: L, collect: result}}\n",
        page(&[
            "id: x, type: integer, label: X",
            "id: y, type: integer, label: Y"
        ])
    ));
    assert_eq!(run(&form, &[]).fee, FeeState::NotYetKnown);
    assert_eq!(run(&form, &[("x", "1")]).fee.total(), Some(1_000));
    assert_eq!(run(&form, &[("x", "4")]).fee, FeeState::NotYetKnown);
    let evaluation = run(&form, &[("x", "4"), ("y", "0")]);
    assert_eq!(
        (evaluation.fee.total(), evaluation.total_due_at_submission()),
        (Some(2_001), Some(2_000))
    );
    // A fee below nothing is a bug: it blocks, and is never shown.
    let evaluation = run(&form, &[("x", "4"), ("y", "2")]);
    assert_eq!(evaluation.fee, FeeState::NotYetKnown);
    assert_eq!(evaluation.bugs, ["fee.later"]);
    assert!(!Journey::new(&form, &evaluation).is_complete());
}

#[test]
fn a_bug_blocks_and_a_warnings_bug_does_not() {
    let form = one_page(&[
        "id: x, type: integer, label: X, rules: [{id: r, assert: \"10 / x > 1\", message: M}]",
        "id: y, type: integer, label: Y, rules: [{id: w, level: warning, assert: \"10 / y > 1\", message: M}]",
    ]);
    let evaluation = run(&form, &[("x", "0"), ("y", "0")]);
    assert_eq!(problems(&evaluation), [("x", "bug")]);
    assert_eq!(evaluation.bugs, ["x.r", "y.w"]);
}

#[test]
fn the_meter_stops_what_the_bound_did_not_see() {
    let mut form = one_page(&[
        "id: r, type: repeat, label: R, maxItems: 20, fields: [{id: a, type: integer, label: A}], rules: [{id: q, assert: \"r.all(x, r.exists(y, y.a == x.a && has(x.a)))\", message: M}]",
    ]);
    let Question::Repeat(options) = &mut form.pages[0].fields[0].question else {
        panic!("repeat")
    };
    options.max_items = 200;
    let ids: Vec<String> = (0..200).map(|n| format!("i{n}")).collect();
    let mut answers = answers(&[("r", &ids.join(","))]);
    ids.iter()
        .enumerate()
        .for_each(|(n, id)| answers.set(format!("r.{id}.a"), n.to_string()));
    let evaluation = evaluate(&form, &answers, &context(&NoDatasets));
    assert_eq!(problems(&evaluation), [("r", "bug")]);
}

#[test]
fn dates_and_their_bounds() {
    let form = one_page(&[
        "id: a, type: date, label: A, minDate: \"1900-01-01\", maxDate: today",
        "id: b, type: date, label: B, minDate: a",
        "id: c, type: partialDate, label: C, maxDate: today-18y",
    ]);
    let codes = |pairs: &[(&str, &str)]| {
        let evaluation = run(&form, pairs);
        problems(&evaluation)
            .into_iter()
            .map(|(path, code)| format!("{path} {code}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        codes(&[
            ("a", "23/11/2026"),
            ("b", "23/11/2026"),
            ("c", "23/11/2008")
        ]),
        [""; 0]
    );
    assert_eq!(
        codes(&[("a", "24/11/2026"), ("b", "23/11/2026")]),
        ["a maxDate", "b minDate"]
    );
    assert_eq!(codes(&[("a", "31/12/1899")]), ["a minDate"]);
    assert_eq!(codes(&[("a", "29/02/2025")]), ["a type"]);
    // Only what is too late for certain is refused.
    assert_eq!(codes(&[("c", "//2008")]), [""; 0]);
    assert_eq!(codes(&[("c", "//2009")]), ["c maxDate"]);
    assert_eq!(codes(&[("b", "01/01/1000")]), [""; 0]);
}

/// Two provinces with a commune each.
struct Units;
impl Datasets for Units {
    fn contains(&self, _: &str, level: &str, parent: Option<&str>, value: &str) -> Option<bool> {
        Some(match level {
            "province" => ["14", "01"].contains(&value),
            _ => [("14", "03646"), ("01", "00004")]
                .iter()
                .any(|row| row.1 == value && parent.is_none_or(|p| p == row.0)),
        })
    }
    fn label(&self, _: &str, _: &str, value: &str, _: &str) -> Option<String> {
        Some(format!("Xã {value}"))
    }
    fn attribute(&self, _: &str, _: &str, value: &str, name: &str) -> Option<Value> {
        (name == "specialDifficulty" && value == "03646").then_some(Value::Bool(true))
    }
}

#[test]
fn choices_from_datasets() {
    let form = one_page(&[
        "id: home, type: group, label: H, fields: [{id: province, type: choice, label: P, source: {dataset: units@1, level: province}}, {id: commune, type: choice, label: C, source: {dataset: units@1, level: commune, parent: province}}]",
        "id: note, type: text, label: N, visibleWhen: \"home.commune.specialDifficulty\"",
    ]);
    let run = |pairs: &[(&str, &str)]| evaluate(&form, &answers(pairs), &context(&Units));
    let evaluation = run(&[("home.province", "14"), ("home.commune", "03646")]);
    assert_eq!(problems(&evaluation), []);
    assert!(evaluation.applies("note"));
    let evaluation = run(&[("home.province", "14"), ("home.commune", "00004")]);
    assert_eq!(problems(&evaluation), [("home.commune", "option")]);
    assert!(!evaluation.applies("note"));
    let given = answers(&[("home.province", "14"), ("home.commune", "03646")]);
    let evaluation = evaluate(&form, &given, &context(&Units));
    let shown = question::show(
        &form.pages[0].fields[0],
        "home",
        &given,
        &evaluation,
        &Units,
        "vi",
    );
    assert_eq!(shown, ["Xã 14", "Xã 03646"]);
    // Where the lists are not (a browser), nothing is said about them.
    assert_eq!(
        problems(&evaluate(
            &form,
            &answers(&[("home.province", "99")]),
            &context(&NoDatasets)
        )),
        []
    );
}

#[test]
fn what_a_page_posts() {
    let form = one_page(&[
        "id: t, type: text, label: T",
        "id: d, type: date, label: D",
        "id: ok, type: declaration, label: O",
        "id: g, type: group, label: G, fields: [{id: pd, type: partialDate, precision: month, label: M}]",
        "id: z, type: calculated, dataType: integer, hidden: true, calculate: 1",
        "id: f, type: file, label: F, accept: [image/png]",
        "id: r, type: repeat, label: R, fields: [{id: v, type: text, label: V}]",
    ]);
    let pairs: Vec<(String, String)> = [
        ("t", "first"),
        ("t", "last"),
        ("d-day", "31"),
        ("d-month", "02"),
        ("d-year", ""),
        ("g.pd-month", "2"),
        ("g.pd-year", "2013"),
        ("z", "9"),
        ("f", "x|1|image/png|00|x"),
        ("r.i1.v", "x"),
        ("r", "i9"),
        ("evil", "1"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    let mut kept = answers(&[("ok", "yes"), ("f", "kept")]);
    question::read_post(&form.pages[0].fields, "", &pairs, &mut kept);
    let found: Vec<(&str, &str)> = kept.iter().collect();
    assert_eq!(
        found,
        [
            ("d", "31/02/"),
            ("f", "kept"),
            ("g.pd", "/2/2013"),
            ("ok", ""),
            ("t", "last")
        ]
    );
    let Question::Repeat(options) = &form.pages[0].fields[6].question else {
        panic!("repeat")
    };
    question::read_post(&options.fields, "r.i1.", &pairs, &mut kept);
    assert_eq!(kept.get("r.i1.v"), Some("x"));
    // A part of a page that was not shown keeps what it held.
    question::read_post(&form.pages[0].fields, "", &[], &mut kept);
    assert_eq!(
        (kept.get("t"), kept.get("d")),
        (Some("last"), Some("31/02/"))
    );
}

#[test]
fn a_journey_goes_over_the_pages_that_apply() {
    let form = form(
        "pages:\n- {id: a, title: A, fields: [{id: x, type: boolean, label: X, required: true}]}\n- {id: b, title: B, visibleWhen: \"x\", fields: [{id: y, type: text, label: Y, required: true}]}\n- {id: c, title: C, fields: [{id: z, type: calculated, dataType: integer, hidden: true, calculate: 1}]}\n- {id: d, title: D, fields: [{id: w, type: text, label: W}]}\n",
    );
    let ids =
        |pages: Vec<&forms::Page>| pages.iter().map(|page| page.id.clone()).collect::<Vec<_>>();
    let id = |page: Option<&forms::Page>| page.map(|page| page.id.clone());
    let evaluation = run(&form, &[("x", "no"), ("y", "kept")]);
    let journey = Journey::new(&form, &evaluation);
    assert_eq!(ids(journey.pages()), ["a", "d"]);
    assert_eq!(id(journey.next("a")).as_deref(), Some("d"));
    assert_eq!(id(journey.next("b")).as_deref(), Some("d"));
    assert_eq!(id(journey.next("d")), None);
    assert_eq!(id(journey.previous("d")).as_deref(), Some("a"));
    assert_eq!(id(journey.previous("a")), None);
    assert_eq!(id(journey.previous("check")).as_deref(), Some("d"));
    assert!(journey.may_visit("d") && !journey.may_visit("b") && !journey.may_visit("nowhere"));
    assert!(journey.is_complete() && journey.first_incomplete().is_none());
    assert_eq!(
        evaluation.value("z").and_then(Value::as_int),
        Some(1),
        "a page without a face still computes"
    );
    let evaluation = run(&form, &[("x", "yes")]);
    let journey = Journey::new(&form, &evaluation);
    assert_eq!(ids(journey.pages()), ["a", "b", "d"]);
    assert_eq!(id(journey.first_incomplete()).as_deref(), Some("b"));
    assert!(journey.may_visit("b") && !journey.may_visit("d"));
}

#[test]
fn what_an_island_needs_from_other_pages() {
    let form = form(
        "pages:\n- {id: a, title: A, fields: [{id: x, type: integer, label: X}, {id: far, type: boolean, label: F}, {id: unused, type: text, label: U}]}\n- {id: b, title: B, visibleWhen: \"far\", fields: [{id: y, type: integer, label: Y}, {id: twice, type: calculated, dataType: integer, hidden: true, calculate: \"y * 2\"}]}\n- {id: c, title: C, fields: [{id: z, type: integer, label: Z, visibleWhen: \"twice > 2 && r.exists(i, i.v > 1)\"}, {id: own, type: text, label: O, required: \"z > 1\"}]}\n- {id: d, title: D, fields: [{id: r, type: repeat, label: R, fields: [{id: v, type: integer, label: V}]}]}\nfee: {lines: [{id: l, amount: x, label: L}]}\nrules: [{id: k, assert: \"x < 3\", at: own, message: M}]\n",
    );
    assert_eq!(form.reads_of_page(&form.pages[2]), ["far", "r", "x", "y"]);
    assert_eq!(form.reads_of_page(&form.pages[0]), [""; 0]);
    assert_eq!(form.reads_of_fee(), ["x"]);
}

#[test]
fn files_in_all() {
    let form = one_page(&[
        "id: a, type: file, label: A, accept: [image/png], maxSize: 20MiB, maxItems: 20",
        "id: b, type: file, label: B, accept: [image/png], maxSize: 20MiB, maxItems: 20",
    ]);
    let file = |mib: u64| format!("f|{}|image/png|00|x.png", mib << 20);
    let files = |count: usize, mib: u64| vec![file(mib); count].join("\n");
    assert_eq!(
        problems(&run(&form, &[("a", &files(5, 19)), ("b", &files(1, 5))])),
        []
    );
    assert_eq!(
        problems(&run(&form, &[("a", &files(5, 19)), ("b", &files(1, 6))])),
        [("b", "allFiles")]
    );
    assert_eq!(
        problems(&run(&form, &[("a", &files(10, 1)), ("b", &files(10, 1))])),
        []
    );
    assert_eq!(
        problems(&run(&form, &[("a", &files(10, 1)), ("b", &files(11, 1))])),
        [("b", "allFiles")]
    );
    // Byte for byte: 100 MiB, and one more.
    let rest = |bytes: u64| format!("f|{bytes}|image/png|00|x.png");
    let all = limits::ALL_FILES - 5 * (19 << 20);
    for (bytes, said) in [(all, vec![]), (all + 1, vec![("b", "allFiles")])] {
        let answers = [("a", files(5, 19)), ("b", rest(bytes))];
        let answers = [("a", answers[0].1.as_str()), ("b", answers[1].1.as_str())];
        assert_eq!(problems(&run(&form, &answers)), said, "{bytes}");
    }
}

#[test]
fn words_for_problems() {
    let text = "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi, en]\ntitle: {vi: T, en: T}\npages:\n- id: p\n  title: {vi: P, en: P}\n  fields:\n  - {id: name, type: text, maxLength: 3, required: true, label: {vi: \"Họ, chữ đệm và tên\", en: Full name}}\n  - {id: sex, type: choice, required: true, label: {vi: Giới tính, en: Sex}, options: [{value: M, label: {vi: Nam, en: Male}}]}\n  - {id: born, type: date, maxDate: today, label: {vi: Ngày sinh, en: Date of birth}}\n  - {id: ok, type: declaration, required: true, label: {vi: Tôi cam đoan, en: I declare}}\n  - {id: homes, type: repeat, minItems: 1, label: {vi: Nơi ở, en: Homes}, itemLabel: {vi: Nơi ở, en: Home}, fields: [{id: x, type: text, label: {vi: X, en: X}}]}\n  - {id: id, type: nationalId, label: {vi: Số định danh cá nhân, en: Personal number}, messages: {type: {vi: Mười hai số, en: Twelve}}}\n  - {id: scan, type: file, required: true, accept: [application/pdf, image/jpeg, image/png], label: {vi: Ảnh thẻ, en: Photo}}\nrules: [{id: k, assert: \"name != 'bad'\", at: name, message: {vi: Tên xấu, en: Bad name}}]\n";
    let files = BTreeMap::from([("definition.yaml".to_owned(), text.to_owned())]);
    let form = load("", &files, &BTreeMap::new()).unwrap().form;
    let said = |pairs: &[(&str, &str)], lang: &str| -> Vec<String> {
        run(&form, pairs)
            .problems
            .iter()
            .map(|problem| message::text(&form, problem, lang))
            .collect()
    };
    assert_eq!(
        said(&[], "vi"),
        [
            "Nhập họ, chữ đệm và tên",
            "Chọn giới tính",
            "Đánh dấu vào ô xác nhận để tiếp tục",
            "Thêm ít nhất 1 nơi ở",
            "Tải lên ảnh thẻ",
        ]
    );
    let wrong = [
        ("name", "bốnn"),
        ("sex", "X"),
        ("born", "24/11/2026"),
        ("ok", "yes"),
        ("homes", "i1"),
        ("id", "1"),
        ("scan", "f|1|text/html|00|x"),
    ];
    assert_eq!(
        said(&wrong, "vi"),
        [
            "Họ, chữ đệm và tên phải có tối đa 3 ký tự",
            "Chọn giới tính trong danh sách",
            "Ngày sinh phải là ngày trong quá khứ hoặc hôm nay",
            "Mười hai số",
            "Tệp phải thuộc loại PDF, JPG hoặc PNG",
        ]
    );
    assert_eq!(
        said(&wrong, "en"),
        [
            "Full name must be 3 characters or fewer",
            "Select sex from the list",
            "Date of birth must be today or in the past",
            "Twelve",
            "The file must be a PDF, JPG or PNG",
        ]
    );
    let copy = Form::from_browser(&form.browser_copy("en")).unwrap();
    let bad = run(&copy, &[("name", "bad")]);
    assert_eq!(message::text(&copy, &bad.problems[0], "en"), "Bad name");
    assert!(
        !form.browser_copy("en").contains("giới"),
        "one language only"
    );
}

#[test]
fn what_check_answers_prints() {
    let form = one_page(&FIELDS);
    let given = answers(&[
        ("t", " a "),
        ("n", "x"),
        ("b", "no"),
        ("c", "y"),
        ("pd", "/2/1950"),
        ("r", "i1,i2"),
        ("g.inner", "3"),
    ]);
    let evaluation = evaluate(&form, &given, &context(&NoDatasets));
    let shown = |id: &str| {
        let field = question::find(&form, id).unwrap();
        question::show(field, id, &given, &evaluation, &NoDatasets, "vi").join("|")
    };
    let found: Vec<String> = ["t", "n", "m", "b", "c", "pd", "g", "r"]
        .iter()
        .map(|id| shown(id))
        .collect();
    assert_eq!(found, ["a", "x", "", "Không", "Y", "02/1950", "3", "2 r"]);
}

#[test]
fn typed_json_is_strict() {
    let form = one_page(&FIELDS);
    let read = |json: Json| {
        let document = Document::of(&form, &json);
        let (answers, problems) = (document.answers(), document.problems());
        let problems: Vec<String> = problems
            .iter()
            .map(|p| format!("{} {}", p.path, p.code.name()))
            .collect();
        (
            answers
                .iter()
                .map(|(path, raw)| format!("{path}={raw}"))
                .collect::<Vec<_>>(),
            problems,
        )
    };
    let (kept, refused) = read(
        json!({"t": "a", "n": 3.0, "b": true, "d": "2000-02-29", "pd": "1950-02", "g": {"inner": 1}, "r": [{"v": 1}, {}]}),
    );
    assert_eq!(
        kept,
        [
            "b=yes",
            "d=29/02/2000",
            "g.inner=1",
            "n=3",
            "pd=02/1950",
            "r=i1,i2",
            "r.i1.v=1",
            "t=a"
        ]
    );
    assert_eq!(refused, [""; 0]);
    let (_, refused) = read(
        json!({"t": " a", "n": 1.5, "m": "3", "b": "yes", "d": "29/02/2000", "pd": "1950-13", "g": [], "r": {}, "evil": 1}),
    );
    assert_eq!(refused.len(), 9);
    assert!(
        refused.contains(&"evil unknownKey".to_owned()) && refused.contains(&"t type".to_owned())
    );
    assert_eq!(read(json!([])).1, [" type"]);
}

#[test]
fn when_a_dossier_was_received_is_known_to_what_asks() {
    let form = form(&format!(
        "procedure: {{limit: [{{when: \"daysBetween(d, receivedOn) > 60\", count: 3, unit: workingDay}}, {{count: 1, unit: day}}]}}\n{}",
        page(&[
            "id: d, type: date, label: D",
            "id: old, type: calculated, dataType: boolean, hidden: true, calculate: \"receivedOn > d\""
        ])
    ));
    let given = answers(&[("d", "01/01/2026")]);
    let when = form.procedure.as_ref().unwrap().limit[0]
        .when
        .as_ref()
        .unwrap();
    let on = Date::new(2026, 11, 24);
    let context = context(&NoDatasets);
    assert_eq!(holds(&form, &given, &context, on, when), Some(true));
    assert_eq!(holds(&form, &given, &context, None, when), None);
    let evaluation = evaluate_received(&form, &given, &context, on);
    assert_eq!(evaluation.value("old").and_then(Value::as_bool), Some(true));
}

proptest! {
    #[test]
    fn no_raw_text_panics(raws in proptest::collection::vec(("\\PC{0,20}|[0-9/.:+-]{0,14}|[i0-9,]{0,12}", 0..14_usize), 0..14)) {
        let mut fields = FIELDS.to_vec();
        fields.extend([
            "id: mail, type: email, label: L", "id: phone, type: phone, label: L", "id: cccd, type: nationalId, label: L",
            "id: file, type: file, label: L, accept: [image/png]",
        ]);
        let form = one_page(&fields);
        let paths = ["t", "n", "m", "b", "u", "d", "pd", "c", "g.inner", "r", "mail", "phone", "cccd", "file"];
        let given: Answers = raws.into_iter().map(|(raw, place)| (paths[place].to_owned(), raw)).collect();
        let evaluation = evaluate(&form, &given, &context(&NoDatasets));
        for problem in &evaluation.problems {
            prop_assert!(!message::text(&form, problem, "vi").is_empty());
            prop_assert!(problem.level == Level::Warning || !message::text(&form, problem, "en").is_empty());
        }
        for field in &form.pages[0].fields {
            question::show(field, &field.id, &given, &evaluation, &NoDatasets, "en");
        }
        let json = forms::submission(&form, &evaluation);
        prop_assert!(json.is_object());
    }
}
