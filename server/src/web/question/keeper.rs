//! Where what is typed is kept: a citizen's draft, or an officer's findings on
//! a dossier, or an author's try of a proposal. The pages, the checks and the merging of two tabs are the same.

use super::Stop;
use crate::App;
use crate::catalogue::Published;
use crate::dossier::state::DossierState;
use crate::dossier::submission::{Document, Frame};
use crate::dossier::supplement;
use crate::id::Reference;
use crate::office::author;
use crate::store::{Dossier, Draft, Findings, Officer, Reader, SaveDraft, SaveFindings, Saved};
use app::lang::Lang;
use app::routes::Place;
use forms::{Answers, Form, Open};
use std::sync::Arc;

/// Who keeps it.
pub(super) enum Keeper {
    /// The owner of a draft.
    Citizen,
    /// An officer, by id, and the dossier.
    Officer(String, Reference),
    /// An author who tries a proposal, both by id.
    Author(String, String),
}

/// What is filled in, and by which rules.
pub(super) struct Sheet {
    pub(super) keeper: Keeper,
    pub(super) draft: Draft,
    pub(super) version: Arc<Published>,
    pub(super) form: Arc<Form>,
    pub(super) place: Place,
    pub(super) frame: Frame,
    /// What may change; `None`: everything.
    pub(super) open: Option<Open>,
}

async fn version(app: &App, hash: &str) -> Result<Option<Arc<Published>>, Stop> {
    Ok(app.catalogue.version(app.store.as_ref(), hash).await?)
}

impl Sheet {
    /// A draft of the principal `owner`; `None`: no such.
    pub(super) async fn of_citizen(
        app: &App,
        id: String,
        owner: String,
    ) -> Result<Option<Self>, Stop> {
        let Some(draft) = app.store.draft(id, owner).await? else {
            return Ok(None);
        };
        let Some(version) = version(app, &draft.form_hash).await? else {
            return Ok(None);
        };
        let (frame, open) = match draft.dossier {
            None => (app.frame(&draft.agency), None),
            Some(reference) => {
                let reader = Reader::Principal(draft.owner.clone());
                match app.store.dossier(reference, reader).await? {
                    Some(dossier) => judged(app, &dossier, &version)?,
                    None => return Ok(None),
                }
            }
        };
        Ok(Some(Self {
            keeper: Keeper::Citizen,
            place: Place::Draft(draft.id.clone()),
            form: version.form.clone(),
            version,
            draft,
            frame,
            open,
        }))
    }

    /// The findings of an officer who may decide, while they can be written.
    pub(super) async fn of_officer(
        app: &App,
        officer: String,
        reference: Reference,
        lang: Lang,
    ) -> Result<Option<Self>, Stop> {
        let found = app.store.findings(officer.clone(), reference).await?;
        let writable = |found: &Findings| found.state == DossierState::InProgress;
        let Some(found) = found.filter(writable) else {
            return Ok(None);
        };
        let Some(version) = version(app, &found.form_hash).await? else {
            return Ok(None);
        };
        let Some(form) = version.decision.clone() else {
            return Ok(None);
        };
        Ok(Some(Self {
            keeper: Keeper::Officer(officer, reference),
            place: Place::Decision(reference.to_string()),
            frame: app.frame(&found.agency),
            draft: as_draft(found, reference, lang),
            form,
            version,
            open: None,
        }))
    }

    /// A proposal that an author of its agency tries, once nothing is wrong with it.
    pub(super) async fn of_author(
        app: &App,
        officer: &Officer,
        id: String,
        lang: Lang,
    ) -> Result<Option<Self>, Stop> {
        let found = author::trial(app, officer, &id).await?;
        let Some((proposal, version, answers, revision)) = found else {
            return Ok(None);
        };
        Ok(Some(Self {
            keeper: Keeper::Author(officer.id.clone(), id.clone()),
            place: Place::Preview(id.clone()),
            frame: app.frame(&proposal.agency),
            draft: Draft {
                id,
                owner: String::new(),
                agency: proposal.agency,
                form_hash: version.hash.clone(),
                lang: lang.tag().to_owned(),
                moved: false,
                revision,
                answers,
                created_at: 0,
                saved_at: 0,
                expires_at: 0,
                dossier: None,
            },
            form: version.form.clone(),
            version,
            open: None,
        }))
    }

