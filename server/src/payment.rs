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
//! - [`gateway`] the trait, its requests, refusals and errors
//! - [`vnpay`] VNPAY PAY 2.1.0   - [`sandbox`] our own, with magic outcomes
//! - [`order_info`] text a gateway takes   - [`signature`] secrets and HMAC

pub mod gateway;
pub mod ledger;
pub mod order_info;
pub mod sandbox;
pub mod signature;
pub mod state;
pub mod vnpay;
