//! A pattern in the words of JSON Schema: a regular expression that ECMAScript
//! (with the `u` flag) and Python read alike.
//!
//! Classes such as `\p{L}` are spelled out as ranges, because Python knows none
//! of them; so is `.`, which the two take for different sets.

use super::compile::{Tree, parse};
use super::{Class, Item, Pattern, Set};
use std::fmt::Write;

impl Pattern {
    /// The pattern for JSON Schema's `pattern`, anchored at both ends.
    ///
    /// `$` matches before a last line break in Python: who uses it says besides
    /// that a text does not end in one.
    pub fn to_json_schema(&self) -> String {
        let mut out = String::from("^(?:");
        if let Ok(tree) = parse(&self.source) {
            write(&tree, &mut out);
        }
        out.push_str(")$");
        out
    }
}

fn write(tree: &Tree, out: &mut String) {
    match tree {
        Tree::Set(set) => write_set(set, out),
        Tree::Sequence(parts) => parts.iter().for_each(|part| write(part, out)),
        Tree::Either(parts) => {
            out.push_str("(?:");
            for (place, part) in parts.iter().enumerate() {
                if place > 0 {
                    out.push('|');
                }
                write(part, out);
            }
            out.push(')');
        }
        Tree::Repeat(part, least, most) => {
            out.push_str("(?:");
            write(part, out);
            out.push(')');
            // Writing to a String never fails.
            let _ = match most {
                None => write!(out, "{{{least},}}"),
                Some(most) => write!(out, "{{{least},{most}}}"),
            };
        }
    }
}

fn write_set(set: &Set, out: &mut String) {
    if let (false, [Item::Range(from, to)]) = (set.negated, set.items.as_slice())
        && from == to
    {
        return push(*from, false, out);
    }
    out.push_str(if set.negated { "[^" } else { "[" });
    for item in &set.items {
        match item {
            Item::Range(from, to) => range(*from, *to, out),
            Item::Class(class, negated) => {
                for (from, to) in ranges(*class, *negated) {
                    range(from, to, out);
                }
            }
        }
    }
    out.push(']');
}

fn range(from: char, to: char, out: &mut String) {
    push(from, true, out);
    if from != to {
        out.push('-');
        push(to, true, out);
    }
}

/// A character that stands for itself. Inside a class more signs have a meaning
/// than outside, and ECMAScript refuses an escape that is not needed.
fn push(c: char, in_class: bool, out: &mut String) {
    let escaped = if in_class {
        "\\]^-[".contains(c)
    } else {
        "\\^$.*+?()[]{}|/".contains(c)
    };
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            if escaped {
                out.push('\\');
            }
            out.push(c);
        }
    }
}

/// The characters of a class, as the matcher itself sees them.
fn ranges(class: Class, negated: bool) -> Vec<(char, char)> {
    let mut found: Vec<(char, char)> = Vec::new();
    let mut open = false;
    for c in '\0'..=char::MAX {
        let taken = class.has(c) != negated;
        match found.last_mut() {
            Some(last) if taken && open => last.1 = c,
            _ if taken => found.push((c, c)),
            _ => {}
        }
        open = taken;
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::pattern::compile;

    #[test]
    fn what_differs_between_languages_is_spelled_out() {
        let export = |source: &str| compile(source).unwrap().to_json_schema();
        assert_eq!(export("[0-9]{12}"), "^(?:(?:[0-9]){12,12})$");
        assert_eq!(export("a|b*"), "^(?:(?:a|(?:b){0,}))$");
        assert_eq!(export("."), "^(?:[^\\n\\r])$");
        assert_eq!(export("a/\\^-"), "^(?:a\\/\\^-)$");
        assert_eq!(export("[+\\-*]"), "^(?:[+\\-*])$");
        let letters = export("\\p{L}");
        assert!(letters.contains("A-Za-z") && letters.contains("ạ") | letters.contains("Ḁ-"));
        assert!(!letters.contains("\\p"));
    }
}
