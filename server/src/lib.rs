//! What happens: axum, storage, money, processing, delivery.

pub mod payment;
