//! Texts looked into, taken apart and put together, by code points.

use super::Extension as E;
use crate::expression::{Bug, Result, Stop, bug};
use crate::limits;
use crate::value::Value;

pub(super) fn apply(function: E, values: &[Value]) -> Result<Value> {
    use Value::{Int, List, Str};
    Ok(match (function, values) {
        (E::CharAt, [Str(text), Int(at)]) => {
            let at = place(text, *at)?;
            Str(text.chars().skip(at).take(1).collect())
        }
        (E::IndexOf, [Str(text), Str(part)]) => Int(first(text, part, 0)?),
        (E::IndexOf, [Str(text), Str(part), Int(from)]) => Int(first(text, part, *from)?),
        (E::LastIndexOf, [Str(text), Str(part)]) => {
            Int(last(text, part, text.chars().count() as i64)?)
        }
        (E::LastIndexOf, [Str(text), Str(part), Int(from)]) => Int(last(text, part, *from)?),
        (E::UpperAscii, [Str(text)]) => Str(text.to_ascii_uppercase()),
        (E::Reverse, [Str(text)]) => Str(text.chars().rev().collect()),
        (E::Quote, [Str(text)]) => Str(quoted(text)),
        (E::Replace, [Str(text), Str(old), Str(new)]) => Str(replaced(text, old, new, -1)?),
        (E::Replace, [Str(text), Str(old), Str(new), Int(times)]) => {
            Str(replaced(text, old, new, *times)?)
        }
        (E::Split, [Str(text), Str(at)]) => split(text, at, -1)?,
        (E::Split, [Str(text), Str(at), Int(parts)]) => split(text, at, *parts)?,
        (E::Join, [List(list)]) => Str(joined(list, "")?),
        (E::Join, [List(list), Str(between)]) => Str(joined(list, between)?),
        _ => return bug(Bug::Type),
    })
}

/// A place in a text, its end included.
fn place(text: &str, at: i64) -> Result<usize> {
    let at = usize::try_from(at).ok();
    at.filter(|at| *at <= text.chars().count())
        .ok_or(Stop::Bug(Bug::Conversion))
}

/// The byte at which a code point stands.
fn byte(text: &str, at: usize) -> usize {
    text.char_indices()
        .nth(at)
        .map_or(text.len(), |(byte, _)| byte)
}

fn first(text: &str, part: &str, from: i64) -> Result<i64> {
    let from = place(text, from)?;
    let (before, after) = text.split_at(byte(text, from));
    Ok(after.find(part).map_or(-1, |found| {
        (before.chars().count() + after[..found].chars().count()) as i64
    }))
}

fn last(text: &str, part: &str, from: i64) -> Result<i64> {
    let from = place(text, from)?;
    let starts = |at: &usize| text[byte(text, *at)..].starts_with(part);
    Ok((0..=from).rev().find(starts).map_or(-1, |at| at as i64))
}

fn replaced(text: &str, old: &str, new: &str, times: i64) -> Result<String> {
    let most = usize::try_from(times).unwrap_or(usize::MAX);
    let found = text.matches(old).count().min(most);
    if text.len() + found * new.len() > limits::TEXT_RESULT {
        return bug(Bug::Cost);
    }
    Ok(text.replacen(old, new, most))
}

fn split(text: &str, at: &str, parts: i64) -> Result<Value> {
    let most = usize::try_from(parts).unwrap_or(usize::MAX);
    let list: Vec<Value> = if at.is_empty() {
        let mut letters: Vec<String> = text.chars().map(String::from).collect();
        if letters.len() > most && most > 0 {
            let rest = letters.split_off(most - 1).concat();
            letters.push(rest);
        }
        letters.truncate(most);
        letters.into_iter().map(Value::Str).collect()
    } else {
        let parts = text.splitn(most, at);
        parts.map(|part| Value::Str(part.to_owned())).collect()
    };
    Ok(Value::List(list))
}

fn joined(list: &[Value], between: &str) -> Result<String> {
    let mut out = String::new();
    for (place, part) in list.iter().enumerate() {
        if place > 0 {
            out.push_str(between);
        }
        out.push_str(part.as_str().ok_or(Stop::Bug(Bug::Type))?);
        if out.len() > limits::TEXT_RESULT {
            return bug(Bug::Cost);
        }
    }
    Ok(out)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            '\\' | '"' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
