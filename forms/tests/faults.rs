//! A faulty definition: every fault at once, each with its place; and each
//! limit from both sides.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::{Fault, Published, load};
use forms::limits;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn files(definition: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("definition.yaml".to_owned(), definition.to_owned())])
}

fn datasets() -> BTreeMap<String, String> {
    (0..30)
        .map(|n| (format!("units@{n}"), "00".repeat(32)))
        .collect()
}

fn read(definition: &str) -> Result<Published, Vec<Fault>> {
    load("", &files(definition), &datasets())
}

/// `line:column english` of every fault.
fn faults(definition: &str) -> Vec<String> {
    match read(definition) {
        Ok(_) => Vec::new(),
        Err(faults) => faults
            .iter()
            .map(|f| format!("{}:{} {}", f.line, f.column, f.en))
            .collect(),
    }
}

const HEAD: &str =
    "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\n";

/// A form of one page with these fields, one flow mapping a line from line 9.
fn with_fields(fields: &[&str]) -> String {
    let fields: String = fields
        .iter()
        .map(|field| format!("  - {{{field}}}\n"))
        .collect();
    format!("{HEAD}pages:\n- id: p\n  title: P\n  fields:\n{fields}")
}

#[test]
fn every_fault_at_once_with_its_place() {
    let definition = r#"formDefinition: "1.0"
id: Vn.Test
version: "1.0"
languages: [vi, en]
title: {vi: Tờ khai}
pages:
  - id: check
    title: {vi: A, en: A, fr: A}
    fields:
      - {id: a, type: text, lable: {vi: A, en: A}, maxLength: many}
      - {id: a, type: integer, label: {vi: A, en: A}, visibleWhen: "b == 'x'"}
      - {id: c, type: colour, label: {vi: C, en: C}, whatever: 1}
      - {id: d, type: boolean, label: {vi: D, en: D}, visibleWhen: "c == 1 && nobody > 2"}
      - {id: self, type: date, label: {vi: S, en: S}, maxDate: "today-18", minDate: zzz}
      - {id: e, type: text, label: {vi: E, en: E}, pattern: "^\\d+$", required: "size("}
fee:
  currency: USD
  lines:
    - {id: f, amount: "'free'", label: {vi: F, en: F}}
rules:
  - {id: r, assert: "d", message: {vi: R, en: R}}
x-note: taken
note: not taken
"#;
    assert_eq!(
        faults(definition),
        [
            "2:5 an id is `a-z`, digits and `-`, in parts with dots",
            "3:10 a version is three numbers, like 1.0.0",
            "5:8 the words in `en` are missing",
            "7:5 a page's id is `a-z`, digits and `-`, and not `check`, `submit` or `submitted`",
            "8:27 `fr` is not a language of this form (vi, en)",
            "10:9 `label` is missing",
            "10:29 unknown key `lable`; did you mean `label`?",
            "10:63 a whole number from 0 to 65536 is needed here",
            "11:9 `a` is used twice",
            "11:69 there is no field `b`",
            "12:23 there is no type `colour`",
            "13:79 there is no field `nobody`",
            "14:14 a field's id is letters, digits and `_`, begins with a letter and is no word of the language",
            "14:64 a bound is YYYY-MM-DD, `today`, `today-18y`, `today+30d`, or a date field",
            "14:85 there is no date field `zzz`",
            "15:61 a sign that must be escaped with `\\` (patterns are always anchored: no `^`, no `$`)",
            "15:87 the expression ends too early",
            "17:13 one of VND is needed here",
            "19:24 this gives text; a whole number of đồng is needed",
            "21:5 `at` is missing",
            "23:1 unknown key `note`",
        ]
    );
}

#[test]
fn a_fault_speaks_both_languages_and_names_its_file() {
    let fault = &load("extract", &files("a: 1\na: 2"), &datasets()).unwrap_err()[0];
    assert_eq!(
        fault.to_string(),
        "extract/definition.yaml:2:1: `a` is there twice / `a` bị lặp lại"
    );
    let missing = load("extract", &BTreeMap::new(), &datasets()).unwrap_err();
    assert_eq!(missing[0].file, "extract/definition.yaml");
}

