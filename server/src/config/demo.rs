//! The demonstration's own settings: data in `./data`, the sandbox gateway,
//! a seal key and an API token made once and kept beside the data.

use crate::id::random;
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// What a demonstration is without being told.
pub(super) fn defaults() -> Vec<(String, String)> {
    [
        ("TOKHAI_PUBLIC_URL", "http://localhost:3000"),
        ("TOKHAI_DATA", "data"),
        ("TOKHAI_DEMO", "on"),
        ("TOKHAI_SANDBOX", "on"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// The kept key and token of a data folder, made when they are not there.
///
/// # Errors
/// One sentence when the folder cannot be written.
pub(super) fn keep(data: &Path) -> Result<Vec<(String, String)>, String> {
    let path = data.join("demo.env");
    let error = |e: std::io::Error| format!("TOKHAI_DATA: {}: {e}", path.display());
    if !path.exists() {
        fs::create_dir_all(data).map_err(error)?;
        let (key, token) = (hex::encode(random::<32>()), hex::encode(random::<16>()));
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(error)?;
        write!(file, "TOKHAI_SEAL_KEY={key}\nTOKHAI_API_TOKEN={token}\n").map_err(error)?;
    }
    let text = fs::read_to_string(&path).map_err(error)?;
    let kept = text.lines().filter_map(|line| line.split_once('='));
    // What the environment says goes before what was kept.
    let given = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    Ok(kept
        .filter(|(name, _)| !given(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}
