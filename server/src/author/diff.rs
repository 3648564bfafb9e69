//! `tokhai diff`: what changed between two definitions.

use super::{Source, USAGE, Words, say};
use forms::author::diff::{changes, refusal};

/// Prints every change, heaviest first.
///
/// # Errors
/// Why the new one may not be published after the old, the faults of either, or
/// one sentence when a file cannot be read.
pub fn diff(words: &[String]) -> Result<(), String> {
    let words = Words::read(words, &[])?;
    let lang = words.lang()?;
    let [old, new] = words.plain.as_slice() else {
        return Err(USAGE.to_owned());
    };
    let read = |path: &str| {
        let source = Source::read(path)?;
        source.published(&words.units(&source)?, lang)
    };
    let (old, new) = (read(old)?, read(new)?);
    let found = changes(&old, &new);
    for change in &found {
        let what = match lang {
            Some("vi") => change.vi.clone(),
            Some(_) => change.en.clone(),
            None => format!("{} / {}", change.en, change.vi),
        };
        say(&format!(
            "{:5}  {}: {what}",
            change.weight.to_string(),
            change.place
        ))?;
    }
    let (from, to) = (&old.form.version, &new.form.version);
    match (refusal(&old, &new), found.first()) {
        (Some((vi, en)), _) => Err(match lang {
            Some("vi") => vi,
            Some(_) => en,
            None => format!("{en} / {vi}"),
        }),
        (None, None) => {
            say(&format!("{from} → {to}: ="))?;
            Ok(())
        }
        (None, Some(first)) => {
            say(&format!("{from} → {to}: {}", first.weight))?;
            Ok(())
        }
    }
}
