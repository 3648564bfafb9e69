//! One-time codes.

use super::Ground;
use super::ground::person;
use server::clock::{HOUR, MINUTE, SECOND};
use server::dossier::state::DossierState;
use server::id::{Reference, Secret};
use server::store::code::{HOURLY, PROVED, VALID, WINDOW, WRONG};
use server::store::job::LONGEST_PAUSE;
use server::store::{
    Asked, Code, Contact, EventKind, MessageKind, Purpose, Reader, Redeemed, Submission, Typed,
};

/// A free dossier with the contact of [`Ground::paying`].
async fn taken(ground: &Ground, key: &str) -> (Reference, Secret) {
    let contact = ground.paying("").contact;
    let submission = Submission {
        contact,
        ..ground.submission(key)
    };
    ground.take(submission).await
}

/// The same, with its result there and its first message sent.
async fn decided(ground: &Ground, key: &str) -> Reference {
    let (reference, _) = taken(ground, key).await;
    ground.stands(reference, DossierState::Decided);
    assert_eq!(codes(ground).await, []);
    reference
}

/// The codes that were sent since the last time, in order.
async fn codes(ground: &Ground) -> Vec<Code> {
    let mut codes = Vec::new();
    while let Some(message) = ground.store.claim_message(MINUTE).await.expect("read") {
        assert_eq!(
            message.kind == MessageKind::Code,
            message.code.is_some(),
            "a code stands in its own message alone"
        );
        codes.extend(message.code);
        let done = ground.store.finish_message(message.claim).await;
        assert_eq!(done, Ok(true));
    }
    codes
}

async fn code(ground: &Ground) -> Code {
    let mut codes = codes(ground).await;
    assert_eq!(codes.len(), 1, "one code was sent");
    codes.remove(0)
}

/// Another code than this one.
fn wrong(code: &Code) -> Code {
    let number: u32 = code.expose().parse().expect("digits");
    Code::parse(&format!("{:06}", (number + 1) % 1_000_000)).expect("six digits")
}

fn contact(typed: &str) -> Contact {
    Contact::typed(typed)
}

async fn ask(ground: &Ground, purpose: Purpose, principal: &str) -> Asked {
    let asked = ground.store.ask_code(purpose, principal.to_owned());
    asked.await.expect("answered")
}

async fn ask_result(ground: &Ground, reference: Reference, principal: &str) -> Asked {
    ask(ground, Purpose::Result(reference), principal).await
}

async fn ask_secret(ground: &Ground, reference: Reference, typed: &str, principal: &str) {
    let purpose = Purpose::Secret(Some(reference), contact(typed));
    assert_eq!(ask(ground, purpose, principal).await, Asked::OnItsWay);
}

async fn redeem(ground: &Ground, typed: Typed, principal: &str) -> Redeemed {
    let redeemed = ground.store.redeem_code(typed, principal.to_owned());
    redeemed.await.expect("answered")
}

async fn for_result(
    ground: &Ground,
    reference: Reference,
    code: &Code,
    principal: &str,
) -> Redeemed {
    redeem(ground, Typed::Result(reference, code.clone()), principal).await
}

async fn for_secret(ground: &Ground, code: &Code, principal: &str) -> Redeemed {
    redeem(ground, Typed::Secret(code.clone()), principal).await
}

async fn may_read(ground: &Ground, reference: Reference, principal: &str) -> bool {
    let reader = Reader::Principal(principal.to_owned());
    let read = ground.store.dossier(reference, reader).await;
    read.expect("read").is_some()
}

