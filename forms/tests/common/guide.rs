//! The whole procedure that the guide begins with, file by file.

use std::collections::BTreeMap;

/// Its files by name, as they stand in `forms/catalogue/README.md`.
pub(crate) fn files() -> BTreeMap<String, String> {
    let guide = include_str!("../../catalogue/README.md");
    let examples = guide.split("<!-- example ").skip(1);
    let files = examples.map(|example| {
        let (name, rest) = example.split_once(" -->\n```").unwrap();
        let (_, text) = rest.split_once('\n').unwrap();
        let (text, _) = text.split_once("\n```").unwrap();
        (name.to_owned(), text.to_owned())
    });
    files.collect()
}
