//! The contract on the embedded engine, and what only its file can show.

use super::Ground;
use super::ground::{self, AGENCY, AMOUNT};
use rusqlite::Connection;
use server::clock::{Clock, DAY};
use server::dossier::state::DossierState;
use server::id;
use server::store::officer::{MadeOfficer, NewOfficer, Promised, Refused, Role};
use server::store::sqlite::{Options, Sqlite};
use server::store::{
    Asked, Contact, Deed, Done, NewFile, Place, PrincipalKind, Publication, Purpose, SaveDraft,
    Store, StoreError, Submission, Submitted,
};
use std::path::Path;
use std::sync::Arc;

fn open(folder: &Path, clock: &Clock) -> Arc<dyn Store> {
    Arc::new(
        Sqlite::open(Options::new(folder, clock.clone(), ground::sealer()))
            .expect("the store opens"),
    )
}

super::contract! { super::open;
    codes {
        a_lost_secret_is_replaced, a_stranger_learns_nothing_by_codes, five_wrong_codes_end_one,
        a_one_time_code_ends, codes_are_bounded, code_bound, a_proof_ends, a_result_has_its_conditions,
        a_late_code_is_not_sent,
    }
    dossiers {
        once, once_refuses_another_body, once_for_keys_of_every_form, reads_own_writes,
        a_due_keeps_it_out_of_the_inbox, owner_only, absent_alike, a_draft_is_submitted_as_it_was_checked,
        the_secret_is_shown_for_an_hour, a_list_goes_on, a_client_has_one_token,
    }
    drafts {
        raw_text_comes_back, two_tabs_lose_nothing, a_draft_ends_on_its_day, a_draft_can_be_discarded,
        drafts_are_bounded,
    }
    files {
        a_file_belongs_to_its_draft, files_go_with_the_submission, a_loose_file_is_taken_once,
        what_belongs_to_nothing_is_swept, damaged_bytes_are_refused, files_are_bounded,
    }
    jobs { at_least_once_jobs, a_job_has_one_worker, a_failing_job_is_given_up, jobs_come_with_their_cause }
    money {
        credit_once, credit_once_of_two_attempts, paid_stays_paid, a_callback_that_does_not_fit_credits_nothing,
        an_unpaid_dossier_closes_and_late_money_opens_it, legal_moves, a_silent_gateway_is_asked,
        attempts_are_bounded,
    }
    officers {
        an_account_is_made_once_and_closed, a_session_ends, a_code_is_used_once, an_inbox_is_of_one_agency,
        an_inbox_goes_on, a_dossier_is_found, a_dossier_is_accepted_once, a_promise_sorts_the_inbox,
        a_full_inbox_is_searched_and_counted, a_refusal_gives_its_reason_and_opens_a_refund, an_officer_acts_in_their_own_role,
    }
}

/// A connection of one's own to the database of a ground.
fn beside(ground: &Ground) -> Connection {
    Connection::open(ground.folder.path().join("tokhai.db")).expect("a connection")
}

/// That the database itself refuses `sql`, naming the invariant.
fn refuses(database: &Connection, sql: &str, invariant: &str) {
    match database.execute(sql, []) {
        Err(error) => assert!(error.to_string().contains(invariant), "{sql}: {error}"),
        Ok(rows) => panic!("{sql} changed {rows} rows"),
    }
}

/// A published version never changes, under its number nor in the database.
#[tokio::test]
async fn version_frozen() {
    let ground = Ground::new(open).await;
    ground.take(ground.submission("key")).await;
    let known = ground
        .store
        .version(ground.form.clone())
        .await
        .expect("read")
        .expect("there");
    let again = ground
        .store
        .publish_version(ground::version("1.0.0", &known.manifest))
        .await;
    assert_eq!(again, Ok(Publication::Known));
    let other = ground
        .store
        .publish_version(ground::version("1.0.0", "{\"v\":2}"))
        .await;
    assert_eq!(
        other,
        Ok(Publication::Clash {
            published: ground.form.clone()
        })
    );
    let wrong = server::store::NewVersion {
        hash: ground.form.clone(),
        ..ground::version("1.0.1", "{}")
    };
    assert!(
        ground.store.publish_version(wrong).await.is_err(),
        "a hash that is not its manifest's"
    );
    ground
        .store
        .publish_version(ground::version("1.1.0", "{\"v\":3}"))
        .await
        .expect("published");
    assert_eq!(
        ground.store.current_versions().await.expect("read").len(),
        1
    );
    assert_eq!(
        ground
            .store
            .version(ground.form.clone())
            .await
            .expect("read"),
        Some(known)
    );
    let database = beside(&ground);
    for sql in [
        "UPDATE form_version SET compiled = ''",
        "DELETE FROM form_version",
        "UPDATE form_file SET text = ''",
        "DELETE FROM form_file",
    ] {
        refuses(&database, sql, "version-frozen");
    }
    for column in ["form_hash", "reference", "today", "submitted_at", "owner"] {
        refuses(
            &database,
            &format!("UPDATE dossier SET {column} = {column}"),
            "version-frozen",
        );
    }
}

