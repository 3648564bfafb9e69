//! `tokhai schema`: what editors complete definitions by.

use super::{USAGE, Words, say};
use forms::author::definition_schema::{Document, schema};

/// Prints the JSON Schema of `definition.yaml`, or of `decision.yaml`.
///
/// # Errors
/// How the command is called.
pub fn definition_schema(words: &[String]) -> Result<(), String> {
    let words = Words::read(words, &[])?;
    let wanted = match words.plain.as_slice() {
        [] => Some(Document::Definition),
        [name] => Document::ALL
            .into_iter()
            .find(|document| document.name() == name),
        _ => None,
    };
    let document = wanted.ok_or_else(|| USAGE.to_owned())?;
    let text = serde_json::to_string_pretty(&schema(document)).map_err(|e| e.to_string())?;
    say(&text)
}
