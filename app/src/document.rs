//! The document around a page: head, header, footer, and our own hydration part.

use crate::lang::Lang;
use crate::parts::{classes, phase_banner::phase_banner, skip_link::skip_link, when};
use crate::render::{Client, Cx, Shown};
use crate::routes::{self, Page};
use crate::words;
use leptos::prelude::*;

/// The whole document. `page` is the page asked for, to mark it in the navigation and to switch its language.
pub(crate) fn view(cx: &Cx, page: Option<&Page>, mut shown: Shown) -> AnyView {
    let common = &cx.words.common;
    let title = title(cx, &shown);
    let demo = cx
        .visit
        .demo
        .then(|| phase_banner(common.demo_tag, common.demo_text));
    let before = shown.before.take();
    let before = before.map(|before| view! { <nav aria-label=common.back_label>{before}</nav> });
    let header = header(cx, page, &shown);
    let footer = footer(cx, page);
    let head = head(cx, &shown, title);
    let lang = cx.lang.tag();
    let body = classes(
        "govuk-template__body",
        &[when(cx.in_office(), "app-office")],
    );
    view! {
        <!DOCTYPE html>
        <html lang=lang class="govuk-template">
            {head}
            <body class=body>
                {skip_link(common.skip, "#main-content")} <header>{header} {demo}</header> <div class="govuk-width-container">
                    {before}
                    <main class="govuk-main-wrapper" id="main-content">
                        {shown.main}
                    </main>
                </div> {footer}
            </body>
        </html>
    }
    .into_any()
}

/// `<question> – <procedure> – Tờ Khai`, after `Lỗi: ` where something is wrong.
fn title(cx: &Cx, shown: &Shown) -> String {
    let wrong = if shown.wrong {
        cx.words.common.error_title
    } else {
        ""
    };
    let mut title = format!("{wrong}{}", shown.title.join(" – "));
    title.push_str(" – ");
    title.push_str(cx.words.common.service);
    title
}

