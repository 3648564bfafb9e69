//! Officers: accounts, sessions, the inbox, and what they do with a dossier.

use super::Ground;
use super::ground::{AGENCY, OTHER_AGENCY};
use super::money::{captured, credit, started};
use server::clock::{DAY, HOUR, MINUTE};
use server::config::Hidden;
use server::dossier::state::DossierState;
use server::id::{Reference, token_hash};
use server::payment::state::TaskKind;
use server::store::officer::{
    InboxList, MadeOfficer, NewOfficer, NewSession, Officer, Promised, Refused, Role, SESSION_IDLE,
    SESSION_LONGEST,
};
use server::store::{Deed, Done, EventKind, Inbox, InboxAsk, Submission, Submitted};
use std::collections::BTreeSet;

/// An account with these posts.
fn account(login: &str, posts: &[(&str, Role)]) -> NewOfficer {
    let posts = posts
        .iter()
        .map(|(agency, role)| ((*agency).to_owned(), *role));
    NewOfficer {
        login: login.into(),
        name: format!("Officer {login}"),
        password: Hidden::new("a hash"),
        totp: None,
        posts: posts.collect(),
    }
}

/// Makes an account; its id.
async fn made(ground: &Ground, login: &str, posts: &[(&str, Role)]) -> String {
    let made = ground.store.add_officer(account(login, posts)).await;
    assert_eq!(made, Ok(MadeOfficer::Made));
    let kept = ground.store.credentials(login.into()).await;
    kept.expect("read").expect("an account").officer
}

/// Signs an officer in with this token, and reads who that is.
async fn signed_in(ground: &Ground, officer: &str, token: &str) -> Officer {
    let opened = ground.store.open_session(session(officer, token)).await;
    assert_eq!(opened, Ok(true));
    let found = ground.store.officer(token_hash(token)).await;
    found.expect("read").expect("signed in")
}

fn session(officer: &str, token: &str) -> NewSession {
    NewSession {
        officer: officer.into(),
        token: token_hash(token),
        before: None,
        step: None,
    }
}

async fn inbox(ground: &Ground, list: InboxList, search: &str) -> Inbox {
    let ask = InboxAsk {
        agency: AGENCY.into(),
        list,
        search: search.into(),
        after: None,
        limit: 50,
    };
    ground.store.inbox(ask).await.expect("an inbox")
}

fn references(inbox: &Inbox) -> Vec<Reference> {
    inbox.rows.iter().map(|row| row.reference).collect()
}

async fn act(ground: &Ground, officer: &str, reference: Reference, deed: Deed) -> Done {
    let done = ground.store.act(officer.into(), reference, deed).await;
    done.expect("the store answers")
}

/// A promise until an instant.
fn until(at: i64) -> Deed {
    Deed::Accept(Some(Promised {
        at,
        why: "{}".into(),
    }))
}

fn because() -> Deed {
    Deed::Refuse(Refused {
        reason: "Thiếu giấy tờ".into(),
        basis: "Điều 9".into(),
    })
}

/// A login is given once; a closed account is nobody.
pub(crate) async fn an_account_is_made_once_and_closed(ground: Ground) {
    let store = &ground.store;
    let posts = [(AGENCY, Role::Receive), (OTHER_AGENCY, Role::Supervise)];
    let id = made(&ground, "nga", &posts).await;
    let again = store.add_officer(account("nga", &posts)).await;
    assert_eq!(again, Ok(MadeOfficer::Taken));
    let nowhere = account("lan", &[("NOWHERE", Role::Receive)]);
    assert_eq!(
        store.add_officer(nowhere).await,
        Ok(MadeOfficer::NoAgency("NOWHERE".into()))
    );
    let officer = signed_in(&ground, &id, "t1").await;
    assert_eq!(officer.name, "Officer nga");
    assert_eq!(officer.reads(), [AGENCY, OTHER_AGENCY]);
    assert!(officer.is(&[Role::Receive], AGENCY) && !officer.is(&[Role::Receive], OTHER_AGENCY));
    assert_eq!(store.close_officer("nga".into()).await, Ok(true));
    assert_eq!(store.close_officer("nga".into()).await, Ok(false));
    assert_eq!(store.officer(token_hash("t1")).await, Ok(None));
    assert!(
        store
            .credentials("nga".into())
            .await
            .expect("read")
            .is_none()
    );
    assert_eq!(store.open_session(session(&id, "t2")).await, Ok(false));
    let again = store.add_officer(account("nga", &posts)).await;
    assert_eq!(
        again,
        Ok(MadeOfficer::Taken),
        "a closed login is not given again"
    );
}

