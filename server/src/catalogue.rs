//! The published forms, ready to run: compiled once, found by code and by hash.
//!
//! Catalogue files are imported at start ([`import`]). A faulty new file is
//! refused with every fault and stays unpublished, while the last published
//! version goes on serving (the store keeps every version for ever); `/readyz`
//! names it. What authors publish in the officers' site is taken up at once
//! ([`Catalogue::refresh`]); what they try out before is in [`trial`].

mod import;
mod template;
mod trial;

use crate::datasets::Units;
use crate::store::proposal::BY_PROPOSAL;
use crate::store::{Agency, Files, Offering, Seed, Store, Version};
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

/// The agencies' file in a catalogue's folder.
pub(crate) const AGENCIES: &str = "agencies.json";

impl AgencyFile {
    fn read(folder: &Path) -> Result<Self, String> {
        let file = folder.join(AGENCIES);
        let text =
            std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))
    }

    fn made_up() -> Self {
        let text = |vi: &str, en: &str| {
            let words = [("vi", vi), ("en", en)];
            Text(words.map(|(lang, text)| (lang.into(), text.into())).into())
        };
        Self {
            province: Province {
                code: "14".to_owned(),
                name: text("Tỉnh Sơn La", "Sơn La province"),
            },
            agencies: vec![Desk {
                code: "DEMO".to_owned(),
                name: text("Cơ quan minh họa", "An agency, as an example"),
                level: "province".to_owned(),
                unit: None,
                offers: Vec::new(),
            }],
        }
    }
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
    units: Arc<Units>,
    tried: trial::Tried,
    /// Procedure and agency where the first version came from the site: the
    /// agencies' file knows nothing of it.
    more: RwLock<Vec<(String, String)>>,
    /// Held while the current versions are read anew: the last reader has the last word.
    refreshing: tokio::sync::Mutex<()>,
}

pub(crate) use import::{new_version, newest};

impl Catalogue {
    /// Reads the folder, publishes what is new and sound, and takes up what the
    /// store already serves.
    ///
    /// # Errors
    /// One sentence when nothing valid can be served, a published version in
    /// the store is damaged, or the store does not answer.
    pub async fn open(
        folder: &Path,
        units: &Arc<Units>,
        store: &dyn Store,
    ) -> Result<Self, String> {
        let mut catalogue = Self::unserved(AgencyFile::read(folder)?, units);
        let mut faults = Vec::new();
        for path in procedure_folders(folder)? {
            match load(&path, units)? {
                Ok(found) => catalogue.import(store, found, &mut faults).await?,
                Err(found) => faults.extend(found),
            }
        }
        let shelves = store.shelves().await.map_err(|e| e.to_string())?;
        if shelves.is_empty() {
            return Err(nothing_to_serve(&faults));
        }
        catalogue.faults = faults;
        catalogue.refresh(store).await?;
        Ok(catalogue)
    }

    /// One that serves no form and lets them be tried ([`Self::try_out`]), with the agencies
    /// of `folder`; without a folder, with one that nobody takes for an agency.
    ///
    /// # Errors
    /// One sentence when the agencies' file cannot be read.
    pub fn for_trials(folder: Option<&Path>, units: &Arc<Units>) -> Result<Self, String> {
        let agencies = match folder {
            Some(folder) => AgencyFile::read(folder)?,
            None => AgencyFile::made_up(),
        };
        Ok(Self::unserved(agencies, units))
    }

    fn unserved(agencies: AgencyFile, units: &Arc<Units>) -> Self {
        Self {
            current: RwLock::default(),
            by_hash: RwLock::default(),
            desks: agencies.agencies,
            province: agencies.province.code,
            province_name: agencies.province.name,
            faults: Vec::new(),
            units: units.clone(),
            tried: trial::Tried::default(),
            more: RwLock::default(),
            refreshing: tokio::sync::Mutex::default(),
        }
    }

