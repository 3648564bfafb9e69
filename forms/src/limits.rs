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
/// The whole numbers JSON carries for certain: ±(2^53 − 1) (RFC 7493, 2.2). One
/// more, and a reader in floating point cannot tell it from its neighbour.
pub const WHOLE_NUMBER: i64 = (1 << 53) - 1;
/// Nested JSON of a submission.
pub const JSON_DEPTH: usize = 16;
/// Characters of a text whose definition sets no `maxLength`.
pub const TEXT_BY_DEFAULT: u32 = 4_000;
/// Characters of an expression.
pub const EXPRESSION_TEXT: usize = 1_024;
/// Parts of an expression's tree.
pub const EXPRESSION_PARTS: usize = 200;
/// Nested brackets, conditions and signs of an expression.
pub const EXPRESSION_DEPTH: usize = 32;
/// Macros inside macros.
pub const MACRO_NESTING: usize = 2;
/// Expressions of a form.
pub const EXPRESSIONS: usize = 1_000;
/// Bytes of a definition's source.
pub const SOURCE: usize = 256 * 1024;
/// Bytes of a definition's canonical JSON.
pub const CANONICAL: usize = 512 * 1024;
/// Nested nodes of a definition's source.
pub const SOURCE_DEPTH: usize = 16;
/// Pages of a form.
pub const PAGES: usize = 100;
/// Fields of a form, those inside groups and repeats included.
pub const FIELDS: usize = 1_000;
/// Options written in one list.
pub const OPTIONS: usize = 500;
/// Datasets a form names.
pub const DATASETS: usize = 20;
/// Repeats inside repeats, the outer one counted.
pub const REPEAT_NESTING: usize = 2;
/// Bytes of one text of a definition.
pub const STRING: usize = 4 * 1024;
/// Characters of a label.
pub const LABEL: usize = 300;
/// Values that wait for values: the longest chain.
pub const DEPENDENCY_DEPTH: usize = 50;
/// Bytes of one file.
pub const FILE: u64 = 20 * 1024 * 1024;
/// Bytes of all files of a form.
pub const ALL_FILES: u64 = 100 * 1024 * 1024;
/// Files of a form.
pub const FILES: u32 = 20;
/// Earlier major versions whose drafts one version takes over.
pub const MIGRATIONS: usize = 20;
/// Lines of a fee.
pub const FEE_LINES: usize = 100;
/// Combinations of answers that are tried for one question about a form.
pub const COMBINATIONS: usize = 100_000;
/// Steps that all questions about a form may take: the nodes laid out for each
/// combination and the steps of its expressions. About a second.
pub const ANALYSIS_STEPS: u64 = 20_000_000;
