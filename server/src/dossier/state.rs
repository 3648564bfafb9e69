//! The states of a dossier and the moves between them, in one table.

/// Where a dossier stands. Money, delivery and sync have states of their own.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum DossierState {
    /// Sent; a due collected at submission is still open, so no officer sees it yet.
    AwaitingPayment,
    /// Sent and in the inbox of the receiving agency.
    Submitted,
    /// Accepted; the time limit runs.
    Accepted,
    /// An officer works on it.
    InProgress,
    /// The one complete supplement request is with the citizen.
    AwaitingSupplement,
    /// Decided; a due collected with the result is open.
    AwaitingDue,
    /// The citizen asked to withdraw.
    WithdrawalAsked,
    /// Not accepted, with a reason.
    Refused,
    /// Closed before a decision: withdrawn, never paid, never supplemented.
    Stopped,
    /// Decided; the result is there.
    Decided,
    /// The result is with the citizen.
    Delivered,
}

use DossierState::{
    Accepted, AwaitingDue, AwaitingPayment, AwaitingSupplement, Decided, Delivered, InProgress,
    Refused, Stopped, Submitted, WithdrawalAsked,
};

impl DossierState {
    /// Every state.
    pub const ALL: [Self; 11] = [
        AwaitingPayment,
        Submitted,
        Accepted,
        InProgress,
        AwaitingSupplement,
        AwaitingDue,
        WithdrawalAsked,
        Refused,
        Stopped,
        Decided,
        Delivered,
    ];

    /// The states that may follow. A stopped unpaid dossier can be retried
    /// until the date shown, so `Stopped` leads back to `Submitted` (a late
    /// capture of its due is decided by money's own table, not by this one).
    pub fn next(self) -> &'static [Self] {
        match self {
            AwaitingPayment => &[Submitted, Stopped],
            Submitted => &[Accepted, Refused, AwaitingSupplement, WithdrawalAsked],
            Accepted => &[InProgress, AwaitingSupplement, WithdrawalAsked],
            InProgress => &[
                AwaitingSupplement,
                AwaitingDue,
                WithdrawalAsked,
                Decided,
                Refused,
            ],
            AwaitingSupplement => &[Submitted, InProgress, Stopped],
            AwaitingDue => &[Decided, Stopped],
            WithdrawalAsked => &[Submitted, Accepted, InProgress, Stopped],
            Stopped => &[Submitted],
            Decided => &[Delivered],
            Refused | Delivered => &[],
        }
    }

    /// Whether `to` may follow.
    pub fn may_become(self, to: Self) -> bool {
        self.next().contains(&to)
    }

    /// Whether there is a result to fetch.
    pub fn has_result(self) -> bool {
        matches!(self, Decided | Delivered)
    }

    /// The national code (1 to 10) this state is reported as.
    pub fn national(self) -> u8 {
        match self {
            AwaitingPayment | Submitted => 1,
            Accepted => 2,
            Refused => 3,
            InProgress => 4,
            AwaitingSupplement => 5,
            AwaitingDue => 6,
            WithdrawalAsked => 7,
            Stopped => 8,
            Decided => 9,
            Delivered => 10,
        }
    }

    /// The name it has in the store, in events and in the API.
    pub fn name(self) -> &'static str {
        match self {
            AwaitingPayment => "awaitingPayment",
            Submitted => "submitted",
            Accepted => "accepted",
            InProgress => "inProgress",
            AwaitingSupplement => "awaitingSupplement",
            AwaitingDue => "awaitingDue",
            WithdrawalAsked => "withdrawalAsked",
            Refused => "refused",
            Stopped => "stopped",
            Decided => "decided",
            Delivered => "delivered",
        }
    }

    /// The state of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_own_name_and_a_national_code() {
        for state in DossierState::ALL {
            assert_eq!(DossierState::named(state.name()), Some(state));
            assert!((1..=10).contains(&state.national()));
        }
        for code in 1..=10 {
            assert!(
                DossierState::ALL
                    .iter()
                    .any(|state| state.national() == code),
                "code {code} is used"
            );
        }
    }

    #[test]
    fn every_state_is_reached_and_no_end_is_left() {
        for state in DossierState::ALL
            .into_iter()
            .filter(|state| *state != AwaitingPayment)
        {
            assert!(
                DossierState::ALL.iter().any(|from| from.may_become(state)),
                "{state:?} is reached"
            );
        }
        for end in [Refused, Delivered] {
            assert!(end.next().is_empty());
        }
    }
}
