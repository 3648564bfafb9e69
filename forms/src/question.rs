//! The question types: one file each, one shape each (options, read, check, show, tests).
//! Adding one: a file, a variant here, then the compiler leads.

pub mod calculated;
pub mod choice;
pub mod date;
pub mod file;
pub mod integer;
pub mod partial_date;
pub mod repeat;
pub mod text;

use crate::form::Field;
use serde::{Deserialize, Serialize};

/// A question's type with its options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// One line of text.
    Text(text::Options),
    /// Several lines of text.
    Textarea(text::Options),
    /// A whole number.
    Integer(integer::Options),
    /// Yes or no: raw `yes` / `no`.
    Boolean,
    /// A statement that must be ticked: raw `yes`.
    Declaration,
    /// One of several options.
    Choice(choice::Options),
    /// A whole date, raw `dd/mm/yyyy`, posted as `path-day`, `path-month`, `path-year`.
    Date(date::Options),
    /// A date that may lack day or month, posted like a date (`precision: month` has no day).
    PartialDate(partial_date::Options),
    /// An e-mail address.
    Email,
    /// A Vietnamese or international telephone number.
    Phone,
    /// A 12-digit personal identification number (TT 07/2016/TT-BCA).
    NationalId,
    /// Uploaded files.
    File(file::Options),
    /// Questions asked together.
    Group(Vec<Field>),
    /// "Add another".
    Repeat(repeat::Options),
    /// Computed, never typed.
    Calculated(calculated::Options),
    /// Words to read; the field's label is the heading, `hint` the text (restricted Markdown).
    Note,
}
