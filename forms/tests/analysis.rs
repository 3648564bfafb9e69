//! What is said of a definition for all answers at once.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod generated;

use forms::author::{Fault, load};
use forms::{Answers, Evaluation, Field, Form, Level, Question, evaluate, question};
use generated::{Kind, Random};
use std::collections::BTreeMap;

const FIELDS: &str = r#"formDefinition: "1.0"
id: vn.test
version: 1.0.0
languages: [vi]
title: T
pages:
- id: first
  title: P
  fields:
  - {id: c, type: choice, label: C, options: [{value: a, label: A}, {value: b, label: B}, {value: z, label: Z}]}
  - {id: s, type: choices, maxItems: 2, label: S, options: [{value: a, label: A}, {value: b, label: B}, {value: n, label: N, exclusive: true}]}
  - {id: b, type: boolean, label: B}
  - {id: tick, type: declaration, label: D}
  - {id: n, type: integer, minimum: 1, maximum: 10, label: N}
  - {id: m, type: money, label: M}
  - {id: d, type: date, label: D}
  - {id: t, type: text, label: T}
  - {id: old, type: calculated, dataType: boolean, hidden: true, calculate: "age(d, today()) > 60"}
  - {id: twice, type: calculated, dataType: integer, hidden: true, calculate: "n * 2"}
  - {id: r, type: repeat, label: R, fields: [{id: k, type: boolean, label: K}, {id: v, type: integer, label: V, visibleWhen: "k"}]}
"#;

/// What is said, a kind and the English words each.
fn said(text: &str) -> Vec<String> {
    let files = BTreeMap::from([("definition.yaml".to_owned(), text.to_owned())]);
    let list = |kind: &str, list: &[Fault]| -> Vec<String> {
        let words = list.iter().map(|fault| {
            assert!(!fault.vi.is_empty() && fault.vi != fault.en, "{fault}");
            assert!(fault.line > 1, "{fault}");
            format!("{kind}: {}", fault.en)
        });
        words.collect()
    };
    match load("", &files, &BTreeMap::new()) {
        Err(faults) => list("fault", &faults),
        Ok(published) => {
            let notes = list("note", &published.notes);
            let unchecked = list("unchecked", &published.unchecked);
            notes.into_iter().chain(unchecked).collect()
        }
    }
}

/// What is said of a condition of a second page.
fn of_page(when: &str) -> String {
    said(&format!(
        "{FIELDS}- {{id: second, title: P, visibleWhen: \"{when}\", fields: [{{id: x, type: text, required: true, label: X}}]}}\n"
    ))
    .join(" | ")
}

#[test]
fn conditions_that_are_never_or_always_true() {
    let never = "fault: this can never be true: nobody reaches the page `second`, nor its required `x`; mend the condition, or leave it out";
    for when in [
        "false",
        "c == 'a' && c == 'b'",
        "b && !b",
        "n > 10",
        "n < 5 && n > 4",
        "n == 3 && !(n in [3, 4])",
        "m < 0",
        "'a' in s && 'n' in s",
        "'a' in s && !answered(s)",
        "!answered(c) && c != 'a'",
        "tick && !tick",
        "!tick",
        "twice == 5",
        "twice > 20",
        "age(d, today()) < 18 && b && !b",
        "old && !answered(old)",
        "t == 'x' && t == 'y'",
        "d < today() && !answered(t) && t == 'x'",
        "channel == 'online' && channel == 'post'",
        "{'a': false, 'b': false, 'z': false}[c]",
    ] {
        assert_eq!(of_page(when), never, "{when}");
    }
    let always = "note: this is always true where it is asked: `second` is always there; `visibleWhen` can be left out";
    for when in [
        "true",
        "!answered(b) || b || !b",
        "!answered(n) || n >= 1",
        "!answered(c) || c in ['a', 'b', 'z']",
        "channel in ['online', 'counter', 'post']",
        "true || age(d, today()) < 18",
        "!(answered(d) && !answered(d))",
    ] {
        assert_eq!(of_page(when), always, "{when}");
    }
    for when in [
        "b",
        "!b",
        // Unknown while unanswered, so that it says something.
        "b || !b",
        "c in ['a', 'b', 'z']",
        "n >= 1",
        "n == 10",
        "'a' in s && 'b' in s",
        "twice == 6",
        "answered(d) && answered(t) && tick",
        "m == 0 || m > 5000000",
        "channel == 'post' && c != 'z'",
        "size(s) == 2",
    ] {
        assert_eq!(of_page(when), "", "{when}");
    }
}