fn head(cx: &Cx, shown: &Shown, title: String) -> AnyView {
    let assets = &cx.visit.assets;
    let style = (!assets.css.is_empty())
        .then(|| view! { <link rel="stylesheet" href=assets.css.clone() /> });
    let office_style = ((cx.in_office() || cx.live.is_some()) && !assets.office_css.is_empty())
        .then(|| view! { <link rel="stylesheet" href=assets.office_css.clone() /> });
    let refresh = shown.refresh.as_ref().map(|(seconds, url)| {
        let content = format!("{seconds};url={url}");
        view! { <noscript><meta http-equiv="refresh" content=content /></noscript> }
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
            <meta name="theme-color" content="#0b4f53" />
            <meta name="description" content=cx.words.common.description />
            <meta name="format-detection" content="telephone=no" />
            {refresh}
            {style}
            {office_style}
            <link rel="icon" href="/public/favicon.svg" type="image/svg+xml" />
            {client(cx, shown.client)}
            {live(cx)}
        </head>
    }
    .into_any()
}

/// Our own hydration part. It begins to fetch the client once the HTML is there, after the CSS and
/// at low priority, runs it when the browser is idle or after 2 seconds, and does nothing without
/// JavaScript. A client that cannot be fetched leaves a page that works.
fn client(cx: &Cx, client: Client) -> Option<AnyView> {
    let assets = &cx.visit.assets;
    let built = !assets.js.is_empty() && !assets.wasm.is_empty();
    let script = match client {
        Client::Wait => include_str!("document/wait.js").to_owned(),
        Client::Run if built => include_str!("document/client.js")
            .replace("{js}", &assets.js)
            .replace("{wasm}", &assets.wasm),
        Client::Prefetch if built => {
            let prefetch = view! {
                <link rel="prefetch" href=assets.js.clone() />
                <link rel="prefetch" href=assets.wasm.clone() />
            };
            return Some(prefetch.into_any());
        }
        Client::None | Client::Run | Client::Prefetch => return None,
    };
    Some(inline(cx, &script))
}

/// What looks whether the author's folder has changed: under `tokhai preview` alone.
fn live(cx: &Cx) -> Option<AnyView> {
    let live = cx.live.as_ref()?;
    let script = include_str!("document/live.js")
        .replace("{changes}", routes::path::CHANGES)
        .replace("{turn}", &live.turn);
    Some(inline(cx, &script))
}

/// A script of ours, without its comments.
fn inline(cx: &Cx, script: &str) -> AnyView {
    let script: String = script
        .lines()
        .filter(|line| !line.starts_with("//"))
        .collect();
    let nonce = cx.nonce.clone();
    view! { <script r#type="module" nonce=nonce>{script}</script> }.into_any()
}

fn header(cx: &Cx, page: Option<&Page>, shown: &Shown) -> AnyView {
    let common = &cx.words.common;
    let (home, items) = if let Some(proposal) = tried(page) {
        // Nothing leads out of a preview: what it stands in frames nothing else.
        let proposal = proposal.to_owned();
        (Page::Preview { proposal }, ().into_any())
    } else if cx.in_office() {
        (Page::Office, officers_items(cx, page, shown))
    } else {
        let catalogue = item(cx, page, Page::Catalogue, common.nav_catalogue);
        let track = item(cx, page, Page::Track, common.nav_track);
        (Page::Catalogue, (catalogue, track).into_any())
    };
    view! {
        <div class="app-header">
            <div class="app-header__container govuk-width-container">
                <a class="app-header__home" href=cx.url(&home)>
                    <svg class="app-header__mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
                        <path d=PETAL fill="#fff" />
                        <path d=PETAL fill="#fff" transform="rotate(72 20 20)" />
                        <path d=PETAL fill="#fff" transform="rotate(144 20 20)" />
                        <path d=PETAL fill="#fff" transform="rotate(216 20 20)" />
                        <path d=PETAL fill="#fff" transform="rotate(288 20 20)" />
                        <circle cx="20" cy="20" r="3.2" fill="#f0a7c6" />
                    </svg>
                    <span class="app-header__name">
                        {common.service}
                        <span class="app-header__tagline">{common.tagline}</span>
                    </span>
                </a>
                <nav class="app-header__nav" aria-label=common.nav_label>
                    <ul class="app-header__list">
                        {items} {language_switch(cx, page)}
                    </ul>
                </nav>
            </div>
        </div>
    }
    .into_any()
}

/// The proposal a page tries.
fn tried(page: Option<&Page>) -> Option<&str> {
    match page {
        Some(
            Page::Preview { proposal }
            | Page::PreviewPage { proposal, .. }
            | Page::PreviewItem { proposal, .. },
        ) => Some(proposal),
        _ => None,
    }
}

/// A link of the header.
fn item(cx: &Cx, page: Option<&Page>, target: Page, text: &'static str) -> AnyView {
    let current = (Some(&target) == page).then_some("page");
    view! {
        <li class="app-header__item">
            <a class="app-header__link" href=cx.url(&target) aria-current=current>
                {text}
            </a>
        </li>
    }
    .into_any()
}

/// What officers find in the header: the inbox, who they are, the way out. Nothing before sign-in.
fn officers_items(cx: &Cx, page: Option<&Page>, shown: &Shown) -> AnyView {
    let words = &cx.words.office;
    let Some(name) = shown.officer.clone() else {
        return ().into_any();
    };
    let forms = shown
        .author
        .then(|| item(cx, page, Page::Forms, words.author.title));
    view! {
        {item(cx, page, Page::Office, words.inbox)}
        {forms}
        <li class="app-header__item app-header__officer">
            <span class="govuk-visually-hidden">{words.signed_in} " "</span>
            {name}
        </li>
        <li class="app-header__item">
            <form method="post" action=routes::office_sign_out(cx.lang)>
                <button r#type="submit" class="app-header__link app-header__button">
                    {words.sign_out}
                </button>
            </form>
        </li>
    }
    .into_any()
}

/// One petal of the hoa ban, the flower of Sơn La's mountains; five make the mark.
const PETAL: &str = "M20 19C14.5 14.5 14 6.5 20 2.5 26 6.5 25.5 14.5 20 19Z";

/// The same page in the other language.
fn language_switch(cx: &Cx, page: Option<&Page>) -> AnyView {
    let common = &cx.words.common;
    let other = match cx.lang {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    let mut href = page.map_or_else(|| Page::Catalogue.url(other), |page| page.url(other));
    if page.is_some() && !cx.visit.query.is_empty() {
        href.push('?');
        href.push_str(&cx.visit.query);
    }
    let tag = other.tag();
    view! {
        <li class="app-header__item">
            <a class="app-header__link" href=href hreflang=tag lang=tag rel="alternate" aria-label=common.other_language_label>
                {common.other_language}
            </a>
        </li>
    }
    .into_any()
}

fn footer(cx: &Cx, page: Option<&Page>) -> AnyView {
    let common = &cx.words.common;
    let item = |target: Page, text: words::Say| {
        view! {
            <li class="app-footer__item">
                <a class="app-footer__link" href=cx.url(&target)>
                    {text}
                </a>
            </li>
        }
    };
    if tried(page).is_some() {
        return ().into_any();
    }
    // Help and privacy are written for citizens.
    let citizens = (!cx.in_office()).then(|| {
        (
            item(Page::Help, common.footer_help),
            item(Page::Privacy, common.footer_privacy),
        )
    });
    view! {
        <footer class="app-footer">
            <div class="govuk-width-container">
                <nav aria-label=common.footer_label>
                    <ul class="app-footer__list">
                        {citizens} {item(Page::Accessibility, common.footer_accessibility)}
                    </ul>
                </nav>
                <p class="app-footer__text">{common.footer_text}</p>
            </div>
        </footer>
    }
    .into_any()
}
