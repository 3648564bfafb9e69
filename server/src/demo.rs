//! `tokhai demo --dossiers N`: fills the demonstration's store with generated
//! dossiers, so that desks have something to do and the inbox something to carry.
//!
//! Everything goes the ordinary way: the engine checks the answers, the store
//! takes the submission, the sandbox pays, an officer acts. Only the clock is
//! ours, so that dossiers came in the past sixty days. Nobody is written to:
//! generated dossiers have no contact.
//!
//! A dossier's number decides everything about it and is its idempotency key,
//! so a fill that was cut off goes on where it stopped, and the same N again
//! adds nothing.

mod cases;
mod people;
mod plan;
mod progress;

pub use progress::Progress;

use crate::App;
use crate::catalogue::Published;
use crate::clock::Clock;
use crate::config::{Config, Hidden};
use crate::dossier::state::DossierState;
use crate::dossier::{applicant, submission, supplement};
use crate::id::{self, Reference, Secret};
use crate::office::{desk, password};
use crate::payment::gateway::Gateway;
use crate::payment::sandbox::{Checkout, Choice, Chosen};
use crate::store::officer::{Deed, Done, NewOfficer, Promised, Refused, Role};
use crate::store::processing::{AskSupplement, AskedItem};
use crate::store::sqlite::{Options, Sqlite};
use crate::store::{
    Channel, Dossier, NewFile, Place, PrincipalKind, Reader, StartAttempt, Started, StoreError,
    Submission, Submitted,
};
use crate::web::pay::ATTEMPT_LASTS;
use cases::Cases;
use plan::Fate;
use std::ops::Range;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Dossiers that may be asked for.
pub const MOST: u32 = 1_000_000;
/// How far each look at the clock moves it on, µs: a group takes minutes, not one instant.
const STEP: i64 = 400_000;
/// Work that may wait for the writer; a group is far smaller.
const QUEUE: usize = 4_096;
/// The account that accepts and refuses. Nobody signs in with it.
const LOGIN: &str = "mot-cua-minh-hoa";
const NAME: &str = "Bộ phận Một cửa (dữ liệu minh họa)";
const REASON: &str = "Thông tin trong tờ khai không khớp với sổ hộ tịch (dữ liệu minh họa).";
const BASIS: &str = "Căn cứ minh họa, không phải văn bản thật.";
const WHAT: &str = "Đề nghị ghi họ tên đúng như trên giấy tờ tùy thân (dữ liệu minh họa).";
const NOTE: &str = "Đã gọi điện xác nhận với người nộp (dữ liệu minh họa).";

/// Reads what follows `tokhai demo`: nothing, or `--dossiers N`.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn wanted(words: &[String]) -> Result<Option<u32>, String> {
    let text = match words {
        [] => return Ok(None),
        [flag, text] if flag == "--dossiers" => text,
        [flag] if flag == "--dossiers" => return Err(limits("nothing")),
        [flag] if flag.starts_with("--dossiers=") => &flag["--dossiers=".len()..].to_owned(),
        [other, ..] => return Err(format!("demo: {other}: not understood")),
    };
    let number = text.parse().ok();
    let number = number.filter(|number| (1..=MOST).contains(number));
    number.map(Some).ok_or_else(|| limits(text))
}

fn limits(given: &str) -> String {
    format!("--dossiers is a whole number from 1 to {MOST}, not {given}")
}

/// Fills the store of `config` up to `wanted` generated dossiers, the last of
/// them an hour before `now`; how many were added. Opens the store and closes it again.
///
/// # Errors
/// One sentence about what cannot be filled.
pub async fn fill(
    config: Config,
    now: i64,
    wanted: u32,
    progress: &mut Progress,
) -> Result<u32, String> {
    let clock = Clock::stepping(plan::earliest(now), STEP);
    let mut options = Options::new(&config.data, clock.clone(), config.sealer.clone());
    options.queue = QUEUE;
    let store = Arc::new(Sqlite::open(options).map_err(|e| e.to_string())?);
    let app = crate::start::app(config, clock, store).await?;
    let filler = Arc::new(Filler::new(app, now).await?);
    let there = filler.count().await?;
    progress.begin(there.min(wanted), wanted);
    // The last group may have been cut off, so it is gone through once more.
    let mut next = plan::group(there.saturating_sub(1)).start;
    while next < wanted {
        let group = plan::group(next);
        next = group.end.min(wanted);
        filler.group(group.start..next).await?;
        progress.at(next);
    }
    filler.app.clock.set(now);
    let swept = filler.app.store.sweep(0).await; // receipts' secrets past their hour
    swept.map_err(|e| e.to_string())?;
    let added = filler.count().await?.saturating_sub(there);
    progress.end(added);
    Ok(added)
}

