//! Work in the background: jobs and messages from the store, gateways asked
//! where no callback came, what is over its time ended and swept. Every job
//! runs at least once; its effect happens once because the store's own
//! transactions see to it.

use crate::App;
use crate::clock::{HOUR, MINUTE};
use crate::delivery;
use crate::id::random_id;
use crate::papers;
use crate::payment::gateway::{StatusError, StatusRequest};
use crate::store::{Job, Poll, StoreError};
use axum::body::Body;
use http::Request;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// A job that delivers a callback of the sandbox to the ordinary callback URL.
pub const SANDBOX_CALLBACK: &str = "sandbox.callback";

/// A job that draws a result's paper; its payload is the dossier's number.
pub const DRAW_RESULT: &str = "result.draw";

/// How long one worker has for a job, µs.
const LEASE: i64 = MINUTE;
/// How long after its end an attempt without a word is still asked about, µs:
/// a gateway that is down for some minutes must not cost a payer their money.
const STILL_ASKED: i64 = HOUR;
/// Work taken in one round, so that a round ends.
const ROUND: u32 = 100;
/// Letters on their way at one time.
const AT_ONCE: usize = 8;
/// How often to look, unless woken.
const PAUSE: Duration = Duration::from_millis(500);
/// How often to sweep, in rounds.
const SWEEP_EVERY: u32 = 600;

/// Starts the workers. Letters have a loop of their own: a relay that does not
/// answer must not keep money waiting.
pub fn spawn(app: Arc<App>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        tokio::join!(work_on(&app), deliver_on(&app));
    })
}

async fn work_on(app: &Arc<App>) {
    let mut rounds: u32 = 0;
    loop {
        work(app).await;
        if rounds.is_multiple_of(SWEEP_EVERY) {
            sweep(app).await;
        }
        rounds = rounds.wrapping_add(1);
        let _ = tokio::time::timeout(PAUSE, app.wake.notified()).await;
    }
}

async fn deliver_on(app: &Arc<App>) {
    loop {
        messages(app).await;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Does everything that is due now.
pub async fn run_due(app: &Arc<App>) {
    work(app).await;
    messages(app).await;
}

async fn work(app: &Arc<App>) {
    jobs(app).await;
    ask_gateways(app).await;
    let now = app.clock.now();
    note(
        "attempts to end",
        app.store.expire_attempts(now - STILL_ASKED, ROUND).await,
    );
    note("dues to end", app.store.expire_dues(ROUND).await);
    note(
        "supplements to end",
        app.store.expire_supplements(ROUND).await,
    );
}

async fn jobs(app: &Arc<App>) {
    for _ in 0..ROUND {
        let job = match app.store.claim_job(LEASE).await {
            Ok(Some(job)) => job,
            Ok(None) => return,
            Err(error) => return tracing::error!(%error, "no job can be claimed"),
        };
        let claim = job.claim.clone();
        let done = match run(app, job).await {
            Ok(()) => app.store.finish_job(claim).await,
            Err(why) => {
                tracing::warn!(%why, "a job failed and will be tried again");
                app.store.fail_job(claim, why).await
            }
        };
        note("the end of a job", done);
    }
}

async fn run(app: &Arc<App>, job: Job) -> Result<(), String> {
    match job.kind.as_str() {
        DRAW_RESULT => match job.payload.parse() {
            Ok(dossier) => papers::draw(app, dossier).await,
            Err(_) => Err("a job to draw a result names no dossier".to_owned()),
        },
        SANDBOX_CALLBACK => call_back(app, &job.payload).await,
        other => Err(format!("unknown kind of job: {other}")),
    }
}

/// Calls our own callback URL as a gateway would: the whole router, no shortcut.
async fn call_back(app: &Arc<App>, query: &str) -> Result<(), String> {
    let request = Request::get(format!("/payments/sandbox/ipn?{query}"))
        .body(Body::empty())
        .map_err(|e| e.to_string())?;
    let response = match crate::router(app.clone()).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    // 4xx is the protocol's final word (a wrong amount stays wrong); ours is tried again.
    if response.status().is_server_error() {
        Err(format!("callback answered {}", response.status()))
    } else {
        Ok(())
    }
}

/// Delivers what is in the outbox, a few letters at a time: most of a letter's
/// time is spent waiting for a relay.
async fn messages(app: &Arc<App>) {
    for _ in 0..ROUND {
        let mut letters = JoinSet::new();
        while letters.len() < AT_ONCE {
            match app.store.claim_message(LEASE).await {
                Ok(Some(message)) => {
                    let app = Arc::clone(app);
                    letters.spawn(async move { delivery::deliver(&app, message).await });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "no message can be claimed");
                    break;
                }
            }
        }
        if letters.is_empty() {
            return;
        }
        while let Some(outcome) = letters.join_next().await {
            match outcome {
                Ok(done) => note("the end of a message", done),
                Err(error) => tracing::error!(%error, "a courier failed"),
            }
        }
    }
}

/// No callback 15 minutes after the start: the gateway is asked, with back-off,
/// and what it says is settled by the same path as a callback.
async fn ask_gateways(app: &Arc<App>) {
    let polls = match app.store.due_polls(20).await {
        Ok(polls) => polls,
        Err(error) => return tracing::error!(%error, "attempts to ask about cannot be read"),
    };
    for poll in polls {
        ask(app, poll).await;
    }
}

async fn ask(app: &Arc<App>, poll: Poll) {
    let attempt = poll.attempt;
    let Some(gateway) = app.gateways.shared(&attempt.gateway) else {
        return;
    };
    let request = StatusRequest {
        merchant: attempt.merchant,
        amount: attempt.amount,
        created_at: attempt.started_at,
        expires_at: attempt.expires_at,
        now: app.clock.now(),
        request_id: random_id(),
        ip: own_address(app),
        chosen: app.gateways.chosen(&attempt.txn_ref),
        txn_ref: attempt.txn_ref,
    };
    let name = gateway.name();
    let answer = tokio::task::spawn_blocking(move || gateway.status(&request)).await;
    match answer {
        Ok(Ok(callback)) => match app.store.credit(callback, "status".to_owned()).await {
            Ok(verdict) => tracing::info!(
                gateway = name,
                applied = verdict.change().is_some(),
                "a gateway was asked"
            ),
            Err(error) => {
                tracing::error!(%error, gateway = name, "a gateway's answer could not be settled")
            }
        },
        Ok(Err(StatusError::NotFound)) => {
            tracing::debug!(gateway = name, "the gateway knows no such attempt")
        }
        Ok(Err(error)) => tracing::warn!(%error, gateway = name, "a gateway gave no answer"),
        Err(error) => tracing::error!(%error, gateway = name, "asking a gateway failed"),
    }
}

/// This server's address as far as it knows it.
fn own_address(app: &App) -> IpAddr {
    let address = app.config.addr.ip();
    if address.is_unspecified() {
        IpAddr::V4(Ipv4Addr::LOCALHOST)
    } else {
        address
    }
}

/// Deletes drafts past their day and files that belong to nothing.
pub async fn sweep(app: &Arc<App>) {
    let orphans = app.clock.now() - i64::from(app.config.orphan_hours) * HOUR;
    note("sweeping", app.store.sweep(orphans).await);
    if let Ok(dead @ 1..) = app.store.dead_jobs().await {
        tracing::error!(dead, "jobs or messages were given up: a person must look");
    }
}

fn note<T>(what: &str, done: Result<T, StoreError>) {
    if let Err(error) = done {
        tracing::error!(%error, "{what} failed");
    }
}
