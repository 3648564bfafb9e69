//! How much a change weighs: by a table of edits, and by what it must mean, that
//! whatever was accepted before a patch or minor change is accepted after it.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod generated;

use forms::author::Published;
use forms::author::diff::{Weight, changes, raised, refusal};
use forms::{Document, Form, evaluate, submission};
use generated::{Kind, Random, answers, context, definition, form, mended};
use serde_json::Value as Json;

const BASE: &str = r#"formDefinition: "1.0"
id: vn.diff
version: 1.2.3
languages: [vi, en]
title: {vi: Tờ khai, en: Form}
pages:
- id: one
  title: {vi: Một, en: One}
  fields:
  - id: name
    type: text
    maxLength: 50
    label: {vi: Tên, en: Name}
    required: true
  - id: copies
    type: integer
    minimum: 1
    maximum: 10
    label: {vi: Số bản, en: Copies}
  - id: kind
    type: choice
    options: [{value: a, label: {vi: A, en: A}}, {value: b, label: {vi: B, en: B}}]
    label: {vi: Loại, en: Kind}
  - id: born
    type: date
    maxDate: today
    label: {vi: Ngày sinh, en: Date of birth}
- id: two
  title: {vi: Hai, en: Two}
  fields:
  - id: people
    type: repeat
    maxItems: 5
    label: {vi: Người, en: People}
    fields:
    - {id: phone, type: phone, label: {vi: Điện thoại, en: Phone}}
rules:
- {id: few, assert: "copies < 9", at: copies, message: {vi: Ít thôi, en: Fewer}}
fee:
  lines:
  - {id: base, amount: "copies * 8000", label: {vi: Phí, en: Fee}}
"#;

fn edited(edits: &[(&str, &str)]) -> Published {
    let mut text = BASE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    form(&text)
}

#[test]
fn every_kind_of_change_has_its_weight() {
    use Weight::{Major, Minor, Patch};
    let old = form(BASE);
    assert_eq!(changes(&old, &old), []);
    let new_field = "- id: two\n  title: {vi: Hai, en: Two}\n  fields:\n";
    let optional = "- {id: more, type: text, label: {vi: Thêm, en: More}}\n";
    let required = "- {id: more, type: text, required: true, label: {vi: Thêm, en: More}}\n";
    let (optional, required) = (
        format!("{new_field}  {optional}"),
        format!("{new_field}  {required}"),
    );
    for (from, to, weight, place) in [
        ("vi: Tên", "vi: Họ và tên", Patch, "name"),
        ("vi: Hai", "vi: Trang hai", Patch, "page two"),
        ("vi: Ít thôi", "vi: Ít hơn", Patch, "rules"),
        ("vi: Phí", "vi: Lệ phí", Patch, "fee"),
        ("title: {vi: Tờ khai", "title: {vi: Đơn", Patch, "title"),
        (new_field, &optional, Minor, "more"),
        (new_field, &required, Major, "more"),
        ("    required: true\n", "", Minor, "name"),
        (
            "    minimum: 1\n",
            "    minimum: 1\n    required: true\n",
            Major,
            "copies",
        ),
        ("maximum: 10", "maximum: 20", Minor, "copies"),
        ("maximum: 10", "maximum: 9", Major, "copies"),
        ("    maximum: 10\n", "", Minor, "copies"),
        ("maxLength: 50", "maxLength: 49", Major, "name"),
        ("maxLength: 50", "maxLength: 51", Minor, "name"),
        (
            "maxLength: 50",
            "maxLength: 50\n    pattern: \"[a-z]+\"",
            Major,
            "name",
        ),
        (
            "{value: b, label: {vi: B, en: B}}",
            "{value: b, label: {vi: B, en: B}}, {value: c, label: {vi: C, en: C}}",
            Minor,
            "kind",
        ),
        (", {value: b, label: {vi: B, en: B}}", "", Major, "kind"),
        ("{vi: B, en: B}", "{vi: Bê, en: B}", Patch, "kind"),
        ("maxDate: today", "maxDate: today-18y", Major, "born"),
        ("    maxDate: today\n", "", Minor, "born"),
        ("type: integer", "type: money", Major, "copies"),
        ("maxItems: 5", "maxItems: 6", Minor, "people"),
        ("maxItems: 5", "maxItems: 4", Major, "people"),
        (
            "maxItems: 5",
            "minItems: 1\n    maxItems: 5",
            Major,
            "people",
        ),
        (
            "type: phone,",
            "type: phone, required: true,",
            Major,
            "people[].phone",
        ),
        ("id: phone", "id: telephone", Major, "people[].phone"),
        ("copies < 9", "copies < 8", Major, "rules"),
        ("copies * 8000", "copies * 9000", Major, "fee"),
        (
            "languages: [vi, en]",
            "languages: [en, vi]",
            Patch,
            "languages",
        ),
    ] {
        let new = edited(&[(from, to)]);
        let found = changes(&old, &new);
        let first = found
            .first()
            .unwrap_or_else(|| panic!("{from} -> {to}: no change"));
        assert_eq!(
            (first.weight, first.place.as_str()),
            (weight, place),
            "{from} -> {to}"
        );
        assert!(!first.vi.is_empty() && !first.en.is_empty());
    }
}

