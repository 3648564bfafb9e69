//! What the catalogue's files publish at start, and how a version becomes rows.
//!
//! Authors publish in the officers' site too, so a file is not the last word: it
//! becomes the current version only where it is new and its number is above
//! every published one. A file known before changes nothing, so that neither a
//! version approved later, a roll-back nor a retirement is undone by a restart;
//! a new file with a lower number, or of a retired form, is kept, never made current.

use super::{Catalogue, checked};
use crate::store::proposal::Shelf;
use crate::store::{NewVersion, Publication, Store};
use forms::author::{self, Fault, diff};

/// The rows of a version that was checked.
///
/// # Errors
/// When a form cannot be written as JSON.
pub(crate) fn new_version(found: author::Published, current: bool) -> Result<NewVersion, String> {
    let json = |form: &forms::Form| serde_json::to_string(form).map_err(|e| e.to_string());
    let procedure = found.form.procedure.as_ref();
    Ok(NewVersion {
        form: found.form.id.clone(),
        version: found.form.version.clone(),
        procedure: procedure.map(|p| p.code.clone()).unwrap_or_default(),
        compiled: json(&found.form)?,
        decision: found.decision.as_ref().map(json).transpose()?,
        hash: found.hash,
        manifest: found.manifest,
        source: found.source,
        current,
    })
}

/// The version with the highest number.
pub(crate) fn newest(shelf: &Shelf) -> Option<&str> {
    let versions = shelf
        .editions
        .iter()
        .map(|edition| edition.version.as_str());
    versions.reduce(|best, other| match diff::raised(best, other) {
        Some(_) => other,
        None => best,
    })
}

impl Catalogue {
    /// Publishes the version of one folder where that is right; what is wrong
    /// with it is a fault of the file, and what was published before goes on.
    pub(super) async fn import(
        &self,
        store: &dyn Store,
        found: author::Published,
        faults: &mut Vec<Fault>,
    ) -> Result<(), String> {
        let fault = |(vi, en): (String, String)| Fault {
            file: found.form.id.clone(),
            line: 0,
            column: 0,
            vi,
            en,
        };
        let shelves = store.shelves().await.map_err(|e| e.to_string())?;
        let shelf = shelves.iter().find(|shelf| shelf.form == found.form.id);
        let known = |shelf: &&Shelf| {
            let mut editions = shelf.editions.iter();
            editions.any(|edition| edition.hash == found.hash)
        };
        if shelf.filter(known).is_some() {
            return Ok(());
        }
        let above = shelf
            .and_then(newest)
            .is_none_or(|newest| diff::raised(newest, &found.form.version).is_some());
        if above && let Some(shelf) = shelf {
            let old = self.source(store, &shelf.current).await?;
            if let Some(why) = old.and_then(|old| diff::refusal(&old, &found)) {
                faults.push(fault(why));
                return Ok(());
            }
        }
        let current = above && shelf.is_none_or(|shelf| shelf.retired_at.is_none());
        let number = found.form.version.clone();
        let clash = fault((
            format!("phiên bản {number} đã công bố với nội dung khác: hãy tăng số phiên bản"),
            format!("version {number} was published with other content: raise the version number"),
        ));
        let kept = store.publish_version(new_version(found, current)?).await;
        if let Publication::Clash { .. } = kept.map_err(|e| e.to_string())? {
            faults.push(clash);
        }
        Ok(())
    }

    /// A published version as its author's files say it today, to compare
    /// another with; what is stored as compiled, where they say it no more.
    ///
    /// # Errors
    /// When the store does not answer or the version does not read back.
    pub async fn source(
        &self,
        store: &dyn Store,
        hash: &str,
    ) -> Result<Option<author::Published>, String> {
        let Some(kept) = self.version(store, hash).await? else {
            return Ok(None);
        };
        let files = store.version_files(hash.to_owned()).await;
        let files = files.map_err(|e| e.to_string())?;
        match checked(&kept.form.id, &files, &self.units) {
            Ok(found) if found.hash == hash => Ok(Some(found)),
            _ => Ok(Some(author::Published {
                form: (*kept.form).clone(),
                decision: kept.decision.as_deref().cloned(),
                manifest: String::new(),
                hash: hash.to_owned(),
                source: files,
                lacks: Vec::new(),
                notes: Vec::new(),
                unchecked: Vec::new(),
            })),
        }
    }
}
