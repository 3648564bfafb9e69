//! Kill -9 at random moments under 64 clients: nothing that was acknowledged
//! is lost, nothing is there twice, and the database is whole.
//!
//! This shows crash consistency and `once`; it cannot show that the disk was
//! told to sync, since the page cache outlives a process.

use rusqlite::Connection;
use server::clock::Clock;
use server::id;
use server::store::sqlite::{Options, Sqlite};
use server::store::{Store, Submitted};
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tests::killed;

/// Rounds that share one folder, so that a killed database is killed again.
const ROUNDS_A_FOLDER: u32 = 10;
/// Submissions asked again at once.
const AT_ONCE: usize = 64;

/// Rounds: 50, or what `TOKHAI_KILL_ROUNDS` says.
fn rounds() -> u32 {
    std::env::var("TOKHAI_KILL_ROUNDS").ok().map_or(50, |text| {
        text.parse().expect("TOKHAI_KILL_ROUNDS is a number")
    })
}

#[tokio::test]
async fn ack_durable() {
    let (mut folder, mut said, mut total) = (None, Said::default(), 0);
    for round in 0..rounds() {
        if round % ROUNDS_A_FOLDER == 0 {
            total += said.acknowledged.len();
            folder = Some(tempfile::tempdir().expect("a folder"));
            said = Said::default();
        }
        let Some(folder) = &folder else { continue };
        let path = folder.path().to_owned();
        said = tokio::task::spawn_blocking(move || kill_one(&path, round, said))
            .await
            .expect("no panic");
        judge(folder.path(), &mut said).await;
    }
    total += said.acknowledged.len();
    assert!(
        total as u32 >= rounds(),
        "only {total} submissions were acknowledged: nothing was shown"
    );
    println!("{} kills, {total} submissions", rounds());
}

/// What the killed processes said.
#[derive(Default)]
struct Said {
    /// Keys that were asked for.
    asked: HashSet<String>,
    /// Keys that were acknowledged, with the reference given.
    acknowledged: HashMap<String, String>,
}

impl Said {
    fn hear(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["?", key] => drop(self.asked.insert(key.to_owned())),
            ["=", key, reference] => drop(
                self.acknowledged
                    .insert(key.to_owned(), reference.to_owned()),
            ),
            _ => panic!("the child said {line:?}"),
        }
    }
}

/// Starts a child, hears its first acknowledgement, lets it run for a random
/// while and kills it.
fn kill_one(folder: &Path, round: u32, mut said: Said) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kill_child"))
        .arg(folder)
        .arg(round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the child starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).split(b'\n');
    let mut next = move || {
        lines
            .next()
            .map(|line| String::from_utf8(line.expect("the pipe")).expect("text"))
    };
    while let Some(line) = next() {
        said.hear(&line);
        if line.starts_with('=') {
            break;
        }
    }
    let [while_random, ..] = id::random::<4>();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(u64::from(while_random) / 2));
        child.kill().expect("killed");
        child.wait().expect("gone")
    });
    while let Some(line) = next() {
        said.hear(&line);
    }
    let status = killer.join().expect("no panic");
    assert_eq!(status.code(), None, "the child was killed, it did not end");
    said
}

/// Asks every key again, as its client would, and looks at every row.
async fn judge(folder: &Path, said: &mut Said) {
    let store = Sqlite::open(Options::new(folder, Clock::system(), killed::sealer()))
        .expect("it opens again");
    let owner = killed::prepare(&store).await;
    assert_eq!(store.broken_event().await, Ok(None));
    let keys: Vec<String> = said.asked.iter().cloned().collect();
    for some in keys.chunks(AT_ONCE) {
        let again = some
            .iter()
            .map(|key| store.submit(killed::submission(&owner, key)));
        for (key, outcome) in some.iter().zip(futures::future::join_all(again).await) {
            let Ok(Submitted::Taken {
                reference,
                replayed,
                ..
            }) = outcome
            else {
                panic!("{key}: {outcome:?}")
            };
            match said.acknowledged.get(key) {
                Some(known) => assert_eq!(
                    (known, replayed),
                    (&reference.to_string(), true),
                    "{key} was lost"
                ),
                None => drop(said.acknowledged.insert(key.clone(), reference.to_string())),
            }
        }
    }
    drop(store);
    look(
        &Connection::open(folder.join("tokhai.db")).expect("a connection"),
        said,
    );
}

fn look(database: &Connection, said: &Said) {
    let text = |sql: &str| {
        database
            .query_row(sql, [], |row| row.get::<_, String>(0))
            .expect("an answer")
    };
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    assert!(
        database
            .query_row("PRAGMA foreign_key_check", [], |_| Ok(()))
            .is_err(),
        "a row points nowhere"
    );
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        database
            .query_row(&sql, [], |row| {
                row.get::<_, i64>(0).map(|rows| rows as usize)
            })
            .expect("a count")
    };
    for table in [
        "dossier",
        "submission",
        "idempotency",
        "obligation",
        "fee_line",
        "event",
        "outbox",
    ] {
        assert_eq!(count(table), said.asked.len(), "{table}: one row a key");
    }
    let mut statement = database
        .prepare("SELECT reference FROM dossier")
        .expect("a query");
    let kept: HashSet<String> = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(kept.len(), said.asked.len(), "no reference twice");
    assert!(
        said.acknowledged
            .values()
            .all(|reference| kept.contains(reference)),
        "a reference is not there"
    );
}
