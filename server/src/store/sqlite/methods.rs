//! [`Store`] by the engine: each method names its unit of work.

use super::{
    Sqlite, agencies, codes, decisions, deeds, dossiers, drafts, events, files, inbox, jobs, money,
    officers, poll, previews, proposals, results, settle, submit, supplements, versions,
    withdrawals,
};
use crate::dossier::state::DossierState;
use crate::id::{Reference, Secret};
use crate::payment::state::{Callback, Verdict};
use crate::store::officer::{
    Credentials, Deed, DeskDossier, Done, Inbox, InboxAsk, MadeOfficer, NewOfficer, NewSession,
    Officer, SESSION_SEEN,
};
use crate::store::{
    Added, Agency, Answer, AnswerSupplement, Answered, ApiClient, Asked, Attempt, Claimed, Dossier,
    Draft, FileContent, Files, Findings, Gate, Job, Listed, MerchantAccount, Message, NewDraft,
    NewFile, NewJob, NewVersion, Offering, Paper, Poll, Principal, PrincipalKind, Proposal,
    PublicResult, Publication, Purpose, Reader, Redeemed, SaveDraft, SaveFindings, Saved, Seed,
    Shelf, StartAttempt, Started, Step, Stepped, Store, StoreError, Submission, Submitted, Task,
    ToDraw, Turn, Typed, Version,
};
use forms::Answers;
use std::time::{Duration, Instant};

impl Store for Sqlite {
    fn seed(&self, seed: Seed) -> Answer<()> {
        let store = self.clone();
        Box::pin(async move {
            let seeded = store.write(move |tx| agencies::seed(tx, &seed)).await;
            if let Ok(mut clients) = store.0.clients.write() {
                clients.clear();
            }
            seeded
        })
    }

    fn agencies(&self) -> Answer<Vec<Agency>> {
        self.read(agencies::agencies)
    }

    fn offerings(&self) -> Answer<Vec<Offering>> {
        self.read(agencies::offerings)
    }

    fn merchants(&self) -> Answer<Vec<MerchantAccount>> {
        self.read(agencies::merchants)
    }

    fn api_client(&self, token: [u8; 32]) -> Answer<Option<ApiClient>> {
        let known = self.0.clients.read().ok();
        if let Some(client) = known.and_then(|clients| clients.get(&token).cloned()) {
            return Box::pin(std::future::ready(Ok(Some(client))));
        }
        let store = self.clone();
        Box::pin(async move {
            let found = store
                .read(move |tx| agencies::api_client(tx, &token))
                .await?;
            if let (Some(client), Ok(mut clients)) = (&found, store.0.clients.write()) {
                clients.insert(token, client.clone());
            }
            Ok(found)
        })
    }

    fn principal(&self, token: [u8; 32]) -> Answer<Option<Principal>> {
        self.read(move |tx| agencies::principal(tx, &token))
    }

    fn create_principal(&self, kind: PrincipalKind, token: [u8; 32]) -> Answer<Principal> {
        self.write(move |tx| agencies::create_principal(tx, kind, &token))
    }

    fn publish_version(&self, version: NewVersion) -> Answer<Publication> {
        self.write(move |tx| versions::publish(tx, &version))
    }

    fn current_versions(&self) -> Answer<Vec<Version>> {
        self.read(versions::current)
    }

    fn version(&self, hash: String) -> Answer<Option<Version>> {
        self.read(move |tx| versions::version(tx, &hash))
    }

    fn version_file(&self, hash: String, name: String) -> Answer<Option<String>> {
        self.read(move |tx| versions::file(tx, &hash, &name))
    }

    fn version_files(&self, hash: String) -> Answer<Files> {
        self.read(move |tx| versions::files(tx, &hash))
    }

    fn shelves(&self) -> Answer<Vec<Shelf>> {
        self.read(versions::shelves)
    }

    fn turn(&self, officer: String, form: String, turn: Turn) -> Answer<Stepped> {
        self.write(move |tx| versions::turn(tx, &officer, &form, &turn))
    }

    fn begin_proposal(
        &self,
        officer: String,
        agency: String,
        files: Files,
    ) -> Answer<Option<String>> {
        self.write(move |tx| proposals::begin(tx, &officer, &agency, &files))
    }

