//! Words of rows to values of ours and back.

use crate::dossier::state::DossierState;
use crate::id::Reference;
use crate::payment::state::{AttemptState, ObligationState, TaskKind};
use crate::store::{Channel, EventKind, PrincipalKind};
use forms::date::Date;
use rusqlite::types::Type;
use rusqlite::{Error, Result, Row};

/// Reads the word in column `at`, which must be one `read` knows.
pub(super) fn word<T>(row: &Row<'_>, at: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    let found = row.get_ref(at)?;
    read(found.as_str()?).ok_or_else(|| Error::InvalidColumnType(0, at.to_owned(), Type::Text))
}

pub(super) fn reference(row: &Row<'_>) -> Result<Reference> {
    word(row, "reference", Reference::parse)
}

pub(super) fn dossier_state(row: &Row<'_>) -> Result<DossierState> {
    word(row, "state", DossierState::named)
}

pub(super) fn attempt_state(row: &Row<'_>) -> Result<AttemptState> {
    word(row, "state", AttemptState::parse)
}

pub(super) fn obligation_state(row: &Row<'_>) -> Result<ObligationState> {
    word(row, "state", ObligationState::parse)
}

pub(super) fn task_kind(row: &Row<'_>) -> Result<TaskKind> {
    word(row, "kind", TaskKind::parse)
}

pub(super) fn event_kind(row: &Row<'_>) -> Result<EventKind> {
    word(row, "kind", EventKind::parse)
}

pub(super) fn channel(row: &Row<'_>) -> Result<Channel> {
    word(row, "channel", Channel::parse)
}

pub(super) fn principal_kind(row: &Row<'_>) -> Result<PrincipalKind> {
    word(row, "kind", PrincipalKind::parse)
}

/// `YYYY-MM-DD`.
pub(super) fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

pub(super) fn date(row: &Row<'_>, at: &str) -> Result<Date> {
    word(row, at, |text| {
        let mut parts = text.splitn(3, '-');
        Some(Date {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        })
    })
}