/// A version altered beneath us is not given out.
#[tokio::test]
async fn version_frozen_against_the_disk() {
    let ground = Ground::new(open).await;
    let database = beside(&ground);
    database
        .execute_batch(
            "DROP TRIGGER form_version_no_update; UPDATE form_version SET compiled = '{\"x\":1}'",
        )
        .expect("altered");
    assert!(matches!(
        ground.store.version(ground.form.clone()).await,
        Err(StoreError::Damaged(_))
    ));
    assert!(matches!(
        ground.store.current_versions().await,
        Err(StoreError::Damaged(_))
    ));
}

/// What was submitted is neither changed nor deleted.
#[tokio::test]
async fn submission_append() {
    let ground = Ground::new(open).await;
    ground.take(ground.submission("key")).await;
    let database = beside(&ground);
    refuses(
        &database,
        "UPDATE submission SET document = x''",
        "submission-append",
    );
    refuses(&database, "DELETE FROM submission", "submission-append");
}

/// A due, its lines and its attempts keep the amount they were made with.
#[tokio::test]
async fn amount_frozen() {
    let ground = Ground::new(open).await;
    let (reference, _) = ground.take(ground.paying("key")).await;
    let database = beside(&ground);
    for sql in [
        "UPDATE obligation SET amount = 1",
        "DELETE FROM obligation",
        "UPDATE fee_line SET amount = 1",
        "DELETE FROM fee_line",
    ] {
        refuses(&database, sql, "amount-frozen");
    }
    let dossier = ground
        .store
        .dossier(reference, ground.owner())
        .await
        .expect("read")
        .expect("there");
    assert_eq!(dossier.obligations[0].amount, AMOUNT);
    let mut negative = ground.paying("other key");
    if let Some(due) = &mut negative.due {
        due.lines[0].amount = -1;
    }
    assert!(ground.store.submit(negative).await.is_err());
}

/// Each event carries the hash of the one before: an altered, missing or
/// inserted row is found.
#[tokio::test]
async fn audit_chain() {
    for (harm, sql) in [
        (None, ""),
        (Some(3), "UPDATE event SET data = '{}' WHERE seq = 3"),
        (
            Some(3),
            "UPDATE event SET dossier = 1 + dossier WHERE seq = 3",
        ),
        (Some(2), "DELETE FROM event WHERE seq = 2"),
        (
            Some(5),
            "INSERT INTO event SELECT 5, dossier, kind, actor, data, at, hash FROM event WHERE seq = 4",
        ),
    ] {
        let ground = Ground::new(open).await;
        for key in ["a", "b", "c", "d"] {
            ground.take(ground.paying(key)).await;
        }
        let database = beside(&ground);
        refuses(&database, "UPDATE event SET at = 0", "audit-chain");
        refuses(&database, "DELETE FROM event", "audit-chain");
        database
            .execute_batch("PRAGMA foreign_keys = OFF; DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;")
            .expect("the triggers are gone");
        database.execute_batch(sql).expect("harmed");
        assert_eq!(ground.store.broken_event().await, Ok(harm), "{sql}");
    }
}