/// What filling needs.
struct Filler {
    app: Arc<App>,
    cases: Cases,
    /// The principal that submits, and the officer who acts.
    principal: String,
    officer: String,
    now: i64,
}

/// What a dossier of this fill became.
struct Made {
    reference: Reference,
    fate: Fate,
    noted: bool,
}

impl Filler {
    async fn new(app: Arc<App>, now: i64) -> Result<Self, String> {
        if app.gateways.sandbox.is_none() {
            return Err("--dossiers needs the sandbox gateway: TOKHAI_SANDBOX=on".to_owned());
        }
        let error = |e: StoreError| e.to_string();
        let token = app.config.sealer.derive("demo dossiers");
        let known = app.store.principal(token).await.map_err(error)?;
        let principal = match known {
            Some(principal) => principal,
            None => {
                let made = app.store.create_principal(PrincipalKind::Cookie, token);
                made.await.map_err(error)?
            }
        };
        Ok(Self {
            cases: Cases::read(&app)?,
            officer: officer(&app).await?,
            principal: principal.id,
            now,
            app,
        })
    }

    async fn count(&self) -> Result<u32, String> {
        let owned = self.app.store.owned(self.principal.clone()).await;
        owned.map_err(|e| e.to_string())
    }

    /// Submits, pays and decides a group of dossiers that came together.
    async fn group(self: &Arc<Self>, numbers: Range<u32>) -> Result<(), String> {
        let (came, age) = plan::came(numbers.start, self.now);
        self.app.clock.set(came);
        let day = crate::clock::date_of(came);
        self.cases.prepare(&self.app, day)?;
        let mut submitting = JoinSet::new();
        for number in numbers {
            let filler = Arc::clone(self);
            submitting.spawn(async move { filler.submit(number, came, age).await });
        }
        let made = all(submitting).await?;
        let mut paying = JoinSet::new();
        for made in made {
            let filler = Arc::clone(self);
            paying.spawn(async move { filler.pay(made).await });
        }
        let paid = all(paying).await?;
        let at = plan::decided(came, age, self.now).max(self.app.clock.now());
        self.app.clock.set(at);
        let mut deciding = JoinSet::new();
        for made in paid {
            let filler = Arc::clone(self);
            deciding.spawn(async move { filler.decide(made).await });
        }
        all(deciding).await.map(drop)
    }

    /// Submits the dossier of a number, or finds it submitted.
    async fn submit(&self, number: u32, came: i64, age: u32) -> Result<Made, String> {
        let pick = plan::pick(number, &self.app.catalogue);
        let name = people::name(number);
        let day = crate::clock::date_of(came);
        let case = self.cases.of(&pick.procedure, day, number)?;
        let version = &case.version;
        let mut answers = case.named(&name);
        let mut files = Vec::new();
        for path in &case.files {
            let (id, line) = self.file(&pick.agency).await?;
            answers.set(path.clone(), line);
            files.push((id, path.clone()));
        }
        let mut frame = self.app.frame(&pick.agency);
        frame.today = day;
        let checked = submission::check(version, &answers, &frame, &self.app.units, came)
            .map_err(|unfit| format!("dossier {number} of {}: {unfit:?}", version.form.id))?;
        let submission = Submission {
            principal: self.principal.clone(),
            key: format!("demo-{number}"),
            body_hash: id::sha256(format!("demo dossier {number}").as_bytes()),
            draft: None,
            files,
            secret: Secret::new(),
            form_hash: version.hash.clone(),
            procedure: version.code.clone(),
            deciding: pick.agency.clone(),
            agency: pick.agency,
            channel: Channel::Online,
            lang: "vi".to_owned(),
            today: day,
            document: checked.document,
            due: checked.due,
            contact: None,
            applicant: checked.applicant,
            jobs: Vec::new(),
        };
        let submitted = self.app.store.submit(submission).await;
        match submitted.map_err(|e| e.to_string())? {
            Submitted::Taken { reference, .. } => Ok(Made {
                reference,
                fate: plan::fate(number, age),
                noted: plan::noted(number),
            }),
            other => Err(format!("dossier {number} was not taken: {other:?}")),
        }
    }

