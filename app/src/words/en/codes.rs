//! English: one-time codes.

use crate::desk::CodeRefusal;
use crate::words::Codes;

/// The words.
pub(super) const WORDS: Codes = Codes {
    lost: "Forgot the secret code?",
    lost_intro: "Enter the reference and the e-mail address or telephone number you gave in the form. We send a one-time code there; with it you get a new secret code.",
    contact: "E-mail address or telephone number",
    contact_hint: "As you gave it in the form. If you gave both, enter the e-mail address.",
    send: "Send the code",
    unreached: "No longer reached there?",
    unreached_text: "Take your identity document to the one-stop desk where you applied. The officer finds the dossier by your name and identification number.",
    sent_title: "Enter the one-time code",
    sent: "If the reference and the address you entered belong together, a code is on its way there. It is valid for 10 minutes.",
    code: "One-time code",
    code_hint: "The 6 digits in the message we just sent. Do not tell them to anyone, officers included.",
    confirm: "Confirm",
    again: "No code? Enter the reference and the address again",
    renewed_title: "Your new secret code",
    renewed_text: "The old secret code no longer works. Copy the new one on paper or take a screenshot, and do not give it to others.",
    renewed_once: "It is shown here only once.",
    to_dossier: "Show the dossier",
    result: "Fetch the result",
    result_link: "Fetch the result",
    not_ready: "There is no result to fetch yet.",
    not_ready_text: "Where the dossier is and when the result is due is on its page.",
    why: |contact| {
        format!(
            "The result is yours alone, so you need a one-time code before you download it. The code goes to {contact}, which you gave in the form."
        )
    },
    on_its_way: |contact| format!("A code is on its way to {contact}. It is valid for 10 minutes."),
    send_again: "Send another code",
    no_contact: "The form names no e-mail address or telephone number to send a code to.",
    no_contact_text: "Please take your identity document to the desk you applied to and collect the result there.",
    proved: |until| format!("You can download the result on this device until {until}."),
    download: "Download the result (PDF)",
    shared_device: "If you share this computer, delete the downloaded file when you are done.",
    refusal,
};

fn refusal(refusal: CodeRefusal) -> String {
    match refusal {
        CodeRefusal::NoContact => "Enter the e-mail address or telephone number".to_owned(),
        CodeRefusal::NoCode => "Enter the one-time code".to_owned(),
        CodeRefusal::Digits => "Enter all 6 digits of the code".to_owned(),
        CodeRefusal::Wrong(1) => "This is not the code. You can try once more.".to_owned(),
        CodeRefusal::Wrong(left) => {
            format!("This is not the code. You can try {left} more times.")
        }
        CodeRefusal::Over => {
            "This code no longer works: it is too old, was used, or was entered wrongly too often. Please get another one."
                .to_owned()
        }
        CodeRefusal::TooMany(1) => {
            "You asked for too many codes. Please wait a minute and ask again.".to_owned()
        }
        CodeRefusal::TooMany(minutes) => {
            format!("You asked for too many codes. Please wait {minutes} minutes and ask again.")
        }
    }
}
