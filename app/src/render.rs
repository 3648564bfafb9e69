//! One page, from what the server knows to HTML: [`render`] is the only way in.
//!
//! Pages are whole documents and nothing streams: a page's data are awaited first, then its
//! view is built and printed in one go, inside a reactive owner of its own.

use crate::desk::{Attempt, Desk, Special, Unavailable, Visit};
use crate::lang::Lang;
use crate::routes::Page;
use crate::words::{self, Words};
use crate::{pages, shell};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use std::sync::Arc;

/// What the server (or a test) hands over to show one page.
#[derive(Clone)]
pub struct Ask {
    /// The request.
    pub visit: Visit,
    /// Who answers.
    pub desk: Arc<dyn Desk>,
    /// What a refused POST to this page carried.
    pub attempt: Option<Attempt>,
    /// A page to show instead of the one at the path.
    pub special: Option<Special>,
}

/// A page as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// HTTP status: 200, 404, 422, 429, 500, ..., or 303 with a `location`.
    pub status: u16,
    /// Where to go instead.
    pub location: Option<String>,
    /// The document; empty with a `location`.
    pub html: String,
}

/// What every page is given.
pub struct Cx {
    /// The language of the page.
    pub lang: Lang,
    /// Its words.
    pub words: &'static Words,
    /// The request.
    pub visit: Visit,
    /// Who answers.
    pub desk: Arc<dyn Desk>,
    /// What a refused POST carried; empty on GET.
    pub attempt: Attempt,
    /// Whether there was one.
    pub refused: bool,
}

impl Cx {
    /// A page's URL in this language.
    pub fn url(&self, page: &Page) -> String {
        page.url(self.lang)
    }

    /// The value of `name` in the query, decoded; empty when absent.
    pub fn query(&self, name: &str) -> String {
        form_urlencoded::parse(self.visit.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    }

    /// Definition's words in this language.
    pub fn text<'a>(&self, text: &'a forms::Text) -> &'a str {
        text.get(self.lang.tag())
    }
}

/// A page's answer.
pub enum Answer {
    /// This page.
    Shown(Box<Shown>),
    /// Go there instead (303).
    Go(String),
}

/// A page, before the document is put around it.
pub struct Shown {
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
    /// Back link or breadcrumbs.
    pub before: Option<AnyView>,
    /// The page.
    pub main: AnyView,
}

/// What a page does with WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
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
    pub fn new(title: impl Into<String>, main: impl IntoView + 'static) -> Self {
        Self {
            status: 200,
            title: vec![title.into()],
            wrong: false,
            refresh: None,
            client: Client::None,
            before: None,
            main: main.into_any(),
        }
    }

    /// With this status.
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// With this above it.
    pub fn before(self, before: AnyView) -> Self {
        Self { before: Some(before), ..self }
    }
}

impl From<Shown> for Answer {
    fn from(shown: Shown) -> Self {
        Answer::Shown(Box::new(shown))
    }
}

/// Renders the page at the visit's path, or the special one.
pub async fn render(ask: Ask) -> Rendered {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let rendered = ScopedFuture { owner: owner.clone(), observer: None, fut: document(ask) }.await;
    owner.cleanup();
    rendered
}

async fn document(ask: Ask) -> Rendered {
    let (lang, page) = match Page::read(&ask.visit.path) {
        Some((lang, page)) => (lang, Some(page)),
        None => (Lang::split(&ask.visit.path).0, None),
    };
    let refused = ask.attempt.is_some();
    let cx = Cx {
        lang,
        words: words::of(lang),
        visit: ask.visit,
        desk: ask.desk,
        attempt: ask.attempt.unwrap_or_default(),
        refused,
    };
    let answer = match (ask.special, &page) {
        (Some(special), _) => Ok(pages::special::page(&cx, &special)),
        (None, None) => Ok(pages::special::not_found(&cx)),
        (None, Some(page)) => pages::page(&cx, page).await,
    };
    match answer.unwrap_or_else(|Unavailable| pages::special::page(&cx, &Special::Broken { id: String::new() })) {
        Answer::Go(location) => Rendered { status: 303, location: Some(location), html: String::new() },
        Answer::Shown(shown) => {
            let status = shown.status;
            let html = shell::document(&cx, page.as_ref(), *shown).to_html();
            Rendered { status, location: None, html }
        }
    }
}
