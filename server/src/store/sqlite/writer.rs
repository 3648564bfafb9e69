//! The one writer: group commit on a thread of its own.
//!
//! It takes whatever waits, runs each unit in a savepoint inside one
//! transaction, commits, and only then answers: one sync pays for many
//! submissions, and nobody hears `Ok` before it (`ack-durable`). While it
//! syncs, the next group gathers by itself; nothing ever waits on purpose.

use super::Tools;
use super::tx::Tx;
use crate::store::StoreError;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// Units in one transaction at most: bounds how long the first one waits.
const MAX_GROUP: usize = 256;

/// The handle of the writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Unit>>>,
    thread: Option<JoinHandle<()>>,
    stopped: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the thread on its connection; `queue` units may wait.
    pub(super) fn start(connection: Connection, tools: Arc<Tools>, queue: usize) -> Self {
        let (sender, receiver) = sync_channel(queue);
        let stopped = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stopped);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || serve(&connection, &tools, &receiver, &flag))
            .expect("the system gives a thread at the start");
        Self {
            queue: Some(sender),
            thread: Some(thread),
            stopped,
        }
    }

    /// Puts `work` in the queue.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the queue is full, [`StoreError::ReadOnly`]
    /// after a commit failed.
    pub(super) fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError> {
        if self.stopped() {
            return Err(StoreError::ReadOnly);
        }
        let (reply, answer) = oneshot::channel();
        let unit = Box::new(Work {
            work: Some(work),
            outcome: None,
            reply,
        });
        match self.queue.as_ref().map(|queue| queue.try_send(unit)) {
            Some(Ok(())) => Ok(answer),
            Some(Err(TrySendError::Full(_))) => Err(StoreError::Busy),
            _ => Err(StoreError::ReadOnly),
        }
    }

    /// Whether a commit failed: what the disk holds is then in doubt, and only
    /// a restart, which reads it afresh, may go on.
    pub(super) fn stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}

impl Drop for Writer {
    /// Finishes what was taken and checkpoints.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A piece of work with the one who waits for it.
trait Unit: Send {
    /// Does the work; `false` when it failed and must be undone.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Tells the outcome, which is the error when the commit failed.
    fn answer(self: Box<Self>, committed: &Result<(), StoreError>);
}

struct Work<T, F> {
    work: Option<F>,
    outcome: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T: Send, F: FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send> Unit for Work<T, F> {
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        // A defect in one unit must not take the others of its group with it.
        let outcome = catch_unwind(AssertUnwindSafe(|| work(tx)))
            .unwrap_or_else(|_| Err(StoreError::Engine("a unit of work panicked".into())));
        let good = outcome.is_ok();
        self.outcome = Some(outcome);
        good
    }

    fn answer(self: Box<Self>, committed: &Result<(), StoreError>) {
        let outcome = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Err(error), _) => Err(error.clone()),
            (Ok(()), None) => Err(StoreError::Engine("a unit of work was not run".into())),
        };
        // Whoever asked may have gone away; the work is done all the same.
        let _ = self.reply.send(outcome);
    }
}

fn serve(
    connection: &Connection,
    tools: &Tools,
    queue: &Receiver<Box<dyn Unit>>,
    stopped: &AtomicBool,
) {
    let mut group = Vec::with_capacity(MAX_GROUP);
    while let Ok(first) = queue.recv() {
        group.push(first);
        group.extend(queue.try_iter().take(MAX_GROUP - 1));
        let committed = if stopped.load(Ordering::SeqCst) {
            Err(StoreError::ReadOnly)
        } else {
            run(connection, tools, &mut group, stopped)
        };
        if let Err(error) = &committed {
            tracing::error!(%error, units = group.len(), "a group of writes was not committed");
        }
        group.drain(..).for_each(|unit| unit.answer(&committed));
    }
    let _ = connection.pragma_query(None, "optimize", |_| Ok(()));
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

/// One transaction around the group.
fn run(
    connection: &Connection,
    tools: &Tools,
    group: &mut [Box<dyn Unit>],
    stopped: &AtomicBool,
) -> Result<(), StoreError> {
    step(connection, "BEGIN IMMEDIATE")?;
    let tx = Tx::new(connection, tools);
    for unit in group.iter_mut() {
        step(connection, "SAVEPOINT unit")?;
        if !unit.run(&tx) {
            // Some errors (disk full, input/output) end the whole transaction
            // by themselves: then nothing of the group is there any more.
            if connection.is_autocommit() {
                stopped.store(true, Ordering::SeqCst);
                return Err(StoreError::ReadOnly);
            }
            step(connection, "ROLLBACK TO unit")?;
        }
        step(connection, "RELEASE unit")?;
    }
    step(connection, "COMMIT").inspect_err(|_| {
        stopped.store(true, Ordering::SeqCst);
        let _ = connection.execute_batch("ROLLBACK");
    })
}

fn step(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}
