//! Labelled cases beside a definition: answers, and what must come of them.
//! Whoever knows the procedure writes them; what comes out otherwise is named
//! at the place where it was expected.

use super::Fault;
use super::source::{self, Kind, Node, Place};
use crate::date::Date;
use crate::evaluate::{Context, Datasets, Evaluation, FeeState, evaluate};
use crate::form::{Field, Form};
use crate::question::Question;
use crate::{Answers, Journey};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Runs the cases of `text` (JSON or YAML, see the guide) against a sound form;
/// `file` is used in faults. Gives how many there are, and what comes out
/// otherwise than expected or could not be read.
pub fn run(file: &str, text: &str, form: &Form, datasets: &dyn Datasets) -> (usize, Vec<Fault>) {
    let mut cases = Cases {
        file,
        form,
        datasets,
        faults: Vec::new(),
    };
    let tree = match source::parse(file, text) {
        Ok(tree) => tree,
        Err(fault) => return (0, vec![fault]),
    };
    let Kind::List(list) = &tree.kind else {
        cases.fault(
            tree.place,
            "a list of cases is needed here",
            "cần một danh sách ca kiểm thử ở đây",
        );
        return (0, cases.faults);
    };
    for case in list {
        cases.case(case);
    }
    (list.len(), cases.faults)
}

struct Cases<'c> {
    file: &'c str,
    form: &'c Form,
    datasets: &'c dyn Datasets,
    faults: Vec<Fault>,
}

impl Cases<'_> {
    fn fault(&mut self, place: Place, en: &str, vi: &str) {
        self.faults.push(Fault {
            file: self.file.to_owned(),
            line: place.line,
            column: place.column,
            vi: vi.to_owned(),
            en: en.to_owned(),
        });
    }

    /// Keys that are not there are needed, keys that are not known are wrong.
    fn keys(&mut self, node: &Node, needed: &[&str], others: &[&str]) {
        let written: Vec<(&str, Place)> = match &node.kind {
            Kind::Map(entries) => entries
                .iter()
                .map(|(key, _)| (key.text.as_str(), key.place))
                .collect(),
            _ => Vec::new(),
        };
        for (key, place) in &written {
            if !needed.contains(key) && !others.contains(key) {
                let (en, vi) = (
                    format!("unknown key `{key}`"),
                    format!("không có khóa `{key}`"),
                );
                self.fault(*place, &en, &vi);
            }
        }
        for key in needed {
            if !written.iter().any(|(known, _)| known == key) {
                let (en, vi) = (format!("`{key}` is missing"), format!("thiếu `{key}`"));
                self.fault(node.place, &en, &vi);
            }
        }
    }

    fn case(&mut self, node: &Node) {
        let before = self.faults.len();
        let needed = ["name", "today", "channel", "agency", "answers", "expect"];
        self.keys(node, &needed, &["province"]);
        let answers = self.answers(node);
        let text = |key: &str| node.get(key).and_then(text_of).unwrap_or_default();
        let today = Date::parse_iso(text("today"));
        if let (None, Some(found)) = (today, node.get("today")) {
            self.fault(
                found.place,
                "a date is written YYYY-MM-DD",
                "ngày viết theo dạng YYYY-MM-DD",
            );
        }
        let (Some(today), Some(expect)) = (today, node.get("expect")) else {
            return;
        };
        let others = ["problems", "fee", "lines", "pages"];
        self.keys(expect, &["complete"], &others);
        // What could not be read has been complained of.
        if self.faults.len() > before {
            return;
        }
        let context = Context {
            today,
            channel: text("channel"),
            agency: text("agency"),
            province: text("province"),
            datasets: self.datasets,
        };
        let evaluation = evaluate(self.form, &answers, &context);
        self.compare(expect, &found(self.form, &evaluation));
    }

    /// The answers of a case, each of which has a field.
    fn answers(&mut self, node: &Node) -> Answers {
        let mut pairs = Vec::new();
        let Some(Kind::Map(entries)) = node.get("answers").map(|answers| &answers.kind) else {
            return Answers::default();
        };
        for (key, value) in entries {
            let parts: Vec<&str> = key.text.split('.').collect();
            let pages = self.form.pages.iter();
            if !pages.into_iter().any(|page| names(&page.fields, &parts)) {
                let (en, vi) = (
                    format!("there is no field `{}`", key.text),
                    format!("không có trường `{}`", key.text),
                );
                self.fault(key.place, &en, &vi);
            }
            match text_of(value) {
                Some(text) => pairs.push((key.text.clone(), text.to_owned())),
                None => self.fault(
                    value.place,
                    "an answer is a text, as it is typed (put quotes around it)",
                    "câu trả lời là chuỗi, viết như khi nhập (đặt trong dấu nháy)",
                ),
            }
        }
        pairs.into_iter().collect()
    }

    /// Names what is expected and comes out otherwise.
    fn compare(&mut self, expect: &Node, found: &Json) {
        let Kind::Map(entries) = &expect.kind else {
            return;
        };
        for (key, expected) in entries {
            let (expected, found) = (plain(expected), &found[&key.text]);
            // In any order.
            let set = |list: &Json| -> BTreeSet<String> {
                let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
                list.iter().map(Json::to_string).collect()
            };
            let same = match key.text.as_str() {
                "problems" => expected.is_array() && set(&expected) == set(found),
                _ => expected == *found,
            };
            if !same {
                let (en, vi) = (
                    format!("`{}` comes out as {found}", key.text),
                    format!("`{}` cho kết quả {found}", key.text),
                );
                self.fault(key.place, &en, &vi);
            }
        }
    }
}

/// What comes out, in the words of `expect`.
fn found(form: &Form, evaluation: &Evaluation) -> Json {
    let journey = Journey::new(form, evaluation);
    let problems = evaluation.problems.iter();
    let problems: Vec<Json> = problems
        .map(|problem| json!([problem.path, problem.code.name()]))
        .collect();
    let lines = match &evaluation.fee {
        FeeState::NotYetKnown => Json::Null,
        FeeState::Known(lines) => lines
            .iter()
            .map(|line| json!([line.rule.id, line.amount]))
            .collect(),
    };
    let pages: Vec<&str> = journey
        .pages()
        .iter()
        .map(|page| page.id.as_str())
        .collect();
    json!({"complete": journey.is_complete(), "problems": problems,
        "fee": evaluation.fee.total(), "lines": lines, "pages": pages})
}

/// Whether a path names a field; in a repeat any word may name an item.
fn names(fields: &[Field], path: &[&str]) -> bool {
    let [first, rest @ ..] = path else {
        return false;
    };
    let Some(field) = fields.iter().find(|field| field.id == *first) else {
        return false;
    };
    match (&field.question, rest) {
        (_, []) => true,
        (Question::Group(fields), _) => names(fields, rest),
        (Question::Repeat(options), [_, rest @ ..]) => names(&options.fields, rest),
        _ => false,
    }
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Text { text, .. } => Some(text),
        _ => None,
    }
}

/// A node as JSON; fractions are texts.
fn plain(node: &Node) -> Json {
    match &node.kind {
        Kind::Null => Json::Null,
        Kind::Bool(yes) => json!(yes),
        Kind::Int(number) => json!(number),
        Kind::Text { text, .. } => json!(text),
        Kind::List(nodes) => nodes.iter().map(plain).collect(),
        Kind::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, node)| (key.text.clone(), plain(node)));
            Json::Object(entries.collect())
        }
    }
}
