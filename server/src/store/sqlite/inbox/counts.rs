//! How long every list is. Adding up an agency's dossiers took a page's whole
//! time (measured: 4 of 5 ms at 45,000 of them), so triggers keep sums per
//! agency, state and day of the promise in `inbox_count`, and only the day that
//! is passing is counted from the list itself.

use super::super::rows;
use super::super::tx::Tx;
use super::{SIDES, promised, states};
use crate::clock::{DAY, OFFSET};
use crate::dossier::state::DossierState;
use crate::store::StoreError;
use crate::store::officer::InboxList;
use rusqlite::params;

/// Dossiers of a state whose promise ends on a day in Việt Nam, counted from
/// 1970; -1: nothing was promised.
type Sum = (DossierState, i64, u32);

/// Every list's length, in the order of [`InboxList::ALL`].
pub(super) fn counts(tx: &Tx<'_>, agency: &str) -> Result<[u32; 6], StoreError> {
    let sums: Vec<Sum> = tx.all(
        "SELECT state, day, n FROM inbox_count WHERE agency = ?",
        [agency],
        |row| Ok((rows::dossier_state(row)?, row.get(1)?, row.get(2)?)),
    )?;
    let today = (tx.now() + OFFSET).div_euclid(DAY);
    let over = over_today(tx, agency, today)?;
    Ok(InboxList::ALL.map(|list| {
        let sum = |days: fn(i64, i64) -> bool| {
            let listed = sums
                .iter()
                .filter(|(state, day, _)| states(list).contains(state) && days(*day, today));
            listed.map(|(.., n)| n).sum::<u32>()
        };
        match list {
            InboxList::Overdue => sum(|day, today| (0..today).contains(&day)) + over,
            InboxList::Today => sum(|day, today| day == today).saturating_sub(over),
            _ => sum(|_, _| true),
        }
    }))
}

/// How many were promised until a moment of this day that is past.
fn over_today(tx: &Tx<'_>, agency: &str, today: i64) -> Result<u32, StoreError> {
    let (from, to) = promised(InboxList::Overdue, tx.now());
    let from = from.max(today * DAY - OFFSET);
    let mut over = 0;
    for side in SIDES {
        let sql = format!(
            "SELECT count(*) FROM dossier
             WHERE {side} AND state = ?2 AND received_at IS NOT NULL AND due_at >= ?3 AND due_at < ?4"
        );
        for state in states(InboxList::Overdue) {
            let values = params![agency, state.name(), from, to];
            over += tx
                .first(&sql, values, |row| row.get::<_, u32>(0))?
                .unwrap_or_default();
        }
    }
    Ok(over)
}
