//! Money: the payment's states, its ledger and the gateways.
//!
//! Everything here is pure but for the two calls a [`gateway::Gateway`] makes
//! to its own machine: no database, no clock, no randomness. The handler of a
//! callback lets a gateway read the raw query, the store finds what it knows
//! of the reference and asks [`state::settle`] inside its transaction, and the
//! gateway words the answer.
//!
//! - [`state`] what an attempt and an obligation may become, and [`state::settle`]
//! - [`ledger`] accounts and balanced postings

pub mod ledger;
pub mod state;
