//! The answers that must be tried for one field: every one that could make a
//! difference to the expressions that read it, and "unanswered".

use crate::form::{Field, Text};
use crate::limits::WHOLE_NUMBER;
use crate::question::choice::{self, ELSEWHERE, Item};
use crate::question::{Question, choices, integer};
use std::collections::{BTreeMap, BTreeSet};

/// How a field is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// Whether it was answered.
    Presence,
    /// Beside a text.
    Text(String),
    /// Beside a whole number.
    Number(i64),
    /// Whether it holds an option.
    Member(String),
    /// Any other way.
    Whole,
}

/// The answers to try, `None` for unanswered, and the question that reads them.
pub(super) struct Domain {
    pub(super) question: Question,
    pub(super) raws: Vec<Option<String>>,
    /// Some of these may be impossible, for a reason nobody follows here.
    pub(super) loose: bool,
}

/// Whole values that are gone through one by one.
const FEW: i128 = 64;
/// Options of which every selection is tried.
const FEW_OPTIONS: usize = 10;

/// Whether a way of reading can be followed.
pub(super) fn follows(question: &Question, how: &Use) -> bool {
    match (question, how) {
        (Question::Group(_) | Question::Repeat(_) | Question::Note, _) => false,
        (_, Use::Presence) => true,
        (Question::Boolean | Question::Declaration, Use::Whole) => true,
        (Question::Choice(choice::Options::Inline(_)), Use::Whole) => true,
        (Question::Choices(options), Use::Member(_)) => inline(&options.from).is_some(),
        (Question::Choices(options), Use::Whole) => {
            inline(&options.from).is_some_and(|items| items.len() <= FEW_OPTIONS)
        }
        (Question::Integer(_) | Question::Money(_), Use::Number(_)) => true,
        (Question::Integer(options) | Question::Money(options), Use::Whole) => {
            let (least, most) = range(options);
            most - least < FEW
        }
        (question, Use::Text(_)) => question.is_text(),
        _ => false,
    }
}

fn inline(options: &choice::Options) -> Option<&[Item]> {
    match options {
        choice::Options::Inline(items) => Some(items),
        choice::Options::Source { .. } => None,
    }
}

/// The answers to try for a field that is read in these ways, all of which
/// [`follows`] admits.
pub(super) fn of(field: &Field, uses: &BTreeSet<Use>) -> Domain {
    let asks = uses.iter().any(|how| *how != Use::Presence);
    let mut domain = match &field.question {
        Question::Boolean => Domain {
            question: Question::Boolean,
            raws: some(&["yes", "no"]),
            loose: false,
        },
        Question::Choice(choice::Options::Inline(items)) => inline_choice(field, items, uses),
        Question::Choices(options) if asks => several(options, uses),
        question @ (Question::Integer(options) | Question::Money(options)) if asks => Domain {
            question: question.clone(),
            raws: numbers(options, uses),
            loose: false,
        },
        question if asks && question.is_text() => words(question, uses),
        // Whether it was answered is all that is asked; a declaration that is
        // not ticked is not answered.
        _ => Domain {
            question: Question::Boolean,
            raws: some(&["yes"]),
            loose: false,
        },
    };
    if asks && let Some(only) = field.only() {
        domain.raws.retain(|raw| raw.as_deref() == Some(only));
    }
    domain.raws.insert(0, None);
    domain
}

fn some(raws: &[&str]) -> Vec<Option<String>> {
    raws.iter().map(|raw| Some((*raw).to_owned())).collect()
}

