//! The schema that editors complete definitions by, beside the reader, under
//! two validators: what the reader takes, the schema takes, of every definition
//! there is and of thousands with something changed at one place. An unknown
//! key, and a needed one that is gone, the schema knows to be wrong too.
//!
//! `TOKHAI_MUTATIONS` changes are tried of each definition (30 unless told).

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod generated;
#[path = "common/guide.rs"]
mod guide;

use forms::author::definition_schema::{Document, schema};
use forms::author::keys::{self, Kind, Needed};
use forms::author::{canonical_json, load};
use generated::Random;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

type Files = BTreeMap<String, String>;

/// The YAML of a folder.
fn folder(path: &Path) -> Files {
    let read = |name: &str| {
        Some((
            name.to_owned(),
            std::fs::read_to_string(path.join(name)).ok()?,
        ))
    };
    let names = ["definition.yaml", "decision.yaml"];
    names.into_iter().filter_map(read).collect()
}

/// Whether the reader takes a folder.
fn takes(files: &Files) -> bool {
    let datasets = ["vn-admin-units", "u"].into_iter().flat_map(|set| {
        let days = ["2025-06-30", "2025-07-01"];
        days.map(|day| (format!("{set}@{day}"), "0".repeat(64)))
    });
    let datasets: BTreeMap<String, String> = datasets.collect();
    load("", files, &datasets).is_ok()
}

/// Every definition that is sound, by a name.
fn sound() -> Vec<(String, Files)> {
    let mut found = vec![("guide".to_owned(), guide::files())];
    found[0].1.retain(|name, _| name.ends_with(".yaml"));
    for name in [
        "birth-registration",
        "civil-status-extract",
        "criminal-record-certificate",
        "permanent-residence",
    ] {
        found.push((name.to_owned(), folder(&at("catalogue").join(name))));
    }
    let mut alone = vec![at("../tests/cases/forms/criminal-record.yaml")];
    for folder in ["../tests/definitions", "tests/corpus/definition"] {
        let files = std::fs::read_dir(at(folder)).unwrap();
        alone.extend(files.map(|file| file.unwrap().path()));
    }
    for path in alone {
        // The corpus of hostile inputs is not all text.
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let files = generated::files(&text);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if takes(&files) {
            found.push((name, files));
        } else {
            assert!(
                path.starts_with(at("tests/corpus")) || !name.ends_with(".yaml"),
                "{name}"
            );
        }
    }
    for seed in 0..generated::count("TOKHAI_CONTRACTS", 60) {
        let text = generated::definition(&mut Random::new(seed), generated::Kind::Any);
        found.push((format!("seed {seed}"), generated::files(&text)));
    }
    found
}

/// A path into a document, and whether the keys there are ours and not the
/// author's own: names of lists, languages of words.
struct Spot {
    pointer: String,
    ours: bool,
}

