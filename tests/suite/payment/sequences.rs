//! No sequence of callbacks, expiries, waivers and refunds reaches an illegal
//! state, counts money twice or loses any.

use std::cell::RefCell;

use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::world::{Gateways, Reached, World};
use tests::random::count;

/// `TOKHAI_SEQUENCES` sequences of up to 40 events; 10^4 unless told.
#[test]
fn credit_once_paid_stays_paid_legal_moves_over_random_sequences() {
    let sequences = count("TOKHAI_SEQUENCES", 10_000);
    let gateways = Gateways::new();
    let reached = RefCell::new(Reached::default());
    let config = Config {
        cases: sequences,
        failure_persistence: None,
        ..Config::default()
    };
    let events = proptest::collection::vec(any::<u32>(), 1..40);
    let result = TestRunner::new(config).run(&events, |events| {
        let mut world = World::new(&gateways);
        for event in events {
            world.step(event, &mut reached.borrow_mut());
            world.check();
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let reached = reached.into_inner().0;
    for name in [
        // Verdicts.
        "UnknownMerchant",
        "UnknownReference",
        "WrongCurrency",
        "WrongAmount",
        "AlreadyFinal",
        "StillPending",
        "Applied",
        // States.
        "Due",
        "Paid",
        "Waived",
        "Expired",
        "Refunding",
        "Refunded",
        "Failed",
        "Cancelled",
        "Review",
        // Tasks.
        "SecondCapture",
        "LateCapture",
        "NotDue",
        "Doubtful",
        "Contradiction",
    ] {
        assert!(
            reached.contains(name),
            "{name} was never reached: {reached:?}"
        );
    }
}

/// The story of one due, told in events: two attempts, both captured, one of
/// them late and told three times.
#[test]
fn credit_once_when_two_attempts_are_captured() {
    let gateways = Gateways::new();
    let mut reached = Reached::default();
    let mut world = World::new(&gateways);
    // A callback: attempt in bits 4-6, report 7-9, amount 10-13, number 19-21.
    let captured = |attempt: u32, number: u32| (attempt << 4) | (number << 19);
    let another_attempt_at_the_first_due = 10;
    let expire_it = (2 << 4) | 11;
    for event in [
        another_attempt_at_the_first_due,
        expire_it,
        captured(0, 1),
        captured(2, 2),
        captured(2, 2),
        captured(0, 1),
        captured(2, 2),
    ] {
        world.step(event, &mut reached);
        world.check();
    }
    assert!(reached.0.contains("SecondCapture"));
    assert!(reached.0.contains("AlreadyFinal"));
}
