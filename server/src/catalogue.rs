//! The published forms, ready to run: compiled once, found by code and by hash.
//!
//! Catalogue files are imported at start. A faulty new file is refused with
//! every fault and stays unpublished, while the last published version goes on
//! serving (the store keeps every version for ever); `/readyz` names it.

mod template;

use crate::datasets::Units;
use crate::store::{Agency, NewVersion, Offering, Publication, Seed, Store, Version};
use forms::author::{self, Fault};
use forms::{Form, Text};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// A published version, compiled.
pub struct Published {
    /// The citizen's form.
    pub form: Arc<Form>,
    /// SHA-256 of its manifest.
    pub hash: String,
    /// The officer's findings, in the same format.
    pub decision: Option<Arc<Form>>,
    /// The browser's copy, by language.
    pub browser: BTreeMap<String, Arc<str>>,
    /// The same of the decision form.
    pub browser_decision: BTreeMap<String, Arc<str>>,
    /// The national code.
    pub code: String,
}

/// An agency of the catalogue.
#[derive(Clone, Debug, Deserialize)]
pub struct Desk {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// `province` or `commune`.
    pub level: String,
    /// Code of its unit.
    pub unit: Option<String>,
    /// Codes of the procedures it offers.
    pub offers: Vec<String>,
}

/// `agencies.json`.
#[derive(Deserialize)]
struct AgencyFile {
    province: Province,
    agencies: Vec<Desk>,
}

#[derive(Deserialize)]
struct Province {
    code: String,
    name: Text,
}

/// Everything the catalogue says.
pub struct Catalogue {
    current: RwLock<Vec<Arc<Published>>>,
    by_hash: RwLock<HashMap<String, Arc<Published>>>,
    /// Every agency, in the file's order.
    pub desks: Vec<Desk>,
    /// The province's code.
    pub province: String,
    province_name: Text,
    /// What is wrong with files that were not published.
    pub faults: Vec<Fault>,
}

impl Catalogue {
    /// Reads the folder, publishes what is new and sound, and takes up what the
    /// store already serves.
    ///
    /// # Errors
    /// One sentence when nothing valid can be served, a published version in
    /// the store is damaged, or the store does not answer.
    pub async fn open(folder: &Path, units: &Units, store: &dyn Store) -> Result<Self, String> {
        let file = folder.join("agencies.json");
        let text =
            std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let agencies: AgencyFile =
            serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
        let mut faults = Vec::new();
        for path in procedure_folders(folder)? {
            match load(&path, units)? {
                Ok(found) => publish(store, found, &mut faults).await?,
                Err(found) => faults.extend(found),
            }
        }
        let versions = store.current_versions().await.map_err(|e| e.to_string())?;
        if versions.is_empty() {
            return Err(nothing_to_serve(&faults));
        }
        let mut catalogue = Self {
            current: RwLock::default(),
            by_hash: RwLock::default(),
            desks: agencies.agencies,
            province: agencies.province.code,
            province_name: agencies.province.name,
            faults,
        };
        let mut current = Vec::new();
        for version in &versions {
            current.push(catalogue.keep(version)?);
        }
        catalogue.current = RwLock::new(current);
        Ok(catalogue)
    }

    /// Agencies and offerings, for the store.
    pub fn seed(&self) -> Seed {
        let agencies = self.desks.iter().map(|desk| Agency {
            code: desk.code.clone(),
            name: desk.name.get("vi").to_owned(),
            name_en: desk.name.get("en").to_owned(),
            level: desk.level.clone(),
            unit: desk.unit.clone(),
        });
        let offerings = self.desks.iter().flat_map(|desk| {
            desk.offers.iter().map(|code| Offering {
                procedure: code.clone(),
                agency: desk.code.clone(),
                settings: "{}".to_owned(),
            })
        });
        Seed {
            agencies: agencies.collect(),
            offerings: offerings.collect(),
            ..Seed::default()
        }
    }

    /// The current version of every form, by code.
    pub fn current(&self) -> Vec<Arc<Published>> {
        self.current
            .read()
            .map(|list| list.clone())
            .unwrap_or_default()
    }

    /// The current version of the procedure with this code.
    pub fn procedure(&self, code: &str) -> Option<Arc<Published>> {
        self.one(|version| version.code == code)
    }

    /// The current version of the form with this id.
    pub fn form(&self, id: &str) -> Option<Arc<Published>> {
        self.one(|version| version.form.id == id)
    }

    fn one(&self, wanted: impl Fn(&Published) -> bool) -> Option<Arc<Published>> {
        let current = self.current.read().ok()?;
        current.iter().find(|version| wanted(version)).cloned()
    }

