//! Every integration test, in one binary: heavy crates are linked once.

mod api;
mod architecture;
mod bad_input;
mod codes;
mod delivery;
mod demo;
mod desk_api;
mod due;
mod fuzz;
#[path = "../../forms/tests/generated/mod.rs"]
mod generated;
mod journey;
mod limits;
mod office;
mod payment;
mod pictures;
mod processing;
mod publishing;
mod questions;
mod sameness;
mod security;
mod states;
mod store;
mod strangers;
