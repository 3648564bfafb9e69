//! What officers' pages ask for, answered from the store for one session.

use crate::App;
use crate::catalogue::Published;
use crate::desk::{dossier_view, log, moment, office, state};
use crate::dossier::promise::{self, Promise, Why};
use crate::dossier::state::DossierState;
use crate::dossier::submission::Document;
use crate::id::Reference;
use crate::store::officer::{InboxAsk, InboxLine, Note, Officer, Role};
use crate::store::{DeskDossier, Dossier, FileMeta};
use app::desk::office as view;
use app::desk::{Asked, Unavailable};
use app::lang::Lang;
use std::sync::Arc;

/// Dossiers on one page of an inbox.
pub const PAGE: u32 = 25;

/// The desk of one request.
pub struct OfficeDesk {
    app: Arc<App>,
    officer: Option<Officer>,
    search: Option<String>,
    lang: Lang,
}

impl OfficeDesk {
    /// For the officer of a request's session, and what was posted to look for.
    pub fn new(
        app: Arc<App>,
        officer: Option<Officer>,
        search: Option<String>,
        lang: Lang,
    ) -> Self {
        Self {
            app,
            officer,
            search,
            lang,
        }
    }
}

impl view::Office for OfficeDesk {
    fn officer(&self) -> Asked<Option<view::Officer>> {
        let officer = self.officer.as_ref();
        let officer = officer.map(|officer| officer_view(&self.app, officer));
        Box::pin(std::future::ready(Ok(officer)))
    }

    fn inbox(&self, mut asked: view::InboxQuery) -> Asked<Option<view::InboxView>> {
        let (app, officer, search) = (self.app.clone(), self.officer.clone(), self.search.clone());
        Box::pin(async move {
            let Some(officer) = officer else {
                return Ok(None);
            };
            let agencies = officer.reads();
            let agency = match asked.agency.as_str() {
                "" => agencies.first(),
                code => agencies.iter().find(|agency| *agency == code),
            };
            let Some(agency) = agency else {
                return Ok(None);
            };
            if let Some(search) = search {
                asked.search = search;
            }
            let found = app
                .store
                .inbox(InboxAsk {
                    agency: agency.clone(),
                    list: asked.list,
                    search: asked.search.clone(),
                    after: Reference::parse(&asked.after),
                    limit: PAGE,
                })
                .await
                .map_err(log)?;
            let last = found.rows.last().map(|line| line.reference.to_string());
            let mut rows = Vec::with_capacity(found.rows.len());
            for line in found.rows {
                rows.push(row(&app, line).await?);
            }
            Ok(Some(view::InboxView {
                officer: officer_view(&app, &officer),
                agency: office(&app, agency),
                asked,
                counts: found.counts,
                rows,
                next: last.filter(|_| found.more),
            }))
        })
    }

    fn dossier(&self, reference: String) -> Asked<Option<view::DeskView>> {
        let (app, officer, lang) = (self.app.clone(), self.officer.clone(), self.lang);
        Box::pin(async move {
            let (Some(officer), Some(reference)) = (officer, Reference::parse(&reference)) else {
                return Ok(None);
            };
            let found = app.store.desk(reference, officer.reader()).await;
            let Some(found) = found.map_err(log)? else {
                return Ok(None);
            };
            let version = version(&app, &found.dossier.form_hash).await?;
            desk_view(&app, &officer, found, &version, lang).map(Some)
        })
    }
}

async fn version(app: &App, hash: &str) -> Result<Arc<Published>, Unavailable> {
    let version = app.catalogue.version(app.store.as_ref(), hash).await;
    version
        .map_err(log)?
        .ok_or_else(|| log("a dossier names a version that is not kept"))
}

fn officer_view(app: &App, officer: &Officer) -> view::Officer {
    let mut posts: Vec<view::Post> = Vec::new();
    for (agency, role) in &officer.posts {
        match posts.last_mut() {
            Some(post) if post.agency.code == *agency => post.roles.push(*role),
            _ => posts.push(view::Post {
                agency: office(app, agency),
                roles: vec![*role],
            }),
        }
    }
    view::Officer {
        name: officer.name.clone(),
        posts,
    }
}

