//! Every question type, over the router, as a browser without script posts it.

use forms::{Answers, Context, Form, evaluate};
use http::StatusCode;
use serde_json::json;
use tests::walk::{begin, fill_pages, problems, submit};
use tests::{Browser, TestApp, definitions};

const NAME: &str = "every-question";
const CODE: &str = "9.000001";

async fn served(catalogue: &tempfile::TempDir) -> TestApp {
    TestApp::with(|config| config.catalogue = catalogue.path().to_owned()).await
}

fn form(app: &TestApp) -> std::sync::Arc<Form> {
    let version = app.app.catalogue.procedure(CODE);
    version
        .unwrap_or_else(|| panic!("{:?}", app.app.catalogue.faults))
        .form
        .clone()
}

fn context(app: &TestApp) -> Context<'_> {
    let today = forms::date::Date {
        year: 2026,
        month: 11,
        day: 23,
    };
    Context {
        today,
        channel: "online",
        agency: definitions::AGENCY,
        province: "14",
        datasets: &*app.app.units,
    }
}

/// Problems of the answers with some of them changed.
fn wrong(app: &TestApp, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut answers = definitions::answers(NAME);
    for (path, raw) in changes {
        answers.set(*path, *raw);
    }
    let form = form(app);
    let evaluation = evaluate(&form, &answers, &context(app));
    let found = evaluation.problems.iter();
    found
        .map(|problem| (problem.path.clone(), problem.code.name().to_owned()))
        .collect()
}

/// Every page is filled in by plain posts, in both languages, up to the receipt.
#[tokio::test]
async fn every_type_is_posted_without_script() {
    let catalogue = definitions::catalogue(NAME, CODE);
    for prefix in ["", "/en"] {
        let app = served(&catalogue).await;
        let mut browser = app.browser();
        let draft = begin(&mut browser, prefix, CODE, definitions::AGENCY).await;
        let check = format!("{prefix}/d/{draft}/check");
        let home = format!("{prefix}/d/{draft}");
        walk(&mut browser, &home, &form(&app)).await;
        let page = browser.get(&check).await;
        assert_eq!(page.status, StatusCode::OK);
        let said = if prefix.is_empty() {
            [
                "1,505",
                "1.500.000\u{a0}₫",
                "4.500.000",
                "-20.000\u{a0}₫",
                "08:30",
                "24/12/2026 07:00",
                "0100109106-001",
                "Ngô",
                "Cà phê, chè",
                "Tỉnh Sơn La",
                "Vĩ độ 21,327; kinh độ 103,918800",
                "250,5",
                "Tổ công nghệ số",
                "Lò Văn An",
            ]
        } else {
            [
                "1.505",
                "1,500,000\u{a0}₫",
                "4,500,000\u{a0}₫",
                "-20,000\u{a0}₫",
                "08:30",
                "24/12/2026 07:00",
                "0100109106-001",
                "Maize",
                "Coffee, tea",
                "Sơn La Province",
                "Latitude 21.327; longitude 103.918800",
                "250.5",
                "Tổ công nghệ số",
                "Lò Văn An",
            ]
        };
        for text in said {
            assert!(page.body.contains(text), "{prefix}: {text}");
        }
        let receipt = submit(&mut browser, &check).await;
        assert_eq!(browser.get(&receipt).await.status, StatusCode::OK);
    }
}

async fn walk(browser: &mut Browser, home: &str, form: &Form) {
    let pages: Vec<String> = form.pages.iter().map(|page| page.id.clone()).collect();
    fill_pages(browser, home, form, &pages, &definitions::answers(NAME)).await;
}

