//! `tokhai export`: a form for other systems.

use super::{DEFINITION, Source, USAGE, Words, openapi, say};
use forms::contract::{Profile, schema};

/// Prints a form's contract, its API, or its canonical JSON.
///
/// # Errors
/// The form's faults, or how the command is called.
pub fn export(words: &[String]) -> Result<(), String> {
    let words = Words::read(words, &["schema", "openapi", "json"])?;
    let [path] = words.plain.as_slice() else {
        return Err(USAGE.to_owned());
    };
    let source = Source::read(path)?;
    let published = source.published(&words.units(&source)?, words.lang()?)?;
    let option = |name: &str| words.options.get(name).map(String::as_str);
    let pretty =
        |json: &serde_json::Value| serde_json::to_string_pretty(json).map_err(|e| e.to_string());
    let text = match (option("schema"), option("openapi"), option("json")) {
        (Some("" | "submission"), None, None) => {
            pretty(&schema(&published.form, Profile::Submission).schema)?
        }
        (Some("draft"), None, None) => pretty(&schema(&published.form, Profile::Draft).schema)?,
        (None, Some(""), None) => pretty(&openapi::of(&published.form)?)?,
        (None, None, Some("")) => {
            let text = source.files.get(DEFINITION).ok_or(USAGE)?;
            forms::author::canonical_json(text).map_err(|fault| fault.to_string())?
        }
        _ => return Err(USAGE.to_owned()),
    };
    say(&text)
}