/// Idle, in the end, at sign-out, and when another takes its place.
pub(crate) async fn a_session_ends(ground: Ground) {
    let store = &ground.store;
    let id = made(&ground, "nga", &[(AGENCY, Role::Receive)]).await;
    let alive = async |token: &str| {
        let found = store.officer(token_hash(token)).await;
        found.expect("read").is_some()
    };
    signed_in(&ground, &id, "idle").await;
    ground.clock.advance(SESSION_IDLE - MINUTE);
    assert!(alive("idle").await);
    ground.clock.advance(SESSION_IDLE - MINUTE);
    assert!(alive("idle").await, "it was used in between");
    ground.clock.advance(SESSION_IDLE);
    assert!(!alive("idle").await);

    signed_in(&ground, &id, "busy").await;
    let began = ground.clock.now();
    while ground.clock.now() - began < SESSION_LONGEST - 20 * MINUTE {
        ground.clock.advance(20 * MINUTE);
        assert!(alive("busy").await, "busy and young enough");
    }
    ground.clock.advance(20 * MINUTE);
    assert!(!alive("busy").await, "twelve hours are enough");

    signed_in(&ground, &id, "first").await;
    let second = NewSession {
        before: Some(token_hash("first")),
        ..session(&id, "second")
    };
    assert_eq!(store.open_session(second).await, Ok(true));
    assert!(!alive("first").await && alive("second").await);
    assert_eq!(store.end_session(token_hash("second")).await, Ok(()));
    assert!(!alive("second").await && !alive("never").await);
    ground.clock.advance(DAY);
    assert!(store.sweep(0).await.expect("swept") >= 2, "old sessions go");
}

/// A one-time code opens one session.
pub(crate) async fn a_code_is_used_once(ground: Ground) {
    let store = &ground.store;
    let secret = wiped(b"12345678901234567890");
    let new = NewOfficer {
        totp: Some(secret.clone()),
        ..account("nga", &[(AGENCY, Role::Receive)])
    };
    assert_eq!(store.add_officer(new).await, Ok(MadeOfficer::Made));
    let kept = store.credentials("nga".into()).await;
    let kept = kept.expect("read").expect("an account");
    assert_eq!(kept.totp, Some(secret));
    let open = async |token: &str, step| {
        let new = NewSession {
            step,
            ..session(&kept.officer, token)
        };
        store.open_session(new).await.expect("the store answers")
    };
    assert!(!open("t0", None).await, "without a code");
    assert!(open("t1", Some(100)).await);
    assert!(!open("t2", Some(100)).await, "the same again");
    assert!(!open("t3", Some(99)).await, "one before it");
    assert!(open("t4", Some(101)).await);
}

fn wiped(bytes: &[u8]) -> zeroize::Zeroizing<Vec<u8>> {
    bytes.to_vec().into()
}

/// Only what was received, only by agencies that receive or decide.
pub(crate) async fn an_inbox_is_of_one_agency(ground: Ground) {
    let (mine, _) = ground.take(ground.submission("mine")).await;
    ground.take(ground.paying("unpaid")).await;
    let at = |key: &str, agency: &str, deciding: &str| Submission {
        agency: agency.into(),
        deciding: deciding.into(),
        ..ground.submission(key)
    };
    ground.take(at("theirs", OTHER_AGENCY, OTHER_AGENCY)).await;
    let (decided_here, _) = ground.take(at("decided", OTHER_AGENCY, AGENCY)).await;
    let found = inbox(&ground, InboxList::New, "").await;
    assert_eq!(references(&found), [mine, decided_here]);
    assert_eq!(found.counts, [2, 0, 0, 0, 0, 2]);
    assert!(!found.more);
    for list in [
        InboxList::Today,
        InboxList::Overdue,
        InboxList::Working,
        InboxList::Waiting,
    ] {
        assert_eq!(inbox(&ground, list, "").await.rows, []);
    }
}

