//! The commands for whoever writes definitions, run as they run them.

#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue")
}

fn run(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tokhai"))
        .args(words)
        .current_dir(catalogue())
        .output()
        .unwrap()
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// A copy of a shipped definition with one edit, alone in a folder.
fn edited(from: &str, to: &str) -> (tempfile::TempDir, String) {
    let text = std::fs::read_to_string(catalogue().join("civil-status-extract/definition.yaml"));
    let text = text.unwrap();
    assert!(text.contains(from), "{from}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.yaml");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    let shown = path.to_string_lossy().into_owned();
    (folder, shown)
}

#[test]
fn check_says_what_is_checked_and_what_is_not() {
    let output = run(&["check", "civil-status-extract", "datasets"]);
    let (out, _) = said(&output);
    assert!(output.status.success(), "{out}");
    assert!(out.contains("civil-status-extract: no faults, "), "{out}");
    assert!(out.contains(" ca kiểm thử đúng, "), "{out}");
    assert!(out.contains("datasets: no definition, not checked"));
    // Nothing checked is no success.
    let output = run(&["check", "datasets"]);
    assert!(!output.status.success());
    assert!(
        said(&output)
            .1
            .contains("nothing was checked / chưa kiểm tra gì")
    );
}

/// A copy of a shipped folder in which everything can be changed.
fn copied(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join(name);
    std::fs::create_dir(&own).unwrap();
    for entry in std::fs::read_dir(catalogue().join(name)).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, own.join(path.file_name().unwrap())).unwrap();
    }
    (folder, own)
}

#[test]
fn check_says_one_thing_once() {
    let (_folder, own) = copied("civil-status-extract");
    std::fs::remove_file(own.join("form-map.md")).unwrap();
    let path = own.join("definition.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    // On every page that has no condition.
    let when = "    visibleWhen: \"today > date('2020-01-01')\"\n";
    let (mut with, mut after_section) = (String::new(), false);
    for line in text.lines() {
        if after_section && line == "    fields:" {
            with += when;
        }
        after_section = line.starts_with("    section:");
        with += &[line, "\n"].concat();
    }
    assert!(with.matches(when).count() > 2);
    std::fs::write(&path, with).unwrap();
    let shown = own.to_string_lossy();
    let output = run(&["check", &shown, "--datasets", "datasets", "--lang", "en"]);
    let (out, _) = said(&output);
    let alone = "of `today > date('2020-01-01')` can";
    let about: Vec<&str> = out.lines().filter(|l| l.contains(alone)).collect();
    assert_eq!(about.len(), 1, "{out}");
    assert!(about[0].contains("places more)"), "{out}");
    assert!(out.contains("form-map.md: note: nothing says which box"));
    assert!(out.contains("worth a look") && out.contains("places not checked"));
}

#[test]
fn help_is_given_wherever_it_is_asked_for() {
    for words in [&["check", "--help"][..], &["help", "check"]] {
        let output = run(words);
        let (out, _) = said(&output);
        assert!(output.status.success(), "{words:?}");
        assert!(out.contains("check   FILE...") && !out.contains("TOKHAI_"));
    }
    // Whoever reads may stop reading.
    let mut child = Command::new(env!("CARGO_BIN_EXE_tokhai"))
        .arg("help")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output).1);
}

#[test]
fn check_shows_a_fault_where_it_stands() {
    let (_folder, path) = edited("type: nationalId", "type: nationalID");
    let output = run(&["check", &path, "--datasets", "datasets", "--lang", "vi"]);
    let (out, err) = said(&output);
    assert!(!output.status.success());
    let line = out.lines().next().unwrap();
    assert!(line.starts_with(&format!("{path}:")), "{line}");
    assert!(
        line.ends_with("không có loại câu hỏi `nationalID`; có phải là `nationalId`?"),
        "{line}"
    );
    let shown: Vec<&str> = out.lines().collect();
    let at = shown[1].find("nationalID").unwrap();
    assert_eq!(shown[2].find('^'), Some(at), "{out}");
    assert!(err.contains("1 lỗi"), "{err}");
}

