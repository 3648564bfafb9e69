//! Patterns: I-Regexp (RFC 9485), always anchored, in linear time.
//!
//! Compiled at publish (feature `author`) to a small program; what runs it is
//! Thompson's simulation, so that no pattern and no answer can take long. The
//! classes `\p{L}` and so on are shared functions, not ranges: `\p{L}` alone
//! is 648 ranges, more than the rest of a form.

#[cfg(feature = "author")]
mod compile;
#[cfg(feature = "author")]
mod export;

#[cfg(feature = "author")]
pub use compile::compile;
#[cfg(feature = "author")]
pub(crate) use compile::compile_search;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A compiled pattern. Serialises to its program alone.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    program: Vec<Step>,
}

/// Two patterns are the same when their programs are: what came over the wire
/// has no source.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.program == other.program
    }
}

/// One step of a program. The end of the program is success.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// Takes one character of a set.
    Take(Set),
    /// Goes on at both places.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq)]
struct Set {
    negated: bool,
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq)]
enum Item {
    /// From one character to another, both included.
    Range(char, char),
    /// `\p{..}`, or `\P{..}` when true.
    Class(Class, bool),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    Letter,
    Upper,
    Lower,
    Number,
}

/// Class, name in a pattern, letter in a program.
const CLASSES: [(Class, &str, char); 4] = [
    (Class::Letter, "L", 'L'),
    (Class::Upper, "Lu", 'U'),
    (Class::Lower, "Ll", 'l'),
    (Class::Number, "N", 'N'),
];

impl Set {
    fn has(&self, c: char) -> bool {
        let found = self.items.iter().any(|item| match item {
            Item::Range(from, to) => (*from..=*to).contains(&c),
            Item::Class(class, negated) => class.has(c) != *negated,
        });
        found != self.negated
    }
}

impl Class {
    fn has(self, c: char) -> bool {
        match self {
            Class::Letter => c.is_alphabetic(),
            Class::Upper => c.is_uppercase(),
            Class::Lower => c.is_lowercase(),
            Class::Number => c.is_numeric(),
        }
    }
}

impl Pattern {
    /// What the author wrote; empty in the browser.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Steps of the program: the most work one character of a text can make.
    pub(crate) fn size(&self) -> usize {
        self.program.len()
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        // When each place was reached last.
        let mut seen = vec![0_u32; self.program.len() + 1];
        let mut stamp = 1;
        let (mut now, mut next, mut open) = (Vec::new(), Vec::new(), vec![0]);
        self.reach(stamp, &mut seen, &mut open, &mut now);
        for c in text.chars() {
            stamp += 1;
            for place in now.drain(..) {
                if let Some(Step::Take(set)) = self.program.get(place)
                    && set.has(c)
                {
                    open.push(place + 1);
                    self.reach(stamp, &mut seen, &mut open, &mut next);
                }
            }
            if next.is_empty() {
                return false;
            }
            std::mem::swap(&mut now, &mut next);
        }
        now.contains(&self.program.len())
    }

    /// Every place reached from the open ones without taking a character.
    fn reach(&self, stamp: u32, seen: &mut [u32], open: &mut Vec<usize>, places: &mut Vec<usize>) {
        while let Some(place) = open.pop() {
            match seen.get_mut(place) {
                Some(mark) if *mark != stamp => *mark = stamp,
                _ => continue,
            }
            match self.program.get(place) {
                Some(Step::Split(a, b)) => {
                    open.push(*b);
                    open.push(*a);
                }
                Some(Step::Jump(to)) => open.push(*to),
                Some(Step::Take(_)) | None => places.push(place),
            }
        }
    }

    /// The program as a compact text.
    pub(crate) fn encode(&self) -> String {
        let mut out = String::new();
        let number = |out: &mut String, number: usize| {
            out.push_str(&number.to_string());
            out.push(';');
        };
        for step in &self.program {
            match step {
                Step::Split(a, b) => {
                    out.push('|');
                    number(&mut out, *a);
                    number(&mut out, *b);
                }
                Step::Jump(to) => {
                    out.push('>');
                    number(&mut out, *to);
                }
                Step::Take(set) => {
                    out.push(if set.negated { '^' } else { '[' });
                    for item in &set.items {
                        item.encode(&mut out);
                    }
                    out.push(']');
                }
            }
        }
        out
    }

    /// Reads the compact text; `None` when it is none.
    pub(crate) fn decode(text: &str) -> Option<Pattern> {
        let mut program = Vec::new();
        let mut rest = text.chars();
        while let Some(mark) = rest.next() {
            program.push(match mark {
                '|' => Step::Split(number(&mut rest)?, number(&mut rest)?),
                '>' => Step::Jump(number(&mut rest)?),
                '[' | '^' => {
                    let mut items = Vec::new();
                    while let Some(item) = Item::decode(&mut rest)? {
                        items.push(item);
                    }
                    Step::Take(Set {
                        negated: mark == '^',
                        items,
                    })
                }
                _ => return None,
            });
        }
        Some(Pattern {
            source: String::new(),
            program,
        })
    }
}

fn number(rest: &mut std::str::Chars<'_>) -> Option<usize> {
    let (digits, after) = rest.as_str().split_once(';')?;
    *rest = after.chars();
    digits.parse().ok()
}

impl Item {
    fn encode(&self, out: &mut String) {
        match self {
            Item::Range(from, to) if from == to => out.extend(['.', *from]),
            Item::Range(from, to) => out.extend(['-', *from, *to]),
            Item::Class(class, negated) => {
                out.push(if *negated { 'P' } else { 'p' });
                out.extend(CLASSES.iter().find(|row| row.0 == *class).map(|row| row.2));
            }
        }
    }

    /// `Some(None)` at the end of a set.
    #[allow(
        clippy::option_option,
        reason = "no item left and no such item are two things"
    )]
    fn decode(rest: &mut std::str::Chars<'_>) -> Option<Option<Item>> {
        Some(Some(match rest.next()? {
            ']' => return Some(None),
            '.' => {
                let c = rest.next()?;
                Item::Range(c, c)
            }
            '-' => Item::Range(rest.next()?, rest.next()?),
            mark @ ('p' | 'P') => {
                let letter = rest.next()?;
                let row = CLASSES.iter().find(|row| row.2 == letter)?;
                Item::Class(row.0, mark == 'P')
            }
            _ => return None,
        }))
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Pattern::decode(&text).ok_or_else(|| serde::de::Error::custom("not a pattern"))
    }
}
