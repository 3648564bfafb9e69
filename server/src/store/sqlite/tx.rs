//! What a unit of work sees: its connection, its instant, the sealer, and the
//! few moves every unit makes.

use super::Tools;
use crate::seal::{Sealer, Unopenable};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Params, Row};

/// A unit's view of the database.
pub(super) struct Tx<'a> {
    pub(super) connection: &'a Connection,
    pub(super) tools: &'a Tools,
}

impl<'a> Tx<'a> {
    pub(super) fn new(connection: &'a Connection, tools: &'a Tools) -> Self {
        Self { connection, tools }
    }

    /// The time, µs.
    pub(super) fn now(&self) -> i64 {
        self.tools.clock.now()
    }

    /// The sealer.
    pub(super) fn sealer(&self) -> &Sealer {
        &self.tools.sealer
    }

    /// Runs a statement; how many rows it changed.
    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    /// Runs a statement that must change exactly one row.
    pub(super) fn change_one(&self, sql: &str, params: impl Params) -> Result<(), StoreError> {
        match self.execute(sql, params)? {
            1 => Ok(()),
            rows => Err(StoreError::Engine(format!(
                "{rows} rows where one was to change"
            ))),
        }
    }

    /// The first row, if any.
    pub(super) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row(params, read)
            .optional()?)
    }

    /// Every row.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_map(params, read)?
            .collect::<Result<_, _>>()?)
    }
}

impl From<Unopenable> for StoreError {
    fn from(_: Unopenable) -> Self {
        Self::Damaged("sealed value")
    }
}

impl From<rusqlite::Error> for StoreError {
    /// Keeps the engine's code and message. Other kinds may quote a value, so
    /// their name must do.
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(match error {
            rusqlite::Error::SqliteFailure(code, message) => {
                format!(
                    "{:?} ({}) {}",
                    code.code,
                    code.extended_code,
                    message.unwrap_or_default()
                )
            }
            rusqlite::Error::SqlInputError { msg, .. } => msg,
            rusqlite::Error::QueryReturnedNoRows => "no row where one was sure".into(),
            rusqlite::Error::InvalidColumnType(_, name, _) => {
                format!("column {name} holds another type")
            }
            _ => "a row does not read back".into(),
        })
    }
}