/// What the answers are as typed JSON, and that the JSON door takes exactly it.
#[tokio::test]
async fn typed_json_goes_out_and_comes_in() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    let form = form(&app);
    let evaluation = evaluate(&form, &definitions::answers(NAME), &context(&app));
    assert_eq!(evaluation.problems, []);
    let document = forms::submission(&form, &evaluation);
    for (path, value) in [
        ("/area", json!("1.505")),
        ("/price", json!(1_500_000)),
        ("/debt", json!(-20_000)),
        ("/opens", json!("08:30")),
        ("/visit", json!("2026-12-24T07:00:00+07:00")),
        ("/taxCode", json!("0100109106-001")),
        ("/ownTaxCode", json!("014185000123")),
        ("/crops", json!(["maize", "coffee"])),
        ("/sells", json!(["14", "01"])),
        ("/point", json!({"lon": "103.918800", "lat": "21.327"})),
        ("/homes/0/animals/1/tag", json!("B-02")),
        ("/homes/1/animals/0/tag", json!("B-01")),
        ("/homes/0/animals/0/weight", json!("250.5")),
    ] {
        assert_eq!(document.pointer(path), Some(&value), "{path}");
    }
    let given = forms::Document::of(&form, &document);
    let (answers, wrong) = (given.answers(), given.problems());
    assert_eq!(wrong, []);
    let again = evaluate(&form, &answers, &context(&app));
    assert_eq!(again.problems, []);
    assert_eq!(forms::submission(&form, &again), document);
}

/// Typed JSON is not typed by hand: nothing is guessed.
#[tokio::test]
async fn typed_json_is_strict_about_every_type() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    let form = form(&app);
    let code = |path: &str, value: serde_json::Value| {
        let given = forms::Document::of(&form, &json!({path: value}));
        let (answers, mut problems) = (given.answers(), given.problems());
        problems.extend(evaluate(&form, &answers, &context(&app)).problems);
        let mine = problems.iter().filter(|problem| problem.path == path);
        // What was not taken is then missing too.
        let mut codes = mine.map(|problem| problem.code.name().to_owned());
        codes.next().unwrap_or_default()
    };
    for (path, value, wrong) in [
        ("area", json!(1.5), "type"),
        ("area", json!("1,5"), "type"),
        ("area", json!("1.5005"), "scale"),
        ("area", json!("1.500"), ""),
        ("price", json!("1500000"), "type"),
        ("price", json!(1.5), "type"),
        ("price", json!(-1), "minimum"),
        ("opens", json!("8:30"), "type"),
        ("opens", json!("08:30"), ""),
        ("visit", json!("2026-12-24T00:00:00Z"), "type"),
        ("visit", json!("2026-12-24T07:00:30+07:00"), "type"),
        ("visit", json!("2026-12-24T07:00:00+07:00"), ""),
        ("website", json!("javascript:alert(1)"), "type"),
        ("taxCode", json!("0100109106001"), "type"),
        ("taxCode", json!("0100109107"), "checkDigit"),
        ("crops", json!("maize"), "type"),
        ("crops", json!(["maize", 1]), "type"),
        ("crops", json!(["maize", "maize"]), "uniqueItems"),
        ("crops", json!(["maize", "beans"]), "option"),
        ("crops", json!(["maize", "none"]), "exclusive"),
        ("crops", json!(["maize", "rice", "coffee"]), "maxItems"),
        ("sells", json!(["14", "99"]), "option"),
        ("point", json!({"lon": 103.9, "lat": 21.3}), "type"),
        (
            "point",
            json!({"lon": "103.9", "lat": "21.3", "x": "1"}),
            "type",
        ),
        ("point", json!({"lon": "181", "lat": "21.3"}), "bounds"),
        (
            "point",
            json!({"lon": "103.9188001", "lat": "21.3"}),
            "type",
        ),
        ("agrees", json!(false), "const"),
        ("office", json!("Nơi khác"), "const"),
        ("personalId", json!("003185000123"), "structure"),
    ] {
        assert_eq!(code(path, value.clone()), wrong, "{path} {value}");
    }
}

