//! Sealing at rest: whatever a person gave goes through [`Sealer::seal`].
//!
//! Every record has a random data key of its own; the data key is wrapped by
//! the agency's key, which is derived from the master key of the configuration.
//! Deleting the record deletes its key, and a stolen backup without the master
//! key is noise. The agency and the record's id are associated data: a sealed
//! value that is moved to another row, or to another agency, does not open.
//!
//! `version(1) | key id(1) | nonce(24) | wrapped key(32+16) | nonce(24) | text+16`

mod reference;

use crate::id;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const KEY: usize = 32;
/// Length of a wrapped data key: version, key id, nonce, key, tag.
const WRAPPED: usize = 2 + NONCE + KEY + TAG;

/// A sealed value that does not open: altered, moved, or under a key we do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unopenable;

impl fmt::Display for Unopenable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sealed value does not open")
    }
}

impl std::error::Error for Unopenable {}

/// The master keys, newest first. New values are sealed with the newest; older
/// ones still open what they sealed, so that a key can be replaced at leisure.
#[derive(Clone)]
pub struct Sealer {
    keys: Vec<(u8, Zeroizing<[u8; KEY]>)>,
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys.iter().map(|(id, _)| id))
            .finish()
    }
}

impl Sealer {
    /// Reads `64 hex digits` (key 1) or `id:hex,id:hex,...`, newest first.
    /// `None`: not of that form, an id twice, or no key at all.
    pub fn parse(text: &str) -> Option<Self> {
        let mut keys: Vec<(u8, Zeroizing<[u8; KEY]>)> = Vec::new();
        for part in text.split(',').map(str::trim) {
            let (id, digits) = match part.split_once(':') {
                Some((id, digits)) => (id.parse().ok()?, digits),
                None => (1, part),
            };
            let mut key = Zeroizing::new([0; KEY]);
            hex::decode_to_slice(digits, key.as_mut()).ok()?;
            if keys.iter().any(|(known, _)| *known == id) {
                return None;
            }
            keys.push((id, key));
        }
        (!keys.is_empty()).then_some(Self { keys })
    }

    /// Seals `plain` as `record` of `agency`.
    pub fn seal(&self, agency: &str, record: &str, plain: &[u8]) -> Vec<u8> {
        let (key, wrapped) = self.new_key(agency, record);
        let mut sealed = Vec::with_capacity(WRAPPED + NONCE + plain.len() + TAG);
        sealed.extend_from_slice(&wrapped);
        key.seal_into(record, plain, &mut sealed);
        sealed
    }

    /// Opens what [`Sealer::seal`] gave for the same agency and record.
    ///
    /// # Errors
    /// [`Unopenable`], whatever the reason.
    pub fn open(&self, agency: &str, record: &str, sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (wrapped, text) = sealed.split_at_checked(WRAPPED).ok_or(Unopenable)?;
        self.unwrap_key(agency, record, wrapped)?.open(record, text)
    }

    /// A new data key and its wrapped form, for a value that lies elsewhere
    /// (a file's bytes on disk, its key in the file's row).
    pub fn new_key(&self, agency: &str, record: &str) -> (DataKey, Vec<u8>) {
        let (id, master) = &self.keys[0];
        let fresh = Zeroizing::new(id::random::<{ KEY + NONCE }>());
        let (key, nonce) = fresh.split_at(KEY);
        let mut wrapped = Vec::with_capacity(WRAPPED);
        wrapped.extend_from_slice(&[VERSION, *id]);
        wrapped.extend_from_slice(nonce);
        encrypt(
            &agency_key(master, agency),
            nonce,
            &context("key", agency, record),
            key,
            &mut wrapped,
        );
        let mut data = Zeroizing::new([0; KEY]);
        data.copy_from_slice(key);
        (DataKey(data), wrapped)
    }

    /// The data key of a wrapped one.
    ///
    /// # Errors
    /// [`Unopenable`] as for [`Sealer::open`].
    pub fn unwrap_key(
        &self,
        agency: &str,
        record: &str,
        wrapped: &[u8],
    ) -> Result<DataKey, Unopenable> {
        let [VERSION, id, rest @ ..] = wrapped else {
            return Err(Unopenable);
        };
        let (_, master) = self
            .keys
            .iter()
            .find(|(known, _)| known == id)
            .ok_or(Unopenable)?;
        let plain = Zeroizing::new(decrypt(
            &agency_key(master, agency),
            &context("key", agency, record),
            rest,
        )?);
        let mut key = Zeroizing::new([0; KEY]);
        if plain.len() != KEY {
            return Err(Unopenable);
        }
        key.copy_from_slice(&plain);
        Ok(DataKey(key))
    }

