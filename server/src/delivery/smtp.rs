//! E-mail through a relay (RFC 5321), the letter built by types (RFC 5322):
//! nothing a person gave is ever pasted into a header.
//!
//! A relay may take a letter and lose the connection before it says so; the
//! next try then sends the same letter with the same `Message-ID`, and the
//! reader's side shows one.

use super::{Courier, Letter, Sending, TIMEOUT, Undelivered};
use crate::config::{SmtpRelay, SmtpTls};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, SmtpTransport, Transport};
use std::error::Error;
use std::time::{Duration, UNIX_EPOCH};

/// A relay.
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
    host: String,
}

impl Smtp {
    /// Sets the relay up; no connection is made.
    ///
    /// # Errors
    /// One sentence: the sender is no address, or there is nothing to verify
    /// certificates with.
    pub fn new(relay: &SmtpRelay, public_url: &str) -> Result<Self, String> {
        let from = sender(&relay.from).ok_or("TOKHAI_SMTP_FROM is no sender")?;
        let parameters = || {
            TlsParameters::new(relay.host.clone())
                .map_err(|error| format!("TOKHAI_SMTP_TLS: no TLS can be set up: {error}"))
        };
        let tls = match relay.tls {
            SmtpTls::Wrapped => Tls::Wrapper(parameters()?),
            SmtpTls::StartTls => Tls::Required(parameters()?),
            SmtpTls::Off => Tls::None,
        };
        let host = host(public_url);
        let mut transport = SmtpTransport::builder_dangerous(&relay.host)
            .port(relay.port)
            .tls(tls)
            .hello_name(ClientId::Domain(host.clone()))
            .timeout(Some(TIMEOUT));
        if let Some((user, password)) = &relay.login {
            let password = password.expose().to_owned();
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: transport.build(),
            from,
            host,
        })
    }

    fn compose(&self, letter: Letter) -> Result<Message, Undelivered> {
        let wrong = || Undelivered("the contact is no address of e-mail".to_owned());
        let to: Address = letter.to.to.trim().parse().map_err(|_| wrong())?;
        let written = UNIX_EPOCH + Duration::from_micros(letter.at.unsigned_abs());
        Message::builder()
            .message_id(Some(format!("<{}@{}>", letter.id, self.host)))
            .date(written)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|error| Undelivered(format!("the letter cannot be written: {error}")))
    }
}

impl Courier for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    fn send(&self, letter: Letter) -> Sending {
        let composed = self.compose(letter);
        let transport = self.transport.clone();
        Box::pin(async move {
            let message = composed?;
            tokio::task::spawn_blocking(move || transport.send(&message))
                .await
                .map_err(|error| Undelivered(format!("the courier failed: {error}")))?
                .map(drop)
                .map_err(|error| why(&error))
        })
    }
}

/// What the settings name as sender: `address` or `Name <address>`.
pub fn sender(text: &str) -> Option<Mailbox> {
    text.parse().ok()
}

/// The host of an origin, without port.
fn host(origin: &str) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host.to_owned(),
        _ => host.to_owned(),
    }
}

/// What went wrong, by kind and the relay's number: its words may quote the address.
fn why(error: &lettre::transport::smtp::Error) -> Undelivered {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_tls() {
        "no safe connection"
    } else if error.is_permanent() || error.is_transient() {
        "refused"
    } else {
        "no conversation"
    };
    let said = match error.status() {
        Some(code) => code.to_string(),
        None => error
            .source()
            .and_then(|source| source.downcast_ref::<std::io::Error>())
            .map(|source| source.kind().to_string())
            .unwrap_or_default(),
    };
    Undelivered(format!("{kind} {said}").trim_end().to_owned())
}

/// `Auto-Submitted: auto-generated` (RFC 3834): no holiday note comes back.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::id::Reference;
    use crate::store::{Contact, MessageKind};
    use app::lang::Lang;

    fn relay() -> Smtp {
        let relay = SmtpRelay {
            host: "relay.example".into(),
            port: 465,
            tls: SmtpTls::Wrapped,
            login: None,
            from: "Tờ Khai <tokhai@example.gov.vn>".into(),
        };
        Smtp::new(&relay, "https://tokhai.example:8443").unwrap()
    }

    fn letter(to: &str) -> Letter {
        Letter {
            id: "0123456789abcdef0123456789abcdef".into(),
            kind: MessageKind::Paid,
            lang: Lang::Vi,
            reference: Reference::from_bits(1),
            at: 1_795_400_000_000_000,
            to: Contact::typed(to),
            subject: "Hồ sơ\r\nBcc: all@example.org".into(),
            text: "Dòng một\n.\nDòng hai".into(),
        }
    }

    #[test]
    fn the_same_message_is_the_same_letter() {
        let write = || relay().compose(letter("an@example.com")).unwrap();
        assert_eq!(write().formatted(), write().formatted());
        let text = String::from_utf8(write().formatted()).unwrap();
        assert!(text.contains("Message-ID: <0123456789abcdef0123456789abcdef@tokhai.example>"));
        assert!(text.contains("From: =?utf-8?") && text.contains("Subject: =?utf-8?"));
        assert!(text.contains("Auto-Submitted: auto-generated"));
    }

    #[test]
    fn nothing_becomes_a_header_that_is_none() {
        let text = relay().compose(letter("an@example.com")).unwrap();
        let text = String::from_utf8(text.formatted()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        for to in [
            "an@example.com\r\nBcc: all@example.org",
            "an@example.com, b@c.de",
            "@",
            "0912",
        ] {
            let why = relay().compose(letter(to)).unwrap_err();
            assert_eq!(why.0, "the contact is no address of e-mail");
        }
    }

    #[test]
    fn hosts_of_origins() {
        assert_eq!(host("https://tokhai.example"), "tokhai.example");
        assert_eq!(host("http://localhost:3000"), "localhost");
        assert_eq!(host("http://[::1]:3000"), "[::1]");
    }
}
