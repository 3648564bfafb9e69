//! The engine in the shipped WebAssembly module and the engine of the server say
//! the same of the same answers, word for word: on every case of the catalogue
//! and on generated pairs of definition and answers (`TOKHAI_PAIRS`, 600 unless told).
//!
//! The module is the one of `node .ci/front.mjs`, run by Node.

use crate::generated::{self, Kind, Random};
use app::islands::{Said, Setting};
use forms::outcome::outcome;
use forms::{Answers, Context, Form, NoDatasets};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the module is given and what it must say.
fn pair(form: &Form, answers: &Answers, context: &Context<'_>, lang: &str) -> Json {
    let setting = Setting {
        form: String::new(),
        page: String::new(),
        prefix: String::new(),
        lang: lang.to_owned(),
        today: context.today,
        agency: context.agency.to_owned(),
        province: context.province.to_owned(),
        channel: context.channel.to_owned(),
        given: answers.clone(),
        said: Said {
            problems: String::new(),
            error: String::new(),
            error_title: String::new(),
            left: String::new(),
            over: String::new(),
        },
    };
    json!({"setting": setting.write(), "form": form.browser_copy(lang),
        "expected": outcome(form, answers, context, lang)})
}

fn generated_pairs(count: u64) -> Vec<Json> {
    let mut pairs = Vec::new();
    for seed in 0..count.div_ceil(5) {
        let mut random = Random::new(seed);
        let text = generated::definition(&mut random, Kind::Any);
        let form = generated::form(&text).form;
        for turn in 0..5 {
            let mut answers = generated::answers(&mut random, &form);
            if turn > 1 {
                answers = generated::mended(&mut random, &form, answers);
            }
            let lang = ["vi", "en"][turn % 2];
            pairs.push(pair(&form, &answers, &generated::context(), lang));
        }
    }
    pairs
}

/// Every case of the catalogue, by what is known without its datasets: the
/// browser has none either.
fn catalogue_pairs() -> Vec<Json> {
    let catalogue = root().join("forms/catalogue");
    let names: BTreeMap<String, String> = std::fs::read_dir(catalogue.join("datasets"))
        .expect("datasets")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), "0".repeat(64))))
        .collect();
    let mut pairs = Vec::new();
    for entry in std::fs::read_dir(&catalogue).expect("the catalogue") {
        let folder = entry.expect("an entry").path();
        let Ok(cases) = std::fs::read_to_string(folder.join("cases.json")) else {
            continue;
        };
        let files = std::fs::read_dir(&folder).expect("a folder").map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let text = std::fs::read_to_string(&path).expect("text");
            (name.into_owned(), text)
        });
        let files: BTreeMap<String, String> = files.collect();
        let form = forms::author::load("", &files, &names)
            .expect("no faults")
            .form;
        let cases: Vec<Json> = serde_json::from_str(&cases).expect("cases");
        for case in &cases {
            let given = case["answers"].as_object().expect("answers").iter();
            let answers: Answers = given
                .map(|(path, raw)| (path.clone(), raw.as_str().expect("text").to_owned()))
                .collect();
            let text = |key: &str| case[key].as_str().expect("text");
            let context = Context {
                today: forms::date::Date::parse_iso(text("today")).expect("a date"),
                channel: text("channel"),
                agency: text("agency"),
                province: "14",
                datasets: &NoDatasets,
            };
            pairs.push(pair(&form, &answers, &context, "vi"));
            pairs.push(pair(&form, &answers, &context, "en"));
        }
    }
    assert!(pairs.len() >= 120, "{} pairs", pairs.len());
    pairs
}

#[test]
fn browser_and_server_say_the_same() {
    let count = generated::count("TOKHAI_PAIRS", 600);
    let mut pairs = catalogue_pairs();
    pairs.extend(generated_pairs(count));
    // Pairs of which there is nothing to say prove nothing.
    let telling = |mark: &str| {
        let lines = pairs
            .iter()
            .flat_map(|pair| pair["expected"].as_str().unwrap_or("").lines());
        lines.filter(|line| line.starts_with(mark)).count()
    };
    for mark in ["- ", "= ", "! ", "? ", "$ "] {
        assert!(telling(mark) > 50, "{mark}: {}", telling(mark));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pairs.json");
    std::fs::write(&path, serde_json::to_vec(&pairs).expect("JSON")).expect("written");
    let done = Command::new("node")
        .arg(root().join("tests/suite/sameness/module.mjs"))
        .arg(&path)
        .output()
        .expect("node");
    assert!(
        done.status.success(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    println!("{}", String::from_utf8_lossy(&done.stdout).trim());
}
