//! How messages leave: the mail relay and the text messages' webhook.

use super::settings::Values;
use super::{Hidden, web_url};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// A mail relay.
#[derive(Clone, Debug)]
pub struct SmtpRelay {
    /// Its name, which its certificate carries.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept safe.
    pub tls: SmtpTls,
    /// User and password, where it wants them.
    pub login: Option<(String, Hidden)>,
    /// The sender: `address` or `Name <address>`.
    pub from: String,
}

/// How a connection to a mail relay is kept safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// TLS from the first byte.
    Wrapped,
    /// STARTTLS, and nothing is said without it.
    StartTls,
    /// Not at all: for a relay on this machine alone.
    Off,
}

/// Where text messages are posted.
#[derive(Clone)]
pub struct SmsHook {
    /// The URL.
    pub url: String,
    /// The key that signs.
    pub key: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for SmsHook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmsHook(..)")
    }
}

/// Host and sender, or nothing; user and password, or neither.
pub(super) fn smtp(values: &Values) -> Result<Option<SmtpRelay>, String> {
    let name = |text: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
        (!text.is_empty() && text.bytes().all(plain)).then(|| text.to_owned())
    };
    let host = values.optional("TOKHAI_SMTP_HOST", name)?;
    let from = values.optional("TOKHAI_SMTP_FROM", |text| {
        crate::delivery::smtp::sender(text).map(|_| text.to_owned())
    })?;
    let port = values.optional("TOKHAI_SMTP_PORT", |text| {
        text.parse().ok().filter(|port: &u16| *port > 0)
    })?;
    let tls = values.parsed("TOKHAI_SMTP_TLS", |text| match text {
        "tls" => Some(SmtpTls::Wrapped),
        "starttls" => Some(SmtpTls::StartTls),
        "off" => Some(SmtpTls::Off),
        _ => None,
    })?;
    let user = values.optional("TOKHAI_SMTP_USER", |text| Some(text.to_owned()))?;
    let password = values.optional("TOKHAI_SMTP_PASSWORD", |text| Some(Hidden::new(text)))?;
    let login = match (user, password) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some(_), None) => return Err(without("TOKHAI_SMTP_PASSWORD", "TOKHAI_SMTP_USER")),
        (None, Some(_)) => return Err(without("TOKHAI_SMTP_USER", "TOKHAI_SMTP_PASSWORD")),
    };
    let (host, from) = match (host, from) {
        (Some(host), Some(from)) => (host, from),
        (None, None) if login.is_none() => return Ok(None),
        (None, Some(_)) => return Err(without("TOKHAI_SMTP_HOST", "TOKHAI_SMTP_FROM")),
        (None, None) => return Err(without("TOKHAI_SMTP_HOST", "TOKHAI_SMTP_USER")),
        (Some(_), None) => return Err(without("TOKHAI_SMTP_FROM", "TOKHAI_SMTP_HOST")),
    };
    if tls == SmtpTls::Off && !is_here(&host) {
        return Err(
            "TOKHAI_SMTP_TLS is wrong (off): only a relay on this machine may go without, \
            and TOKHAI_SMTP_HOST is none"
                .to_owned(),
        );
    }
    let usual = match tls {
        SmtpTls::Wrapped => 465,
        SmtpTls::StartTls => 587,
        SmtpTls::Off => 25,
    };
    Ok(Some(SmtpRelay {
        host,
        port: port.unwrap_or(usual),
        tls,
        login,
        from,
    }))
}

