//! English: officers' pages.

use crate::desk::office::{InboxList, Moved, OfficeRefusal, Promise, Role};
use crate::desk::{AttemptState, Event, Moment};
use crate::words::{Desk, Inbox, Office, Say, SignIn, day, lower_first, two};
use forms::form::Limit;

/// The words.
pub(super) const WORDS: Office = Office {
    inbox: "Inbox",
    signed_in: "Signed in as",
    sign_out: "Sign out",
    to_inbox: "Back to the inbox",
    absent: "Dossier not found",
    absent_text: "There is no dossier with this reference, or it does not belong to an agency of yours.",
    sign_in: SignIn {
        title: "Sign in for officers",
        intro: "For those who receive and process dossiers. Citizens need no account to apply.",
        login: "User name",
        password: "Password",
        code: "Authentication code",
        code_hint: "6 digits from your authenticator app. Leave empty if your account has none.",
        submit: "Sign in",
    },
    lists: Inbox {
        roles: "Duties",
        role: |role| match role {
            Role::Receive => "Reception",
            Role::Decide => "Decision",
            Role::Supervise => "Supervision",
            Role::Author => "Form authoring",
            Role::Administer => "Account administration",
        },
        agency: "Agency",
        agency_submit: "Open",
        label: "Lists of dossiers",
        name: |list| match list {
            InboxList::New => "New",
            InboxList::Today => "Due today",
            InboxList::Overdue => "Overdue",
            InboxList::Working => "In progress",
            InboxList::Waiting => "With the applicant",
            InboxList::All => "All",
        },
        count_unit: |count| if count == 1 { "dossier" } else { "dossiers" },
        empty: |list| match list {
            InboxList::New => "No dossier is waiting to be accepted.",
            InboxList::Today => "No dossier is promised for today.",
            InboxList::Overdue => "No dossier is overdue.",
            InboxList::Working => "No dossier is in progress.",
            InboxList::Waiting => {
                "No dossier is waiting for the applicant to add something or to pay."
            }
            InboxList::All => "This agency has received no dossier yet.",
        },
        search: "Find a dossier",
        search_hint: "A name or a code, with or without Vietnamese accents. Searches every dossier of the agency.",
        search_submit: "Search",
        found: |words| format!("Found for “{words}”"),
        nothing_found: "No dossier matches. Try fewer words, or check the code.",
        clear: "Clear the search",
        who: "Applicant and procedure",
        number: "Code",
        state: "State",
        received: "Received",
        not_received: "Not yet",
        due: "Promised for",
        not_due: "No promise yet",
        overdue: "Overdue",
        next: "Next page",
        first: "Back to the start of the list",
    },
    desk: Desk {
        code: "Dossier code",
        reference: "Reference",
        no_code: "Allocated on acceptance",
        contact: "Contact",
        no_contact: "None was left",
        promise_title: "Promised result",
        promise,
        no_promise: "No promise can be computed: the dossier is not received yet, or the procedure has no time limit.",
        facts: "In general",
        files: "Attached files",
        file: "File",
        size: "Size",
        no_files: "No files.",
        not_scanned: "Not scanned for malware",
        attempt_state: |state| match state {
            AttemptState::Started => "Waiting for the answer",
            AttemptState::Paid => "Paid",
            AttemptState::Failed => "Failed",
            AttemptState::Cancelled => "Cancelled by the applicant",
            AttemptState::Expired => "No answer in time",
            AttemptState::Review => "To be checked: the money received does not fit",
        },
        event,
        acts: "Act on this dossier",
        no_acts: "There is nothing for you to do with this dossier now.",
        accept_text: "Accepting allocates the code, starts the time limit and tells the applicant.",
        accept: "Accept",
        refuse: "Refuse to accept",
        refuse_text: "The applicant can read both fields below.",
        reason: "Reason for the refusal",
        reason_hint: "Say what is wrong and how to put it right.",
        basis: "Legal basis",
        basis_hint: "For example: clause 1 of Article 5, number and title of the legal text.",
        refuse_submit: "Refuse to accept",
        notes: "Internal notes",
        no_notes: "No notes yet.",
        note: "Add a note",
        note_hint: "Only officers can read it.",
        note_submit: "Save the note",
    },
    work: super::processing::WORK,
    decision: super::processing::DECISION,
    author: super::author::AUTHOR,
    refusal,
};

fn moment(at: Moment) -> String {
    format!("{}:{} on {}", two(at.hour), two(at.minute), day(at.date))
}

