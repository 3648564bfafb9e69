//! How the engine's work grows: the time of one whole check, from the text to
//! the errors, by fields, rows and rules. `make bench` prints and draws it.

#[path = "../tests/common/reference.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod reference;

use forms::{Document, Form};
use serde_json::Value as Json;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The server's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn check(form: &Form, text: &str) -> Outcome<usize> {
    let document = Document::read(form, text)?;
    let wrong = document.problems();
    let evaluation = document.evaluate(&reference::context());
    Ok(wrong.len() + evaluation.problems.len())
}

/// The median of the times of 31 checks, and the problems each found.
fn median(form: &Form, sample: &Json) -> Outcome<(Duration, usize)> {
    let text = sample.to_string();
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..31 {
        let before = Instant::now();
        found = check(form, black_box(&text))?;
        times.push(before.elapsed());
    }
    times.sort();
    Ok((times[times.len() / 2], found))
}

/// One line for each size: all of it, and for each part.
fn table(what: &str, sizes: &[usize], case: impl Fn(usize) -> (Form, Json, usize)) -> Outcome<()> {
    for size in sizes {
        let (form, sample, expected) = case(*size);
        let (time, found) = median(&form, &sample)?;
        if found != expected {
            return Err(format!("{what}, {size}: {found} problems, not {expected}").into());
        }
        let micros = time.as_secs_f64() * 1e6;
        let each = micros * 1e3 / *size as f64;
        println!("{what:<28} {size:>5} {micros:>9.1} µs {each:>7.0} ns each");
    }
    Ok(())
}

fn main() -> Outcome<()> {
    println!("growth of one whole check, the median of 31");
    let fields = [125, 250, 375, 500, 625, 750, 875, 1_000];
    let stress = |n| (reference::stress(n), reference::stress_sample(n), 0);
    table("fields, all answered", &fields, stress)?;
    let empty = |n| (reference::stress(n), Json::Object(Default::default()), n);
    table("fields, nothing answered", &fields, empty)?;
    let rows = |n| (reference::rows(), reference::rows_sample(n), 0);
    table(
        "rows, conditions in each",
        &[25, 50, 75, 100, 125, 150, 175, 200],
        rows,
    )?;
    let rules = |n| (reference::rules(n), reference::rules_sample(n), 0);
    table("rules between fields", &fields, rules)?;
    let (time, _) = median(&reference::rows(), &reference::rows_sample(200))?;
    let verdict = if time.as_millis() < 5 {
        "met"
    } else {
        "NOT met"
    };
    println!("200 rows, conditions in each: {time:.1?}, goal under 5 ms, {verdict}");
    Ok(())
}