    fn proposals(&self, officer: String) -> Answer<Vec<Proposal>> {
        self.read(move |tx| proposals::list(tx, &officer))
    }

    fn proposal(&self, officer: String, id: String) -> Answer<Option<Proposal>> {
        self.read(move |tx| proposals::one(tx, &officer, &id))
    }

    fn step(&self, officer: String, id: String, step: Step) -> Answer<Stepped> {
        self.write(move |tx| proposals::step(tx, &officer, &id, &step))
    }

    fn preview(&self, officer: String, id: String) -> Answer<Option<(Answers, i64)>> {
        self.read(move |tx| previews::answers(tx, &officer, &id))
    }

    fn save_preview(&self, officer: String, id: String, save: SaveFindings) -> Answer<Saved> {
        self.write(move |tx| previews::save(tx, &officer, &id, &save))
    }

    fn create_draft(&self, draft: NewDraft) -> Answer<Option<Draft>> {
        self.write(move |tx| drafts::create(tx, &draft))
    }

    fn draft(&self, id: String, owner: String) -> Answer<Option<Draft>> {
        self.read(move |tx| drafts::draft(tx, &id, &owner))
    }

    fn drafts_of(&self, owner: String) -> Answer<Vec<Draft>> {
        self.read(move |tx| drafts::drafts_of(tx, &owner))
    }

    fn save_draft(&self, save: SaveDraft) -> Answer<Saved> {
        self.write(move |tx| drafts::save(tx, &save))
    }

    fn discard_draft(&self, id: String, owner: String) -> Answer<bool> {
        let store = self.clone();
        Box::pin(async move {
            let files = store
                .write(move |tx| drafts::discard(tx, &id, &owner))
                .await?;
            store.delete_bytes(files.clone().unwrap_or_default()).await;
            Ok(files.is_some())
        })
    }

    fn add_file(&self, file: NewFile) -> Answer<Added> {
        let store = self.clone();
        Box::pin(async move { store.keep_file(file).await })
    }

    fn remove_file(&self, id: String, owner: String) -> Answer<bool> {
        let store = self.clone();
        Box::pin(async move {
            let name = id.clone();
            let removed = store
                .write(move |tx| files::remove(tx, &id, &owner))
                .await?;
            if removed {
                store.delete_bytes(vec![name]).await;
            }
            Ok(removed)
        })
    }

    fn file(&self, id: String, reader: Reader) -> Answer<Option<FileContent>> {
        let store = self.clone();
        Box::pin(async move {
            match store
                .read(move |tx| files::readable(tx, &id, &reader))
                .await?
            {
                Some(kept) => store.open_file(kept).await.map(Some),
                None => Ok(None),
            }
        })
    }

    fn submit(&self, submission: Submission) -> Answer<Submitted> {
        let store = self.clone();
        Box::pin(async move {
            let prepared = submit::Prepared::new(submission, store.next_number(), &store.0.tools)?;
            match store.write(move |tx| submit::submit(tx, &prepared)).await {
                Err(StoreError::Engine(why)) if why == submit::MISSING_FILE => Ok(Submitted::Stale),
                outcome => outcome,
            }
        })
    }

    fn dossier(&self, reference: Reference, reader: Reader) -> Answer<Option<Dossier>> {
        self.read(move |tx| dossiers::dossier(tx, reference, &reader))
    }

    fn grant(&self, reference: Reference, secret: Secret, principal: String) -> Answer<bool> {
        self.write(move |tx| dossiers::grant(tx, reference, &secret, &principal))
    }

    fn owned(&self, principal: String) -> Answer<u32> {
        self.read(move |tx| dossiers::owned(tx, &principal))
    }

    fn dossiers(
        &self,
        agency: String,
        after: Option<Reference>,
        limit: u32,
    ) -> Answer<Vec<Listed>> {
        self.read(move |tx| dossiers::list(tx, &agency, after, limit))
    }

    fn ask_code(&self, purpose: Purpose, principal: String) -> Answer<Asked> {
        let fresh = codes::Fresh::new(&self.0.tools);
        self.write(move |tx| codes::ask(tx, &purpose, &principal, &fresh))
    }

