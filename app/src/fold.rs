//! Text made comparable: without accents, without case, `đ` as `d`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `Lý lịch Đà Nẵng` as `ly lich da nang`; whatever is not a letter or digit is one space.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'đ' | 'Đ' => out.push('d'),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.trim().to_owned()
}

/// Whether every word of `query` begins a word of `folded` text. An empty query finds all.
pub(crate) fn finds(folded: &str, query: &str) -> bool {
    fold(query).split_whitespace().all(|word| {
        folded
            .split_whitespace()
            .any(|known| known.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(
            fold("Phiếu LÝ LỊCH tư pháp, Đặc khu (Trường Sa)"),
            "phieu ly lich tu phap dac khu truong sa"
        );
        assert_eq!(fold("Tha\u{302}\u{301}p"), fold("Thấp"));
    }

    #[test]
    fn every_word_must_be_found_from_its_beginning() {
        let text = fold("2.000635 Cấp bản sao trích lục hộ tịch");
        for query in [
            "",
            "trich luc",
            "HỘ TỊCH",
            "ban sao tri",
            "2.000635",
            "  sao   ban ",
        ] {
            assert!(finds(&text, query), "{query}");
        }
        for query in ["khai sinh", "rich", "trich luc khai"] {
            assert!(!finds(&text, query), "{query}");
        }
    }
}
