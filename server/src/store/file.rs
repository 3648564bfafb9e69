//! Uploads: sealed bytes on disk, a row that holds their key.

use std::fmt;

/// Files one draft or dossier may have.
pub const MAX_FILES: u32 = 40;

/// A file to keep. Size, type and content were checked.
pub struct NewFile {
    /// The draft.
    pub draft: String,
    /// Its owner.
    pub owner: String,
    /// The path of the file question.
    pub field: String,
    /// The file's name as given, NFC, without controls.
    pub name: String,
    /// What its content shows it to be.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What adding did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is kept.
    Kept(FileMeta),
    /// The draft has as many files as it may; nothing was kept.
    TooMany,
    /// There is no such draft of this owner.
    Absent,
}

/// A file without its bytes. `Debug` leaves the name out.
#[derive(Clone, PartialEq, Eq)]
pub struct FileMeta {
    /// 128 random bits.
    pub id: String,
    /// The path of its question.
    pub field: String,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Media type.
    pub media_type: String,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

impl fmt::Debug for FileMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "FileMeta({} at {}, {} bytes)",
            self.id, self.field, self.size
        )
    }
}

impl FileMeta {
    /// Its line in the answer of a file question: `id|size|mediaType|sha256|name`.
    pub fn line(&self) -> String {
        let name: String = self
            .name
            .chars()
            .filter(|letter| !letter.is_control())
            .collect();
        format!(
            "{}|{}|{}|{}|{name}",
            self.id, self.size, self.media_type, self.sha256
        )
    }
}

/// A file with its bytes.
pub struct FileContent {
    /// What it is.
    pub meta: FileMeta,
    /// Its bytes, opened and compared with `sha256`.
    pub bytes: Vec<u8>,
}
