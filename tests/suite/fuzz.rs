//! What anyone may send, made up by a seeded generator: never a panic, never
//! a 5xx, never a change of state that was not asked for. `TOKHAI_FUZZ` inputs
//! for each door, 2,000 unless told; the same ones every time.

use axum::body::Body;
use forms::author::{self, Fault};
use forms::expression::parse::parse;
use forms::{Answers, NoDatasets};
use http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::random::{Random, count};
use tests::walk::{PNG, begin, complete_case, fill, submit};
use tests::{Browser, TOKEN, TestApp};

const FORM: &str = "vn.sonla.civil-status-extract";

fn inputs() -> u32 {
    count("TOKHAI_FUZZ", 2_000)
}

/// Things that parsers trip over.
const NOISE: [&str; 36] = [
    "",
    " ",
    "\0",
    "\r\n",
    "\n\n",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    "%",
    "%00",
    "%zz",
    "%ff%fe",
    "&",
    "&&",
    "=",
    "==",
    "{",
    "}",
    "[[[[[[[[[[[[[[[[[[[[",
    "]",
    ":",
    ";",
    ",",
    "-",
    "--",
    "1e999",
    "-9223372036854775808",
    "99999999999999999999999",
    "\u{feff}",
    "\u{202e}",
    "e\u{0323}\u{0302}",
    "đ",
    "😀",
    "\u{10ffff}",
];

/// Some bytes cut out, doubled, exchanged, or replaced by noise, `times` over.
fn mangle(random: &mut Random, text: &str, times: usize) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..times {
        let from = random.below(chars.len() + 1);
        let to = (from + random.below(12)).min(chars.len());
        match random.below(5) {
            0 => drop(chars.drain(from..to)),
            1 => {
                let part = chars[from..to].to_vec();
                chars.splice(from..from, part);
            }
            2 if to > from => chars.swap(from, to - 1),
            3 if to > from => {
                chars[from] = char::from_u32(random.below(0x300) as u32).unwrap_or('\u{7f}');
            }
            _ => drop(chars.splice(from..to, random.of(&NOISE).chars())),
        }
    }
    chars.into_iter().collect()
}

/// A started payment: its reference and what may not change by a forged word.
async fn started(app: &TestApp, browser: &mut Browser) -> (String, String) {
    let case = complete_case("civil-status-extract");
    let draft = begin(browser, "", "2.000635", &case.agency).await;
    let check = fill(app, browser, "", "2.000635", &draft, &case).await;
    let receipt = submit(browser, &check).await;
    let started = browser
        .post(&format!("{receipt}/pay"), &[("gateway", "sandbox")])
        .await;
    let txn = started.location();
    let txn = txn.rsplit('/').next().unwrap_or_default().to_owned();
    (receipt, txn)
}

#[tokio::test]
async fn callbacks() {
    let app = TestApp::with(|config| {
        config.vnpay = Some(server::config::VnpayAccount {
            tmn_code: "TOKHAI01".to_owned(),
            secret: server::config::Hidden::new("a secret".to_owned()),
        });
    })
    .await;
    let mut browser = app.browser();
    let (receipt, txn) = started(&app, &mut browser).await;
    let before = browser.get(&receipt).await.body.len();
    let signature = "0f".repeat(64);
    let real = [
        format!(
            "vnp_Amount=1600000&vnp_BankCode=NCB&vnp_OrderInfo=Nop+phi&vnp_PayDate=20261123090000&vnp_ResponseCode=00\
             &vnp_TmnCode=TOKHAI01&vnp_TransactionNo=14&vnp_TransactionStatus=00&vnp_TxnRef={txn}&vnp_SecureHash={signature}"
        ),
        format!(
            "amount=16000&currency=VND&merchant=SANDBOX&status=captured&txn={txn}&signature={signature}"
        ),
    ];
    let mut random = Random(0x6361_6c6c_6261_636b);
    let mut sent = 0;
    for _ in 0..inputs() {
        let times = random.below(6);
        let which = random.below(2);
        let query = mangle(&mut random, &real[which], times);
        let gateway = random.of(&["vnpay", "sandbox"]);
        let page = random.of(&["ipn", "ipn", "ipn", "return"]);
        // What is no URL never gets as far as a handler.
        let uri = format!("/payments/{gateway}/{page}?{query}");
        let Ok(request) = Request::get(&uri).body(Body::empty()) else {
            continue;
        };
        sent += 1;
        let answer = app.browser().send(request).await;
        assert!(!answer.status.is_server_error(), "{uri}: {}", answer.status);
    }
    assert!(sent > inputs() / 4, "{sent}");
    let attempt = app.app.store.attempt(txn).await.expect("read");
    let state = attempt.expect("the attempt").state;
    assert_eq!(state, server::payment::state::AttemptState::Started);
    assert_eq!(app.app.store.ledger_sum().await, Ok(0));
    let after = browser.get(&receipt).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_eq!(after.body.len(), before, "the dossier tells of no new step");
}