#[tokio::test]
async fn each_keyword_is_held() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    assert_eq!(wrong(&app, &[]), []);
    for (path, raw, code) in [
        ("boxes", "0", "exclusiveMinimum"),
        ("boxes", "60", "exclusiveMaximum"),
        ("boxes", "10", "multipleOf"),
        ("area", "0", "exclusiveMinimum"),
        ("area", "100,505", "maximum"),
        ("area", "1,001", "multipleOf"),
        ("area", "1,5001", "scale"),
        ("area", "1.500", "type"),
        ("price", "1,500", "type"),
        ("debt", "-20.500", "multipleOf"),
        ("opens", "25:00", "type"),
        ("visit", "22/11/2026 8:00", "minDate"),
        ("visit", "2/3/2027 8:00", "maxDate"),
        ("visit", "24/12/2026", "type"),
        ("agrees", "no", "const"),
        ("crops", "none\nrice", "exclusive"),
        ("point", "91;0", "bounds"),
        ("office", "Nơi khác", "const"),
        ("personalId", "014185", "type"),
        ("personalId", "097185000123", "structure"),
        ("personalId", "014186000123", "birthDate"),
        ("personalId", "014085000123", "sex"),
        ("homes.h1.animals.a2.tag", "B-01", "uniqueBy"),
    ] {
        let found = wrong(&app, &[(path, raw)]);
        let mine: Vec<&str> = found
            .iter()
            .filter(|(at, _)| at == path)
            .map(|(_, code)| code.as_str())
            .collect();
        assert_eq!(mine, [code], "{path} {raw}");
    }
    // Born after 2000, and abroad: century and country are read as they are meant.
    let young = [("birthDate", "//2003"), ("personalId", "101303000123")];
    assert_eq!(wrong(&app, &young), []);
    let both = wrong(&app, &[("personalId", "014086000123")]);
    let codes: Vec<&str> = both.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(codes, ["birthDate", "sex"], "both are told at once");
    // Items that are alike in everything.
    let mut alike = Answers::new();
    for (path, raw) in definitions::answers(NAME).iter() {
        if !path.starts_with("homes.h2") {
            alike.set(path, raw);
        }
        if let Some(rest) = path.strip_prefix("homes.h1") {
            alike.set(["homes.h2", rest].concat(), raw);
        }
    }
    let form = form(&app);
    let evaluation = evaluate(&form, &alike, &context(&app));
    let codes: Vec<&str> = evaluation.problems.iter().map(|p| p.code.name()).collect();
    assert_eq!(codes, ["uniqueItems"]);
}

/// A number that does not fit the typed birth date stops the page once, with a
/// tick to confirm, and the officer's document carries it.
#[tokio::test]
async fn a_mismatch_is_confirmed_with_one_tick() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    let mut browser = app.browser();
    let draft = begin(&mut browser, "", CODE, definitions::AGENCY).await;
    let page = format!("/d/{draft}/person");
    let posted = [
        ("office", "Tổ công nghệ số"),
        ("fullName", "Lò Thị Mai"),
        ("birthDate-year", "1986"),
        ("sex", "female"),
        ("personalId", "014185000123"),
        ("phone", "0912345678"),
    ];
    let shown = browser.post(&page, &posted).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        shown
            .body
            .contains("Năm sinh trong số định danh cá nhân khác ngày sinh đã khai")
    );
    assert!(shown.body.contains("name=\"confirm-warnings\""));
    assert!(!shown.body.contains("govuk-error-summary"), "no error");
    let confirmed: Vec<(&str, &str)> = posted
        .into_iter()
        .chain([("confirm-warnings", "yes")])
        .collect();
    let gone = browser.post(&page, &confirmed).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", problems(&gone));
    // A number that nobody was given is refused, tick or not.
    let mut never = confirmed.clone();
    never[4].1 = "003185000123";
    let refused = browser.post(&page, &never).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("govuk-error-summary"));
}

/// Unticking every box is an answer; a page that did not show them is none.
#[tokio::test]
async fn boxes_can_be_unticked() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    let mut browser = app.browser();
    let draft = begin(&mut browser, "", CODE, definitions::AGENCY).await;
    walk(&mut browser, &format!("/d/{draft}"), &form(&app)).await;
    let page = format!("/d/{draft}/choices");
    let ticked = |body: &str| {
        let boxes = body
            .split("<input")
            .filter(|input| input.contains("name=\"sells\""));
        boxes.filter(|input| input.contains(" checked")).count()
    };
    assert_eq!(ticked(&browser.get(&page).await.body), 2);
    browser
        .post(&page, &[("action", "refresh"), ("agrees", "yes")])
        .await;
    assert_eq!(ticked(&browser.get(&page).await.body), 2, "not on the page");
    browser
        .post(&page, &[("action", "refresh"), ("sells", "")])
        .await;
    assert_eq!(ticked(&browser.get(&page).await.body), 0, "unticked");
}

