//! One callback against what is known: the order of checks, then the state.

use super::{AttemptState, Callback, Change, Known, ObligationState, Report, TaskKind, Verdict};
use crate::payment::ledger::{Account, Posting, entry, receivable};

/// Decides what a verified callback changes. Pure and total; the caller has
/// checked the signature (a [`Callback`] exists only after that) and applies
/// [`Verdict::change`] in the transaction in which it read `known`.
///
/// Checks in order: merchant, reference, currency, amount, state.
///
/// Late money, decided: a good capture credits the due as long as the due is
/// unpaid, even when the attempt had failed or expired, and even when the
/// obligation itself had expired (then with a task, since its dossier was
/// closed). The amount is the frozen one, nobody else has paid, and an expiry
/// is only our guess that nothing would come: holding the money back would
/// leave the payer with neither the money nor the service until a clerk does
/// by hand what is done here. Every other capture goes to suspense.
pub fn settle(known: Option<&Known>, callback: &Callback) -> Verdict {
    // The store looks the attempt up by its reference, so an unknown reference
    // has no merchant to compare with.
    let Some(known) = known else {
        return Verdict::UnknownReference;
    };
    if known.gateway != callback.gateway || known.merchant != callback.merchant {
        return Verdict::UnknownMerchant;
    }
    if known.currency != callback.currency {
        return Verdict::WrongCurrency;
    }
    if callback.amount != Some(known.amount) {
        return Verdict::WrongAmount {
            received: callback.amount,
            change: wrong_amount(known, callback),
        };
    }
    match callback.report {
        Report::Captured if callback.gateway_txn.is_some() => captured(known, callback),
        // Money without a number cannot be told from its own repetition.
        Report::Captured | Report::Review => doubtful(known),
        Report::Failed { cancelled } => failed(known, cancelled),
        Report::Pending => match known.attempt {
            AttemptState::Started => Verdict::StillPending,
            _ => Verdict::AlreadyFinal(None),
        },
    }
}

/// Money of another amount is recorded, the due stays unpaid. An amount that
/// cannot be read moves nothing: there is no number to post.
fn wrong_amount(known: &Known, callback: &Callback) -> Option<Change> {
    let money = match callback.report {
        Report::Captured => true,
        Report::Review => false,
        Report::Failed { .. } | Report::Pending => return None,
    };
    if known.posted {
        return None;
    }
    let received = callback.amount.filter(|amount| *amount > 0);
    let postings = match received {
        Some(amount) if money && callback.gateway_txn.is_some() => suspense(callback, amount),
        _ => Vec::new(),
    };
    let attempt = match (known.attempt, received) {
        (AttemptState::Paid, _) => AttemptState::Paid,
        (_, Some(_)) => AttemptState::Review,
        (unchanged, None) => unchanged,
    };
    Some(Change {
        attempt,
        obligation: known.obligation,
        postings,
        task: Some(TaskKind::WrongAmount),
    })
}

/// A capture of the right amount, with the gateway's number.
fn captured(known: &Known, callback: &Callback) -> Verdict {
    if known.posted {
        return match known.attempt {
            AttemptState::Paid | AttemptState::Review => Verdict::AlreadyFinal(None),
            // The same money was posted under another reference: never twice.
            _ => doubtful(known),
        };
    }
    if known.attempt == AttemptState::Paid {
        return to_suspense(known, callback, TaskKind::SecondCapture);
    }
    match known.obligation {
        ObligationState::Due => credit(callback, known.amount, None),
        ObligationState::Expired => credit(callback, known.amount, Some(TaskKind::LateCapture)),
        ObligationState::Waived => to_suspense(known, callback, TaskKind::NotDue),
        ObligationState::Paid | ObligationState::Refunding | ObligationState::Refunded => {
            to_suspense(known, callback, TaskKind::SecondCapture)
        }
    }
}

fn credit(callback: &Callback, amount: i64, task: Option<TaskKind>) -> Verdict {
    Verdict::Applied(Change {
        attempt: AttemptState::Paid,
        obligation: ObligationState::Paid,
        postings: entry(from_gateway(callback), Account::Due, amount).unwrap_or_default(),
        task,
    })
}

fn to_suspense(known: &Known, callback: &Callback, task: TaskKind) -> Verdict {
    let attempt = match known.attempt {
        AttemptState::Paid => AttemptState::Paid,
        _ => AttemptState::Review,
    };
    verdict(
        known,
        Change {
            attempt,
            obligation: known.obligation,
            postings: suspense(callback, known.amount),
            task: Some(task),
        },
    )
}

/// The gateway is unsure. A person is told; nothing is credited, and what was
/// paid stays paid.
fn doubtful(known: &Known) -> Verdict {
    use ObligationState::{Refunded, Refunding};
    let (attempt, task) = match (known.attempt, known.obligation) {
        (AttemptState::Review, _) => return Verdict::AlreadyFinal(None),
        // A status request during our own refund answers "refund in progress".
        (AttemptState::Paid, Refunding | Refunded) => return Verdict::AlreadyFinal(None),
        (AttemptState::Paid, _) => (AttemptState::Paid, TaskKind::Contradiction),
        _ => (AttemptState::Review, TaskKind::Doubtful),
    };
    verdict(
        known,
        Change {
            attempt,
            obligation: known.obligation,
            postings: Vec::new(),
            task: Some(task),
        },
    )
}

/// A failure ends an attempt that is under way and changes nothing else: a
/// later or earlier attempt may pay, and what was paid stays paid.
fn failed(known: &Known, cancelled: bool) -> Verdict {
    if known.attempt != AttemptState::Started {
        return Verdict::AlreadyFinal(None);
    }
    Verdict::Applied(Change {
        attempt: if cancelled {
            AttemptState::Cancelled
        } else {
            AttemptState::Failed
        },
        obligation: known.obligation,
        postings: Vec::new(),
        task: None,
    })
}

fn verdict(known: &Known, change: Change) -> Verdict {
    if change.attempt == known.attempt {
        Verdict::AlreadyFinal(Some(change))
    } else {
        Verdict::Applied(change)
    }
}

fn suspense(callback: &Callback, amount: i64) -> Vec<Posting> {
    entry(from_gateway(callback), Account::Suspense, amount).unwrap_or_default()
}

fn from_gateway(callback: &Callback) -> Account {
    receivable(callback.gateway, &callback.merchant)
}