/// A decision's file with this `result` from line 2, beside a citizen's form.
fn decision(result: &str) -> Result<Published, Vec<Fault>> {
    let citizen = with_fields(&[
        "id: childName, type: text, label: N",
        "id: home, type: group, label: H, fields: [{id: street, type: text, label: S}]",
        "id: list, type: repeat, label: L, fields: [{id: x, type: text, label: X}]",
        "id: proof, type: file, label: P, accept: [image/png], maxSize: 1000",
        "id: true_, type: declaration, label: D",
        "id: born, type: date, label: B",
    ]);
    let findings = r#"pages:
- id: p
  title: P
  fields:
  - {id: number, type: text, label: N}
  - {id: count, type: integer, label: C}
  - {id: given, type: date, label: G}
  - {id: ok, type: boolean, label: O}
  - {id: signer, type: group, label: S, fields: [{id: name, type: text, label: N}]}
  - {id: rows, type: repeat, label: R, fields: [{id: x, type: text, label: X}]}
"#;
    let mut files = files(&citizen);
    files.insert(
        "decision.yaml".to_owned(),
        format!("title: T\n{result}{findings}"),
    );
    files.insert("result.typ".to_owned(), "= T".to_owned());
    load("", &files, &datasets())
}

/// `line:column english` of every fault of a decision.
fn decision_faults(result: &str) -> Vec<String> {
    let found = decision(result).err().unwrap_or_default();
    assert!(found.iter().all(|f| f.file == "decision.yaml"));
    assert!(found.iter().all(|f| f.vi != f.en));
    let rows = found
        .iter()
        .map(|f| format!("{}:{} {}", f.line, f.column, f.en));
    rows.collect()
}

#[test]
fn a_result_is_kept_in_the_decision() {
    let result = "result: {kind: K, number: [number, count], issuedOn: given, nameAnswer: childName, answers: [childName, home, home.street, list]}\n";
    let form = decision(result).unwrap().decision.unwrap();
    let rules = form.result.clone().unwrap();
    assert_eq!(rules.kind.get("vi"), "K");
    assert_eq!(rules.number, ["number", "count"]);
    assert_eq!(rules.issued_on, "given");
    assert_eq!(rules.name, forms::NameFrom::Answer("childName".to_owned()));
    assert_eq!(rules.answers, ["childName", "home", "home.street", "list"]);
    let compiled = serde_json::to_value(&form).unwrap();
    assert_eq!(compiled["result"]["name"]["answer"], "childName");
    assert_eq!(compiled["result"]["issuedOn"], "given");
    let back: forms::Form = serde_json::from_value(compiled).unwrap();
    assert_eq!(back, form);
    // Forms compiled before there was a result read as ever; browsers get none.
    let old = read(&with_fields(&["id: a, type: boolean, label: A"]))
        .unwrap()
        .form;
    let old = serde_json::to_value(old).unwrap();
    assert!(old.get("result").is_none());
    assert!(serde_json::from_value::<forms::Form>(old).is_ok());
    let copy = form.browser_copy("vi");
    let without = forms::Form {
        result: None,
        ..form.clone()
    };
    assert_eq!(copy, without.browser_copy("vi"));
    assert_eq!(
        form.paths(),
        [
            "number",
            "count",
            "given",
            "ok",
            "signer.name",
            "rows",
            "rows[].x"
        ]
    );
}

