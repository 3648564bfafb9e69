//! References out of numbers: a keyed permutation of 45 bits.
//!
//! A dossier's number says how many came before it and when; its reference must
//! not. A Feistel network over the number's two parts, with HMAC-SHA-256 as its
//! round function, gives every number a reference of its own that looks random
//! to anyone without the master key. So references need neither a check for
//! doubles nor an index of their own.

use super::{KEY, Sealer, keyed_bytes};
use crate::id::Reference;

/// Rounds; eight are known to suffice for parts this small, ten are NIST's
/// choice for the same construction (SP 800-38G).
const ROUNDS: u8 = 10;
/// Bits of the low part; the high part has one less.
const LOW: u32 = Reference::BITS.div_ceil(2);

impl Sealer {
    /// The reference of a dossier's number.
    pub fn reference(&self, number: i64) -> Reference {
        let (_, master) = &self.keys[0];
        Reference::from_bits((0..ROUNDS).fold(number.unsigned_abs(), |bits, round| {
            mix(master, round, bits)
        }))
    }

    /// The numbers a reference may stand for, one per master key, newest first.
    pub fn numbers(&self, reference: Reference) -> impl Iterator<Item = i64> {
        self.keys.iter().filter_map(move |(_, master)| {
            let bits = (0..ROUNDS)
                .rev()
                .fold(reference.bits(), |bits, round| mix(master, round, bits));
            i64::try_from(bits).ok()
        })
    }
}

/// One round: one part is changed by a function of the other, turn by turn.
/// It is its own inverse.
fn mix(master: &[u8; KEY], round: u8, bits: u64) -> u64 {
    let (high, low) = (bits >> LOW, bits & ((1 << LOW) - 1));
    let (from, at, width) = if round.is_multiple_of(2) {
        (low, LOW, Reference::BITS - LOW)
    } else {
        (high, 0, LOW)
    };
    let [a, b, c, d, ..] = keyed_bytes(master, &[b"reference", &[round], &from.to_be_bytes()]);
    bits ^ (u64::from(u32::from_be_bytes([a, b, c, d])) & ((1 << width) - 1)) << at
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn sealer(digit: &str) -> Sealer {
        Sealer::parse(&digit.repeat(64)).unwrap()
    }

    #[test]
    fn every_number_has_its_own_reference_and_comes_back() {
        let sealer = sealer("1");
        let last = (1 << Reference::BITS) - 1;
        let mut seen = HashSet::new();
        for number in (0..5_000).chain([last - 1, last, 1 << 44]) {
            let reference = sealer.reference(number);
            assert!(
                seen.insert(reference),
                "{number} is the only one with its reference"
            );
            assert_eq!(sealer.numbers(reference).collect::<Vec<_>>(), [number]);
        }
    }

    #[test]
    fn neighbours_share_nothing_one_could_see() {
        let sealer = sealer("1");
        let differing: u32 = (0..1_000)
            .map(|number| {
                (sealer.reference(number).bits() ^ sealer.reference(number + 1).bits()).count_ones()
            })
            .sum();
        // Half of 45 bits on average; 1,000 pairs stay within a tenth of it.
        assert!(
            (20_250..24_750).contains(&differing),
            "{differing} bits of 45,000 differ"
        );
    }

    #[test]
    fn a_replaced_key_still_finds_its_numbers() {
        let both = Sealer::parse(&format!("2:{},1:{}", "2".repeat(64), "1".repeat(64))).unwrap();
        assert!(
            both.numbers(sealer("1").reference(77))
                .any(|number| number == 77)
        );
        assert_ne!(both.reference(77), sealer("1").reference(77));
    }
}