/// Every submission of the API's agency.
async fn submissions(app: &TestApp) -> usize {
    let agency = app.app.catalogue.desks[0].code.clone();
    let (mut seen, mut after) = (0, None);
    loop {
        let found = app.app.store.dossiers(agency.clone(), after, 500).await;
        let found = found.expect("read");
        let Some(last) = found.last() else {
            return seen;
        };
        (seen, after) = (seen + found.len(), Some(last.reference));
    }
}

/// One value of a JSON tree replaced, removed, doubled or moved.
fn twist(random: &mut Random, value: &mut Value) {
    let odd = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1e300),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(""),
        json!("a".repeat(5_000)),
        json!("\u{0}\u{202e}"),
        json!([]),
        json!({}),
        json!([[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]),
        json!({"a": {"b": {"c": []}}}),
        json!("2026-02-31"),
        json!("+84912345678"),
    ];
    match value {
        Value::Object(map) if !map.is_empty() && random.below(8) > 0 => {
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = &keys[random.below(keys.len())];
            match random.below(8) {
                0 => drop(map.remove(key)),
                1 => {
                    let moved = map.remove(key).unwrap_or_default();
                    let name = mangle(random, key, 1);
                    map.insert(name, moved);
                }
                _ => twist(random, map.get_mut(key).expect("its own key")),
            }
        }
        Value::Array(list) if !list.is_empty() && random.below(4) > 0 => {
            let at = random.below(list.len());
            match random.below(3) {
                0 => list.push(list[at].clone()),
                _ => twist(random, &mut list[at]),
            }
        }
        Value::String(text) if random.below(2) == 0 => *text = mangle(random, text, 1),
        other => *other = odd[random.below(odd.len())].clone(),
    }
}

#[tokio::test]
async fn bodies_of_the_api() {
    let app = TestApp::start().await;
    let version = app.app.catalogue.form(FORM).expect("published");
    let case = complete_case("civil-status-extract");
    let frame = app.app.frame(&case.agency);
    let evaluation = forms::evaluate(&version.form, &case.answers, &frame.context(&app.app.units));
    let answers = forms::evaluate::submission(&version.form, &evaluation);
    let good = json!({"form": FORM, "answers": answers, "lang": "en", "channel": "online"});
    let mut random = Random(0x0061_7069_626f_6479);
    let (mut taken, mut refused) = (0, 0);
    for n in 0..inputs() {
        let mut body = good.clone();
        for _ in 0..random.below(3) {
            twist(&mut random, &mut body);
        }
        let mut text = body.to_string();
        if random.below(3) == 0 {
            let times = 1 + random.below(4);
            text = mangle(&mut random, &text, times);
        }
        let path = [
            "/api/v1/submissions",
            "/api/v1/forms/vn.sonla.civil-status-extract/check",
        ][usize::from(n % 8 == 7)];
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", format!("fuzz-{n}"))
            .body(Body::from(text.clone()))
            .expect("a request");
        let answer = app.browser().send(request).await;
        match answer.status {
            StatusCode::CREATED => taken += 1,
            StatusCode::OK => {}
            status => {
                assert!(status.is_client_error(), "{status}: {text}");
                assert_eq!(
                    answer.headers[header::CONTENT_TYPE],
                    "application/problem+json",
                    "{text}"
                );
                refused += 1;
            }
        }
    }
    assert!(taken > 0 && refused > 0, "{taken} taken, {refused} refused");
    assert_eq!(
        submissions(&app).await,
        taken,
        "what was refused left nothing"
    );
    assert_eq!(app.app.store.broken_event().await, Ok(None));
}

