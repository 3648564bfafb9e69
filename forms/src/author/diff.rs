//! What changed between two versions of a form, and how much that weighs: the
//! least number by which the version must be raised.
//!
//! - **patch**: words alone. Whoever fills it in notices nothing else.
//! - **minor**: whatever was a right answer still is one, and nothing more is
//!   demanded: a new optional field, an option more, a relaxed limit.
//! - **major**: an answer given before may be wrong now, or is missing, or costs
//!   otherwise: a field that is gone, renamed or of another type, one that is
//!   newly required, a tightened limit, a changed fee, rule or condition.
//!
//! Drafts follow patch and minor by themselves.

mod field;

use super::Published;
use crate::form::{Field, Form, Page};
use crate::question::{Question, join};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;

/// How much a change weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Words alone.
    Patch,
    /// What was right is right still.
    Minor,
    /// What was right may be wrong.
    Major,
}

impl Weight {
    /// Which number of the version is raised, in Vietnamese.
    fn number(self) -> &'static str {
        match self {
            Weight::Patch => "số cuối của phiên bản",
            Weight::Minor => "số giữa của phiên bản",
            Weight::Major => "số đầu của phiên bản",
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Weight::Patch => "patch",
            Weight::Minor => "minor",
            Weight::Major => "major",
        })
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How much it weighs.
    pub weight: Weight,
    /// Where: a field's path, a page, `fee`; `decision: ` before what an officer fills in.
    pub place: String,
    /// What, in English.
    pub en: String,
    /// What, in Vietnamese.
    pub vi: String,
}

/// Every change from one version to another, heaviest first.
pub fn changes(old: &Published, new: &Published) -> Vec<Change> {
    let mut found = Found::default();
    found.forms(&old.form, &new.form);
    match (&old.decision, &new.decision) {
        (Some(old), Some(new)) => {
            let mut inner = Found::default();
            inner.forms(old, new);
            found.all.extend(inner.all.into_iter().map(|change| Change {
                place: format!("decision: {}", change.place),
                ..change
            }));
        }
        (None, None) => {}
        (old, _) => found.add(
            Weight::Minor,
            "decision",
            if old.is_some() {
                ("is gone", "không còn")
            } else {
                ("is new", "mới")
            },
        ),
    }
    let template = super::TEMPLATE;
    if old.source.get(template) != new.source.get(template) {
        let what = ("the result is printed otherwise", "cách in kết quả đã đổi");
        found.add(Weight::Minor, template, what);
    }
    found
        .all
        .sort_by(|a, b| b.weight.cmp(&a.weight).then(a.place.cmp(&b.place)));
    found.all
}

/// By how much a version was raised; `None`: not at all, or lowered. Versions
/// are three numbers.
pub fn raised(old: &str, new: &str) -> Option<Weight> {
    let numbers = |version: &str| -> Vec<u64> {
        version
            .split('.')
            .map(|part| part.parse().unwrap_or(0))
            .collect()
    };
    let (old, new) = (numbers(old), numbers(new));
    let weights = [Weight::Major, Weight::Minor, Weight::Patch];
    let first = old.iter().zip(&new).position(|(old, new)| old != new)?;
    let up = new.get(first) > old.get(first);
    weights.get(first).copied().filter(|_| up)
}

/// Why `new` may not be published after `old`; `None`: it may. The sentence is
/// Vietnamese, then English.
pub fn refusal(old: &Published, new: &Published) -> Option<(String, String)> {
    let heaviest = changes(old, new).into_iter().next()?;
    let (from, to) = (&old.form.version, &new.form.version);
    let raised = raised(from, to);
    if raised >= Some(heaviest.weight) {
        return None;
    }
    let Change {
        weight,
        place,
        en,
        vi,
    } = heaviest;
    Some((
        format!(
            "từ {from} lên {to} là chưa đủ: thay đổi này phải tăng {} ({place}: {vi})",
            weight.number()
        ),
        format!("from {from} to {to} is too little: this is a {weight} change ({place}: {en})"),
    ))
}

#[derive(Default)]
struct Found {
    all: Vec<Change>,
}

type Words<'w> = (&'w str, &'w str);

impl Found {
    fn add(&mut self, weight: Weight, place: &str, (en, vi): Words<'_>) {
        self.all.push(Change {
            weight,
            place: place.to_owned(),
            en: en.to_owned(),
            vi: vi.to_owned(),
        });
    }

