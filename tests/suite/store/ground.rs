//! Ground for a case: a store with one agency, one form, two people.

use server::clock::{Clock, DAY};
use server::dossier::state::DossierState;
use server::id::{self, Reference, Secret};
use server::seal::Sealer;
use server::store::{
    Agency, Channel, Contact, Draft, FeeLine, MerchantAccount, NewDraft, NewDue, NewVersion,
    PrincipalKind, Reader, Seed, Store, Submission, Submitted,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// How an engine opens a folder.
pub(crate) type Open = fn(&Path, &Clock) -> Arc<dyn Store>;

/// Where a case stands.
pub(crate) struct Ground {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Clock,
    /// The one who submits.
    pub(crate) owner: String,
    /// Someone else.
    pub(crate) stranger: String,
    /// The published version.
    pub(crate) form: String,
    pub(crate) folder: TempDir,
}

/// The receiving agency.
pub(crate) const AGENCY: &str = "SL01";
/// Another one.
pub(crate) const OTHER_AGENCY: &str = "SL02";
/// Its merchant account at the gateway `vnpay`.
pub(crate) const MERCHANT: &str = "MERCHANT";
/// What the due's lines sum to.
pub(crate) const AMOUNT: i64 = 16_000;
/// The instant at which every case starts.
pub(crate) const START: i64 = 1_795_400_000_000_000;

/// Seals in every case.
pub(crate) fn sealer() -> Sealer {
    Sealer::parse(&"5a".repeat(32)).expect("64 digits")
}

impl Ground {
    pub(crate) async fn new(open: Open) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::fixed(START);
        let store = open(folder.path(), &clock);
        store.seed(seed()).await.expect("seeded");
        let version = version("1.0.0", "{\"v\":1}");
        let form = version.hash.clone();
        store.publish_version(version).await.expect("published");
        let owner = person(&*store, "owner's token").await;
        let stranger = person(&*store, "stranger's token").await;
        Self {
            store,
            clock,
            owner,
            stranger,
            form,
            folder,
        }
    }

    /// A free submission under `key`.
    pub(crate) fn submission(&self, key: &str) -> Submission {
        Submission {
            principal: self.owner.clone(),
            key: key.to_owned(),
            body_hash: id::sha256(b"body"),
            draft: None,
            files: Vec::new(),
            secret: Secret::new(),
            form_hash: self.form.clone(),
            procedure: "2.000635".into(),
            agency: AGENCY.into(),
            deciding: AGENCY.into(),
            channel: Channel::Online,
            lang: "vi".into(),
            today: self.clock.today(),
            document: b"{\"fullName\":\"Nguy\xe1\xbb\x85n\"}".to_vec(),
            due: None,
            contact: None,
            applicant: None,
            jobs: Vec::new(),
        }
    }

    /// The same with a due of [`AMOUNT`] and a contact.
    pub(crate) fn paying(&self, key: &str) -> Submission {
        let line = |rule: &str, amount| FeeLine {
            rule: rule.into(),
            label: forms::Text::default(),
            amount,
            kind: "lePhi".into(),
            code: None,
        };
        Submission {
            due: Some(NewDue {
                lines: vec![line("first", 10_000), line("second", 6_000)],
                expires_at: self.clock.now() + 7 * DAY,
            }),
            contact: Some(Contact {
                kind: "email".into(),
                to: "citizen@example.org".into(),
            }),
            ..self.submission(key)
        }
    }

    /// Submits, which must be taken; reference and secret.
    pub(crate) async fn take(&self, submission: Submission) -> (Reference, Secret) {
        match self
            .store
            .submit(submission)
            .await
            .expect("the store answers")
        {
            Submitted::Taken {
                reference,
                secret: Some(secret),
                replayed: false,
                ..
            } => (reference, secret),
            other => panic!("not taken: {other:?}"),
        }
    }

    /// Puts a dossier where officers' deeds would lead it, without them.
    pub(crate) fn stands(&self, reference: Reference, state: DossierState) {
        let database = rusqlite::Connection::open(self.folder.path().join("tokhai.db"));
        let changed = database.expect("a connection").execute(
            "UPDATE dossier SET state = ? WHERE reference = ?",
            [state.name(), &reference.to_string()],
        );
        assert_eq!(changed, Ok(1));
    }

    /// The owner.
    pub(crate) fn owner(&self) -> Reader {
        Reader::Principal(self.owner.clone())
    }

    /// Someone else.
    pub(crate) fn stranger(&self) -> Reader {
        Reader::Principal(self.stranger.clone())
    }

    /// A new draft of the owner.
    pub(crate) async fn draft(&self) -> Draft {
        self.try_draft().await.expect("not too many drafts")
    }

    /// The same; `None` when there are too many.
    pub(crate) async fn try_draft(&self) -> Option<Draft> {
        let draft = NewDraft {
            owner: self.owner.clone(),
            agency: AGENCY.into(),
            form_hash: self.form.clone(),
            lang: "vi".into(),
            expires_at: self.clock.now() + DAY,
        };
        self.store
            .create_draft(draft)
            .await
            .expect("the store answers")
    }
}

/// A version with this manifest.
pub(crate) fn version(number: &str, manifest: &str) -> NewVersion {
    NewVersion {
        hash: hex::encode(id::sha256(manifest.as_bytes())),
        form: "vn.sonla.extract".into(),
        version: number.into(),
        procedure: "2.000635".into(),
        manifest: manifest.into(),
        compiled: "{}".into(),
        decision: None,
        source: BTreeMap::from([("definition.yaml".into(), "id: x".into())]),
        current: true,
    }
}

/// Two agencies; the first has a merchant account.
pub(crate) fn seed() -> Seed {
    let agency = |code: &str| Agency {
        code: code.into(),
        name: "UBND".into(),
        name_en: "Committee".into(),
        level: "commune".into(),
        unit: None,
    };
    let account = |agency: &str, merchant: &str| MerchantAccount {
        agency: agency.into(),
        gateway: "vnpay".into(),
        merchant: merchant.into(),
        secret: "PLANTED-MERCHANT-SECRET".to_owned().into(),
        collects_for_all: false,
    };
    Seed {
        agencies: vec![agency(AGENCY), agency(OTHER_AGENCY)],
        merchants: vec![account(AGENCY, MERCHANT), account(OTHER_AGENCY, "OTHER")],
        ..Seed::default()
    }
}

/// A principal of this token.
pub(crate) async fn person(store: &dyn Store, token: &str) -> String {
    store
        .create_principal(PrincipalKind::Cookie, id::token_hash(token))
        .await
        .expect("a principal")
        .id
}