#[test]
fn what_is_around_counts() {
    let with = |fields: &str, rest: &str| {
        said(&format!(
            "{FIELDS}- {{id: second, title: P, visibleWhen: \"c == 'a' && n < 5\", fields: [{fields}]}}\n{rest}"
        ))
        .join(" | ")
    };
    let x = |more: &str| format!("{{id: x, type: text, label: X, {more}}}");
    let rule = |assert: &str| {
        x(&format!(
            "rules: [{{id: q, assert: \"{assert}\", message: M}}]"
        ))
    };
    for (fields, expected) in [
        (
            x("visibleWhen: \"c == 'b'\""),
            "fault: this can never be true: nobody is asked `x`; mend the condition, or leave it out",
        ),
        (
            x("visibleWhen: \"n < 5\""),
            "note: this is always true where it is asked: `x` is always there; `visibleWhen` can be left out",
        ),
        (
            x("visibleWhen: \"c != 'z' && b\""),
            "note: `c` cannot be `z` here: what is around excludes it; leave the comparison out",
        ),
        (
            x("visibleWhen: \"b ? c == 'a' : c in ['b', 'a']\""),
            "note: `c` cannot be `b` here: what is around excludes it; leave the comparison out",
        ),
        (
            x("required: \"n == 7\""),
            "note: this can never be true: `x` is never required; mend it, or leave `required` out",
        ),
        (
            x("required: \"n < 6\""),
            "note: this is always true: `x` is always required; write `required: true`",
        ),
        (rule("n <= 5"), "note: the rule `q` can never fail; mend it, or leave it out"),
        (
            rule("n > 5"),
            "note: the rule `q` can never be met; look at the values it compares",
        ),
        (
            rule("self == 'x' || n > 1"),
            "unchecked: not checked: not every value of the answers read here can be gone through",
        ),
        (
            rule("self.startsWith('x') || d < today()"),
            "unchecked: not checked: not every case of `d < today()`, `self.startsWith('x')` can be gone through",
        ),
        (rule("n > 2"), ""),
        // A group's condition, and the one around it.
        (
            format!("{{id: g, type: group, label: G, visibleWhen: b, fields: [{}]}}", x("visibleWhen: \"!b\"")),
            "fault: this can never be true: nobody is asked `g.x`; mend the condition, or leave it out",
        ),
        // Items: their own answers, and that a hidden one is unanswered.
        (
            format!("{{id: list, type: repeat, label: L, fields: [{{id: k, type: boolean, label: K}}, {{id: v, type: integer, label: V, visibleWhen: k}}, {}]}}", x("visibleWhen: \"!k && v > 1\"")),
            "fault: this can never be true: nobody is asked `list.x`; mend the condition, or leave it out",
        ),
        (
            "{id: list, type: repeat, label: L, fields: [{id: v, type: integer, minimum: 1, label: V}], rules: [{id: q, each: true, assert: item.v > 0, message: M}]}".to_owned(),
            "note: the rule `q` can never fail; mend it, or leave it out",
        ),
        (
            x("visibleWhen: \"r.exists(i, i.k)\""),
            "unchecked: not checked: not every case of `r.exists(i, i.k)` can be gone through",
        ),
    ] {
        assert_eq!(with(&fields, ""), expected, "{fields}");
    }
    assert_eq!(
        with(
            &x(""),
            "procedure: {papers: [{name: P, kind: copy, when: \"n > 10\"}], processingDays: 3}\n"
        ),
        "note: this can never be true: the entry never applies; mend it, or leave it out"
    );
}

