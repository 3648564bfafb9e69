//! Dues, attempts and credits.

use super::Ground;
use super::ground::{AGENCY, AMOUNT, MERCHANT};
use server::clock::{DAY, HOUR, MINUTE};
use server::dossier::state::DossierState;
use server::id::{self, Reference};
use server::payment::state::{AttemptState, Callback, ObligationState, Report, TaskKind, Verdict};
use server::store::money::{FIRST_POLL, MAX_ATTEMPTS};
use server::store::{Attempt, Dossier, EventKind, StartAttempt, Started};

async fn read(ground: &Ground, reference: Reference) -> Dossier {
    ground
        .store
        .dossier(reference, ground.owner())
        .await
        .expect("read")
        .expect("there")
}

fn start(ground: &Ground, obligation: &str, merchant: &str) -> StartAttempt {
    StartAttempt {
        obligation: obligation.into(),
        reader: ground.owner(),
        gateway: "vnpay".into(),
        merchant: merchant.into(),
        txn_ref: id::random_id(),
        expires_at: ground.clock.now() + 15 * MINUTE,
        lang: "vi".into(),
    }
}

pub(crate) async fn started(ground: &Ground, reference: Reference) -> Attempt {
    let obligation = read(ground, reference).await.obligations[0].id.clone();
    match ground
        .store
        .start_attempt(start(ground, &obligation, MERCHANT))
        .await
        .expect("the store answers")
    {
        Started::Attempt(attempt) => attempt,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn captured(attempt: &Attempt, number: &str) -> Callback {
    Callback {
        gateway: "vnpay",
        merchant: attempt.merchant.clone(),
        txn_ref: attempt.txn_ref.clone(),
        currency: "VND".into(),
        amount: Some(attempt.amount),
        gateway_txn: Some(number.into()),
        paid_at: None,
        report: Report::Captured,
    }
}

fn failed(attempt: &Attempt) -> Callback {
    Callback {
        report: Report::Failed { cancelled: false },
        gateway_txn: None,
        ..captured(attempt, "")
    }
}

pub(crate) async fn credit(ground: &Ground, callback: Callback) -> Verdict {
    ground
        .store
        .credit(callback, "raw".into())
        .await
        .expect("the store answers")
}

/// Sixty-four callbacks at once and more after: one credit, books at 0.
pub(crate) async fn credit_once(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let attempt = started(&ground, reference).await;
    let calls: Vec<_> = (0..64)
        .map(|_| tokio::spawn(ground.store.credit(captured(&attempt, "N1"), "raw".into())))
        .collect();
    let mut applied = 0;
    for call in calls {
        match call.await.expect("no panic").expect("the store answers") {
            Verdict::Applied(_) => applied += 1,
            Verdict::AlreadyFinal(None) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(applied, 1);
    let dossier = read(&ground, reference).await;
    assert_eq!(dossier.state, DossierState::Submitted);
    assert_eq!(dossier.received_at, Some(ground.clock.now()));
    assert_eq!(dossier.obligations[0].state, ObligationState::Paid);
    assert_eq!(
        dossier
            .timeline
            .iter()
            .filter(|event| event.kind == EventKind::Payment(AttemptState::Paid))
            .count(),
        1
    );
    assert_eq!(ground.store.ledger_sum().await, Ok(0));
    assert_eq!(ground.store.open_tasks(AGENCY.into()).await, Ok(Vec::new()));
}

/// A second attempt's money goes to suspense with a task, never to the due again.
pub(crate) async fn credit_once_of_two_attempts(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let (first, second) = (
        started(&ground, reference).await,
        started(&ground, reference).await,
    );
    credit(&ground, captured(&first, "N1")).await;
    credit(&ground, captured(&second, "N2")).await;
    credit(&ground, captured(&second, "N2")).await;
    let tasks = ground.store.open_tasks(AGENCY.into()).await.expect("read");
    assert_eq!(
        tasks.iter().map(|task| task.kind).collect::<Vec<_>>(),
        [TaskKind::SecondCapture]
    );
    let due = &read(&ground, reference).await.obligations[0];
    let states: Vec<_> = due.attempts.iter().map(|attempt| attempt.state).collect();
    assert_eq!(states, [AttemptState::Paid, AttemptState::Review]);
    assert_eq!(ground.store.ledger_sum().await, Ok(0));
}

/// Whatever comes late, paid stays paid.
pub(crate) async fn paid_stays_paid(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let (old, paid) = (
        started(&ground, reference).await,
        started(&ground, reference).await,
    );
    credit(&ground, captured(&paid, "N1")).await;
    for late in [failed(&paid), failed(&old)] {
        credit(&ground, late).await;
    }
    ground.clock.advance(30 * DAY);
    ground
        .store
        .expire_attempts(ground.clock.now(), 100)
        .await
        .expect("ended");
    assert_eq!(ground.store.expire_dues(100).await, Ok(0));
    let dossier = read(&ground, reference).await;
    assert_eq!(dossier.state, DossierState::Submitted);
    assert_eq!(dossier.obligations[0].state, ObligationState::Paid);
    let again = ground
        .store
        .start_attempt(start(&ground, &dossier.obligations[0].id, MERCHANT))
        .await;
    assert_eq!(again, Ok(Started::NotDue(ObligationState::Paid)));
}

/// Another amount, merchant or reference credits nothing.
pub(crate) async fn a_callback_that_does_not_fit_credits_nothing(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let attempt = started(&ground, reference).await;
    let good = captured(&attempt, "N1");
    let merchant = Callback {
        merchant: "OTHER".into(),
        ..good.clone()
    };
    assert_eq!(credit(&ground, merchant).await, Verdict::UnknownMerchant);
    let unknown = Callback {
        txn_ref: "unknown".into(),
        ..good.clone()
    };
    assert_eq!(credit(&ground, unknown).await, Verdict::UnknownReference);
    let currency = Callback {
        currency: "USD".into(),
        ..good.clone()
    };
    assert_eq!(credit(&ground, currency).await, Verdict::WrongCurrency);
    let less = Callback {
        amount: Some(AMOUNT - 1),
        ..good
    };
    assert!(matches!(
        credit(&ground, less).await,
        Verdict::WrongAmount { .. }
    ));
    assert_eq!(
        read(&ground, reference).await.obligations[0].state,
        ObligationState::Due
    );
    let tasks = ground.store.open_tasks(AGENCY.into()).await.expect("read");
    assert_eq!(
        tasks.iter().map(|task| task.kind).collect::<Vec<_>>(),
        [TaskKind::WrongAmount]
    );
    assert_eq!(ground.store.ledger_sum().await, Ok(0));
}

/// An unpaid due expires, its dossier closes with a message; late money opens it again.
pub(crate) async fn an_unpaid_dossier_closes_and_late_money_opens_it(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let attempt = started(&ground, reference).await;
    ground.clock.advance(8 * DAY);
    assert_eq!(
        ground.store.expire_dues(100).await,
        Ok(0),
        "its money may be on the road"
    );
    assert_eq!(
        ground
            .store
            .expire_attempts(ground.clock.now() - HOUR, 100)
            .await,
        Ok(1)
    );
    assert_eq!(ground.store.expire_dues(100).await, Ok(1));
    let closed = read(&ground, reference).await;
    assert_eq!(closed.state, DossierState::Stopped);
    assert_eq!(closed.obligations[0].state, ObligationState::Expired);
    let mut words = Vec::new();
    while let Some(message) = ground.store.claim_message(MINUTE).await.expect("read") {
        words.push(message.kind.as_str());
    }
    assert_eq!(words, ["submitted", "closed"]);
    credit(&ground, captured(&attempt, "N1")).await;
    let opened = read(&ground, reference).await;
    assert_eq!(
        (opened.state, opened.received_at),
        (DossierState::Submitted, Some(ground.clock.now()))
    );
    let tasks = ground.store.open_tasks(AGENCY.into()).await.expect("read");
    assert_eq!(
        tasks.iter().map(|task| task.kind).collect::<Vec<_>>(),
        [TaskKind::LateCapture]
    );
}

/// Every move of a dossier's states stands in their table, and so does every
/// move of money that random reports bring about.
pub(crate) async fn legal_moves(ground: Ground) {
    let mut last: Vec<(Reference, DossierState, ObligationState)> = Vec::new();
    for number in 0..6 {
        let (reference, _) = ground.take(ground.paying(&number.to_string())).await;
        started(&ground, reference).await;
        started(&ground, reference).await;
        last.push((
            reference,
            DossierState::AwaitingPayment,
            ObligationState::Due,
        ));
    }
    for step in 0..300_u32 {
        let dice = id::random::<4>();
        let at = usize::from(dice[0]) % last.len();
        let due = read(&ground, last[at].0).await.obligations[0].clone();
        let attempt = &due.attempts[usize::from(dice[1]) % due.attempts.len()];
        match dice[2] % 6 {
            0 | 1 => drop(credit(&ground, captured(attempt, &format!("{}", dice[3] % 40))).await),
            2 => drop(credit(&ground, failed(attempt)).await),
            3 => {
                let report = Callback {
                    report: Report::Review,
                    ..captured(attempt, &format!("r{step}"))
                };
                drop(credit(&ground, report).await);
            }
            4 => {
                ground.clock.advance(DAY);
                ground
                    .store
                    .expire_attempts(ground.clock.now(), 3)
                    .await
                    .expect("ended");
            }
            _ => drop(ground.store.expire_dues(3).await.expect("ended")),
        }
        for entry in &mut last {
            let now = read(&ground, entry.0).await;
            let due = now.obligations[0].state;
            assert!(
                now.state == entry.1 || entry.1.may_become(now.state),
                "{:?} to {:?}",
                entry.1,
                now.state
            );
            assert!(
                due == entry.2 || ObligationState::legal(entry.2, due),
                "{:?} to {due:?}",
                entry.2
            );
            *entry = (entry.0, now.state, due);
        }
        assert_eq!(ground.store.ledger_sum().await, Ok(0));
    }
    assert_eq!(ground.store.broken_event().await, Ok(None));
}

/// The gateway is asked 15 minutes after the start, then ever more rarely, and
/// what it says is credited.
pub(crate) async fn a_silent_gateway_is_asked(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let attempt = started(&ground, reference).await;
    ground.clock.advance(FIRST_POLL - 1);
    assert_eq!(ground.store.due_polls(10).await, Ok(Vec::new()));
    ground.clock.advance(1);
    let polls = ground.store.due_polls(10).await.expect("read");
    assert_eq!(
        (polls[0].attempt.txn_ref.as_str(), polls[0].asked),
        (attempt.txn_ref.as_str(), 0)
    );
    assert_eq!(
        ground.store.due_polls(10).await,
        Ok(Vec::new()),
        "another worker has it"
    );
    ground.clock.advance(2 * MINUTE);
    assert_eq!(ground.store.due_polls(10).await.expect("read")[0].asked, 1);
    credit(&ground, captured(&attempt, "N1")).await;
    ground.clock.advance(DAY);
    assert_eq!(ground.store.due_polls(10).await, Ok(Vec::new()));
}

/// Only who may read a dossier pays it, with an account of its agency, so often and no more.
pub(crate) async fn attempts_are_bounded(ground: Ground) {
    let (reference, _) = ground.take(ground.paying("key")).await;
    let due = read(&ground, reference).await.obligations[0].id.clone();
    let stranger = StartAttempt {
        reader: ground.stranger(),
        ..start(&ground, &due, MERCHANT)
    };
    assert_eq!(
        ground.store.start_attempt(stranger).await,
        Ok(Started::Absent)
    );
    assert_eq!(
        ground
            .store
            .start_attempt(start(&ground, &due, "OTHER"))
            .await,
        Ok(Started::Absent)
    );
    assert_eq!(
        ground
            .store
            .start_attempt(start(&ground, "none", MERCHANT))
            .await,
        Ok(Started::Absent)
    );
    for _ in 0..MAX_ATTEMPTS {
        started(&ground, reference).await;
    }
    assert_eq!(
        ground
            .store
            .start_attempt(start(&ground, &due, MERCHANT))
            .await,
        Ok(Started::TooMany)
    );
}
