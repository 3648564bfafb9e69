//! The parts' markup against the design system's own: every fixture that govuk-frontend publishes
//! and our parts can express is rendered by them and compared, tag by tag, attribute by attribute.
//!
//! A fixture is expressible when its reader below asked for every option in it: an option nobody
//! asked for is one we do not offer. Every component compares at least as many as stands in
//! [`COMPONENTS`], so that none drops out unseen.

mod components;
mod given;
mod tokens;

use given::Given;
use leptos::prelude::*;
use std::path::{Path, PathBuf};

/// Renders a fixture's options; `None` where ours has no such thing.
type Render = fn(&Given<'_>) -> Option<AnyView>;

/// Component, how it is rendered, and how many of its fixtures are expressible at least.
const COMPONENTS: &[(&str, Render, usize)] = &[
    ("back-link", components::back_link, 3),
    ("button", components::button, 12),
    ("character-count", components::character_count, 16),
    ("checkboxes", components::checkboxes, 23),
    ("date-input", components::date_input, 11),
    ("details", components::details, 5),
    ("error-message", components::error_message, 5),
    ("error-summary", components::error_summary, 6),
    ("fieldset", components::fieldset, 15),
    ("file-upload", components::file_upload, 14),
    ("hint", components::hint, 2),
    ("input", components::input, 30),
    ("inset-text", components::inset_text, 2),
    ("label", components::label, 1),
    ("notification-banner", components::notification_banner, 6),
    ("panel", components::panel, 2),
    ("phase-banner", components::phase_banner, 2),
    ("radios", components::radios, 16),
    ("select", components::select, 8),
    ("skip-link", components::skip_link, 4),
    ("summary-list", components::summary_list, 4),
    ("table", components::table, 8),
    ("tag", components::tag, 10),
    ("textarea", components::textarea, 17),
    ("warning-text", components::warning_text, 5),
];

/// The folder of the npm packages, or another by `TOKHAI_FIXTURES`.
fn published() -> PathBuf {
    std::env::var_os("TOKHAI_FIXTURES").map_or_else(
        || {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../end2end/node_modules/govuk-frontend/dist/govuk/components")
        },
        PathBuf::from,
    )
}

fn fixtures(component: &str) -> Vec<serde_json::Value> {
    let path = published().join(component).join("fixtures.json");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run .ci/setup build", path.display()));
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    all["fixtures"].as_array().expect("a list").clone()
}

#[test]
fn our_markup_is_the_design_systems() {
    let mut wrong = Vec::new();
    for (component, render, least) in COMPONENTS {
        let mut compared = 0;
        let fixtures = fixtures(component);
        for fixture in &fixtures {
            let given = Given::new(&fixture["options"]);
            let Some(view) = render(&given) else { continue };
            if !given.unasked().is_empty() {
                continue;
            }
            compared += 1;
            let theirs = tokens::of(fixture["html"].as_str().expect("HTML"));
            let ours = tokens::of(&Owner::new().with(|| view.to_html()));
            if ours != theirs {
                let name = fixture["name"].as_str().unwrap_or_default();
                wrong.push(format!(
                    "{component}: {name}\n{}",
                    tokens::difference(&ours, &theirs)
                ));
            }
        }
        println!("{component}: {compared} of {}", fixtures.len());
        if compared < *least {
            wrong.push(format!(
                "{component}: only {compared} fixtures are expressible, {least} were"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