/// Page after page: everything once, in order.
pub(crate) async fn an_inbox_goes_on(ground: Ground) {
    let officer = made(&ground, "nga", &[(AGENCY, Role::Receive)]).await;
    for number in 0..25 {
        let named = Submission {
            applicant: Some("Lò Thị Ón".into()),
            ..ground.submission(&number.to_string())
        };
        let (reference, _) = ground.take(named).await;
        match number % 5 {
            0 => drop(act(&ground, &officer, reference, because()).await),
            1 | 2 => {
                let at = ground.clock.now() + (30 - number) * DAY;
                act(&ground, &officer, reference, until(at)).await;
            }
            _ => {}
        }
        ground.clock.advance(MINUTE);
    }
    for (list, search) in [
        (InboxList::All, ""),
        (InboxList::All, "on"),
        (InboxList::Working, ""),
    ] {
        let whole = references(&inbox(&ground, list, search).await);
        let mut seen = Vec::new();
        loop {
            let ask = InboxAsk {
                agency: AGENCY.into(),
                list,
                search: search.into(),
                after: seen.last().copied(),
                limit: 4,
            };
            let page = ground.store.inbox(ask).await.expect("an inbox");
            assert_eq!(page.counts, [10, 0, 0, 10, 0, 25]);
            seen.extend(references(&page));
            if !page.more {
                break;
            }
            assert_eq!(page.rows.len(), 4);
        }
        assert_eq!(seen, whole, "{list:?} {search}");
        let once: BTreeSet<_> = seen.iter().collect();
        let expected = if list == InboxList::All { 25 } else { 10 };
        assert_eq!((seen.len(), once.len()), (expected, expected));
    }
    let all = inbox(&ground, InboxList::All, "").await;
    let last = all.rows.iter().rev().take(5);
    assert!(
        last.into_iter()
            .all(|row| row.state == DossierState::Refused),
        "what is finished comes last"
    );
}

/// By words of the name without diacritics, by reference, by code.
pub(crate) async fn a_dossier_is_found(ground: Ground) {
    let officer = made(&ground, "nga", &[(AGENCY, Role::Receive)]).await;
    let named = |key: &str, name: &str| Submission {
        applicant: Some(name.into()),
        ..ground.submission(key)
    };
    let (nguyen, _) = ground.take(named("1", "Nguyễn Đức Ưu")).await;
    let (lo, _) = ground.take(named("2", "Lò Đức Ón")).await;
    let (other, _) = ground
        .take(Submission {
            agency: OTHER_AGENCY.into(),
            deciding: OTHER_AGENCY.into(),
            ..named("3", "Nguyễn Đức Khác")
        })
        .await;
    ground.take(ground.submission("nameless")).await;
    let Done::Done(Some(code)) = act(&ground, &officer, lo, until(1)).await else {
        panic!("not accepted");
    };
    for (search, found) in [
        ("nguyen", vec![nguyen]),
        ("ĐỨC", vec![nguyen, lo]),
        ("duc uu", vec![nguyen]),
        ("duc, on", vec![lo]),
        ("nguyen on", vec![]),
        ("khac", vec![]),
        ("nguy", vec![]),
        ("--", vec![]),
        (&lo.to_string(), vec![lo]),
        (&lo.grouped().to_lowercase(), vec![lo]),
        (&other.to_string(), vec![]),
        (&code, vec![lo]),
        (&format!(" {} ", code.to_lowercase()), vec![lo]),
    ] {
        let rows = inbox(&ground, InboxList::All, search).await;
        let rows: BTreeSet<_> = references(&rows).into_iter().collect();
        assert_eq!(rows, found.into_iter().collect(), "{search}");
    }
    let row = &inbox(&ground, InboxList::Overdue, "duc").await.rows[0];
    assert_eq!((row.applicant.as_str(), row.due_at), ("Lò Đức Ón", Some(1)));
}

