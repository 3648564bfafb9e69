//! Text messages by webhook: a POST of `{id, to, text}` to whoever sends them
//! (a province's SMS gateway), signed as Standard Webhooks says: `webhook-id`
//! is the idempotency key, `webhook-timestamp` the second of this try,
//! `webhook-signature` `v1,` and base64 of HMAC-SHA-256 over
//! `id.timestamp.body`.

use super::{Courier, Letter, Sending, TIMEOUT, Undelivered};
use crate::config::SmsHook;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

/// A webhook.
pub struct Sms {
    hook: SmsHook,
    agent: ureq::Agent,
}

impl Sms {
    /// Nobody is called yet.
    pub fn new(hook: SmsHook) -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .new_agent();
        Self { hook, agent }
    }
}

impl Courier for Sms {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn send(&self, letter: Letter) -> Sending {
        let body = serde_json::json!({
            "id": letter.id, "to": letter.to.normal(), "text": letter.text,
        })
        .to_string();
        let (hook, agent) = (self.hook.clone(), self.agent.clone());
        Box::pin(async move {
            tokio::task::spawn_blocking(move || post(&agent, &hook, &letter.id, &body))
                .await
                .map_err(|error| Undelivered(format!("the courier failed: {error}")))?
        })
    }
}

fn post(agent: &ureq::Agent, hook: &SmsHook, id: &str, body: &str) -> Result<(), Undelivered> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let at = now.map_or(0, |now| now.as_secs()).to_string();
    let answer = agent
        .post(&hook.url)
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", &at)
        .header("webhook-signature", signature(&hook.key, id, &at, body))
        .send(body)
        // The kind alone: the text may name the URL, which may carry a key.
        .map_err(|error| Undelivered(format!("no conversation: {}", kind(&error))))?;
    let status = answer.status();
    if status.is_success() {
        Ok(())
    } else {
        Err(Undelivered(format!("refused {}", status.as_u16())))
    }
}

fn kind(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) => error.kind().to_string(),
        ureq::Error::Timeout(_) => "no answer in time".to_owned(),
        ureq::Error::HostNotFound => "no such host".to_owned(),
        ureq::Error::ConnectionFailed => "no connection".to_owned(),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "no safe connection".to_owned(),
        _ => "another fault".to_owned(),
    }
}

/// `v1,` and base64 of HMAC-SHA-256 over `id.at.body`.
///
/// # Panics
/// Never: HMAC takes a key of any length.
pub fn signature(key: &[u8], id: &str, at: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in [id, ".", at, ".", body] {
        mac.update(part.as_bytes());
    }
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks libraries' own documentation.
    #[test]
    fn the_published_example() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = signature(
            &key,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