#[test]
fn gaps_and_overlaps_of_a_fee() {
    let fee = |lines: &[&str]| {
        let lines: String = lines
            .iter()
            .map(|line| format!("  - {{{line}, label: L}}\n"))
            .collect();
        said(&format!("{FIELDS}fee:\n  lines:\n{lines}")).join(" | ")
    };
    for (lines, expected) in [
        (
            [
                "id: a, amount: 1, when: \"c == 'a'\"",
                "id: b, amount: 2, when: \"c == 'b'\"",
            ],
            "note: gap: for answers c = z, none of `a`, `b` is charged; add a line, 0 đồng too, unless it is meant",
        ),
        (
            [
                "id: a, amount: 1, when: \"n <= 5\"",
                "id: b, amount: 2, when: \"n >= 5\"",
            ],
            "note: overlap: for answers n = 5, the lines `a` and `b` both apply; narrow one unless it is meant",
        ),
        (
            [
                "id: a, amount: 1, when: \"n < 5\"",
                "id: b, amount: 2, when: \"n >= 5\"",
            ],
            "",
        ),
        // The second comes on top of the first; a gap is a gap all the same.
        (
            [
                "id: a, amount: 1, when: \"n > 1\"",
                "id: b, amount: 2, when: \"n > 5\"",
            ],
            "note: gap: for answers n = 1, none of `a`, `b` is charged; add a line, 0 đồng too, unless it is meant",
        ),
        // Other fields, another time, another kind: no alternatives.
        (
            [
                "id: a, amount: 1, when: b",
                "id: b, amount: 2, when: \"c == 'a'\"",
            ],
            "",
        ),
        (
            [
                "id: a, amount: 1, when: b",
                "id: b, amount: 2, collect: result, when: b",
            ],
            "",
        ),
        (
            [
                "id: a, amount: 1, when: b",
                "id: b, amount: 2, kind: lePhi, when: b",
            ],
            "",
        ),
        (
            [
                "id: a, amount: 1, when: \"n > 10\"",
                "id: b, amount: \"c == 'a' ? 1 : 2\", when: \"c != 'a'\"",
            ],
            "note: this can never be true: the line `a` is never charged; mend it, or leave the line out | note: `c` cannot be `a` here: what is around excludes it; leave the comparison out",
        ),
        (
            [
                "id: a, amount: 1",
                "id: b, amount: 2, when: \"channel in ['online', 'counter', 'post']\"",
            ],
            "note: this is always true; `when` can be left out",
        ),
        (
            [
                "id: a, amount: 1, when: old",
                "id: b, amount: 2, when: \"!old\"",
            ],
            "unchecked: not checked: not every case of `age(d, today()) > 60` can be gone through | unchecked: not checked: not every case of `age(d, today()) > 60` can be gone through",
        ),
    ] {
        assert_eq!(fee(&lines), expected, "{lines:?}");
    }
}