/// Of many dossiers, however common the words: every one once, no other, in
/// the order of the list, and counted by list as it moves.
pub(crate) async fn a_full_inbox_is_searched_and_counted(ground: Ground) {
    const NAMES: [&str; 5] = [
        "Nguyễn Thị Hoa",
        "Nguyễn Văn Nam",
        "Trần Thị Lan",
        "Trần Văn Hoa",
        "Nguyễn Thị Trần Ón",
    ];
    let officer = made(&ground, "nga", &[(AGENCY, Role::Receive)]).await;
    // Every 400th has the fifth name: few have all of its words.
    let name = |number: usize| match number % 400 {
        0 => NAMES[4],
        _ => NAMES[number % 4],
    };
    let submitting: Vec<_> = (0..1_200_usize)
        .map(|number| {
            ground.store.submit(Submission {
                applicant: Some(name(number).into()),
                deciding: if number % 8 == 1 {
                    OTHER_AGENCY
                } else {
                    AGENCY
                }
                .into(),
                ..ground.submission(&format!("many {number}"))
            })
        })
        .collect();
    let mut taken = Vec::new();
    for (number, submitted) in futures::future::join_all(submitting)
        .await
        .into_iter()
        .enumerate()
    {
        match submitted.expect("the store answers") {
            Submitted::Taken { reference, .. } => taken.push((number, reference)),
            other => panic!("{other:?}"),
        }
    }
    for (number, reference) in &taken {
        let deed = match number % 6 {
            0 => because(),
            1 => until(ground.clock.now() + HOUR),
            2 => until(ground.clock.now() - HOUR),
            3 => until(ground.clock.now() + 40 * DAY),
            _ => continue,
        };
        assert!(matches!(
            act(&ground, &officer, *reference, deed).await,
            Done::Done(_)
        ));
    }
    let lists: [(InboxList, &[usize]); 6] = [
        (InboxList::New, &[4, 5]),
        (InboxList::Today, &[1]),
        (InboxList::Overdue, &[2]),
        (InboxList::Working, &[1, 2, 3]),
        (InboxList::Waiting, &[]),
        (InboxList::All, &[0, 1, 2, 3, 4, 5]),
    ];
    for (agency, of) in [(AGENCY, 1), (OTHER_AGENCY, 8)] {
        let there = |number: &usize| of == 1 || number % of == 1;
        let counts = lists.map(|(_, rests)| {
            let mut numbers = taken.iter().map(|(number, _)| number).filter(|n| there(n));
            u32::try_from(
                numbers
                    .by_ref()
                    .filter(|n| rests.contains(&(**n % 6)))
                    .count(),
            )
            .expect("few")
        });
        for (list, rests) in lists {
            for search in [
                "",
                "tran",
                "thi nguyen",
                "nguyen tran",
                "hoa van tran",
                "on thi tran",
                "nam lan",
                "khong",
            ] {
                let wanted = server::dossier::applicant::words(search);
                let expected: BTreeSet<_> = taken
                    .iter()
                    .filter(|(number, _)| there(number) && rests.contains(&(number % 6)))
                    .filter(|(number, _)| {
                        wanted.is_subset(&server::dossier::applicant::words(name(*number)))
                    })
                    .map(|(_, reference)| *reference)
                    .collect();
                let mut seen = Vec::new();
                loop {
                    let ask = InboxAsk {
                        agency: agency.into(),
                        list,
                        search: search.into(),
                        after: seen.last().copied(),
                        limit: 100,
                    };
                    let page = ground.store.inbox(ask).await.expect("an inbox");
                    assert_eq!(page.counts, counts, "{agency}");
                    seen.extend(references(&page));
                    if !page.more {
                        break;
                    }
                }
                assert_eq!(seen.len(), expected.len(), "{agency} {list:?} {search}");
                assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), expected);
            }
        }
    }
    ground.clock.advance(2 * HOUR);
    let later = inbox(&ground, InboxList::Today, "").await;
    assert_eq!(
        (later.counts[1], later.counts[2]),
        (0, 400),
        "the hour is over"
    );
}

