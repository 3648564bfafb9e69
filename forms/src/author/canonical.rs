//! Canonical JSON (RFC 8785) of a definition: keys sorted by UTF-16 code
//! units, no spaces, the shortest escapes. Our values have no fractions, so
//! numbers are plain digits.

use super::source::{Kind, Node};

/// The canonical JSON of a node.
pub(super) fn write(node: &Node) -> String {
    let mut out = String::new();
    push(node, &mut out);
    out
}

fn push(node: &Node, out: &mut String) {
    match &node.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Kind::Int(number) => out.push_str(&number.to_string()),
        Kind::Text { text, .. } => quote(text, out),
        Kind::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                push(item, out);
            }
            out.push(']');
        }
        Kind::Map(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.text.encode_utf16().cmp(b.text.encode_utf16()));
            object(
                sorted
                    .into_iter()
                    .map(|(key, node)| (key.text.as_str(), write(node))),
                out,
            );
        }
    }
}

/// An object of parts that are JSON already, in the order given.
pub(super) fn object<'k>(parts: impl Iterator<Item = (&'k str, String)>, out: &mut String) {
    out.push('{');
    for (place, (key, json)) in parts.enumerate() {
        if place > 0 {
            out.push(',');
        }
        quote(key, out);
        out.push(':');
        out.push_str(&json);
    }
    out.push('}');
}

/// A text as JSON.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::source;

    #[test]
    fn one_text_for_one_meaning() {
        let a = source::parse("a", "b: 1\na: {y: [true, null], x: \"é\\n\\u0001\"}").unwrap();
        let b = source::parse(
            "b",
            "a:\n  x: \"é\\n\\x01\"\n  y:\n    - true\n    - ~\nb: 1 # why",
        )
        .unwrap();
        assert_eq!(
            super::write(&a),
            r#"{"a":{"x":"é\n\u0001","y":[true,null]},"b":1}"#
        );
        assert_eq!(super::write(&a), super::write(&b));
    }

    #[test]
    fn keys_are_sorted_by_utf16() {
        // RFC 8785, 3.2.3: U+1F600 (a pair from U+D83D) before U+FB33.
        let tree = source::parse("a", "\"\\uFB33\": 1\n\"\\U0001F600\": 2").unwrap();
        assert_eq!(super::write(&tree), "{\"\u{1F600}\":2,\"\u{FB33}\":1}");
    }
}
