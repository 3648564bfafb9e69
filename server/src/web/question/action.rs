//! What the button one pressed asks for.

use crate::web::body::Posted;

/// What the pressed button asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Action<'a> {
    Continue,
    Refresh,
    Upload,
    Add(&'a str),
    Remove(&'a str, &'a str),
    RemoveFile(&'a str),
}

impl<'a> Action<'a> {
    pub(super) fn read(posted: &'a Posted) -> Self {
        let action = posted.get("action").unwrap_or("continue");
        let mut parts = action.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("refresh"), None, _) => Self::Refresh,
            (Some("upload"), ..) => Self::Upload,
            (Some("add"), Some(repeat), None) => Self::Add(repeat),
            (Some("remove"), Some(repeat), Some(item)) => Self::Remove(repeat, item),
            (Some("remove-file"), Some(_), Some(file)) => Self::RemoveFile(file),
            _ => Self::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(value: &str) -> Posted {
        Posted {
            pairs: vec![("action".into(), value.into())],
            files: Vec::new(),
        }
    }

    #[test]
    fn a_button_says_what_it_asks_for() {
        assert_eq!(Action::read(&Posted::default()), Action::Continue);
        assert_eq!(
            Action::read(&action("add:residences")),
            Action::Add("residences")
        );
        assert_eq!(
            Action::read(&action("remove:residences:k1")),
            Action::Remove("residences", "k1")
        );
        assert_eq!(
            Action::read(&action("remove-file:photo:f1")),
            Action::RemoveFile("f1")
        );
        assert_eq!(Action::read(&action("drop table")), Action::Continue);
    }
}
