//! What becomes of a generated dossier: everything is decided by its number.

use crate::catalogue::Catalogue;
use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::office::accounts;
use std::ops::Range;

/// How many days back dossiers came.
const DAYS: u32 = 60;
/// The first groups are small, so that a few dossiers are spread over the days too.
const SMALL: u32 = 16;
const SMALL_GROUPS: u32 = 64;
/// Later ones are large, so that the writer commits many at once.
const LARGE: u32 = 128;
/// Ages in days of the very first groups: every list of an inbox has something.
const FIRST_AGES: [u32; 8] = [0, 1, 9, 3, 20, 0, 59, 14];

/// The group of a number: dossiers that came together.
pub(super) fn group(number: u32) -> Range<u32> {
    let small = SMALL * SMALL_GROUPS;
    let (from, size) = if number < small {
        (0, SMALL)
    } else {
        (small, LARGE)
    };
    let start = from + (number - from) / size * size;
    start..start + size
}

/// When the earliest comes, µs, and a little before it.
pub(super) fn earliest(now: i64) -> i64 {
    now - i64::from(DAYS + 2) * DAY
}

/// When the group that begins with this number came, µs, and how many days ago.
pub(super) fn came(first: u32, now: i64) -> (i64, u32) {
    let age = match FIRST_AGES.get((first / SMALL) as usize) {
        Some(age) => *age,
        // More of them lately: the square of an even spread.
        None => {
            let part = roll(first, "age", 1_000);
            DAYS * part * part / 1_000_000
        }
    };
    let midnight = clock::instant(clock::date_of(now), 0, 0, 0) - i64::from(age) * DAY;
    let hour = 7 + i64::from(roll(first, "hour", 13));
    let at = midnight + hour * HOUR + i64::from(roll(first, "minute", 60)) * MINUTE;
    let last = now - HOUR - i64::from(roll(first, "late", 180)) * MINUTE;
    (at.min(last), age)
}

/// When a group is looked at by the desk, µs: today's within the hour, others the next morning.
pub(super) fn decided(came: i64, age: u32, now: i64) -> i64 {
    let next = clock::instant(clock::date_of(came), 8, 0, 0) + DAY;
    let at = if age == 0 { came + HOUR / 2 } else { next };
    at.min(now - HOUR / 2)
}

/// What a dossier is left as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// What is due is not paid.
    Unpaid,
    /// Nobody has looked at it.
    New,
    /// Accepted.
    Accepted,
    /// Accepted, and an officer works on it.
    TakenUp,
    /// Something is asked of the citizen.
    Asked,
    /// Not accepted.
    Refused,
}

/// The fate of a dossier that came so many days ago.
pub(super) fn fate(number: u32, age: u32) -> Fate {
    let new = if age == 0 { 60 } else { 8 };
    match roll(number, "fate", 100) {
        0..4 => Fate::Unpaid,
        4..13 => Fate::Refused,
        13..16 => Fate::Asked,
        from if from < 16 + new => Fate::New,
        _ if roll(number, "taken up", 4) == 0 => Fate::TakenUp,
        _ => Fate::Accepted,
    }
}

/// Whether an officer left a note.
pub(super) fn noted(number: u32) -> bool {
    roll(number, "note", 20) == 0
}

/// Where a dossier goes.
pub(super) struct Pick {
    pub(super) agency: String,
    pub(super) procedure: String,
}

/// Half go to the first demo officer's desk, a few to the second's, the others
/// to every desk that offers a procedure.
pub(super) fn pick(number: u32, catalogue: &Catalogue) -> Pick {
    let mut demo = accounts::demo_agencies();
    let desk = match roll(number, "desk", 100) {
        0..50 => demo.next(),
        50..54 => demo.nth(1),
        _ => None,
    };
    let desk = desk.and_then(|code| catalogue.desk(code));
    if let Some(desk) = desk.filter(|desk| !desk.offers.is_empty()) {
        return Pick {
            agency: desk.code.clone(),
            procedure: desk.offers[one(number, "offer", desk.offers.len())].clone(),
        };
    }
    let forms = catalogue.current();
    let procedure = forms[one(number, "procedure", forms.len())].code.clone();
    let desks = catalogue.offering(&procedure);
    match desks.get(one(number, "agency", desks.len().max(1))) {
        Some(desk) => Pick {
            agency: desk.code.clone(),
            procedure,
        },
        None => Pick {
            agency: catalogue.desks[0].code.clone(),
            procedure: catalogue.desks[0].offers[0].clone(),
        },
    }
}

/// One of so many.
pub(super) fn one(number: u32, what: &str, of: usize) -> usize {
    roll(number, what, u32::try_from(of).unwrap_or(u32::MAX)) as usize
}

/// A number below `below` that looks random and is always the same: SplitMix64
/// over the number and the name of what is decided.
pub(super) fn roll(number: u32, what: &str, below: u32) -> u32 {
    let salt = what.bytes().fold(0_u64, |salt, byte| {
        salt.wrapping_mul(131).wrapping_add(u64::from(byte))
    });
    let mut mixed = (u64::from(number) ^ (salt << 32))
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) % u64::from(below.max(1))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_join_without_gaps() {
        let mut next = 0;
        while next < 5_000 {
            let found = group(next);
            assert_eq!(found.start, next);
            assert!(found.clone().all(|number| group(number) == found));
            next = found.end;
        }
    }

    #[test]
    fn dossiers_come_within_sixty_days_and_before_now() {
        let now = 1_795_400_000_000_000;
        let mut ages = [0_u32; 61];
        for first in (0..100_000).step_by(16) {
            let (at, age) = came(first, now);
            assert!(at > earliest(now) && at <= now - HOUR);
            assert!(decided(at, age, now) < now);
            ages[age as usize] += 1;
        }
        assert!(ages[..60].iter().all(|count| *count > 0), "{ages:?}");
    }

    #[test]
    fn a_roll_is_even_and_always_the_same() {
        let mut seen = [0_u32; 100];
        for number in 0..100_000 {
            seen[roll(number, "fate", 100) as usize] += 1;
            assert_eq!(roll(number, "fate", 100), roll(number, "fate", 100));
        }
        assert!(
            seen.iter().all(|count| (850..1_150).contains(count)),
            "{seen:?}"
        );
    }
}