    /// Serves what the store says is current now: after something was
    /// published, retired or rolled back.
    ///
    /// # Errors
    /// When the store does not answer, or a current version does not read back;
    /// what was served before is served on.
    pub async fn refresh(&self, store: &dyn Store) -> Result<(), String> {
        let _turn = self.refreshing.lock().await;
        let versions = store.current_versions().await.map_err(|e| e.to_string())?;
        let mut current = Vec::with_capacity(versions.len());
        for version in &versions {
            current.push(self.keep(store, version).await?);
        }
        let offerings = store.offerings().await.map_err(|e| e.to_string())?;
        let own = offerings
            .into_iter()
            .filter(|one| one.settings == BY_PROPOSAL);
        let own = own.map(|one| (one.procedure, one.agency)).collect();
        match (self.current.write(), self.more.write()) {
            (Ok(mut list), Ok(mut more)) => (*list, *more) = (current, own),
            _ => return Err("the list of current versions is poisoned".to_owned()),
        }
        Ok(())
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
            Some(version) => self.keep(store, &version).await.map(Some),
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

    /// Whether a desk offers a procedure: by the agencies' file, or because the
    /// procedure came with a proposal of its own.
    pub fn offers(&self, desk: &str, code: &str) -> bool {
        let own = |more: &Vec<(String, String)>| {
            let mut more = more.iter();
            more.any(|(procedure, agency)| procedure == code && agency == desk)
        };
        self.desk(desk).is_some_and(|desk| {
            desk.offers.iter().any(|offered| offered == code)
                || self.more.read().is_ok_and(|more| own(&more))
        })
    }

    /// The desks that offer a procedure, in the file's order.
    pub fn offering(&self, code: &str) -> Vec<&Desk> {
        let desks = self.desks.iter();
        desks.filter(|desk| self.offers(&desk.code, code)).collect()
    }

    async fn keep(&self, store: &dyn Store, version: &Version) -> Result<Arc<Published>, String> {
        let known = self.by_hash.read().ok();
        if let Some(known) = known.and_then(|map| map.get(&version.hash).cloned()) {
            return Ok(known);
        }
        let (form, decision) = match trees(version) {
            Ok(trees) => trees,
            Err(why) => {
                let found = self.again(store, version).await;
                let found = found.map_err(|more| format!("{why}; {more}"))?;
                (found.form, found.decision)
            }
        };
        let hash = version.hash.clone();
        let published = Arc::new(Published::of(form, decision, hash, &version.procedure));
        if let Ok(mut map) = self.by_hash.write() {
            map.insert(version.hash.clone(), published.clone());
        }
        Ok(published)
    }

    /// A version whose compiled form is of an engine's older shape, compiled
    /// again from what the agency wrote: the same hash, or it is not that version.
    async fn again(
        &self,
        store: &dyn Store,
        version: &Version,
    ) -> Result<author::Published, String> {
        let files = store.version_files(version.hash.clone()).await;
        let files = files.map_err(|e| e.to_string())?;
        let found = checked(&version.form, &files, &self.units).map_err(|faults| {
            let first = faults.first().map(ToString::to_string);
            format!("its source does not compile: {}", first.unwrap_or_default())
        })?;
        if found.hash == version.hash {
            Ok(found)
        } else {
            Err("its source compiles to another version".to_owned())
        }
    }
}

/// What is stored as compiled, read by today's engine.
fn trees(version: &Version) -> Result<(Form, Option<Form>), String> {
    let read = |json: &str| -> Result<Form, String> {
        serde_json::from_str(json).map_err(|e| {
            format!(
                "published version {} of {} is damaged: {e}",
                version.version, version.form
            )
        })
    };
    let decision = version.decision.as_deref().map(read).transpose()?;
    Ok((read(&version.compiled)?, decision))
}

impl Published {
    fn of(form: Form, decision: Option<Form>, hash: String, code: &str) -> Self {
        Self {
            browser: copies(&form),
            browser_decision: decision.as_ref().map(copies).unwrap_or_default(),
            hash,
            code: code.to_owned(),
            form: Arc::new(form),
            decision: decision.map(Arc::new),
        }
    }
}

/// The browser's copies of a form.
fn copies(form: &Form) -> BTreeMap<String, Arc<str>> {
    let copy = |lang: &String| (lang.clone(), Arc::from(form.browser_copy(lang)));
    form.languages.iter().map(copy).collect()
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
    files: &Files,
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
