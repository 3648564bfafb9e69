//! Hostile expressions: whatever bytes come, reading, checking, bounding and
//! running them ends without a panic and within the limits. What passes the
//! check moreover fails for no reason that the check should have seen.
//!
//! The corpus in `corpus/expression/` runs first, then inputs made of it and
//! of the language's words: `TOKHAI_FUZZ_EXPRESSIONS` of them (20,000;
//! 1,000,000 in `make proof`), from `TOKHAI_SEED` on.

#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "hostile/bytes.rs"]
mod bytes;
#[path = "common/dice.rs"]
mod dice;
#[path = "hostile/inputs.rs"]
mod inputs;
#[path = "hostile/world.rs"]
mod world;

use dice::Dice;
use forms::expression::parse::{Dialect, Parsed, Refusal, parse, parse_as};
use forms::expression::{Bug, Expr, Stop, alone};
use forms::{Value, limits};
use world::World;

/// What the target saw, so that a generator that makes only rubbish is noticed.
#[derive(Default, Debug)]
struct Seen {
    parsed: u64,
    sound: u64,
    values: u64,
    cost: u64,
}

/// What names stand for where there is no form.
fn names() -> Vec<(String, Option<Value>)> {
    [
        ("n", Some(Value::Int(2))),
        ("t", Some(Value::Str("ab".to_owned()))),
        ("b", Some(Value::Bool(true))),
        ("missing", None),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// The target: any bytes.
fn expression(data: &[u8], world: &World, seen: &mut Seen) {
    let text = String::from_utf8_lossy(data);
    if let Some(read) = Expr::decode(&text) {
        run(&read, world, None);
    }
    if let Ok(parsed) = parse_as(&text, Dialect::Cel) {
        round_trip(&parsed, &text);
        assert_steps(&alone::run(&parsed.expr, &names(), world.today));
    }
    let Ok(parsed) = parse(&text) else { return };
    seen.parsed += 1;
    round_trip(&parsed, &text);
    print(&parsed, &text);
    let errors = alone::check_in(&world.form, &parsed);
    errors.iter().for_each(|error| {
        assert!(
            error.at <= text.len() && text.is_char_boundary(error.at),
            "{text}: {error:?}"
        );
        assert!(!error.en.is_empty() && !error.vi.is_empty(), "{text}");
    });
    let sound = errors.is_empty().then_some(text.as_ref());
    seen.sound += u64::from(sound.is_some());
    let bug = run(&parsed.expr, world, sound);
    seen.values += u64::from(bug.is_none());
    seen.cost += u64::from(bug == Some(Bug::Cost));
}

fn round_trip(parsed: &Parsed, text: &str) {
    let wire = parsed.expr.encode();
    let read = Expr::decode(&wire).unwrap_or_else(|| panic!("{text}: {wire}"));
    assert_eq!(read.encode(), wire, "{text}");
}

/// What is printed is read as the same tree, unless the brackets it needs go
/// over a limit.
fn print(parsed: &Parsed, text: &str) {
    let shape = parsed.expr.to_string();
    match parse(&shape) {
        Ok(again) => assert_eq!(again.expr.encode(), parsed.expr.encode(), "{text}: {shape}"),
        Err(error) => assert_eq!(error.refusal, Refusal::Limit, "{text}: {shape}: {error:?}"),
    }
}

/// Runs an expression over every set of answers; the last bug that came.
/// `sound`: its text, where it passed the check.
fn run(expr: &Expr, world: &World, sound: Option<&str>) -> Option<Bug> {
    let bound = alone::bound_in(&world.form, expr);
    let mut last = None;
    for answers in &world.answers {
        let ran = alone::run_in(&world.form, answers, &world.context(), expr);
        assert_steps(&ran);
        if let Err(Stop::Bug(bug)) = ran.value {
            last = Some(bug);
        }
        if let Some(text) = sound {
            assert!(
                u64::from(ran.steps) <= bound || bound > u64::from(limits::STEPS_PER_EXPRESSION),
                "{text}: {} steps, {bound} allowed",
                ran.steps
            );
            let unseen = matches!(last, Some(Bug::Type | Bug::Name));
            assert!(
                !unseen,
                "{text}: {:?} although it passed the check",
                ran.value
            );
        }
    }
    last
}

/// Who goes over the limit is stopped at once: by the charge that went over.
fn assert_steps(ran: &alone::Ran) {
    let over = ran.steps > limits::STEPS_PER_EXPRESSION;
    assert!(!over || ran.value.is_err(), "{} steps", ran.steps);
}

#[test]
fn no_expression_panics_or_runs_for_ever() {
    let world = World::new();
    let corpus = bytes::corpus("expression");
    assert!(corpus.len() > 20, "the corpus is there");
    let mut seen = Seen::default();
    for text in &corpus {
        expression(text, &world, &mut seen);
    }
    let count = dice::from_environment("TOKHAI_FUZZ_EXPRESSIONS", 20_000);
    let mut dice = Dice::new(dice::from_environment("TOKHAI_SEED", 1));
    for _ in 0..count {
        let input = inputs::one(&mut dice, &corpus);
        expression(&input, &world, &mut seen);
    }
    println!("{count} inputs: {seen:?}");
    assert!(
        seen.sound * 20 > count,
        "one in twenty passes the check: {seen:?}"
    );
    assert!(
        seen.values * 20 > count && seen.cost > 0,
        "values and dear ones are among them: {seen:?}"
    );
}