    /// A file of its own, as the citizen would have uploaded it: id and line in the answers.
    async fn file(&self, agency: &str) -> Result<(String, String), String> {
        let new = NewFile {
            place: Place::Loose {
                agency: agency.to_owned(),
            },
            owner: self.principal.clone(),
            name: cases::FILE_NAME.to_owned(),
            media_type: cases::FILE_TYPE.to_owned(),
            bytes: cases::file(),
        };
        match self.app.store.add_file(new).await {
            Ok(crate::store::Added::Kept(meta)) => Ok((meta.id.clone(), meta.line())),
            Ok(other) => Err(format!("a demo file was not kept: {other:?}")),
            Err(error) => Err(error.to_string()),
        }
    }

    async fn read(&self, reference: Reference) -> Result<Dossier, String> {
        let reader = Reader::Principal(self.principal.clone());
        let found = self.app.store.dossier(reference, reader).await;
        found
            .map_err(|e| e.to_string())?
            .ok_or_else(|| format!("{reference} is gone"))
    }

    /// Pays what is due in the sandbox, unless it stays unpaid.
    async fn pay(&self, made: Made) -> Result<Made, String> {
        if made.fate == Fate::Unpaid {
            return Ok(made);
        }
        let dossier = self.read(made.reference).await?;
        let open = dossier.state == DossierState::AwaitingPayment;
        let due = dossier.obligations.first().filter(|_| open);
        let (Some(due), Some(sandbox)) = (due, &self.app.gateways.sandbox) else {
            return Ok(made);
        };
        let start = StartAttempt {
            obligation: due.id.clone(),
            reader: Reader::Principal(self.principal.clone()),
            gateway: sandbox.name().to_owned(),
            merchant: self
                .app
                .gateways
                .merchant(sandbox.as_ref(), &dossier.agency),
            txn_ref: id::random_id(),
            expires_at: self.app.clock.now() + ATTEMPT_LASTS,
            lang: dossier.lang.clone(),
        };
        let started = self.app.store.start_attempt(start).await;
        let attempt = match started.map_err(|e| e.to_string())? {
            Started::Attempt(attempt) => attempt,
            other => return Err(format!("{}: no attempt: {other:?}", made.reference)),
        };
        let chosen = Chosen {
            choice: Choice::Success,
            at: self.app.clock.now(),
        };
        let checkout = Checkout {
            merchant: attempt.merchant,
            txn_ref: attempt.txn_ref,
            amount: attempt.amount,
            expires_at: attempt.expires_at,
        };
        let told = sandbox.read_callback(&sandbox.query(chosen, &checkout));
        let told = told.map_err(|refusal| format!("the sandbox's callback: {refusal:?}"))?;
        let settled = self.app.store.credit(told, "demo".to_owned()).await;
        settled.map_err(|e| e.to_string())?;
        Ok(made)
    }

    /// Does at the desk what is the dossier's fate, unless it was done before.
    async fn decide(&self, made: Made) -> Result<(), String> {
        if matches!(made.fate, Fate::Unpaid | Fate::New) {
            return Ok(());
        }
        let dossier = self.read(made.reference).await?;
        if dossier.state != DossierState::Submitted {
            return Ok(());
        }
        let deed = match made.fate {
            Fate::Refused => Deed::Refuse(Refused {
                reason: REASON.to_owned(),
                basis: BASIS.to_owned(),
            }),
            Fate::Asked => self.ask(&dossier).await?,
            _ => Deed::Accept(self.promised(&dossier).await?),
        };
        let mut deeds = vec![deed];
        if made.fate == Fate::TakenUp {
            deeds.push(Deed::TakeUp);
        }
        if made.noted {
            deeds.push(Deed::Note(NOTE.to_owned().into()));
        }
        for deed in deeds {
            self.act(made.reference, deed).await?;
        }
        Ok(())
    }