    fn redeem_code(&self, typed: Typed, principal: String) -> Answer<Redeemed> {
        let secret = Secret::new();
        self.write(move |tx| codes::redeem(tx, &typed, &principal, &secret))
    }

    fn gate(&self, reference: Reference, principal: String) -> Answer<Option<Gate>> {
        self.read(move |tx| codes::gate(tx, reference, &principal))
    }

    fn proved(&self, reference: Reference, principal: String) -> Answer<bool> {
        self.read(move |tx| codes::proved(tx, reference, &principal))
    }

    fn service(&self, principal: String) -> Answer<Option<Officer>> {
        self.write(move |tx| officers::service(tx, &principal))
    }

    fn add_officer(&self, officer: NewOfficer) -> Answer<MadeOfficer> {
        self.write(move |tx| officers::add(tx, &officer))
    }

    fn close_officer(&self, login: String) -> Answer<bool> {
        self.write(move |tx| officers::close(tx, &login))
    }

    fn credentials(&self, login: String) -> Answer<Option<Credentials>> {
        self.read(move |tx| officers::credentials(tx, &login))
    }

    fn open_session(&self, session: NewSession) -> Answer<bool> {
        self.write(move |tx| officers::open_session(tx, &session))
    }

    fn officer(&self, token: [u8; 32]) -> Answer<Option<Officer>> {
        let store = self.clone();
        Box::pin(async move {
            let found = store.read(move |tx| officers::session(tx, &token)).await?;
            let Some((officer, seen)) = found else {
                return Ok(None);
            };
            if store.0.tools.clock.now() - seen >= SESSION_SEEN {
                store
                    .write(move |tx| officers::see_session(tx, &token))
                    .await?;
            }
            Ok(Some(officer))
        })
    }

    fn end_session(&self, token: [u8; 32]) -> Answer<()> {
        self.write(move |tx| officers::end_session(tx, &token))
    }

    fn inbox(&self, ask: InboxAsk) -> Answer<Inbox> {
        self.read(move |tx| inbox::inbox(tx, &ask))
    }

    fn desk(&self, reference: Reference, reader: Reader) -> Answer<Option<DeskDossier>> {
        self.read(move |tx| deeds::desk(tx, reference, &reader))
    }

    fn act(&self, officer: String, reference: Reference, deed: Deed) -> Answer<Done> {
        self.write(move |tx| deeds::act(tx, &officer, reference, &deed))
    }

    fn file_of(
        &self,
        reference: Reference,
        file: String,
        reader: Reader,
    ) -> Answer<Option<FileContent>> {
        let store = self.clone();
        Box::pin(async move {
            let (id, by) = (file.clone(), reader.clone());
            let there = store
                .read(move |tx| deeds::has_file(tx, reference, &id, &by))
                .await?;
            if there {
                store.file(file, reader).await
            } else {
                Ok(None)
            }
        })
    }

    fn findings(&self, officer: String, reference: Reference) -> Answer<Option<Findings>> {
        self.read(move |tx| decisions::findings(tx, &officer, reference))
    }

    fn save_findings(
        &self,
        officer: String,
        reference: Reference,
        save: SaveFindings,
    ) -> Answer<Saved> {
        self.write(move |tx| decisions::save(tx, &officer, reference, &save))
    }

    fn begin_supplement(
        &self,
        reference: Reference,
        principal: String,
        answers: Answers,
        expires_at: i64,
    ) -> Answer<Option<Draft>> {
        self.write(move |tx| supplements::begin(tx, reference, &principal, &answers, expires_at))
    }

    fn answer_supplement(&self, answer: AnswerSupplement) -> Answer<Answered> {
        self.write(move |tx| supplements::answer(tx, &answer))
    }

    fn expire_supplements(&self, limit: u32) -> Answer<u32> {
        self.write(move |tx| supplements::expire(tx, limit))
    }

    fn ask_withdrawal(
        &self,
        reference: Reference,
        principal: String,
    ) -> Answer<Option<DossierState>> {
        self.write(move |tx| withdrawals::ask(tx, reference, &principal))
    }

    fn to_draw(&self, dossier: i64) -> Answer<Option<ToDraw>> {
        self.read(move |tx| results::to_draw(tx, dossier))
    }

