//! The demonstration's own settings: data in `./data`, the sandbox gateway,
//! a seal key, an API token and a password for officers made once and kept
//! beside the data.

use crate::id::{random, random_id};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The line of `demo.env` with the officers' password. It is no setting: only
/// a demonstration reads it.
pub(super) const PASSWORD: &str = "DEMO_OFFICER_PASSWORD";

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
    let mut text = fs::read_to_string(&path).map_err(error)?;
    let begins = |line: &str| line.starts_with(&format!("{PASSWORD}="));
    if !text.lines().any(begins) {
        let line = format!("{PASSWORD}={}\n", &random_id()[..20]);
        let mut file = fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .map_err(error)?;
        file.write_all(line.as_bytes()).map_err(error)?;
        text.push_str(&line);
    }
    let kept = text.lines().filter_map(|line| line.split_once('='));
    // What the environment says goes before what was kept.
    let given = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    Ok(kept
        .filter(|(name, _)| *name == PASSWORD || !given(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}
