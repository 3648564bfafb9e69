//! Versions that are tried out before anybody approved them: compiled, shown to
//! authors, never offered, never found by [`Catalogue::version`].

use super::{Catalogue, Published, checked};
use crate::store::Files;
use forms::author::{self, Fault};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// How many are kept ready: one for each author at work.
const KEPT: usize = 16;

/// Those looked at last, the latest in front.
#[derive(Default)]
pub(super) struct Tried(Mutex<VecDeque<Arc<Published>>>);

impl Tried {
    fn find(&self, hash: &str) -> Option<Arc<Published>> {
        let list = self.0.lock().ok()?;
        list.iter().find(|known| known.hash == hash).cloned()
    }

    fn add(&self, version: Arc<Published>) {
        if let Ok(mut list) = self.0.lock() {
            list.retain(|known| known.hash != version.hash);
            list.push_front(version);
            list.truncate(KEPT);
        }
    }
}

impl Catalogue {
    /// Checks and compiles what an author wrote, away from the threads that
    /// answer requests. The inner error is every fault.
    ///
    /// # Errors
    /// When the work itself was broken off.
    pub async fn compile(
        &self,
        files: Files,
    ) -> Result<Result<author::Published, Vec<Fault>>, String> {
        let units = self.units.clone();
        tokio::task::spawn_blocking(move || checked("", &files, &units))
            .await
            .map_err(|e| format!("a definition was not compiled: {e}"))
    }

    /// Makes a compiled version ready to be tried out.
    pub fn try_out(&self, found: author::Published) -> Arc<Published> {
        if let Some(known) = self.tried.find(&found.hash) {
            return known;
        }
        let procedure = found.form.procedure.as_ref();
        let code = procedure.map(|p| p.code.clone()).unwrap_or_default();
        let version = Arc::new(Published::of(found.form, found.decision, found.hash, &code));
        self.tried.add(version.clone());
        version
    }

    /// A version that was tried out lately, for the island of its pages. Who
    /// has the hash has seen the page; it is no version of the service.
    pub fn tried(&self, hash: &str) -> Option<Arc<Published>> {
        self.tried.find(hash)
    }
}
