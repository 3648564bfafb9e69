//! Hostile definitions: whatever bytes come, loading ends without a panic, and
//! gives a form within the limits or faults with places and words.
//!
//! The corpus in `corpus/definition/` runs first, then inputs made of it:
//! `TOKHAI_FUZZ_DEFINITIONS` of them, from `TOKHAI_SEED` on.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "hostile/bytes.rs"]
mod bytes;
#[path = "common/dice.rs"]
mod dice;

use dice::Dice;
use forms::author::{canonical_json, load};
use forms::{Answers, Context, Form, NoDatasets, date::Date, evaluate, limits, submission};
use std::collections::BTreeMap;

const WORDS: &[&str] = &[
    "visibleWhen: ",
    "required: ",
    "type: ",
    "choice",
    "repeat",
    "group",
    "calculated",
    "fields: [",
    "options: [",
    "true",
    "null",
    "~",
    "9223372036854775808",
    "1e400",
    ".nan",
    "0x10",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ": ",
    ", ",
    "\n",
    "\n  ",
    "\n- ",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "---\n",
    "...\n",
    "# ",
    "| \n",
    "> \n",
    "\t",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\\ud800",
    "n > 2",
    "c == 'b'",
    "r.exists(x, x.k)",
    "today()",
    "self",
    "item.k",
    "id: c",
    "maxItems: 200",
    "minimum: -9223372036854775808",
    "pattern: '(a+)+'",
    "source: {dataset: units@1, level: province}",
    "decision: ",
    "x-note: 1",
    "formDefinition: \"1.0\"",
    "ệ",
    "\u{1F431}",
];

/// What a definition may say otherwise and still be sound.
const OTHERWISE: &[[&str; 2]] = &[
    ["n > 2", "!answered(n)"],
    ["n > 2", "sum == 4 && r.exists(i, i.k)"],
    ["c == 'a' ||", "'b' in s &&"],
    ["n * 2", "n / (n - 3)"],
    ["n * 1000", "round(n * 0.5, 'floor')"],
    ["n < 8", "n < 8 && box.line.matches('a+')"],
    ["maxItems: 3", "maxItems: 200"],
    ["maximum: 9", "multipleOf: 7"],
    ["type: date", "type: partialDate"],
    ["required: true", "required: \"d < today() && n != 4\""],
    ["minItems: 1", "minItems: 2"],
    ["languages", "x-note: [~, {}]\nlanguages"],
];

fn otherwise(dice: &mut Dice, text: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(text).into_owned();
    for _ in 0..1 + dice.below(3) {
        let [from, to] = OTHERWISE[dice.below(OTHERWISE.len())];
        text = text.replacen(from, to, 1);
    }
    text.into_bytes()
}

/// The target: any bytes, with a decision made of any bytes beside them.
fn definition(data: &[u8], decision: Option<&[u8]>) -> bool {
    let text = String::from_utf8_lossy(data).into_owned();
    let mut files = BTreeMap::from([("definition.yaml".to_owned(), text.clone())]);
    if let Some(decision) = decision {
        let decision = String::from_utf8_lossy(decision).into_owned();
        files.insert("decision.yaml".to_owned(), decision);
    }
    let units = BTreeMap::from([("units@1".to_owned(), "00".repeat(32))]);
    match load("f", &files, &units) {
        Ok(published) => {
            assert!(canonical_json(&text).unwrap().len() <= limits::CANONICAL);
            for form in [Some(&published.form), published.decision.as_ref()]
                .into_iter()
                .flatten()
            {
                runs(form);
            }
            true
        }
        Err(faults) => {
            let most = files.values().map(String::len).sum::<usize>() + 50;
            assert!(
                (1..=most).contains(&faults.len()),
                "{} faults",
                faults.len()
            );
            for fault in faults {
                assert!(!fault.vi.is_empty() && !fault.en.is_empty(), "{fault}");
                assert!(fault.line > 0 && fault.column > 0, "{fault}");
            }
            false
        }
    }
}

/// What was taken keeps and runs.
fn runs(form: &Form) {
    assert!(form.pages.len() <= limits::PAGES);
    let kept = serde_json::to_string(form).unwrap();
    assert_eq!(&serde_json::from_str::<Form>(&kept).unwrap(), form);
    let context = Context {
        today: Date::new(2026, 11, 23).unwrap(),
        channel: "online",
        agency: "A",
        province: "14",
        datasets: &NoDatasets,
    };
    let evaluation = evaluate(form, &Answers::new(), &context);
    assert!(submission(form, &evaluation).is_object());
}

#[test]
fn no_definition_panics_or_runs_for_ever() {
    let corpus = bytes::corpus("definition");
    assert!(corpus.len() >= 8, "the corpus is there");
    let plain = corpus.last().unwrap();
    assert!(definition(plain, None));
    for text in &corpus {
        definition(text, None);
        definition(&corpus[0], Some(text));
    }
    let count = dice::from_environment("TOKHAI_FUZZ_DEFINITIONS", 20_000);
    let mut dice = Dice::new(dice::from_environment("TOKHAI_SEED", 1));
    let mut sound = 0;
    for _ in 0..count {
        let input = match dice.below(4) {
            0 => otherwise(&mut dice, plain),
            _ => bytes::spoilt(&mut dice, &corpus, WORDS),
        };
        let decision = dice
            .once_in(4)
            .then(|| bytes::spoilt(&mut dice, &corpus, WORDS));
        sound += u64::from(definition(&input, decision.as_deref()));
    }
    println!("{count} inputs, {sound} taken");
    assert!(sound * 50 > count, "one in fifty is taken: {sound}");
}
