//! Double entry: accounts and postings whose sum is always 0.
//!
//! Positive is debit, negative is credit. A capture debits what the gateway
//! owes us and credits the due it pays, or the suspense account where it pays
//! none. Money never appears or vanishes: it only moves between accounts.

use std::fmt;

/// Where money stands. The store adds the obligation's and the agency's ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// What a gateway has taken from payers for one merchant account of ours
    /// and owes to us.
    Gateway {
        /// The gateway's name, as [`super::state::Callback::gateway`].
        gateway: String,
        /// Our merchant code there.
        merchant: String,
    },
    /// What has been paid for the obligation at hand.
    Due,
    /// Received, but not (or not yet) for any due: a person decides.
    Suspense,
    /// Promised back to the payer, not sent yet.
    Refund,
}

impl fmt::Display for Account {
    /// The account's code as stored: `gateway:vnpay:CUZP8XA6`, `due`,
    /// `suspense`, `refund`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Account::Gateway { gateway, merchant } => write!(f, "gateway:{gateway}:{merchant}"),
            Account::Due => f.write_str("due"),
            Account::Suspense => f.write_str("suspense"),
            Account::Refund => f.write_str("refund"),
        }
    }
}

/// One line of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The account it changes.
    pub account: Account,
    /// Whole đồng; positive debits, negative credits.
    pub amount: i64,
}

/// An entry of two lines that moves `amount` from `credit` to `debit`.
/// `None` when `amount` is not positive: an entry never runs backwards and
/// never moves nothing.
pub fn entry(debit: Account, credit: Account, amount: i64) -> Option<Vec<Posting>> {
    if amount <= 0 {
        return None;
    }
    Some(vec![
        Posting {
            account: debit,
            amount,
        },
        Posting {
            account: credit,
            amount: amount.checked_neg()?,
        },
    ])
}

/// Whether the postings sum to 0 (without overflow) and none is empty.
pub fn balanced(postings: &[Posting]) -> bool {
    postings.iter().all(|posting| posting.amount != 0) && sum(postings) == Some(0)
}

/// The sum of the postings; `None` when it leaves the range of `i64`.
pub fn sum(postings: &[Posting]) -> Option<i64> {
    postings
        .iter()
        .try_fold(0_i64, |sum, posting| sum.checked_add(posting.amount))
}

/// An approved refund of a paid due: the due's money is promised back.
pub fn refund_approved(amount: i64) -> Option<Vec<Posting>> {
    entry(Account::Due, Account::Refund, amount)
}

/// A person decides that money in suspense goes back to its payer.
pub fn suspense_refunded(amount: i64) -> Option<Vec<Posting>> {
    entry(Account::Suspense, Account::Refund, amount)
}

/// The gateway has sent a refund: it owes us that much less.
pub fn refund_sent(gateway: &str, merchant: &str, amount: i64) -> Option<Vec<Posting>> {
    entry(Account::Refund, receivable(gateway, merchant), amount)
}

/// The gateway refused a refund: the promise is taken back.
pub fn refund_refused(amount: i64) -> Option<Vec<Posting>> {
    entry(Account::Refund, Account::Due, amount)
}

/// The account of what `gateway` owes to our merchant account there.
pub fn receivable(gateway: &str, merchant: &str) -> Account {
    Account::Gateway {
        gateway: gateway.to_owned(),
        merchant: merchant.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_balanced_and_never_runs_backwards() {
        for amount in [1, 10_000, i64::MAX] {
            let postings = entry(receivable("vnpay", "M"), Account::Due, amount).unwrap();
            assert!(balanced(&postings));
            assert_eq!(postings[0].amount, amount);
        }
        for amount in [0, -1, i64::MIN] {
            assert_eq!(entry(Account::Due, Account::Refund, amount), None);
        }
    }

    #[test]
    fn sums_refuse_to_overflow() {
        let line = |amount| Posting {
            account: Account::Due,
            amount,
        };
        assert_eq!(sum(&[line(i64::MAX), line(1)]), None);
        assert!(!balanced(&[line(i64::MAX), line(1)]));
        assert!(!balanced(&[line(5)]));
        assert!(!balanced(&[line(0)]));
        assert!(balanced(&[line(5), line(-5)]));
    }

    #[test]
    fn a_refund_brings_every_account_back_to_zero() {
        let mut all = entry(receivable("vnpay", "M"), Account::Due, 9).unwrap();
        all.extend(refund_approved(9).unwrap());
        all.extend(refund_refused(9).unwrap());
        all.extend(refund_approved(9).unwrap());
        all.extend(refund_sent("vnpay", "M", 9).unwrap());
        all.extend(entry(receivable("vnpay", "M"), Account::Suspense, 4).unwrap());
        all.extend(suspense_refunded(4).unwrap());
        all.extend(refund_sent("vnpay", "M", 4).unwrap());
        for account in [
            receivable("vnpay", "M"),
            Account::Due,
            Account::Suspense,
            Account::Refund,
        ] {
            let of_it: Vec<Posting> = all
                .iter()
                .filter(|posting| posting.account == account)
                .cloned()
                .collect();
            assert_eq!(sum(&of_it), Some(0), "{account}");
        }
    }

    #[test]
    fn accounts_have_codes() {
        assert_eq!(receivable("vnpay", "M1").to_string(), "gateway:vnpay:M1");
        assert_eq!(Account::Due.to_string(), "due");
        assert_eq!(Account::Suspense.to_string(), "suspense");
        assert_eq!(Account::Refund.to_string(), "refund");
    }
}
