//! The only code shipped to the browser: one island around each question form.
//!
//! The form inside is the server's HTML and works without any of this. The island adds checks
//! while one fills in, conditional fields, the fee, character counts, dependent lists and shorter
//! ones, all by the same `forms` code. It never writes the value of an input: what was typed before it came stays.

#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod filter;
#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "hydrate")]
mod problems;
mod setting;
#[cfg(feature = "hydrate")]
mod source;

pub use setting::{Said, Setting};

use leptos::prelude::*;

/// The island. Its view is what the server sent; what it must know ([`Setting`]) is in the form's
/// `data-live`, not in props, and it hears events by listeners of its own: neither a JSON library
/// nor the framework's event delegation comes along (together a sixth of the client).
#[island]
pub fn LiveForm(children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    live::begin();
    children()
}

/// The engine without a page: everything is given.
#[cfg(feature = "hydrate")]
pub(crate) fn outcome(setting: &str, form: &str) -> Option<String> {
    let (setting, form) = (Setting::read(setting)?, forms::Form::from_browser(form)?);
    let context = setting.context();
    Some(forms::outcome::outcome(
        &form,
        &setting.given,
        &context,
        &setting.lang,
    ))
}