/// One code, however many accept it at once; codes count per agency and day.
pub(crate) async fn a_dossier_is_accepted_once(ground: Ground) {
    let posts = [(AGENCY, Role::Receive), (OTHER_AGENCY, Role::Receive)];
    let officer = made(&ground, "nga", &posts).await;
    let (first, _) = ground.take(ground.submission("first")).await;
    let acts: Vec<_> = (0..16)
        .map(|_| tokio::spawn(ground.store.act(officer.clone(), first, until(7))))
        .collect();
    let mut done = Vec::new();
    for act in acts {
        match act.await.expect("no panic").expect("the store answers") {
            Done::Moved(state) => assert_eq!(state, DossierState::Accepted),
            other => done.push(other),
        }
    }
    assert_eq!(done, [Done::Done(Some("SL01-261123-0001".into()))]);
    let refused = act(&ground, &officer, first, because()).await;
    assert_eq!(refused, Done::Moved(DossierState::Accepted));
    let dossier = ground.store.dossier(first, ground.owner()).await;
    let dossier = dossier.expect("read").expect("there");
    assert_eq!(dossier.code.as_deref(), Some("SL01-261123-0001"));
    assert_eq!(
        (dossier.state, dossier.due_at),
        (DossierState::Accepted, Some(7))
    );
    assert_eq!(dossier.promise.as_deref(), Some("{}"));
    let kinds: Vec<_> = dossier.timeline.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Submitted, EventKind::Accepted]);

    let (second, _) = ground.take(ground.submission("second")).await;
    let elsewhere = Submission {
        agency: OTHER_AGENCY.into(),
        ..ground.submission("elsewhere")
    };
    let (third, _) = ground.take(elsewhere).await;
    let (fourth, _) = ground.take(ground.submission("fourth")).await;
    let code = async |reference| act(&ground, &officer, reference, Deed::Accept(None)).await;
    assert_eq!(
        code(second).await,
        Done::Done(Some("SL01-261123-0002".into()))
    );
    assert_eq!(
        code(third).await,
        Done::Done(Some("SL02-261123-0001".into()))
    );
    ground.clock.advance(DAY);
    assert_eq!(
        code(fourth).await,
        Done::Done(Some("SL01-261124-0001".into()))
    );
    assert_eq!(ground.store.broken_event().await, Ok(None));
}

/// Overdue, today, later: by the promise, and counted so.
pub(crate) async fn a_promise_sorts_the_inbox(ground: Ground) {
    let officer = made(&ground, "nga", &[(AGENCY, Role::Receive)]).await;
    let now = ground.clock.now();
    let mut taken = Vec::new();
    for (key, at) in [("later", 3 * DAY), ("over", -HOUR), ("today", MINUTE)] {
        let (reference, _) = ground.take(ground.submission(key)).await;
        act(&ground, &officer, reference, until(now + at)).await;
        taken.push(reference);
    }
    let [later, over, today] = taken[..] else {
        panic!("three");
    };
    let listed = async |list| references(&inbox(&ground, list, "").await);
    assert_eq!(listed(InboxList::Working).await, [over, today, later]);
    assert_eq!(listed(InboxList::Overdue).await, [over]);
    assert_eq!(listed(InboxList::Today).await, [today]);
    assert_eq!(
        inbox(&ground, InboxList::New, "").await.counts,
        [0, 1, 1, 3, 0, 3]
    );
    ground.clock.advance(4 * DAY);
    assert_eq!(listed(InboxList::Overdue).await, [over, today, later]);
}

