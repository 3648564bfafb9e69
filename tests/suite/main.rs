//! Every integration test, in one binary: heavy crates are linked once.

mod payment;
