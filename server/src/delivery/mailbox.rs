//! The courier without a network: a folder, one JSON file per message, named
//! by the message's id, so that a repeated delivery overwrites and never
//! doubles. For demonstrations, tests, and whoever carries letters themselves.

use super::{Courier, Letter, Sending, Undelivered};
use std::path::PathBuf;

/// A folder.
pub struct Mailbox {
    folder: PathBuf,
}

impl Mailbox {
    /// The folder is made with the first letter.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}

impl Courier for Mailbox {
    fn name(&self) -> &'static str {
        "mailbox"
    }

    fn send(&self, letter: Letter) -> Sending {
        let folder = self.folder.clone();
        let file = folder.join(format!("{}.json", letter.id));
        let json = serde_json::json!({
            "to": letter.to,
            "lang": letter.lang.tag(),
            "words": letter.kind.as_str(),
            "reference": letter.reference.to_string(),
            "subject": letter.subject,
            "text": letter.text,
        });
        Box::pin(async move {
            let written = async {
                tokio::fs::create_dir_all(&folder).await?;
                tokio::fs::write(&file, json.to_string()).await
            };
            let why = |error: std::io::Error| Undelivered(format!("the folder: {error}"));
            written.await.map_err(why)
        })
    }
}