/// Every object of a document.
fn spots(json: &Json, pointer: &str, found: &mut Vec<Spot>) {
    let named = |last: &str| pointer.ends_with(last);
    match json {
        Json::Object(entries) if !named("/default") && !named("/const") => {
            let words = entries.keys().all(|key| key == "vi" || key == "en");
            let ours = !words && pointer != "/lists" && pointer != "/components";
            found.push(Spot {
                pointer: pointer.to_owned(),
                ours,
            });
            for (key, value) in entries {
                spots(value, &format!("{pointer}/{key}"), found);
            }
        }
        Json::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                spots(value, &format!("{pointer}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// A document with something changed at one place; what was done, and whether
/// the schema must refuse it.
fn changed(random: &mut Random, json: &Json) -> (Json, String, bool) {
    let mut all = Vec::new();
    spots(json, "", &mut all);
    let spot = random.of(&all);
    let mut json = json.clone();
    let object = json.pointer_mut(&spot.pointer).unwrap();
    let object = object.as_object_mut().unwrap();
    let keys: Vec<String> = object.keys().cloned().collect();
    let place = &spot.pointer;
    if keys.is_empty() || random.percent(20) {
        object.insert("labell".to_owned(), json!("x"));
        return (json, format!("{place}: `labell` added"), spot.ours);
    }
    let key = random.of(&keys).clone();
    if random.percent(35) {
        object.remove(&key);
        // Needed wherever they stand, in objects of ours.
        let needed = [
            "id", "assert", "message", "amount", "accept", "dataType", "value",
        ];
        let plain = spot.ours && needed.contains(&key.as_str()) && !place.is_empty();
        return (json, format!("{place}/{key} removed"), plain);
    }
    let others = [
        json!(null),
        json!(true),
        json!(5),
        json!(-1),
        json!(""),
        json!("x y"),
        json!("x".repeat(301)),
        json!("2026-11-23"),
        json!([]),
        json!(["x"]),
        json!({}),
        json!({"vi": "x", "en": "x"}),
    ];
    let other = random.of(&others).clone();
    let said = format!("{place}/{key} = {other}");
    object.insert(key, other);
    (json, said, false)
}

/// A document of a folder with what the reader says of it.
fn row(name: String, document: Document, data: &Json, accepted: bool, plain: bool) -> Json {
    assert!(!(accepted && plain), "{name}: the reader takes it");
    json!({"name": name, "document": document.name(), "data": data, "accepted": accepted, "plain": plain})
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let mut rows = Vec::new();
    let tries = generated::count("TOKHAI_MUTATIONS", 30);
    for (at, (name, files)) in sound().into_iter().enumerate() {
        assert!(takes(&files), "{name}");
        let mut random = Random::new(at as u64);
        for document in Document::ALL {
            let file = format!("{}.yaml", document.name());
            let Some(text) = files.get(&file) else {
                continue;
            };
            let data: Json = serde_json::from_str(&canonical_json(text).unwrap()).unwrap();
            rows.push(row(format!("{name}/{file}"), document, &data, true, false));
            for _ in 0..tries {
                let (data, said, plain) = changed(&mut random, &data);
                let mut files = files.clone();
                files.insert(file.clone(), data.to_string());
                let name = format!("{name}/{file}: {said}");
                rows.push(row(name, document, &data, takes(&files), plain));
            }
        }
    }
    let count = |key: &str| rows.iter().filter(|row| row[key] == true).count();
    let (all, accepted, plain) = (rows.len(), count("accepted"), count("plain"));
    // Changes that are all right, or all wrong, would prove nothing.
    assert!(
        accepted * 20 > all && accepted * 2 < all,
        "{accepted} of {all}"
    );
    assert!(plain * 10 > all, "{plain} of {all}");
    let schemas: BTreeMap<&str, Json> = Document::ALL
        .into_iter()
        .map(|document| (document.name(), schema(document)))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("definitions.json");
    std::fs::write(&path, json!({"schemas": schemas, "rows": rows}).to_string()).unwrap();
    println!("{all} definitions, the reader takes {accepted}");
    for (program, script) in [
        ("node", "tests/contract/definitions.mjs"),
        ("/usr/bin/python3", "tests/contract/definitions_check.py"),
    ] {
        let done = Command::new(program).arg(at(script)).arg(&path).output();
        let done = done.unwrap_or_else(|error| panic!("{program}: {error}"));
        let said = String::from_utf8_lossy(&done.stdout);
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{script}:\n{said}{why}");
        println!("{}", said.trim());
    }
}

/// Every key is in the schema, with what it says, and needed where it is.
#[test]
fn every_key_is_there() {
    for document in Document::ALL {
        let schema = schema(document);
        for (kind, name) in Kind::ALL {
            let own = match kind {
                Kind::Definition => continue,
                Kind::Decision if document == Document::Definition => continue,
                Kind::Decision => &schema,
                Kind::Result if document == Document::Definition => continue,
                Kind::Migration if document == Document::Decision => continue,
                _ => &schema["$defs"][name],
            };
            let properties = own["properties"].as_object().unwrap();
            assert_eq!(properties.len(), kind.keys().len(), "{name}");
            for key in kind.keys() {
                let said = &properties[key.name]["description"];
                assert_eq!(said, key.about, "{name}.{}", key.name);
            }
        }
        for (kind, ..) in keys::TYPES {
            let own = &schema["$defs"][format!("type-{kind}")];
            for key in keys::keys_of(kind).unwrap() {
                assert_eq!(own["properties"][key.name]["description"], key.about);
                let needed = own["required"].as_array();
                let needed = needed.is_some_and(|list| list.contains(&json!(key.name)));
                assert_eq!(needed, key.needed == Needed::Yes, "{kind}.{}", key.name);
            }
        }
    }
}
