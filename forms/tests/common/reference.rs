//! The reference form, its samples, and the forms that growth is seen by.

use forms::author::load;
use forms::date::Date;
use forms::{Context, Form, NoDatasets};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// A definition without faults, compiled.
pub(crate) fn compiled(definition: &str) -> Form {
    let files = BTreeMap::from([("definition.yaml".to_owned(), definition.to_owned())]);
    let published = load("", &files, &BTreeMap::new());
    published
        .unwrap_or_else(|faults| panic!("{faults:#?}"))
        .form
}

/// `tests/definitions/street-event.yaml`.
pub(crate) fn street_event() -> Form {
    compiled(include_str!("../../../tests/definitions/street-event.yaml"))
}

/// The day and the desk of every sample.
pub(crate) fn context() -> Context<'static> {
    let today = Date {
        year: 2026,
        month: 11,
        day: 23,
    };
    Context {
        today,
        channel: "online",
        agency: "DEMO",
        province: "14",
        datasets: &NoDatasets,
    }
}

fn pdf(id: &str) -> Json {
    json!([{"id": id, "name": "a.pdf", "size": 15, "mediaType": "application/pdf", "sha256": "0f".repeat(32)}])
}

fn stall(place: usize) -> Json {
    let kind = ["food", "drink", "craft", "info"][place % 4];
    json!({"stall_name": format!("Gian {}", place + 1), "kind": kind, "power_kw": (3 + place % 5).to_string()})
}

/// Typed JSON without a fault, every question answered.
pub(crate) fn valid(stalls: usize) -> Json {
    json!({
        "applicant_type": "company", "first_name": "Ada", "last_name": "Example",
        "org_name": "Example Events Ltd", "org_reg_no": "12345678", "birth_date": "1980-05-17",
        "email": "ada@example.org", "email_confirm": "ada@example.org", "phone": "+84 24 1234567",
        "address_line": "Main Street 12", "postcode": "10115", "city": "Example City", "region": "R17",
        "event_name": "Summer market", "event_type": "other", "event_type_other": "Night flea market",
        "description": "A night market of the neighbourhood: food, crafts and music for all who come.",
        "start_date": "2027-06-10", "end_date": "2027-06-12", "setup_date": "2027-06-09",
        "expected_visitors": 1200, "max_capacity": 1500, "area_m2": "900",
        "road_closure": true, "road_names": "Main Street between 10 and 40",
        "amplified_music": true, "music_end_hour": 22,
        "has_stalls": true, "stalls": (0..stalls).map(stall).collect::<Vec<Json>>(),
        "total_power_kw": "200", "waste_plan": ["bins", "recycling"], "toilets": 8,
        "site_plan": pdf("plan"), "insurance": pdf("paper"), "payment_method": "card",
        "contact_prefs": ["email"], "notes": "Please call before noon.", "declaration": true,
    })
}

/// The same with exactly ten wrong answers: six at one field, four against rules.
pub(crate) fn faulty(stalls: usize) -> Json {
    let mut sample = valid(stalls);
    if let Json::Object(fields) = &mut sample {
        fields.remove("first_name");
    }
    for (field, value) in [
        ("org_reg_no", json!("12AB")),
        ("email_confirm", json!("other@example.org")),
        ("phone", json!("none")),
        ("postcode", json!("123")),
        ("description", json!("Too short")),
        ("end_date", json!("2027-06-01")),
        ("music_end_hour", json!(23)),
        ("toilets", json!(2)),
    ] {
        sample[field] = value;
    }
    sample["stalls"][stalls - 1]["power_kw"] = json!("99");
    sample
}

const HEAD: &str = "formDefinition: \"1.0\"\nid: vn.test.growth\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\npages:\n- id: p\n  title: P\n  fields:\n";

/// A page of so many fields: text, number, e-mail and a list of eight in
/// turns, all required.
pub(crate) fn stress(fields: usize) -> Form {
    let mut text = HEAD.to_owned();
    for n in 0..fields {
        let kind = match n % 4 {
            0 => "text",
            1 => "integer, minimum: 0, maximum: 1000",
            2 => "email",
            _ => "choice, list: eight",
        };
        text += &format!("  - {{id: f{n}, type: {kind}, label: Field {n}, required: true}}\n");
    }
    text += "lists:\n  eight:\n";
    for n in 1..=8 {
        text += &format!("  - {{value: o{n}, label: Option {n}}}\n");
    }
    compiled(&text)
}

/// Good answers to [`stress`].
pub(crate) fn stress_sample(fields: usize) -> Json {
    let answer = |n: usize| match n % 4 {
        0 => json!("Some words"),
        1 => json!(n % 1000),
        2 => json!("ada@example.org"),
        _ => json!("o3"),
    };
    (0..fields).map(|n| (format!("f{n}"), answer(n))).collect()
}

/// A repeat of up to 200 items, three conditions and a rule in each.
pub(crate) fn rows() -> Form {
    let fields = r#"  - id: rows
    type: repeat
    label: Rows
    itemLabel: Row
    maxItems: 200
    fields:
    - {id: kind, type: choice, label: Kind, required: true, options: [{value: a, label: A}, {value: b, label: B}]}
    - {id: count, type: integer, label: Count, minimum: 0, maximum: 9999, required: true}
    - {id: why, type: text, label: Why, visibleWhen: "kind == 'a' && count > 10", required: "count > 20"}
    - {id: who, type: text, label: Who, visibleWhen: "kind == 'b' || count > 100"}
    - {id: twice, type: calculated, dataType: integer, hidden: true, calculate: "count * 2"}
    rules: [{id: even, each: true, assert: "item.twice % 2 == 0", message: Even}]
  - {id: all, type: calculated, dataType: integer, hidden: true, calculate: "sum(rows.map(r, r.count))"}
"#;
    compiled(&[HEAD, fields].concat())
}

/// Good answers to [`rows`].
pub(crate) fn rows_sample(rows: usize) -> Json {
    let row = |n: usize| match n % 2 {
        0 => json!({"kind": "a", "count": 30 + n, "why": "Because"}),
        _ => json!({"kind": "b", "count": n, "who": "Someone"}),
    };
    json!({"rows": (0..rows).map(row).collect::<Vec<Json>>()})
}

/// A page of so many numbers, each bound to its neighbour by a rule.
pub(crate) fn rules(rules: usize) -> Form {
    let mut text = HEAD.to_owned();
    for n in 0..rules {
        text += &format!(
            "  - {{id: f{n}, type: integer, label: F{n}, rules: [{{id: r{n}, assert: \"self + 1 > f{}\", message: M}}]}}\n",
            (n + 1) % rules
        );
    }
    compiled(&text)
}

/// Good answers to [`rules`].
pub(crate) fn rules_sample(rules: usize) -> Json {
    (0..rules).map(|n| (format!("f{n}"), json!(7))).collect()
}
