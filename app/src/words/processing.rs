//! Words of what comes between acceptance and the result, for both sides.

use super::Say;
use crate::desk::office::{Identity, IdentityView};
use crate::desk::{DossierState, Moment};

/// A citizen answers a supplement.
pub struct Supplement {
    pub title: Say,
    /// Until when, and that it is asked once.
    pub intro: fn(Moment) -> String,
    pub start: Say,
    /// Above the questions of a page: what an officer wrote about them.
    pub to_mend: Say,
    pub check_title: Say,
    pub check_intro: Say,
    pub send: Say,
    /// After it was sent.
    pub sent: fn(Moment) -> String,
}

/// A citizen asks to withdraw.
pub struct Withdrawal {
    pub title: Say,
    pub text: Say,
    pub submit: Say,
}

/// The public page of a result.
pub struct Verify {
    pub title: Say,
    pub found: Say,
    pub kind: Say,
    pub number: Say,
    pub date: Say,
    pub agency: Say,
    pub status: Say,
    /// Issued, and not signed: never "valid".
    pub unsigned: Say,
    pub unsigned_text: Say,
    pub name: Say,
    pub masked: Say,
    pub compare: Say,
    pub compare_text: Say,
    pub file: Say,
    pub file_hint: Say,
    pub submit: Say,
    pub same: Say,
    pub same_text: Say,
    pub different: Say,
    pub different_text: Say,
    pub no_file: Say,
    pub absent: Say,
    pub absent_text: Say,
}

/// What officers do between acceptance and the result.
pub struct Work {
    pub deciding: Say,
    pub identity: Say,
    pub identity_none: Say,
    pub identity_enough: Say,
    pub identity_wanting: fn(&[Identity]) -> String,
    pub identity_how: fn(Identity) -> Say,
    pub identity_done: fn(&IdentityView) -> String,
    pub identity_label: Say,
    pub identity_submit: Say,
    pub take_up: Say,
    pub take_up_text: Say,
    pub decide: Say,
    pub decide_text: Say,
    pub supplement: Say,
    pub supplement_text: Say,
    pub supplement_hint: Say,
    pub supplement_submit: Say,
    pub supplement_title: Say,
    pub supplement_asked: fn(&str, Moment, Moment) -> String,
    pub supplement_answered: fn(Moment) -> String,
    pub hand_over: Say,
    pub hand_over_text: Say,
    pub to: Say,
    pub why: Say,
    pub why_hint: Say,
    pub hand_over_submit: Say,
    pub withdrawal: Say,
    pub withdrawal_agree: Say,
    pub withdrawal_decline: Say,
    pub withdrawal_submit: Say,
    pub refuse: Say,
    pub papers: Say,
    pub slip: Say,
    pub request: Say,
    pub result: Say,
    pub result_soon: Say,
}

/// Findings read once more, and the decision.
pub struct Decision {
    pub title: Say,
    pub findings: Say,
    pub ticks: Say,
    pub ticks_text: Say,
    pub no_ticks: Say,
    pub save_ticks: Say,
    pub paper: Say,
    pub paper_text: Say,
    pub open_paper: Say,
    pub seen: Say,
    pub decide: Say,
    pub decide_text: Say,
    pub submit: Say,
    pub identity_wanting: Say,
    /// A dossier that stands elsewhere than in progress.
    pub elsewhere: fn(DossierState) -> String,
}