const DEFINITION: &str = r#"formDefinition: "1.0"
id: vn.example.extract
version: 1.0.0
languages: [vi, en]
title: {vi: Trích lục, en: Extract}
lists:
  kinds:
    - {value: birth, label: {vi: Khai sinh, en: Birth}}
    - {value: death, label: {vi: Khai tử, en: Death}}
pages:
  - id: what
    title: {vi: Việc, en: Event}
    fields:
      - {id: kind, type: choice, list: kinds, required: true, label: {vi: Việc gì?, en: Which event?}}
      - id: who
        type: group
        label: {vi: Người, en: Person}
        fields:
          - {id: name, type: text, maxLength: 100, required: true, label: {vi: Họ tên, en: Name}}
          - {id: born, type: date, label: {vi: Ngày sinh, en: Born}}
  - id: copies
    title: {vi: Số bản, en: Copies}
    visibleWhen: "kind != 'death'"
    fields:
      - {id: copies, type: integer, minimum: 1, maximum: 20, required: true, label: {vi: Số bản, en: Copies}}
      - {id: twice, type: calculated, dataType: integer, calculate: "copies * 2", label: {vi: Gấp đôi, en: Twice}}
      - id: homes
        type: repeat
        maxItems: 3
        label: {vi: Nơi ở, en: Homes}
        fields:
          - {id: line, type: text, required: true, label: {vi: Địa chỉ, en: Address}}
rules:
  - {id: many, assert: "copies <= 5 || kind != 'birth'", at: copies, level: warning, message: {vi: Nhiều bản, en: Many copies}}
fee:
  lines:
    - {id: copies, amount: "copies * 8000", label: {vi: Lệ phí, en: Fee}}
"#;

fn load(text: &str) -> Result<author::Published, Vec<Fault>> {
    let files = BTreeMap::from([("definition.yaml".to_owned(), text.to_owned())]);
    author::load("fuzz", &files, &BTreeMap::new())
}

/// Lines taken out, doubled, exchanged, indented otherwise, or mangled.
fn rewrite(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(4) {
        if lines.is_empty() {
            break;
        }
        let (at, other) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(8) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            2 => lines.swap(at, other),
            3 => lines[at].insert_str(0, "  "),
            4 => lines[at] = lines[at].trim_start().to_owned(),
            5 => lines[at].push_str(random.of(&[
                " &a",
                " *a",
                " !!binary x",
                " |",
                " >-",
                " # ",
                ": ",
                " ? x",
            ])),
            _ => {
                let times = 1 + random.below(2);
                lines[at] = mangle(random, &lines[at], times);
            }
        }
    }
    lines.join("\n")
}

/// A definition is refused with places and both languages' words, or it is a
/// form that can be shown, answered and read again.
#[test]
fn definitions() {
    let mut sources = vec![DEFINITION.to_owned()];
    for folder in ["civil-status-extract", "birth-registration"] {
        let path = tests::repository().join("forms/catalogue").join(folder);
        let text = std::fs::read_to_string(path.join("definition.yaml")).expect("a definition");
        sources.push(text);
    }
    if let Err(faults) = load(DEFINITION) {
        panic!("{faults:?}");
    }
    let today = forms::date::Date::new(2026, 11, 23).expect("a date");
    let context = forms::Context {
        today,
        channel: "online",
        agency: "A1",
        province: "14",
        datasets: &NoDatasets,
    };
    let mut random = Random(0x0079_616d_6c00_0001);
    let (mut sound, mut faulty) = (0, 0);
    for n in 0..inputs() {
        // The catalogue's own are long: one in a hundred.
        let source = if n % 100 == 99 {
            1 + random.below(2)
        } else {
            0
        };
        let text = rewrite(&mut random, &sources[source]);
        match load(&text) {
            Ok(published) => {
                sound += 1;
                let json = serde_json::to_string(&published.form).expect("JSON");
                let again: forms::Form = serde_json::from_str(&json).expect("reads back");
                let mut answers = Answers::new();
                answers.set("copies", "6");
                forms::evaluate(&again, &answers, &context);
            }
            Err(faults) => {
                faulty += 1;
                let told = |f: &Fault| f.line > 0 && !f.vi.is_empty() && !f.en.is_empty();
                assert!(
                    !faults.is_empty() && faults.iter().all(told),
                    "{faults:?}\n{text}"
                );
            }
        }
    }
    assert!(sound > 0 && faulty > 0, "{sound} sound, {faulty} faulty");
}

