//! `partialDate`: a date of which day, or day and month, may stay empty.

use super::{Sheet, date};
use forms::Field;
use forms::question::partial_date::Options;
use leptos::prelude::*;

/// The inputs down to the finest part asked for.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    date::parts(sheet, field, path, &options.precision)
}