/// Why the result is promised for then, in one sentence.
fn promise(promise: &Promise) -> String {
    let mut text = format!("Received at {}", moment(promise.received_at));
    let counted = day(promise.counted_from);
    match promise.moved {
        None => {}
        Some(Moved::Closed) => {
            text.push_str(&format!(", a day off, so counted from {counted}"));
        }
        Some(Moved::Late) => {
            let cutoff = promise.limit.cutoff.as_deref().unwrap_or("office hours");
            text.push_str(&format!(", after {cutoff}, so counted from {counted}"));
        }
    }
    let limit = super::limit(&Limit {
        cutoff: None,
        ..promise.limit.clone()
    });
    text.push_str(&format!("; time limit {}", lower_first(&limit)));
    if promise.supplement_days > 0 {
        let (one, many) = match promise.limit.unit.as_str() {
            "workingDay" => ("working day", "working days"),
            _ => ("day", "days"),
        };
        let days = super::plural(promise.supplement_days, one, many);
        text.push_str(&format!(", plus {days} of waiting for the supplement"));
    }
    if promise.rolled {
        text.push_str("; the last day is a day off, so it moves to the next working day");
    }
    let promised = match promise.tentative {
        true => "; accepting now promises the result by ",
        false => "; promised by ",
    };
    text.push_str(promised);
    text.push_str(&moment(promise.at));
    if !promise.certain {
        text.push_str(
            ", which may change because the holidays of a year concerned are not known yet",
        );
    }
    text.push('.');
    text
}

fn event(event: Event) -> Say {
    match event {
        Event::Submitted => "The applicant submitted the dossier",
        Event::PaymentCancelled => "The applicant cancelled a payment",
        Event::PaymentReview => "A payment needs to be checked",
        Event::SupplementRequested => "More was asked of the applicant",
        Event::SupplementSent => "The applicant sent what was asked",
        Event::WithdrawalAsked => "The applicant asked to withdraw",
        Event::PaymentStarted
        | Event::PaymentFailed
        | Event::PaymentExpired
        | Event::PaymentReceived
        | Event::PaymentWaived
        | Event::Received
        | Event::Accepted
        | Event::NotAccepted
        | Event::Processing
        | Event::SupplementExpired
        | Event::HandedOver
        | Event::IdentityChecked
        | Event::Withdrawn
        | Event::WithdrawalDeclined
        | Event::FeeAsked
        | Event::PaperReady
        | Event::Decided
        | Event::Returned
        | Event::ClosedUnpaid
        | Event::RefundStarted
        | Event::Refunded
        | Event::CodeSent
        | Event::SecretRenewed => super::event(event),
    }
}

fn refusal(refusal: OfficeRefusal) -> String {
    match refusal {
        OfficeRefusal::SignIn => {
            "The user name, password or code is not right. Type them again".to_owned()
        }
        OfficeRefusal::NoLogin => "Enter your user name".to_owned(),
        OfficeRefusal::NoPassword => "Enter your password".to_owned(),
        OfficeRefusal::NoReason => "Enter the reason for the refusal".to_owned(),
        OfficeRefusal::NoBasis => "Enter the legal basis".to_owned(),
        OfficeRefusal::NoNote => "Enter the note".to_owned(),
        OfficeRefusal::TooLong(max) => format!("Enter at most {max} characters"),
        OfficeRefusal::NothingAsked => "Write what is to be added beside at least one item".to_owned(),
        OfficeRefusal::SupplementAsked => "Additions were asked for once already and cannot be asked for again".to_owned(),
        OfficeRefusal::NoAgency => "Choose the deciding agency".to_owned(),
        OfficeRefusal::NoWhy => "Enter why it is handed over".to_owned(),
        OfficeRefusal::NoIdentity => "Choose how identity was checked".to_owned(),
        OfficeRefusal::IdentityWanting => "Record how identity was checked before deciding".to_owned(),
        OfficeRefusal::NoAnswer => "Choose whether you agree or decline".to_owned(),
        OfficeRefusal::NotViewed => "Open the preview (PDF) of the findings as they are before deciding".to_owned(),
        OfficeRefusal::FindingsChanged => "Someone changed the findings just now. Read them and open the preview again".to_owned(),
        OfficeRefusal::FindingsIncomplete => "The findings still lack something required".to_owned(),
        OfficeRefusal::NoPaper => "The paper could not be made from the procedure’s template. Tell whoever looks after the forms".to_owned(),
        OfficeRefusal::Faulty => "Approval was not asked for: mend the faults below first".to_owned(),
        OfficeRefusal::TooSmallARaise => "Approval was not asked for: the number must be raised as much as the change weighs".to_owned(),
        OfficeRefusal::OwnProposal => "You wrote this version, so another person must approve it".to_owned(),
        OfficeRefusal::ProposalMoved => "The proposal or the published version changed just now. Read it again and go on".to_owned(),
        OfficeRefusal::NotOffered => "Your agency does not offer this procedure, so it cannot publish its form".to_owned(),
        OfficeRefusal::VersionTaken => "That number was published with other content: raise the version number".to_owned(),
        OfficeRefusal::DefinitionTooLarge => "Too large, and nothing was saved: all three files together may have 300 KiB".to_owned(),
        OfficeRefusal::NotText => "The chosen file is no UTF-8 text: save it as UTF-8".to_owned(),
        OfficeRefusal::TooManyProposals => "You have too many drafts: withdraw those you do not need".to_owned(),
        OfficeRefusal::StandsSo => "The form stands so already".to_owned(),
        OfficeRefusal::Moved(state) => format!(
            "Someone else acted on this dossier, which is now in the state “{}”. What you just did was not recorded",
            super::state_name(state)
        ),
    }
}
