//! What a PDF says, as poppler reads it.

use std::io::Write;
use std::process::{Command, Stdio};

/// The text of the whole paper, in reading order.
pub fn text(bytes: &[u8]) -> String {
    pages(bytes).join("\n")
}

/// The text of each page.
pub fn pages(bytes: &[u8]) -> Vec<String> {
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext, of the package poppler-utils");
    let mut stdin = child.stdin.take().expect("its input");
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let out = child.wait_with_output().expect("its output");
    writer.join().expect("no panic").expect("written");
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    pages.map(str::to_owned).collect()
}

/// The first address printed, wherever lines break.
pub fn link(bytes: &[u8]) -> Option<String> {
    let text = text(bytes);
    let rest = &text[text.find("https://")?..];
    let together: String = rest.chars().filter(|letter| *letter != '\n').collect();
    let url = |letter: &char| letter.is_ascii_alphanumeric() || "/:.-_".contains(*letter);
    let taken: String = together.chars().take_while(url).collect();
    // The code ends the address; what the next line begins with is not of it.
    let (head, token) = taken.split_once("/v/")?;
    let token: String = token.chars().take(26).collect();
    Some(format!("{head}/v/{token}"))
}
