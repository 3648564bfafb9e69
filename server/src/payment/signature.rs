//! Secrets that do not print themselves, and HMAC in constant time.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

/// A signing secret: wiped when dropped, never shown by `Debug`.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps the secret's text; gateways use its raw bytes as the key.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(Zeroizing::new(text.into()))
    }

    fn key(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether there is no secret at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The lower-case hex HMAC-SHA512 of `text`.
pub fn sha512(secret: &Secret, text: &str) -> String {
    hex::encode(mac::<Hmac<Sha512>>(secret, text).finalize().into_bytes())
}

/// The lower-case hex HMAC-SHA256 of `text`.
pub fn sha256(secret: &Secret, text: &str) -> String {
    hex::encode(mac::<Hmac<Sha256>>(secret, text).finalize().into_bytes())
}

/// Whether `given` (hex, either case) is the whole HMAC-SHA512 of `text`.
/// Compares in constant time; a shorter or longer one never matches.
pub fn is_sha512(secret: &Secret, text: &str, given: &str) -> bool {
    verify::<Hmac<Sha512>>(secret, text, given)
}

/// Whether `given` (hex, either case) is the whole HMAC-SHA256 of `text`.
pub fn is_sha256(secret: &Secret, text: &str, given: &str) -> bool {
    verify::<Hmac<Sha256>>(secret, text, given)
}

fn verify<M: Mac + KeyInit>(secret: &Secret, text: &str, given: &str) -> bool {
    let Ok(given) = hex::decode(given) else {
        return false;
    };
    mac::<M>(secret, text).verify_slice(&given).is_ok()
}

fn mac<M: Mac + KeyInit>(secret: &Secret, text: &str) -> M {
    let mut mac =
        <M as KeyInit>::new_from_slice(secret.key()).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn hmac_of_the_standard() {
        let secret = Secret::new("Jefe");
        let text = "what do ya want for nothing?";
        let short = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let long = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                    9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(sha256(&secret, text), short);
        assert_eq!(sha512(&secret, text), long);
        assert!(is_sha256(&secret, text, short));
        assert!(is_sha512(&secret, text, &long.to_uppercase()));
        assert!(!is_sha512(&secret, text, short));
        assert!(!is_sha512(&secret, text, &long[..126]));
        assert!(!is_sha512(&secret, text, ""));
        assert!(!is_sha256(&secret, "other", short));
        assert!(!is_sha256(&Secret::new("jefe"), text, short));
    }

    #[test]
    fn debug_hides_the_secret() {
        assert_eq!(format!("{:?}", Secret::new("Jefe")), "Secret(…)");
        assert!(Secret::new("").is_empty());
        assert!(!Secret::new("x").is_empty());
    }
}
