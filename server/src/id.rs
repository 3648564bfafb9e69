//! Names for things: row ids that sort by time, references a person can read
//! out, secrets a person can type, tokens nobody can guess.
//!
//! Row ids stay inside the house, so that the trees of the database only grow
//! at their end. Whatever a stranger may hold is random and stands in a column
//! of its own.

use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Crockford's base 32: no I, L, O, U, so that a voice on a telephone suffices.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The length of a reference and of a typed secret.
const TYPED: usize = 10;

/// A new row id: UUIDv7, 32 hex digits, later ids sort after earlier ones.
pub fn row_id() -> String {
    Uuid::now_v7().simple().to_string()
}

/// 128 random bits as 26 lower-case base-32 characters: draft ids, file ids,
/// transaction references, keys of a page's one-time form.
pub fn random_id() -> String {
    base32(&random::<16>()).to_ascii_lowercase()
}

/// 256 random bits as 52 lower-case characters: what a cookie or a bearer
/// token carries. The database keeps its [`token_hash`] alone.
pub fn token() -> String {
    base32(&random::<32>()).to_ascii_lowercase()
}

/// What is kept of a token. Plain SHA-256: with 256 random bits there is
/// nothing to guess, so no key is needed.
pub fn token_hash(token: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"tokhai token\0");
    hash.update(token.as_bytes());
    hash.finalize().into()
}

/// SHA-256 of bytes: body hashes, file hashes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// `N` random bytes from the operating system.
///
/// # Panics
/// Where the system has no randomness to give: nothing here may go on without.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// The reference of a dossier: nine characters that look random (see
/// [`crate::seal::Sealer::reference`]) and a check character.
///
/// The check makes the ten digits of GF(32) a codeword of `sum(a^i * d_i) = 0`
/// with distinct weights, so every single wrong character and every exchange
/// of two characters is found before the database is asked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference([u8; TYPED]);

impl Reference {
    /// How many bits a reference carries besides its check.
    pub const BITS: u32 = 45;

    /// The reference of the low [`Reference::BITS`] bits of a number.
    pub fn from_bits(bits: u64) -> Self {
        let mut digits = [0; TYPED];
        for (at, digit) in digits[..TYPED - 1].iter_mut().rev().enumerate() {
            *digit = (bits >> (5 * at) & 31) as u8;
        }
        digits[TYPED - 1] = check(&digits[..TYPED - 1]);
        Self(digits)
    }

    /// The number of [`Reference::from_bits`].
    pub fn bits(&self) -> u64 {
        self.0[..TYPED - 1]
            .iter()
            .fold(0, |bits, &digit| bits << 5 | u64::from(digit))
    }