/// The right code gives a new secret; the old one opens nothing more, whoever
/// was let in stays.
pub(crate) async fn a_lost_secret_is_replaced(ground: Ground) {
    let (reference, old) = taken(&ground, "key").await;
    let friend = person(&*ground.store, "a friend's token").await;
    let granted = ground.store.grant(reference, old.clone(), friend.clone());
    assert_eq!(granted.await, Ok(true));
    assert_eq!(codes(&ground).await, []);
    ask_secret(
        &ground,
        reference,
        " CITIZEN@example.ORG ",
        &ground.stranger,
    )
    .await;
    assert!(!may_read(&ground, reference, &ground.stranger).await);
    let code = code(&ground).await;
    let Redeemed::Renewed(named, new) = for_secret(&ground, &code, &ground.stranger).await else {
        panic!("the right code");
    };
    assert_eq!(named, reference);
    assert_ne!(new, old);
    for reader in [&ground.owner, &ground.stranger, &friend] {
        assert!(may_read(&ground, reference, reader).await);
    }
    let other = person(&*ground.store, "another token").await;
    let by = |secret: &Secret| ground.store.grant(reference, secret.clone(), other.clone());
    assert_eq!(by(&old).await, Ok(false));
    assert_eq!(by(&new).await, Ok(true));
    let read = ground.store.dossier(reference, ground.owner()).await;
    let dossier = read.expect("read").expect("there");
    assert_eq!(
        dossier.secret, None,
        "the receipt shows no secret that is over"
    );
    let kinds: Vec<_> = dossier.timeline.iter().map(|event| event.kind).collect();
    for kind in [EventKind::CodeSent, EventKind::SecretRenewed] {
        assert_eq!(kinds.iter().filter(|known| **known == kind).count(), 1);
    }
    let again = for_secret(&ground, &code, &ground.stranger).await;
    assert_eq!(again, Redeemed::Over, "a code is used once");
    assert_eq!(ground.store.broken_event().await, Ok(None));
}

/// What fits nothing is answered, counted and ended like what fits.
pub(crate) async fn a_stranger_learns_nothing_by_codes(ground: Ground) {
    let (reference, _) = taken(&ground, "key").await;
    let (silent, _) = ground.take(ground.submission("no contact")).await;
    assert_eq!(codes(&ground).await, []);
    let unknown = Reference::from_bits(7_654_321);
    let asked = [
        (Some(reference), "citizen@example.org", 1),
        (Some(reference), "014190000123", 0),
        (Some(reference), "0912345678", 0),
        (Some(reference), "", 0),
        (Some(unknown), "citizen@example.org", 0),
        (Some(silent), "citizen@example.org", 0),
        (None, "citizen@example.org", 0),
    ];
    for (number, (reference, typed, sent)) in asked.into_iter().enumerate() {
        let asker = person(&*ground.store, &number.to_string()).await;
        let purpose = Purpose::Secret(reference, contact(typed));
        for round in 0..=HOURLY {
            let asked = ask(&ground, purpose.clone(), &asker).await;
            assert_eq!(asked, Asked::OnItsWay, "{typed}");
            let sent = if round < HOURLY { sent } else { 0 };
            let codes = codes(&ground).await;
            assert_eq!(codes.len(), sent, "{typed} {round}");
            // Beyond the hour's number the last one still stands, and was tried once.
            let left = if round < HOURLY { WRONG - 1 } else { WRONG - 2 };
            let other = codes.first().map_or_else(Code::new, wrong);
            let answer = for_secret(&ground, &other, &asker).await;
            assert_eq!(answer, Redeemed::Wrong(left), "{typed} {round}");
        }
        for left in (1..WRONG - 2).rev() {
            let answer = for_secret(&ground, &Code::new(), &asker).await;
            assert_eq!(answer, Redeemed::Wrong(left), "{typed}");
        }
        for _ in 0..2 {
            let answer = for_secret(&ground, &Code::new(), &asker).await;
            assert_eq!(answer, Redeemed::Over, "{typed}");
        }
    }
    let nobody = for_secret(&ground, &Code::new(), &ground.owner).await;
    assert_eq!(nobody, Redeemed::Over, "none was asked for");
}