/// Nothing a person gave, and no secret, lies readable in any file of the store.
#[tokio::test]
async fn no_secrets_out() {
    let ground = Ground::new(open).await;
    let draft = ground.draft().await;
    let save = SaveDraft {
        id: draft.id.clone(),
        owner: ground.owner.clone(),
        base: 0,
        changes: vec![("name".into(), "PLANTED-IN-DRAFT".into())],
        removed: Vec::new(),
        form_hash: None,
        expires_at: ground.clock.now() + DAY,
    };
    ground.store.save_draft(save).await.expect("saved");
    let file = NewFile {
        place: Place::Draft {
            id: draft.id,
            field: "papers".into(),
        },
        owner: ground.owner.clone(),
        name: "PLANTED-FILE-NAME.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: b"PLANTED-FILE-BYTES".to_vec(),
    };
    ground.store.add_file(file).await.expect("kept");
    ground
        .store
        .create_principal(PrincipalKind::Cookie, id::token_hash("PLANTED-TOKEN"))
        .await
        .expect("a principal");
    let (_, secret) = ground
        .take(Submission {
            key: "PLANTED-KEY".into(),
            document: b"PLANTED-IN-DOCUMENT".to_vec(),
            contact: Some(Contact {
                kind: "email".into(),
                to: "PLANTED-CONTACT@example.org".into(),
            }),
            ..ground.paying("")
        })
        .await;
    let mut files = 0;
    search(
        ground.folder.path(),
        &["PLANTED", secret.expose(), "citizen@example.org"],
        &mut files,
    );
    assert!(files >= 3, "database, log and one upload were searched");
    let debugged = format!("{:?}", ground.paying("key"));
    assert!(
        !debugged.contains("Nguy") && !debugged.contains("citizen"),
        "{debugged}"
    );
}

/// A one-time code is nowhere readable, and gone with its message.
#[tokio::test]
async fn a_code_is_kept_sealed_and_hashed() {
    let ground = Ground::new(open).await;
    let (reference, _) = ground.take(ground.paying("key")).await;
    let first = ground.store.claim_message(DAY).await;
    assert!(first.expect("read").is_some());
    let typed = Contact::typed("citizen@example.org");
    let purpose = Purpose::Secret(Some(reference), typed);
    let asked = ground.store.ask_code(purpose, ground.stranger.clone());
    assert_eq!(asked.await, Ok(Asked::OnItsWay));
    let message = ground.store.claim_message(DAY).await;
    let message = message.expect("read").expect("a code");
    let code = message.code.expect("its digits");
    let kept = || {
        let sql = "SELECT hash, (SELECT code FROM outbox WHERE until IS NOT NULL) FROM code";
        let row = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
        };
        beside(&ground).query_row(sql, [], row).expect("a row")
    };
    let (hash, sealed) = kept();
    for bytes in [hash, sealed.expect("it waits")] {
        assert!(bytes.len() > 32);
        let digits = code.expose().as_bytes();
        assert!(!bytes.windows(digits.len()).any(|window| window == digits));
    }
    let done = ground.store.finish_message(message.claim).await;
    assert_eq!(done, Ok(true));
    assert_eq!(kept().1, None);
}

fn search(folder: &Path, words: &[&str], files: &mut u32) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            search(&entry.path(), words, files);
            continue;
        }
        *files += 1;
        let bytes = std::fs::read(entry.path()).expect("a file");
        for word in words {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word} lies readable in {}", entry.path().display());
        }
    }
}

/// A commit that fails is acknowledged to nobody, and nothing is taken after it.
#[tokio::test]
async fn fail_closed() {
    let ground = Ground::new(open).await;
    ground.store.probe().await.expect("it takes writes");
    // A reference that is checked at the commit alone makes the commit fail.
    beside(&ground)
        .execute_batch(
            "CREATE TABLE no_such (id INTEGER PRIMARY KEY);
             CREATE TABLE poison (x INTEGER REFERENCES no_such (id) DEFERRABLE INITIALLY DEFERRED);
             CREATE TRIGGER poison AFTER INSERT ON submission BEGIN INSERT INTO poison VALUES (1); END;",
        )
        .expect("poisoned");
    let posts: Vec<_> = (0..64)
        .map(|n| tokio::spawn(ground.store.submit(ground.submission(&n.to_string()))))
        .collect();
    for post in posts {
        assert!(
            post.await.expect("no panic").is_err(),
            "nothing is acknowledged"
        );
    }
    assert_eq!(ground.store.probe().await, Err(StoreError::ReadOnly));
    assert_eq!(ground.store.add_job(job()).await, Err(StoreError::ReadOnly));
    assert_eq!(
        ground.store.dossiers(AGENCY.into(), None, 100).await,
        Ok(Vec::new()),
        "reading goes on"
    );
}