    fn keep_paper(&self, dossier: i64, paper: Vec<u8>) -> Answer<bool> {
        self.write(move |tx| results::keep(tx, dossier, &paper))
    }

    fn attach_paper(&self, officer: String, reference: Reference, paper: Vec<u8>) -> Answer<Done> {
        self.write(move |tx| results::attach(tx, &officer, reference, &paper))
    }

    fn paper(&self, reference: Reference, reader: Reader) -> Answer<Option<Paper>> {
        self.read(move |tx| results::paper(tx, reference, &reader))
    }

    fn fetch_result(&self, reference: Reference, principal: String) -> Answer<Option<Paper>> {
        self.write(move |tx| results::fetch(tx, reference, &principal))
    }

    fn public_result(&self, token: String) -> Answer<Option<PublicResult>> {
        self.read(move |tx| results::public(tx, &token))
    }

    fn start_attempt(&self, start: StartAttempt) -> Answer<Started> {
        self.write(move |tx| money::start(tx, &start))
    }

    fn attempt(&self, txn_ref: String) -> Answer<Option<Attempt>> {
        self.read(move |tx| money::attempt_of(tx, &txn_ref))
    }

    fn credit(&self, callback: Callback, raw: String) -> Answer<Verdict> {
        self.write(move |tx| settle::credit(tx, &callback, &raw))
    }

    fn due_polls(&self, limit: u32) -> Answer<Vec<Poll>> {
        self.write(move |tx| poll::due_polls(tx, limit))
    }

    fn expire_attempts(&self, before: i64, limit: u32) -> Answer<u32> {
        self.write(move |tx| poll::expire_attempts(tx, before, limit))
    }

    fn expire_dues(&self, limit: u32) -> Answer<u32> {
        self.write(move |tx| poll::expire_dues(tx, limit))
    }

    fn open_tasks(&self, agency: String) -> Answer<Vec<Task>> {
        self.read(move |tx| money::open_tasks(tx, &agency))
    }

    fn ledger_sum(&self) -> Answer<i64> {
        self.read(money::ledger_sum)
    }

    fn add_job(&self, job: NewJob) -> Answer<()> {
        self.write(move |tx| jobs::add(tx, &job))
    }

    fn claim_job(&self, lease: i64) -> Answer<Option<Job>> {
        self.write(move |tx| jobs::claim(tx, lease))
    }

    fn finish_job(&self, claim: Claimed) -> Answer<bool> {
        self.write(move |tx| jobs::finish(tx, &claim))
    }

    fn fail_job(&self, claim: Claimed, why: String) -> Answer<bool> {
        self.write(move |tx| jobs::fail(tx, &claim, &why))
    }

    fn dead_jobs(&self) -> Answer<u32> {
        self.read(jobs::dead)
    }

    fn claim_message(&self, lease: i64) -> Answer<Option<Message>> {
        self.write(move |tx| jobs::claim_message(tx, lease))
    }

    fn finish_message(&self, claim: Claimed) -> Answer<bool> {
        self.write(move |tx| jobs::finish_message(tx, &claim))
    }

    fn fail_message(&self, claim: Claimed, why: String) -> Answer<bool> {
        self.write(move |tx| jobs::fail_message(tx, &claim, &why))
    }

    fn sweep(&self, before: i64) -> Answer<u32> {
        let store = self.clone();
        Box::pin(async move { store.sweep_all(before).await })
    }

    fn broken_event(&self) -> Answer<Option<i64>> {
        self.read(events::broken)
    }

    fn probe(&self) -> Answer<()> {
        let store = self.clone();
        Box::pin(async move {
            if !store.probe_is_due() {
                return if store.0.writer.stopped() {
                    Err(StoreError::ReadOnly)
                } else {
                    Ok(())
                };
            }
            store
                .write(|tx| {
                    let sql = "INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at";
                    tx.execute(sql, [tx.now()]).map(drop)
                })
                .await
        })
    }
}

impl Sqlite {
    /// At most one probe a second writes; the others look at the flag alone.
    fn probe_is_due(&self) -> bool {
        let Ok(mut last) = self.0.last_probe.lock() else {
            return true;
        };
        let due = last.is_none_or(|last| last.elapsed() >= Duration::from_secs(1));
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}
