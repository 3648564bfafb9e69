//! Opening: the lock, the settings every connection must have, migrations.

use rusqlite::{Connection, OpenFlags};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

/// 3.51.3 mends a bug of every WAL database since 3.7.0: a checkpoint and a
/// write at the same moment could leave the file damaged.
const OLDEST: i32 = 3_051_003;

/// Migrations in order; `user_version` counts those that were done. Only ever
/// added to: a released one never changes.
const MIGRATIONS: [&str; 12] = [
    include_str!("../../../migrations/sqlite/0001_agencies.sql"),
    include_str!("../../../migrations/sqlite/0002_forms.sql"),
    include_str!("../../../migrations/sqlite/0003_dossiers.sql"),
    include_str!("../../../migrations/sqlite/0004_drafts.sql"),
    include_str!("../../../migrations/sqlite/0005_money.sql"),
    include_str!("../../../migrations/sqlite/0006_events_jobs.sql"),
    include_str!("../../../migrations/sqlite/0007_moved_drafts.sql"),
    include_str!("../../../migrations/sqlite/0008_officers.sql"),
    include_str!("../../../migrations/sqlite/0009_processing.sql"),
    include_str!("../../../migrations/sqlite/0010_codes.sql"),
    include_str!("../../../migrations/sqlite/0011_inbox.sql"),
    include_str!("../../../migrations/sqlite/0012_publishing.sql"),
];

/// Why the store cannot be opened: one sentence for whoever starts the server.
#[derive(Debug)]
pub struct OpenError(String);

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

impl OpenError {
    pub(super) fn folder(folder: &Path, error: &io::Error) -> Self {
        Self(format!(
            "the data folder {} cannot be used: {error}",
            folder.display()
        ))
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self(format!("the database cannot be opened: {error}"))
    }
}

