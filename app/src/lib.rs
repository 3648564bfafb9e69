//! What people see: pages rendered on the server, islands that make them quicker and kinder.
//!
//! # Layout
//! - [`routes`]: every page's URL on one screen; [`lang`]: the languages.
//! - [`desk`]: what pages ask for; the server (or a test) answers.

#[cfg(feature = "ssr")]
pub mod desk;
pub mod lang;
pub mod routes;
