//! A proposal tried page by page: the citizen's own pages, marked on each, and an end where nothing is sent.

use super::{author, live};
use crate::desk::Unavailable;
use crate::pages::question::{context, notice, of};
use crate::pages::summary::Summary;
use crate::pages::{column, heading, special};
use crate::parts::button;
use crate::render::{Answer, Client, Cx, Shown};

/// One page, or one item of its repeat.
pub(crate) async fn question(
    cx: &Cx,
    id: &str,
    page: &str,
    item: Option<&String>,
) -> Result<Answer, Unavailable> {
    let (office, _) = match author(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if let Some(faults) = live::instead(cx) {
        return Ok(faults);
    }
    Ok(match office.preview(id.to_owned()).await? {
        Some(draft) => match live::elsewhere(cx, &draft, page) {
            Some(first) => first,
            None => live::beside(cx, of(cx, &draft, page, item)),
        },
        None => special::no_proposal(cx),
    })
}

/// What was typed, read once more, without a button that sends it.
pub(crate) async fn check(cx: &Cx, id: &str) -> Result<Answer, Unavailable> {
    let (office, _) = match author(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if let Some(faults) = live::instead(cx) {
        return Ok(faults);
    }
    let Some(draft) = office.preview(id.to_owned()).await? else {
        return Ok(special::no_proposal(cx));
    };
    let words = &cx.words.office.author;
    let datasets = cx.desk.datasets();
    let evaluation = forms::evaluate(&draft.form, &draft.answers, &context(&draft, &*datasets));
    let summary = Summary {
        cx,
        form: &draft.form,
        answers: &draft.answers,
        evaluation: &evaluation,
        place: Some(&draft.place),
        open: None,
    };
    let first = draft.form.pages.first();
    let first = first.map(|page| cx.url(&draft.place.question(&page.id)));
    let main = column((
        notice(cx, &draft),
        heading(words.preview_check),
        summary.view(),
        first.map(|href| button::link(words.preview_first, href, "govuk-button--secondary")),
    ));
    let mut shown = Shown::new(words.preview_check, main);
    shown.title.push(cx.text(&draft.form.title).to_owned());
    shown.client = Client::None;
    Ok(live::beside(cx, shown.into()))
}
