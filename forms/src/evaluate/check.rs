//! Every problem of every applicable field, in form order.
//!
//! A place shows one error at a time, the most basic first (missing, of the
//! wrong type, out of bounds, against a rule), and every warning.

use super::run::{Failed, ROOT, Run};
use crate::expression::evaluate::{Place, condition};
use crate::expression::{Expr, Stop};
use crate::form::{Field, Rule};
use crate::limits;
use crate::problem::{Code, Level, Problem};
use crate::question::{self, Around, Question, repeat};
use crate::value::Value;

/// What was found so far.
struct Found {
    /// Each with the node that says where in the form it stands.
    problems: Vec<(u32, Problem)>,
    /// Whether a node has an error: a search among as many problems as there
    /// are fields would make a check of an empty form quadratic.
    wrong: Vec<bool>,
}

pub(super) fn problems(run: &Run<'_, '_>) -> Vec<Problem> {
    run.settle();
    let mut found = Found {
        problems: Vec::new(),
        wrong: vec![false; run.nodes.len()],
    };
    for id in 1..run.nodes.len() as u32 {
        if run.applies(id) {
            field(run, id, &mut found);
        }
    }
    all_files(run, &mut found);
    for rule in &run.form.rules {
        apply_rule(run, rule, ROOT, &Place::root(), &mut found);
    }
    in_form_order(found.problems)
}

/// Sorts by insertion: problems are few, nearly in order already, and the
/// library's sort is kilobytes of the client.
fn in_form_order(found: Vec<(u32, Problem)>) -> Vec<Problem> {
    let mut sorted: Vec<(u32, Problem)> = Vec::new();
    for problem in found {
        let place = sorted
            .iter()
            .rposition(|known| known.0 <= problem.0)
            .map_or(0, |place| place + 1);
        sorted.insert(place, problem);
    }
    sorted.into_iter().map(|(_, problem)| problem).collect()
}

/// All files of a form together; the field that goes over the limit says so.
fn all_files(run: &Run<'_, '_>, found: &mut Found) {
    let (mut count, mut bytes) = (0, 0_u64);
    for id in 1..run.nodes.len() as u32 {
        let Some(Question::File(_)) = run.node(id).field.map(|field| &field.question) else {
            continue;
        };
        let Ok(Value::List(files)) = run.value(id) else {
            continue;
        };
        for size in files.iter().filter_map(|file| file.get("size")?.as_int()) {
            count += 1;
            bytes = bytes.saturating_add(size.unsigned_abs());
        }
        if count > limits::FILES || bytes > limits::ALL_FILES {
            return add(
                run,
                found,
                id,
                Code::Rule(ALL_FILES.to_owned()),
                Level::Error,
            );
        }
    }
}

/// The code of too many or too large files in all.
const ALL_FILES: &str = "allFiles";

/// Adds a problem unless its place shows an error already.
fn add(run: &Run<'_, '_>, found: &mut Found, id: u32, code: Code, level: Level) {
    if level == Level::Error {
        let wrong = &mut found.wrong[id as usize];
        if *wrong {
            return;
        }
        *wrong = true;
    }
    let path = run.path(id);
    found.problems.push((id, Problem { path, code, level }));
}

fn field(run: &Run<'_, '_>, id: u32, found: &mut Found) {
    let Some(field) = run.node(id).field else {
        return;
    };
    if let Some(code) = own(run, id, field) {
        let level = code.level();
        add(run, found, id, code, level);
    }
    if let Question::Repeat(options) = &field.question {
        unique(run, id, options, found);
    }
    // A rule would only repeat in other words what is wrong already.
    if found.wrong[id as usize] {
        return;
    }
    if let Ok(value) = run.value(id) {
        for code in question::compare(&field.question, value, &Around { run, node: id }) {
            let level = code.level();
            add(run, found, id, code, level);
        }
    }
    for rule in &field.rules {
        if rule.each {
            for item in &run.node(id).children {
                let place = Place {
                    container: *item,
                    this: Some(*item),
                    item: Some(*item),
                };
                apply_rule(run, rule, *item, &place, found);
            }
        } else {
            let mut place = run.place(id);
            if matches!(field.question, Question::Group(_)) {
                place.container = id;
            }
            apply_rule(run, rule, id, &place, found);
        }
    }
}

