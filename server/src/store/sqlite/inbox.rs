//! The inbox: lists by time left, [counts] of them, and [search]. A list is
//! read from one index, `dossier_inbox`, a page at a time.

mod counts;
mod search;

pub(super) use search::kept_as;

use super::tx::Tx;
use super::{dossiers, rows};
use crate::clock::{self, DAY};
use crate::dossier::state::DossierState;
use crate::id::Reference;
use crate::store::StoreError;
use crate::store::officer::{Inbox, InboxAsk, InboxLine, InboxList};
use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};
use search::Key;

/// Rows of one page at most.
const LONGEST_PAGE: u32 = 100;

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
    let counts = counts::counts(tx, &ask.agency)?;
    let mut found = if ask.search.trim().is_empty() {
        walk(tx, ask, after, limit + 1, &[])?
    } else {
        search::search(tx, ask, after, limit + 1, &counts)?
    };
    found.sort_unstable();
    let more = found.len() > limit;
    found.truncate(limit);
    let rows = found.into_iter().map(|(.., id)| line(tx, id));
    Ok(Inbox {
        counts,
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
    Ok(places(tx, ask, &[id], listed)?.pop())
}

/// The places of those of many dossiers that [`fits`]; one statement for all.
fn places(
    tx: &Tx<'_>,
    ask: &InboxAsk,
    ids: &[i64],
    listed: bool,
) -> Result<Vec<Place>, StoreError> {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    let rows = tx.all(
        "SELECT state, due_at, received_at, dossier.id FROM json_each(?) CROSS JOIN dossier ON dossier.id = value
         WHERE ? IN (agency, deciding) AND received_at IS NOT NULL",
        params![format!("[{}]", ids.join(",")), ask.agency],
        |row| {
            Ok((
                rows::dossier_state(row)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        },
    )?;
    let (from, to) = promised(ask.list, tx.now());
    let of_list = |(state, due, ..): &(DossierState, i64, i64, i64)| {
        !listed || (states(ask.list).contains(state) && (from..to).contains(due))
    };
    let listed = rows.into_iter().filter(of_list);
    let place = |(state, due, received, id)| (finished(state), due, received, id);
    Ok(listed.map(place).collect())
}

/// The beginning of the list after a place, of dossiers that have every key.
/// Each state is a piece of the index: once pieces read before fill the page,
/// the next is read no further than the page's last promise. Finished ones come
/// last, so theirs are read only where the others do not fill it.
fn walk(
    tx: &Tx<'_>,
    ask: &InboxAsk,
    after: Option<Place>,
    limit: usize,
    keys: &[Key],
) -> Result<Vec<Place>, StoreError> {
    let (from, to) = promised(ask.list, tx.now());
    let having = search::having("dossier.id", keys, 8);
    let mut found: Vec<Place> = Vec::new();
    for ended in [false, true] {
        let start = match after {
            Some((true, ..)) if !ended => continue,
            Some((seen, due, received, id)) if seen == ended => (due, received, id),
            _ => (i64::MIN, i64::MIN, i64::MIN),
        };
        // One comparison of three columns alone is answered by the index from
        // its place on; with `due_at >= ?` beside it, only that would be.
        let start = start.max((from, i64::MIN, i64::MIN));
        let mut to = to;
        for side in SIDES {
            let sql = format!(
                "SELECT due_at, received_at, id FROM dossier{having}
                 WHERE {side} AND state = ?2 AND received_at IS NOT NULL
                    AND (due_at, received_at, id) > (?3, ?4, ?5) AND due_at < ?6
                 ORDER BY due_at, received_at, id LIMIT ?7"
            );
            let listed = states(ask.list).iter();
            for state in listed.filter(|state| finished(**state) == ended) {
                let mut values: Vec<Value> = vec![
                    ask.agency.clone().into(),
                    state.name().to_owned().into(),
                    start.0.into(),
                    start.1.into(),
                    start.2.into(),
                    to.into(),
                    i64::try_from(limit).unwrap_or(i64::MAX).into(),
                ];
                values.extend(keys.iter().flatten().map(|hash| hash.to_vec().into()));
                found.extend(tx.all(&sql, params_from_iter(values), |row| {
                    Ok((ended, row.get(0)?, row.get(1)?, row.get(2)?))
                })?);
                if found.len() >= limit {
                    found.sort_unstable();
                    found.truncate(limit);
                    let last = found.last().filter(|last| last.0 == ended);
                    to = last.map_or(to, |last| to.min(last.1.saturating_add(1)));
                }
            }
        }
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
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