async fn row(app: &App, line: InboxLine) -> Result<view::InboxRow, Unavailable> {
    let version = version(app, &line.form_hash).await?;
    let running = matches!(
        line.state,
        DossierState::Accepted | DossierState::InProgress | DossierState::WithdrawalAsked
    );
    let now = app.clock.now();
    Ok(view::InboxRow {
        reference: line.reference.to_string(),
        code: line.code,
        procedure: version.form.title.clone(),
        applicant: line.applicant,
        state: state(line.state),
        received_at: Some(moment(line.received_at)),
        due_at: line.due_at.map(moment),
        overdue: running && line.due_at.is_some_and(|at| at < now),
    })
}

/// The promise of a dossier: as it was made, or what accepting it now would promise.
///
/// # Errors
/// When what was submitted or promised does not read back.
pub fn promise_of(
    app: &App,
    dossier: &Dossier,
    version: &Published,
    document: &Document,
) -> Result<Option<Promise>, serde_json::Error> {
    if let Some(made) = &dossier.promise {
        return serde_json::from_str(made).map(Some);
    }
    let open = dossier.state == DossierState::Submitted;
    let received = dossier.received_at.filter(|_| open);
    Ok(received.and_then(|received| {
        promise::promise(&version.form, document, &app.units, received, &app.calendar)
    }))
}

fn desk_view(
    app: &App,
    officer: &Officer,
    found: DeskDossier,
    version: &Published,
    lang: Lang,
) -> Result<view::DeskView, Unavailable> {
    let DeskDossier {
        dossier,
        applicant,
        contact,
        notes,
    } = found;
    let document: Document = serde_json::from_slice(&dossier.document.0).map_err(log)?;
    let promise = promise_of(app, &dossier, version, &document).map_err(log)?;
    let tentative = dossier.promise.is_none();
    let files = dossier.files.iter();
    Ok(view::DeskView {
        officer: officer_view(app, officer),
        applicant,
        code: dossier.code.clone(),
        promise: promise.map(|promise| promise_view(promise, tentative)),
        contact: contact.map(|contact| contact.to),
        files: files.map(|file| file_view(file, version, lang)).collect(),
        notes: notes.into_iter().map(note_view).collect(),
        may: may(officer, &dossier),
        dossier: dossier_view(app, dossier, version, document, lang),
    })
}

fn promise_view(promise: Promise, tentative: bool) -> view::Promise {
    view::Promise {
        at: moment(promise.at),
        received_at: moment(promise.received_at),
        counted_from: promise.counted_from,
        moved: promise.moved.map(|why| match why {
            Why::Closed => view::Moved::Closed,
            Why::Late => view::Moved::Late,
        }),
        limit: promise.limit,
        supplement_days: promise.supplement_days,
        rolled: promise.rolled,
        certain: promise.certain,
        tentative,
    }
}

fn file_view(file: &FileMeta, version: &Published, lang: Lang) -> view::DeskFile {
    let question = forms::question::find(&version.form, &file.field);
    view::DeskFile {
        id: file.id.clone(),
        label: question.map_or_else(String::new, |question| {
            question.label.get(lang.tag()).to_owned()
        }),
        name: file.name.clone(),
        size: file.size,
        media_type: file.media_type.clone(),
        sha256: file.sha256.clone(),
    }
}

fn note_view(note: Note) -> view::Note {
    view::Note {
        by: note.by,
        at: moment(note.at),
        text: note.text,
    }
}

/// What the officer can do with it now. The store asks again when it is done.
fn may(officer: &Officer, dossier: &Dossier) -> Vec<view::Act> {
    let mut may = Vec::new();
    if dossier.state == DossierState::Submitted && officer.is(&[Role::Receive], &dossier.agency) {
        may.extend([view::Act::Accept, view::Act::Refuse]);
    }
    let work = [Role::Receive, Role::Decide];
    if officer.is(&work, &dossier.agency) || officer.is(&work, &dossier.deciding) {
        may.push(view::Act::Note);
    }
    may
}
