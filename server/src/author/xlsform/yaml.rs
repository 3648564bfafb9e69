//! A tree as YAML text. Texts stand in quotes unless they cannot be mistaken
//! for anything else.

/// A node of a definition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Yaml {
    Text(String),
    Whole(i64),
    Bool(bool),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

/// As many characters may a map or list on one line have.
const LINE: usize = 110;

impl Yaml {
    pub(super) fn text(text: impl Into<String>) -> Yaml {
        Yaml::Text(text.into())
    }

    /// The text of the document.
    pub(super) fn document(&self) -> String {
        let mut out = String::new();
        self.block(0, &mut out);
        out
    }

    fn block(&self, depth: usize, out: &mut String) {
        match self {
            Yaml::Map(entries) => {
                for (place, (key, value)) in entries.iter().enumerate() {
                    if place > 0 {
                        out.push_str(&"  ".repeat(depth));
                    }
                    out.push_str(&scalar(key));
                    out.push(':');
                    value.under(depth, out);
                }
            }
            Yaml::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push_str(&"  ".repeat(depth));
                    }
                    out.push_str("- ");
                    match item.flow() {
                        Some(flow) => {
                            out.push_str(&flow);
                            out.push('\n');
                        }
                        None => item.block(depth + 1, out),
                    }
                }
            }
            _ => {
                out.push_str(&self.flow().unwrap_or_default());
                out.push('\n');
            }
        }
    }

    /// What follows a key.
    fn under(&self, depth: usize, out: &mut String) {
        if let Some(flow) = self.flow() {
            out.push(' ');
            out.push_str(&flow);
            out.push('\n');
            return;
        }
        out.push('\n');
        let deeper = depth + 1;
        out.push_str(&"  ".repeat(deeper));
        self.block(deeper, out);
    }

    /// On one line, where it is short and nothing long is in it.
    fn flow(&self) -> Option<String> {
        let out = match self {
            Yaml::Text(text) => return Some(scalar(text)),
            Yaml::Whole(number) => return Some(number.to_string()),
            Yaml::Bool(yes) => return Some(yes.to_string()),
            Yaml::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(Yaml::flow).collect();
                format!("[{}]", items?.join(", "))
            }
            Yaml::Map(entries) => {
                let entries: Option<Vec<String>> = entries
                    .iter()
                    .map(|(key, value)| Some(format!("{}: {}", scalar(key), value.flow()?)))
                    .collect();
                format!("{{{}}}", entries?.join(", "))
            }
        };
        (out.chars().count() <= LINE || self.is_empty()).then_some(out)
    }

    fn is_empty(&self) -> bool {
        matches!(self, Yaml::List(items) if items.is_empty())
            || matches!(self, Yaml::Map(entries) if entries.is_empty())
    }
}

fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !["true", "false", "null"].contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // YAML 1.2 takes neither controls nor these as they are.
            c if c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c) || c == '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