    /// The version with this hash, from memory or the store.
    ///
    /// # Errors
    /// When the store does not answer or its version does not read back.
    pub async fn version(
        &self,
        store: &dyn Store,
        hash: &str,
    ) -> Result<Option<Arc<Published>>, String> {
        let known = self
            .by_hash
            .read()
            .ok()
            .and_then(|map| map.get(hash).cloned());
        if known.is_some() {
            return Ok(known);
        }
        match store
            .version(hash.to_owned())
            .await
            .map_err(|e| e.to_string())?
        {
            Some(version) => self.keep(&version).map(Some),
            None => Ok(None),
        }
    }

    /// Where papers are made out: the province's name without its kind (`Sơn La`).
    pub fn place(&self) -> &str {
        let name = self.province_name.get("vi");
        name.trim_start_matches("Tỉnh ")
            .trim_start_matches("Thành phố ")
    }

    /// The desk with this code.
    pub fn desk(&self, code: &str) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.code == code)
    }

    /// Whether a desk offers a procedure.
    pub fn offers(&self, desk: &str, code: &str) -> bool {
        self.desk(desk)
            .is_some_and(|desk| desk.offers.iter().any(|offered| offered == code))
    }

    /// The desks that offer a procedure, in the file's order.
    pub fn offering(&self, code: &str) -> Vec<&Desk> {
        self.desks
            .iter()
            .filter(|desk| desk.offers.iter().any(|offered| offered == code))
            .collect()
    }

    fn keep(&self, version: &Version) -> Result<Arc<Published>, String> {
        let read = |json: &str| -> Result<Form, String> {
            serde_json::from_str(json).map_err(|e| {
                format!(
                    "published version {} of {} is damaged: {e}",
                    version.version, version.form
                )
            })
        };
        let form = read(&version.compiled)?;
        let decision = version.decision.as_deref().map(read).transpose()?;
        let published = Arc::new(Published {
            browser: copies(&form),
            browser_decision: decision.as_ref().map(copies).unwrap_or_default(),
            hash: version.hash.clone(),
            code: version.procedure.clone(),
            form: Arc::new(form),
            decision: decision.map(Arc::new),
        });
        if let Ok(mut map) = self.by_hash.write() {
            map.insert(version.hash.clone(), published.clone());
        }
        Ok(published)
    }
}

/// The browser's copies of a form.
fn copies(form: &Form) -> BTreeMap<String, Arc<str>> {
    let copy = |lang: &String| (lang.clone(), Arc::from(form.browser_copy(lang)));
    form.languages.iter().map(copy).collect()
}

/// Publishes one version; a clash with what is published is a fault of the file.
async fn publish(
    store: &dyn Store,
    found: author::Published,
    faults: &mut Vec<Fault>,
) -> Result<(), String> {
    let json = |form: &Form| serde_json::to_string(form).map_err(|e| e.to_string());
    let version = NewVersion {
        hash: found.hash,
        form: found.form.id.clone(),
        version: found.form.version.clone(),
        procedure: found
            .form
            .procedure
            .as_ref()
            .map(|p| p.code.clone())
            .unwrap_or_default(),
        manifest: found.manifest,
        compiled: json(&found.form)?,
        decision: found.decision.as_ref().map(json).transpose()?,
        source: found.source,
    };
    let (form, number) = (version.form.clone(), version.version.clone());
    if let Publication::Clash { .. } = store
        .publish_version(version)
        .await
        .map_err(|e| e.to_string())?
    {
        faults.push(Fault {
            file: form.clone(),
            line: 0,
            column: 0,
            vi: format!("phiên bản {number} đã công bố với nội dung khác: hãy tăng số phiên bản"),
            en: format!(
                "version {number} was published with other content: raise the version number"
            ),
        });
    }
    Ok(())
}

/// Why there is nothing to serve: every fault.
fn nothing_to_serve(faults: &[Fault]) -> String {
    let mut text = "no procedure can be served: the catalogue has no valid definition".to_owned();
    for fault in faults {
        text.push_str("\n  ");
        text.push_str(&fault.to_string());
    }
    text
}

/// A procedure's folder: its forms, and then the template that prints them.
fn load(folder: &Path, units: &Units) -> Result<Result<author::Published, Vec<Fault>>, String> {
    Ok(checked(&name_of(folder), &read_folder(folder)?, units))
}

/// A procedure's files: its forms, and then the template that prints them.
///
/// # Errors
/// Every fault of them.
pub(crate) fn checked(
    name: &str,
    files: &BTreeMap<String, String>,
    units: &Units,
) -> Result<author::Published, Vec<Fault>> {
    let found = author::load(name, files, units)?;
    let faults = template::faults(name, &found);
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Folders that hold a definition, by name.
fn procedure_folders(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("definition.yaml").exists())
        .collect();
    folders.sort();
    Ok(folders)
}

/// The text files of a procedure's folder, by name.
pub(crate) fn read_folder(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files = BTreeMap::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path
            .extension()
            .is_some_and(|ext| ext == "yaml" || ext == "typ")
        {
            let text =
                std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            files.insert(name_of(&path), text);
        }
    }
    Ok(files)
}