    fn forms(&mut self, old: &Form, new: &Form) {
        if old.id != new.id {
            let what = (
                "another form: the id changed",
                "biểu mẫu khác: id đã thay đổi",
            );
            self.add(Weight::Major, "id", what);
        }
        for language in &old.languages {
            if !new.languages.contains(language) {
                let what = ("the language is gone", "không còn ngôn ngữ này");
                self.add(Weight::Major, language, what);
            }
        }
        self.fields(old, new);
        self.pages(&old.pages, &new.pages);
        self.parts(
            "rules",
            &old.rules,
            &new.rules,
            field::rules_weight(&old.rules, &new.rules),
            ("a rule changed", "quy tắc đã đổi"),
        );
        self.parts(
            "fee",
            &old.fee,
            &new.fee,
            Weight::Major,
            ("the fee changed", "phí, lệ phí đã đổi"),
        );
        self.parts(
            "procedure",
            &old.procedure,
            &new.procedure,
            Weight::Minor,
            ("the procedure changed", "thông tin thủ tục đã đổi"),
        );
        self.parts(
            "result",
            &old.result,
            &new.result,
            Weight::Minor,
            ("the result changed", "kết quả đã đổi"),
        );
        if old.title != new.title {
            self.add(Weight::Patch, "title", WORDS);
        }
        if old.languages != new.languages {
            let what = ("the languages changed", "các ngôn ngữ đã đổi");
            self.add(Weight::Patch, "languages", what);
        }
    }

    /// One part of a form: the same, of other words, or another.
    fn parts<T: Serialize + PartialEq>(
        &mut self,
        place: &str,
        old: &T,
        new: &T,
        weight: Weight,
        what: Words<'_>,
    ) {
        if old == new {
            return;
        }
        if bare(old) == bare(new) {
            self.add(Weight::Patch, place, WORDS);
        } else {
            self.add(weight, place, what);
        }
    }

    fn fields(&mut self, old: &Form, new: &Form) {
        let (old, new) = (laid_out(old), laid_out(new));
        for (path, place) in &old {
            match new.get(path) {
                None => self.add(Weight::Major, path, ("is gone", "đã bị bỏ")),
                Some(other) => {
                    self.field(path, place.field, other.field);
                    if place.page != other.page {
                        let what = ("stands on another page", "chuyển sang trang khác");
                        self.add(Weight::Minor, path, what);
                    }
                }
            }
        }
        for (path, place) in &new {
            // What stands in a new group is as new as the group, and weighed with it.
            let field = place.field;
            if old.contains_key(path) {
                continue;
            }
            match field::demands(field) {
                true => self.add(
                    Weight::Major,
                    path,
                    ("is new and required", "mới và bắt buộc"),
                ),
                false => self.add(Weight::Minor, path, ("is new", "mới")),
            }
        }
    }

    fn pages(&mut self, old: &[Page], new: &[Page]) {
        for page in old {
            let place = format!("page {}", page.id);
            let Some(other) = new.iter().find(|other| other.id == page.id) else {
                self.add(Weight::Minor, &place, ("is gone", "đã bị bỏ"));
                continue;
            };
            if page.visible_when != other.visible_when {
                let what = (
                    "applies under another condition",
                    "điều kiện hiển thị đã đổi",
                );
                self.add(Weight::Major, &place, what);
            }
            if (&page.title, &page.section) != (&other.title, &other.section) {
                self.add(Weight::Patch, &place, WORDS);
            }
        }
        for page in new {
            if !old.iter().any(|other| other.id == page.id) {
                self.add(
                    Weight::Minor,
                    &format!("page {}", page.id),
                    ("is new", "mới"),
                );
            }
        }
    }
}

const WORDS: Words<'static> = ("other words", "câu chữ đã đổi");

/// A field and the page it stands on.
struct Laid<'f> {
    page: &'f str,
    field: &'f Field,
}

/// Every field by its path, those inside groups and repeats included.
fn laid_out(form: &Form) -> BTreeMap<String, Laid<'_>> {
    let mut out = BTreeMap::new();
    for page in &form.pages {
        lay_out(&page.id, &page.fields, "", &mut out);
    }
    out
}

fn lay_out<'f>(
    page: &'f str,
    fields: &'f [Field],
    prefix: &str,
    out: &mut BTreeMap<String, Laid<'f>>,
) {
    for field in fields {
        let path = join(prefix, &field.id);
        let inside = match &field.question {
            Question::Repeat(_) => [&path, "[]"].concat(),
            _ => path.clone(),
        };
        lay_out(page, field.question.inside(), &inside, out);
        out.insert(path, Laid { page, field });
    }
}

/// Something as JSON without its words.
fn bare<T: Serialize>(part: &T) -> Json {
    let mut json = serde_json::to_value(part).unwrap_or_default();
    strip(&mut json);
    json
}

/// Keys that hold words for people and nothing else.
const SPOKEN: [&str; 17] = [
    "label",
    "hint",
    "help",
    "message",
    "messages",
    "itemLabel",
    "title",
    "section",
    "summary",
    "who",
    "feeNote",
    "name",
    "note",
    "privacy",
    "lifeEvents",
    "legalBasis",
    "kind",
];

/// A result's `name` says where the name stands; it is not words.
fn names_a_place(value: &Json) -> bool {
    value.get("decision").or(value.get("answer")).is_some()
}

fn strip(json: &mut Json) {
    match json {
        Json::Object(object) => {
            object.retain(|key, value| {
                let spoken = SPOKEN.contains(&key.as_str());
                !spoken || value.is_string() || names_a_place(value)
            });
            object.values_mut().for_each(strip);
        }
        Json::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
