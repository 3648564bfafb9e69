//! What anybody with a result's paper may know of it, and whether a file is that paper.

use super::{column, entry, heading, problems};
use crate::desk::{PublicResult, Refusal, Unavailable};
use crate::parts::button::{Button, button};
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::file_upload::{FileUpload, file_upload};
use crate::parts::notification_banner::{heading as banner_heading, notification_banner};
use crate::parts::summary_list::{Row, summary_list};
use crate::parts::tag::tag;
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// The page. A code nobody was given is said to be none, whatever it looks like.
pub(super) async fn page(cx: &Cx, token: &str) -> Result<Answer, Unavailable> {
    let words = &cx.words.verify;
    let Some(result) = cx.desk.public_result(token.to_owned()).await? else {
        let main = column((
            heading(words.absent),
            view! { <p class="govuk-body">{words.absent_text}</p> },
        ));
        return Ok(Shown::new(words.absent, main).status(404).into());
    };
    let no_file = cx.attempt.refusals.contains(&Refusal::NoFile);
    let wrong = no_file.then(|| entry(words.no_file, "file"));
    let main = column((
        problems(cx, wrong.into_iter().collect()),
        compared(cx),
        heading(words.found),
        card(cx, &result),
        compare(cx, token, no_file),
    ));
    let mut shown = Shown::new(words.title, main);
    shown.wrong = no_file;
    shown.status = if no_file { 422 } else { 200 };
    Ok(shown.into())
}

fn card(cx: &Cx, result: &PublicResult) -> AnyView {
    let words = &cx.words.verify;
    let rows = vec![
        Row::plain(words.kind, cx.text(&result.kind)),
        Row::plain(words.number, result.number.as_str()),
        Row::plain(words.date, result.issued_on.as_str()),
        Row::plain(words.agency, cx.text(&result.agency.name)),
        Row::plain(words.name, result.name.as_str()),
    ];
    view! {
        <p class="govuk-body">{tag(words.unsigned, "govuk-tag--orange")}</p>
        <p class="govuk-body">{words.unsigned_text}</p>
        {summary_list(rows, "")}
        <p class="govuk-body app-muted">{words.masked}</p>
    }
    .into_any()
}

/// What came of a file that was compared.
fn compared(cx: &Cx) -> Option<AnyView> {
    let words = &cx.words.verify;
    let (title, text) = match cx.attempt.compared? {
        true => (words.same, words.same_text),
        false => (words.different, words.different_text),
    };
    let body = (
        banner_heading(title.to_owned()),
        view! { <p class="govuk-body">{text}</p> },
    );
    Some(notification_banner(cx.words.common.important, body))
}

fn compare(cx: &Cx, token: &str, no_file: bool) -> AnyView {
    let words = &cx.words.verify;
    let action = cx.url(&Page::Verify {
        token: token.to_owned(),
    });
    let file = FileUpload {
        control: Control {
            id: "file".to_owned(),
            name: "file".to_owned(),
            label: words.file.to_owned(),
            label_classes: "govuk-label--s".to_owned(),
            hint: Some(words.file_hint.to_owned()),
            error: no_file.then(|| ErrorMessage {
                text: words.no_file.to_owned(),
                prefix: cx.words.common.error.to_owned(),
            }),
            ..Control::default()
        },
        accept: Some("application/pdf".to_owned()),
        multiple: false,
    };
    view! {
        <section aria-labelledby="compare">
            <h2 class="govuk-heading-m" id="compare">
                {words.compare}
            </h2>
            <p class="govuk-body">{words.compare_text}</p>
            <form method="post" action=action enctype="multipart/form-data" novalidate=true>
                {file_upload(file)}
                {button(Button { text: words.submit.to_owned(), once: true, ..Button::default() })}
            </form>
        </section>
    }
    .into_any()
}
