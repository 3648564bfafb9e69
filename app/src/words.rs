//! The interface's words. One struct: a word missing in a language does not compile.
//! A new language is a new file beside `vi.rs`.

mod author;
mod codes;
mod en;
mod office;
mod processing;
mod vi;

use crate::desk::{AttemptState, DossierState, DueState, Event, FileRefusal, Moment, ReturnState};
use crate::lang::Lang;
use forms::form::Limit;

pub use author::{Author, Live};
pub use codes::Codes;
pub use office::{Desk, Inbox, Office, SignIn};
pub use processing::{Decision, Supplement, Verify, Withdrawal, Work};

/// The words in `lang`.
pub fn of(lang: Lang) -> &'static Words {
    match lang {
        Lang::Vi => &vi::WORDS,
        Lang::En => &en::WORDS,
    }
}

/// A sentence.
pub type Say = &'static str;

/// Every word of the interface, by where it is read.
pub struct Words {
    pub common: Common,
    pub catalogue: Catalogue,
    pub start: Start,
    pub question: Question,
    pub check: Check,
    pub pay: Pay,
    pub dossier: Dossier,
    pub track: Track,
    pub checkout: Checkout,
    pub returned: Returned,
    pub special: SpecialWords,
    pub codes: Codes,
    pub office: Office,
    pub supplement: Supplement,
    pub withdrawal: Withdrawal,
    pub verify: Verify,
    pub privacy: Article,
    pub accessibility: Article,
    pub help: Article,
}

/// On every page.
pub struct Common {
    /// Name of the service, in titles and the header.
    pub service: Say,
    /// Line under the name.
    pub tagline: Say,
    pub description: Say,
    pub skip: Say,
    pub nav_label: Say,
    pub nav_catalogue: Say,
    pub nav_track: Say,
    /// Name of the other language, in that language, and its tag.
    pub other_language: Say,
    pub other_language_label: Say,
    pub demo_tag: Say,
    pub demo_text: Say,
    pub footer_label: Say,
    pub footer_help: Say,
    pub footer_privacy: Say,
    pub footer_accessibility: Say,
    pub footer_text: Say,
    pub back: Say,
    /// Name of the way back, for those who go from landmark to landmark.
    pub back_label: Say,
    /// Before the title of a page with errors.
    pub error_title: Say,
    /// Hidden before each message.
    pub error: Say,
    pub warning: Say,
    pub problems: Say,
    pub important: Say,
    pub optional: Say,
    /// Between boxes, before the one that goes with no other.
    pub or: Say,
    pub time: Say,
    pub latitude: Say,
    pub longitude: Say,
    pub yes: Say,
    pub no: Say,
    pub choose: Say,
    pub change: Say,
    pub remove: Say,
    pub day: Say,
    pub month: Say,
    pub year: Say,
    pub total: Say,
    pub free: Say,
    /// A civil instant.
    pub moment: fn(Moment) -> String,
    /// A file's size.
    pub size: fn(u64) -> String,
    /// A time limit.
    pub limit: fn(&Limit) -> String,
    /// Several time limits, the first that fits applies.
    pub limit_or: Say,
    pub agency: Say,
    pub procedure_code: Say,
}

/// The catalogue.
pub struct Catalogue {
    pub title: Say,
    pub intro: Say,
    pub search: Say,
    pub search_hint: Say,
    pub agency: Say,
    pub any_agency: Say,
    pub event: Say,
    pub any_event: Say,
    pub submit: Say,
    pub clear: Say,
    pub results: fn(usize) -> String,
    pub nothing: Say,
    pub nothing_hint: Say,
    pub fee: Say,
    pub limit: Say,
    pub steps_title: Say,
    pub steps: [(Say, Say); 3],
    /// A life event; `None` for keys we have no word for.
    pub life_event: fn(&str) -> Option<Say>,
    pub track_prompt: Say,
    pub track_link: Say,
}

/// A procedure's start page.
pub struct Start {
    pub to_catalogue: Say,
    pub illustrative: Say,
    pub who: Say,
    pub result: Say,
    pub papers: Say,
    pub no_papers: Say,
    pub paper_kind: fn(&str) -> Say,
    pub fee: Say,
    pub limit: Say,
    pub delivery: Say,
    pub delivery_kind: fn(&str) -> Say,
    pub assurance: Say,
    pub assurance_kind: fn(&str) -> Option<Say>,
    pub law: Say,
    pub in_force: fn(Option<&str>, Option<&str>) -> String,
    pub privacy: Say,
    pub purpose: Say,
    pub holder: Say,
    pub retention: Say,
    pub rights: Say,
    pub agency: Say,
    pub agency_hint: Say,
    pub agency_missing: Say,
    pub begin: Say,
    pub before: fn(u32) -> String,
}

/// Question and item pages.
pub struct Question {
    pub go_on: Say,
    pub save_item: Say,
    pub refresh: Say,
    pub refresh_hint: Say,
    pub step: fn(usize, usize) -> String,
    pub add: fn(&str, bool) -> String,
    pub no_items: Say,
    pub item_empty: Say,
    pub fee: Say,
    pub fee_note: Say,
    pub confirm_title: Say,
    pub confirm: Say,
    pub stale: Say,
    pub new_version: Say,
    pub preview: Say,
    pub old_version_goes_on: Say,
    pub old_version: fn(&str) -> String,
    pub characters_left: Say,
    pub characters_over: Say,
    pub characters_max: fn(u32) -> String,
    pub files: Say,
    pub upload: Say,
    pub file_hint: fn(&[&str], u64, u32) -> String,
    pub file_refusal: fn(&str, &FileRefusal) -> String,
    pub saved_note: fn(&str) -> String,
    /// Radio label of a boolean is in [`Common`].
    pub parent_first: Say,
    /// Label of the input that makes a long list shorter.
    pub filter: Say,
    /// How many entries of a list are left: `{}` stands for the number.
    pub found: Say,
    /// Unfolds the longer explanation of a question.
    pub help: Say,
}

