//! The engine's half of `make bench`: checks batches of the reference form on
//! request, so that another engine's batches can be run in turns with ours.
//!
//! A line in, a line out:
//! - `sample 3 valid`: the sample (3 or any number of rows; `valid` or `faulty`) as JSON text
//! - `batch 3 valid 1000`: checks it so often, from the text to the errors; CPU
//!   nanoseconds of the whole batch
//! - `browser 10 valid en`: for the module in a browser: the form's copy, the
//!   answers by path, the context, and the outcome that it must give too, as JSON

#[path = "../tests/common/reference.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod reference;

use forms::outcome::outcome;
use forms::{Document, Form};
use serde_json::{Value as Json, json};
use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, Write, stdin, stdout};

/// The server's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// From a submission's text to the number of its errors.
fn errors(form: &Form, text: &str) -> Outcome<usize> {
    let document = Document::read(form, text)?;
    let wrong = document.problems();
    let evaluation = document.evaluate(&reference::context());
    black_box(evaluation.fee.total());
    Ok(wrong.len() + evaluation.errors().count())
}

/// CPU time of this process, which has one thread, in nanoseconds.
fn cpu() -> Outcome<u64> {
    let times = std::fs::read_to_string("/proc/self/schedstat")?;
    let mine = times.split(' ').next().ok_or("no time in schedstat")?;
    Ok(mine.parse()?)
}

fn sample(rows: &str, kind: &str) -> Outcome<(String, usize)> {
    let rows = rows.parse()?;
    Ok(match kind {
        "valid" => (reference::valid(rows).to_string(), 0),
        "faulty" => (reference::faulty(rows).to_string(), 10),
        other => return Err(format!("no such sample: {other}").into()),
    })
}

/// What the module in a browser is given, and what it must make of it.
fn browser(form: &Form, text: &str, lang: &str) -> Outcome<Json> {
    let context = reference::context();
    let answers = Document::read(form, text)?.answers();
    Ok(json!({
        "form": form.browser_copy(lang),
        "answers": answers.iter().collect::<Vec<_>>(),
        "today": context.today.to_iso(), "agency": context.agency, "province": context.province, "channel": context.channel,
        "outcome": outcome(form, &answers, &context, lang),
    }))
}

fn answer(form: &Form, line: &str) -> Outcome<String> {
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["sample", rows, kind] => Ok(sample(rows, kind)?.0),
        ["browser", rows, kind, lang] => {
            Ok(browser(form, &sample(rows, kind)?.0, lang)?.to_string())
        }
        ["batch", rows, kind, times] => {
            let (text, expected) = sample(rows, kind)?;
            let before = cpu()?;
            for _ in 0..times.parse::<u32>()? {
                let found = errors(form, black_box(&text))?;
                if found != expected {
                    return Err(format!("{found} errors, not {expected}").into());
                }
            }
            Ok((cpu()? - before).to_string())
        }
        _ => Err(format!("not understood: {line}").into()),
    }
}

fn main() -> Outcome<()> {
    let form = reference::street_event();
    for line in stdin().lock().lines() {
        let answer = answer(&form, &line?)?;
        writeln!(stdout(), "{answer}")?;
    }
    Ok(())
}
