//! Any bytes: corpus files cut, joined and spoilt.

#![allow(
    dead_code,
    reason = "shared by several test programs, each of which uses a part"
)]

use crate::dice::Dice;
use std::path::Path;

/// The files of a corpus, in order of their names.
pub(crate) fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

/// One or two corpus files, cut and joined, with a few bytes changed or words
/// put in.
pub(crate) fn spoilt(dice: &mut Dice, corpus: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let mut text = corpus[dice.below(corpus.len())].clone();
    if dice.once_in(3) {
        let other = &corpus[dice.below(corpus.len())];
        let (cut, from) = (dice.below(text.len() + 1), dice.below(other.len() + 1));
        text.truncate(cut);
        text.extend_from_slice(&other[from..]);
    }
    for _ in 0..dice.below(5) {
        let at = dice.below(text.len() + 1);
        match dice.below(5) {
            0 if at < text.len() => text[at] = dice.below(256) as u8,
            1 if at < text.len() => {
                let end = (at + 1 + dice.below(9)).min(text.len());
                text.drain(at..end);
            }
            2 => text.insert(at, dice.below(128) as u8),
            _ => {
                let word = dice.one(words);
                text.splice(at..at, word.bytes());
            }
        }
    }
    text
}
