//! The CEL subset.
use serde::{Deserialize, Serialize};
/// A parsed expression (compact).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expr(pub String);
