//! A result, as anybody with its paper may see it.

use crate::desk::Agency;
use forms::Text;

/// What may be said of a result: never what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicResult {
    /// What kind of paper it is.
    pub kind: Text,
    /// Its number.
    pub number: String,
    /// Its date, as people read it.
    pub issued_on: String,
    /// Who issued it.
    pub agency: Agency,
    /// Whose it is, masked.
    pub name: String,
}