/// Five wrong codes end one, and the right one is of no use after them.
pub(crate) async fn five_wrong_codes_end_one(ground: Ground) {
    let reference = decided(&ground, "key").await;
    assert_eq!(
        ask_result(&ground, reference, &ground.owner).await,
        Asked::OnItsWay
    );
    let right = code(&ground).await;
    let other = wrong(&right);
    for left in (1..WRONG).rev() {
        let answer = for_result(&ground, reference, &other, &ground.owner).await;
        assert_eq!(answer, Redeemed::Wrong(left));
    }
    for typed in [&other, &right] {
        let answer = for_result(&ground, reference, typed, &ground.owner).await;
        assert_eq!(answer, Redeemed::Over);
    }
    let proved = ground.store.proved(reference, ground.owner.clone());
    assert_eq!(proved.await, Ok(false));
}

/// A code holds ten minutes, and until the next one.
pub(crate) async fn a_one_time_code_ends(ground: Ground) {
    let reference = decided(&ground, "key").await;
    ask_result(&ground, reference, &ground.owner).await;
    let first = code(&ground).await;
    ground.clock.advance(VALID);
    let late = for_result(&ground, reference, &first, &ground.owner).await;
    assert_eq!(late, Redeemed::Over);
    ask_result(&ground, reference, &ground.owner).await;
    let second = code(&ground).await;
    ask_result(&ground, reference, &ground.owner).await;
    let third = code(&ground).await;
    if second != third {
        let ended = for_result(&ground, reference, &second, &ground.owner).await;
        assert_eq!(ended, Redeemed::Wrong(WRONG - 1));
    }
    ground.clock.advance(VALID - SECOND);
    let in_time = for_result(&ground, reference, &third, &ground.owner).await;
    assert_eq!(in_time, Redeemed::Proved(ground.clock.now() + PROVED));
    let again = for_result(&ground, reference, &third, &ground.owner).await;
    assert_eq!(again, Redeemed::Over);
}

/// Three codes an hour, for the dossier as a whole.
pub(crate) async fn codes_are_bounded(ground: Ground) {
    let reference = decided(&ground, "key").await;
    let first = ground.clock.now();
    ask_secret(&ground, reference, "citizen@example.org", &ground.stranger).await;
    for _ in 1..HOURLY {
        ground.clock.advance(MINUTE);
        assert_eq!(
            ask_result(&ground, reference, &ground.owner).await,
            Asked::OnItsWay
        );
    }
    assert_eq!(codes(&ground).await.len(), HOURLY as usize);
    let refused = ask_result(&ground, reference, &ground.owner).await;
    assert_eq!(refused, Asked::TooMany(first + WINDOW));
    let other = decided(&ground, "another dossier").await;
    assert_eq!(
        ask_result(&ground, other, &ground.owner).await,
        Asked::OnItsWay
    );
    ground.clock.advance(first + WINDOW - ground.clock.now());
    assert_eq!(
        ask_result(&ground, reference, &ground.owner).await,
        Asked::OnItsWay
    );
    assert!(matches!(
        ask_result(&ground, reference, &ground.owner).await,
        Asked::TooMany(_)
    ));
}

/// A code is for one dossier, one purpose and one browser.
pub(crate) async fn code_bound(ground: Ground) {
    let (reference, secret) = taken(&ground, "key").await;
    ground.stands(reference, DossierState::Decided);
    let other = decided(&ground, "another dossier").await;
    let friend = person(&*ground.store, "a friend's token").await;
    let granted = ground.store.grant(reference, secret, friend.clone());
    assert_eq!(granted.await, Ok(true));
    ask_result(&ground, reference, &ground.owner).await;
    let right = code(&ground).await;
    assert_eq!(
        for_result(&ground, other, &right, &ground.owner).await,
        Redeemed::Over
    );
    assert_eq!(
        for_secret(&ground, &right, &ground.owner).await,
        Redeemed::Over
    );
    assert_eq!(
        for_result(&ground, reference, &right, &friend).await,
        Redeemed::Over
    );
    let stranger = for_result(&ground, reference, &right, &ground.stranger).await;
    assert_eq!(stranger, Redeemed::Absent);
    ask_secret(&ground, reference, "citizen@example.org", &friend).await;
    let lost = code(&ground).await;
    assert_eq!(
        for_result(&ground, reference, &lost, &friend).await,
        Redeemed::Over
    );
    assert!(matches!(
        for_result(&ground, reference, &right, &ground.owner).await,
        Redeemed::Proved(_)
    ));
    assert!(matches!(
        for_secret(&ground, &lost, &friend).await,
        Redeemed::Renewed(..)
    ));
}

