//! Payment: protocol vectors, and the invariants of money by name.
//!
//! - [`vectors`] reads `cases/payment-vectors.json`, for every test that wants it
//! - [`protocol`] each VNPAY vector against the protocol code
//! - [`world`] a small model of attempts and dues; [`sequences`] drives it
//! - [`altered`] flipped bits and garbage

mod altered;
mod protocol;
mod router;
mod sequences;
pub(crate) mod vectors;
mod world;

/// A count from the environment: the long forms of `make proof` raise it.
fn count(name: &str, default: u32) -> u32 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}")),
        Err(_) => default,
    }
}
