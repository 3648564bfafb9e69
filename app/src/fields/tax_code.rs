//! `taxCode`: ten digits, perhaps with a branch.

use super::{Sheet, national_id};
use forms::Field;
use leptos::prelude::*;

/// As any number that is read against a card.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, path: &str) -> AnyView {
    national_id::view(sheet, field, path)
}
