//! `file`: uploaded files. Bytes go through upload, never in the JSON.
use serde::{Deserialize, Serialize};
/// Options of `file`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// Media types taken.
    pub accept: Vec<String>,
    /// Bytes per file.
    pub max_size: u64,
    /// At least this many files.
    pub min_items: u32,
    /// At most this many files.
    pub max_items: u32,
}
/// What is known of an uploaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileRef {
    /// Random id.
    pub id: String,
    /// The file's name, NFC, controls removed.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Media type found by content.
    pub media_type: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
}
impl FileRef {
    /// Reads the raw text of a file field: one line per file, `id|size|mediaType|sha256|name`.
    /// Lines that are not such are skipped.
    pub fn read_all(raw: &str) -> Vec<FileRef> {
        raw.lines()
            .filter_map(|line| {
                let mut parts = line.splitn(5, '|');
                Some(FileRef {
                    id: parts.next()?.to_owned(),
                    size: parts.next()?.parse().ok()?,
                    media_type: parts.next()?.to_owned(),
                    sha256: parts.next()?.to_owned(),
                    name: parts.next()?.to_owned(),
                })
            })
            .collect()
    }
    /// The raw text of a list of files.
    pub fn write_all(files: &[FileRef]) -> String {
        let lines: Vec<String> = files
            .iter()
            .map(|f| format!("{}|{}|{}|{}|{}", f.id, f.size, f.media_type, f.sha256, f.name))
            .collect();
        lines.join("\n")
    }
}
