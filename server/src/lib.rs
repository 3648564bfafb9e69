//! What happens: axum, storage, money, processing, delivery.
//!
//! # Layout
//! - [`routes`] every URL on one screen; [`web`] its handlers; [`api`] other systems' door
//! - [`desk`] answers what pages ask · [`catalogue`] published forms · [`datasets`] lists
//! - [`office`] officers: signing in, their desk, their accounts
//! - [`dossier`] states and submissions · [`payment`] the payment's rules, [`gateways`] who is configured
//! - [`store`] everything that must survive · [`seal`] sealed at rest
//! - [`papers`] what is printed of a dossier · [`delivery`] messages to people
//! - [`jobs`] work in the background · [`upload`] what is taken as a file · [`demo`] generated dossiers
//! - [`config`] · [`limits`] · [`clock`] · [`id`]

pub mod api;
pub mod author;
pub mod catalogue;
pub mod clock;
pub mod config;
pub mod datasets;
pub mod delivery;
pub mod demo;
pub mod desk;
pub mod dossier;
pub mod gateways;
pub mod id;
pub mod jobs;
pub mod limits;
pub mod office;
pub mod papers;
pub mod payment;
pub mod routes;
pub mod seal;
pub mod start;
pub mod store;
pub mod upload;
pub mod web;

pub use routes::router;

use dossier::submission::Frame;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Everything a request may need. Made once, at start.
pub struct App {
    /// The configuration.
    pub config: config::Config,
    /// The clock.
    pub clock: clock::Clock,
    /// What survives.
    pub store: Arc<dyn store::Store>,
    /// Published forms.
    pub catalogue: catalogue::Catalogue,
    /// On which days offices work.
    pub calendar: dossier::calendar::Calendar,
    /// Lists kept outside the forms.
    pub units: Arc<datasets::Units>,
    /// Enabled gateways.
    pub gateways: gateways::Gateways,
    /// Who may come how often.
    pub limits: limits::Limits,
    /// Files served as they are.
    pub files: web::assets::Files,
    /// The gateways' origins, for the content security policy.
    pub form_action: String,
    /// Who takes messages to people.
    pub couriers: delivery::Couriers,
    /// Wakes the job runner before its time.
    pub wake: tokio::sync::Notify,
    /// Set when the server is about to stop: `/readyz` then says so.
    pub draining: AtomicBool,
}

impl App {
    /// The instant and place of an evaluation now, online, at an agency.
    pub fn frame(&self, agency: &str) -> Frame {
        Frame {
            today: self.clock.today(),
            channel: "online".to_owned(),
            agency: agency.to_owned(),
            province: self.catalogue.province.clone(),
        }
    }

    /// When a draft saved now is deleted, µs.
    pub fn draft_expiry(&self) -> i64 {
        self.clock.now() + i64::from(self.config.draft_days) * clock::DAY
    }
}
