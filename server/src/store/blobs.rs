//! Sealed bytes of files on disk: `files/ab/abcd...`, named by random ids.
//!
//! The row comes after the bytes: a file is written beside its place, synced,
//! renamed and its folder synced before anyone hears of it. Bytes without a
//! row are swept later; a row without bytes cannot be.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The file folder.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Opens (and makes) the folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Writes the bytes of `id` so that they survive a power cut.
    ///
    /// # Errors
    /// Whatever the disk says; nothing is left under the id then.
    pub fn write(&self, id: &str, bytes: &[u8]) -> io::Result<()> {
        let place = self.place(id)?;
        let shelf = place.parent().unwrap_or(&self.folder);
        if !shelf.is_dir() {
            fs::create_dir_all(shelf)?;
            File::open(&self.folder)?.sync_all()?;
        }
        let beside = place.with_extension("new");
        let written = Self::write_synced(&beside, bytes).and_then(|()| fs::rename(&beside, &place));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written?;
        File::open(shelf)?.sync_all()
    }

    fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// The bytes of `id`.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn read(&self, id: &str) -> io::Result<Vec<u8>> {
        fs::read(self.place(id)?)
    }

    /// Deletes the bytes of `id`. Already gone is fine.
    ///
    /// # Errors
    /// Whatever else the disk says.
    pub fn delete(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.place(id)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The names of everything written longer than `age` ago: ids, and left-overs
    /// `id.new` of a write that was cut off.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn older_than(&self, age: Duration) -> io::Result<Vec<String>> {
        let before = SystemTime::now()
            .checked_sub(age)
            .unwrap_or(SystemTime::UNIX_EPOCH);
        let mut names = Vec::new();
        for shelf in fs::read_dir(&self.folder)? {
            for file in fs::read_dir(shelf?.path())? {
                let file = file?;
                if file.metadata()?.modified()? <= before {
                    names.push(file.file_name().to_string_lossy().into_owned());
                }
            }
        }
        Ok(names)
    }

    /// Where `id` lies. Only names of our own making are taken, so that no
    /// name can lead out of the folder.
    fn place(&self, id: &str) -> io::Result<PathBuf> {
        let ours = |name: &str| {
            name.len() >= 3 && name.bytes().all(|letter| letter.is_ascii_alphanumeric())
        };
        if !ours(id.strip_suffix(".new").unwrap_or(id)) {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        Ok(self.folder.join(&id[..2]).join(id))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_until_they_are_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("files")).unwrap();
        blobs.write("abc1", b"bytes").unwrap();
        assert_eq!(blobs.read("abc1").unwrap(), b"bytes");
        assert_eq!(blobs.older_than(Duration::ZERO).unwrap(), ["abc1"]);
        assert!(
            blobs
                .older_than(Duration::from_secs(60))
                .unwrap()
                .is_empty()
        );
        blobs.delete("abc1").unwrap();
        blobs.delete("abc1").unwrap();
        assert!(blobs.read("abc1").is_err());
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("files")).unwrap();
        for id in [
            "",
            "..",
            "../../etc/passwd",
            "ab/cd",
            "/etc/passwd",
            "a\0b",
            "abé",
        ] {
            assert!(blobs.write(id, b"x").is_err(), "{id}");
            assert!(blobs.read(id).is_err(), "{id}");
        }
    }
}
