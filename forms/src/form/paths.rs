//! The fields of a form by path.

use super::{Field, Form};
use crate::question::{Question, join};

impl Form {
    /// The path of every field that has a value of its own, in order. A field
    /// inside a group is `signer.name`; one inside a repeat's items is
    /// `judgments[].date`, after the repeat itself, `judgments`. Files and notes
    /// have no value.
    pub fn paths(&self) -> Vec<String> {
        let mut out = Vec::new();
        for page in &self.pages {
            collect("", &page.fields, &mut out);
        }
        out
    }
}

fn collect(prefix: &str, fields: &[Field], out: &mut Vec<String>) {
    for field in fields {
        let path = join(prefix, &field.id);
        match &field.question {
            Question::Note | Question::File(_) => {}
            Question::Group(inside) => collect(&path, inside, out),
            Question::Repeat(options) => {
                let items = [&path, "[]"].concat();
                out.push(path);
                collect(&items, &options.fields, out);
            }
            _ => out.push(path),
        }
    }
}
