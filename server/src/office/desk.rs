//! What officers' pages ask for, answered from the store for one session.

use super::author;
use crate::App;
use crate::catalogue::Published;
use crate::desk::{dossier_view, log, moment, office, state};
use crate::dossier::decision::Matter;
use crate::dossier::due;
use crate::dossier::promise::{self, Promise, Why};
use crate::dossier::state::DossierState;
use crate::dossier::submission::Document;
use crate::id::Reference;
use crate::store::officer::{InboxAsk, InboxLine, Note, Officer, Promised, Role};
use crate::store::processing::IdentityCheck;
use crate::store::{DeskDossier, Dossier, FileMeta, Findings};
use crate::web::data::DECISION;
use app::desk::author::{FormsView, ProposalView};
use app::desk::office as view;
use app::desk::{Asked, DraftView, Unavailable};
use app::lang::Lang;
use app::routes::Place;
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

    fn findings(&self, reference: String) -> Asked<Option<view::FindingsView>> {
        let (app, officer, lang) = (self.app.clone(), self.officer.clone(), self.lang);
        Box::pin(async move {
            let (Some(officer), Some(reference)) = (officer, Reference::parse(&reference)) else {
                return Ok(None);
            };
            let found = app.store.findings(officer.id.clone(), reference).await;
            let Some(findings) = found.map_err(log)? else {
                return Ok(None);
            };
            let found = app.store.desk(reference, officer.reader()).await;
            let Some(desk) = found.map_err(log)? else {
                return Ok(None);
            };
            let version = version(&app, &findings.form_hash).await?;
            findings_view(&app, &officer, findings, desk, &version, lang)
        })
    }

    fn forms(&self) -> Asked<Option<FormsView>> {
        let (app, officer) = (self.app.clone(), self.officer.clone());
        Box::pin(async move {
            match officer {
                Some(officer) => author::forms(&app, &officer).await,
                None => Ok(None),
            }
        })
    }

    fn proposal(&self, id: String) -> Asked<Option<ProposalView>> {
        let (app, officer, lang) = (self.app.clone(), self.officer.clone(), self.lang);
        Box::pin(async move {
            match officer {
                Some(officer) => author::proposal(&app, &officer, id, lang).await,
                None => Ok(None),
            }
        })
    }

    fn preview(&self, id: String) -> Asked<Option<DraftView>> {
        let (app, officer) = (self.app.clone(), self.officer.clone());
        Box::pin(async move {
            match officer {
                Some(officer) => author::preview(&app, &officer, id).await,
                None => Ok(None),
            }
        })
    }
}

/// `None` where nothing can be written: no decision form, or not in progress.
fn findings_view(
    app: &App,
    officer: &Officer,
    findings: Findings,
    desk: DeskDossier,
    version: &Published,
    lang: Lang,
) -> Result<Option<view::FindingsView>, Unavailable> {
    let Some(form) = version.decision.clone() else {
        return Ok(None);
    };
    if findings.state != DossierState::InProgress {
        return Ok(None);
    }
    let dossier = &desk.dossier;
    let document: Document = serde_json::from_slice(&dossier.document.0).map_err(log)?;
    let matter = Matter {
        version,
        document: &document,
        units: &app.units,
    };
    let tick = |(path, label, value): (String, String, Vec<String>)| view::Tick {
        ticked: findings.ticked.contains(&path),
        path,
        label,
        value,
    };
    let enough = enough(version);
    let checked = desk
        .identity
        .iter()
        .any(|check| enough.contains(&check.how));
    let frame = app.frame(&findings.agency);
    Ok(Some(view::FindingsView {
        officer: officer_view(app, officer),
        number: number(dossier),
        procedure: version.form.title.clone(),
        ticks: matter.tickable(lang.tag()).into_iter().map(tick).collect(),
        viewed: findings.viewed,
        identity_wanting: !enough.is_empty() && !checked,
        draft: DraftView {
            place: Place::Decision(dossier.reference.to_string()),
            form,
            hash: format!("{}{DECISION}", version.hash),
            answers: findings.answers,
            revision: findings.revision,
            agency: office(app, &findings.agency),
            province: frame.province,
            channel: frame.channel,
            today: frame.today,
            expires_on: frame.today,
            notice: None,
            submit_key: String::new(),
            supplement: None,
        },
    }))
}

/// The dossier's code, before there is one its reference.
pub fn number(dossier: &Dossier) -> String {
    let code = dossier.code.clone();
    code.unwrap_or_else(|| dossier.reference.to_string())
}

