//! `tokhai preview`: the form of a folder in the browser while its files are edited.
//!
//! It is the site's own trial of a proposal ([`crate::catalogue::Catalogue::try_out`]) without
//! an account: on this machine alone, over a store that goes with the program, where nothing
//! can be sent or paid. The one proposal holds the last sound files; what was typed is kept
//! beside it, so that it outlives every change of them.

mod folder;
mod site;

use self::site::Site;
use super::{Source, USAGE, Words, said, say};
use crate::App;
use crate::catalogue::{AGENCIES, Catalogue};
use crate::clock::Clock;
use crate::config::Config;
use crate::dossier::calendar::Calendar;
use crate::start::{self, Lists};
use crate::store::sqlite::{Options, Sqlite};
use app::lang::Lang;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Where it listens unless told otherwise.
const ADDR: &str = "127.0.0.1:3100";

/// Shows a procedure's folder until `stop` is ready.
///
/// # Errors
/// One sentence: no such folder, an address that is taken or no loopback, no built client.
pub async fn preview(
    words: &[String],
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), String> {
    let words = Words::read(words, &[])?;
    let lang = words.lang()?;
    let [named] = words.plain.as_slice() else {
        return Err(USAGE.to_owned());
    };
    let (source, listener) = (folder_of(named, lang)?, listen(&words, lang).await?);
    let addr = listener.local_addr().map_err(|e| e.to_string())?;
    let temporary = tempfile::Builder::new().prefix("tokhai-preview-").tempdir();
    let temporary = temporary.map_err(|e| e.to_string())?;
    let app = app(&words, &source, addr, &temporary).await?;
    let names = &app.files.names;
    if [&names.css, &names.js, &names.wasm].contains(&&String::new()) {
        let built = app.config.assets.display();
        let vi =
            format!("chưa dựng phần chạy trong trình duyệt ({built}): chạy `make run` một lần");
        let en = format!("the browser's part is not built ({built}): run `make run` once");
        return Err(said(lang, &vi, &en));
    }
    let site = Site::open(app, source.folder.clone(), addr).await?;
    announce(&site, named, lang)?;
    let (ending, watched) = (site.clone(), watch(site.clone(), lang.map(str::to_owned)));
    let (tell, told) = oneshot::channel();
    let served = axum::serve(listener, site::router(site))
        .with_graceful_shutdown(async move {
            // Who cannot be told of changes any more is not left before an old form.
            let why = tokio::select! {
                () = stop => None,
                Err(why) = watched => Some(why),
            };
            ending.end();
            let _ = tell.send(why); // unheard where serving ended by itself
        })
        .await;
    temporary.close().map_err(|e| e.to_string())?;
    served.map_err(|e| e.to_string())?;
    match told.await {
        Ok(Some(why)) => Err(why),
        _ => Ok(()),
    }
}

/// The folder, as the other commands know it; its files are read later, again and again.
fn folder_of(named: &str, lang: Option<&str>) -> Result<Source, String> {
    let folder = PathBuf::from(named);
    if folder.is_dir() {
        return Ok(Source {
            name: named.to_owned(),
            folder,
            files: BTreeMap::new(),
        });
    }
    let vi = format!("{named}: không có thư mục này; cần thư mục của một thủ tục");
    let en = format!("{named}: there is no such folder; a procedure's folder is needed");
    Err(said(lang, &vi, &en))
}

async fn listen(words: &Words, lang: Option<&str>) -> Result<TcpListener, String> {
    let asked = words.options.get("addr").map_or(ADDR, String::as_str);
    let addr: Option<SocketAddr> = asked.parse().ok();
    let Some(addr) = addr.filter(|addr| addr.ip().is_loopback()) else {
        let vi = format!("--addr {asked}: cần địa chỉ của chính máy này và cổng, ví dụ {ADDR}");
        let en = format!(
            "--addr {asked}: an address of this machine alone and a port are needed, such as {ADDR}"
        );
        return Err(said(lang, &vi, &en));
    };
    TcpListener::bind(addr).await.map_err(|e| {
        let (vi, en) = match e.kind() {
            std::io::ErrorKind::AddrInUse => (
                "cổng này đang được dùng; chọn cổng khác bằng --addr".to_owned(),
                "the port is taken; choose another with --addr".to_owned(),
            ),
            _ => (format!("không mở được: {e}"), format!("cannot listen: {e}")),
        };
        said(lang, &format!("{addr}: {vi}"), &format!("{addr}: {en}"))
    })
}

/// The whole server over an empty store.
async fn app(
    words: &Words,
    source: &Source,
    addr: SocketAddr,
    temporary: &TempDir,
) -> Result<Arc<App>, String> {
    let config = Config::of_preview(addr, temporary.path(), &source.folder)?;
    let clock = Clock::system();
    let options = Options::new(&config.data, clock.clone(), config.sealer.clone());
    let store = Sqlite::open(options).map_err(|e| e.to_string())?;
    let units = Arc::new(words.units(source)?);
    let agencies = source.around(AGENCIES)?;
    let catalogue = Catalogue::for_trials(agencies.as_deref().and_then(Path::parent), &units)?;
    // Nothing is promised here, so it does not matter when offices work.
    let always = r#"{"from":"2000-01-01","to":"2099-12-31","closed":[],"open":[]}"#;
    let lists = Lists {
        units,
        calendar: Calendar::parse(always)?,
        catalogue,
    };
    start::over(config, clock, Arc::new(store), lists).await
}

/// What a person who starts it needs to know.
fn announce(site: &Site, named: &str, lang: Option<&str>) -> Result<(), String> {
    let url = site.url(if lang == Some("en") {
        Lang::En
    } else {
        Lang::Vi
    });
    let vi = format!("mở {url} để xem thử {named}; Ctrl-C để dừng, không giữ lại gì đã điền");
    let en =
        format!("open {url} for the preview of {named}; Ctrl-C stops it, nothing typed is kept");
    say(&said(lang, &vi, &en))?;
    say(&state(site, lang))
}

/// What the check says, in a few words.
fn state(site: &Site, lang: Option<&str>) -> String {
    match site.faults() {
        0 => said(lang, "không có lỗi", "no faults"),
        1 => said(lang, "1 lỗi", "1 fault"),
        count => said(lang, &format!("{count} lỗi"), &format!("{count} faults")),
    }
}

/// Looks at the folder four times a second; what has changed is taken up once it stands still
/// from one look to the next, since an editor may be halfway through a file.
async fn watch(site: Arc<Site>, lang: Option<String>) -> Result<(), String> {
    let mut before = None;
    loop {
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        let now = site.look().await?;
        if before.as_ref() == Some(&now) && site.take_up(&now).await? {
            say(&state(&site, lang.as_deref()))?;
        }
        before = Some(now);
    }
}
