//! Words of the pages that ask for a one-time code.

use super::Say;
use crate::desk::CodeRefusal;

/// What is read there.
pub struct Codes {
    /// The link on the page that asks for the secret; also the title of the page it leads to.
    pub lost: Say,
    pub lost_intro: Say,
    pub contact: Say,
    pub contact_hint: Say,
    pub send: Say,
    /// For whoever is no longer reached there.
    pub unreached: Say,
    pub unreached_text: Say,
    pub sent_title: Say,
    /// What follows whatever was typed.
    pub sent: Say,
    pub code: Say,
    pub code_hint: Say,
    pub confirm: Say,
    /// The way back to ask once more.
    pub again: Say,
    pub renewed_title: Say,
    pub renewed_text: Say,
    pub renewed_once: Say,
    pub to_dossier: Say,
    pub result: Say,
    pub result_link: Say,
    pub not_ready: Say,
    pub not_ready_text: Say,
    /// Before the button, with the masked contact.
    pub why: fn(&str) -> String,
    /// After it, with the masked contact.
    pub on_its_way: fn(&str) -> String,
    pub send_again: Say,
    pub no_contact: Say,
    pub no_contact_text: Say,
    /// With the moment until which the result may be fetched.
    pub proved: fn(&str) -> String,
    pub download: Say,
    pub shared_device: Say,
    pub refusal: fn(CodeRefusal) -> String,
}
