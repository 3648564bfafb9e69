//! From the text of an I-Regexp to a program.

use super::{CLASSES, Item, Pattern, Set, Step};

/// Characters of a pattern.
const LENGTH: usize = 200;
/// Times a part may be repeated.
const REPEATS: usize = 1_000;
/// Size of a program (64 KiB), where a step is 8 bytes and each range or class of its set 8
/// more: what a step costs to keep and to try grows with both.
const SIZE: usize = 64 * 1024;
const STEP: usize = 8;
const DEPTH: usize = 16;

/// Compiles a pattern. The error says in English and Vietnamese what is wrong.
pub fn compile(source: &str) -> Result<Pattern, (&'static str, &'static str)> {
    let tree = parse(source)?;
    Ok(Pattern {
        source: source.to_owned(),
        program: Program::of(&tree)?,
    })
}

/// Compiles a pattern that may match anywhere in a text, as CEL's `matches`
/// has it; `^` at its beginning and `$` at its end bind it there.
pub(crate) fn compile_search(source: &str) -> Result<Pattern, (&'static str, &'static str)> {
    let inside = source.strip_prefix('^').unwrap_or(source);
    let from_start = inside.len() < source.len();
    let escapes = inside
        .strip_suffix('$')
        .map(|inside| inside.len() - inside.trim_end_matches('\\').len());
    let to_end = escapes.is_some_and(|escapes| escapes % 2 == 0);
    let inside = if to_end {
        &inside[..inside.len() - 1]
    } else {
        inside
    };
    let tree = parse(inside)?;
    if (from_start || to_end) && matches!(tree, Tree::Either(_)) {
        return Err((
            "put the alternatives between `^` and `$` into brackets: `^(a|b)$`",
            "đặt các lựa chọn giữa `^` và `$` trong ngoặc: `^(a|b)$`",
        ));
    }
    let anything = || {
        let any = Set {
            negated: true,
            items: Vec::new(),
        };
        Tree::Repeat(Box::new(Tree::Set(any)), 0, None)
    };
    let mut parts = Vec::new();
    parts.extend((!from_start).then(anything));
    parts.push(tree);
    parts.extend((!to_end).then(anything));
    Ok(Pattern {
        source: source.to_owned(),
        program: Program::of(&Tree::Sequence(parts))?,
    })
}

/// The parts of a pattern.
pub(super) fn parse(source: &str) -> Result<Tree, Refusal> {
    if source.chars().count() > LENGTH {
        return Err((
            "a pattern has at most 200 characters",
            "mẫu có tối đa 200 ký tự",
        ));
    }
    let mut parser = Parser {
        rest: source.chars().collect(),
        place: 0,
        depth: 0,
    };
    let tree = parser.alternatives()?;
    if parser.place < parser.rest.len() {
        return Err(("a `)` without its `(`", "thừa dấu `)`"));
    }
    Ok(tree)
}

type Refusal = (&'static str, &'static str);

pub(super) enum Tree {
    Set(Set),
    Sequence(Vec<Tree>),
    Either(Vec<Tree>),
    /// At least, at most.
    Repeat(Box<Tree>, usize, Option<usize>),
}

