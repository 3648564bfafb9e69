//! The copy of a form that a browser gets: one language, no procedure.

use super::{Field, Form, ONLY, Rule, Text};
use crate::question::{Question, choice};

impl Form {
    /// Compact JSON for the browser: the words of `lang` only, no procedure.
    /// [`Form::from_browser`] reads it.
    pub fn browser_copy(&self, lang: &str) -> String {
        let mut copy = self.clone();
        copy.procedure = None;
        copy.each_text(&mut |text| {
            *text = Text([(ONLY.to_owned(), text.get(lang).to_owned())].into());
        });
        serde_json::to_string(&copy).unwrap_or_default()
    }

    /// Reads what [`Form::browser_copy`] wrote; `None` when it is not that.
    pub fn from_browser(json: &str) -> Option<Form> {
        serde_json::from_str(json).ok()
    }

    fn each_text(&mut self, change: &mut dyn FnMut(&mut Text)) {
        change(&mut self.title);
        for page in &mut self.pages {
            change(&mut page.title);
            page.section.iter_mut().for_each(&mut *change);
            page.fields
                .iter_mut()
                .for_each(|field| field.each_text(change));
        }
        rules(&mut self.rules, change);
        self.fee.iter_mut().for_each(|line| change(&mut line.label));
    }
}

fn rules(rules: &mut [Rule], change: &mut dyn FnMut(&mut Text)) {
    rules.iter_mut().for_each(|rule| change(&mut rule.message));
}

impl Field {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Text)) {
        change(&mut self.label);
        self.hint.iter_mut().for_each(&mut *change);
        self.messages.values_mut().for_each(&mut *change);
        rules(&mut self.rules, change);
        match &mut self.question {
            Question::Choice(choice::Options::Inline(items)) => {
                for item in items {
                    change(&mut item.label);
                    item.hint.iter_mut().for_each(&mut *change);
                }
            }
            Question::Group(fields) => fields.iter_mut().for_each(|field| field.each_text(change)),
            Question::Repeat(options) => {
                change(&mut options.item_label);
                options
                    .fields
                    .iter_mut()
                    .for_each(|field| field.each_text(change));
            }
            _ => {}
        }
    }
}
