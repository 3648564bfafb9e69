//! The tables hold every state, and each row of `settle`.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::payment::ledger::{balanced, receivable};

fn known(attempt: AttemptState, obligation: ObligationState) -> Known {
    Known {
        attempt,
        obligation,
        gateway: "vnpay".into(),
        merchant: "M".into(),
        amount: 10_000,
        currency: CURRENCY.into(),
        posted: false,
    }
}

fn callback(report: Report) -> Callback {
    Callback {
        gateway: "vnpay",
        merchant: "M".into(),
        txn_ref: "T1".into(),
        currency: CURRENCY.into(),
        amount: Some(10_000),
        gateway_txn: Some("14".into()),
        paid_at: None,
        report,
    }
}

const REPORTS: [Report; 5] = [
    Report::Captured,
    Report::Failed { cancelled: false },
    Report::Failed { cancelled: true },
    Report::Pending,
    Report::Review,
];

#[test]
fn legal_moves_tables_hold_every_state_and_only_known_moves() {
    use AttemptState as A;
    use ObligationState as O;
    let attempts: &[(A, &[A])] = &[
        (
            A::Started,
            &[A::Paid, A::Failed, A::Cancelled, A::Expired, A::Review],
        ),
        (A::Paid, &[]),
        (A::Failed, &[A::Paid, A::Review]),
        (A::Cancelled, &[A::Paid, A::Review]),
        (A::Expired, &[A::Paid, A::Review]),
        (A::Review, &[A::Paid, A::Failed]),
    ];
    assert_eq!(attempts.len(), A::ALL.len());
    for (from, targets) in attempts {
        for to in A::ALL {
            assert_eq!(
                A::legal(*from, to),
                targets.contains(&to),
                "{from:?} {to:?}"
            );
        }
    }
    let obligations: &[(O, &[O])] = &[
        (O::Due, &[O::Paid, O::Waived, O::Expired]),
        (O::Paid, &[O::Refunding]),
        (O::Waived, &[]),
        (O::Expired, &[O::Due, O::Paid]),
        (O::Refunding, &[O::Refunded, O::Paid]),
        (O::Refunded, &[]),
    ];
    assert_eq!(obligations.len(), O::ALL.len());
    for (from, targets) in obligations {
        for to in O::ALL {
            assert_eq!(
                O::legal(*from, to),
                targets.contains(&to),
                "{from:?} {to:?}"
            );
        }
    }
}

