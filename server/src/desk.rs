//! What pages ask for, answered from the store for one browser.

use crate::App;
use crate::catalogue::{Desk as Office, Published};
use crate::clock;
use crate::dossier::state::DossierState;
use crate::dossier::submission::{Document, Frame};
use crate::dossier::supplement;
use crate::id::{Reference, random_id};
use crate::payment::gateway::Gateway;
use crate::payment::state::{AttemptState, ObligationState};
use crate::store::{Attempt, Dossier, Event, EventKind, Obligation, Reader};
use app::desk::{self as view, Asked, Desk, Unavailable};
use app::lang::Lang;
use app::routes::Place;
use forms::author::diff::{self, Weight};
use std::sync::Arc;

/// The desk of one request.
pub struct PersonalDesk {
    app: Arc<App>,
    principal: Option<String>,
    lang: Lang,
}

impl PersonalDesk {
    /// For the principal of a request; `None`: a browser we do not know.
    pub fn new(app: Arc<App>, principal: Option<String>, lang: Lang) -> Self {
        Self {
            app,
            principal,
            lang,
        }
    }
}

impl Desk for PersonalDesk {
    fn catalogue(&self) -> Asked<view::Catalogue> {
        let app = self.app.clone();
        Box::pin(async move {
            let procedures: Vec<_> = app
                .catalogue
                .current()
                .iter()
                .filter_map(|version| card(&app, version))
                .collect();
            let offers = |office: &&Office| {
                procedures
                    .iter()
                    .any(|card| card.agencies.contains(&office.code))
            };
            let agencies = app
                .catalogue
                .desks
                .iter()
                .filter(offers)
                .map(agency)
                .collect();
            Ok(view::Catalogue {
                procedures,
                agencies,
            })
        })
    }

    fn procedure(&self, code: String) -> Asked<Option<view::ProcedureView>> {
        let app = self.app.clone();
        Box::pin(async move {
            Ok(app
                .catalogue
                .procedure(&code)
                .map(|version| view::ProcedureView {
                    form: version.form.clone(),
                    hash: version.hash.clone(),
                    agencies: app
                        .catalogue
                        .offering(&code)
                        .into_iter()
                        .map(agency)
                        .collect(),
                    draft_days: app.config.draft_days,
                }))
        })
    }

    fn draft(&self, id: String) -> Asked<Option<view::DraftView>> {
        let (app, principal, lang) = (self.app.clone(), self.principal.clone(), self.lang);
        Box::pin(async move {
            let Some(owner) = principal else {
                return Ok(None);
            };
            let Some(draft) = app.store.draft(id, owner).await.map_err(log)? else {
                return Ok(None);
            };
            let version = app
                .catalogue
                .version(app.store.as_ref(), &draft.form_hash)
                .await
                .map_err(log)?;
            let Some(version) = version else {
                return Ok(None);
            };
            let supplement = match draft.dossier {
                Some(reference) => {
                    supplement_of(&app, reference, &draft.owner, &version, lang).await?
                }
                None => None,
            };
            // An answer to a supplement is judged as the submission was.
            let today = match &supplement {
                Some((_, frame)) => frame.today,
                None => app.clock.today(),
            };
            let notice = match draft.dossier {
                None => notice(&app, draft.moved, &version),
                Some(_) => None,
            };
            let submit_key = match draft.dossier {
                Some(reference) => reference.to_string(),
                None => random_id(),
            };
            Ok(Some(view::DraftView {
                place: Place::Draft(draft.id),
                form: version.form.clone(),
                hash: version.hash.clone(),
                answers: draft.answers,
                revision: draft.revision,
                agency: office(&app, &draft.agency),
                province: app.catalogue.province.clone(),
                channel: "online".to_owned(),
                today,
                expires_on: clock::date_of(draft.expires_at),
                notice,
                submit_key,
                supplement: supplement.map(|(supplement, _)| supplement),
            }))
        })
    }

    fn dossier(&self, reference: String) -> Asked<Option<view::DossierView>> {
        let (app, principal, lang) = (self.app.clone(), self.principal.clone(), self.lang);
        Box::pin(async move {
            let (Some(principal), Some(reference)) = (principal, Reference::parse(&reference))
            else {
                return Ok(None);
            };
            let found = app
                .store
                .dossier(reference, Reader::Principal(principal))
                .await
                .map_err(log)?;
            let Some(dossier) = found else {
                return Ok(None);
            };
            let version = app
                .catalogue
                .version(app.store.as_ref(), &dossier.form_hash)
                .await
                .map_err(log)?;
            let Some(version) = version else {
                return Err(log("a dossier names a version that is not kept"));
            };
            let document: Document = serde_json::from_slice(&dossier.document.0).map_err(log)?;
            Ok(Some(dossier_view(&app, dossier, &version, document, lang)))
        })
    }

