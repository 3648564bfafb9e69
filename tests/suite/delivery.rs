//! Messages on their way: what a mail relay and a webhook get, also when they
//! fail in the middle, and what stands in it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use server::clock::MINUTE;
use server::config::{Config, SmsHook, SmtpRelay, SmtpTls};
use server::store::job::{LONGEST_PAUSE, MAX_TRIES};
use server::store::officer::{MadeOfficer, NewOfficer, Refused, Role};
use server::store::{Deed, Done};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};
use tests::TestApp;
use tests::relay::{self, Received, body, header};
use tests::walk::{begin, complete_case, fill, pay, submit};

const FOLDER: &str = "civil-status-extract";
const CODE: &str = "2.000635";
const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

fn by_mail(relay: &Received) -> impl FnOnce(&mut Config) + use<> {
    let (host, port) = (relay.address.ip().to_string(), relay.address.port());
    move |config| {
        config.smtp = Some(SmtpRelay {
            host,
            port,
            tls: SmtpTls::Off,
            login: None,
            from: "Tờ Khai <tokhai@example.gov.vn>".into(),
        });
    }
}

fn by_sms(hook: &Received) -> impl FnOnce(&mut Config) + use<> {
    let url = format!("http://{}/send", hook.address);
    move |config| {
        config.sms = Some(SmsHook {
            url,
            key: KEY.to_vec().into(),
        });
    }
}

/// A dossier that was submitted, paid and refused: its reference.
async fn refused(app: &TestApp, prefix: &str, email: Option<&str>) -> String {
    let mut citizen = app.browser();
    let mut case = complete_case(FOLDER);
    if let Some(email) = email {
        case.answers.set("email", email);
    }
    let draft = begin(&mut citizen, prefix, CODE, &case.agency).await;
    let check = fill(app, &mut citizen, prefix, CODE, &draft, &case).await;
    let receipt = submit(&mut citizen, &check).await;
    app.work().await;
    pay(app, &mut citizen, &receipt, "success").await;
    let reference = receipt.rsplit('/').next().unwrap_or_default().to_owned();
    refuse(app, &reference, &case.agency).await;
    app.work().await;
    reference
}

async fn refuse(app: &TestApp, reference: &str, agency: &str) {
    let store = &app.app.store;
    let new = NewOfficer {
        login: "nga".into(),
        name: "Cán bộ Nga".into(),
        password: server::config::Hidden::new("none"),
        totp: None,
        posts: vec![(agency.to_owned(), Role::Receive)],
    };
    assert_eq!(store.add_officer(new).await, Ok(MadeOfficer::Made));
    let known = store.credentials("nga".into()).await;
    let officer = known.expect("read").expect("an account").officer;
    let deed = Deed::Refuse(Refused {
        reason: "Thiếu giấy tờ".into(),
        basis: "Điều 9".into(),
    });
    let reference = server::id::Reference::parse(reference).expect("a reference");
    let done = store.act(officer, reference, deed).await;
    assert!(matches!(done, Ok(Done::Done(_))), "{done:?}");
}

/// Gives every message its later tries.
async fn try_again(app: &TestApp, times: u32) {
    for _ in 0..times {
        app.clock.advance(LONGEST_PAUSE);
        app.work().await;
    }
}

/// The letters' copies by what makes a letter the same.
fn letters(relay: &Received) -> BTreeMap<String, Vec<String>> {
    let mut letters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for copy in relay.all() {
        let id = header(&copy, "message-id");
        letters.entry(id).or_default().push(copy);
    }
    letters
}

/// A subject as it is read: between two encoded words the space is not meant (RFC 2047, 6.2).
fn subject(letter: &str) -> String {
    let mut subject = Vec::new();
    let mut after_encoded = true;
    for word in header(letter, "subject").split(' ') {
        let encoded = word
            .strip_prefix("=?utf-8?b?")
            .and_then(|word| word.strip_suffix("?="));
        if !(after_encoded && (encoded.is_some() || subject.is_empty())) {
            subject.push(b' ');
        }
        match encoded {
            Some(encoded) => subject.extend(STANDARD.decode(encoded).expect("base64")),
            None => subject.extend(word.as_bytes()),
        }
        after_encoded = encoded.is_some();
    }
    String::from_utf8(subject).expect("UTF-8")
}

/// A letter's text, out of base64 or quoted-printable.
fn text(letter: &str) -> String {
    let bytes = match header(letter, "content-transfer-encoding").as_str() {
        "base64" => STANDARD
            .decode(body(letter).replace("\r\n", ""))
            .expect("base64"),
        "quoted-printable" => unquoted(&body(letter).replace("=\r\n", "")),
        _ => body(letter).as_bytes().to_vec(),
    };
    String::from_utf8(bytes).expect("UTF-8")
}

fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if let (b'=', Some(digits)) = (first, after.get(..2)) {
            bytes.extend(hex::decode(digits).expect("two digits"));
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    bytes
}

