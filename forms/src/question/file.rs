//! `file`: uploaded files. Bytes go through upload, never in the JSON.

use super::count;
use crate::problem::Code;
use crate::value::Value;
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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

/// The id of a file, as JSON Schema says it.
#[cfg(feature = "author")]
pub(crate) const ID_PATTERN: &str = "^[0-9A-Za-z_-]{1,64}$";
/// Characters of a file's name.
#[cfg(feature = "author")]
pub(crate) const LONGEST_NAME: usize = 255;

impl FileRef {
    /// Whether each part has its shape, so that it can be kept as one line.
    #[cfg(feature = "author")]
    pub(crate) fn is_sound(&self) -> bool {
        let id = (1..=64).contains(&self.id.len())
            && self
                .id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let name = !self.name.is_empty()
            && self.name.trim() == self.name
            && self.name.chars().count() <= LONGEST_NAME
            && !self.name.chars().any(char::is_control);
        let hash = self.sha256.len() == 64
            && self
                .sha256
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        id && name && hash && !self.media_type.contains(['|', '\n', '\r'])
    }

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
        let mut out = String::new();
        for file in files {
            if !out.is_empty() {
                out.push('\n');
            }
            for part in [
                &file.id,
                &file.size.to_string(),
                &file.media_type,
                &file.sha256,
            ] {
                out.push_str(part);
                out.push('|');
            }
            out.extend(file.name.chars().filter(|c| !c.is_control()));
        }
        out
    }

    fn value(self) -> Value {
        Value::Map(vec![
            ("id".to_owned(), Value::Str(self.id)),
            ("name".to_owned(), Value::Str(self.name)),
            (
                "size".to_owned(),
                Value::Int(i64::try_from(self.size).unwrap_or(i64::MAX)),
            ),
            ("mediaType".to_owned(), Value::Str(self.media_type)),
            ("sha256".to_owned(), Value::Str(self.sha256)),
        ])
    }
}

pub(super) fn read(raw: &str) -> Result<Option<Value>, Code> {
    Ok(of(FileRef::read_all(raw)))
}

/// The value of files; nothing where there are none.
pub(super) fn of(files: Vec<FileRef>) -> Option<Value> {
    if files.is_empty() {
        return None;
    }
    let files = files.into_iter().map(FileRef::value);
    Some(Value::List(files.collect()))
}

/// The inverse of [`of`]; `None` where it is a list of something else.
#[cfg(feature = "author")]
pub(super) fn refs(list: &[Value]) -> Option<Vec<FileRef>> {
    let one = |file: &Value| {
        let text = |key| file.get(key)?.as_str().map(str::to_owned);
        Some(FileRef {
            id: text("id")?,
            name: text("name")?,
            size: file.get("size")?.as_int()?.unsigned_abs(),
            media_type: text("mediaType")?,
            sha256: text("sha256")?,
        })
    };
    list.iter().map(one).collect()
}

pub(super) fn check(options: &Options, value: &Value) -> Option<Code> {
    let Value::List(files) = value else {
        return None;
    };
    for file in files {
        let size = file.get("size").and_then(Value::as_int).unwrap_or(i64::MAX);
        if u64::try_from(size).is_ok_and(|size| size > options.max_size) {
            return Some(Code::MaxSize(options.max_size));
        }
        let media_type = file.get("mediaType").and_then(Value::as_str).unwrap_or("");
        if !options.accept.iter().any(|accepted| accepted == media_type) {
            return Some(Code::Accept);
        }
    }
    count(files.len(), options.min_items, options.max_items)
}

pub(super) fn show(value: &Value) -> Vec<String> {
    let Value::List(files) = value else {
        return Vec::new();
    };
    files
        .iter()
        .filter_map(|file| file.get("name").and_then(Value::as_str).map(str::to_owned))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn file(size: u64, media_type: &str) -> FileRef {
        FileRef {
            id: "f1".to_owned(),
            name: "ảnh | mặt\ntrước.jpg".to_owned(),
            size,
            media_type: media_type.to_owned(),
            sha256: "00".repeat(32),
        }
    }

    fn code(files: &[FileRef]) -> Option<Code> {
        let options = Options {
            accept: vec!["image/jpeg".to_owned()],
            max_size: 1_000,
            min_items: 2,
            max_items: 3,
        };
        check(
            &options,
            &read(&FileRef::write_all(files)).unwrap().unwrap(),
        )
    }

    #[test]
    fn a_name_cannot_break_the_line() {
        let read = FileRef::read_all(&FileRef::write_all(&[
            file(1, "image/jpeg"),
            file(2, "image/jpeg"),
        ]));
        assert_eq!(read.len(), 2);
        assert_eq!(read[1].name, "ảnh | mặttrước.jpg");
    }

    #[test]
    fn both_sides_of_the_bounds() {
        let good = file(1_000, "image/jpeg");
        assert_eq!(code(&[good.clone(), good.clone()]), None);
        assert_eq!(code(std::slice::from_ref(&good)), Some(Code::MinItems(2)));
        assert_eq!(code(&vec![good.clone(); 4]), Some(Code::MaxItems(3)));
        assert_eq!(
            code(&[file(1_001, "image/jpeg"), good.clone()]),
            Some(Code::MaxSize(1_000))
        );
        assert_eq!(code(&[file(1, "image/png"), good]), Some(Code::Accept));
    }
}