#[test]
fn a_result_names_what_is_there() {
    assert_eq!(
        decision_faults(
            "result:\n  kind: K\n  number: [nothing, ok, number, number]\n  issuedOn: count\n  name: signer\n  answers: [number, proof, true_, list.x, born]\n"
        ),
        [
            "4:12 there is no field `nothing`",
            "4:21 `ok` must be a text or an integer",
            "4:33 `number` is used twice",
            "5:13 `count` must be a date",
            "6:9 `signer` must be a text",
            "7:13 the citizen’s form has no field `number`",
            "7:21 `proof` must be an answer that can be printed, no file, declaration or note",
            "7:28 `true_` must be an answer that can be printed, no file, declaration or note",
            "7:35 the citizen’s form has no field `list.x`",
        ]
    );
    assert_eq!(
        decision_faults(
            "result: {kind: K, number: [number], issuedOn: given, nameAnswer: childName}\n"
        ),
        ["2:66 `childName` must be in `answers`: an officer checks the name before it is printed"]
    );
    assert_eq!(
        decision_faults(
            "result: {kind: K, number: [number], issuedOn: given, nameAnswer: born, answers: [born]}\n"
        ),
        ["2:66 `born` must be a text"]
    );
    assert_eq!(
        decision_faults(
            "result: {kind: K, number: [], issuedOn: given, name: number, nameAnswer: childName}\n"
        ),
        [
            "2:9 exactly one of `name` and `nameAnswer` is needed",
            "2:27 at least one field is needed here",
        ]
    );
    assert_eq!(
        decision_faults("result: {nam: number}\n"),
        [
            "2:9 exactly one of `name` and `nameAnswer` is needed",
            "2:9 `issuedOn` is missing",
            "2:9 `kind` is missing",
            "2:9 `number` is missing",
            "2:10 unknown key `nam`; did you mean `name`?",
        ]
    );
}

#[test]
fn a_template_wants_a_result_and_findings_have_no_files() {
    assert_eq!(
        decision_faults(""),
        ["1:1 `result` is missing: with a result.typ it must say what the result is"]
    );
    assert_eq!(
        decision_faults("result: K\n"),
        ["2:9 an object (`key: value`) is needed here"]
    );
    let mut with_file = files(&with_fields(&["id: a, type: boolean, label: A"]));
    let file = "type: file, label: F, accept: [image/png], maxSize: 1000";
    with_file.insert(
        "decision.yaml".to_owned(),
        format!("title: T\npages:\n- id: p\n  title: P\n  fields:\n  - {{id: f, {file}}}\n  - {{id: g, type: group, label: G, fields: [{{id: h, {file}}}]}}\n"),
    );
    let found = load("", &with_file, &datasets()).unwrap_err();
    let places: Vec<_> = found.iter().map(|f| (f.line, f.column)).collect();
    assert_eq!(places, [(6, 5), (7, 45)]);
    assert!(
        found
            .iter()
            .all(|f| f.en == "an officer’s findings have no file question")
    );
    // A citizen's form has no result.
    let found = faults(&format!(
        "{}result: {{kind: K}}\n",
        with_fields(&["id: a, type: boolean, label: A"])
    ));
    assert_eq!(found, ["11:1 unknown key `result`"]);
}

