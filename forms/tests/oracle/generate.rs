//! Expressions of a wanted type, most of them well typed, over fixed names.
//!
//! What is left out because the crate `cel` 0.15 departs from CEL there, or
//! CEL leaves it open:
//!
//! | left out | what CEL says | what the crate does |
//! |---|---|---|
//! | `map` and `filter` over the keys of a map | the order of keys is not defined (langdef, Aggregate Values) | another order at each run |
//! | a map where a list is wanted | no overload of `+` takes both (langdef, Standard Definitions) | the keys of the map are added |
//! | `getMilliseconds` of a duration | those of the second (conformance: timestamps/duration_converters/get_milliseconds) | all of them |
//! | moments written with an offset | getters without a zone speak UTC (langdef, Standard Definitions: “from the date in UTC”) | speaks the offset of the text |

use crate::dice::Dice;
use forms::Value;
use forms::instant::{Duration, Timestamp};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Bool,
    Int,
    Double,
    Text,
    Ints,
    Texts,
    Map,
    Timestamp,
    Duration,
}

const KINDS: [Kind; 9] = [
    Kind::Bool,
    Kind::Int,
    Kind::Double,
    Kind::Text,
    Kind::Ints,
    Kind::Texts,
    Kind::Map,
    Kind::Timestamp,
    Kind::Duration,
];