/// What is wrong with a field before any rule.
fn own(run: &Run<'_, '_>, id: u32, field: &Field) -> Option<Code> {
    match &field.question {
        Question::Group(_) | Question::Note | Question::Calculated(_) => None,
        Question::Repeat(options) => {
            let least = options.min_items.max(u32::from(run.required(id)));
            question::count(run.item_count(id), least, options.max_items)
        }
        _ => {
            let leaf = run.leaf(id).ok()?;
            match (&leaf.value, &leaf.code) {
                (_, Some(code)) => Some(code.clone()),
                (None, None) => run.required(id).then_some(Code::Required),
                (Some(value), None) => {
                    let around = Around { run, node: id };
                    let question = &field.question;
                    question::check(question, value, &around).or_else(|| {
                        let only = question::read(question, field.only()?).ok()??;
                        (only != *value).then_some(Code::Const)
                    })
                }
            }
        }
    }
}

/// Items that are the same where they must differ. The later one says so: at
/// the field it shares, or, where it is the same in all, at the repeat.
fn unique(run: &Run<'_, '_>, id: u32, options: &repeat::Options, found: &mut Found) {
    let items = &run.node(id).children;
    let names = &options.unique_by;
    if names.is_empty() && !options.unique_items {
        return;
    }
    // What must differ; nothing where a part of it is not answered.
    let key = |item: u32| {
        let mut parts = Vec::new();
        for name in names {
            parts.push(run.deep(run.resolve_path(item, name)?)?);
        }
        if names.is_empty() {
            run.deep(item)
        } else {
            Some(Value::List(parts))
        }
    };
    let keys: Vec<Option<Value>> = items.iter().map(|item| key(*item)).collect();
    for (place, key) in keys.iter().enumerate() {
        let first = keys.iter().position(|known| known == key).unwrap_or(place);
        if key.is_none() || first == place {
            continue;
        }
        let shared = names.first();
        match shared.and_then(|name| run.resolve_path(items[place], name)) {
            Some(at) => add(
                run,
                found,
                at,
                Code::UniqueBy(first as u32 + 1),
                Level::Error,
            ),
            None => add(run, found, id, Code::UniqueItems, Level::Error),
        }
    }
}

fn apply_rule(run: &Run<'_, '_>, rule: &Rule, id: u32, place: &Place, found: &mut Found) {
    let at = match &rule.at {
        None => id,
        Some(path) => run.resolve_path(place.container, path).unwrap_or(id),
    };
    // A problem at a field that is not asked could never be mended.
    if !run.applies(at) {
        return;
    }
    match asserted(run, place, &rule.assert) {
        Ok(true) | Err(Stop::Unknown) => {}
        Ok(false) => add(run, found, at, Code::Rule(rule.id.clone()), rule.level),
        Err(Stop::Bug(_)) if rule.level == Level::Warning => run.note_bug(at, &rule.id),
        Err(Stop::Bug(_)) => run.bug(at, &rule.id),
    }
}

fn asserted(run: &Run<'_, '_>, place: &Place, assert: &Expr) -> Result<bool, Stop> {
    run.metered(|| condition(run, place, assert))
}

/// Bugs block, at the field where the expression stands. Gives all, for the log.
pub(super) fn add_bugs(run: &Run<'_, '_>, problems: &mut Vec<Problem>) -> Vec<String> {
    let bugs = run.bugs.take();
    for (number, bug) in bugs.iter().enumerate() {
        let said = |earlier: &Failed| earlier.blocks && earlier.at == bug.at;
        if bug.blocks && !bugs[..number].iter().any(said) {
            problems.push(Problem {
                path: run.path(bug.at),
                code: Code::Bug,
                level: Level::Error,
            });
        }
    }
    bugs.into_iter().map(|bug| bug.what).collect()
}
