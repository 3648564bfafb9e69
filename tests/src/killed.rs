//! What the killed process and its judge agree on.

use server::clock::Clock;
use server::id::{Secret, sha256, token_hash};
use server::seal::Sealer;
use server::store::{
    Agency, Channel, Contact, FeeLine, NewDue, NewVersion, PrincipalKind, Seed, Store, Submission,
};
use std::collections::BTreeMap;

/// Seals in every round.
pub fn sealer() -> Sealer {
    Sealer::parse(&"3c".repeat(32)).expect("64 digits")
}

/// Makes sure of an agency, a version and the one who submits; the latter's id.
pub async fn prepare(store: &dyn Store) -> String {
    let agency = Agency {
        code: "X".into(),
        name: "X".into(),
        name_en: "X".into(),
        level: "province".into(),
        unit: None,
    };
    store
        .seed(Seed {
            agencies: vec![agency],
            ..Seed::default()
        })
        .await
        .expect("seeded");
    let version = NewVersion {
        hash: hex::encode(sha256(b"{}")),
        form: "form".into(),
        version: "1.0.0".into(),
        procedure: "0.000000".into(),
        manifest: "{}".into(),
        compiled: "{}".into(),
        decision: None,
        source: BTreeMap::new(),
        current: true,
    };
    store.publish_version(version).await.expect("published");
    let token = token_hash("the one who submits");
    match store.principal(token).await.expect("read") {
        Some(known) => known.id,
        None => {
            store
                .create_principal(PrincipalKind::Cookie, token)
                .await
                .expect("a principal")
                .id
        }
    }
}

/// The submission of a key.
pub fn submission(owner: &str, key: &str) -> Submission {
    let line = FeeLine {
        rule: "copy".into(),
        label: forms::Text::default(),
        amount: 8_000,
        kind: "lePhi".into(),
        code: None,
    };
    Submission {
        principal: owner.into(),
        key: key.into(),
        body_hash: sha256(key.as_bytes()),
        draft: None,
        files: Vec::new(),
        secret: Secret::new(),
        form_hash: hex::encode(sha256(b"{}")),
        procedure: "0.000000".into(),
        agency: "X".into(),
        deciding: "X".into(),
        channel: Channel::Online,
        lang: "vi".into(),
        today: Clock::system().today(),
        document: format!("{{\"key\":\"{key}\",\"text\":\"{}\"}}", "x".repeat(1_000)).into_bytes(),
        due: Some(NewDue {
            lines: vec![line],
            expires_at: i64::MAX,
        }),
        contact: Some(Contact {
            kind: "email".into(),
            to: "citizen@example.org".into(),
        }),
        applicant: None,
        jobs: Vec::new(),
    }
}
