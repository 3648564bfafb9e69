//! A dossier: what a submission is once an agency has to do with it.

pub mod applicant;
pub mod calendar;
pub mod decision;
pub mod due;
pub mod promise;
pub mod state;
pub mod submission;
pub mod supplement;