/// A proof is one reader's, for half an hour.
pub(crate) async fn a_proof_ends(ground: Ground) {
    let reference = decided(&ground, "key").await;
    let proved = |who: &str| ground.store.proved(reference, who.to_owned());
    let gate = || ground.store.gate(reference, ground.owner.clone());
    ask_result(&ground, reference, &ground.owner).await;
    let shown = gate().await.expect("read").expect("there");
    assert_eq!(shown.contact.as_deref(), Some("c***@e***.org"));
    assert_eq!((shown.waiting, shown.proved), (true, None));
    let right = code(&ground).await;
    for_result(&ground, reference, &right, &ground.owner).await;
    let until = ground.clock.now() + PROVED;
    let shown = gate().await.expect("read").expect("there");
    assert_eq!((shown.waiting, shown.proved), (false, Some(until)));
    assert_eq!(proved(&ground.owner).await, Ok(true));
    assert_eq!(proved(&ground.stranger).await, Ok(false));
    let unknown = Reference::from_bits(7_654_321);
    let absent = ground.store.proved(unknown, ground.owner.clone());
    assert_eq!(absent.await, Ok(false));
    ground.clock.advance(PROVED);
    assert_eq!(proved(&ground.owner).await, Ok(false));
}

/// Who may not read it finds nothing; without result or contact none is sent.
pub(crate) async fn a_result_has_its_conditions(ground: Ground) {
    let (reference, _) = taken(&ground, "key").await;
    let asked = ask_result(&ground, reference, &ground.owner).await;
    assert_eq!(asked, Asked::NotReady);
    ground.stands(reference, DossierState::Delivered);
    let unknown = Reference::from_bits(7_654_321);
    for (reference, who) in [(reference, &ground.stranger), (unknown, &ground.owner)] {
        assert_eq!(ask_result(&ground, reference, who).await, Asked::Absent);
        let gate = ground.store.gate(reference, who.clone());
        assert_eq!(gate.await, Ok(None));
    }
    let (silent, _) = ground.take(ground.submission("no contact")).await;
    ground.stands(silent, DossierState::Decided);
    let asked = ask_result(&ground, silent, &ground.owner).await;
    assert_eq!(asked, Asked::NoContact);
    assert_eq!(codes(&ground).await, []);
    let asked = ask_result(&ground, reference, &ground.owner).await;
    assert_eq!(asked, Asked::OnItsWay, "also once it was handed over");
}

/// A code that nobody took in time is not sent later; what is over is swept.
pub(crate) async fn a_late_code_is_not_sent(ground: Ground) {
    let reference = decided(&ground, "key").await;
    ask_result(&ground, reference, &ground.owner).await;
    let message = ground.store.claim_message(MINUTE).await;
    let message = message.expect("read").expect("due");
    let failed = ground.store.fail_message(message.claim, "no".into());
    assert_eq!(failed.await, Ok(true));
    ground.clock.advance(VALID);
    assert_eq!(ground.store.claim_message(MINUTE).await, Ok(None));
    assert_eq!(ground.store.dead_jobs().await, Ok(1), "a person must look");
    ground.clock.advance(LONGEST_PAUSE);
    assert_eq!(ground.store.claim_message(MINUTE).await, Ok(None));
    assert!(ground.store.sweep(0).await.expect("swept") > 0);
    ground.clock.advance(HOUR);
    assert_eq!(
        ask_result(&ground, reference, &ground.owner).await,
        Asked::OnItsWay
    );
}
