//! Uploads.

use super::Ground;
use super::ground::AGENCY;
use server::clock::HOUR;
use server::id;
use server::store::file::MAX_FILES;
use server::store::{Added, FileMeta, NewFile, Place, Submission, Submitted};
use std::path::Path;

fn file(ground: &Ground, place: Place, bytes: &[u8]) -> NewFile {
    NewFile {
        place,
        owner: ground.owner.clone(),
        name: "giấy tờ.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: bytes.to_vec(),
    }
}

fn in_draft(id: &str) -> Place {
    Place::Draft {
        id: id.into(),
        field: "papers".into(),
    }
}

fn loose() -> Place {
    Place::Loose {
        agency: AGENCY.into(),
    }
}

async fn keep(ground: &Ground, place: Place, bytes: &[u8]) -> FileMeta {
    match ground
        .store
        .add_file(file(ground, place, bytes))
        .await
        .expect("the store answers")
    {
        Added::Kept(meta) => meta,
        other => panic!("{other:?}"),
    }
}

/// Files on disk.
fn on_disk(ground: &Ground) -> usize {
    fn count(folder: &Path) -> usize {
        std::fs::read_dir(folder)
            .expect("a folder")
            .flatten()
            .map(|entry| {
                if entry.path().is_dir() {
                    count(&entry.path())
                } else {
                    1
                }
            })
            .sum()
    }
    count(&ground.folder.path().join("files"))
}

/// A file is named in the draft, comes back whole, and goes with its line.
pub(crate) async fn a_file_belongs_to_its_draft(ground: Ground) {
    let draft = ground.draft().await.id;
    let first = keep(&ground, in_draft(&draft), b"%PDF one").await;
    let second = keep(&ground, in_draft(&draft), b"%PDF two").await;
    assert_eq!(first.sha256, hex::encode(id::sha256(b"%PDF one")));
    let lines = |draft: server::store::Draft| draft.answers.get("papers").map(str::to_owned);
    let read = || ground.store.draft(draft.clone(), ground.owner.clone());
    let both = format!("{}\n{}", first.line(), second.line());
    assert_eq!(read().await.expect("read").and_then(lines), Some(both));
    let content = ground
        .store
        .file(first.id.clone(), ground.owner())
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        (content.meta, content.bytes),
        (first.clone(), b"%PDF one".to_vec())
    );
    assert!(
        ground
            .store
            .file(first.id.clone(), ground.stranger())
            .await
            .expect("read")
            .is_none()
    );
    assert_eq!(
        ground
            .store
            .remove_file(first.id.clone(), ground.stranger.clone())
            .await,
        Ok(false)
    );
    assert_eq!(
        ground
            .store
            .remove_file(first.id.clone(), ground.owner.clone())
            .await,
        Ok(true)
    );
    assert_eq!(
        read().await.expect("read").and_then(lines),
        Some(second.line())
    );
    assert_eq!(on_disk(&ground), 1);
}

/// A draft's files go to its dossier and are read by whoever may read that.
pub(crate) async fn files_go_with_the_submission(ground: Ground) {
    let draft = ground.draft().await.id;
    let meta = keep(&ground, in_draft(&draft), b"%PDF").await;
    let (reference, secret) = ground
        .take(Submission {
            draft: Some((draft, 1)),
            ..ground.submission("key")
        })
        .await;
    let dossier = ground
        .store
        .dossier(reference, ground.owner())
        .await
        .expect("read")
        .expect("there");
    assert_eq!(dossier.files, std::slice::from_ref(&meta));
    assert_eq!(
        ground
            .store
            .remove_file(meta.id.clone(), ground.owner.clone())
            .await,
        Ok(false)
    );
    assert!(
        ground
            .store
            .file(meta.id.clone(), ground.stranger())
            .await
            .expect("read")
            .is_none()
    );
    ground
        .store
        .grant(reference, secret, ground.stranger.clone())
        .await
        .expect("granted");
    assert!(
        ground
            .store
            .file(meta.id, ground.stranger())
            .await
            .expect("read")
            .is_some()
    );
}

/// A loose file is taken once, by its owner's submission to its agency.
pub(crate) async fn a_loose_file_is_taken_once(ground: Ground) {
    let meta = keep(&ground, loose(), b"%PDF").await;
    let naming = |key: &str| Submission {
        files: vec![(meta.id.clone(), "papers".into())],
        ..ground.submission(key)
    };
    let theirs = Submission {
        principal: ground.stranger.clone(),
        ..naming("key")
    };
    assert_eq!(ground.store.submit(theirs).await, Ok(Submitted::Stale));
    let (reference, _) = ground.take(naming("key")).await;
    assert_eq!(
        ground.store.submit(naming("other key")).await,
        Ok(Submitted::Stale)
    );
    let dossiers = ground
        .store
        .dossiers(AGENCY.into(), None, 100)
        .await
        .expect("a list");
    assert_eq!(
        dossiers.len(),
        1,
        "a submission that was refused left nothing"
    );
    let dossier = ground
        .store
        .dossier(reference, ground.owner())
        .await
        .expect("read")
        .expect("there");
    assert_eq!(dossier.files[0].field, "papers");
}

/// Files of nothing, of ended drafts and bytes without a row are deleted in time.
pub(crate) async fn what_belongs_to_nothing_is_swept(ground: Ground) {
    let draft = ground.draft().await;
    keep(&ground, in_draft(&draft.id), b"%PDF").await;
    keep(&ground, loose(), b"%PDF").await;
    assert_eq!(ground.store.sweep(ground.clock.now() - HOUR).await, Ok(0));
    ground.clock.advance(draft.expires_at - ground.clock.now());
    ground
        .store
        .sweep(ground.clock.now() - HOUR)
        .await
        .expect("swept");
    assert_eq!(on_disk(&ground), 0);
    let left = ground.folder.path().join("files/zz");
    std::fs::create_dir_all(&left).expect("a folder");
    std::fs::write(left.join("zzzz.new"), b"cut off").expect("a file");
    assert_eq!(ground.store.sweep(ground.clock.now()).await, Ok(1));
    assert_eq!(on_disk(&ground), 0);
}

/// Altered bytes are never given out.
pub(crate) async fn damaged_bytes_are_refused(ground: Ground) {
    let meta = keep(&ground, loose(), b"%PDF").await;
    let path = ground
        .folder
        .path()
        .join("files")
        .join(&meta.id[..2])
        .join(&meta.id);
    let mut bytes = std::fs::read(&path).expect("the sealed bytes");
    bytes[30] ^= 1;
    std::fs::write(&path, bytes).expect("altered");
    assert!(ground.store.file(meta.id, ground.owner()).await.is_err());
}

/// A draft has so many files and no more.
pub(crate) async fn files_are_bounded(ground: Ground) {
    let draft = ground.draft().await.id;
    for _ in 0..MAX_FILES {
        keep(&ground, in_draft(&draft), b"%PDF").await;
    }
    let more = ground
        .store
        .add_file(file(&ground, in_draft(&draft), b"%PDF"))
        .await;
    assert_eq!(more, Ok(Added::TooMany));
    let nowhere = ground
        .store
        .add_file(file(&ground, in_draft(&id::random_id()), b"%PDF"))
        .await;
    assert_eq!(nowhere, Ok(Added::Absent));
    assert_eq!(
        on_disk(&ground),
        MAX_FILES as usize,
        "what was refused left no bytes"
    );
}