    fn result(&self, reference: String) -> Asked<Option<view::ResultView>> {
        let (app, principal) = (self.app.clone(), self.principal.clone());
        Box::pin(async move {
            let (Some(principal), Some(reference)) = (principal, Reference::parse(&reference))
            else {
                return Ok(None);
            };
            let gate = app.store.gate(reference, principal).await.map_err(log)?;
            Ok(gate.map(|gate| view::ResultView {
                state: state(gate.state),
                contact: gate.contact,
                waiting: gate.waiting,
                proved: gate.proved.map(moment),
            }))
        })
    }

    fn options(
        &self,
        dataset: &str,
        level: &str,
        parent: Option<&str>,
        lang: &str,
    ) -> Vec<(String, String)> {
        self.app.units.options(dataset, level, parent, lang)
    }

    fn datasets(&self) -> view::SharedDatasets {
        self.app.units.clone()
    }

    fn checkout(&self, txn: String) -> Asked<Option<view::CheckoutView>> {
        let app = self.app.clone();
        Box::pin(async move {
            use crate::payment::sandbox;
            let attempt = app.store.attempt(txn).await.map_err(log)?;
            let open = |attempt: &Attempt| {
                attempt.gateway == sandbox::NAME && attempt.state == AttemptState::Started
            };
            Ok(attempt
                .filter(open)
                .filter(|_| app.gateways.sandbox.is_some())
                .map(|attempt| view::CheckoutView {
                    order_info: format!("Nop phi le phi ho so {}", attempt.reference),
                    merchant: attempt.merchant,
                    amount: attempt.amount,
                    txn: attempt.txn_ref,
                    outcomes: sandbox::Choice::ALL
                        .iter()
                        .map(|choice| choice.as_str().to_owned())
                        .collect(),
                }))
        })
    }

    fn public_result(&self, token: String) -> Asked<Option<view::PublicResult>> {
        let app = self.app.clone();
        Box::pin(async move {
            let found = app.store.public_result(token).await.map_err(log)?;
            Ok(found.map(|result| view::PublicResult {
                kind: result.card.kind,
                number: result.card.number,
                issued_on: result.card.issued_on,
                agency: office(&app, &result.agency),
                name: result.card.name,
            }))
        })
    }

    fn payment_return(
        &self,
        gateway: String,
        raw_query: String,
    ) -> Asked<Option<view::ReturnView>> {
        let (app, principal) = (self.app.clone(), self.principal.clone());
        Box::pin(async move {
            let Some(gateway) = app.gateways.get(&gateway) else {
                return Ok(None);
            };
            // Reads only: the gateway's own call is what counts.
            let Ok(callback) = gateway.read_callback(&raw_query) else {
                return Ok(None);
            };
            let attempt = app.store.attempt(callback.txn_ref).await.map_err(log)?;
            let Some(attempt) = attempt.filter(|attempt| attempt.gateway == gateway.name()) else {
                return Ok(None);
            };
            let mine = match principal {
                Some(principal) => app
                    .store
                    .dossier(attempt.reference, Reader::Principal(principal))
                    .await
                    .map_err(log)?
                    .is_some(),
                None => false,
            };
            Ok(Some(view::ReturnView {
                reference: mine.then(|| attempt.reference.to_string()),
                amount: attempt.amount,
                state: match attempt.state {
                    AttemptState::Started | AttemptState::Expired => view::ReturnState::Waiting,
                    AttemptState::Paid => view::ReturnState::Paid,
                    AttemptState::Failed => view::ReturnState::Failed,
                    AttemptState::Cancelled => view::ReturnState::Cancelled,
                    AttemptState::Review => view::ReturnState::Review,
                },
                txn_ref: attempt.txn_ref,
            }))
        })
    }
}

/// What to tell about a draft's version. One of another major number stays: the
/// draft is finished as it began, for as long as it is kept.
fn notice(app: &App, moved: bool, version: &Published) -> Option<view::Notice> {
    if moved {
        return Some(view::Notice::NewVersion);
    }
    let current = app.catalogue.form(&version.form.id)?;
    let raised = diff::raised(&version.form.version, &current.form.version);
    (raised == Some(Weight::Major)).then_some(view::Notice::OldVersion)
}

/// The supplement a draft answers, and the frame its dossier was submitted in.
async fn supplement_of(
    app: &App,
    reference: Reference,
    owner: &str,
    version: &Published,
    lang: Lang,
) -> Result<Option<(view::SupplementView, Frame)>, Unavailable> {
    let reader = Reader::Principal(owner.to_owned());
    let found = app.store.dossier(reference, reader).await.map_err(log)?;
    let Some(dossier) = found else {
        return Ok(None);
    };
    let document: Document = serde_json::from_slice(&dossier.document.0).map_err(log)?;
    let view = supplement_view(app, &dossier, version, &document, lang);
    Ok(view.map(|view| (view, document.frame)))
}

