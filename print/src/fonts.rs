//! The fonts that come with Typst. They are part of the program, so that a
//! paper looks the same on every machine; none of the machine's is looked at.

use std::collections::HashSet;
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Fonts and the book that finds them, read at the first paper.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) list: Vec<Font>,
    letters: HashSet<u32>,
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let list: Vec<Font> = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .collect();
    // Only text: a mathematical font's letters would look foreign in a name.
    let text = list
        .iter()
        .filter(|font| !font.info().family.contains("Math"));
    let letters = text.flat_map(|font| font.info().coverage.iter()).collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&list)),
        list,
        letters,
    }
});

/// Every font.
pub(crate) fn all() -> &'static Fonts {
    &FONTS
}

/// Whether some text font has a glyph for a letter. Letters of private use mean
/// what one font says, so nobody could read them back.
pub(crate) fn have(letter: char) -> bool {
    let private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    !private && FONTS.letters.contains(&u32::from(letter))
}