#[test]
fn types_are_checked_against_the_fields() {
    let fields = [
        "id: t, type: text, label: T",
        "id: n, type: integer, label: N",
        "id: b, type: boolean, label: B",
        "id: d, type: date, label: D",
        "id: c, type: choice, label: C, options: [{value: x, label: X}, {value: y, label: Y}]",
        "id: u, type: choice, label: U, source: {dataset: units@1, level: province}",
        "id: g, type: group, label: G, fields: [{id: in1, type: integer, label: I}]",
        "id: r, type: repeat, label: R, fields: [{id: in2, type: integer, label: I}]",
        "id: note, type: note, label: Note",
        "id: f, type: file, label: F, accept: [image/png]",
    ];
    let complaint = |expression: &str| {
        let last = format!("id: z, type: text, label: Z, visibleWhen: \"{expression}\"");
        let fields: Vec<&str> = fields.iter().copied().chain([last.as_str()]).collect();
        faults(&with_fields(&fields))
            .into_iter()
            .map(|fault| fault.split_once(' ').unwrap().1.to_owned())
            .next()
    };
    for expression in [
        "t == 'a' && n > 1 && b && c == 'x' && d < today()",
        "c in ['x', 'y'] && u.specialDifficulty",
        "g.in1 + sum(r.map(i, i.in2)) > 3 || r.exists(i, i.in2 > 1)",
        "f.all(x, x.size < 100 && x.mediaType == 'image/png')",
        "has(g.in1) && answered(g) && size(r) == 2 && t.size() > 1",
        "(b ? n : 2) in [1, 2] && int(t) == 1 && string(n) == t",
        "age(d, today()) >= 18 && addYears(d, 2).getFullYear() == 2000 && d == date('2000-01-01')",
        "channel == 'online' && agency == 'X' && receivedOn > today",
    ] {
        assert_eq!(complaint(expression), None, "{expression}");
    }
    for (expression, expected) in [
        (
            "t < 3",
            "text cannot be compared with a whole number; write numbers without quotes, or int(text)",
        ),
        (
            "n",
            "this gives a whole number; true or false is needed; compare it: x > 0",
        ),
        (
            "n == '3'",
            "a whole number cannot be compared with text; write numbers without quotes, or int(text)",
        ),
        ("c == 'z'", "there is no option `z`; there are `x`, `y`"),
        (
            "c in ['x', 'z']",
            "there is no option `z`; there are `x`, `y`",
        ),
        ("'z' != c", "there is no option `z`; there are `x`, `y`"),
        ("g.nothing == 1", "`g` has no field `nothing`"),
        (
            "r.in2 == 1",
            "a list has no `in2`; ask each: list.exists(x, x.…)",
        ),
        ("note == 'x'", "a note has no value"),
        (
            "b && n",
            "this is a whole number; true or false is needed; compare it: x > 0",
        ),
        ("b < b", "true or false has no order"),
        ("self == 'x'", "`self` means nothing here"),
        ("item.in2 == 1", "`item` means nothing here"),
        ("date('2000-02-30') == d", "no such date; write YYYY-MM-DD"),
        (
            "t + n == 'x'",
            "text and a whole number cannot be added; write string(number)",
        ),
        (
            "g == g",
            "a group of answers cannot be compared with a group of answers",
        ),
        (
            "[1, 'a'].exists(x, true)",
            "text does not go with a whole number",
        ),
        ("n.all(x, true)", "this is a whole number; a list is needed"),
        (
            "f.exists(x, x.path == '')",
            "a file has no `path`; it has id, name, size, mediaType and sha256",
        ),
        (
            "t == null",
            "text cannot be compared with null; to ask whether it was answered: has(x)",
        ),
    ] {
        assert_eq!(
            complaint(expression).as_deref(),
            Some(expected),
            "{expression}"
        );
    }
}

#[test]
fn a_fee_is_whole_dong() {
    let amount = |text: &str| {
        faults(&format!(
            "{}fee:\n  currency: VND\n  lines:\n  - {{id: l, amount: \"{text}\", label: L}}\n",
            with_fields(&["id: n, type: integer, label: N"])
        ))
    };
    for text in [
        "5000 * n",
        "round(0.5 * n, 'halfUp')",
        "{'online': 5000, 'counter': 8000}[channel]",
        "math.least(n * 5000, 50000)",
    ] {
        assert_eq!(amount(text), [""; 0], "{text}");
    }
    assert_eq!(
        amount("0.5 * n"),
        [
            "14:26 this gives a decimal number; a whole number of đồng is needed; write round(x, 'halfUp')"
        ]
    );
    assert_eq!(
        amount("int(double(n) * double(2))"),
        [
            "14:26 binary fractions are not exact; write a decimal (0.5) and make it whole with round(x, 'halfUp')",
            "14:38 binary fractions are not exact; write a decimal (0.5) and make it whole with round(x, 'halfUp')"
        ]
    );
    assert!(amount("n / 1e3")[0].contains("decimals are written in digits"));
}

/// What first-time authors wrote, and what they are told.
#[test]
fn what_is_meant_is_said() {
    let rule = |assert: &str| {
        let field = format!(
            "id: m, type: repeat, label: M, fields: [{{id: x, type: integer, label: X}}], rules: [{{id: r, each: true, at: x, assert: \"{assert}\", message: M}}]"
        );
        faults(&with_fields(&["id: x, type: integer, label: X", &field]))
    };
    for (assert, says) in [
        ("all(m, m.x > 1)", "it is written members.all(m, …)"),
        ("any(m, m.x > 1)", "it is written members.exists(m, …)"),
        ("count(m) > 1", "it is written size(members.filter(m, …))"),
        (
            "item.x != x",
            "this compares `m.x` with itself; inside an item a name is the item's own field first",
        ),
        ("x > 1 and x < 9", "write `&&` for `and`"),
    ] {
        let found = rule(assert);
        assert!(
            found.len() == 1 && found[0].contains(says),
            "{assert}: {found:?}"
        );
    }
    assert_eq!(rule("item.x > 1 && m.exists(o, o.x > item.x)"), [""; 0]);
    for (field, says) in [
        (
            "id: a, type: text, label: A, required: yes",
            "there is no field `yes`; write `true`",
        ),
        (
            "id: a, type: number, label: A",
            "there is no type `number`; did you mean `integer`, `decimal` or `money`?",
        ),
        (
            "id: a, type: nationalID, label: A",
            "did you mean `nationalId`?",
        ),
    ] {
        let found = faults(&with_fields(&[field]));
        assert!(
            found.len() == 1 && found[0].contains(says),
            "{field}: {found:?}"
        );
    }
}

