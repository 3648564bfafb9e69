//! The program: configuration, store, gateways, router, serve.

use server::clock::Clock;
use server::config::{Config, Hidden};
use server::office::accounts;
use server::{author, demo, jobs, routes, start, store};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A submission is made on one thread and let go on the writer's: the system's
/// allocator then waits on locks, this one does not (measured: a fifth of all time).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str =
    "usage: tokhai [serve|demo [--dossiers N]|check|preview|export|diff|schema|import|officer ...|help]

  serve   serves, configured by TOKHAI_* variables and the file TOKHAI_CONFIG names
  demo    the same with demo data in ./data and the sandbox gateway;
          demo --dossiers N (1 to 1,000,000) first fills the store up to N generated
          dossiers of the past 60 days (100,000 take one to two minutes on two cores)
  check, preview, export, diff, schema, import
          for whoever writes definitions, see below
  officer adds and closes officers' accounts (`tokhai officer` says how)
  help    this text and every setting";

/// The commands of whoever writes definitions.
const AUTHOR: [&str; 5] = ["check", "export", "diff", "schema", "import"];

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asks_for_help = |word: &String| ["--help", "-h"].contains(&word.as_str());
    let first = match arguments.iter().any(asks_for_help) {
        true => Some("help"),
        false => arguments.first().map(String::as_str),
    };
    let done = match first {
        None | Some("serve") => serve(None).await,
        Some("demo") => match demo::wanted(&arguments[1..]) {
            Ok(dossiers) => serve(Some(Demo { dossiers })).await,
            Err(why) => Err(why),
        },
        Some("officer") => officer(&arguments[1..]).await,
        Some("check") => author::check(&arguments[1..]),
        Some("preview") => {
            log_to_stderr("error"); // what cannot start is said once
            author::preview(&arguments[1..], asked_to_stop()).await
        }
        Some("export") => author::export(&arguments[1..]),
        Some("diff") => author::diff(&arguments[1..]),
        Some("schema") => author::definition_schema(&arguments[1..]),
        Some("import") => author::import(&arguments[1..]),
        Some("help" | "--help" | "-h") => {
            let markdown = arguments.get(1).is_some_and(|word| word == "--markdown");
            let of_an_author = arguments.iter().any(|word| AUTHOR.contains(&word.as_str()));
            author::say(&if markdown {
                Config::markdown()
            } else if of_an_author {
                author::USAGE.to_owned()
            } else {
                format!("{USAGE}\n\n{}\n\n{}", author::USAGE, Config::table())
            })
        }
        Some(other) => Err(format!("unknown command: {other}\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("tokhai: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Makes or closes an account. The server must not run: one process owns the data.
async fn officer(words: &[String]) -> Result<(), String> {
    let order = accounts::Order::parse(words)?;
    let config = Config::read(false)?;
    let options = store::sqlite::Options::new(&config.data, Clock::system(), config.sealer);
    let kept = store::sqlite::Sqlite::open(options)
        .map_err(|e| format!("{e} (stop the server for a moment)"))?;
    println!("{}", accounts::run(&kept, order, password).await?);
    Ok(())
}

/// Reads a password: from a terminal without showing it, else the first line.
fn password() -> Result<Hidden, String> {
    use std::io::{IsTerminal, Write, stdin, stdout};
    let asks = stdin().is_terminal();
    let echo = |how: &str| {
        let done = std::process::Command::new("stty").arg(how).status();
        done.is_ok_and(|status| status.success())
    };
    let hidden = asks && echo("-echo");
    if asks {
        print!("Password: ");
        stdout().flush().map_err(|e| e.to_string())?;
    }
    let mut line = zeroize::Zeroizing::new(String::new());
    let read = stdin().read_line(&mut line);
    if hidden {
        echo("echo");
        println!();
    }
    read.map_err(|e| format!("the password cannot be read: {e}"))?;
    Ok(Hidden::new(line.trim_end_matches(['\r', '\n'])))
}

/// That this is a demonstration.
struct Demo {
    /// How many generated dossiers its store shall have.
    dossiers: Option<u32>,
}

async fn serve(demo: Option<Demo>) -> Result<(), String> {
    let config = Config::read(demo.is_some())?;
    log_to_stderr("info");
    let clock = Clock::system();
    if let Some(wanted) = demo.and_then(|demo| demo.dossiers) {
        let mut progress = demo::Progress::stderr();
        demo::fill(config.clone(), clock.now(), wanted, &mut progress).await?;
    }
    let options = store::sqlite::Options::new(&config.data, clock.clone(), config.sealer.clone());
    let kept: Arc<dyn store::Store> =
        Arc::new(store::sqlite::Sqlite::open(options).map_err(|e| e.to_string())?);
    let app = start::app(config, clock, kept).await?;
    let listener = tokio::net::TcpListener::bind(app.config.addr)
        .await
        .map_err(|e| format!("TOKHAI_ADDR: cannot listen on {}: {e}", app.config.addr))?;
    let workers = jobs::spawn(app.clone());
    announce(&app.config);
    let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let draining = app.clone();
    let stopped = axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            asked_to_stop().await;
            draining.draining.store(true, Ordering::Relaxed);
            tracing::info!("stopping: no new requests, the open ones finish");
        })
        .await;
    workers.abort();
    let _ = workers.await; // ended, so that nothing of it is left to fail when the runtime goes
    stopped.map_err(|e| e.to_string())
}

/// SIGTERM or Ctrl-C.
async fn asked_to_stop() {
    let mut terminate =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return std::future::pending().await,
        };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// What is logged unless `TOKHAI_LOG` says otherwise.
fn log_to_stderr(unless_told: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TOKHAI_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(unless_told));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}

/// What a person who starts it needs to know.
fn announce(config: &Config) {
    println!("Tờ Khai: {}", config.public_url);
    if config.demo {
        println!(
            "  demo data in {}; money moves only in the sandbox gateway",
            config.data.display()
        );
        println!(
            "  start here: {}/p/2.000635 (no account is needed)",
            config.public_url
        );
        println!("  follow a dossier: {}/track", config.public_url);
        println!("  messages to people lie in {}", config.mailbox.display());
        if let Some(password) = &config.demo_officers {
            let logins: Vec<_> = accounts::demo_logins().collect();
            println!(
                "  officers: {}/office/sign-in, login {}, password {}",
                config.public_url,
                logins.join(" or "),
                password.expose()
            );
        }
        println!(
            "  API: {}/api/v1/openapi.json, token in {}",
            config.public_url,
            config.data.join("demo.env").display()
        );
    }
}
