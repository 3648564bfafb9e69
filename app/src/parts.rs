//! The parts pages are made of: the documented markup of the design system, one file each,
//! a function from data to HTML. No part knows a page, a form or the server.
//!
//! Text given to a part is plain and escaped; there is no way to hand in HTML but a view.

pub mod back_link;
pub mod button;
pub mod checkboxes;
pub mod control;
pub mod date_input;
pub mod details;
pub mod error_summary;
pub mod fieldset;
pub mod file_upload;
pub mod input;
pub mod inset_text;
pub mod notification_banner;
pub mod panel;
pub mod phase_banner;
pub mod prose;
pub mod radios;
pub mod select;
pub mod skip_link;
pub mod summary_list;
pub mod table;
pub mod tag;
pub mod textarea;
pub mod warning_text;

/// Class names joined: `base`, then those given that are not empty.
pub fn classes(base: &str, more: &[&str]) -> String {
    let mut out = base.to_owned();
    for class in more.iter().filter(|class| !class.is_empty()) {
        out.push(' ');
        out.push_str(class);
    }
    out
}

/// `class` when `on`, else nothing: for [`classes`].
pub fn when(on: bool, class: &str) -> &str {
    if on { class } else { "" }
}
