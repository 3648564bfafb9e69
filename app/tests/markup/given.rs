//! A fixture's options, with a memory of what was asked for.

use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Options, or a part of them.
pub(crate) struct Given<'f> {
    value: &'f Value,
    path: String,
    asked: Rc<RefCell<BTreeSet<String>>>,
}

impl<'f> Given<'f> {
    pub(crate) fn new(value: &'f Value) -> Self {
        Self {
            value,
            path: String::new(),
            asked: Rc::default(),
        }
    }

    fn at(&self, key: &str, value: &'f Value) -> Self {
        Self {
            value,
            path: format!("{}.{key}", self.path),
            asked: self.asked.clone(),
        }
    }

    /// What is given under a key, asked for.
    fn ask(&self, key: &str) -> &'f Value {
        self.asked
            .borrow_mut()
            .insert(format!("{}.{key}", self.path));
        &self.value[key]
    }

    /// Whether a key is given; that does not ask for it.
    pub(crate) fn has(&self, key: &str) -> bool {
        !matches!(self.value[key], Value::Null)
    }

    /// The options under a key.
    pub(crate) fn part(&self, key: &str) -> Given<'f> {
        self.at(key, &self.value[key])
    }

    /// A text, or a number as one.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.ask(key) {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A text; empty where none is given.
    pub(crate) fn words(&self, key: &str) -> String {
        self.text(key).unwrap_or_default()
    }

    /// Yes or no, where given.
    pub(crate) fn some_flag(&self, key: &str) -> Option<bool> {
        self.ask(key).as_bool()
    }

    /// Whether it is yes.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.some_flag(key) == Some(true)
    }

    /// The options of each part of a list.
    pub(crate) fn list(&self, key: &str) -> Vec<Given<'f>> {
        let list = self.value[key].as_array().map_or(&[][..], Vec::as_slice);
        list.iter()
            .enumerate()
            .map(|(at, value)| self.at(&format!("{key}.{at}"), value))
            .collect()
    }

    /// The options of each part of each list of a list; `None` where one of them is no list.
    pub(crate) fn lists(&self, key: &str) -> Option<Vec<Vec<Given<'f>>>> {
        let count = self.value[key].as_array().map_or(0, Vec::len);
        let part = self.part(key);
        let inner = (0..count).map(|at| {
            let list = self.value[key][at].as_array()?;
            let cell = |(cell, value)| part.at(&format!("{at}.{cell}"), value);
            Some(list.iter().enumerate().map(cell).collect())
        });
        inner.collect()
    }

    /// A list of texts.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        let list = self.value[key].as_array().map_or(&[][..], Vec::as_slice);
        (0..list.len()).for_each(|at| {
            self.asked
                .borrow_mut()
                .insert(format!("{}.{key}.{at}", self.path));
        });
        list.iter()
            .filter_map(|value| value.as_str().map(String::from))
            .collect()
    }

    /// The paths of all that was given and not asked for.
    pub(crate) fn unasked(&self) -> Vec<String> {
        let mut unasked = Vec::new();
        leaves(self.value, &self.path, &mut |path| {
            if !self.asked.borrow().contains(&path) {
                unasked.push(path);
            }
        });
        unasked
    }
}

fn leaves(value: &Value, path: &str, found: &mut impl FnMut(String)) {
    match value {
        Value::Null => {}
        Value::Object(parts) => {
            for (key, part) in parts {
                leaves(part, &format!("{path}.{key}"), found);
            }
        }
        Value::Array(parts) => {
            for (at, part) in parts.iter().enumerate() {
                leaves(part, &format!("{path}.{at}"), found);
            }
        }
        _ => found(path.to_owned()),
    }
}
