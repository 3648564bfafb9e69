//! Readers: a few threads, each with a connection of its own. In WAL they
//! neither wait for the writer nor make it wait, and a read that begins after
//! an answer sees what was answered (`reads-own-writes`).

use super::Tools;
use super::tx::Tx;
use crate::store::StoreError;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

type Read = Box<dyn FnOnce(&Tx<'_>) + Send>;

/// The handle of the readers' threads.
#[derive(Debug)]
pub(super) struct Readers {
    queue: Option<SyncSender<Read>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    /// Starts a thread per connection; `queue` reads may wait.
    pub(super) fn start(connections: Vec<Connection>, tools: &Arc<Tools>, queue: usize) -> Self {
        let (sender, receiver) = sync_channel::<Read>(queue);
        let receiver = Arc::new(Mutex::new(receiver));
        let start = |connection: Connection| {
            let (tools, receiver) = (Arc::clone(tools), Arc::clone(&receiver));
            std::thread::Builder::new()
                .name("store-reader".into())
                .spawn(move || serve(&connection, &tools, &receiver))
                .expect("the system gives a thread at the start")
        };
        Self {
            queue: Some(sender),
            threads: connections.into_iter().map(start).collect(),
        }
    }

    /// Puts `work` in the queue.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the queue is full.
    pub(super) fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let read: Read = Box::new(move |tx| {
            let outcome = catch_unwind(AssertUnwindSafe(|| snapshot(tx, work)))
                .unwrap_or_else(|_| Err(StoreError::Engine("a read panicked".into())));
            let _ = reply.send(outcome);
        });
        match self.queue.as_ref().map(|queue| queue.try_send(read)) {
            Some(Ok(())) => Ok(answer),
            Some(Err(TrySendError::Full(_))) => Err(StoreError::Busy),
            _ => Err(StoreError::Engine("the store is closed".into())),
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        drop(self.queue.take());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn serve(connection: &Connection, tools: &Tools, queue: &Mutex<Receiver<Read>>) {
    loop {
        let next = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok(read) = next else { return };
        read(&Tx::new(connection, tools));
    }
}

/// One read transaction: every statement of `work` sees the same state.
fn snapshot<T>(
    tx: &Tx<'_>,
    work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = tx.connection.unchecked_transaction()?;
    let outcome = work(tx);
    transaction.finish()?;
    outcome
}
