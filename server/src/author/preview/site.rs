//! The pages of `tokhai preview`: the server's own, fenced in.
//!
//! Whoever asks on this machine is the one author there is. Only a trial's pages and what they
//! load are let through, under the names of this machine alone (a page elsewhere may have its
//! own name lead here); everything else of the server is not there.

use super::folder::{self, Judged, Read};
use crate::App;
use crate::author::check::once;
use crate::config::Hidden;
use crate::id;
use crate::office::{author, password, session};
use crate::routes;
use crate::store::officer::{MadeOfficer, NewOfficer, NewSession, Role};
use crate::store::{Files, Step, Stepped};
use crate::web::principal::cookie;
use crate::web::see;
use app::desk::author::Live;
use app::lang::Lang;
use app::routes::{Page, in_every_language, is_preview, path};
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use forms::author::Fault;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// How long a page waits for a change before it asks anew.
const WAIT: Duration = Duration::from_secs(25);
/// The cookie that names the turn whose last sound form is wanted.
const LAST: &str = "tokhai-preview-last";
/// What a trial's pages load.
const LOADED: [&str; 4] = ["/forms/", "/data/", "/assets/", "/public/"];
/// The one author's login; nobody signs in with it.
const LOGIN: &str = "author";
/// Stands for the first page: no page bears this name.
const FIRST: &str = "-";

/// One folder, shown.
pub(super) struct Site {
    app: Arc<App>,
    folder: PathBuf,
    addr: SocketAddr,
    officer: String,
    /// Holds the last sound files.
    proposal: String,
    token: RwLock<String>,
    now: RwLock<Arc<Judged>>,
    had_sound: AtomicBool,
    /// Names this run, so that no page of an earlier one takes its turns for ours.
    run: String,
    turn: watch::Sender<Turn>,
}

/// How often the folder has changed, and whether the program ends.
#[derive(Clone, Copy, Default)]
struct Turn {
    count: u64,
    ending: bool,
}

impl Site {
    /// Makes the author, and judges the folder for the first time.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn open(
        app: Arc<App>,
        folder: PathBuf,
        addr: SocketAddr,
    ) -> Result<Arc<Self>, String> {
        let read = folder::read(&folder);
        let judged = folder::judge(&app, read.clone()).await?;
        let agency = agency(&app, judged.sound.as_ref()).await?;
        let officer = made_author(&app, &agency).await?;
        let begun = app
            .store
            .begin_proposal(officer.clone(), agency, Files::new());
        let begun = begun.await.map_err(|e| e.to_string())?;
        let site = Self {
            proposal: begun.ok_or("no proposal could be begun")?,
            officer,
            app,
            folder,
            addr,
            token: RwLock::default(),
            now: RwLock::default(),
            had_sound: AtomicBool::new(false),
            run: id::random_id()[..8].to_owned(),
            turn: watch::Sender::default(),
        };
        site.put(judged).await?;
        Ok(Arc::new(site))
    }

    /// Where it is to be opened.
    pub(super) fn url(&self, lang: Lang) -> String {
        format!("http://{}{}", self.addr, Page::Catalogue.url(lang))
    }

    /// How many faults there are, wrong cases among them.
    pub(super) fn faults(&self) -> usize {
        let now = self.now();
        now.faults.len() + now.wrong.len()
    }

    /// What stands in the folder.
    pub(super) async fn look(&self) -> Result<Read, String> {
        let folder = self.folder.clone();
        let read = tokio::task::spawn_blocking(move || folder::read(&folder)).await;
        read.map_err(|e| format!("the folder was not read: {e}"))
    }

    /// Judges what stands there, unless that was done; whether it was new.
    pub(super) async fn take_up(&self, read: &Read) -> Result<bool, String> {
        if self.now().read == *read {
            return Ok(false);
        }
        let judged = folder::judge(&self.app, read.clone()).await?;
        self.put(judged).await?;
        Ok(true)
    }

    async fn put(&self, judged: Judged) -> Result<(), String> {
        if let Some(files) = &judged.sound {
            let step = Step::Save(files.clone());
            let (officer, proposal) = (self.officer.clone(), self.proposal.clone());
            let kept = self.app.store.step(officer, proposal, step).await;
            if kept.map_err(|e| e.to_string())? != Stepped::Done {
                return Err("the form was not taken up".to_owned());
            }
            self.had_sound.store(true, Ordering::Relaxed);
        }
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(judged);
        // Last: whoever is told finds all of it.
        self.turn.send_modify(|turn| turn.count += 1);
        Ok(())
    }

    /// Lets go of whoever waits.
    pub(super) fn end(&self) {
        self.turn.send_modify(|turn| turn.ending = true);
    }

    fn now(&self) -> Arc<Judged> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        now.clone()
    }

    fn turn(&self) -> String {
        format!("{}-{}", self.run, self.turn.borrow().count)
    }

    /// What pages are told.
    fn live(&self, lang: Lang, headers: &HeaderMap) -> Live {
        let turn = self.turn();
        let now = self.now();
        let faults = |list: &[Fault]| {
            let list = list.iter().cloned();
            list.map(|fault| author::fault(fault, lang)).collect()
        };
        Live {
            last: cookie(headers, LAST) == Some(turn.as_str()),
            has_last: self.had_sound.load(Ordering::Relaxed),
            faults: faults(&now.faults),
            lacks: faults(&now.lacks),
            notes: faults(&now.notes),
            unchecked: faults(&once(&now.unchecked)),
            cases: now.cases,
            wrong: faults(&now.wrong),
            files: now.read.files.clone(),
            turn,
        }
    }

    /// The author's session, opened anew when it is over.
    async fn session(&self) -> Result<HeaderValue, String> {
        let store = &self.app.store;
        let mut token = {
            let kept = self.token.read().unwrap_or_else(PoisonError::into_inner);
            kept.clone()
        };
        let known = store.officer(id::token_hash(&token)).await;
        if known.map_err(|e| e.to_string())?.is_none() {
            token = id::token();
            let session = NewSession {
                officer: self.officer.clone(),
                token: id::token_hash(&token),
                before: None,
                step: None,
            };
            let opened = store.open_session(session).await;
            if !opened.map_err(|e| e.to_string())? {
                return Err("the author's account is closed".to_owned());
            }
            let mut kept = self.token.write().unwrap_or_else(PoisonError::into_inner);
            kept.clone_from(&token);
        }
        let cookie = session::cookie_of(&self.app, &token);
        let pair = cookie.as_ref().and_then(|cookie| {
            let text = cookie.to_str().ok()?;
            HeaderValue::from_str(text.split(';').next()?).ok()
        });
        pair.ok_or_else(|| "the session has no cookie".to_owned())
    }

    fn first(&self, lang: Lang) -> String {
        let page = Page::PreviewPage {
            proposal: self.proposal.clone(),
            page: FIRST.to_owned(),
        };
        page.url(lang)
    }

    fn is_host(&self, headers: &HeaderMap) -> bool {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let port = self.addr.port();
        host.is_some_and(|host| {
            host == self.addr.to_string() || host == format!("localhost:{port}")
        })
    }
}

