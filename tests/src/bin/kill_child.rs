//! The process that is killed: 64 clients submit to the store of a folder as
//! fast as they can. Each says `? key` before it asks and `= key reference`
//! when it was acknowledged, on standard output, which is a pipe.

use server::clock::Clock;
use server::store::sqlite::{Options, Sqlite};
use server::store::{Store, Submitted};
use std::io::Write;
use tests::killed;

const CLIENTS: usize = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, round] = arguments.as_slice() else {
        panic!("usage: kill_child FOLDER ROUND")
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = Sqlite::open(Options::new(folder, Clock::system(), killed::sealer()))
            .expect("the store opens");
        let owner = killed::prepare(&store).await;
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                tokio::spawn(client_of(
                    store.clone(),
                    owner.clone(),
                    format!("{round}-{client}"),
                ))
            })
            .collect();
        for client in clients {
            client.await.expect("a client");
        }
    });
}

async fn client_of(store: Sqlite, owner: String, name: String) {
    for number in 0.. {
        let key = format!("{name}-{number}");
        say(&format!("? {key}\n"));
        match store.submit(killed::submission(&owner, &key)).await {
            Ok(Submitted::Taken { reference, .. }) => say(&format!("= {key} {reference}\n")),
            other => panic!("{other:?}"),
        }
    }
}

/// One write a line: a line is in the pipe or it is not.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    if out
        .write_all(line.as_bytes())
        .and_then(|()| out.flush())
        .is_err()
    {
        std::process::exit(0);
    }
}
