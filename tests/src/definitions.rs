//! Definitions that are no procedure of the province: served from a catalogue
//! of their own.

use forms::Answers;
use std::path::PathBuf;
use tempfile::TempDir;

/// The agency that offers them.
pub const AGENCY: &str = "TEST-1";

/// The folder of `tests/definitions`.
pub fn folder() -> PathBuf {
    crate::repository().join("tests/definitions")
}

/// A catalogue of one definition and the province's datasets. `code` is the
/// procedure's.
///
/// # Panics
/// When a file cannot be read or written.
pub fn catalogue(name: &str, code: &str) -> TempDir {
    let catalogue = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let file = catalogue.path().join(path);
        let around = file.parent().expect("a folder").to_owned();
        std::fs::create_dir_all(around).expect("a folder");
        std::fs::write(file, text).expect("written");
    };
    let read = |file: PathBuf| {
        std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
    };
    put(
        &format!("{name}/definition.yaml"),
        &read(folder().join(format!("{name}.yaml"))),
    );
    let province = crate::repository().join("forms/catalogue");
    put("calendar.json", &read(province.join("calendar.json")));
    let datasets = province.join("datasets");
    for entry in std::fs::read_dir(datasets).expect("datasets").flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if file.ends_with(".json") {
            put(&format!("datasets/{file}"), &read(entry.path()));
        }
    }
    let agencies = serde_json::json!({
        "illustrative": true,
        "province": {"code": "14", "name": {"vi": "Tỉnh Sơn La", "en": "Sơn La Province"}},
        "agencies": [{
            "code": AGENCY,
            "name": {"vi": "Cơ quan thử", "en": "Agency for tests"},
            "level": "province",
            "unit": "14",
            "offers": [code],
        }],
    });
    put("agencies.json", &agencies.to_string());
    catalogue
}

/// Raw answers that belong to a definition (`tests/definitions/{name}.json`).
///
/// # Panics
/// When they cannot be read.
pub fn answers(name: &str) -> Answers {
    let file = folder().join(format!("{name}.json"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}