/// Check answers.
pub struct Check {
    pub title: Say,
    pub intro: Say,
    pub not_answered: Say,
    pub fee: Say,
    pub fee_later: Say,
    pub agency: Say,
    pub warnings: Say,
    pub submit_title: Say,
    pub submit_text: Say,
    pub submit: Say,
    pub submit_and_pay: Say,
    pub incomplete: Say,
    pub version_changed: Say,
    pub add_or_change: Say,
}

/// Payment page.
pub struct Pay {
    pub title: Say,
    pub lines: Say,
    pub choose: Say,
    pub test: Say,
    pub submit: Say,
    pub later: Say,
    pub until: fn(&str) -> String,
    pub no_gateway: Say,
    pub gateway_missing: Say,
    pub gateway_unavailable: Say,
    pub attempt_open: Say,
    pub waiting: Say,
    pub line: Say,
    pub amount: Say,
}

/// Receipt and tracking.
pub struct Dossier {
    pub sent: Say,
    pub title: Say,
    pub reference: Say,
    pub secret_title: Say,
    pub secret_text: Say,
    pub secret: Say,
    pub secret_once: Say,
    pub print: Say,
    pub state: Say,
    pub state_name: fn(DossierState) -> Say,
    pub state_text: fn(DossierState) -> Say,
    pub submitted_at: Say,
    pub received_at: Say,
    pub result_due: Say,
    pub money: Say,
    pub nothing_due: Say,
    pub due_state: fn(DueState) -> Say,
    pub paid_at: Say,
    pub pay_now: Say,
    pub pay_again: Say,
    pub pay_until: Say,
    pub attempts: Say,
    pub attempt_state: fn(AttemptState) -> Say,
    pub started: Say,
    pub timeline: Say,
    pub event: fn(Event) -> Say,
    pub answers: Say,
    pub version: Say,
    pub next: Say,
}

/// Track form.
pub struct Track {
    pub title: Say,
    pub intro: Say,
    pub reference: Say,
    pub reference_hint: Say,
    pub secret: Say,
    pub secret_hint: Say,
    pub submit: Say,
    pub wrong: Say,
    pub no_reference: Say,
    pub no_secret: Say,
}

/// Sandbox gateway.
pub struct Checkout {
    pub title: Say,
    pub tag: Say,
    pub warning: Say,
    pub merchant: Say,
    pub order: Say,
    pub amount: Say,
    pub choose: Say,
    pub outcome: fn(&str) -> Option<(Say, Say)>,
    pub submit: Say,
    pub missing: Say,
    pub gone: Say,
    pub gone_text: Say,
}

/// Return from a gateway.
pub struct Returned {
    pub title: fn(ReturnState) -> Say,
    pub text: fn(ReturnState) -> Say,
    pub amount: Say,
    pub txn: Say,
    pub to_dossier: Say,
    pub to_track: Say,
    pub again: Say,
    pub refresh: Say,
    pub unknown: Say,
    pub unknown_text: Say,
}

/// Pages shown instead of the one asked for.
pub struct SpecialWords {
    pub not_found: Say,
    pub not_found_text: Say,
    pub lost: Say,
    pub lost_text: Say,
    pub lost_draft: Say,
    pub lost_dossier: Say,
    pub too_many: Say,
    pub too_many_text: fn(u64) -> String,
    pub too_many_owner: Say,
    pub too_many_saved: Say,
    pub foreign: Say,
    pub foreign_text: Say,
    pub too_large: Say,
    pub too_large_text: Say,
    pub broken: Say,
    pub broken_text: Say,
    pub broken_id: Say,
    pub to_page: Say,
    pub to_catalogue: Say,
    pub to_track: Say,
}

/// A page of words.
pub struct Article {
    pub title: Say,
    pub sections: &'static [Section],
}

/// A heading and its paragraphs. A paragraph that begins with `- ` is a list item.
pub struct Section {
    pub heading: Say,
    pub text: &'static [Say],
}

/// `7` as `07`.
fn two(n: u8) -> String {
    format!("{n:02}")
}

/// Bytes in KB or MB with one digit after `point`, rounded up so that a limit is never overstated by showing less.
fn size(bytes: u64, point: char) -> String {
    const KB: u64 = 1024;
    const MB: u64 = 1024 * 1024;
    if bytes < MB {
        return format!("{} KB", bytes.div_ceil(KB));
    }
    let tenths = (bytes * 10).div_ceil(MB);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        digit => format!("{}{point}{digit} MB", tenths / 10),
    }
}

/// The short names of media types, for people: `PDF, JPEG`.
fn kinds(accept: &[&str]) -> String {
    let names: Vec<String> = accept
        .iter()
        .map(|media| match *media {
            "application/pdf" => "PDF".to_owned(),
            "image/jpeg" => "JPG".to_owned(),
            "image/png" => "PNG".to_owned(),
            "image/webp" => "WebP".to_owned(),
            other => other.rsplit('/').next().unwrap_or(other).to_uppercase(),
        })
        .collect();
    names.join(", ")
}

/// `2026-07-01` as `01/07/2026`; anything else as it is.
fn iso_day(iso: &str) -> String {
    match iso.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// A civil date as `dd/mm/yyyy`, in both languages: the order people here write.
pub fn day(date: forms::date::Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day, date.month, date.year)
}

/// `Nơi cư trú` as `nơi cư trú`.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
