//! The world a template lives in: itself, our own common parts, the fonts, one
//! text of data, and the day the paper is dated. No file, no package, no
//! network, no clock.

use crate::{fonts, time};
use std::path::Path;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Parts that our own papers share; a template of an agency may not import.
static COMMON: LazyLock<Option<Source>> = LazyLock::new(|| {
    let path = VirtualPath::new("common.typ").ok()?;
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    Some(Source::new(
        id,
        include_str!("../papers/common.typ").to_owned(),
    ))
});

/// One template with what it is given.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    main: Source,
    common: bool,
    at: i64,
}

impl Desk {
    /// `data` becomes `sys.inputs.result`. `at`, in µs since the epoch, is
    /// what `datetime.today()` is read from. `common`: our own paper, which may
    /// import the common parts.
    pub(crate) fn new(template: &str, data: &str, at: i64, common: bool) -> Self {
        let inputs = Dict::from_iter([("result".into(), data.into_value())]);
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            // Always the same name: names are interned for good.
            main: Source::detached(template),
            common,
            at,
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts::all().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let common = COMMON
            .as_ref()
            .filter(|common| self.common && common.id() == id);
        common.cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Err(absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().list.get(index).cloned()
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        let local = time::civil(self.at)?;
        match offset {
            None => Some(local),
            Some(offset) => {
                let utc = local - Duration::construct(0, i64::from(time::OFFSET), 0, 0, 0);
                Some(utc + offset)
            }
        }
    }
}

/// Files that are not here, packages among them. The name is the template's own.
fn absent(id: FileId) -> FileError {
    FileError::NotFound(Path::new(id.get().vpath().get_without_slash()).to_owned())
}