    /// A key of its own for another purpose, from the newest master key.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        keyed(self.keys[0].1.as_ref(), &["derive", purpose])
    }

    /// What is kept of a typed secret: key id and HMAC-SHA-256 under a key that
    /// the database does not hold, since 50 bits alone could be tried out.
    pub fn secret_hash(&self, record: &str, secret: &id::Secret) -> Vec<u8> {
        self.hash("secret", record, secret.expose())
    }

    /// The same of a one-time code: a million codes are tried out in no time.
    pub fn code_hash(&self, record: &str, code: &str) -> Vec<u8> {
        self.hash("code", record, code)
    }

    fn hash(&self, what: &str, record: &str, text: &str) -> Vec<u8> {
        let (id, master) = &self.keys[0];
        let mut hash = Vec::with_capacity(1 + KEY);
        hash.push(*id);
        hash.extend_from_slice(&keyed(master.as_ref(), &[what, record, text]));
        hash
    }

    /// What is kept of a word by which something sealed is found (a blind
    /// index): half an HMAC-SHA-256 under the newest key.
    pub fn word_hash(&self, word: &str) -> [u8; 16] {
        half(keyed(self.keys[0].1.as_ref(), &["word", word]))
    }

    /// The same under every key, newest first: what a word may be kept as.
    pub fn word_hashes(&self, word: &str) -> Vec<[u8; 16]> {
        let under = |(_, master): &(u8, Zeroizing<[u8; KEY]>)| {
            half(keyed(master.as_ref(), &["word", word]))
        };
        self.keys.iter().map(under).collect()
    }

    /// Whether `secret` is the one hashed as `kept`; in constant time.
    pub fn secret_matches(&self, record: &str, secret: &id::Secret, kept: &[u8]) -> bool {
        self.matches("secret", record, secret.expose(), kept)
    }

    /// Whether `code` is the one hashed as `kept`; in constant time.
    pub fn code_matches(&self, record: &str, code: &str, kept: &[u8]) -> bool {
        self.matches("code", record, code, kept)
    }

    fn matches(&self, what: &str, record: &str, text: &str, kept: &[u8]) -> bool {
        let Some((id, hash)) = kept.split_first() else {
            return false;
        };
        let Some((_, master)) = self.keys.iter().find(|(known, _)| known == id) else {
            return false;
        };
        keyed(master.as_ref(), &[what, record, text])
            .ct_eq(hash)
            .into()
    }
}

/// The key of one record.
pub struct DataKey(Zeroizing<[u8; KEY]>);

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(..)")
    }
}

impl DataKey {
    /// Seals `plain`: nonce, text, tag.
    pub fn seal(&self, record: &str, plain: &[u8]) -> Vec<u8> {
        let mut sealed = Vec::with_capacity(NONCE + plain.len() + TAG);
        self.seal_into(record, plain, &mut sealed);
        sealed
    }

    fn seal_into(&self, record: &str, plain: &[u8], sealed: &mut Vec<u8>) {
        let nonce = id::random::<NONCE>();
        sealed.extend_from_slice(&nonce);
        encrypt(&self.0, &nonce, &context("text", "", record), plain, sealed);
    }

    /// Opens what [`DataKey::seal`] gave.
    ///
    /// # Errors
    /// [`Unopenable`] when it was altered or belongs to another record.
    pub fn open(&self, record: &str, sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        decrypt(&self.0, &context("text", "", record), sealed)
    }
}

fn half(hash: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    half
}

fn agency_key(master: &[u8; KEY], agency: &str) -> Zeroizing<[u8; KEY]> {
    Zeroizing::new(keyed(master, &["agency", agency]))
}

/// HMAC-SHA-256 over length-prefixed parts: no two lists of parts look alike.
fn keyed(key: &[u8], parts: &[&str]) -> [u8; 32] {
    let mut bytes = [&[][..]; 3];
    for (part, text) in bytes.iter_mut().zip(parts) {
        *part = text.as_bytes();
    }
    keyed_bytes(key, &bytes[..parts.len()])
}

