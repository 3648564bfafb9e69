//! English: from acceptance to the result.

use crate::desk::Moment;
use crate::desk::office::Identity;
use crate::words::{Decision, Supplement, Verify, Withdrawal, Work, day, lower_first, two};

fn moment(at: Moment) -> String {
    format!("{}:{} on {}", two(at.hour), two(at.minute), day(at.date))
}

pub(super) const SUPPLEMENT: Supplement = Supplement {
    title: "Something is missing",
    intro: |until| {
        format!(
            "The agency asks for additions only once. Send all of them before {}; after that the application is stopped. You can change only what is listed below, everything else stays as it is.",
            moment(until)
        )
    },
    start: "Complete the application",
    to_mend: "What the agency asks",
    check_title: "Read your additions again",
    check_intro: "Everything else stays as you sent it.",
    send: "Send the additions",
    sent: |at| format!("You sent the additions at {}.", moment(at)),
};

pub(super) const WITHDRAWAL: Withdrawal = Withdrawal {
    title: "Withdraw the application",
    text: "If you no longer need the result you can ask to withdraw. The agency will answer; what you paid will be looked at for a refund.",
    submit: "Ask to withdraw",
};

pub(super) const VERIFY: Verify = Verify {
    title: "Look up a document",
    found: "The agency has issued this document",
    kind: "Kind of document",
    number: "Number",
    date: "Date of issue",
    agency: "Issued by",
    status: "Status",
    unsigned: "Issued, not signed",
    unsigned_text: "A copy without a digital signature has no legal value.",
    name: "Issued to",
    masked: "The name is masked. This page does not show what the document says.",
    compare: "Compare your file with the original",
    compare_text: "Choose the PDF you were given. It is compared byte by byte with what was issued, and not kept.",
    file: "PDF file",
    file_hint: "Smaller than 10 MB.",
    submit: "Compare",
    same: "The file is what was issued",
    same_text: "Not one byte differs from what the agency issued.",
    different: "The file differs from what was issued",
    different_text: "It was altered, or it is not the file the agency issued. A printed and scanned copy always differs.",
    no_file: "Choose the PDF to compare",
    absent: "No document has this code",
    absent_text: "Scan the QR code on the paper again. If there is still nothing, this system did not issue it.",
};

fn how(how: Identity) -> &'static str {
    match how {
        Identity::Contact => "By the telephone number or e-mail address given",
        Identity::Vneid => "By the electronic identity VNeID",
        Identity::Counter => "In person, by the original papers",
    }
}

pub(super) const WORK: Work = Work {
    deciding: "Deciding agency",
    identity: "Check of identity",
    identity_none: "This procedure asks for no check of identity.",
    identity_enough: "This is enough to decide.",
    identity_wanting: |enough| {
        let ways: Vec<String> = enough.iter().map(|way| lower_first(how(*way))).collect();
        format!("To be recorded before a decision: {}.", ways.join("; or "))
    },
    identity_how: how,
    identity_done: |check| format!("{}, {}, {}", how(check.how), check.by, moment(check.at)),
    identity_label: "How was it checked?",
    identity_submit: "Record",
    take_up: "Begin to process",
    take_up_text: "The applicant will see that the application is being processed.",
    decide: "Write findings and decide",
    decide_text: "Write what you found, look at the paper, then decide.",
    supplement: "Ask for additions",
    supplement_text: "You can ask only once, so name everything that is wanting. Write beside the item that must be mended; an empty box means that it is right. The applicant can change only what you name, within 7 working days.",
    supplement_hint: "What is wanting, how to mend it",
    supplement_submit: "Send the request",
    supplement_title: "Request for additions",
    supplement_asked: |by, at, until| {
        format!(
            "{by} asked at {}, to be answered before {}.",
            moment(at),
            moment(until)
        )
    },
    supplement_answered: |at| format!("The applicant answered at {}.", moment(at)),
    hand_over: "Hand over to another agency",
    hand_over_text: "The receiving agency goes on seeing it.",
    to: "Deciding agency",
    why: "Why",
    why_hint: "Only officers read this.",
    hand_over_submit: "Hand over",
    withdrawal: "The applicant asks to withdraw",
    withdrawal_agree: "Agree, stop the application",
    withdrawal_decline: "Decline, go on",
    withdrawal_submit: "Answer",
    refuse: "Refuse",
    papers: "Papers of this application",
    slip: "Receiving slip with the promised date (form 01)",
    request: "Request for additions (form 02)",
    result: "Result (PDF)",
    result_soon: "The result is being made. Load this page again in a few minutes.",
};

pub(super) const DECISION: Decision = Decision {
    title: "Read again and decide",
    findings: "What the agency found",
    ticks: "What the applicant stated and was found right",
    ticks_text: "Only ticked items are printed. Do not tick what you did not compare.",
    no_ticks: "This paper uses only what the agency found.",
    save_ticks: "Save the ticks",
    paper: "Look at the paper",
    paper_text: "It shows exactly what will be issued.",
    open_paper: "Open the preview (PDF)",
    seen: "The preview of this very content was opened.",
    decide: "Decide",
    decide_text: "A decision is made once and cannot be changed. The paper is made right after it and the applicant is told.",
    submit: "Decide and issue",
    identity_wanting: "Nobody has recorded how identity was checked, so no decision can be made yet.",
    elsewhere: |state| {
        format!(
            "The application stands at “{}”, so findings cannot be written.",
            super::state_name(state)
        )
    },
};