/// Both or neither.
pub(super) fn sms(values: &Values) -> Result<Option<SmsHook>, String> {
    let url = values.optional("TOKHAI_SMS_URL", |text| {
        let url = web_url(text)?;
        let host = url.strip_prefix("http://").map(|rest| {
            let host = rest.split('/').next().unwrap_or_default();
            host.rsplit_once(':').map_or(host, |(host, _)| host)
        });
        host.is_none_or(is_here).then_some(url)
    })?;
    let key = values.optional("TOKHAI_SMS_SECRET", |text| {
        let text = text.strip_prefix("whsec_").unwrap_or(text);
        let key = Zeroizing::new(STANDARD.decode(text).ok()?);
        (24..=64).contains(&key.len()).then_some(key)
    })?;
    match (url, key) {
        (Some(url), Some(key)) => Ok(Some(SmsHook { url, key })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(without("TOKHAI_SMS_SECRET", "TOKHAI_SMS_URL")),
        (None, Some(_)) => Err(without("TOKHAI_SMS_URL", "TOKHAI_SMS_SECRET")),
    }
}

fn without(missing: &str, given: &str) -> String {
    format!("{missing} is missing although {given} is given")
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> Values {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Values::default().with(pairs.iter().map(own))
    }

    const HOST: (&str, &str) = ("TOKHAI_SMTP_HOST", "relay.example");
    const FROM: (&str, &str) = ("TOKHAI_SMTP_FROM", "Tờ Khai <tokhai@example.gov.vn>");

    #[test]
    fn a_relay_wants_tls() {
        let relay = smtp(&values(&[HOST, FROM])).unwrap().unwrap();
        assert_eq!((relay.tls, relay.port), (SmtpTls::Wrapped, 465));
        let off = ("TOKHAI_SMTP_TLS", "off");
        assert!(
            smtp(&values(&[HOST, FROM, off]))
                .unwrap_err()
                .contains("off")
        );
        let here = ("TOKHAI_SMTP_HOST", "127.0.0.1");
        let relay = smtp(&values(&[here, FROM, off])).unwrap().unwrap();
        assert_eq!((relay.tls, relay.port), (SmtpTls::Off, 25));
        assert!(smtp(&values(&[])).unwrap().is_none());
    }

    #[test]
    fn half_a_relay_is_named() {
        let user = ("TOKHAI_SMTP_USER", "tokhai");
        let password = ("TOKHAI_SMTP_PASSWORD", "PLANTED-PASSWORD");
        for (pairs, missing) in [
            (vec![HOST], "TOKHAI_SMTP_FROM"),
            (vec![FROM], "TOKHAI_SMTP_HOST"),
            (vec![HOST, FROM, user], "TOKHAI_SMTP_PASSWORD"),
            (vec![HOST, FROM, password], "TOKHAI_SMTP_USER"),
            (vec![user, password], "TOKHAI_SMTP_HOST"),
            (
                vec![HOST, ("TOKHAI_SMTP_FROM", "nobody")],
                "TOKHAI_SMTP_FROM",
            ),
            (
                vec![HOST, FROM, ("TOKHAI_SMTP_PORT", "0")],
                "TOKHAI_SMTP_PORT",
            ),
            (vec![("TOKHAI_SMTP_HOST", "a b"), FROM], "TOKHAI_SMTP_HOST"),
        ] {
            let why = smtp(&values(&pairs)).unwrap_err();
            assert!(why.starts_with(missing), "{why}");
            assert!(!why.contains("PLANTED") && !why.contains('\n'), "{why}");
        }
        let whole = smtp(&values(&[HOST, FROM, user, password])).unwrap();
        assert!(!format!("{whole:?}").contains("PLANTED"));
    }

    #[test]
    fn a_webhook_is_safe_and_signed() {
        let key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let secret = format!("whsec_{key}");
        let both = |url, secret| {
            sms(&values(&[
                ("TOKHAI_SMS_URL", url),
                ("TOKHAI_SMS_SECRET", secret),
            ]))
        };
        for url in [
            "https://sms.example/send",
            "http://127.0.0.1:8080/send",
            "http://[::1]:80/",
        ] {
            assert!(both(url, &secret).unwrap().is_some(), "{url}");
            assert!(both(url, key).unwrap().is_some());
        }
        assert!(both("http://sms.example/send", key).is_err());
        for wrong in ["whsec_", "short", "c2hvcnQ="] {
            let why = both("https://sms.example/send", wrong).unwrap_err();
            assert!(why.starts_with("TOKHAI_SMS_SECRET") && !why.contains("c2hv"));
        }
        assert!(sms(&values(&[("TOKHAI_SMS_SECRET", key)])).is_err());
        assert!(sms(&values(&[("TOKHAI_SMS_URL", "https://sms.example/")])).is_err());
    }
}