#[test]
fn a_life_event_is_one_of_those_the_site_has() {
    let with = |event: &str| {
        format!(
            "{}procedure: {{lifeEvents: [{event}]}}\n",
            with_fields(&["id: a, type: text, label: A"])
        )
    };
    assert_eq!(faults(&with("residence")), [""; 0]);
    assert!(faults(&with("moving"))[0].contains("one of birth, marriage"));
}

#[test]
fn a_circle_is_refused_and_a_forward_reference_is_not() {
    let forward = [
        "id: a, type: text, label: A, visibleWhen: \"c\"",
        "id: c, type: calculated, dataType: boolean, hidden: true, calculate: \"b\"",
        "id: b, type: boolean, label: B",
    ];
    assert_eq!(faults(&with_fields(&forward)), [""; 0]);
    let circle = [
        "id: a, type: boolean, label: A, visibleWhen: \"c\"",
        "id: c, type: calculated, dataType: boolean, hidden: true, calculate: \"a\"",
    ];
    assert_eq!(
        faults(&with_fields(&circle)),
        ["10:51 waits for itself: a → c"]
    );
    // A page that waits for a calculation on it is one circle, told once.
    let page = format!(
        "{HEAD}pages:\n- {{id: p, title: P, fields: [{{id: z, type: boolean, label: Z}}]}}\n- {{id: q, title: Q, visibleWhen: \"c\", fields: [{{id: c, type: calculated, dataType: boolean, hidden: true, calculate: \"z\"}}, {{id: d, type: text, label: D, visibleWhen: \"c\"}}]}}\n"
    );
    assert_eq!(faults(&page).len(), 1, "{:?}", faults(&page));
    let alone = ["id: a, type: boolean, label: A, visibleWhen: \"a\""];
    assert_eq!(faults(&with_fields(&alone)), ["10:51 waits for itself: a"]);
    // A field inside a group waits for the group, not the other way round …
    let inside = "id: g, type: group, label: G, visibleWhen: \"g.b\", fields: [{id: b, type: boolean, label: B}]";
    assert_eq!(faults(&with_fields(&[inside])).len(), 1);
    // … and siblings may ask each other's values in a repeat.
    let siblings = "id: r, type: repeat, label: R, fields: [{id: a, type: boolean, label: A}, {id: b, type: text, label: B, visibleWhen: \"a && size(r) > 1\"}]";
    assert_eq!(faults(&with_fields(&[siblings])), [""; 0]);
}

#[test]
fn components_and_lists() {
    let definition = |components: &str, fields: &str| {
        format!("{HEAD}components:\n{components}pages:\n- id: p\n  title: P\n  fields:\n{fields}")
    };
    let address = "  address: {type: group, fields: [{id: line, type: text, label: L, rules: [{id: long, assert: \"size(self) > 3\", message: M}]}]}\n";
    let used = definition(
        address,
        "  - {id: a, use: address, label: A}\n  - {id: b, use: address, label: B}\n",
    );
    assert_eq!(faults(&used), [""; 0]);
    let form = read(&used).unwrap().form;
    assert!(forms::question::find(&form, "b.line").is_some());
    let unknown = definition(address, "  - {id: a, use: adress, label: A}\n");
    assert_eq!(faults(&unknown), ["12:18 there is no component `adress`"]);
    let nested = definition(
        "  x: {type: group, fields: [{id: a, use: x, label: A}]}\n",
        "  - {id: a, use: x, label: A}\n",
    );
    assert_eq!(faults(&nested), ["7:42 a component cannot use another"]);
    let choice = with_fields(&[
        "id: a, type: choice, label: A, list: none",
        "id: b, type: choice, label: B",
    ]);
    assert_eq!(
        faults(&choice),
        [
            "10:43 there is no list `none`",
            "11:5 one of `options`, `list` and `source` is needed"
        ]
    );
}

