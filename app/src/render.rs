//! One page, from what the server knows to HTML: [`shell`] is the only way in.
//!
//! Pages are whole documents and nothing streams: a page's data are awaited first, then its
//! view is built in one go. What a page needs comes by context: [`Visit`] and `Arc<dyn Desk>`
//! always, `Arc<dyn Office>` on officers' pages, [`Attempt`] when a POST was refused, [`Special`] for a page in place of the one asked for, [`Renewed`] for the one answer that shows a new secret,
//! `Arc<Live>` under `tokhai preview`, and Leptos' `Nonce`.

use crate::desk::author::Live;
use crate::desk::office::Office;
use crate::desk::{Attempt, Desk, Renewed, Special, Unavailable, Visit};
use crate::lang::Lang;
use crate::routes::{self, Page};
use crate::words::{self, Words};
use crate::{document, pages};
use http::{HeaderValue, StatusCode, header};
use leptos::nonce::{Nonce, use_nonce};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// The page at the visit's path, or the special one, as a document. Render it with
/// `leptos_axum::render_app_async_with_context(provide_contexts, app::shell)`.
///
/// The page's status is set through `ResponseOptions`: 404 where there is nothing, 422 with an
/// [`Attempt`], 303 with a `Location` where a page leads elsewhere.
///
/// # Panics
/// Without [`Visit`] and `Arc<dyn Desk>` in context.
pub fn shell() -> impl IntoView {
    // leptos_axum's route generator would do this once at start; our routes are axum's own.
    _ = any_spawner::Executor::init_tokio();
    // Nothing is hydrated but islands.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let response = use_context::<ResponseOptions>();
    let special = use_context::<Special>();
    let cx = Cx::from_context();
    Suspend::new(async move {
        let page = Page::read(&cx.visit.path).map(|(_, page)| page);
        let answer = match (special, &page) {
            (Some(special), _) => Ok(pages::special::page(&cx, &special, page.as_ref())),
            (None, None) => Ok(pages::special::not_found(&cx)),
            (None, Some(page)) => pages::page(&cx, page).await,
        };
        let broken =
            |Unavailable| pages::special::page(&cx, &Special::Broken { id: String::new() }, None);
        let (status, location, view) = match answer.unwrap_or_else(broken) {
            Answer::Go(location) => (303, Some(location), ().into_any()),
            Answer::Shown(shown) => (
                shown.status,
                None,
                document::view(&cx, page.as_ref(), *shown),
            ),
        };
        if let Some(response) = response {
            response.set_status(
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            );
            if let Some(location) =
                location.and_then(|location| HeaderValue::from_str(&location).ok())
            {
                response.insert_header(header::LOCATION, location);
            }
        }
        view
    })
}

/// What every page is given.
pub(crate) struct Cx {
    /// The language of the page.
    pub lang: Lang,
    /// Its words.
    pub words: &'static Words,
    /// The request.
    pub visit: Visit,
    /// Who answers.
    pub desk: Arc<dyn Desk>,
    /// Who answers on officers' pages; `None`: nobody is signed in.
    pub office: Option<Arc<dyn Office>>,
    /// What a refused POST carried; empty on GET.
    pub attempt: Attempt,
    /// Whether there was one.
    pub refused: bool,
    /// A new secret to show, once.
    pub renewed: Option<Renewed>,
    /// The nonce of this answer's inline script.
    pub nonce: Option<Nonce>,
    /// The folder an author edits; `None` outside `tokhai preview`.
    pub live: Option<Arc<Live>>,
}

impl Cx {
    fn from_context() -> Self {
        let visit = expect_context::<Visit>();
        let lang = Lang::split(&visit.path).0;
        let attempt = use_context::<Attempt>();
        Self {
            lang,
            words: words::of(lang),
            visit,
            desk: expect_context::<Arc<dyn Desk>>(),
            office: use_context::<Arc<dyn Office>>(),
            renewed: use_context::<Renewed>(),
            refused: attempt.is_some(),
            attempt: attempt.unwrap_or_default(),
            nonce: use_nonce(),
            live: use_context::<Arc<Live>>(),
        }
    }

    /// A page's URL in this language.
    pub(crate) fn url(&self, page: &Page) -> String {
        page.url(self.lang)
    }

    /// The value of `name` in the query, decoded; empty when absent.
    pub(crate) fn query(&self, name: &str) -> String {
        form_urlencoded::parse(self.visit.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    }

    /// Whether this is a page for officers, also one shown in place of it.
    pub(crate) fn in_office(&self) -> bool {
        routes::is_office(&self.visit.path)
    }

    /// Definition's words in this language.
    pub(crate) fn text<'a>(&self, text: &'a forms::Text) -> &'a str {
        text.get(self.lang.tag())
    }
}

/// A page's answer.
pub(crate) enum Answer {
    /// This page.
    Shown(Box<Shown>),
    /// Go there instead (303).
    Go(String),
}

/// A page, before the document is put around it.
pub(crate) struct Shown {
    /// HTTP status.
    pub status: u16,
    /// The page's own part of the title, most particular first.
    pub title: Vec<String>,
    /// Whether the title says that there is an error.
    pub wrong: bool,
    /// Without JavaScript, load this URL after so many seconds.
    pub refresh: Option<(u32, String)>,
    /// What the page does with the client.
    pub client: Client,
    /// Name of the officer who is signed in, on officers' pages.
    pub officer: Option<String>,
    /// Whether that officer writes definitions: the header then leads to them.
    pub author: bool,
    /// Back link or breadcrumbs.
    pub before: Option<AnyView>,
    /// The page.
    pub main: AnyView,
}

/// What a page does with WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    /// Nothing: not one byte of script.
    None,
    /// Fetches it for the page after this one.
    Prefetch,
    /// Runs it: there is an island.
    Run,
    /// No WebAssembly: a few lines that look whether a payment is confirmed by now.
    Wait,
}

impl Shown {
    /// A page of plain HTML.
    pub(crate) fn new(title: impl Into<String>, main: impl IntoView + 'static) -> Self {
        Self {
            status: 200,
            title: vec![title.into()],
            wrong: false,
            refresh: None,
            client: Client::None,
            officer: None,
            author: false,
            before: None,
            main: main.into_any(),
        }
    }

    /// With this status.
    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// With this above it.
    pub(crate) fn before(self, before: AnyView) -> Self {
        Self {
            before: Some(before),
            ..self
        }
    }
}

impl From<Shown> for Answer {
    fn from(shown: Shown) -> Self {
        Answer::Shown(Box::new(shown))
    }
}
