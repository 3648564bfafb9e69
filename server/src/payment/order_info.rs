//! Text and references that every gateway takes unharmed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest order text (VNPAY: 255; the shortest limit of those we know).
pub const MAX_ORDER_INFO: usize = 255;

/// Makes a sentence that gateways accept: Vietnamese without its diacritics,
/// only `[A-Za-z0-9 .:,/_-]`, single spaces, at most [`MAX_ORDER_INFO`]
/// characters. Anything else becomes a space. May be empty.
///
/// The reason is `payments.md` 1.2: gateways' own samples disagree about how
/// other characters are encoded, and a signature breaks on the difference.
pub fn ascii_order_info(text: &str) -> String {
    let plain = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c if is_allowed(c) => c,
            _ => ' ',
        });
    let mut out = String::new();
    for c in plain {
        if out.len() == MAX_ORDER_INFO {
            break;
        }
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether [`ascii_order_info`] would leave the text as it is, and it says
/// something.
pub fn is_order_info(text: &str) -> bool {
    !text.is_empty() && ascii_order_info(text) == text
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || " .:,/_-".contains(c)
}

/// Whether a payment reference is one every gateway takes: 1–100 of
/// `[A-Za-z0-9._-]`.
pub fn is_txn_ref(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_loses_its_diacritics_in_both_normal_forms() {
        let plain = "Nop le phi dang ky ho tich, ong Nguyen Van Duc";
        let composed = "Nộp lệ phí đăng ký hộ tịch, ông Nguyễn Văn Đức";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(ascii_order_info(composed), plain);
        assert_eq!(ascii_order_info(&decomposed), plain);
        assert_eq!(
            ascii_order_info("ĂẮẰẲẴẶ ÂẤẦẨẪẬ ÊẾỀỂỄỆ ÔỐỒỔỖỘ ƠỚỜỞỠỢ ƯỨỪỬỮỰ ỲÝỶỸỴ Đ"),
            "AAAAAA AAAAAA EEEEEE OOOOOO OOOOOO UUUUUU YYYYY D"
        );
    }

    #[test]
    fn other_characters_become_single_spaces() {
        assert_eq!(ascii_order_info("  a&b=c\t\n😀(d)!  "), "a b c d");
        assert_eq!(
            ascii_order_info("Ho so: H12/2026_x-y.z, 1"),
            "Ho so: H12/2026_x-y.z, 1"
        );
        assert_eq!(ascii_order_info("~*'\u{a0}\u{200b}"), "");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(ascii_order_info(&"ệ".repeat(300)), "e".repeat(255));
        assert_eq!(ascii_order_info(&"a ".repeat(300)).len(), 255);
        let cut_at_a_space = format!("{} b", "a".repeat(254));
        assert_eq!(ascii_order_info(&cut_at_a_space), "a".repeat(254));
    }

    #[test]
    fn what_is_plain_already_is_recognised() {
        assert!(is_order_info("Nop phi 1"));
        for text in ["", " a", "a ", "a  b", "phí", "a+b"] {
            assert!(!is_order_info(text), "{text:?}");
        }
    }

    #[test]
    fn references_are_plain_and_short() {
        for good in ["a", "HS1.2-3_4", &"x".repeat(100)] {
            assert!(is_txn_ref(good), "{good:?}");
        }
        for bad in ["", "a b", "a/b", "é", "a~", &"x".repeat(101)] {
            assert!(!is_txn_ref(bad), "{bad:?}");
        }
    }
}
