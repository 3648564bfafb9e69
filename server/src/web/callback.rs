//! Gateways' calls, server to server. No cookie is read. The order is the
//! protocol's: verify, find, compare, advance, commit, answer. Never an answer
//! that ends the retries before the commit.

use crate::App;
use crate::payment::gateway::{Answer, Gateway, Outcome, Refusal};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use std::sync::Arc;

/// `GET /payments/{gateway}/ipn`.
pub async fn ipn(
    State(app): State<Arc<App>>,
    Path(gateway): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(gateway) = app.gateways.get(&gateway) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let outcome = settle(&app, gateway, query.as_deref().unwrap_or_default()).await;
    match &outcome {
        Ok(verdict) => tracing::info!(
            gateway = gateway.name(),
            verdict = verdict_name(verdict),
            "callback"
        ),
        Err(refusal) => tracing::warn!(gateway = gateway.name(), %refusal, "callback refused"),
    }
    answer(gateway.answer(&outcome))
}

/// Settles a raw query of a gateway.
async fn settle(app: &App, gateway: &dyn Gateway, raw: &str) -> Outcome {
    let callback = gateway.read_callback(raw)?;
    app.store
        .credit(callback, without_signature(raw))
        .await
        .map_err(|error| {
            tracing::error!(%error, gateway = gateway.name(), "a callback could not be settled");
            Refusal::Unavailable
        })
}

/// What is kept of a callback: its fields but the signature and the payer's
/// bank data.
fn without_signature(raw: &str) -> String {
    let kept = |name: &str| {
        !matches!(
            name,
            "vnp_SecureHash"
                | "vnp_SecureHashType"
                | "signature"
                | "vnp_BankTranNo"
                | "vnp_CardType"
        )
    };
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form_urlencoded::parse(raw.as_bytes()).filter(|(name, _)| kept(name)))
        .finish()
}

fn verdict_name(verdict: &crate::payment::state::Verdict) -> &'static str {
    use crate::payment::state::Verdict;
    match verdict {
        Verdict::UnknownMerchant => "unknownMerchant",
        Verdict::UnknownReference => "unknownReference",
        Verdict::WrongCurrency => "wrongCurrency",
        Verdict::WrongAmount { .. } => "wrongAmount",
        Verdict::AlreadyFinal(_) => "alreadyFinal",
        Verdict::StillPending => "stillPending",
        Verdict::Applied(_) => "applied",
    }
}

fn answer(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (
        status,
        [(header::CONTENT_TYPE, answer.content_type)],
        answer.body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::without_signature;

    #[test]
    fn the_log_keeps_no_signature() {
        assert_eq!(
            without_signature("a=1&vnp_SecureHash=abc&vnp_BankTranNo=9&b=x+y"),
            "a=1&b=x+y"
        );
    }
}