/// Who was born in 2026 is asked for no district; who was born in 1985 is, and
/// reads the names of then.
#[tokio::test]
async fn an_old_address_is_asked_for_as_it_was() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    let mut browser = app.browser();
    let draft = begin(&mut browser, "", CODE, definitions::AGENCY).await;
    walk(&mut browser, &format!("/d/{draft}"), &form(&app)).await;
    let place = format!("/d/{draft}/place");
    let old = browser.get(&place).await.body;
    assert!(old.contains("Huyện nơi sinh") && old.contains("Tỉnh Hà Giang"));
    assert!(old.contains("Ở nước ngoài, hoặc không có trong danh sách"));
    let young = [
        ("action", "refresh"),
        ("birthDate-day", "1"),
        ("birthDate-month", "2"),
        ("birthDate-year", "2026"),
    ];
    browser.post(&format!("/d/{draft}/person"), &young).await;
    let new = browser.get(&place).await.body;
    assert!(!new.contains("Huyện nơi sinh") && !new.contains("Tỉnh Hà Giang"));
    let abroad = [("action", "refresh"), ("born.province", "elsewhere")];
    browser.post(&place, &abroad).await;
    let words = browser.post(&place, &[]).await;
    assert_eq!(words.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&words).contains("Nhập ghi rõ nơi sinh"));
    assert!(!problems(&words).contains("xã nơi sinh"));
}

/// The list of communes comes by a button where there is no script, inside an
/// item too; an item of an item has pages of its own and leads back.
#[tokio::test]
async fn an_item_inside_an_item() {
    let catalogue = definitions::catalogue(NAME, CODE);
    let app = served(&catalogue).await;
    let mut browser = app.browser();
    let draft = begin(&mut browser, "", CODE, definitions::AGENCY).await;
    walk(&mut browser, &format!("/d/{draft}"), &form(&app)).await;
    let list = format!("/d/{draft}/homes");
    let add = browser.post(&list, &[("action", "add:homes")]).await;
    let home = add.location();
    let id = home.rsplit('/').next().expect("an id").to_owned();
    let path = |name: &str| format!("homes.{id}.{name}");
    let (province, name) = (path("address.province"), path("name"));
    let asked = [
        ("action", "refresh"),
        (province.as_str(), "14"),
        (name.as_str(), "Nhà mới"),
    ];
    let back = browser.post(&home, &asked).await;
    assert_eq!(back.location(), home);
    let shown = browser.get(&home).await;
    assert!(shown.body.contains("Phường Tô Hiệu"), "the list is there");
    assert!(!shown.body.contains("Phường Ba Đình"), "and no other");

    // The item lacks an animal: the problem is on its page.
    let animals = path("animals");
    let add = format!("add:{animals}");
    let added = browser.post(&home, &[("action", &add)]).await;
    let animal = added.location();
    assert_ne!(animal, home);
    let inner = browser.get(&animal).await;
    assert_eq!(inner.status, StatusCode::OK);
    assert!(inner.body.contains("Con vật 1") && inner.body.contains("Nơi ở 3"));
    let back_to_home = format!("href=\"{home}\"");
    assert!(inner.body.contains(&back_to_home), "back leads to the item");
    let empty = browser.post(&animal, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&empty).contains("Nhập số tai"));

    // On the list the problem links to the page of the inner item.
    let refused = browser.post(&list, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let tag = animal.rsplit('/').next().expect("an id");
    assert!(
        refused
            .body
            .contains(&format!("{animal}#{animals}.{tag}.tag"))
    );

    // Nobody adds to what is not there, nor to what is no repeat.
    for bad in ["homes.nobody.animals", "homes.x", "person", "fullName", ""] {
        let add = format!("add:{bad}");
        let answer = browser.post(&list, &[("action", &add)]).await;
        assert_eq!(answer.location(), list, "{bad}");
    }
    let remove = format!("remove:{animals}:{tag}");
    let removed = browser.post(&home, &[("action", &remove)]).await;
    assert_eq!(removed.location(), home);
    let gone = browser.get(&animal).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
