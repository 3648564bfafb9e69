//! The bytes of files around their rows: off the runtime's threads, written
//! before the row and deleted after it.

use super::{Sqlite, drafts, files, sweep};
use crate::id;
use crate::store::{Added, FileContent, FileMeta, NewFile, Place, StoreError};
use std::sync::Arc;
use std::time::Duration;

impl Sqlite {
    /// Bytes first, row second: a row without bytes cannot come to be.
    pub(super) async fn keep_file(&self, file: NewFile) -> Result<Added, StoreError> {
        let agency = match &file.place {
            Place::Loose { agency } => agency.clone(),
            Place::Draft { id, .. } => {
                let (id, owner) = (id.clone(), file.owner.clone());
                match self.read(move |tx| drafts::agency(tx, &id, &owner)).await? {
                    Some(agency) => agency,
                    None => return Ok(Added::Absent),
                }
            }
        };
        let arrived = self.write_bytes(file, agency).await?;
        let id = arrived.meta.id.clone();
        let added = self.write(move |tx| files::add(tx, &arrived)).await;
        if !matches!(added, Ok(Added::Kept(_))) {
            self.delete_bytes(vec![id]).await;
        }
        added
    }

    /// Seals a file's bytes and writes them to disk, off the runtime's threads.
    async fn write_bytes(
        &self,
        file: NewFile,
        agency: String,
    ) -> Result<files::Arrived, StoreError> {
        let tools = Arc::clone(&self.0.tools);
        blocking(move || {
            let id = id::random_id();
            let (key, wrapped) = tools.sealer.new_key(&agency, &files::record(&id));
            tools
                .blobs
                .write(&id, &key.seal(&files::record(&id), &file.bytes))
                .map_err(|error| disk(&error))?;
            let field = match &file.place {
                Place::Draft { field, .. } => field.clone(),
                Place::Loose { .. } => String::new(),
            };
            let meta = FileMeta {
                id,
                field,
                name: file.name,
                size: file.bytes.len() as u64,
                media_type: file.media_type,
                sha256: hex::encode(id::sha256(&file.bytes)),
            };
            Ok(files::Arrived {
                meta,
                owner: file.owner,
                agency,
                place: file.place,
                key: wrapped,
            })
        })
        .await
    }

    /// Reads and opens a file's bytes; they must be what its row says.
    pub(super) async fn open_file(&self, kept: files::Kept) -> Result<FileContent, StoreError> {
        let tools = Arc::clone(&self.0.tools);
        blocking(move || {
            let record = files::record(&kept.meta.id);
            let sealed = tools
                .blobs
                .read(&kept.meta.id)
                .map_err(|_| StoreError::Damaged("file: no bytes"))?;
            let bytes = tools
                .sealer
                .unwrap_key(&kept.agency, &record, &kept.key)?
                .open(&record, &sealed)?;
            if hex::encode(id::sha256(&bytes)) != kept.meta.sha256 {
                return Err(StoreError::Damaged("file"));
            }
            Ok(FileContent {
                meta: kept.meta,
                bytes,
            })
        })
        .await
    }

    /// Deletes bytes whose rows are gone. What fails here is swept later.
    pub(super) async fn delete_bytes(&self, ids: Vec<String>) {
        if ids.is_empty() {
            return;
        }
        let tools = Arc::clone(&self.0.tools);
        let deleted = blocking(move || {
            ids.iter()
                .try_for_each(|id| tools.blobs.delete(id))
                .map_err(|error| disk(&error))
        });
        if let Err(error) = deleted.await {
            tracing::warn!(%error, "bytes of deleted files stay until the next sweep");
        }
    }

    pub(super) async fn sweep_all(&self, before: i64) -> Result<u32, StoreError> {
        let mut swept = 0;
        loop {
            let round = self.write(move |tx| sweep::round(tx, before)).await?;
            self.delete_bytes(round.files).await;
            swept += round.rows;
            if round.rows == 0 {
                break;
            }
        }
        let tools = Arc::clone(&self.0.tools);
        let age =
            Duration::from_micros(u64::try_from(self.0.tools.clock.now() - before).unwrap_or(0));
        let names =
            blocking(move || tools.blobs.older_than(age).map_err(|error| disk(&error))).await?;
        let unknown = self.read(move |tx| sweep::unknown(tx, names)).await?;
        swept += u32::try_from(unknown.len()).unwrap_or(u32::MAX);
        self.delete_bytes(unknown).await;
        Ok(swept)
    }
}

/// Runs what waits for the disk where waiting is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| {
            let why = if error.is_cancelled() {
                "the server is stopping"
            } else {
                "a file task panicked"
            };
            Err(StoreError::Engine(why.into()))
        })
}

fn disk(error: &std::io::Error) -> StoreError {
    StoreError::Engine(format!("the file folder: {}", error.kind()))
}
