//! Versions over restarts, catalogue files and engines, and the drafts on them.

use super::*;

/// A catalogue folder with another definition of the procedure.
fn catalogue(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let source = repository().join("forms/catalogue");
    let put = |from: &std::path::Path, to: &std::path::Path| {
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        std::fs::copy(from, to).expect("a copy");
    };
    for name in ["agencies.json", "calendar.json"] {
        put(&source.join(name), &folder.path().join(name));
    }
    for inner in ["datasets", "civil-status-extract"] {
        for entry in std::fs::read_dir(source.join(inner))
            .expect("a folder")
            .flatten()
        {
            put(
                &entry.path(),
                &folder.path().join(inner).join(entry.file_name()),
            );
        }
    }
    let file = folder.path().join("civil-status-extract/definition.yaml");
    std::fs::write(file, text).expect("written");
    folder
}

/// What the catalogue's files say at a start, beside what was published in the site.
#[tokio::test]
async fn a_file_undoes_nothing_and_raises_its_number_enough() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    publish(&mut one, &mut other, &definition("1.1.0", &[OPTIONAL])).await;
    drop((one, other));
    let app = app.restart(|_| {}).await;
    assert_eq!(
        version(&app),
        "1.1.0",
        "the file is older than what was approved"
    );
    for (text, current, fault) in [
        // Older: kept, never current.
        (definition("1.0.1", &[WORDS]), "1.1.0", None),
        // The field is gone, which is more than a patch.
        (
            definition("1.1.1", &[]),
            "1.1.0",
            Some("from 1.1.0 to 1.1.1 is too little"),
        ),
        (definition("2.0.0", &[]), "2.0.0", None),
    ] {
        let folder = catalogue(&text);
        let started = app_on(&app, folder.path()).await;
        let said: Vec<_> = started.0.iter().map(String::as_str).collect();
        assert_eq!(started.1, current);
        match fault {
            None => assert!(said.is_empty(), "{said:?}"),
            Some(fault) => assert!(said.len() == 1 && said[0].contains(fault), "{said:?}"),
        }
    }
    let shelves = app.app.store.shelves().await.expect("read");
    let shelf = shelves.iter().find(|shelf| shelf.form == FORM).expect("it");
    let numbers: Vec<_> = shelf
        .editions
        .iter()
        .map(|edition| edition.version.as_str())
        .collect();
    assert_eq!(numbers, ["1.0.0", "1.1.0", "1.0.1", "2.0.0"]);
}

/// What a start on this catalogue says is wrong, and the version it serves.
async fn app_on(app: &TestApp, folder: &std::path::Path) -> (Vec<String>, String) {
    let opened = server::catalogue::Catalogue::open(folder, &app.app.units, app.app.store.as_ref());
    let opened = opened.await.expect("opened");
    let faults = opened.faults.iter().map(ToString::to_string).collect();
    let current = opened.procedure(CODE).expect("offered");
    (faults, current.form.version.clone())
}

/// A version compiled by an engine whose tree had another shape is compiled
/// again from what the agency wrote; one whose source says otherwise is damaged.
#[tokio::test]
async fn an_older_shape_is_read_for_ever() {
    let app = TestApp::start().await;
    let files = |text: &str| {
        BTreeMap::from(
            ["definition.yaml", "decision.yaml", "result.typ"].map(|name| {
                let text = match name {
                    "definition.yaml" => text.to_owned(),
                    other => file(other),
                };
                (name.to_owned(), text)
            }),
        )
    };
    let source = files(&definition("1.4.0", &[WORDS]));
    let found = forms::author::load("x", &source, app.app.units.as_ref()).expect("sound");
    let old = NewVersion {
        hash: found.hash.clone(),
        form: FORM.to_owned(),
        version: "1.4.0".to_owned(),
        procedure: CODE.to_owned(),
        manifest: found.manifest.clone(),
        compiled: r#"{"id":"vn.sonla.civil-status-extract","pages":"of another shape"}"#.to_owned(),
        decision: Some("[]".to_owned()),
        source: source.clone(),
        current: true,
    };
    let store = app.app.store.as_ref();
    assert_eq!(
        store.publish_version(old.clone()).await,
        Ok(Publication::New)
    );
    let read = app
        .app
        .catalogue
        .version(store, &found.hash)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(*read.form, found.form);
    assert!(read.decision.is_some() && read.browser.contains_key("vi"));
    app.app.catalogue.refresh(store).await.expect("served");
    assert_eq!(version(&app), "1.4.0");
    // The same shape, but a source that says something else.
    let wrong = forms::author::load(
        "x",
        &files(&definition("1.5.0", &[])),
        app.app.units.as_ref(),
    );
    let wrong = wrong.expect("sound");
    let wrong = NewVersion {
        hash: wrong.hash,
        manifest: wrong.manifest,
        version: "1.5.0".to_owned(),
        current: false,
        ..old
    };
    let hash = wrong.hash.clone();
    assert_eq!(store.publish_version(wrong).await, Ok(Publication::New));
    let refused = app.app.catalogue.version(store, &hash).await;
    assert!(refused.is_err_and(|why| why.contains("another version")));
}

/// A draft of another major number is finished as it began, and its owner is told.
#[tokio::test]
async fn a_draft_follows_what_is_minor_and_finishes_what_is_major() {
    let app = TestApp::start().await;
    let (mut one, mut other) = authors(&app).await;
    let words = &app::words::of(app::lang::Lang::Vi).question;
    let mut citizen = app.browser();
    let draft = begin(&mut citizen, "", CODE, AGENCY).await;
    let page = |id: &str| format!("/d/{draft}/{id}");
    publish(&mut one, &mut other, &definition("1.1.0", &[OPTIONAL])).await;
    citizen
        .post(&page("relation"), &[("relation", "self")])
        .await;
    let moved = citizen.get(&page("event")).await;
    assert!(moved.body.contains("name=\"remark\"") && moved.body.contains(words.new_version));
    publish(
        &mut one,
        &mut other,
        &definition("2.0.0", &[REQUIRED, WORDS]),
    )
    .await;
    let saved = citizen
        .post(&page("event"), &[("eventType", "birth")])
        .await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "what was not required is not"
    );
    let stays = citizen.get(&page("event")).await;
    assert!(stays.body.contains(words.old_version_goes_on));
    assert!(stays.body.contains(WORDS.0) && !stays.body.contains(WORDS.1));
}
