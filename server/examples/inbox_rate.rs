//! How long an inbox takes on the embedded store alone, without HTTP:
//! `cargo run --release -p server --example inbox_rate -- [dossiers] [asks]`.

use server::clock::{Clock, DAY, MINUTE};
use server::config::Hidden;
use server::id::{self, Reference, Secret};
use server::seal::Sealer;
use server::store::officer::{InboxList, NewOfficer, Promised, Role};
use server::store::sqlite::Options;
use server::store::{
    Agency, Channel, Deed, InboxAsk, NewVersion, PrincipalKind, Seed, Sqlite, Store, StoreError,
    Submission, Submitted,
};
use std::error::Error;
use std::time::{Duration, Instant};

const FAMILY: [&str; 6] = ["Nguyễn", "Trần", "Lò", "Quàng", "Cầm", "Hà"];
const MIDDLE: [&str; 4] = ["Thị", "Văn", "Đức", "Minh"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let dossiers = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let asks = arguments.next().map_or(Ok(1_000), |text| text.parse())?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(measure(dossiers, asks))
}

async fn measure(dossiers: usize, asks: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(".")?;
    let sealer = Sealer::parse(&"17".repeat(32)).ok_or("a key of 64 digits")?;
    let clock = Clock::fixed(1_795_400_000_000_000);
    let mut options = Options::new(folder.path(), clock.clone(), sealer);
    options.queue = 100_000;
    let store = Sqlite::open(options)?;
    let (principal, hash, officer) = prepare(&store).await?;
    let began = Instant::now();
    let mut taken = Vec::new();
    for start in (0..dossiers).step_by(1_000) {
        let some = (start..(start + 1_000).min(dossiers))
            .map(|number| store.submit(submission(&principal, &hash, number)));
        let some: Vec<_> = some.collect();
        let mut references = Vec::new();
        for answer in some {
            if let Submitted::Taken { reference, .. } = answer.await? {
                references.push(reference);
            }
        }
        accept(&store, &officer, &clock, &references).await?;
        taken.extend(references);
        clock.advance(MINUTE);
    }
    println!(
        "{dossiers} dossiers in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    let middle = taken.get(taken.len() / 2).copied();
    let code = "A-261123-0001".to_owned();
    let reference = middle.map(|found| found.to_string()).unwrap_or_default();
    for (what, list, search, after) in [
        ("new", InboxList::New, "", None),
        ("working", InboxList::Working, "", None),
        ("overdue", InboxList::Overdue, "", None),
        ("all", InboxList::All, "", None),
        ("all, from the middle", InboxList::All, "", middle),
        ("a rare name", InboxList::All, "quang van 77", None),
        ("a common name", InboxList::All, "nguyen thi", None),
        (
            "nobody of two common words",
            InboxList::All,
            "nguyen tran",
            None,
        ),
        ("a reference", InboxList::All, reference.as_str(), None),
        ("a code", InboxList::All, code.as_str(), None),
    ] {
        let ask = InboxAsk {
            agency: "A".into(),
            list,
            search: search.into(),
            after,
            limit: 25,
        };
        one(&store, what, &ask, asks).await?;
    }
    Ok(())
}

async fn one(store: &Sqlite, what: &str, ask: &InboxAsk, asks: usize) -> Result<(), StoreError> {
    let mut times = Vec::with_capacity(asks);
    let mut rows = 0;
    for _ in 0..asks {
        let asked = Instant::now();
        rows = store.inbox(ask.clone()).await?.rows.len();
        times.push(asked.elapsed());
    }
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied();
    let ms = |time: Option<Duration>| time.unwrap_or_default().as_secs_f64() * 1_000.0;
    println!(
        "{what:<28} {rows:>3} rows  p50 {:>7.2} ms  p99 {:>7.2} ms",
        ms(at(50)),
        ms(at(99))
    );
    Ok(())
}

/// Two thirds are accepted, promised for some day around.
async fn accept(
    store: &Sqlite,
    officer: &str,
    clock: &Clock,
    references: &[Reference],
) -> Result<(), StoreError> {
    let now = clock.now();
    let answers: Vec<_> = references
        .iter()
        .enumerate()
        .filter(|(number, _)| number % 3 > 0)
        .map(|(number, reference)| {
            let days = i64::try_from(number % 20).unwrap_or(0) - 5;
            let promised = Promised {
                at: now + days * DAY,
                why: "{}".to_owned(),
            };
            store.act(officer.to_owned(), *reference, Deed::Accept(Some(promised)))
        })
        .collect();
    for answer in answers {
        answer.await?;
    }
    Ok(())
}

async fn prepare(store: &Sqlite) -> Result<(String, String, String), Box<dyn Error>> {
    store
        .seed(Seed {
            agencies: vec![Agency {
                code: "A".into(),
                name: "A".into(),
                name_en: "A".into(),
                level: "province".into(),
                unit: None,
            }],
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
    store
        .add_officer(NewOfficer {
            login: "o".into(),
            name: "O".into(),
            password: Hidden::new("no hash"),
            totp: None,
            posts: vec![("A".into(), Role::Receive)],
        })
        .await?;
    let officer = store.credentials("o".into()).await?.ok_or("an account")?;
    Ok((principal.id, hash, officer.officer))
}

fn submission(principal: &str, hash: &str, number: usize) -> Submission {
    let name = format!(
        "{} {} {}",
        FAMILY[number % FAMILY.len()],
        MIDDLE[number / 7 % MIDDLE.len()],
        number % 997
    );
    Submission {
        principal: principal.into(),
        key: id::row_id(),
        body_hash: id::sha256(b"body"),
        draft: None,
        files: Vec::new(),
        secret: Secret::new(),
        form_hash: hash.into(),
        procedure: "2.000635".into(),
        agency: "A".into(),
        deciding: "A".into(),
        channel: Channel::Online,
        lang: "vi".into(),
        today: Clock::system().today(),
        document: vec![b'x'; 1_000],
        due: None,
        contact: None,
        applicant: Some(name),
        jobs: Vec::new(),
    }
}