#[test]
fn every_word_is_read_back() {
    for state in AttemptState::ALL {
        assert_eq!(AttemptState::parse(state.as_str()), Some(state));
    }
    for state in ObligationState::ALL {
        assert_eq!(ObligationState::parse(state.as_str()), Some(state));
    }
    for kind in TaskKind::ALL {
        assert_eq!(TaskKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(AttemptState::parse("Paid"), None);
    assert_eq!(ObligationState::parse(""), None);
    assert_eq!(TaskKind::parse("late"), None);
}

#[test]
fn checks_run_in_order_merchant_reference_currency_amount_state() {
    let good = known(AttemptState::Paid, ObligationState::Paid);
    let mut wrong = callback(Report::Captured);
    wrong.merchant = "other".into();
    wrong.currency = "USD".into();
    wrong.amount = Some(1);
    assert_eq!(settle(None, &wrong), Verdict::UnknownReference);
    assert_eq!(settle(Some(&good), &wrong), Verdict::UnknownMerchant);
    wrong.merchant = "M".into();
    assert_eq!(settle(Some(&good), &wrong), Verdict::WrongCurrency);
    wrong.currency = CURRENCY.into();
    assert!(matches!(
        settle(Some(&good), &wrong),
        Verdict::WrongAmount {
            received: Some(1),
            ..
        }
    ));
    let mut other_gateway = good.clone();
    other_gateway.gateway = "sandbox".into();
    assert_eq!(
        settle(Some(&other_gateway), &callback(Report::Captured)),
        Verdict::UnknownMerchant,
        "one gateway's signature never settles another's attempt"
    );
}

#[test]
fn legal_moves_and_balanced_postings_over_every_combination() {
    for attempt in AttemptState::ALL {
        for obligation in ObligationState::ALL {
            for report in REPORTS {
                for amount in [Some(10_000), Some(9_999), Some(0), None] {
                    for posted in [false, true] {
                        for txn in [Some("14".to_owned()), None] {
                            let mut known = known(attempt, obligation);
                            known.posted = posted && txn.is_some();
                            let mut callback = callback(report);
                            callback.amount = amount;
                            callback.gateway_txn = txn;
                            check(&known, &callback);
                        }
                    }
                }
            }
        }
    }
}

fn check(known: &Known, callback: &Callback) {
    let verdict = settle(Some(known), callback);
    let Some(change) = verdict.change() else {
        return;
    };
    let place = format!("{known:?} {callback:?} {change:?}");
    if change.attempt != known.attempt {
        assert!(
            AttemptState::legal(known.attempt, change.attempt),
            "{place}"
        );
    }
    if change.obligation != known.obligation {
        assert!(
            ObligationState::legal(known.obligation, change.obligation),
            "{place}"
        );
    }
    assert!(balanced(&change.postings), "{place}");
    let money = callback.report == Report::Captured && callback.gateway_txn.is_some();
    assert!(
        change.postings.is_empty() || (money && !known.posted),
        "{place}"
    );
    assert_eq!(
        change.credits_due(),
        change.obligation == ObligationState::Paid && known.obligation != ObligationState::Paid,
        "{place}"
    );
    assert!(
        known.attempt != AttemptState::Paid || !change.credits_due(),
        "{place}"
    );
    // A capture nobody posted is posted, whatever the states.
    if money && !known.posted && callback.amount.is_some_and(|amount| amount > 0) {
        assert_eq!(change.postings.len(), 2, "{place}");
        assert_eq!(Some(change.postings[0].amount), callback.amount, "{place}");
    }
}

#[test]
fn a_capture_credits_the_due() {
    let verdict = settle(
        Some(&known(AttemptState::Started, ObligationState::Due)),
        &callback(Report::Captured),
    );
    let Verdict::Applied(change) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(change.attempt, AttemptState::Paid);
    assert_eq!(change.obligation, ObligationState::Paid);
    assert_eq!(change.task, None);
    assert_eq!(
        change.postings,
        vec![
            Posting {
                account: receivable("vnpay", "M"),
                amount: 10_000
            },
            Posting {
                account: Account::Due,
                amount: -10_000
            },
        ]
    );
}

#[test]
fn credit_once_a_repeated_capture_changes_nothing() {
    let mut known = known(AttemptState::Paid, ObligationState::Paid);
    known.posted = true;
    assert_eq!(
        settle(Some(&known), &callback(Report::Captured)),
        Verdict::AlreadyFinal(None)
    );
}

#[test]
fn credit_once_a_second_capture_goes_to_suspense_with_a_task() {
    // Of the same attempt: its state was final before.
    let verdict = settle(
        Some(&known(AttemptState::Paid, ObligationState::Paid)),
        &callback(Report::Captured),
    );
    assert!(matches!(verdict, Verdict::AlreadyFinal(Some(_))));
    let change = verdict.change().unwrap();
    assert_eq!(change.task, Some(TaskKind::SecondCapture));
    assert_eq!(change.postings[1].account, Account::Suspense);
    // Of another attempt of a due that is closed.
    for (obligation, task) in [
        (ObligationState::Paid, TaskKind::SecondCapture),
        (ObligationState::Refunding, TaskKind::SecondCapture),
        (ObligationState::Refunded, TaskKind::SecondCapture),
        (ObligationState::Waived, TaskKind::NotDue),
    ] {
        let verdict = settle(
            Some(&known(AttemptState::Started, obligation)),
            &callback(Report::Captured),
        );
        let Verdict::Applied(change) = verdict else {
            panic!("{verdict:?}")
        };
        assert_eq!(change.attempt, AttemptState::Review);
        assert_eq!(change.obligation, obligation);
        assert_eq!(change.task, Some(task));
        assert_eq!(change.postings[1].account, Account::Suspense);
    }
}

#[test]
fn credit_once_money_posted_under_another_reference_is_not_posted_again() {
    let mut known = known(AttemptState::Started, ObligationState::Due);
    known.posted = true;
    let verdict = settle(Some(&known), &callback(Report::Captured));
    let Verdict::Applied(change) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(change.attempt, AttemptState::Review);
    assert_eq!(change.postings, vec![]);
    assert_eq!(change.task, Some(TaskKind::Doubtful));
}

#[test]
fn late_money_pays_a_due_that_is_still_open() {
    for attempt in [
        AttemptState::Expired,
        AttemptState::Failed,
        AttemptState::Cancelled,
        AttemptState::Review,
    ] {
        for (obligation, task) in [
            (ObligationState::Due, None),
            (ObligationState::Expired, Some(TaskKind::LateCapture)),
        ] {
            let verdict = settle(
                Some(&known(attempt, obligation)),
                &callback(Report::Captured),
            );
            let Verdict::Applied(change) = verdict else {
                panic!("{verdict:?}")
            };
            assert!(change.credits_due());
            assert_eq!(change.obligation, ObligationState::Paid);
            assert_eq!(change.task, task);
        }
    }
}

#[test]
fn paid_stays_paid_whatever_comes_late() {
    for report in REPORTS {
        for posted in [false, true] {
            let mut known = known(AttemptState::Paid, ObligationState::Paid);
            known.posted = posted;
            let verdict = settle(Some(&known), &callback(report));
            assert!(matches!(verdict, Verdict::AlreadyFinal(_)), "{verdict:?}");
            if let Some(change) = verdict.change() {
                assert_eq!(change.attempt, AttemptState::Paid);
                assert_eq!(change.obligation, ObligationState::Paid);
            }
            let failed = matches!(report, Report::Failed { .. } | Report::Pending);
            assert!(!failed || verdict.change().is_none());
        }
    }
}

#[test]
fn paid_stays_paid_but_a_person_hears_of_the_gateways_doubts() {
    let verdict = settle(
        Some(&known(AttemptState::Paid, ObligationState::Paid)),
        &callback(Report::Review),
    );
    let change = verdict.change().unwrap();
    assert_eq!(change.task, Some(TaskKind::Contradiction));
    assert_eq!(change.postings, vec![]);
    // During our own refund such words are expected.
    for obligation in [ObligationState::Refunding, ObligationState::Refunded] {
        assert_eq!(
            settle(
                Some(&known(AttemptState::Paid, obligation)),
                &callback(Report::Review)
            ),
            Verdict::AlreadyFinal(None)
        );
    }
}

#[test]
fn a_wrong_amount_is_recorded_in_suspense_once() {
    for amount in [1, 9_999, 10_001] {
        let mut callback = callback(Report::Captured);
        callback.amount = Some(amount);
        let mut known = known(AttemptState::Started, ObligationState::Due);
        let verdict = settle(Some(&known), &callback);
        let change = verdict.change().unwrap();
        assert_eq!(change.attempt, AttemptState::Review);
        assert_eq!(change.obligation, ObligationState::Due);
        assert_eq!(change.task, Some(TaskKind::WrongAmount));
        assert_eq!(change.postings[1].account, Account::Suspense);
        assert_eq!(change.postings[1].amount, -amount);
        known.attempt = AttemptState::Review;
        known.posted = true;
        assert_eq!(settle(Some(&known), &callback).change(), None);
        // The same movement, now with the right amount: still counted once.
        callback.amount = Some(10_000);
        assert_eq!(settle(Some(&known), &callback), Verdict::AlreadyFinal(None));
    }
}

#[test]
fn an_amount_that_cannot_be_read_moves_nothing_but_is_told() {
    for amount in [None, Some(0)] {
        let mut callback = callback(Report::Captured);
        callback.amount = amount;
        let verdict = settle(
            Some(&known(AttemptState::Started, ObligationState::Due)),
            &callback,
        );
        let change = verdict.change().unwrap();
        assert_eq!(change.attempt, AttemptState::Started);
        assert_eq!(change.postings, vec![]);
        assert_eq!(change.task, Some(TaskKind::WrongAmount));
    }
}

#[test]
fn a_wrong_amount_without_money_is_refused_and_no_more() {
    for report in [Report::Failed { cancelled: true }, Report::Pending] {
        let mut callback = callback(report);
        callback.amount = Some(1);
        assert_eq!(
            settle(
                Some(&known(AttemptState::Started, ObligationState::Due)),
                &callback
            ),
            Verdict::WrongAmount {
                received: Some(1),
                change: None
            }
        );
    }
    let mut callback = callback(Report::Review);
    callback.amount = Some(1);
    let verdict = settle(
        Some(&known(AttemptState::Started, ObligationState::Due)),
        &callback,
    );
    let change = verdict.change().unwrap();
    assert_eq!(change.attempt, AttemptState::Review);
    assert_eq!(change.postings, vec![], "nobody said that money was taken");
}

#[test]
fn a_failure_ends_only_an_attempt_under_way() {
    for (cancelled, state) in [
        (false, AttemptState::Failed),
        (true, AttemptState::Cancelled),
    ] {
        let report = Report::Failed { cancelled };
        let verdict = settle(
            Some(&known(AttemptState::Started, ObligationState::Due)),
            &callback(report),
        );
        let Verdict::Applied(change) = verdict else {
            panic!("{verdict:?}")
        };
        assert_eq!(change.attempt, state);
        assert_eq!(change.obligation, ObligationState::Due);
        for ended in AttemptState::ALL.into_iter().skip(1) {
            assert_eq!(
                settle(Some(&known(ended, ObligationState::Due)), &callback(report)),
                Verdict::AlreadyFinal(None)
            );
        }
    }
}

#[test]
fn pending_changes_nothing() {
    assert_eq!(
        settle(
            Some(&known(AttemptState::Started, ObligationState::Due)),
            &callback(Report::Pending)
        ),
        Verdict::StillPending
    );
    assert_eq!(
        settle(
            Some(&known(AttemptState::Expired, ObligationState::Due)),
            &callback(Report::Pending)
        ),
        Verdict::AlreadyFinal(None)
    );
}

#[test]
fn a_capture_without_a_number_is_never_credited() {
    let mut callback = callback(Report::Captured);
    callback.gateway_txn = None;
    let verdict = settle(
        Some(&known(AttemptState::Started, ObligationState::Due)),
        &callback,
    );
    let change = verdict.change().unwrap();
    assert_eq!(change.attempt, AttemptState::Review);
    assert_eq!(change.task, Some(TaskKind::Doubtful));
    assert_eq!(change.postings, vec![]);
}