fn texts(uses: &BTreeSet<Use>) -> BTreeSet<&str> {
    let texts = uses.iter().filter_map(|how| match how {
        Use::Text(text) | Use::Member(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Every option where it matters which; else those that are named and one more.
fn inline_choice(field: &Field, items: &[Item], uses: &BTreeSet<Use>) -> Domain {
    let named = texts(uses);
    let all = uses.contains(&Use::Whole) || field.only().is_some();
    let mut others = items
        .iter()
        .filter(|item| !named.contains(item.value.as_str()));
    let other = others.next().map(|item| item.value.as_str());
    let values = items
        .iter()
        .map(|item| item.value.as_str())
        .filter(|value| all || named.contains(value) || Some(*value) == other);
    Domain {
        question: field.question.clone(),
        raws: values.map(|value| Some(value.to_owned())).collect(),
        loose: false,
    }
}

/// Every selection that the bounds allow, or one for each way to hold the
/// options that are named.
fn several(options: &choices::Options, uses: &BTreeSet<Use>) -> Domain {
    let named = texts(uses);
    let whole = uses.contains(&Use::Whole);
    let items = inline(&options.from).unwrap_or_default();
    let loose = items.len() > FEW_OPTIONS;
    // Of many options: those named, and one that stands for all others.
    let mut others = 0;
    let tried: Vec<&Item> = items
        .iter()
        .filter(|item| {
            let is_named = named.contains(item.value.as_str());
            others += usize::from(!is_named);
            !loose || is_named || others == 1
        })
        .take(16)
        .collect();
    let mut kept: BTreeMap<Vec<&str>, String> = BTreeMap::new();
    for bits in 1_u32..1 << tried.len() {
        let chosen: Vec<&Item> = (0..tried.len())
            .filter(|place| bits >> place & 1 == 1)
            .map(|place| tried[place])
            .collect();
        let alone = chosen.iter().any(|item| item.exclusive);
        let count = chosen.len() as u32;
        let fits = (options.min_items..=options.max_items).contains(&count) || loose;
        if (alone && count > 1) || !fits {
            continue;
        }
        let told = chosen.iter().map(|item| item.value.as_str());
        let told = told.filter(|value| whole || named.contains(value));
        kept.entry(told.collect())
            .or_insert_with(|| choices::write(chosen.iter().map(|item| item.value.as_str())));
    }
    Domain {
        question: Question::Choices(options.clone()),
        raws: kept.into_values().map(Some).collect(),
        loose,
    }
}

/// The least and the greatest number that is taken.
fn range(options: &integer::Options) -> (i128, i128) {
    let whole = i128::from(WHOLE_NUMBER);
    let least = [
        options.minimum,
        options.exclusive_minimum.map(|n| n.saturating_add(1)),
    ];
    let most = [
        options.maximum,
        options.exclusive_maximum.map(|n| n.saturating_sub(1)),
    ];
    let least = least.into_iter().flatten().map(i128::from);
    let most = most.into_iter().flatten().map(i128::from);
    (least.fold(-whole, i128::max), most.fold(whole, i128::min))
}

/// One number out of each part into which the constants cut the line.
fn numbers(options: &integer::Options, uses: &BTreeSet<Use>) -> Vec<Option<String>> {
    let (least, most) = range(options);
    let step = i128::from(options.multiple_of.unwrap_or(1).max(1));
    let constants: BTreeSet<i128> = uses
        .iter()
        .filter_map(|how| match how {
            Use::Number(number) => Some(i128::from(*number)),
            _ => None,
        })
        .collect();
    let whole = uses.contains(&Use::Whole);
    let mut tried: BTreeSet<i128> = BTreeSet::new();
    let mut add = |number: i128| {
        let below = number.div_euclid(step) * step;
        tried.extend([below, below + step]);
    };
    add(least);
    add(most);
    for constant in &constants {
        (-1..=1).for_each(|near| add(constant + near));
    }
    if whole {
        (least..=most).for_each(add);
    }
    let mut parts = BTreeMap::new();
    for number in tried {
        if (least..=most).contains(&number) && number.rem_euclid(step) == 0 {
            let part = constants.iter().map(|constant| number.cmp(constant));
            let key = (part.collect::<Vec<_>>(), whole.then_some(number));
            parts.entry(key).or_insert(number);
        }
    }
    parts
        .into_values()
        .map(|number| Some(number.to_string()))
        .collect()
}

/// What is in no option and no constant.
const OTHER: &str = "\u{2026}";

/// A text that is only ever compared: each constant, and another.
fn words(question: &Question, uses: &BTreeSet<Use>) -> Domain {
    let named = texts(uses);
    let loose = match question {
        Question::Choice(choice::Options::Source { parents, dated, .. }) => {
            !parents.is_empty() || dated.is_some() || named.iter().any(|text| *text != ELSEWHERE)
        }
        _ => true,
    };
    let values = || named.iter().copied().chain([OTHER]);
    Domain {
        question: choice_of(values()),
        // A text is kept without the spaces around it, an empty one not at all.
        raws: values()
            .filter(|text| !text.is_empty() && text.trim() == *text)
            .map(|text| Some(text.to_owned()))
            .collect(),
        loose,
    }
}

/// A choice of these values.
pub(super) fn choice_of<'v>(values: impl Iterator<Item = &'v str>) -> Question {
    let items = values.map(|value| Item {
        value: value.to_owned(),
        label: Text::default(),
        hint: None,
        exclusive: false,
    });
    Question::Choice(choice::Options::Inline(items.collect()))
}
