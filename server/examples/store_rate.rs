//! Submissions a second of the embedded store alone, without HTTP and without
//! checking: `cargo run --release -p server --example store_rate -- [clients] [seconds] [fee]`.

use server::clock::Clock;
use server::id::{self, Secret};
use server::seal::Sealer;
use server::store::sqlite::Options;
use server::store::{
    Agency, Channel, Contact, FeeLine, NewDue, NewVersion, PrincipalKind, Seed, Sqlite, Store,
    StoreError, Submission,
};
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let clients = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let seconds = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let fee = arguments.next().is_none_or(|text| text != "free");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure(clients, seconds, fee))
}

async fn measure(clients: usize, seconds: u64, fee: bool) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(".")?;
    let sealer = Sealer::parse(&"17".repeat(32)).ok_or("a key of 64 digits")?;
    let store = Sqlite::open(Options::new(folder.path(), Clock::system(), sealer))?;
    let (principal, hash) = prepare(&store).await?;
    let (stop, done) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let started = Instant::now();
    let work: Vec<_> = (0..clients)
        .map(|_| {
            let (store, stop, done) = (store.clone(), Arc::clone(&stop), Arc::clone(&done));
            let (principal, hash) = (principal.clone(), hash.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let asked = Instant::now();
                    store.submit(submission(&principal, &hash, fee)).await?;
                    times.push(asked.elapsed());
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<_, StoreError>(times)
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    stop.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    for client in work {
        times.extend(client.await??);
    }
    times.sort_unstable();
    let rate = done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    let at = |part: usize| {
        times
            .get(times.len() * part / 1000)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{rate:.0} submissions/s, p50 {:?}, p99 {:?}, max {:?}",
        at(500),
        at(990),
        at(999)
    );
    Ok(())
}

async fn prepare(store: &Sqlite) -> Result<(String, String), Box<dyn Error>> {
    let agency = Agency {
        code: "X01".into(),
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
        .await?;
    let hash = hex::encode(id::sha256(b"{}"));
    let version = NewVersion {
        hash: hash.clone(),
        form: "f".into(),
        version: "1.0.0".into(),
        procedure: "2.000635".into(),
        manifest: "{}".into(),
        compiled: "{}".into(),
        decision: None,
        source: std::collections::BTreeMap::new(),
    };
    store.publish_version(version).await?;
    let principal = store
        .create_principal(PrincipalKind::Cookie, id::token_hash("t"))
        .await?;
    Ok((principal.id, hash))
}

fn submission(principal: &str, hash: &str, fee: bool) -> Submission {
    let line = FeeLine {
        rule: "copies".into(),
        label: forms::Text::default(),
        amount: 8_000,
        kind: "lePhi".into(),
        code: None,
    };
    Submission {
        principal: principal.into(),
        key: id::row_id(),
        body_hash: id::sha256(b"body"),
        draft: None,
        files: Vec::new(),
        secret: Secret::new(),
        form_hash: hash.into(),
        procedure: "2.000635".into(),
        agency: "X01".into(),
        deciding: "X01".into(),
        channel: Channel::Online,
        lang: "vi".into(),
        today: Clock::system().today(),
        document: vec![b'x'; 1_200],
        due: fee.then(|| NewDue {
            lines: vec![line],
            expires_at: i64::MAX,
        }),
        contact: fee.then(|| Contact {
            kind: "email".into(),
            to: "a@example.org".into(),
        }),
        applicant: None,
        jobs: Vec::new(),
    }
}
