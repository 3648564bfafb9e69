//! Jobs and messages.

use super::Ground;
use server::clock::{MINUTE, SECOND};
use server::store::job::{LONGEST_PAUSE, MAX_TRIES, pause};
use server::store::{Contact, NewJob, Submission};

fn job(kind: &str) -> NewJob {
    NewJob {
        kind: kind.into(),
        payload: "{}".into(),
        run_at: 0,
    }
}

/// A job whose worker died comes again; what an old worker says does not count.
pub(crate) async fn at_least_once_jobs(ground: Ground) {
    let store = &ground.store;
    store.add_job(job("work")).await.expect("queued");
    let first = store.claim_job(MINUTE).await.expect("read").expect("due");
    assert_eq!(store.claim_job(MINUTE).await, Ok(None), "it is leased");
    ground.clock.advance(MINUTE);
    let second = store
        .claim_job(MINUTE)
        .await
        .expect("read")
        .expect("due again");
    assert_eq!(
        (&second.kind, &second.claim.id),
        (&first.kind, &first.claim.id)
    );
    assert_eq!(store.finish_job(first.claim.clone()).await, Ok(false));
    assert_eq!(store.fail_job(first.claim, "late".into()).await, Ok(false));
    assert_eq!(store.finish_job(second.claim.clone()).await, Ok(true));
    assert_eq!(store.finish_job(second.claim).await, Ok(false));
    ground.clock.advance(LONGEST_PAUSE);
    assert_eq!(store.claim_job(MINUTE).await, Ok(None));
}

/// Many workers never hold one job together.
pub(crate) async fn a_job_has_one_worker(ground: Ground) {
    for _ in 0..20 {
        ground.store.add_job(job("work")).await.expect("queued");
    }
    let claims: Vec<_> = (0..40)
        .map(|_| tokio::spawn(ground.store.claim_job(MINUTE)))
        .collect();
    let mut ids = std::collections::BTreeSet::new();
    for claim in claims {
        if let Some(job) = claim.await.expect("no panic").expect("read") {
            assert!(ids.insert(job.claim.id), "claimed twice");
        }
    }
    assert_eq!(ids.len(), 20);
}

/// A failing job comes again after growing pauses and is given up in the end.
pub(crate) async fn a_failing_job_is_given_up(ground: Ground) {
    let store = &ground.store;
    store.add_job(job("work")).await.expect("queued");
    for tries in 1..=MAX_TRIES {
        let claimed = store.claim_job(MINUTE).await.expect("read").expect("due");
        assert_eq!(claimed.claim.attempt, tries);
        store
            .fail_job(claimed.claim, "no".into())
            .await
            .expect("failed");
        ground.clock.advance(pause(tries) - SECOND);
        assert_eq!(
            store.claim_job(MINUTE).await,
            Ok(None),
            "the pause is not over"
        );
        ground.clock.advance(SECOND);
    }
    assert_eq!(store.claim_job(MINUTE).await, Ok(None));
    assert_eq!(store.dead_jobs().await, Ok(1));
}

/// A submission's jobs and message are there with it, or not at all.
pub(crate) async fn jobs_come_with_their_cause(ground: Ground) {
    let submission = Submission {
        jobs: vec![job("after")],
        ..ground.paying("key")
    };
    let unknown = Submission {
        form_hash: "no such version".into(),
        key: "bad".into(),
        ..submission.clone()
    };
    assert!(ground.store.submit(unknown).await.is_err());
    assert_eq!(ground.store.claim_job(MINUTE).await, Ok(None));
    let (reference, _) = ground.take(submission).await;
    let claimed = ground
        .store
        .claim_job(MINUTE)
        .await
        .expect("read")
        .expect("queued");
    assert_eq!(claimed.kind, "after");
    let message = ground
        .store
        .claim_message(MINUTE)
        .await
        .expect("read")
        .expect("queued");
    assert_eq!(
        (message.kind.as_str(), message.reference),
        ("submitted", reference)
    );
    assert_eq!(
        message.to,
        Contact {
            kind: "email".into(),
            to: "citizen@example.org".into()
        }
    );
    assert_eq!(ground.store.claim_message(MINUTE).await, Ok(None));
    assert_eq!(
        ground.store.fail_message(message.claim, "no".into()).await,
        Ok(true)
    );
    ground.clock.advance(pause(1));
    let again = ground
        .store
        .claim_message(MINUTE)
        .await
        .expect("read")
        .expect("due again");
    assert_eq!(ground.store.finish_message(again.claim).await, Ok(true));
    ground.clock.advance(LONGEST_PAUSE);
    assert_eq!(ground.store.claim_message(MINUTE).await, Ok(None));
}