/// The supplement of a dossier, as both sides read it.
fn supplement_view(
    app: &App,
    dossier: &Dossier,
    version: &Published,
    document: &Document,
    lang: Lang,
) -> Option<view::SupplementView> {
    let supplement = dossier.supplement.as_ref()?;
    let asked = supplement.items.iter().map(|item| {
        let question = forms::question::find(&version.form, &item.path);
        view::draft::Asked {
            path: item.path.clone(),
            label: question
                .map_or_else(String::new, |field| field.label.get(lang.tag()).to_owned()),
            what: item.what.clone(),
        }
    });
    Some(view::SupplementView {
        reference: dossier.reference.to_string(),
        asked: asked.collect(),
        asked_at: moment(supplement.asked_at),
        until: moment(supplement.until),
        answered_at: supplement.answered_at.map(moment),
        open: supplement::open(&version.form, document, &app.units, supplement),
    })
}

/// The page says sorry, the log says why.
pub(crate) fn log(error: impl std::fmt::Display) -> Unavailable {
    tracing::error!(%error, "a page could not be answered");
    Unavailable
}

fn card(app: &App, version: &Arc<Published>) -> Option<view::Card> {
    let procedure = version.form.procedure.as_ref()?;
    Some(view::Card {
        code: version.code.clone(),
        title: version.form.title.clone(),
        summary: procedure.summary.clone(),
        fee_note: procedure.fee_note.clone(),
        limit: procedure.limit.clone(),
        life_events: procedure.life_events.clone(),
        agencies: app
            .catalogue
            .offering(&version.code)
            .into_iter()
            .map(|office| office.code.clone())
            .collect(),
    })
}

fn agency(office: &Office) -> view::Agency {
    view::Agency {
        code: office.code.clone(),
        name: office.name.clone(),
    }
}

pub(crate) fn office(app: &App, code: &str) -> view::Agency {
    let unknown = || view::Agency {
        code: code.to_owned(),
        name: forms::Text::default(),
    };
    app.catalogue.desk(code).map(agency).unwrap_or_else(unknown)
}

pub(crate) fn dossier_view(
    app: &App,
    dossier: Dossier,
    version: &Published,
    document: Document,
    lang: Lang,
) -> view::DossierView {
    let timeline = dossier
        .timeline
        .iter()
        .filter_map(|event| entry(&dossier, event))
        .collect();
    let supplement = supplement_view(app, &dossier, version, &document, lang);
    view::DossierView {
        supplement,
        accepted: dossier.code.is_some(),
        withdrawable: dossier.state.may_become(DossierState::WithdrawalAsked),
        paper: dossier.paper,
        reference: dossier.reference.to_string(),
        secret: dossier.secret.map(|secret| secret.expose().to_owned()),
        form: version.form.clone(),
        hash: version.hash.clone(),
        answers: document.typed,
        today: dossier.today,
        channel: dossier.channel.as_str().to_owned(),
        province: document.frame.province,
        agency: office(app, &dossier.agency),
        state: state(dossier.state),
        submitted_at: moment(dossier.submitted_at),
        received_at: dossier.received_at.map(moment),
        result_due_on: dossier.due_at.map(clock::date_of),
        due: dossier
            .obligations
            .into_iter()
            .next_back()
            .map(|due| due_view(app, due, lang)),
        timeline,
    }
}

pub(crate) fn moment(micros: i64) -> view::Moment {
    let (hour, minute, _) = clock::time_of(micros);
    let small = |number: i64| u8::try_from(number).unwrap_or(0);
    view::Moment {
        date: clock::date_of(micros),
        hour: small(hour),
        minute: small(minute),
    }
}

/// A dossier's state as pages name it.
pub fn state(state: DossierState) -> view::DossierState {
    use view::DossierState as V;
    match state {
        DossierState::AwaitingPayment => V::AwaitingPayment,
        DossierState::Submitted => V::Submitted,
        DossierState::Accepted => V::Accepted,
        DossierState::InProgress => V::Processing,
        DossierState::AwaitingSupplement => V::SupplementRequested,
        DossierState::AwaitingDue => V::FeeRequested,
        DossierState::WithdrawalAsked => V::WithdrawalAsked,
        DossierState::Refused => V::NotAccepted,
        DossierState::Stopped => V::Stopped,
        DossierState::Decided => V::Decided,
        DossierState::Delivered => V::Returned,
    }
}

