//! The pages, one file each. [`page`] is the one place that says which file answers which URL.

mod article;
mod catalogue;
mod check;
mod checkout;
mod code;
mod dossier;
mod office;
mod pay;
mod question;
mod recover;
mod result;
mod returned;
pub(crate) mod special;
mod start;
mod summary;
mod track;
mod verify;

use crate::desk::Unavailable;
use crate::parts::error_summary::{Entry, error_summary};
use crate::render::{Answer, Cx};
use crate::routes::Page;
use leptos::prelude::*;

/// The page at a URL.
pub(crate) async fn page(cx: &Cx, page: &Page) -> Result<Answer, Unavailable> {
    match page {
        Page::Catalogue => catalogue::page(cx).await,
        Page::Procedure { code } => start::page(cx, code).await,
        Page::Question { draft, page } => question::page(cx, draft, page, None).await,
        Page::Item { draft, page, item } => question::page(cx, draft, page, Some(item)).await,
        Page::Check { draft } => check::page(cx, draft).await,
        Page::Dossier { reference } => dossier::page(cx, reference).await,
        Page::Pay { reference } => pay::page(cx, reference).await,
        Page::Track => Ok(track::page(cx)),
        Page::Recover => Ok(recover::ask(cx)),
        Page::RecoverCode => Ok(recover::confirm(cx)),
        Page::Result { reference } => result::page(cx, reference).await,
        Page::Privacy => Ok(article::page(cx, &cx.words.privacy)),
        Page::Accessibility => Ok(article::page(cx, &cx.words.accessibility)),
        Page::Help => Ok(article::page(cx, &cx.words.help)),
        Page::Checkout { txn } => checkout::page(cx, txn).await,
        Page::PaymentReturn { gateway } => returned::page(cx, gateway).await,
        Page::Office => office::inbox::page(cx).await,
        Page::OfficeSignIn => office::sign_in::page(cx).await,
        Page::OfficeDossier { reference } => office::dossier::page(cx, reference).await,
        Page::Decision { reference } => office::decision::page(cx, reference).await,
        Page::DecisionPage { reference, page } => {
            office::decision::question(cx, reference, page, None).await
        }
        Page::DecisionItem {
            reference,
            page,
            item,
        } => office::decision::question(cx, reference, page, Some(item)).await,
        Page::Forms => office::author::forms(cx).await,
        Page::Proposal { proposal } => office::author::proposal(cx, proposal).await,
        Page::Preview { proposal } => office::author::preview::check(cx, proposal).await,
        Page::PreviewPage { proposal, page } => {
            office::author::preview::question(cx, proposal, page, None).await
        }
        Page::PreviewItem {
            proposal,
            page,
            item,
        } => office::author::preview::question(cx, proposal, page, Some(item)).await,
        Page::Verify { token } => verify::page(cx, token).await,
    }
}

/// The column most pages stand in: lines of a length that can be read.
fn column(inner: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{inner}</div>
        </div>
    }
    .into_any()
}

/// A page's heading.
fn heading(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! { <h1 class="govuk-heading-l">{text}</h1> }.into_any()
}

/// The error summary of a page, when something is wrong.
fn problems(cx: &Cx, entries: Vec<Entry>) -> Option<AnyView> {
    (!entries.is_empty()).then(|| error_summary(cx.words.common.problems, entries))
}

/// An entry that leads to `#id`.
fn entry(text: &str, id: &str) -> Entry {
    Entry {
        text: text.to_owned(),
        href: format!("#{id}"),
    }
}

/// Groups of four with dashes, as codes are read aloud: `7K3Q-M8ZX-2P`.
fn spaced(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    chars
        .chunks(4)
        .map(|chunk| chunk.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}
