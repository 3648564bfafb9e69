//! Messages in the mailbox folder, as a person would find them.

use crate::TestApp;
use serde::Deserialize;

/// One message.
#[derive(Clone, Debug, Deserialize)]
pub struct Letter {
    /// What it tells.
    pub words: String,
    /// Of which dossier.
    pub reference: String,
    /// In which language.
    pub lang: String,
    /// What it says.
    pub text: String,
    /// Under which heading.
    pub subject: String,
}

/// Messages about a dossier, in the order in which they were written.
pub async fn letters(app: &TestApp, reference: &str) -> Vec<Letter> {
    app.work().await;
    let Ok(folder) = std::fs::read_dir(&app.app.config.mailbox) else {
        return Vec::new();
    };
    let mut files: Vec<_> = folder.flatten().map(|file| file.path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).expect("a message"))
        .map(|text| serde_json::from_str::<Letter>(&text).expect("a letter"))
        .filter(|letter| letter.reference == reference)
        .collect()
}

/// The one-time code that was sent last about a dossier.
pub async fn code_sent(app: &TestApp, reference: &str) -> String {
    let letters = letters(app, reference).await;
    let last = letters.iter().rfind(|letter| letter.words == "code");
    let last = last.expect("a code was sent");
    let digits = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    let mut words = last.text.split(|letter: char| !letter.is_ascii_digit());
    words
        .find(|word| digits(word))
        .expect("six digits")
        .to_owned()
}
