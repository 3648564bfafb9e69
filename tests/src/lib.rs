//! The test app.
