//! Reading the cases, and the list of those that are excused.

use crate::values;
use forms::Value;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// The sections with the language we have.
const SECTIONS: [&str; 15] = [
    "basic",
    "comparisons",
    "conversions",
    "fields",
    "fp_math",
    "integer_math",
    "lists",
    "logic",
    "macros",
    "parse",
    "plumbing",
    "string",
    "timestamps",
    "string_ext",
    "math_ext",
];

/// Why a case has nothing to do with the profile.
pub(crate) struct Outside(pub(crate) String);

pub(crate) enum Expected {
    Value(Value),
    Error,
}

pub(crate) struct Case {
    /// `section/group/name`, and `#2` where a name is there twice.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) expected: Result<Expected, Outside>,
    pub(crate) names: Result<Vec<(String, Option<Value>)>, Outside>,
}

/// Every case of the sections.
///
/// # Panics
/// Where the package is not there: a test that runs nothing must not pass.
pub(crate) fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let file =
        root.join("end2end/node_modules/@bufbuild/cel-spec/dist/esm/testdata/conformance.js");
    assert!(
        file.is_file(),
        "the cases are not there; `.ci/setup test` fetches them: {}",
        file.display()
    );
    // The cases are a module of JavaScript. Its numbers leave as texts, because
    // our reader of JSON rounds the last digit of some.
    let script = "const { tests } = await import(process.argv[1]);
        const exact = (_, value) => (typeof value === 'number' ? String(value) : value);
        console.log(JSON.stringify(tests, exact));";
    let url = format!("file://{}", file.canonicalize().unwrap().display());
    let node = Command::new("node")
        .args(["--input-type=module", "-e", script, &url])
        .output()
        .expect("node, which `.ci/setup` installs");
    assert!(
        node.status.success(),
        "{}",
        String::from_utf8_lossy(&node.stderr)
    );
    let json: Json = serde_json::from_slice(&node.stdout).unwrap();
    let mut cases = Vec::new();
    let mut names = BTreeSet::new();
    for section in list(&json, "suites") {
        if SECTIONS.contains(&text(section, "name")) {
            for group in list(section, "suites") {
                for case in list(group, "tests") {
                    let place = [text(section, "name"), text(group, "name")];
                    cases.push(read(&case["original"], place, &mut names));
                }
            }
        }
    }
    let sections: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.name.split('/').next())
        .collect();
    assert_eq!(sections.len(), SECTIONS.len(), "a section is missing");
    cases
}

fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'j>(json: &'j Json, key: &str) -> &'j str {
    json[key].as_str().unwrap_or("")
}

fn read(json: &Json, [section, group]: [&str; 2], names: &mut BTreeSet<String>) -> Case {
    let mut name = format!("{section}/{group}/{}", text(json, "name"));
    while !names.insert(name.clone()) {
        name.push_str("#2");
    }
    Case {
        name,
        text: text(json, "expr").to_owned(),
        expected: expected(json),
        names: bindings(&json["bindings"]),
    }
}

fn expected(json: &Json) -> Result<Expected, Outside> {
    if json["checkOnly"] == true {
        return Err(Outside("only the type is asked for".to_owned()));
    }
    if json.get("evalError").is_some() {
        return Ok(Expected::Error);
    }
    let typed = json.get("typedResult").map(|typed| &typed["result"]);
    match json.get("value").or(typed) {
        Some(value) => values::read(value).map(Expected::Value),
        // So the cases say: nothing is expected where `true` is.
        None => Ok(Expected::Value(Value::Bool(true))),
    }
}

fn bindings(json: &Json) -> Result<Vec<(String, Option<Value>)>, Outside> {
    let mut names = Vec::new();
    for (name, bound) in json.as_object().into_iter().flatten() {
        names.push((name.clone(), Some(values::read(&bound["value"])?)));
    }
    Ok(names)
}

/// The list: a line `= reason`, then the names of cases it excuses.
pub(crate) fn skipped() -> BTreeMap<String, &'static str> {
    let mut reason = "";
    let mut skipped = BTreeMap::new();
    for line in include_str!("skipped.txt").lines() {
        match line.strip_prefix("= ") {
            Some(heading) => reason = heading,
            None if line.is_empty() || line.starts_with('#') => {}
            None => {
                assert!(!reason.is_empty(), "a case without a reason: {line}");
                assert!(
                    skipped.insert(line.to_owned(), reason).is_none(),
                    "twice: {line}"
                );
            }
        }
    }
    skipped
}