/// An agency that offers the procedure, else the first.
async fn agency(app: &App, sound: Option<&Files>) -> Result<String, String> {
    let code = match sound {
        Some(files) => match app.catalogue.compile(files.clone()).await? {
            Ok(found) => found.form.procedure.map(|procedure| procedure.code),
            Err(_) => None,
        },
        None => None,
    };
    let offers = code.and_then(|code| app.catalogue.offering(&code).first().copied());
    let desk = offers.or(app.catalogue.desks.first());
    let desk = desk.ok_or("agencies.json names no agency")?;
    Ok(desk.code.clone())
}

/// The one author, by id.
async fn made_author(app: &App, agency: &str) -> Result<String, String> {
    let error = |e: crate::store::StoreError| e.to_string();
    let new = NewOfficer {
        login: LOGIN.to_owned(),
        name: LOGIN.to_owned(),
        password: password::hash(Hidden::new(id::token())).await,
        totp: None,
        posts: vec![(agency.to_owned(), Role::Author)],
    };
    if app.store.add_officer(new).await.map_err(error)? != MadeOfficer::Made {
        return Err("the author's account was not made".to_owned());
    }
    let made = app.store.credentials(LOGIN.to_owned()).await;
    let made = made.map_err(error)?;
    Ok(made.ok_or("the author's account was not made")?.officer)
}

/// Everything that is there.
pub(super) fn router(site: Arc<Site>) -> Router {
    let mut own = Router::new().route(path::CHANGES, get(changes));
    for path in in_every_language(path::LAST) {
        own = own.route(&path, get(last));
    }
    own.with_state(site.clone())
        .fallback_service(routes::router(site.app.clone()))
        .layer(from_fn_with_state(site, fence))
}

async fn fence(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    if !site.is_host(request.headers()) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let path = request.uri().path().to_owned();
    let (lang, plain) = Lang::split(&path);
    if plain == path::CHANGES || plain == path::LAST {
        return next.run(request).await;
    }
    let mut parts = plain.split('/').skip(2);
    let ours = parts.next() == Some(site.proposal.as_str());
    if plain == path::CATALOGUE || (is_preview(&path) && !ours) {
        return see(&site.first(lang));
    }
    if is_preview(&path) {
        let cookie = match site.session().await {
            Ok(cookie) => cookie,
            Err(why) => {
                tracing::error!(%why, "there is no author's session");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        };
        let live = Arc::new(site.live(lang, request.headers()));
        request.extensions_mut().insert(live);
        // Of other programs on this machine the browser may know cookies of the same names.
        request.headers_mut().insert(header::COOKIE, cookie);
    } else if !LOADED.iter().any(|prefix| path.starts_with(prefix)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}

/// The query of [`changes`].
#[derive(Deserialize)]
struct Since {
    since: Option<String>,
}

/// `GET /author/changes?since=TURN`: the turn, once it is another, or after a while.
async fn changes(State(site): State<Arc<Site>>, Query(query): Query<Since>) -> Response {
    let since = query.since.unwrap_or_default();
    let mut turns = site.turn.subscribe();
    let other =
        turns.wait_for(|turn| turn.ending || format!("{}-{}", site.run, turn.count) != since);
    // Whether it came or not, the turn is the answer.
    let _ = tokio::time::timeout(WAIT, other).await;
    ([(header::CACHE_CONTROL, "no-store")], site.turn()).into_response()
}

/// `GET /author/last`: shows the last sound form until the next change.
async fn last(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (lang, _) = Lang::split(request.uri().path());
    let mut response = see(&site.first(lang));
    let cookie = format!("{LAST}={}; Path=/; HttpOnly; SameSite=Strict", site.turn());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
