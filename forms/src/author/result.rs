//! Whether what a `result` names is there, and of a kind that can be printed.

use super::read::Draft;
use super::source::Place;
use super::{Beside, Fault};
use crate::form::{Field, Form, NameFrom, Scope};
use crate::question::calculated::DataType;
use crate::question::{Question, join};

/// Checks a decision form beside the citizen's form; faults are added to the
/// draft.
pub(super) fn check(draft: &mut Draft, beside: Beside<'_>) {
    let mut checker = Checker {
        draft,
        faults: Vec::new(),
    };
    for page in &checker.draft.form.pages {
        checker
            .faults
            .extend(files(checker.draft, "", &page.fields));
    }
    checker.rules(beside);
    let faults = checker.faults;
    draft.faults.extend(faults);
}

/// Files among the findings: papers come from citizens, and only theirs are
/// looked after.
fn files(draft: &Draft, prefix: &str, fields: &[Field]) -> Vec<Fault> {
    let mut found = Vec::new();
    for field in fields {
        let path = join(prefix, &field.id);
        if matches!(field.question, Question::File(_)) {
            let place = mark(draft, &["field ", &path].concat());
            let vi = "kết quả của cán bộ không có câu hỏi tải tệp".to_owned();
            let en = "an officer’s findings have no file question".to_owned();
            found.push(fault(draft, place, vi, en));
        }
        found.extend(files(draft, &path, field.question.inside()));
    }
    found
}

fn mark(draft: &Draft, key: &str) -> Place {
    let top = Place { line: 1, column: 1 };
    draft.marks.get(key).copied().unwrap_or(top)
}

fn fault(draft: &Draft, place: Place, vi: String, en: String) -> Fault {
    Fault {
        file: draft.file.clone(),
        line: place.line,
        column: place.column,
        vi,
        en,
    }
}

struct Checker<'d> {
    draft: &'d Draft,
    faults: Vec<Fault>,
}

/// What a field must be.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    /// Part of a number: words or a whole number.
    Number,
    /// A person's name.
    Name,
    /// A day.
    Day,
    /// Anything that people read.
    Readable,
}

impl Checker<'_> {
    fn fault(&mut self, place: Place, vi: String, en: String) {
        self.faults.push(fault(self.draft, place, vi, en));
    }

    fn rules(&mut self, beside: Beside<'_>) {
        let Some(rules) = &self.draft.form.result else {
            // A `result` that could not be read has been complained of.
            let written = self.draft.marks.contains_key("result");
            if beside.template && !written {
                let place = Place { line: 1, column: 1 };
                let vi = "thiếu `result`: có mẫu result.typ thì phải ghi kết quả gồm những gì";
                let en = "`result` is missing: with a result.typ it must say what the result is";
                self.fault(place, vi.to_owned(), en.to_owned());
            }
            return;
        };
        let own = &self.draft.form;
        for number in &rules.number {
            self.field("number", number, Wanted::Number, own);
        }
        self.field("issuedOn", &rules.issued_on, Wanted::Day, own);
        if let NameFrom::Decision(name) = &rules.name {
            self.field("name", name, Wanted::Name, own);
        }
        if !beside.sound {
            return;
        }
        for answer in &rules.answers {
            self.field("answers", answer, Wanted::Readable, beside.form);
        }
        if let NameFrom::Answer(name) = &rules.name
            && self.field("nameAnswer", name, Wanted::Name, beside.form)
            && !rules.answers.contains(name)
        {
            let place = mark(self.draft, &["result.nameAnswer ", name].concat());
            let vi = format!("`{name}` phải có trong `answers`: cán bộ đối chiếu tên trước khi in");
            let en = format!(
                "`{name}` must be in `answers`: an officer checks the name before it is printed"
            );
            self.fault(place, vi, en);
        }
    }

    /// Whether a form has such a field.
    fn field(&mut self, key: &str, path: &str, wanted: Wanted, form: &Form) -> bool {
        let own = std::ptr::eq(form, &raw const self.draft.form);
        if path.is_empty() || (own && self.draft.broken.contains(path)) {
            return false;
        }
        let place = mark(self.draft, &["result.", key, " ", path].concat());
        let Some(spot) = Scope::root(form).resolve_path(path) else {
            let (vi, en) = if own {
                (
                    format!("không có trường `{path}`"),
                    format!("there is no field `{path}`"),
                )
            } else {
                (
                    format!("tờ khai của người dân không có trường `{path}`"),
                    format!("the citizen’s form has no field `{path}`"),
                )
            };
            self.fault(place, vi, en);
            return false;
        };
        if fits(&spot.field.question, wanted) {
            return true;
        }
        let (vi, en) = words(wanted);
        self.fault(
            place,
            format!("`{path}` phải là {vi}"),
            format!("`{path}` must be {en}"),
        );
        false
    }
}

fn fits(question: &Question, wanted: Wanted) -> bool {
    let calculated = match question {
        Question::Calculated(options) => Some(options.data_type),
        _ => None,
    };
    match wanted {
        Wanted::Number => {
            matches!(question, Question::Text(_) | Question::Integer(_))
                || matches!(calculated, Some(DataType::Text | DataType::Integer))
        }
        Wanted::Name => matches!(question, Question::Text(_)) || calculated == Some(DataType::Text),
        Wanted::Day => matches!(question, Question::Date(_)) || calculated == Some(DataType::Date),
        Wanted::Readable => !matches!(
            question,
            Question::Note | Question::File(_) | Question::Declaration
        ),
    }
}

fn words(wanted: Wanted) -> (&'static str, &'static str) {
    match wanted {
        Wanted::Number => (
            "trường chữ (text) hoặc số nguyên (integer)",
            "a text or an integer",
        ),
        Wanted::Name => ("trường chữ (text)", "a text"),
        Wanted::Day => ("trường ngày (date)", "a date"),
        Wanted::Readable => (
            "câu trả lời in ra được, không phải tệp, lời cam đoan hay ghi chú",
            "an answer that can be printed, no file, declaration or note",
        ),
    }
}
