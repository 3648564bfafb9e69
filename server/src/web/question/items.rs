//! Items of a page's repeats, also inside other items: another one, one less.

use super::{Save, Stop};
use crate::store::draft::FROM_CURRENT;
use crate::web::see;
use axum::response::Response;
use forms::question::repeat_at;

impl Save {
    fn may_change(&self, path: &str) -> bool {
        let open = self.sheet.open.as_ref();
        open.is_none_or(|open| open.changes(path))
    }

    /// Adds an empty item and goes to its page; a full repeat stays as it is.
    pub(super) async fn add_item(mut self, repeat: &str) -> Result<Response, Stop> {
        let options = repeat_at(&self.page.fields, &self.sheet.draft.answers, repeat);
        let here = self.url(self.item.as_deref());
        let Some(options) = options.filter(|_| self.may_change(repeat)) else {
            return Ok(see(&here));
        };
        if self.sheet.draft.answers.items(repeat).len() >= options.max_items as usize {
            return Ok(see(&here));
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
        let options = repeat_at(&self.page.fields, &self.sheet.draft.answers, repeat);
        let here = self.url(self.item.as_deref());
        if options.is_none() || !self.may_change(repeat) {
            return Ok(see(&here));
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
        Ok(see(&here))
    }
}
