//! Submitting and reading.

use super::Ground;
use super::ground::{AGENCY, AMOUNT, OTHER_AGENCY};
use server::clock::{DAY, HOUR};
use server::dossier::state::DossierState;
use server::id::{self, Reference, Secret};
use server::store::{PrincipalKind, Reader, SaveDraft, Seed, Submission, Submitted};

/// One key has one effect, however often and from however many sides it comes.
pub(crate) async fn once(ground: Ground) {
    let posts: Vec<_> = (0..64)
        .map(|_| tokio::spawn(ground.store.submit(ground.submission("key"))))
        .collect();
    let mut first = Vec::new();
    let mut references = Vec::new();
    for post in posts {
        match post.await.expect("no panic").expect("the store answers") {
            Submitted::Taken {
                reference,
                replayed,
                secret,
                ..
            } => {
                references.push((reference, secret));
                first.push(!replayed);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(first.iter().filter(|first| **first).count(), 1);
    assert!(
        references.windows(2).all(|pair| pair[0] == pair[1]),
        "every replay is the answer of then"
    );
    assert_eq!(
        ground
            .store
            .dossiers(AGENCY.into(), None, 100)
            .await
            .expect("a list")
            .len(),
        1
    );
}

/// The same key with another body is refused and changes nothing.
pub(crate) async fn once_refuses_another_body(ground: Ground) {
    ground.take(ground.submission("key")).await;
    let other = Submission {
        body_hash: id::sha256(b"other"),
        ..ground.submission("key")
    };
    assert_eq!(ground.store.submit(other).await, Ok(Submitted::KeyReused));
    let theirs = Submission {
        principal: ground.stranger.clone(),
        ..ground.submission("key")
    };
    ground.take(theirs).await;
    assert_eq!(
        ground
            .store
            .dossiers(AGENCY.into(), None, 100)
            .await
            .expect("a list")
            .len(),
        2
    );
}

/// Keys of every form: short, long, UUIDs, those that look alike.
pub(crate) async fn once_for_keys_of_every_form(ground: Ground) {
    let keys = [
        "k".to_owned(),
        "k".repeat(255),
        "chữ Việt".to_owned(),
        id::row_id(),
        "0193b4c2-7f3a-7000-8000-000000000001".to_owned(),
        "0193b4c2-7f3a-7000-8000-000000000002".to_owned(),
        "0193b4c27f3a70008000000000000001".to_owned(),
    ];
    for key in &keys {
        ground.take(ground.submission(key)).await;
    }
    for key in &keys {
        let again = ground.store.submit(ground.submission(key)).await;
        assert!(
            matches!(again, Ok(Submitted::Taken { replayed: true, .. })),
            "{key}: {again:?}"
        );
    }
}

/// What was answered can be read at once.
pub(crate) async fn reads_own_writes(ground: Ground) {
    for number in 0..50 {
        let (reference, secret) = ground.take(ground.paying(&number.to_string())).await;
        let dossier = ground
            .store
            .dossier(reference, ground.owner())
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            (dossier.reference, dossier.secret),
            (reference, Some(secret))
        );
        assert_eq!(dossier.document.0, ground.submission("").document);
        assert_eq!(dossier.timeline.len(), 1);
    }
}

/// A free dossier is received at once, a paying one when it is paid.
pub(crate) async fn a_due_keeps_it_out_of_the_inbox(ground: Ground) {
    let (free, _) = ground.take(ground.submission("free")).await;
    let (paying, _) = ground.take(ground.paying("paying")).await;
    let read = |reference| ground.store.dossier(reference, ground.owner());
    let free = read(free).await.expect("read").expect("there");
    assert_eq!(
        (free.state, free.received_at),
        (DossierState::Submitted, Some(ground.clock.now()))
    );
    assert!(free.obligations.is_empty());
    let paying = read(paying).await.expect("read").expect("there");
    assert_eq!(
        (paying.state, paying.received_at),
        (DossierState::AwaitingPayment, None)
    );
    let due = &paying.obligations[0];
    assert_eq!((due.amount, due.lines.len()), (AMOUNT, 2));
    assert_eq!(
        due.lines.iter().map(|line| line.amount).sum::<i64>(),
        due.amount
    );
}

/// Another principal reads nothing until it shows the secret.
pub(crate) async fn owner_only(ground: Ground) {
    let (reference, secret) = ground.take(ground.submission("key")).await;
    let read = |reader| ground.store.dossier(reference, reader);
    let agency = |agency: &str| Reader::Agency {
        principal: ground.stranger.clone(),
        agency: agency.into(),
    };
    assert!(read(ground.stranger()).await.expect("read").is_none());
    assert!(read(agency(OTHER_AGENCY)).await.expect("read").is_none());
    assert!(read(agency(AGENCY)).await.expect("read").is_some());
    let grant = |secret| {
        ground
            .store
            .grant(reference, secret, ground.stranger.clone())
    };
    assert_eq!(grant(Secret::new()).await, Ok(false));
    assert!(read(ground.stranger()).await.expect("read").is_none());
    assert_eq!(grant(secret).await, Ok(true));
    let seen = read(ground.stranger())
        .await
        .expect("read")
        .expect("granted");
    assert!(
        !seen.owned && seen.secret.is_none(),
        "the secret is for the owner alone"
    );
}

/// What is absent and what is another's give the same answer.
pub(crate) async fn absent_alike(ground: Ground) {
    let (there, _) = ground.take(ground.submission("key")).await;
    let absent = Reference::from_bits(there.bits() ^ 1);
    let store = &ground.store;
    for reference in [there, absent] {
        assert!(
            store
                .dossier(reference, ground.stranger())
                .await
                .expect("read")
                .is_none()
        );
        assert_eq!(
            store
                .grant(reference, Secret::new(), ground.stranger.clone())
                .await,
            Ok(false)
        );
    }
    let draft = ground.draft().await.id;
    for id in [draft, id::random_id()] {
        assert_eq!(
            store.draft(id.clone(), ground.stranger.clone()).await,
            Ok(None)
        );
        assert_eq!(
            store
                .discard_draft(id.clone(), ground.stranger.clone())
                .await,
            Ok(false)
        );
        assert_eq!(
            store.remove_file(id, ground.stranger.clone()).await,
            Ok(false)
        );
    }
}

/// The draft goes with its submission; a draft saved in between is stale.
pub(crate) async fn a_draft_is_submitted_as_it_was_checked(ground: Ground) {
    let draft = ground.draft().await;
    let of_draft = |key: &str, revision| Submission {
        draft: Some((draft.id.clone(), revision)),
        ..ground.submission(key)
    };
    let save = SaveDraft {
        id: draft.id.clone(),
        owner: ground.owner.clone(),
        base: 0,
        changes: vec![("a".into(), "text".into())],
        removed: Vec::new(),
        form_hash: None,
        expires_at: ground.clock.now() + DAY,
    };
    ground.store.save_draft(save).await.expect("saved");
    assert_eq!(
        ground.store.submit(of_draft("key", 0)).await,
        Ok(Submitted::Stale)
    );
    let theirs = Submission {
        principal: ground.stranger.clone(),
        ..of_draft("key", 1)
    };
    assert_eq!(ground.store.submit(theirs).await, Ok(Submitted::Stale));
    let (reference, _) = ground.take(of_draft("key", 1)).await;
    assert_eq!(
        ground
            .store
            .draft(draft.id.clone(), ground.owner.clone())
            .await,
        Ok(None)
    );
    let again = ground
        .store
        .submit(of_draft("key", 1))
        .await
        .expect("the store answers");
    assert!(
        matches!(again, Submitted::Taken { reference: same, replayed: true, .. } if same == reference)
    );
    assert_eq!(
        ground.store.submit(of_draft("another key", 1)).await,
        Ok(Submitted::Stale)
    );
}

/// The secret is shown for an hour, then it is nowhere.
pub(crate) async fn the_secret_is_shown_for_an_hour(ground: Ground) {
    let (reference, secret) = ground.take(ground.submission("key")).await;
    ground.clock.advance(HOUR);
    let dossier = ground
        .store
        .dossier(reference, ground.owner())
        .await
        .expect("read")
        .expect("there");
    assert_eq!(dossier.secret, None);
    assert_eq!(ground.store.sweep(ground.clock.now() - DAY).await, Ok(1));
    assert_eq!(
        ground
            .store
            .grant(reference, secret, ground.stranger.clone())
            .await,
        Ok(true)
    );
}

/// A list goes on where it stopped, for both agencies of a dossier.
pub(crate) async fn a_list_goes_on(ground: Ground) {
    let mut taken = Vec::new();
    for number in 0..7 {
        let deciding = if number % 2 == 0 {
            OTHER_AGENCY
        } else {
            AGENCY
        };
        let submission = Submission {
            deciding: deciding.into(),
            ..ground.submission(&number.to_string())
        };
        taken.push(ground.take(submission).await.0);
    }
    let mut seen = Vec::new();
    loop {
        let next = ground
            .store
            .dossiers(AGENCY.into(), seen.last().copied(), 3)
            .await
            .expect("a list");
        if next.is_empty() {
            break;
        }
        seen.extend(next.into_iter().map(|listed| listed.reference));
    }
    assert_eq!(seen, taken);
    let theirs = ground
        .store
        .dossiers(OTHER_AGENCY.into(), None, 100)
        .await
        .expect("a list");
    assert_eq!(theirs.len(), 4);
}

/// An API client is known by its token, and by the new one after a change.
pub(crate) async fn a_client_has_one_token(ground: Ground) {
    let client = |token: &str| Seed {
        clients: vec![(AGENCY.into(), "desk".into(), id::token_hash(token))],
        ..Seed::default()
    };
    ground.store.seed(client("first")).await.expect("seeded");
    let first = ground
        .store
        .api_client(id::token_hash("first"))
        .await
        .expect("read")
        .expect("known");
    ground.store.seed(client("second")).await.expect("seeded");
    assert_eq!(
        ground.store.api_client(id::token_hash("first")).await,
        Ok(None)
    );
    let second = ground
        .store
        .api_client(id::token_hash("second"))
        .await
        .expect("read")
        .expect("known");
    assert_eq!(first, second);
    let principal = ground
        .store
        .principal(id::token_hash("second"))
        .await
        .expect("read")
        .expect("known");
    assert_eq!(principal.kind, PrincipalKind::ApiClient);
}
