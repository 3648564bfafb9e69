//! What pages ask for. The server answers; a test answers by hand.
//!
//! # Layout
//! - [`Desk`]: the questions a page may ask, all about the person of this request.
//! - [`catalogue`]: procedures and who offers them.
//! - [`draft`]: a form being filled in, and what a refused POST carried.
//! - [`code`]: one-time codes: a result, a new secret.
//! - [`dossier`]: a submitted dossier: state, timeline, money.
//! - [`author`]: what authors' pages ask for.
//! - [`office`]: what officers' pages ask for.
//! - [`result`]: a result, as anybody with its paper may see it.
//! - [`payment`]: the sandbox gateway's page and the page one returns to.
//! - [`Visit`], [`Assets`], [`Special`]: what the server tells every page.
//!
//! Everything here is data: no words (those are in [`crate::words`]) and no HTML.

pub mod author;
pub mod catalogue;
pub mod code;
pub mod dossier;
pub mod draft;
pub mod office;
pub mod payment;
pub mod result;

pub use catalogue::{Agency, Card, Catalogue, ProcedureView};
pub use code::{CodeRefusal, Renewed, ResultView};
pub use dossier::{
    AttemptState, AttemptView, DossierState, DossierView, DueState, DueView, Event, GatewayName,
    Moment, TimelineEntry,
};
pub use draft::{Attempt, DraftView, FileRefusal, Notice, Refusal, SupplementView};
pub use payment::{CheckoutView, ReturnState, ReturnView};
pub use result::PublicResult;

use forms::Datasets;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// An answer that may need the store.
pub type Asked<T> = Pin<Box<dyn Future<Output = Result<T, Unavailable>> + Send>>;

/// The server could not answer. It has logged why; the page only says sorry (500).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

/// Lists kept outside the forms, shared by all requests.
pub type SharedDatasets = Arc<dyn Datasets + Send + Sync>;

/// What pages ask for. Made per request: "mine" means the principal of this request.
///
/// The answers never tell a stranger whether a thing exists: what is not this
/// principal's is `None`, just as what does not exist.
pub trait Desk: Send + Sync {
    /// Every published procedure, with the agencies and life events to filter by.
    fn catalogue(&self) -> Asked<Catalogue>;

    /// The published procedure with this national code.
    fn procedure(&self, code: String) -> Asked<Option<ProcedureView>>;

    /// My draft with this id.
    fn draft(&self, id: String) -> Asked<Option<DraftView>>;

    /// My dossier with this reference (given by cookie after submission or after `/track`).
    fn dossier(&self, reference: String) -> Asked<Option<DossierView>>;

    /// What the page of my dossier's result needs to know.
    fn result(&self, reference: String) -> Asked<Option<ResultView>>;

    /// The options of a dataset's level, in the order to show: value and label.
    /// Empty when the dataset or the parent is unknown.
    fn options(
        &self,
        dataset: &str,
        level: &str,
        parent: Option<&str>,
        lang: &str,
    ) -> Vec<(String, String)>;

    /// The datasets themselves, for evaluating answers.
    fn datasets(&self) -> SharedDatasets;

    /// The sandbox gateway's page for this transaction; `None` when there is no such open transaction.
    fn checkout(&self, txn: String) -> Asked<Option<CheckoutView>>;

    /// What to show a person who comes back from `gateway` with this raw query.
    /// Reads only: verifies the signature and looks the attempt up. `None`: not verified or unknown.
    fn payment_return(&self, gateway: String, raw_query: String) -> Asked<Option<ReturnView>>;

    /// The result whose paper carries this code.
    fn public_result(&self, token: String) -> Asked<Option<PublicResult>>;
}

/// What the server knows of the request and tells every page, through context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Path of the page to show, percent-encoded as in the URL, e.g. `/en/p/2.000635`.
    /// For a refused POST with a URL of its own (`/p/{code}/start`): the page it came from.
    pub path: String,
    /// Raw query without `?`; empty when there is none.
    pub query: String,
    /// The service's public origin without a slash at the end, e.g. `https://tokhai.example`.
    pub public_url: String,
    /// Whether this is a demonstration: every page then says so.
    pub demo: bool,
    /// The client's files.
    pub assets: Assets,
}

/// Public paths of the client's files, e.g. `/assets/app-0a1b2c3d.css`. Empty: not built, nothing is linked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The stylesheet.
    pub css: String,
    /// What officers' pages need beside it: no citizen loads it.
    pub office_css: String,
    /// wasm-bindgen's module.
    pub js: String,
    /// The WebAssembly.
    pub wasm: String,
}

/// A page that is shown instead of the one at the path. Provided in context as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Special {
    /// Too many attempts from this address: wait so many seconds (429).
    TooManyAttempts {
        /// Seconds until the next attempt is heard.
        wait: u64,
    },
    /// The cookie that opens this draft or dossier is not here, or the link is old (404).
    Lost,
    /// A POST that came from another site, or a browser that hides where it came from (403).
    ForeignPost,
    /// The body was larger than any page of ours sends (413).
    TooLarge,
    /// Something of ours went wrong; it is logged under this id (500).
    Broken {
        /// Random id that the log line carries too.
        id: String,
    },
}