#[test]
fn datasets_parents_and_places_are_looked_up() {
    let fields = [
        "id: a, type: choice, label: A, source: {dataset: units@99, level: province}",
        "id: b, type: choice, label: B, source: {dataset: units@1, level: province}",
        "id: c, type: choice, label: C, source: {dataset: units@2, level: commune, parent: b}",
        "id: d, type: text, label: D, rules: [{id: r, assert: \"true\", message: M, at: nowhere, each: true}]",
    ];
    assert_eq!(
        faults(&with_fields(&fields)),
        [
            "10:55 there is no dataset `units@99`",
            "12:88 `b` takes its list from other datasets; write the same `dataset` and `at` at both",
            "13:43 `each` is for rules of a repeat",
            "13:83 there is no field `nowhere`",
        ]
    );
}

#[test]
fn both_sides_of_the_limits() {
    let refused = |definition: &str| !faults(definition).is_empty();
    let pages = |count: usize| {
        let pages: String = (0..count)
            .map(|n| {
                format!(
                    "- {{id: p{n}, title: P, fields: [{{id: f{n}, type: boolean, label: F}}]}}\n"
                )
            })
            .collect();
        format!("{HEAD}pages:\n{pages}")
    };
    assert!(!refused(&pages(limits::PAGES)));
    assert!(refused(&pages(limits::PAGES + 1)));
    let many = |count: usize| {
        let fields: Vec<String> = (0..count)
            .map(|n| format!("id: f{n}, type: boolean, label: F"))
            .collect();
        with_fields(&fields.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(!refused(&many(limits::FIELDS)));
    assert!(refused(&many(limits::FIELDS + 1)));
    let options = |count: usize| {
        let options: Vec<String> = (0..count)
            .map(|n| format!("{{value: v{n}, label: V}}"))
            .collect();
        with_fields(&[&format!(
            "id: a, type: choice, label: A, options: [{}]",
            options.join(", ")
        )])
    };
    assert!(!refused(&options(limits::OPTIONS)));
    assert!(refused(&options(limits::OPTIONS + 1)));
    let label = |length: usize| {
        with_fields(&[&format!(
            "id: a, type: boolean, label: {}",
            "ệ".repeat(length)
        )])
    };
    assert!(!refused(&label(limits::LABEL)));
    assert!(refused(&label(limits::LABEL + 1)));
    let hint = |length: usize| {
        with_fields(&[&format!(
            "id: a, type: boolean, label: A, hint: {}",
            "a".repeat(length)
        )])
    };
    assert!(!refused(&hint(limits::STRING)));
    assert!(refused(&hint(limits::STRING + 1)));
    let repeats = |depth: usize| {
        let open = "id: r, type: repeat, label: R, fields: [{".repeat(depth);
        with_fields(&[&format!(
            "{open}id: a, type: boolean, label: A{}",
            "}]".repeat(depth)
        )])
    };
    assert!(!refused(&repeats(limits::REPEAT_NESTING)));
    assert!(refused(&repeats(limits::REPEAT_NESTING + 1)));
    let items = |count: u32| {
        with_fields(&[&format!(
            "id: r, type: repeat, label: R, maxItems: {count}, fields: [{{id: a, type: boolean, label: A}}]"
        )])
    };
    assert!(!refused(&items(limits::ITEMS)));
    assert!(refused(&items(limits::ITEMS + 1)));
    let file = |size: u64| {
        with_fields(&[&format!(
            "id: a, type: file, label: A, accept: [image/png], maxSize: {size}"
        )])
    };
    assert!(!refused(&file(limits::FILE)));
    assert!(refused(&file(limits::FILE + 1)));
    let named = |count: usize| {
        let fields: Vec<String> = (0..count)
            .map(|n| format!("id: f{n}, type: choice, label: F, source: {{dataset: units@{n}, level: province}}"))
            .collect();
        with_fields(&fields.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(!refused(&named(limits::DATASETS)));
    assert!(refused(&named(limits::DATASETS + 1)));
    let expressions = |count: usize| {
        let lines: String = (0..count.min(100))
            .map(|n| format!("  - {{id: l{n}, amount: 1, label: L}}\n"))
            .collect();
        let rules: String = (100..count)
            .map(|n| format!("- {{id: r{n}, assert: true, message: M, at: a}}\n"))
            .collect();
        format!(
            "{}fee:\n  lines:\n{lines}rules:\n{rules}",
            with_fields(&["id: a, type: boolean, label: A"])
        )
    };
    assert!(!refused(&expressions(limits::EXPRESSIONS)));
    assert!(refused(&expressions(limits::EXPRESSIONS + 1)));
    let chain = |length: usize| {
        let fields: Vec<String> = (0..length)
            .map(|n| match n {
                0 => "id: f0, type: calculated, dataType: boolean, hidden: true, calculate: true"
                    .to_owned(),
                n => format!(
                    "id: f{n}, type: calculated, dataType: boolean, hidden: true, calculate: f{}",
                    n - 1
                ),
            })
            .collect();
        with_fields(&fields.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(!refused(&chain(limits::DEPENDENCY_DEPTH)));
    assert!(refused(&chain(limits::DEPENDENCY_DEPTH + 1)));
}

/// Whether a field's options are refused.
fn field_refused(options: &str) -> bool {
    !faults(&with_fields(&[options])).is_empty()
}

#[test]
fn both_sides_of_the_sizes() {
    // Nulls are written shorter in YAML than in JSON.
    let canonical = |bytes: usize| {
        let text = |nulls: usize, letters: usize| {
            let nulls = vec!["~"; nulls].join(",");
            let letters = "a".repeat(letters);
            let plain = with_fields(&["id: a, type: boolean, label: A"]);
            format!("{plain}x-a: [{nulls}]\nx-b: {letters}\n")
        };
        let nulls = 100_000;
        let least = forms::author::canonical_json(&text(nulls, 1))
            .unwrap()
            .len();
        let text = text(nulls, 1 + bytes - least);
        assert_eq!(forms::author::canonical_json(&text).unwrap().len(), bytes);
        assert!(text.len() <= limits::SOURCE);
        faults(&text)
    };
    assert_eq!(canonical(limits::CANONICAL), [""; 0]);
    assert_eq!(
        canonical(limits::CANONICAL + 1),
        ["1:1 its canonical JSON is larger than 512 KiB; shorten the file"]
    );
    let lines = |count: usize| {
        let lines: String = (0..count)
            .map(|n| format!("  - {{id: l{n}, amount: 1, label: L}}\n"))
            .collect();
        let form = with_fields(&["id: a, type: boolean, label: A"]);
        !faults(&format!("{form}fee:\n  lines:\n{lines}")).is_empty()
    };
    assert!(!lines(limits::FEE_LINES));
    assert!(lines(limits::FEE_LINES + 1));
}

#[test]
fn both_sides_of_patterns_files_and_markdown() {
    let pattern = |pattern: &str| {
        field_refused(&format!(
            "id: a, type: text, label: A, pattern: '{pattern}'"
        ))
    };
    assert!(!pattern(&"a".repeat(200)));
    assert!(pattern(&"a".repeat(201)));
    assert!(!pattern("a{1000}"));
    assert!(pattern("a{1001}"));
    // A repetition of a repetition is as large as both together.
    assert!(!pattern("(a{10}){100}"));
    assert!(pattern("(a{1000}){1000}"));
    let files = |count: u32| {
        field_refused(&format!(
            "id: a, type: file, label: A, accept: [image/png], maxSize: 1000, maxItems: {count}"
        ))
    };
    assert!(!files(limits::FILES));
    assert!(files(limits::FILES + 1));
    let accept = |kind: &str| {
        field_refused(&format!(
            "id: a, type: file, label: A, accept: ['{kind}'], maxSize: 1000"
        ))
    };
    assert!(!accept("application/pdf") && !accept("image/jpeg"));
    assert!(accept("*/*") && accept("image/svg+xml") && accept("text/html"));
    let help = |help: &str| field_refused(&format!("id: a, type: text, label: A, help: '{help}'"));
    assert!(!help("**a** [b](https://example.org)") && !help("1 < 2"));
    assert!(help("<b>a</b>") && help("[b](http://example.org)") && help("[b](javascript:x)"));
    assert!(!help(&"a".repeat(limits::STRING)));
    assert!(help(&"a".repeat(limits::STRING + 1)));
    let nested = |depth: usize| {
        let open = "[[[1]]].exists(x, ".repeat(depth);
        let close = ")".repeat(depth);
        field_refused(&format!(
            "id: a, type: text, label: A, visibleWhen: \"{open}channel == 'post'{close}\""
        ))
    };
    assert!(!nested(limits::MACRO_NESTING));
    assert!(nested(limits::MACRO_NESTING + 1));
}

#[test]
fn what_could_cost_too_much_is_refused() {
    let repeat = |items: u32| {
        format!(
            "id: r, type: repeat, label: R, maxItems: {items}, fields: [{{id: a, type: integer, label: A}}], rules: [{{id: q, assert: \"r.all(x, r.exists(y, y.a == x.a))\", message: M}}]"
        )
    };
    assert_eq!(faults(&with_fields(&[&repeat(20)])), [""; 0]);
    let found = faults(&with_fields(&[&repeat(200)]));
    assert!(found[0].contains("steps; 10,000 are allowed"), "{found:?}");
}

#[test]
fn one_version_one_hash() {
    let definition = with_fields(&["id: a, type: boolean, label: A"]);
    let hash = |definition: &str| read(definition).unwrap().hash;
    let first = hash(&definition);
    assert_eq!(first.len(), 64);
    assert_eq!(
        first,
        hash(&format!("# a comment\n{definition}")),
        "comments and layout change nothing"
    );
    assert_ne!(first, hash(&definition.replace("label: A", "label: B")));
    let mut with_template = files(&definition);
    with_template.insert("result.typ".to_owned(), "= T".to_owned());
    assert_ne!(first, load("", &with_template, &datasets()).unwrap().hash);
    let used = with_fields(&[
        "id: a, type: choice, label: A, source: {dataset: units@1, level: province}",
    ]);
    let other: BTreeMap<String, String> = [("units@1".to_owned(), "11".repeat(32))].into();
    assert_ne!(hash(&used), load("", &files(&used), &other).unwrap().hash);
    let manifest: serde_json::Value = serde_json::from_str(&read(&used).unwrap().manifest).unwrap();
    assert_eq!(manifest["datasets"]["units@1"], "00".repeat(32));
}

proptest! {
    #[test]
    fn no_definition_panics(
        lines in proptest::collection::vec(
            "( ){0,6}(- )?(\\{?(id|type|fields|pages|fee|lines|rules|assert|amount|use|lists|components|title|languages|source|minDate|options): (\\[?[a-z0-9.@-]{0,6}\\]?|'a == b'|text|repeat|group|choice|date|calculated)(, )?\\}?)?",
            0..14,
        )
    ) {
        let _ = read(&lines.join("\n"));
        let _ = read(&format!("{HEAD}{}", lines.join("\n")));
    }
}

/// What is there and says nothing is not passed over.
#[test]
fn nothing_is_left_out_in_silence() {
    let field = |field: &str| faults(&with_fields(&[field]));
    let size = "a size is like 5MiB or 500KiB, at most 20MiB";
    for written in ["5 MB", "''", "today", "99999999999999MiB"] {
        let found = field(&format!(
            "id: a, type: file, label: A, accept: [image/png], maxSize: {written}"
        ));
        assert!(found[0].ends_with(size), "{written}: {found:?}");
    }
    assert_eq!(
        field("id: '', type: boolean, label: A"),
        ["10:10 `id` is missing"]
    );
    assert_eq!(
        field("id: a, type: note, label: A, hint: H, help: 5"),
        ["10:50 words are needed here, as {vi: …, en: …}"]
    );
    let empty = HEAD.replace("id: vn.test", "id: ''");
    let found = faults(&with_fields(&["id: a, type: boolean, label: A"]).replace(HEAD, &empty));
    assert_eq!(found, ["2:5 `id` is missing"]);
}