    /// The name is to be given once more.
    async fn ask(&self, dossier: &Dossier) -> Result<Deed, String> {
        let version = self.version(dossier).await?;
        let path = applicant::question(&version.form).unwrap_or_default();
        Ok(Deed::AskSupplement(AskSupplement {
            items: vec![AskedItem {
                path: path.to_owned(),
                what: WHAT.to_owned(),
            }],
            until: supplement::until(self.app.clock.now(), &self.app.calendar),
        }))
    }

    async fn version(&self, dossier: &Dossier) -> Result<Arc<Published>, String> {
        let (app, hash) = (&self.app, &dossier.form_hash);
        let version = app.catalogue.version(app.store.as_ref(), hash).await?;
        version.ok_or_else(|| "a dossier names a version that is not kept".to_owned())
    }

    /// What accepting promises, as at the desk.
    async fn promised(&self, dossier: &Dossier) -> Result<Option<Promised>, String> {
        let version = self.version(dossier).await?;
        let document = serde_json::from_slice(&dossier.document.0).map_err(|e| e.to_string())?;
        let promise = desk::promise_of(&self.app, dossier, &version, &document);
        let promise = promise.map_err(|e| e.to_string())?.map(|promise| {
            let why = serde_json::to_string(&promise).map_err(|e| e.to_string())?;
            let at = promise.at;
            Ok::<_, String>(Promised { at, why })
        });
        promise.transpose()
    }

    async fn act(&self, reference: Reference, deed: Deed) -> Result<(), String> {
        let what = format!("{deed:?}");
        let done = self.app.store.act(self.officer.clone(), reference, deed);
        match done.await.map_err(|e| e.to_string())? {
            Done::Done(_) => Ok(()),
            other => Err(format!("{reference}: {what}: {other:?}")),
        }
    }
}

/// The answers of all, or the first error.
async fn all<T: 'static>(mut tasks: JoinSet<Result<T, String>>) -> Result<Vec<T>, String> {
    let mut done = Vec::with_capacity(tasks.len());
    while let Some(task) = tasks.join_next().await {
        done.push(task.map_err(|e| e.to_string())??);
    }
    Ok(done)
}

/// The officer who acts at every desk; made when not there, with a password nobody is told.
async fn officer(app: &App) -> Result<String, String> {
    let error = |e: StoreError| e.to_string();
    let kept = || app.store.credentials(LOGIN.to_owned());
    if let Some(kept) = kept().await.map_err(error)? {
        return Ok(kept.officer);
    }
    let desks = app.catalogue.desks.iter();
    let made = app.store.add_officer(NewOfficer {
        login: LOGIN.to_owned(),
        name: NAME.to_owned(),
        password: password::hash(Hidden::new(id::token())).await,
        totp: None,
        posts: desks
            .flat_map(|desk| [Role::Receive, Role::Decide].map(|role| (desk.code.clone(), role)))
            .collect(),
    });
    made.await.map_err(error)?;
    let made = kept().await.map_err(error)?;
    made.map(|kept| kept.officer)
        .ok_or_else(|| format!("the account {LOGIN} is closed; --dossiers needs it"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_number_is_read() {
        assert_eq!(wanted(&[]), Ok(None));
        for text in ["--dossiers 100000", "--dossiers=100000"] {
            assert_eq!(wanted(&words(text)), Ok(Some(100_000)), "{text}");
        }
        for text in [
            "--dossiers",
            "--dossiers 0",
            "--dossiers=",
            "--dossiers 1000001",
            "--dossiers -5",
            "--dossiers many",
            "--dossiers 5 6",
            "--dossier 5",
        ] {
            let why = wanted(&words(text)).unwrap_err();
            assert!(!why.contains('\n'), "{text}: {why}");
        }
        assert!(
            wanted(&words("--dossiers 0"))
                .unwrap_err()
                .contains("1 to 1000000")
        );
    }
}
