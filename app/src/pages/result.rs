//! Fetching the result of a dossier of one's own: a one-time code to the
//! contact, then the download.

use super::{code, column, entry, heading, problems, spaced};
use crate::desk::{CodeRefusal, ResultView, Unavailable};
use crate::parts::back_link::back_link;
use crate::parts::button::{self, Button, button};
use crate::parts::inset_text::inset_text;
use crate::render::{Answer, Cx, Shown};
use crate::routes::{self, Page};
use leptos::prelude::*;

/// The page.
pub(super) async fn page(cx: &Cx, reference: &str) -> Result<Answer, Unavailable> {
    let dossier = cx.desk.dossier(reference.to_owned()).await?;
    let result = cx.desk.result(reference.to_owned()).await?;
    let (Some(dossier), Some(result)) = (dossier, result) else {
        return Ok(super::special::lost(cx));
    };
    let words = &cx.words.codes;
    let back = cx.url(&Page::Dossier {
        reference: dossier.reference.clone(),
    });
    let name = cx.text(&dossier.form.title).to_owned();
    let grouped = spaced(&dossier.reference);
    let (entries, body) = body(cx, &dossier.reference, dossier.paper, &result);
    let main = column((
        problems(cx, entries),
        view! { <span class="govuk-caption-l">{name.clone()}</span> },
        heading(words.result),
        view! {
            <p class="govuk-body">
                {cx.words.dossier.reference} " " <strong class="app-reference">{grouped}</strong>
            </p>
        },
        body,
    ));
    let mut shown = Shown::new(words.result, main).before(back_link(cx.words.common.back, back));
    shown.title.push(name);
    Ok(code::marked(cx, shown).into())
}

/// What is wrong, and what can be done now.
fn body(
    cx: &Cx,
    reference: &str,
    ready: bool,
    result: &ResultView,
) -> (Vec<crate::parts::error_summary::Entry>, AnyView) {
    let words = &cx.words.codes;
    if !ready {
        return (Vec::new(), told(words.not_ready, words.not_ready_text));
    }
    if let Some(until) = result.proved {
        let until = (cx.words.common.moment)(until);
        let file = routes::result_file(reference);
        let view = view! {
            {inset_text((words.proved)(&until))}
            {button::link(words.download, file, "")}
            <p class="govuk-body">{words.shared_device}</p>
        };
        return (Vec::new(), view.into_any());
    }
    let Some(contact) = &result.contact else {
        return (Vec::new(), told(words.no_contact, words.no_contact_text));
    };
    let refused = code::refusal(cx);
    let at_code = code::at_the_code(refused).filter(|_| result.waiting);
    let place = if at_code.is_some() { "code" } else { "send" };
    let entries = refused
        .map(|refusal| entry(&(words.refusal)(refusal), place))
        .into_iter()
        .collect();
    let view = if result.waiting {
        (
            inset_text((words.on_its_way)(contact)),
            confirm(cx, reference, at_code),
            send(cx, reference, words.send_again, "govuk-button--secondary"),
        )
            .into_any()
    } else {
        let why = (words.why)(contact);
        (
            view! { <p class="govuk-body-l">{why}</p> },
            send(cx, reference, words.send, ""),
        )
            .into_any()
    };
    (entries, view)
}

fn told(first: &'static str, second: &'static str) -> AnyView {
    view! {
        <p class="govuk-body-l">{first}</p>
        <p class="govuk-body">{second}</p>
    }
    .into_any()
}

fn url(cx: &Cx, reference: &str) -> String {
    cx.url(&Page::Result {
        reference: reference.to_owned(),
    })
}

fn confirm(cx: &Cx, reference: &str, refused: Option<CodeRefusal>) -> AnyView {
    let text = cx.words.codes.confirm.to_owned();
    view! {
        <form method="post" action=url(cx, reference) novalidate=true autocomplete="off">
            {code::field(cx, refused)}
            {button(Button { text, posts: Some(("action".to_owned(), "code".to_owned())), ..Button::default() })}
        </form>
    }
    .into_any()
}

fn send(cx: &Cx, reference: &str, text: &str, classes: &str) -> AnyView {
    let send = button(Button {
        text: text.to_owned(),
        classes: classes.to_owned(),
        posts: Some(("action".to_owned(), "send".to_owned())),
        once: true,
        ..Button::default()
    });
    view! {
        <form method="post" action=url(cx, reference) id="send">
            {send}
        </form>
    }
    .into_any()
}
