//! HTTP: what a browser or a gateway sends, and what it gets back. Thin: the
//! rules are in `forms`, the money in `payment`, what is kept in `store`.
//!
//! - [`headers`] security headers and the cross-site rule · [`principal`] who asks
//! - [`pages`] renders a page, also after a refused POST · [`body`] reads a POST
//! - [`papers`] what is printed of a dossier · [`verify`] whether a file is a result
//! - [`supplement`] what a citizen does while a dossier is processed
//! - [`start`], [`question`], [`submit`], [`pay`], [`track`] one POST each · [`codes`] one-time codes
//! - [`office`] what officers post and download
//! - [`callback`] gateways' calls · [`data`] files, forms and lists · [`health`]

pub mod assets;
pub mod body;
pub mod callback;
pub mod codes;
pub mod data;
pub mod headers;
pub mod health;
pub mod office;
pub mod pages;
pub mod papers;
pub mod pay;
pub mod principal;
pub mod question;
pub mod start;
pub mod submit;
pub mod supplement;
pub mod track;
pub mod verify;

use axum::response::{IntoResponse, Redirect, Response};

/// 303 to a page of ours.
pub fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The language prefix of a path: `/en` or nothing.
pub fn prefix(path: &str) -> &'static str {
    if path == "/en" || path.starts_with("/en/") {
        "/en"
    } else {
        ""
    }
}

/// The language of a path.
pub fn lang(path: &str) -> &'static str {
    if prefix(path).is_empty() { "vi" } else { "en" }
}
