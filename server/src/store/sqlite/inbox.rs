//! The inbox: lists by time left, their counts, and search. Lists and counts
//! are answered by one index, `dossier_inbox`;
//! names are looked for by keyed hashes of their folded words.

use super::tx::Tx;
use super::{dossiers, rows};
use crate::clock::{self, DAY};
use crate::dossier::applicant;
use crate::dossier::state::DossierState;
use crate::id::Reference;
use crate::store::StoreError;
use crate::store::officer::{Inbox, InboxAsk, InboxLine, InboxList};
use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

/// Rows of one page at most.
const LONGEST_PAGE: u32 = 100;
/// A word that fewer dossiers have leads the search; more of them, and walking
/// the list finds a page sooner.
const RARE: u32 = 2_000;

/// Both ways a dossier can be an agency's. Each has an index of its own.
const SIDES: [&str; 2] = ["agency = ?1", "deciding = ?1 AND deciding <> agency"];

/// The place of a dossier in a list: finished ones last, then by promise, then
/// by receipt.
type Place = (bool, i64, i64, i64);

/// The states of a list.
fn states(list: InboxList) -> &'static [DossierState] {
    use DossierState::{
        Accepted, AwaitingDue, AwaitingSupplement, Decided, Delivered, InProgress, Refused,
        Stopped, Submitted, WithdrawalAsked,
    };
    match list {
        InboxList::New => &[Submitted],
        InboxList::Today | InboxList::Overdue | InboxList::Working => {
            &[Accepted, InProgress, WithdrawalAsked]
        }
        InboxList::Waiting => &[AwaitingSupplement, AwaitingDue],
        InboxList::All => &[
            Submitted,
            Accepted,
            InProgress,
            WithdrawalAsked,
            AwaitingSupplement,
            AwaitingDue,
            Refused,
            Stopped,
            Decided,
            Delivered,
        ],
    }
}

fn finished(state: DossierState) -> bool {
    use DossierState::{Decided, Delivered, Refused, Stopped};
    matches!(state, Refused | Stopped | Decided | Delivered)
}

/// From when (with) until when (without) a list's dossiers are promised.
fn promised(list: InboxList, now: i64) -> (i64, i64) {
    let midnight = clock::instant(clock::date_of(now), 0, 0, 0) + DAY;
    match list {
        InboxList::Today => (now, midnight),
        InboxList::Overdue => (1, now),
        _ => (0, i64::MAX),
    }
}

pub(super) fn inbox(tx: &Tx<'_>, ask: &InboxAsk) -> Result<Inbox, StoreError> {
    let limit = ask.limit.clamp(1, LONGEST_PAGE) as usize;
    let after = match ask.after {
        Some(after) => place(tx, ask, after)?,
        None => None,
    };
    let mut found = if ask.search.trim().is_empty() {
        walk(tx, ask, after, limit + 1, &[])?
    } else {
        search(tx, ask, after, limit + 1)?
    };
    found.sort_unstable();
    let more = found.len() > limit;
    found.truncate(limit);
    let rows = found.into_iter().map(|(.., id)| line(tx, id));
    Ok(Inbox {
        counts: counts(tx, &ask.agency)?,
        rows: rows.collect::<Result<_, _>>()?,
        more,
    })
}

/// The place of the last dossier seen, if it is the agency's.
fn place(tx: &Tx<'_>, ask: &InboxAsk, after: Reference) -> Result<Option<Place>, StoreError> {
    match dossiers::number(tx, after)? {
        Some(id) => Ok(fits(tx, ask, id, false)?),
        None => Ok(None),
    }
}

/// The place of a dossier, if it is the agency's and, when `listed`, of the list.
fn fits(tx: &Tx<'_>, ask: &InboxAsk, id: i64, listed: bool) -> Result<Option<Place>, StoreError> {
    let row = tx.first(
        "SELECT state, due_at, received_at FROM dossier
         WHERE id = ? AND ? IN (agency, deciding) AND received_at IS NOT NULL",
        params![id, ask.agency],
        |row| Ok((rows::dossier_state(row)?, row.get(1)?, row.get(2)?)),
    )?;
    let (from, to) = promised(ask.list, tx.now());
    let row = row.filter(|(state, due, _): &(DossierState, i64, i64)| {
        !listed || (states(ask.list).contains(state) && (from..to).contains(due))
    });
    Ok(row.map(|(state, due, received)| (finished(state), due, received, id)))
}

