//! The engine's half of `make bench`: checks batches of the reference form on
//! request, so that another engine's batches can be run in turns with ours.
//!
//! A line in, a line out:
//! - `sample 3 valid`: the sample (3 or any number of rows; `valid` or `faulty`) as JSON text
//! - `batch 3 valid 1000`: checks it so often, from the text to the errors; CPU
//!   nanoseconds of the whole batch

#[path = "../tests/common/reference.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod reference;

use forms::{Document, Form};
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

fn answer(form: &Form, line: &str) -> Outcome<String> {
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["sample", rows, kind] => Ok(sample(rows, kind)?.0),
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
