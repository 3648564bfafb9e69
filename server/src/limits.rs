//! Who may come how often. Buckets in memory, one per door and caller, with a
//! cap on their number: this protects one server, not a cluster.

use crate::clock::{Clock, HOUR, MINUTE, SECOND};
use crate::config::Config;
use crate::store::code::HOURLY;
use std::collections::HashMap;
use std::sync::Mutex;

/// Callers remembered at one time.
const CALLERS: usize = 100_000;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// Submitting, per address.
    Submit,
    /// Submitting by the API, per client.
    Api,
    /// Uploading, per address or client.
    Upload,
    /// Drafts begun, per address.
    Draft,
    /// Wrong secrets, per reference and address.
    Secret,
    /// Codes for a lost secret, per reference and address.
    Code,
    /// One-time codes asked for, per address.
    CodeAddress,
    /// Sign-ins that fail, per login and address: a stranger elsewhere locks nobody out.
    SignIn,
    /// Sign-ins that fail, per address, whatever the login.
    SignInAddress,
}

impl Door {
    /// How many may come at once, and in which time the whole number comes back, µs.
    /// Carriers put whole valleys behind one address: the numbers are generous.
    fn rate(self) -> (f64, i64) {
        match self {
            Door::Submit => (80.0, MINUTE),
            Door::Api => (6_000.0, MINUTE),
            Door::Upload => (120.0, MINUTE),
            Door::Draft => (60.0, MINUTE),
            Door::Secret | Door::SignIn => (5.0, HOUR / 4),
            Door::SignInAddress => (50.0, HOUR / 4),
            Door::Code => (f64::from(HOURLY), HOUR),
            Door::CodeAddress => (60.0, HOUR),
        }
    }
}

/// A leaking bucket.
#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: i64,
}

/// Every bucket.
pub struct Limits {
    on: bool,
    clock: Clock,
    buckets: Mutex<HashMap<(Door, String), Bucket>>,
}

impl Limits {
    /// As configured.
    pub fn new(config: &Config, clock: Clock) -> Self {
        Self {
            on: config.limited,
            clock,
            buckets: Mutex::default(),
        }
    }

    /// Takes one from the caller's bucket.
    ///
    /// # Errors
    /// Seconds to wait when there is none left.
    pub fn pass(&self, door: Door, caller: &str) -> Result<(), u64> {
        self.draw(door, caller, 1.0)
    }

    /// Whether one could be taken.
    ///
    /// # Errors
    /// Seconds to wait when there is none left.
    pub fn may(&self, door: Door, caller: &str) -> Result<(), u64> {
        self.draw(door, caller, 0.0)
    }

    /// Puts back what [`Limits::pass`] took: it was no failure after all.
    pub fn give_back(&self, door: Door, caller: &str) {
        if let Ok(mut buckets) = self.buckets.lock()
            && let Some(bucket) = buckets.get_mut(&(door, caller.to_owned()))
        {
            bucket.left = (bucket.left + 1.0).min(door.rate().0);
        }
    }

    fn draw(&self, door: Door, caller: &str, cost: f64) -> Result<(), u64> {
        // The guard of a secret is never lifted, not even in load tests.
        let guard = matches!(
            door,
            Door::Secret | Door::Code | Door::CodeAddress | Door::SignIn | Door::SignInAddress
        );
        if !self.on && !guard {
            return Ok(());
        }
        let (size, fills) = door.rate();
        let now = self.clock.now();
        let Ok(mut buckets) = self.buckets.lock() else {
            return Err(60);
        };
        if buckets.len() >= CALLERS {
            buckets.retain(|(door, _), bucket| bucket.now(now, door.rate()) < door.rate().0);
            if buckets.len() >= CALLERS {
                return Err(60);
            }
        }
        let bucket = buckets.entry((door, caller.to_owned())).or_insert(Bucket {
            left: size,
            at: now,
        });
        bucket.left = bucket.now(now, (size, fills));
        bucket.at = now;
        if bucket.left < 1.0 {
            let missing = (1.0 - bucket.left) * fills as f64 / size;
            return Err((missing as u64).div_ceil(SECOND as u64).max(1));
        }
        bucket.left -= cost;
        Ok(())
    }
}

impl Bucket {
    fn now(&self, now: i64, (size, fills): (f64, i64)) -> f64 {
        let passed = (now - self.at).max(0) as f64;
        (self.left + passed * size / fills as f64).min(size)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn limits(clock: &Clock) -> Limits {
        Limits {
            on: true,
            clock: clock.clone(),
            buckets: Mutex::default(),
        }
    }

    #[test]
    fn five_wrong_secrets_and_a_stated_wait() {
        let clock = Clock::fixed(0);
        let limits = limits(&clock);
        for _ in 0..5 {
            limits.pass(Door::Secret, "a|REF").unwrap();
        }
        let wait = limits.may(Door::Secret, "a|REF").unwrap_err();
        assert_eq!(wait, 180);
        limits.may(Door::Secret, "b|REF").unwrap();
        clock.advance(180 * SECOND);
        limits.may(Door::Secret, "a|REF").unwrap();
    }

    #[test]
    fn what_was_no_failure_is_put_back() {
        let clock = Clock::fixed(0);
        let limits = limits(&clock);
        for _ in 0..20 {
            limits.pass(Door::SignIn, "a|login").unwrap();
            limits.give_back(Door::SignIn, "a|login");
        }
        limits.give_back(Door::SignIn, "nobody");
        for _ in 0..5 {
            limits.pass(Door::SignIn, "a|login").unwrap();
        }
        assert!(limits.pass(Door::SignIn, "a|login").is_err());
    }

    #[test]
    fn bounded() {
        let clock = Clock::fixed(0);
        let limits = limits(&clock);
        for caller in 0..CALLERS {
            limits.pass(Door::Draft, &caller.to_string()).unwrap();
        }
        assert_eq!(limits.pass(Door::Draft, "one more"), Err(60));
        clock.advance(HOUR);
        limits.pass(Door::Draft, "one more").unwrap();
    }
}
