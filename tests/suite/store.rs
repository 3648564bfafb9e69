//! The store's contract: what every engine must do, in one suite that knows no
//! engine. `sqlite.rs` runs it on the embedded one and adds what only SQL can
//! show; `kill.rs` kills it.

mod codes;
mod dossiers;
mod drafts;
mod files;
mod ground;
mod jobs;
mod kill;
mod money;
mod officers;
mod sqlite;

use ground::Ground;

/// Runs each case on fresh ground of an engine, as a test of the case's name.
macro_rules! contract {
    ($open:path; $($file:ident { $($case:ident),* $(,)? })*) => {
        $(mod $file {
            $(#[tokio::test]
            async fn $case() {
                crate::store::$file::$case(crate::store::Ground::new($open).await).await;
            })*
        })*
    };
}
pub(crate) use contract;
