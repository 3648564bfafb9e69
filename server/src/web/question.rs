//! `POST /d/{draft}/{page}`, and the same of an officer's findings: what was
//! typed is saved first, whatever it is; then it is checked.

mod action;
mod files;
mod items;
mod keeper;

use self::action::Action;
use self::keeper::Sheet;
use super::body::{BodyError, Posted};
use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::catalogue::Published;
use crate::id::Reference;
use crate::limits::Door;
use crate::office::session;
use crate::store::{Saved, StoreError};
use crate::upload;
use app::desk::{Attempt, FileRefusal, Refusal, Special};
use app::lang::Lang;
use app::routes::Page as Url;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use forms::author::diff::{self, Weight};
use forms::form::{Field, Page};
use forms::question::{Item, find_item};
use forms::{Answers, Journey, Level};
use std::sync::Arc;

/// A page of a draft.
pub async fn page(
    State(app): State<Arc<App>>,
    Path((draft, page)): Path<(String, String)>,
    request: Request,
) -> Response {
    post(app, At::Draft(draft), page, None, request).await
}

/// One item of a page's repeat.
pub async fn item(
    State(app): State<Arc<App>>,
    Path((draft, page, item)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    post(app, At::Draft(draft), page, Some(item), request).await
}

/// A page of an officer's findings.
pub async fn findings(
    State(app): State<Arc<App>>,
    Path((reference, page)): Path<(String, String)>,
    request: Request,
) -> Response {
    post(app, At::Findings(reference), page, None, request).await
}

/// One item of a repeat among an officer's findings.
pub async fn findings_item(
    State(app): State<Arc<App>>,
    Path((reference, page, item)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    post(app, At::Findings(reference), page, Some(item), request).await
}

/// A page of a proposal that is tried.
pub async fn preview(
    State(app): State<Arc<App>>,
    Path((proposal, page)): Path<(String, String)>,
    request: Request,
) -> Response {
    post(app, At::Preview(proposal), page, None, request).await
}

/// One item of a repeat of a proposal that is tried.
pub async fn preview_item(
    State(app): State<Arc<App>>,
    Path((proposal, page, item)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    post(app, At::Preview(proposal), page, Some(item), request).await
}

/// What a POST's URL names.
enum At {
    Preview(String),
    Draft(String),
    Findings(String),
}

async fn post(
    app: Arc<App>,
    at: At,
    page: String,
    item: Option<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let posted = match Posted::read(request).await {
        Ok(read) => read,
        Err(BodyError::TooLarge) => return pages::special(&shown, Special::TooLarge).await,
        Err(BodyError::Malformed) => return pages::special(&shown, Special::Lost).await,
    };
    match Save::open(app, &shown, at, page, item).await {
        Ok(Some(save)) => match save.run(posted, &shown).await {
            Ok(response) => response,
            Err(stop) => stopped(&shown, stop).await,
        },
        Ok(None) => pages::special(&shown, Special::Lost).await,
        Err(stop) => stopped(&shown, stop).await,
    }
}

async fn stopped(shown: &Shown, stop: Stop) -> Response {
    match stop {
        Stop::TooLarge => pages::special(shown, Special::TooLarge).await,
        Stop::Broken(why) => pages::broken(shown, &why).await,
    }
}

/// One POST being worked on.
struct Save {
    app: Arc<App>,
    lang: Lang,
    sheet: Sheet,
    page: Page,
    item: Option<String>,
    query: String,
}

/// Why a POST is not worked on to its end.
enum Stop {
    /// More text than a draft may hold; nothing was saved.
    TooLarge,
    /// Something of ours failed.
    Broken(String),
}

impl Stop {
    /// The draft was there when the POST came: deleted or past its day meanwhile.
    fn gone() -> Self {
        Self::Broken("the draft went away meanwhile".to_owned())
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Broken(why)
    }
}

impl Save {
    /// `None`: no such draft of this browser (or findings of this officer), or
    /// no such page of its form.
    async fn open(
        app: Arc<App>,
        shown: &Shown,
        at: At,
        page: String,
        item: Option<String>,
    ) -> Result<Option<Self>, Stop> {
        let sheet = match at {
            At::Draft(draft) => match principal::find(&app, &shown.headers).await? {
                Some(owner) => Sheet::of_citizen(&app, draft, owner.id).await?,
                None => None,
            },
            At::Preview(proposal) => match session::officer(&app, &shown.headers).await? {
                Some(officer) => Sheet::of_author(&app, &officer, proposal, shown.lang).await?,
                None => None,
            },
            At::Findings(reference) => {
                let officer = session::officer(&app, &shown.headers).await?;
                match (officer, Reference::parse(&reference)) {
                    (Some(officer), Some(reference)) => {
                        Sheet::of_officer(&app, officer.id, reference, shown.lang).await?
                    }
                    _ => None,
                }
            }
        };
        let Some(sheet) = sheet else {
            return Ok(None);
        };
        let mut pages = sheet.form.pages.iter();
        let Some(page) = pages.find(|known| known.id == page).cloned() else {
            return Ok(None);
        };
        let known = |item: &String| find_item(&page.fields, &sheet.draft.answers, item).is_some();
        if item.as_ref().is_some_and(|item| !known(item)) {
            return Ok(None);
        }
        let query = shown.query.clone();
        Ok(Some(Self {
            app,
            lang: shown.lang,
            sheet,
            page,
            item,
            query,
        }))
    }

    async fn run(mut self, posted: Posted, shown: &Shown) -> Result<Response, Stop> {
        let base = posted
            .get("rev")
            .and_then(|rev| rev.parse().ok())
            .unwrap_or(self.sheet.draft.revision);
        let (fields, prefix) = self.asked();
        let mut answers = self.sheet.draft.answers.clone();
        forms::question::read_post(&fields, &prefix, &posted.pairs, &mut answers);
        let answers = self.sheet.allowed(answers);
        let mut refusals = Vec::new();
        if self.save(&answers, base).await? {
            refusals.push(Refusal::Stale);
        }
        for file in posted.files.iter() {
            if let Err(wait) = self.app.limits.pass(Door::Upload, &shown.address) {
                // What was typed is saved by now. Only a page that must be shown
                // again for another reason goes first: it says to choose the file anew.
                if refusals.is_empty() {
                    let special = Special::TooManyAttempts { wait };
                    return Ok(pages::special(shown, special).await);
                }
                refusals.push(Refusal::File {
                    path: file.field.clone(),
                    name: upload::harmless(&file.name),
                    reason: FileRefusal::Missing,
                });
                continue;
            }
            if let Err(refusal) = self.take(file, &fields, &prefix).await? {
                refusals.push(refusal);
            }
        }
        if !refusals.is_empty() {
            // What was typed here is shown again, even where another tab wrote first.
            let mut shown_answers = self.sheet.fresh(&self.app).await?;
            forms::question::read_post(&fields, &prefix, &posted.pairs, &mut shown_answers);
            let shown_answers = self.sheet.allowed(shown_answers);
            return self
                .again(shown, shown_answers, Vec::new(), false, refusals)
                .await;
        }
        match Action::read(&posted) {
            Action::Refresh | Action::Upload => Ok(see(&self.url(self.item.as_deref()))),
            Action::Add(repeat) => self.add_item(repeat).await,
            Action::Remove(repeat, item) => self.remove_item(repeat, item).await,
            Action::RemoveFile(file) if self.sheet.keeps_no_files() => {
                let file = file.to_owned();
                self.forget_file(&file).await?;
                Ok(see(&self.url(self.item.as_deref())))
            }
            Action::RemoveFile(file) => {
                self.app
                    .store
                    .remove_file(file.to_owned(), self.sheet.draft.owner.clone())
                    .await?;
                Ok(see(&self.url(self.item.as_deref())))
            }
            Action::Continue => self.go_on(&posted, shown).await,
        }
    }

    /// The questions this POST answers, and the prefix of their paths.
    fn asked(&self) -> (Vec<Field>, String) {
        let Some(id) = &self.item else {
            return (self.page.fields.clone(), String::new());
        };
        match self.find(id) {
            Some(item) => (
                item.options.fields.clone(),
                format!("{}.{id}.", item.repeat),
            ),
            None => (Vec::new(), String::new()),
        }
    }

    /// An item of the page's repeats.
    fn find(&self, id: &str) -> Option<Item<'_>> {
        find_item(&self.page.fields, &self.sheet.draft.answers, id)
    }

    /// Saves what differs from the draft; whether something was changed elsewhere.
    async fn save(&mut self, answers: &Answers, base: i64) -> Result<bool, Stop> {
        let changes: Vec<_> = answers
            .iter()
            .filter(|(path, raw)| self.sheet.draft.answers.get(path) != Some(*raw))
            .map(|(path, raw)| (path.to_owned(), raw.to_owned()))
            .collect();
        let pin = self.newer_version();
        let (changes, removed) = self.migrated(changes, pin.as_deref());
        if changes.is_empty() && pin.is_none() && !self.sheet.draft.moved {
            return Ok(false);
        }
        self.store(changes, removed, base, pin).await
    }

    /// What is saved besides, and what is gone, where the draft moves to a
    /// version whose fields have other names.
    fn migrated(
        &self,
        mut changes: Vec<(String, String)>,
        pin: Option<&Published>,
    ) -> (Vec<(String, String)>, Vec<String>) {
        let old = &self.sheet.version.form;
        let Some(migration) = pin.and_then(|new| new.form.migration(&old.version)) else {
            return (changes, Vec::new());
        };
        let mut answers = self.sheet.draft.answers.clone();
        for (path, raw) in &changes {
            answers.set(path.clone(), raw.clone());
        }
        let moved = migration.apply(old, &answers);
        changes.retain(|(path, _)| !moved.removed.contains(path));
        changes.extend(moved.changes);
        (changes, moved.removed)
    }

    async fn store(
        &mut self,
        changes: Vec<(String, String)>,
        removed: Vec<String>,
        base: i64,
        pin: Option<Arc<Published>>,
    ) -> Result<bool, Stop> {
        let saved = self
            .sheet
            .save(&self.app, changes, removed, base, pin.as_ref());
        match saved.await? {
            Saved::At { conflicts, .. } => {
                self.sheet.draft.answers = self.sheet.fresh(&self.app).await?;
                if let Some(version) = pin {
                    let mut pages = version.form.pages.iter();
                    if let Some(page) = pages.find(|page| page.id == self.page.id) {
                        self.page = page.clone();
                    }
                    self.sheet.form = version.form.clone();
                    self.sheet.version = version;
                }
                Ok(!conflicts.is_empty())
            }
            Saved::TooLarge => Err(Stop::TooLarge),
            Saved::Absent => Err(Stop::gone()),
        }
    }

    /// A patch or minor version moves a draft forward at its next save; a major
    /// one where it says what becomes of the answers.
    fn newer_version(&self) -> Option<Arc<Published>> {
        let current = self.app.catalogue.form(&self.sheet.version.form.id)?;
        let moves = self.sheet.moves();
        // Only upwards: after a roll-back what was begun stays where it is.
        let raised = diff::raised(&self.sheet.version.form.version, &current.form.version);
        let newer = match raised {
            Some(Weight::Patch | Weight::Minor) => true,
            Some(Weight::Major) => current
                .form
                .migration(&self.sheet.version.form.version)
                .is_some(),
            None => false,
        };
        (moves && newer).then_some(current)
    }

    /// Checks the page: 422 and the same page, or 303 to the next.
    async fn go_on(self, posted: &Posted, shown: &Shown) -> Result<Response, Stop> {
        let form = self.sheet.form.clone();
        let context = self.sheet.frame.context(&self.app.units);
        let evaluation = forms::evaluate(&form, &self.sheet.draft.answers, &context);
        let mine: Vec<_> = match &self.item {
            None => evaluation
                .problems_on(&self.page)
                .into_iter()
                .cloned()
                .collect(),
            Some(id) => {
                let repeat = self.find(id).map(|item| item.repeat).unwrap_or_default();
                evaluation
                    .problems_in(&format!("{repeat}.{id}"))
                    .into_iter()
                    .cloned()
                    .collect()
            }
        };
        let has = |level| {
            mine.iter()
                .any(|problem: &forms::Problem| problem.level == level)
        };
        let unconfirmed = has(Level::Warning) && posted.get("confirm-warnings") != Some("yes");
        if has(Level::Error) || unconfirmed {
            let only_warnings = !has(Level::Error);
            let answers = self.sheet.draft.answers.clone();
            return self
                .again(shown, answers, mine, only_warnings, Vec::new())
                .await;
        }
        let journey = Journey::within(&form, &evaluation, self.sheet.open.as_ref());
        let to_check = self.query.split('&').any(|pair| pair == "return=check");
        let next = if let Some(id) = &self.item {
            // Back to the list the item stands in.
            let outer = self.find(id).and_then(|item| item.outer);
            return Ok(see(&self.url(outer.as_deref())));
        } else if to_check && journey.is_complete() {
            None
        } else {
            journey.next(&self.page.id)
        };
        let url: Url = match next {
            Some(page) => self.sheet.place.question(&page.id),
            None => self.sheet.place.check(),
        };
        Ok(see(&url.url(self.lang)))
    }

    async fn again(
        &self,
        shown: &Shown,
        answers: Answers,
        problems: Vec<forms::Problem>,
        confirm_warnings: bool,
        refusals: Vec<Refusal>,
    ) -> Result<Response, Stop> {
        let attempt = Attempt {
            answers: Some(answers),
            problems,
            confirm_warnings,
            refusals,
            ..Attempt::default()
        };
        Ok(pages::again(shown, attempt).await)
    }

    fn url(&self, item: Option<&str>) -> String {
        let place = &self.sheet.place;
        let url = match item {
            Some(item) => place.item(&self.page.id, item),
            None => place.question(&self.page.id),
        };
        let query = if self.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.query)
        };
        format!("{}{query}", url.url(self.lang))
    }
}