fn keyed_bytes(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(b"tokhai seal v1");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The associated data of a sealed value.
fn context(what: &str, agency: &str, record: &str) -> Vec<u8> {
    let mut context = Vec::with_capacity(24 + what.len() + agency.len() + record.len());
    for part in [what, agency, record] {
        context.extend_from_slice(&(part.len() as u64).to_be_bytes());
        context.extend_from_slice(part.as_bytes());
    }
    context
}

/// Appends text and tag to `sealed`.
fn encrypt(key: &[u8; KEY], nonce: &[u8], context: &[u8], plain: &[u8], sealed: &mut Vec<u8>) {
    let from = sealed.len();
    sealed.extend_from_slice(plain);
    let nonce = XNonce::try_from(nonce).expect("a nonce has 24 bytes");
    let tag = XChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached(&nonce, context, (&mut sealed[from..]).into())
        .expect("a message is far below 256 GiB");
    sealed.extend_from_slice(&tag);
}

/// Opens `nonce | text | tag`.
fn decrypt(key: &[u8; KEY], context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
    let (nonce, text) = sealed.split_at_checked(NONCE).ok_or(Unopenable)?;
    let (text, tag) = text
        .split_at_checked(text.len().checked_sub(TAG).ok_or(Unopenable)?)
        .ok_or(Unopenable)?;
    let mut plain = text.to_vec();
    let nonce = XNonce::try_from(nonce).map_err(|_| Unopenable)?;
    let tag = tag.try_into().map_err(|_| Unopenable)?;
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(&nonce, context, plain.as_mut_slice().into(), &tag)
        .map_err(|_| Unopenable)?;
    Ok(plain)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const OLD: &str = "1111111111111111111111111111111111111111111111111111111111111111";
    const NEW: &str = "2222222222222222222222222222222222222222222222222222222222222222";

    fn sealer() -> Sealer {
        Sealer::parse(OLD).unwrap()
    }

    #[test]
    fn what_was_sealed_opens() {
        for plain in [&b""[..], b"Nguy\xe1\xbb\x85n", &[7; 100_000]] {
            let sealed = sealer().seal("SL", "r1", plain);
            assert_eq!(sealer().open("SL", "r1", &sealed).unwrap(), plain);
        }
    }

    #[test]
    fn the_same_text_never_looks_the_same() {
        assert_ne!(
            sealer().seal("SL", "r1", b"text"),
            sealer().seal("SL", "r1", b"text")
        );
    }

    #[test]
    fn any_changed_byte_and_any_cut_is_found() {
        let sealed = sealer().seal("SL", "r1", b"so that one page is covered");
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(
                sealer().open("SL", "r1", &altered),
                Err(Unopenable),
                "byte {at}"
            );
            assert_eq!(
                sealer().open("SL", "r1", &sealed[..at]),
                Err(Unopenable),
                "cut at {at}"
            );
        }
    }

    #[test]
    fn another_record_agency_or_key_does_not_open() {
        let sealed = sealer().seal("SL", "r1", b"text");
        assert_eq!(sealer().open("SL", "r2", &sealed), Err(Unopenable));
        assert_eq!(sealer().open("LC", "r1", &sealed), Err(Unopenable));
        assert_eq!(
            Sealer::parse(NEW).unwrap().open("SL", "r1", &sealed),
            Err(Unopenable)
        );
    }

    #[test]
    fn a_replaced_key_still_opens_what_it_sealed() {
        let sealed = sealer().seal("SL", "r1", b"text");
        let secret = id::Secret::new();
        let kept = sealer().secret_hash("r1", &secret);
        let both = Sealer::parse(&format!("2:{NEW},1:{OLD}")).unwrap();
        assert_eq!(both.open("SL", "r1", &sealed).unwrap(), b"text");
        assert!(both.secret_matches("r1", &secret, &kept));
        assert_eq!(both.seal("SL", "r1", b"")[1], 2);
    }

    #[test]
    fn a_file_opens_with_the_key_of_its_row_alone() {
        let (key, wrapped) = sealer().new_key("SL", "f1");
        let sealed = key.seal("f1", b"%PDF");
        let again = sealer().unwrap_key("SL", "f1", &wrapped).unwrap();
        assert_eq!(again.open("f1", &sealed).unwrap(), b"%PDF");
        assert!(sealer().unwrap_key("SL", "f2", &wrapped).is_err());
    }

    #[test]
    fn only_the_right_secret_matches() {
        let secret = id::Secret::new();
        let kept = sealer().secret_hash("r1", &secret);
        assert!(sealer().secret_matches("r1", &secret, &kept));
        assert!(!sealer().secret_matches("r2", &secret, &kept));
        assert!(!sealer().secret_matches("r1", &id::Secret::new(), &kept));
        assert!(!sealer().secret_matches("r1", &secret, &[]));
    }

    #[test]
    fn keys_of_another_form_are_refused() {
        for text in ["", "12", "x:11", &format!("1:{OLD},1:{NEW}"), &OLD[1..]] {
            assert!(Sealer::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn no_key_is_printed() {
        assert_eq!(format!("{:?}", sealer()), "[1]");
    }
}
