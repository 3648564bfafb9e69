//! `POST /s/{reference}/pay`: an attempt is committed, then the payer goes to
//! the gateway. `POST /payments/sandbox/checkout/{txn}`: the sandbox's own page.

use super::body::Posted;
use super::pages::{self, Shown};
use super::{principal, see};
use crate::App;
use crate::clock::MINUTE;
use crate::id::{Reference, random_id};
use crate::payment::gateway::StartRequest;
use crate::payment::order_info::ascii_order_info;
use crate::payment::sandbox::{self, Checkout, Choice, Chosen};
use crate::payment::state::{AttemptState, ObligationState};
use crate::store::{Attempt as Row, Dossier, NewJob, Reader, StartAttempt, Started};
use app::desk::{Attempt, Refusal, Special};
use app::routes::Page as Url;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use std::sync::Arc;

/// How long a gateway takes money for one attempt, µs (VNPAY's samples: 15 minutes).
pub const ATTEMPT_LASTS: i64 = 15 * MINUTE;

/// Starts an attempt.
pub async fn pay(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    match begin(&app, &shown, &reference, &posted).await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => {
            pages::again(
                &shown,
                Attempt {
                    refusals: vec![refusal],
                    ..Attempt::default()
                },
            )
            .await
        }
        Err(error) => pages::broken(&shown, &error).await,
    }
}

async fn begin(
    app: &App,
    shown: &Shown,
    reference: &str,
    posted: &Posted,
) -> Result<Result<Response, Refusal>, String> {
    let lost = || async { Ok(Ok(pages::special(shown, Special::Lost).await)) };
    let principal = principal::find(app, &shown.headers)
        .await
        .map_err(|e| e.to_string())?;
    let (Some(principal), Some(reference)) = (principal, Reference::parse(reference)) else {
        return lost().await;
    };
    let reader = Reader::Principal(principal.id);
    let Some(dossier) = app
        .store
        .dossier(reference, reader.clone())
        .await
        .map_err(|e| e.to_string())?
    else {
        return lost().await;
    };
    let receipt = Url::Dossier {
        reference: reference.to_string(),
    }
    .url(shown.lang);
    let Some(due) = dossier
        .obligations
        .iter()
        .find(|due| due.state == ObligationState::Due)
    else {
        return Ok(Ok(see(&receipt)));
    };
    let chosen = posted.get("gateway").unwrap_or_default();
    let Some(gateway) = app.gateways.get(chosen) else {
        return Ok(Err(Refusal::Gateway));
    };
    let start = StartAttempt {
        obligation: due.id.clone(),
        reader,
        gateway: gateway.name().to_owned(),
        merchant: app.gateways.merchant(gateway, &dossier.agency),
        txn_ref: random_id(),
        expires_at: app.clock.now() + ATTEMPT_LASTS,
        lang: shown.lang.tag().to_owned(),
    };
    match app
        .store
        .start_attempt(start)
        .await
        .map_err(|e| e.to_string())?
    {
        Started::Attempt(attempt) => {
            match gateway.start(&request(app, shown, &dossier, &attempt, gateway.name())) {
                Ok(url) => Ok(Ok(see(&url))),
                Err(error) => {
                    tracing::error!(%error, gateway = gateway.name(), "an attempt could not be started");
                    Ok(Err(Refusal::GatewayUnavailable))
                }
            }
        }
        Started::NotDue(_) => Ok(Ok(see(&receipt))),
        Started::TooMany => Ok(Err(Refusal::AttemptOpen)),
        Started::Absent => Ok(Err(Refusal::GatewayUnavailable)),
    }
}

fn request(
    app: &App,
    shown: &Shown,
    dossier: &Dossier,
    attempt: &Row,
    gateway: &str,
) -> StartRequest {
    StartRequest {
        merchant: attempt.merchant.clone(),
        txn_ref: attempt.txn_ref.clone(),
        amount: attempt.amount,
        order_info: ascii_order_info(&format!(
            "Nop phi le phi ho so {} thu tuc {}",
            dossier.reference, dossier.procedure
        )),
        lang: attempt.lang.clone(),
        ip: shown
            .address
            .parse()
            .unwrap_or(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST)),
        return_url: format!(
            "{}{}",
            app.config.public_url,
            Url::PaymentReturn {
                gateway: gateway.to_owned()
            }
            .url(shown.lang)
        ),
        created_at: attempt.started_at,
        expires_at: attempt.expires_at,
        bank_code: None,
    }
}

/// The payer chose an outcome on the sandbox's page: the callbacks it brings
/// about are queued, and the payer goes back as from a real gateway.
pub async fn choose(
    State(app): State<Arc<App>>,
    Path(txn): Path<String>,
    request: Request,
) -> Response {
    let shown = Shown::of(&app, &request);
    let Ok(posted) = Posted::read(request).await else {
        return pages::special(&shown, Special::TooLarge).await;
    };
    let Some(sandbox) = app.gateways.sandbox.clone() else {
        return pages::special(&shown, Special::Lost).await;
    };
    let attempt = match app.store.attempt(txn.clone()).await {
        Ok(attempt) => attempt,
        Err(error) => return pages::broken(&shown, &error.to_string()).await,
    };
    let open =
        |attempt: &Row| attempt.gateway == sandbox::NAME && attempt.state == AttemptState::Started;
    let Some(attempt) = attempt.filter(open) else {
        return pages::special(&shown, Special::Lost).await;
    };
    let Some(choice) = posted.get("outcome").and_then(Choice::parse) else {
        return pages::again(
            &shown,
            Attempt {
                refusals: vec![Refusal::Outcome],
                ..Attempt::default()
            },
        )
        .await;
    };
    let chosen = Chosen {
        choice,
        at: app.clock.now(),
    };
    app.gateways.remember(&txn, chosen);
    let checkout = Checkout {
        merchant: attempt.merchant,
        txn_ref: attempt.txn_ref,
        amount: attempt.amount,
        expires_at: attempt.expires_at,
    };
    for planned in sandbox.outcome(chosen, &checkout) {
        let job = NewJob {
            kind: crate::jobs::SANDBOX_CALLBACK.to_owned(),
            payload: planned.query,
            run_at: chosen.at + planned.delay_s * crate::clock::SECOND,
        };
        if let Err(error) = app.store.add_job(job).await {
            return pages::broken(&shown, &error.to_string()).await;
        }
    }
    app.wake.notify_one();
    let lang = app::lang::Lang::from_tag(&attempt.lang).unwrap_or_default();
    let back = Url::PaymentReturn {
        gateway: sandbox::NAME.to_owned(),
    }
    .url(lang);
    see(&format!("{back}?{}", sandbox.query(chosen, &checkout)))
}
