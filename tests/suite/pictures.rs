//! The state tables as pictures in `docs/`: what ARCHITECTURE.md shows is what
//! the code says. `make pictures` draws them again.

use app::lang::Lang;
use server::desk;
use server::dossier::state::DossierState;
use server::payment::state::{AttemptState, ObligationState};
use tests::picture::{State, svg};
use tests::repository;

/// Where a dossier's state stands in the picture: column and row, in halves of a place.
fn place(state: DossierState) -> (i32, i32) {
    use DossierState::{
        Accepted, AwaitingDue, AwaitingPayment, AwaitingSupplement, Decided, Delivered, InProgress,
        Refused, Stopped, Submitted, WithdrawalAsked,
    };
    match state {
        AwaitingPayment => (0, 0),
        Submitted => (0, 2),
        Accepted => (2, 2),
        InProgress => (4, 2),
        Decided => (6, 2),
        Delivered => (6, 0),
        WithdrawalAsked => (2, 0),
        AwaitingSupplement => (2, 4),
        AwaitingDue => (6, 4),
        Refused => (4, 0),
        Stopped => (4, 5),
    }
}

#[test]
fn the_states_of_a_dossier_are_drawn() {
    let words = app::words::of(Lang::Vi);
    let index = |state| DossierState::ALL.iter().position(|known| *known == state);
    let states = DossierState::ALL.map(|state| State {
        label: (words.dossier.state_name)(desk::state(state)).to_owned(),
        name: format!("{} · {}", state.name(), state.national()),
        place: place(state),
        first: [DossierState::AwaitingPayment, DossierState::Submitted].contains(&state),
        next: state
            .next()
            .iter()
            .filter_map(|next| index(*next))
            .collect(),
    });
    is_drawn("dossier-states.svg", &svg("Trạng thái của hồ sơ", &states));
}

#[test]
fn the_states_of_an_attempt_to_pay_are_drawn() {
    let index = |state| AttemptState::ALL.iter().position(|known| *known == state);
    let states = AttemptState::ALL.map(|state| {
        let (label, place) = match state {
            AttemptState::Started => ("Đang chờ kết quả", (0, 2)),
            AttemptState::Failed => ("Không thành công", (2, 0)),
            AttemptState::Cancelled => ("Bạn đã hủy", (2, 2)),
            AttemptState::Expired => ("Hết thời gian chờ", (2, 4)),
            AttemptState::Paid => ("Thành công", (4, 1)),
            AttemptState::Review => ("Đang được kiểm tra", (4, 4)),
        };
        State {
            label: label.to_owned(),
            name: state.as_str().to_owned(),
            place,
            first: state == AttemptState::Started,
            next: state
                .moves()
                .iter()
                .filter_map(|next| index(*next))
                .collect(),
        }
    });
    is_drawn(
        "attempt-states.svg",
        &svg("Trạng thái của một lần trả", &states),
    );
}

#[test]
fn the_states_of_a_due_are_drawn() {
    let index = |state| {
        ObligationState::ALL
            .iter()
            .position(|known| *known == state)
    };
    let states = ObligationState::ALL.map(|state| {
        let (label, place) = match state {
            ObligationState::Due => ("Chưa trả", (0, 2)),
            ObligationState::Waived => ("Được miễn", (0, 0)),
            ObligationState::Expired => ("Quá hạn trả", (0, 4)),
            ObligationState::Paid => ("Đã trả", (2, 2)),
            ObligationState::Refunding => ("Đang hoàn tiền", (4, 2)),
            ObligationState::Refunded => ("Đã hoàn tiền", (6, 2)),
        };
        State {
            label: label.to_owned(),
            name: state.as_str().to_owned(),
            place,
            first: state == ObligationState::Due,
            next: state
                .moves()
                .iter()
                .filter_map(|next| index(*next))
                .collect(),
        }
    });
    is_drawn(
        "due-states.svg",
        &svg("Trạng thái của khoản phải nộp", &states),
    );
}

/// Compares with the file in `docs/`, or writes it where `TOKHAI_DRAW` says so.
fn is_drawn(file: &str, drawn: &str) {
    let path = repository().join("docs").join(file);
    if std::env::var_os("TOKHAI_DRAW").is_some() {
        std::fs::write(&path, drawn).expect("docs/ can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "docs/{file} is not what the table says: run `make pictures`"
    );
}
