//! Uploads: sealed bytes on disk, a row that holds their key.

use std::fmt;

/// Files one draft may have.
pub const MAX_FILES: u32 = 40;
/// Files an API client may have uploaded and not submitted yet.
pub const MAX_LOOSE: u32 = 2_000;

/// A file to keep. Size, type and content were checked.
pub struct NewFile {
    /// Where it belongs.
    pub place: Place,
    /// Its owner: the draft's, or the API client's.
    pub owner: String,
    /// The file's name as given, NFC, without controls.
    pub name: String,
    /// What its content shows it to be.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where a new file belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To a question of a draft.
    Draft {
        /// The draft.
        id: String,
        /// The path of the file question.
        field: String,
    },
    /// To nothing yet: uploaded through the API, named by a later submission.
    Loose {
        /// The agency it is sealed for.
        agency: String,
    },
}

/// What adding did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is kept.
    Kept(FileMeta),
    /// There are as many files as there may be; nothing was kept.
    TooMany,
    /// There is no such draft of this owner.
    Absent,
}

/// A file without its bytes. `Debug` leaves the name out.
#[derive(Clone, PartialEq, Eq)]
pub struct FileMeta {
    /// 128 random bits.
    pub id: String,
    /// The path of its question; empty for a loose file.
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
