//! Files that come with a page.

use super::{Save, Stop};
use crate::store::draft::FROM_CURRENT;
use crate::store::file::Place;
use crate::store::{Added, NewFile};
use crate::upload;
use crate::web::body::PostedFile;
use app::desk::{FileRefusal, Refusal};
use forms::Question;
use forms::form::Field;
use forms::question::file::{FileRef, Options};

impl Save {
    /// Judges one file and keeps it; the inner error names it.
    pub(super) async fn take(
        &mut self,
        file: &PostedFile,
        fields: &[Field],
        prefix: &str,
    ) -> Result<Result<(), Refusal>, Stop> {
        let closed = |open: &forms::Open| !open.changes(&file.field);
        if self.sheet.open.as_ref().is_some_and(closed) {
            return Ok(Ok(()));
        }
        let Some(options) = file_options(fields, prefix, &file.field) else {
            return Ok(Ok(()));
        };
        let refuse = |reason| {
            Ok(Err(Refusal::File {
                path: file.field.clone(),
                name: upload::harmless(&file.name),
                reason,
            }))
        };
        let name = match upload::name(&file.name) {
            Ok(name) => name,
            Err(reason) => return refuse(reason),
        };
        let media_type = match upload::judge(&file.bytes, &options) {
            Ok(found) => found,
            Err(reason) => return refuse(reason),
        };
        let there = self
            .sheet
            .draft
            .answers
            .get(&file.field)
            .map(FileRef::read_all)
            .unwrap_or_default()
            .len();
        if there >= options.max_items as usize {
            return refuse(FileRefusal::TooMany(options.max_items));
        }
        if self.sheet.keeps_no_files() {
            return self.name_only(file, name, media_type).await.map(Ok);
        }
        let new = NewFile {
            place: Place::Draft {
                id: self.sheet.draft.id.clone(),
                field: file.field.clone(),
            },
            owner: self.sheet.draft.owner.clone(),
            name,
            media_type: media_type.to_owned(),
            bytes: file.bytes.to_vec(),
        };
        match self.app.store.add_file(new).await? {
            Added::Kept(_) => {
                self.sheet.draft.answers = self.sheet.fresh(&self.app).await?;
                Ok(Ok(()))
            }
            Added::TooMany => refuse(FileRefusal::TooMany(crate::store::file::MAX_FILES)),
            Added::Absent => Err(Stop::gone()),
        }
    }
}

impl Save {
    /// Names a file in the answers as though it were kept. No byte of it is.
    async fn name_only(
        &mut self,
        file: &PostedFile,
        name: String,
        media_type: &str,
    ) -> Result<(), Stop> {
        let named = FileRef {
            id: crate::id::random_id(),
            name,
            size: file.bytes.len() as u64,
            media_type: media_type.to_owned(),
            sha256: hex::encode(crate::id::sha256(&file.bytes)),
        };
        let there = self.sheet.draft.answers.get(&file.field);
        let mut all = there.map(FileRef::read_all).unwrap_or_default();
        all.push(named);
        let change = (file.field.clone(), FileRef::write_all(&all));
        self.store(vec![change], Vec::new(), FROM_CURRENT, None)
            .await
            .map(drop)
    }

    /// Takes a file's name out of the answers again.
    pub(super) async fn forget_file(&mut self, id: &str) -> Result<(), Stop> {
        let mut changes = Vec::new();
        for (path, raw) in self.sheet.draft.answers.iter() {
            let mut all = FileRef::read_all(raw);
            let before = all.len();
            all.retain(|file| file.id != id);
            if all.len() < before {
                changes.push((path.to_owned(), FileRef::write_all(&all)));
            }
        }
        self.store(changes, Vec::new(), FROM_CURRENT, None)
            .await
            .map(drop)
    }
}

/// The options of the file question at `path` among `fields`.
fn file_options(fields: &[Field], prefix: &str, path: &str) -> Option<Options> {
    fields.iter().find_map(|field| {
        let own = format!("{prefix}{}", field.id);
        match &field.question {
            Question::File(options) if own == path => Some(options.clone()),
            Question::Group(inner) => file_options(inner, &format!("{own}."), path),
            _ => None,
        }
    })
}