/// The beginning of the list after a place, of dossiers that have every word.
/// A word is given as all it may be kept as. Not in order across states.
fn walk(
    tx: &Tx<'_>,
    ask: &InboxAsk,
    after: Option<Place>,
    limit: usize,
    words: &[Vec<[u8; 16]>],
) -> Result<Vec<Place>, StoreError> {
    let (from, to) = promised(ask.list, tx.now());
    let having: String = words.iter().map(|word| having(word.len())).collect();
    let mut found = Vec::new();
    for side in SIDES {
        let sql = format!(
            "SELECT due_at, received_at, id FROM dossier
             WHERE {side} AND state = ?2 AND received_at IS NOT NULL AND due_at >= ?3 AND due_at < ?4
                AND (due_at, received_at, id) > (?5, ?6, ?7){having}
             ORDER BY due_at, received_at, id LIMIT ?8"
        );
        for &state in states(ask.list) {
            let ended = finished(state);
            let start = match after {
                Some((true, ..)) if !ended => continue,
                Some((seen, due, received, id)) if seen == ended => (due, received, id),
                _ => (i64::MIN, i64::MIN, i64::MIN),
            };
            let mut values: Vec<Value> = vec![
                ask.agency.clone().into(),
                state.name().to_owned().into(),
                from.max(start.0).into(),
                to.into(),
                start.0.into(),
                start.1.into(),
                start.2.into(),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
            ];
            values.extend(words.iter().flatten().map(|hash| hash.to_vec().into()));
            found.extend(tx.all(&sql, params_from_iter(values), |row| {
                Ok((ended, row.get(0)?, row.get(1)?, row.get(2)?))
            })?);
        }
    }
    Ok(found)
}

/// That a dossier has a word which may be kept as one of so many hashes.
fn having(hashes: usize) -> String {
    let marks = vec!["?"; hashes].join(", ");
    format!(
        " AND EXISTS (SELECT 1 FROM dossier_word WHERE word_hash IN ({marks}) AND dossier = dossier.id)"
    )
}

