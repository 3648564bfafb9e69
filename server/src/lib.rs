//! What happens: axum, storage, money, processing, delivery.