/// What the names stand for.
pub(crate) fn names() -> Vec<(String, Value)> {
    let text = |text: &str| Value::Str(text.to_owned());
    let time = |text: &str| Value::Timestamp(Timestamp::parse(text).unwrap());
    let length = |text: &str| Value::Duration(Duration::parse(text).unwrap());
    [
        ("b", Value::Bool(true)),
        ("c", Value::Bool(false)),
        ("i", Value::Int(7)),
        ("j", Value::Int(-3)),
        ("k", Value::Int(i64::MAX)),
        ("d", Value::Double(2.5)),
        ("e", Value::Double(-0.125)),
        ("s", text("Nguyễn Ánh")),
        ("t", text("abcab")),
        ("u", text("")),
        (
            "li",
            Value::List(vec![Value::Int(1), Value::Int(-2), Value::Int(7)]),
        ),
        ("le", Value::List(Vec::new())),
        ("ls", Value::List(vec![text("a"), text("ab"), text("ệ")])),
        (
            "m",
            Value::Table(vec![
                (text("a"), Value::Int(1)),
                (text("ệ"), Value::Int(-9)),
            ]),
        ),
        ("w", time("2026-11-23T09:30:15.250Z")),
        ("z", time("2000-02-29T23:59:59Z")),
        ("p", length("1h30m")),
        ("q", length("-2.5s")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

pub(crate) fn expression(dice: &mut Dice) -> String {
    let kind = KINDS[dice.below(KINDS.len())];
    let depth = 1 + dice.below(4);
    Writer {
        dice,
        macros: 0,
        locals: Vec::new(),
    }
    .write(kind, depth)
}

struct Writer<'d> {
    dice: &'d mut Dice,
    macros: usize,
    locals: Vec<(String, Kind)>,
}

impl Writer<'_> {
    fn write(&mut self, kind: Kind, depth: usize) -> String {
        // A few are of another type than is wanted.
        let kind = match (kind, KINDS[self.dice.below(KINDS.len())]) {
            (Kind::Ints | Kind::Texts, Kind::Map) => kind,
            (_, other) if self.dice.once_in(60) => other,
            _ => kind,
        };
        if depth == 0 {
            return self.leaf(kind);
        }
        let deeper = depth - 1;
        match self.dice.below(12) {
            0 => self.leaf(kind),
            1 => {
                let condition = self.write(Kind::Bool, deeper);
                let (a, b) = (self.write(kind, deeper), self.write(kind, deeper));
                format!("({condition} ? {a} : {b})")
            }
            _ => match kind {
                Kind::Bool => self.bool(deeper),
                Kind::Int => self.int(deeper),
                Kind::Double => self.double(deeper),
                Kind::Text => self.text(deeper),
                Kind::Ints | Kind::Texts => self.list(kind, deeper),
                Kind::Map => self.map(deeper),
                Kind::Timestamp => self.timestamp(deeper),
                Kind::Duration => self.duration(deeper),
            },
        }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        let locals: Vec<&String> = self
            .locals
            .iter()
            .filter(|local| local.1 == kind)
            .map(|local| &local.0)
            .collect();
        if !locals.is_empty() && !self.dice.once_in(3) {
            return locals[self.dice.below(locals.len())].clone();
        }
        self.dice
            .one(match kind {
                Kind::Bool => &["true", "false", "b", "c"][..],
                Kind::Int => &[
                    "0",
                    "1",
                    "2",
                    "-1",
                    "0x1F",
                    "1000000007",
                    "i",
                    "j",
                    "k",
                    "-9223372036854775808",
                ],
                Kind::Double => &["0.0", "1.5", "-2.25", "1e3", "d", "e", "0.1", "1e308"],
                Kind::Text => &[
                    "''",
                    "'a'",
                    "\"ab\"",
                    "'ệ'",
                    "r'\\d'",
                    "'\\n'",
                    "s",
                    "t",
                    "u",
                    "'12'",
                    "'''x'y'''",
                    "'-7'",
                ],
                Kind::Ints => &["li", "le", "[]", "[1, 2]", "[7]"],
                Kind::Texts => &["ls", "le", "['a', 'b']", "['']"],
                Kind::Map => &["m", "{}", "{'a': 3}"],
                Kind::Timestamp => &[
                    "w",
                    "z",
                    "timestamp('1969-12-31T23:59:59.5Z')",
                    "timestamp('2026-01-30T17:00:00Z')",
                ],
                Kind::Duration => &[
                    "p",
                    "q",
                    "duration('1ms')",
                    "duration('36h')",
                    "duration('-1.5s')",
                ],
            })
            .to_owned()
    }

    fn bool(&mut self, depth: usize) -> String {
        match self.dice.below(12) {
            0 => format!("!{}", self.write(Kind::Bool, 0)),
            1..=3 => {
                let operator = self.dice.one(&["&&", "||"]);
                self.both(Kind::Bool, operator, depth)
            }
            4 | 5 => {
                // Values of different types are just different, numbers apart.
                let left = KINDS[self.dice.below(KINDS.len())];
                let right = if self.dice.once_in(4) {
                    KINDS[self.dice.below(KINDS.len())]
                } else {
                    left
                };
                let operator = self.dice.one(&["==", "!="]);
                let (left, right) = (self.write(left, depth), self.write(right, depth));
                format!("({left} {operator} {right})")
            }
            6 | 7 => {
                let kinds = [
                    Kind::Int,
                    Kind::Double,
                    Kind::Text,
                    Kind::Bool,
                    Kind::Timestamp,
                    Kind::Duration,
                ];
                let kind = kinds[self.dice.below(kinds.len())];
                let operator = self.dice.one(&["<", "<=", ">", ">="]);
                if self.dice.once_in(6) {
                    let (whole, fraction) = (
                        self.write(Kind::Int, depth),
                        self.write(Kind::Double, depth),
                    );
                    return format!("({whole} {operator} {fraction})");
                }
                self.both(kind, operator, depth)
            }
            8 => {
                let (element, list) = if self.dice.once_in(2) {
                    (Kind::Int, Kind::Ints)
                } else {
                    (Kind::Text, [Kind::Texts, Kind::Map][self.dice.below(2)])
                };
                let (element, list) = (self.write(element, depth), self.write(list, depth));
                format!("({element} in {list})")
            }
            9 => {
                let method = self.dice.one(&["contains", "startsWith", "endsWith"]);
                let (text, part) = (self.write(Kind::Text, depth), self.write(Kind::Text, depth));
                format!("{text}.{method}({part})")
            }
            10 => {
                let pattern = self.dice.one(&[
                    "a",
                    "^a",
                    "b$",
                    "^(a|b|c)+$",
                    "[a-c]{2,}",
                    "ễ.*h",
                    "^$",
                    "x?",
                ]);
                format!("{}.matches('{pattern}')", self.write(Kind::Text, depth))
            }
            _ => {
                let (list, element) = self.source(3);
                let name = self.dice.one(&["all", "exists", "exists_one"]);
                self.each(name, list, element, Kind::Bool, depth)
            }
        }
    }

    /// `(a operator b)` of one type.
    fn both(&mut self, kind: Kind, operator: &str, depth: usize) -> String {
        let (left, right) = (self.write(kind, depth), self.write(kind, depth));
        format!("({left} {operator} {right})")
    }

    fn int(&mut self, depth: usize) -> String {
        match self.dice.below(8) {
            0 => format!("-({})", self.write(Kind::Int, depth)),
            1..=3 => {
                let operator = self.dice.one(&["+", "-", "*", "/", "%"]);
                self.both(Kind::Int, operator, depth)
            }
            4 => {
                let kinds = [Kind::Text, Kind::Ints, Kind::Texts, Kind::Map];
                let kind = kinds[self.dice.below(kinds.len())];
                format!("size({})", self.write(kind, depth))
            }
            5 => {
                let kinds = [Kind::Text, Kind::Int, Kind::Double];
                let kind = kinds[self.dice.below(kinds.len())];
                format!("int({})", self.write(kind, depth))
            }
            6 if self.dice.once_in(2) => {
                let (map, key) = (self.write(Kind::Map, depth), self.write(Kind::Text, depth));
                format!("{map}[{key}]")
            }
            6 => {
                let (list, place) = (self.write(Kind::Ints, depth), self.write(Kind::Int, 0));
                format!("{list}[{place}]")
            }
            _ => {
                let getter = self.dice.one(&[
                    "getFullYear()",
                    "getMonth()",
                    "getDate()",
                    "getDayOfMonth()",
                    "getDayOfWeek()",
                    "getDayOfYear()",
                    "getHours()",
                    "getMinutes()",
                    "getSeconds()",
                ]);
                match self.dice.below(12) {
                    0 => "w.getMilliseconds()".to_owned(),
                    1..4 => {
                        let getter = getter.replace("()", "('+07:00')");
                        format!("{}.{getter}", self.write(Kind::Timestamp, depth))
                    }
                    4..7 => {
                        let getter = self
                            .dice
                            .one(&["getHours()", "getMinutes()", "getSeconds()"]);
                        format!("{}.{getter}", self.write(Kind::Duration, depth))
                    }
                    _ => format!("{}.{getter}", self.write(Kind::Timestamp, depth)),
                }
            }
        }
    }

    fn double(&mut self, depth: usize) -> String {
        match self.dice.below(6) {
            0 => format!("-({})", self.write(Kind::Double, depth)),
            1..=3 => {
                let operator = self.dice.one(&["+", "-", "*", "/"]);
                self.both(Kind::Double, operator, depth)
            }
            _ => {
                let kinds = [Kind::Int, Kind::Double];
                let kind = kinds[self.dice.below(kinds.len())];
                format!("double({})", self.write(kind, depth))
            }
        }
    }

    fn text(&mut self, depth: usize) -> String {
        match self.dice.below(4) {
            0 => {
                let kinds = [Kind::Int, Kind::Text, Kind::Bool];
                let kind = kinds[self.dice.below(kinds.len())];
                format!("string({})", self.write(kind, depth))
            }
            1 => {
                let (list, place) = (self.write(Kind::Texts, depth), self.write(Kind::Int, 0));
                format!("{list}[{place}]")
            }
            _ => self.both(Kind::Text, "+", depth),
        }
    }

    fn list(&mut self, kind: Kind, depth: usize) -> String {
        let element = if kind == Kind::Ints {
            Kind::Int
        } else {
            Kind::Text
        };
        match self.dice.below(6) {
            0 | 1 => {
                let count = self.dice.below(4);
                let parts: Vec<String> = (0..count).map(|_| self.write(element, depth)).collect();
                format!("[{}]", parts.join(", "))
            }
            2 => self.both(kind, "+", depth),
            3 => self.each("filter", kind, element, Kind::Bool, depth),
            _ => {
                let (list, from) = self.source(2);
                self.each("map", list, from, element, depth)
            }
        }
    }

    /// A list or, third, a map.
    fn source(&mut self, of: usize) -> (Kind, Kind) {
        let sources = [
            (Kind::Ints, Kind::Int),
            (Kind::Texts, Kind::Text),
            (Kind::Map, Kind::Text),
        ];
        sources[self.dice.below(of)]
    }

    /// A macro, as long as they nest no deeper than ours may.
    fn each(&mut self, name: &str, list: Kind, element: Kind, body: Kind, depth: usize) -> String {
        let list = self.write(list, depth);
        if self.macros == 2 {
            return if body == Kind::Bool {
                "true".to_owned()
            } else {
                list
            };
        }
        self.macros += 1;
        let variable = format!("x{}", self.macros);
        self.locals.push((variable.clone(), element));
        let condition = if name == "map" && self.dice.once_in(4) {
            self.write(Kind::Bool, depth) + ", "
        } else {
            String::new()
        };
        let body = self.write(body, depth);
        self.locals.pop();
        self.macros -= 1;
        format!("{list}.{name}({variable}, {condition}{body})")
    }

    fn map(&mut self, depth: usize) -> String {
        let keys = [
            ("'a'", "'b'"),
            ("'ệ'", "t"),
            ("'a'", "'a'"),
            ("s", "'x' + u"),
        ];
        let (first, second) = keys[self.dice.below(keys.len())];
        let (a, b) = (self.write(Kind::Int, depth), self.write(Kind::Int, depth));
        if self.dice.once_in(3) {
            format!("{{{first}: {a}}}")
        } else {
            format!("{{{first}: {a}, {second}: {b}}}")
        }
    }

    fn timestamp(&mut self, depth: usize) -> String {
        let operator = self.dice.one(&["+", "-"]);
        let (time, length) = (
            self.write(Kind::Timestamp, depth),
            self.write(Kind::Duration, depth),
        );
        format!("({time} {operator} {length})")
    }

    fn duration(&mut self, depth: usize) -> String {
        if self.dice.once_in(2) {
            self.both(Kind::Timestamp, "-", depth)
        } else {
            let operator = self.dice.one(&["+", "-"]);
            self.both(Kind::Duration, operator, depth)
        }
    }
}