fn job() -> server::store::NewJob {
    server::store::NewJob {
        kind: "work".into(),
        payload: "{}".into(),
        run_at: 0,
    }
}

/// A unit that fails takes nothing of its neighbours with it.
#[tokio::test]
async fn a_failed_unit_leaves_its_neighbours() {
    let ground = Ground::new(open).await;
    let submissions = (0..64).map(|number| {
        let submission = ground.paying(&number.to_string());
        let bad = number % 7 == 0;
        (
            bad,
            Submission {
                form_hash: if bad {
                    "none".into()
                } else {
                    submission.form_hash.clone()
                },
                ..submission
            },
        )
    });
    let posts: Vec<_> = submissions
        .map(|(bad, submission)| (bad, tokio::spawn(ground.store.submit(submission))))
        .collect();
    for (bad, post) in posts {
        assert_eq!(post.await.expect("no panic").is_err(), bad);
    }
    let database = beside(&ground);
    let count = |sql: &str| {
        database
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .expect("a count")
    };
    for table in [
        "dossier",
        "submission",
        "idempotency",
        "obligation",
        "event",
        "outbox",
    ] {
        assert_eq!(
            count(&format!("SELECT count(*) FROM {table}")),
            54,
            "{table}"
        );
    }
    assert_eq!(ground.store.broken_event().await, Ok(None));
}

/// What waits has a cap; beyond it is refused at once, and what was taken is done.
#[tokio::test]
async fn bounded() {
    let ground = Ground::new(open).await;
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options {
        queue: 4,
        ..Options::new(folder.path(), ground.clock.clone(), ground::sealer())
    };
    let store = Sqlite::open(options).expect("the store opens");
    let other = Connection::open(folder.path().join("tokhai.db")).expect("a connection");
    other
        .execute_batch("BEGIN IMMEDIATE")
        .expect("the writer must wait");
    let mut taken = Vec::new();
    let refused = loop {
        let answer = store.add_job(job());
        let mut answer = Box::pin(answer);
        match futures::poll!(&mut answer) {
            std::task::Poll::Ready(refused) => break refused,
            std::task::Poll::Pending => taken.push(answer),
        }
    };
    assert_eq!(refused, Err(StoreError::Busy));
    assert!(
        taken.len() <= 4 + 4 + 1,
        "{} were taken into a queue of 4",
        taken.len()
    );
    other
        .execute_batch("ROLLBACK")
        .expect("the writer may go on");
    for answer in taken {
        assert_eq!(answer.await, Ok(()));
    }
}

/// A store that was closed opens again with everything in it.
#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let Ground {
        store,
        clock,
        owner,
        form,
        folder,
        stranger,
    } = Ground::new(open).await;
    let again = |store| Ground {
        store,
        clock: clock.clone(),
        owner: owner.clone(),
        form: form.clone(),
        stranger: stranger.clone(),
        folder: tempfile::tempdir().expect("a folder"),
    };
    let ground = again(store);
    let (reference, _) = ground.take(ground.paying("key")).await;
    drop(ground);
    let ground = again(open(folder.path(), &clock));
    let replay = ground
        .store
        .submit(ground.paying("key"))
        .await
        .expect("the store answers");
    assert!(
        matches!(replay, Submitted::Taken { reference: same, replayed: true, .. } if same == reference)
    );
    let (other, _) = ground.take(ground.paying("other key")).await;
    assert_ne!(other, reference);
}

/// The ten thousandth dossier of a day has a code of five digits.
#[tokio::test]
async fn codes_grow_beyond_four_digits() {
    let ground = Ground::new(open).await;
    let officer = officer(&ground).await;
    let mut codes = Vec::new();
    for key in ["1", "2", "3"] {
        let (reference, _) = ground.take(ground.submission(key)).await;
        let done = ground
            .store
            .act(officer.clone(), reference, Deed::Accept(None));
        match done.await {
            Ok(Done::Done(Some(code))) => codes.push(code),
            other => panic!("{other:?}"),
        }
        if key == "1" {
            let sql = "UPDATE dossier_code_sequence SET last = 9998";
            assert_eq!(beside(&ground).execute(sql, []), Ok(1));
        }
    }
    assert_eq!(
        codes,
        ["SL01-261123-0001", "SL01-261123-9999", "SL01-261123-10000"]
    );
}