    /// Whether files are judged and named, and their bytes kept nowhere.
    pub(super) fn keeps_no_files(&self) -> bool {
        matches!(self.keeper, Keeper::Author(..))
    }

    /// What is kept now.
    pub(super) async fn fresh(&self, app: &App) -> Result<Answers, Stop> {
        let answers = match &self.keeper {
            Keeper::Citizen => {
                let (id, owner) = (self.draft.id.clone(), self.draft.owner.clone());
                let draft = app.store.draft(id, owner).await?;
                draft.map(|draft| draft.answers)
            }
            Keeper::Officer(officer, reference) => {
                let found = app.store.findings(officer.clone(), *reference).await?;
                found.map(|found| found.answers)
            }
            Keeper::Author(officer, id) => {
                let found = app.store.preview(officer.clone(), id.clone()).await?;
                found.map(|(answers, _)| answers)
            }
        };
        Ok(answers.unwrap_or_default())
    }

    pub(super) async fn save(
        &self,
        app: &App,
        changes: Vec<(String, String)>,
        removed: Vec<String>,
        base: i64,
        pin: Option<&Arc<Published>>,
    ) -> Result<Saved, Stop> {
        Ok(match &self.keeper {
            Keeper::Citizen => {
                let save = SaveDraft {
                    id: self.draft.id.clone(),
                    owner: self.draft.owner.clone(),
                    base,
                    changes,
                    removed,
                    form_hash: pin.map(|version| version.hash.clone()),
                    expires_at: app.draft_expiry(),
                };
                app.store.save_draft(save).await?
            }
            Keeper::Officer(officer, reference) => {
                let save = SaveFindings {
                    base,
                    changes,
                    removed,
                    ticked: None,
                };
                app.store
                    .save_findings(officer.clone(), *reference, save)
                    .await?
            }
            Keeper::Author(officer, id) => {
                let save = SaveFindings {
                    base,
                    changes,
                    removed,
                    ticked: None,
                };
                app.store
                    .save_preview(officer.clone(), id.clone(), save)
                    .await?
            }
        })
    }

    /// Whether a newer version may take it over: only what was never submitted.
    pub(super) fn moves(&self) -> bool {
        matches!(self.keeper, Keeper::Citizen) && self.draft.dossier.is_none()
    }

    /// What was read from a POST, where nothing changes that may not.
    pub(super) fn allowed(&self, read: Answers) -> Answers {
        match &self.open {
            Some(open) => open.lay(&self.draft.answers, &read),
            None => read,
        }
    }
}

/// The frame a dossier was submitted in, and what of it may change now.
fn judged(
    app: &App,
    dossier: &Dossier,
    version: &Published,
) -> Result<(Frame, Option<Open>), Stop> {
    let document: Document =
        serde_json::from_slice(&dossier.document.0).map_err(|e| Stop::Broken(e.to_string()))?;
    let open = dossier
        .supplement
        .as_ref()
        .map(|asked| supplement::open(&version.form, &document, &app.units, asked));
    // Nothing at all may change where nothing was asked.
    Ok((document.frame, Some(open.unwrap_or_default())))
}

fn as_draft(found: Findings, reference: Reference, lang: Lang) -> Draft {
    Draft {
        id: reference.to_string(),
        owner: String::new(),
        agency: found.agency,
        form_hash: found.form_hash,
        lang: lang.tag().to_owned(),
        moved: false,
        revision: found.revision,
        answers: found.answers,
        created_at: 0,
        saved_at: 0,
        expires_at: 0,
        dossier: None,
    }
}