#[test]
fn a_version_is_raised_as_much_as_it_weighs() {
    let old = form(BASE);
    let tighter = ("maximum: 10", "maximum: 9");
    let refused = |version: &str, edit: (&str, &str)| {
        refusal(&old, &edited(&[edit, ("version: 1.2.3", version)])).map(|(_, en)| en)
    };
    assert_eq!(
        refused("version: 1.3.0", tighter).as_deref(),
        Some(
            "from 1.2.3 to 1.3.0 is too little: this is a major change (copies: `maximum` is narrower)"
        )
    );
    assert_eq!(refused("version: 2.0.0", tighter), None);
    assert_eq!(refused("version: 1.2.4", ("vi: Tên", "vi: Họ tên")), None);
    assert!(refused("version: 1.2.3", ("vi: Tên", "vi: Họ tên")).is_some());
    assert_eq!(raised("1.2.3", "1.2.3"), None);
    assert_eq!(raised("1.2.3", "1.1.9"), None);
    assert_eq!(raised("1.9.9", "1.10.0"), Some(Weight::Minor));
    assert_eq!(raised("1.2.3", "2.0.0"), Some(Weight::Major));
}

/// Edits of a line, whether they widen or narrow.
const EDITS: [(&str, &str); 16] = [
    ("required: true", ""),
    ("maxLength: 60", "maxLength: 3"),
    ("maxLength: 60", "maxLength: 90"),
    ("minimum: 1", "minimum: 0"),
    ("minimum: 1", "minimum: 3"),
    ("maximum: 10", "maximum: 7"),
    ("maximum: 10", "maximum: 11"),
    ("scale: 3", "scale: 1"),
    ("scale: 1", "scale: 3"),
    ("precision: day", "precision: year"),
    ("maxItems: 3", "maxItems: 2"),
    ("maxItems: 3", "maxItems: 4"),
    ("minItems: 1", "minItems: 0"),
    ("exclusiveMinimum: 0", ""),
    ("multipleOf: 500", "multipleOf: 1000"),
    ("type: boolean", "type: declaration"),
];

fn accepts(form: &Form, json: &Json) -> bool {
    let document = Document::of(form, json);
    let (answers, problems) = (document.answers(), document.problems());
    let evaluation = evaluate(form, &answers, &context());
    problems.is_empty() && evaluation.errors().next().is_none() && evaluation.fee.total().is_some()
}

/// The meaning of the weights, on generated forms and generated edits.
#[test]
fn what_was_right_stays_right_after_a_minor_change() {
    let mut random = Random::new(11);
    let (mut light, mut heavy, mut judged) = (0, 0, 0);
    for _ in 0..generated::count("TOKHAI_EDITS", 400) {
        let text = definition(&mut random, Kind::Any);
        let (from, to) = *random.of(&EDITS);
        let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
        if places.is_empty() {
            continue;
        }
        let at = *random.of(&places);
        let changed = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
        let files = [("definition.yaml".to_owned(), changed)].into();
        let Ok(new) = forms::author::load("", &files, &generated::units::Units) else {
            continue; // the edit made it faulty
        };
        let old = form(&text);
        let Some(heaviest) = changes(&old, &new).into_iter().next() else {
            continue;
        };
        if heaviest.weight == Weight::Major {
            heavy += 1;
            continue;
        }
        light += 1;
        for _ in 0..12 {
            let given = answers(&mut random, &old.form);
            let given = mended(&mut random, &old.form, given);
            let typed = submission(&old.form, &evaluate(&old.form, &given, &context()));
            if accepts(&old.form, &typed) {
                judged += 1;
                assert!(
                    accepts(&new.form, &typed),
                    "{from} -> {to} ({heaviest:?})\n{typed}\n{text}"
                );
            }
        }
    }
    assert!(
        light > 10 && heavy > 10 && judged > 30,
        "{light} light, {heavy} heavy, {judged} judged"
    );
}