/// Takes the data folder for this process; freed when the process ends, however it ends.
pub(super) fn lock(folder: &Path) -> Result<File, OpenError> {
    fs::create_dir_all(folder).map_err(|error| OpenError::folder(folder, &error))?;
    let file =
        File::create(folder.join("lock")).map_err(|error| OpenError::folder(folder, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError(format!(
            "the data folder {} is in use by another process",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) => Err(OpenError::folder(folder, &error)),
    }
}

/// The writer's connection, with the schema brought up to date.
pub(super) fn writing(path: &Path) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST {
        return Err(OpenError(format!(
            "SQLite {} is too old: 3.51.3 is the first safe one",
            rusqlite::version()
        )));
    }
    let mut connection = Connection::open(path)?;
    prepare(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Pages until the log is written back; a larger log means fewer syncs of the main file.
    connection.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    connection.pragma_update(None, "cache_size", -8_192)?;
    expect(&connection, "journal_mode", "wal")?;
    expect(&connection, "synchronous", "2")?;
    expect(&connection, "foreign_keys", "1")?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Where dossiers are numbered from: beyond the last one by a random stretch.
/// A backup put back may lack the last dossiers; the stretch keeps their
/// references, which people hold, from being given to others.
pub(super) fn next_number(connection: &Connection) -> Result<i64, OpenError> {
    let last: i64 =
        connection.query_row("SELECT coalesce(max(id), 0) FROM dossier", [], |row| {
            row.get(0)
        })?;
    let stretch = i64::from(u32::from_be_bytes(crate::id::random()) >> 12);
    Ok(last + 1 + stretch)
}

/// A connection that only reads.
pub(super) fn reading(path: &Path) -> Result<Connection, OpenError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    prepare(&connection)?;
    connection.pragma_update(None, "query_only", "ON")?;
    expect(&connection, "query_only", "1")?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), OpenError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Settings are asked back: a misspelt pragma is silently ignored.
fn expect(connection: &Connection, pragma: &str, wanted: &str) -> Result<(), OpenError> {
    let found = connection.pragma_query_value(None, pragma, |row| {
        row.get::<_, rusqlite::types::Value>(0)
            .map(|value| match value {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                _ => String::new(),
            })
    })?;
    if found.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    Err(OpenError(format!(
        "the database does not take {pragma}={wanted} (it says {found})"
    )))
}

fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let done: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(OpenError(format!(
            "the database is of a later version (schema {done}, this program knows {})",
            MIGRATIONS.len()
        )));
    }
    for (number, migration) in MIGRATIONS.iter().enumerate().skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", number + 1))?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_owner() {
        let folder = tempfile::tempdir().unwrap();
        let held = lock(folder.path()).unwrap();
        assert!(
            lock(folder.path())
                .unwrap_err()
                .to_string()
                .contains("another process")
        );
        drop(held);
        lock(folder.path()).unwrap();
    }

    #[test]
    fn migrations_run_once_and_a_later_schema_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokhai.db");
        drop(writing(&path).unwrap());
        let again = writing(&path).unwrap();
        again.pragma_update(None, "user_version", 999).unwrap();
        drop(again);
        assert!(
            writing(&path)
                .unwrap_err()
                .to_string()
                .contains("later version")
        );
    }

    /// What was submitted before the inbox was made quick is found and counted after.
    #[test]
    fn old_dossiers_are_counted_and_their_words_paired() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .pragma_update(None, "foreign_keys", "OFF")
            .unwrap();
        let mut migrations = MIGRATIONS.iter();
        let before = migrations.position(|sql| sql.contains("CREATE TABLE inbox_count"));
        let before = before.unwrap();
        for sql in &MIGRATIONS[..before] {
            connection.execute_batch(sql).unwrap();
        }
        let day = 86_400_000_000_i64;
        for (id, deciding, state, due, received) in [
            (1, "A", "submitted", 0, Some(5)),
            (2, "B", "accepted", 3 * day, Some(6)),
            (3, "A", "accepted", 3 * day - 25_200_000_000, Some(7)),
            (4, "A", "awaitingPayment", 0, None),
        ] {
            connection
                .execute(
                    "INSERT INTO dossier (id, reference, secret_hash, owner, form_hash, procedure, agency, deciding, state,
                        channel, lang, today, submitted_at, received_at, due_at)
                     VALUES (?1, 'R' || ?1, x'00', 'o', 'f', 'p', 'A', ?2, ?3, 'online', 'vi', '2026-11-23', 1, ?5, ?4)",
                    rusqlite::params![id, deciding, state, due, received],
                )
                .unwrap();
        }
        let words = [[3_u8; 16], [0; 16], [9; 16]];
        for word in words {
            let row = rusqlite::params![word, 2];
            let sql = "INSERT INTO dossier_word (word_hash, dossier) VALUES (?, ?)";
            connection.execute(sql, row).unwrap();
        }
        connection.execute_batch(MIGRATIONS[before]).unwrap();
        let mut kept: Vec<[u8; 16]> = connection
            .prepare("SELECT word_hash FROM dossier_word WHERE dossier = 2")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let mut expected = super::super::inbox::kept_as(&words);
        kept.sort_unstable();
        expected.sort_unstable();
        assert_eq!(kept, expected);
        let counts = || -> Vec<(String, String, i64, i64)> {
            connection
                .prepare(
                    "SELECT agency, state, day, n FROM inbox_count ORDER BY agency, state, day",
                )
                .unwrap()
                .query_map([], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap()
        };
        let line = |agency: &str, state: &str, day, n| (agency.into(), state.into(), day, n);
        assert_eq!(
            counts(),
            [
                line("A", "accepted", 3, 2),
                line("A", "submitted", -1, 1),
                line("B", "accepted", 3, 1),
            ]
        );
        connection
            .execute(
                "UPDATE dossier SET deciding = 'C', due_at = 1 WHERE id = 2",
                [],
            )
            .unwrap();
        connection
            .execute("UPDATE dossier SET received_at = 9 WHERE id = 4", [])
            .unwrap();
        assert_eq!(
            counts(),
            [
                line("A", "accepted", 0, 1),
                line("A", "accepted", 3, 1),
                line("A", "awaitingPayment", -1, 1),
                line("A", "submitted", -1, 1),
                line("C", "accepted", 0, 1),
            ]
        );
    }

    #[test]
    fn a_reading_connection_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokhai.db");
        drop(writing(&path).unwrap());
        assert!(
            reading(&path)
                .unwrap()
                .execute("INSERT INTO probe VALUES (1, 1)", [])
                .is_err()
        );
    }
}