/// The citizen reads why; what was paid is to go back; a message says so.
pub(crate) async fn a_refusal_gives_its_reason_and_opens_a_refund(ground: Ground) {
    let officer = made(&ground, "nga", &[(AGENCY, Role::Receive)]).await;
    let (paid, _) = ground.take(ground.paying("paid")).await;
    let before = act(&ground, &officer, paid, because()).await;
    assert_eq!(before, Done::Absent, "no officer's before it is paid");
    let attempt = started(&ground, paid).await;
    credit(&ground, captured(&attempt, "N1")).await;
    let (free, _) = ground.take(ground.submission("free")).await;
    for reference in [paid, free] {
        let done = act(&ground, &officer, reference, because()).await;
        assert_eq!(done, Done::Done(None));
        let again = act(&ground, &officer, reference, until(1)).await;
        assert_eq!(again, Done::Moved(DossierState::Refused));
    }
    let tasks = ground.store.open_tasks(AGENCY.into()).await.expect("read");
    let tasks: Vec<_> = tasks
        .iter()
        .map(|task| (task.kind, task.reference))
        .collect();
    assert_eq!(tasks, [(TaskKind::Refund, paid)]);
    let dossier = ground.store.dossier(paid, ground.owner()).await;
    let dossier = dossier.expect("read").expect("there");
    let refused = dossier.refused.expect("a reason");
    assert_eq!(
        (refused.reason.as_str(), refused.basis.as_str()),
        ("Thiếu giấy tờ", "Điều 9")
    );
    let mut words = Vec::new();
    while let Some(message) = ground.store.claim_message(HOUR).await.expect("read") {
        words.push(message.kind.as_str());
    }
    assert_eq!(words, ["submitted", "paid", "refused"]);
    assert_eq!(ground.store.ledger_sum().await, Ok(0));
    assert_eq!(ground.store.broken_event().await, Ok(None));
}

/// Who may not do it finds nothing there; notes are officers' alone.
pub(crate) async fn an_officer_acts_in_their_own_role(ground: Ground) {
    let receives = made(&ground, "receives", &[(AGENCY, Role::Receive)]).await;
    let decides = made(&ground, "decides", &[(AGENCY, Role::Decide)]).await;
    let reads = made(&ground, "reads", &[(AGENCY, Role::Supervise)]).await;
    let writes = made(&ground, "writes", &[(AGENCY, Role::Author)]).await;
    let other = made(&ground, "other", &[(OTHER_AGENCY, Role::Receive)]).await;
    let (reference, _) = ground.take(ground.paying("key")).await;
    let attempt = started(&ground, reference).await;
    credit(&ground, captured(&attempt, "N1")).await;
    let absent = Reference::from_bits(reference.bits() ^ 1);
    let note = || Deed::Note("Đã gọi điện".to_owned().into());
    for officer in [&decides, &reads, &writes, &other] {
        for deed in [until(1), because()] {
            assert_eq!(act(&ground, officer, reference, deed).await, Done::Absent);
        }
    }
    for officer in [&reads, &writes, &other] {
        assert_eq!(act(&ground, officer, reference, note()).await, Done::Absent);
    }
    assert_eq!(act(&ground, &receives, absent, note()).await, Done::Absent);
    for officer in [&receives, &decides] {
        assert_eq!(
            act(&ground, officer, reference, note()).await,
            Done::Done(None)
        );
    }
    for (officer, sees) in [
        (&receives, true),
        (&reads, true),
        (&writes, false),
        (&other, false),
    ] {
        let reader = signed_in(&ground, officer, officer).await.reader();
        let desk = ground.store.desk(reference, reader.clone()).await;
        let desk = desk.expect("read");
        assert_eq!(desk.is_some(), sees);
        if let Some(desk) = desk {
            let notes: Vec<_> = desk
                .notes
                .iter()
                .map(|n| (n.by.as_str(), n.text.as_str()))
                .collect();
            assert_eq!(
                notes,
                [
                    ("Officer receives", "Đã gọi điện"),
                    ("Officer decides", "Đã gọi điện")
                ]
            );
            assert_eq!(desk.contact.expect("a contact").to, "citizen@example.org");
            assert!(!desk.dossier.owned && desk.dossier.secret.is_none());
        }
        assert!(
            ground
                .store
                .desk(absent, reader)
                .await
                .expect("read")
                .is_none()
        );
    }
    assert_eq!(
        ground.store.close_officer("receives".into()).await,
        Ok(true)
    );
    assert_eq!(
        act(&ground, &receives, reference, note()).await,
        Done::Absent,
        "closed"
    );
}
