//! Search by code, by reference, and by whole words of a name.
//!
//! A name is kept as keyed hashes: of each folded word, and of each two of its
//! words together. Two words are then one look-up; without the pairs, two
//! common words that few people have together (`nguyen tran`) meant asking
//! every dossier of the list.

use super::super::dossiers;
use super::super::tx::Tx;
use super::{Place, fits, places, walk};
use crate::dossier::applicant;
use crate::id::Reference;
use crate::store::StoreError;
use crate::store::officer::{InboxAsk, InboxList};
use rusqlite::params_from_iter;

/// What fewer dossiers have is read whole; with more of them, walking the list
/// finds a page sooner.
const RARE: u32 = 500;
/// Of several keys, the rarest is gone through for the others when no more have it.
const MANY: u32 = 5_000;
/// Reading a dossier's row costs as much as asking so many of a list for a key.
const ROW: u32 = 8;

/// The hash of a word or of two.
type Hash = [u8; 16];
/// All that a word, or two words together, may be kept as: one hash for each
/// key of the ring.
pub(super) type Key = Vec<Hash>;

/// What a name's words are kept as: each, and each two of them.
pub(in super::super) fn kept_as(words: &[Hash]) -> Vec<Hash> {
    let mut kept = words.to_vec();
    for (at, word) in words.iter().enumerate() {
        kept.extend(words[at + 1..].iter().map(|other| pair(*word, *other)));
    }
    kept
}

/// Two words together: half of the smaller hash, then half of the larger.
/// Migration 0011 makes the same from what was kept before.
fn pair(one: Hash, other: Hash) -> Hash {
    let mut pair = [0; 16];
    pair[..8].copy_from_slice(&one.min(other)[..8]);
    pair[8..].copy_from_slice(&one.max(other)[..8]);
    pair
}

/// The beginning of what was looked for in a list, after a place.
pub(super) fn search(
    tx: &Tx<'_>,
    ask: &InboxAsk,
    after: Option<Place>,
    limit: usize,
    counts: &[u32; 6],
) -> Result<Vec<Place>, StoreError> {
    if let Some(id) = named(tx, &ask.search)?
        && let Some(place) = fits(tx, ask, id, true)?
    {
        let found = Some(place).filter(|place| after.is_none_or(|after| *place > after));
        return Ok(found.into_iter().collect());
    }
    let words: Vec<Key> = applicant::words(&ask.search)
        .iter()
        .map(|word| tx.sealer().word_hashes(word))
        .collect();
    let keys = match words.len() {
        0 => return Ok(Vec::new()),
        1 => words,
        _ => rarest_first(tx, words)?,
    };
    let list = InboxList::ALL.iter().zip(counts);
    let length = list.filter(|(list, _)| **list == ask.list).map(|(_, n)| *n);
    match having_all(tx, &keys, length.sum::<u32>() / ROW)? {
        Some(ids) => {
            let mut found = places(tx, ask, &ids, true)?;
            found.retain(|place| after.is_none_or(|after| *place > after));
            Ok(found)
        }
        None => walk(tx, ask, after, limit, &keys),
    }
}

/// The dossier that this text names: by its code or its reference.
fn named(tx: &Tx<'_>, text: &str) -> Result<Option<i64>, StoreError> {
    let code = text.trim().to_uppercase();
    let by_code = tx.first("SELECT id FROM dossier WHERE code = ?", [code], |row| {
        row.get(0)
    })?;
    match (by_code, Reference::parse(text)) {
        (None, Some(reference)) => dossiers::number(tx, reference),
        (found, _) => Ok(found),
    }
}

/// Keys that together mean every one of several words: the rarest two, then
/// the others.
fn rarest_first(tx: &Tx<'_>, words: Vec<Key>) -> Result<Vec<Key>, StoreError> {
    let (mut least, mut rarest) = (u32::MAX, (0, 1));
    let pairs = (0..words.len()).flat_map(|one| (one + 1..words.len()).map(move |o| (one, o)));
    for (one, other) in pairs.filter(|_| words.len() > 2) {
        let count = count(tx, &both(&words[one], &words[other]))?;
        if count < least {
            (least, rarest) = (count, (one, other));
        }
    }
    let (one, other) = rarest;
    let mut keys = vec![both(&words[one], &words[other])];
    let rest = words.into_iter().enumerate();
    keys.extend(
        rest.filter(|(at, _)| *at != one && *at != other)
            .map(|(_, word)| word),
    );
    Ok(keys)
}

/// Two words together, under each key of the ring.
fn both(one: &Key, other: &Key) -> Key {
    let pairs = one.iter().zip(other);
    pairs.map(|(one, other)| pair(*one, *other)).collect()
}

/// How many dossiers have the key, counted to just beyond [`MANY`].
fn count(tx: &Tx<'_>, key: &Key) -> Result<u32, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM dossier_word WHERE word_hash IN ({}) LIMIT {})",
        marks(key.len(), 1),
        MANY + 1
    );
    let count = tx.first(&sql, params_from_iter(key), |row| row.get(0))?;
    Ok(count.unwrap_or_default())
}

/// `?n, ?n+1, ...`: numbered, because a statement's other places are too.
fn marks(count: usize, first: usize) -> String {
    let marks: Vec<String> = (first..first + count).map(|at| format!("?{at}")).collect();
    marks.join(", ")
}

/// Joins that leave of `dossier` those that have every key; the keys' hashes
/// are the parameters from `first` on. `CROSS` keeps the order of the loops,
/// whatever the engine believes of the keys: it may turn `EXISTS` round and
/// begin with the most common one.
pub(super) fn having(dossier: &str, keys: &[Key], mut first: usize) -> String {
    let mut sql = String::new();
    for (at, key) in keys.iter().enumerate() {
        sql.push_str(&format!(
            " CROSS JOIN dossier_word k{at} ON k{at}.word_hash IN ({}) AND k{at}.dossier = {dossier}",
            marks(key.len(), first)
        ));
        first += key.len();
    }
    sql
}

/// Every dossier, of whatever agency, that has all keys; `None` when they are
/// more than [`RARE`] or `most`, or the first key is too common to go through.
fn having_all(tx: &Tx<'_>, keys: &[Key], most: u32) -> Result<Option<Vec<i64>>, StoreError> {
    let Some((rarest, others)) = keys.split_first() else {
        return Ok(None);
    };
    if !others.is_empty() && count(tx, rarest)? > MANY {
        return Ok(None);
    }
    let most = most.min(RARE);
    let sql = format!(
        "SELECT w.dossier FROM dossier_word w{} WHERE w.word_hash IN ({}) LIMIT {}",
        having("w.dossier", others, rarest.len() + 1),
        marks(rarest.len(), 1),
        RARE + 1
    );
    let hashes = params_from_iter(keys.iter().flatten());
    let ids = tx.all(&sql, hashes, |row| row.get::<_, i64>(0))?;
    Ok(Some(ids).filter(|ids| ids.len() <= most as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_are_kept_together_whichever_comes_first() {
        let (one, other, third) = ([1; 16], [2; 16], [3; 16]);
        assert_eq!(pair(one, other), pair(other, one));
        assert_ne!(pair(one, other), pair(one, third));
        let kept = kept_as(&[one, other, third]);
        let pairs = [pair(one, other), pair(one, third), pair(other, third)];
        assert_eq!(kept[..3], [one, other, third]);
        assert_eq!(kept[3..], pairs);
        assert_eq!(kept_as(&[one]), [one]);
    }
}