    /// Reads what a person typed: lower case, spaces, dashes, `O` for `0`, `I`
    /// and `L` for `1` are forgiven. `None`: no reference of ours.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits = digits(typed)?;
        (check(&digits[..TYPED - 1]) == digits[TYPED - 1]).then_some(Self(digits))
    }

    /// In groups of four, as pages and messages write it: `7K3Q-M8ZX-2P`.
    pub fn grouped(&self) -> String {
        let plain = self.to_string();
        format!("{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..])
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|&digit| write!(f, "{}", char::from(CROCKFORD[usize::from(digit)])))
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The ten-character code that, with the reference, opens a dossier (50 bits).
/// Never printed by `Debug`, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A new random code.
    pub fn new() -> Self {
        let text = random::<TYPED>()
            .iter()
            .map(|byte| char::from(CROCKFORD[usize::from(byte & 31)]))
            .collect();
        Self(Zeroizing::new(text))
    }

    /// Reads what a person typed, as forgiving as [`Reference::parse`].
    pub fn parse(typed: &str) -> Option<Self> {
        let digits = digits(typed)?;
        Some(Self(Zeroizing::new(
            digits
                .iter()
                .map(|&digit| char::from(CROCKFORD[usize::from(digit)]))
                .collect(),
        )))
    }

    /// The code, to show it to its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Exactly ten digits out of what was typed.
fn digits(typed: &str) -> Option<[u8; TYPED]> {
    let mut digits = [0; TYPED];
    let mut count = 0;
    for typed in typed
        .chars()
        .filter(|typed| !typed.is_whitespace() && !is_dash(*typed))
    {
        *digits.get_mut(count)? = digit(typed)?;
        count += 1;
    }
    (count == TYPED).then_some(digits)
}

fn is_dash(typed: char) -> bool {
    matches!(typed, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn digit(typed: char) -> Option<u8> {
    let plain = match typed.to_ascii_uppercase() {
        'O' => b'0',
        'I' | 'L' => b'1',
        other => u8::try_from(other).ok()?,
    };
    CROCKFORD
        .iter()
        .position(|&known| known == plain)
        .and_then(|at| u8::try_from(at).ok())
}

/// Horner's rule with the generator of GF(32): digit `i` from the right ends
/// with weight `a^i`, all of them distinct for up to 31 digits.
fn check(digits: &[u8]) -> u8 {
    double(digits.iter().fold(0, |sum, digit| double(sum) ^ digit))
}

/// Times `a` in GF(32) modulo x^5 + x^2 + 1.
fn double(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

/// Bytes as base 32, five bits a character.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity((bytes.len() * 8).div_ceil(5));
    let (mut held, mut bits) = (0_u32, 0);
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(CROCKFORD[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(CROCKFORD[(held << (5 - bits) & 31) as usize]));
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn row_ids_sort_by_time() {
        let ids: Vec<String> = (0..10_000).map(|_| row_id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    fn any_reference() -> Reference {
        Reference::from_bits(u64::from_be_bytes(random()))
    }

    #[test]
    fn a_reference_carries_its_bits() {
        for bits in [0, 1, 31, 32, (1 << Reference::BITS) - 1, 0x1234_5678_9abc] {
            assert_eq!(
                Reference::from_bits(bits).bits(),
                bits & ((1 << Reference::BITS) - 1)
            );
        }
    }

    #[test]
    fn a_reference_reads_back_however_it_is_typed() {
        for _ in 0..1_000 {
            let reference = any_reference();
            let printed = reference.to_string();
            let typed = format!(
                " {} ",
                reference
                    .grouped()
                    .to_lowercase()
                    .replace('0', "o")
                    .replace('1', "L")
            );
            assert_eq!(Reference::parse(&printed), Some(reference));
            assert_eq!(Reference::parse(&typed), Some(reference));
        }
    }

    #[test]
    fn every_single_error_and_every_exchange_is_found() {
        for _ in 0..50 {
            let right = any_reference();
            for at in 0..TYPED {
                for wrong in (0..32).filter(|digit| *digit != right.0[at]) {
                    let mut digits = right.0;
                    digits[at] = wrong;
                    assert_eq!(Reference::parse(&Reference(digits).to_string()), None);
                }
                for other in (0..TYPED).filter(|other| right.0[*other] != right.0[at]) {
                    let mut digits = right.0;
                    digits.swap(at, other);
                    assert_eq!(Reference::parse(&Reference(digits).to_string()), None);
                }
            }
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for typed in [
            "",
            "ABC",
            "UUUUUUUUUU",
            "00000000000",
            "ĐĐĐĐĐĐĐĐĐĐ",
            "0000000000'",
        ] {
            assert_eq!(Reference::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_secret_is_never_printed() {
        let secret = Secret::new();
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert_eq!(
            Secret::parse(&secret.expose().to_lowercase()).unwrap(),
            secret
        );
    }

    #[test]
    fn random_ids_have_their_whole_length() {
        assert_eq!(random_id().len(), 26);
        assert_eq!(token().len(), 52);
        assert_eq!(base32(&[0xff; 5]), "ZZZZZZZZ");
    }
}
