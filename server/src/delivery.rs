//! Delivery: a message of the outbox becomes a letter in the reader's language
//! and goes by the courier for their kind of contact. At least once: a letter
//! carries its message's id, by which whoever gets it twice knows it again.
//!
//! - [`words`] what every message says
//! - [`mailbox`] a folder · [`smtp`] e-mail · [`sms`] text messages by webhook

pub mod mailbox;
pub mod sms;
pub mod smtp;
pub mod words;

use crate::App;
use crate::config::Config;
use crate::id::Reference;
use crate::store::job::MAX_TRIES;
use crate::store::{Contact, Message, MessageKind, StoreError};
use app::lang::Lang;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// How long a courier waits for an answer.
pub const TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// A composed letter. `Debug` prints its id alone.
#[derive(Clone)]
pub struct Letter {
    /// The message's id: the same at every try.
    pub id: String,
    /// What it tells.
    pub kind: MessageKind,
    /// The reader's language.
    pub lang: Lang,
    /// Which dossier.
    pub reference: Reference,
    /// When the message was written, µs: the same at every try.
    pub at: i64,
    /// Where to.
    pub to: Contact,
    /// The subject; text messages have none.
    pub subject: String,
    /// The text: short for a telephone.
    pub text: String,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({})", self.id)
    }
}

/// Why a letter was not delivered; for the log, so it quotes nobody: relays
/// like to repeat the address in what they answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered(pub String);

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Undelivered {}

/// What comes of sending.
pub type Sending = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send>>;

/// Takes letters where they go.
pub trait Courier: Send + Sync + 'static {
    /// Its name in the log.
    fn name(&self) -> &'static str;

    /// Delivers a letter. May be asked again with the same one, also after it
    /// went through.
    ///
    /// # Errors
    /// [`Undelivered`]: it is to be tried again.
    fn send(&self, letter: Letter) -> Sending;
}

/// The couriers of the configuration.
pub struct Couriers {
    email: Option<Arc<dyn Courier>>,
    phone: Option<Arc<dyn Courier>>,
    mailbox: Arc<dyn Courier>,
}

impl Couriers {
    /// As configured. Nobody is called yet.
    ///
    /// # Errors
    /// One sentence when a courier cannot be set up.
    pub fn new(config: &Config) -> Result<Self, String> {
        let email = config
            .smtp
            .as_ref()
            .map(|relay| smtp::Smtp::new(relay, &config.public_url))
            .transpose()?;
        Ok(Self {
            email: email.map(|courier| Arc::new(courier) as Arc<dyn Courier>),
            phone: config
                .sms
                .clone()
                .map(|hook| Arc::new(sms::Sms::new(hook)) as Arc<dyn Courier>),
            mailbox: Arc::new(mailbox::Mailbox::new(config.mailbox.clone())),
        })
    }

    /// Who goes to this contact: the folder where nobody else does.
    pub fn to(&self, contact: &Contact) -> &dyn Courier {
        let courier = if contact.is_phone() {
            &self.phone
        } else {
            &self.email
        };
        courier.as_deref().unwrap_or(self.mailbox.as_ref())
    }
}

/// Delivers a claimed message and says so to the store, or that it failed.
///
/// # Errors
/// When the store does not take the outcome; the message then comes again.
pub async fn deliver(app: &App, message: Message) -> Result<(), StoreError> {
    let (claim, kind) = (message.claim.clone(), message.kind.as_str());
    let courier = app.couriers.to(&message.to);
    let sent = match words::letter(message, &app.config.public_url) {
        Ok(letter) => courier.send(letter).await,
        Err(why) => Err(why),
    };
    let Err(why) = sent else {
        tracing::debug!(courier = courier.name(), kind, "a message was delivered");
        return app.store.finish_message(claim).await.map(drop);
    };
    let (courier, tries) = (courier.name(), claim.attempt);
    if tries >= MAX_TRIES {
        tracing::error!(courier, kind, tries, %why, "a message was given up");
    } else {
        tracing::warn!(courier, kind, tries, %why, "a message will be tried again");
    }
    app.store
        .fail_message(claim, why.to_string())
        .await
        .map(drop)
}
