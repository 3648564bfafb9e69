//! Papers: PDF from Typst templates.
//!
//! # Layout
//! - [`result`]: what an agency decided, by the procedure's own template.
//! - [`receiving_slip`], [`supplement_request`]: papers 01 and 02 of the
//!   one-stop desk, whose layout is prescribed and stands in `papers/`.
//! - [`check`]: every fault of a template before it is published.
//!
//! # Invariants
//! - Pure: no file, no network, no clock, no package, no font of the machine.
//!   The same input gives the same bytes.
//! - What people wrote is data, never markup.
//! - An unsigned paper says so on every page, whatever its template does.
//! - No error holds what a person answered; nothing of it is remembered.
//!
//! Drawing takes tens of milliseconds of one core, and a bad template may take
//! longer: call it where waiting is allowed.

#![warn(missing_docs)]

mod check;
mod error;
mod finish;
mod fonts;
pub mod limits;
mod mark;
mod qr;
mod result;
mod slip;
mod text;
mod time;
mod typeset;
mod world;

pub use check::check;
pub use error::{PrintError, TemplateFault};
pub use mark::UNSIGNED;
pub use result::{PREAMBLE, ResultPaper, result};
pub use slip::{
    Applicant, Dossier, HandedIn, ReceivingSlip, SupplementItem, SupplementRequest, receiving_slip,
    supplement_request,
};
