//! Payment: protocol vectors, and the invariants of money by name.
//!
//! - [`vectors`] reads `cases/payment-vectors.json`, for every test that wants it
//! - [`protocol`] each VNPAY vector against the protocol code
//! - [`world`] a small model of attempts and dues; [`sequences`] drives it
//! - [`altered`] flipped bits and garbage
//! - [`road`] the citizen's road with VNPAY, and a gateway that is asked

mod altered;
mod protocol;
mod road;
mod router;
mod sequences;
pub(crate) mod vectors;
mod world;
