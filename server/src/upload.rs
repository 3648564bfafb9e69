//! What is taken as a file: its size, its content, its name. The type is read
//! from the bytes; what the browser says of it is not believed.

use app::desk::FileRefusal;
use forms::question::file::Options;
use unicode_normalization::UnicodeNormalization;

/// Characters of a file's name.
const MAX_NAME: usize = 150;

/// Judges a file against its field's options; gives its media type.
///
/// # Errors
/// Why it is refused; nothing of it is then stored.
///
/// # Example
/// ```
/// use forms::question::file::Options;
/// let options = Options { accept: vec!["image/png".into()], max_size: 1_000, min_items: 0, max_items: 1 };
/// assert!(server::upload::judge(b"", &options).is_err());
/// assert!(server::upload::judge(b"MZ not a picture", &options).is_err());
/// ```
pub fn judge(bytes: &[u8], options: &Options) -> Result<&'static str, FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if bytes.len() as u64 > options.max_size {
        return Err(FileRefusal::TooLarge(options.max_size));
    }
    match media_type(bytes) {
        Some(found) if options.accept.iter().any(|accepted| accepted == found) => Ok(found),
        _ => Err(FileRefusal::Type),
    }
}

/// The media type by content: first bytes and closing marker both, so that a
/// picture's head on another body is not taken for a picture.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    let ends = |marker: &[u8]| tail.windows(marker.len()).any(|window| window == marker);
    if bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.") {
        ends(b"%%EOF").then_some("application/pdf")
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        ends(&[0xff, 0xd9]).then_some("image/jpeg")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
        ends(b"IEND").then_some("image/png")
    } else {
        None
    }
}

/// A file's name, fit to be shown and stored: NFC, without controls and
/// direction marks, at most 150 characters. Storage never uses it.
///
/// # Errors
/// [`FileRefusal::Name`] for what looks like a path or says nothing.
pub fn name(given: &str) -> Result<String, FileRefusal> {
    let clean: String = given
        .nfc()
        .filter(|c| !c.is_control() && !is_format(*c) && *c != '|')
        .collect();
    let clean = clean.trim();
    let path_like = clean.contains(['/', '\\']) || clean.starts_with('.') || clean.is_empty();
    if path_like {
        return Err(FileRefusal::Name);
    }
    Ok(clean.chars().take(MAX_NAME).collect())
}

/// Invisible characters that change how a name reads.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A name that can always be printed in an error, even of a refused file.
pub fn harmless(given: &str) -> String {
    given
        .nfc()
        .filter(|c| !c.is_control() && !is_format(*c))
        .take(60)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn options() -> Options {
        Options {
            accept: vec!["image/jpeg".into(), "application/pdf".into()],
            max_size: 100,
            min_items: 0,
            max_items: 1,
        }
    }

    #[test]
    fn the_bytes_decide_the_type() {
        assert_eq!(
            judge(&[0xff, 0xd8, 0xff, 0, 0xff, 0xd9], &options()),
            Ok("image/jpeg")
        );
        assert_eq!(
            judge(b"%PDF-1.7 ... %%EOF\n", &options()),
            Ok("application/pdf")
        );
        assert_eq!(
            judge(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....IEND", &options()),
            Err(FileRefusal::Type)
        );
        assert_eq!(
            judge(b"%PDF-1.7 with no end", &options()),
            Err(FileRefusal::Type)
        );
        assert_eq!(
            judge(b"<svg onload=alert(1)>", &options()),
            Err(FileRefusal::Type)
        );
    }

    #[test]
    fn size_is_judged_first() {
        assert_eq!(judge(&[], &options()), Err(FileRefusal::Empty));
        assert_eq!(
            judge(&[0; 101], &options()),
            Err(FileRefusal::TooLarge(100))
        );
    }

    #[test]
    fn a_path_is_not_a_name() {
        assert_eq!(name("../../etc/passwd"), Err(FileRefusal::Name));
        assert_eq!(name("C:\\Users\\x.pdf"), Err(FileRefusal::Name));
        assert_eq!(name(".htaccess"), Err(FileRefusal::Name));
        assert_eq!(name(" \u{202e}\t"), Err(FileRefusal::Name));
        assert_eq!(name("Giấy khai sinh.pdf").unwrap(), "Giấy khai sinh.pdf");
        assert_eq!(name("Gia\u{302}\u{301}y.pdf").unwrap(), "Giấy.pdf");
    }
}
