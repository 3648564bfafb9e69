//! The limits that keep a hostile definition, or a hostile answer, harmless:
//! one table. Each has a test on both sides of it where it is enforced.

/// Steps one expression may take, static bound and running meter alike.
pub const STEPS_PER_EXPRESSION: u32 = 10_000;
/// Steps a full evaluation may take.
pub const STEPS_PER_EVALUATION: u32 = 1_000_000;
/// Bytes of a text an expression makes.
pub const TEXT_RESULT: usize = 64 * 1024;
/// Elements of a list an expression makes.
pub const LIST_RESULT: usize = 1_000;
/// Đồng of one fee line; far above any fee, far below what a sum could overflow.
pub const FEE_LINE: i64 = 1_000_000_000_000;
/// Items of a repeat when the definition says nothing.
pub const ITEMS_BY_DEFAULT: u32 = 20;
/// Items a repeat may allow.
pub const ITEMS: u32 = 200;
/// The whole numbers JSON carries exactly: ±2^53.
pub const WHOLE_NUMBER: i64 = 1 << 53;
/// Nested JSON of a submission.
pub const JSON_DEPTH: usize = 16;
