//! The whole server in a test, without a socket: a fixed clock, the sandbox
//! gateway, the real catalogue, a store in a folder of its own.

pub mod browser;
pub mod definitions;
pub mod desk;
pub mod killed;
pub mod letters;
pub mod pdf;
pub mod picture;
pub mod random;
pub mod relay;
pub mod walk;

pub use browser::{Answer, Browser};

use axum::Router;
use server::App;
use server::clock::{Clock, instant};
use server::config::Config;
use server::store::Store;
use server::store::sqlite::{Options, Sqlite};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// The instant at which every test starts: 23 November 2026, 9:00 in Việt Nam.
pub fn first_instant() -> i64 {
    instant(
        forms::date::Date {
            year: 2026,
            month: 11,
            day: 23,
        },
        9,
        0,
        0,
    )
}

/// The token of the API client of the first agency.
pub const TOKEN: &str = "test-token-test-token-test-token-0123456789";

/// The server under test.
pub struct TestApp {
    /// Its parts.
    pub app: Arc<App>,
    /// Its clock; stands still until moved.
    pub clock: Clock,
    router: Router,
    /// Its data folder; goes with it.
    pub folder: TempDir,
}

impl TestApp {
    /// A server with the catalogue of this repository.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with another configuration.
    ///
    /// # Panics
    /// When it cannot start: the test then says why.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::on(folder, change).await
    }

    /// Stops it and starts again on the same data, at the first instant. Every
    /// browser of it must be gone: one process owns a data folder.
    ///
    /// # Panics
    /// When it cannot start.
    pub async fn restart(self, change: impl FnOnce(&mut Config)) -> Self {
        let Self {
            app,
            router,
            folder,
            ..
        } = self;
        drop((app, router));
        Self::on(folder, change).await
    }

    async fn on(folder: TempDir, change: impl FnOnce(&mut Config)) -> Self {
        let mut config =
            Config::for_tests(folder.path(), &repository().join("forms/catalogue"), TOKEN);
        change(&mut config);
        let clock = Clock::fixed(first_instant());
        let options = Options::new(&config.data, clock.clone(), config.sealer.clone());
        let store = Sqlite::open(options).expect("a store");
        let store: Arc<dyn Store> = Arc::new(store);
        let app = server::start::app(config, clock.clone(), store)
            .await
            .expect("a server");
        Self {
            router: server::router(app.clone()),
            app,
            clock,
            folder,
        }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone(), self.app.config.public_url.clone())
    }

    /// The router itself.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Runs every job and message that is due now, until none is.
    pub async fn work(&self) {
        server::jobs::run_due(&self.app).await;
    }
}

/// The repository's folder.
pub fn repository() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}
