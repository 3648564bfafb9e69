//! `text.format(list)`: `%s %d %f %e %x %X %o %b %%`.

use crate::expression::apply::text;
use crate::expression::{Bug, Result, Stop, bug};
use crate::limits;
use crate::value::Value;

/// Digits behind the point, at most; more would only be zeros.
const DIGITS: usize = 100;

pub(super) fn format(values: &[Value]) -> Result<String> {
    let [Value::Str(pattern), Value::List(list)] = values else {
        return bug(Bug::Type);
    };
    let mut arguments = list.iter();
    let mut out = String::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        if let Some(after) = rest.as_str().strip_prefix('%') {
            rest = after.chars();
            out.push('%');
            continue;
        }
        let digits = digits(&mut rest)?;
        let verb = rest.next().ok_or(Stop::Bug(Bug::Conversion))?;
        let value = arguments.next().ok_or(Stop::Bug(Bug::Missing))?;
        out.push_str(&one(verb, digits, value)?);
        if out.len() > limits::TEXT_RESULT {
            return bug(Bug::Cost);
        }
    }
    Ok(out)
}

/// `.3` before a verb; six where nothing is said.
fn digits(rest: &mut std::str::Chars<'_>) -> Result<usize> {
    let Some(after) = rest.as_str().strip_prefix('.') else {
        return Ok(6);
    };
    let end = after.find(|c: char| !c.is_ascii_digit());
    let (digits, after) = after.split_at(end.unwrap_or(after.len()));
    *rest = after.chars();
    let digits = digits.parse().ok().filter(|digits| *digits <= DIGITS);
    digits.ok_or(Stop::Bug(Bug::Conversion))
}

fn one(verb: char, digits: usize, value: &Value) -> Result<String> {
    Ok(match (verb, value) {
        ('s', value) => shown(value)?,
        ('d', Value::Int(number)) => number.to_string(),
        ('d' | 'f' | 'e', Value::Double(number)) if !number.is_finite() => fraction(*number),
        ('f', Value::Double(number)) => format!("{number:.digits$}"),
        ('e', Value::Double(number)) => scientific(*number, digits),
        ('b', Value::Bool(yes)) => u8::from(*yes).to_string(),
        ('b' | 'o' | 'x' | 'X', Value::Int(number)) => {
            let size = number.unsigned_abs();
            let text = match verb {
                'b' => format!("{size:b}"),
                'o' => format!("{size:o}"),
                'x' => format!("{size:x}"),
                _ => format!("{size:X}"),
            };
            if *number < 0 {
                format!("-{text}")
            } else {
                text
            }
        }
        ('x', Value::Str(text)) => text.bytes().map(|byte| format!("{byte:02x}")).collect(),
        ('X', Value::Str(text)) => text.bytes().map(|byte| format!("{byte:02X}")).collect(),
        ('d' | 'f' | 'e' | 'b' | 'o' | 'x' | 'X', _) => return bug(Bug::Type),
        _ => return bug(Bug::Conversion),
    })
}

fn fraction(number: f64) -> String {
    if number.is_infinite() {
        (if number < 0.0 {
            "-Infinity"
        } else {
            "Infinity"
        })
        .to_owned()
    } else {
        number.to_string()
    }
}

/// `1.052033e+03`: the exponent with a sign and two digits at least.
fn scientific(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$e}");
    match text.split_once('e') {
        Some((head, power)) => {
            let sign = if power.starts_with('-') { '-' } else { '+' };
            format!("{head}e{sign}{:0>2}", power.trim_start_matches('-'))
        }
        None => text,
    }
}

/// As `%s` shows a value: lists and maps too, maps by the order of their keys.
fn shown(value: &Value) -> Result<String> {
    Ok(match value {
        Value::Null => "null".to_owned(),
        Value::Double(number) => fraction(*number),
        Value::List(list) => {
            let parts: Vec<String> = list.iter().map(shown).collect::<Result<_>>()?;
            format!("[{}]", parts.join(", "))
        }
        Value::Table(entries) => {
            let mut parts = Vec::new();
            for (key, value) in entries {
                parts.push((text(key)?, shown(value)?));
            }
            parts.sort();
            let parts: Vec<String> = parts
                .into_iter()
                .map(|(k, v)| format!("{k}: {v}"))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
        other => text(other)?,
    })
}