pub(super) async fn version(app: &App, hash: &str) -> Result<Arc<Published>, Unavailable> {
    let version = app.catalogue.version(app.store.as_ref(), hash).await;
    version
        .map_err(log)?
        .ok_or_else(|| log("a dossier names a version that is not kept"))
}

pub(super) fn officer_view(app: &App, officer: &Officer) -> view::Officer {
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
    let pause = pause(dossier);
    Ok(received.and_then(|received| {
        let (form, units) = (&version.form, &app.units);
        promise::promise(form, document, units, received, pause, &app.calendar)
    }))
}

/// What accepting a dossier now promises.
///
/// # Errors
/// When the store does not answer or something kept does not read back.
pub async fn promised(app: &App, dossier: &Dossier) -> Result<Option<Promised>, String> {
    let version = app
        .catalogue
        .version(app.store.as_ref(), &dossier.form_hash)
        .await?
        .ok_or("a dossier names a version that is not kept")?;
    let document: Document =
        serde_json::from_slice(&dossier.document.0).map_err(|e| e.to_string())?;
    let promise = promise_of(app, dossier, &version, &document).map_err(|e| e.to_string())?;
    let kept = promise.map(|promise| {
        let why = serde_json::to_string(&promise).map_err(|e| e.to_string())?;
        let at = promise.at;
        Ok::<_, String>(Promised { at, why })
    });
    kept.transpose()
}

/// The pause of a supplement that was answered.
pub fn pause(dossier: &Dossier) -> Option<due::Supplement> {
    let supplement = dossier.supplement.as_ref()?;
    supplement.answered_at.map(|answered| due::Supplement {
        asked: supplement.asked_at,
        answered,
    })
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
        identity,
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
        asked_by: dossier
            .supplement
            .as_ref()
            .map(|asked| asked.by.clone())
            .unwrap_or_default(),
        deciding: office(app, &dossier.deciding),
        identity: identity.into_iter().map(identity_view).collect(),
        enough: enough(version),
        agencies: others(app, &dossier),
        dossier: dossier_view(app, dossier, version, document, lang),
    })
}

/// How identity must have been checked before a decision.
pub fn enough(version: &Published) -> Vec<view::Identity> {
    let procedure = version.form.procedure.as_ref();
    procedure.map_or_else(Vec::new, |procedure| {
        view::Identity::enough(&procedure.assurance)
    })
}

/// Who else could decide it.
fn others(app: &App, dossier: &Dossier) -> Vec<app::desk::Agency> {
    app.catalogue
        .offering(&dossier.procedure)
        .into_iter()
        .filter(|desk| desk.code != dossier.deciding)
        .map(|desk| office(app, &desk.code))
        .collect()
}

fn identity_view(check: IdentityCheck) -> view::IdentityView {
    view::IdentityView {
        how: check.how,
        by: check.by,
        at: moment(check.at),
    }
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
    use DossierState::{Accepted, AwaitingSupplement, InProgress, Submitted, WithdrawalAsked};
    use view::Act;
    let receives = officer.is(&[Role::Receive], &dossier.agency);
    let decides = officer.is(&[Role::Decide], &dossier.deciding);
    let asked = dossier.supplement.is_some();
    let open = matches!(dossier.state, Submitted | Accepted | InProgress);
    let supplement = open && !asked;
    let mut may = Vec::new();
    let mut can = |act: Act, when: bool| {
        if when {
            may.push(act);
        }
    };
    let new = dossier.state == Submitted;
    let working = dossier.state == InProgress;
    can(Act::Accept, new && receives);
    can(Act::TakeUp, dossier.state == Accepted && decides);
    can(Act::Decide, working && decides);
    can(
        Act::AnswerWithdrawal,
        dossier.state == WithdrawalAsked && (receives || decides),
    );
    can(
        Act::AskSupplement,
        supplement && if new { receives } else { decides },
    );
    can(Act::HandOver, open && (receives || decides));
    can(Act::Refuse, (new && receives) || (working && decides));
    let waiting = matches!(dossier.state, WithdrawalAsked | AwaitingSupplement);
    can(
        Act::CheckIdentity,
        (open || waiting) && (receives || decides),
    );
    let work = [Role::Receive, Role::Decide];
    can(
        Act::Note,
        officer.is(&work, &dossier.agency) || officer.is(&work, &dossier.deciding),
    );
    may
}