/// What was promised at acceptance, and under which code, stays.
#[tokio::test]
async fn promise_frozen() {
    let ground = Ground::new(open).await;
    let officer = officer(&ground).await;
    let (reference, _) = ground.take(ground.submission("key")).await;
    let promised = Promised {
        at: ground.clock.now() + DAY,
        why: "{}".into(),
    };
    let accept = Deed::Accept(Some(promised.clone()));
    let done = ground.store.act(officer.clone(), reference, accept.clone());
    assert!(matches!(done.await, Ok(Done::Done(Some(_)))));
    ground.clock.advance(DAY);
    let again = ground.store.act(officer, reference, accept).await;
    assert_eq!(again, Ok(Done::Moved(DossierState::Accepted)));
    let dossier = ground.store.dossier(reference, ground.owner()).await;
    let dossier = dossier.expect("read").expect("there");
    assert_eq!(dossier.due_at, Some(promised.at));
    let database = beside(&ground);
    for column in ["code", "accepted_at", "promise"] {
        let sql = format!("UPDATE dossier SET {column} = NULL");
        refuses(&database, &sql, "promise-frozen");
    }
}

/// Names and what officers write are sealed; what was written stays.
#[tokio::test]
async fn what_officers_read_is_sealed() {
    let ground = Ground::new(open).await;
    let officer = officer(&ground).await;
    let named = Submission {
        applicant: Some("Plantedname Nguyễn".into()),
        ..ground.submission("named")
    };
    let (reference, _) = ground.take(named).await;
    let note = Deed::Note("Plantednote".to_owned().into());
    let refuse = Deed::Refuse(Refused {
        reason: "Plantedreason".into(),
        basis: "Plantedbasis".into(),
    });
    for deed in [note, refuse] {
        let done = ground.store.act(officer.clone(), reference, deed).await;
        assert_eq!(done, Ok(Done::Done(None)));
    }
    for file in ["tokhai.db", "tokhai.db-wal"] {
        let bytes = std::fs::read(ground.folder.path().join(file)).expect("a file");
        for planted in ["Planted", "planted", "nguyen"] {
            let found = bytes
                .windows(planted.len())
                .any(|window| window == planted.as_bytes());
            assert!(!found, "{file} holds {planted}");
        }
    }
    let database = beside(&ground);
    refuses(&database, "UPDATE note SET at = 0", "note-append");
    refuses(&database, "DELETE FROM note", "note-append");
}

/// Lists and counts of an inbox read no row of a dossier, only its index.
#[tokio::test]
async fn an_inbox_is_read_from_its_index() {
    let ground = Ground::new(open).await;
    let database = beside(&ground);
    for (side, index) in [
        ("agency = ?1", "dossier_inbox"),
        (
            "deciding = ?1 AND deciding <> agency",
            "dossier_inbox_deciding",
        ),
    ] {
        for sql in [
            format!(
                "SELECT due_at, received_at, id FROM dossier WHERE {side} AND state = ?2 AND received_at IS NOT NULL
                    AND due_at >= 0 AND due_at < 9 AND (due_at, received_at, id) > (1, 1, 1)
                 ORDER BY due_at, received_at, id LIMIT 26"
            ),
            format!(
                "SELECT state, count(*) FROM dossier WHERE {side} AND received_at IS NOT NULL AND ?2 = ?2 GROUP BY state"
            ),
        ] {
            let mut plan = database
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .expect("a query");
            let steps: Vec<String> = plan
                .query_map(["SL01", "submitted"], |row| row.get(3))
                .expect("a plan")
                .collect::<Result<_, _>>()
                .expect("steps");
            assert_eq!(steps.len(), 1, "{steps:?}");
            let wanted = format!("USING COVERING INDEX {index} ");
            assert!(steps[0].contains(&wanted), "{steps:?}");
        }
    }
}

/// An officer who receives at [`AGENCY`]; the id.
async fn officer(ground: &Ground) -> String {
    let new = NewOfficer {
        login: "nga".into(),
        name: "Nga".into(),
        password: server::config::Hidden::new("a hash"),
        totp: None,
        posts: vec![(AGENCY.into(), Role::Receive)],
    };
    let made = ground.store.add_officer(new).await;
    assert_eq!(made, Ok(MadeOfficer::Made));
    let kept = ground.store.credentials("nga".into()).await;
    kept.expect("read").expect("an account").officer
}
