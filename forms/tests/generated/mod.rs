//! Definitions and answers by a seed, for the proofs that need thousands of
//! pairs: the exported contract beside the engine, the browser beside the server.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "shared by several test programs, each of which uses a part"
)]

mod answers;
mod definition;
#[path = "../common/units.rs"]
pub mod units;

pub use definition::definition as any_definition;

pub use answers::{answers, documents, mended};

use forms::author::{Fault, Published, load};
use forms::date::Date;
use forms::{Context, NoDatasets};
use std::collections::BTreeMap;

/// xorshift64: small, seeded, the same everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        random.below(2);
        random
    }

    /// A number below `end`, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    /// True this many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// How many a proof tries: a count from the environment, which `make proof` raises.
pub fn count(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}")),
        Err(_) => default,
    }
}

/// What a definition may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only what a JSON Schema says exactly.
    Exact,
    /// Anything: rules, computed values, bounds relative to a day, fees.
    Any,
}

/// The text of a definition in which nothing is out of reach.
pub fn definition(random: &mut Random, kind: Kind) -> String {
    loop {
        let text = any_definition(random, kind);
        let faults = load("generated", &files(&text), &units::Units).err();
        // Conditions thrown together exclude each other now and then.
        let unreachable = |fault: &Fault| fault.en.starts_with("this can never be true");
        if !faults.is_some_and(|faults| faults.iter().all(unreachable)) {
            return text;
        }
    }
}

/// A definition's folder.
pub fn files(text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("definition.yaml".to_owned(), text.to_owned())])
}

/// The form of a generated definition.
///
/// # Panics
/// When the author's checks find a fault in it: the generator is wrong then.
pub fn form(text: &str) -> Published {
    load("generated", &files(text), &units::Units).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}\n{text}", faults.join("\n"))
    })
}

/// The day and place of every generated evaluation, without lists, as in a browser.
pub fn context() -> Context<'static> {
    Context {
        datasets: &NoDatasets,
        ..with_lists()
    }
}

/// The same with the lists at hand.
pub fn with_lists() -> Context<'static> {
    Context {
        today: Date::new(2026, 11, 23).expect("a date"),
        channel: "online",
        agency: "A1",
        province: "14",
        datasets: &units::Units,
    }
}
