//! Items of a page's repeat: another one, one less.

use super::{Save, Stop, repeat_of};
use crate::store::draft::FROM_CURRENT;
use crate::web::see;
use axum::response::Response;
use forms::{Field, Question};

impl Save {
    fn may_change(&self, path: &str) -> bool {
        let open = self.sheet.open.as_ref();
        open.is_none_or(|open| open.changes(path))
    }

    /// Adds an empty item and goes to its page; a full repeat stays as it is.
    pub(super) async fn add_item(mut self, repeat: &str) -> Result<Response, Stop> {
        let asked = |field: &&Field| field.id == repeat && self.may_change(repeat);
        let Some(field) = repeat_of(&self.page).filter(asked) else {
            return Ok(see(&self.url(None)));
        };
        let Question::Repeat(options) = &field.question else {
            return Ok(see(&self.url(None)));
        };
        if self.sheet.draft.answers.items(repeat).len() >= options.max_items as usize {
            return Ok(see(&self.url(None)));
        }
        let item = crate::id::random_id().to_lowercase()[..8].to_owned();
        let mut answers = self.sheet.draft.answers.clone();
        answers.add_item(repeat, &item);
        let list = answers.get(repeat).unwrap_or_default().to_owned();
        self.store(
            vec![(repeat.to_owned(), list)],
            Vec::new(),
            FROM_CURRENT,
            None,
        )
        .await?;
        Ok(see(&self.url(Some(&item))))
    }

    /// Removes an item with everything typed in it.
    pub(super) async fn remove_item(mut self, repeat: &str, item: &str) -> Result<Response, Stop> {
        let here = repeat_of(&self.page).is_some_and(|field| field.id == repeat);
        if !here || !self.may_change(repeat) {
            return Ok(see(&self.url(None)));
        }
        let mut answers = self.sheet.draft.answers.clone();
        answers.remove_item(repeat, item);
        let list = answers.get(repeat).unwrap_or_default().to_owned();
        self.store(
            vec![(repeat.to_owned(), list)],
            vec![format!("{repeat}.{item}")],
            FROM_CURRENT,
            None,
        )
        .await?;
        Ok(see(&self.url(None)))
    }
}