fn due_view(app: &App, due: Obligation, lang: Lang) -> view::DueView {
    use view::{AttemptState as A, DueState as S};
    let gateways = app.gateways.all().iter().map(|gateway| view::GatewayName {
        name: gateway.name().to_owned(),
        label: gateway.label(lang.tag()).to_owned(),
        test: gateway.name() == crate::payment::sandbox::NAME,
    });
    let label = |name: &str| {
        app.gateways
            .get(name)
            .map_or(name.to_owned(), |gateway: &dyn Gateway| {
                gateway.label(lang.tag()).to_owned()
            })
    };
    view::DueView {
        amount: due.amount,
        lines: due
            .lines
            .into_iter()
            .map(|line| line_view(line, &due.collect))
            .collect(),
        state: match due.state {
            ObligationState::Due => S::Due,
            ObligationState::Paid => S::Paid,
            ObligationState::Waived => S::Waived,
            ObligationState::Expired => S::Expired,
            ObligationState::Refunding => S::Refunding,
            ObligationState::Refunded => S::Refunded,
        },
        gateways: if due.state == ObligationState::Due {
            gateways.collect()
        } else {
            Vec::new()
        },
        attempts: due
            .attempts
            .iter()
            .map(|attempt| view::AttemptView {
                gateway: label(&attempt.gateway),
                started_at: moment(attempt.started_at),
                state: match attempt.state {
                    AttemptState::Started => A::Started,
                    AttemptState::Paid => A::Paid,
                    AttemptState::Failed => A::Failed,
                    AttemptState::Cancelled => A::Cancelled,
                    AttemptState::Expired => A::Expired,
                    AttemptState::Review => A::Review,
                },
            })
            .collect(),
        pay_until: Some(clock::date_of(due.expires_at)),
        paid_at: due.paid_at.map(moment),
    }
}

fn line_view(line: crate::store::FeeLine, collect: &str) -> forms::FeeLine {
    forms::FeeLine {
        id: line.rule,
        label: line.label,
        amount: line.amount,
        kind: line.kind,
        code: line.code,
        collect: collect.to_owned(),
    }
}

/// An event as the citizen reads it; `None` for what is not a step of theirs:
/// that someone opened the dossier, and that a due ran out, which its closing tells.
fn entry(dossier: &Dossier, event: &Event) -> Option<view::TimelineEntry> {
    use view::Event as V;
    let kind = match event.kind {
        EventKind::Submitted => V::Submitted,
        EventKind::Received => V::Received,
        EventKind::Payment(AttemptState::Started) => V::PaymentStarted,
        EventKind::Payment(AttemptState::Paid) => V::PaymentReceived,
        EventKind::Payment(AttemptState::Failed) => V::PaymentFailed,
        EventKind::Payment(AttemptState::Cancelled) => V::PaymentCancelled,
        EventKind::Payment(AttemptState::Expired) => V::PaymentExpired,
        EventKind::Payment(AttemptState::Review) => V::PaymentReview,
        EventKind::Closed => V::ClosedUnpaid,
        EventKind::Accepted => V::Accepted,
        EventKind::Refused => V::NotAccepted,
        EventKind::SupplementAsked => V::SupplementRequested,
        EventKind::SupplementAnswered => V::SupplementSent,
        EventKind::SupplementExpired => V::SupplementExpired,
        EventKind::HandedOver => V::HandedOver,
        EventKind::IdentityChecked => V::IdentityChecked,
        EventKind::TakenUp => V::Processing,
        EventKind::WithdrawalAsked => V::WithdrawalAsked,
        EventKind::Withdrawn => V::Withdrawn,
        EventKind::WithdrawalDeclined => V::WithdrawalDeclined,
        EventKind::DueAsked => V::FeeAsked,
        EventKind::Decided => V::Decided,
        EventKind::PaperDrawn => V::PaperReady,
        EventKind::Delivered => V::Returned,
        EventKind::Opened | EventKind::DueExpired | EventKind::Noted | EventKind::PaperViewed => {
            return None;
        }
        // These are of a form, never of a dossier.
        EventKind::FormDrafted
        | EventKind::FormProposed
        | EventKind::FormWithdrawn
        | EventKind::FormRefused
        | EventKind::FormPublished
        | EventKind::FormRetired
        | EventKind::FormRolledBack => return None,
        EventKind::CodeSent => V::CodeSent,
        EventKind::SecretRenewed => V::SecretRenewed,
    };
    Some(view::TimelineEntry {
        at: moment(event.at),
        event: kind,
        note: match event.kind {
            EventKind::Accepted => dossier.code.clone(),
            EventKind::Refused => dossier
                .refused
                .as_ref()
                .map(|refused| format!("{} ({})", refused.reason, refused.basis)),
            _ => None,
        },
    })
}
