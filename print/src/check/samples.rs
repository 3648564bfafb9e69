//! Dossiers that try a template out: with nothing, and with texts of each
//! shape a template may wrongly count on.

use super::Known;
use crate::{ResultPaper, TemplateFault};
use serde_json::{Map, Value};

/// A paper and, in words, what is in it.
pub(super) struct Sample {
    pub(super) paper: ResultPaper,
    vi: String,
    en: String,
}

impl Sample {
    /// Says in a fault which sample led to it.
    pub(super) fn told(&self, fault: &mut TemplateFault) {
        fault.vi = format!("{} ({})", fault.vi, self.vi);
        fault.en = format!("{} ({})", fault.en, self.en);
    }
}

/// What every answer says, by turns: words, a date, a number, and a text that
/// looks like a date until one looks closer.
const TEXTS: [&str; 4] = ["Nguyễn Thị Mẫu", "27/09/2026", "12", "a/b/2026"];
/// Items of each repeat.
const ITEMS: usize = 2;

/// Nothing; everything by turns; repeats whose items are empty.
pub(super) fn all(known: &Known) -> Vec<Sample> {
    let filled = TEXTS.map(|text| Sample {
        paper: paper(
            map(&known.decision, Some(text)),
            map(&known.answers, Some(text)),
        ),
        vi: format!("khi mọi câu trả lời là “{text}”"),
        en: format!("when every answer is “{text}”"),
    });
    let bare = [
        Sample {
            paper: paper(Map::new(), Map::new()),
            vi: "khi không có câu trả lời nào".to_owned(),
            en: "when nothing is answered".to_owned(),
        },
        Sample {
            paper: paper(map(&known.decision, None), map(&known.answers, None)),
            vi: "khi các mục của nhóm lặp để trống".to_owned(),
            en: "when the items of repeats are empty".to_owned(),
        },
    ];
    bare.into_iter().chain(filled).collect()
}

/// Every path with this text; `None`: only repeats, with empty items.
fn map(paths: &[String], text: Option<&str>) -> Map<String, Value> {
    let mut out = Map::new();
    for path in paths {
        insert(&mut out, path, text);
    }
    out
}

fn insert(out: &mut Map<String, Value>, path: &str, text: Option<&str>) {
    let Some((repeat, inside)) = path.split_once("[]") else {
        // A repeat that is also listed by itself is no text.
        if let (Some(text), None) = (text, out.get(path)) {
            out.insert(path.to_owned(), text.into());
        }
        return;
    };
    let items = out.entry(repeat.to_owned()).or_insert(Value::Null);
    if !items.is_array() {
        *items = Value::Array(vec![Value::Object(Map::new()); ITEMS]);
    }
    for item in items.as_array_mut().into_iter().flatten() {
        if let (Value::Object(item), Some(inside)) = (item, inside.strip_prefix('.')) {
            insert(item, inside, text);
        }
    }
}

fn paper(decision: Map<String, Value>, answers: Map<String, Value>) -> ResultPaper {
    ResultPaper {
        agency: "Ủy ban nhân dân xã Mẫu".to_owned(),
        signed: false,
        decision,
        answers,
        verify_url: "https://example.vn/mau".to_owned(),
        title: String::new(),
        at: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_with_repeats_become_lists_of_maps() {
        let paths = ["a", "g.b", "r", "r[].x", "r[].g.y", "r[].s[].z"].map(str::to_owned);
        let item = json!({"x": "T", "g.y": "T", "s": [{"z": "T"}, {"z": "T"}]});
        assert_eq!(
            Value::Object(map(&paths, Some("T"))),
            json!({"a": "T", "g.b": "T", "r": [item.clone(), item]})
        );
        let item = json!({"s": [{}, {}]});
        assert_eq!(
            Value::Object(map(&paths, None)),
            json!({"r": [item.clone(), item]})
        );
    }
}
