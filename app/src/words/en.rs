//! English.

mod author;
mod codes;
mod office;
mod processing;

use super::*;

/// The words.
pub(super) const WORDS: Words = Words {
    common: Common {
        service: "Tờ Khai",
        tagline: "Electronic forms of Sơn La Province",
        description: "Fill in forms, apply and pay for public services of Sơn La Province, from your phone.",
        skip: "Skip to main content",
        nav_label: "Menu",
        nav_catalogue: "Services",
        nav_track: "Track a dossier",
        other_language: "Tiếng Việt",
        other_language_label: "Đọc trang này bằng tiếng Việt",
        demo_tag: "Demo",
        demo_text: "Do not enter real personal data: no agency receives these dossiers.",
        footer_label: "More information",
        footer_help: "Help",
        footer_privacy: "Privacy",
        footer_accessibility: "Accessibility",
        footer_text: "Tờ Khai helps the people of Sơn La with public procedures online.",
        back: "Back",
        back_label: "Previous page",
        error_title: "Error: ",
        error: "Error",
        warning: "Note",
        problems: "There is a problem",
        important: "Notice",
        optional: "optional",
        or: "or",
        time: "Time",
        latitude: "Latitude",
        longitude: "Longitude",
        yes: "Yes",
        no: "No",
        choose: "Choose one",
        change: "Change",
        remove: "Remove",
        day: "Day",
        month: "Month",
        year: "Year",
        total: "Total",
        free: "Free",
        moment: |at| format!("{}, {}:{}", day(at.date), two(at.hour), two(at.minute)),
        size: |bytes| size(bytes, '.'),
        limit,
        limit_or: " or ",
        agency: "Receiving agency",
        procedure_code: "Procedure code",
    },
    catalogue: Catalogue {
        title: "What do you need to do?",
        intro: "Fill in the form, send your papers and pay, right here. No account, no trip to the office.",
        search: "Search services",
        search_hint: "With or without Vietnamese accents, for example: birth, criminal record.",
        agency: "Agency",
        any_agency: "Any agency",
        event: "Life event",
        any_event: "Any life event",
        submit: "Search",
        clear: "Clear filters",
        results: |n| {
            if n == 1 {
                "1 service".to_owned()
            } else {
                format!("{n} services")
            }
        },
        nothing: "No service found",
        nothing_hint: "Try fewer words or remove a filter. If it still does not show, the service may not be online yet: \
                       please go to the nearest one-stop desk.",
        fee: "Fee",
        limit: "Time limit",
        steps_title: "How it works",
        steps: [
            ("Fill in the form", "Step by step; each page is saved."),
            ("Pay the fee, if any", "Through a payment gateway, no cash."),
            (
                "Follow your dossier",
                "With your reference and secret code.",
            ),
        ],
        life_event,
        track_prompt: "Already applied?",
        track_link: "See where your dossier is",
    },
    start: Start {
        to_catalogue: "All services",
        illustrative: "Fees, time limits and legal references on this page are illustrative.",
        who: "Who can use it",
        result: "What you get",
        papers: "Papers you need",
        no_papers: "No papers are needed.",
        paper_kind: |kind| match kind {
            "original" => "Original.",
            "copy" => "Copy or photo.",
            "electronic" => "Electronic.",
            _ => "",
        },
        fee: "Fee",
        limit: "Time limit",
        delivery: "How you receive the result",
        delivery_kind: |kind| match kind {
            "online" => "Electronic copy",
            "counter" => "At the one-stop desk",
            "post" => "By post",
            _ => "As the agency says",
        },
        assurance: "Checking who you are",
        assurance_kind: |kind| match kind {
            "contact" => Some(
                "The agency confirms by the phone number or e-mail you give before it hands over the result.",
            ),
            "vneid" => Some("The agency checks your identity by VNeID before it decides."),
            "counter" => Some(
                "You show your original identity document at the desk before you receive the result.",
            ),
            _ => None,
        },
        law: "Legal basis",
        in_force: |from, to| match (from, to) {
            (Some(from), Some(to)) => format!("in force from {} to {}", iso_day(from), iso_day(to)),
            (Some(from), None) => format!("in force from {}", iso_day(from)),
            (None, Some(to)) => format!("in force until {}", iso_day(to)),
            (None, None) => String::new(),
        },
        privacy: "Your data",
        purpose: "What they are for",
        holder: "Who holds them",
        retention: "How long",
        rights: "You may see, correct and ask to delete your data",
        agency: "Which agency do you apply to?",
        agency_hint: "Choose the place that will handle your dossier.",
        agency_missing: "Choose the agency that receives your dossier",
        begin: "Start now",
        before: |days| {
            format!(
                "You can stop half-way and go on later on this same device. A form that is not sent is kept {days} days after it was last saved."
            )
        },
    },
    question: Question {
        go_on: "Continue",
        save_item: "Save",
        refresh: "Update the list",
        refresh_hint: "After choosing above, press this button to fill the list below.",
        step: |n, of| format!("Step {n} of {of}"),
        add: |what, more| match more {
            true => format!("Add another {}", lower_first(what)),
            false => format!("Add a first {}", lower_first(what)),
        },
        no_items: "Nothing added yet.",
        item_empty: "Not filled in",
        fee: "Fee so far",
        fee_note: "The final amount is computed when you submit.",
        confirm_title: "Please check again",
        confirm: "I have checked, and my answers stay as they are",
        stale: "This form was just changed in another window. What you typed is still below: check it and press Continue once more.",
        new_version: "There is a new version of this form. Your answers are kept; please check them before you submit.",
        preview: "Preview: not published. Nothing can be submitted or paid.",
        old_version_goes_on: "The form has a new version that asks other things. This draft goes on with the old one and can still be submitted.",
        old_version: |day| {
            format!(
                "There is a new version of this form. You can still submit this one until {day}."
            )
        },
        characters_left: "{} characters left",
        characters_over: "{} characters too many",
        characters_max: |max| format!("At most {max} characters"),
        files: "Uploaded files",
        upload: "Upload",
        file_hint: |accept, max, count| {
            let files = if count == 1 { "1 file" } else { "files" };
            match count {
                1 => format!("{}, at most {}, {files}.", kinds(accept), size(max, '.')),
                _ => format!(
                    "{}, at most {} each, up to {count} {files}.",
                    kinds(accept),
                    size(max, '.')
                ),
            }
        },
        file_refusal,
        saved_note: |day| {
            format!("Saved. You can close this page and go on with this device before {day}.")
        },
        parent_first: "Choose the one above first",
        filter: "Type a few letters to shorten the list",
        found: "Entries that fit: {}",
        help: "More about this question",
    },
    check: Check {
        title: "Check your answers",
        intro: "Please read everything once. Where something is wrong, press Change beside it.",
        not_answered: "Not answered",
        fee: "Fee to pay",
        fee_later: "Collected after acceptance",
        agency: "Where your dossier goes",
        warnings: "Points to note",
        submit_title: "Submit",
        submit_text: "By submitting you confirm that what you have stated is true and that you answer for it before the law.",
        submit: "Submit",
        submit_and_pay: "Submit and pay",
        incomplete: "Some answers are missing or not right. Correct them and submit again.",
        version_changed: "There is a new version of this form. Please check your answers and submit again.",
        add_or_change: "Add or change",
    },
    pay: Pay {
        title: "Pay the fee",
        lines: "What is to be paid",
        choose: "How do you want to pay?",
        test: "A test gateway, no real money",
        submit: "Go to the gateway",
        later: "Later, show my dossier",
        until: |day| format!("Please pay by {day}. After that the dossier is closed."),
        no_gateway: "No payment gateway takes this payment now. Your dossier is kept; please come back later.",
        gateway_missing: "Choose how to pay",
        gateway_unavailable: "The gateway does not answer. No money was taken; try again in a few minutes or choose another.",
        attempt_open: "A payment is waiting for the gateway's answer. Please wait a few minutes before trying again.",
        waiting: "Your last payment is waiting for its result. If your account was charged, do not pay again: the result will appear on your dossier's page.",
        line: "Item",
        amount: "Amount",
    },
    dossier: Dossier {
        sent: "We have your dossier",
        title: "Your dossier",
        reference: "Reference",
        secret_title: "Write this secret code down now",
        secret_text: "Together with the reference it opens your dossier from any device. Copy it on paper or take a screenshot. Do not give it to others.",
        secret: "Secret code",
        secret_once: "It is shown here only for a short time after you submit; then nobody can see it again.",
        print: "To print, use your browser's Print command.",
        state: "State",
        state_name,
        state_text,
        submitted_at: "Submitted",
        received_at: "Received",
        result_due: "Result due",
        money: "Fee",
        nothing_due: "Nothing is to be paid.",
        due_state: |state| match state {
            DueState::Due => "Not paid",
            DueState::Paid => "Paid",
            DueState::Waived => "Waived",
            DueState::Expired => "Payment overdue",
            DueState::Refunding => "Being refunded",
            DueState::Refunded => "Refunded",
        },
        paid_at: "Paid",
        pay_now: "Pay now",
        pay_again: "Pay again",
        pay_until: "Pay by",
        attempts: "Payment attempts",
        attempt_state: |state| match state {
            AttemptState::Started => "Waiting for the result",
            AttemptState::Paid => "Succeeded",
            AttemptState::Failed => "Failed, no money was taken",
            AttemptState::Cancelled => "You cancelled it",
            AttemptState::Expired => "No answer in time",
            AttemptState::Review => "Being checked, we will contact you",
        },
        started: "Started",
        timeline: "What happened",
        event,
        answers: "What you sent",
        version: "Form version",
        next: "What happens next",
    },
    track: Track {
        title: "Track a dossier",
        intro: "Enter the reference and the secret code that were shown when you submitted.",
        reference: "Reference",
        reference_hint: "10 letters and digits, for example 7K3Q-M8ZX-2P. With or without dashes.",
        secret: "Secret code",
        secret_hint: "10 letters and digits, shown once when you submitted.",
        submit: "Show the dossier",
        wrong: "Reference and secret code do not fit together. Please check each character.",
        no_reference: "Enter the reference",
        no_secret: "Enter the secret code",
    },
    checkout: Checkout {
        title: "Test payment gateway",
        tag: "Test gateway",
        warning: "This is not a bank. No real money moves. Do not enter card or account numbers.",
        merchant: "Payee",
        order: "For",
        amount: "Amount",
        choose: "What should happen?",
        outcome: |name| match name {
            "success" => Some((
                "Paid",
                "The gateway reports the payment, then sends you back.",
            )),
            "failure" => Some((
                "Failed",
                "The gateway reports that no money could be taken.",
            )),
            "cancel" => Some((
                "Cancelled by the payer",
                "As if you pressed cancel at the bank.",
            )),
            "late" => Some((
                "Paid, reported late",
                "You come back first, the result follows.",
            )),
            "never" => Some((
                "Money taken, then silence",
                "The gateway never reports; the system must ask.",
            )),
            "twice" => Some((
                "Reported twice",
                "The gateway reports success twice; the money counts once.",
            )),
            "wrong-amount" | "wrongAmount" => Some((
                "Wrong amount",
                "The gateway reports another amount; an officer must look.",
            )),
            _ => None,
        },
        submit: "Confirm",
        missing: "Choose what should happen",
        gone: "This transaction is no longer open",
        gone_text: "It is finished or has expired. Open your dossier to see the result or to pay again.",
    },
    returned: Returned {
        title: |state| match state {
            ReturnState::Waiting => "Waiting for the payment's result",
            ReturnState::Paid => "Fee paid",
            ReturnState::Failed => "The fee is not paid yet",
            ReturnState::Cancelled => "You cancelled the payment",
            ReturnState::Review => "Your payment is being checked",
        },
        text: |state| match state {
            ReturnState::Waiting => {
                "The gateway has not reported yet. It usually takes less than a minute. Do not pay again; you may close this page."
            }
            ReturnState::Paid => "We have received your fee. Thank you.",
            ReturnState::Failed => {
                "The gateway reports that no money was taken. Your dossier is safe and you can pay again."
            }
            ReturnState::Cancelled => {
                "Nothing was charged. Your dossier is safe and you can pay at any time before the date shown."
            }
            ReturnState::Review => {
                "The amount received does not match what is due. An officer will look at it and contact you. Do not pay again."
            }
        },
        amount: "Amount",
        txn: "Transaction",
        to_dossier: "Show the dossier",
        to_track: "Track a dossier",
        again: "Pay again",
        refresh: "Check again",
        unknown: "The payment's result could not be read",
        unknown_text: "The link back is incomplete or its signature does not fit. Open your dossier to see the true result.",
    },
    special: SpecialWords {
        not_found: "Page not found",
        not_found_text: "The address may be mistyped, or the page has moved.",
        lost: "This page cannot be opened on this device",
        lost_text: "The link is old, or you opened it on another device or browser than the one you filled the form in with.",
        lost_draft: "A form that is not sent opens only on the device it was begun on, and is deleted after some time. Without that device, please begin again from the list of services.",
        lost_dossier: "A dossier you have sent is not lost. Look it up with your reference and secret code.",
        too_many: "Too many attempts",
        too_many_text: |seconds| format!("Please wait {} and try again.", wait(seconds)),
        too_many_owner: "The dossier is not locked. You can still open it from another device or network.",
        too_many_saved: "What you saved is still there. After the wait, open the page again.",
        foreign: "This request was not accepted",
        foreign_text: "It came from another site, or your browser hides where it came from. Open the page again and send it from there.",
        too_large: "What you sent is too large",
        too_large_text: "Nothing of it was stored. Go back and choose a smaller file, or take the photo in a smaller size.",
        broken: "Sorry, something went wrong",
        broken_text: "What you saved is still there. Please try again in a few minutes.",
        broken_id: "Incident number, should you report it",
        to_catalogue: "To the list of services",
        to_page: "Open the page again",
        to_track: "Track a dossier",
    },
    codes: codes::WORDS,
    office: office::WORDS,
    supplement: processing::SUPPLEMENT,
    withdrawal: processing::WITHDRAWAL,
    verify: processing::VERIFY,
    privacy: Article {
        title: "Privacy",
        sections: &[
            Section {
                heading: "What we keep",
                text: &[
                    "- What you fill in and upload for a procedure.",
                    "- The reference, the time of submission, payments and the result.",
                    "- One cookie, tokhai, by which your device opens your form again. No advertising or tracking cookies.",
                ],
            },
            Section {
                heading: "What for, who holds it, how long",
                text: &[
                    "Each procedure states purpose, holder and retention on its first page, before the first question.",
                    "Answers and files are encrypted at rest. Only the agency that handles your dossier can read them.",
                    "Forms that are not sent are deleted automatically.",
                ],
            },
            Section {
                heading: "Your rights",
                text: &[
                    "Under the Law on Personal Data Protection 91/2025/QH15 you may see, correct and ask to delete your data and withdraw consent, unless the law obliges the agency to keep them.",
                    "Send your request to the agency that holds the data and give your reference.",
                ],
            },
        ],
    },
    accessibility: Article {
        title: "Accessibility",
        sections: &[
            Section {
                heading: "Usable by everyone",
                text: &[
                    "We build this site to WCAG 2.2, level AA, so that you can:",
                    "- use it with a keyboard alone or with a screen reader;",
                    "- enlarge it to 400% without losing text;",
                    "- use it on an old phone, on a slow network, and with JavaScript off.",
                ],
            },
            Section {
                heading: "If something is hard",
                text: &[
                    "The one-stop desk where you apply will help you fill in the form. You may also ask a relative to help.",
                ],
            },
        ],
    },
    help: Article {
        title: "Help",
        sections: &[
            Section {
                heading: "Filling in a form",
                text: &[
                    "- Each page asks a few things. Pressing Continue saves the page.",
                    "- You may stop half-way. Open it again on the same device to go on.",
                    "- Dates are written day, month, year.",
                ],
            },
            Section {
                heading: "Photos of papers",
                text: &[
                    "Lay the paper on a dark ground, photograph it straight, in good light, with all four corners. A blurred photo is the commonest reason for a returned dossier.",
                ],
            },
            Section {
                heading: "Paying",
                text: &[
                    "If your account was charged and the dossier does not say so yet, do not pay again. The system asks the gateway by itself; money paid twice is always returned.",
                ],
            },
            Section {
                heading: "Lost secret code or new phone",
                text: &[
                    "On the page “Track a dossier” choose “Forgot the secret code?”. A one-time code goes to the e-mail address or telephone number you gave in the form; with it you get a new secret code.",
                    "If you are no longer reached there, go to the one-stop desk where you applied with your identity document.",
                ],
            },
        ],
    },
};

