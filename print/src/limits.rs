//! What keeps a template or a dossier from taking the machine with it.

/// Bytes of a template.
pub const TEMPLATE: usize = 256 * 1024;
/// Bytes of what a template is given, as JSON.
pub const DATA: usize = 1024 * 1024;
/// Pages of a paper.
pub const PAGES: usize = 20;
