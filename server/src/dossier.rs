//! A dossier: what a submission is once an agency has to do with it.

pub mod state;
pub mod submission;