fn plural(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn limit(limit: &Limit) -> String {
    let base = match (limit.count, limit.unit.as_str()) {
        (0, "workingDay") => "The same working day".to_owned(),
        (0, _) => "At once".to_owned(),
        (n, "hour") => plural(n, "hour", "hours"),
        (n, "workingDay") => plural(n, "working day", "working days"),
        (n, "month") => plural(n, "month", "months"),
        (n, _) => plural(n, "day", "days"),
    };
    match &limit.cutoff {
        Some(cutoff) => format!("{base}; after {cutoff} it counts as the next working day"),
        None => base,
    }
}

fn life_event(key: &str) -> Option<Say> {
    Some(match key {
        "birth" => "Having a child",
        "marriage" => "Marriage",
        "death" => "Death of a relative",
        "family" => "Family",
        "residence" => "Moving home",
        "work" => "Work",
        "study" => "Study",
        "papers" => "Personal papers",
        "travel" => "Going abroad",
        "business" => "Business",
        "land" => "House and land",
        "health" => "Health",
        "retirement" => "Retirement",
        _ => return None,
    })
}

fn file_refusal(name: &str, reason: &FileRefusal) -> String {
    match reason {
        FileRefusal::TooLarge(max) => format!(
            "The file {name} is too large. A file may have at most {}",
            size(*max, '.')
        ),
        FileRefusal::Empty => format!("The file {name} is empty. Choose it again"),
        FileRefusal::Type => format!("The file {name} is not of an accepted type. Choose another"),
        FileRefusal::TooMany(max) => format!("At most {max} files. Remove some and upload again"),
        FileRefusal::Name => {
            format!("The file name {name} cannot be used. Rename the file and upload it again")
        }
        FileRefusal::Missing => "Choose a file, then press Upload".to_owned(),
        FileRefusal::FormTooLarge(max) => {
            format!("All files together may have at most {}", size(*max, '.'))
        }
    }
}

fn state_name(state: DossierState) -> Say {
    match state {
        DossierState::AwaitingPayment => "Waiting for payment",
        DossierState::Submitted => "Submitted",
        DossierState::Accepted => "Accepted",
        DossierState::Processing => "In progress",
        DossierState::SupplementRequested => "More needed",
        DossierState::FeeRequested => "Fee needed",
        DossierState::WithdrawalAsked => "Withdrawal asked",
        DossierState::NotAccepted => "Not accepted",
        DossierState::Stopped => "Stopped",
        DossierState::ClosedUnpaid => "Closed, not paid",
        DossierState::Decided => "Result ready",
        DossierState::Returned => "Result handed over",
    }
}

fn state_text(state: DossierState) -> Say {
    match state {
        DossierState::AwaitingPayment => {
            "Your dossier is stored safely. The agency begins when the fee is paid."
        }
        DossierState::Submitted => {
            "The agency will check your dossier and tell you. You need not do anything now."
        }
        DossierState::Accepted => "Your dossier is in order. The time limit is running.",
        DossierState::Processing => "An officer is working on it. You need not do anything now.",
        DossierState::SupplementRequested => {
            "The agency needs more from you. The complete list is right above."
        }
        DossierState::FeeRequested => "The agency waits for the fee below before it goes on.",
        DossierState::WithdrawalAsked => "The agency is handling your request to withdraw.",
        DossierState::NotAccepted => {
            "The reason is under What happened, below. You may submit a new dossier after correcting it."
        }
        DossierState::Stopped => "The dossier is closed. The reason is under What happened, below.",
        DossierState::ClosedUnpaid => {
            "The fee was not paid in time, so the dossier was closed. You may submit a new one."
        }
        DossierState::Decided => "The result is ready. You receive it in the way you chose.",
        DossierState::Returned => "You have received the result. Thank you.",
    }
}

fn event(event: Event) -> Say {
    match event {
        Event::Submitted => "You submitted the dossier",
        Event::PaymentStarted => "A payment was started",
        Event::PaymentFailed => "A payment failed",
        Event::PaymentCancelled => "You cancelled a payment",
        Event::PaymentExpired => "A payment got no answer in time",
        Event::PaymentReceived => "The fee was received",
        Event::PaymentReview => "A payment was passed to an officer to check",
        Event::PaymentWaived => "The fee was waived",
        Event::Received => "The dossier reached the agency",
        Event::Accepted => "The dossier was accepted",
        Event::Processing => "An officer began to work on it",
        Event::SupplementRequested => "The agency asked for more",
        Event::SupplementSent => "You sent what was asked",
        Event::SupplementExpired => "Stopped: the additions did not come in time",
        Event::HandedOver => "Handed over to another agency",
        Event::IdentityChecked => "The applicant’s identity was checked",
        Event::WithdrawalAsked => "You asked to withdraw",
        Event::Withdrawn => "The application is withdrawn",
        Event::WithdrawalDeclined => "The agency declined the withdrawal and goes on",
        Event::FeeAsked => "A fee is to be paid before the result is given",
        Event::PaperReady => "The result is ready to be fetched",
        Event::NotAccepted => "The dossier was not accepted",
        Event::Decided => "The result is ready",
        Event::Returned => "The result was handed over",
        Event::ClosedUnpaid => "The dossier was closed because the fee was not paid in time",
        Event::RefundStarted => "A refund was started",
        Event::Refunded => "The money was refunded",
        Event::CodeSent => "A one-time code was sent",
        Event::SecretRenewed => "The secret code was replaced by a new one",
    }
}

fn wait(seconds: u64) -> String {
    if seconds < 90 {
        format!("{seconds} seconds")
    } else {
        format!("{} minutes", seconds.div_ceil(60))
    }
}
