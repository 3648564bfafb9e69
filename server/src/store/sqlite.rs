//! The embedded engine: SQLite through `rusqlite`, in WAL with
//! `synchronous=FULL`.
//!
//! One [`writer`] thread takes all waiting work into one transaction and
//! answers after the commit was synced; [`readers`] work on connections of
//! their own. One process owns a data folder, by a lock on `lock`.

mod agencies;
mod bytes;
mod codes;
mod connect;
mod decisions;
mod deeds;
mod dossiers;
mod drafts;
mod events;
mod files;
mod inbox;
mod jobs;
mod methods;
mod money;
mod officers;
mod poll;
mod previews;
mod proposals;
mod readers;
mod results;
mod rows;
mod settle;
mod submit;
mod supplements;
mod sweep;
mod tx;
mod versions;
mod withdrawals;
mod writer;

use super::blobs::Blobs;
use super::{Answer, ApiClient, StoreError};
use crate::clock::Clock;
use crate::seal::Sealer;
use readers::Readers;
use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use tx::Tx;
use writer::Writer;

pub use connect::OpenError;

/// How to open the engine.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder.
    pub data: PathBuf,
    /// The clock that stamps rows.
    pub clock: Clock,
    /// Seals what a person gave.
    pub sealer: Sealer,
    /// Work that may wait before more is refused with [`StoreError::Busy`].
    pub queue: usize,
    /// Connections that read.
    pub readers: usize,
}

impl Options {
    /// The usual sizes for a data folder.
    pub fn new(data: impl Into<PathBuf>, clock: Clock, sealer: Sealer) -> Self {
        Self {
            data: data.into(),
            clock,
            sealer,
            queue: 4_096,
            readers: 2,
        }
    }
}

/// The embedded store. Clones share everything; the last one to go waits for
/// the work already taken and checkpoints.
#[derive(Clone, Debug)]
pub struct Sqlite(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    writer: Writer,
    readers: Readers,
    tools: Arc<Tools>,
    /// The number of the next dossier.
    next: AtomicI64,
    /// API clients by the hash of their token, as far as they have come. Only
    /// [`Store::seed`](super::Store::seed) changes one, and empties it.
    clients: RwLock<HashMap<[u8; 32], ApiClient>>,
    last_probe: Mutex<Option<std::time::Instant>>,
    /// Held while the store is open: two writers on one folder would each
    /// believe that the chain of events is theirs.
    _lock: File,
}

/// What every unit of work may use besides its connection.
#[derive(Debug)]
struct Tools {
    clock: Clock,
    sealer: Sealer,
    blobs: Blobs,
}

impl Sqlite {
    /// Opens the store of a data folder, making or migrating it.
    ///
    /// # Errors
    /// [`OpenError`], in one sentence: too old an engine, another process, a
    /// folder that cannot be written, a database of a later version.
    pub fn open(options: Options) -> Result<Self, OpenError> {
        let lock = connect::lock(&options.data)?;
        let path = options.data.join("tokhai.db");
        let blobs = Blobs::open(options.data.join("files"))
            .map_err(|error| OpenError::folder(&options.data, &error))?;
        let tools = Arc::new(Tools {
            clock: options.clock,
            sealer: options.sealer,
            blobs,
        });
        let writing = connect::writing(&path)?;
        let next = AtomicI64::new(connect::next_number(&writing)?);
        let reading = (0..options.readers.max(1))
            .map(|_| connect::reading(&path))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self(Arc::new(Shared {
            writer: Writer::start(writing, Arc::clone(&tools), options.queue),
            readers: Readers::start(reading, &tools, options.queue),
            tools,
            next,
            clients: RwLock::default(),
            last_probe: Mutex::new(None),
            _lock: lock,
        })))
    }

    /// Runs `work` on the writer's thread, in a transaction that is on disk
    /// before the answer comes. `Err` from `work` undoes what it did. It may be
    /// run more than once and must change nothing but rows.
    fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Answer<T> {
        let answer = self.0.writer.take(work);
        Box::pin(async move {
            answer?
                .await
                .map_err(|_| StoreError::Engine("the writer is gone".into()))?
        })
    }

    /// A number no dossier has.
    fn next_number(&self) -> i64 {
        self.0.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Runs `work` on a reader's connection, on one snapshot.
    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Answer<T> {
        let answer = self.0.readers.take(work);
        Box::pin(async move {
            answer?
                .await
                .map_err(|_| StoreError::Engine("the reader is gone".into()))?
        })
    }
}
