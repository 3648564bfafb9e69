//! What people see: pages rendered on the server, islands that make them quicker and kinder.
//!
//! # Layout
//! - [`shell`]: the way in: a request's facts and a [`desk::Desk`] in context, a page of HTML out.
//! - [`routes`]: every page's URL on one screen; [`lang`]: the languages.
//! - [`desk`]: what pages ask for; the server (or a test) answers.
//! - `pages`: one file per page; `document`: head, header and footer around them.
//! - [`fields`]: one file per question type; [`parts`]: the design system's markup.
//! - [`islands`]: the only code shipped to the browser.
//! - [`words`]: every word of the interface, one file per language.
//!
//! Features: `ssr` is the server's side, `hydrate` the browser's. Of the modules only
//! [`islands`], [`lang`] and [`routes`] are in both.

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod fold;
pub mod islands;
pub mod lang;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
mod render;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod words;

#[cfg(feature = "ssr")]
pub use render::shell;

/// Where the browser begins: readies the runtime; the page's script then hydrates each island.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// What the engine in the browser makes of answers: a setting that holds all of them and the
/// browser's copy of a form in, [`forms::outcome`] out, empty where either cannot be read.
/// By it the shipped module is compared with the server's engine.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn outcome(setting: &str, form: &str) -> String {
    islands::outcome(setting, form).unwrap_or_default()
}
