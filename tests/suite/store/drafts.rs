//! Drafts.

use super::Ground;
use server::clock::DAY;
use server::store::draft::{FROM_CURRENT, MAX_DRAFTS, MAX_TEXT};
use server::store::{Conflict, SaveDraft, Saved};

fn save(ground: &Ground, id: &str, base: i64, changes: &[(&str, &str)]) -> SaveDraft {
    SaveDraft {
        id: id.into(),
        owner: ground.owner.clone(),
        base,
        changes: changes
            .iter()
            .map(|(path, text)| ((*path).into(), (*text).into()))
            .collect(),
        removed: Vec::new(),
        form_hash: None,
        expires_at: ground.clock.now() + DAY,
    }
}

/// What was typed comes back as it was typed.
pub(crate) async fn raw_text_comes_back(ground: Ground) {
    let draft = ground.draft().await;
    let typed = [
        ("born", "31/02/"),
        ("name", "  Nguyễn\r\nVăn  "),
        ("empty", ""),
    ];
    let saved = ground
        .store
        .save_draft(save(&ground, &draft.id, 0, &typed))
        .await;
    assert_eq!(
        saved,
        Ok(Saved::At {
            revision: 1,
            conflicts: Vec::new()
        })
    );
    let draft = ground
        .store
        .draft(draft.id, ground.owner.clone())
        .await
        .expect("read")
        .expect("there");
    for (path, text) in typed {
        assert_eq!(draft.answers.get(path), Some(text));
    }
    assert_eq!(
        ground
            .store
            .drafts_of(ground.owner.clone())
            .await
            .expect("read"),
        [draft]
    );
}

/// Two tabs: nothing that was saved is lost, what could not be saved is named.
pub(crate) async fn two_tabs_lose_nothing(ground: Ground) {
    let id = ground.draft().await.id;
    let tab =
        |base, changes: &[(&str, &str)]| ground.store.save_draft(save(&ground, &id, base, changes));
    tab(0, &[("a", "one"), ("b", "one")]).await.expect("saved");
    let conflict = Conflict {
        path: "b".into(),
        kept: Some("one".into()),
    };
    assert_eq!(
        tab(0, &[("b", "two"), ("c", "two")]).await,
        Ok(Saved::At {
            revision: 2,
            conflicts: vec![conflict]
        })
    );
    assert_eq!(
        tab(FROM_CURRENT, &[("b", "three")]).await,
        Ok(Saved::At {
            revision: 3,
            conflicts: Vec::new()
        })
    );
    let draft = ground
        .store
        .draft(id.clone(), ground.owner.clone())
        .await
        .expect("read")
        .expect("there");
    let answers: Vec<_> = draft.answers.iter().collect();
    assert_eq!(answers, [("a", "one"), ("b", "three"), ("c", "two")]);
}

/// A draft past its day is gone before it is swept, and swept in time.
pub(crate) async fn a_draft_ends_on_its_day(ground: Ground) {
    let id = ground.draft().await.id;
    ground.clock.advance(DAY);
    assert_eq!(
        ground.store.draft(id.clone(), ground.owner.clone()).await,
        Ok(None)
    );
    assert_eq!(
        ground.store.save_draft(save(&ground, &id, 0, &[])).await,
        Ok(Saved::Absent)
    );
    assert_eq!(ground.store.sweep(ground.clock.now() - DAY).await, Ok(1));
    assert_eq!(ground.store.sweep(ground.clock.now() - DAY).await, Ok(0));
}

/// A person may discard a draft.
pub(crate) async fn a_draft_can_be_discarded(ground: Ground) {
    let id = ground.draft().await.id;
    assert_eq!(
        ground
            .store
            .discard_draft(id.clone(), ground.owner.clone())
            .await,
        Ok(true)
    );
    assert_eq!(
        ground
            .store
            .discard_draft(id.clone(), ground.owner.clone())
            .await,
        Ok(false)
    );
    assert_eq!(ground.store.draft(id, ground.owner.clone()).await, Ok(None));
}

/// Drafts and their text have a stated cap.
pub(crate) async fn drafts_are_bounded(ground: Ground) {
    let id = ground.draft().await.id;
    let much = "x".repeat(MAX_TEXT);
    assert_eq!(
        ground
            .store
            .save_draft(save(&ground, &id, 0, &[("a", &much)]))
            .await,
        Ok(Saved::TooLarge)
    );
    let kept = ground
        .store
        .draft(id, ground.owner.clone())
        .await
        .expect("read")
        .expect("there");
    assert!(
        kept.answers.is_empty() && kept.revision == 0,
        "nothing of it was saved"
    );
    for _ in 1..MAX_DRAFTS {
        ground.draft().await;
    }
    assert_eq!(ground.try_draft().await, None);
}
