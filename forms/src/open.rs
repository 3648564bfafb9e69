//! Which questions may be answered when not all may: those that a supplement
//! asks about, and those that did not apply before.

use crate::{Answers, Evaluation, Field, Form, Question};

/// Paths whose answers may change, with everything beneath them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open(Vec<String>);

impl Open {
    /// Of a supplement: what is `asked`, and every question that did not apply
    /// to what was submitted (`before`), since a changed answer may bring it up.
    /// What was answered and is not asked about stays as it was.
    ///
    /// ```
    /// # use forms::Open;
    /// let open = Open::from_paths(["mother".to_owned()]);
    /// assert!(open.changes("mother.fullName") && open.shows("mother") && !open.shows("father"));
    /// ```
    pub fn supplement<'a>(
        form: &Form,
        before: &Evaluation,
        asked: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut paths: Vec<String> = asked.into_iter().map(str::to_owned).collect();
        for page in &form.pages {
            let hidden = !before.page_applies(&page.id);
            unasked(&page.fields, "", hidden, before, &mut paths);
        }
        Self(paths)
    }

    /// These paths.
    pub fn from_paths(paths: impl IntoIterator<Item = String>) -> Self {
        Self(paths.into_iter().collect())
    }

    /// Whether the answer at `path` may change.
    pub fn changes(&self, path: &str) -> bool {
        self.0.iter().any(|open| within(path, open))
    }

    /// Whether a question is shown: it may change, or something in it may.
    pub fn shows(&self, path: &str) -> bool {
        self.0
            .iter()
            .any(|open| within(path, open) || within(open, path))
    }

    /// Whether one of `fields` that applies now may change.
    pub(crate) fn asks(&self, fields: &[Field], prefix: &str, now: &Evaluation) -> bool {
        fields.iter().any(|field| {
            let path = format!("{prefix}{}", field.id);
            match &field.question {
                _ if !now.applies(&path) => false,
                Question::Group(inner) => self.asks(inner, &format!("{path}."), now),
                _ => self.changes(&path),
            }
        })
    }

    /// What was submitted, with `changed` laid over it where answers may change.
    pub fn lay(&self, submitted: &Answers, changed: &Answers) -> Answers {
        let kept = submitted.iter().filter(|(path, _)| !self.changes(path));
        let new = changed.iter().filter(|(path, _)| self.changes(path));
        kept.chain(new)
            .map(|(path, raw)| (path.to_owned(), raw.to_owned()))
            .collect()
    }
}

/// Whether `path` is `outer` or inside it.
fn within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn unasked(
    fields: &[Field],
    prefix: &str,
    hidden: bool,
    before: &Evaluation,
    paths: &mut Vec<String>,
) {
    for field in fields {
        let path = format!("{prefix}{}", field.id);
        match &field.question {
            _ if hidden || !before.applies(&path) => paths.push(path),
            Question::Group(inner) => {
                unasked(inner, &format!("{path}."), false, before, paths);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs
            .iter()
            .map(|(path, raw)| ((*path).to_owned(), (*raw).to_owned()))
            .collect()
    }

    #[test]
    fn nothing_but_what_is_open_changes() {
        let open = Open::from_paths(["photo".to_owned(), "residences".to_owned()]);
        let submitted = answers(&[
            ("name", "An"),
            ("photo", "old"),
            ("residences", "a"),
            ("residences.a.from", "2019"),
        ]);
        let changed = answers(&[
            ("name", "Bình"),
            ("photo", "new"),
            ("photographer", "x"),
            ("residences", "b"),
            ("residences.b.from", "2020"),
        ]);
        let laid = open.lay(&submitted, &changed);
        assert_eq!(
            laid,
            answers(&[
                ("name", "An"),
                ("photo", "new"),
                ("residences", "b"),
                ("residences.b.from", "2020"),
            ])
        );
    }
}
