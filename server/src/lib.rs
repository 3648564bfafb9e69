//! What happens: axum, storage, money, processing, delivery.

pub mod clock;
pub mod datasets;
pub mod dossier;
pub mod id;
pub mod payment;
pub mod seal;
pub mod store;
pub mod upload;