/// Definitions whose questions are just small enough, and just too large.
#[test]
fn both_sides_of_the_limits() {
    // `options` answers and unanswered, in each field of a product.
    let product = |options: &[usize]| {
        let mut text = "formDefinition: \"1.0\"\nid: vn.test\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\npages:\n- id: p\n  title: P\n  fields:\n".to_owned();
        let mut parts = Vec::new();
        for (field, count) in options.iter().enumerate() {
            let list: Vec<String> = (1..*count)
                .map(|n| format!("{{value: v{n}, label: V}}"))
                .collect();
            text.push_str(&format!(
                "  - {{id: f{field}, type: choice, label: F, options: [{}]}}\n",
                list.join(", ")
            ));
            parts.push(format!("size(f{field}) > 5"));
        }
        text.push_str(&format!(
            "  - {{id: x, type: text, label: X, required: \"{}\"}}\n",
            parts.join(" && ")
        ));
        said(&text).join(" | ")
    };
    let never =
        "note: this can never be true: `x` is never required; mend it, or leave `required` out";
    assert_eq!(10_usize.pow(5), forms::limits::COMBINATIONS);
    assert_eq!(product(&[10; 5]), never);
    assert_eq!(
        product(&[11, 10, 10, 10, 10]),
        "unchecked: not checked: more than 100,000 combinations of answers"
    );
    // All questions share one meter; those that come too late are not checked.
    let many = |count: usize| {
        let mut text = FIELDS.to_owned();
        text.push_str("- id: q\n  title: Q\n  fields:\n");
        for field in 0..5 {
            let list: Vec<String> = (1..10)
                .map(|n| format!("{{value: v{n}, label: V}}"))
                .collect();
            text.push_str(&format!(
                "  - {{id: f{field}, type: choice, label: F, options: [{}]}}\n",
                list.join(", ")
            ));
        }
        for x in 0..count {
            let parts: Vec<String> = (0..5).map(|field| format!("size(f{field}) > 5")).collect();
            text.push_str(&format!(
                "  - {{id: x{x}, type: text, label: X, required: \"{}\"}}\n",
                parts.join(" && ")
            ));
        }
        let said = said(&text);
        let late = said
            .iter()
            .filter(|said| said.contains("too many steps"))
            .count();
        assert_eq!(said.len(), count);
        late
    };
    assert_eq!(many(2), 0);
    let late = many(40);
    assert!((1..40).contains(&late), "{late} of 40");
}

/// A field that no generated definition has: with it, a condition that is
/// never true can be published, and is as true as before while it is unanswered.
const ESCAPE: &str = "escape";

/// The definition with every line at a fault made `(…) || escape`.
fn with_escape(text: &str, faults: &[Fault]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for fault in faults {
        let line = &mut lines[fault.line as usize - 1];
        let (key, condition) = line
            .split_once(": \"")
            .unwrap_or_else(|| panic!("{fault}: {line}"));
        let condition = condition.strip_suffix('"').unwrap();
        *line = format!("{key}: \"({condition}) || {ESCAPE}\"");
    }
    if text.contains(ESCAPE) {
        return lines.join("\n");
    }
    let first = lines
        .iter()
        .position(|line| line.trim() == "fields:")
        .unwrap();
    lines.insert(
        first + 1,
        format!("  - {{id: {ESCAPE}, type: boolean, label: {{vi: E, en: E}}}}"),
    );
    lines.join("\n")
}

/// What the words of a fault put between the first pair of backticks after `before`.
fn name<'w>(words: &'w str, before: &str) -> Option<&'w str> {
    words.split_once(before)?.1.split('`').nth(1)
}

/// Every place a field has in these answers.
fn places(form: &Form, answers: &Answers, path: &str) -> Vec<String> {
    let mut places = vec![(String::new(), String::new())];
    for id in path.split('.') {
        let mut next = Vec::new();
        for (plain, place) in places {
            let join = |prefix: &str| {
                let dot = if prefix.is_empty() { "" } else { "." };
                format!("{prefix}{dot}{id}")
            };
            let (plain, place) = (join(&plain), join(&place));
            let field = question::find(form, &place);
            // More items than are allowed are not laid out.
            let most = field.and_then(|field| match &field.question {
                Question::Repeat(options) if plain != path => Some(options.max_items as usize),
                _ => None,
            });
            if let Some(most) = most {
                for item in answers.items(&place).into_iter().take(most) {
                    next.push((plain.clone(), format!("{place}.{item}")));
                }
            } else {
                next.push((plain, place));
            }
        }
        places = next;
    }
    places.into_iter().map(|(_, place)| place).collect()
}

fn page_fields<'f>(form: &'f Form, id: &str) -> &'f [Field] {
    let page = form.pages.iter().find(|page| page.id == id);
    page.map_or(&[][..], |page| &page.fields)
}

/// Whether a field may be out of the question for its list's sake alone.
fn by_a_list(field: &Field) -> bool {
    use forms::question::choice::Options;
    matches!(&field.question, Question::Choice(Options::Source { parents, dated, .. }) if !parents.is_empty() || dated.is_some())
}

