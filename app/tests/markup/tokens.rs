//! HTML as what a browser makes of it, line by line: tags with their attributes in order of name, and
//! text without the space around it. Comments, the order of classes and the spelling of attributes do not count.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Lines of a piece of HTML.
pub(crate) fn of(html: &str) -> Vec<String> {
    let sink = Lines {
        lines: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let lines = tokenizer.sink.lines.into_inner();
    let spaced = |line: Line| match line {
        Line::Tag(tag) => tag,
        Line::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let lines = lines.into_iter().map(spaced);
    lines.filter(|line| !line.is_empty()).collect()
}

enum Line {
    Tag(String),
    Text(String),
}

struct Lines {
    lines: RefCell<Vec<Line>>,
}

impl TokenSink for Lines {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut lines = self.lines.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                lines.push(Line::Tag(format!("</{}>", tag.name)));
            }
            Token::TagToken(tag) => {
                let mut attributes: Vec<String> = tag
                    .attrs
                    .iter()
                    .map(|attribute| {
                        let value = match &*attribute.name.local {
                            "class" => set(&attribute.value),
                            _ => attribute.value.trim().to_owned(),
                        };
                        format!(" {}=\"{value}\"", attribute.name.local)
                    })
                    .collect();
                attributes.sort();
                lines.push(Line::Tag(format!("<{}{}>", tag.name, attributes.concat())));
                // `<path />` inside an SVG.
                if tag.self_closing {
                    lines.push(Line::Tag(format!("</{}>", tag.name)));
                }
            }
            Token::CharacterTokens(text) => match lines.last_mut() {
                Some(Line::Text(last)) => last.push_str(&text),
                _ => lines.push(Line::Text(text.to_string())),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Classes are a set: their order says nothing.
fn set(classes: &str) -> String {
    let mut classes: Vec<&str> = classes.split_whitespace().collect();
    classes.sort_unstable();
    classes.join(" ")
}

/// The first lines that differ.
pub(crate) fn difference(ours: &[String], theirs: &[String]) -> String {
    let at = ours
        .iter()
        .zip(theirs)
        .take_while(|(ours, theirs)| ours == theirs)
        .count();
    let some = |lines: &[String]| lines.iter().skip(at).take(3).cloned().collect::<Vec<_>>();
    format!("  ours   {:?}\n  theirs {:?}", some(ours), some(theirs))
}
