//! The dossier's clock beside cases worked out by hand.

use forms::date::Date;
use forms::form::Limit;
use serde::Deserialize;
use server::clock::{self, MINUTE, SECOND, instant};
use server::dossier::calendar::Calendar;
use server::dossier::due::{Due, Moved, Supplement, due};
use tests::repository;

#[derive(Deserialize)]
struct Case {
    unit: String,
    count: u32,
    cutoff: Option<String>,
    received: String,
    asked: Option<String>,
    answered: Option<String>,
    due: String,
    #[serde(default)]
    because: Vec<String>,
    note: String,
}

fn calendar() -> Calendar {
    let file = repository().join("forms/catalogue/calendar.json");
    let text = std::fs::read_to_string(file).expect("the calendar");
    Calendar::parse(&text).expect("a calendar")
}

/// `2026-11-23T15:00`, in Việt Nam.
fn at(text: &str) -> i64 {
    let (date, time) = text.split_once('T').expect("a date and a time");
    let (hour, minute) = time.split_once(':').expect("hours and minutes");
    let date = Date::parse_iso(date).expect("a date");
    let number = |text: &str| text.parse().expect("a number");
    instant(date, number(hour), number(minute), 0)
}

fn words(due: &Due) -> Vec<String> {
    let moved = due.moved.map(|moved| match moved {
        Moved::Closed => "closed",
        Moved::Late => "late",
    });
    let rolled = due.rolled.then_some("rolled");
    let uncertain = (!due.certain).then_some("uncertain");
    let words = [moved, rolled, uncertain].into_iter().flatten();
    words.map(String::from).collect()
}

#[test]
fn every_case_worked_out_by_hand() {
    let file = repository().join("tests/cases/due.json");
    let text = std::fs::read_to_string(file).expect("the cases");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("cases");
    assert!(cases.len() >= 60);
    let calendar = calendar();
    for case in cases {
        let supplement = case.asked.as_deref().zip(case.answered.as_deref());
        let supplement = supplement.map(|(asked, answered)| Supplement {
            asked: at(asked),
            answered: at(answered),
        });
        let limit = Limit {
            when: None,
            count: case.count,
            unit: case.unit,
            cutoff: case.cutoff,
        };
        let promise = due(&limit, at(&case.received), supplement, &calendar);
        let shown = clock::date_of(promise.at).to_iso();
        assert_eq!(promise.at, at(&case.due), "{}: {shown}", case.note);
        assert_eq!(words(&promise), case.because, "{}", case.note);
    }
}

#[test]
fn a_second_after_the_cutoff_is_late() {
    let limit = Limit {
        when: None,
        count: 0,
        unit: "workingDay".into(),
        cutoff: Some("15:00".into()),
    };
    let cutoff = at("2026-06-03T15:00");
    let calendar = calendar();
    assert_eq!(due(&limit, cutoff, None, &calendar).moved, None);
    let later = due(&limit, cutoff + SECOND, None, &calendar);
    assert_eq!(later.moved, Some(Moved::Late));
}

/// Later receipt never gives an earlier promise, no promise lies before the
/// receipt, and none but an hour's falls on a day off.
#[test]
fn promises_are_in_order() {
    let calendar = calendar();
    for unit in ["hour", "day", "workingDay", "month"] {
        for count in [0, 1, 3, 15] {
            for cutoff in [None, Some("15:00".to_owned())] {
                let limit = Limit {
                    when: None,
                    count,
                    unit: unit.into(),
                    cutoff,
                };
                let mut last = i64::MIN;
                let mut received = at("2025-12-25T00:00");
                while received < at("2026-03-10T00:00") {
                    let promise = due(&limit, received, None, &calendar);
                    assert!(promise.at >= received && promise.at >= last);
                    let day = clock::date_of(promise.at);
                    assert!(unit == "hour" || calendar.is_working(day));
                    last = promise.at;
                    received += 97 * MINUTE;
                }
            }
        }
    }
}

#[test]
fn a_faulty_calendar_is_named() {
    for (text, fault) in [
        ("1", "struct File"),
        (
            r#"{"from": "2026-01-01", "to": "2026-12-31", "closed": [{"days": ["2026-02-30"]}], "open": []}"#,
            "2026-02-30: no date",
        ),
        (
            r#"{"from": "2026-01-01", "to": "2026-12-31", "closed": [{"days": ["2026-06-06"]}], "open": []}"#,
            "2026-06-06: closed on a weekend",
        ),
        (
            r#"{"from": "2026-01-01", "to": "2026-12-31", "closed": [], "open": ["2026-06-05"]}"#,
            "2026-06-05: open on a weekday",
        ),
        (
            r#"{"from": "2026-01-01", "to": "2026-12-31", "closed": [], "open": ["2027-06-05"]}"#,
            "2027-06-05: outside from and to",
        ),
    ] {
        let said = Calendar::parse(text).expect_err("a fault");
        assert!(said.contains(fault), "{said}");
    }
}
