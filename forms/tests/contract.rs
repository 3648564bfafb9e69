//! The exported contract beside the engine, under two validators that others use:
//! what the engine accepts, the schema accepts; where nothing is only annotated,
//! the two accept the same.
//!
//! `TOKHAI_CONTRACTS` definitions are tried (60 unless told), 40 documents each.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod generated;
#[path = "common/same.rs"]
mod same;

use forms::contract::{Profile, schema};
use forms::{Document, Form, evaluate, submission};
use generated::{Kind, Random, answers, definition, documents, form, mended, with_lists};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENTS: usize = 40;

/// Whether typed answers may be submitted.
fn accepts(form: &Form, json: &Json) -> bool {
    let document = Document::of(form, json);
    let (answers, problems) = (document.answers(), document.problems());
    let context = with_lists();
    let evaluation = document.evaluate(&context);
    same::assert_same(form, &evaluation, &evaluate(form, &answers, &context));
    problems.is_empty()
        && evaluation.errors().next().is_none()
        && evaluation.left_out().is_empty()
        && evaluation.fee.total().is_some()
}

/// Whether typed answers may be kept on the way: each is of its type.
fn takes(form: &Form, json: &Json) -> bool {
    Document::of(form, json).problems().is_empty()
}

/// One definition's schema with documents and what the engine says of them.
fn row(seed: u64, kind: Kind) -> Json {
    let mut random = Random::new(seed);
    let text = definition(&mut random, kind);
    let form = form(&text).form;
    let contract = schema(&form, Profile::Submission);
    assert!(
        kind == Kind::Any || contract.is_exact(),
        "seed {seed}: {:?}\n{text}",
        contract.annotated
    );
    let mut judged = Vec::new();
    while judged.len() < DOCUMENTS {
        let mut answers = answers(&mut random, &form);
        if random.percent(80) {
            answers = mended(&mut random, &form, answers);
        }
        let context = with_lists();
        let typed = submission(&form, &evaluate(&form, &answers, &context));
        for document in documents(&mut random, &typed, 7) {
            let accepted = accepts(&form, &document);
            judged.push(json!({"data": document, "accepted": accepted}));
        }
    }
    json!({"seed": seed, "definition": text, "exact": contract.is_exact(), "schema": contract.schema,
        "draft": schema(&form, Profile::Draft).schema, "documents": judged})
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a validator over the rows; it ends with 1 and says what disagrees.
fn judge(program: &str, script: &str, rows: &Path) -> String {
    let done = Command::new(program)
        .arg(at(script))
        .arg(rows)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "{script}:\n{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    said
}

#[test]
fn what_the_engine_accepts_the_schema_accepts() {
    let count = generated::count("TOKHAI_CONTRACTS", 60);
    let rows: Vec<Json> = (0..count)
        .map(|seed| {
            row(
                seed,
                if seed % 2 == 0 {
                    Kind::Exact
                } else {
                    Kind::Any
                },
            )
        })
        .collect();
    let documents = || {
        rows.iter()
            .flat_map(|row| row["documents"].as_array().unwrap())
    };
    let accepted = documents().filter(|row| row["accepted"] == true).count();
    let all = documents().count();
    // A generator that makes only wrong, or only right, documents proves nothing.
    assert!(
        accepted * 20 > all && accepted * 4 < all * 3,
        "{accepted} of {all} accepted"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.json");
    std::fs::write(&path, serde_json::to_vec(&rows).unwrap()).unwrap();
    for (program, script) in [
        ("node", "tests/contract/ajv.mjs"),
        ("/usr/bin/python3", "tests/contract/jsonschema_check.py"),
    ] {
        println!("{}", judge(program, script, &path).trim());
    }
    println!("{accepted} of {all} documents accepted by the engine");
}

/// A half-filled form may be kept wherever each answer is of its type.
#[test]
fn a_draft_needs_nothing() {
    let mut random = Random::new(7);
    let text = definition(&mut random, Kind::Any);
    let form = form(&text).form;
    assert!(takes(&form, &json!({})));
    let draft = schema(&form, Profile::Draft).schema.to_string();
    assert!(!draft.contains("\"required\":[\"f"));
    assert!(!draft.contains("\"if\""));
}
