//! YAML 1.2 as a tree with places. Refused: anchors, aliases, tags, merge
//! keys, duplicate keys, several documents, and anything over the limits.

use super::Fault;
use crate::limits;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};
use std::collections::BTreeSet;

/// A node and where it starts.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) kind: Kind,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Int(i64),
    /// `inline`: on one line as written, so that places inside are known; the
    /// column of its first character.
    Text {
        text: String,
        inline: Option<u32>,
    },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) place: Place,
}

impl Node {
    /// What an object holds under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => entries
                .iter()
                .find(|(known, _)| known.text == key)
                .map(|(_, node)| node),
            _ => None,
        }
    }
}

/// Parses a file.
pub(super) fn parse(file: &str, text: &str) -> Result<Node, Fault> {
    let mut builder = Builder {
        file,
        parser: Parser::new_from_str(text),
        depth: 0,
    };
    if text.len() > limits::SOURCE {
        let (en, vi) = ("the file is larger than 256 KiB", "tệp lớn hơn 256 KiB");
        return Err(builder.fault(Place { line: 1, column: 1 }, en, vi));
    }
    builder.document()
}

struct Builder<'t> {
    file: &'t str,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    depth: usize,
}

type Read<T> = Result<T, Fault>;

fn place(mark: Marker) -> Place {
    Place {
        line: mark.line() as u32,
        column: mark.col() as u32 + 1,
    }
}

impl<'t> Builder<'t> {
    fn fault(&self, place: Place, en: &str, vi: &str) -> Fault {
        let file = self.file.to_owned();
        Fault {
            file,
            line: place.line,
            column: place.column,
            en: en.to_owned(),
            vi: vi.to_owned(),
        }
    }

    fn next(&mut self) -> Read<(Event<'t>, Span)> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let vi = format!("YAML không hợp lệ ({})", error.info());
                Err(self.fault(
                    place(*error.marker()),
                    &format!("not valid YAML ({})", error.info()),
                    &vi,
                ))
            }
            None => Err(self.fault(
                Place { line: 1, column: 1 },
                "the file ends too early",
                "tệp kết thúc quá sớm",
            )),
        }
    }

    fn document(&mut self) -> Read<Node> {
        let empty = ("the file is empty", "tệp trống");
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd | Event::DocumentEnd, span) => {
                    return Err(self.fault(place(span.start), empty.0, empty.1));
                }
                (event, span) => {
                    let root = self.node(event, span)?;
                    self.end()?;
                    return Ok(root);
                }
            }
        }
    }

    fn end(&mut self) -> Read<()> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd | Event::Nothing, _) => {}
                (_, span) => {
                    return Err(self.fault(
                        place(span.start),
                        "one document a file",
                        "mỗi tệp chỉ có một tài liệu YAML",
                    ));
                }
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span) -> Read<Node> {
        let at = place(span.start);
        let (anchor, tagged) = match &event {
            Event::Alias(_) => (1, false),
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            _ => (0, false),
        };
        if anchor > 0 || tagged {
            let (en, vi) = (
                "anchors, aliases and tags are not taken",
                "không dùng neo, bí danh và thẻ của YAML",
            );
            return Err(self.fault(at, en, vi));
        }
        let kind = match event {
            Event::Scalar(text, style, ..) => scalar(&text, style, span),
            Event::SequenceStart(..) => self.deeper(at, Self::list)?,
            Event::MappingStart(..) => self.deeper(at, Self::map)?,
            _ => return Err(self.fault(at, "not expected here", "không đúng chỗ")),
        };
        Ok(Node { place: at, kind })
    }

    fn deeper(&mut self, at: Place, inside: fn(&mut Self) -> Read<Kind>) -> Read<Kind> {
        self.depth += 1;
        if self.depth > limits::SOURCE_DEPTH {
            return Err(self.fault(at, "nested too deeply", "lồng nhau quá sâu"));
        }
        let kind = inside(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn list(&mut self) -> Read<Kind> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Kind::List(items)),
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn map(&mut self) -> Read<Kind> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut known = BTreeSet::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Kind::Map(entries));
            }
            let at = place(span.start);
            let key = match self.node(event, span)?.kind {
                Kind::Text { text, .. } if text != "<<" => text,
                Kind::Int(number) => number.to_string(),
                _ => {
                    return Err(self.fault(
                        at,
                        "a key is a text; merge keys are not taken",
                        "khóa phải là chuỗi; không dùng `<<`",
                    ));
                }
            };
            if !known.insert(key.clone()) {
                return Err(self.fault(
                    at,
                    &format!("`{key}` is there twice"),
                    &format!("`{key}` bị lặp lại"),
                ));
            }
            let (event, span) = self.next()?;
            entries.push((
                Key {
                    text: key,
                    place: at,
                },
                self.node(event, span)?,
            ));
        }
    }
}

/// YAML 1.2's core schema, but fractions stay text: `2.000635` is a code.
fn scalar(text: &str, style: ScalarStyle, span: Span) -> Kind {
    let one_line = span.start.line() == span.end.line();
    let first = place(span.start).column;
    let inline = match style {
        ScalarStyle::Plain => Some(first),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Some(first + 1),
        ScalarStyle::Literal | ScalarStyle::Folded => None,
    };
    let whole = Kind::Text {
        text: text.to_owned(),
        inline: inline.filter(|_| one_line),
    };
    if style != ScalarStyle::Plain {
        return whole;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ => {
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            // `007` and `0912…` are codes and numbers of things, not amounts.
            let plain = digits == "0" || !digits.starts_with('0');
            let number =
                plain && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            text.parse()
                .ok()
                .filter(|_| number)
                .map_or(whole, Kind::Int)
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused(text: &str) -> (u32, u32) {
        let fault = parse("f", text).unwrap_err();
        (fault.line, fault.column)
    }

    #[test]
    fn refuses_what_hides_meaning() {
        assert_eq!(refused("a: &x 1\nb: 2"), (1, 4));
        assert_eq!(refused("a: 1\nb: *x"), (2, 4));
        assert_eq!(refused("a: !!str 1"), (1, 4));
        assert_eq!(refused("a: 1\na: 2"), (2, 1));
        assert_eq!(refused("<<: {a: 1}"), (1, 1));
        assert_eq!(refused("a: 1\n---\nb: 1").0, 2);
        assert_eq!(refused(""), (1, 1));
        assert!(parse("f", "a: [1").is_err());
    }

    #[test]
    fn both_sides_of_the_limits() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse("f", &nested(limits::SOURCE_DEPTH)).is_ok());
        assert!(parse("f", &nested(limits::SOURCE_DEPTH + 1)).is_err());
        assert!(parse("f", &nested(100_000)).is_err());
        let long = |length: usize| format!("'{}'", "a".repeat(length - 2));
        assert!(parse("f", &long(limits::SOURCE)).is_ok());
        assert!(parse("f", &long(limits::SOURCE + 1)).is_err());
    }

    #[test]
    fn codes_stay_text() {
        let tree = parse(
            "f",
            "a: 2.000635\nb: 014\nc: 5\nd: no\ne: 3.1.0\nf: 2016-07-01",
        )
        .unwrap();
        let text = |key: &str| matches!(&tree.get(key).unwrap().kind, Kind::Text { .. });
        assert!(text("a") && text("b") && text("d") && text("e") && text("f"));
        assert!(matches!(tree.get("c").unwrap().kind, Kind::Int(5)));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[ab:\\-\\[\\]{},'\"|>#&*! \n]{0,40}", any in "\\PC{0,40}") {
            let _ = parse("f", &text);
            let _ = parse("f", &any);
        }
    }
}
