//! The only code shipped to the browser: one island around each question form.
//!
//! The form inside is the server's HTML and works without any of this. The island adds checks
//! while one fills in, conditional fields, the fee, character counts and dependent lists, all by
//! the same `forms` code. It never writes the value of an input: what was typed before it came stays.

#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "hydrate")]
mod problems;
#[cfg(feature = "hydrate")]
mod source;

use leptos::ev::{Event, FocusEvent, SubmitEvent};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Paths and raw answers.
pub type Given = Vec<(String, String)>;

/// What the island is told by the server. Kept small: it travels in the page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Setting {
    /// URL of the form's browser copy.
    pub form: String,
    /// The page's id.
    pub page: String,
    /// Empty, or `residences.k3f9.` for an item of a repeat.
    pub prefix: String,
    /// Language tag.
    pub lang: String,
    /// Year, month and day of today in Asia/Ho_Chi_Minh.
    pub today: (i16, u8, u8),
    /// Code of the receiving agency.
    pub agency: String,
    /// Code of the province.
    pub province: String,
    /// `online`, `counter` or `post`.
    pub channel: String,
    /// Answers that are no inputs of this form but that its expressions read.
    pub given: Given,
    /// The few sentences it says itself.
    pub said: Said,
}

/// Sentences.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Said {
    /// Title of the error summary.
    pub problems: String,
    /// Hidden word before a message.
    pub error: String,
    /// Before the document's title.
    pub error_title: String,
    /// `Còn {} ký tự`.
    pub left: String,
    /// `Thừa {} ký tự`.
    pub over: String,
    /// In place of a fee that is not known.
    pub fee_unknown: String,
}

/// The island. Its view is only a frame that hears what happens inside.
#[island]
pub fn LiveForm(setting: Setting, children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    live::begin(setting);
    #[cfg(not(feature = "hydrate"))]
    let _ = setting;
    view! {
        <div class="app-live" on:input=on_input on:change=on_change on:focusout=on_focusout on:submit=on_submit>
            {children()}
        </div>
    }
}

fn on_input(event: Event) {
    #[cfg(feature = "hydrate")]
    live::with(|live| live.input(&event));
    let _ = event;
}

fn on_change(event: Event) {
    #[cfg(feature = "hydrate")]
    live::with(|live| live.change(&event));
    let _ = event;
}

fn on_focusout(event: FocusEvent) {
    #[cfg(feature = "hydrate")]
    live::with(|live| live.focusout(&event));
    let _ = event;
}

fn on_submit(event: SubmitEvent) {
    #[cfg(feature = "hydrate")]
    live::with(|live| live.submit(&event));
    let _ = event;
}