fn search(
    tx: &Tx<'_>,
    ask: &InboxAsk,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>, StoreError> {
    if let Some(id) = named(tx, &ask.search)?
        && let Some(place) = fits(tx, ask, id, true)?
    {
        return Ok(if after.is_some_and(|after| place <= after) {
            Vec::new()
        } else {
            vec![place]
        });
    }
    let words: Vec<Vec<[u8; 16]>> = applicant::words(&ask.search)
        .iter()
        .map(|word| tx.sealer().word_hashes(word))
        .collect();
    let mut rarest: Option<(u32, &Vec<[u8; 16]>)> = None;
    for word in &words {
        let count = count(tx, word)?;
        if rarest.is_none_or(|(least, _)| count < least) {
            rarest = Some((count, word));
        }
    }
    match rarest {
        None => Ok(Vec::new()),
        Some((count, word)) if count <= RARE => led_by(tx, ask, after, word, &words),
        Some(_) => walk(tx, ask, after, limit, &words),
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

/// How many dossiers have the word, counted to just beyond [`RARE`].
fn count(tx: &Tx<'_>, word: &[[u8; 16]]) -> Result<u32, StoreError> {
    let marks = vec!["?"; word.len()].join(", ");
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM dossier_word WHERE word_hash IN ({marks}) LIMIT {})",
        RARE + 1
    );
    let count = tx.first(&sql, params_from_iter(word), |row| row.get(0))?;
    Ok(count.unwrap_or_default())
}

/// Every dossier of the list that has all words, found by a rare one of them.
fn led_by(
    tx: &Tx<'_>,
    ask: &InboxAsk,
    after: Option<Place>,
    rare: &[[u8; 16]],
    words: &[Vec<[u8; 16]>],
) -> Result<Vec<Place>, StoreError> {
    let marks = vec!["?"; rare.len()].join(", ");
    let sql = format!("SELECT dossier FROM dossier_word WHERE word_hash IN ({marks})");
    let mut found = Vec::new();
    for id in tx.all(&sql, params_from_iter(rare), |row| row.get::<_, i64>(0))? {
        let Some(place) = fits(tx, ask, id, true)? else {
            continue;
        };
        if after.is_none_or(|after| place > after) && has_all(tx, id, words)? {
            found.push(place);
        }
    }
    Ok(found)
}

fn has_all(tx: &Tx<'_>, dossier: i64, words: &[Vec<[u8; 16]>]) -> Result<bool, StoreError> {
    for word in words {
        let mut has = false;
        for hash in word {
            let row = tx.first(
                "SELECT 1 FROM dossier_word WHERE word_hash = ? AND dossier = ?",
                params![hash, dossier],
                |_| Ok(()),
            )?;
            has |= row.is_some();
        }
        if !has {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Every list's length.
fn counts(tx: &Tx<'_>, agency: &str) -> Result<[u32; 6], StoreError> {
    let mut counts = [0; 6];
    for side in SIDES {
        let by_state = tx.all(
            &format!(
                "SELECT state, count(*) FROM dossier WHERE {side} AND received_at IS NOT NULL GROUP BY state"
            ),
            [agency],
            |row| Ok((rows::dossier_state(row)?, row.get::<_, u32>(1)?)),
        )?;
        for (count, list) in counts.iter_mut().zip(InboxList::ALL) {
            let of = states(list);
            *count += match list {
                InboxList::Today | InboxList::Overdue => {
                    let (from, to) = promised(list, tx.now());
                    let sql = format!(
                        "SELECT count(*) FROM dossier WHERE {side} AND state = ?2 AND received_at IS NOT NULL
                            AND due_at >= ?3 AND due_at < ?4"
                    );
                    of.iter().try_fold(0_u32, |sum, state| {
                        let count =
                            tx.first(&sql, params![agency, state.name(), from, to], |row| {
                                row.get::<_, u32>(0)
                            })?;
                        Ok::<_, StoreError>(sum + count.unwrap_or_default())
                    })?
                }
                _ => by_state
                    .iter()
                    .filter(|(state, _)| of.contains(state))
                    .map(|(_, count)| count)
                    .sum(),
            };
        }
    }
    Ok(counts)
}

fn line(tx: &Tx<'_>, id: i64) -> Result<InboxLine, StoreError> {
    let row = tx.first(
        "SELECT reference, code, form_hash, state, received_at, due_at, agency, applicant FROM dossier WHERE id = ?",
        [id],
        |row| {
            let line = InboxLine {
                reference: rows::reference(row)?,
                code: row.get(1)?,
                form_hash: row.get(2)?,
                applicant: String::new(),
                state: rows::dossier_state(row)?,
                received_at: row.get(4)?,
                due_at: row.get::<_, Option<i64>>(5)?.filter(|at| *at > 0),
            };
            Ok((line, row.get::<_, String>(6)?, row.get::<_, Option<Vec<u8>>>(7)?))
        },
    )?;
    let (mut line, agency, applicant) = row.ok_or(StoreError::Damaged("inbox"))?;
    line.applicant = open_applicant(tx, id, &agency, applicant)?;
    Ok(line)
}

/// The applicant's name of a dossier; empty: none was asked.
pub(super) fn applicant_of(tx: &Tx<'_>, id: i64) -> Result<String, StoreError> {
    let row = tx.first(
        "SELECT agency, applicant FROM dossier WHERE id = ?",
        [id],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<Vec<u8>>>(1)?)),
    )?;
    let (agency, sealed) = row.ok_or(StoreError::Damaged("dossier"))?;
    open_applicant(tx, id, &agency, sealed)
}

fn open_applicant(
    tx: &Tx<'_>,
    id: i64,
    agency: &str,
    sealed: Option<Vec<u8>>,
) -> Result<String, StoreError> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let name = tx.sealer().open(agency, &applicant_record(id), &sealed)?;
    String::from_utf8(name).map_err(|_| StoreError::Damaged("applicant"))
}

pub(super) fn applicant_record(dossier: i64) -> String {
    format!("applicant:{dossier}")
}
