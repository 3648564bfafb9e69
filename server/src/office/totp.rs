//! One-time codes by time (RFC 6238): SHA-1, 30 seconds, six digits.

use crate::clock::SECOND;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// How long a code is shown, µs.
pub const STEP: i64 = 30 * SECOND;
/// Bytes of a new secret.
pub const SECRET: usize = 20;

/// The step of an instant (µs).
pub fn step(now: i64) -> i64 {
    now.div_euclid(STEP)
}

/// The code of a step, six digits.
pub fn code(secret: &[u8], step: i64) -> String {
    format!("{:06}", number(secret, step) % 1_000_000)
}

/// The truncated hash of RFC 4226, 31 bits.
fn number(secret: &[u8], step: i64) -> u32 {
    let mut mac =
        <Hmac<Sha1> as KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff
}

/// The step whose code was typed: this one, the one before or the one after,
/// since clocks differ. Whether it was used before is the store's to say.
pub fn typed(secret: &[u8], typed: &str, now: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let right = |step: &i64| bool::from(code(secret, *step).as_bytes().ct_eq(typed.as_bytes()));
    let step = step(now);
    [step, step - 1, step + 1].into_iter().find(right)
}

/// What an authenticator reads: the secret as a URI, for a person to enter once.
pub fn uri(login: &str, secret: &[u8]) -> String {
    format!(
        "otpauth://totp/To%20Khai:{login}?secret={}&issuer=To%20Khai&algorithm=SHA1&digits=6&period=30",
        base32(secret)
    )
}

/// RFC 4648, without padding.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |at: usize| {
        let byte = bytes.get(at / 8).copied().unwrap_or(0);
        usize::from(byte >> (7 - at % 8) & 1)
    };
    (0..bytes.len() * 8)
        .step_by(5)
        .map(|start| (start..start + 5).fold(0, |letter, at| letter << 1 | bit(at)))
        .map(|letter| char::from(LETTERS[letter]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238, SHA-1: seconds and eight digits.
    const VECTORS: [(i64, u32); 6] = [
        (59, 94_287_082),
        (1_111_111_109, 7_081_804),
        (1_111_111_111, 14_050_471),
        (1_234_567_890, 89_005_924),
        (2_000_000_000, 69_279_037),
        (20_000_000_000, 65_353_130),
    ];
    const SEED: &[u8] = b"12345678901234567890";

    #[test]
    fn the_vectors_of_the_rfc() {
        for (second, eight) in VECTORS {
            let at = step(second * SECOND);
            assert_eq!(number(SEED, at) % 100_000_000, eight, "at {second}");
            assert_eq!(code(SEED, at), format!("{:06}", eight % 1_000_000));
        }
    }

    #[test]
    fn one_step_either_way() {
        let now = 1_111_111_109 * SECOND;
        for (away, found) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = code(SEED, step(now) + away);
            assert_eq!(
                typed(SEED, &code, now).is_some(),
                found,
                "{away} steps away"
            );
        }
        let code = code(SEED, step(now));
        let spaced = format!(" {} {}", &code[..3], &code[3..]);
        assert_eq!(typed(SEED, &spaced, now), Some(step(now)));
        for wrong in ["", "0", "abcdef"] {
            assert_eq!(typed(SEED, wrong, now), None);
        }
    }

    #[test]
    fn base32_of_the_rfc() {
        for (plain, coded) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(plain.as_bytes()), coded);
        }
        assert!(uri("can-bo", SEED).contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"));
    }
}
