//! A small JSON reader, for what our own server writes.
//!
//! Derived readers of the form's types, one per type, would be a quarter of the client; this one
//! and the page of code in `reader` are a twentieth of that. Numbers are whole: nothing of ours
//! is a fraction.

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// Deeper than a form can be.
const DEPTH: u32 = 64;

impl Json {
    /// Reads JSON; `None` when it is none, has a fraction, or is too deep.
    pub(crate) fn read(text: &str) -> Option<Json> {
        let mut rest = text;
        let value = value(&mut rest, DEPTH)?;
        rest.trim_start().is_empty().then_some(value)
    }

    /// The value at `key`; `None` also for null.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        let Json::Map(pairs) = self else { return None };
        let (_, value) = pairs.iter().find(|(known, _)| known == key)?;
        (*value != Json::Null).then_some(value)
    }

    /// A text.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// A number.
    pub(crate) fn number(&self) -> Option<i64> {
        if let Json::Number(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// A list.
    pub(crate) fn list(&self) -> Option<&[Json]> {
        if let Json::List(list) = self {
            Some(list)
        } else {
            None
        }
    }

    /// The text at `key`, empty when absent.
    pub(crate) fn word(&self, key: &str) -> String {
        self.get(key)
            .and_then(Json::text)
            .unwrap_or_default()
            .to_owned()
    }

    /// The pairs of an object.
    pub(crate) fn pairs(&self) -> &[(String, Json)] {
        if let Json::Map(pairs) = self {
            pairs
        } else {
            &[]
        }
    }
}

fn take(rest: &mut &str, token: &str) -> Option<()> {
    *rest = rest.trim_start().strip_prefix(token)?;
    Some(())
}

fn value(rest: &mut &str, depth: u32) -> Option<Json> {
    let depth = depth.checked_sub(1)?;
    *rest = rest.trim_start();
    match rest.as_bytes().first()? {
        b'"' => string(rest).map(Json::Text),
        b'[' => sequence(rest, ["[", "]"], |rest| value(rest, depth)).map(Json::List),
        b'{' => {
            let pair = |rest: &mut &str| {
                let key = string(rest)?;
                take(rest, ":")?;
                Some((key, value(rest, depth)?))
            };
            sequence(rest, ["{", "}"], pair).map(Json::Map)
        }
        b't' => take(rest, "true").map(|()| Json::Bool(true)),
        b'f' => take(rest, "false").map(|()| Json::Bool(false)),
        b'n' => take(rest, "null").map(|()| Json::Null),
        _ => number(rest).map(Json::Number),
    }
}

fn sequence<T>(
    rest: &mut &str,
    [open, close]: [&str; 2],
    mut one: impl FnMut(&mut &str) -> Option<T>,
) -> Option<Vec<T>> {
    take(rest, open)?;
    let mut out = Vec::new();
    if take(rest, close).is_some() {
        return Some(out);
    }
    loop {
        out.push(one(rest)?);
        if take(rest, close).is_some() {
            return Some(out);
        }
        take(rest, ",")?;
    }
}

fn number(rest: &mut &str) -> Option<i64> {
    let negative = take(rest, "-").is_some();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (text, after) = rest.split_at(digits);
    *rest = after;
    if text.is_empty() || after.starts_with(['.', 'e', 'E']) {
        return None;
    }
    let sum = text.bytes().try_fold(0_i64, |sum, digit| {
        sum.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
    })?;
    Some(if negative { -sum } else { sum })
}

fn string(rest: &mut &str) -> Option<String> {
    take(rest, "\"")?;
    let mut out = String::new();
    loop {
        let plain = rest.find(['"', '\\'])?;
        let (text, after) = rest.split_at(plain);
        out.push_str(text);
        *rest = after;
        if take(rest, "\"").is_some() {
            return Some(out);
        }
        out.push(escaped(rest)?);
    }
}

/// The character after a backslash.
fn escaped(rest: &mut &str) -> Option<char> {
    let mut chars = rest.chars();
    chars.next()?;
    let c = chars.next()?;
    *rest = chars.as_str();
    Some(match c {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let high = hex(rest)?;
            if !(0xd800..0xdc00).contains(&high) {
                return char::from_u32(high);
            }
            *rest = rest.strip_prefix("\\u")?;
            let low = hex(rest)?.checked_sub(0xdc00)?;
            char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)?
        }
        other => other,
    })
}

fn hex(rest: &mut &str) -> Option<u32> {
    let code = u32::from_str_radix(rest.get(..4)?, 16).ok()?;
    *rest = rest.get(4..)?;
    Some(code)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn like(value: &serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(yes) => Json::Bool(*yes),
            serde_json::Value::Number(number) => Json::Number(number.as_i64().unwrap()),
            serde_json::Value::String(text) => Json::Text(text.clone()),
            serde_json::Value::Array(list) => Json::List(list.iter().map(like).collect()),
            serde_json::Value::Object(map) => {
                Json::Map(map.iter().map(|(k, v)| (k.clone(), like(v))).collect())
            }
        }
    }

    #[test]
    fn reads_what_the_server_writes() {
        let text = "Tờ \"khai\" \\ / \n\t\r\u{8}\u{c}\u{1} \u{1F33A} đ";
        let value =
            json!({"a": [1, -20, 0, i64::MAX, [], {}], "ờ": text, "": null, "t": true, "f": false});
        for written in [
            value.to_string(),
            serde_json::to_string_pretty(&value).unwrap(),
        ] {
            assert_eq!(Json::read(&written), Some(like(&value)));
        }
        assert_eq!(
            Json::read("\"\\u1edd \\ud83c\\udf3a\""),
            Some(Json::Text("ờ \u{1F33A}".into()))
        );
    }

    #[test]
    fn anything_else_is_nothing() {
        let deep = "[".repeat(1000);
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\"}",
            "1.5",
            "1e3",
            "-",
            "nul",
            "\"\\u12\"",
            "\"\\ud83c\"",
            "\"",
            "1 2",
            &deep,
            "99999999999999999999",
        ] {
            assert_eq!(Json::read(text), None, "{text}");
        }
    }
}
