//! What is said of a definition for all answers at once.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

use forms::author::{Fault, load};
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
