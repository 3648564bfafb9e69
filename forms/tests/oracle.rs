//! Our evaluator beside the crate `cel`, an independent implementation: the
//! same generated expressions over the same values give the same values, or
//! fail in both. `TOKHAI_EXPRESSIONS` says how many (5,000; 100,000 in
//! `make proof`), `TOKHAI_SEED` where they begin.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "common/dice.rs"]
mod dice;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/theirs.rs"]
mod theirs;

use dice::{Dice, from_environment};
use forms::Value;
use forms::date::Date;
use forms::expression::parse::{Dialect, Refusal, parse_as};
use forms::expression::{Bug, Expr, Stop, alone};

/// What the other implementation gave.
enum Theirs {
    Value(Value),
    Error,
}

#[test]
fn no_disagreement_with_the_crate_cel() {
    let wanted = from_environment("TOKHAI_EXPRESSIONS", 5_000);
    let mut dice = Dice::new(from_environment("TOKHAI_SEED", 1));
    let names = generate::names();
    let mut other = theirs::Other::new(&names);
    let ours: Vec<(String, Option<Value>)> = names
        .iter()
        .map(|(name, value)| (name.clone(), Some(value.clone())))
        .collect();
    let today = Date::new(2026, 11, 23).unwrap();
    let (mut compared, mut failed_in_both, mut too_large) = (0, 0, 0);
    let mut apart = Vec::new();
    while compared < wanted {
        let text = generate::expression(&mut dice);
        let parsed = match parse_as(&text, Dialect::Cel) {
            Err(error) if error.refusal == Refusal::Limit => {
                too_large += 1;
                continue;
            }
            parsed => parsed.unwrap_or_else(|error| panic!("{text}: {error:?}")),
        };
        round_trip(&parsed.expr, &text);
        let ran = alone::run(&parsed.expr, &ours, today);
        if ran.value == Err(Stop::Bug(Bug::Cost)) {
            too_large += 1;
            continue;
        }
        compared += 1;
        match (ran.value, other.run(&text)) {
            (Err(_), Theirs::Error) => failed_in_both += 1,
            (Ok(ours), Theirs::Value(theirs)) if theirs::same(&ours, &theirs) => {}
            (ours, theirs) => apart.push(format!(
                "{text}\n    ours {}\n  theirs {}",
                ours.map_or_else(
                    |stop| format!("{stop:?}"),
                    |value| value.to_json().to_string()
                ),
                match theirs {
                    Theirs::Error => "an error".to_owned(),
                    Theirs::Value(value) => value.to_json().to_string(),
                }
            )),
        }
        if apart.len() > 40 {
            break;
        }
    }
    println!("{compared} compared, {failed_in_both} fail in both, {too_large} too large for us");
    assert!(
        apart.is_empty(),
        "{} of {compared} differ:\n{}",
        apart.len(),
        apart.join("\n")
    );
    assert!(failed_in_both * 2 < compared, "too few give a value");
    assert!(too_large < wanted, "too few are small enough");
}

/// What is published is read back as it was.
fn round_trip(expr: &Expr, text: &str) {
    let wire = expr.encode();
    let read = Expr::decode(&wire).unwrap_or_else(|| panic!("{text}: {wire}"));
    assert_eq!(read.encode(), wire, "{text}");
}