#[test]
fn expressions() {
    const WORDS: [&str; 40] = [
        "a",
        "copies",
        "x.y",
        "x.y.z",
        "1",
        "0",
        "-1",
        "9223372036854775807",
        "1.5",
        "'a'",
        "\"b\"",
        "'\\n'",
        "true",
        "false",
        "null",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        "?",
        ":",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        ">=",
        "&&",
        "||",
        "!",
        "in",
        ".all(i, i > 0)",
        "size(",
        "date('2026-01-01')",
    ];
    let real = [
        "copies > 5 && kind == 'birth'",
        "items.all(i, i.amount >= 0) ? copies * 8000 : 0",
        "answered(identity.number) || relation in ['self', 'child']",
        "!(today() < registeredOn) && size(name) > 2",
    ];
    let mut random = Random(0x6578_7072_0000_0001);
    let mut parsed = 0;
    for n in 0..inputs() {
        let text = match n % 3 {
            0 => {
                let times = random.below(4);
                mangle(&mut random, random_of(&real, n), times)
            }
            1 => (0..random.below(40))
                .map(|_| [random.of(&WORDS), random.of(&["", " "])].concat())
                .collect(),
            // Deep and long: the parser's limits, not the stack's end.
            _ => {
                let open = random.of(&["(", "!", "-", "[", "a ? ", "x.all(i, ", "a + "]);
                let depth = random.below(1_100);
                [open.repeat(depth), "a".to_owned()].concat()
            }
        };
        match parse(&text) {
            Ok(_) => parsed += 1,
            Err(error) => drop(error),
        }
    }
    assert!(parsed > 0);
}

fn random_of<'a>(list: &[&'a str], n: u32) -> &'a str {
    list[n as usize % list.len()]
}

/// Files and folders under the data folder's `files`.
fn stored(app: &TestApp) -> usize {
    let mut folders = vec![app.folder.path().join("files")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files += 1;
            }
        }
    }
    files
}

#[tokio::test]
async fn uploads() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let agency = complete_case("civil-status-extract").agency;
    let draft = begin(&mut browser, "", "2.000635", &agency).await;
    let kinds = [
        "multipart/form-data; boundary=b",
        "multipart/form-data; boundary=\"b\"; charset=utf-8",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/mixed; boundary=b",
        "application/octet-stream",
    ];
    let head = "--b\r\nContent-Disposition: form-data; name=\"oldPaper\"; filename=\"giay.png\"\r\nContent-Type: image/png\r\n";
    let mut random = Random(0x7570_6c6f_6164_0001);
    let (mut kept, mut refused) = (0, 0);
    for n in 0..inputs() {
        let times = random.below(4);
        let mut body = mangle(&mut random, head, times).into_bytes();
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(
            &PNG[..random
                .below(PNG.len() + 1)
                .max(PNG.len() * (n as usize % 2))],
        );
        let times = random.below(2);
        body.extend(mangle(&mut random, "\r\n--b--\r\n", times).bytes());
        let kind = kinds[random.below(12).saturating_sub(6)];
        let mut kind = kind.to_owned();
        if random.below(8) == 0 {
            kind = mangle(&mut random, &kind, 1);
        }
        let Ok(kind) = header::HeaderValue::from_str(&kind) else {
            continue;
        };
        // The page is slower, being drawn again: one in sixteen.
        if n % 16 == 15 {
            let request = Request::post(format!("/d/{draft}/papers"))
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
                .expect("a request");
            let answer = browser.send(request).await;
            assert!(!answer.status.is_server_error(), "{}", answer.status);
            continue;
        }
        let before = if n % 64 == 0 {
            Some(stored(&app))
        } else {
            None
        };
        let request = Request::post(format!("/api/v1/files?form={FORM}&field=oldPaper"))
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("a request");
        let answer = app.browser().send(request).await;
        if answer.status == StatusCode::CREATED {
            kept += 1;
        } else {
            assert!(answer.status.is_client_error(), "{}", answer.status);
            refused += 1;
            if let Some(before) = before {
                assert_eq!(stored(&app), before, "what is refused is not stored");
            }
        }
    }
    assert!(kept > 0 && refused > 0, "{kept} kept, {refused} refused");
}
