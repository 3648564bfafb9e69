//! Every state of a dossier is reached by what people do, and the table of
//! moves is all there is; jobs that fail are seen.

use app::desk::office::Role;
use http::StatusCode;
use server::clock::{DAY, MINUTE};
use server::dossier::state::DossierState;
use server::store::{NewJob, job};
use std::path::Path;
use tests::desk::{act, decide, done, dossier, officer, preview, state, submitted, write};
use tests::letters::{code_sent, letters};
use tests::walk::{begin, complete_case, fill, pay, submit};
use tests::{TestApp, repository};

const PROVINCE: &str = "DEMO-SL-002";
const EXTRACT: (&str, &str) = ("civil-status-extract", "2.000635");
const BOTH: &[Role] = &[Role::Receive, Role::Decide];

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            std::fs::copy(&path, &copied).expect("a file");
        }
    }
}

/// The province's catalogue, where the fee of an extract is paid with its result.
fn paid_with_the_result(folder: &Path) {
    copy(&repository().join("forms/catalogue"), folder);
    let path = folder.join("civil-status-extract/definition.yaml");
    let text = std::fs::read_to_string(&path).expect("a definition");
    let changed = text.replace("collect: submission", "collect: result");
    assert_ne!(changed, text);
    std::fs::write(&path, changed).expect("written");
}

#[tokio::test]
async fn every_state_is_reached_by_what_people_do() {
    let catalogue = tempfile::tempdir().expect("a folder");
    paid_with_the_result(catalogue.path());
    let app = TestApp::with(|config| config.catalogue = catalogue.path().to_owned()).await;
    let plain = TestApp::start().await;
    let mut nga = officer(&app, "nga", PROVINCE, BOTH).await;
    let mut citizen = app.browser();
    let mut reached = Vec::new();

    // Nothing is due before the result.
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    reached.push(state(&app, &reference).await);
    done(&mut nga, &reference, "accept", &[]).await;
    reached.push(state(&app, &reference).await);
    citizen.post(&format!("/s/{reference}/withdraw"), &[]).await;
    reached.push(state(&app, &reference).await);
    done(&mut nga, &reference, "withdrawal", &[("answer", "decline")]).await;
    done(&mut nga, &reference, "take-up", &[]).await;
    reached.push(state(&app, &reference).await);
    done(
        &mut nga,
        &reference,
        "supplement",
        &[("ask.copies", "Ghi rõ")],
    )
    .await;
    reached.push(state(&app, &reference).await);
    let begun = citizen
        .post(&format!("/s/{reference}/supplement"), &[])
        .await;
    let sent = citizen.post(&begun.location(), &[("copies", "2")]).await;
    submit(&mut citizen, &sent.location()).await;
    done(&mut nga, &reference, "identity", &[("how", "counter")]).await;
    let home = write(&app, &mut nga, &reference, EXTRACT.0).await;
    preview(&mut nga, &home).await;
    decide(&mut nga, &home, &[]).await;
    // The result waits for its fee.
    reached.push(state(&app, &reference).await);
    app.work().await;
    assert!(!dossier(&app, &reference).await.paper);
    assert_eq!(
        letters(&app, &reference).await.last().expect("told").words,
        "fee"
    );
    let due = dossier(&app, &reference)
        .await
        .obligations
        .pop()
        .expect("a due");
    assert_eq!((due.amount, due.collect.as_str()), (16_000, "result"));
    pay(&app, &mut citizen, &format!("/s/{reference}"), "success").await;
    reached.push(state(&app, &reference).await);
    app.work().await;
    let gate = format!("/s/{reference}/result");
    citizen.post(&gate, &[("action", "send")]).await;
    let code = code_sent(&app, &reference).await;
    citizen
        .post(&gate, &[("action", "code"), ("code", &code)])
        .await;
    citizen.get(&format!("/s/{reference}/result.pdf")).await;
    reached.push(state(&app, &reference).await);

    // A fee for a result that is never paid.
    let reference = submitted(&app, &mut citizen, EXTRACT, PROVINCE).await;
    done(&mut nga, &reference, "accept", &[]).await;
    done(&mut nga, &reference, "take-up", &[]).await;
    done(&mut nga, &reference, "identity", &[("how", "counter")]).await;
    let home = write(&app, &mut nga, &reference, EXTRACT.0).await;
    preview(&mut nga, &home).await;
    decide(&mut nga, &home, &[]).await;
    assert_eq!(state(&app, &reference).await, DossierState::AwaitingDue);
    app.clock.advance(16 * DAY);
    app.work().await;
    reached.push(state(&app, &reference).await);
    assert!(!dossier(&app, &reference).await.paper);

    // Refused in progress; not paid at submission.
    let mut nga = officer(&plain, "nga", PROVINCE, BOTH).await;
    let mut citizen = plain.browser();
    let reference = submitted(&plain, &mut citizen, EXTRACT, PROVINCE).await;
    done(&mut nga, &reference, "accept", &[]).await;
    let refuse = [("reason", "Không có trong sổ gốc"), ("basis", "Điều 1")];
    let early = act(&mut nga, &reference, "refuse", &refuse).await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "accepted, not taken up"
    );
    done(&mut nga, &reference, "take-up", &[]).await;
    done(&mut nga, &reference, "refuse", &refuse).await;
    reached.push(state(&plain, &reference).await);
    let tasks = plain
        .app
        .store
        .open_tasks(PROVINCE.into())
        .await
        .expect("tasks");
    assert_eq!(tasks.len(), 1, "what was paid is to be given back");
    let case = complete_case(EXTRACT.0);
    let draft = begin(&mut citizen, "", EXTRACT.1, PROVINCE).await;
    let check = fill(&plain, &mut citizen, "", EXTRACT.1, &draft, &case).await;
    let receipt = submit(&mut citizen, &check).await;
    let page = citizen.get(&receipt).await;
    assert!(page.body.contains("Chờ trả phí"));
    reached.push(DossierState::AwaitingPayment);

    for state in DossierState::ALL {
        assert!(reached.contains(&state), "{state:?} is never reached");
    }
}

#[tokio::test]
async fn a_job_that_fails_is_tried_later_and_seen() {
    let app = TestApp::start().await;
    let broken = NewJob {
        kind: server::jobs::DRAW_RESULT.to_owned(),
        payload: "4711".to_owned(),
        run_at: 0,
    };
    app.app.store.add_job(broken).await.expect("queued");
    let ready = async || app.browser().get("/readyz").await.body;
    app.work().await;
    assert_eq!(ready().await, "ready\n", "it is tried again");
    for tries in 1..=job::MAX_TRIES {
        assert_eq!(
            app.app.store.claim_job(MINUTE).await,
            Ok(None),
            "not at once"
        );
        app.clock.advance(job::pause(tries));
        app.work().await;
    }
    let said = ready().await;
    assert!(said.contains("given up: 1 jobs or messages"), "{said}");
}