/// What the analysis said, held against one evaluation. How many sayings there were.
fn hold(form: &Form, answers: &Answers, evaluation: &Evaluation, said: &[Fault]) -> usize {
    let mut held = 0;
    for fault in said {
        let en = fault.en.as_str();
        if let Some(page) = name(en, "reaches the page") {
            for field in page_fields(form, page) {
                assert!(!evaluation.applies(&field.id), "{fault}");
            }
        } else if let Some(path) = name(en, "nobody is asked") {
            for place in places(form, answers, path) {
                assert!(!evaluation.applies(&place), "{fault}: {place}");
            }
        } else if let Some(owner) = name(en, "always true where it is asked:") {
            let fields = page_fields(form, owner);
            let fields_there = fields.iter().filter(|field| field.visible_when.is_none());
            for field in fields_there.filter(|field| !by_a_list(field)) {
                assert!(evaluation.applies(&field.id), "{fault}");
            }
            // A page and a field never have one id.
            for place in places(form, answers, owner)
                .iter()
                .filter(|_| fields.is_empty())
                .filter(|place| !question::find(form, place).is_some_and(by_a_list))
            {
                let ends = place.match_indices('.').map(|(end, _)| end);
                let mut around = ends.map(|end| &place[..end]).peekable();
                let shown = around.peek().is_some() && around.all(|path| evaluation.applies(path));
                assert!(!shown || evaluation.applies(place), "{fault}: {place}");
            }
        } else if let Some(path) =
            name(en, "this can never be true:").filter(|_| en.contains("never required"))
        {
            for place in places(form, answers, path) {
                let problem = evaluation
                    .problems
                    .iter()
                    .find(|problem| problem.path == place);
                assert!(
                    problem.is_none_or(|problem| problem.code.name() != "required"),
                    "{fault}"
                );
            }
        } else if let Some(rule) = name(en, "the rule").filter(|_| en.contains("never fail")) {
            let failed = evaluation
                .problems
                .iter()
                .any(|problem| problem.code.name() == rule);
            assert!(!failed, "{fault}");
        } else if let Some(line) = name(en, "the line").filter(|_| en.contains("never charged")) {
            if let forms::FeeState::Known(lines) = &evaluation.fee {
                assert!(lines.iter().all(|known| known.rule.id != line), "{fault}");
            }
        } else {
            continue;
        }
        held += 1;
    }
    held
}

/// All that is said is about answers that are valid, whatever is missing.
fn is_valid(evaluation: &Evaluation) -> bool {
    evaluation.problems.iter().all(|problem| {
        matches!(problem.code, forms::Code::Required | forms::Code::Rule(_))
            || problem.level == Level::Warning
    })
}

#[test]
fn never_is_never_and_always_is_always() {
    let count = generated::count("TOKHAI_ANALYSES", 400);
    let mut held = [0, 0];
    for seed in 0..count {
        let random = &mut Random::new(seed);
        let mut text = generated::any_definition(random, Kind::Any);
        let mut said = Vec::new();
        // What is within something unreachable is only seen once that is mended.
        let published = loop {
            match load("g", &generated::files(&text), &generated::units::Units) {
                Ok(published) => break published,
                Err(faults) => {
                    text = with_escape(&text, &faults);
                    said.extend(faults);
                }
            }
        };
        said.extend(published.notes);
        let form = &published.form;
        for _ in 0..20 {
            let answers = generated::answers(random, form);
            let mut answers = generated::mended(random, form, answers);
            answers.remove(ESCAPE);
            let evaluation = evaluate(form, &answers, &generated::context());
            if is_valid(&evaluation) {
                held[0] += 1;
                held[1] += hold(form, &answers, &evaluation, &said);
            }
        }
    }
    println!("{held:?} evaluations and sayings held against them");
    assert!(
        held[0] > count as usize && held[1] > count as usize,
        "{held:?}"
    );
}