struct Parser {
    rest: Vec<char>,
    place: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.place).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.place += 1;
        Some(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let eaten = self.peek() == Some(c);
        self.place += usize::from(eaten);
        eaten
    }

    fn alternatives(&mut self) -> Result<Tree, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(("groups are nested too deeply", "các nhóm lồng nhau quá sâu"));
        }
        let mut either = vec![self.sequence()?];
        while self.eat('|') {
            either.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if either.len() == 1 {
            either.remove(0)
        } else {
            Tree::Either(either)
        })
    }

    fn sequence(&mut self) -> Result<Tree, Refusal> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let atom = self.atom()?;
            parts.push(self.quantified(atom)?);
        }
        Ok(Tree::Sequence(parts))
    }

    fn atom(&mut self) -> Result<Tree, Refusal> {
        Ok(match self.next() {
            Some('(') => {
                let inside = self.alternatives()?;
                if !self.eat(')') {
                    return Err(("a `(` without its `)`", "thiếu dấu `)`"));
                }
                inside
            }
            Some('[') => Tree::Set(self.set()?),
            Some('.') => Tree::Set(Set {
                negated: true,
                items: vec![Item::Range('\n', '\n'), Item::Range('\r', '\r')],
            }),
            Some('\\') => Tree::Set(Set {
                negated: false,
                items: vec![self.escape()?],
            }),
            Some('*' | '+' | '?' | '{' | '}' | ']' | '^' | '$') | None => {
                return Err((
                    "a sign that must be escaped with `\\` (patterns are always anchored: no `^`, no `$`)",
                    "ký hiệu phải viết với `\\` phía trước (mẫu luôn khớp toàn bộ: không dùng `^`, `$`)",
                ));
            }
            Some(c) => Tree::Set(Set {
                negated: false,
                items: vec![Item::Range(c, c)],
            }),
        })
    }

    fn quantified(&mut self, atom: Tree) -> Result<Tree, Refusal> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.place += 1;
                return self.counted(atom);
            }
            _ => return Ok(atom),
        };
        self.place += 1;
        Ok(Tree::Repeat(Box::new(atom), least, most))
    }

    fn counted(&mut self, atom: Tree) -> Result<Tree, Refusal> {
        let wrong = (
            "`{n}`, `{n,}` or `{n,m}` with n ≤ m ≤ 1000",
            "`{n}`, `{n,}` hoặc `{n,m}` với n ≤ m ≤ 1000",
        );
        let least = self.number().ok_or(wrong)?;
        let most = if self.eat(',') {
            if self.peek() == Some('}') {
                None
            } else {
                Some(self.number().ok_or(wrong)?)
            }
        } else {
            Some(least)
        };
        let fits = least <= REPEATS && most.is_none_or(|most| (least..=REPEATS).contains(&most));
        if !self.eat('}') || !fits {
            return Err(wrong);
        }
        Ok(Tree::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.place;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.place += 1;
        }
        self.rest[start..self.place]
            .iter()
            .collect::<String>()
            .parse()
            .ok()
    }

    fn set(&mut self) -> Result<Set, Refusal> {
        let open = ("a `[` without its `]`", "thiếu dấu `]`");
        let negated = self.eat('^');
        let mut items = Vec::new();
        loop {
            let item = match self.next().ok_or(open)? {
                ']' if !items.is_empty() => return Ok(Set { negated, items }),
                ']' | '[' => {
                    return Err((
                        "`[` and `]` in a class are escaped with `\\`",
                        "`[` và `]` phải viết với `\\` phía trước",
                    ));
                }
                '\\' => self.escape()?,
                c => Item::Range(c, c),
            };
            let ends_here = self.rest.get(self.place + 1) == Some(&']');
            items.push(match item {
                Item::Range(from, _) if self.peek() == Some('-') && !ends_here => {
                    self.place += 1;
                    let to = match self.next().ok_or(open)? {
                        '\\' => self.escape()?,
                        c => Item::Range(c, c),
                    };
                    match to {
                        Item::Range(to, _) if from <= to => Item::Range(from, to),
                        _ => {
                            return Err((
                                "a range goes upwards, from one character to another",
                                "khoảng ký tự phải tăng dần",
                            ));
                        }
                    }
                }
                item => item,
            });
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<Item, Refusal> {
        let unknown = (
            "an unknown escape; I-Regexp has \\p{L}, \\p{Lu}, \\p{Ll}, \\p{N}, \\n, \\r, \\t and escaped signs (write [0-9] for \\d)",
            "ký hiệu thoát không hỗ trợ; có thể dùng \\p{L}, \\p{Lu}, \\p{Ll}, \\p{N}, \\n, \\r, \\t và dấu được thoát (viết [0-9] thay cho \\d)",
        );
        let single = |c| Ok(Item::Range(c, c));
        match self.next().ok_or(unknown)? {
            'n' => single('\n'),
            'r' => single('\r'),
            't' => single('\t'),
            mark @ ('p' | 'P') if self.eat('{') => {
                let mut name = String::new();
                while let Some(c) = self.next() {
                    if c == '}' {
                        break;
                    }
                    name.push(c);
                }
                let row = CLASSES.iter().find(|row| row.1 == name).ok_or(unknown)?;
                Ok(Item::Class(row.0, mark == 'P'))
            }
            c if "()*+-.?[\\]^{|}$".contains(c) => single(c),
            _ => Err(unknown),
        }
    }
}

/// A program being written.
#[derive(Default)]
struct Program {
    steps: Vec<Step>,
    size: usize,
}

impl Program {
    fn of(tree: &Tree) -> Result<Vec<Step>, Refusal> {
        let mut program = Self::default();
        program.write(tree)?;
        Ok(program.steps)
    }

    /// Adds a step, unless the program is as large as it may be: its place.
    fn push(&mut self, step: Step) -> Result<usize, Refusal> {
        let items = match &step {
            Step::Take(set) => set.items.len(),
            Step::Split(..) | Step::Jump(_) => 0,
        };
        self.size += STEP * (1 + items);
        if self.size > SIZE {
            return Err(("the pattern is too large", "mẫu quá lớn"));
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn write(&mut self, tree: &Tree) -> Result<(), Refusal> {
        match tree {
            Tree::Set(set) => self.push(Step::Take(set.clone())).map(|_| ()),
            Tree::Sequence(parts) => parts.iter().try_for_each(|part| self.write(part)),
            Tree::Either(parts) => self.either(parts),
            Tree::Repeat(part, least, most) => self.repeat(part, *least, *most),
        }
    }

    fn either(&mut self, parts: &[Tree]) -> Result<(), Refusal> {
        let mut ends = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if place + 1 == parts.len() {
                self.write(part)?;
            } else {
                let split = self.push(Step::Jump(0))?;
                self.write(part)?;
                ends.push(self.push(Step::Jump(0))?);
                self.steps[split] = Step::Split(split + 1, self.steps.len());
            }
        }
        let end = self.steps.len();
        ends.into_iter()
            .for_each(|place| self.steps[place] = Step::Jump(end));
        Ok(())
    }

    fn repeat(&mut self, part: &Tree, least: usize, most: Option<usize>) -> Result<(), Refusal> {
        for _ in 0..least {
            let before = self.steps.len();
            self.write(part)?;
            // Nothing a thousand times is nothing: `(((){1000}){1000}){1000}` must not take a lifetime.
            if self.steps.len() == before {
                break;
            }
        }
        let Some(most) = most else {
            let split = self.push(Step::Jump(0))?;
            self.write(part)?;
            self.push(Step::Jump(split))?;
            self.steps[split] = Step::Split(split + 1, self.steps.len());
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.push(Step::Jump(0))?);
            self.write(part)?;
        }
        let end = self.steps.len();
        splits
            .into_iter()
            .for_each(|split| self.steps[split] = Step::Split(split + 1, end));
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn matches_the_whole_text() {
        let cases: [(&str, &[&str], &[&str]); 9] = [
            (
                "\\p{L}[\\p{L} '.-]*",
                &["Nguyễn Thị Ánh", "D'Arc", "Ê-đê"],
                &["", "Nguyen 3", " A"],
            ),
            (
                "[0-9]{12}",
                &["001199012345"],
                &[
                    "00119901234",
                    "0011990123456",
                    "0011990１2345",
                    "001199012345\n",
                ],
            ),
            ("(a|bc)+", &["a", "abc", "bcbc"], &["", "b", "ab"]),
            (
                "a?b*c{2,3}",
                &["cc", "accc", "bbcc"],
                &["c", "aacc", "cccc"],
            ),
            ("a{2,}", &["aa", "aaaaa"], &["a"]),
            ("[^0-9]", &["a", "ệ"], &["3", "ab", ""]),
            ("\\P{N}\\p{Lu}\\p{Ll}", &["xĐđ"], &["3Đđ", "xđđ"]),
            (".", &["x", "\t"], &["\n", ""]),
            ("[+\\-*]|\\(\\)", &["+", "-", "()"], &["(", "a"]),
        ];
        for (source, yes, no) in cases {
            let pattern = compile(source).unwrap();
            let wire: Pattern =
                serde_json::from_str(&serde_json::to_string(&pattern).unwrap()).unwrap();
            for pattern in [&pattern, &wire] {
                for text in yes {
                    assert!(pattern.matches(text), "{source} on {text}");
                }
                for text in no {
                    assert!(!pattern.matches(text), "{source} on {text}");
                }
            }
        }
    }

    #[test]
    fn refuses_what_is_no_i_regexp() {
        for source in [
            "\\d", "^a$", "(a", "a)", "[a", "[]", "a**", "a{3,2}", "a{1001}", "[z-a]", "\\p{Zs}",
            "a{", "\\",
        ] {
            assert!(compile(source).is_err(), "{source}");
        }
        assert!(compile(&"a".repeat(LENGTH)).is_ok());
        assert!(compile(&"a".repeat(LENGTH + 1)).is_err());
        assert!(compile("a{1000}").is_ok());
        assert!(compile("(a{1000}){1000}").is_err());
        assert!(compile("((((((((((((((((a))))))))))))))))").is_err());
        // Nothing, repeated 10^30 times: refused or not, it must end.
        assert!(compile(&format!("{}{}", "(".repeat(10), "){1000}".repeat(10))).is_ok());
        assert!(compile(&format!("{}{}", "(".repeat(10), "){0,1000}".repeat(10))).is_err());
    }

    /// Both sides of 64 KiB: whatever a program is made of counts.
    #[test]
    fn a_program_has_64_kib() {
        for (fits, too_large) in [
            // One character is a step and a range: 16 bytes.
            ("(a{1000}){4}a{96}", "(a{1000}){4}a{97}"),
            // Seven ranges and their step: 64 bytes.
            (
                "[abcdefg]{1000}[abcdefg]{24}",
                "[abcdefg]{1000}[abcdefg]{25}",
            ),
            // A choice is a step more: 24 bytes.
            (
                "(a?){1000}(a?){1000}(a?){730}a",
                "(a?){1000}(a?){1000}(a?){730}aa",
            ),
            // So is an alternative, and the leap over the rest: 48 bytes.
            ("(a|b){1000}(a|b){365}a", "(a|b){1000}(a|b){365}aa"),
        ] {
            assert!(compile(fits).is_ok(), "{fits}");
            let said = compile(too_large).unwrap_err();
            assert_eq!(said.0, "the pattern is too large", "{too_large}");
        }
        // Long sets, often repeated, are as large as they look.
        let set: String = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
        assert!(compile(&format!("[{set}]{{1000}}")).is_err());
        // A search is a program too: anything before and after.
        assert!(compile_search("a{1000}").is_ok());
        assert!(compile_search("^(a{1000}){4}a{96}$").is_ok());
        assert!(compile_search("(a{1000}){4}a{96}").is_err());
    }

    #[test]
    fn a_search_matches_anywhere_unless_bound() {
        for (source, yes, no) in [
            ("b", &["abc", "b", "\nb\n"][..], &["", "ac"][..]),
            ("^b", &["bc"], &["ab"]),
            ("b$", &["ab"], &["ba", "b\n"]),
            ("^(a|bc)$", &["a", "bc"], &["ab", "abc"]),
            ("b\\$", &["ab$c"], &["ab"]),
            ("", &["", "x"], &[]),
            ("^$", &[""], &["x"]),
            ("a|b", &["xbx", "a"], &["x"]),
        ] {
            let pattern = compile_search(source).unwrap();
            for text in yes {
                assert!(pattern.matches(text), "{source} on {text}");
            }
            for text in no {
                assert!(!pattern.matches(text), "{source} on {text}");
            }
        }
        for source in ["^a|b", "a|b$", "a^", "(^a)", "\\d"] {
            assert!(compile_search(source).is_err(), "{source}");
        }
    }

    #[test]
    fn a_hostile_pattern_is_harmless() {
        // Exponential for a backtracking matcher; here 30 characters × 8 steps.
        let pattern = compile("(a+)+b").unwrap();
        assert!(!pattern.matches(&"a".repeat(4_000)));
    }

    proptest! {
        #[test]
        fn never_panics(source in "[ab()\\[\\]|*+?{}0-9,^\\\\pL.-]{0,24}", text in "[ab0-9]{0,12}", wire in "\\PC{0,24}") {
            if let Ok(pattern) = compile(&source) {
                pattern.matches(&text);
            }
            if let Some(pattern) = Pattern::decode(&wire) {
                pattern.matches(&text);
            }
        }
    }
}