#[test]
fn export_gives_a_contract_an_api_and_canonical_json() {
    let json = |words: &[&str]| -> Json {
        let output = run(words);
        let (out, err) = said(&output);
        assert!(output.status.success(), "{err}");
        serde_json::from_str(&out).unwrap()
    };
    let form = "civil-status-extract";
    let schema = json(&["export", form, "--schema"]);
    assert_eq!(schema["additionalProperties"], false);
    assert!(schema["required"].is_array());
    assert_eq!(
        json(&["export", form, "--schema=draft"])["required"],
        Json::Null
    );
    let api = json(&["export", form, "--openapi"]);
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(api["components"]["schemas"]["Answers"], schema);
    assert!(api["paths"]["/api/v1/submissions"].is_object());
    assert_eq!(api["paths"]["/api/v1/dossiers"], Json::Null);
    assert_eq!(api["components"]["schemas"]["ToDecide"], Json::Null);
    assert!(api["components"]["schemas"]["Wrong"].is_object());
    assert_eq!(json(&["export", form, "--json"])["formDefinition"], "1.0");
    assert!(!run(&["export", form]).status.success());
}

#[test]
fn diff_refuses_a_number_that_was_not_raised_far_enough() {
    let (_folder, path) = edited("version: 1.0.0", "version: 1.0.1");
    let words = [
        "diff",
        "civil-status-extract/definition.yaml",
        &path,
        "--datasets",
        "datasets",
    ];
    let output = run(&words);
    // A file by itself has neither decision nor template: that is no patch.
    assert!(!output.status.success());
    let (out, err) = said(&output);
    assert!(out.contains("minor  decision: is gone"), "{out}");
    assert!(err.contains("from 1.0.0 to 1.0.1 is too little"), "{err}");
    assert!(
        run(&["diff", &path, &path, "--datasets", "datasets"])
            .status
            .success()
    );
}

/// A workbook with these cells in its sheet `survey`, in a folder of its own.
fn survey(rows: &[&[&str]]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("survey").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    workbook.save(&path).unwrap();
    let shown = path.to_string_lossy().into_owned();
    (folder, shown)
}

#[test]
fn import_writes_a_definition_and_says_what_is_left() {
    let (folder, path) = survey(&[
        &["type", "name", "label", "appearance"],
        &["text", "full_name", "Họ và tên", "w2"],
    ]);
    let output = run(&["import", "xlsform", &path, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let (definition, told) = said(&output);
    assert!(definition.contains("id: full_name"), "{definition}");
    assert!(
        told.contains("form.xlsx: survey: D2 (appearance) `w2`: not carried over"),
        "{told}"
    );
    assert!(
        told.ends_with("cells not carried over: 1; faults of the definition: 0\n"),
        "{told}"
    );
    // Into a folder, and never over what is there.
    let out = folder.path().join("mine");
    let words = ["import", "xlsform", &path, "--out"];
    let target = format!("{}/", out.display());
    let output = run(&[&words[..], &[target.as_str()]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(said(&output).0, "");
    let written = std::fs::read_to_string(out.join("definition.yaml")).unwrap();
    assert_eq!(written, definition);
    let (_, told) = said(&run(&[&words[..], &[target.as_str()]].concat()));
    assert!(told.contains("definition.yaml: File exists"), "{told}");
}

#[test]
fn import_of_what_is_carried_over_whole() {
    let (_folder, path) = survey(&[&["type", "name", "label"], &["integer", "n", "Số"]]);
    let output = run(&["import", "xlsform", &path]);
    assert_eq!(output.status.code(), Some(0), "{:?}", said(&output).1);
    assert_eq!(said(&output).1, "");
}

#[test]
fn import_of_what_is_no_workbook() {
    let output = run(&["import", "xlsform", "agencies.json", "--lang", "vi"]);
    assert_eq!(output.status.code(), Some(1));
    let (written, told) = said(&output);
    assert_eq!(written, "");
    assert!(told.contains("đây không phải sổ tính .xlsx"), "{told}");
}
