//! One field beside what it was.

use super::{Found, WORDS, Weight, bare};
use crate::form::{Field, Required, Rule};
use crate::problem::Level;
use crate::question::Question;
use serde_json::{Map, Value as Json};
use std::cmp::Ordering;

/// Whether someone who answered nothing here has something to mend.
pub(super) fn demands(field: &Field) -> bool {
    let counted = matches!(&field.question, Question::Repeat(options) if options.min_items > 0);
    !field.required.is_never() || counted
}

/// Rules that only warn may change without making an answer wrong.
pub(super) fn rules_weight(old: &[Rule], new: &[Rule]) -> Weight {
    let errors = |rules: &[Rule]| -> Vec<Json> {
        let hard = rules.iter().filter(|rule| rule.level == Level::Error);
        hard.map(bare).collect()
    };
    if errors(old) == errors(new) {
        Weight::Minor
    } else {
        Weight::Major
    }
}

impl Found {
    pub(super) fn field(&mut self, path: &str, old: &Field, new: &Field) {
        let before = self.all.len();
        let (was, is) = (old.question.type_name(), new.question.type_name());
        if was != is {
            let (en, vi) = (
                format!("was `{was}`, is `{is}`"),
                format!("từ `{was}` thành `{is}`"),
            );
            return self.add(Weight::Major, path, (&en, &vi));
        }
        self.required(path, &old.required, &new.required);
        if old.visible_when != new.visible_when {
            let what = (
                "applies under another condition",
                "điều kiện hiển thị đã đổi",
            );
            self.add(Weight::Major, path, what);
        }
        if old.only() != new.only() {
            let what = (
                "the answer is fixed otherwise",
                "câu trả lời cố định đã đổi",
            );
            self.add(Weight::Major, path, what);
        }
        let weight = rules_weight(&old.rules, &new.rules);
        self.parts(
            path,
            &old.rules,
            &new.rules,
            weight,
            ("a rule changed", "quy tắc đã đổi"),
        );
        self.options(path, &old.question, &new.question);
        if old.default != new.default || old.hidden != new.hidden {
            let what = ("is shown otherwise", "cách hiển thị đã đổi");
            self.add(Weight::Minor, path, what);
        }
        // What is inside a group is compared by itself.
        let said = |field: &Field| {
            let mut field = field.clone();
            match &mut field.question {
                Question::Group(inside) => inside.clear(),
                Question::Repeat(options) => options.fields.clear(),
                _ => {}
            }
            field
        };
        if self.all.len() == before && said(old) != said(new) {
            self.add(Weight::Patch, path, WORDS);
        }
    }

    fn required(&mut self, path: &str, old: &Required, new: &Required) {
        let (weight, what) = match (old, new) {
            (old, new) if old == new => return,
            (_, Required::Never) => (Weight::Minor, ("is optional now", "không còn bắt buộc")),
            (Required::Always, Required::When(_)) => {
                (Weight::Minor, ("is required less often", "bớt bắt buộc"))
            }
            _ => (Weight::Major, ("is required more often", "bắt buộc thêm")),
        };
        self.add(weight, path, what);
    }

    /// The options of a type, keyword by keyword.
    fn options(&mut self, path: &str, old: &Question, new: &Question) {
        let (Some(old), Some(new)) = (options_of(old), options_of(new)) else {
            return;
        };
        let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let (was, is) = (old.get(key), new.get(key));
            if was == is {
                continue;
            }
            let (weight, en, vi) = match tightened(key, was, is) {
                Some(true) => (Weight::Major, "is narrower", "hẹp hơn"),
                Some(false) => (Weight::Minor, "is wider", "rộng hơn"),
                None => (Weight::Major, "changed", "đã đổi"),
            };
            let (en, vi) = (format!("`{key}` {en}"), format!("`{key}` {vi}"));
            self.add(weight, path, (&en, &vi));
        }
    }
}

/// A type's options as keywords, without words and without what is inside.
fn options_of(question: &Question) -> Option<Map<String, Json>> {
    let Json::Object(mut one) = bare(question) else {
        return None;
    };
    let mut options = match one.remove(question.type_name())? {
        Json::Object(options) => options,
        _ => Map::new(),
    };
    options.remove("fields");
    // A choice's options stand in a variant of their own.
    if let Some(from) = options.remove("from") {
        options.extend(from.as_object().cloned().unwrap_or_default());
    }
    Some(options)
}

/// Whether a keyword takes less than it did; `None` where that cannot be said.
fn tightened(key: &str, was: Option<&Json>, is: Option<&Json>) -> Option<bool> {
    match key {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minDate" => {
            bound(was, is, Ordering::Greater)
        }
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxDate" | "maxSize" => {
            bound(was, is, Ordering::Less)
        }
        "accept" | "inline" => {
            let (was, is) = (was?.as_array()?, is?.as_array()?);
            Some(!was.iter().all(|one| is.contains(one)))
        }
        // More digits behind the comma leave fewer before it.
        "scale" => None,
        // A count that is shown, names that are compared for a warning.
        "count" | "birthDate" | "sex" => Some(false),
        "personal" => Some(is.is_none()),
        "uniqueItems" => Some(is.is_some()),
        "pattern" | "multipleOf" if is.is_none() => Some(false),
        _ => None,
    }
}

/// A bound: none at all is the widest; otherwise moved in `inwards` direction.
fn bound(was: Option<&Json>, is: Option<&Json>, inwards: Ordering) -> Option<bool> {
    match (was, is) {
        (None, _) => Some(true),
        (_, None) => Some(false),
        (Some(was), Some(is)) => Some(compare(is, was)? == inwards),
    }
}

/// Two numbers, two decimals as text, or two fixed days.
fn compare(a: &Json, b: &Json) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.as_i64(), b.as_i64()) {
        return Some(a.cmp(&b));
    }
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
        let number = crate::decimal::Decimal::parse;
        return number(a)?.partial_cmp(&number(b)?);
    }
    let day = |json: &Json| json.get("fixed")?.as_str().map(str::to_owned);
    Some(day(a)?.cmp(&day(b)?))
}