/// Nothing of the applicant, of officers, or of the contact.
fn tells_nobody(text: &str) {
    for word in [
        "Lò",
        "Hoa",
        "hoa",
        "0912",
        "912 345",
        "014190",
        "Thiếu",
        "Điều 9",
        "Nga",
    ] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[tokio::test]
async fn a_relay_gets_one_letter_for_each_step() {
    for (prefix, subjects) in [
        ("", ["đã gửi", "đã nhận tiền phí", "không được tiếp nhận"]),
        ("/en", ["sent", "fee received", "not accepted"]),
    ] {
        let relay = relay::mail().await;
        relay.fail(2);
        let app = TestApp::with(by_mail(&relay)).await;
        let reference = refused(&app, prefix, Some("HOA.lo@example.com")).await;
        try_again(&app, 3).await;
        let letters = letters(&relay);
        assert_eq!(letters.len(), 3, "one letter for each step");
        assert_eq!(relay.all().len(), 5, "two were sent twice");
        for (id, copies) in &letters {
            assert!(
                id.starts_with('<') && id.ends_with("@tokhai.example>"),
                "{id}"
            );
            assert!(
                copies.iter().all(|copy| *copy == copies[0]),
                "the same letter"
            );
            assert_eq!(header(&copies[0], "to"), "HOA.lo@example.com");
            let text = text(&copies[0]);
            let link = format!("https://tokhai.example{prefix}/s/{reference}\n");
            assert!(text.replace("\r\n", "\n").contains(&link), "{text}");
            tells_nobody(&text);
        }
        let found: BTreeSet<String> = letters.values().map(|copies| subject(&copies[0])).collect();
        let grouped = server::id::Reference::parse(&reference)
            .expect("ours")
            .grouped();
        let dossier = if prefix.is_empty() {
            "Hồ sơ"
        } else {
            "Dossier"
        };
        let wanted = subjects.map(|words| format!("{dossier} {grouped}: {words}"));
        assert_eq!(found, wanted.into_iter().collect());
        assert_eq!(app.app.store.dead_jobs().await, Ok(0));
        assert!(
            !app.app.config.mailbox.exists(),
            "nothing went to the folder"
        );
    }
}

#[tokio::test]
async fn a_letter_no_relay_takes_is_given_up() {
    let relay = relay::mail().await;
    relay.fail(u32::MAX);
    let app = TestApp::with(by_mail(&relay)).await;
    refused(&app, "", Some("hoa.lo@example.com")).await;
    try_again(&app, MAX_TRIES + 2).await;
    assert_eq!(app.app.store.dead_jobs().await, Ok(3));
    assert_eq!(letters(&relay).len(), 3);
    assert_eq!(relay.all().len(), 3 * MAX_TRIES as usize);
}

#[tokio::test]
async fn a_webhook_gets_signed_text_messages() {
    let hook = relay::webhook().await;
    hook.fail(1);
    let app = TestApp::with(by_sms(&hook)).await;
    let reference = refused(&app, "", None).await;
    try_again(&app, 2).await;
    let requests = hook.all();
    assert_eq!(requests.len(), 4, "one of three was sent twice");
    let mut ids = BTreeSet::new();
    for request in &requests {
        let (id, at) = (
            header(request, "webhook-id"),
            header(request, "webhook-timestamp"),
        );
        let mut mac = Hmac::<Sha256>::new_from_slice(KEY).expect("a key");
        mac.update(format!("{id}.{at}.{}", body(request)).as_bytes());
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        assert_eq!(header(request, "webhook-signature"), signature);
        assert!(request.starts_with("POST /send HTTP/1.1\r\n"));
        let json: serde_json::Value = serde_json::from_str(body(request)).expect("JSON");
        assert_eq!(json["id"], id.as_str());
        assert_eq!(json["to"], "+84912345678");
        let text = json["text"].as_str().expect("a text");
        assert!(
            text.ends_with(&format!(" https://tokhai.example/s/{reference}")),
            "{text}"
        );
        tells_nobody(text);
        ids.insert(id);
    }
    assert_eq!(ids.len(), 3);
    assert_eq!(app.app.store.dead_jobs().await, Ok(0));
}

/// Where no courier goes to a contact, the folder takes its messages.
#[tokio::test]
async fn what_nobody_takes_lies_in_the_folder() {
    let relay = relay::mail().await;
    let app = TestApp::with(by_mail(&relay)).await;
    let reference = refused(&app, "", None).await;
    app.clock.advance(MINUTE);
    app.work().await;
    assert!(relay.all().is_empty(), "a telephone number gets no e-mail");
    let mut words = BTreeSet::new();
    for file in std::fs::read_dir(&app.app.config.mailbox)
        .expect("a folder")
        .flatten()
    {
        let json = std::fs::read_to_string(file.path()).expect("a message");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["reference"], reference.as_str());
        assert_eq!(
            (&json["lang"], &json["to"]["kind"]),
            (&"vi".into(), &"phone".into())
        );
        tells_nobody(json["text"].as_str().expect("a text"));
        words.insert(json["words"].as_str().expect("a word").to_owned());
    }
    let wanted = ["paid", "refused", "submitted"].map(str::to_owned);
    assert_eq!(words, wanted.into_iter().collect());
}
